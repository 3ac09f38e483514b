"""Self-evaluation forms: tables with full marks, scores, target and actual values, read by row.

A form is a table whose head names 分值 (or 权重) or a target next to an actual value. Its rows are
indicators, subtotals (产出指标, 过程小计) and the total.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, lru_cache

from jixiao.extraction.tokens import Kind
from jixiao.extraction.understanding import Understanding
from jixiao.model.period import Instant
from jixiao.model.quantity import Quantity
from jixiao.model.source import Span
from jixiao.patterns import pattern

_POINTS = pattern(r"^(?:分值|权重|满分|标准分|指标分值|权重分|基础分|分数)")
_SCORE = pattern(r"得分|自评分|评价分|评分$")
_ACTUAL = pattern(r"完成值|实际值|完成情况|实际完成|完成数|完成指标值|实现值|达成值")
_TARGET = pattern(r"指标值|目标值|计划值|预期值|年度目标|标准值|计划数|预期目标|绩效目标$|年度值")
_REASON = pattern(r"原因|偏差|改进措施|未完成")
_REMARK = pattern(r"^备注|^(?:情况|完成情况|自评|补充|其他)?说明$|^其他需要说明")
_NO_REMARK = pattern(
    r"^(?:详?见|附件|佐证|来源|数据来源|资料|定量|定性|正向|反向|新增|必填)|每[^,。;]{1,10}扣|扣完为止|按比例|得满分|得[0-9.]+分"
)
_NOTE = pattern(
    r"说明|备注|依据|评分标准|评价标准|计分|扣分|佐证|单位$|序号|等级|执行率|预算数|执行数"
)
_MEANINGS = (
    (_POINTS, "points"),
    (_REASON, "reason"),
    (_ACTUAL, "actual"),
    (_REMARK, "note"),
    (_NOTE, ""),
    (_SCORE, "score"),
    (_TARGET, "target"),
)
_ALL_FUNDS = pattern(r"资金总额|预算总额|预算执行")
_FULL_MARK = pattern(r"([0-9]{1,2}(?:\.[0-9]+)?)分?(?:/|$)")
_HEAD_AT_TOP = 4  # rows
_HEAD_WITHIN = 16  # rows: the funds of the prescribed form take about eight
_LONGEST_HEAD = 16
_LEAST_REMARK = 4
_MOST_NESTED = 80  # rows: ways to nest them are many
_MINUS = "-−－"
_NUMBER = pattern(r"-?\d+(?:\.\d+)?")
_TOTAL = pattern(r"^(?:总计|合计|总分|总得分|总 ?计|合 ?计|共计|自评总分)(?:得?分)?$")
_STEM = pattern(
    r"\(.*?\)|\d+(?:\.\d+)?分?|[:：、. ]|小计|合计|指标|情况|部分|类|一级|^[一二三四五六]"
)
_FIRST = frozenset(
    {"产出", "效益", "效果", "满意度", "服务对象满意度", "投入", "过程", "决策", "管理"}
    | {"管理效率", "管理效能", "履职效能", "履职效益", "预算执行", "效益与满意度", "效益及满意度"}
)
_SECOND = frozenset(
    {"数量", "质量", "时效", "成本", "经济效益", "社会效益", "生态效益", "可持续影响"}
    | {"服务对象满意度", "经济成本", "社会成本", "生态环境成本"}
)
_SCALED = pattern(r"折算|换算")
_NO_PART = pattern(r"不适用|不涉及")
_BLANK = frozenset({"", "-", "--", "—", "——", "/", "无"})


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One row of a form; an absent cell is None, ``levels`` are the cells left of the target.

    ``scaled``: it says that the marks below are converted to its own; ``left_out``: that it does
    not apply.
    """

    name: str
    at: Span
    levels: tuple[str, ...]
    target: Span | None
    actual: Span | None
    points: Decimal | None
    points_at: Span
    score: Decimal | None
    score_at: Span
    reason: Span | None
    kind: str  # leaf, group, total
    note: Span | None = None
    scaled: bool = False
    left_out: bool = False


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
        return row is not None and self.text(row.reason) in _BLANK

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
        head, columns = _head(table.rows, text)
        if not columns:
            continue
        rows = _kinds(_body(table.rows[head + 1 :], columns, text), columns, text)
        if not rows:
            continue
        span = (table.rows[0][0].start, table.rows[-1][-1].end)
        names = frozenset(columns)
        execution = _execution(table.rows[:head], text)
        found.append(
            Form(tuple(rows), _groups(rows), names, *span, text, execution, nests=_nests(rows))
        )
    return tuple(found)


def _head(rows: Sequence[Sequence[Span]], text: str) -> tuple[int, dict[str, int]]:
    """Return the row that names the columns, and what they mean.

    The prescribed form has the funds above the indicators, with a head of their own that names
    full mark and score too: the head of the indicators is the one with target and actual value.
    """
    first: tuple[int, dict[str, int]] = (0, {})
    for index, cells in enumerate(rows[:_HEAD_WITHIN]):
        columns: dict[str, int] = {}
        for number, cell in enumerate(cells):
            words = text[cell.start : cell.end].replace(" ", "")
            meaning = _meaning(words)
            if meaning == "note" and not columns:
                continue  # a column of names is on its left
            if meaning and (meaning not in columns or _is_finer(meaning, columns, number)):
                columns[meaning] = number
        compared = {"target", "actual"} <= columns.keys()
        if compared and ("points" in columns or "score" in columns):
            return index, columns
        scored = "points" in columns and ("score" in columns or "target" in columns)
        if (scored or compared) and not first[1] and index < _HEAD_AT_TOP:
            first = index, columns
    return first


