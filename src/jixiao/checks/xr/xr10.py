"""XR10: the same indicators in the tables of the report and in the workbook."""

from collections.abc import Iterator
from typing import Final

from jixiao.checks.fm._indicators import named
from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.checks.xr._indicators import Pairs
from jixiao.checks.xr._names import plain
from jixiao.checks.xr._owners import DEPARTMENT, Owner, Owners
from jixiao.checks.xr._same import is_that_report
from jixiao.extraction.understanding import Understanding
from jixiao.model.evaluation import Evaluation
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.relation import Attainment
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity, Sign

_LEAST: Final = 3
_OVERLAP: Final = 2
_NO_NAME = pattern(r"总分|合计|小计|指标|预算执行|执行率|支出率|年度资金|目标")


@source_check(
    code="XR10",
    name="same-indicators",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时给出填有指标的工作簿和列有指标表的报告。",
)
def same_indicators(ctx: SourcesContext) -> Iterator[SourcesOutcome]:
    """报告的指标表与工作簿，应是同样的指标。

    为什么：表里多出的指标没有依据，工作簿里有而表里没有的，等于漏评了一项。
    公式：报告表格中带有指标值或完成值的指标，在工作簿里找得到同名的（不计标点和末尾的“数量”等）；
    工作簿里同一归属的定量指标，在这张表里也找得到。
    不报的情形：表格中认出的同名指标不足两项的，当作另一种表；文字中写到的指标；不是同一部门
    同一年度自评材料的；工作簿里没有填写名称的。
    已知漏报：两边数目相同而换了名称的，两边各报一次，请人工判断是不是同一项。
    """
    found = ctx.evaluation()
    if found is None or not found[1].indicators:
        return
    number, evaluation = found
    for source, text in ctx.texts():
        if is_that_report(text, evaluation):
            yield from _compared(ctx, (number, evaluation), (source, text))


def _compared(
    ctx: SourcesContext, ours: tuple[int, Evaluation], theirs: tuple[int, Understanding]
) -> Iterator[SourcesOutcome]:
    (number, evaluation), (source, text) = ours, theirs
    owners = Owners(evaluation, text)
    pairs = Pairs(evaluation, text, owners)
    rows: dict[Owner, list[Attainment]] = {}
    for told in text.all(Attainment):
        if told.tabular and len(plain(told.name)) >= _LEAST and not _NO_NAME.search(told.name):
            rows.setdefault(owners.at(told.start), []).append(told)
    for owner, told_rows in rows.items():
        known = {plain(each.name) for told in told_rows for each in pairs.of(told.name, told.start)}
        if len(known) < _OVERLAP:
            continue
        for told in told_rows:
            if not pairs.of(told.name, told.start):
                spot = Spot(source, span=Span(told.start, told.end), label="报告")
                said = f"报告的指标表中有“{told.name}”，工作簿里没有这项指标；请核对是否改了名称"
                yield ctx.finding((spot, Spot(number, label="工作簿")), said)
        yield from _left_out(ctx, ours, theirs, owner, known)


def _left_out(
    ctx: SourcesContext,
    ours: tuple[int, Evaluation],
    theirs: tuple[int, Understanding],
    owner: Owner,
    known: set[str],
) -> Iterator[SourcesOutcome]:
    (number, evaluation), (source, text) = ours, theirs
    said_somewhere = plain(text.document.text)
    for each in evaluation.indicators:
        mine = each.project == owner.project if owner != DEPARTMENT else not each.project
        if not mine or each.target is None or each.sign is Sign.QUALITATIVE or not each.name:
            continue
        spots = (Spot(number, each, "name", label="工作簿"), Spot(source, label="报告"))
        if plain(each.name) in known or plain(each.name) in said_somewhere:
            yield ctx.passed(spots, f"{named(each)}报告中写到了")
        else:
            said = f"工作簿的{named(each)}，报告的指标表中没有；请核对是否漏列"
            yield ctx.finding(spots, said)
