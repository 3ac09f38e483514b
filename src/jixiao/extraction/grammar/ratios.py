"""Ratios: 占…的…%, 预算执行率, 完成预算的…%, named rates with numerator and denominator."""

import re
from collections.abc import Iterator, Sequence

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.grammar.changes import THREE_PUBLIC
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import Subject, label_of, resolve
from jixiao.extraction.vocabulary import Concept
from jixiao.model.fact import Basis, Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Change, Ratio, RatioKind

_SHARE = re.compile(r"(?:相当于|占到?(?!位)|占)(?!用|有|地|领|比例?[为是]?$)(?P<whole>.*?)(?:的?(?:比例|比重|比率|百分比|比)?(?:为|达到?|约|是)?的?)$")
_BARE_SHARE = re.compile(r"(?:占比|所占比[例重]|比重)[为是达约]*$")
_BLOCKS_BACK = 10
_WIDE = 60  # blocks: how far above a whole may be told that a rate names in full
_OF = re.compile(r"的(?:比例|比重)?(?:为|达)?")
_THRESHOLD = re.compile(r"(?:\(不?含\))?(?:及?以[上下内]|至|-|~|的亮)")
_PERIOD_NAMED = re.compile(r"[0-9]|[一二两三四五六七八九十]年|季度|月份|半年")
_PART_YEAR = re.compile(r"季度|[0-9一二三四五六七八九十]月|半年")
_CARRIED = re.compile(r"(?<![含括加上])(?:上年)?结转(?:结余)?(?:资金)?另?(?:安排)?(?:支出|预算)")
_WHOLE_YEAR = re.compile(r"全年(?!预算|计划|目标|任务|指标)")
_ANNOUNCED = re.compile(r"用于以下(?:几个)?方面|以下方面|具体(?:情况)?如下|主要用于:")
_STEM = re.compile(r"([\u4e00-\u9fff]{2,8})率(?:为|达到|达|是|约)?$")
_TOTALS = frozenset(
    {"expenditure_total", "expenditure_fiscal", "executed_amount", "income_total",
     "income_fiscal", "expenditure_grand_total", "income_grand_total", "budget_total",
     "procurement_total", "three_public_total", "expenditure_basic", "expenditure_project"}
)  # fmt: skip
# rate concept → (topic, kinds or concepts of the numerator, of the denominator)
_NAMED: dict[str, tuple[str, frozenset[str], frozenset[str]]] = {
    "fixed_assets_rate": (
        "fixed_assets", frozenset({"fixed_assets_used"}), frozenset({"fixed_assets_total"})),
    "staffing_rate": ("staffing", frozenset({"staff"}), frozenset({"posts"})),
    "adjustment_rate": (
        "budget_adjustment", frozenset({"budget_adjustment"}), frozenset({"budget_total"})),
    "carryover_rate": (
        "carryover", frozenset({"carryover_closing"}), frozenset({"budget_total"})),
    "arrival_rate": (
        "arrival", frozenset({"fund_received"}),
        frozenset({"budget_total", "fund_total", "budget_project"})),
    "coverage_rate": (
        "evaluation_coverage", frozenset({"evaluated_amount"}),
        frozenset({"expenditure_project", "budget_project", "budget_total"})),
}  # fmt: skip
_EXECUTION = frozenset({"execution_rate", "three_public_rate", "procurement_rate",
                        "public_control_rate"})  # fmt: skip


def read_ratios(paragraph: Paragraph, out: Collector) -> None:
    """Read the shares and named rates of a paragraph."""
    for position, mention in enumerate(paragraph.mentions):
        if mention.role or not is_percent(mention):
            continue
        if _THRESHOLD.match(out.text, mention.end):
            continue
        if _read_share(paragraph, position, mention, out):
            continue
        if mention.concept in _EXECUTION and not _of_work(paragraph, position, mention):
            _read_execution(paragraph, position, mention, out)
        elif mention.concept in _EXECUTION:
            mention.subject.concept = out.vocabulary.concepts["completion_rate"]
            mention.subject.kind = "completion_rate"
        elif mention.concept in _NAMED:
            _read_named(paragraph, position, mention, out)
        elif mention.kind not in ("completion_rate", "change_rate"):
            _read_stem(paragraph, position, mention, out)


