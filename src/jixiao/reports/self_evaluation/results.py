"""履职效能: how the tasks fared, and the other lines of that part of the score."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.model.evaluation import Indicator, Task
from jixiao.model.score import ScoreLine
from jixiao.reports.composition import Block, Heading, Run, Source, body, chinese, prompt
from jixiao.reports.self_evaluation.conclusion import scored, scored_lines, section_line
from jixiao.reports.self_evaluation.indicators import told
from jixiao.reports.self_evaluation.material import Material
from jixiao.reports.self_evaluation.spending import amounts
from jixiao.reports.wording import Part, count, money, own, phrase, rate, said, whole
from jixiao.terms import SectionKey

_TOP = 1


def tasks(material: Material) -> Iterator[Block]:
    """Tell, task by task under a heading each, what was to be reached and what was."""
    yield from _tasks(material, headed=True)


def tasks_together(material: Material) -> Iterator[Block]:
    """Tell the same under one heading."""
    yield Heading(_TOP, "部门整体绩效目标产出指标和效益指标完成情况")
    yield from _tasks(material, headed=False)


def mission_scores(material: Material) -> Iterator[Block]:
    """Tell the lines of this part of the score that are no indicators, and the part itself."""
    for line in _other_lines(material):
        yield Heading(_TOP, line.label)
        yield body(said(*spending(material, line)))
    part = section_line(material, SectionKey.MISSION_EFFECTIVENESS)
    if part is not None:
        yield body(said(*scored(part)))


def achievements(_material: Material) -> Iterator[Block]:
    """Leave what the results are worth to the department."""
    yield body(
        prompt("成效评价：履职取得的主要成效；可引用上列指标完成值和任务完成情况，评价由本单位作出")
    )


def _tasks(material: Material, *, headed: bool) -> Iterator[Block]:
    tasks = material.evaluation.tasks
    for index, task in enumerate(tasks, start=1):
        if headed:
            yield Heading(_TOP, f"{phrase(task.name)}任务")
            lead = ""
        else:
            lead = f"{chinese(index)}是" if len(tasks) > 1 else ""
        runs = _task(material, task, lead if headed else f"{lead}{phrase(task.name)}任务")
        if runs:
            yield body(*runs)
        yield from told(material, material.evaluation.indicators_of(task=task.code))
    known = {task.code for task in tasks}
    rest = [
        one for one in material.evaluation.indicators if not one.project and one.task not in known
    ]
    if rest:
        yield from _common(material, rest, headed=headed)


def _common(material: Material, rest: Sequence[Indicator], *, headed: bool) -> Iterator[Block]:
    """Tell the indicators that belong to no task."""
    if headed:
        yield Heading(_TOP, "部门整体指标")
    elif material.evaluation.tasks:
        number_of = count("部门整体指标个数", len(rest), "个", "指标表")
        yield body(said("部门整体另设绩效指标", number_of, "，完成情况如下。"))
    yield from told(material, rest)


def _task(material: Material, task: Task, lead: str) -> list[Run]:
    """Return who did it, what for, what came of it, and what it cost."""
    runs: list[Run] = []
    if task.section.strip():
        section = Source("责任科室", phrase(task.section), task.origin)
        runs.append(said(f"{lead}由" if lead else "由", section, "承担"))
    elif lead:
        runs.append(Run(lead))
    if task.goal.strip():
        runs += [Run("，年度目标是" if runs else "年度目标是"), own(task.goal)]
    if runs:
        runs.append(Run("。"))
    if task.result.strip():
        runs += [Run("完成情况："), *whole(task.result)]
    cost = _cost(material, task)
    return [*runs, said(*cost)] if cost else runs


def _cost(material: Material, task: Task) -> list[Part]:
    """Return what the projects of a task were given and spent, where all of it is known."""
    own_ones = [one for one in material.open_projects() if one.task == task.code]
    rows = [row for one in own_ones for row in material.evaluation.funds_of(one.code)]
    found = amounts(rows)
    if found is None:
        return []
    adjusted, executed = found
    name = f"{phrase(task.name)}任务"
    parts: list[Part] = ["该任务安排项目", count("项目个数", len(own_ones), "个", "项目表")]
    parts += ["，全年预算数", money(f"{name}全年预算数", adjusted, "项目资金表")]
    parts += ["，全年执行数", money(f"{name}全年执行数", executed, "项目资金表")]
    if adjusted > 0:
        execution = rate(f"{name}预算执行率", executed, adjusted, "全年执行数÷全年预算数")
        parts += ["，预算执行率", execution]
    return [*parts, "。"]


def _other_lines(material: Material) -> list[ScoreLine]:
    """Return the lines beside the indicators in this part of the score."""
    part = section_line(material, SectionKey.MISSION_EFFECTIVENESS)
    if part is None:
        return []
    return [
        line
        for line in scored_lines(part.children)
        if line.points
        and not any(each.indicator is not None for each in line.children)
        and not any("指标" in need for need in line.needs)
    ]


def spending(material: Material, line: ScoreLine) -> list[Part]:
    """Return what went into a line and what it scored."""
    adjusted = material.figure("adjusted_budget")
    executed = material.figure("executed_amount")
    quarterly = material.figure("quarterly_execution_rate")
    parts: list[Part] = []
    if adjusted is not None and executed is not None and adjusted.value > 0:
        parts += ["全年预算数", money("全年预算数", adjusted.value, adjusted.origin)]
        parts += ["，全年执行数", money("全年执行数", executed.value, executed.origin), "，支出率"]
        parts += [rate("预算支出率", executed.value, adjusted.value, "全年执行数÷全年预算数"), "。"]
    if quarterly is not None and any(each.label == quarterly.label for each in line.inputs):
        parts += [quarterly.label, rate(quarterly.label, quarterly.value, Decimal(100)), "。"]
    return [*parts, *scored(line)]
