"""What is entered into the paper: the findings of a document, numbered, with their anchors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from jixiao.diagnostics.reported import WAIVED, WAIVED_LABEL, listed
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.terms import Severity, Status

ROUNDING: Final = "rounding"
GRADES: Final = ("error", "warning", "hint", ROUNDING, WAIVED)
LABELS: Final = {
    **{s.value: s.label for s in Severity},
    ROUNDING: Status.ROUNDING.label,
    WAIVED: WAIVED_LABEL,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding or a rounding difference: its number in the document and what links lead to."""

    outcome: Outcome
    number: int
    prefix: str  # of all anchors of the document

    @property
    def grade(self) -> str:
        """How much it weighs: a severity, rounding, or nothing any more where it is waived."""
        if self.outcome.waiver is not None:
            return WAIVED
        if self.outcome.status is Status.ROUNDING:
            return ROUNDING
        return (self.outcome.severity or Severity.ERROR).value

    @property
    def label(self) -> str:
        """The grade in words; of what is waived, with what it would weigh."""
        severity = self.outcome.severity
        if self.outcome.waiver is not None and severity is not None:
            return f"{WAIVED_LABEL}（{severity.label}）"
        return LABELS[self.grade]

    @property
    def family(self) -> str:
        """The family of its check."""
        return self.outcome.code.rstrip("0123456789")

    @property
    def card(self) -> str:
        """The anchor of what is said of it."""
        return f"{self.prefix}n{self.number}"

    @property
    def place(self) -> str:
        """The anchor of its place in the text."""
        return f"{self.prefix}t{self.number}"

    def related_place(self, number: int) -> str:
        """Return the anchor of a related place, counted from 1."""
        return f"{self.place}r{number}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the reading text to be marked; ``main`` for the place of the finding itself."""

    span: Span
    entry: Entry
    anchor: str
    main: bool


def entries_of(outcomes: Iterable[Outcome], prefix: str) -> list[Entry]:
    """Number the findings and rounding differences of a document in reading order."""
    shown = [o for o in listed(outcomes, everything=False) if o.status is not Status.CRASHED]
    return [Entry(outcome, number, prefix) for number, outcome in enumerate(shown, 1)]


def marks_of(entries: Sequence[Entry]) -> list[Mark]:
    """Return every place that the entries name, in reading order; empty places are left out."""
    marks = [Mark(e.outcome.span, e, e.place, main=True) for e in entries]
    marks += [
        Mark(related.span, entry, entry.related_place(number), main=False)
        for entry in entries
        for number, related in enumerate(entry.outcome.related, 1)
    ]
    return sorted(marks, key=lambda mark: (mark.span, not mark.main))
