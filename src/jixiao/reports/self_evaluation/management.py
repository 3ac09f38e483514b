"""管理效率分析: each part of the standard in prose, from the records and answers behind it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from jixiao.model.evaluation import with_unit
from jixiao.model.score import Input, ScoreLine
from jixiao.reports.composition import Block, Heading, Run, Source, body
from jixiao.reports.forms import quoted
from jixiao.reports.self_evaluation.conclusion import scored, section_line
from jixiao.reports.self_evaluation.material import Material
from jixiao.reports.self_evaluation.resources import assets, procurement, running_costs
from jixiao.reports.wording import (
    Part,
    counted_as,
    day,
    listed,
    money,
    phrase,
    rate,
    said,
)
from jixiao.terms import Appraisal, SectionKey

_TOP: Final = 1
_ANSWERS: Final = ("是", "否")
Told = Callable[[Material], Iterator[list[Run]]]
"""Tells the facts of one part, a paragraph at a time."""


def management(material: Material) -> Iterator[Block]:
    """Tell how things were managed, subject by subject, whatever the standard scores of them."""
    for title, tellers in _SUBJECTS:
        paragraphs = [runs for tell in tellers for runs in tell(material)]
        if paragraphs:
            yield Heading(_TOP, title)
            yield from (body(*runs) for runs in paragraphs)


def management_scores(material: Material) -> Iterator[Block]:
    """Tell each part of the management score: the facts, the points, where they were lost."""
    whole_part = section_line(material, SectionKey.MANAGEMENT_EFFICIENCY)
    if whole_part is None:
        taken = section_line(material, SectionKey.MISSION_EFFECTIVENESS)
        parts: Sequence[ScoreLine] = [one for one in material.sheet.lines if one is not taken]
    else:
        parts = whole_part.children
        if whole_part.score is not None:
            yield body(said(*scored(whole_part, detailed=False)))
    for part in parts:
        yield Heading(_TOP, f"{part.label}情况")
        tell = _PARTS.get(part.id)
        for runs in tell(material) if tell is not None else _inputs(part):
            yield body(*runs)
        yield body(said(*scored(part)))


def _inputs(part: ScoreLine) -> Iterator[list[Run]]:
    """Tell the inputs of lines that no prose was made for."""
    for line in part.walk():
        if line.inputs and not line.children:
            shown = [_input(one) for one in line.inputs]
            mark = "，" if all(one.shown in _ANSWERS for one in line.inputs) else "、"
            yield [said(line.label, "：", *listed(shown, mark, mark), "。")]


def _input(one: Input) -> list[Part]:
    """Tell one input: a statement that holds by its words, an amount as amounts are printed."""
    if one.shown == _ANSWERS[0]:
        return [Source(one.label, one.label, one.origin)]
    if one.shown in _ANSWERS:
        return [Source(one.label, f"{quoted(one.label)}填报为“{one.shown}”", one.origin)]
    if one.unit == "万元" and one.number is not None:
        return [one.label, money(one.label, one.number, one.origin)]
    return [one.label, Source(one.label, with_unit(one.shown, one.unit), one.origin)]


# --- budget -------------------------------------------------------------------------------------


def _preparation(material: Material) -> Iterator[list[Run]]:
    due, done = material.figure("new_projects"), material.figure("new_projects_appraised")
    if due is None or done is None:
        return
    parts: list[Part] = ["全年应开展事前绩效评估的新增项目", counted_as(due, "个")]
    if due.value:
        parts += ["，已开展", counted_as(done, "个")]
    names: list[list[Part]] = [
        [Source("项目名称", phrase(one.name), one.origin)]
        for one in material.open_projects()
        if one.appraisal is Appraisal.DONE and one.name.strip()
    ]
    if names:
        parts += ["，为", *listed(names)]
    yield [said(*parts, "。")]


def _execution(material: Material) -> Iterator[list[Run]]:
    runs = [said(*parts) for parts in (_transfers(material), _adjustment(material)) if parts]
    found = material.answer("finance_violations")
    if found is not None:
        runs.append(said("审计、巡察、财会监督发现资金使用问题", counted_as(found, "个"), "。"))
    if runs:
        yield runs


def _transfers(material: Material) -> list[Part]:
    due, done = material.answer("transfer_funds"), material.answer("transfer_funds_in_time")
    if due is None or done is None or due.value <= 0:
        return []
    return [
        "需要下达的转移支付资金",
        money(due.label, due.value, due.origin),
        "，按规定时限下达",
        money(done.label, done.value, done.origin),
        "，占",
        rate("按时下达占比", done.value, due.value, "按时下达÷需要下达"),
        "。",
    ]


def _adjustment(material: Material) -> list[Part]:
    initial, adjusted = material.figure("initial_budget"), material.figure("adjusted_budget")
    change = material.figure("budget_change")
    if initial is None or adjusted is None or change is None or initial.value <= 0:
        return []
    word = "净调增" if adjusted.value > initial.value else "净调减"
    parts: list[Part] = ["年初预算数", money(initial.label, initial.value, initial.origin)]
    if not change.value:
        return [*parts, "，年中没有调整。"]
    parts += [f"，年中{word}", money(change.label, change.value, change.origin)]
    share = rate("预算调整率", change.value, initial.value, "预算调整数÷年初预算数")
    return [*parts, "，预算调整率", share, "。"]


def _disclosure(material: Material) -> Iterator[list[Run]]:
    runs: list[Run] = []
    for label, first, second in (
        ("部门预算", "budget_approved_on", "budget_published_on"),
        ("部门决算", "accounts_approved_on", "accounts_published_on"),
    ):
        approved, published = material.date(first), material.date(second)
        if approved is None or published is None:
            continue
        approval, publication = (
            day(f"{label}批复日期", approved, material.origin(first)),
            day(f"{label}公开日期", published, material.origin(second)),
        )
        runs.append(said(f"{label}于", approval, "批复，", publication, "公开。"))
    runs += _answered(material, "goals_published", "绩效目标{}随预算公开。")
    runs += _answered(material, "self_evaluation_published", "绩效自评结果{}随决算公开。")
    if runs:
        yield runs


_COVERED: Final = {
    "rules_cover_goals": "绩效目标管理",
    "rules_cover_monitoring": "绩效运行监控",
    "rules_cover_evaluation": "绩效评价",
    "rules_cover_results": "结果应用",
}


# --- performance --------------------------------------------------------------------------------


def _performance(material: Material) -> Iterator[list[Run]]:
    runs = _rules(material)
    due, done = material.answer("results_due"), material.answer("results_applied")
    if due is not None and done is not None:
        parts: list[Part] = ["应落实的评价结果意见", counted_as(due, "条")]
        runs.append(said(*parts, "，已落实到预算或管理", counted_as(done, "条"), "。"))
    due, done = material.answer("reports_due"), material.answer("reports_in_time")
    if due is not None and done is not None:
        parts = ["应报送的绩效材料", counted_as(due, "份")]
        runs.append(said(*parts, "，按时按质报送", counted_as(done, "份"), "。"))
    if runs:
        yield runs


def _answered(material: Material, question: str, sentence: str) -> list[Run]:
    """Return the sentence of a question that was answered with 是 or 否."""
    answer = material.yes(question)
    if answer is None:
        return []
    told = sentence.format("已" if answer else "没有")
    origin = material.origin(question) or question
    return [said(Source("管理情况表", told.removesuffix("。"), origin), "。")]


def _rules(material: Material) -> list[Run]:
    """Say what the rules on performance cover, and what they do not."""
    runs: list[Run] = []
    for answer, verb in ((True, "绩效管理制度已涵盖"), (False, "绩效管理制度没有涵盖")):
        named: list[list[Part]] = [
            [Source("管理情况表", label, question)]
            for question, label in _COVERED.items()
            if material.yes(question) is answer
        ]
        if named:
            runs.append(said(verb, *listed(named, last="和"), "。"))
    return [*runs, *_answered(material, "rules_name_duties", "各科室的绩效管理职责{}写入制度。")]


def _answers(material: Material) -> Iterator[list[Run]]:
    """Tell what else the standard asks for, as it was answered."""
    runs: list[Run] = []
    for answer, lead in ((True, "对照标准逐项填报，符合的有："), (False, "不符合的有：")):
        named: list[list[Part]] = [
            [Source("管理情况表", quoted(label), question)]
            for question, label in material.questions.items()
            if question not in _TOLD and material.yes(question) is answer
        ]
        if named:
            runs.append(said(lead, *listed(named, last="", mark=""), "。"))
    if runs:
        yield runs


_TOLD: Final = frozenset(
    {
        *_COVERED,
        "rules_name_duties",
        "goals_published",
        "self_evaluation_published",
        "procurement_rules",
    }
)
"""Questions whose answers stand in sentences of their own."""

_PARTS: Final[Mapping[str, Told]] = {
    "budget_preparation": _preparation,
    "budget_execution": _execution,
    "disclosure": _disclosure,
    "performance_management": _performance,
    "procurement": procurement,
    "assets": assets,
    "running_costs": running_costs,
}
"""By the identifiers that packs use for the parts of management; others show their inputs."""

_SUBJECTS: Final[Sequence[tuple[str, Sequence[Told]]]] = (
    ("预算管理情况", (_preparation, _execution)),
    ("信息公开情况", (_disclosure,)),
    ("绩效管理情况", (_performance,)),
    ("采购管理情况", (procurement,)),
    ("资产管理情况", (assets,)),
    ("运行成本情况", (running_costs,)),
    ("其他管理情况", (_answers,)),
)
