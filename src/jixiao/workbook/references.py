"""Codes that people gave to rows: each once, and every reference to one that is there."""

from collections import Counter
from collections.abc import Iterator

from jixiao.model.evaluation import Evaluation
from jixiao.model.record import Record, column_of
from jixiao.workbook.layout import TOPICS

_KEYS = {
    "sections": "name",
    "duties": "code",
    "tasks": "code",
    "projects": "code",
    "contracts": "number",
    "indicators": "code",
    "rounds": "code",
    "evidence": "code",
    "management": "fact",
    "judgements": "line",
}
_REFERENCES = {
    "duty": "duties",
    "task": "tasks",
    "project": "projects",
    "parent": "projects",
    "indicator": "indicators",
    "round": "rounds",
    "evidence": "evidence",
    "section": "sections",
}

Found = tuple[str, Record, str, str, str]
"""Sheet, record, heading, what stands there, what is the matter."""


def key_field(topic: str) -> str | None:
    """Return the field by which rows of a topic are told apart, or None."""
    return _KEYS.get(topic)


def check_references(evaluation: Evaluation) -> Iterator[Found]:
    """Yield codes that occur twice, references that lead nowhere, and months outside the year."""
    known = {
        topic: [str(getattr(row, key)) for row in getattr(evaluation, topic)]
        for topic, key in _KEYS.items()
    }
    for topic in TOPICS:
        rows = getattr(evaluation, topic.field)
        if isinstance(rows, Record):
            continue
        key = _KEYS.get(topic.field)
        if key is not None:
            yield from _repeated(topic.sheet, rows, key)
        if topic.field == "monthly":
            yield from _repeated(topic.sheet, rows, "month")
            yield from _months(topic.sheet, rows)
        for column in topic.columns:
            target = _REFERENCES.get(column.name)
            if target is None or not known[target] or column.kinds != (str,):
                continue  # 报告章节 is no section of the department, 项目支出 no project
            for row in rows:
                given = getattr(row, column.name)
                for code in given if isinstance(given, tuple) else (given,):
                    if code and code not in known[target]:
                        where = next(one.sheet for one in TOPICS if one.field == target)
                        said = f"在工作表“{where}”里找不到"
                        yield topic.sheet, row, column.label, code, said


def _repeated(sheet: str, rows: tuple[Record, ...], field: str) -> Iterator[Found]:
    counts = Counter(getattr(row, field) for row in rows if getattr(row, field) not in ("", None))
    seen: set[object] = set()
    for row in rows:
        code = getattr(row, field)
        if counts.get(code, 0) > 1:
            if code in seen:
                label = column_of(type(row), field).label
                yield sheet, row, label, str(code), "与前面一行重复"
            seen.add(code)


def _months(sheet: str, rows: tuple[Record, ...]) -> Iterator[Found]:
    for row in rows:
        month = getattr(row, "month", None)
        if month is not None and not 1 <= month <= 12:
            yield sheet, row, "月份", str(month), "不是 1 至 12"
