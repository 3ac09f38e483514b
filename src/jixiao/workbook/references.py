"""Codes that people gave to rows: each once, and every reference to one that is there."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from jixiao.model.evaluation import Evaluation
from jixiao.model.record import Record, blank, column_of
from jixiao.workbook.layout import TOPICS, Topic

REFERENCES: Final = {
    "duty": "duties",
    "task": "tasks",
    "project": "projects",
    "parent": "projects",
    "indicator": "indicators",
    "round": "rounds",
    "evidence": "evidence",
    "section": "sections",
}
"""Fields that hold a code, and the records that have it."""

Found = tuple[str, Record, str, str, str]
"""Sheet, record, heading, what stands there, what is the matter."""


def check_references(evaluation: Evaluation) -> Iterator[Found]:
    """Yield codes that occur twice, references that lead nowhere, and months outside the year."""
    known = {
        topic.field: [str(getattr(row, topic.key[0])) for row in getattr(evaluation, topic.field)]
        for topic in TOPICS
        if len(topic.key) == 1
    }
    for topic in TOPICS:
        rows = getattr(evaluation, topic.field)
        if isinstance(rows, Record):
            continue
        yield from _repeated(topic, rows)
        if topic.field == "monthly":
            yield from _months(topic.sheet, rows)
        for column in topic.columns:
            target = REFERENCES.get(column.name)
            if target is None or not known[target] or column.kinds != (str,):
                continue  # 报告章节 is no section of the department, 项目支出 no project
            for row in rows:
                given = getattr(row, column.name)
                for code in given if isinstance(given, tuple) else (given,):
                    if code and code not in known[target]:
                        where = next(one.sheet for one in TOPICS if one.field == target)
                        said = f"在工作表“{where}”里找不到{_near(code, known[target])}"
                        yield topic.sheet, row, column.label, code, said


def _near(code: str, known: Sequence[str]) -> str:
    """Return which name was probably meant; codes of digits are alike by nature."""
    near = [] if code.isdigit() else get_close_matches(code, filter(None, known), n=1, cutoff=0.6)
    return f"，是否要填“{near[0]}”" if near else ""


def _repeated(topic: Topic, rows: tuple[Record, ...]) -> Iterator[Found]:
    """Yield rows whose key occurred before; rows whose key is not filled in are no repetition."""
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        key = tuple(getattr(row, name) for name in topic.key)
        if key in seen and not any(map(blank, key)):
            labels = "、".join(column_of(type(row), name).label for name in topic.key)
            said = "、".join(str(getattr(each, "label", each)) for each in key)
            yield topic.sheet, row, labels, said, "与前面一行重复"
        seen.add(key)


def _months(sheet: str, rows: tuple[Record, ...]) -> Iterator[Found]:
    for row in rows:
        month = getattr(row, "month", None)
        if month is not None and not 1 <= month <= 12:
            yield sheet, row, "月份", str(month), "不是 1 至 12"
