"""FND28: what is left of a budget."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import told
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Result, Verdict, verify_sum
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Remainder
from jixiao.model.slips import may_be_mistyped, slip_mends_difference
from jixiao.terms import Severity


@check(
    code="FND28",
    name="budget-remainder",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Remainder, ""), (Remainder, "apart")),
    absent="文中没有在执行率或支出数之后写明结余、剩余、未支出的金额，无从核对。",
)
def budget_remainder(ctx: Context) -> Iterator[Outcome]:
    """结余、剩余、未支出的金额应等于预算数减去支出数。

    为什么：预算、支出、结余三者紧接着写出，任何一个写错，另两个就对不上。
    公式：预算数－支出数＝结余（剩余、未支出、未使用）金额。
    不报的情形：写作累计、滚存、历年或年末结转和结余的，可能含以前年度资金，不核对；
        结转、收回分开写的不核对；按另一口径的预算能够相合的，算相符。
    已知漏报：结余与支出不在相邻句子里的。
    """
    for rest in ctx.relations(Remainder):
        bases = (rest.budget, *rest.alternatives)
        results = [
            (base, verify_sum([base.amount, rest.spent.amount], rest.left.amount, [1, -1]))
            for base in bases
        ]
        agreed = (r for r in results if r[1].verdict in (Verdict.EXACT, Verdict.ROUNDING))
        base, result = next(agreed, results[0])
        if not rest.sure and result.verdict is Verdict.FAIL and not _may_be_slip(rest, result):
            yield ctx.cannot_tell(
                rest.left, "写了结余金额，不能确定它与前文的预算数、支出数是否同一口径", (base,)
            )
            continue
        yield ctx.judge(
            result,
            rest.left,
            f"“{told(rest.left)}”写作 {{stated}}，按“{told(base)}－{told(rest.spent)}”"
            f"（{ctx.number(base)}－{ctx.number(rest.spent)}）应为 {{expected}}",
            related=(base, rest.spent),
            severity=None if rest.sure else Severity.WARNING,
        )


def _may_be_slip(rest: Remainder, result: Result) -> bool:
    """Whether one mistyped number is likely to be why loosely bound numbers do not fit.

    Where they stand close together, a number of about the expected size is enough; where they
    are told apart, another part of what is left may be told elsewhere.
    """
    budget, spent, left = rest.budget, rest.spent, rest.left
    if slip_mends_difference(budget.amount, spent.amount, left.amount):
        return True
    expected = result.expected
    return not rest.topic and (expected is None or may_be_mistyped(left.amount.value, expected))
