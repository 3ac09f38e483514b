"""FM23: enough indicators for the money."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.fm._indicators import projects, total
from jixiao.checks.records import RecordContext, bare
from jixiao.checks.registry import record_check
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import Severity


@record_check(
    code="FM23",
    name="enough-indicators",
    severity=Severity.HINT,
    since="0.1",
    absent="没有同时填写资金和指标的项目。",
    options={"amount": Decimal(500), "fewest": 3},
)
def enough_indicators(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """资金量大的项目，指标不应过少。

    为什么：几百万元的项目只设一两项指标，看不出钱花得怎样。
    公式：全年预算数达到500万元的项目，三级指标不少于3项；两个数都可以在配置中改。
    不报的情形：资金没有填齐的；涉密项目。
    已知漏报：指标多而不相干的。
    """
    amount, fewest = ctx.option("amount", Decimal), ctx.option("fewest", int)
    for owner in projects(ctx.evaluation):
        code = owner.project.code if owner.project else ""
        rows = ctx.evaluation.funds_of(code)
        money = total(rows, "adjusted")
        if money is None:
            if rows:
                said = f"{owner.name}的全年预算数没有填齐"
                yield ctx.cannot_tell(rows[0], "adjusted", said)
            continue
        count = len(owner.indicators)
        if money < amount or count >= fewest:
            yield ctx.passed(owner.record, "", f"{owner.name}的指标数与资金量相称")
            continue
        said = f"{owner.name}全年预算{bare(money)}万元，只设了{count}项指标，建议补充主要产出和效益"
        yield ctx.finding(owner.record, "", said, stated=str(count), expected=str(fewest))
