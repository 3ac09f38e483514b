"""What a check of several sources is given: workbooks and reports of this year and the last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.checks.records import Subject, shown
from jixiao.extraction.understanding import Understanding
from jixiao.model.evaluation import Evaluation
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.score import ScoreSheet
from jixiao.terms import Severity, Status


@dataclass(frozen=True, eq=False)
class Source:
    """A workbook (``evaluation``) or a written text (``understanding``).

    ``last``: it is of the year before the one that is evaluated. ``sheets`` are the scores of a
    workbook, the department's first, as far as a standard could be found for it.
    """

    path: str
    last: bool = False
    evaluation: Evaluation | None = None
    understanding: Understanding | None = None
    sheets: tuple[ScoreSheet, ...] = ()


class SourcesContext:
    """Several sources before one check."""

    __slots__ = ("_check", "_options", "sources")

    def __init__(
        self, check: Subject, sources: Sequence[Source], options: Mapping[str, object]
    ) -> None:
        self._check = check
        self._options = options
        self.sources = sources

    def texts(self, *, last: bool = False) -> list[tuple[int, Understanding]]:
        """Return the written texts of a year, each with the number of its source."""
        return [
            (number, one.understanding)
            for number, one in enumerate(self.sources)
            if one.understanding is not None and one.last is last
        ]

    def evaluation(self, *, last: bool = False) -> tuple[int, Evaluation] | None:
        """Return the first workbook of a year, with the number of its source."""
        return next(
            (
                (number, one.evaluation)
                for number, one in enumerate(self.sources)
                if one.evaluation is not None and one.last is last
            ),
            None,
        )

    def finding(  # noqa: PLR0913 - a finding has as many parts
        self,
        spots: Sequence[Spot],
        message: str,
        *,
        severity: Severity | None = None,
        stated: Decimal | str | None = None,
        expected: Decimal | str | None = None,
        basis: str = "",
    ) -> SourcesOutcome:
        """Say that sources do not agree; the message asks, it does not accuse."""
        return SourcesOutcome(
            self._check.code,
            Status.FINDING,
            message,
            tuple(spots),
            severity or self._check.severity,
            None if stated is None else shown(stated),
            None if expected is None else shown(expected),
            basis,
        )

    def passed(self, spots: Sequence[Spot], message: str) -> SourcesOutcome:
        """Say that sources agree."""
        return SourcesOutcome(self._check.code, Status.PASSED, message, tuple(spots))

    def cannot_tell(self, spots: Sequence[Spot], message: str) -> SourcesOutcome:
        """Say why they cannot be held against each other."""
        return SourcesOutcome(self._check.code, Status.CANNOT_TELL, message, tuple(spots))
