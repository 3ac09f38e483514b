"""FND20: income against expenditure and the change of the carry-over."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import (
    is_budget,
    is_money,
    of_department,
    same_time,
    this_year,
    told,
)
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Verdict, verify_equal
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Carryover
from jixiao.terms import Fund, Severity

_PAIRS = (("income_total", "expenditure_total"), ("income_fiscal", "expenditure_fiscal"))
_NEAR = 4  # sentences


@check(
    code="FND20",
    name="income-against-expenditure",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有在同一处写明同一口径的收入与支出，无从比较。",
)
def income_against_expenditure(ctx: Context) -> Iterator[Outcome]:
    """收入与支出相等时，年初与年末结转结余应当相等。

    为什么：收入全部支出则结转结余不变；收支相等而结转变动，说明有一个数写错或漏写结余分配。
    公式：收入＝支出时，年初结转结余＝年末结转结余；收入≠支出时，两者不应相等。
    不报的情形：四个数在同一段写全的，由 FND04 核对；有决算表的部门决算，由 FA03 核对；
        没有写结转结余的，收支相等算相符，不等则无法判断；
        资金口径、期间不同的不比较。
    已知漏报：收入与支出相隔较远的。
    """
    if ctx.all(Carryover) or ctx.understanding.accounts:
        return
    for first, second in _PAIRS:
        pair = _pair(ctx, first, second)
        if pair is None:
            continue
        income, spent = pair
        fund = Fund.ALL if first == "income_total" else Fund.FISCAL_APPROPRIATION
        yield _judge(
            ctx,
            income,
            spent,
            _of_fund(ctx, "carryover_opening", fund),
            _of_fund(ctx, "carryover_closing", fund),
        )
        return


def _pair(ctx: Context, first: str, second: str) -> tuple[Fact, Fact] | None:
    incomes = [fact for fact in ctx.facts_of(first) if _usable(ctx, fact)]
    for spent in ctx.facts_of(second):
        for income in incomes:
            if (
                _usable(ctx, spent)
                and abs(spent.sentence - income.sentence) <= _NEAR
                and income.scope.fund is spent.scope.fund
                and same_time(ctx, income, spent)
            ):
                return income, spent
    return None


def _usable(ctx: Context, fact: Fact) -> bool:
    return (
        is_money(fact)
        and fact.amount.is_point
        and of_department(fact)
        and this_year(ctx, fact)
        and not is_budget(fact)
        and fact.scope.fund in (Fund.ALL, Fund.FISCAL_APPROPRIATION)
    )


def _of_fund(ctx: Context, concept: str, fund: Fund) -> Fact | None:
    return next(
        (f for f in ctx.facts_of(concept) if _usable(ctx, f) and f.scope.fund is fund), None
    )


def _judge(
    ctx: Context, income: Fact, spent: Fact, opening: Fact | None, closing: Fact | None
) -> Outcome:
    equal = verify_equal(spent.amount, income.amount).verdict is not Verdict.FAIL
    said = f"“{told(income)}” {ctx.number(income)}，“{told(spent)}” {ctx.number(spent)}"
    related = [income, *(fact for fact in (opening, closing) if fact is not None)]
    if opening is None or closing is None:
        if equal and (closing is None or closing.value == 0):
            return ctx.passed(spent, f"{said}，收支相等，当年没有新增结转", related)
        return ctx.cannot_tell(spent, f"{said}，没有写全年初、年末结转结余，无法核对", related)
    same = verify_equal(closing.amount, opening.amount).verdict is not Verdict.FAIL
    carried = f"年初结转 {ctx.number(opening)}，年末结转 {ctx.number(closing)}"
    if same == equal:
        return ctx.passed(spent, f"{said}；{carried}，与收支的差相合", related)
    return ctx.finding(
        spent,
        f"{said}，收支{'相等' if equal else '不等'}，"
        f"而{carried}{'没有变化' if same else '有变化'}，"
        "请核对，或说明结余分配、资金收回等情况",
        stated=spent,
        related=related,
    )
