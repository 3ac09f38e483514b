"""What a check of records is given: the evaluation and the ways to say what it found."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Protocol, TypeVar

from jixiao.model.evaluation import Evaluation
from jixiao.model.outcome import RecordOutcome, RelatedRecord
from jixiao.model.record import Record
from jixiao.standards import Standards
from jixiao.terms import Severity, Status

V = TypeVar("V", str, int, bool, Decimal)


class Subject(Protocol):
    """What the runner tells a context of its check."""

    @property
    def code(self) -> str:
        """The code of the check."""

    @property
    def severity(self) -> Severity:
        """How much its findings weigh unless they say otherwise."""


class RecordContext:
    """One evaluation before one check."""

    __slots__ = ("_check", "_options", "evaluation", "standards", "year")

    def __init__(
        self,
        check: Subject,
        evaluation: Evaluation,
        options: Mapping[str, object],
        standards: Standards,
    ) -> None:
        self._check = check
        self._options = options
        self.evaluation = evaluation
        self.standards = standards
        self.year = evaluation.department.year

    def option(self, name: str, kind: type[V]) -> V:
        """Return what the configuration sets for this check; ``kind`` is its type."""
        value = self._options[name]
        if not isinstance(value, kind):
            message = f"option {name} of {self._check.code} is no {kind.__name__}: {value!r}"
            raise TypeError(message)
        return value

    def finding(  # noqa: PLR0913 - a finding has as many parts
        self,
        record: Record,
        field: str,
        message: str,
        *,
        severity: Severity | None = None,
        stated: Decimal | str | None = None,
        expected: Decimal | str | None = None,
        related: Iterable[tuple[Record, str, str]] = (),
    ) -> RecordOutcome:
        """Say that something is wrong, missing or in need of a word; the message says what to do.

        ``related`` are other places: record, field, label.
        """
        return RecordOutcome(
            self._check.code,
            Status.FINDING,
            message,
            record,
            field,
            severity or self._check.severity,
            None if stated is None else shown(stated),
            None if expected is None else shown(expected),
            tuple(RelatedRecord(*each) for each in related),
        )

    def passed(self, record: Record, field: str, message: str) -> RecordOutcome:
        """Say that what was judged holds."""
        return RecordOutcome(self._check.code, Status.PASSED, message, record, field)

    def cannot_tell(self, record: Record, field: str, message: str) -> RecordOutcome:
        """Say why it cannot be judged."""
        return RecordOutcome(self._check.code, Status.CANNOT_TELL, message, record, field)


def shown(value: Decimal | str) -> str:
    """Return a number as people write it, without an exponent; text as it is."""
    return f"{value:f}" if isinstance(value, Decimal) else value


def bare(value: Decimal) -> str:
    """Return a number without the zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
