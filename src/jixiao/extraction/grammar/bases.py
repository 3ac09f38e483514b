"""The budget of an execution rate where it stands apart: further back, or under the same name."""

from collections.abc import Iterator, Sequence

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph
from jixiao.extraction.grammar.ratio_operands import EXECUTION, WIDE, mentions_back, subject_of
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import label_of
from jixiao.model.fact import Basis
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern

_FUNDS = pattern(r"可用|资金总|可执行|可支配|可供|指标总|合计")
_GRANTED = pattern(
    r"^(?:其中|当年|全年|本年|年度|上级|财政|中央|省级?|市级?|县级?|区级?|实际|累计|已|共)*"
    r"(?:下达|到位|落实|安排|争取|筹措|筹集)|(?:到位|下达|落实|投入|补助|专项|安排)(?:的)?资金(?:总额|共|合计)?$"
)
_RECKONED = pattern(
    r"(?:以|按照?|用)([^,。;]{0,8}预算数?)(?:计算|测算|衡量|口径|作为?基数|为基数|作?为?分母|为口径|考核)"
)
_RECKONED_AFTER = pattern(
    r"(?:以|按照?)[^,。;]{1,12}(?:为基数|为分母|为口径|口径(?:计算|测算)?)[)。]"
)
# The ends of names that say only that money was spent, or that it was budgeted.
_SPENT_END = pattern(
    r"(?:项目)?(?:实际|累计|已|(?<!公)共|全年|当年|完成|资金|预算|经费)*(?:支出|支付|拨付|列支|使用|执行)"
    r"(?:资金|金额|数|决算数?)?$"
)
_MONEY_END = pattern(
    r"(?:项目)?(?:支出|补助|配套|专项)?(?:年初|全年|年度|当年|调整后|财政)?(?:支出|补助|配套)?"
    r"(?:预算|资金|安排|计划|经费|投资|下达|补助|配套|指标|到位|落实)+(?:数|总额|支出)?$"
)
_BUDGETED = pattern(r"预算|资金|投资|安排|下达|到位|指标|补助")
# Names that any budget could have: they tell nothing.
_ANYBODYS = pattern(
    r"(?:[0-9]{4}年|全年|年度|本年度?|当年|年初|年中|部门|单位|我[局院校委办厅]|项目|整体|总体?|财政|资金|预算|支出|"
    r"实际|累计|调整后?|追加|各级|专项|共|至|截至|年底|其中|合计|以上|剩余|本级|一般|公用|人员)*"
)
_GRANTED_AT = pattern(r"[^,;:。0-9]{0,12}?(?:下达|批复)[\u4e00-\u9fff]{0,10}$")
_EVERYTHING = frozenset({"全口径", "部门全口径", "单位全口径", "综合"})
_SHORTEST = 2
# A run-in heading that names no matter of its own: （二）预算执行情况。
_PLAIN_HEAD = pattern(
    r"(?:[((]?[一二三四五六七八九十0-9]+[)).、.]*)?"
    r"(?:部门|单位|预算|资金|支出|收支|收入|执行|使用|决算|完成|拨付|到位|支付|安排|管理|情况|整体|总体|年度|全年|"
    r"及|和|与|的|分析|进度|概况|绩效|[0-9]{4}年度?|项目(?=资金|预算))*[。:]"
)
_HEAD_REACH = 24
_KIND = pattern(r"集中|分散|货物|工程|服务|工资福利|对个人和家庭|人员经费|公用经费|资本性")
# A numbered paragraph, or one of the items of the budget classification.
_ITEM = pattern(
    r"[(（]?[0-9]{1,2}[)）.、．](?![0-9])(?!\s*(?:部门|单位|预算|资金|支出|收支|执行|全年|年度|20))"
    r"|[^,。;:]{2,60}\([类款项]\)"
)
# The heading of an item: 二、设备购置项目
_ITEM_HEADED = pattern(
    r"\n\s*[(（]?[一二三四五六七八九十0-9]{1,3}[)）、.．][^\n,。;:]{1,30}"
    r"(?:项目|工程|专项|课题|活动|\([类款项]\))(?:\([^()\n]*\))?\s*\n"
)
_INITIAL = pattern(r"年初|批复|期初|初始")
_CHANGED_SINCE = pattern(r"追加|调增|调减|调剂|调整[后为预]|核减|收回|压减|上年结转|可用")
_OWN_MATTER = pattern(r"其中|项目(?!支出|预算)|工程|课题|不含|剔除")

