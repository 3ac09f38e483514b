"""Score sheets and problems of a workbook, as a terminal shows them."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.diagnostics import display
from jixiao.diagnostics.text import Manner
from jixiao.model.evaluation import with_unit
from jixiao.model.score import ScoreLine, ScoreSheet
from jixiao.reports.comparison import differences
from jixiao.terms import ScoreStatus, Severity
from jixiao.workbook.importing import Problem

_NAME_WIDTH = 46
_COLOURS = {
    Severity.ERROR: display.RED,
    Severity.WARNING: display.YELLOW,
    Severity.HINT: display.BLUE,
}


def problems(found: Sequence[Problem], manner: Manner) -> Iterator[str]:
    """Yield what of a workbook could not be used, the worst first."""
    order = list(Severity)
    for problem in sorted(found, key=lambda one: order.index(one.severity)):
        label = manner.style(problem.severity.label, _COLOURS[problem.severity])
        yield f"  {label} {display.safe(str(problem))}"


def tree(sheet: ScoreSheet, manner: Manner, *, trace: bool) -> Iterator[str]:
    """Yield the lines of a score sheet; ``trace``: each with its rule and arithmetic."""
    for line in sheet.lines:
        yield from _line(line, 1, manner, trace=trace)


def needs(sheet: ScoreSheet, indent: str) -> Iterator[str]:
    """Yield what is missing before everything can be scored, line by line."""
    for line in sheet.leaves:
        if line.needs:
            told = "；".join(dict.fromkeys(line.needs))
            yield f"{indent}{display.safe(line.label)}：{display.safe(told)}"


def _line(line: ScoreLine, depth: int, manner: Manner, *, trace: bool) -> Iterator[str]:
    indent = "  " * depth
    name = display.pad(display.clip(f"{indent}{line.label}", _NAME_WIDTH), _NAME_WIDTH)
    text = f"{name} {_score(line):>7} / {_plain(line.points)}"
    if line.status is ScoreStatus.NOT_SCORED:
        text = manner.style(text, display.YELLOW)
    elif depth == 1:
        text = manner.style(text, display.BOLD)
    below = sum((child.points for child in line.children), Decimal(0))
    if below and below != line.points and depth > 1:
        text += f"（下列 {_plain(below)} 分折算）"
    yield text
    if trace and not line.children:
        yield from (f"{indent}    {words}" for words in _working(line))
    for child in line.children:
        yield from _line(child, depth + 1, manner, trace=trace)


def _working(line: ScoreLine) -> Iterator[str]:
    for each in line.inputs:
        place = f"（{each.origin}）" if each.origin else ""
        yield f"{each.label} {with_unit(each.shown, each.unit)}{place}"
    if line.rule:
        yield f"规则：{line.rule}"
    if line.arithmetic:
        yield f"算式：{line.arithmetic}"
    yield from (f"注意：{remark}" for remark in line.remarks)
    yield from (f"缺少：{need}" for need in line.needs)


def _score(line: ScoreLine) -> str:
    if line.score is not None:
        return f"{line.score:f}"
    return "不适用" if line.status is ScoreStatus.NOT_APPLICABLE else "未计分"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def result(sheet: ScoreSheet) -> str:
    """Return the total of a sheet with its grade, or how far it has come."""
    if sheet.total is None:
        missing = _plain(sheet.full_mark - sheet.scorable)
        return (
            f"已计 {sheet.scored:f} 分（满分 {_plain(sheet.scorable)} 的部分），"
            f"还有 {missing} 分的评分项未计"
        )
    grade = f"，{sheet.grade}" if sheet.grade else ""
    return f"{sheet.total:f} 分（满分 {_plain(sheet.full_mark)}）{grade}"


def compared(one: ScoreSheet, other: ScoreSheet) -> Iterator[str]:
    """Yield line by line how another standard sees what one has scored."""
    yield f"{one.pack_title}：{result(one)}"
    yield f"{other.pack_title}：{result(other)}"
    changed = [each for each in differences(one, other) if each.changed]
    if not changed:
        yield "  逐项相同"
    for each in changed:
        ours = "没有这一项" if each.ours is None else _of(each.ours)
        theirs = "没有这一项" if each.theirs is None else _of(each.theirs)
        gained = "" if not each.gained else f"（{each.gained:+f}）"
        indent = "  " * (each.depth + 1)
        yield f"{indent}{display.safe(each.label)}：{ours} → {theirs}{gained}"


def _of(line: ScoreLine) -> str:
    return f"{_score(line)} / {_plain(line.points)}"
