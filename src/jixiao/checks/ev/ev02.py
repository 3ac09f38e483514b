"""EV02: evidence shows the actual value, and its event lies in the year."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from jixiao.checks.fm._indicators import measured, named
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Evidence, Indicator
from jixiao.model.folding import fold
from jixiao.model.intervals import half_up
from jixiao.model.outcome import RecordOutcome
from jixiao.patterns import pattern
from jixiao.terms import Severity

_NUMBER = pattern(r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?![\d年月])")
_STANDING = pattern(r"文件|制度|办法|规划|方案|规定|批复")
_SCALES: Final = tuple(Decimal(10) ** power for power in (0, 2, 4, 8, -2, -4, -8))


@record_check(
    code="EV02",
    name="evidence-fits",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有指标列出登记在册的佐证材料。",
)
def evidence_fits(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """佐证材料应能证明完成值，所证明的事项应发生在评价年度。

    为什么：材料上的数与完成值不同，或是上一年的材料，就证明不了今年的完成情况。
    公式：指标的佐证材料中，至少一份“证明的数值”里有完成值（可以是换算单位后的、位数更多的）；
    事项发生日期的年份＝评价年度。
    不报的情形：没有填写“证明的数值”的；一份材料证明几项指标而没有写明这一项的；制度、文件、批复一类可以早于评价年度；
    年度结束后才开展的调查、统计，只作提示。
    已知漏报：程序不打开材料，材料本身与登记不符的看不出。
    """
    known = {each.code: each for each in ctx.evaluation.evidence}
    times = Counter(code for each in ctx.evaluation.indicators for code in set(each.evidence))
    shared = {code for code, count in times.items() if count > 1}
    for indicator in ctx.evaluation.indicators:
        papers = [known[code] for code in indicator.evidence if code in known]
        if not papers:
            continue
        if indicator.actual is not None:
            yield _value(ctx, indicator, indicator.actual, papers, shared)
        for paper in papers:
            yield from _event(ctx, indicator, paper)


def _value(
    ctx: RecordContext, at: Indicator, actual: Decimal, papers: list[Evidence], shared: set[str]
) -> RecordOutcome:
    name = named(at)
    told = [(paper, value) for paper in papers for value in _numbers(paper.proves)]
    if not told:
        said = f"{name}的佐证材料没有写明证明的数值，无法与完成值比对"
        return ctx.cannot_tell(papers[0], "proves", said)
    if any(_same(actual, value) for _, value in told):
        return ctx.passed(at, "actual", f"{name}的完成值与佐证材料相符")
    paper = told[0][0]
    if all(each.code in shared for each, _ in told):
        said = f"{name}的佐证材料{paper.code}证明几项指标，没有写明这一项的数值，无法比对"
        return ctx.cannot_tell(paper, "proves", said)
    said = (
        f"{name}的完成值是{measured(actual, at)}，佐证材料{paper.code}写的是“{paper.proves}”，"
        "请核对以哪个为准"
    )
    related = [(paper, "proves", "证明的数值")]
    return ctx.finding(at, "actual", said, stated=actual, related=related)


def _numbers(text: str) -> list[Decimal]:
    return [Decimal(each[0].replace(",", "")) for each in _NUMBER.finditer(fold(text))]


def _same(actual: Decimal, value: Decimal) -> bool:
    """Whether two values are one, in whichever unit, where the finer is rounded to the coarser."""
    exponent = actual.as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    return any(half_up(value * scale, places) == actual for scale in _SCALES)


def _event(ctx: RecordContext, at: Indicator, paper: Evidence) -> Iterator[RecordOutcome]:
    day = paper.event_on
    if day is None or ctx.year is None:
        return
    name = f"佐证材料{paper.code}（{named(at)}）"
    if day.year == ctx.year:
        yield ctx.passed(paper, "event_on", f"{name}的事项发生在评价年度")
    elif day.year > ctx.year:
        said = f"{name}的事项发生在{day}，在评价年度之后；反映当年情况的请说明"
        yield ctx.finding(paper, "event_on", said, severity=Severity.HINT, stated=day.isoformat())
    elif _STANDING.search(paper.kind) or _STANDING.search(paper.name):
        yield ctx.cannot_tell(paper, "event_on", f"{name}是制度、文件，可以早于评价年度")
    else:
        said = f"{name}的事项发生在{day}，不在评价年度{ctx.year}年之内，请换用当年的材料"
        yield ctx.finding(paper, "event_on", said, stated=day.isoformat())
