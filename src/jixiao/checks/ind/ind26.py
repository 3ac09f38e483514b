"""IND26: a target told among the goals and told again with the result."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.ind._measure import plain, sentence_of
from jixiao.checks.near import share_stretch
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Verdict, verify_equal
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Comparator, Dimension
from jixiao.model.relation import Attainment
from jixiao.patterns import pattern
from jixiao.terms import SectionKey, Severity

_GOALS = (SectionKey.GOAL, SectionKey.PLAN)
_COMMON = 4  # characters that the two names share
_COMMON_OF_UNIT = 2  # where nothing else is counted in the unit
_AT_LEAST = frozenset({Comparator.AT_LEAST, Comparator.MORE_THAN})
_AT_MOST = frozenset({Comparator.AT_MOST, Comparator.LESS_THAN})
# Words that make a goal one of several years or of another year.
_OF_YEARS = pattern(r"中期|[二三四五两]年|十[三四五]五|规划|到20[0-9]{2}年|力争到|累计")
_EMPTY = pattern(
    r"数量|目标|完成|实际|开展|举办|组织|服务|新增|项目|工作|任务|全年|年度|指标|建设|达到|[数量率度值个]$"
)


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
    不报的情形：同名的目标不止一个的；单位不同的；跨年度的中长期目标；指标名称相同之处不足四个字的，
        除非这一单位的目标前后都只有一个、名称又有相同的词。
    已知漏报：目标部分只写文字、没有写数值的；两处名称差别较大的。
    """
    goals = [fact for fact in _goals(ctx) if fact.quantity is not None]
    if not goals:
        return
    later = [a for a in ctx.all(Attainment) if a.target is not None and not _inside(ctx, a.target)]
    for attainment in later:
        target = attainment.target
        goal = _goal_of(attainment, goals, later)
        if target is None or goal is None:
            continue
        if verify_equal(plain(target.amount), plain(goal.amount)).verdict is not Verdict.FAIL:
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


def _goal_of(attainment: Attainment, goals: list[Fact], later: list[Attainment]) -> Fact | None:
    """Return the one goal that a target repeats; no other target may repeat it."""
    for same in (_same, _same_in_unit):
        alike = [goal for goal in goals if same(goal, attainment)]
        if not alike:
            continue
        rivals = [other for other in later if same(alike[0], other)]
        return alike[0] if len(alike) == len(rivals) == 1 else None
    return None


def _goals(ctx: Context) -> Iterator[Fact]:
    """Yield the numbers with a sign or word of limit in the sections of goals."""
    spans = ctx.understanding.section_text(*_GOALS)
    for fact in ctx.understanding.facts if spans else ():
        if (
            fact.quantity is not None
            and fact.quantity.comparator is not None
            and any(span.start <= fact.start < span.end for span in spans)
            and not _of_years(ctx, fact)
        ):
            yield fact


def _of_years(ctx: Context, goal: Fact) -> bool:
    """Whether the sentence before a goal speaks of several years."""
    sentence = sentence_of(ctx.understanding, goal.start)
    return sentence is not None and bool(
        _OF_YEARS.search(ctx.document.text, sentence.start, goal.start)
    )


def _inside(ctx: Context, fact: Fact) -> bool:
    return any(s.start <= fact.start < s.end for s in ctx.understanding.section_text(*_GOALS))


def _comparable(goal: Fact, target: Fact | None) -> bool:
    """Whether two limits are limits of one measure and to one side."""
    if target is None or target.quantity is None or not goal.amount.compatible(target.quantity):
        return False
    signs = {goal.amount.comparator, target.quantity.comparator}
    return not (signs & _AT_LEAST and signs & _AT_MOST)


def _same(goal: Fact, attainment: Attainment) -> bool:
    return _comparable(goal, attainment.target) and share_stretch(
        goal.label, attainment.name, _COMMON
    )


def _same_in_unit(goal: Fact, attainment: Attainment) -> bool:
    """Whether the printed unit is the same and the names share a word that tells something."""
    target = attainment.target
    return (
        target is not None
        and _comparable(goal, target)
        and goal.amount.unit.dimension is not Dimension.PERCENT
        and goal.amount.unit.name == target.amount.unit.name
        and share_stretch(
            _EMPTY.sub(" ", goal.label), _EMPTY.sub(" ", attainment.name), _COMMON_OF_UNIT
        )
    )
