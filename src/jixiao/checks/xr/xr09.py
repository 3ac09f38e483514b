"""XR09: the money of projects and tasks."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from jixiao.checks.fm._indicators import total
from jixiao.checks.records import bare
from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.checks.xr._figures import MONEY, RATE, agrees, of_year, printed, table_unit
from jixiao.checks.xr._owners import DEPARTMENT, Owner, Owners
from jixiao.checks.xr._same import is_that_report, spoken_otherwise, within_the_year
from jixiao.extraction.understanding import Understanding
from jixiao.model.evaluation import Evaluation, ProjectFunds
from jixiao.model.fact import Basis, Fact
from jixiao.model.intervals import half_up
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.quantity import Dimension
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_INITIAL, _ADJUSTED, _EXECUTED = "年初预算数", "全年预算数", "全年执行数"
_RATE_LABEL: Final = "预算执行率"
_FIELDS: Final = {_INITIAL: "initial", _ADJUSTED: "adjusted", _EXECUTED: "executed"}
_ENDS: Final = (
    (pattern(r"年初预算数?(?:\(.*\))?$"), _INITIAL),
    (pattern(r"(?:全年|调整后)预算数?(?:\(.*\))?$"), _ADJUSTED),
    (pattern(r"(?:(?:全年|预算)?执行数|全年支出数?)(?:\(.*\))?$"), _EXECUTED),
    (pattern(r"执行率(?:\(.*\))?$"), _RATE_LABEL),
)
_BUDGETS: Final = {Basis.INITIAL_BUDGET: _INITIAL, Basis.ADJUSTED_BUDGET: _ADJUSTED}
_STAGED: Final = {
    "budget_total": _BUDGETS,
    "budget_project": _BUDGETS,
    "fund_total": _BUDGETS,
    "executed_amount": dict.fromkeys(Basis, _EXECUTED),
    "expenditure_total": dict.fromkeys(Basis, _EXECUTED),
    "expenditure_project": dict.fromkeys(Basis, _EXECUTED),
    "execution_rate": dict.fromkeys(Basis, _RATE_LABEL),
}
_PART = pattern(r"财政拨款|结转|其他资金|中央|省级|市级|区级|县级|自筹|\d+月|季度|累计|监控")
_HUNDREDTH: Final = Decimal("0.01")
_NUMBER: Final = frozenset({Dimension.MONEY, Dimension.NONE, Dimension.PERCENT})


class _Known(NamedTuple):
    """What a workbook knows of one owner: names of amounts, their values and where they stand."""

    name: str
    values: dict[str, Decimal]
    record: ProjectFunds


@source_check(
    code="XR09",
    name="money-of-projects",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时给出填有项目资金的工作簿和写有项目（任务）资金的文字。",
)
def money_of_projects(ctx: SourcesContext) -> Iterator[SourcesOutcome]:
    """报告、自评表、汇总表中各项目和任务的预算数、执行数、执行率，应与工作簿一致。

    为什么：项目资金来自支付系统，一个项目一套数；报告、自评表、汇总表各写各的，一比就露馅。
    公式：按项目编号、名称（任务按所属项目合计）认定是谁的数，年初预算数、全年预算数、全年执行数
    换算单位后在印出位数的舍入范围内相等，执行率＝全年执行数÷全年预算数。
    同一部门同一年度的表里，编号或名称相同、栏目相同、单位写明而不相等的，是错误；其余只作警告。
    不报的情形：只写其中一种资金的；监控报告等年中材料的执行数；名称不足四个字的项目；
    一句话里顺带提到项目而其实说部门的（与部门的数相符）；没有写单位的金额。
    已知漏报：换了名称又没有写编号的项目。
    """
    found = ctx.evaluation()
    if found is None or not found[1].project_funds:
        return
    number, evaluation = found
    known = dict(_known(evaluation))
    for source, text in ctx.texts():
        owners = Owners(evaluation, text)
        certain = is_that_report(text, evaluation)
        for fact in text.facts:
            label = _label(text, fact)
            owner = owners.of(fact) if label else DEPARTMENT
            each = known.get(owner)
            if each is None or label not in each.values or not _told(text, fact, label, evaluation):
                continue
            certain_here = certain and owners.of_row(fact.start) == owner
            spots = (
                Spot(source, span=Span(fact.start, fact.end), label="报告"),
                Spot(number, each.record, _FIELDS.get(label, "executed"), label="工作簿"),
            )
            named = owners.mention(fact.start)
            told = _Telling(text, fact, None if named is None else named.end, certain_here)
            yield from _judged(ctx, told, (each, label), spots)


class _Telling(NamedTuple):
    """What a text tells; ``after`` is where the name of the project ends in the sentence."""

    text: Understanding
    fact: Fact
    after: int | None
    certain: bool


def _judged(
    ctx: SourcesContext, told: _Telling, known: tuple[_Known, str], spots: tuple[Spot, Spot]
) -> Iterator[SourcesOutcome]:
    (text, fact, after, certain), (each, label) = told, known
    value = each.values[label]
    unit = RATE if label == _RATE_LABEL else MONEY
    said = f"{each.name}的{label}：工作簿为{bare(value)}{unit}，报告写作{printed(fact)}"
    if agrees(fact, value, unit, text) or (unit == RATE and abs(fact.value - value) <= _HUNDREDTH):
        yield ctx.passed(spots, f"{said}，相符")
        return
    whole = _whole_of(ctx)
    if whole is not None and not certain and agrees(fact, whole.get(label, value), unit, text):
        return  # the sentence names the project, but speaks of the department
    if not certain and spoken_otherwise(text, fact, after):
        return
    yield ctx.finding(
        spots,
        f"{said}；请核对",
        severity=Severity.ERROR if certain else None,
        stated=fact.value,
        expected=value,
    )


def _label(text: Understanding, fact: Fact) -> str:
    """Return which of the amounts of a project a fact bears the name of; empty where none."""
    if fact.quantity is None or fact.amount.unit.dimension not in _NUMBER:
        return ""
    if fact.concept in _STAGED:
        return _STAGED[fact.concept].get(fact.scope.basis, "")
    bound = table_unit(text, fact) is not None or fact.scope.basis is not Basis.UNKNOWN
    if fact.concept != "other" or not (bound or fact.amount.unit.name == RATE):
        return ""
    return next((name for end, name in _ENDS if end.search(fact.label)), "")


def _told(text: Understanding, fact: Fact, label: str, evaluation: Evaluation) -> bool:
    """Whether a fact is of the whole money of a project in the year, printed with its unit."""
    if not fact.amount.is_plain or _PART.search(fact.label):
        return False
    if label in (_EXECUTED, _RATE_LABEL) and within_the_year(text):
        return False
    if not of_year(text, fact, evaluation.department.year):
        return False
    percent = fact.amount.unit.dimension is Dimension.PERCENT
    if label == _RATE_LABEL:
        return percent
    named = fact.amount.unit.dimension is Dimension.MONEY or table_unit(text, fact) is not None
    return named and not percent


def _known(evaluation: Evaluation) -> Iterator[tuple[Owner, _Known]]:
    for project in evaluation.projects:
        rows = evaluation.funds_of(project.code)
        if rows and project.code:
            name = f"项目{project.code}“{project.name}”" if project.name else f"项目{project.code}"
            yield Owner(project=project.code), _Known(name, _values(rows), rows[0])
    for task in evaluation.tasks:
        codes = [each.code for each in evaluation.projects if each.task == task.code]
        funded = [row for code in codes for row in evaluation.funds_of(code)]
        if funded and all(evaluation.funds_of(code) for code in codes):
            yield (
                Owner(task=task.code),
                _Known(f"任务“{task.name}”", _values(tuple(funded)), funded[0]),
            )


def _values(rows: tuple[ProjectFunds, ...]) -> dict[str, Decimal]:
    values = {label: total(rows, field) for label, field in _FIELDS.items()}
    found = {label: value for label, value in values.items() if value is not None}
    if found.get(_ADJUSTED) and _EXECUTED in found:
        found[_RATE_LABEL] = half_up(found[_EXECUTED] * 100 / found[_ADJUSTED], 2)
    return found


def _whole_of(ctx: SourcesContext) -> dict[str, Decimal] | None:
    """Return the department's own amounts by the same names."""
    found = ctx.evaluation()
    if found is None or not found[1].funds:
        return None
    values = {}
    for label, field in _FIELDS.items():
        amounts = [getattr(row, field) for row in found[1].funds]
        if None not in amounts:
            values[label] = sum(amounts, Decimal(0))
    if values.get(_ADJUSTED) and _EXECUTED in values:
        values[_RATE_LABEL] = half_up(values[_EXECUTED] * 100 / values[_ADJUSTED], 2)
    return values
