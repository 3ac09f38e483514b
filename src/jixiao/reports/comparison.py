"""What another standard would change: two score sheets of one evaluation, line by line."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.model.score import ScoreLine, ScoreSheet
from jixiao.reports.composition import (
    Align,
    Block,
    Cell,
    Composition,
    Table,
    Title,
    body,
    head,
)
from jixiao.reports.forms import (
    NONE,
    centred,
    label,
    plain,
    provenance,
    total_cell,
    unverified,
    written,
)
from jixiao.terms import ScoreStatus


class Difference(NamedTuple):
    """One line by two standards; None where a standard does not have it."""

    label: str
    depth: int
    ours: ScoreLine | None
    theirs: ScoreLine | None

    @property
    def changed(self) -> bool:
        """Whether the two standards see it differently."""
        return _seen(self.ours) != _seen(self.theirs)

    @property
    def gained(self) -> Decimal | None:
        """The points that the other standard gives more; None where one gives no score."""
        ours, theirs = _score(self.ours), _score(self.theirs)
        return None if ours is None or theirs is None else theirs - ours

    @property
    def said(self) -> str:
        """In words what differs."""
        if self.ours is None:
            return "只有另一标准有此项"
        if self.theirs is None:
            return "另一标准没有此项"
        parts = []
        if self.ours.points != self.theirs.points:
            parts.append(f"分值由{plain(self.ours.points)}改为{plain(self.theirs.points)}")
        if not self.ours.children and self.ours.rule != self.theirs.rule:
            parts.append(f"规则改为：{self.theirs.rule}")
        if not self.theirs.children and self.ours.arithmetic != self.theirs.arithmetic:
            parts.append(self.theirs.arithmetic or "；".join(self.theirs.needs))
        return "；".join(each for each in parts if each)


def differences(ours: ScoreSheet, theirs: ScoreSheet) -> tuple[Difference, ...]:
    """Return every line of either sheet, those of the first in its order, the others after."""
    found: list[Difference] = []
    others = {_key(line): line for line in theirs.walk()}
    for line, depth in _deep(ours.lines):
        found.append(Difference(line.label, depth, line, others.pop(_key(line), None)))
    found += [
        Difference(line.label, depth, None, line)
        for line, depth in _deep(theirs.lines)
        if _key(line) in others
    ]
    return tuple(found)


def _key(line: ScoreLine) -> tuple[str, str]:
    """Return what lines of two sheets are paired by; an indicator is no line of a pack."""
    return line.id, "" if line.indicator is None else line.label


def comparison(ours: ScoreSheet, theirs: ScoreSheet, name: str) -> Composition:
    """Return the differences of two standards as a document."""
    found = differences(ours, theirs)
    changed = sum(each.changed for each in found if not _branch(each))
    rows = [head("评分项", "分值", "得分", "另一标准分值", "另一标准得分", "得分变化", "不同之处")]
    rows += [_row(each) for each in found]
    rows.append(
        (
            label("合计"),
            Cell(text=plain(ours.full_mark), align=Align.RIGHT),
            total_cell(ours),
            Cell(text=plain(theirs.full_mark), align=Align.RIGHT),
            total_cell(theirs),
            _signed(_minus(theirs.total, ours.total), strong=True),
            centred(f"等次：{ours.grade or NONE} → {theirs.grade or NONE}"),
        )
    )
    blocks: list[Block] = [
        Title((f"{ours.subject}{ours.year}年度{ours.scope.label}", "不同标准计分对照表")),
        body(
            f"同一份数据按两套标准计分：{ours.pack_title}（{ours.pack}），"
            f"另一标准为{theirs.pack_title}（{theirs.pack}）。"
            f"共{len(found)}项，其中{changed}个末级项目不同。"
        ),
        Table(widths=(26, 8, 9, 9, 9, 9, 40), rows=tuple(rows), sheet="标准对照"),
    ]
    warnings = dict.fromkeys((unverified(ours), unverified(theirs)))
    blocks += [each for each in warnings if each is not None]
    notes = dict.fromkeys((*provenance(ours), *provenance(theirs)))
    return Composition(
        name=name,
        title="不同标准计分对照表",
        blocks=tuple(blocks),
        landscape=True,
        footnotes=tuple(notes),
    )


def _row(each: Difference) -> tuple[Cell, ...]:
    return (
        Cell(text="　" * each.depth + each.label, strong=_branch(each)),
        *_shown(each.ours),
        *_shown(each.theirs),
        _signed(each.gained, strong=each.changed),
        written(each.said),
    )


def _branch(each: Difference) -> bool:
    return any(line is not None and line.children for line in (each.ours, each.theirs))


def _deep(lines: tuple[ScoreLine, ...], depth: int = 0) -> Iterator[tuple[ScoreLine, int]]:
    for line in lines:
        yield line, depth
        yield from _deep(line.children, depth + 1)


def _seen(line: ScoreLine | None) -> tuple[object, ...]:
    return () if line is None else (line.points, line.score, line.status)


def _score(line: ScoreLine | None) -> Decimal | None:
    """Return the score of a line; one that is not there or does not apply counts nothing."""
    if line is None or (line.score is None and line.status is ScoreStatus.NOT_APPLICABLE):
        return Decimal(0)
    return line.score


def _minus(left: Decimal | None, right: Decimal | None) -> Decimal | None:
    return None if left is None or right is None else left - right


def _signed(value: Decimal | None, *, strong: bool = False) -> Cell:
    if value is None:
        return Cell(align=Align.RIGHT)
    return Cell(
        text=f"{value:+f}" if value else "0", number=value, align=Align.RIGHT, strong=strong
    )


def _shown(line: ScoreLine | None) -> tuple[Cell, Cell]:
    if line is None:
        return Cell(text=NONE, align=Align.RIGHT), Cell(text=NONE, align=Align.RIGHT)
    text = ScoreStatus.NOT_SCORED.label if line.score is None else f"{line.score:f}"
    if line.status is ScoreStatus.NOT_APPLICABLE and line.score is None:
        text = NONE
    points = Cell(text=plain(line.points), number=line.points, align=Align.RIGHT)
    return points, Cell(text=text, number=line.score, align=Align.RIGHT)