def _of_work(paragraph: Paragraph, position: int, mention: Mention) -> bool:
    """Whether a progress follows counts of work done, not money: 已完成121.5公里，进度65.32%."""
    if not mention.subject.label.endswith("进度"):
        return False
    for before in reversed(paragraph.mentions[:position]):
        if before.sentence != mention.sentence:
            return False
        if is_percent(before):
            continue
        return before.dimension is not Dimension.MONEY
    return False


def _read_share(paragraph: Paragraph, position: int, mention: Mention, out: Collector) -> bool:
    if mention.concept in _EXECUTION:
        return False
    text = out.text
    lead = text[mention.lead_from : mention.start]
    if _OF.fullmatch(lead) and position > 0:
        return _read_share_of(paragraph, position, mention, out)
    match = _SHARE.search(lead)
    bare = _BARE_SHARE.search(lead) if match is None or not match.group("whole") else None
    if match is None and bare is None:
        return _read_further_share(paragraph, position, mention, out)
    phrase = match.group("whole") if match is not None else ""
    budget = _concept_of(phrase, out) if phrase else None
    if budget is not None and budget.kind == "budget":
        _read_execution(paragraph, position, mention, out, phrase)
        return True
    cut = match.start() if match is not None else (bare.start() if bare is not None else 0)
    before_cue = lead[:cut].rstrip("约合共其分别均各的、")
    percents = _run_of_percents(paragraph.mentions, position)
    if "分别" not in lead and len(percents) > 1:
        amounts = _parts_before(paragraph.mentions, position, len(percents), "")
        if not amounts or amounts[-1] is not paragraph.mentions[position - 1]:
            percents = [mention]
    parts = _parts_before(paragraph.mentions, position, len(percents), before_cue, text)
    if not parts and before_cue and len(percents) == 1:
        parts = _part_by_name(paragraph, mention, before_cue, out)
    for number, percent in enumerate(percents):
        part = parts[number] if number < len(parts) else None
        first = parts[0] if parts else percents[0]
        whole, alternatives, sure = _whole_of(paragraph, phrase, part, first, out)
        percent.role = "share"
        _add_share(percent, part, whole, alternatives, sure, phrase, out)
    return True


def _read_share_of(
    paragraph: Paragraph, position: int, mention: Mention, out: Collector
) -> bool:
    """Read A a，占 B b 的 p%: the whole is the number directly before the percentage."""
    whole = paragraph.mentions[position - 1]
    lead = out.text[whole.lead_from : whole.start]
    if whole.sentence != mention.sentence or whole.end != mention.lead_from:
        return False
    if not re.search(r"占|完成|为|达|相当于", lead) or is_percent(whole):
        return False
    run = _run_of_percents(paragraph.mentions, position)
    if len(run) > 1:
        return _share_series(paragraph, position, run, whole, out)
    parts = _parts_before(paragraph.mentions, position - 1, 1, "", out.text)
    part = parts[0] if parts else None
    if part is not None and not same_measure(part, whole):
        return False
    mention.role = "rate" if whole.kind == "budget" else "share"
    if whole.kind == "budget":
        out.add(
            Ratio(
                start=part.start if part is not None else whole.start,
                end=mention.end,
                topic=_execution_topic(mention, whole.subject.theme),
                kind=RatioKind.EXECUTION,
                rate=out.fact(mention, out.vocabulary.concepts["execution_rate"], "执行率"),
                numerator=out.fact(part) if part is not None else None,
                denominator=out.fact(whole),
            )
        )
    elif "占" in lead:
        _add_share(mention, part, whole, (), True, "", out)  # noqa: FBT003
    else:
        mention.role = ""
        return False
    return True


def _share_series(
    paragraph: Paragraph, position: int, run: Sequence[Mention], whole: Mention, out: Collector
) -> bool:
    """Read 分别支出a和b，占全年支出W的p和q: each share its own amount, or none at all."""
    parts = _parts_before(paragraph.mentions, position - 1, len(run), "", out.text)
    for number, percent in enumerate(run):
        percent.role = "share"
        if parts and same_measure(parts[number], whole):
            _add_share(percent, parts[number], whole, (), True, "", out)  # noqa: FBT003
    return True


def _read_further_share(
    paragraph: Paragraph, position: int, mention: Mention, out: Collector
) -> bool:
    """A percentage already given to its part by 分别占 before it."""
    del paragraph, position, out
    return mention.role == "share"


