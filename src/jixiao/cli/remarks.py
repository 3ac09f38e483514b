"""What checks say of the records of a workbook, as a terminal shows it."""

from collections import Counter
from collections.abc import Iterator, Sequence

from jixiao.diagnostics import display
from jixiao.diagnostics.text import Manner
from jixiao.model.outcome import RecordOutcome, SourcesOutcome
from jixiao.terms import Severity, Status
from jixiao.workbook.importing import Imported

COLOURS = {
    Severity.ERROR: display.RED,
    Severity.WARNING: display.YELLOW,
    Severity.HINT: display.BLUE,
}
_LOUD = tuple(Severity)


def remarks(outcomes: Sequence[RecordOutcome], imported: Imported, manner: Manner) -> Iterator[str]:
    """Yield a summary and the outcomes, the worst first, each with its place."""
    yield f"表格核对：{summary(outcomes)}"
    for outcome in sorted(outcomes, key=_weight):
        if outcome.status in (Status.FINDING, Status.CRASHED):
            yield from _loud(outcome, imported, manner)
    if manner.show_passed:
        for outcome in outcomes:
            if outcome.status in (Status.PASSED, Status.CANNOT_TELL):
                label = display.pad(outcome.status.label, 8)
                yield f"  {manner.style(label, display.DIM)} {outcome.code} " + display.safe(
                    f"{imported.place(outcome.record, outcome.field)} {outcome.message}"
                )


def summary(outcomes: Sequence[RecordOutcome] | Sequence[SourcesOutcome]) -> str:
    """Return how many outcomes there are of each kind, in words."""
    found = Counter(one.severity for one in outcomes if one.status is Status.FINDING)
    kinds = Counter(one.status for one in outcomes)
    text = "，".join(f"{found[each]} 个{each.label}" for each in _LOUD)
    text += f"；核对成立 {kinds[Status.PASSED]} 处，无法判断 {kinds[Status.CANNOT_TELL]} 处"
    if kinds[Status.CRASHED]:
        text += f"，检查出错 {kinds[Status.CRASHED]} 项"
    return text


def _loud(outcome: RecordOutcome, imported: Imported, manner: Manner) -> Iterator[str]:
    severity = outcome.severity or Severity.ERROR
    words = severity.label if outcome.status is Status.FINDING else outcome.status.label
    label = manner.style(words, COLOURS[severity])
    yield f"  {outcome.code} {label} {display.safe(outcome.message)}"
    place = display.safe(str(imported.place(outcome.record, outcome.field)))
    yield manner.style(f"    --> {place}   说明 jixiao explain {outcome.code}", display.DIM)


def _weight(outcome: RecordOutcome) -> int:
    return _LOUD.index(outcome.severity) if outcome.severity else len(_LOUD)
