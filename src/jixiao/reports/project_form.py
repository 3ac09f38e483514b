"""项目支出绩效自评表 (财预〔2020〕10号), one form a project."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from jixiao.model.evaluation import Evaluation, Indicator, Project
from jixiao.model.score import ScoreLine, ScoreSheet
from jixiao.reports.composition import (
    Align,
    Block,
    Cell,
    Composition,
    PageBreak,
    Table,
    Title,
)
from jixiao.reports.forms import (
    MONEY,
    NONE,
    Row,
    actual_of,
    asked,
    centred,
    day,
    given,
    kind_of,
    label,
    money,
    name_of,
    note,
    order_of,
    plain,
    points_cell,
    provenance,
    quoted,
    rate,
    score_cell,
    sheet_of,
    sum_of,
    target_of,
    total_cell,
    two_levels,
    unverified,
    variance_of,
    written,
    year_of,
)
from jixiao.terms import ProjectFunding

TITLE = "项目支出绩效自评表"
EXECUTION = "budget_execution_rate"
"""What packs call the line of the execution rate of a project."""

_WIDTHS = (10, 14, 17, 23, 22, 21, 10, 16, 23)


def project_forms(
    evaluation: Evaluation, sheets: Sequence[ScoreSheet], name: str, projects: Iterable[Project]
) -> Composition:
    """Return the forms of projects in one document, each on a page of its own."""
    blocks: list[Block] = []
    shown: list[ScoreSheet] = []
    for project in projects:
        sheet = sheet_of(sheets, project.code)
        if sheet is not None:
            shown.append(sheet)
        if blocks:
            blocks.append(PageBreak())
        blocks += _form(evaluation, project, sheet)
    notes = dict.fromkeys(each for sheet in shown for each in provenance(sheet))
    return Composition(name=name, title=TITLE, blocks=tuple(blocks), footnotes=tuple(notes))


def project_form(
    evaluation: Evaluation, project: Project, sheet: ScoreSheet | None, name: str
) -> Composition:
    """Return the form of one project; without a score sheet its scores are blank."""
    return project_forms(evaluation, () if sheet is None else (sheet,), name, (project,))


def _form(evaluation: Evaluation, project: Project, sheet: ScoreSheet | None) -> Iterator[Block]:
    yield Title((TITLE, f"（{year_of(evaluation)}）"))
    rows: list[Row] = [*_who(evaluation, project), *_funds(evaluation, project, sheet)]
    if not project.classified:
        rows += _goals(project)
        rows += _indicators(evaluation, project, sheet)
    rows.append(
        (
            label("总分", across=6),
            points_cell(None if sheet is None else sheet.full_mark),
            total_cell(sheet),
            centred(f"等次：{sheet.grade}" if sheet is not None and sheet.grade else ""),
        )
    )
    yield Table(
        widths=_WIDTHS, rows=tuple(rows), head=0, unit=f"单位：{MONEY}", sheet=name_of(project)
    )
    if project.classified:
        yield note("注：涉密项目只列编号和金额，绩效目标和指标按保密规定另行报送。")
        return
    if sheet is not None:
        warning = unverified(sheet)
        if warning is not None:
            yield warning
        for line in sheet.walk():
            for need in line.needs:
                yield note(f"未计分：{quoted(line.label)}，需要补充：{need}。")
    yield note(_signed(evaluation))


def _signed(evaluation: Evaluation) -> str:
    department = evaluation.department
    shown = (
        ("填报人", department.preparer),
        ("联系电话", department.phone),
        ("填报日期", day(department.filled_on)),
    )
    return "　　".join(f"{what}：{value}" for what, value in shown if value)


def _who(evaluation: Evaluation, project: Project) -> Iterator[Row]:
    department = evaluation.department
    yield (label("项目名称", across=2), written(name_of(project), across=7))
    if project.classified:
        return
    # A department without a superior answers for its projects itself.
    superior = department.superior or department.name
    yield (
        label("主管部门", across=2),
        given(superior, "主管部门", across=3),
        label("实施单位"),
        given(department.name, "实施单位", across=3),
    )


# --- money ----------------------------------------------------------------------------------------


def _funds(evaluation: Evaluation, project: Project, sheet: ScoreSheet | None) -> Iterator[Row]:
    rows = evaluation.funds_of(project.code)
    line = None
    if sheet is not None:
        line = next((each for each in sheet.lines if each.id == EXECUTION), None)
    yield (
        label("项目资金", down=2 + len(ProjectFunding)),
        label("", across=2),
        label("年初预算数"),
        label("全年预算数（A）"),
        label("全年执行数（B）"),
        label("分值"),
        label("执行率（B/A）"),
        label("得分"),
    )
    whole = sum_of(rows)
    yield (
        label("年度资金总额", across=2),
        money(whole.initial),
        money(whole.adjusted),
        money(whole.executed),
        points_cell(None if line is None else line.points),
        rate(whole.executed, whole.adjusted),
        score_cell(line),
    )
    for place, source in enumerate(ProjectFunding):
        part = sum_of([row for row in rows if row.source is source])
        prefix = "其中：" if place == 0 else ""
        yield (
            Cell(text=prefix + source.label, across=2),
            money(part.initial),
            money(part.adjusted),
            money(part.executed),
            centred(NONE),
            rate(part.executed, part.adjusted),
            centred(NONE),
        )


def _goals(project: Project) -> Iterator[Row]:
    yield (
        label("年度总体目标", down=2),
        label("预期目标", across=4),
        label("实际完成情况", across=4),
    )
    yield (
        given(project.goal, "预期目标", across=4),
        given(project.result, "实际完成情况", across=4),
    )


# --- indicators -----------------------------------------------------------------------------------


def _indicators(
    evaluation: Evaluation, project: Project, sheet: ScoreSheet | None
) -> Iterator[Row]:
    own = evaluation.indicators_of(project=project.code)
    body = [*_unscored(own)] if sheet is None else [*_scored(sheet)]
    heads = (
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值（A）",
        "实际完成值（B）",
        "分值",
        "得分",
        "偏差原因分析及改进措施",
    )
    first = (label("绩效指标", down=1 + len(body)), *(label(each) for each in heads))
    return iter([first, *body])


def _unscored(own: Sequence[Indicator]) -> Iterator[Row]:
    for group, members in groupby(sorted(own, key=order_of), key=lambda one: one.group):
        first = "" if group is None else group.label
        yield from two_levels(first, [(kind_of(each), _indicator(each, None)) for each in members])


def _scored(sheet: ScoreSheet) -> Iterator[Row]:
    """Yield the indicators under the lines of the sheet, so that what is printed adds up."""
    for line in sheet.lines:
        if line.id == EXECUTION or (line.score is None and not line.points):
            continue
        pairs = [(one, each) for each in line.children if (one := each.indicator) is not None]
        pairs.sort(key=lambda pair: order_of(pair[0]))
        rows = [(kind_of(one), _indicator(one, each)) for one, each in pairs]
        yield from two_levels(line.label, rows, [*_converted(line)])


def _converted(line: ScoreLine) -> Iterator[Row]:
    """Yield the line's own score where it is not what its indicators add up to."""
    weights = sum(each.points for each in line.children)
    if line.children and weights == line.points:
        return
    if line.children:
        said = (
            f"小计（指标分值合计{plain(weights or line.points)}分，按{plain(line.points)}分折算）"
        )
    else:
        said = "；".join(line.needs) or line.rule
    yield (
        centred(said, across=4),
        points_cell(line.points),
        score_cell(line),
        Cell(text=line.arithmetic),
    )


def _indicator(indicator: Indicator, line: ScoreLine | None) -> Row:
    return (
        written(indicator.name or indicator.code),
        given(target_of(indicator), "年度指标值"),
        given(actual_of(indicator), "实际完成值"),
        points_cell(indicator.points),
        score_cell(line) if line is not None else Cell(align=Align.RIGHT),
        _variance(indicator, line),
    )


def _variance(indicator: Indicator, line: ScoreLine | None) -> Cell:
    """Return what the user wrote of a variance, or a blank where one has to be written."""
    said = variance_of(indicator)
    if said or line is None:
        return written(said)
    short = line.score is not None and line.score < line.points
    if short or any("偏差原因" in remark for remark in line.remarks):
        return asked("偏差原因和改进措施")
    return Cell()
