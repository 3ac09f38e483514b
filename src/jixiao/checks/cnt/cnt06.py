"""CNT06: a rank and its population."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Rank
from jixiao.terms import Severity


@check(
    code="CNT06",
    name="rank-and-population",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Rank, "*"),),
    absent="文中没有同时写明名次和参评总数（或者升降位次），无从核对。",
)
def rank_and_population(ctx: Context) -> Iterator[Outcome]:
    """名次应当不大于参评总数，升降位次应当推得出合理的上年名次。

    为什么：名次大于总数显然写错；上升的位次加上现名次超过总数，说明其中一数有误。
    公式：名次 ≤ 总数；名次 + 上升位次 ≤ 总数（总数以本年为准，只作警告）；名次 − 下降位次 ≥ 1。
    不报的情形：只有名次或者只有范围（前20、后20名）的；总数为约数的，视为没有写明总数；
    升降位次只与同一分句中的名次相联。
    已知漏报：名次与总数写在不同段落的。
    """
    for rank in ctx.relations(Rank):
        if rank.rank is None:
            continue
        yield from _judge(ctx, rank, rank.rank)


def _judge(ctx: Context, rank: Rank, place: Fact) -> Iterator[Outcome]:
    total = rank.population
    standing = place.value
    shown = ctx.text(place)
    if rank.fall is not None and standing - rank.fall.value < 1:
        yield ctx.finding(
            rank.fall,
            f"现名次为{shown}，下降{ctx.text(rank.fall)}，推算上年名次为"
            f"{standing - rank.fall.value:f}，不可能，请核实名次和升降",
            stated=rank.fall,
            related=((place, "名次"),),
        )
        return
    if total is None:
        if rank.fall is None:
            yield ctx.cannot_tell(place, f"名次{shown}，没有写明参评总数，无法核对")
        else:
            before = standing - rank.fall.value
            yield ctx.passed(
                place, f"名次{shown}，推算上年第{before:f}，可以成立", ((rank.fall, "下降位次"),)
            )
        return
    both = ((total, "参评总数"),)
    if standing > total.value:
        yield ctx.finding(
            place,
            f"名次写作{shown}，大于参评总数{ctx.text(total)}，请核实名次或者总数",
            stated=place,
            related=both,
        )
        return
    rise = rank.rise
    if rise is not None and standing + rise.value > total.value:
        yield ctx.finding(
            rise,
            f"现名次{shown}，上升{ctx.text(rise)}，推算上年为第{standing + rise.value:f}，超过总数"
            f"{ctx.text(total)}，请核实；如参评总数有变化请注明",
            stated=rise,
            related=((place, "名次"), (total, "参评总数")),
            severity=Severity.WARNING,
        )
        return
    yield ctx.passed(place, f"名次{shown}不大于参评总数{ctx.text(total)}", both)