def _is_finer(meaning: str, columns: dict[str, int], number: int) -> bool:
    """Whether a column has the points of a lower level: 一级指标、分值、二级指标、分值、得分."""
    return meaning == "points" and len(columns) == 1 and number - columns["points"] > 1


def _execution(rows: Sequence[Sequence[Span]], text: str) -> Row | None:
    """Return the full mark and the score of the execution of the budget, told with the funds."""
    points_in = score_in = -1
    for cells in rows:
        words = [text[cell.start : cell.end].replace(" ", "") for cell in cells]
        if score_in < 0:
            score_in = next((at for at, word in enumerate(words) if word == "得分"), -1)
            points_in = next((at for at, word in enumerate(words) if word.startswith("分值")), -1)
        elif points_in >= 0 and any(map(_ALL_FUNDS.search, words[:points_in])):
            mark = _FULL_MARK.match(words[points_in])
            score = _number(cells[score_in], text)
            if mark is None:
                return None
            place = cells[points_in]
            return Row(
                name="预算执行率", at=place, levels=("预算执行率",), target=None, actual=None,
                points=Decimal(mark[1]), points_at=place, score=score, score_at=cells[score_in],
                reason=None, kind="leaf",
            )  # fmt: skip
    return None


def _meaning(words: str) -> str:
    if not words or len(words) > _LONGEST_HEAD or "/" in words.strip("/"):
        return ""  # 分值/执行率 may be either
    return next((meaning for pattern, meaning in _MEANINGS if pattern.search(words)), "")


def _body(rows: Sequence[Sequence[Span]], columns: dict[str, int], text: str) -> list[Row]:
    """Read the rows; a cell merged with the one above (blank, on the left) takes its words."""
    first = min(columns.values())
    above: list[str] = []
    made = []
    for cells in rows:
        words = [text[cell.start : cell.end].strip() for cell in cells[:first]]
        words = [
            "" if at and _NUMBER.fullmatch(word) else word  # points of a higher level
            for at, word in enumerate(words)
        ]
        blank = next((at for at, word in enumerate(words) if word), len(words))
        if blank == len(words):
            continue
        # In the first row the cell may be merged with one of the head, which says nothing here.
        words[:blank] = [*above[:blank], *[""] * (blank - len(above))]
        above = words
        made.append(_row(cells, columns, text, tuple(word for word in words if word)))
    return made


def _row(cells: Sequence[Span], columns: dict[str, int], text: str, levels: tuple[str, ...]) -> Row:
    left = [cell for cell in cells[: min(columns.values())] if cell.end > cell.start]

    def cell(meaning: str) -> Span | None:
        at = columns.get(meaning)
        return cells[at] if at is not None and at < len(cells) else None

    points, score = cell("points"), cell("score")
    return Row(
        name=next((n for n in reversed(levels) if n not in _BLANK), levels[-1]),
        at=left[-1],
        levels=levels,
        target=cell("target"),
        actual=cell("actual"),
        points=_number(points, text),
        points_at=points or left[-1],
        score=_number(score, text),
        score_at=score or points or left[-1],
        reason=cell("reason"),
        kind="leaf",
        note=cell("note"),
        scaled=any(_SCALED.search(text, each.start, each.end) for each in cells),
        left_out=any(_NO_PART.search(text, each.start, each.end) for each in cells),
    )


def _number(span: Span | None, text: str) -> Decimal | None:
    if span is None:
        return None
    words = text[span.start : span.end].strip().removesuffix("分")
    return Decimal(words) if _NUMBER.fullmatch(words) else None


def _kinds(rows: list[Row], columns: dict[str, int], text: str) -> list[Row]:
    """Tell totals and subtotals from indicators."""
    made = []
    marked = any("小计" in row.name for row in rows)
    for row in rows:
        kind = "leaf"
        named = [level for level in row.levels if level not in _BLANK]
        lone = len(named) == 1
        if any(_TOTAL.match(level) for level in named):
            kind = "total"
        elif "小计" in row.name or (
            lone and not marked and stem(row.name) in _FIRST and _no_values(row, columns, text)
        ):
            kind = "group"
        made.append(row if kind == "leaf" else _as(row, kind))
    return made


def _as(row: Row, kind: str) -> Row:
    return replace(row, kind=kind)


def _no_values(row: Row, columns: dict[str, int], text: str) -> bool:
    for meaning, span in (("target", row.target), ("actual", row.actual)):
        if meaning in columns and span is not None:
            words = text[span.start : span.end].strip()
            if words not in _BLANK:
                return False
    return True


def is_class(name: str) -> bool:
    """Whether a name is that of a class of indicators, not of an indicator: 成本指标."""
    return stem(name) in _FIRST | _SECOND


def stem(name: str) -> str:
    """Return the bare name of a level: 产出指标小计 → 产出."""
    return _STEM.sub("", name)


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
    second = [row for row in found if stem(row.name) in _SECOND]
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
