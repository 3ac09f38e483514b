"""What a check says of one place: finding, rounding, passed, cannot tell or crashed."""

from typing import NamedTuple

from jixiao.model.document import Document
from jixiao.model.extra import Extra
from jixiao.model.record import Record
from jixiao.model.source import Span
from jixiao.model.waiver import Waiver
from jixiao.terms import Severity, Status


class Related(NamedTuple):
    """A second place that a statement rests on; ``label`` is a short Chinese phrase."""

    span: Span
    label: str


class Outcome(NamedTuple):
    """One row of a check's answer; ``span`` lies in the reading text of the document.

    ``waiver`` is set where a person has decided that the finding is all right: it stays one, but
    is no error or warning any more. ``extra`` is set where it is about something beside the text;
    ``span`` is then the title.
    """

    code: str
    status: Status
    message: str
    span: Span
    severity: Severity | None = None
    stated: str | None = None
    expected: str | None = None
    related: tuple[Related, ...] = ()
    waiver: Waiver | None = None
    extra: Extra | None = None


class RelatedRecord(NamedTuple):
    """A second place that a statement on records rests on; ``field`` may be empty."""

    record: Record
    field: str
    label: str


class RecordOutcome(NamedTuple):
    """One row of the answer of a check that judges records.

    Its place is ``field`` of ``record``, the whole record where that is empty. ``waiver`` is as
    in ``Outcome``.
    """

    code: str
    status: Status
    message: str
    record: Record
    field: str = ""
    severity: Severity | None = None
    stated: str | None = None
    expected: str | None = None
    related: tuple[RelatedRecord, ...] = ()
    waiver: Waiver | None = None


class Spot(NamedTuple):
    """A place in one of several sources: a field of a record, or a span of the reading text.

    With neither the source as a whole is meant. ``label`` is a short Chinese phrase.
    """

    source: int
    record: Record | None = None
    field: str = ""
    span: Span | None = None
    label: str = ""


class SourcesOutcome(NamedTuple):
    """One row of the answer of a check that holds sources against each other.

    ``spots`` are the places compared, the one that is spoken of first. ``basis`` says on which
    other basis (口径) the two would agree, where one is known. ``waiver`` is as in ``Outcome``.
    """

    code: str
    status: Status
    message: str
    spots: tuple[Spot, ...]
    severity: Severity | None = None
    stated: str | None = None
    expected: str | None = None
    basis: str = ""
    waiver: Waiver | None = None


def quote_of(document: Document, outcome: Outcome) -> str:
    """Return the words that a finding stands on, on one line.

    Of a place without words, such as an empty cell, the line or row that it is in.
    """
    if outcome.extra is not None:
        return " ".join(outcome.extra.text.split()) or outcome.extra.where
    quote = document.quote(*outcome.span)
    if not quote.strip():
        block = document.blocks[document.block_at(outcome.span.start)]
        quote = document.quote(block.start, block.end)
    return " ".join(quote.split())
