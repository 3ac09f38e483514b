"""Two workbooks side by side, and what one of them can add to the other."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import NamedTuple

from jixiao.model.evaluation import Evaluation
from jixiao.model.record import Record, Value, blank, columns
from jixiao.terms import Term
from jixiao.workbook.layout import TOPICS, Topic
from jixiao.workbook.looks import NO, YES


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
        for name, before, after in _pairs(topic, old, new):
            if before is None or after is None:
                one, other = ("" if row is None else "一行" for row in (before, after))
                yield Difference(topic.sheet, name, "", one, other)
            else:
                yield from _fields(topic, name, before, after)


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
        merged: list[Record] = []
        for name, row, offered in _pairs(topic, base, part):
            if row is None:
                assert offered is not None  # noqa: S101 - a pair has one side at least
                merged.append(replace(offered, origin=""))  # it was read in another workbook
                taken.append(Difference(topic.sheet, name, "", "", "一行"))
                continue
            changes: dict[str, Value] = {}
            for column in columns(topic.kind) if offered is not None else ():
                own, other = getattr(row, column.name), getattr(offered, column.name)
                if blank(other) or own == other:
                    continue
                found = Difference(topic.sheet, name, column.label, shown(own), shown(other))
                if blank(own) or prefer_part:
                    changes[column.name] = other
                    taken.append(found)
                else:
                    conflicts.append(found)
            merged.append(replace(row, **changes) if changes else row)  # type: ignore[arg-type]  # of its columns
        values[topic.field] = merged[0] if topic.upright else tuple(merged)
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
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


# --- which rows are the same row ------------------------------------------------------------------


_OWNERS = ("project", "task")


class _Key(NamedTuple):
    """By what a row is known: its key, and its number among the rows of that key."""

    parts: tuple[Value, ...]
    number: int
    whole: bool  # whether every part is filled in


class _Pair(NamedTuple):
    """What a row is called, and the row on either side; None where only the other has it."""

    name: str
    old: Record | None
    new: Record | None


def _pairs(topic: Topic, old: Evaluation, new: Evaluation) -> list[_Pair]:
    """Return the rows of a sheet in pairs, those of the old side in its order, then new ones.

    Rows are paired by their key. Where one was not filled in, that would make the same row of two
    that only lack their number; there it takes rows that are alike, and other rows stay apart.
    """
    before, after = _rows(old, topic), _rows(new, topic)
    partners = {key: key for key in before if key.whole and key in after}
    come = [key for key in after if key not in partners]
    lacking = not all(key.whole for key in come)  # else a row of a whole key has no other partner
    for alike in (_equal, _namesakes, _fitting, _of_one_part):
        for key in [each for each in before if each not in partners]:
            if key.whole and not lacking:
                continue
            found = (
                other
                for other in come
                if not (key.whole and other.whole) and alike(topic, before[key], after[other])
            )
            partner = next(found, None)
            if partner is not None:
                partners[key] = partner
                come.remove(partner)
    return [
        *(
            _Pair(_said(key, row), row, after[partners[key]] if key in partners else None)
            for key, row in before.items()
        ),
        *(_Pair(_said(key, after[key]), None, after[key]) for key in come),
    ]


def _rows(evaluation: Evaluation, topic: Topic) -> dict[_Key, Record]:
    value = getattr(evaluation, topic.field)
    rows: Sequence[Record] = (value,) if isinstance(value, Record) else value
    found: dict[_Key, Record] = {}
    counts: Counter[tuple[Value, ...]] = Counter()
    for row in rows:
        parts = _key_of(topic, row)
        counts[parts] += 1
        found[_Key(parts, counts[parts], not any(map(blank, parts)))] = row
    return found


def _key_of(topic: Topic, row: Record) -> tuple[Value, ...]:
    return tuple(getattr(row, name) for name in topic.key)


def _equal(topic: Topic, one: Record, other: Record) -> bool:
    return not any(_fields(topic, "", one, other))


def _namesakes(topic: Topic, one: Record, other: Record) -> bool:
    """Whether two rows have one name, and no number or owner that says that they are two."""
    if not _name(one) or _name(one) != _name(other):
        return False
    telling = (*topic.key, *(each.name for each in topic.columns if each.name in _OWNERS))
    pairs = ((getattr(one, each), getattr(other, each)) for each in telling)
    return all(blank(own) or blank(its) or own == its for own, its in pairs)


def _fitting(topic: Topic, one: Record, other: Record) -> bool:
    """Whether two rows of no name agree in something, and differ where one is blank only."""
    values = [(getattr(one, each.name), getattr(other, each.name)) for each in topic.columns]
    both = [(own, its) for own, its in values if not blank(own) and not blank(its)]
    nameless = not (_name(one) and _name(other))
    return nameless and both != [] and all(own == its for own, its in both)


def _of_one_part(topic: Topic, one: Record, other: Record) -> bool:
    """Whether what is filled in of two keys is the same."""
    key = _key_of(topic, one)
    return not all(map(blank, key)) and key == _key_of(topic, other)


def _name(row: Record) -> str:
    return str(getattr(row, "name", ""))


def _fields(topic: Topic, name: str, old: Record, new: Record) -> Iterator[Difference]:
    for column in columns(topic.kind):
        one, other = getattr(old, column.name), getattr(new, column.name)
        if one != other and not (blank(one) and blank(other)):
            yield Difference(topic.sheet, name, column.label, shown(one), shown(other))


def _said(key: _Key, row: Record) -> str:
    """Return what a row is called: by its key, by its name where no key was filled in."""
    said = [str(getattr(part, "label", part)) for part in key.parts if not blank(part)]
    if not said:
        return _name(row)
    return " ".join([*said, str(key.number)] if key.number > 1 else said)


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


def left_out(base: Evaluation, part: Evaluation) -> Iterator[Difference]:
    """Yield the rows that the sheet of a section no longer has; a merge keeps them.

    Whose sheet it is tell its rows; where they are of several sections, or of none, it is no
    sheet of one section.
    """
    topics = section_topics()
    named = {
        getattr(row, topic.section_field)
        for topic in topics
        if topic.section_field
        for row in _rows(part, topic).values()
    }
    own = parts(base).get(next(iter(named - {""}), "")) if len(named - {""}) == 1 else None
    if own is None:
        return
    for topic in topics:
        for pair in _pairs(topic, own, part):
            if pair.new is None:
                yield Difference(topic.sheet, pair.name, "", "一行", "")


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
