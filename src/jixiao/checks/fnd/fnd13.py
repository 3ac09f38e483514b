"""FND13: the rate of adjustment of the budget."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import explained, is_limit
from jixiao.checks.fnd._rates import AGREED
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Result, Verdict, verify_change_rate, verify_ratio
from jixiao.model.fact import Basis, Fact
from jixiao.model.intervals import half_up, interval
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Adjustment, Ratio
from jixiao.patterns import pattern
from jixiao.terms import Severity

_REASON = pattern(
    r"原因|主要是|主要系|主要用于|主要为|由于|因为|因[\u4e00-\u9fff]|系[\u4e00-\u9fff]|政策|上级|中央|省级|新增|不可抗力|"
    r"交办|应急|抢险|救灾|疫情|工资|调资|抚恤|机构改革|划转|人大|市委|市政府|县委|县政府"
)
# What a rate may leave out by the rules.
_LESS = pattern(r"扣除|剔除|政策性|不含|不包括|除外|不可抗力|交办")


@check(
    code="FND13",
    name="adjustment-rate",
    severity=Severity.WARNING,
    since="0.1",
    claims=((Ratio, "budget_adjustment"),),
    absent="文中没有写预算调整率，也没有写明年初预算与调整后预算，无从计算。",
    basis="财预〔2013〕53号",
    options={"limit": Decimal(30)},
)
def adjustment_rate(ctx: Context) -> Iterator[Outcome]:
    """预算调整率应等于调整数除以年初预算，超过30%的应说明原因。

    为什么：预算调整率反映预算编制的约束力，按幅度扣分；幅度大而不说明会被退回。
    公式：预算调整率＝（调整后预算－年初预算）的绝对值÷年初预算×100%；超过上限（默认30%）时，前后两句内应有原因。
    不报的情形：写明政策调整、上级追加、交办任务、不可抗力等原因的；没有写年初预算或调整后预算的，无法判断。
    已知漏报：写明扣除政策性调整而扣除数写错的。
    """
    ways = ctx.all(Adjustment)
    stated: set[int] = set()
    ratios = ctx.relations(Ratio)
    told_alone = ctx.facts_of("adjustment_rate")
    bound = {ratio.rate.start: ratio for ratio in ratios}
    for rate in [*(ratio.rate for ratio in ratios), *told_alone]:
        ratio = bound.get(rate.start)
        if rate.start in stated or is_limit(rate):
            continue
        stated.add(rate.start)
        result, formula, used = _computed(ctx, rate, ratio)
        stated.update(fact.start for fact in used)
        if result is None:
            yield ctx.cannot_tell(rate, "写了预算调整率，但没有写明年初预算和调整后预算，无法复算")
        elif result.verdict is Verdict.FAIL and explained(ctx, rate, _LESS):
            yield ctx.cannot_tell(
                rate, "预算调整率按规定扣除了政策性等调整，扣除数没有逐项写明，无法复算", used
            )
        else:
            yield ctx.judge(
                result,
                rate,
                f"预算调整率写作 {{stated}}，按“{formula}”应为 {{expected}}",
                related=used,
            )
        if result is None or result.verdict in AGREED:
            yield from _explained(ctx, rate, interval(rate.amount).low, ctx.number(rate))
    for way in ways:
        base = way.initial.amount.base
        if way.adjusted.start in stated or not base:
            continue
        size = half_up(abs(way.adjusted.amount.base - base) * 100 / base, 2)
        yield from _explained(ctx, way.adjusted, size, f"{size}%（按年初预算与调整后预算计算）")


def _computed(
    ctx: Context, stated: Fact, ratio: Ratio | None
) -> tuple[Result | None, str, tuple[Fact, ...]]:
    """Return the reading of the rate that fits best: as bound, from budgets, from one change."""
    rate = stated.amount
    found: list[tuple[Result, str, tuple[Fact, ...]]] = []
    for way in _ways(ctx, stated):
        first, last = way.initial, way.adjusted
        result = verify_change_rate(last.amount, first.amount, rate)
        formula = f"（{ctx.number(last)}－{ctx.number(first)}）÷{ctx.number(first)}"
        found.append((result, formula, (last, first)))
        for _, change in way.changes:
            result = verify_ratio(change.amount, first.amount, rate)
            formula = f"{ctx.number(change)}÷{ctx.number(first)}"
            found.append((result, formula, (change, first, last)))
    if ratio is not None and ratio.numerator is not None and ratio.denominator is not None:
        part, whole = ratio.numerator, ratio.denominator
        result = verify_ratio(part.amount, whole.amount, rate)
        found.append((result, f"{ctx.number(part)}÷{ctx.number(whole)}", (part, whole)))
    fitting = next((each for each in found if each[0].verdict in AGREED), None)
    return fitting or (found[0] if found else (None, "", ()))


def _ways(ctx: Context, rate: Fact) -> list[Adjustment]:
    """Return the adjustments that a rate may speak of: of its paragraph, else the only one."""
    ways = list(ctx.all(Adjustment))
    document = ctx.document
    block = document.block_at(rate.start)
    here = [way for way in ways if document.block_at(way.adjusted.start) == block]
    return here or (ways if len(ways) == 1 else _told_apart(ctx, rate, block))


def _told_apart(ctx: Context, rate: Fact, block: int) -> list[Adjustment]:
    """Return the initial and the adjusted budget of a paragraph as an adjustment."""
    document = ctx.document
    by_basis: dict[Basis, Fact] = {}
    for fact in ctx.facts_of("budget_total"):
        if document.block_at(fact.start) == block:
            by_basis.setdefault(fact.scope.basis, fact)
    first, last = by_basis.get(Basis.INITIAL_BUDGET), by_basis.get(Basis.ADJUSTED_BUDGET)
    if first is None or last is None or first.scope.fund is not last.scope.fund:
        return []
    return [Adjustment(start=first.start, end=rate.end, initial=first, changes=(), adjusted=last)]


def _explained(ctx: Context, at: Fact, size: Decimal, said: str) -> Iterator[Outcome]:
    limit = ctx.option("limit", Decimal)
    if abs(size) <= limit:
        yield ctx.passed(at, f"预算调整率 {said}，不超过 {limit}%")
    elif explained(ctx, at, _REASON):
        yield ctx.passed(at, f"预算调整率 {said}，超过 {limit}%，文中已说明原因")
    else:
        yield ctx.finding(
            at, f"预算调整率 {said}，超过 {limit}%，请说明追加、调减的原因", expected=limit
        )
