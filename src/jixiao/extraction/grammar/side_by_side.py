"""Comparisons whose two figures stand side by side, in whatever order they are told.

42件，上年53件，减少11件 · 比计划的600场多38场 · 由15天缩短到9天，缩短6天 · 比上年低2个百分点
（上年90%）: every stretch between the numbers must read as a part of the comparison. Where one does
not, the comparison is left to the readers that look further away and are less sure.
"""

import re
from dataclasses import dataclass, replace
from itertools import islice

from jixiao.extraction.grammar import change_patterns as words
from jixiao.extraction.grammar.base import (
    Collector,
    Paragraph,
    is_percent,
    looks_like_target,
    same_measure,
)
from jixiao.extraction.grammar.change_words import (
    LONGEST,
    around,
    derived_fact,
    last_fact,
    lead_of,
    noun_of,
    same_part_of_year,
    sums_up,
    told_apart,
    topic_of_change,
)
from jixiao.extraction.grammar.compared_years import same_time, year_of
from jixiao.extraction.mentions import Mention, value_unit
from jixiao.extraction.subjects import label_of
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Change
from jixiao.model.source import Span
from jixiao.terms import Direction

_SHORT = 12  # so short a stretch may leave the direction to the words before: 高于95%的目标值2个
_FORMULA = 60  # where a formula is written out
_REACH = 4  # numbers looked back over


@dataclass(frozen=True, slots=True)
class _Like:
    """What a figure is called that others are compared with."""

    kind: str  # time, goal or level
    basis: str
    noun: str
    related: bool  # 较, 比, 低于 stands before it


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
        if _is_rate(number, self.this):
            if self.rate is None:
                self.rate = number
                return True
        elif self.difference is None and _is_difference(number, self.this, self.last):
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
        if mention.role or not _joined(before, mention, text):
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


def _joined(before: Mention, mention: Mention, text: str) -> bool:
    """Whether two neighbours stand close enough in one sentence to be told together."""
    return (
        before.sentence == mention.sentence
        and mention.start - before.end <= (_FORMULA if text[mention.start - 1] == "=" else LONGEST)
        and words.BROKEN.search(text, before.end, mention.start) is None
    )


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


def _is_rate(number: Mention, this: Mention) -> bool:
    return is_percent(number) and not is_percent(this)


def _is_difference(number: Mention, this: Mention, last: Mention | None = None) -> bool:
    if number.dimension is Dimension.PERCENTAGE_POINT:
        return is_percent(this)
    if is_percent(number) or not same_measure(number, this):
        return False
    # 单价由12元降至10元，节约20万元 is no difference of the two prices
    return number.dimension is not Dimension.MONEY or value_unit(number) in (
        value_unit(this),
        value_unit(last or this),
    )


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
    pair = _pair(paragraph, at, match, out)
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
    if not (_is_rate(number, this) or _is_difference(number, this, last)):
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


def _pair(
    paragraph: Paragraph, at: int, match: re.Match[str], out: Collector
) -> tuple[Mention, Mention, bool] | None:
    """Return the figure compared, the one compared with, and whether time lies between them."""
    mentions, text = paragraph.mentions, out.text
    wanted = _basis(match, text)
    position = at - 1
    skips = wanted or words.BARE.fullmatch(text, *match.span())
    if skips and not is_percent(mentions[at]):
        position = _nearest(mentions, at, text)
    if position < 0:
        return None
    near = mentions[position]
    like = _last_like(near, text)
    if like is not None and _agree(wanted, like, match) and (wanted or position == at - 1):
        this = _this_before(mentions, position, like, out)
        if this is not None and _years_fit(like, near, this, match, out):
            return this, near, like.kind == "time"
    found = _told_before(mentions, position, match, wanted, out)
    if found is None and wanted:
        found = _told_after(paragraph, at, position, match, out)
    if found is None and like is not None and not wanted and position == at - 1:
        found = _approved_after(mentions, at, like, match, out)
    return found


