"""XR03: the indicators of the workbook in the written report."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jixiao.checks.fm._indicators import measured
from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.checks.xr._figures import printed
from jixiao.checks.xr._names import same_name
from jixiao.model.evaluation import Indicator
from jixiao.model.fact import Fact
from jixiao.model.intervals import interval
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.quantity import Approximation, Quantity
from jixiao.model.relation import Attainment
from jixiao.model.source import Span
from jixiao.terms import Severity


@source_check(
    code="XR03",
    name="indicators-of-the-workbook",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时给出工作簿和写有指标的指标值、完成值的文字。",
)
def indicators_of_the_workbook(ctx: SourcesContext) -> Iterator[SourcesOutcome]:
    """报告中各项指标的指标值和完成值，应与工作簿一致。

    为什么：报告与自评表的完成值不同，复核的人不知以哪个为准；指标值与批复的不同，等于换了目标。
    公式：名称相同（不计标点和末尾的“数量”“个数”等）、单位相同的指标，指标值、完成值分别相等，
    按报告印出的位数四舍五入；同名指标多处写到的，有一处相符即可。
    不报的情形：名称、单位对不上的；约数；部门和项目有同名指标的，与其中一个相符即可。
    已知漏报：报告换了说法的指标。
    """
    found = ctx.evaluation()
    if found is None:
        return
    number, evaluation = found
    for source, text in ctx.texts():
        for name in dict.fromkeys(each.name for each in evaluation.indicators if each.name):
            ours = [each for each in evaluation.indicators if each.name == name]
            theirs = [each for each in text.all(Attainment) if same_name(each.name, name)]
            for field, label in (("target", "指标值"), ("actual", "完成值")):
                facts = [fact for each in theirs if (fact := getattr(each, field)) is not None]
                yield from _judged(ctx, (number, ours), (source, facts), (field, label))


def _judged(
    ctx: SourcesContext,
    ours: tuple[int, list[Indicator]],
    theirs: tuple[int, list[Fact]],
    what: tuple[str, str],
) -> Iterator[SourcesOutcome]:
    field, label = what
    pairs = [
        (each, value, fact)
        for each in ours[1]
        if (value := getattr(each, field)) is not None
        for fact in theirs[1]
        if fact.amount.unit.name == each.unit and _point(fact)
    ]
    if not pairs:
        return
    fits = next((one for one in pairs if _is(one[2], one[1])), None)
    at, value, fact = fits or pairs[0]
    spots = (
        Spot(theirs[0], span=Span(fact.start, fact.end), label="报告"),
        Spot(ours[0], at, field, label="工作簿"),
    )
    said = f"指标“{at.name}”的{label}：工作簿为{measured(value, at)}，报告写作{printed(fact)}"
    if fits is not None:
        yield ctx.passed(spots, f"{said}，相符")
        return
    basis = ""
    if field == "target" and at.original_target is not None and _is(fact, at.original_target):
        basis = "报告写的是调整前的指标值"
    yield ctx.finding(spots, f"{said}；请核对", stated=fact.value, expected=value, basis=basis)


def _point(fact: Fact) -> bool:
    """Whether a number is one number, apart from the sign of a target (≥40个)."""
    return fact.amount.upper is None and fact.amount.approximation is Approximation.EXACT


def _is(fact: Fact, value: Decimal) -> bool:
    exact = interval(_bare(fact))
    return exact.low <= value * fact.amount.unit.factor <= exact.high


def _bare(fact: Fact) -> Quantity:
    return replace(fact.amount, comparator=None)
