"""FND11: the coverage of self-evaluation."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._rates import judge_ratio
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio
from jixiao.terms import Severity


@check(
    code="FND11",
    name="evaluation-coverage",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Ratio, "evaluation_coverage"),),
    absent="文中没有同时写明自评覆盖率、自评金额和项目支出总额，无从核对覆盖率。",
)
def evaluation_coverage(ctx: Context) -> Iterator[Outcome]:
    """自评覆盖率应等于自评金额除以项目支出总额。

    为什么：项目支出应当全部纳入自评，覆盖率是审核自评完整性的依据。
    公式：自评覆盖率＝纳入自评的金额÷项目支出总额×100%。
    不报的情形：另有口径（一般公共预算项目支出、项目支出预算）能够相合的，算相符，并写明口径；
        总额只能在别处找到的，按警告提示；不在部门预算内的专项资金不作为分母。
    已知漏报：按项目个数计算的覆盖率。
    """
    for ratio in ctx.relations(Ratio):
        yield from judge_ratio(
            ctx,
            ratio,
            name="自评覆盖率",
            guess=False,
            missing="写了自评覆盖率，但没有写明自评金额或项目支出总额，无法复算",
            others=[
                fact
                for fact in ctx.facts_of("expenditure_project", "budget_project")
                if fact is not ratio.numerator
            ],
        )
