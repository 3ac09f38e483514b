"""部门整体支出绩效自评报告: the whole report by the outline that the region's pack names."""

from collections.abc import Iterator, Mapping
from typing import Final

from jixiao.reports.composition import (
    Block,
    Composition,
    Paragraph,
    ParagraphKind,
    Run,
    Title,
    prompt,
)
from jixiao.reports.forms import day
from jixiao.reports.self_evaluation.closing import last_year, measures, problems
from jixiao.reports.self_evaluation.management import management_efficiency
from jixiao.reports.self_evaluation.material import Draft, Material, footnotes, sections
from jixiao.reports.self_evaluation.overview import (
    functions,
    funds,
    goal,
    performance_management,
    plan,
)
from jixiao.reports.self_evaluation.results import conclusion, mission_effectiveness
from jixiao.reports.wording import count, said
from jixiao.terms import SectionKey

_DRAFTS: Final[Mapping[SectionKey, Draft]] = {
    SectionKey.FUNCTIONS: functions,
    SectionKey.PLAN: plan,
    SectionKey.GOAL: goal,
    SectionKey.FUNDS: funds,
    SectionKey.PERFORMANCE_MANAGEMENT: performance_management,
    SectionKey.CONCLUSION: conclusion,
    SectionKey.MISSION_EFFECTIVENESS: mission_effectiveness,
    SectionKey.MANAGEMENT_EFFICIENCY: management_efficiency,
    SectionKey.PROBLEMS: problems,
    SectionKey.MEASURES: measures,
    SectionKey.LAST_YEAR: last_year,
}
_PROVINCE: Final = "province"


def department_report(material: Material, name: str = "") -> Composition:
    """Return the report of a department, under a file name.

    Provinces print fields below the title, cities and counties sign and date at the end.
    """
    department = material.department.name
    title = f"{material.year}年度部门整体支出绩效自评报告"
    blocks: list[Block] = [Title((department, title))]
    province = material.outline.level == _PROVINCE
    if province:
        blocks += _cover(material)
    blocks += sections(material, _DRAFTS)
    if not province:
        blocks += signature(material)
    notes = footnotes(material.sheet)
    return Composition(name or f"{department}{title}", title, tuple(blocks), footnotes=notes)


def _cover(material: Material) -> Iterator[Block]:
    department = material.department
    yield Paragraph((Run(f"部门名称：{department.name}"),), ParagraphKind.ADDRESSEE)
    if department.unit_count is not None:
        units = count("预算单位数量", department.unit_count, "个", department.origin)
        yield Paragraph((said("预算单位数量：", units),), ParagraphKind.ADDRESSEE)
    filled = day(department.filled_on)
    for label, text in (
        ("填报人", department.preparer),
        ("联系电话", department.phone),
        ("填报日期", filled),
    ):
        shown = Run(text.strip()) if text.strip() else prompt(label)
        yield Paragraph((Run(f"{label}："), shown), ParagraphKind.ADDRESSEE)


def signature(material: Material) -> Iterator[Block]:
    """Yield who signs, and when."""
    department = material.department
    yield Paragraph((Run(department.name),), ParagraphKind.SIGNATURE)
    if department.filled_on is not None:
        yield Paragraph((Run(day(department.filled_on)),), ParagraphKind.DATE)
    else:
        yield Paragraph((prompt("填报日期"),), ParagraphKind.DATE)
