"""DT02: one fiscal year throughout."""

from collections.abc import Iterator
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_YEAR = pattern(r"(20\d\d)年?度?")
_YEAR_OF_RESULT = pattern(r"(20\d\d)年(?!\d{1,2}月)(?:度)?(?!至|-|、|和|以来)")
_COVER = pattern(
    r"(?:(?:评价|预算|自评|所属|填报|报告|绩效|会计)?年度):(20\d\d)年?度?$|\((20\d\d)年?度?\)$|(20\d\d)年度?$"
)
_OTHER_YEAR = pattern(r"[,;:]|上年|上一年|去年|往年|较|比(?!例|重|率)|相比|增|提高|下降")
_COMPARING = pattern(r"(?:较|比|与|和|同|较之|至|-|、|根据|按照|参照)$")


class _Stated(NamedTuple):
    year: int
    span: Span
    place: str


@check(
    code="DT02",
    name="one-fiscal-year",
    severity=Severity.ERROR,
    since="0.1",
    absent="标题、封面和自评结论中没有两处写明年度，无从相互核对。",
)
def one_fiscal_year(ctx: Context) -> Iterator[Outcome]:
    """标题、封面和自评结论所写的年度应当一致。

    为什么：年度写错多是沿用上年材料留下的，读者会因此怀疑全文数据属于哪一年。
    公式：封面“年度”栏、写有总分或等次的那句话中的年度 = 标题中的年度。
    不报的情形：与上年比较、上年自评结果、工作通知的年度（常为次年）、事项发生的年份，都不算；
    标题写明跨年或者有两个年度的，不核对。
    已知漏报：正文各处叙述中误写的年份（如把 2023 年的工作写成 2022 年）不核对。
    """
    reference = _reference(ctx)
    if reference is None:
        return
    stated = [*_cover(ctx, reference), *_results(ctx)]
    for year, span, place in stated:
        if year == reference.year:
            yield ctx.passed(span, f"{place}的年度与{reference.place}一致，都是{year}年")
        else:
            yield ctx.finding(
                span,
                f"{place}写作{year}年度，{reference.place}写的是{reference.year}年度，"
                "请核实报告所属年度，改为一致",
                stated=year,
                expected=reference.year,
                related=((reference.span, f"{reference.place}的年度"),),
            )


def _reference(ctx: Context) -> _Stated | None:
    """Return the year of the title, else of the cover."""
    about = ctx.metadata
    if about.fiscal_year is None or about.fiscal_year_span is None:
        return None
    span = about.fiscal_year_span
    title = about.title_span
    if title.start <= span.start < title.end:
        years = set(_YEAR.findall(about.title.partition("暨")[0]))
        return _Stated(about.fiscal_year, span, "标题") if len(years) == 1 else None
    sections = ctx.understanding.sections
    if sections and span.start < sections[0].heading.start:
        line = ctx.document.blocks[ctx.document.block_at(span.start)]
        if _COVER.fullmatch(ctx.text(line).replace(" ", "")):
            return _Stated(about.fiscal_year, span, "封面")
    return None


def _cover(ctx: Context, reference: _Stated) -> Iterator[_Stated]:
    """Yield the years that lines of the cover consist of."""
    first = ctx.understanding.sections[0].block if ctx.understanding.sections else 0
    title = ctx.metadata.title_span
    for block in ctx.document.blocks[:first]:
        if block.end - block.start > 20 or title.start <= block.start < title.end:
            continue
        words = ctx.text(block)
        match = _COVER.fullmatch(words.replace(" ", ""))
        if match is None:
            continue
        value = next(group for group in match.groups() if group)
        at = ctx.document.text.find(value, block.start)
        if at >= 0 and at != reference.span.start:
            yield _Stated(int(value), Span(at, at + len(value)), "封面")


def _results(ctx: Context) -> Iterator[_Stated]:
    """Yield the years of the sentences that state the total score or the grade."""
    total = ctx.metadata.total_score
    places = [
        fact.start
        for fact in ctx.understanding.facts
        if total is not None
        and fact.quantity is not None
        and fact.quantity.unit.dimension is Dimension.SCORE
        and fact.value == total
    ]
    if ctx.metadata.grade_span is not None:
        places.append(ctx.metadata.grade_span.start)
    text = ctx.document.text
    seen: set[int] = set()
    for place in places:
        sentence = ctx.understanding.sentence_at(place)
        if sentence is None:
            continue
        years = list(_YEAR_OF_RESULT.finditer(text, sentence.start, place))
        match = years[-1] if years else None
        if match is None or match.start() in seen:
            continue
        if _OTHER_YEAR.search(text, match.end(), place) or _COMPARING.search(
            text[sentence.start : match.start()]
        ):
            continue
        seen.add(match.start())
        yield _Stated(int(match[1]), Span(*match.span(1)), "自评结论")
