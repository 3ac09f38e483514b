"""Comparisons whose two figures stand side by side, in whatever order they are told.

42件，上年53件，减少11件 · 比计划的600场多38场 · 由15天缩短到9天，缩短6天 · 比上年低2个百分点
（上年90%）: every stretch between the numbers must read as a part of the comparison. Where one does
not, the comparison is left to the readers that look further away and are less sure.
"""

import re
from dataclasses import dataclass, replace
from itertools import islice

from jixiao.extraction.grammar import change_patterns as words
from jixiao.extraction.grammar.base import Collector, Paragraph, same_measure
from jixiao.extraction.grammar.change_words import (
    LONGEST,
    around,
    derived_fact,
    last_fact,
    noun_of,
    sums_up,
    told_apart,
    topic_of_change,
)
from jixiao.extraction.grammar.side_by_side_pairs import (
    can_be_difference,
    can_be_rate,
    pair_of,
    told_together,
)
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import label_of
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Change
from jixiao.model.source import Span
from jixiao.terms import Direction

_SHORT = 12  # so short a stretch may leave the direction to the words before: 高于95%的目标值2个


@dataclass(slots=True)
class _Told:
    """A comparison as far as it is told: the direction with its words, and the numbers."""

    direction: Direction | None
    span: Span
    this: Mention
    last: Mention
    yearly: bool
    difference: Mention | None = None
    rate: Mention | None = None
    second: tuple[Direction | None, Span] | None = None  # the other number has its own word
    label: str = ""  # what 由 stands behind

    def take(self, number: Mention) -> bool:
        """Keep a number as the difference or the rate, whichever it can be and is free."""
        if can_be_rate(number, self.this):
            if self.rate is None:
                self.rate = number
                return True
        elif self.difference is None and can_be_difference(number, self.this, self.last):
            self.difference = number
            return True
        return False


def read_side_by_side(paragraph: Paragraph, out: Collector) -> None:
    """Read the comparisons of a paragraph that nothing but their own words hold together."""
    text, mentions = out.text, paragraph.mentions
    if any(mention.role == "formula" for mention in mentions):
        mentions = [mention for mention in mentions if mention.role != "formula"]
        paragraph = replace(paragraph, mentions=mentions)
    for at in range(1, len(mentions)):
        mention, before = mentions[at], mentions[at - 1]
        if mention.role or not told_together(before, mention, text):
            continue
        low = before.end if mention.start - before.end > _SHORT else before.gap_from
        if words.TRIGGER.search(text, low, mention.start) is None:
            continue
        told = _from_to(paragraph, at, out) or _worded(paragraph, at, out)
        if told is not None:
            _follow(paragraph, told, text)
            if told.difference is not None and told_apart(paragraph, told.difference, text):
                continue
            if told.difference is not None or told.rate is not None:
                _add(told, out)


def _direction(match: re.Match[str]) -> tuple[Direction | None, Span]:
    """Return which way a match points, and where it says so."""
    groups = match.groupdict()
    for name in ("up", "above", "size_up", "wider"):
        if groups.get(name):
            return Direction.UP, Span(*match.span(name))
    if groups.get("either"):
        return None, Span(*match.span("either"))
    name = next(n for n in ("down", "below", "size_down", "short") if groups.get(n))
    return Direction.DOWN, Span(*match.span(name))


# --- 由 L 提高到 T -----------------------------------------------------------------------------


def _from_to(paragraph: Paragraph, at: int, out: Collector) -> _Told | None:
    """Read 由…L缩短到T: the mention is T, and one number alone stands before it."""
    text, this, last = out.text, paragraph.mentions[at], paragraph.mentions[at - 1]
    if last.role or not same_measure(this, last) or text[this.end : this.end + 1] in "、和~至-":
        return None
    match = words.BECAME.fullmatch(text, last.end, this.start)
    low = paragraph.mentions[at - 2].end if at > 1 else paragraph.start
    source = words.FROM.search(text, max(low, last.start - 24), last.start)
    if match is None or source is None:
        return None
    direction, span = _direction(match)
    label = label_of(text, max(low, last.clause), source.start())
    return _Told(direction, span, this, last, yearly=True, label=label)


# --- T，较上年 L 增加 D ------------------------------------------------------------------------


