"""Divisions whose whole stands elsewhere: 按支出性质分，基本支出…，项目支出…."""

from collections.abc import Sequence

from jixiao.extraction.grammar.base import (
    DERIVED,
    Collector,
    Paragraph,
    is_percent,
    same_measure,
)
from jixiao.extraction.grammar.part_lists import is_nested
from jixiao.extraction.grammar.partitions import all_fiscal, has_source
from jixiao.extraction.grammar.sums import SUM_WORD
from jixiao.extraction.grammar.wholes import is_named, named_whole
from jixiao.extraction.mentions import Mention
from jixiao.extraction.vocabulary import Topic
from jixiao.model.quantity import Dimension
from jixiao.model.relation import PartsOfWhole
from jixiao.patterns import pattern
from jixiao.terms import Fund

_CLASSIFIED = pattern(
    r"(?:上述|以上)[^,。;]{2,14}[:,]"
    r"|(?:按|从)[^,。;:]{2,10}(?:分|看|划分|分类|来看|区分)?[,:]"
)
_BY_UNIT = pattern(
    r"(?:支出|本年支出|全年支出)?按(?:照)?(?:预算|所属|使用|执行)?"
    r"(?:单位|级次|层级|部门|区域|地区|处室|科室|季度)(?:划分|分类|分|来?看|区分)?[,:]"
)
_DIVIDED = pattern(r"(?:支出|本年支出|全年支出)?按[^,。;]{2,10}(?:划分|分类|分|来?看|区分),")
_PARTS = pattern(r"[,;(]?其中|(?:支出|本年支出|全年支出)?按|[\u4e00-\u9fff]{2,6}中[,:]")
_DIVISIBLE = frozenset(
    {
        "expenditure_total",
        "executed_amount",
        "expenditure_fiscal",
        "budget_total",
        "income_total",
        "fund_total",
    }
)
_SEVERAL_PERIODS = pattern(r"累计|[上下]半年|前[二三两]季度")
_LIST_END = pattern(r"。|,(?:所?占比|各占|分别占|占比|所占|[上下]半年)")
_ENOUGH = 40  # amounts to choose a whole from


def read_divisions(paragraph: Paragraph, out: Collector, taken: set[int]) -> None:
    """Read closed partitions whose whole stands in another sentence: 按支出性质分，基本支出…."""
    mentions = paragraph.mentions
    _read_divided(paragraph, out, taken)
    named = {m.concept for m in mentions if m.concept != "other"}
    if len(named) < 2 and not any(m.subject.fund for m in mentions):
        return
    for topic in out.vocabulary.topics:
        if not topic.closed or topic.id == "fund_by_source" or not named & topic.parts:
            continue
        run: list[Mention] = []
        for mention in mentions:
            if mention.start in taken:
                continue
            usable = mention.role not in DERIVED
            fits = (
                mention.dimension is Dimension.MONEY
                and mention.concept in topic.parts
                and (not topic.by_fund or has_source(mention))
            )
            if usable and fits and (not run or _goes_on(run, mention)):
                run.append(mention)
            elif run and mention.dimension is Dimension.MONEY and mention.role not in DERIVED:
                _close_run(paragraph, topic, run, out, taken)
                run = [mention] if usable and fits else []
        if run:
            _close_run(paragraph, topic, run, out, taken)


def _read_divided(paragraph: Paragraph, out: Collector, taken: set[int]) -> None:
    """Read 按…划分，A a，B b: a division that names no vocabulary still divides its total."""
    mentions, text = paragraph.mentions, out.text
    for position, opener in enumerate(mentions):
        if opener.start in taken or opener.role or opener.dimension is not Dimension.MONEY:
            continue
        if _CLASSIFIED.search(text, opener.gap_from, opener.start) is None:
            continue
        if _in_vocabulary(opener, out):
            continue
        parts = _free_parts(mentions[position:], text)
        totals = _divisible_above(paragraph, opener, out)
        if len(parts) < 2 or not totals or not _ends(parts[-1], text):
            continue
        whole = totals[-1]
        taken.update(p.start for p in parts)
        out.add_breakdown(
            out.fact(whole),
            [out.fact(p) for p in parts],
            sure=len(totals) == 1 and _of_the_total(paragraph, opener, whole, out),
        )


def _of_the_total(paragraph: Paragraph, opener: Mention, whole: Mention, out: Collector) -> bool:
    """Whether nothing but the total can be what 按单位分,… divides.

    Between the two stand no amounts of its kind but such as are its own parts: other divisions of
    it, and what 其中 or 基本支出中 lists.
    """
    if not opener.kind or opener.kind != whole.kind or whole.subject.entity is not None:
        return False
    text, sentences = out.text, out.sentences
    if _BY_UNIT.match(text, sentences[opener.sentence].start, opener.start) is None:
        return False
    for mention in _above(paragraph, opener, out):
        if mention.start <= whole.start or mention.kind != whole.kind or mention.role in DERIVED:
            continue
        start = sentences[mention.sentence].start
        if mention.sentence == whole.sentence:
            start = whole.end
        elif mention.subject.fund is not None and _DIVIDED.match(text, start) is None:
            return False
        if _PARTS.match(text, start, mention.start) is None:
            return False
    return True


def _ends(part: Mention, text: str) -> bool:
    """Whether a list ends with a part: the sentence does, or goes on with shares or sums of it."""
    return _LIST_END.match(text, part.end) is not None


def _in_vocabulary(opener: Mention, out: Collector) -> bool:
    """Whether the first part belongs to a partition of the vocabulary, or names its source."""
    closed = (topic for topic in out.vocabulary.topics if topic.closed and not topic.by_fund)
    return has_source(opener) or any(opener.concept in topic.parts for topic in closed)


