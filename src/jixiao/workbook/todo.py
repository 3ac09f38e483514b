"""What is still missing in a workbook, and who has to fill it in."""

from collections.abc import Iterator
from typing import NamedTuple

from jixiao.model.evaluation import Evaluation, Indicator, Project
from jixiao.model.record import Record, blank, missing
from jixiao.terms import Sign
from jixiao.workbook.asked import Asked
from jixiao.workbook.layout import TOPICS, Role, Topic


class Todo(NamedTuple):
    """One thing to fill in: by which section and person, and what."""

    section: str
    person: str
    text: str


def todo(evaluation: Evaluation, asked: Asked) -> tuple[Todo, ...]:
    """Return everything that is missing: required fields, answers, judgements, evidence."""
    return tuple(_all(evaluation, asked))


def _all(evaluation: Evaluation, asked: Asked) -> Iterator[Todo]:
    for topic in TOPICS:
        value = getattr(evaluation, topic.field)
        records = (value,) if isinstance(value, Record) else value
        for number, record in enumerate(records, 1):
            if isinstance(record, Project) and record.classified:
                continue  # carried as code and amounts only
            blanks = "、".join(f"“{column.label}”" for column in missing(record))
            if blanks:
                yield _of(evaluation, topic, record, f"{_where(topic, record, number)}的{blanks}")
    yield from _unanswered(evaluation, asked)
    for indicator in evaluation.indicators:
        for text in _of_indicator(indicator):
            name = f"指标“{indicator.name or indicator.code}”"
            yield _person(evaluation, _section(evaluation, indicator), f"{name}{text}")


def _unanswered(evaluation: Evaluation, asked: Asked) -> Iterator[Todo]:
    answered = {each.fact for each in evaluation.management if each.value is not None}
    for question in asked.questions:
        if question.id not in answered:
            text = f"工作表“管理情况”的“{question.label}”"
            yield _person(evaluation, Role.OFFICE, text)
    judged = {each.line for each in evaluation.judgements if each.score is not None}
    for line, label, _ in asked.judged:
        if line not in judged:
            yield _person(evaluation, Role.OFFICE, f"工作表“评定得分”的“{label}”")


def _of_indicator(indicator: Indicator) -> Iterator[str]:
    if indicator.sign is Sign.QUALITATIVE:
        if indicator.attainment is None:
            yield "的“定性完成情况”"
        elif indicator.judged_score is None:
            yield "的“定性指标自评得分”"
    else:
        if indicator.target is None:
            yield "的“指标值”"
        if indicator.actual is None:
            yield "的“完成值”"
    if indicator.evidence_asked and not indicator.evidence:
        yield f"应附的佐证材料（{indicator.evidence_asked}）"


def _of(evaluation: Evaluation, topic: Topic, record: Record, text: str) -> Todo:
    section = ""
    if topic.section_field:
        section = getattr(record, topic.section_field)
    return _person(evaluation, section or topic.role, text)


def _section(evaluation: Evaluation, indicator: Indicator) -> str:
    if indicator.section:
        return indicator.section
    owners = [each for each in evaluation.projects if each.code == indicator.project]
    return owners[0].section if owners else ""


def _person(evaluation: Evaluation, section: str, text: str) -> Todo:
    """Return what a section has to do; 办公室 is both a role and, mostly, a section."""
    known = next((each for each in evaluation.sections if each.name == section), None)
    return Todo(section, "" if known is None else known.contact, text)


def _where(topic: Topic, record: Record, number: int) -> str:
    if record.origin:
        return record.origin
    first = getattr(record, topic.columns[0].name)
    if topic.upright or blank(first):
        return f"工作表“{topic.sheet}”" + ("" if topic.upright else f"第{number}条")
    return f"工作表“{topic.sheet}”的“{getattr(first, 'label', first)}”"
