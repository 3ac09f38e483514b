"""IND09: rates that cannot exceed 100 %."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.ind._forms import forms, quantity_in
from jixiao.checks.registry import check
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension, Quantity
from jixiao.patterns import pattern
from jixiao.terms import Severity

_CERTAIN = pattern(
    r"(?:满意度|满意率|合格率|达标率|及时率|办结率|优良率|通过率|知晓率|公开率|好评率|完好率|成活率|按期率"
    r"|签订率|可用率)(?:为|达|达到|是)?$"
)
_USUAL = pattern(
    r"(?:覆盖率|参与率|就业率|入户率|出勤率|占比|比例|比重|建档率|签约率)(?:为|达|达到|是)?$"
)
_PERCENT = pattern(r"\d+(?:\.\d+)?%")
_HUNDRED = 100
_NO_BOUND = frozenset({"fixed_assets_rate", "coverage_rate", "staffing_rate", "share"})


@check(
    code="IND09",
    name="bounded-rate",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有满意度、合格率、及时率一类上限为100%的指标。",
)
def bounded_rate(ctx: Context) -> Iterator[Outcome]:
    """满意度、合格率、及时率等上限为100%的指标，不应超过100%。

    为什么：部分不会大于整体，超过100%的合格率或满意度必是笔误，或把完成率填成了指标值。
    公式：名称以满意度、合格率、达标率、及时率、办结率等结尾的百分数 ≤ 100%；
    覆盖率、占比等可能有特殊口径的只作警告。
    不报的情形：完成率、增长率、执行率、参保率、毛入学率等可以超过100%的；固定资产利用率见 AS01，
    自评覆盖率见 FND11。
    已知漏报：名称没有写在数字前的百分数不核对。
    """
    for fact in ctx.understanding.facts:
        quantity = fact.quantity
        if quantity is None or quantity.unit.dimension is not Dimension.PERCENT:
            continue
        if fact.concept in _NO_BOUND:
            continue
        if ctx.document.blocks[ctx.document.block_at(fact.start)].table is not None:
            continue  # see the forms below
        name = _named(ctx, fact)
        certain = bool(_CERTAIN.search(name))
        if certain or _USUAL.search(name):
            yield from _judged(ctx, fact, name, quantity, certain=certain)
    yield from _in_forms(ctx)


def _in_forms(ctx: Context) -> Iterator[Outcome]:
    """Judge the cells of actual values."""
    for form in forms(ctx.understanding):
        for row in form.leaves:
            quantity = quantity_in(ctx.understanding, row.actual)
            if row.actual is None or quantity is None or not _CERTAIN.search(row.name):
                continue
            if quantity.unit.dimension is not Dimension.PERCENT or not _PERCENT.fullmatch(
                form.text(row.actual)
            ):
                continue
            if quantity.base > _HUNDRED:
                message = _message(row.name, ctx.text(row.actual))
                yield ctx.finding(row.actual, message, stated=quantity)
            else:
                yield ctx.passed(row.actual, f"“{row.name}”未超过100%")


def _judged(
    ctx: Context, fact: Fact, name: str, quantity: Quantity, *, certain: bool
) -> Iterator[Outcome]:
    if quantity.base > _HUNDRED:
        yield ctx.finding(
            fact,
            _message(name, ctx.number(fact)),
            stated=fact,
            severity=None if certain else Severity.WARNING,
        )
    else:
        yield ctx.passed(fact, f"“{name}”{ctx.number(fact)}，未超过100%")


def _message(name: str, value: str) -> str:
    return f"“{name}”写作{value}，这类指标不会超过100%，请核对是否笔误或误填了完成率"


def _named(ctx: Context, fact: Fact) -> str:
    """Return the words right before the number, its noun phrase included."""
    before = ctx.document.text[min(fact.subject_start, fact.start) : fact.start].rstrip(
        "为达到是:=≥"
    )
    return before.strip(",、;“”") if _CERTAIN.search(before) or _USUAL.search(before) else ""
