"""FND12: a fact that is told twice."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from jixiao.checks.context import Context
from jixiao.checks.fnd._changed import told_changes
from jixiao.checks.fnd._facts import called, in_table, is_money, of_department, sentence_of
from jixiao.checks.fnd._items import items_told_twice
from jixiao.checks.fnd._rates import plain_rates
from jixiao.checks.fnd._referring import references
from jixiao.checks.fnd._repeats import Group, agree, doubtful, groups
from jixiao.checks.fnd._same_name import same_named
from jixiao.checks.fnd._twins import result_twins, score_twins
from jixiao.checks.registry import check
from jixiao.extraction.tokens import Kind
from jixiao.model.arithmetic import verify_equal
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Carryover, PartsOfWhole
from jixiao.model.slips import digits_of
from jixiao.patterns import pattern
from jixiao.terms import Severity

_TOTALS = (
    "income_total", "income_fiscal", "expenditure_total", "expenditure_fiscal",
    "expenditure_basic", "expenditure_project", "expenditure_staff", "expenditure_public",
    "budget_total", "carryover_opening", "carryover_closing", "three_public_total",
    "procurement_total", "procurement_sme", "fixed_assets_total", "fixed_assets_used",
    "fund_total",
)  # fmt: skip
_COUNTS = ("output_indicator_count", "benefit_indicator_count", "posts", "staff")
_GENERIC = frozenset(
    {"income_total", "expenditure_total", "budget_total", "executed_amount", "fund_total"}
)
_CLEAR = pattern(r"总[收支预]|合计|[本全当]年|年度|部门|年初预算|调整后预算")
_BEYOND_DOUBT = pattern(r"总[收支预]|合计|部门|年初预算|调整后预算")
_NUMBER = pattern(r"[0-9][0-9.,]*+(?!年)")
_LEAST = 14  # characters of a sentence without its numbers
_LEAST_LABEL = 4
_REACH = 18  # characters of a sentence before a number that must be the same
_LEAST_DIGITS = 3
# What a sentence begins with that says of something told before it what the figure is of.
_LEANS = pattern(
    r"\(?(?:其中|加上|再加|另外?|此外|同期|上述|其)"
    r"|[(（]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)）、.．][^,。;]{0,24}$"
)
_MANY_DIGITS = 4
_PER = pattern(r"每|均|单价|单位|标准|/|价格|造价|产值|折|相当")
_TIMES = (Kind.INSTANT, Kind.PERIOD)
_AT_MOST = 40  # groups of business figures worth comparing


@check(
    code="FND12",
    name="repeated-fact",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有同一事实在两处以上写出，无从相互核对。",
)
def repeated_fact(ctx: Context) -> Iterator[Outcome]:
    """同一事实在不同地方写出的数应当一致。

    为什么：同一个数前后不一，读者不知以哪个为准，也是改稿时最常见的疏漏。
    公式：换算为同一单位后相等；名称相同（或有效数字四位以上）、数字相同而货币单位不同的，请核对单位；印出位数不同的，以较粗的一处为准。
    不报的情形：期间、资金口径、预算阶段、单位不同的不比较；只在字句完全相同的上下文里比较业务数字；
        以“其中”“加上”开头的、逐条列出而只有一个名称的，各有所指，不比较；
        口径可能不同的按警告请说明口径；名称、口径、期间都确定相同的才按错误；
        自评表的完成值在正文中只要有一处相符，就不问同名的别的数。
    已知漏报：两处名称没有相同的词的；正文与自评表相差不止一个笔误的。
    """
    anchored = _anchored(ctx)
    inner = _of_items(ctx)
    told_in_full = groups(
        ctx, (f for f in ctx.facts_of(*_TOTALS) if f.start not in inner and _total(ctx, f))
    )
    for group in told_in_full:
        if any(_vague(ctx, fact) for fact in (group.odd and (group.facts[0], *group.odd))):
            continue
        yield _judge(ctx, group, anchored)
    for group in groups(ctx, (f for f in ctx.facts_of(*_COUNTS) if of_department(f))):
        if not group.odd:
            yield _agreed(ctx, group)
    yield from _rates(ctx)
    yield from _evaluated(ctx)
    yield from _business(ctx)
    yield from _twins(ctx)
    yield from _references(ctx)
    yield from _items(ctx)
    for first, second in told_changes(ctx):
        yield ctx.finding(
            second,
            f"同一事项较上年的变动，此处写作 {ctx.number(second)}，另一处写作 {ctx.number(first)}，"
            "只差一个笔误，请核对",
            stated=second,
            expected=first,
            related=((first, "另一处"),),
        )


def _items(ctx: Context) -> Iterator[Outcome]:
    """Judge the items whose amount stands again beside their budget."""
    for amount, spent in items_told_twice(ctx):
        yield ctx.judge(
            verify_equal(spent.amount, amount.amount),
            spent,
            "“支出决算”写作 {stated}，同一项前面写作 {expected}",
            related=((amount, "同一项"),),
        )


def _references(ctx: Context) -> Iterator[Outcome]:
    """Judge the figures that say themselves which one they repeat."""
    for fact, meant in references(ctx):
        related = ((meant, "所指的数"),)
        if agree(meant, fact):
            yield ctx.passed(fact, f"{ctx.number(fact)}与所指的{ctx.number(meant)}一致", related)
            continue
        yield ctx.finding(
            fact,
            f"此处写作 {ctx.number(fact)}，所指的“{meant.label}”写作 {ctx.number(meant)}，请核对",
            stated=fact,
            expected=meant,
            related=related,
        )


def _twins(ctx: Context) -> Iterator[Outcome]:
    """Ask where a form says of an indicator what the prose says otherwise."""
    known: set[tuple[int, int]] | None = None
    for twin in chain(result_twins(ctx), score_twins(ctx)):
        if known is None:
            known = {(first.start, second.start) for first, second in same_named(ctx)}
        if (twin.told.start, twin.odd.start) in known:
            continue  # FND27 asks it
        yield ctx.finding(
            twin.odd,
            f"“{twin.odd.label}”写作 {ctx.number(twin.odd)}，{twin.where}“{twin.told.label}”写作 "
            f"{ctx.number(twin.told)}，只差一个笔误，请核对是否同一指标",
            stated=twin.odd,
            expected=twin.told,
            related=((twin.told, "另一处"),),
        )


def _total(ctx: Context, fact: Fact) -> bool:
    """Whether a fact is a total of the department that its name alone makes clear."""
    if not is_money(fact) or not of_department(fact):
        return False
    return fact.concept not in _GENERIC or _CLEAR.search(called(ctx, fact)) is not None


def _of_items(ctx: Context) -> set[int]:
    """Return the starts of amounts told as parts of an item of its own: 单位医疗a,其中基本支出b."""
    return {
        part.start
        for relation in ctx.all(PartsOfWhole)
        if relation.whole.concept == "other"
        for part in relation.parts
    }


def _vague(ctx: Context, fact: Fact) -> bool:
    """Whether 本年支出 and the like may be those of a single project after all."""
    return fact.concept in _GENERIC and not _BEYOND_DOUBT.search(called(ctx, fact))


def _rates(ctx: Context) -> Iterator[Outcome]:
    """Say where the execution rate is told alike; FND15 speaks of differences."""
    rates = [ratio.rate for ratio in plain_rates(ctx)]
    if len(rates) > 1 and all(agree(rates[0], rate) for rate in rates[1:]):
        yield _agreed(ctx, Group(tuple(rates), ()))


def _anchored(ctx: Context) -> set[int]:
    """Return the facts that a sure identity of totals gives their meaning."""
    found: set[int] = set()
    for relation in ctx.all(PartsOfWhole):
        if relation.exhaustive and relation.sure:
            found.update(id(fact) for fact in (relation.whole, *relation.parts))
    for identity in ctx.all(Carryover):
        terms = (identity.opening, identity.income, identity.expenditure, identity.closing)
        found.update(id(fact) for fact in terms)
    return found


def _agreed(ctx: Context, group: Group) -> Outcome:
    last = group.facts[-1]
    return ctx.passed(
        last,
        f"“{last.label}” {ctx.number(last)}，在文中 {len(group.facts)} 处写出，一致",
        group.facts[:-1],
    )


def _judge(ctx: Context, group: Group, anchored: set[int]) -> Outcome:
    if not group.odd:
        return _agreed(ctx, group)
    odd, first = group.odd[0], group.facts[0]
    named = f"“{odd.label}”前后不一：一处写作 {ctx.number(first)}，此处写作 {ctx.number(odd)}"
    related = [fact for fact in group.facts if fact is not odd]
    sure = all(id(fact) in anchored and not doubtful(ctx, fact) for fact in (first, odd))
    if sure:
        return ctx.finding(
            odd,
            f"{named}，请核对",
            stated=odd,
            expected=first,
            related=related,
            severity=Severity.ERROR,
        )
    if doubtful(ctx, first) or doubtful(ctx, odd):
        return ctx.cannot_tell(odd, f"{named}；两处的期间或口径可能不同，无法判断", related)
    return ctx.finding(
        odd, f"{named}；如口径不同，请写明口径", stated=odd, expected=first, related=related
    )


def _evaluated(ctx: Context) -> Iterator[Outcome]:
    """Say where the evaluated amount is the project expenditure."""
    projects = [fact for fact in ctx.facts_of("expenditure_project") if _total(ctx, fact)]
    for fact in ctx.facts_of("evaluated_amount"):
        same = next((p for p in projects if is_money(fact) and agree(p, fact)), None)
        if same is not None:
            yield ctx.passed(fact, f"自评涉及资金 {ctx.number(fact)}，与项目支出一致", (same,))


def _business(ctx: Context) -> Iterator[Outcome]:
    """Compare figures of the work itself where the same sentence is written twice."""
    found: dict[tuple[str, str], list[Fact]] = {}
    for fact in ctx.understanding.facts_by_concept.get("other", ()):
        amount = fact.quantity
        if amount is None or len(fact.label) < _LEAST_LABEL or not amount.is_point:
            continue
        if amount.unit.dimension in (Dimension.COUNT, Dimension.MONEY):
            found.setdefault((fact.label, amount.unit.name), []).append(fact)
    yield from _units(ctx)
    several = [facts for facts in found.values() if len(facts) > 1]
    agreed: list[Fact] = []
    for facts in several[:_AT_MOST]:
        by_words: dict[str, Fact] = {}
        for fact in facts:
            words = "" if in_table(ctx, fact) else _words(ctx, fact)
            earlier = by_words.setdefault(words, fact)
            if not words or earlier.sentence == fact.sentence:
                continue
            if agree(earlier, fact):
                agreed += [earlier, fact]
                continue
            if _days(ctx, earlier) != _days(ctx, fact):
                continue  # 截至6月30日,累计发放…。截至9月30日,累计发放…: of two days
            yield ctx.finding(
                fact,
                f"同一句话在两处写出，“{fact.label}”一处为 {ctx.number(earlier)}，"
                f"此处为 {ctx.number(fact)}，请核对",
                stated=fact,
                expected=earlier,
                related=(earlier,),
            )
    if agreed:
        yield ctx.passed(
            agreed[0], f"同样的话在两处写出，{len(agreed) // 2} 个业务数字前后一致", agreed[1:]
        )


def _days(ctx: Context, fact: Fact) -> list[object]:
    """Return the days and periods that a sentence names before a figure."""
    sentence = ctx.understanding.sentences[fact.sentence]
    tokens = ctx.understanding.tokens[sentence.first_token : sentence.last_token]
    return [token.value for token in tokens if token.kind in _TIMES and token.end <= fact.start]


def _units(ctx: Context) -> Iterator[Outcome]:
    """Ask where the same digits of one name are told in two units of money."""
    found: dict[Decimal, Fact] = {}
    for fact in ctx.understanding.facts_by_concept.get("other", ()):
        if not is_money(fact) or len(fact.value.as_tuple().digits) < _LEAST_DIGITS:
            continue
        earlier = found.setdefault(fact.value, fact)
        if earlier.amount.unit.factor == fact.amount.unit.factor:
            continue
        if _share_name(fact.label, earlier.label) or _hardly_by_chance(ctx, fact, earlier):
            yield ctx.finding(
                fact,
                f"“{fact.label}”写作 {ctx.number(fact)}，另一处“{earlier.label}”写作 "
                f"{ctx.number(earlier)}，数字相同而单位不同，请核对单位",
                stated=fact,
                related=(earlier,),
            )


def _hardly_by_chance(ctx: Context, first: Fact, second: Fact) -> bool:
    """Whether the digits are so many that they are one amount; 单价 × 1万 has those of the 总价."""
    if len(digits_of(first.value)) < _MANY_DIGITS:
        return False
    text = ctx.document.text
    return not any(_PER.search(text, fact.clause, fact.end + 3) for fact in (first, second))


def _share_name(first: str, second: str) -> bool:
    """Whether two names have a stretch in common that is long enough to tell."""
    stretches = range(len(first) - _LEAST_LABEL + 1)
    return any(first[at : at + _LEAST_LABEL] in second for at in stretches)


def _words(ctx: Context, fact: Fact) -> str:
    """Return the clause of a figure with its neighbours, numbers left out; empty if too short."""
    text = ctx.document.text
    sentence = ctx.understanding.sentences[fact.sentence]
    low = max(sentence.start, fact.start - _REACH)
    high = min(sentence.end, fact.end + 4)
    words = _NUMBER.sub("#", text[low:high])
    if len(words) < _LEAST or "比" in words or not sentence_of(ctx, fact):
        return ""
    if _LEANS.match(text, sentence.start, fact.start):
        return ""  # 其中:中央资金…; (三)数字乡村项目…: of another whole in each place
    while low > sentence.start and not _parts_clauses(text, low - 1):
        low -= 1  # to the start of a clause: 城镇低保支出 is not 农村低保支出
    return _NUMBER.sub("#", text[low:high])


def _parts_clauses(text: str, at: int) -> bool:
    """Whether a character ends a clause; the comma of 1,450 does not, nor what announces a list."""
    return text[at] in ",;" and not (text[at - 1].isdigit() and text[at + 1].isdigit())