_ARRIVED = ("到位", "到账", "到位资金")


def completed(
    paragraph: Paragraph,
    rate: Mention,
    budget: Mention | None,
    actual: Mention | None,
    out: Collector,
) -> tuple[Mention | None, Mention | None, bool]:
    """Look further back for the one operand that the sentence of a rate does not have."""
    if (budget is None) is (actual is None):
        return budget, actual, True
    found = [
        mention
        for mention in mentions_back(paragraph, rate, out)
        if mention.dimension is Dimension.MONEY
        and mention.role not in DERIVED
        and mention.subject.entity is rate.subject.entity
        and _matches(mention, budget, actual, out)
    ]
    if not found and actual is not None and actual.kind == "expenditure":
        funds = (
            m
            for m in mentions_back(paragraph, rate, out)
            if m.concept == "fund_total" and "投资" not in m.subject.label
        )
        found = [m for m in funds if m.role not in DERIVED and actual.subject.fund is None]
    if not found:
        return budget, actual, True
    near = _is_near(found[0], rate) or _is_clear(paragraph, rate, found, out)
    near = near and not _has_its_rate(paragraph, found[0], rate)
    return budget or found[0], actual or found[0], near


def _matches(
    mention: Mention, budget: Mention | None, actual: Mention | None, out: Collector
) -> bool:
    """Whether an amount can be the operand that is missing beside the one that is known."""
    concepts = out.vocabulary.concepts
    known = budget or actual
    if known is None or (mention.subject.fund is not known.subject.fund):
        return False
    if mention.subject.owner:
        return actual is not None and _is_the_projects(mention, actual)
    if mention.concept == "other":
        return False
    if actual is not None:
        wanted = "" if actual.concept == "other" else concepts[actual.concept].budget
        return mention.concept == wanted
    spent = concepts[mention.concept]
    return spent.kind in ("expenditure", "income") and spent.budget == known.concept


def _is_the_projects(mention: Mention, actual: Mention) -> bool:
    """Whether an amount is the budget of the one project that the text is about: 项目全年预算."""
    return (
        mention.subject.owner in ("项目", "本项目", "该项目")
        and mention.kind == "budget"
        and not mention.subject.theme
        and not actual.subject.owner
        and mention.subject.basis is Basis.ADJUSTED_BUDGET
    )


def _has_its_rate(paragraph: Paragraph, operand: Mention, rate: Mention) -> bool:
    """Whether another execution rate stands between an amount told before and a rate."""
    return any(
        operand.end <= m.start < rate.start and m.role == "rate" and m.concept in EXECUTION
        for m in paragraph.mentions
    )


def _is_near(mention: Mention, rate: Mention) -> bool:
    return mention.block == rate.block and rate.sentence - mention.sentence <= 1


def _is_clear(
    paragraph: Paragraph, rate: Mention, found: Sequence[Mention], out: Collector
) -> bool:
    """Whether an operand told further back can be no other: the only one, in the same matter."""
    first = found[0]
    initial = _INITIAL.search(out.text, first.lead_from, first.start)
    if initial and _CHANGED_SINCE.search(out.text, first.end, rate.start):
        return False  # 年初预算…，年中追加…，全年可用指标…: it is no longer what may be spent
    alike = [m for m in found if m.subject.basis is first.subject.basis]
    if len({m.quantity.base for m in alike}) > 1:
        return False
    if any(m.period != first.period for m in (rate, *alike) if m.own_period):
        return False
    if first.block == rate.block:
        between = out.text[out.sentences[first.sentence].end : out.sentences[rate.sentence].start]
        return _OWN_MATTER.search(between) is None
    above = out.paragraphs[paragraph.index - 1]
    if first.block != above.block or paragraph.block - above.block > 2:
        return False
    opening = out.text[paragraph.start : min(paragraph.start + _HEAD_REACH, rate.lead_from)]
    head = _PLAIN_HEAD.match(opening)
    return paragraph.mentions[0].sentence + (head is not None) >= rate.sentence and (
        head is not None or not (":" in opening or "。" in opening)
    )


