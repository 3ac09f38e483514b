"""DT04: the report is dated in time."""

from collections.abc import Iterator
from datetime import date

from jixiao.checks.context import Context
from jixiao.checks.dt._dates import about_the_whole_year, dashed, report_days
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.patterns import pattern
from jixiao.terms import ReportKind, Severity

_DEADLINE = pattern(r"(?:(20\d\d)-)?(\d{1,2})-(\d{1,2})")
_USUAL = (8, 31)


@check(
    code="DT04",
    name="dated-in-time",
    severity=Severity.HINT,
    since="0.1",
    absent="文中没有同时写明所属年度和报告日期，或者不是年度终了后的自评材料，无从核对是否按期。",
    options={"deadline": ""},
)
def dated_in_time(ctx: Context) -> Iterator[Outcome]:
    """报告日期应当不晚于规定的报送期限。

    为什么：逾期报送在多数地方要扣分，也会影响结果应用于下年预算。
    公式：填报日期、落款日期 ≤ 次年的期限。期限由选项 deadline 设定，写作“08-31”或“2024-08-31”；
    没有设定时，以次年 8 月 31 日为通常期限，只作提示。
    不报的情形：没有设定期限时，落款日期可能是公开稿的日期，晚于通常期限也不判断；部门决算另有公开期限。
    已知漏报：材料上的日期早于实际报送日期的，查不出。
    """
    about = ctx.metadata
    if about.fiscal_year is None or not about_the_whole_year(ctx):
        return
    if about.report_kind is ReportKind.FINAL_ACCOUNTS:
        return
    limit, configured = _deadline(ctx.option("deadline", str), about.fiscal_year)
    for day, span, field in report_days(ctx):
        kind = "填报日期" if field else "落款日期"
        if day <= limit:
            yield ctx.passed(span, f"{kind}{dashed(day)}不晚于{dashed(limit)}")
        elif configured:
            yield ctx.finding(
                span,
                f"{kind}{dashed(day)}晚于规定的期限{dashed(limit)}，请核实是否逾期报送",
                stated=day.isoformat(),
                expected=limit.isoformat(),
                severity=Severity.WARNING,
            )
        elif field:
            yield ctx.finding(
                span,
                f"{kind}{dashed(day)}晚于通常的报送期限{dashed(limit)}，请对照当年通知的期限核实",
                stated=day.isoformat(),
            )
        else:
            yield ctx.cannot_tell(
                span,
                f"{kind}{dashed(day)}晚于通常的报送期限{dashed(limit)}，"
                "可能是公开稿的日期，须对照当年通知的期限",
            )


def _deadline(option: str, year: int) -> tuple[date, bool]:
    match = _DEADLINE.fullmatch(option.strip())
    if match is None:
        return date(year + 1, *_USUAL), False
    printed, month, day = match.groups()
    try:
        return date(int(printed) if printed else year + 1, int(month), int(day)), True
    except ValueError:
        return date(year + 1, *_USUAL), False
