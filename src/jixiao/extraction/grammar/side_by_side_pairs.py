"""The two figures that a direction word between or after them compares."""

import re
from dataclasses import dataclass

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
    lead_of,
    noun_of,
    same_part_of_year,
)
from jixiao.extraction.grammar.compared_years import same_time, year_of
from jixiao.extraction.mentions import Mention, value_unit
from jixiao.model.quantity import Dimension

_FORMULA = 60  # where a formula is written out
_REACH = 4  # numbers looked back over


@dataclass(frozen=True, slots=True)
class _Like:
    """What a figure is called that others are compared with."""

    kind: str  # time, goal or level
    basis: str
    noun: str
    related: bool  # 较, 比, 低于 stands before it


def told_together(before: Mention, mention: Mention, text: str) -> bool:
    """Whether two neighbours stand close enough in one sentence to be told together."""
    return (
        before.sentence == mention.sentence
        and mention.start - before.end <= (_FORMULA if text[mention.start - 1] == "=" else LONGEST)
        and words.BROKEN.search(text, before.end, mention.start) is None
    )


def can_be_rate(number: Mention, this: Mention) -> bool:
    """Whether a number can be the rate at which a figure changed."""
    return is_percent(number) and not is_percent(this)


def can_be_difference(number: Mention, this: Mention, last: Mention | None = None) -> bool:
    """Whether a number can be the difference of a figure to another."""
    if number.dimension is Dimension.PERCENTAGE_POINT:
        return is_percent(this)
    if is_percent(number) or not same_measure(number, this):
        return False
    # 单价由12元降至10元，节约20万元 is no difference of the two prices
    return number.dimension is not Dimension.MONEY or value_unit(number) in (
        value_unit(this),
        value_unit(last or this),
    )


def pair_of(
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
    if not (told_together(mentions[at], left, text) and same_measure(left, asked)):
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
        if not told_together(candidate, mentions[position + 1], text):
            return -1
        if can_be_difference(mentions[at], candidate):
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
        if not told_together(candidate, mentions[place + 1], text):
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
    if place < 0 or not told_together(mentions[place], this, text):
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
        if not told_together(before, last, text):
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
