"""DT07: one round of monitoring has one cut-off day."""

from collections import Counter
from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.dt._cutoffs import contradicts_its_label
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.period import Instant
from jixiao.model.relation import Cutoff
from jixiao.terms import Severity


@check(
    code="DT07",
    name="one-cut-off-a-round",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有在两处写明同一轮监控的截止日，无从核对。",
)
def one_cut_off_a_round(ctx: Context) -> Iterator[Outcome]:
    """同一轮监控的截止日应当前后一致。

    为什么：同一轮监控出现两个截止日，项目数据和部门数据就不是同一时点，不能放在一起分析。
    公式：同一轮监控各处所写截止日相同。
    不报的情形：两轮监控（如6月底、9月底）各有各的截止日；年末数、资产和人员的时点不是监控截止日；
    截止日与本轮期间不符的，由 DT06 报。
    已知漏报：没有写明轮次、又相隔较远的两处。
    """
    rounds: dict[int, list[Cutoff]] = {}
    for cutoff in ctx.all(Cutoff):
        day = cutoff.day.instant
        if day is not None and day.day is not None and not contradicts_its_label(cutoff):
            rounds.setdefault(cutoff.round, []).append(cutoff)
    for group in rounds.values():
        days = [cutoff.day.instant for cutoff in group if cutoff.day.instant is not None]
        if len(group) < 2:
            continue
        if all(_agree(days[0], day) for day in days[1:]):
            at = group[-1].day
            yield ctx.passed(
                at, f"本轮监控{len(group)}处截止日一致", [(c.day, "截止日") for c in group[:-1]]
            )
            continue
        right = _most_credible(days)
        agreeing = next(c for c in group if c.day.instant == right)
        for cutoff, day in zip(group, days, strict=True):
            if _agree(day, right):
                continue
            yield ctx.finding(
                cutoff.day,
                f"同一轮监控的截止日，此处写作{ctx.text(cutoff.day)}，"
                f"另一处写作{ctx.text(agreeing.day)}，请核实后统一",
                stated=day,
                expected=right,
                related=((agreeing.day, "另一处截止日"),),
            )


def _agree(first: Instant, second: Instant) -> bool:
    years = first.year is None or second.year is None or first.year == second.year
    return years and (first.month, first.day) == (second.month, second.day)


def _most_credible(days: list[Instant]) -> Instant:
    """Return the day that the calendar has, that is printed most often, that comes first."""
    valid = [day for day in days if day.valid] or days
    return Counter(valid).most_common(1)[0][0]
