"""PR03: micro within small and medium-sized enterprises, and these within the total."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import same_time
from jixiao.checks.fnd._parts import judge_bound
from jixiao.checks.registry import check
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.terms import Severity

_CHAIN = (
    ("procurement_micro", "procurement_sme"),
    ("procurement_sme", "procurement_total"),
    ("procurement_micro", "procurement_total"),
)
_NEAR = 2  # sentences


@check(
    code="PR03",
    name="sme-within-total",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有同时写明授予中小企业（小微企业）合同金额和采购总额，无从比较。",
    basis="财库〔2020〕46号",
)
def sme_within_total(ctx: Context) -> Iterator[Outcome]:
    """授予小微企业的金额不超过授予中小企业的金额，授予中小企业的金额不超过采购总额。

    为什么：小微企业属于中小企业，中小企业合同是全部采购合同的一部分，大于总额必有一处写错。
    公式：授予小微企业合同金额≤授予中小企业合同金额≤政府采购总额。
    不报的情形：中小企业合同金额与采购支出总额口径不同（跨年合同）的，超出时只按警告请说明；期间不同、相隔太远的不比较。
    已知漏报：分别写在不同章节的。
    """
    paired: set[int] = set()
    for inner, outer in _CHAIN:
        wholes = ctx.facts_of(outer)
        for part in ctx.facts_of(inner):
            whole = _nearest(ctx, part, wholes)
            if whole is None or part.start in paired:
                continue
            paired.add(part.start)
            loose = outer == "procurement_total"
            yield judge_bound(
                ctx,
                part,
                whole,
                severity=Severity.WARNING if loose else None,
                advice="；如因跨年合同或合同与支出口径不同，请加以说明" if loose else "",
            )


def _nearest(ctx: Context, part: Fact, wholes: list[Fact]) -> Fact | None:
    """Return the whole nearest to a part, in the same or a neighbouring sentence."""
    near = [
        whole
        for whole in wholes
        if abs(whole.sentence - part.sentence) <= _NEAR and same_time(ctx, whole, part)
    ]
    return min(near, key=lambda whole: abs(whole.start - part.start), default=None)