def _approved_after(
    mentions: list[Mention], at: int, like: _Like, match: re.Match[str], out: Collector
) -> tuple[Mention, Mention, bool] | None:
    """Read 申请L，审减D，核定T: the amount that is left is told last."""
    text, asked = out.text, mentions[at - 1]
    if (
        like.kind != "goal"
        or at + 1 >= len(mentions)
        or not words.SAVED.search(text, *match.span())
    ):
        return None
    left = mentions[at + 1]
    if not (_joined(mentions[at], left, text) and same_measure(left, asked)):
        return None
    if left.dimension is not Dimension.MONEY:
        return None  # 申报64个，核减16个，核定48个: a balance of counts
    if words.THIS.search(lead_of(left, text)) is None or not _can_be_this(left, asked, text):
        return None
    return left, asked, False


def _nearest(mentions: list[Mention], at: int, text: str) -> int:
    """Return the place of the nearest figure that a number can be the difference of."""
    for position in range(at - 1, max(-1, at - 1 - _REACH), -1):
        candidate = mentions[position]
        if not _joined(candidate, mentions[position + 1], text):
            return -1
        if _is_difference(mentions[at], candidate):
            return position
    return -1


def _last_like(mention: Mention, text: str) -> _Like | None:
    """Return how a figure is marked as one to compare with."""
    lead = lead_of(mention, text)
    match = words.LAST.search(lead)
    if match is not None and words.ENDS_MOVED.search(lead) is None:
        kind = next(k for k in ("time", "goal", "level") if match[k])
        related = any(match[k] for k in ("relation", "above", "below"))
        return _Like(kind, match[kind], noun_of(match["own"]) + noun_of(match["noun"]), related)
    after = words.GOAL_AFTER.match(text, mention.end)
    if after is None or not words.COMPARED_BARE.search(lead_of(mention, text)):
        return None
    return _Like("goal", after.group(), "", related=True)


def _basis(match: re.Match[str], text: str) -> str:
    """Return what kind of figure a clause says it compares with, empty where it says nothing."""
    groups = match.groupdict()
    for kind in ("time", "goal", "level"):
        if groups.get(kind):
            return kind
    return "time" if words.OVER_TIME.search(text, *match.span()) else ""


def _agree(wanted: str, like: _Like, match: re.Match[str]) -> bool:
    """Whether a clause can compare with the figure told: no other basis, no bare 提高."""
    if wanted:
        return wanted == like.kind
    said = match.groupdict()
    word = said.get("short") or said.get("up") or said.get("down") or said.get("size_down") or ""
    than = said.get("above") or said.get("below")
    plain = word in words.PLAIN or words.SAVED.match(word) is not None
    return like.kind == "time" or like.related or plain or than is not None


def _this_before(
    mentions: list[Mention], position: int, like: _Like, out: Collector
) -> Mention | None:
    """Return the figure told before the one compared with: T，较上年L."""
    text, last = out.text, mentions[position]
    for place in range(position - 1, max(-1, position - 1 - _REACH), -1):
        candidate = mentions[place]
        if not _joined(candidate, mentions[place + 1], text):
            return None
        if not same_measure(candidate, last):
            continue
        other = _last_like(candidate, text)
        if (
            (other is not None and other.related)
            or words.WITH_ANY.search(lead_of(candidate, text))
            or looks_like_target(candidate, text)
        ):
            continue  # 高于95%的指标值，较上年的95.2%: two figures compared with
        if not _can_be_this(candidate, last, text):
            return None
        return candidate if not like.noun or like.noun in around(candidate, text) else None
    return None


