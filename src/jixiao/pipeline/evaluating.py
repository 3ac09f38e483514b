"""From a workbook to scores: import, the standards that apply, the score sheets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from jixiao.checks.runner import ALL, Selection, run_on_records
from jixiao.checks.runner import Options as CheckOptions
from jixiao.checks.waivers import Finding, Material, Standing, Use, Waivers
from jixiao.errors import FileError
from jixiao.extraction.regions import region_as_typed
from jixiao.model.evaluation import Evaluation, Project
from jixiao.model.intervals import half_up
from jixiao.model.measures import Missing, Subject, measure
from jixiao.model.outcome import RecordOutcome
from jixiao.model.score import ScoreSheet
from jixiao.pipeline.known import known, scoring_of
from jixiao.reading import load as load_bytes
from jixiao.scoring import Plan, plan, score
from jixiao.standards import LimitName, Pack, Standards
from jixiao.terms import Scope, Status
from jixiao.workbook.asked import Asked
from jixiao.workbook.importing import Imported, import_workbook
from jixiao.workbook.todo import Todo, todo

_JUDGEMENT = "judgement"
_EXECUTION = "budget_execution_rate"


@dataclass(eq=False)
class NotYetEvaluable(FileError):
    """A workbook does not say what decides on the standard."""

    code = "not_yet_evaluable"
    hint_form = "适用哪一套标准由它们决定，请先填写；其余可以以后再填。"
    blanks: tuple[str, ...]

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"“{self.path}”的工作表“单位情况”没有填写{'、'.join(self.blanks)}。"


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A workbook with its scores; ``projects`` holds a sheet for each project by its code.

    Classified projects are not scored: nothing but their amounts is known; no project is where no
    standard scores projects of the year, ``project_pack`` is None then. ``standards`` are all
    that were known, those that the user brought along before those of the program.
    """

    path: str
    imported: Imported
    pack: Pack
    sheet: ScoreSheet
    project_pack: Pack | None
    projects: Mapping[str, ScoreSheet]
    standards: Standards

    @property
    def evaluation(self) -> Evaluation:
        """What the workbook holds."""
        return self.imported.evaluation


def evaluate_file(path: str, standard: str | None = None, as_of: date | None = None) -> Evaluated:
    """Read a workbook and score it.

    ``standard`` is a pack for the department or for its projects, whichever it scores, or the file
    or folder of packs to score by (see ``known``); by default those of the nearest region.

    Raises:
        JixiaoError: it cannot be read, or no standard applies.
    """
    return evaluate_bytes(load_bytes(path), path, standard, as_of)


def import_file(path: str) -> Imported:
    """Read a workbook without scoring it."""
    return import_workbook(load_bytes(path), path)


def evaluate_bytes(
    data: bytes, path: str, standard: str | None = None, as_of: date | None = None
) -> Evaluated:
    """Score the bytes of a workbook; see ``evaluate_file``."""
    return evaluate_imported(import_workbook(data, path), path, standard, as_of)


def evaluate_imported(
    found: Imported, path: str, standard: str | None = None, as_of: date | None = None
) -> Evaluated:
    """Score a workbook that was read; see ``evaluate_file``."""
    imported = _in_its_region(found)
    evaluation = imported.evaluation
    region, year = _region_and_year(evaluation, path)
    choice = known(standard, as_of)
    pack = choice.scoring(Scope.DEPARTMENT_WIDE_EXPENDITURE, region, year)
    choose = choice.scoring if evaluation.only_projects else choice.found
    project_pack = choose(Scope.PROJECT_EXPENDITURE, region, year)
    sheet = score(Subject(evaluation), plan(pack, year), as_of)
    return Evaluated(
        path,
        imported,
        pack,
        replace(sheet, notices=(*sheet.notices, *_notices(evaluation, choice.standards))),
        project_pack,
        {} if project_pack is None else _projects(evaluation, plan(project_pack, year), as_of),
        choice.standards,
    )


def check_records(
    evaluated: Evaluated, selection: Selection = ALL, checks: CheckOptions | None = None
) -> tuple[RecordOutcome, ...]:
    """Return what the checks of records say of a workbook; ``checks`` are their options."""
    options = dict(checks or {})
    pack = evaluated.project_pack
    lines = iter(()) if pack is None else plan(pack, evaluated.sheet.year).walk()
    execution = next((each for each in lines if each.line.id == _EXECUTION), None)
    if execution is not None:
        options["FM01"] = {"execution_points": execution.points, **options.get("FM01", {})}
    return tuple(
        run_on_records(evaluated.evaluation, selection, options, standards=evaluated.standards)
    )


