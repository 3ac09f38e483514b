"""Self-evaluation forms: tables with full marks, scores, target and actual values, read by row.

A form is a table whose head names 分值 (or 权重) or a target next to an actual value. Its rows are
indicators, subtotals (产出指标, 过程小计) and the total.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, lru_cache

from jixiao.checks.ind._form_rows import (
    BLANK,
    SECOND,
    Row,
    execution_of,
    head_of,
    rows_of,
    stem,
    with_kinds,
)
from jixiao.extraction.tokens import Kind
from jixiao.extraction.understanding import Understanding
from jixiao.model.period import Instant
from jixiao.model.quantity import Quantity
from jixiao.model.source import Span
from jixiao.patterns import pattern

_LEAST_REMARK = 4
_NO_REMARK = pattern(
    r"^(?:详?见|附件|佐证|来源|数据来源|资料|定量|定性|正向|反向|新增|必填)|每[^,。;]{1,10}扣|扣完为止|按比例|得满分|得[0-9.]+分"
)
_MOST_NESTED = 80  # rows: ways to nest them are many
_MINUS = "-−－"


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """A subtotal with the rows that make it up."""

    head: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One form; ``columns`` are the meanings of the columns that it has.

    ``execution`` is what the funds above the indicators score for the execution of the budget.
    ``nests``: the names of all levels stand in one column, and the full marks do add up when rows
    may be subtotals of the rows below them, whatever they are called.
    """

    rows: tuple[Row, ...]
    groups: tuple[Group, ...]
    columns: frozenset[str]
    start: int
    end: int
    _text: str = field(repr=False)
    execution: Row | None = None
    nests: bool = False

    @property
    def leaves(self) -> list[Row]:
        """The rows of single indicators."""
        inner = {id(group.head) for group in self.groups}
        return [row for row in self.rows if row.kind != "total" and id(row) not in inner]

    @property
    def total(self) -> Row | None:
        """The last row, where it is the total."""
        return next((row for row in reversed(self.rows) if row.kind == "total"), None)

    @property
    def one_scale(self) -> bool:
        """Whether scores and full marks are of one scale (not a weight and a mark out of 100)."""
        both = [(r.score, r.points) for r in self.rows if r.score is not None and r.points]
        above = sum(1 for score, points in both if score > points)
        return above == 0 or (4 * above <= len(both)) or (above == 1 and len(both) > 2)

    def top(self) -> list[Row]:
        """Return the rows that make up the total: subtotals, and rows under none of them."""
        under = {id(row) for group in self.groups for row in group.rows}
        rows = [row for row in self.rows if row.kind != "total" and id(row) not in under]
        return rows if self.execution is None else [self.execution, *rows]

    def text(self, span: Span | None) -> str:
        """Return the words of a cell."""
        return "" if span is None else self._text[span.start : span.end].strip()

    def blank_reason(self, offset: int) -> bool:
        """Whether ``offset`` lies in a row whose cell for the reason is empty."""
        if "reason" not in self.columns or not self.start <= offset < self.end:
            return False
        row = self._row_at(offset)
        return row is not None and self.text(row.reason) in BLANK

    def remarked(self, offset: int) -> bool:
        """Whether ``offset`` lies in a row of which the column for remarks says something."""
        if "note" not in self.columns or not self.start <= offset < self.end:
            return False
        row = self._row_at(offset)
        words = self.text(row.note) if row is not None else ""
        return len(words) >= _LEAST_REMARK and _NO_REMARK.search(words) is None

    def _row_at(self, offset: int) -> Row | None:
        return next((r for r in self.rows if r.at.start <= offset <= r.score_at.end), None)


@lru_cache(maxsize=1)
def forms(understanding: Understanding) -> tuple[Form, ...]:
    """Return the forms of a document."""
    document = understanding.document
    text = document.text
    found = []
    for table in document.tables:
        head, columns = head_of(table.rows, text)
        if not columns:
            continue
        rows = with_kinds(rows_of(table.rows[head + 1 :], columns, text), columns, text)
        if not rows:
            continue
        span = (table.rows[0][0].start, table.rows[-1][-1].end)
        names = frozenset(columns)
        execution = execution_of(table.rows[:head], text)
        found.append(
            Form(tuple(rows), _groups(rows), names, *span, text, execution, nests=_nests(rows))
        )
    return tuple(found)


def _groups(rows: Sequence[Row]) -> tuple[Group, ...]:
    """Bind each subtotal to its rows: by the name of the level, else by what adds up."""
    heads = [at for at, row in enumerate(rows) if row.kind == "group"]
    if not heads:
        return ()
    named = [Group(rows[at], tuple(_above(rows, at) or _by_level(rows, at))) for at in heads]
    if all(group.rows for group in named):
        return tuple(named)
    after = [Group(rows[at], tuple(_after(rows, at))) for at in heads]
    before = [Group(rows[at], tuple(_before(rows, at))) for at in heads]
    best, other = sorted((before, after), key=_fit, reverse=True)
    if not _fit(best):
        return ()
    return tuple(
        group
        for group, rival in zip(best, other, strict=True)
        if group.rows and (not _marks(rival) or _scores(group) or not _scores(rival))
    )


