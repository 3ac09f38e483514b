"""What a self-evaluation report is composed from, and how its sections are laid out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from jixiao.model.evaluation import Department, Evaluation, Project
from jixiao.model.measures import Measured, Missing, Subject, measure
from jixiao.model.score import ScoreSheet
from jixiao.reports.composition import Block, Heading
from jixiao.reports.composition import Outline as Numbering
from jixiao.reports.forms import provenance
from jixiao.reports.wording import kept, self_name
from jixiao.standards import Outline, OutlineSection
from jixiao.terms import SectionKey

_FACT: Final = "fact:"
_OVERVIEW: Final = frozenset(
    {
        SectionKey.FUNCTIONS,
        SectionKey.PLAN,
        SectionKey.GOAL,
        SectionKey.FUNDS,
        SectionKey.PERFORMANCE_MANAGEMENT,
    }
)
_RESULTS: Final = frozenset(
    {SectionKey.CONCLUSION, SectionKey.MISSION_EFFECTIVENESS, SectionKey.INDICATOR_ANALYSIS}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that a report may speak of: a department's year, its scores and the outline to follow.

    ``sheet`` is the score of what is reported on; ``project`` its code, empty for the department.
    ``projects`` holds the score sheets of its projects by their codes.
    """

    evaluation: Evaluation
    sheet: ScoreSheet
    outline: Outline
    projects: Mapping[str, ScoreSheet] = field(default_factory=dict)
    project: str = ""

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
        found = measure(identifier, Subject(self.evaluation, self.project))
        return None if isinstance(found, Missing) else found

    def answer(self, question: str) -> Measured | None:
        """Return the answer to a question about management that asks for a number."""
        return self.figure(_FACT + question)

    def yes(self, question: str) -> bool | None:
        """Return the answer to a question that asks for 是 or 否."""
        found = self.evaluation.fact(question)
        return found.value if found is not None and isinstance(found.value, bool) else None

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


# --- the outline --------------------------------------------------------------------------------

Draft = Callable[[Material], Iterable[Block]]
"""Drafts one section; a heading in it counts its level from 1 below the section."""


class _Place(NamedTuple):
    level: int
    title: str
    required: bool
    keys: tuple[SectionKey, ...]


def sections(material: Material, drafts: Mapping[SectionKey, Draft]) -> Iterator[Block]:
    """Yield the sections of the outline, numbered: what the user wrote, else what is drafted.

    A section that nothing is known of is left out where the outline allows it.
    """
    numbering = Numbering()
    for place in _places(material.outline.sections):
        blocks = [block for key in place.keys for block in _content(material, key, drafts)]
        container = place.keys[0] in (SectionKey.OVERVIEW, SectionKey.EVALUATION)
        if not blocks and not place.required and not container:
            continue
        yield numbering.heading(place.level, place.title)
        for block in blocks:
            if isinstance(block, Heading):
                yield numbering.heading(place.level + block.level, block.text)
            else:
                yield block


def _content(
    material: Material, key: SectionKey, drafts: Mapping[SectionKey, Draft]
) -> Iterable[Block]:
    written = material.narrative(key)
    if written:
        return kept(written)
    return drafts[key](material) if key in drafts else ()


def _places(outline: tuple[OutlineSection, ...]) -> Iterator[_Place]:
    """Yield the headings of an outline with their levels.

    基本情况 and 绩效自评情况 hold the sections that are parts of them. Problems and measures
    under one title are one heading, part of 绩效自评情况; under two they stand by themselves.
    """
    holder: SectionKey | None = None
    done: set[SectionKey] = set()
    for one in outline:
        if one.key in done:
            continue
        keys = tuple(other.key for other in outline if other.titles[0] == one.titles[0])
        done.update(keys)
        if one.key in (SectionKey.OVERVIEW, SectionKey.EVALUATION):
            holder = one.key
        elif not _belongs(keys, holder):
            holder = None
        level = 2 if holder is not None and one.key is not holder else 1
        yield _Place(level, one.titles[0], one.required, keys)


def _belongs(keys: tuple[SectionKey, ...], holder: SectionKey | None) -> bool:
    if holder is SectionKey.OVERVIEW:
        return keys[0] in _OVERVIEW | {SectionKey.MANAGEMENT_EFFICIENCY}
    if holder is SectionKey.EVALUATION:
        return keys[0] in _RESULTS | {SectionKey.MANAGEMENT_EFFICIENCY} or len(keys) > 1
    return False


def footnotes(sheet: ScoreSheet) -> tuple[str, ...]:
    """Return how the scores of a report came about, and a warning where it was not verified."""
    notes = provenance(sheet)
    if all(line.verified for line in sheet.leaves):
        return notes
    warning = "所用标准的分值和计分规则有未与正式文件逐条核对的，报送前请对照正式文件核对。"
    return (*notes, warning)
