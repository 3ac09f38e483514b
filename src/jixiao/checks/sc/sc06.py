"""SC06: the points of the spending rate follow from the rate."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from operator import attrgetter
from typing import NamedTuple

from jixiao.checks.context import Context, Place
from jixiao.checks.ind._forms import forms, quantity_in
from jixiao.checks.registry import check
from jixiao.checks.sc._score import HUNDRED
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Scored
from jixiao.patterns import pattern
from jixiao.terms import Severity

_SPENDING = pattern(r"支出率|执行率|支付率|预算执行")
_RATE_NAME = pattern(
    r"(?:预算|资金|支出)[^,]{0,8}(?:执行率|支出率|支付率|完成率)|^(?:执行率|支出率)$"
)
_NEUTRAL = pattern(r"^(?:该|本|此|按|其|这)?(?:项|指标|计|分值)*$")
_RULE = pattern(r"按[^,。;]{0,16}(?:计|折算|比例)|[×*]|乘以")
_NEXT_CLAUSE = pattern(r",[^,。;]{2,20}")
_NEAR = 26
_START = attrgetter("start")
_COUNTED_BY = pattern(r",?(?:按照?|以|乘以?|×|的)(?:执行率|支出率|完成率|实际完成率|得分率)?")
_AS_POINTS = pattern(r"(?:的?比例)?(?:计算|折算|计分|计)?(?:,?(?:实际|应)?(?:得分?|计得?|为))?")
_CENT = Decimal("0.01")
_TENTH = Decimal("0.05")


@check(
    code="SC06",
    name="points-of-spending-rate",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有同时写明支出率（执行率）、该项分值和得分。",
)
def points_of_spending_rate(ctx: Context) -> Iterator[Outcome]:
    """预算支出率的得分应等于分值乘以支出率。

    为什么：支出率得分由两个数直接算出，不符说明得分没有随支出率更新。
    公式：得分＝分值×min(1，支出率)，保留两位小数。
    不报的情形：得满分或整分的，可能按档计分，无法判断；没有写明分值的，无法判断。
    已知漏报：支出率与得分不在同一段的不核对；其他指标的得分见 IND16。
    """
    yield from _rows(ctx)
    rates = ctx.facts_of("execution_rate")
    for each in ctx.all(Scored):
        rate = _between(ctx, each) or _right_before(ctx, each)
        rate = rate or (_rate(ctx, each, rates) if rates else None)
        if rate is None:
            continue
        full = each.full_mark
        if full is None:
            if _SPENDING.search(each.name):
                yield ctx.cannot_tell(each.score, f"{each.name}得分没有写明该项分值，无法复算")
            continue
        place = _Mark(each.score, each.score.value, full.value, each.score.amount.decimals)
        around = ctx.document.text[rate.end : each.end + 30]
        spent = rate.concept == "execution_rate"
        name = rate.label if rate.label.endswith("率") else "比率"
        related = ((rate, "支出率" if spent else name), (full, "分值"))
        yield _judged(ctx, place, rate.value, related, around)


def _facts(ctx: Context, low: int, high: int) -> Sequence[Fact]:
    """Return the facts that begin in a stretch of the text."""
    facts = ctx.understanding.facts
    first = bisect_left(facts, low, key=_START)
    return facts[first : bisect_left(facts, high, first, key=_START)]


def _between(ctx: Context, scored: Scored) -> Fact | None:
    """Return the rate told between full mark and score: 10分,按96.79%计9.68分."""
    full, score = scored.full_mark, scored.score
    if full is None or full.end > score.start or full.sentence != score.sentence:
        return None
    return next(
        (
            fact
            for fact in _facts(ctx, full.end + 1, score.start)
            if fact.quantity is not None
            and fact.quantity.unit.dimension is Dimension.PERCENT
            and fact.quantity.is_point
            and _COUNTED_BY.fullmatch(ctx.document.text, full.end, fact.start)
            and _AS_POINTS.fullmatch(ctx.document.text, fact.end, score.start)
        ),
        None,
    )


def _right_before(ctx: Context, scored: Scored) -> Fact | None:
    """Return the rate told right before its score: 按期签订率91.67%,签订时效性满分3分,得2.75分."""
    full, text = scored.full_mark, ctx.document.text
    if full is None or full.end > scored.score.start:
        return None
    sentence = ctx.understanding.sentence_at(full.start)
    near = [
        fact
        for fact in _facts(ctx, sentence.start if sentence is not None else 0, full.start)
        if full.start - _NEAR < fact.end <= full.start and fact.sentence == full.sentence
    ]
    rate = near[-1] if near else None
    if rate is None or rate.quantity is None or not rate.quantity.is_plain:
        return None
    if rate.quantity.unit.dimension is not Dimension.PERCENT or not rate.label.endswith("率"):
        return None
    between = text[rate.end : full.start]
    words = rate.label[:-1]
    return rate if words[-2:] in between and _NEXT_CLAUSE.fullmatch(between) else None


def _rate(ctx: Context, scored: Scored, rates: list[Fact]) -> Fact | None:
    """Return the spending rate that a score speaks of: the nearest before it in its paragraph."""
    if not (_SPENDING.search(scored.name) or _NEUTRAL.match(scored.name)):
        return None
    block = ctx.document.block_at(scored.score.start)
    near = [
        rate
        for rate in rates
        if ctx.document.block_at(rate.start) == block
        and scored.score.sentence - 1 <= rate.sentence <= scored.score.sentence
        and rate.quantity is not None
        and rate.quantity.is_point
    ]
    before = [rate for rate in near if rate.start < scored.score.start]
    if not before:
        return None
    nearest = before[-1]
    sentence = ctx.understanding.sentences[scored.score.sentence]
    spoken = _SPENDING.search(ctx.document.text, sentence.start, scored.score.start)
    same = nearest.sentence == scored.score.sentence
    return nearest if same or spoken or _SPENDING.search(scored.name) else None


def _rows(ctx: Context) -> Iterator[Outcome]:
    """Judge the row of the spending rate in a form."""
    for form in forms(ctx.understanding):
        for row in form.leaves:
            if not spending(row.name) or row.points is None or row.score is None:
                continue
            rate = quantity_in(ctx.understanding, row.actual)
            if row.actual is None or rate is None or rate.unit.dimension is not Dimension.PERCENT:
                continue
            place = _Mark(row.score_at, row.score, row.points, _places(row.score))
            related = ((row.actual, "支出率"), (row.points_at, "分值"))
            yield _judged(ctx, place, rate.base, related, "")


def spending(name: str) -> bool:
    """Whether an indicator is the spending rate of the budget."""
    return _RATE_NAME.search(name) is not None


class _Mark(NamedTuple):
    place: Place
    score: Decimal
    full: Decimal
    places: int


def _judged(
    ctx: Context, mark: _Mark, rate: Decimal, related: Sequence[tuple[Place, str]], around: str
) -> Outcome:
    score, full = mark.score, mark.full
    share = min(rate, HUNDRED)
    expected = (full * share / HUNDRED).quantize(_CENT, rounding=ROUND_HALF_UP)
    slack = _TENTH if mark.places == 1 else _CENT
    if abs(expected - score) < slack:
        return ctx.passed(mark.place, f"得分{score}＝分值{full}×{rate}%，相符", related)
    whole = (score * 2) == (score * 2).to_integral_value()
    if score > full or (whole and not _RULE.search(around)):
        return ctx.cannot_tell(
            mark.place, f"得分{score}不等于分值×支出率（{expected}），可能按档计分", related
        )
    return ctx.finding(
        mark.place,
        f"{related[0][1]}{rate}%、分值{full}，按“分值×{related[0][1]}”应得{expected}分，"
        f"却写作{score}分，请核对或写明计分办法",
        stated=score,
        expected=expected,
        related=related,
    )


def _places(score: Decimal) -> int:
    exponent = score.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
