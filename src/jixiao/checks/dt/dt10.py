"""DT10: days counted between two dates."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.period import Instant
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_DAYS = r"(?P<days>\d{1,4})个?(?:日历)?[天日](?!均|内|常|前|期)"
_LASTED = pattern(r"(?:历时|为期|前后(?:历时)?|用时|耗时|历经)共?(?:计)?" + _DAYS)
_OFF_PLAN = pattern(
    r"(?:(?P<early>提前|早)|(?P<late>推迟|延迟|延后|延期|逾期|超期|滞后|晚))(?:了)?" + _DAYS
)
_TERM = pattern(r"工期(?:为|共)?" + _DAYS)
_PART = pattern(r"其中|平均|每|分别|,[^,]*(?:现场|实地|集中)")
_WORDS = ("历时", "为期", "前后", "用时", "耗时", "历经")
_OFF_WORDS = ("提前", "早", "推迟", "延迟", "延后", "延期", "逾期", "超期", "滞后", "晚")
_TO = pattern(r"起?(?:至|到|[—–\-~]{1,2})")
_BEGAN = pattern(r"[^,。;]{0,6}(?:开始|启动|起)[^。;]{0,20}$")
_PLANNED = pattern(r"(?:应当?|约定|计划|规定|合同|要求|目标|时限|期限|工期)[^。;\d]{0,10}$|至$")
_DONE = pattern(r"实际|最终|已于?|均于")
_DIRECTLY = pattern(r"[^,。;\d]{0,6}")
_STARTED = pattern(r"[^,。;\d]{0,8}(?:进场|开工|动工|开始施工)")
_ENDED = pattern(r"[^,。;\d]{0,8}(?:完工|竣工|完成|建成|交付)")
_VERB = pattern(
    r"[^,。;\d]{0,14}?(?P<done>完工|竣工|完成|建成|交付|投用|办结)|[^,。;\d]{0,14}?"
    r"(?P<other>到货|验收|上线|开工|进场|发放|兑付|拨付|签订|开标|申报|报送|启动|开始)"
)
_SLACK = 1  # days: the first or the last day may be counted or not
_ANY_YEAR = 2001  # no leap year
_YEAR = 365  # days
_FEWEST = 2
_WINTER = (10, 3)  # a month from October on, then one up to March: of the next year


class _Day(NamedTuple):
    """A day as printed; ``year`` is its own or that of the date before in its paragraph."""

    span: Span
    instant: Instant
    year: int | None


@check(
    code="DT10",
    name="days-between",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有既写明起止（约定、实际）日期又写明天数的事项。",
)
def days_between(ctx: Context) -> Iterator[Outcome]:
    """写明的天数应与前后两个日期相符。

    为什么：“历时”“提前”“推迟”的天数由日期算出，改了日期而没有改天数，一算便知。
    公式：历时天数＝止日－起日（可加一天）；提前（推迟）天数＝约定日与实际日之差；
        工期＝约定完工日－开工日；首尾两日算不算在内都算相符。提前的，实际日应早于约定日；推迟的相反。
    不报的情形：约数、工作日；日期没有写到日的；两个日期说的不是一件事的。
    已知漏报：两个日期不在相邻句子里的；差一天的。
    """
    days = list(_days(ctx))
    if len(days) < _FEWEST:
        return
    text = ctx.document.text
    if any(word in text for word in _WORDS):
        yield from _lasted(ctx, days)
    if any(word in text for word in _OFF_WORDS):
        yield from _off_plan(ctx, days)
    if "工期" in text:
        yield from _terms(ctx, days)


def _days(ctx: Context) -> Iterator[_Day]:
    """Yield the whole dates; a paragraph begins without a year."""
    text, year, end = ctx.document.text, None, 0
    for token, instant in ctx.understanding.days:
        if "\n" in text[end : token.start]:
            year = None
        year, end = instant.year or year, token.end
        if instant.day is not None and instant.valid:
            yield _Day(Span(token.start, token.end), instant, year)


def _lasted(ctx: Context, days: Sequence[_Day]) -> Iterator[Outcome]:
    """Judge 5月10日至6月17日…历时39天."""
    text = ctx.document.text
    for match in _LASTED.finditer(text):
        first, last = _two_before(days, match.start())
        if first is None or last is None or _between(text, last.span.end, match.start(), "。;\n"):
            continue
        if _PART.search(text, last.span.end, match.start()):
            continue  # 其中现场核查历时12天
        between = text[first.span.end : last.span.start]
        if _TO.fullmatch(between) is None and _BEGAN.fullmatch(between) is None:
            continue
        apart = _apart(first, last)
        if apart is not None:
            yield _judged(ctx, match, apart, (first, last), "起止日期")


def _off_plan(ctx: Context, days: Sequence[_Day]) -> Iterator[Outcome]:
    """Judge 应于12月11日前竣工；实际11月26日竣工，提前15天."""
    text = ctx.document.text
    for match in _OFF_PLAN.finditer(text):
        first, last = _two_before(days, match.start())
        if first is None or last is None or _between(text, last.span.end, match.start(), "。;\n"):
            continue
        if text.count("。", first.span.end, last.span.start) > 1:
            continue
        planned, actual = first, last
        if _is_planned(text, last) and _DIRECTLY.fullmatch(text, last.span.end, match.start()):
            planned, actual = last, first
        if not _is_planned(text, planned) or _is_planned(text, actual):
            continue
        if not _of_one_thing(text, planned, actual):
            continue
        apart = _apart(planned, actual)
        if apart is None:
            continue
        signed = -apart if match["early"] else apart
        yield _judged(ctx, match, signed, (planned, actual), "约定日期与实际日期")


def _terms(ctx: Context, days: Sequence[_Day]) -> Iterator[Outcome]:
    """Judge 6月15日开工，合同工期180天，应于12月11日前竣工."""
    text = ctx.document.text
    for match in _TERM.finditer(text):
        before = [d for d in days if d.span.end <= match.start()]
        after = [d for d in days if d.span.start >= match.end()]
        start = before[-1] if before else None
        if start is None or _STARTED.match(text, start.span.end) is None:
            continue
        if _between(text, start.span.end, match.start(), "。\n"):
            continue
        end = next((d for d in after[:2] if _is_planned(text, d)), None)
        if end is None or "\n" in text[match.end() : end.span.start]:
            continue
        if text.count("。", match.end(), end.span.start) > 1:
            continue
        apart = _apart(start, end)
        if apart is not None:
            yield _judged(ctx, match, apart, (start, end), "开工日期与约定完工日期")


def _judged(
    ctx: Context, match: re.Match[str], apart: int, days: tuple[_Day, _Day], what: str
) -> Outcome:
    stated = int(match["days"])
    span = Span(match.start(), match.end())
    first, last = (ctx.text(day.span) for day in days)
    related = [(day.span, "日期") for day in days]
    if apart < 0 and days[1].instant.year is None and abs(apart + _YEAR - stated) <= _SLACK + 1:
        apart = stated  # 9月10日至3月15日，历时187天: of the next year
    if abs(apart - stated) <= _SLACK:
        return ctx.passed(span, f"“{ctx.text(span)}”与{what}（{first}、{last}）相符", related)
    if apart < 0:
        message = f"写作“{ctx.text(span)}”，而{what}（{first}、{last}）先后相反，请核实"
        return ctx.finding(span, message, stated=stated, related=related)
    return ctx.finding(
        span,
        f"写作“{ctx.text(span)}”，按{what}（{first}、{last}）应为{apart}天，请核实",
        stated=stated,
        expected=apart,
        related=related,
    )


def _two_before(days: Sequence[_Day], at: int) -> tuple[_Day | None, _Day | None]:
    """Return the two dates told last before a place."""
    before = [day for day in days if day.span.end <= at]
    return (before[-2], before[-1]) if len(before) > 1 else (None, None)


def _between(text: str, start: int, end: int, marks: str) -> bool:
    return any(mark in text[start:end] for mark in marks)


def _is_planned(text: str, day: _Day) -> bool:
    """Whether a date is the one agreed upon, not the one on which it was done."""
    opening = max(text.rfind(mark, 0, day.span.start) for mark in ",。;\n")
    lead = text[opening + 1 : day.span.start]
    if _DONE.search(lead):
        return False
    return _PLANNED.search(lead) is not None or text.startswith("前", day.span.end)


def _of_one_thing(text: str, planned: _Day, actual: _Day) -> bool:
    """Whether the words behind two dates can mean one event."""
    verbs = [_VERB.match(text, day.span.end) for day in (planned, actual)]
    first, second = verbs
    if first is None or second is None:
        return second is not None or first is None
    return first["other"] == second["other"]


def _apart(first: _Day, last: _Day) -> int | None:
    """Return the days from one date to another, None where a year is missing."""
    start, end = first.instant, last.instant
    if (first.year is None) is not (last.year is None) and last.year is not None:
        return None
    year = first.year or _ANY_YEAR
    until = last.year or year
    if end.year is None and (start.month or 0) >= _WINTER[0] and (end.month or 0) <= _WINTER[1]:
        until = year + 1
    try:
        began = date(year, start.month or 1, start.day or 1)
        return (date(until, end.month or 1, end.day or 1) - began).days
    except ValueError:
        return None
