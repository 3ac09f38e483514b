"""XR14: what this year's workbook tells of last year, beside last year's workbook."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from jixiao.checks.fm._indicators import measured
from jixiao.checks.records import bare
from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.model.evaluation import Evaluation
from jixiao.model.intervals import half_up
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.record import Record
from jixiao.terms import Severity

_CENTS: Final = 2  # decimals that amounts in 万元 are printed with


class _Pair(NamedTuple):
    """A number told for last year in both workbooks; each as it is shown, with its cell."""

    label: str
    now: Decimal
    then: Decimal
    shown: tuple[str, str]
    places: tuple[tuple[Record, str], tuple[Record, str]]


@source_check(
    code="XR14",
    name="last-year-as-it-was-told",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时给出本年和上年的工作簿，或两本没有可比的数。",
)
def last_year_as_it_was_told(ctx: SourcesContext) -> Iterator[SourcesOutcome]:
    """本年工作簿所填的上年数，应与上年工作簿一致。

    为什么：增减率、与历史的比较都以上年数为基数；上年已经报出的数，今年不应另有一套。
    公式：三公经费各项的上年支出数＝上年工作簿的全年支出数（金额比到万元后两位小数）；指标的上年完成值、指标值＝上年工作簿同一指标
    （编号和名称都相同）的完成值、指标值；各资金性质和支出类别的上年结转＝上年工作簿的结转下年。
    不报的情形：有一边没有填写的；指标编号相同而名称已改的；单位不同的。
    不相符的只问口径：决算批复、财政收回会使上年数有变动。
    已知漏报：两年名称都改过的指标。
    """
    now, before = ctx.evaluation(), ctx.evaluation(last=True)
    if now is None or before is None:
        return
    year, last = now[1].department.year, before[1].department.year
    if year is None or last != year - 1:
        return
    for pair in _pairs(now[1], before[1], last):
        spots = (
            Spot(now[0], *pair.places[0], label="今年"),
            Spot(before[0], *pair.places[1], label="上年"),
        )
        said = f"{pair.label}：今年的工作簿填{pair.shown[0]}，上年的工作簿为{pair.shown[1]}"
        if pair.now == pair.then:
            yield ctx.passed(spots, f"{said}，相符")
        else:
            yield ctx.finding(
                spots,
                f"{said}；请核对，决算后有变动的请说明",
                stated=pair.now,
                expected=pair.then,
            )


def _pairs(now: Evaluation, before: Evaluation, last: int) -> Iterator[_Pair]:
    for row in now.three_public:
        twin = next((each for each in before.three_public if each.item is row.item), None)
        if twin and row.item and row.last_year is not None and twin.executed is not None:
            label = f"{row.item.label}的上年支出数"
            yield _money(
                label, row.last_year, twin.executed, ((row, "last_year"), (twin, "executed"))
            )
    for own in now.funds:
        rows = [each for each in before.funds if (each.fund, each.kind) == (own.fund, own.kind)]
        if len(rows) == 1 and own.carried_in is not None and rows[0].carried_out is not None:
            name = f"{own.fund.label if own.fund else ''}{own.kind.label if own.kind else ''}"
            places = ((own, "carried_in"), (rows[0], "carried_out"))
            yield _money(f"{name}的上年结转", own.carried_in, rows[0].carried_out, places)
    yield from _of_indicators(now, before, last)


def _of_indicators(now: Evaluation, before: Evaluation, last: int) -> Iterator[_Pair]:
    named = {(each.code, each.name, each.unit): each for each in before.indicators}
    told = {row.indicator: row for row in now.past_results if row.year == last}
    for each in now.indicators:
        row, twin = told.get(each.code), named.get((each.code, each.name, each.unit))
        if row is None or twin is None:
            continue
        for field, label in (("actual", "完成值"), ("target", "指标值")):
            ours, theirs = getattr(row, field), getattr(twin, field)
            if ours is not None and theirs is not None:
                shown = measured(ours, each), measured(theirs, twin)
                name = f"指标“{each.name}”的上年{label}"
                yield _Pair(name, ours, theirs, shown, ((row, field), (twin, field)))


def _money(
    label: str, now: Decimal, then: Decimal, places: tuple[tuple[Record, str], tuple[Record, str]]
) -> _Pair:
    """Return a pair of amounts as they are printed: one side may hold what is finer."""
    amounts = half_up(now, _CENTS), half_up(then, _CENTS)
    return _Pair(label, *amounts, (f"{bare(now)}万元", f"{bare(then)}万元"), places)
