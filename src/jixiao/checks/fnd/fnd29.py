"""FND29: spending that is said to be more or less than its budget."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import told
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Verdict, verify_change_amount, verify_equal
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import AgainstBudget
from jixiao.terms import Direction, Severity

_SAID = {Direction.UP: "大于预算数", Direction.DOWN: "小于预算数", Direction.FLAT: "等于预算数"}


@check(
    code="FND29",
    name="spending-against-budget",
    severity=Severity.ERROR,
    since="0.1",
    claims=((AgainstBudget, ""),),
    absent="文中没有在预算数、决算数之后写明决算数大于、小于或等于预算数，无从核对。",
)
def spending_against_budget(ctx: Context) -> Iterator[Outcome]:
    """决算数“大于”“小于”“等于”预算数的说法应与两数的大小一致，写明的差额应等于两数之差。

    为什么：决算公开要求说明决算数与预算数不一致的原因，大小写反了，原因也就对不上。
    公式：决算数－预算数的正负与“大于”“小于”“等于”一致，其绝对值＝写明的差额。
    不报的情形：句中有两个以上预算数或者另有金额的；写明与年初预算比较而句中是全年预算的；两数按印出的位数分不出大小的。
    已知漏报：预算数、决算数与比较的话不在同一句或者相邻两句的。
    """
    for each in ctx.relations(AgainstBudget):
        yield _direction(ctx, each)
        if each.difference is not None:
            yield ctx.judge(
                verify_change_amount(each.spent.amount, each.budget.amount, each.difference.amount),
                each.difference,
                f"决算数与预算数的差额写作 {{stated}}，按“{told(each.spent)}－{told(each.budget)}”"
                f"（{_pair(ctx, each.spent, each.budget)}）应为 {{expected}}",
                related=(each.spent, each.budget),
            )


def _direction(ctx: Context, each: AgainstBudget) -> Outcome:
    spent, budget = each.spent, each.budget
    if verify_equal(spent.amount, budget.amount).verdict is not Verdict.FAIL:
        true = Direction.FLAT
    else:  # the values as printed: 17.76 and 17.75 differ by the last digit
        true = Direction.UP if spent.amount.base > budget.amount.base else Direction.DOWN
    about = f"决算数写作{_SAID[each.said]}，而“{told(spent)}”{ctx.number(spent)}、"
    about += f"“{told(budget)}”{ctx.number(budget)}"
    related = (spent, budget)
    if true is each.said:
        return ctx.passed(each.words, f"{about}，相符".replace("，而", "，"), related)
    if true is Direction.FLAT:
        return ctx.cannot_tell(each.words, f"{about}，按印出的位数分不出大小", related)
    return ctx.finding(each.words, f"{about}，不符", related=related)


def _pair(ctx: Context, first: Fact, second: Fact) -> str:
    return f"{ctx.number(first)}－{ctx.number(second)}"
