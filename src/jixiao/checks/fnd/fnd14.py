"""FND14: a printed execution rate that the text must be able to reproduce."""

from collections.abc import Iterator
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import (
    is_budget,
    is_fiscal,
    is_money,
    of_department,
    sentence_of,
    this_year,
    told,
)
from jixiao.checks.fnd._rates import AGREED, yearly_rates
from jixiao.checks.registry import check
from jixiao.model.arithmetic import verify_ratio
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Quantity
from jixiao.model.relation import Ratio
from jixiao.patterns import pattern
from jixiao.terms import Fund, Severity

# The words that say that a rate is that of the whole department.
_WHOLE = pattern(
    r"部门|整体|总体|[本我全][办局委厅院校处站所会镇乡街]|本(?:单位|部门|中心)|全(?:系统|年度?预算)|年度预算|总支出|总预算"
)
# The words that say that it is that of a part of its spending.
_PART = pattern(r"基本支出|项目|一般公共|政府性|专项|人员经费|公用经费|其中|下属|本级")
_SPENT = ("expenditure_total", "executed_amount", "expenditure_fiscal")
_BASES = ("budget_total", "budget_income", "budget_income_fiscal", "income_total", "income_fiscal")


class _Base(NamedTuple):
    label: str
    amount: Quantity
    facts: tuple[Fact, ...]


@check(
    code="FND14",
    name="reproducible-rate",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有只写执行率而不写预算数、执行数的情形。",
)
def reproducible_rate(ctx: Context) -> Iterator[Outcome]:
    """只写执行率的，应能用文中的支出数和预算数（或收入数）复算出来。

    为什么：执行率直接计分，读者应能用报告中的数字复算；复算不出，多半是口径没有写明。
    公式：文中某一支出总数÷某一预算总数（年初预算、调整后预算、收入决算、收入＋年初结转）＝写出的执行率；
        只写某一种财政资金的执行率，而另一种财政资金金额更大、全文没有写执行率的，也请补充。
    不报的情形：文中没有同一资金口径的支出数或分母的，无法判断；年中监控的进度、目标值不核对；
        没有“部门”“整体”“本局”等字样、可能是单个项目的，复算不出也不报。
    已知漏报：恰好被另一口径复算出来的错误执行率。
    """
    for ratio in yearly_rates(ctx):
        rate = ratio.rate
        if ratio.numerator is not None and ratio.denominator is not None:
            continue
        if not rate.amount.is_point:
            yield ctx.cannot_tell(rate, "执行率是约数，不复算")
            continue
        spent, bases = _candidates(ctx, ratio)
        if spent and bases:
            yield _judge(ctx, ratio, spent, bases)
            continue
        larger = _larger_fund(ctx, rate)
        if larger is None:
            yield ctx.cannot_tell(rate, "写了执行率，但文中没有同一口径的支出数或预算数，无法复算")
        else:
            yield ctx.finding(
                rate,
                f"执行率 {ctx.number(rate)} 只是{rate.scope.fund.label}的，资金更多的"
                f"“{told(larger)}” {ctx.number(larger)} 没有写执行率，请补充全部资金的执行率",
                stated=rate,
                related=(larger,),
            )


def _larger_fund(ctx: Context, rate: Fact) -> Fact | None:
    """Return the money of another fund that is larger and has no rate anywhere, if there is any."""
    fund = rate.scope.fund
    if not is_fiscal(fund) or any(
        other.scope.fund is not fund for other in ctx.facts_of("execution_rate")
    ):
        return None
    money = [
        fact
        for fact in ctx.facts_of("income_total", "income_fiscal", *_SPENT)
        if is_money(fact) and is_fiscal(fact.scope.fund) and of_department(fact)
    ]
    own = [fact.amount.base for fact in money if fact.scope.fund is fund]
    others = [fact for fact in money if fact.scope.fund is not fund]
    largest = max(others, key=lambda fact: fact.amount.base, default=None)
    if largest is None or not own or largest.amount.base <= max(own):
        return None
    return largest


def _candidates(ctx: Context, ratio: Ratio) -> tuple[list[Fact], list[_Base]]:
    fund = ratio.rate.scope.fund
    bound = ratio.numerator
    spent = [bound] if bound is not None else _facts(ctx, _SPENT, fund, planned=False)
    if ratio.denominator is not None:
        base = ratio.denominator
        return spent, [_Base(told(base), base.amount, (base,))]
    found = _facts(ctx, _BASES, fund, planned=None)
    bases = [_Base(told(fact), fact.amount, (fact,)) for fact in found]
    for opening in _facts(ctx, ("carryover_opening",), fund, planned=False):
        bases.extend(
            _with_opening(income, opening)
            for income in found
            if income.concept.startswith("income") and income.amount.compatible(opening.amount)
        )
    return spent, bases


def _facts(
    ctx: Context, concepts: tuple[str, ...], fund: Fund, *, planned: bool | None
) -> list[Fact]:
    """Return the amounts that may be meant; one told several times over counts once."""
    found: dict[tuple[str, str, Quantity], Fact] = {}
    funds = (fund, Fund.FISCAL_APPROPRIATION) if fund is Fund.ALL else (fund,)
    for fact in ctx.facts_of(*concepts):
        if (
            fact.quantity is not None
            and fact.quantity.is_point
            and of_department(fact)
            and this_year(ctx, fact)
            and fact.scope.fund in funds
            and (planned is None or is_budget(fact) == planned)
        ):
            found.setdefault((fact.concept, told(fact), fact.quantity), fact)
    return list(found.values())


def _with_opening(income: Fact, opening: Fact) -> _Base:
    amount = Quantity(
        (income.amount.base + opening.amount.base) / income.amount.unit.factor,
        income.amount.unit,
        max(income.amount.decimals, opening.amount.decimals),
    )
    return _Base(f"{told(income)}＋{told(opening)}", amount, (income, opening))


def _judge(ctx: Context, ratio: Ratio, spent: list[Fact], bases: list[_Base]) -> Outcome:
    rate = ratio.rate
    for part in spent:
        for base in bases:
            if verify_ratio(part.amount, base.amount, rate.amount).verdict in AGREED:
                return ctx.passed(
                    rate,
                    f"执行率 {ctx.number(rate)} 可按“{told(part)}÷{base.label}”"
                    f"（{ctx.number(part)}÷{ctx.number(base.amount)}）复算",
                    (part, *base.facts),
                )
    part = spent[0]
    half_bound = ratio.numerator is not None or ratio.denominator is not None
    sentence = sentence_of(ctx, rate)
    if half_bound or not _WHOLE.search(sentence) or _PART.search(sentence):
        return ctx.cannot_tell(rate, "写了执行率，但不能确定它的分子、分母是文中哪两个数，无法复算")
    tried = {
        f"{told(part)}÷{base.label}为 {_percent(part, base)}%": None
        for base in bases
        if part.amount.compatible(base.amount) and base.amount.base
    }
    return ctx.finding(
        rate,
        f"执行率写作 {ctx.number(rate)}，用文中的数字复算不出（{'，'.join(list(tried)[:3])}），"
        "请写明分子、分母及其口径",
        stated=rate,
        related=(part, *bases[0].facts),
    )


def _percent(part: Fact, base: _Base) -> str:
    value = part.amount.base * 100 / base.amount.base
    return f"{value:.2f}"