def _told_before(
    mentions: list[Mention],
    position: int,
    match: re.Match[str],
    wanted: str,
    out: Collector,
) -> tuple[Mention, Mention, bool] | None:
    """Read 上年L，本年T，减少D and 计划L，实际T，多D: the figure compared with is told first."""
    text, this = out.text, mentions[position]
    place = position - 1
    if place < 0 or not _joined(mentions[place], this, text):
        return None
    last = mentions[place]
    if not same_measure(this, last) or not _can_be_this(this, last, text) or last.role:
        return None
    said = words.THIS.search(lead_of(this, text))
    like = _last_like(last, text)
    if said is None or like is None or like.related or not _agree(wanted, like, match):
        return None
    noun = noun_of(said["own"]) + noun_of(said["noun"])
    if like.kind == "goal" and words.DONE.fullmatch(noun):
        noun = ""  # 计划新建20座，实际建成18座
    if noun and noun not in around(last, text):
        return None
    if not _years_fit(like, last, this, match, out):
        return None
    return this, last, like.kind == "time"


def _told_after(
    paragraph: Paragraph, at: int, position: int, match: re.Match[str], out: Collector
) -> tuple[Mention, Mention, bool] | None:
    """Read T，比上年低D（上年L）: the figure compared with follows."""
    text, mentions = out.text, paragraph.mentions
    this = mentions[position]
    for place in range(at + 1, min(at + 3, len(mentions))):
        last, before = mentions[place], mentions[place - 1]
        if not _joined(before, last, text):
            return None
        tail = words.TAIL.fullmatch(text, before.end, last.start)
        if tail is None:
            if words.SECOND.fullmatch(text, before.end, last.start) is None:
                return None
            continue
        kind = _basis(tail, text)
        noun = noun_of(tail["noun"])
        like = _Like(kind, tail[kind], noun, related=False)
        if (
            not same_measure(this, last)
            or not _can_be_this(this, last, text)
            or kind != _basis(match, text)
            or (noun and noun not in around(this, text))
            or not _years_fit(like, last, this, match, out)
        ):
            return None
        return this, last, kind == "time"
    return None


def _can_be_this(this: Mention, last: Mention, text: str) -> bool:
    """Whether a figure stands for itself: it is no part in a list, no bracketed aside."""
    if this.role or this.quantity.comparator is not None:
        return False
    if this.in_parentheses and not last.in_parentheses:
        return False
    if last.average and not this.average:
        return False  # 公用经费117.6万元，较上年人均2.1万元增加
    gap = text[this.gap_from : this.start].rpartition(";")[2]
    return not (
        gap.startswith(("、", "和", "及"))
        or words.ENDS_MOVED.search(lead_of(this, text))
        or words.LISTED.search(gap) is not None
        or text[this.end : this.end + 1] in "、和~"
    )


def _years_fit(
    like: _Like, last: Mention, this: Mention, match: re.Match[str], out: Collector
) -> bool:
    """Whether the year compared with is the one that the clause names, before the other."""
    if like.kind != "time":
        return True
    now = this.period.year if this.own_period and this.period is not None else None
    own = year_of(match.groupdict().get("own") or "")
    if own is not None and now is not None and own != now:
        return False
    now = now or own or out.fiscal_year
    then = year_of(like.basis)
    if then is not None and (not like.related if now is None else then >= now):
        return False
    wanted = match.groupdict().get("time") or ""
    return same_time(wanted, like.basis, now) and same_part_of_year(this, last, out, match.start())


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
        if number.role or not _joined(before, number, text):
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
    out.add(
        Change(
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
    )
    if told.second is not None and not _of_rate(told, topic):
        direction, span = told.second
        out.add(
            Change(
                start=start,
                end=end,
                topic=topic,
                this=compared,
                last=before,
                difference=None,
                rate=None,
                direction=direction,
                direction_span=span,
                yearly=told.yearly,
                close=True,
            )
        )


def _of_rate(told: _Told, topic: str) -> bool:
    """Whether the second word is that of a rate after a difference, which a check looks at."""
    if told.second is None or told.difference is None or topic:
        return False
    return told.rate is not None and told.second[1].start >= told.difference.end