def _part_by_name(
    paragraph: Paragraph, rate: Mention, name: str, out: Collector
) -> list[Mention]:
    """Return the amount told before that a share speaks of by its name."""
    hits = list(out.vocabulary.scan(name, 0, len(name)))
    subject = resolve(out.vocabulary, name, 0, len(name), hits, rate.theme)
    for mention in _back(paragraph, rate, out):
        if mention.role in DERIVED or is_percent(mention) or mention.subject.last_year:
            continue
        if subject.concept.name != "other":
            if mention.concept == subject.concept.name and mention.kind != "budget":
                return [mention] if mention.subject.fund is subject.fund else []
        elif mention.subject.label == name:
            return [mention]
    return []


def _run_of_percents(mentions: Sequence[Mention], position: int) -> list[Mention]:
    run = [mentions[position]]
    for mention in mentions[position + 1 :]:
        if mention.sentence != run[0].sentence or not is_percent(mention) or mention.hits:
            break
        run.append(mention)
    return run


def _parts_before(
    mentions: Sequence[Mention], position: int, wanted: int, named: str, text: str = ""
) -> list[Mention]:
    """Return the amounts that the shares speak of: the nearest ones before, in reading order."""
    first = mentions[position]
    found: list[Mention] = []
    for mention in reversed(mentions[:position]):
        if mention.sentence != first.sentence or len(found) == wanted:
            break
        if is_percent(mention) or mention.role in DERIVED:
            continue
        if text.startswith(("占", "相当于"), mention.lead_from):
            continue  # the whole of another share
        if found and not same_measure(mention, found[-1]):
            break
        if mention.dimension in (Dimension.UNIT_COST, Dimension.DURATION, Dimension.NONE):
            continue
        if named and wanted == 1 and named.endswith("数") and named[-2:-1] and (
            mention.dimension is Dimension.COUNT
            and not mention.quantity.unit.name.startswith(named[-2])
        ):
            continue  # 户数占…: not the heads that stand beside the households
        if named and wanted == 1 and not found and len(named) > 1:
            label = mention.subject.label
            if label and label not in named and named not in label:
                continue
        found.append(mention)
    if not found and named and wanted == 1:
        found = [
            m
            for m in reversed(mentions[:position])
            if m.subject.label and (m.subject.label.endswith(named) or named == m.subject.label)
            and not m.role and not is_percent(m)
        ][:1]
    found.reverse()
    return found if len(found) == wanted else []


def _whole_of(  # noqa: PLR0913 - everything that can name a whole
    paragraph: Paragraph,
    phrase: str,
    part: Mention | None,
    first: Mention,
    out: Collector,
) -> tuple[Mention | Fact | None, tuple[Fact, ...], bool]:
    """Return the whole of a share, other amounts it could be, and whether the text binds it."""
    if part is None:
        return None, (), False
    parent = _parent(part, out)
    if not phrase and parent is None and part.concept in ("procurement_sme", "procurement_micro"):
        total = next(
            (
                m
                for m in reversed(paragraph.mentions)
                if m.start < part.start and m.concept == "procurement_total" and not m.role
            ),
            None,
        )
        return total, (), total is not None
    if not phrase and parent is None:
        parent_mention = _set_before(paragraph, part, out.text) or _headed_by(paragraph, part, out)
        if parent_mention is None and first is not part:
            # A a、B b，分别占p和q: of the amount told right before them
            parent_mention = next(
                (m for m in paragraph.before(first) if same_measure(m, part) and not m.role), None
            )
            return parent_mention, (), False
        return parent_mention, (), parent_mention is not None
    if not phrase:
        return parent, (), parent is not None
    concept = _concept_of(phrase, out)
    before = [
        m
        for p in (*[*out.above(paragraph)][::-1], paragraph)
        for m in p.mentions
        if m.start < first.start
        and m is not part
        and m.role not in DERIVED
        and not m.subject.last_year
        and (_PERIOD_NAMED.search(phrase) or not _PART_YEAR.search(out.text, m.lead_from, m.start))
        and same_measure(m, part)
    ]
    wanted = _phrase_subject(phrase, out)
    if concept is not None and not any(m.concept == concept.name for m in before):
        before = [
            m
            for p in (*[*out.above(paragraph, _WIDE)][::-1], paragraph)
            for m in p.mentions
            if m.start < first.start and m.role not in DERIVED and same_measure(m, part)
        ]
    named: Mention | None = None
    for mention in reversed(before):
        if concept is not None:
            if mention.concept == concept.name and _same_scope(mention, wanted):
                named = mention
                break
        elif mention.subject.label and (
            mention.subject.label == phrase
            or (len(phrase) > 2 and mention.subject.label.endswith(phrase))  # noqa: PLR2004
            or (len(mention.subject.label) > 2 and phrase.endswith(mention.subject.label))  # noqa: PLR2004
        ):
            named = mention
            break
    others = tuple(
        out.fact(m) for m in before if m.concept in _TOTALS and m is not named and m is not part
    )
    if wanted.owner or wanted.entity:
        parent = None
    if named is None and parent is not None and concept is not None and (
        parent.concept in _TOTALS and concept.name in _TOTALS
    ):
        return parent, others, True
    if named is None and concept is not None and concept.name in _TOTALS and not (
        wanted.owner or wanted.entity
    ):
        candidates = [m for m in before if m.concept in _TOTALS and m.kind == concept.kind]
        if candidates:
            return candidates[-1], others, False
    if _PERIOD_NAMED.search(phrase):
        # 占1-7月累计支出的: the period must be that of the amount
        return named, others, False
    if named is not None and wanted.fund is not None and named.subject.fund is not wanted.fund:
        return named, others, False
    sure = named is not None and (
        named.block == first.block or (concept is not None and _is_lone(named, before))
    )
    return named, others, sure


