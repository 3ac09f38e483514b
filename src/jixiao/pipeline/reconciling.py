"""Several materials of one department held against each other: workbooks and written texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from jixiao.checks.runner import ALL, Selection, run_on_sources
from jixiao.checks.runner import Options as CheckOptions
from jixiao.checks.sources import Source
from jixiao.checks.waivers import Finding, Standing, Use, Waivers
from jixiao.checks.waivers import Material as Checked
from jixiao.diagnostics.places import spoken
from jixiao.extraction.understanding import Understanding
from jixiao.model.evaluation import Evaluation
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.record import blank
from jixiao.model.score import ScoreSheet
from jixiao.pipeline import CheckedDocument, facts_file, facts_text
from jixiao.pipeline.evaluating import NotYetEvaluable, evaluate_imported
from jixiao.pipeline.known import NoStandardApplies
from jixiao.reading import load
from jixiao.terms import Status
from jixiao.workbook.importing import Imported, NotAWorkbook, Place, import_workbook

_WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True, eq=False)
class Material:
    """One material that was read: a workbook, what is written in a workbook, or a document."""

    path: str
    year: int | None
    imported: Imported | None = None
    understanding: Understanding | None = None
    sheets: tuple[ScoreSheet, ...] = ()

    @property
    def evaluation(self) -> Evaluation | None:
        """What a workbook holds."""
        return None if self.imported is None else self.imported.evaluation


class Shown(NamedTuple):
    """A place as people are told it; ``cell`` is set in a workbook of ours."""

    path: str
    where: str
    quote: str
    line: int
    label: str
    cell: Place | None = None


@dataclass(frozen=True, eq=False)
class Reconciled:
    """The materials in the order of their sources, and what the checks say of them."""

    materials: tuple[Material, ...]
    sources: tuple[Source, ...]
    outcomes: tuple[SourcesOutcome, ...]
    uses: tuple[Use, ...] = ()

    def waived(self, waivers: Waivers | None) -> "Reconciled":
        """Return the same with the waivers that speak of it, and what became of each of them."""
        if waivers is None:
            return self
        materials = [
            Checked(one.path, one.understanding.document.sha256 if one.understanding else "")
            for one in self.materials
        ]
        findings = {
            index: Finding(one.code, one.message, tuple(map(self.standing, one.spots)))
            for index, one in enumerate(self.outcomes)
            if one.status is Status.FINDING
        }
        codes = {one.code for one in self.outcomes}
        waived, uses = waivers.settled(materials, codes, findings)
        outcomes = tuple(
            one._replace(waiver=waived.get(index)) for index, one in enumerate(self.outcomes)
        )
        return replace(self, outcomes=outcomes, uses=uses)

    def standing(self, spot: Spot) -> Standing:
        """Return a place as waivers name it."""
        material, shown = self.materials[spot.source], self.shown(spot)
        if material.imported is not None and spot.record is not None:
            names = material.imported.names(spot.record, spot.field)
            return Standing(Checked(material.path), names, shown.line)
        understanding = material.understanding
        digest = understanding.document.sha256 if understanding is not None else ""
        return Standing(Checked(material.path, digest), (shown.quote,), shown.line)

    def shown(self, spot: Spot) -> Shown:
        """Return a place in words, with what stands there."""
        material = self.materials[spot.source]
        if material.imported is not None and spot.record is not None:
            place = material.imported.place(spot.record, spot.field)
            value = getattr(spot.record, spot.field) if spot.field else None
            quote = "" if blank(value) else str(value)
            return Shown(material.path, str(place), quote, place.row, spot.label, place)
        if material.understanding is not None and spot.span is not None:
            document = material.understanding.document
            anchor = document.anchor(*spot.span)
            quote = " ".join(document.quote(*spot.span).split())
            return Shown(material.path, spoken(document, anchor), quote, anchor.line, spot.label)
        return Shown(material.path, "", "", 0, spot.label)


def reconcile(
    paths: Sequence[str],
    last_year: Sequence[str] = (),
    selection: Selection = ALL,
    checks: CheckOptions | None = None,
) -> Reconciled:
    """Read materials and hold them against each other.

    ``last_year`` are those of the year before; of ``paths`` too, those that say of themselves that
    they are of an earlier year than the newest are.

    Raises:
        JixiaoError: one of them cannot be read.
    """
    read = [(one, False) for path in paths for one in _read(path)]
    read += [(one, True) for path in last_year for one in _read(path)]
    newest = max((one.year for one, last in read if one.year and not last), default=None)
    sources = tuple(
        Source(
            one.path,
            last or bool(newest and one.year and one.year < newest),
            one.evaluation,
            one.understanding,
            one.sheets,
        )
        for one, last in read
    )
    outcomes = tuple(run_on_sources(sources, selection, checks or {}))
    return Reconciled(tuple(one for one, _ in read), sources, outcomes)


def _read(path: str) -> Iterator[Material]:
    if path.lower().endswith(_WORKBOOKS):
        try:
            imported = import_workbook(load(path), path)
        except NotAWorkbook:
            pass  # a table that somebody wrote: read as a document
        else:
            year = imported.evaluation.department.year
            yield Material(path, year, imported, sheets=scores_of(imported, path))
            yield from _written(path, imported.evaluation)
            return
    yield _document(path, facts_file(path))


def scores_of(imported: Imported, path: str) -> tuple[ScoreSheet, ...]:
    """Return the scores of a workbook, the department's first.

    None where the workbook does not say by which standard, or none applies.
    """
    try:
        evaluated = evaluate_imported(imported, path)
    except (NotYetEvaluable, NoStandardApplies):
        return ()
    return (evaluated.sheet, *evaluated.projects.values())


def _written(path: str, evaluation: Evaluation) -> Iterator[Material]:
    """Yield the text that somebody wrote into a workbook, as a document under the report's title.

    The title tells the text whose and of which year it is.
    """
    texts = [each.text for each in evaluation.narratives if each.text]
    if texts:
        department = evaluation.department
        title = f"{department.name}{department.year or ''}年度部门整体支出绩效自评报告"
        yield _document(f"{path}（报告文字）", facts_text("\n".join((title, *texts))))


def _document(path: str, checked: CheckedDocument) -> Material:
    if checked.error is not None:
        raise checked.error
    understanding = checked.understanding
    year = understanding.metadata.fiscal_year if understanding else None
    return Material(path, year, understanding=understanding)
