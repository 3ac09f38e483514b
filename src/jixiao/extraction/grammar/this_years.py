"""The figure that a clause compares: this year's, told before the comparison."""

from collections.abc import Iterator

from jixiao.extraction.grammar import change_patterns as words
from jixiao.extraction.grammar.base import (
    Collector,
    Paragraph,
    is_percent,
    looks_like_target,
    same_measure,
)
from jixiao.extraction.grammar.change_words import (
    COMPARED,
    Comparing,
    around,
    is_last_year,
    lead_of,
    noun_of,
    same_part_of_year,
    year_of_clause,
)
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import label_of, resolve
from jixiao.extraction.vocabulary import OTHER, Hit
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern

_NO_SUBJECT = frozenset(
    {
        "同",
        "与上年",
        "与",
        "年度",
        "本年度",
        "全年",
        "本年",
        "净",
        "略",
        "共",
        "当年",
        "年均",
        "平均",
    }
)
_NOT_COMPARED = frozenset({"difference", "last", "change_rate", "share", "rate"})  # roles
_BLOCKS_BACK = 10
_ADDED = pattern(r"(?:追加|调[增减]|[核审]减|退回|收回|上缴)[^,;:0-9]{0,8}$")
_NUMBERED = pattern(
    r"^(?:[(]?[0-9]{1,2}[.)、]|[(]?[一二三四五六七八九十]{1,3}[)、.]|[一二三四五六]是|[①-⑩])+"
)
_BOTH = pattern(r"(?:本(?:部门|单位|年))?收(?:入)?[、和]?支(?:出)?总计")  # either of the two
GRAND_TOTALS = frozenset({"income_grand_total", "expenditure_grand_total", "grand_total_both"})
_REVIEWED = pattern(r"复核|复评|再评价|抽查|财政|第三方|核定|审定")


def this_year(clause: Comparing, last: Mention | None, out: Collector) -> Mention | None:
    """Return the figure that is compared: the nearest one before that the clause speaks of."""
    this = _this_year(clause, last, out)
    return this if this is None or last is None or _comparable(this, last, clause, out) else None


def _comparable(this: Mention, last: Mention, clause: Comparing, out: Collector) -> bool:
    """Whether both figures are of one thing and of the same part of the year, in this order."""
    if last.average and not this.average:
        return False
    if this.sentence != last.sentence:
        return True
    if this.own_period and this.period is not None and last.own_period and last.period is not None:
        now, then = this.period.year, last.period.year
        if now is not None and then is not None and now < then:
            return False
    if not same_part_of_year(this, last, out, clause.mention.lead_from):
        return False
    told = words.LAST.search(lead_of(last, out.text))
    if told is None or this.end > last.start or this.concept == last.concept != "other":
        return True
    noun = noun_of(told["own"]) + noun_of(told["noun"])
    return not noun or noun in around(this, out.text)


def _this_year(clause: Comparing, last: Mention | None, out: Collector) -> Mention | None:
    paragraph, mention = clause.paragraph, clause.mention
    named = _own_subject(mention, last, clause.hit, out.text)
    same = None
    if last is not None and last.concept == "total_score":
        return total_score(last, out)
    if last is not None and last.concept != "other" and not named:
        same = _same_concept(paragraph, last, out)
    elif last is not None and not named:
        named = _own_name(last, out.text)  # 公务接待费上年同期1.61万元，下降
    if same is None and last is not None and last.kind == "budget":
        return _spent_of(paragraph, last, mention)
    if named:
        same = _named_concept(paragraph, last or mention, named, out)
    if same is not None:
        return same
    if named:
        return _nearest_named(clause, last, named, out)
    if clause.earlier is not None and _can_be_compared(
        clause.earlier, last, clause.mention, out.text
    ):
        return clause.earlier
    return _nearest(clause, last, out)


def total_score(last: Mention, out: Collector) -> Mention | None:
    """Return the total score of the report, which last year's is compared with."""
    if _REVIEWED.search(out.text, last.lead_from, last.start):
        return None
    return next(
        (
            m
            for earlier in out.paragraphs
            for m in earlier.mentions
            if m.concept == "total_score"
            and m is not last
            and m.quantity.value == out.total_score
            and not is_last_year(m, out)
            and not _REVIEWED.search(out.text, m.lead_from, m.start)
        ),
        None,
    )


def _own_name(last: Mention, text: str) -> str:
    """Return what stands before 上年 in the name of last year's figure."""
    told = words.LAST.search(lead_of(last, text))
    if told is None or told["relation"] or told["goal"] or told["level"]:
        return ""
    counted = last.dimension is Dimension.COUNT
    return noun_of(told["own"]) or (noun_of(told["noun"]) if counted else "")


def _candidates(clause: Comparing, last: Mention | None, out: Collector) -> Iterator[Mention]:
    """Yield the figures before a comparison that can be compared, of its sentence or the last."""
    year = year_of_clause(clause, out.text)
    for previous in clause.paragraph.before(last or clause.mention):
        if previous.sentence < clause.mention.sentence - 1:
            return
        own = previous.period if previous.own_period else None
        if year is not None and own is not None and own.year != year:
            continue
        if _can_be_compared(previous, last, clause.mention, out.text):
            yield previous


