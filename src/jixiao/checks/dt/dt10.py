"""DT10: days counted between two dates."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.holidays import has_own_holidays
from jixiao.checks.registry import check
from jixiao.extraction.tokens import Kind
from jixiao.model.outcome import Outcome
from jixiao.model.period import Instant, Period
from jixiao.model.source import Span
from jixiao.model.working_days import working_days
from jixiao.patterns import pattern
from jixiao.terms import Severity

_DAYS = (
    r"(?P<days>\d{1,4})个?(?:日历|(?P<working>工作))?[天日](?!均|内|常|前|期|左右|上下|以[上内]|多|余)"
    r"(?![,(]?(?:不含|不计|扣除|剔除|其中|净))"
)
_LASTED = pattern(
    r"(?:历时|为期|前后(?:历时)?|用时|耗时|历经|间隔|相隔|相距|跨度)(?:共|为|了)?(?:计)?" + _DAYS
)
_OFF_PLAN = pattern(
    r"(?:(?P<early>提前|早)|(?P<late>推迟|延迟|延后|延期|逾期|超期|滞后|晚))(?:了)?" + _DAYS
)
_TERM = pattern(r"工期(?:为|共)?" + _DAYS)
_PART = pattern(r"其中|平均|每|分别|,[^,]*(?:现场|实地|集中)")
_WORDS = ("历时", "为期", "前后", "用时", "耗时", "历经", "间隔", "相隔", "相距", "跨度")
# 3月14日成立小组,3月31日完成自评,历时18天: two events of one sentence, and nothing else
_EVENT = pattern(r"[^。;\d]{2,24}[,、][^,。;\d]{0,10}")
_STARTS = pattern(r"[^,。;\d]{0,8}(?:动工|开工|启动|开始|成立|组建|进场|签订|下达|收到|发布)")
_ENDS = pattern(
    r"[^,。;\d]{0,8}(?:完成|竣工|完工|办结|结束|交付|投用|到货|验收|下达|分解|拨付|形成)"
)
_APART = ("间隔", "相隔", "相距")  # of any two events
_HELD = "为期"  # 6月1日集中培训,为期3天: how long the last one was
_EVENT_END = pattern(r"[^,。;\d]{1,14}[,、]?(?:前后|实际|总共|总)?")
_BROKEN_OFF = pattern(
    r"扣除|剔除|停工|暂停|中断|不含|净|其中|分别|每|平均|[应预]|计划|约定|要求|时限"
)
# behind 4月3日至5月12日: (共40天), 为现场评价阶段,共40天, 开展为期40天的
_COUNTED = pattern(
    r"(?:\((?:共计?|历时|为期|合计)?|(?:为[^,。;()\d]{0,10})?,?(?:前后|实际)?(?:共计?|总共|合计|跨度)"
    r"|,?(?:组织|集中)?(?:开展|进行|实施)了?为期|(?P<soft>,(?:先后|前后|共)?用了?))(?:共|计)?"
    + _DAYS
    + r"(?=[的)]|完成|时间|[^\u4e00-\u9fff]|$)"
)
_UNTIL = pattern(r"起?(?:[^,。;\d]{0,8}(?:至|到)|[—–\-~]{1,2})")
_ALSO = "、和及与"  # 4月12日至23日、5月6日至10日,共17天
_OFF_WORDS = ("提前", "早", "推迟", "延迟", "延后", "延期", "逾期", "超期", "滞后", "晚")
_TO = pattern(r"起?(?:至|到|[—–\-~]{1,2})")
_BEGAN = pattern(r"[^,。;]{0,6}(?:开始|启动|起)[^。;]{0,20}$")
_PLANNED = pattern(r"(?:应当?|约定|计划|规定|合同|要求|目标|时限|期限|工期)[^。;\d]{0,10}$|至$")
_DONE = pattern(r"实际|最终|已于?|均于")
_DIRECTLY = pattern(r"[^,。;\d]{0,6}")
_STARTED = pattern(r"[^,。;\d]{0,8}(?:进场|开工|动工|开始施工)")
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
        写作工作日的，按国务院办公厅公布的放假、调休安排计算，不符的只作警告。
    不报的情形：约数；没有写年份、放假安排尚未收录的年度和自治区的工作日；扣除、不含某些天的；一句里有三个日期的；日期没有写到日的；两个日期说的不是一件事的。
    已知漏报：两个日期不在相邻句子里的；差一天的。
    """
    days = list(_days(ctx))
    text = ctx.document.text
    if len(days) < _FEWEST:
        yield from _ranged(ctx, days)
        return
    if any(word in text for word in _WORDS):
        yield from _lasted(ctx, days)
    yield from _ranged(ctx, days)
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
        said = text[last.span.end : match.start()]
        if _PART.search(said) or (match.group().startswith(_HELD) and "," in said[:-1]):
            continue  # 其中现场核查历时12天; …现场核查,组织为期3天的座谈
        between = text[first.span.end : last.span.start]
        plain = _TO.fullmatch(between) or _BEGAN.fullmatch(between)
        if plain is None and not _two_events(days, (first, last), match, text):
            continue
        apart = _apart(first, last)
        if apart is not None:
            yield _judged(ctx, match, apart, (first, last), "起止日期")


