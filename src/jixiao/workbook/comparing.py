"""Two workbooks side by side, and what one of them can add to the other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

from jixiao.model.evaluation import Evaluation
from jixiao.model.record import Record, Value, blank, columns
from jixiao.terms import Term
from jixiao.workbook.layout import TOPICS, Topic
from jixiao.workbook.writing import NO, YES

Key = tuple[object, ...]


class Difference(NamedTuple):
    """A field that differs; ``heading`` is empty where a whole row is only on one side.

    ``old`` and ``new`` are as people read them, empty where nothing stands there.
    """

    sheet: str
    row: str
    heading: str
    old: str
    new: str

    def __str__(self) -> str:
        """Return the difference in one line."""
        where = f"工作表“{self.sheet}”" + (f"“{self.row}”" if self.row else "")
        if not self.heading:
            return f"{where}：{'新增一行' if self.new else '少了一行'}"
        old, new = (f"“{one}”" if one else "空" for one in (self.old, self.new))
        return f"{where}的“{self.heading}”：{old} → {new}"


def differences(old: Evaluation, new: Evaluation) -> Iterator[Difference]:
    """Yield what differs from one evaluation to another, row by row and field by field."""
    for topic in TOPICS:
        before, after = _rows(old, topic), _rows(new, topic)
        for key in [*before, *(key for key in after if key not in before)]:
            name = _said(key)
            if key not in after:
                yield Difference(topic.sheet, name, "", "一行", "")
            elif key not in before:
                yield Difference(topic.sheet, name, "", "", "一行")
            else:
                yield from _fields(topic, name, before[key], after[key])


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome of a merge: what was taken over, and what both sides fill in differently."""

    evaluation: Evaluation
    taken: tuple[Difference, ...]
    conflicts: tuple[Difference, ...]


def merge(base: Evaluation, part: Evaluation, *, prefer_part: bool = False) -> Merged:
    """Fill the blanks of one evaluation from another; nothing is overwritten unasked.

    Rows that only the part has are added. Where both have a value and the values differ, that of
    the base stays and the place is listed as a conflict; ``prefer_part`` takes the part's instead.
    What is blank in the part takes nothing away.
    """
    taken: list[Difference] = []
    conflicts: list[Difference] = []
    values: dict[str, object] = {each.name: getattr(base, each.name) for each in fields(base)}
    for topic in TOPICS:
        rows, offered = _rows(base, topic), _rows(part, topic)
        for key, row in offered.items():
            name = _said(key)
            if key not in rows:
                rows[key] = replace(row, origin="")  # it was read in another workbook
                taken.append(Difference(topic.sheet, name, "", "", "一行"))
                continue
            changes: dict[str, Value] = {}
            for column in columns(topic.kind):
                own, other = getattr(rows[key], column.name), getattr(row, column.name)
                if blank(other) or own == other:
                    continue
                found = Difference(topic.sheet, name, column.label, shown(own), shown(other))
                if blank(own) or prefer_part:
                    changes[column.name] = other
                    taken.append(found)
                else:
                    conflicts.append(found)
            if changes:
                rows[key] = replace(rows[key], **changes)  # type: ignore[arg-type]  # of its columns
        merged = tuple(rows.values())
        values[topic.field] = merged[0] if topic.upright else merged
    return Merged(Evaluation(**values), tuple(taken), tuple(conflicts))  # type: ignore[arg-type]  # as they were


def shown(value: Value) -> str:
    """Return a value as a workbook shows it."""
    if blank(value):
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Term):
        return value.label
    if isinstance(value, tuple):
        return "、".join(value)
    return str(value)


def _rows(evaluation: Evaluation, topic: Topic) -> dict[Key, Record]:
    """Return the rows of a sheet by their key; rows of one key by their number too."""
    value = getattr(evaluation, topic.field)
    rows: Sequence[Record] = (value,) if isinstance(value, Record) else value
    found: dict[Key, Record] = {}
    counts: dict[Key, int] = {}
    for row in rows:
        key = tuple(getattr(row, name) for name in topic.key)
        counts[key] = counts.get(key, 0) + 1
        found[key if counts[key] == 1 else (*key, counts[key])] = row
    return found


def _fields(topic: Topic, name: str, old: Record, new: Record) -> Iterator[Difference]:
    for column in columns(topic.kind):
        one, other = getattr(old, column.name), getattr(new, column.name)
        if one != other and not (blank(one) and blank(other)):
            yield Difference(topic.sheet, name, column.label, shown(one), shown(other))


def _said(key: Key) -> str:
    return " ".join(str(getattr(part, "label", part)) for part in key if part not in ("", None))


# --- sheets for sections -------------------------------------------------------------------------

SECTION_TOPICS = (
    "tasks",
    "projects",
    "indicators",
    "past_results",
    "monitored_indicators",
    "problems",
    "evidence",
)


def parts(evaluation: Evaluation) -> Mapping[str, Evaluation]:
    """Return for each section the rows that it fills in, with the department's head."""
    return {each.name: _part(evaluation, each.name) for each in evaluation.sections if each.name}


def section_topics() -> tuple[Topic, ...]:
    """Return the sheets that a section is sent."""
    return tuple(topic for topic in TOPICS if topic.field in SECTION_TOPICS)


def _part(evaluation: Evaluation, section: str) -> Evaluation:
    projects = tuple(each for each in evaluation.projects if each.section == section)
    tasks = tuple(each for each in evaluation.tasks if each.section == section)
    codes = {each.code for each in projects}
    indicators = tuple(
        each
        for each in evaluation.indicators
        if each.section == section or (not each.section and each.project in codes)
    )
    own = {each.code for each in indicators}
    proofs = {code for each in indicators for code in each.evidence}
    return Evaluation(
        department=evaluation.department,
        sections=tuple(each for each in evaluation.sections if each.name == section),
        tasks=tasks,
        projects=projects,
        indicators=indicators,
        past_results=tuple(each for each in evaluation.past_results if each.indicator in own),
        monitored_indicators=tuple(
            each for each in evaluation.monitored_indicators if each.indicator in own
        ),
        problems=tuple(each for each in evaluation.problems if each.section == section),
        evidence=tuple(each for each in evaluation.evidence if each.code in proofs),
    )
