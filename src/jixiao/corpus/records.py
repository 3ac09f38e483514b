"""What is kept of a checked document: plain values that survive the way between processes."""

from typing import TypedDict

from jixiao.checks.waivers import Use
from jixiao.diagnostics.places import told_place
from jixiao.diagnostics.reported import summarise
from jixiao.model.outcome import Outcome
from jixiao.pipeline import CheckedDocument
from jixiao.terms import Status

_KEPT = frozenset({Status.FINDING, Status.ROUNDING, Status.CRASHED})
_MOST_QUOTED = 200  # characters of a quote


class OutcomeRecord(TypedDict):
    """One finding, rounding or crash with its place."""

    path: str
    code: str
    status: str
    severity: str | None
    message: str
    line: int
    column: int
    page: int | None
    place: str  # as people say it in a file of that format
    quote: str
    waiver_reason: str | None  # set where the finding is waived, with the two below
    waiver_person: str | None
    waiver_expires: str | None


class DocumentRecord(TypedDict):
    """One document; ``error`` says why it could not be read, the counts are then 0."""

    path: str
    sha256: str | None
    error_code: str | None
    error: str | None
    department: str | None
    region: str | None
    fiscal_year: int | None
    report_kind: str | None
    report_date: str | None
    total_score: str | None
    grade: str | None
    errors: int
    warnings: int
    hints: int
    passed: int
    rounding: int
    cannot_tell: int
    crashed: int
    waived: int  # findings that count among none of the above
    uses: list[Use]  # of the waivers that speak of it
    outcomes: list[OutcomeRecord]


def record_of(checked: CheckedDocument) -> DocumentRecord:
    """Return what is kept of a checked document."""
    understanding = checked.understanding
    metadata = None if understanding is None else understanding.metadata
    counts = summarise([checked])
    date = None if metadata is None else metadata.report_date
    score = None if metadata is None else metadata.total_score
    error = checked.error
    return DocumentRecord(
        path=checked.path,
        sha256=checked.sha256 or (understanding.document.sha256 if understanding else None),
        error_code=None if error is None else error.code,
        error=None if error is None else str(error),
        department=metadata.department if metadata else None,
        region=metadata.region if metadata else None,
        fiscal_year=metadata.fiscal_year if metadata else None,
        report_kind=metadata.report_kind.value if metadata else None,
        report_date=date.iso() if date is not None and date.year is not None else None,
        total_score=f"{score:f}" if score is not None else None,
        grade=metadata.grade if metadata else None,
        errors=counts.errors,
        warnings=counts.warnings,
        hints=counts.hints,
        passed=counts.passed,
        rounding=counts.rounding,
        cannot_tell=counts.cannot_tell,
        crashed=counts.crashed,
        waived=counts.waived,
        uses=list(checked.uses),
        outcomes=[_record(checked, one) for one in checked.outcomes if one.status in _KEPT],
    )


def unread(path: str, code: str, reason: str) -> DocumentRecord:
    """Return the record of a document that not even a reader survived."""
    return DocumentRecord(
        path=path, sha256=None, error_code=code, error=reason, department=None, region=None,
        fiscal_year=None, report_kind=None, report_date=None, total_score=None, grade=None,
        errors=0, warnings=0, hints=0, passed=0, rounding=0, cannot_tell=0, crashed=0, waived=0,
        uses=[], outcomes=[],
    )  # fmt: skip


def _record(checked: CheckedDocument, outcome: Outcome) -> OutcomeRecord:
    assert checked.understanding is not None  # noqa: S101 - there are outcomes only of what was read
    document = checked.understanding.document
    anchor = document.anchor(*outcome.span)
    waiver = outcome.waiver
    quote = outcome.extra.text if outcome.extra else document.quote(*outcome.span)
    return OutcomeRecord(
        path=checked.path,
        code=outcome.code,
        status=outcome.status.value,
        severity=None if outcome.severity is None else outcome.severity.value,
        message=outcome.message,
        line=anchor.line,
        column=anchor.column,
        page=anchor.page,
        place=told_place(document, outcome),
        quote=" ".join(quote.split())[:_MOST_QUOTED],
        waiver_reason=waiver.reason if waiver else None,
        waiver_person=waiver.person if waiver else None,
        waiver_expires=waiver.expires.isoformat() if waiver else None,
    )
