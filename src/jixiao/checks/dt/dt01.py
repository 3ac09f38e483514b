"""DT01: dates that no calendar has."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.period import Instant
from jixiao.terms import Severity

_LEAP_DAY = (2, 29)


@check(
    code="DT01",
    name="impossible-date",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有写到“日”的日期可供核对。",
)
def impossible_date(ctx: Context) -> Iterator[Outcome]:
    """文中写出的日期应当是日历上有的日期。

    为什么：写错的日期会使统计截止时间、报送时间无从认定，是审核退回的常见原因。
    公式：月份在 1 至 12 之间，日不超过当月天数（2 月按当年是否闰年）。
    不报的情形：没有写年份的 2 月 29 日，无法判断；只写到月的日期只核对月份。
    已知漏报：日期存在但写错的（如把 6 月 30 日写成 6 月 20 日），本项查不出，见 DT06、DT07。
    """
    for token, day in ctx.understanding.days:
        if not day.valid:
            yield ctx.finding(
                token,
                f"日期“{ctx.text(token)}”不存在：{_reason(day)}，请按实际日期改正",
                stated=day,
            )
        elif day.year is None and (day.month, day.day) == _LEAP_DAY:
            yield ctx.cannot_tell(token, f"“{ctx.text(token)}”没有写年份，无法判断当年是否闰年")
        elif day.day is not None:
            yield ctx.passed(token, f"日期“{ctx.text(token)}”存在")


def _reason(day: Instant) -> str:
    if day.month is None or not 1 <= day.month <= 12:
        return "月份应在 1 至 12 之间"
    last = next(n for n in (31, 30, 29, 28) if Instant(day.year, day.month, n).valid)
    year = f"{day.year}年" if day.month == _LEAP_DAY[0] and day.year else ""
    return f"{year}{day.month}月只有{last}天"
