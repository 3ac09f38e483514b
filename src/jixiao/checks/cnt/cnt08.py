"""CNT08: a printed average and the total it comes from."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.period import Period
from jixiao.patterns import pattern
from jixiao.terms import Severity

_DAILY = pattern(r"(?:日均|平均每天|平均每日|每天平均|每日平均)[\u4e00-\u9fff]{0,8}$")
_MONTHLY = pattern(r"(?:月均|平均每月|平均每个月|每月平均)[\u4e00-\u9fff]{0,8}$")
_WHOLE_YEAR = pattern(r"全年|年度|一年|本年|当年|20\d\d年(?!\d)")
_PEAK = pattern(
    r"高峰|旺季|期间|节假日|汛期|最高|峰值|月份|季度|上半年|下半年|以来|假期|开放|工作日|学期"
)
_FEWEST_DAYS, _MOST_DAYS = Decimal(200), Decimal(367)
_MONTHS = Decimal(12)
_MONTH = pattern(r"[月季]")
_NEARLY = Decimal("0.01")


@check(
    code="CNT08",
    name="average-and-total",
    severity=Severity.HINT,
    since="0.1",
    absent="文中没有把全年总数与日均、月均数写在一句之内，无从核对。",
)
def average_and_total(ctx: Context) -> Iterator[Outcome]:
    """全年总数与日均、月均数相除，得出的天数、月数应当合理。

    为什么：总数和平均数同时写出而不相合，多是其中一个数少写、多写了一位。
    公式：全年总数 ÷ 日均数应在 200 至 366 天之间；全年总数 ÷ 月均数应为 12 个月；
        写明是哪几个月的（1—7月），总数 ÷ 月数应等于月均数。
    不报的情形：写明高峰、旺季、节假日、开放期间的平均数；不是全年数的；约数只在相差悬殊时提示。
    已知漏报：由占比、单价等倒推的数量级错误。
    """
    facts = ctx.understanding.facts
    text = ctx.document.text
    if "均" not in text:
        return
    for total, average in pairwise(facts):
        if total.sentence != average.sentence or total.quantity is None or average.quantity is None:
            continue
        words = text[total.end : average.start]
        if len(words) > 24 or "均" not in words:
            continue
        daily = _DAILY.search(words) is not None
        if not daily and _MONTHLY.search(words) is None:
            continue
        if average.value <= 0 or not total.quantity.compatible(average.quantity):
            continue
        months = _stated_months(ctx, total, words) if not daily else 0
        if months:
            yield _by_months(ctx, total, average, months)
            continue
        sentence = ctx.understanding.sentences[total.sentence]
        before = text[sentence.start : total.start]
        if _PEAK.search(before) or _PEAK.search(words) or not _WHOLE_YEAR.search(before):
            yield ctx.cannot_tell(
                average, f"平均数{ctx.number(average)}所指的时段不能确定，无法核对"
            )
            continue
        yield _judge(ctx, total, average, daily=daily)


def _stated_months(ctx: Context, total: Fact, words: str) -> int:
    """Return how many months the total is said to be of (1—7月), 0 where that is not sure."""
    sentence = ctx.understanding.sentences[total.sentence]
    tokens = ctx.understanding.tokens[sentence.first_token : sentence.last_token]
    told = [token for token in tokens if token.end <= total.start]
    if not told or not isinstance(told[-1].value, Period) or told[-1].value.is_instant:
        return 0  # 上半年27412.5万元,7、8两个月8703.9万元: another number stands between
    if _PEAK.search(words) or _MONTH.search(ctx.document.text, told[-1].end, total.start):
        return 0
    first, last = told[-1].value
    if (
        first.month is None
        or last.month is None
        or first.day is not None
        or first.year != last.year
    ):
        return 0
    return last.month - first.month + 1


def _by_months(ctx: Context, total: Fact, average: Fact, months: int) -> Outcome:
    """Judge 1—7月打捞3360吨,月均480吨."""
    expected = total.amount.value * total.amount.unit.factor / average.amount.unit.factor / months
    related = ((total, f"{months}个月的总数"),)
    said = f"{months}个月共{ctx.number(total)}，月均写作{ctx.number(average)}"
    if not (total.amount.is_point and average.amount.is_point):
        return ctx.cannot_tell(average, f"{said}；数字为约数，无法判断", related)
    step = Decimal(1).scaleb(-average.amount.decimals)
    if abs(expected - average.amount.value) <= step + expected * _NEARLY:
        return ctx.passed(average, f"{said}，相符", related)
    return ctx.finding(
        average,
        f"{said}，按月份数相除应为{expected.quantize(step)}{average.amount.unit.name}，请核对",
        stated=average,
        expected=expected.quantize(step),
        related=related,
        severity=Severity.WARNING,
    )


def _judge(ctx: Context, total: Fact, average: Fact, *, daily: bool) -> Outcome:
    times = total.amount.base / average.amount.base
    unit = "天" if daily else "个月"
    low, high = (_FEWEST_DAYS, _MOST_DAYS) if daily else (_MONTHS - 1, _MONTHS + 1)
    shown = times.quantize(Decimal("0.1"))
    said = f"全年{ctx.number(total)}，平均{ctx.number(average)}，相当于{shown}{unit}"
    related = ((total, "全年总数"),)
    if low <= times <= high:
        return ctx.passed(average, f"{said}，可以成立", related)
    exact = total.amount.is_point and average.amount.is_point
    if not exact and low / 2 <= times <= high * 2:
        return ctx.cannot_tell(average, f"{said}；数字为约数，无法判断", related)
    small = average.amount.value < 5 and average.amount.decimals == 0
    if small:
        return ctx.cannot_tell(average, f"{said}；平均数取整后出入较大，无法判断", related)
    return ctx.finding(
        average, f"{said}，与全年的{unit}数相去较远，请核实两个数", stated=average, related=related
    )
