"""IND26: a target told among the goals and told again with the result."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from operator import attrgetter

from jixiao.checks.context import Context
from jixiao.checks.fnd._twins import target_twins
from jixiao.checks.ind._measure import sentence_of
from jixiao.checks.near import longest_common, share_stretch
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Verdict, verify_equal
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Approximation, Comparator, Dimension, Quantity
from jixiao.model.relation import Attainment
from jixiao.patterns import pattern
from jixiao.terms import SectionKey, Severity

_START = attrgetter("start")
_GOALS = (SectionKey.GOAL, SectionKey.PLAN)
_COMMON = 4  # characters that the two names share
_COMMON_OF_UNIT = 2  # where nothing else is counted in the unit
_AT_LEAST = frozenset({Comparator.AT_LEAST, Comparator.MORE_THAN})
_AT_MOST = frozenset({Comparator.AT_MOST, Comparator.LESS_THAN})
# Words that make a goal one of several years or of another year.
_OF_YEARS = pattern(r"中期|[二三四五两]年|十[三四五]五|规划|到20[0-9]{2}年|力争到|累计")
# Words before a plain number that make it no goal.
_NO_GOAL = pattern(
    r"上年|去年|已|现有|原有|目前|较|比|提高|降低|增|减|其中|每|均|共有|总|分值|权重|得分"
)
_EMPTY = pattern(
    r"数量|目标|完成|更新|实际|开展|举办|组织|服务|新增|项目|工作|任务|全年|年度|指标|建设|达到|[数量率度值个]$"
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
        除非这一单位的目标前后都只有一个、后文的名称是前文的简称；名称中各有对方没有的字词的。
        名称写在后文标题中的，或者三个字相同的，只差一个笔误、且前后都没有相符的一处时才问。
    已知漏报：目标部分只写文字、没有写数值的；两处名称差别较大的。
    """
    goals = list(_goals(ctx))
    settled: set[int] = set()
    for outcome in _by_name(ctx, goals):
        settled.update((outcome.span.start, *(place.span.start for place in outcome.related)))
        yield outcome
    for twin in target_twins(ctx, goals):
        if not {twin.odd.start, twin.told.start} & settled:
            yield ctx.finding(
                twin.odd,
                f"“{twin.odd.label}”写作{ctx.number(twin.odd)}，{twin.where}“{twin.told.label}”写作"
                f"{ctx.number(twin.told)}，只差一个笔误，请核对是否同一目标",
                stated=twin.odd,
                expected=twin.told,
                related=((twin.told, "另一处"),),
            )


def _by_name(ctx: Context, goals: list[Fact]) -> Iterator[Outcome]:
    """Judge the targets that repeat one goal, and the only one of its name."""
    if not goals:
        return
    later = [a for a in ctx.all(Attainment) if a.target is not None and not _inside(ctx, a.target)]
    for attainment in later:
        target = attainment.target
        goal = _goal_of(attainment, goals, later)
        if target is None or goal is None:
            continue
        if verify_equal(_bare(target.amount), _bare(goal.amount)).verdict is not Verdict.FAIL:
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


def _bare(limit: Quantity) -> Quantity:
    """Return a limit as a number: 不超过23小时 and 23小时以内."""
    if limit.comparator is None:
        return limit
    return replace(limit, comparator=None, approximation=Approximation.EXACT)


def _goal_of(attainment: Attainment, goals: list[Fact], later: list[Attainment]) -> Fact | None:
    """Return the one goal that a target repeats; no other target may repeat it."""
    for same in (_same, _same_in_unit):
        alike = list(islice((goal for goal in goals if same(goal, attainment)), 2))
        if not alike:
            continue
        if len(alike) > 1:
            return None
        rivals = list(islice((other for other in later if same(alike[0], other)), 2))
        return alike[0] if len(rivals) == 1 else None
    return None


def _goals(ctx: Context) -> Iterator[Fact]:
    """Yield the numbers in the sections of goals, of sentences with a sign or word of limit."""
    facts = ctx.understanding.facts
    places: set[int] = set()
    for start, end in ctx.understanding.section_text(*_GOALS):
        first = bisect_left(facts, start, key=_START)
        places.update(range(first, bisect_left(facts, end, first, key=_START)))
    inside = [facts[at] for at in sorted(places) if facts[at].quantity is not None]
    limiting = {fact.sentence for fact in inside if fact.amount.comparator is not None}
    for fact in inside:
        if fact.sentence in limiting and _is_goal(ctx, fact):
            yield fact


def _is_goal(ctx: Context, fact: Fact) -> bool:
    """Whether a number is a limit, or stands plain among limits: 改造厕所300座."""
    if _of_years(ctx, fact) or ctx.document.text.startswith("/", fact.end):
        return False  # 4批次/千人 are no 4批次
    if fact.amount.comparator is not None:
        return True
    return fact.amount.is_point and not _NO_GOAL.search(ctx.document.text, fact.clause, fact.start)


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
    """Whether the names share a stretch, and not each has beside it what the other has not."""
    one, other = goal.label, attainment.name
    if not _comparable(goal, attainment.target) or not share_stretch(one, other, _COMMON):
        return False
    common = longest_common(one, other)
    rests = zip(one.split(common, 1), other.split(common, 1), strict=True)
    cleaned = [[_EMPTY.sub("", rest) for rest in pair] for pair in rests]
    return all(left in right or right in left for left, right in cleaned)


def _same_in_unit(goal: Fact, attainment: Attainment) -> bool:
    """Whether the printed unit is the same, and the goal has every word of the shorter name."""
    target = attainment.target
    if target is None or not _comparable(goal, target):
        return False
    unit = goal.amount.unit
    short = _EMPTY.sub("", attainment.name).removesuffix("班")
    letters = iter(goal.label)
    return (
        unit.dimension is not Dimension.PERCENT
        and unit.name == target.amount.unit.name
        and len(short) >= _COMMON_OF_UNIT
        and all(letter in letters for letter in short)
    )
