"""DT12: the date of the cover and the date of the signature."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.dt._dates import dashed, report_days
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.patterns import pattern
from jixiao.terms import Severity

_OF_THE_REPORT = pattern(r"^(?:填报|填表|报告|编制|成文)(?:日期|时间)\s*:")


@check(
    code="DT12",
    name="cover-date-and-signature-date",
    severity=Severity.HINT,
    since="0.1",
    absent="封面的填报日期和文末的落款日期没有都写明，无从相互核对。",
)
def cover_date_and_signature_date(ctx: Context) -> Iterator[Outcome]:
    """封面的填报日期与文末的落款日期一般应当相同。

    为什么：两处日期同是这份报告的成文日期，不同多是改了一处漏了另一处。
    公式：“填报日期”“报告日期”“编制日期”等栏＝落款日期；不同的只作提示。
    不报的情形：公开日期、报送日期、评价日期等本来就可能不同的；没有写到日的。
    已知漏报：两处都写错成同一天的。
    """
    text = ctx.document.text
    days = report_days(ctx)
    cover = next(
        (
            each
            for each in days
            if each.field
            and _OF_THE_REPORT.match(text[text.rfind("\n", 0, each.span.start) + 1 :][:12])
        ),
        None,
    )
    signed = [each for each in days if not each.field]
    if cover is None or len(signed) != 1:
        return
    last = signed[0]
    if last.day == cover.day:
        yield ctx.passed(last.span, f"落款日期与封面日期一致，都是{dashed(last.day)}")
        return
    yield ctx.finding(
        last.span,
        f"落款日期写作{dashed(last.day)}，封面日期写作{dashed(cover.day)}，请核实是否应为同一天",
        stated=last.day.isoformat(),
        expected=cover.day.isoformat(),
        related=((cover.span, "封面日期"),),
    )
