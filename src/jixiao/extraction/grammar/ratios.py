"""Ratios: 占…的…%, 预算执行率, 完成预算的…%, named rates with numerator and denominator."""

import re
from collections.abc import Sequence

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.grammar.changes import THREE_PUBLIC
from jixiao.extraction.mentions import Mention
from jixiao.extraction.vocabulary import Concept
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import PartsOfWhole, Ratio, RatioKind

_SHARE = re.compile(r"占(?!用|有|地|领|比例?[为是]?$)(?P<whole>.*?)(?:的?(?:比例|比重|比率|百分比|比)?(?:为|达到?|约|是)?的?)$")
_BARE_SHARE = re.compile(r"(?:占比|所占比[例重]|比重)[为是达约]*$")
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
        if _read_share(paragraph, position, mention, out):
            continue
        if mention.concept in _EXECUTION:
            _read_execution(paragraph, position, mention, out)
        elif mention.concept in _NAMED:
            _read_named(paragraph, position, mention, out)


def _read_share(paragraph: Paragraph, position: int, mention: Mention, out: Collector) -> bool:
    if mention.concept in _EXECUTION:
        return False
    text = out.text
    lead = text[mention.lead_from : mention.start]
    match = _SHARE.search(lead)
    bare = _BARE_SHARE.search(lead) if match is None or not match.group("whole") else None
    if match is None and bare is None:
        return _read_further_share(paragraph, position, mention, out)
    phrase = match.group("whole") if match is not None else ""
    cut = match.start() if match is not None else (bare.start() if bare is not None else 0)
    before_cue = lead[:cut].rstrip("约合共其分别均各的、")
    respectively = "分别" in lead
    percents = _run_of_percents(paragraph.mentions, position) if respectively else [mention]
    parts = _parts_before(paragraph.mentions, position, len(percents), before_cue)
    for number, percent in enumerate(percents):
        part = parts[number] if number < len(parts) else None
        whole, alternatives, sure = _whole_of(
            paragraph, phrase, part, percents[0], out, mention.lead_from + cut + 1
        )
        percent.role = "share"
        _add_share(percent, part, whole, alternatives, sure, phrase, out)
    return True


def _read_further_share(
    paragraph: Paragraph, position: int, mention: Mention, out: Collector
) -> bool:
    """A percentage already given to its part by 分别占 before it."""
    del paragraph, position, out
    return mention.role == "share"


def _run_of_percents(mentions: Sequence[Mention], position: int) -> list[Mention]:
    run = [mentions[position]]
    for mention in mentions[position + 1 :]:
        if mention.sentence != run[0].sentence or not is_percent(mention) or mention.hits:
            break
        run.append(mention)
    return run


def _parts_before(
    mentions: Sequence[Mention], position: int, wanted: int, named: str
) -> list[Mention]:
    """Return the amounts that the shares speak of: the nearest ones before, in reading order."""
    first = mentions[position]
    found: list[Mention] = []
    for mention in reversed(mentions[:position]):
        if mention.sentence != first.sentence or len(found) == wanted:
            break
        if is_percent(mention) or mention.role in DERIVED:
            continue
        if found and not same_measure(mention, found[-1]):
            break
        if mention.dimension in (Dimension.UNIT_COST, Dimension.DURATION, Dimension.NONE):
            continue
        if named and wanted == 1 and not found and len(named) > 1:
            label = mention.subject.label
            if label and label not in named and named not in label:
                return []
        found.append(mention)
    found.reverse()
    return found if len(found) == wanted else []


