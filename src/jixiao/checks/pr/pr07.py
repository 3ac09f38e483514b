"""PR07: what a purchase saved of its budget."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import told
from jixiao.checks.registry import check
from jixiao.model.arithmetic import verify_change_amount, verify_change_rate
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Change
from jixiao.terms import Severity


@check(
    code="PR07",
    name="saving",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Change, "saving"),),
    absent="文中没有把预算（控制价）、中标（合同）金额和节约金额一并写明，无从核对。",
)
def saving(ctx: Context) -> Iterator[Outcome]:
    """节约金额应等于预算（控制价）减去中标（合同）金额，节约率应等于节约金额除以预算。

    为什么：采购、招标的节约金额常作为成效写入报告，三个数同时写出就必须相符。
    公式：节约金额＝预算（控制价、限价、概算、送审价）－中标（成交、合同、审定、结算）金额；
        节约率（下浮率、核减率）＝节约金额÷预算（控制价）×100%。
    不报的情形：节约金额前面紧挨着的两个金额不是一个预算、一个成交的；平均节约率；只有其中一项的。
    已知漏报：预算与成交金额写在别的句子里的。
    """
    for change in ctx.relations(Change):
        this, last = change.this, change.last
        if this is None or last is None:
            continue
        both = f"“{told(last)}”与“{told(this)}”（{ctx.number(last)}、{ctx.number(this)}）"
        related = ((last, "预算"), (this, "成交"))
        if change.difference is not None:
            yield ctx.judge(
                verify_change_amount(this.amount, last.amount, change.difference.amount),
                change.difference,
                f"节约金额写作 {{stated}}，按{both}应为 {{expected}}",
                related=related,
            )
        if change.rate is not None:
            yield ctx.judge(
                verify_change_rate(this.amount, last.amount, change.rate.amount),
                change.rate,
                f"节约率写作 {{stated}}，按{both}应为 {{expected}}",
                related=related,
            )
