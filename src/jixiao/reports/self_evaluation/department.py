"""部门整体支出绩效自评报告: the whole report by the framework that the region's pack names."""

from collections.abc import Iterator, Mapping
from typing import Final

from jixiao.reports.composition import (
    Block,
    Composition,
    Paragraph,
    ParagraphKind,
    Run,
    Title,
    prompt,
)
from jixiao.reports.forms import day
from jixiao.reports.self_evaluation.closing import (
    last_year,
    measures,
    problems,
    problems_with_measures,
)
from jixiao.reports.self_evaluation.conclusion import conclusion
from jixiao.reports.self_evaluation.indicators import by_group, missed, reached
from jixiao.reports.self_evaluation.laying_out import Draft, sections
from jixiao.reports.self_evaluation.management import management, management_scores
from jixiao.reports.self_evaluation.material import Material, footnotes
from jixiao.reports.self_evaluation.overview import functions, goal, plan
from jixiao.reports.self_evaluation.process import (
    evaluation_work,
    evidence,
    performance_management,
)
from jixiao.reports.self_evaluation.results import (
    achievements,
    mission_scores,
    tasks,
    tasks_together,
)
from jixiao.reports.self_evaluation.spending import execution, funds, projects
from jixiao.reports.wording import count, said
from jixiao.terms import ReportContent

_DRAFTS: Final[Mapping[ReportContent, Draft]] = {
    ReportContent.FUNCTIONS: functions,
    ReportContent.PLAN: plan,
    ReportContent.GOAL: goal,
    ReportContent.FUNDS: funds,
    ReportContent.EXECUTION: execution,
    ReportContent.PROJECTS: projects,
    ReportContent.PERFORMANCE_MANAGEMENT: performance_management,
    ReportContent.EVALUATION_WORK: evaluation_work,
    ReportContent.CONCLUSION: conclusion,
    ReportContent.TASKS: tasks,
    ReportContent.TASKS_TOGETHER: tasks_together,
    ReportContent.MISSION_SCORES: mission_scores,
    ReportContent.ACHIEVEMENTS: achievements,
    ReportContent.INDICATORS: by_group,
    ReportContent.REACHED: reached,
    ReportContent.MISSED: missed,
    ReportContent.MANAGEMENT: management,
    ReportContent.MANAGEMENT_SCORES: management_scores,
    ReportContent.PROBLEMS: problems,
    ReportContent.MEASURES: measures,
    ReportContent.PROBLEMS_WITH_MEASURES: problems_with_measures,
    ReportContent.LAST_YEAR: last_year,
    ReportContent.EVIDENCE: evidence,
}


def department_report(material: Material, name: str = "") -> Composition:
    """Return the report of a department, under a file name.

    Whether fields stand below its title, and whether it is signed, its framework says.
    """
    department, framework = material.department.name, material.framework
    title = f"{material.year}年度{framework.title}"
    blocks: list[Block] = [Title((department, title))]
    if framework.covered:
        blocks += _cover(material)
    blocks += sections(material, _DRAFTS)
    if framework.signed:
        blocks += signature(material)
    notes = footnotes(material.sheet)
    return Composition(name or f"{department}{title}", title, tuple(blocks), footnotes=notes)


def _cover(material: Material) -> Iterator[Block]:
    department = material.department
    yield Paragraph((Run(f"部门名称：{department.name}"),), ParagraphKind.ADDRESSEE)
    if department.unit_count is not None:
        units = count("预算单位数量", department.unit_count, "个", department.origin)
        yield Paragraph((said("预算单位数量：", units),), ParagraphKind.ADDRESSEE)
    filled = day(department.filled_on)
    for label, text in (
        ("填报人", department.preparer),
        ("联系电话", department.phone),
        ("填报日期", filled),
    ):
        shown = Run(text.strip()) if text.strip() else prompt(label)
        yield Paragraph((Run(f"{label}："), shown), ParagraphKind.ADDRESSEE)


def signature(material: Material) -> Iterator[Block]:
    """Yield who signs, and when."""
    department = material.department
    yield Paragraph((Run(department.name),), ParagraphKind.SIGNATURE)
    if department.filled_on is not None:
        yield Paragraph((Run(day(department.filled_on)),), ParagraphKind.DATE)
    else:
        yield Paragraph((prompt("填报日期"),), ParagraphKind.DATE)