def _phrase_subject(phrase: str, out: Collector) -> Subject:
    hits = list(out.vocabulary.scan(phrase, 0, len(phrase)))
    return resolve(out.vocabulary, phrase, 0, len(phrase), hits, "")


def _same_scope(mention: Mention, wanted: Subject) -> bool:
    """Whether an amount is of the body and fund that a phrase names."""
    if mention.subject.entity is not wanted.entity or mention.subject.owner != wanted.owner:
        return False
    return mention.subject.fund is None or mention.subject.fund is wanted.fund


def _set_before(paragraph: Paragraph, part: Mention, text: str) -> Mention | None:
    """Return the set that a part is taken from: 29个指标中有17个…，占58.62%."""
    for mention in paragraph.before(part):
        if mention.sentence != part.sentence:
            return None
        if mention.role or not same_measure(mention, part):
            continue
        return mention if re.match(r"[^,。;]{0,12}中", text[mention.end : part.start]) else None
    return None


def _headed_by(paragraph: Paragraph, part: Mention, out: Collector) -> Mention | None:
    """Return the amount whose paragraph announces the list: …支出X万元，主要用于以下方面:."""
    if part.dimension is not Dimension.MONEY or not part.subject.label.endswith("支出"):
        return None
    for earlier in out.above(paragraph, _BLOCKS_BACK * 2):
        announced = _ANNOUNCED.search(out.text, earlier.start, earlier.end)
        if announced is None:
            continue
        amounts = [
            m
            for m in earlier.mentions
            if m.kind == "expenditure" and m.start < announced.start() and not m.role
        ]
        return amounts[0] if amounts else None
    return None


def _is_lone(named: Mention, before: Sequence[Mention]) -> bool:
    """Whether no other amount of that name, with another value, could be meant."""
    return all(
        m.quantity.value == named.quantity.value
        for m in before
        if m.concept == named.concept and m.subject.fund is named.subject.fund
    )


def _concept_of(phrase: str, out: Collector) -> Concept | None:
    best: Concept | None = None
    for hit in out.vocabulary.scan(phrase, 0, len(phrase)):
        concept = hit.entry.concept
        if concept is not None and hit.end == len(phrase):
            best = concept
    return best


def _parent(part: Mention, out: Collector) -> Fact | None:
    """Return the whole that a part belongs to, as the text stated before."""
    return out.wholes.get(part.start)


def _add_share(  # noqa: PLR0913 - the parts of one share
    percent: Mention,
    part: Mention | None,
    whole: Mention | Fact | None,
    alternatives: tuple[Fact, ...],
    sure: bool,  # noqa: FBT001 - a value, not a switch
    phrase: str,
    out: Collector,
) -> None:
    denominator = out.fact(whole) if isinstance(whole, Mention) else whole
    out.add(
        Ratio(
            start=part.start if part is not None else percent.start,
            end=percent.end,
            topic=_share_topic(part, phrase),
            kind=RatioKind.SHARE,
            rate=out.fact(percent, out.vocabulary.concepts["share"], "占比"),
            numerator=out.fact(part) if part is not None else None,
            denominator=denominator,
            sure=sure,
            alternatives=alternatives,
        )
    )