def _can_be_compared(previous: Mention, last: Mention | None, mention: Mention, text: str) -> bool:
    """Whether a figure is one of this year, of the measure that the comparison has."""
    if previous.role in _NOT_COMPARED or previous.average or looks_like_target(previous, text):
        return False
    if previous.kind == "budget" or _ADDED.search(text, previous.lead_from, previous.start):
        return False
    if last is not None and not same_measure(previous, last):
        return False
    if mention.dimension is Dimension.PERCENTAGE_POINT:
        return is_percent(previous)
    if is_percent(mention):
        return not is_percent(previous) and previous.dimension is not Dimension.DURATION
    return same_measure(previous, mention)


def _nearest_named(
    clause: Comparing, last: Mention | None, named: str, out: Collector
) -> Mention | None:
    """Return the nearest figure that bears the name which the clause itself says."""
    candidates = _candidates(clause, last, out)
    return next((m for m in candidates if _speaks_of(m, named, out.text)), None)


def _nearest(clause: Comparing, last: Mention | None, out: Collector) -> Mention | None:
    """Return the nearest figure, of the sentence before only where the clause reaches back."""
    mention = clause.mention
    for previous in _candidates(clause, last, out):
        if previous.sentence != mention.sentence:
            if not _reaches_back(clause, last, out):
                return None
            if previous.in_parentheses:
                continue
        return _head_of_list(clause.paragraph, previous, mention, out)
    return None


def _reaches_back(clause: Comparing, last: Mention | None, out: Collector) -> bool:
    """Whether a sentence goes on from the one before: it opens with 较, or says 相比."""
    if last is None:
        return False
    opening = out.sentences[clause.mention.sentence].start
    said = "相比" in out.text[last.end : clause.hit.start]
    return said or COMPARED.match(out.text, opening) is not None


def _spent_of(paragraph: Paragraph, budget: Mention, mention: Mention) -> Mention | None:
    """Return what was spent of a budget, told between it and the comparison."""
    return next(
        (
            m
            for m in paragraph.before(mention)
            if m.kind == "expenditure"
            and m.subject.theme == budget.subject.theme
            and not m.role
            and m.sentence >= budget.sentence - 1
        ),
        None,
    )


def _near(paragraph: Paragraph, mention: Mention, out: Collector) -> Iterator[Mention]:
    """Yield the mentions before ``mention``, also of the paragraphs just above in its section."""
    yield from paragraph.before(mention)
    for earlier in out.above(paragraph, _BLOCKS_BACK):
        yield from reversed(earlier.mentions)


def _same_concept(paragraph: Paragraph, last: Mention, out: Collector) -> Mention | None:
    """Return this year's figure of the same name, in the paragraph or just above."""
    return next(
        (
            m
            for m in _near(paragraph, last, out)
            if m.concept == last.concept
            and not m.role
            and m.subject.fund is last.subject.fund
            and not is_last_year(m, out)
            and same_measure(m, last)
        ),
        None,
    )


def _named_concept(
    paragraph: Paragraph, mention: Mention, named: str, out: Collector
) -> Mention | None:
    """Return the figure whose name the comparing clause repeats: 其他收入增加5万元."""
    hits = list(out.vocabulary.scan(named, 0, len(named)))
    subject = resolve(out.vocabulary, named, 0, len(named), hits, mention.theme)
    wanted = frozenset({subject.concept.name})
    if _BOTH.fullmatch(named):
        wanted = GRAND_TOTALS
    elif subject.concept is OTHER:
        return None
    return next(
        (
            m
            for m in _near(paragraph, mention, out)
            if m.concept in wanted
            and not m.role
            and not is_last_year(m, out)
            and m.subject.fund is subject.fund
        ),
        None,
    )


def _head_of_list(
    paragraph: Paragraph, nearest: Mention, mention: Mention, out: Collector
) -> Mention:
    """Return the whole before a list of parts.

    15万件，其中A8万件、B5万件，比上年增加 speaks of 15万件. The comparison follows a comma, the
    parts are joined by 、: it cannot belong to the last of them alone.
    """
    text = out.text
    at = paragraph.place(nearest)
    apart = nearest.sentence != mention.sentence
    while at > 0:
        current = paragraph.mentions[at]
        gap = text[current.gap_from : current.start]
        if current.sentence != nearest.sentence:
            return nearest
        if "其中" in gap or gap.startswith("("):
            if current is nearest and not apart:
                return nearest
            return next(
                (
                    m
                    for m in paragraph.before(current)
                    if same_measure(m, nearest) and not m.role and not looks_like_target(m, text)
                ),
                nearest,
            )
        if not apart and not gap.startswith(("、", "和")):
            return nearest
        at -= 1
    return nearest


def _own_subject(mention: Mention, last: Mention | None, hit: Hit, text: str) -> str:
    """Return what the comparing clause itself names before 较/比, or an empty string."""
    start = mention.lead_from
    if last is not None and "相比" in text[last.end : hit.start]:
        return ""
    if last is not None and COMPARED.search(text, last.end, hit.start) is None:
        match = COMPARED.search(text, last.lead_from, last.start)
        if match is None:
            return ""  # 上年15.31万元，本年减少: last year's figure names nothing of this year's
        start = last.lead_from
    else:
        match = COMPARED.search(text, start, hit.start)
    phrase = label_of(text, start, match.start() if match is not None else hit.start)
    phrase = _NUMBERED.sub("", phrase).rstrip("各均共净约")
    return "" if phrase in _NO_SUBJECT else phrase


def _speaks_of(mention: Mention, phrase: str, text: str) -> bool:
    label = mention.subject.label
    if not label:
        return False
    return (
        label in phrase
        or phrase in label
        or text[mention.lead_from : mention.start].endswith(phrase)
    )
