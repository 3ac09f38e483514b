"""SG06: three public expenses within budget, and rises explained."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import explained, in_table, is_budget, same_time
from jixiao.checks.registry import check
from jixiao.checks.sg._changes import changes, moved
from jixiao.model.arithmetic import Verdict, verify_at_most
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio
from jixiao.patterns import pattern
from jixiao.terms import Direction, Severity

_REASON = pattern(
    r"原因|主要是|主要系|主要为|主要用于|由于|因为|因[\u4e00-\u9fff]|受.{1,12}影响|系[\u4e00-\u9fff]|新增|经批准|批准|追加|"
    r"恢复|机构合并|划转|任务"
)
_REACH = 12  # sentences between a budget and its expenditure


@check(
    code="SG06",
    name="three-public-within-budget",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有同时写明“三公”经费支出数与预算数（或上年数），无从比较。",
    basis="《党政机关厉行节约反对浪费条例》",
)
def three_public_within_budget(ctx: Context) -> Iterator[Outcome]:
    """“三公”经费支出不应超过预算；比上年增加的应说明原因。

    为什么：“三公”经费实行预算总额控制，超预算须有批准依据，增加须向公众解释。
    公式：“三公”经费支出≤“三公”经费预算；支出＞上年支出时，前后两句内应有原因。
    不报的情形：写明经批准追加、新增出访任务等原因的；含“约”“余”的，无法判断；预算与支出相隔太远的不比较。
    已知漏报：原因写在别处的；分项超支而合计未超的。
    """
    for spent, budget in _pairs(ctx):
        result = verify_at_most(spent.amount, budget.amount)
        text = f"“三公”经费支出 {ctx.number(spent)}，预算 {ctx.number(budget)}"
        if result.verdict is Verdict.UNDECIDED:
            yield ctx.cannot_tell(spent, f"{text}，含有约数，无法比较", (budget,))
        elif result.verdict is not Verdict.FAIL:
            yield ctx.passed(spent, f"{text}，未超过预算", (budget,))
        elif explained(ctx, spent, _REASON):
            yield ctx.passed(spent, f"{text}，超过预算，文中已说明原因", (budget,))
        else:
            yield ctx.finding(
                spent,
                f"{text}，支出超过预算，请核对数字或说明批准依据和原因",
                stated=spent,
                expected=budget,
                related=(budget,),
            )
    for change in changes(ctx):
        this, last = change.this, change.last
        if this is None or last is None or this.concept != "three_public_total":
            continue
        if in_table(ctx, this):
            continue
        if moved(this, last) is Direction.UP and not _accounted(ctx, this):
            yield ctx.finding(
                this,
                f"“三公”经费 {ctx.number(this)}，比上年 {ctx.number(last)} 增加，"
                "前后没有说明原因，请补充",
                stated=this,
                expected=last,
                related=((last, "上年数"),),
            )


def _accounted(ctx: Context, this: Fact) -> bool:
    """Whether a reason stands near one of the places that print the amount."""
    return any(
        explained(ctx, fact, _REASON)
        for fact in ctx.facts_of(this.concept)
        if fact.amount.base == this.amount.base
    )


def _pairs(ctx: Context) -> Iterator[tuple[Fact, Fact]]:
    """Yield each expenditure with its budget: as bound by a rate, else the nearest before."""
    seen: set[int] = set()
    for ratio in ctx.all(Ratio):
        spent, budget = ratio.numerator, ratio.denominator
        if ratio.topic != "three_public_execution" or spent is None or budget is None:
            continue
        if spent.concept == "three_public_total" and budget.concept == "three_public_budget":
            seen.add(spent.start)
            yield spent, budget
    if seen:
        return
    budgets = ctx.facts_of("three_public_budget")
    for spent in ctx.facts_of("three_public_total"):
        if is_budget(spent):
            continue
        for budget in budgets:
            if 0 <= spent.sentence - budget.sentence <= _REACH and same_time(ctx, spent, budget):
                yield spent, budget
                return
