"""FA07: what the narrative says of spending and budget, against the figures of the tables."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fa._sums import where
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Verdict, verify_at_most, verify_equal
from jixiao.model.outcome import Outcome
from jixiao.model.relation import AgainstBudget
from jixiao.terms import Direction, Severity


@check(
    code="FA07",
    name="wording-of-accounts",
    severity=Severity.ERROR,
    since="0.1",
    claims=((AgainstBudget, "accounts"),),
    absent="文中没有与决算表中预算数、决算数对应的“大于”“小于”“持平”等说法。",
)
def wording_of_accounts(ctx: Context) -> Iterator[Outcome]:
    """决算数“大于”“小于”“等于”预算数的说法，应与决算表中的两数一致。

    为什么：说明的方向反了，所写的原因也就对不上；表中的数是判断的依据。
    公式：表中决算数－预算数的正负与“大于”“小于”“持平”一致；“未超预算”即决算数不大于预算数。
    不报的情形：表中没有预算栏的、说法之前没有写明项目的不核对；两数按印出的位数分不出大小的，无法判断。
    已知漏报：与上年比较的说法，表中没有上年数的。
    """
    for each in ctx.relations(AgainstBudget):
        spent, budget = each.spent, each.budget
        level = verify_equal(spent.amount, budget.amount).verdict is not Verdict.FAIL
        over = not level and spent.amount.base > budget.amount.base
        true = Direction.FLAT if level else Direction.UP if over else Direction.DOWN
        words = ctx.text(each.words)
        told = f"写作“{words}”，{where(spent)}为 {ctx.number(spent)}，"
        told += f"{where(budget)}为 {ctx.number(budget)}"
        within = verify_at_most(spent.amount, budget.amount).verdict is not Verdict.FAIL
        kept = words.startswith("未") and within
        if true is each.said or kept:
            yield ctx.passed(each.words, f"{told}，相符", (spent, budget))
        elif level and spent.amount.base != budget.amount.base:
            yield ctx.cannot_tell(each.words, f"{told}，按印出的位数分不出大小", (spent, budget))
        else:
            yield ctx.finding(each.words, f"{told}，不符", related=(spent, budget))