def _whole_of(  # noqa: PLR0913 - everything that can name a whole
    paragraph: Paragraph,
    phrase: str,
    part: Mention | None,
    percent: Mention,
    out: Collector,
    phrase_start: int,
) -> tuple[Mention | Fact | None, tuple[Fact, ...], bool]:
    """Return the whole of a share, other amounts it could be, and whether the text binds it."""
    if part is None:
        return None, (), False
    parent = _parent(part, out)
    if not phrase:
        return parent, (), parent is not None
    concept = _concept_of(phrase, out)
    before = [
        m
        for p in out.paragraphs
        if p.section is paragraph.section or p is paragraph
        for m in p.mentions
        if m.start < percent.start
        and m is not part
        and m.role not in DERIVED
        and same_measure(m, part)
    ]
    if concept is not None and not any(m.concept == concept.name for m in before):
        before = [
            m
            for p in out.paragraphs
            for m in p.mentions
            if m.start < percent.start and m.role not in DERIVED and same_measure(m, part)
        ]
    named: Mention | None = None
    for mention in reversed(before):
        if concept is not None:
            if mention.concept == concept.name:
                named = mention
                break
        elif mention.subject.label and (
            mention.subject.label == phrase
            or (len(phrase) > 2 and mention.subject.label.endswith(phrase))  # noqa: PLR2004
            or (len(mention.subject.label) > 2 and phrase.endswith(mention.subject.label))  # noqa: PLR2004
        ):
            named = mention
            break
    del phrase_start
    others = tuple(
        out.fact(m) for m in before if m.concept in _TOTALS and m is not named and m is not part
    )
    if named is None and parent is not None and concept is not None and (
        parent.concept in _TOTALS and concept.name in _TOTALS
    ):
        return parent, others, True
    if named is None and concept is not None and concept.name in _TOTALS:
        candidates = [m for m in before if m.concept in _TOTALS and m.kind == concept.kind]
        if candidates:
            return candidates[-1], others, False
    sure = named is not None and named.block == percent.block
    return named, others, sure


def _concept_of(phrase: str, out: Collector) -> Concept | None:
    best: Concept | None = None
    for hit in out.vocabulary.scan(phrase, 0, len(phrase)):
        concept = hit.entry.concept
        if concept is not None and hit.end == len(phrase):
            best = concept
    return best


def _parent(part: Mention, out: Collector) -> Fact | None:
    """Return the whole that a part belongs to, as the text stated before."""
    fact = out.facts.get(part.start)
    if fact is None:
        return None
    for relation in reversed(out.relations.get(PartsOfWhole, [])):
        if isinstance(relation, PartsOfWhole) and fact in relation.parts:
            return relation.whole
    return None


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
    paragraph: Paragraph, position: int, mention: Mention, out: Collector
) -> None:
    """Read an execution rate with budget and execution, as far as the text binds them."""
    window = _window(paragraph, position)
    theme = mention.subject.theme
    budget = _nearest(window, "budget", mention, theme)
    actual = _nearest(window, "expenditure", mention, theme)
    sure = budget is not None and actual is not None
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
        if mention.role == "rate" and mention.kind == "rate":
            break
        if mention.sentence < rate.sentence and len(window) > 1:
            break
        window.append(mention)
    return window


def _nearest(
    window: Sequence[Mention], kind: str, rate: Mention, theme: str
) -> Mention | None:
    fund = rate.subject.fund
    for mention in window:
        if mention.dimension is not Dimension.MONEY or mention.kind != kind:
            continue
        if mention.role in ("difference", "last"):
            continue
        if theme and mention.subject.theme and _group(mention.subject.theme) != _group(theme):
            continue
        if fund is not None and mention.subject.fund not in (None, fund):
            continue
        if fund is not None and mention.subject.fund is None and mention.concept != "other":
            continue
        if not theme and _group(mention.subject.theme) in ("three_public", "procurement"):
            continue
        return mention
    return None


def _group(theme: str) -> str:
    return theme


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
    top = next((m for m in window if m.concept in tops), None)
    bottom = next(
        (m for m in window if m.concept in bottoms and (top is None or same_measure(m, top))),
        None,
    )
    mention.role = "rate"
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
            sure=top is not None and bottom is not None,
        )
    )
