"""How far a value in prose is off a target in a table: 覆盖率96.8%，比目标高1.8个百分点."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from jixiao.extraction.grammar.base import Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.grammar.change_words import derived_fact
from jixiao.extraction.mentions import Mention
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Attainment, Change
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Direction

_GOAL = r"(?:年度|年初|绩效|预期|既定|设定|原定|预定)*(?:计划|目标|指标|任务)(?:值|数|量|任务)?"
_THAN: Final = pattern(
    rf"[,(](?:(?:比|较){_GOAL}(?:要求)?(?:(?P<up>提高|高出|多出|增加|高|多|超)|(?P<down>减少|低|少|差))(?:了)?"
    rf"|(?:(?P<above>高于|超过|超出|多于|超)|(?P<below>低于|少于)){_GOAL})"
)
_EACH: Final = pattern(
    rf"[,;。](?:以上|上述|这)?(?P<count>[两二三四2-4])[项个](?:指标)?(?:完成值|实际值)?"
    rf"(?:均|都)?分别(?:(?:比|较){_GOAL}(?:(?P<up>高出?|多)|(?P<down>低|少))"
    rf"|(?:(?P<above>高于|超过|超出|超)|(?P<below>低于)){_GOAL})"
)
_EMPTY: Final = Change(
    start=0, end=0, this=None, last=None, difference=None, rate=None,
    direction=None, direction_span=None, sure=False, yearly=False,
)  # fmt: skip
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "2": 2, "3": 3, "4": 4}
_JOINTS = ("、", "和", "及", "与")
_NOT_NAMES = pattern(r"[^\u4e00-\u9fffA-Za-z“”]")
_SHORTEST = 4  # characters of a name that tells one indicator from another
_SHORTEST_HEAD = 4


def read_table_targets(out: Collector) -> None:
    """Bind the distances to a target that prose tells to the targets of the indicator tables."""
    rows = [
        a
        for a in out.relations[Attainment]
        if isinstance(a, Attainment) and a.tabular and a.target is not None and a.target.quantity
    ]
    if not rows:
        return
    for paragraph in out.paragraphs:
        for this, number, word, direction in _gaps(paragraph, out.text):
            row, named = _row_of(this, paragraph, rows, out)
            if row is not None:
                told = replace(_EMPTY, direction=direction, direction_span=word, close=named)
                _bind(this, number, row, told, out)


def _gaps(paragraph: Paragraph, text: str) -> Iterator[tuple[Mention, Mention, Span, Direction]]:
    """Yield each value with the number that tells how far it is off its target."""
    mentions = paragraph.mentions
    for position, number in enumerate(mentions):
        if position == 0 or not number.quantity.is_point:
            continue
        this = mentions[position - 1]
        match = _THAN.fullmatch(text, this.end, number.start)
        if match is not None and _fits(this, number):
            up = match["up"] or match["above"]
            yield this, number, Span(*match.span(match.lastgroup or 0)), _way(up)
            continue
        # 两项 is a number of its own
        before = mentions[position - 2] if position > 1 else this
        match = _EACH.fullmatch(text, before.end, number.start)
        if match is not None:
            count = _NUMBERS[match["count"]]
            up = match["up"] or match["above"]
            numbers = _run(mentions, position, count, text)
            values = [m for m in mentions[:position] if _fits(m, number) and _near(m, number)]
            if len(numbers) == len(values) == count:
                span = Span(*match.span(match.lastgroup or 0))
                for value, one in zip(values, numbers, strict=True):
                    yield value, one, span, _way(up)


def _way(up: str | None) -> Direction:
    return Direction.UP if up else Direction.DOWN


def _near(mention: Mention, number: Mention) -> bool:
    return mention.sentence == number.sentence and not mention.in_parentheses


def _fits(this: Mention, number: Mention) -> bool:
    """Whether a number can be the distance of a value to its target."""
    if this.role in ("difference", "change_rate", "last", "share") or not this.quantity.is_point:
        return False
    if number.dimension is Dimension.PERCENTAGE_POINT:
        return is_percent(this)
    return not is_percent(number) and same_measure(this, number)


def _run(mentions: Sequence[Mention], position: int, count: int, text: str) -> list[Mention]:
    """Return so many numbers in a row, joined by 、 or 和."""
    run = [mentions[position]]
    for mention in mentions[position + 1 : position + count]:
        if text[run[-1].end : mention.start] not in _JOINTS or not same_measure(mention, run[0]):
            break
        run.append(mention)
    return run


def _row_of(
    this: Mention, paragraph: Paragraph, rows: Sequence[Attainment], out: Collector
) -> tuple[Attainment | None, bool]:
    """Return the one row that has the name of a value, or that of the heading above it.

    Also whether it is the name of the value itself.
    """
    alike = [r for r in rows if r.target is not None and r.target.amount.compatible(this.quantity)]
    name = _bare(this.subject.label)
    found = [r for r in alike if len(name) >= _SHORTEST and _bare(r.name).endswith(name)]
    if not found:
        head = _heading(paragraph, out)
        found = [r for r in alike if len(head) >= _SHORTEST_HEAD and _bare(r.name).startswith(head)]
        return (found[0] if len(found) == 1 else None), False
    return (found[0] if len(found) == 1 else None), True


def _bare(name: str) -> str:
    return _NOT_NAMES.sub("", name)


def _heading(paragraph: Paragraph, out: Collector) -> str:
    """Return the words of the heading that a paragraph begins with: 1. 送戏下乡。"""
    block = out.document.blocks[paragraph.block]
    start = block.ordinal.span.end if block.ordinal is not None else block.start
    return _bare(out.text[start : block.title_end]) if block.title_end > start else ""


def _bind(this: Mention, number: Mention, row: Attainment, told: Change, out: Collector) -> None:
    """Add a distance to the target of a row, or complete the comparison that lacks it."""
    target = _as_point(row.target)
    relations = out.relations[Change]
    for at, change in enumerate(relations):
        if isinstance(change, Change) and _is_of(change.difference, number):
            if change.last is None and _is_of(change.this, this):
                relations[at] = replace(
                    change, last=target, yearly=False, sure=False, close=told.close
                )
            return
    number.role = "difference"
    out.add(
        replace(
            told,
            start=this.start,
            end=number.end,
            this=out.fact(this),
            last=target,
            difference=derived_fact(number, "difference", out),
        )
    )


def _as_point(target: Fact | None) -> Fact | None:
    """Return a target without its sign: what ≥95% is exceeded by is counted from 95 %."""
    if target is None or target.quantity is None:
        return None
    return replace(target, quantity=replace(target.quantity, comparator=None))


def _is_of(fact: Fact | None, mention: Mention) -> bool:
    return fact is not None and fact.start == mention.start
