"""绩效目标申报表 of a project and of the department (财预〔2015〕88号)."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from jixiao.model.evaluation import Evaluation, Indicator, Project, ProjectFunds
from jixiao.reports.composition import Block, Cell, Composition, PageBreak, Table, Title
from jixiao.reports.forms import (
    MONEY,
    Row,
    day,
    given,
    kind_of,
    label,
    money,
    name_of,
    note,
    order_of,
    points_cell,
    quoted,
    spread,
    target_of,
    total_of,
    two_levels,
    written,
    year_of,
)
from jixiao.terms import ProjectFunding

_PROJECT = "项目支出绩效目标申报表"
_DEPARTMENT = "部门整体支出绩效目标申报表"
_WIDTHS = (10, 21, 21, 32, 25, 17, 30)
_FISCAL = (ProjectFunding.CURRENT_APPROPRIATION, ProjectFunding.CARRIED_OVER)


def project_goals(evaluation: Evaluation, name: str, projects: Iterable[Project]) -> Composition:
    """Return the forms of projects in one document, each on a page of its own."""
    blocks: list[Block] = []
    for project in projects:
        if blocks:
            blocks.append(PageBreak())
        blocks += _project(evaluation, project)
    return Composition(name=name, title=_PROJECT, blocks=tuple(blocks))


def _project(evaluation: Evaluation, project: Project) -> Iterator[Block]:
    yield Title((_PROJECT, f"（{year_of(evaluation)}）"))
    rows: list[Row] = [(label("项目名称", across=2), written(name_of(project), across=5))]
    if not project.classified:
        rows += _who(evaluation, project)
    rows += _project_money(evaluation, project)
    own: Sequence[Indicator] = ()
    if not project.classified:
        rows.append(
            (label("年度总体目标", across=2), given(project.goal, "年度总体目标", across=5))
        )
        own = evaluation.indicators_of(project=project.code)
        rows += indicator_rows(own)
    yield Table(
        widths=_WIDTHS, rows=tuple(rows), head=0, unit=f"单位：{MONEY}", sheet=name_of(project)
    )
    if project.classified:
        yield note("注：涉密项目只列编号和金额。")
    yield from _changed(own)


def _who(evaluation: Evaluation, project: Project) -> Iterator[Row]:
    department = evaluation.department
    nature = "" if project.nature is None else project.nature.label
    begun, ended = day(project.started_on), day(project.ends_on)
    yield (
        label("主管部门", across=2),
        given(department.superior or department.name, "主管部门", across=2),
        label("实施单位"),
        given(department.name, "实施单位", across=2),
    )
    yield (
        label("项目属性", across=2),
        given(nature, "项目属性", across=2),
        label("项目期"),
        given(f"{begun}至{ended}" if begun and ended else "", "开始和结束日期", across=2),
    )


def _project_money(evaluation: Evaluation, project: Project) -> Iterator[Row]:
    rows = evaluation.funds_of(project.code)
    # A project added within the year was applied for with the budget it was then given.
    added = project.added_on is not None
    kinds = (
        ("年度资金总额", tuple(ProjectFunding)),
        ("其中：财政拨款", _FISCAL),
        ("其他资金", (ProjectFunding.OTHER,)),
    )
    head = label("项目资金", across=2, down=len(kinds))
    for place, (what, sources) in enumerate(kinds):
        found = [row for row in rows if row.source in sources]
        cells = (Cell(text=what, across=2), spread(money(_asked_for(found, added=added)), 3))
        yield (head, *cells) if place == 0 else cells


def _asked_for(rows: Sequence[ProjectFunds], *, added: bool) -> Decimal | None:
    return total_of(row.adjusted if added else row.initial for row in rows)


def department_goals(evaluation: Evaluation, name: str) -> Composition:
    """Return the form of the department: tasks with their budgets, goal and indicators."""
    department = evaluation.department
    rows: list[Row] = [
        (label("部门名称", across=2), given(department.name, "部门名称", across=5)),
        *_tasks(evaluation),
        (
            label("年度总体目标", across=2),
            given(department.goal, "年度总体绩效目标", across=5),
        ),
    ]
    own = [each for each in evaluation.indicators if not each.project]
    rows += indicator_rows(own)
    blocks: list[Block] = [
        Title((_DEPARTMENT, f"（{year_of(evaluation)}）")),
        Table(
            widths=_WIDTHS,
            rows=tuple(rows),
            head=0,
            unit=f"单位：{MONEY}",
            sheet=_DEPARTMENT,
        ),
        *_changed(own),
    ]
    return Composition(name=name, title=_DEPARTMENT, blocks=tuple(blocks))


def _tasks(evaluation: Evaluation) -> Iterator[Row]:
    listed = [
        (
            task.name,
            task.content,
            [
                row
                for each in evaluation.projects
                if each.task == task.code and not each.classified
                for row in evaluation.funds_of(each.code)
            ],
        )
        for task in evaluation.tasks
    ]
    codes = {task.code for task in evaluation.tasks}
    other = [
        row
        for each in evaluation.projects
        if each.task not in codes or each.classified
        for row in evaluation.funds_of(each.code)
    ]
    if other:
        listed.append(("未列入任务的项目", "", other))
    heads = ("任务名称", "主要内容", "预算金额", "财政拨款", "其他资金")
    yield (
        label("年度主要任务", down=2 + len(listed)),
        label(heads[0]),
        label(heads[1], across=2),
        *(label(each) for each in heads[2:]),
    )
    for what, content, funds in listed:
        yield (written(what), written(content, across=2), *_split(funds))
    every = [row for _, _, funds in listed for row in funds]
    yield (label("合计", across=3), *_split(every))


def _split(rows: Sequence[ProjectFunds]) -> tuple[Cell, Cell, Cell]:
    """Return all, fiscal and other money; no row of a kind in a known sum is nothing of it."""
    whole = total_of(row.initial for row in rows)
    parts = (
        [row.initial for row in rows if row.source in _FISCAL],
        [row.initial for row in rows if row.source is ProjectFunding.OTHER],
    )
    fiscal, other = (
        None if whole is None else sum((each or Decimal(0) for each in part), Decimal(0))
        for part in parts
    )
    return money(whole), money(fiscal), money(other)


# --- indicators -----------------------------------------------------------------------------------


def indicator_rows(indicators: Sequence[Indicator]) -> Iterator[Row]:
    """Yield the rows of declared targets, by first and second level."""
    heads = ("一级指标", "二级指标", "三级指标", "指标值", "分值", "指标值依据")
    yield (
        label("绩效指标", down=1 + max(1, len(indicators))),
        *(label(each) for each in heads),
    )
    if not indicators:
        yield (given("", "绩效指标", across=6),)
    ordered = sorted(indicators, key=order_of)
    for group, members in groupby(ordered, key=lambda one: one.group):
        first = "" if group is None else group.label
        yield from two_levels(first, [(kind_of(each), _indicator(each)) for each in members])


def _indicator(indicator: Indicator) -> Row:
    return (
        written(indicator.name or indicator.code),
        given(target_of(indicator, declared=True), "指标值"),
        points_cell(indicator.points),
        written(indicator.basis),
    )


def _changed(indicators: Sequence[Indicator]) -> Iterator[Block]:
    for each in indicators:
        if each.original_target is None:
            continue
        when = f"{day(each.adjusted_on)}" if each.adjusted_on else "年中"
        by = f"（{each.approval}）" if each.approval else ""
        yield note(
            f"注：{quoted(each.name or each.code)}申报时为{target_of(each, declared=True)}，"
            f"{when}{by}调整为{target_of(each)}。"
        )
