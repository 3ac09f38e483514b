"""What checks say of the records of a workbook, as a terminal shows it and as JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from jixiao import __version__
from jixiao.diagnostics import display
from jixiao.diagnostics.json_report import waiver_row
from jixiao.diagnostics.reported import WAIVED_LABEL, told_of
from jixiao.diagnostics.text import Manner
from jixiao.model.outcome import RecordOutcome, SourcesOutcome
from jixiao.patterns import pattern
from jixiao.terms import Severity, Status
from jixiao.workbook.importing import Imported, Place

COLOURS = {
    Severity.ERROR: display.RED,
    Severity.WARNING: display.YELLOW,
    Severity.HINT: display.BLUE,
}
_LOUD = tuple(Severity)
_NAMED = pattern(r"[^，；。“”]*“[^”]*”")  # 指标D01“签约项目数”
_MOST_ALIKE, _TOLD = 5, 2


def remarks(outcomes: Sequence[RecordOutcome], imported: Imported, manner: Manner) -> Iterator[str]:
    """Yield a summary and the outcomes, the worst first, each with its place."""
    yield f"表格核对：{summary(outcomes)}"
    loud = [one for one in outcomes if one.status in (Status.FINDING, Status.CRASHED)]
    for alike in _alike(sorted(loud, key=_weight)):
        several = len(alike) > _MOST_ALIKE and not manner.show_passed
        for outcome in alike[:_TOLD] if several else alike:
            yield from _loud(outcome, imported, manner)
        if several:
            rest = [imported.place(one.record, one.field) for one in alike[_TOLD:]]
            cells = "、".join(f"{each.column}{each.row}" for each in rest)
            words = f"    另有 {len(rest)} 处同样：工作表“{rest[0].sheet}”{cells}"
            yield manner.style(display.safe(words), display.DIM)
    if manner.show_passed:
        for outcome in outcomes:
            if outcome.status in (Status.PASSED, Status.CANNOT_TELL):
                label = display.pad(outcome.status.label, 8)
                yield f"  {manner.style(label, display.DIM)} {outcome.code} " + display.safe(
                    f"{imported.place(outcome.record, outcome.field)} {outcome.message}"
                )


def _alike(outcomes: Sequence[RecordOutcome]) -> Iterator[list[RecordOutcome]]:
    """Yield findings that say the same of one row after the other together."""
    groups: dict[tuple[object, ...], list[RecordOutcome]] = {}
    for one in outcomes:
        words = _NAMED.sub("", one.message)
        groups.setdefault((one.code, one.severity, type(one.record), words), []).append(one)
    yield from groups.values()


def summary(outcomes: Sequence[RecordOutcome] | Sequence[SourcesOutcome]) -> str:
    """Return how many outcomes there are of each kind, in words; waived ones are counted apart."""
    counted = [one for one in outcomes if one.waiver is None]
    found = Counter(one.severity for one in counted if one.status is Status.FINDING)
    kinds = Counter(one.status for one in counted)
    text = "，".join(f"{found[each]} 个{each.label}" for each in _LOUD)
    text += f"；核对成立 {kinds[Status.PASSED]} 处，无法判断 {kinds[Status.CANNOT_TELL]} 处"
    if kinds[Status.CRASHED]:
        text += f"，检查出错 {kinds[Status.CRASHED]} 项"
    if len(counted) < len(outcomes):
        text += f"，已豁免 {len(outcomes) - len(counted)} 处"
    return text


def label_of(outcome: RecordOutcome | SourcesOutcome, manner: Manner) -> str:
    """Return the words for how much an outcome weighs, in their colour."""
    severity = outcome.severity or Severity.ERROR
    words = severity.label if outcome.status is Status.FINDING else outcome.status.label
    if outcome.waiver is not None:
        return manner.style(f"{WAIVED_LABEL}（{words}）", display.DIM)
    return manner.style(words, COLOURS[severity])


def waived_words(outcome: RecordOutcome | SourcesOutcome) -> Iterator[str]:
    """Yield why a finding is waived, if it is."""
    if outcome.waiver is not None:
        yield f"豁免 {display.safe(told_of(outcome.waiver))}"


def _loud(outcome: RecordOutcome, imported: Imported, manner: Manner) -> Iterator[str]:
    yield f"  {outcome.code} {label_of(outcome, manner)} {display.safe(outcome.message)}"
    place = display.safe(str(imported.place(outcome.record, outcome.field)))
    yield manner.style(f"    --> {place}   说明 jixiao explain {outcome.code}", display.DIM)
    yield from (f"    {words}" for words in waived_words(outcome))


def _weight(outcome: RecordOutcome) -> int:
    if outcome.waiver is not None:
        return len(_LOUD) + 1
    return _LOUD.index(outcome.severity) if outcome.severity else len(_LOUD)


def render(
    path: str, outcomes: Sequence[RecordOutcome], imported: Imported, *, show_passed: bool
) -> str:
    """Return what could not be used and what the checks say, as JSON."""
    loud = (Status.FINDING, Status.CRASHED)
    content = {
        "version": 1,
        "engine": __version__,
        "path": path,
        "problems": [
            {
                "severity": one.severity.value,
                "message": one.message,
                "expected": one.expected,
                "found": one.found,
                "line": one.row or None,
                "cell": {name: getattr(one, name) for name in Place._fields},
            }
            for one in imported.problems
        ],
        "outcomes": [_row(one, imported) for one in outcomes if show_passed or one.status in loud],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _row(outcome: RecordOutcome, imported: Imported) -> dict[str, object]:
    place = imported.place(outcome.record, outcome.field)
    waiver = {} if outcome.waiver is None else {"waiver": waiver_row(outcome.waiver)}
    return {
        "code": outcome.code,
        "status": outcome.status.value,
        "severity": None if outcome.severity is None else outcome.severity.value,
        "message": outcome.message,
        "line": place.row or None,
        "cell": place._asdict(),
        "stated": outcome.stated,
        "expected": outcome.expected,
        "related": [
            {"label": one.label, "cell": imported.place(one.record, one.field)._asdict()}
            for one in outcome.related
        ],
        **waiver,
    }
