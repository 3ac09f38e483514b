"""IND17: the score of a qualitative indicator lies in its band."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from jixiao.checks.context import Context
from jixiao.checks.ind._form_rows import Row
from jixiao.checks.ind._forms import Form, forms
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.patterns import pattern
from jixiao.terms import Severity

_PARTLY = pattern(r"^部分(?:达成|完成|实现)")
_NOT = pattern(r"^(?:未达成|未完成|未实现|没有达成|效果较差)")
_FULLY = pattern(r"^(?:全部|基本)?达成(?:年度|预期|既定)?(?:指标|目标)")
_BANDS: Final = {  # the widest of the bands in use, in hundredths of the full mark
    "达成年度指标": (Decimal(80), Decimal(100)),
    "部分达成": (Decimal(50), Decimal(80)),
    "未达成": (Decimal(0), Decimal(60)),
}


@check(
    code="IND17",
    name="qualitative-band",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有按“达成、部分达成、未达成”分档的定性指标得分。",
)
def qualitative_band(ctx: Context) -> Iterator[Outcome]:
    """定性指标的得分应落在所评档次的区间内。

    为什么：评为“部分达成”却给满分，档次和得分必有一个填错。
    公式：达成年度指标为分值的80%～100%，部分达成为60%～80%（有的地方为50%～80%），
    未达成为0～60%（有的地方为0～50%）；
    按最宽的区间核对。
    不报的情形：没有写档次的；分值为空的。
    已知漏报：区间之内给分高低是否合理，不判断。
    """
    for form in forms(ctx.understanding):
        if not {"points", "score"} <= form.columns:
            continue
        for row in form.leaves:
            band = _band(form, row)
            if band and row.points and row.score is not None:
                yield _judged(ctx, row, band, row.points, row.score)
            elif band:
                yield ctx.cannot_tell(row.at, f"“{row.name}”评为“{band}”，没有写明分值或得分")


def _band(form: Form, row: Row) -> str:
    words = form.text(row.actual)
    if _PARTLY.search(words):
        return "部分达成"
    if _NOT.search(words):
        return "未达成"
    return "达成年度指标" if _FULLY.search(words) else ""


def _judged(ctx: Context, row: Row, band: str, full: Decimal, score: Decimal) -> Outcome:
    low, high = _BANDS[band]
    least, most = full * low / 100, full * high / 100
    if least <= score <= most:
        return ctx.passed(row.score_at, f"“{row.name}”评为“{band}”，得分{score}在该档区间内")
    return ctx.finding(
        row.score_at,
        f"“{row.name}”评为“{band}”，分值{full}，得分应在{_plain(least)}～{_plain(most)}之间，"
        f"却写作{score}，请核对档次或得分",
        stated=score,
    )


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