def _share_topic(part: Mention | None, phrase: str) -> str:
    if part is None:
        return "share"
    if part.concept in ("procurement_sme", "procurement_micro"):
        return "procurement_sme"
    if part.concept == "evaluated_amount":
        return "evaluation_coverage"
    if part.dimension is Dimension.MONEY:
        return "expenditure_share"
    del phrase
    return "share"


def _read_execution(
    paragraph: Paragraph, position: int, mention: Mention, out: Collector, phrase: str = ""
) -> None:
    """Read an execution rate with budget and execution, as far as the text binds them."""
    window = _window(paragraph, position)
    theme = mention.theme if mention.theme in out.vocabulary.themes else mention.subject.theme
    themed = out.vocabulary.themes.get(theme, {})
    budget = _nearest(window, "budget", mention, theme, themed.get("budget"))
    actual = _nearest(window, "expenditure", mention, theme, themed.get("actual"))
    if budget is not None and actual is not None and not _of_one_scope(budget, actual):
        budget = None
    phrase = phrase or _budget_phrase(mention)
    if phrase:
        named = _named_budget(paragraph, mention, phrase, out)
        budget = named if named is not None or phrase != "预算" else budget
    near = True
    if not phrase:
        budget, actual, near = _completed(paragraph, mention, budget, actual, out)
        budget = _nearer_base(window, budget, actual)
        near = near and _side_by_side(window, budget, actual)
    if _read_series(paragraph, position, mention, budget, out):
        return
    if actual is not None and _other_span(mention, actual, out.text):
        actual = None
    if actual is not None and budget is not None and _carried(actual, out) != _carried(budget, out):
        budget = None
    if "分别" in out.text[mention.lead_from : mention.start]:
        for one in _run_of_percents(paragraph.mentions, position):
            one.role = "rate"  # whose rate each is, the text does not say clearly enough
        return
    sure = near and budget is not None and actual is not None
    if budget is None and sure is False:
        budget, actual = _after(paragraph, position, theme)
        sure = budget is not None and actual is not None
    others = tuple(
        out.fact(m)
        for m in window
        if m is not budget and m.dimension is Dimension.MONEY and m.kind in ("budget", "income")
    )
    mention.role = "rate"
    used = [m for m in (budget, actual, mention) if m is not None]
    out.add(
        Ratio(
            start=min(m.start for m in used),
            end=max(m.end for m in used),
            topic=_execution_topic(mention, theme),
            kind=RatioKind.EXECUTION,
            rate=out.fact(mention),
            numerator=out.fact(actual) if actual is not None else None,
            denominator=out.fact(budget) if budget is not None else None,
            sure=sure,
            alternatives=others,
        )
    )


_FUNDS = re.compile(r"可用|资金总|可执行|可支配|可供|指标总|合计")


def _nearer_base(
    window: Sequence[Mention], budget: Mention | None, actual: Mention | None
) -> Mention | None:
    """Take the amount right before the one spent where it is called funds to spend (可用资金)."""
    if actual is None:
        return budget
    before = [
        m
        for m in window
        if m.start < actual.start and m.dimension is Dimension.MONEY and not m.in_parentheses
    ]
    if before and before[0] is not budget and before[0].sentence == actual.sentence:
        nearest = before[0]
        if nearest.kind != "expenditure" and _FUNDS.search(nearest.subject.label):
            return nearest
    return budget


def _other_span(rate: Mention, actual: Mention, text: str) -> bool:
    """Whether a rate of the year stands next to what a part of the year spent."""
    part = _PART_YEAR.search(text, actual.lead_from, actual.start) is not None
    return part and _WHOLE_YEAR.search(text, rate.lead_from, rate.start) is not None


def _carried(mention: Mention, out: Collector) -> bool:
    """Whether an amount is of what was carried over alone (上年结转支出), with no other money."""
    return _CARRIED.search(out.text, mention.lead_from, mention.start) is not None


def _side_by_side(
    window: Sequence[Mention], budget: Mention | None, actual: Mention | None
) -> bool:
    """Whether no other amount of the sentence stands between budget, amount spent and rate."""
    if budget is None or actual is None:
        return False
    money = [
        m
        for m in window
        if m.dimension is Dimension.MONEY and not m.in_parentheses and m.role not in DERIVED
    ]
    nearest = money[:2]
    if budget in nearest and actual in nearest:
        return True
    others = [m for m in money if m.start > min(budget.start, actual.start)]
    return not any(
        m is not budget and m is not actual and _rivals(m, budget, actual) for m in others
    )