def _worded(paragraph: Paragraph, at: int, out: Collector) -> _Told | None:
    """Read a number with a direction word before it, compared with a figure told nearby."""
    text, number, before = out.text, paragraph.mentions[at], paragraph.mentions[at - 1]
    match = (
        words.CHANGED.fullmatch(text, before.end, number.start)
        or words.THAN.fullmatch(text, before.end, number.start)
        or _after_than(before, number, text)
    )
    if match is None:
        return None
    pair = pair_of(paragraph, at, match, out)
    if pair is None or not _moves(number, pair, match, text):
        return None
    this, last, yearly = pair
    direction, span = _direction(match)
    if this.dimension is Dimension.DURATION and text[span.start : span.end] in words.SPEED:
        direction = None  # 快3分钟 takes less time
    told = _Told(direction, span, this, last, yearly)
    return told if told.take(number) else None


def _moves(
    number: Mention, pair: tuple[Mention, Mention, bool], match: re.Match[str], text: str
) -> bool:
    """Whether a number can be the difference of two figures, and its clause names nothing else."""
    this, last, yearly = pair
    if text[number.end : number.end + 1] in "、和":
        return False
    if not yearly and words.SAVED.search(text, *match.span()) and this.start < number.start:
        return False  # 采购预算L，中标价T，节约D: the saving of a purchase is read elsewhere
    if not (can_be_rate(number, this) or can_be_difference(number, this, last)):
        return False
    said, basis = (match.groupdict().get(name) or "" for name in ("own", "noun"))
    own, against = noun_of(said), noun_of(basis)
    if sums_up(said) or (against and against not in around(last, text)):
        return False  # 年初结余L，年末结余T，较年初预算减少
    if len(own) > 1 and this.average and words.AVERAGE.search(said) is None:
        return False  # 人均支出1.2万元，上年1.1万元，全年支出增加
    return not own or own in around(this, text) or own in around(last, text)


def _after_than(before: Mention, number: Mention, text: str) -> re.Match[str] | None:
    """Read 高于95%的指标值2.5个百分点: the direction stands before the figure compared with."""
    if words.AFTER_THAN.fullmatch(text, before.end, number.start) is None:
        return None
    low = max(before.gap_from, before.start - LONGEST)
    return next(
        (m for m in words.THAN_BEFORE.finditer(text, low, before.start) if m.end() == before.start),
        None,
    )


# --- what follows the first number ----------------------------------------------------------------


def _follow(paragraph: Paragraph, told: _Told, text: str) -> None:
    """Take the numbers that go on: ，减少D，下降r%, also over （上年L）."""
    mentions = paragraph.mentions
    at = max(paragraph.place(m) for m in (told.this, told.last, told.difference, told.rate) if m)
    first = told.difference or told.rate
    if first is not None:
        at = paragraph.place(first)
    for number in islice(mentions, at + 1, at + 4):
        before = mentions[paragraph.place(number) - 1]
        if number is told.last:
            continue
        if number.role or not told_together(before, number, text):
            return
        match = words.SECOND.fullmatch(text, before.end, number.start)
        if match is None or not told.take(number):
            return
        direction, span = _direction(match)
        if told.direction is None and number is told.difference:
            told.direction, told.span = direction, span  # 由L调整为T，减少D
        elif direction is not told.direction and told.second is None:
            told.second = direction, span


def _add(told: _Told, out: Collector) -> None:
    """Add the comparison, and a second one for a second direction word that says otherwise."""
    this, last = told.this, told.last
    if told.difference is not None:
        told.difference.role = "difference"
    if told.rate is not None:
        told.rate.role = "change_rate"
    if told.yearly:
        last.role = "last"
    used = [m for m in (this, last, told.difference, told.rate) if m is not None]
    start, end = min(m.start for m in used), max(m.end for m in used)
    topic = topic_of_change(this, last, told.difference)
    if told.label and this.concept == "other":
        this.subject.label = told.label
    compared, before = out.fact(this), last_fact(this, last, out)
    change = Change(
        start=start,
        end=end,
        topic=topic,
        this=compared,
        last=before,
        difference=derived_fact(told.difference, "difference", out),
        rate=derived_fact(told.rate, "change_rate", out),
        direction=told.direction,
        direction_span=told.span,
        yearly=told.yearly,
        close=True,
    )
    out.add(change)
    if told.second is not None and not _of_rate(told, topic):
        direction, span = told.second
        out.add(
            replace(change, difference=None, rate=None, direction=direction, direction_span=span)
        )


def _of_rate(told: _Told, topic: str) -> bool:
    """Whether the second word is that of a rate after a difference, which a check looks at."""
    if told.second is None or told.difference is None or topic:
        return False
    return told.rate is not None and told.second[1].start >= told.difference.end