def _two_events(
    days: Sequence[_Day], pair: tuple[_Day, _Day], cue: re.Match[str], text: str
) -> bool:
    """Whether a sentence tells just two dated events, and then at once the time between them."""
    (first, last), at = pair, cue.start()
    if not cue.group().startswith(_APART) and (
        cue.group().startswith(_HELD)
        or _STARTS.match(text, first.span.end) is None
        or _ENDS.match(text, last.span.end) is None
    ):
        return False
    opening = max(text.rfind(mark, 0, first.span.start) for mark in "。;\n")
    if any(opening < day.span.start < first.span.start for day in days):
        return False
    if _EVENT.fullmatch(text, first.span.end, last.span.start) is None:
        return False
    if _EVENT_END.fullmatch(text, last.span.end, at) is None:
        return False
    clause = max(opening, text.rfind(",", opening + 1, first.span.start))
    broken = _BROKEN_OFF.search(text, clause + 1, at) is not None
    return not broken and not _is_planned(text, first) and not _is_planned(text, last)


def _ranged(ctx: Context, days: Sequence[_Day]) -> Iterator[Outcome]:
    """Judge 4月3日至5月12日（共40天）, 4月12日至23日为现场评价阶段，共12天."""
    text = ctx.document.text
    for first, last in _ranges(ctx, days):
        match = _COUNTED.match(text, last.span.end)
        if match is None or text[first.span.start - 1] in _ALSO:
            continue
        apart = _apart(first, last)
        if apart is not None and apart > 0:
            soft = match["soft"] is not None  # some days of the stretch
            span = Span(match.start("days"), match.end())
            severity = Severity.WARNING if soft else None
            yield _judged(ctx, match, apart, (first, last), "起止日期", span, severity)


def _ranges(ctx: Context, days: Sequence[_Day]) -> Iterator[tuple[_Day, _Day]]:
    """Yield the first and the last day of stretches: 4月12日至23日, 7月1日投用至12月31日."""
    text = ctx.document.text
    for first, last in pairwise(days):
        if _UNTIL.fullmatch(text, first.span.end, last.span.start):
            yield first, last
    for token in ctx.understanding.tokens:
        value = token.value
        if token.kind is not Kind.PERIOD or not isinstance(value, Period):
            continue
        if value.first.day is None or value.last.day is None:
            continue
        if value.first.valid and value.last.valid:
            span = Span(token.start, token.end)
            year = value.first.year
            yield _Day(span, value.first, year), _Day(span, value.last, value.last.year or year)


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


def _judged(  # noqa: PLR0913, PLR0917 - a stretch of time and where it is told
    ctx: Context,
    match: re.Match[str],
    apart: int,
    days: tuple[_Day, _Day],
    what: str,
    span: Span | None = None,
    severity: Severity | None = None,
) -> Outcome:
    stated = int(match["days"])
    span = Span(match.start(), match.end()) if span is None else span
    if match["working"]:
        return _judged_working(ctx, span, stated, days, what)
    spans = tuple(dict.fromkeys(day.span for day in days))
    told = "、".join(map(ctx.text, spans))
    related = [(one, "日期") for one in spans]
    if apart < 0 and days[1].instant.year is None and abs(apart + _YEAR - stated) <= _SLACK + 1:
        apart = stated  # 9月10日至3月15日，历时187天: of the next year
    if abs(apart - stated) <= _SLACK:
        return ctx.passed(span, f"“{ctx.text(span)}”与{what}（{told}）相符", related)
    if apart < 0:
        message = f"写作“{ctx.text(span)}”，而{what}（{told}）先后相反，请核实"
        return ctx.finding(span, message, stated=stated, related=related, severity=severity)
    return ctx.finding(
        span,
        f"写作“{ctx.text(span)}”，按{what}（{told}）应为{apart}天，请核实",
        stated=stated,
        expected=apart,
        related=related,
        severity=severity,
    )


def _judged_working(
    ctx: Context, span: Span, stated: int, days: tuple[_Day, _Day], what: str
) -> Outcome:
    """Judge 历时12个工作日; a place or a unit may have had other days off."""
    spans = tuple(dict.fromkeys(day.span for day in days))
    told = "、".join(map(ctx.text, spans))
    related = [(one, "日期") for one in spans]
    dates = _dates(*days)
    counted = None
    if dates is not None and days[0].year is not None and not has_own_holidays(ctx):
        counted = working_days(min(dates), max(dates))
    if counted is None:
        message = f"{what}（{told}）之间的放假安排不能确定，“{ctx.text(span)}”无法判断"
        return ctx.cannot_tell(span, message, related)
    if abs(counted - stated) <= _SLACK:
        return ctx.passed(span, f"“{ctx.text(span)}”与{what}（{told}）相符", related)
    return ctx.finding(
        span,
        f"写作“{ctx.text(span)}”，按{what}（{told}）和放假、调休安排应为{counted}个工作日，请核实",
        stated=stated,
        expected=counted,
        related=related,
        severity=Severity.WARNING,
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
    dates = _dates(first, last)
    return None if dates is None else (dates[1] - dates[0]).days


def _dates(first: _Day, last: _Day) -> tuple[date, date] | None:
    """Return two days as dates; where neither has a year, it is any."""
    start, end = first.instant, last.instant
    if (first.year is None) is not (last.year is None) and last.year is not None:
        return None
    year = first.year or _ANY_YEAR
    until = last.year or year
    if end.year is None and (start.month or 0) >= _WINTER[0] and (end.month or 0) <= _WINTER[1]:
        until = year + 1
    try:
        began = date(year, start.month or 1, start.day or 1)
        return began, date(until, end.month or 1, end.day or 1)
    except ValueError:
        return None
