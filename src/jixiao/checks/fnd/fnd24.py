"""FND24: from the initial to the final budget."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import told
from jixiao.checks.registry import check
from jixiao.model.arithmetic import verify_sum
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Adjustment
from jixiao.patterns import pattern
from jixiao.terms import Severity

# 全年预算 may hold money that the sentence does not tell of; 调整后预算 is what it was adjusted to.
_AFTER = pattern(r"调整|追加|变更|调剂")


@check(
    code="FND24",
    name="budget-adjustment",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Adjustment, ""),),
    absent="文中没有同时写明年初预算、追加（调减）数和全年预算数，无从核对。",
)
def budget_adjustment(ctx: Context) -> Iterator[Outcome]:
    """年初预算加追加减调减应等于全年预算数。

    为什么：全年预算数是执行率的分母，与年初预算和调整数对不上，执行率也就靠不住。
    公式：年初预算＋追加－调减（＋上年结转）＝全年预算数；写作调整后预算的按错误报，只写全年预算的按警告报。
    不报的情形：年初预算与全年预算数资金口径不同的，无法判断；没有写明调整数的不核对。
    已知漏报：调整数分散在多段的。
    """
    for way in ctx.relations(Adjustment):
        terms = [way.initial, *(fact for _, fact in way.changes)]
        if way.initial.scope.fund is not way.adjusted.scope.fund:
            yield ctx.cannot_tell(
                way.adjusted, "年初预算与全年预算数的资金口径不同，无法核对", (way.initial,)
            )
            continue
        signs = [1, *(sign for sign, _ in way.changes)]
        formula = ctx.number(way.initial) + "".join(
            ("＋" if sign > 0 else "－") + ctx.number(fact) for sign, fact in way.changes
        )
        yield ctx.judge(
            verify_sum([term.amount for term in terms], way.adjusted.amount, signs),
            way.adjusted,
            f"“{told(way.adjusted)}”写作 {{stated}}，按“年初预算＋追加－调减”（{formula}）"
            f"应为 {{expected}}",
            related=terms,
            severity=None if _AFTER.search(way.adjusted.label) else Severity.WARNING,
        )
