"""Evaluations, scored, and the reports composed from them: what tests of reports share."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from jixiao import pipeline
from jixiao.model.evaluation import Evaluation
from jixiao.model.measures import Subject
from jixiao.pipeline import CheckedDocument
from jixiao.pipeline.reporting import framework_for
from jixiao.reports.composition import Composition, Paragraph, Source
from jixiao.reports.plain_text import render
from jixiao.reports.self_evaluation import Material
from jixiao.scoring import plan, score
from jixiao.standards import load
from jixiao.terms import ReportKind, Scope, Severity, Status
from jixiao.workbook.plain import evaluation_of
from jixiao.workbook.sample import sample


def material(evaluation: Evaluation) -> Material:
    """Return what the department's report is composed from, scored by the packs of its region."""
    region, year = evaluation.department.region, evaluation.department.year
    packs = [
        load().scoring_for(region, scope, year)[0]
        for scope in (Scope.DEPARTMENT_WIDE_EXPENDITURE, Scope.PROJECT_EXPENDITURE)
    ]
    department, project = (plan(pack, year) for pack in packs)
    return Material(
        evaluation=evaluation,
        sheet=score(Subject(evaluation), department),
        framework=framework_for(region, ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION),
        questions={each.id: each.label for each in department.scoring.questions},
        projects={
            one.code: score(Subject(evaluation, one.code), project)
            for one in evaluation.projects
            if not one.classified
        },
    )


def project_material(evaluation: Evaluation, code: str) -> Material:
    """Return what the report of a project is composed from."""
    region = evaluation.department.region
    return Material(
        evaluation=evaluation,
        sheet=material(evaluation).projects[code],
        framework=framework_for(region, ReportKind.PROJECT_SELF_EVALUATION),
        project=code,
    )


def small(**topics: object) -> Evaluation:
    """Return a department of which little more is known than its name, and the topics given."""
    department = {"name": "青石县档案局", "region": "广东省/青石市", "year": 2023}
    department.update(topics.pop("department", {}))
    return evaluation_of({"department": department, **topics})


def in_province(evaluation: Evaluation) -> Evaluation:
    """Return the same department as one of the province."""
    return replace(evaluation, department=replace(evaluation.department, region="广东省"))


def good_year() -> Evaluation:
    """Return the sample year in which nothing is amiss."""
    return sample(2023)


def words(composition: Composition) -> str:
    """Return the document as text."""
    return render(composition)


def paragraphs(composition: Composition) -> list[Paragraph]:
    """Return the paragraphs of a document."""
    return [block for block in composition.blocks if isinstance(block, Paragraph)]


def checked(composition: Composition) -> CheckedDocument:
    """Return the document as the program itself reads and checks it."""
    return pipeline.check_text(words(composition))


def errors(document: CheckedDocument) -> list[str]:
    """Return what is said of the errors, for the message of a test that fails."""
    return [
        f"{one.code} {one.message}"
        for one in document.outcomes
        if one.status is Status.FINDING and one.severity is Severity.ERROR
    ]


def findings(document: CheckedDocument) -> Mapping[Severity, set[str]]:
    """Return the codes of the findings by their severity."""
    found: dict[Severity, set[str]] = {severity: set() for severity in Severity}
    for one in document.outcomes:
        assert one.status is not Status.CRASHED, one.message
        if one.status is Status.FINDING:
            found[one.severity].add(one.code)
    return found


def figures(document: CheckedDocument) -> list[tuple[str, Decimal]]:
    """Return what a document says, as concepts with their figures."""
    return [
        (one.concept, one.value)
        for one in document.understanding.facts
        if one.quantity is not None and one.concept != "other"
    ]


def amounts(composition: Composition) -> list[Source]:
    """Return the amounts, rates and scores that a report prints as facts."""
    sources = (source for _, found in composition.traced() for source in found)
    return [each for each in sources if each.shown.endswith(("万元", "%", "分", "人次"))]


def unread(composition: Composition) -> list[Source]:
    """Return those of them that are not found again with their unit in the report as printed."""
    facts = checked(composition).understanding.facts
    read = {f"{one.value:f}{one.amount.unit.name}" for one in facts if one.quantity is not None}
    return [each for each in amounts(composition) if each.shown.lstrip("≥≤＞＜=") not in read]
