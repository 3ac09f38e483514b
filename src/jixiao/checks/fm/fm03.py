"""FM03: the score of a qualitative indicator fits its points and its band."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from jixiao.checks.fm._indicators import named
from jixiao.checks.records import RecordContext, bare
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Indicator
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import Attainment, Severity, Sign

_BANDS: Final = {  # the widest of the bands in use, in hundredths of the points
    Attainment.ATTAINED: (Decimal(80), Decimal(100)),
    Attainment.PARTLY: (Decimal(50), Decimal(80)),
    Attainment.MISSED: (Decimal(0), Decimal(60)),
}


@record_check(
    code="FM03",
    name="judged-score-in-band",
    severity=Severity.ERROR,
    since="0.1",
    absent="没有填写自评得分的定性指标。",
    basis="财预〔2020〕10号",
)
def judged_score_in_band(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """定性指标的自评得分应在0至分值之间，并落在所选档次的区间内。

    为什么：得分超过分值会使总分虚高；选“部分达成”却给满分，档次和得分必有一个填错。
    公式：达成年度指标为分值的80%～100%，部分达成为60%～80%（有的地方为50%～80%），
    未达成为0～60%（有的地方为0～50%）；按最宽的区间核对。
    不报的情形：没有选档次或没有分值的；定量指标的得分由程序计算，不看此栏。
    已知漏报：区间之内给分高低是否合理，不判断。
    """
    for indicator in ctx.evaluation.indicators:
        if indicator.sign is Sign.QUALITATIVE and indicator.judged_score is not None:
            yield _judged(ctx, indicator, indicator.judged_score)


def _judged(ctx: RecordContext, indicator: Indicator, score: Decimal) -> RecordOutcome:
    points, band, name = indicator.points, indicator.attainment, named(indicator)
    if points is None:
        return ctx.cannot_tell(indicator, "judged_score", f"{name}没有填写分值，无法核对得分")
    if not 0 <= score <= points:
        said = f"{name}自评得{bare(score)}分，应在0至分值{bare(points)}分之间"
        return ctx.finding(indicator, "judged_score", said, stated=score)
    if band is None:
        return ctx.cannot_tell(indicator, "attainment", f"{name}没有选完成档次，无法核对得分")
    low, high = _BANDS[band]
    least, most = points * low / 100, points * high / 100
    if least <= score <= most:
        said = f"{name}评为“{band.label}”，得分{bare(score)}在该档区间内"
        return ctx.passed(indicator, "judged_score", said)
    return ctx.finding(
        indicator,
        "judged_score",
        f"{name}评为“{band.label}”，分值{bare(points)}，"
        f"得分应在{bare(least)}～{bare(most)}之间，却填{bare(score)}，请核对档次或得分",
        stated=score,
        related=[(indicator, "attainment", band.label)],
    )
