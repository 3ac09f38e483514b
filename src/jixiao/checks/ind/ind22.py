"""IND22: completion rates without target and actual value."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from jixiao.checks.context import Context
from jixiao.checks.ind._forms import forms
from jixiao.checks.ind._measure import core_of, mentions
from jixiao.checks.ind._told import told_of_forms
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Verdict, verify_ratio
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Attainment
from jixiao.patterns import pattern
from jixiao.terms import Severity

_HUNDRED = Decimal(100)
_LOW = Decimal(150)
_ANNEX = pattern(r"(?:详见|见|另附|随)[^。;]{0,14}(?:附件|附表|自评表|评分表|得分表|另册|下表)")
_OF_TARGET = pattern(
    r"\d[^\d。;]{0,3}[,、]?(?:为|占|达到?|是|完成|实现|相当于)了?(?:年度|年初|全年)?(?:目标|任务|计划)?"
    r"(?:目标值?|指标值|计划|任务)[数量]?的$"
)
_PLANNED = pattern(r"力争|争取|确保|预计|预期")
_MOST = 12


@check(
    code="IND22",
    name="bare-completion-rate",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有写明完成率的指标。",
)
def bare_completion_rate(ctx: Context) -> Iterator[Outcome]:
    """写明完成率的指标，应同时写明目标值和完成值。

    为什么：只写“完成率186%”，别人无法复算，也看不出目标定得是否合理。
    公式：完成率（100%除外）所在句子和前一句中没有能算出它的两个数，即报；
    同一指标重复出现的只报一次。
    不报的情形：完成率为100%的；打算达到的（力争、确保）；目标值和完成值写在同段或表中的；写明见附表的，无法判断。
    已知漏报：句中碰巧有两个数能算出该比率的，不报。
    """
    said: dict[str, tuple[Fact, list[Fact]]] = {}
    told = {one.attainment.rate for one in told_of_forms(ctx.understanding)}
    for each in ctx.all(Attainment):
        rate = each.rate
        if rate is None or rate.value == _HUNDRED or rate in told:  # IND01 judges the latter
            continue
        if each.target is not None and each.actual is not None:
            continue
        if _PLANNED.search(ctx.document.text, rate.clause, rate.start):
            continue  # 力争9月底总体进度达到75%
        if _reproduced(ctx, rate):
            yield ctx.passed(rate, f"完成率{ctx.number(rate)}可由文中的数复算")
        elif _of_target(ctx, rate):
            yield ctx.cannot_tell(rate, "完成率之前写了完成值而没有写目标值，无法复算")
        elif each.target is not None or each.actual is not None or _in_form(ctx, each.name):
            yield ctx.cannot_tell(
                rate, f"“{each.name}”的完成率只写明了一个数，或见于表中，无法复算"
            )
        elif _ANNEX.search(ctx.document.text):
            yield ctx.cannot_tell(rate, f"“{each.name}”的目标值和完成值可能在附表中")
        else:
            said.setdefault(f"{each.name}{ctx.number(rate)}", (rate, []))[1].append(rate)
    for rate, all_rates in said.values():
        low = "；达到150%及以上，目标值明显偏低，请一并说明" if rate.value >= _LOW else ""
        yield ctx.finding(
            rate,
            f"“{rate.label.removesuffix('完成率')}”完成率写作{ctx.number(rate)}，"
            f"没有写明目标值和完成值，无法复算，请补写{low}",
            related=[(other, "再次出现") for other in all_rates[1:]],
        )


def _of_target(ctx: Context, rate: Fact) -> bool:
    """Whether the rate follows an actual value: 95.2%,为目标值的105.78%."""
    lead = ctx.document.text[max(0, rate.start - 12) : rate.start]
    return _OF_TARGET.search(lead) is not None


def _reproduced(ctx: Context, rate: Fact) -> bool:
    """Whether two numbers of the sentence or the one before give the rate."""
    near = [
        fact.quantity
        for fact in ctx.understanding.facts
        if rate.sentence - 1 <= fact.sentence <= rate.sentence
        and fact.quantity is not None
        and fact.start < rate.start
        and fact.quantity.unit.dimension not in (Dimension.SCORE, Dimension.PERCENTAGE_POINT)
    ][-_MOST:]
    for above, below in permutations(near, 2):
        if above.compatible(below) and below.base > 0:
            verdict = verify_ratio(above, below, rate.amount).verdict
            if verdict in (Verdict.EXACT, Verdict.ROUNDING):
                return True
    return False


def _in_form(ctx: Context, name: str) -> bool:
    core = core_of(name)
    return any(
        mentions(core, row.name, 3) for form in forms(ctx.understanding) for row in form.leaves
    ) or (not core and bool(forms(ctx.understanding)))