def _free_parts(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return the first mention and what its sentence lists after it, up to a sum."""
    opener = mentions[0]
    parts = [opener]
    for mention in mentions[1:]:
        if mention.sentence != opener.sentence:
            break
        if mention.role in DERIVED or is_percent(mention) or is_nested(mention, text):
            continue
        if SUM_WORD.search(text, mention.lead_from, mention.start):
            break
        if _SEVERAL_PERIODS.search(text, mention.lead_from, mention.start):
            break  # 一季度…、二季度…，上半年累计…: no further quarter
        if same_measure(mention, opener) and not mention.average and _unnamed(mention, opener):
            parts.append(mention)
    return parts


def _unnamed(mention: Mention, opener: Mention) -> bool:
    """Whether an amount is of the kind that a free division lists: no total of the vocabulary."""
    return mention.concept in {"other", opener.concept}


def _divisible_above(paragraph: Paragraph, opener: Mention, out: Collector) -> list[Mention]:
    """Return the totals before a free division that are of the kind of its parts."""
    totals = [
        m
        for m in _above(paragraph, opener, out)
        if m.concept in _DIVISIBLE and m.role not in DERIVED and m.subject.fund is None
    ]
    return [m for m in totals if m.kind == opener.kind] or ([] if opener.kind else totals)


def _above(paragraph: Paragraph, mention: Mention, out: Collector) -> list[Mention]:
    """Return the mentions before one, in its section, in reading order."""
    above = [*out.above(paragraph)][::-1]
    return [m for p in (*above, paragraph) for m in p.mentions if m.start < mention.start]


def _goes_on(run: Sequence[Mention], mention: Mention) -> bool:
    seen = {(m.concept, m.subject.fund) for m in run}
    return (mention.concept, mention.subject.fund) not in seen and (
        mention.sentence - run[-1].sentence <= 1
    )


def _close_run(
    paragraph: Paragraph,
    topic: Topic,
    run: Sequence[Mention],
    out: Collector,
    taken: set[int],
) -> None:
    names = {m.concept for m in run}
    if len(run) < 2 or (topic.needs and not any(need <= names for need in topic.needs)):
        return
    if topic.by_fund and len({m.subject.fund for m in run}) != len(run) and len(names) != len(run):
        return
    opening = out.sentences[run[0].sentence].start
    first = next(
        m for m in paragraph.mentions if m.start >= opening and m.dimension is run[0].dimension
    )
    start = opening if first is run[0] else run[0].gap_from
    classified = bool(_CLASSIFIED.search(out.text, start, run[0].start))
    whole = _whole_elsewhere(paragraph, topic, run, out)
    named = named_whole(run[0], out.text)
    if whole is None or (named and not is_named(whole, named, out.text)):
        return  # 委本级支出中，基本支出…: of another amount than the one found
    if _is_interrupted(paragraph, whole, run):
        return
    run = [*_begun(paragraph, topic, whole, run, out), *run]
    near = whole.block == run[0].block and abs(whole.sentence - run[0].sentence) <= 1
    sure = classified or (near and not topic.by_fund)
    if topic.by_fund and not classified:
        return
    taken.update(m.start for m in run)
    out.add(
        PartsOfWhole(
            start=min(whole.start, run[0].start),
            end=max(whole.end, run[-1].end),
            topic=topic.id,
            whole=out.fact(whole),
            parts=tuple(out.fact(m) for m in run),
            exhaustive=True,
            sure=sure,
        )
    )


def _is_interrupted(paragraph: Paragraph, whole: Mention, run: Sequence[Mention]) -> bool:
    """Whether an amount that the vocabulary cannot name stands in the sentence before the parts."""
    return any(
        whole.end < m.start < run[0].start
        and m.sentence == run[0].sentence
        and m.concept == "other"
        and not (m.role or m.in_parentheses or m.average)
        and same_measure(m, whole)
        for m in paragraph.mentions
    )


def _begun(
    paragraph: Paragraph, topic: Topic, whole: Mention, run: Sequence[Mention], out: Collector
) -> list[Mention]:
    """Return the parts of the same partition that were read before a run, on their own.

    其中出国费a，上年为0；购置费b、运行费c: the list began before.
    """
    if topic.by_fund:
        return []
    listed = {m.concept for m in run}
    begun: list[Mention] = []
    for mention in paragraph.mentions:
        known = out.wholes.get(mention.start)
        if known is None or known.start != whole.start or mention.start > run[0].start:
            continue
        if mention.concept in topic.parts and mention.concept not in listed:
            begun.append(mention)
    return begun


def _whole_elsewhere(
    paragraph: Paragraph, topic: Topic, run: Sequence[Mention], out: Collector
) -> Mention | None:
    """Return the nearest whole before the run: in its paragraph, else in its section."""
    candidates = [m for m in paragraph.mentions if m.start < run[0].start]
    for earlier in out.above(paragraph):
        if paragraph.section is None or len(candidates) > _ENOUGH:
            break
        candidates = [*earlier.mentions, *candidates]
    part_kinds = {m.kind for m in run}
    for mention in reversed(candidates):
        if mention.concept not in topic.wholes or mention.role in DERIVED:
            continue
        if mention.concept in {m.concept for m in run} and topic.id != "expenditure_by_source":
            continue
        fund = mention.subject.fund
        if fund not in (None, Fund.FISCAL_APPROPRIATION) and (
            topic.by_fund or run[0].subject.fund is None
        ):
            continue
        if fund is Fund.FISCAL_APPROPRIATION and not all_fiscal(run):
            continue
        if mention.subject.entity is not run[0].subject.entity:
            continue
        if mention.dimension is Dimension.MONEY and (
            mention.kind in part_kinds or topic.id == "fund_by_source"
        ):
            return mention
    return None
