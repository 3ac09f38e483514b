"""FND19: execution within the adjusted budget."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import is_budget, told
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Verdict, verify_at_most
from jixiao.model.fact import Basis
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio, RatioKind
from jixiao.terms import Severity


@check(
    code="FND19",
    name="executed-within-budget",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有同时写明执行数与全年预算数，无从比较大小。",
    basis="财预〔2020〕10号",
)
def executed_within_budget(ctx: Context) -> Iterator[Outcome]:
    """全年执行数不应大于全年预算数。

    为什么：没有预算不得支出，执行数大于全年预算数多为数字、单位写错或预算数没有含追加、结转。
    公式：全年执行数≤全年预算数（调整后预算）。
    不报的情形：分母是年初预算或没有写明是哪个阶段预算的不判断；
        含“约”“余”的，无法判断；“三公”经费、政府采购另见 SG06、PR04。
    已知漏报：没有写执行率、执行数与预算数没有联系的。
    """
    seen: set[int] = set()
    for ratio in ctx.all(Ratio):
        spent, budget = ratio.numerator, ratio.denominator
        if ratio.kind is not RatioKind.EXECUTION or ratio.topic != "execution" or not ratio.sure:
            continue
        if spent is None or budget is None or budget.scope.basis is not Basis.ADJUSTED_BUDGET:
            continue
        if spent.start in seen or is_budget(spent) or spent.scope.fund is not budget.scope.fund:
            continue
        seen.add(spent.start)
        verdict = verify_at_most(spent.amount, budget.amount).verdict
        said = f"“{told(spent)}” {ctx.number(spent)}，“{told(budget)}” {ctx.number(budget)}"
        if verdict is Verdict.FAIL:
            yield ctx.finding(
                spent,
                f"{said}，执行数大于全年预算数，请核对数字、单位，或把追加、结转计入全年预算数",
                stated=spent,
                expected=budget,
                related=(budget,),
            )
        elif verdict is Verdict.UNDECIDED:
            yield ctx.cannot_tell(spent, f"{said}，含有约数，无法比较", (budget,))
        else:
            yield ctx.passed(spent, f"{said}，执行数未超过全年预算数", (budget,))
