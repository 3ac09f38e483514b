"""部门整体支出绩效自评表: the department, its money and tasks, and the scoring table."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from jixiao.model.evaluation import Evaluation
from jixiao.model.intervals import half_up
from jixiao.model.score import Input, ScoreLine, ScoreSheet
from jixiao.patterns import pattern
from jixiao.reports.composition import (
    Block,
    Cell,
    Composition,
    PageBreak,
    Table,
    Title,
    head,
)
from jixiao.reports.forms import (
    MONEY,
    Row,
    centred,
    day,
    ended,
    given,
    label,
    money,
    plain,
    points_cell,
    provenance,
    quoted,
    rate,
    score_cell,
    total_cell,
    total_of,
    unverified,
    written,
    year_of,
)
from jixiao.terms import ExpenditureKind, ScoreStatus

TITLE = "部门整体支出绩效自评表"
_LEVELS = 3

_ISO_DAY: Final = pattern(r"\d{4}-\d{2}-\d{2}")


def department_form(evaluation: Evaluation, sheet: ScoreSheet | None, name: str) -> Composition:
    """Return the form of the department; without a score sheet it has no scoring table."""
    year = year_of(evaluation)
    blocks: list[Block] = [
        Title((TITLE, f"（{year}）")),
        Table(
            widths=(13, 13, 13, 13, 11, 15),
            rows=tuple(_about(evaluation)),
            head=0,
            unit=f"单位：{MONEY}",
            sheet="部门整体支出绩效自评表",
        ),
    ]
    if sheet is not None:
        blocks += [PageBreak(), Title(("部门整体支出绩效自评评分表", f"（{year}）"))]
        blocks.append(_scores(sheet))
        warning = unverified(sheet)
        if warning is not None:
            blocks.append(warning)
    notes = () if sheet is None else provenance(sheet)
    return Composition(name=name, title=TITLE, blocks=tuple(blocks), footnotes=notes)


def _about(evaluation: Evaluation) -> Iterator[Row]:
    department = evaluation.department
    count = "" if department.unit_count is None else f"{department.unit_count}个"
    renamed = ""
    if department.former_name:
        on = f"，{day(department.renamed_on)}更名" if department.renamed_on else ""
        renamed = f"（原{department.former_name}{on}）"
    yield (label("部门名称"), given(department.name + renamed, "部门名称", across=5))
    yield (
        label("预算单位数量"),
        given(count, "预算单位数量"),
        label("填报人"),
        given(department.preparer, "填报人"),
        label("联系电话"),
        given(department.phone, "联系电话"),
    )
    yield (
        label("单位负责人"),
        given(department.head, "单位负责人", across=2),
        label("填报日期"),
        given(day(department.filled_on), "填报日期", across=2),
    )
    yield from _funds(evaluation)
    yield (label("部门职能"), given(department.functions, "部门职能", across=5))
    yield (label("年度总体绩效目标"), given(department.goal, "年度总体绩效目标", across=5))
    yield (
        label("总体目标完成情况"),
        given(department.goal_result, "总体目标完成情况", across=5),
    )
    if evaluation.tasks:
        yield (
            label("重点工作任务", down=1 + len(evaluation.tasks)),
            label("任务名称"),
            label("任务绩效目标", across=2),
            label("完成情况", across=2),
        )
    for task in evaluation.tasks:
        yield (
            written(task.name),
            given(task.goal, "任务绩效目标", across=2),
            given(task.result, "完成情况", across=2),
        )


def _funds(evaluation: Evaluation) -> Iterator[Row]:
    kinds = list(ExpenditureKind)
    yield (
        label("部门整体支出", down=2 + len(kinds)),
        label("支出类别"),
        label("年初预算数"),
        label("全年预算数"),
        label("全年执行数"),
        label("执行率"),
    )
    for kind in (*kinds, None):
        rows = [row for row in evaluation.funds if kind in (None, row.kind)]
        adjusted = total_of(row.adjusted for row in rows)
        executed = total_of(row.executed for row in rows)
        yield (
            label("合计") if kind is None else centred(kind.label),
            money(total_of(row.initial for row in rows)),
            money(adjusted),
            money(executed),
            rate(executed, adjusted),
        )


# --- the scoring table ----------------------------------------------------------------------------


def _scores(sheet: ScoreSheet) -> Table:
    rows: list[Row] = [head("一级指标", "二级指标", "三级指标", "分值", "得分", "扣分原因")]
    names: list[str] = []
    for line in sheet.lines:
        rows += _tree(line, 1, names)
    total = total_cell(sheet, formula=f"=SUM({','.join(names)})" if sheet.total else "")
    said = f"等次：{sheet.grade}" if sheet.grade else ""
    if sheet.total is None:
        said = f"有未计分的评分项；已计分{sheet.scored:f}分（分值{plain(sheet.scorable)}分）"
    rows.append((label("合计", across=3), points_cell(sheet.full_mark), total, centred(said)))
    return Table(widths=(12, 12, 26, 7, 10, 33), rows=tuple(rows), sheet="评分表")


def _tree(line: ScoreLine, depth: int, names: list[str]) -> list[Row]:
    """Return the rows of a line; ``names`` collects the cells of scores that add up to the total.

    A leaf above the third level covers the columns that it has no levels for. Lines deeper than
    that are told in the words of the leaf above them.
    """
    below = [each for each in line.children if each.indicator is None]
    if not below or depth == _LEVELS:
        name = f"score.{line.id}"
        if line.score is not None:
            names.append(f"{{{name}}}")
        return [
            (
                Cell(text=line.label, across=_LEVELS + 1 - depth),
                points_cell(line.points),
                score_cell(line, name=name),
                _why(line),
            )
        ]
    rows = [row for each in below for row in _tree(each, depth + 1, names)]
    first = label(f"{line.label}\n{plain(line.points)}分", down=len(rows))
    return [(first, *rows[0]), *rows[1:]]


def _why(line: ScoreLine) -> Cell:
    """Return where points were lost: figures and what the user wrote, no reason of our own."""
    if line.status is ScoreStatus.NOT_APPLICABLE:
        return Cell(text=line.rule)
    if line.score is None:
        needs = "；".join(dict.fromkeys(need for each in line.walk() for need in each.needs))
        return Cell(text=f"{ScoreStatus.NOT_SCORED.label}：{needs}")
    if line.score >= line.points:
        return Cell()
    parts = [_lost(each) for each in line.children if _short(each)]
    if not line.children:
        parts = [_said(line)]
    return Cell(text=f"扣{line.points - line.score:f}分：{'；'.join(parts)}。")


def _short(line: ScoreLine) -> bool:
    return line.score is not None and line.score < line.points


def _lost(line: ScoreLine) -> str:
    reason = "" if line.indicator is None else line.indicator.reason
    because = f"，{ended(reason)}" if reason else ""
    scored = f"得{line.score:f}分（分值{plain(line.points)}分）"
    return f"{quoted(line.label)}{_figures(line.inputs)}，{scored}{because}"


def _said(line: ScoreLine) -> str:
    denied = [one.label for one in line.inputs if one.shown == "否"]
    if denied:
        return "、".join(f"{quoted(each)}为否" for each in denied)
    figures = _figures(line.inputs)
    return "，".join(each for each in (figures, line.arithmetic) if each)


def _figures(inputs: Sequence[Input]) -> str:
    return "，".join(f"{one.label.removeprefix('其中')}{_shown(one)}{one.unit}" for one in inputs)


def _shown(one: Input) -> str:
    """Return a figure; amounts with the two decimals that the form prints everywhere."""
    if one.unit == MONEY and one.number is not None and one.shown == plain(one.number):
        return f"{half_up(one.number, 2):f}"
    return day(date.fromisoformat(one.shown)) if _ISO_DAY.fullmatch(one.shown) else one.shown
