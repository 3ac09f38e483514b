"""How a report is laid out: the headings of its framework, what was written, what is drafted."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from jixiao.reports.composition import Block, Heading, Outline, body, prompt
from jixiao.reports.self_evaluation.material import Material
from jixiao.reports.wording import kept
from jixiao.standards import FrameworkHeading
from jixiao.terms import ReportContent, SectionKey

Draft = Callable[[Material], Iterable[Block]]
"""Drafts a content; a heading in it counts its level from 1 below the heading it stands under."""

_SECTIONS: Final[Mapping[ReportContent, SectionKey]] = {
    ReportContent.OVERVIEW: SectionKey.OVERVIEW,
    ReportContent.FUNCTIONS: SectionKey.FUNCTIONS,
    ReportContent.PLAN: SectionKey.PLAN,
    ReportContent.GOAL: SectionKey.GOAL,
    ReportContent.FUNDS: SectionKey.FUNDS,
    ReportContent.PERFORMANCE_MANAGEMENT: SectionKey.PERFORMANCE_MANAGEMENT,
    ReportContent.EVALUATION: SectionKey.EVALUATION,
    ReportContent.EVALUATION_WORK: SectionKey.EVALUATION_WORK,
    ReportContent.CONCLUSION: SectionKey.CONCLUSION,
    ReportContent.TASKS: SectionKey.MISSION_EFFECTIVENESS,
    ReportContent.TASKS_TOGETHER: SectionKey.MISSION_EFFECTIVENESS,
    ReportContent.MISSION_SCORES: SectionKey.MISSION_EFFECTIVENESS,
    ReportContent.ACHIEVEMENTS: SectionKey.MISSION_EFFECTIVENESS,
    ReportContent.INDICATORS: SectionKey.INDICATOR_ANALYSIS,
    ReportContent.MANAGEMENT: SectionKey.MANAGEMENT_EFFICIENCY,
    ReportContent.MANAGEMENT_SCORES: SectionKey.MANAGEMENT_EFFICIENCY,
    ReportContent.PROBLEMS: SectionKey.PROBLEMS,
    ReportContent.MEASURES: SectionKey.MEASURES,
    ReportContent.LAST_YEAR: SectionKey.LAST_YEAR,
}
"""The section that people write for; what they wrote stands instead of the drafts."""

_APART: Final = {
    ReportContent.PROBLEMS_WITH_MEASURES: (ReportContent.PROBLEMS, ReportContent.MEASURES)
}
"""What stands one after the other where people wrote one of the two themselves."""


def sections(material: Material, drafts: Mapping[ReportContent, Draft]) -> Iterator[Block]:
    """Yield the headings of the framework, numbered: what the user wrote, else what is drafted.

    What was written for a section that the framework has no place for comes last, under the name
    of the section.
    """
    told: set[SectionKey] = set()
    blocks = [
        block
        for heading in material.framework.headings
        for block in _under(heading, 1, material, drafts, told)
    ]
    for key in SectionKey:
        if key not in told and (written := material.narrative(key)):
            blocks += [Heading(1, key.label), *kept(written)]
    numbering = Outline()
    for block in blocks:
        yield numbering.heading(block.level, block.text) if isinstance(block, Heading) else block


def _under(
    heading: FrameworkHeading,
    level: int,
    material: Material,
    drafts: Mapping[ReportContent, Draft],
    told: set[SectionKey],
) -> list[Block]:
    """Return a heading with all that stands under it; nothing where it can be left out."""
    blocks = list(_content(heading, level, material, drafts, told))
    for part in heading.parts:
        blocks += _under(part, level + 1, material, drafts, told)
    if not blocks:
        if heading.optional:
            return []
        blocks = [body(prompt(heading.prompt or heading.title))]
    return [Heading(level, heading.title), *blocks]


def _content(
    heading: FrameworkHeading,
    level: int,
    material: Material,
    drafts: Mapping[ReportContent, Draft],
    told: set[SectionKey],
) -> Iterator[Block]:
    here: set[SectionKey] = set()
    for content in _contents(heading, material):
        key = _SECTIONS.get(content)
        if key is not None and key not in told and (written := material.narrative(key)):
            told.add(key)
            here.add(key)
            yield from kept(written)
        if key in here or content not in drafts:
            continue
        for block in drafts[content](material):
            yield Heading(level + block.level, block.text) if isinstance(block, Heading) else block


def _contents(heading: FrameworkHeading, material: Material) -> Iterator[ReportContent]:
    for content in heading.holds:
        apart = _APART.get(content, ())
        written = any(material.narrative(_SECTIONS[each]) for each in apart)
        yield from apart if written else (content,)
