"""What a standard asks a department for, and the rows of the workbook that it makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from jixiao.model.evaluation import Evaluation, Judgement, ManagementFact
from jixiao.model.record import Record
from jixiao.standards.scoring import AnswerKind, Question
from jixiao.workbook.layout import Topic

ASKED_HEAD: Final = "要求填报的内容"
"""Head of the column that says what an identifier asks for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the chosen standard asks for: its name, its questions, and the lines to be judged.

    ``judged`` are identifier, label and full mark; ``section`` is named on a sheet for a section.
    """

    pack: str = ""
    title: str = ""
    questions: tuple[Question, ...] = ()
    judged: tuple[tuple[str, str, Decimal], ...] = ()
    section: str = ""


def rows_of(evaluation: Evaluation, topic: Topic, asked: Asked) -> Sequence[Record]:
    """Return the rows of a sheet; a row for every question and every line to be judged."""
    value = getattr(evaluation, topic.field)
    if isinstance(value, Record):
        return (value,)
    rows: Sequence[Record] = value
    if topic.kind is ManagementFact:
        known = {each.fact: each for each in evaluation.management}
        wanted = [each.id for each in asked.questions]
        extra = [each for each in evaluation.management if each.fact not in wanted]
        return (*(known.get(each) or ManagementFact(fact=each) for each in wanted), *extra)
    if topic.kind is Judgement:
        given = {each.line: each for each in evaluation.judgements}
        lines = [identifier for identifier, _, _ in asked.judged]
        more = [each for each in evaluation.judgements if each.line not in lines]
        return (*(given.get(each) or Judgement(line=each) for each in lines), *more)
    return rows


def words_of(topic: Topic, asked: Asked) -> Mapping[str, str] | None:
    """Return what each identifier of a sheet asks for; None where a sheet has none."""
    if topic.kind is ManagementFact:
        return {each.id: _question(each) for each in asked.questions}
    if topic.kind is Judgement:
        return {name: f"{label}（{points} 分）" for name, label, points in asked.judged}
    return None


_ANSWERS: Final = {
    AnswerKind.NUMBER: "填数",
    AnswerKind.DAY: "填日期",
    AnswerKind.YES_NO: "填是、否",
}


def _question(question: Question) -> str:
    unit = f"，单位：{question.unit}" if question.unit else ""
    return f"{question.label}（{_ANSWERS[question.kind]}{unit}）"
