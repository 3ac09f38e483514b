"""DT03: the report is dated after the year that it reports on."""

from collections.abc import Iterator
from datetime import date

from jixiao.checks.context import Context
from jixiao.checks.dt._dates import about_the_whole_year, dashed, report_days
from jixiao.checks.registry import check
from jixiao.extraction.tokens import Kind
from jixiao.model.outcome import Outcome
from jixiao.model.period import Period
from jixiao.model.source import Span
from jixiao.terms import ReportKind, Severity

_OF_A_PROJECT = frozenset(
    {
        ReportKind.PROJECT_SELF_EVALUATION,
        ReportKind.PROJECT_EVALUATION,
        ReportKind.TRANSFER_PAYMENT_SELF_EVALUATION,
        ReportKind.UNKNOWN,
    }
)


@check(
    code="DT03",
    name="dated-after-the-year",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有同时写明所属年度和报告日期，无从核对先后。",
)
def dated_after_the_year(ctx: Context) -> Iterator[Outcome]:
    """报告日期应当晚于所属年度终了。

    为什么：自评以全年决算数为依据，年度没有结束就成文，数字必然站不住；多数情况是年份写错。
    公式：填报日期、落款日期 > 所属年度 12 月 31 日。
    不报的情形：绩效运行监控、事前评估、申报类材料在年度之内成文，不核对；项目报告可能在项目完工后当年
    自评，只作警告；标题年度与正文所述年度不一致的，只作警告。
    已知漏报：日期晚于年度终了但年份仍写错的（如多写一年）。
    """
    year = ctx.metadata.fiscal_year
    days = report_days(ctx) if year is not None else []
    if year is None or not days:
        return
    whole = about_the_whole_year(ctx)
    for day, span, field in days:
        kind = "填报日期" if field else "落款日期"
        if day > date(year, 12, 31):
            yield ctx.passed(span, f"{kind}{dashed(day)}晚于{year}年度终了")
        elif not whole:
            yield ctx.cannot_tell(
                span, f"{kind}{dashed(day)}在{year}年度之内；本文属年度执行中的材料，不作先后判断"
            )
        else:
            doubtful = ctx.metadata.report_kind in _OF_A_PROJECT or _speaks_of_earlier(ctx, year)
            yield ctx.finding(
                span,
                f"{kind}写作{dashed(day)}，早于所属的{year}年度终了，请核实日期或者所属年度",
                stated=day.isoformat(),
                related=_year_place(ctx),
                severity=Severity.WARNING if doubtful else None,
            )


def _year_place(ctx: Context) -> tuple[tuple[Span, str], ...]:
    span = ctx.metadata.fiscal_year_span
    return ((span, "所属年度"),) if span is not None else ()


def _speaks_of_earlier(ctx: Context, year: int) -> bool:
    """Whether the text hardly speaks of the year but of the one before: the title may be wrong."""
    counts = {year: 0, year - 1: 0}
    for token in ctx.understanding.tokens:
        value = token.value
        if token.kind is Kind.PERIOD and isinstance(value, Period) and value.first.month is None:
            spoken = value.year
            if spoken in counts:
                counts[spoken] += 1
    return counts[year] <= 1 and counts[year - 1] > 2
