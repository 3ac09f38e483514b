"""The rows of self-evaluation forms: which table is one, what its columns mean, what rows say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.model.source import Span
from jixiao.patterns import pattern

_POINTS = pattern(r"^(?:分值|权重|满分|标准分|指标分值|权重分|基础分|分数)")
_SCORE = pattern(r"得分|自评分|评价分|评分$")
_ACTUAL = pattern(r"完成值|实际值|完成情况|实际完成|完成数|完成指标值|实现值|达成值")
_TARGET = pattern(r"指标值|目标值|计划值|预期值|年度目标|标准值|计划数|预期目标|绩效目标$|年度值")
_REASON = pattern(r"原因|偏差|改进措施|未完成")
_REMARK = pattern(r"^备注|^(?:情况|完成情况|自评|补充|其他)?说明$|^其他需要说明")
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
_NUMBER = pattern(r"-?\d+(?:\.\d+)?")
_TOTAL = pattern(r"^(?:总计|合计|总分|总得分|总 ?计|合 ?计|共计|自评总分)(?:得?分)?$")
_STEM = pattern(
    r"\(.*?\)|\d+(?:\.\d+)?分?|[:：、. ]|小计|合计|指标|情况|部分|类|一级|^[一二三四五六]"
)
_FIRST = frozenset(
    {"产出", "效益", "效果", "满意度", "服务对象满意度", "投入", "过程", "决策", "管理"}
    | {"管理效率", "管理效能", "履职效能", "履职效益", "预算执行", "效益与满意度", "效益及满意度"}
)
SECOND = frozenset(
    {"数量", "质量", "时效", "成本", "经济效益", "社会效益", "生态效益", "可持续影响"}
    | {"服务对象满意度", "经济成本", "社会成本", "生态环境成本"}
)
_SCALED = pattern(r"折算|换算")
_NO_PART = pattern(r"不适用|不涉及")
BLANK = frozenset({"", "-", "--", "—", "——", "/", "无"})


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


def head_of(rows: Sequence[Sequence[Span]], text: str) -> tuple[int, dict[str, int]]:
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


def execution_of(rows: Sequence[Sequence[Span]], text: str) -> Row | None:
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


def rows_of(rows: Sequence[Sequence[Span]], columns: dict[str, int], text: str) -> list[Row]:
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
        name=next((n for n in reversed(levels) if n not in BLANK), levels[-1]),
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


def with_kinds(rows: list[Row], columns: dict[str, int], text: str) -> list[Row]:
    """Tell totals and subtotals from indicators."""
    made = []
    marked = any("小计" in row.name for row in rows)
    for row in rows:
        kind = "leaf"
        named = [level for level in row.levels if level not in BLANK]
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
            if words not in BLANK:
                return False
    return True


def is_class(name: str) -> bool:
    """Whether a name is that of a class of indicators, not of an indicator: 成本指标."""
    return stem(name) in _FIRST | SECOND


def stem(name: str) -> str:
    """Return the bare name of a level: 产出指标小计 → 产出."""
    return _STEM.sub("", name)
