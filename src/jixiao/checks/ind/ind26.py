"""IND26: a target told among the goals and told again with the result."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Verdict, verify_equal
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Attainment
from jixiao.terms import SectionKey, Severity

_GOALS = (SectionKey.GOAL, SectionKey.PLAN)
_COMMON = 4  # characters that the two names share


@check(
    code="IND26",
    name="target-told-twice",
    severity=Severity.WARNING,
    since="0.1",
    absent="绩效目标部分没有写明带数字的目标值，或者后文没有再写，无从相互核对。",
)
def target_told_twice(ctx: Context) -> Iterator[Outcome]:
    """绩效目标部分的目标值应与后文完成情况中的目标值一致。

    为什么：目标值一经批复不得自行更改，前后不一，读者无法判断按哪个值考核。
    公式：目标部分的“不少于”“不低于”“≥”等数值＝完成情况中同一指标的目标值。
    不报的情形：同名的目标不止一个的；单位不同的；指标名称相同之处不足四个字的。
    已知漏报：目标部分只写文字、没有写数值的；两处名称差别较大的。
    """
    goals = [fact for fact in _goals(ctx) if fact.quantity is not None]
    if not goals:
        return
    later = [a for a in ctx.all(Attainment) if a.target is not None and not _inside(ctx, a.target)]
    for attainment in later:
        target = attainment.target
        if target is None or target.quantity is None:
            continue
        alike = [goal for goal in goals if _same(goal, target, attainment.name)]
        rivals = [a for a in later if a.target and alike and _same(alike[0], a.target, a.name)]
        if len(alike) != 1 or len(rivals) != 1:
            continue
        goal = alike[0]
        if verify_equal(target.amount, goal.amount).verdict is not Verdict.FAIL:
            yield ctx.passed(
                target, f"“{attainment.name}”的目标值 {ctx.number(target)}，前后一致", (goal,)
            )
            continue
        yield ctx.finding(
            target,
            f"“{attainment.name}”的目标值此处写作{ctx.number(target)}，"
            f"绩效目标部分写作{ctx.number(goal)}，请核对；经批准调整的请写明",
            stated=target,
            expected=goal,
            related=((goal, "绩效目标"),),
        )


def _goals(ctx: Context) -> Iterator[Fact]:
    """Yield the numbers with a sign or word of limit in the sections of goals."""
    spans = ctx.understanding.section_text(*_GOALS)
    for fact in ctx.understanding.facts if spans else ():
        if (
            fact.quantity is not None
            and fact.quantity.comparator is not None
            and any(span.start <= fact.start < span.end for span in spans)
        ):
            yield fact


def _inside(ctx: Context, fact: Fact) -> bool:
    return any(s.start <= fact.start < s.end for s in ctx.understanding.section_text(*_GOALS))


def _same(goal: Fact, target: Fact, name: str) -> bool:
    if target.quantity is None or not goal.amount.compatible(target.amount):
        return False
    first, second = sorted((goal.label, name), key=len)
    return len(first) >= _COMMON and any(
        first[at : at + _COMMON] in second for at in range(len(first) - _COMMON + 1)
    )
