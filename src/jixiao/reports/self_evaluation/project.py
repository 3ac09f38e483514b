"""项目支出绩效自评报告: one project, or several in one document."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from jixiao.model.evaluation import Indicator, Project, ProjectFunds
from jixiao.reports.composition import (
    Block,
    Composition,
    PageBreak,
    Run,
    Source,
    Title,
    body,
    prompt,
)
from jixiao.reports.forms import quoted, total_of
from jixiao.reports.self_evaluation.closing import because
from jixiao.reports.self_evaluation.conclusion import conclusion
from jixiao.reports.self_evaluation.department import signature
from jixiao.reports.self_evaluation.indicators import actual, counted, needs_reason, target, told
from jixiao.reports.self_evaluation.laying_out import Draft, sections
from jixiao.reports.self_evaluation.material import Material, footnotes
from jixiao.reports.self_evaluation.spending import low_execution
from jixiao.reports.wording import (
    Part,
    count,
    day,
    listed,
    marked,
    money,
    own,
    phrase,
    rate,
    said,
    whole,
)
from jixiao.terms import Appraisal, ApprovalStage, ProjectFunding, ReportContent, Sign

TITLE: Final = "项目支出绩效自评报告"
COLLECTION: Final = "项目支出绩效自评报告汇编"
_FUNDING: Final = tuple(ProjectFunding)
_TITLE_LINE: Final = 20  # characters of 二号 in a line of 156 mm


def project_report(material: Material, name: str = "") -> Composition:
    """Return the report of the project that the material speaks of, under a file name."""
    notes = footnotes(material.sheet)
    return Composition(name or TITLE, TITLE, tuple(_report(material)), footnotes=notes)


def project_reports(materials: Sequence[Material], name: str = "") -> Composition:
    """Return the reports of several projects in one document, each from a new page.

    It is a collection, no report: what holds within one of them does not between two.
    """
    blocks: list[Block] = []
    for material in materials:
        if blocks:
            blocks.append(PageBreak())
        blocks += _report(material)
    notes = dict.fromkeys(each for one in materials for each in footnotes(one.sheet))
    return Composition(name or COLLECTION, COLLECTION, tuple(blocks), footnotes=tuple(notes))


def _report(material: Material) -> Iterator[Block]:
    project = _project(material)
    called = phrase(project.name).removesuffix("项目") or project.code
    subject, words = f"{material.year}年度{called}", material.framework.title
    fits = len(subject + words) <= _TITLE_LINE
    lines = (subject + words,) if fits else (subject, words)
    yield Title((material.department.name, *lines))
    yield from sections(material, _DRAFTS)
    if material.framework.signed:
        yield from signature(material)


def _project(material: Material) -> Project:
    """Return the project; one of whom nothing but the code is known where there is no record."""
    return material.named(material.project) or Project(code=material.project)


# --- what it is -----------------------------------------------------------------------------------


def _overview(material: Material) -> Iterator[Block]:
    project = _project(material)
    name = phrase(project.name) or project.code
    told: list[list[Part]] = []
    if project.section.strip():
        section = Source("实施科室", phrase(project.section), project.origin)
        told.append(["由", section, "组织实施"])
    kinds = [each.label for each in (project.level, project.nature) if each is not None]
    if kinds:
        told.append(["属", Source("项目类型", "、".join(kinds), project.origin)])
    code = Source("项目编号", project.code, project.origin)
    lead: list[Part] = [f"{quoted(name.removesuffix('项目'))}项目"]
    lead += (
        ["（编号", code, "）", *listed(told, last="，", mark="，")] if told else ["编号为", code]
    )
    yield body(said(*lead, "。"), *_place(material, project), *_span(project))


def _place(material: Material, project: Project) -> list[Run]:
    """Return to which task and project it belongs."""
    runs: list[Run] = []
    task = next((one for one in material.evaluation.tasks if one.code == project.task), None)
    if task is not None and task.name.strip():
        runs.append(
            said("所属工作任务为", Source("工作任务", phrase(task.name), task.origin), "。")
        )
    parent = material.named(project.parent) if project.parent else None
    if parent is not None and parent.name.strip() and not parent.classified:
        upper = Source("上级项目", phrase(parent.name), parent.origin)
        runs.append(said("上级项目为", upper, "。"))
    return runs


def _span(project: Project) -> list[Run]:
    """Return when it runs, and how it came into the year."""
    runs: list[Run] = []
    if project.started_on is not None and project.ends_on is not None:
        start, end = day("开始日期", project.started_on), day("结束日期", project.ends_on)
        runs.append(said("实施期为", start, "至", end, "。"))
    if project.added_on is not None:
        added = day("年中新增日期", project.added_on, project.origin)
        runs.append(said("该项目为年中新增，新增日期为", added, "。"))
    if project.appraisal in (Appraisal.DONE, Appraisal.NOT_DONE):
        done = Source("事前绩效评估", project.appraisal.label, project.origin)
        runs.append(said("该项目", done, "。"))
    return runs


def _goal(material: Material) -> Iterator[Block]:
    project = _project(material)
    if project.goal.strip():
        yield body(*whole(project.goal))
    else:
        yield body(prompt("项目年度总体目标，按批复的目标填写"))
    found = material.evaluation.indicators_of(project=project.code)
    if found:
        yield body(said("项目设置", *counted(found), "。"))


# --- money ----------------------------------------------------------------------------------------


def _funds(material: Material) -> Iterator[Block]:
    rows = material.evaluation.funds_of(material.project)
    adjusted = total_of(one.adjusted for one in rows)
    executed = total_of(one.executed for one in rows)
    if adjusted is None or executed is None:
        yield body(prompt("项目资金的全年预算数和全年执行数；补填工作簿项目资金表后重新生成"))
        return
    parts: list[Part] = []
    initial = total_of(one.initial for one in rows)
    if initial is not None:
        parts += ["年初预算数", money("年初预算数", initial, "项目资金表"), "，"]
    parts += [
        "全年预算数",
        money("全年预算数", adjusted, "项目资金表"),
    ]
    parts += _by_source(rows)
    parts += ["；全年执行数", money("全年执行数", executed, "项目资金表")]
    if adjusted > 0:
        parts += ["，预算执行率", rate("预算执行率", executed, adjusted, "全年执行数÷全年预算数")]
    yield body(said(*parts, "。"), *low_execution(executed, adjusted))


def _by_source(rows: Sequence[ProjectFunds]) -> list[Part]:
    named: list[list[Part]] = []
    for source in _FUNDING:
        amount = total_of(one.adjusted for one in rows if one.source is source)
        if amount is not None:
            named.append([source.label, money(source.label, amount, "项目资金表")])
    if not named or any(one.source is None for one in rows):
        return []
    return ["，其中", *listed(named)] if len(named) > 1 else ["，全部为", *named[0][:1]]


# --- how it was done ------------------------------------------------------------------------------


def _carrying_out(material: Material) -> Iterator[Block]:
    evaluation = material.evaluation
    contracts = [one for one in evaluation.contracts if one.project == material.project]
    amount = total_of(one.amount for one in contracts)
    if amount is not None:
        parts: list[Part] = [
            "项目签订采购合同",
            count("合同份数", len(contracts), "份", "合同台账"),
        ]
        parts += ["，政府采购合同金额", money("合同金额", amount, "合同台账")]
        yield body(said(*parts, "。"))
    watched = _watched(material)
    if watched:
        yield body(said("据绩效运行监控，", *listed(watched, last="，", mark="，"), "。"))


def _watched(material: Material) -> list[list[Part]]:
    """Return what the project had spent at the end of each round of monitoring."""
    cut_offs: Mapping[str, date | None] = {
        one.code: one.cut_off for one in material.evaluation.rounds
    }
    found: list[list[Part]] = []
    for one in material.evaluation.monitored_projects:
        cut_off = cut_offs.get(one.round)
        if one.project == material.project and cut_off is not None and one.executed is not None:
            spent = money(f"{one.round}累计执行数", one.executed, one.origin)
            until = day("监控截止日期", cut_off, one.origin)
            found.append(["截至", until, "项目累计支出", spent])
    return found


def _work(material: Material) -> Iterator[Block]:
    evaluation = material.evaluation
    runs = [
        said("实施科室于", day(one.stage.label, one.held_on, one.origin), "完成数据核对。")
        for one in evaluation.approvals
        if one.stage is ApprovalStage.SECTION_REVIEW and one.held_on is not None
    ]
    own_ones = evaluation.indicators_of(project=material.project)
    codes = {code for one in own_ones for code in one.evidence}
    papers = [one for one in evaluation.evidence if one.code in codes]
    if papers:
        number = count("佐证材料份数", len(papers), "份", "佐证材料表")
        runs.append(said("各项指标完成值附有佐证材料", number, "。"))
    if runs:
        yield body(*runs)


# --- what came of it ------------------------------------------------------------------------------


def _achievements(material: Material) -> Iterator[Block]:
    project = _project(material)
    if project.result.strip():
        yield body(*whole(project.result))
    yield body(prompt("项目成效评价；可引用下列指标完成值，评价由本单位作出"))


def _indicators(material: Material) -> Iterator[Block]:
    found = material.evaluation.indicators_of(project=material.project)
    if found:
        yield from told(material, found, reasons=False, lead="")
    else:
        yield body(prompt("项目绩效指标的目标值和完成值；补填工作簿指标表后重新生成"))


def _deviating(material: Material) -> list[Indicator]:
    found = material.evaluation.indicators_of(project=material.project)
    return [one for one in found if needs_reason(one, material.sheet) or one.reason.strip()]


def _problems(material: Material) -> Iterator[Block]:
    found = _deviating(material)
    if not found:
        yield body(prompt("存在的问题及原因，由本单位如实填写"))
        return
    paragraphs: list[list[Run]] = []
    for one in found:
        reason = because(one.reason) if one.reason.strip() else [prompt("偏差原因")]
        paragraphs.append([_difference(one), *reason])
    yield from marked(paragraphs)


def _difference(one: Indicator) -> Run:
    """Say how what was reached differs from what was to be."""
    group = one.group.label if one.group is not None else ""
    name = f"{group}{quoted(phrase(one.name) or one.code)}"
    wanted, found = target(one), actual(one)
    if found is not None and one.sign is Sign.QUALITATIVE:
        return said(name, "完成情况为“", found, "”。")
    if wanted is None or found is None:
        return said(name)
    apart = "，有偏差" if one.actual != one.target else ""
    return said(name, "指标值", wanted, "，完成值", found, apart, "。")


def _measures(material: Material) -> Iterator[Block]:
    found = _deviating(material)
    if not found:
        yield body(prompt("下一步改进措施"))
        return
    yield from marked(
        [
            [
                said(f"针对{quoted(phrase(one.name) or one.code)}，"),
                *([own(one.measure), Run("。")] if one.measure.strip() else [prompt("改进措施")]),
            ]
            for one in found
        ]
    )


_DRAFTS: Final[Mapping[ReportContent, Draft]] = {
    ReportContent.OVERVIEW: _overview,
    ReportContent.GOAL: _goal,
    ReportContent.FUNDS: _funds,
    ReportContent.CARRYING_OUT: _carrying_out,
    ReportContent.EVALUATION_WORK: _work,
    ReportContent.CONCLUSION: conclusion,
    ReportContent.ACHIEVEMENTS: _achievements,
    ReportContent.INDICATORS: _indicators,
    ReportContent.PROBLEMS: _problems,
    ReportContent.MEASURES: _measures,
}
