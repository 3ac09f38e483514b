"""From an evaluated workbook to the 自评报告 of the department and its projects."""

from jixiao.pipeline.evaluating import Evaluated
from jixiao.reports.self_evaluation import Material, department_report, project_reports
from jixiao.reports.self_evaluation.project import COLLECTION
from jixiao.reports.submission import Part
from jixiao.scoring import plan
from jixiao.standards import Framework, load
from jixiao.terms import ReportKind


def framework_for(region: str, kind: ReportKind) -> Framework:
    """Return the layout of a kind of report, that of the nearest region before the national one."""
    return load().frameworks_for(region, kind)[0]


def department_material(evaluated: Evaluated) -> Material:
    """Return what the report of a department is composed from."""
    region = evaluated.evaluation.department.region
    bound = plan(evaluated.pack, evaluated.sheet.year)
    return Material(
        evaluation=evaluated.evaluation,
        sheet=evaluated.sheet,
        framework=framework_for(region, ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION),
        projects=evaluated.projects,
        questions={each.id: each.label for each in bound.scoring.questions},
    )


def project_materials(evaluated: Evaluated) -> tuple[Material, ...]:
    """Return what the reports of the projects are composed from, a material for each."""
    region = evaluated.evaluation.department.region
    framework = framework_for(region, ReportKind.PROJECT_SELF_EVALUATION)
    return tuple(
        Material(evaluation=evaluated.evaluation, sheet=sheet, framework=framework, project=code)
        for code, sheet in evaluated.projects.items()
    )


def report_parts(evaluated: Evaluated) -> tuple[Part, ...]:
    """Return the reports in words of an evaluated workbook, for its package.

    The reports of projects are collected in one document.
    """
    department = department_material(evaluated)
    projects = project_materials(evaluated)
    title = department.framework.title
    parts = [Part(title, lambda name: department_report(department, name))]
    if projects:
        parts.append(Part(COLLECTION, lambda name: project_reports(projects, name)))
    return tuple(parts)