def nearer_base(
    window: Sequence[Mention], budget: Mention | None, actual: Mention | None, out: Collector
) -> Mention | None:
    """Take the amount right before the one spent where it is called funds to spend (可用资金)."""
    if actual is None:
        return budget
    before = [
        m
        for m in window
        if m.start < actual.start
        and m.dimension is Dimension.MONEY
        and not m.in_parentheses
        and m.sentence == actual.sentence
    ]
    if before and (whole := out.wholes.get(before[0].start)) is not None:
        parts = [m for m in before if out.wholes.get(m.start) is whole]
        if len(parts) == 1:
            return budget  # 下达500万元，其中本级300万元，支出…: of which of the two is not said
        before = [m for m in before if m.start == whole.start]
    if before and before[0] is not budget:
        nearest = before[0]
        lead = out.text[nearest.lead_from : nearest.start]
        granted = budget is None or budget.sentence != actual.sentence
        if nearest.kind != "expenditure" and (
            _FUNDS.search(nearest.subject.label) or (granted and _GRANTED.search(lead))
        ):
            return nearest
    return budget


def reckoned_by(rate: Mention, out: Collector) -> str:
    """Return the budget that 以调整后预算计算 names before a rate, or an empty string."""
    match = _RECKONED.search(out.text, rate.gap_from, rate.start)
    return match.group(1) if match else ""


def named_budget(
    paragraph: Paragraph, rate: Mention, phrase: str, out: Collector
) -> Mention | None:
    """Return the budget that 占全年预算数的 names: the nearest one of that stage."""
    wanted = subject_of(phrase, out)
    own = None if wanted.fund is not None else _of_one_fund(paragraph, rate, wanted.basis)
    if own is not None and own.concept == wanted.concept.name and not own.subject.last_year:
        return own
    apart = _has_own_matter(paragraph, out)
    for earlier in (paragraph, *out.above(paragraph, WIDE)):
        if earlier is not paragraph and (apart or _has_own_matter(earlier, out)):
            continue  # 2.医疗(款)。支出…,完成年初预算的…: not of the budget of another item
        if _ITEM_HEADED.search(out.text, earlier.end, paragraph.start):
            break
        for mention in reversed(earlier.mentions):
            if mention.start >= rate.start or mention.kind != "budget" or mention.role in DERIVED:
                continue
            if mention.subject.fund is not wanted.fund or _of_another(mention, rate, phrase, out):
                continue
            if wanted.basis is not None and mention.subject.basis is not wanted.basis:
                continue
            known = mention.concept == wanted.concept.name
            if (known or _of_everything(mention)) and not mention.subject.last_year:
                return mention
    return None


def _of_everything(mention: Mention) -> bool:
    """Whether a budget is said to be that of all money: 全口径预算."""
    return mention.subject.owner in _EVERYTHING and not mention.subject.theme


def granted_nearby(budget: Mention | None, out: Collector) -> bool:
    """Whether an amount that has no name of its own was granted: 下达政府性基金186.5万元."""
    if budget is None:
        return False
    return _GRANTED_AT.search(out.text, budget.lead_from, budget.start) is not None


def narrower(mention: Mention, phrase: str, out: Collector) -> bool:
    """Whether a budget is only of a kind that a phrase does not name: 集中采购预算 for 采购预算."""
    kind = _KIND.search(out.text, mention.lead_from, mention.start)
    return kind is not None and kind.group() not in phrase


def _of_another(mention: Mention, rate: Mention, phrase: str, out: Collector) -> bool:
    """Whether a budget is of a kind that a phrase does not name, or told for a rate of its own."""
    taken = mention.sentence != rate.sentence and _is_taken(mention, out)
    return taken or narrower(mention, phrase, out)


def _is_taken(budget: Mention, out: Collector) -> bool:
    """Whether a budget is told for a rate of its own: 基金支出完成预算数2400万元的21.5%."""
    own = out.text.startswith(("完成", "占", "为"), budget.lead_from)
    return own and out.text.startswith("的", budget.end)


def _has_own_matter(paragraph: Paragraph, out: Collector) -> bool:
    """Whether a paragraph opens with an item of its own: 2.教育支出(类)普通教育(款)。."""
    return _ITEM.match(out.text, paragraph.start, paragraph.end) is not None


