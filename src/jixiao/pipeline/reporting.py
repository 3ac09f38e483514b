"""From an evaluated workbook to the 自评报告 of the department and its projects."""

from collections.abc import Iterator
from typing import Final

from jixiao.pipeline.evaluating import Evaluated
from jixiao.reports.composition import Composition
from jixiao.reports.self_evaluation import (
    Material,
    department_report,
    project_report,
    project_reports,
)
from jixiao.reports.self_evaluation.project import COLLECTION
from jixiao.reports.submission import Part
from jixiao.saving import file_name
from jixiao.scoring import plan
from jixiao.standards import Framework, Standards, load
from jixiao.terms import ReportKind

PROJECTS: Final = "项目支出绩效自评报告"
"""The folder that holds the reports of projects, a file each."""


def framework_for(region: str, kind: ReportKind, standards: Standards | None = None) -> Framework:
    """Return the layout of a kind of report, that of the nearest region before the national one."""
    return (standards or load()).frameworks_for(region, kind)[0]


def department_material(evaluated: Evaluated) -> Material:
    """Return what the report of a department is composed from."""
    region = evaluated.evaluation.department.region
    bound = plan(evaluated.pack, evaluated.sheet.year)
    return Material(
        evaluation=evaluated.evaluation,
        sheet=evaluated.sheet,
        framework=framework_for(
            region, ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION, evaluated.standards
        ),
        projects=evaluated.projects,
        questions={each.id: each.label for each in bound.scoring.questions},
    )


def project_materials(evaluated: Evaluated) -> tuple[Material, ...]:
    """Return what the reports of the projects are composed from, a material for each."""
    region = evaluated.evaluation.department.region
    framework = framework_for(region, ReportKind.PROJECT_SELF_EVALUATION, evaluated.standards)
    return tuple(
        Material(evaluation=evaluated.evaluation, sheet=sheet, framework=framework, project=code)
        for code, sheet in evaluated.projects.items()
    )


def report_parts(evaluated: Evaluated) -> tuple[Part, ...]:
    """Return the reports in words of an evaluated workbook, for its package.

    The reports of projects are collected in one document, which is made for printing.
    """
    department = department_material(evaluated)
    projects = project_materials(evaluated)
    title = department.framework.title
    parts = [Part(title, lambda name: department_report(department, name))]
    if evaluated.evaluation.only_projects:
        parts = []
    if projects:
        parts.append(Part(COLLECTION, lambda name: project_reports(projects, name)))
    return tuple(parts)


def project_files(evaluated: Evaluated) -> Iterator[Composition]:
    """Yield the report of each project as a document of its own, as it is filed by itself."""
    taken: set[str] = set()
    for material in project_materials(evaluated):
        project = material.named(material.project)
        called = f"{material.project} {project.name if project is not None else ''}"
        yield project_report(material, f"{PROJECTS}/{file_name(called, taken)}")
