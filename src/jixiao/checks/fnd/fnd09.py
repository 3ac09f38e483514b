"""FND09: what was not executed against the carry-over at the end of the year."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import explained, is_money, of_department, same_time, this_year
from jixiao.checks.fnd._rates import yearly_rates
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Verdict, verify_sum
from jixiao.model.fact import Basis, Fact
from jixiao.model.outcome import Outcome
from jixiao.patterns import pattern
from jixiao.terms import Fund, Severity

_TAKEN_BACK = pattern(r"收回|注销|核销|上缴(?:国库|财政)|回收")


@check(
    code="FND09",
    name="unspent-budget",
    severity=Severity.HINT,
    since="0.1",
    absent="文中没有同时写明全年预算、执行数和年末结转结余，无从核对未执行的资金去向。",
)
def unspent_budget(ctx: Context) -> Iterator[Outcome]:
    """没有执行完的预算应当转入年末结转结余，或说明已收回、注销。

    为什么：预算减执行的差额去了哪里，读者要能看明白；年末财政收回指标是正常的，但应写明。
    公式：全年预算数－全年执行数＝年末结转结余（＋收回、注销数）。
    不报的情形：写有收回、注销、上缴等字样的；有年初结转或非财政资金、结转大于差额的；分母是年初预算的；含约数的，无法判断。
    已知漏报：收回的金额与差额不等的不细算。
    """
    closing = next(
        (
            fact
            for fact in ctx.facts_of("carryover_closing")
            if is_money(fact) and of_department(fact) and this_year(ctx, fact)
        ),
        None,
    )
    operands = _operands(ctx)
    if closing is None or operands is None:
        return
    budget, spent = operands
    if closing.scope.fund is not budget.scope.fund or not same_time(ctx, closing, spent):
        yield ctx.cannot_tell(
            closing, "年末结转结余与预算、执行数口径或期间不同，无法核对", operands
        )
        return
    yield _judge(ctx, budget, spent, closing)


def _operands(ctx: Context) -> tuple[Fact, Fact] | None:
    for ratio in yearly_rates(ctx):
        spent, budget = ratio.numerator, ratio.denominator
        if spent is None or budget is None or budget.concept != "budget_total" or not ratio.sure:
            continue
        if budget.scope.fund is Fund.ALL and budget.scope.basis is not Basis.INITIAL_BUDGET:
            return budget, spent
    return None


def _judge(ctx: Context, budget: Fact, spent: Fact, closing: Fact) -> Outcome:
    result = verify_sum([budget.amount, spent.amount], closing.amount, [1, -1])
    said = (
        f"预算 {ctx.number(budget)}、执行 {ctx.number(spent)}、年末结转结余 {ctx.number(closing)}"
    )
    related = (budget, spent)
    if result.verdict is Verdict.UNDECIDED or result.expected is None:
        return ctx.cannot_tell(closing, f"{said}，含有约数，无法核对", related)
    if result.verdict is not Verdict.FAIL:
        return ctx.passed(closing, f"{said}，差额与年末结转结余相合", related)
    unit = closing.amount.unit.name
    if result.expected < 0 or closing.value > result.expected:
        return ctx.cannot_tell(
            closing, f"{said}，结转大于未执行数，可能含年初结转或非财政资金，无法核对", related
        )
    if explained(ctx, closing, _TAKEN_BACK, 3):
        return ctx.passed(
            closing, f"{said}，差额 {result.expected}{unit} 文中已说明收回或注销", related
        )
    return ctx.finding(
        closing,
        f"{said}，未执行的 {result.expected}{unit} 没有全部转入年末结转结余，"
        "是否已由财政收回？请写明去向",
        stated=closing,
        expected=result.expected,
        related=related,
    )