def _rivals(mention: Mention, budget: Mention, actual: Mention) -> bool:
    """Whether an amount could be meant instead: any but a known part of another kind."""
    if mention.concept == "other" or mention.kind in ("carryover", "fund", "adjustment"):
        return True
    return mention.kind == budget.kind or mention.kind == actual.kind


def _budget_phrase(mention: Mention) -> str:
    """Return the budget that 占年初预算的, 完成全年预算的 name, or an empty string."""
    match = re.fullmatch(r"(?:占|完成|为)(.*?预算数?)的?(?:比例)?", mention.subject.label)
    return match.group(1) if match else ""


def _completed(
    paragraph: Paragraph,
    rate: Mention,
    budget: Mention | None,
    actual: Mention | None,
    out: Collector,
) -> tuple[Mention | None, Mention | None, bool]:
    """Look further back for the one operand that the sentence of a rate does not have."""
    if (budget is None) is (actual is None):
        return budget, actual, True
    concepts = out.vocabulary.concepts
    for mention in _back(paragraph, rate, out):
        if mention.dimension is not Dimension.MONEY or mention.role in DERIVED:
            continue
        if mention.subject.owner or mention.subject.entity is not rate.subject.entity:
            continue
        if budget is None and actual is not None:
            wanted = concepts[actual.concept].budget if actual.concept != "other" else ""
            if wanted and mention.concept == wanted and mention.subject.fund is actual.subject.fund:
                return mention, actual, _is_near(mention, rate)
        elif actual is None and budget is not None and mention.concept != "other":
            spent = concepts[mention.concept]
            if (
                spent.kind == "expenditure"
                and spent.budget == budget.concept
                and mention.subject.fund is budget.subject.fund
            ):
                return budget, mention, _is_near(mention, rate)
    return budget, actual, True


def _is_near(mention: Mention, rate: Mention) -> bool:
    return mention.block == rate.block and rate.sentence - mention.sentence <= 1


def _back(paragraph: Paragraph, mention: Mention, out: Collector) -> Iterator[Mention]:
    """Yield the mentions before ``mention``, of its paragraph and of the ones above."""
    yield from paragraph.before(mention)
    for earlier in out.above(paragraph, _BLOCKS_BACK):
        yield from reversed(earlier.mentions)


def _named_budget(
    paragraph: Paragraph, rate: Mention, phrase: str, out: Collector
) -> Mention | None:
    """Return the budget that 占全年预算数的 names: the nearest one of that stage."""
    wanted = resolve(
        out.vocabulary, phrase, 0, len(phrase), list(out.vocabulary.scan(phrase, 0, len(phrase))), ""
    )
    for earlier in (paragraph, *out.above(paragraph, _WIDE)):
        for mention in reversed(earlier.mentions):
            if mention.start >= rate.start or mention.kind != "budget" or mention.role in DERIVED:
                continue
            if mention.subject.fund is not wanted.fund:
                continue
            if wanted.basis is not None and mention.subject.basis is not wanted.basis:
                continue
            if mention.concept == wanted.concept.name:
                return mention
    return None


def _read_series(
    paragraph: Paragraph, position: int, rate: Mention, budget: Mention | None, out: Collector
) -> bool:
    """Read 支出分别为a、b和c，支出率分别为p、q和r: each rate has its own amount."""
    if "分别" not in out.text[rate.lead_from : rate.start] or budget is None:
        return False
    rates = _run_of_percents(paragraph.mentions, position)
    amounts = _parts_before(paragraph.mentions, position, len(rates), "")
    if len(rates) < 2 or not amounts:  # noqa: PLR2004 - one rate is no series
        return False
    kinds = {amount.kind == "budget" for amount in amounts}
    if len(kinds) > 1:
        return False
    pairs = [(amount, budget) for amount in amounts]
    at = paragraph.mentions.index(amounts[0])
    budgets = _parts_before(paragraph.mentions, at, len(rates), "")
    if budgets and "分别" in out.text[budgets[0].lead_from : budgets[0].start]:
        # 预算数分别为a、b，支出数分别为c、d，执行率分别为p、q: three series side by side
        if budgets[0].kind != "budget" or budgets[-1] is not paragraph.mentions[at - 1]:
            return False
        pairs = list(zip(amounts, budgets, strict=True))
    elif kinds == {True}:
        # 年初预算A、全年预算B，执行率分别为p和q: one amount spent, several budgets
        spent = _nearest(paragraph.mentions[:position][::-1], "expenditure", rate, rate.theme, None)
        if spent is None or spent.sentence < rate.sentence - 1:
            return False
        pairs = [(spent, amount) for amount in amounts]
    for one, (amount, base) in zip(rates, pairs, strict=True):
        one.role = "rate"
        out.add(
            Ratio(
                start=amount.start,
                end=one.end,
                topic=_execution_topic(rate, rate.subject.theme),
                kind=RatioKind.EXECUTION,
                rate=out.fact(one, out.vocabulary.concepts["execution_rate"], "支出率"),
                numerator=out.fact(amount),
                denominator=out.fact(base),
            )
        )
    return True


