"""DT09: the order of events around a report."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.dt._dates import Dated, dashed, report_days
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import ReportKind, Severity

_EVENT = pattern(
    r"审议|审定|研究通过|审核通过|会议|办公会|党组会|党委会|集体研究|初评|自评|复核|评审|汇总|核对|抽查"
)
_FUTURE = pattern(r"拟|将(?!军)|计划|预计|力争|须|应于|要求|起施行|截止|公开|公示|下一年|次年")
_CUT_OFF = pattern(r"(?:^|[,;:(])(?:数据)?截[至止]到?$")  # 截至2023年12月31日,在职人员121人
_OPEN_END = pattern(
    r"拟|将(?!军)|计划|预计|力争|规划|期满|到期|有效|期限|申报|报名|公示|应|须|下一?年"
)
_RIGHT_AFTER = pattern(r"(?:之|以)?前|起|止|截止")
_FIRST_STEP = pattern(r"布置|部署|启动|初评|汇总|填报")
_LAST_STEP = pattern(r"审议|审定|研究通过|审核通过")
_ABOUT = pattern(r"自评|评价|评估|监控")


class _Event(NamedTuple):
    day: date
    span: Span
    words: str
    sentence: int
    dated: bool = True  # with its own year; else that of the date before it in its sentence


@check(
    code="DT09",
    name="order-of-events",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有同时写明报告日期和初评、审议等事项的日期，无从核对先后。",
)
def order_of_events(ctx: Context) -> Iterator[Outcome]:
    """数据截止、初评、审议的日期应当不晚于报告日期，初评应当不晚于审议。

    为什么：报告成文之后才开的会不可能审议过这份报告，日期颠倒说明至少有一处写错。
    公式：截止日、初评、复核、会议审议的日期 ≤ 报告日期；同一句中布置、初评 ≤ 审议。
    不报的情形：计划、期限、施行日期等以后的事；截至某日的规划、期限；年份推不出来的日期；报告日期早于
    年度终了的（见 DT03）。
    已知漏报：报送日期早于落款的；没有写到日的事项。
    """
    days = report_days(ctx)
    events = _events(ctx, days)
    latest = max(days, key=lambda dated: dated.day) if days else None
    if latest is not None and events:
        yield from _against_report(ctx, latest, events)
    yield from _within_sentences(ctx, events)


def _events(ctx: Context, days: list[Dated]) -> list[_Event]:
    own = {dated.span.start for dated in days}
    text = ctx.document.text
    sentences = ctx.understanding.sentences
    found: list[_Event] = []
    at, year = 0, None
    for token, instant in ctx.understanding.days:
        while at < len(sentences) and sentences[at].end <= token.start:
            at, year = at + 1, None
        year = instant.year or year
        day = instant._replace(year=year).to_date()
        if day is None or token.start in own:
            continue
        if at == len(sentences) or sentences[at].start > token.start:
            continue
        stop = _clause_end(text, token.end, sentences[at].end)
        before = text[max(sentences[at].start, token.start - 8) : token.start]
        after = text[token.end : stop]
        if _CUT_OFF.search(before) and instant.year is not None:
            if not (_OPEN_END.search(after) or _RIGHT_AFTER.match(after)):
                found.append(_Event(day, Span(token.start, token.end), "", at))
            continue
        if _FUTURE.search(before) or _FUTURE.search(after) or _RIGHT_AFTER.match(after):
            continue
        match = _EVENT.search(after)
        if match is not None:
            found.append(
                _Event(day, Span(token.start, token.end), after, at, instant.year is not None)
            )
    return found


def _clause_end(text: str, start: int, limit: int) -> int:
    """Return where what is said of a date ends: a second comma, a semicolon, 40 characters on."""
    limit = min(limit, start + 40)
    commas = 0
    for position in range(start, limit):
        mark = text[position]
        commas += mark == ","
        if mark in ";。" or commas > 1:
            return position
    return limit


def _against_report(ctx: Context, report: Dated, events: list[_Event]) -> Iterator[Outcome]:
    year = ctx.metadata.fiscal_year
    kind = "填报日期" if report.field else "落款日期"
    monitoring = ctx.metadata.report_kind in (
        ReportKind.PERFORMANCE_MONITORING,
        ReportKind.EX_ANTE_APPRAISAL,
    )
    doubtful = year is not None and report.day <= date(year, 12, 31) and not monitoring
    late = [event for event in events if event.day > report.day]
    if not late:
        last = max(events, key=lambda event: event.day)
        yield ctx.passed(
            last.span, f"{dashed(last.day)}的事项不晚于{kind}{dashed(report.day)}",
            ((report.span, kind),),
        )  # fmt: skip
        return
    for event in late:
        words = f"此事项写作{dashed(event.day)}，晚于{kind}{dashed(report.day)}"
        if doubtful:
            yield ctx.cannot_tell(event.span, f"{words}；{kind}本身早于年度终了，须先核实")
            continue
        yield ctx.finding(
            event.span,
            f"{words}，请核实两处日期",
            stated=event.day.isoformat(),
            related=((report.span, kind),),
        )


def _within_sentences(ctx: Context, events: list[_Event]) -> Iterator[Outcome]:
    events = [event for event in events if event.dated]
    for first in events:
        if not _FIRST_STEP.search(first.words):
            continue
        for last in events:
            if last.sentence != first.sentence or not _LAST_STEP.search(last.words):
                continue
            sentence = ctx.understanding.sentences[first.sentence]
            if first.day <= last.day or not _ABOUT.search(
                ctx.document.text, sentence.start, sentence.end
            ):
                continue
            yield ctx.finding(
                last.span,
                f"审议写作{dashed(last.day)}，早于同一句中初评等事项的{dashed(first.day)}，请核实先后",
                stated=last.day.isoformat(),
                related=((first.span, "在先的事项"),),
            )