def _notices(evaluation: Evaluation, standards: Standards) -> tuple[str, ...]:
    """Say how much was spent in December, against the limit that the standards set."""
    department = evaluation.department
    share = measure("december_share", Subject(evaluation))
    limit = standards.limit(LimitName.DECEMBER_SHARE, department.region, department.year)
    if isinstance(share, Missing) or limit is None:
        return ()
    said = f"{share.label}为{half_up(share.value, 2):f}%"
    if share.value <= limit.value:
        return (f"{said}，不超过{limit.told}",)
    return (f"{said}，超过{limit.told}，请核对是否说明了原因",)


def waived_records(
    outcomes: Sequence[RecordOutcome], imported: Imported, path: str, waivers: Waivers | None
) -> tuple[tuple[RecordOutcome, ...], tuple[Use, ...]]:
    """Return the outcomes with the waivers that speak of them, and what became of each waiver."""
    if waivers is None:
        return tuple(outcomes), ()
    material = Material(path)
    findings = {
        index: Finding(one.code, one.message, (standing_of(one, imported, material),))
        for index, one in enumerate(outcomes)
        if one.status is Status.FINDING
    }
    waived, uses = waivers.settled([material], {one.code for one in outcomes}, findings)
    return tuple(one._replace(waiver=waived.get(index)) for index, one in enumerate(outcomes)), uses


def standing_of(outcome: RecordOutcome, imported: Imported, material: Material) -> Standing:
    """Return the place of an outcome as waivers name it."""
    place = imported.place(outcome.record, outcome.field)
    return Standing(material, imported.names(outcome.record, outcome.field), place.row)


def compare(evaluated: Evaluated, standard: str) -> ScoreSheet:
    """Return the score of the same department by another standard."""
    year, scope = evaluated.sheet.year, evaluated.sheet.scope
    pack = scoring_of(standard, scope)
    return score(Subject(evaluated.evaluation), plan(pack, year), evaluated.sheet.as_of)


def department_pack(
    region: str, year: int, standard: str | None = None, as_of: date | None = None
) -> Pack:
    """Return the pack that scores a department: the one named, else that of the nearest region."""
    return known(standard, as_of).scoring(Scope.DEPARTMENT_WIDE_EXPENDITURE, region, year)


def asked(pack: Pack, year: int) -> Asked:
    """Return what a pack asks a department to fill in, for the workbook."""
    bound = plan(pack, year)
    judged = tuple(
        (each.line.id, each.line.label, each.points)
        for each in bound.walk()
        if each.line.method == _JUDGEMENT
    )
    return Asked(pack.id, pack.title, bound.scoring.questions, judged)


def asked_of(evaluation: Evaluation, standard: str | None = None) -> Asked:
    """Return what the standard of a department asks; nothing where none can be told.

    Raises:
        JixiaoError: region and year are known, but no standard applies.
    """
    department = evaluation.department
    if department.year is None or not (department.region or standard):
        return Asked()
    return asked(department_pack(department.region, department.year, standard), department.year)


def todo_of(path: str, standard: str | None = None) -> tuple[Todo, ...]:
    """Return what is missing in a workbook; what a standard asks for where one can be told."""
    evaluation = import_file(path).evaluation
    return todo(evaluation, asked_of(evaluation, standard))


def scored_projects(evaluation: Evaluation) -> tuple[Project, ...]:
    """Return the projects that are scored: all but the classified ones."""
    return tuple(each for each in evaluation.projects if not each.classified and each.code)


def _projects(evaluation: Evaluation, bound: Plan, as_of: date | None) -> dict[str, ScoreSheet]:
    return {
        each.code: score(Subject(evaluation, each.code), bound, as_of)
        for each in scored_projects(evaluation)
    }


def _in_its_region(imported: Imported) -> Imported:
    """Return a workbook whose region is the path of it, where it is known."""
    department = imported.evaluation.department
    path = region_as_typed(department.region)
    if path in (None, department.region):
        return imported
    placed = replace(department, region=path or "")
    return replace(imported, evaluation=replace(imported.evaluation, department=placed))


def _region_and_year(evaluation: Evaluation, path: str) -> tuple[str, int]:
    department = evaluation.department
    blanks = []
    if not department.region:
        blanks.append("地区")
    if department.year is None:
        blanks.append("评价年度")
    if blanks or department.year is None:
        raise NotYetEvaluable(path, tuple(blanks))
    return department.region, department.year
