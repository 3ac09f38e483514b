"""What a self-evaluation report is composed from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from jixiao.model.evaluation import Department, Evaluation, Project
from jixiao.model.measures import Measured, Missing, Subject, measure
from jixiao.model.score import ScoreSheet
from jixiao.reports.forms import provenance
from jixiao.reports.wording import self_name
from jixiao.standards import Framework
from jixiao.terms import SectionKey

_FACT: Final = "fact:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that a report may speak of: a department's year, its scores and the layout to follow.

    ``sheet`` is the score of what is reported on; ``project`` its code, empty for the department.
    ``projects`` holds the score sheets of its projects by their codes. ``questions`` are the words
    of what the standard asks about management, by their identifiers.
    """

    evaluation: Evaluation
    sheet: ScoreSheet
    framework: Framework
    projects: Mapping[str, ScoreSheet] = field(default_factory=dict)
    project: str = ""
    questions: Mapping[str, str] = field(default_factory=dict)

    @property
    def department(self) -> Department:
        """Who reports."""
        return self.evaluation.department

    @property
    def year(self) -> int:
        """The year that is evaluated."""
        return self.sheet.year

    @property
    def me(self) -> str:
        """How the department speaks of itself."""
        return self_name(self.department.name)

    def figure(self, identifier: str) -> Measured | None:
        """Return a measure, or None where something is missing for it."""
        found = measure(identifier, Subject(self.evaluation, self.project, self.questions))
        return None if isinstance(found, Missing) else found

    def answer(self, question: str) -> Measured | None:
        """Return the answer to a question about management that asks for a number."""
        return self.figure(_FACT + question)

    def yes(self, question: str) -> bool | None:
        """Return the answer to a question that asks for 是 or 否."""
        found = self.evaluation.fact(question)
        return found.value if found is not None and isinstance(found.value, bool) else None

    def origin(self, question: str) -> str:
        """Return where a question was answered."""
        found = self.evaluation.fact(question)
        return "" if found is None else found.origin

    def date(self, question: str) -> date | None:
        """Return the answer to a question that asks for a day."""
        found = self.evaluation.fact(question)
        return found.value if found is not None and isinstance(found.value, date) else None

    def narrative(self, key: SectionKey) -> str:
        """Return what the user wrote for a section of the department's report."""
        if self.project:
            return ""
        texts = (one.text for one in self.evaluation.narratives if one.section is key)
        return "\n".join(text for text in texts if text.strip())

    def named(self, code: str) -> Project | None:
        """Return a project by its code."""
        return next((one for one in self.evaluation.projects if one.code == code), None)

    def open_projects(self) -> tuple[Project, ...]:
        """Return the projects that may be named."""
        return tuple(one for one in self.evaluation.projects if not one.classified)

    def classified_projects(self) -> tuple[Project, ...]:
        """Return the projects of which nothing but code and amounts is told."""
        return tuple(one for one in self.evaluation.projects if one.classified)


def footnotes(sheet: ScoreSheet) -> tuple[str, ...]:
    """Return how the scores of a report came about, and a warning where it was not verified."""
    notes = provenance(sheet)
    if all(line.verified for line in sheet.leaves):
        return notes
    warning = "所用标准的分值和计分规则有未与正式文件逐条核对的，报送前请对照正式文件核对。"
    return (*notes, warning)