def _nests(rows: Sequence[Row]) -> bool:
    """Whether the marks of a list of names without levels add up as a tree of some shape."""
    marks = [row.points for row in rows if row.kind != "total"]
    parts = [row for row in rows if row.kind != "total"]
    whole_mark = next((row.points for row in rows if row.kind == "total"), None)
    first = 0
    if whole_mark is None and marks:
        whole_mark, first = marks[0], 1
    if (
        whole_mark is None
        or None in marks
        or len(marks) > _MOST_NESTED
        or any(len(row.levels) > 1 for row in parts)
    ):
        return False
    count = len(parts)

    @cache
    def ends(at: int, left: Decimal) -> frozenset[int]:
        """Return where siblings from ``at`` on that add up to ``left`` can end."""
        found = {at} if not left else set()
        if at < count and (mark := marks[at] or Decimal(0)) <= left:
            for after in below(at):
                found |= ends(after, left - mark)
        return frozenset(found)

    def below(at: int) -> set[int]:
        """Return where the rows below the one at ``at`` can end."""
        if parts[at].scaled:
            return set(range(at + 1, count + 1))
        mark = marks[at]
        return {at + 1} | (set(ends(at + 1, mark)) if mark else set())

    return count in ends(first, whole_mark)


def _fit(groups: Sequence[Group]) -> int:
    """Return how much of the subtotals is borne out by the rows bound to them."""
    return sum(_marks(group) + _scores(group) for group in groups)


def _marks(group: Group) -> bool:
    return (
        bool(group.rows)
        and group.head.points is not None
        and (_sum(group.rows) == group.head.points)
    )


def _scores(group: Group) -> bool:
    scores = [row.score for row in group.rows if row.score is not None]
    return bool(scores) and group.head.score == sum(scores)


def _by_level(rows: Sequence[Row], at: int) -> list[Row]:
    wanted = stem(rows[at].name)
    if not wanted:
        return []
    return [
        row
        for row in rows
        if row.kind == "leaf" and len(row.levels) > 1 and stem(row.levels[0]) == wanted
    ]


def _above(rows: Sequence[Row], at: int) -> list[Row]:
    """Return the rows before a 小计 that stand under the same level as it."""
    head = rows[at]
    if "小计" not in head.name or len(head.levels) < 2 or stem(head.name):
        return []
    depth, found = len(head.levels) - 1, []
    for row in reversed(rows[:at]):
        if row.kind != "leaf" or row.levels[:depth] != head.levels[:depth]:
            break
        found.append(row)
    return _one_level(head, found[::-1]) or found[::-1]


def _after(rows: Sequence[Row], at: int) -> list[Row]:
    found = []
    for row in rows[at + 1 :]:
        if row.kind != "leaf":
            break
        found.append(row)
    return _one_level(rows[at], found)


def _before(rows: Sequence[Row], at: int) -> list[Row]:
    found = []
    for row in reversed(rows[:at]):
        if row.kind != "leaf":
            break
        found.append(row)
    return _one_level(rows[at], found[::-1])


def _one_level(head: Row, found: list[Row]) -> list[Row]:
    """Leave out subtotals of the second level among the rows."""
    second = [row for row in found if stem(row.name) in SECOND]
    if second and len(second) < len(found):
        rest = [row for row in found if row not in second]
        for choice in (found, rest, second):
            if _sum(choice) == head.points:
                return choice
        return []
    return found


def by_name(group: Group) -> bool:
    """Whether the rows of a group name its subtotal as their level."""
    wanted = stem(group.head.name)
    return bool(wanted) and all(
        len(row.levels) > 1 and stem(row.levels[0]) == wanted for row in group.rows
    )


def whole(form: Form, among: Sequence[Form]) -> bool:
    """Whether a form is all there: with a total, and not begun on an earlier page."""
    begun = any(other.total is None and other.end <= form.start for other in among)
    return form.total is not None and not begun


def adds_up(group: Group) -> bool:
    """Whether the full marks, or the scores, of a group add up to those of its head."""
    return _marks(group) or _scores(group)


def _sum(rows: Sequence[Row]) -> Decimal | None:
    points = [row.points for row in rows if row.points is not None]
    return sum(points, Decimal(0)) if len(points) == len(rows) and points else None


def signed(quantity: Quantity, text: str, start: int) -> Quantity:
    """Return a number with the minus that stands before it (增长率-1.2%), not a dash (3-5天)."""
    before = text[max(0, start - 2) : start]
    if quantity.value > 0 and before[-1:] in _MINUS and before[-1:] and not before[:1].isdigit():
        return replace(quantity, value=-quantity.value)
    return quantity


def quantity_in(understanding: Understanding, span: Span | None) -> Quantity | None:
    """Return the one quantity that a cell prints, or None."""
    found = [v for v in _values(understanding, span) if isinstance(v, Quantity)]
    return found[0] if len(found) == 1 else None


def day_in(understanding: Understanding, span: Span | None) -> Instant | None:
    """Return the one date that a cell prints, or None."""
    found = [v for v in _values(understanding, span) if isinstance(v, Instant)]
    return found[0] if len(found) == 1 else None


def _values(understanding: Understanding, span: Span | None) -> list[object]:
    if span is None:
        return []
    tokens = understanding.tokens
    at = bisect_left(tokens, span.start, key=lambda token: token.start)
    found: list[object] = []
    while at < len(tokens) and tokens[at].start < span.end:
        token = tokens[at]
        at += 1
        if token.kind is Kind.QUANTITY and isinstance(token.value, Quantity):
            found.append(signed(token.value, understanding.document.text, token.start))
        elif token.kind is Kind.INSTANT:
            found.append(token.value)
    return found