def _execution_topic(mention: Mention, theme: str) -> str:
    if mention.concept == "three_public_rate" or theme in THREE_PUBLIC:
        return "three_public_execution"
    if mention.concept == "procurement_rate" or theme == "procurement":
        return "procurement_execution"
    return "execution"


def _window(paragraph: Paragraph, position: int) -> list[Mention]:
    """Return the amounts before a rate that it may speak of: back to the last rate or sentence."""
    rate = paragraph.mentions[position]
    window: list[Mention] = []
    for mention in reversed(paragraph.mentions[:position]):
        if mention.sentence < rate.sentence - 1:
            break
        if mention.role == "rate" and mention.concept in _EXECUTION:
            break
        window.append(mention)
    return window


def _nearest(
    window: Sequence[Mention], kind: str, rate: Mention, theme: str, themed: Concept | None
) -> Mention | None:
    """Return the nearest amount of a kind that a rate can speak of; a part of a theme is none."""
    fund = rate.subject.fund
    for mention in window:
        if mention.dimension is not Dimension.MONEY or mention.kind != kind:
            continue
        if mention.role in ("difference", "last"):
            continue
        if mention.in_parentheses and not rate.in_parentheses:
            continue
        apart = mention.sentence != rate.sentence
        if apart and (mention.subject.owner or mention.subject.entity is not rate.subject.entity):
            continue
        if themed is not None and mention.concept not in ("other", themed.name) and (
            mention.subject.theme == theme
        ):
            continue
        if theme and mention.subject.theme and mention.subject.theme != theme:
            continue
        if fund is not None and mention.subject.fund not in (None, fund):
            continue
        if fund is not None and mention.subject.fund is None and mention.concept != "other":
            continue
        if not theme and mention.subject.theme in (*THREE_PUBLIC, "procurement"):
            continue
        return mention
    return None


def _of_one_scope(budget: Mention, actual: Mention) -> bool:
    """Whether a budget and an amount spent speak of the same money."""
    if budget.subject.fund is not actual.subject.fund and budget.sentence != actual.sentence:
        return False
    if budget.subject.entity is not actual.subject.entity and budget.sentence != actual.sentence:
        return False
    same_owner = budget.subject.owner == actual.subject.owner
    return same_owner or budget.sentence == actual.sentence


def _after(
    paragraph: Paragraph, position: int, theme: str
) -> tuple[Mention | None, Mention | None]:
    """Read 执行率98.9%（1924.46万元/1945.54万元）: the operands follow in brackets."""
    del theme
    rest = paragraph.mentions[position + 1 : position + 3]
    if len(rest) == 2 and all(  # noqa: PLR2004 - numerator and denominator
        m.in_parentheses and m.dimension is Dimension.MONEY and m.clause == rest[0].clause
        for m in rest
    ):
        return rest[1], rest[0]
    return None, None


def _read_named(paragraph: Paragraph, position: int, mention: Mention, out: Collector) -> None:
    """Read a rate whose numerator and denominator the vocabulary knows."""
    topic, tops, bottoms = _NAMED[mention.concept]
    window = [
        m
        for m in paragraph.mentions[:position][::-1]
        if m.sentence >= mention.sentence - 1 and not is_percent(m)
    ]
    window = [m for m in window if not _is_inner(m, out)]
    top = next((m for m in window if m.concept in tops), None)
    bottom = next(
        (
            m
            for m in window
            if m.concept in bottoms
            and (top is None or same_measure(m, top) or m.dimension is Dimension.COUNT)
        ),
        None,
    )
    if top is not None and bottom is not None and (
        ("累计" in out.text[top.lead_from : top.start])
        is not ("累计" in out.text[bottom.lead_from : bottom.start])
    ):
        bottom = None  # several years against one
    mention.role = "rate"
    if mention.concept == "adjustment_rate" and top is None:
        top = _lone_adjustment(window)
    if mention.concept == "adjustment_rate" and (top is None or bottom is None):
        _read_adjustment_rate(window, mention, out)
        return
    used = [m for m in (top, bottom, mention) if m is not None]
    out.add(
        Ratio(
            start=min(m.start for m in used),
            end=max(m.end for m in used),
            topic=topic,
            kind=RatioKind.RATIO,
            rate=out.fact(mention),
            numerator=out.fact(top) if top is not None else None,
            denominator=out.fact(bottom) if bottom is not None else None,
            sure=top is not None and bottom is not None and _adjacent(window, top, bottom),
        )
    )


