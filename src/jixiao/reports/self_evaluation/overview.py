"""The first part of a department's report: what it is there for, its tasks, goals and money."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from jixiao.model.evaluation import Funds, MonitoringRound, ProjectFunds, Task
from jixiao.reports.composition import Block, Run, Source, body, chinese, prompt
from jixiao.reports.forms import total_of
from jixiao.reports.self_evaluation.indicators import counted, target
from jixiao.reports.self_evaluation.material import Material
from jixiao.reports.wording import (
    Part,
    count,
    day,
    filled,
    listed,
    money,
    own,
    phrase,
    rate,
    said,
    whole,
)
from jixiao.terms import Appraisal, ApprovalStage, ExpenditureKind, Sign

_LOW: Final = Decimal("0.9")
_BASIC = (ExpenditureKind.STAFF, ExpenditureKind.PUBLIC)


def functions(material: Material) -> Iterator[Block]:
    """Say what the department is there for, how it is built and staffed."""
    department = material.department
    renamed = _renamed(material)
    if renamed:
        yield body(said(*renamed))
    if department.functions.strip():
        yield body(said(f"{material.me}主要职责是："), *whole(department.functions))
    else:
        yield body(prompt("部门职能，按“三定”规定填写"))
    runs: list[Run] = []
    if department.institutions.strip():
        runs += whole(department.institutions)
    staff = _staff(material)
    if staff:
        runs.append(said(*staff))
    if runs:
        yield body(*runs)


def _renamed(material: Material) -> list[Part]:
    department = material.department
    if not department.former_name.strip():
        return []
    former = Source("更名前名称", phrase(department.former_name), department.origin)
    since = department.renamed_on
    if since is None:
        return [f"{department.name}原名", former, "，评价年度内更名为现名。"]
    month = Source("更名日期", f"{since.year}年{since.month}月", department.origin)
    return [f"{department.name}原名", former, "，", month, "更名为现名。"]


def _staff(material: Material) -> list[Part]:
    department = material.department
    origin = department.origin
    told: list[list[Part]] = []
    if department.unit_count is not None:
        told.append(["预算单位", count("预算单位数量", department.unit_count, "个", origin)])
    if department.posts is not None:
        told.append(["核定编制", count("编制数", department.posts, "名", origin)])
    if department.staff is not None:
        told.append(["年末在职", count("年末在职人数", department.staff, "人", origin)])
    if department.posts and department.staff is not None:
        whole_staff, posts = Decimal(department.staff), Decimal(department.posts)
        told.append(
            ["在职人员控制率", rate("在职人员控制率", whole_staff, posts, "在职人数÷编制数")]
        )
    return [*listed(told, last="，", mark="，"), "。"] if told else []


def plan(material: Material) -> Iterator[Block]:
    """Say what was to be done in the year."""
    if material.department.work.strip():
        yield body(*whole(material.department.work))
    tasks = material.evaluation.tasks
    if tasks:
        number = count("重点工作任务项数", len(tasks), "项", "任务表")
        runs = [said(f"{material.year}年安排重点工作任务", number, "：")]
        for index, task in enumerate(tasks, start=1):
            runs += _task(task, index if len(tasks) > 1 else 0)
            runs.append(Run("。" if index == len(tasks) else "；"))
        yield body(*runs)
    elif not material.department.work.strip():
        yield body(prompt("年度总体工作和重点工作任务"))


def _task(task: Task, ordinal: int) -> list[Run]:
    lead = f"{chinese(ordinal)}是" if ordinal else ""
    runs = [said(lead, Source("工作任务", phrase(task.name), task.origin))]
    if task.content.strip():
        runs += [Run("，"), own(task.content)]
    return runs


def goal(material: Material) -> Iterator[Block]:
    """Say what was to be reached."""
    if material.department.goal.strip():
        yield body(*whole(material.department.goal))
    else:
        yield body(prompt("部门整体支出绩效目标，按批复的目标填写"))
    own_ones = [one for one in material.evaluation.indicators if not one.project]
    if not own_ones:
        return
    parts: list[Part] = ["围绕上述目标，部门整体设置", *counted(own_ones), "。"]
    yield body(said(*parts))
    named: list[list[Part]] = [
        [phrase(one.name), wanted]
        for one in own_ones
        if one.sign is not Sign.QUALITATIVE and (wanted := target(one)) is not None
    ]
    if named:
        yield body(said("主要指标值为：", *listed(named), "。"))


# --- money --------------------------------------------------------------------------------------


def funds(material: Material) -> Iterator[Block]:
    """Say what came in, what was planned and what was spent."""
    budget = _budget(material)
    if budget:
        adjusted = material.figure("adjusted_budget")
        executed = material.figure("executed_amount")
        low: list[Run] = []
        if adjusted is not None and executed is not None:
            low = low_execution(executed.value, adjusted.value)
        yield body(said(*budget), *low)
    flows = _flows(material)
    if flows:
        yield body(said(*flows))
    by_kind = _by_kind(material)
    if by_kind:
        yield body(said(*by_kind))
    by_fund = _by_fund(material)
    if by_fund:
        yield body(said(*by_fund))
    if not budget:
        yield body(prompt("年初预算数、全年预算数和全年执行数；补填工作簿部门支出表后重新生成"))


def _budget(material: Material) -> list[Part]:
    """Return budget, its adjustment and execution, or nothing where a figure is missing."""
    initial = material.figure("initial_budget")
    adjusted = material.figure("adjusted_budget")
    executed = material.figure("executed_amount")
    if adjusted is None or executed is None:
        return []
    parts: list[Part] = [f"{material.year}年，{material.me}"]
    if initial is not None:
        parts += ["年初预算数", money("年初预算数", initial.value, initial.origin), "，"]
        change = adjusted.value - initial.value
        if change:
            word = "净调增" if change > 0 else "净调减"
            parts += [
                f"年中{word}",
                money("预算调整数", abs(change), "全年预算数－年初预算数"),
                "，",
            ]
    parts += ["全年预算数", money("全年预算数", adjusted.value, adjusted.origin)]
    parts += ["；全年支出", money("全年执行数", executed.value, executed.origin)]
    if adjusted.value > 0:
        execution = rate("预算执行率", executed.value, adjusted.value, "全年执行数÷全年预算数")
        parts += ["，预算执行率", execution]
    return [*parts, "。"]


def _flows(material: Material) -> list[Part]:
    """Return opening balance, income, expenditure and closing balance where all is known."""
    evaluation = material.evaluation
    income = total_of(one.final for one in evaluation.income)
    opening = material.figure("carryover_last_year")
    closing = material.figure("carryover")
    spent = material.figure("executed_amount")
    if income is None:
        return []
    parts: list[Part] = []
    if opening is not None:
        parts += ["年初结转结余", money("上年结转", opening.value, opening.origin), "，"]
    parts += ["本年收入", money("收入决算数", income, "收入表")]
    sources: list[list[Part]] = [
        [f"{one.fund.label}收入", money(f"{one.fund.label}收入", one.final, one.origin)]
        for one in evaluation.income
        if one.fund is not None and one.final is not None
    ]
    if len(sources) == len(evaluation.income):
        parts += ["，其中", *listed(sources)] if len(sources) > 1 else ["，全部为", sources[0][0]]
    if spent is not None:
        parts += ["；本年支出", money("全年执行数", spent.value, spent.origin)]
    if closing is not None:
        parts += ["，年末结转结余", money("结转下年", closing.value, closing.origin)]
    return [*parts, "。"]


def _by_kind(material: Material) -> list[Part]:
    """Return expenditure by kind with shares, where every row is filled in."""
    rows = material.evaluation.funds
    whole_sum = total_of(one.executed for one in rows)
    if whole_sum is None or whole_sum <= 0 or any(one.kind is None for one in rows):
        return []
    basic_rows = [one for one in rows if one.kind in _BASIC]
    project_rows = [one for one in rows if one.kind is ExpenditureKind.PROJECT]
    groups: list[list[Part]] = []
    for label, some in (("基本支出", basic_rows), ("项目支出", project_rows)):
        amount = total_of(one.executed for one in some)
        if amount is None:
            continue
        share = rate(f"{label}占比", amount, whole_sum, f"{label}÷总支出")
        parts: list[Part] = [label, money(label, amount, "部门支出表"), "，占", share]
        if label == "基本支出":
            parts += _basic_parts(some)
        groups.append(parts)
    if not groups:
        return []
    lead: list[Part] = ["从支出构成看，", *listed(groups, last="；", mark="；")]
    return [*lead, "。"]


def _basic_parts(rows: Sequence[Funds]) -> list[Part]:
    named: list[list[Part]] = []
    for kind in _BASIC:
        amount = total_of(one.executed for one in rows if one.kind is kind)
        if amount is not None:
            named.append([kind.label, money(kind.label, amount, "部门支出表")])
    return ["，其中", *listed(named)] if len(named) == len(_BASIC) else []


def _by_fund(material: Material) -> list[Part]:
    """Return budget and expenditure by fund, where there is more than one."""
    rows = material.evaluation.funds
    found = list(dict.fromkeys(one.fund for one in rows if one.fund is not None))
    if len(found) < 2 or any(one.fund is None for one in rows):
        return []
    named: list[list[Part]] = []
    for fund in found:
        amount = total_of(one.executed for one in rows if one.fund is fund)
        if amount is None:
            return []
        named.append([f"{fund.label}支出", money(f"{fund.label}支出", amount, "部门支出表")])
    return ["从资金来源看，", *listed(named), "。"]


def amounts(rows: Sequence[Funds | ProjectFunds]) -> tuple[Decimal, Decimal] | None:
    """Return adjusted budget and execution of rows, or None where one is blank."""
    adjusted = total_of(one.adjusted for one in rows)
    executed = total_of(one.executed for one in rows)
    return None if adjusted is None or executed is None else (adjusted, executed)


def classified(material: Material) -> Iterator[Block]:
    """Yield a sentence for each project of which only code and amounts are told."""
    for project in material.classified_projects():
        found = amounts(material.evaluation.funds_of(project.code))
        if found is None:
            continue
        code = Source("项目编号", project.code, project.origin)
        label = f"{project.code}全年预算数", f"{project.code}全年执行数"
        yield body(
            said(
                "编号",
                code,
                "的项目全年预算数",
                money(label[0], found[0], project.origin),
                "，全年执行数",
                money(label[1], found[1], project.origin),
                "，按规定不列明名称和内容。",
            )
        )


# --- management of performance ------------------------------------------------------------------


def performance_management(material: Material) -> Iterator[Block]:
    """Say how goals were set, watched and reviewed in the year."""
    projects = material.evaluation.projects
    if projects:
        own_ones = [one for one in material.evaluation.indicators if one.project]
        parts: list[Part] = ["绩效目标管理方面，纳入绩效管理的项目"]
        parts.append(count("项目个数", len(projects), "个", "项目表"))
        if own_ones:
            parts += ["，设置项目", *counted(own_ones)]
        yield body(said(*parts, "。"))
    appraised = _appraised(material)
    if appraised:
        yield body(said(*appraised))
    yield from _monitored(material)
    yield from classified(material)


def _appraised(material: Material) -> list[Part]:
    due = [
        one
        for one in material.open_projects()
        if one.appraisal in (Appraisal.DONE, Appraisal.NOT_DONE)
    ]
    if not due:
        return []
    done = [one for one in due if one.appraisal is Appraisal.DONE]
    parts: list[Part] = ["事前绩效评估方面，应开展评估的新增项目"]
    parts += [count("应开展事前绩效评估的项目数", len(due), "个", "项目表")]
    parts += ["，已开展", count("已开展事前绩效评估的项目数", len(done), "个", "项目表")]
    names = [[Source("项目名称", phrase(one.name), one.origin)] for one in done if one.name.strip()]
    if names:
        parts += ["，为", *listed(names)]
    return [*parts, "。"]


def _monitored(material: Material) -> Iterator[Block]:
    rounds = material.evaluation.rounds
    if not rounds:
        return
    number = count("绩效运行监控轮次", len(rounds), "轮", "监控表")
    yield body(said("绩效运行监控方面，全年开展监控", number, "。"), *_rounds(rounds))


def _rounds(rounds: Sequence[MonitoringRound]) -> Iterator[Run]:
    for one in rounds:
        if one.cut_off is None or one.executed is None:
            continue
        yield said(
            "截至",
            day("监控截止日期", one.cut_off, one.origin),
            "，累计支出",
            money("累计执行数", one.executed, one.origin),
        )
        if one.finding.strip():
            yield from (Run("，监控发现的问题是"), own(one.finding))
        if one.action.strip():
            yield from (Run("，处理意见是"), own(one.action))
        yield Run("。")


def reviews(material: Material) -> list[Part]:
    """Return before whom and when the results were reviewed."""
    stages = (ApprovalStage.OFFICE_MEETING, ApprovalStage.PARTY_GROUP_MEETING)
    named: list[list[Part]] = [
        [day(one.stage.label, one.held_on, one.origin), one.stage.label.removesuffix("审议")]
        for one in material.evaluation.approvals
        if one.stage in stages and filled(one.held_on) and one.held_on is not None
    ]
    return ["自评结果经", *listed(named), "审议"] if named else []


def low_execution(executed: Decimal, adjusted: Decimal) -> list[Run]:
    """Return a blank for the reason where less than nine tenths of a budget were spent."""
    if adjusted <= 0 or executed >= adjusted * _LOW:
        return []
    return [prompt("预算执行率低于90%的原因")]
