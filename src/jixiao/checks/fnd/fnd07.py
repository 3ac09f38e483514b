"""FND07: budget execution rates with their operands."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import near, of_department, partial_year
from jixiao.checks.fnd._rates import judge_ratio
from jixiao.checks.registry import check
from jixiao.model.fact import Basis, Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio
from jixiao.patterns import pattern
from jixiao.terms import Severity

_INITIAL = pattern(r"年初|批复|期初|初始")


@check(
    code="FND07",
    name="execution-rate",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Ratio, "execution"),),
    absent="文中没有同时写明执行率及其执行数、预算数，无从核对（只写执行率的见 FND14）。",
    basis="财预〔2020〕10号",
)
def execution_rate(ctx: Context) -> Iterator[Outcome]:
    """预算执行率应等于执行数除以预算数。

    为什么：执行率单独占分，填错会直接改变总分。
    公式：执行率（完成率、支出率、支出进度）＝执行数÷预算数×100%。
    不报的情形：以年初预算、调整后预算或收入为分母能够相合的，算相符，并写明口径；
        只找到年初预算、执行率又没有说以年初预算计算的，按警告提示；
        预算数、执行数不在本句的，由 FND14 查找；含“约”“余”的，无法判断。
    已知漏报：预算数与执行数写作同一个错误口径的。
    """
    for ratio in ctx.relations(Ratio):
        if ratio.numerator is None or ratio.denominator is None:
            continue
        yield from judge_ratio(
            ctx,
            ratio,
            name="执行率",
            missing="写了执行率，但没有写明执行数或预算数，无法复算",
            others=_bases(ctx, ratio),
            tops=near(ctx, ratio.rate, "expenditure_total", "executed_amount", reach=1),
            guess=False,
            firm=_names_its_base(ctx, ratio),
        )


def _names_its_base(ctx: Context, ratio: Ratio) -> bool:
    """Whether a rate on the initial budget says so: else an adjusted one may not be printed."""
    base = ratio.denominator
    if base is None or base.scope.basis is not Basis.INITIAL_BUDGET:
        return True
    return _INITIAL.search(ctx.document.text, ratio.rate.clause, ratio.rate.end + 2) is not None


def _bases(ctx: Context, ratio: Ratio) -> Iterator[Fact]:
    """Yield the further bases that a rate of the whole department may be measured against.

    The same budget with another number is no other basis.
    """
    part, bound = ratio.numerator, ratio.denominator
    if part is None or bound is None or not of_department(part) or partial_year(part.period):
        return
    for fact in ctx.facts_of("budget_total", "budget_income", "income_total"):
        if (
            of_department(fact)
            and fact.scope.fund is part.scope.fund
            and (fact.concept, fact.scope.basis) != (bound.concept, bound.scope.basis)
        ):
            yield fact