def _adjacent(window: Sequence[Mention], first: Mention, second: Mention) -> bool:
    """Whether no other amount of the same measure stands between two operands."""
    low, high = sorted((first.start, second.start))
    return not any(low < m.start < high and same_measure(m, first) for m in window)


def _lone_adjustment(window: Sequence[Mention]) -> Mention | None:
    """Return the one addition or cut where nothing else was adjusted."""
    found = [m for m in window if m.concept in ("budget_added", "budget_cut")]
    return found[0] if len(found) == 1 else None


def _is_inner(mention: Mention, out: Collector) -> bool:
    """Whether an amount is a part that has the name of its whole (行政编制 within 编制)."""
    whole = out.wholes.get(mention.start)
    return whole is not None and whole.concept == mention.concept


def _read_adjustment_rate(window: Sequence[Mention], rate: Mention, out: Collector) -> None:
    """Read 预算调整率 against the initial and the adjusted budget."""
    budgets = [m for m in window if m.kind == "budget" and m.dimension is Dimension.MONEY]
    adjusted = next((m for m in budgets if m.subject.basis is Basis.ADJUSTED_BUDGET), None)
    initial = next((m for m in budgets if m.subject.basis is Basis.INITIAL_BUDGET), None)
    used = [m for m in (adjusted, initial, rate) if m is not None]
    out.add(
        Change(
            start=min(m.start for m in used),
            end=max(m.end for m in used),
            topic="budget_adjustment",
            this=out.fact(adjusted) if adjusted is not None else None,
            last=out.fact(initial) if initial is not None else None,
            difference=None,
            rate=out.fact(rate),
            direction=None,
            direction_span=None,
            sure=adjusted is not None and initial is not None,
        )
    )


def _read_stem(paragraph: Paragraph, position: int, mention: Mention, out: Collector) -> None:
    """Read a rate that is named after its numerator: 签订24份，按期签订22份，按期签订率91.67%."""
    match = _STEM.search(out.text, mention.lead_from, mention.start)
    if match is None:
        return
    stem = match.group(1)
    window = [
        m
        for m in reversed(paragraph.mentions[:position])
        if m.sentence == mention.sentence
        and m.segment == mention.segment
        and m.dimension is Dimension.COUNT
        and not m.role
    ]
    top = window[0] if window else None
    if top is None:
        return
    named = _named_after(top, stem, out.text)
    bottom = next((m for m in window if m.start < top.start and same_measure(m, top)), None)
    if bottom is None or not (named or _bare_verb(bottom, top, stem, out.text)):
        return
    mention.role = "rate"
    out.add(
        Ratio(
            start=bottom.start,
            end=mention.end,
            topic="named_rate",
            kind=RatioKind.RATIO,
            rate=out.fact(mention),
            numerator=out.fact(top),
            denominator=out.fact(bottom),
            sure=named
            and paragraph.mentions.index(top) - paragraph.mentions.index(bottom) == 1,
        )
    )


def _bare_verb(bottom: Mention, top: Mention, stem: str, text: str) -> bool:
    """Whether the second count is a bare verb about the first: 立案47件，办结46件，结案率."""
    verb = label_of(text, top.lead_from, top.start)
    apart = text[bottom.end : top.lead_from]
    if verb[:1] in ("不", "未", "无", "缺", "非") or not set(verb) & set(stem):
        return False  # 不合格2份，合格率98.7%: the complement
    return len(verb) <= 4 and apart in ("", ",", "、") and bottom.quantity.unit == top.quantity.unit  # noqa: PLR2004


def _named_after(mention: Mention, stem: str, text: str) -> bool:
    label = label_of(text, mention.lead_from, mention.start)
    if len(label) < 2 or len(label) > len(stem) + 2:  # noqa: PLR2004 - a thing of its own is named
        return False
    at = len(label) - len(stem)
    if at > 0 and label[at - 1] in "不未非没":
        return False
    return label.endswith(stem) or stem.endswith(label)
