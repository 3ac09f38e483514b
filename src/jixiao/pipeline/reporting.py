"""From an evaluated workbook to the 自评报告 of the department and its projects."""

from jixiao.pipeline.evaluating import Evaluated
from jixiao.reports.self_evaluation import Material, department_report, project_reports
from jixiao.reports.self_evaluation.project import COLLECTION
from jixiao.reports.submission import Part
from jixiao.standards import Outline, load
from jixiao.terms import ReportKind


def outline_for(region: str, kind: ReportKind) -> Outline:
    """Return the outline of a kind of report: that of the region itself, else the national one."""
    return load().outlines_for(region, kind)[0]


def department_material(evaluated: Evaluated) -> Material:
    """Return what the report of a department is composed from."""
    region = evaluated.evaluation.department.region
    return Material(
        evaluation=evaluated.evaluation,
        sheet=evaluated.sheet,
        outline=outline_for(region, ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION),
        projects=evaluated.projects,
    )


def project_materials(evaluated: Evaluated) -> tuple[Material, ...]:
    """Return what the reports of the projects are composed from, a material for each."""
    region = evaluated.evaluation.department.region
    outline = outline_for(region, ReportKind.PROJECT_SELF_EVALUATION)
    return tuple(
        Material(evaluation=evaluated.evaluation, sheet=sheet, outline=outline, project=code)
        for code, sheet in evaluated.projects.items()
    )


def report_parts(evaluated: Evaluated) -> tuple[Part, ...]:
    """Return the reports in words of an evaluated workbook, for its package.

    The reports of projects are collected in one document.
    """
    department = department_material(evaluated)
    projects = project_materials(evaluated)
    parts = [Part("部门整体支出绩效自评报告", lambda name: department_report(department, name))]
    if projects:
        parts.append(Part(COLLECTION, lambda name: project_reports(projects, name)))
    return tuple(parts)
