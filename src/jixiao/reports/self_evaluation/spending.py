"""Money in a department's report: budget, income and expenditure, its projects."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from jixiao.model.evaluation import Funds, ProjectFunds
from jixiao.reports.composition import Block, Run, Source, body, prompt
from jixiao.reports.forms import total_of
from jixiao.reports.self_evaluation.material import Material
from jixiao.reports.wording import Part, count, listed, money, rate, said
from jixiao.terms import ExpenditureKind

_LOW: Final = Decimal("0.9")
_BASIC: Final = (ExpenditureKind.STAFF, ExpenditureKind.PUBLIC)


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


def execution(material: Material) -> Iterator[Block]:
    """Say how much of the budget was spent."""
    adjusted, executed = material.figure("adjusted_budget"), material.figure("executed_amount")
    if adjusted is None or executed is None:
        yield body(prompt("全年预算数和全年执行数；补填工作簿部门支出表后重新生成"))
        return
    told: list[Part] = ["全年预算数", money("全年预算数", adjusted.value, adjusted.origin)]
    told += ["，全年执行数", money("全年执行数", executed.value, executed.origin)]
    if adjusted.value > 0:
        share = rate("预算执行率", executed.value, adjusted.value, "全年执行数÷全年预算数")
        told += ["，预算执行率", share]
    yield body(said(*told, "。"), *low_execution(executed.value, adjusted.value))


def projects(material: Material) -> Iterator[Block]:
    """Say what the projects were given and spent, and how they evaluated themselves."""
    known = material.evaluation.projects
    if not known:
        return
    told: list[Part] = ["全年安排项目", count("项目个数", len(known), "个", "项目表")]
    found = amounts([row for one in known for row in material.evaluation.funds_of(one.code)])
    if found is not None:
        adjusted, executed = found
        told += ["，项目全年预算数", money("项目全年预算数", adjusted, "项目资金表")]
        told += ["，项目全年执行数", money("项目全年执行数", executed, "项目资金表")]
        if adjusted > 0:
            share = rate("项目预算执行率", executed, adjusted, "全年执行数÷全年预算数")
            told += ["，预算执行率", share]
    yield body(said(*told, "。"), *_graded(material))
    yield from classified(material)


def _graded(material: Material) -> list[Run]:
    """Return how many projects came to which grade, and how many are not scored yet."""
    grades = [sheet.grade for sheet in material.projects.values()]
    if not grades:
        return []
    named: list[list[Part]] = [
        [f"等次为{grade}的", count(f"等次为{grade}的项目数", grades.count(grade), "个", "评分表")]
        for grade in dict.fromkeys(each for each in grades if each is not None)
    ]
    if left := grades.count(None):
        named.append(["尚未得出等次的", count("尚未得出等次的项目数", left, "个", "评分表")])
    done = count("自评项目数", len(grades), "个", "评分表")
    return [said("开展自评的项目", done, "，其中", *listed(named), "。")]


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


def low_execution(executed: Decimal, adjusted: Decimal) -> list[Run]:
    """Return a blank for the reason where less than nine tenths of a budget were spent."""
    if adjusted <= 0 or executed >= adjusted * _LOW:
        return []
    return [prompt("预算执行率低于90%的原因")]


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
