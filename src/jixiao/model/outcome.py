"""What a check says of one place: finding, rounding, passed, cannot tell or crashed."""

from typing import NamedTuple

from jixiao.model.source import Span
from jixiao.terms import Severity, Status


class Related(NamedTuple):
    """A second place that a statement rests on; ``label`` is a short Chinese phrase."""

    span: Span
    label: str


class Outcome(NamedTuple):
    """One row of a check's answer; ``span`` lies in the reading text of the document."""

    code: str
    status: Status
    message: str
    span: Span
    severity: Severity | None = None
    stated: str | None = None
    expected: str | None = None
    related: tuple[Related, ...] = ()