def _of_one_fund(paragraph: Paragraph, rate: Mention, basis: Basis | None) -> Mention | None:
    """Return the budget of a sentence that opens with the fund that all of it speaks of.

    一般公共预算支出年初预算A，支出决算B，完成年初预算的p%: the fund is named but once.
    """
    before = [
        m
        for m in paragraph.before(rate)
        if m.sentence == rate.sentence and m.dimension is Dimension.MONEY
    ]
    if len(before) < 2 or before[-1].segment != rate.segment or before[0].kind != "expenditure":
        return None
    fund = before[-1].subject.fund
    if fund is None or any(m.subject.fund not in (None, fund) for m in before):
        return None
    if any(m.kind != "budget" for m in before[1:]):
        return None
    staged = [m for m in before[1:] if basis is None or m.subject.basis is basis]
    return staged[0] if len(staged) == 1 else None


def reckoned_after(rate: Mention, out: Collector) -> bool:
    """Whether the words after a rate say what it is reckoned by: (均以到位数为基数)."""
    sentence = out.sentences[rate.sentence]
    return _RECKONED_AFTER.search(out.text, rate.end, sentence.end) is not None


def own_amounts(
    paragraph: Paragraph, position: int, out: Collector
) -> tuple[Mention, Mention] | None:
    """Return budget and amount spent of a name of their own: 中央资金支出468万元，执行率97.54%.

    The budget is told before under the same name, once or always with the same number.
    """
    rate = paragraph.mentions[position]
    spent = paragraph.mentions[position - 1] if position else None
    if spent is None or spent.role or spent.dimension is not Dimension.MONEY:
        return None
    if spent.sentence != rate.sentence or spent.segment != rate.segment or spent.in_parentheses:
        return None
    phrase = _spoken(spent, out)
    end = _SPENT_END.search(phrase)
    name = _MONEY_END.sub("", phrase[: end.start()]) if end is not None else ""
    if len(name) < _SHORTEST or _ANYBODYS.fullmatch(name) or rate.subject.owner:
        return None
    budgets: list[Mention] = []
    arrived: list[Mention] = []
    for mention in _called(name, paragraph, spent, out):
        if mention.kind == "adjustment":
            return None  # what was added or cut later changes the base
        phrase = _spoken(mention, out)
        if phrase.endswith(_ARRIVED):
            arrived.append(mention)
        if _MONEY_END.sub("", phrase) == name and _is_budget(mention, phrase, out):
            budgets.append(mention)
    if not budgets or len({m.quantity.base for m in (*budgets, *arrived)}) > 1:
        return None  # of what was granted or of what has arrived
    return budgets[0], spent


def _called(name: str, paragraph: Paragraph, spent: Mention, out: Collector) -> Iterator[Mention]:
    """Yield the amounts of the year told before with a name in their clause, the nearest first."""
    period = spent.period
    year = out.fiscal_year if period is None or period.year is None else period.year
    for earlier in (paragraph, *out.above(paragraph, WIDE)):
        for mention in reversed(earlier.mentions):
            if mention.start >= spent.start or mention.dimension is not Dimension.MONEY:
                continue
            if mention.role in DERIVED or mention.average or mention.subject.last_year:
                continue
            if name not in out.text[mention.lead_from : mention.start]:
                continue
            own = mention.period if mention.own_period else None
            if own is None or year is None or own.year == year:
                yield mention


def _is_budget(mention: Mention, phrase: str, out: Collector) -> bool:
    """Whether an amount was granted, not spent: by its name or by that of its whole."""
    if mention.kind in ("expenditure", "income", "carryover", "adjustment"):
        return False
    whole = out.wholes.get(mention.start)
    if whole is not None and whole.scope.basis is Basis.INITIAL_BUDGET:
        return False  # the year may have changed it
    if mention.kind in ("budget", "fund"):
        return mention.subject.basis is not Basis.INITIAL_BUDGET
    label = phrase if whole is None else whole.label
    return bool(_BUDGETED.search(label)) and _SPENT_END.search(label) is None


def _spoken(mention: Mention, out: Collector) -> str:
    """Return the name of an amount as its clause has it."""
    return label_of(out.text, mention.lead_from, mention.start)
