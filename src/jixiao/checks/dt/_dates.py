"""The dates a report gives itself, and what stands around the dates in its text."""

from datetime import date
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.extraction.places import ORGAN_END, close_up, tail_of
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import ReportKind

WITHIN_THE_YEAR = frozenset({ReportKind.PERFORMANCE_MONITORING, ReportKind.EX_ANTE_APPRAISAL})
_WITHIN_WORDS = pattern(r"监控|事前|绩效目标|申报|上半年|半年|季度|中期|[0-9]月")
_SENTENCE_MARK = pattern(r"[,。;:]")
_LONGEST_CLOSING_LINE = 60


class Dated(NamedTuple):
    """A day that the report gives itself; ``field`` where it is a field of the cover."""

    day: date
    span: Span
    field: bool


def about_the_whole_year(ctx: Context) -> bool:
    """Whether the report looks back on a whole fiscal year."""
    about = ctx.metadata
    return about.report_kind not in WITHIN_THE_YEAR and not _WITHIN_WORDS.search(about.title)


def report_days(ctx: Context) -> list[Dated]:
    """Return the days of the cover and of the closing lines, in reading order."""
    about, text = ctx.metadata, ctx.document.text
    found: dict[int, Dated] = {}
    if about.report_date is not None and about.report_date_span is not None:
        day = about.report_date.to_date()
        if day is not None:
            span = about.report_date_span
            line = text.rfind("\n", 0, span.start) + 1
            found[span.start] = Dated(day, span, ":" in text[line : span.start])
    tail = tail_of(ctx.document)
    first = tail[0].start if tail else 0
    for token, instant in reversed(ctx.understanding.days):
        if token.end <= first:
            break
        day = instant.to_date()
        if day is not None and _closes_a_line(text, token.start, token.end):
            found.setdefault(token.start, Dated(day, Span(token.start, token.end), field=False))
    return [found[start] for start in sorted(found)]


def _closes_a_line(text: str, start: int, end: int) -> bool:
    """Whether a date stands alone on its line, or after the name of an authority."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    after = text[end : stop if stop >= 0 else len(text)].strip(" )")
    before = text[line:start].strip(" (")
    if after or end - line > _LONGEST_CLOSING_LINE or _SENTENCE_MARK.search(before):
        return False
    return not before or ORGAN_END.search(close_up(before)) is not None


def dashed(day: date) -> str:
    """Return a day as it is written in messages."""
    return f"{day.year}年{day.month}月{day.day}日"
