"""What is reported: checked documents, in the order and with the counts that all forms share."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Final, Protocol

from jixiao.errors import JixiaoError
from jixiao.extraction.understanding import Understanding
from jixiao.model.outcome import Outcome
from jixiao.model.waiver import Waiver
from jixiao.terms import Severity, Status

WAIVED: Final = "waived"
WAIVED_LABEL: Final = "已豁免"
ALWAYS_LISTED = frozenset({Status.FINDING, Status.ROUNDING, Status.CRASHED})


class Reported(Protocol):
    """A document with what was said of it; ``error`` is set where it could not be read."""

    @property
    def path(self) -> str:
        """The path as it was given."""

    @property
    def sha256(self) -> str | None:
        """The hash of the bytes on disk."""

    @property
    def error(self) -> JixiaoError | None:
        """Why the document could not be read."""

    @property
    def understanding(self) -> Understanding | None:
        """What was understood of it."""

    @property
    def outcomes(self) -> Sequence[Outcome]:
        """What the checks said."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How many outcomes of each kind; ``hints`` are findings only, ``waived`` are no others."""

    documents: int = 0
    errors: int = 0
    warnings: int = 0
    hints: int = 0
    passed: int = 0
    rounding: int = 0
    cannot_tell: int = 0
    crashed: int = 0
    waived: int = 0

    def counts(self) -> dict[str, int]:
        """Return the counts by name; ``waived`` only where something is."""
        every = asdict(self)
        if not self.waived:
            del every[WAIVED]
        return every


def summarise(documents: Iterable[Reported]) -> Summary:
    """Count everything, whatever is listed."""
    counts = dict.fromkeys(Summary.__slots__, 0)
    for document in documents:
        counts["documents"] += 1
        for outcome in document.outcomes:
            counts[_counted_as(outcome)] += 1
    return Summary(**counts)


def listed(outcomes: Iterable[Outcome], *, everything: bool) -> list[Outcome]:
    """Return the outcomes to list, in reading order."""
    chosen = [o for o in outcomes if everything or o.status in ALWAYS_LISTED]
    chosen.sort(key=lambda outcome: (outcome.span.start, outcome.code))
    return chosen


def exit_status(documents: Iterable[Reported]) -> int:
    """Return 2 where a document could not be read, else 1 where there is an error, else 0."""
    status = 0
    for document in documents:
        if document.error is not None:
            return 2
        if any(
            outcome.status is Status.FINDING
            and outcome.severity is Severity.ERROR
            and outcome.waiver is None
            for outcome in document.outcomes
        ):
            status = 1
    return status


def told_of(waiver: Waiver) -> str:
    """Return why, by whom and how long a finding is waived, as people read it."""
    return f"{waiver.reason}（{waiver.person}，{waiver.granted} 至 {waiver.expires}）"


def _counted_as(outcome: Outcome) -> str:
    if outcome.waiver is not None:
        return WAIVED
    if outcome.status is not Status.FINDING:
        return outcome.status.value
    return f"{(outcome.severity or Severity.ERROR).value}s"
