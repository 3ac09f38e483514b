"""XR04: last year's figures told as this year's."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.fm._indicators import measured
from jixiao.checks.records import bare
from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.checks.xr._indicators import reached_before
from jixiao.checks.xr._names import plain
from jixiao.extraction.understanding import Understanding
from jixiao.model.evaluation import Indicator
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_BEFORE = pattern(r"上年|去年|往年|以前年度|同比|相比|较")
_LEAST = 4
_REACH = 12


@source_check(
    code="XR04",
    name="last-years-figures",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时给出文字和填有上年完成值的工作簿。",
)
def last_years_figures(ctx: SourcesContext) -> Iterator[SourcesOutcome]:
    """今年的文字不应把上年的完成值写成今年的。

    为什么：在上年的稿子上改，最容易漏改数字。
    公式：文字中指标名称后面紧跟的数，等于工作簿所填的上年完成值而不等于本年完成值的，提请核对。
    不报的情形：这一句写明上年、同比、较上年的，或写有上年年份的；两年完成值相同的；
    名称不足四个字的。
    已知漏报：换了说法的指标；数与名称不相连的。
    """
    found = ctx.evaluation()
    if found is None:
        return
    number, evaluation = found
    year = evaluation.department.year
    before = reached_before(ctx, evaluation)
    for each in evaluation.indicators:
        last = before.get(each.code)
        if last is None or each.actual is None or last == each.actual or year is None:
            continue
        for source, text in ctx.texts():
            stale = list(_judged(ctx, (number, each, last), (source, text), str(year - 1)))
            yield from stale
            if not stale and plain(each.name) in text.document.text:
                spots = (Spot(source), Spot(number, each, "actual", label="工作簿的完成值"))
                yield ctx.passed(spots, f"“{each.name}”没有写成上年的完成值")


def _judged(
    ctx: SourcesContext,
    ours: tuple[int, Indicator, Decimal],
    theirs: tuple[int, Understanding],
    last_year: str,
) -> Iterator[SourcesOutcome]:
    number, at, last = ours
    source, text = theirs
    name, words = plain(at.name), text.document.text
    start = words.find(name) if len(name) >= _LEAST else -1
    while start >= 0:
        end = start + len(name)
        fact = next((one for one in text.facts if end <= one.start <= end + _REACH), None)
        sentence = text.sentence_at(start)
        start = words.find(name, end)
        if fact is None or fact.quantity is None or sentence is None:
            continue
        said = words[sentence.start : sentence.end]
        if fact.value != last or fact.amount.unit.name != at.unit or fact.end > sentence.end:
            continue
        if _BEFORE.search(said) or last_year in said:
            continue
        spots = (
            Spot(source, span=Span(fact.start, fact.end), label="文字"),
            Spot(number, at, "actual", label="工作簿的完成值"),
        )
        yield ctx.finding(
            spots,
            f"“{at.name}”写作{bare(last)}{at.unit}，这是上年的完成值，本年为"
            f"{measured(at.actual or last, at)}；请核对是否漏改",
            stated=last,
            expected=at.actual,
        )
