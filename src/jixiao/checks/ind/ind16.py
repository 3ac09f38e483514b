"""IND16: the score of an indicator follows from its values."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.ind._form_rows import Row
from jixiao.checks.ind._forms import Form, forms, quantity_in
from jixiao.checks.ind._measure import DOWN, Measured, measured, plain
from jixiao.checks.ind._scoring import Earned, earned, states_rule, way
from jixiao.checks.registry import check
from jixiao.checks.sc.sc06 import spending
from jixiao.extraction.understanding import Understanding
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Quantity
from jixiao.model.relation import Attainment, Scored
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_DOWN_NAME = pattern(
    r"成本|费用|造价|单价|投诉|差错|误差|事故|起数|死亡|时长|时限|用时|耗时|能耗|消耗|排放|违法|受害率|损失"
)
_OWN = pattern(r"^(?:该|本|此|其|按|这)?(?:项|指标|分值|计)*$")
_REACH = 60
_CLOSE = Decimal("0.9")
_CENT = Decimal("0.01")


@check(
    code="IND16",
    name="score-by-rule",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有同时写明指标值、完成值、分值和得分的指标，无从复算得分。",
)
def score_by_rule(ctx: Context) -> Iterator[Outcome]:
    """定量指标的得分应按完成值、指标值和分值算出。

    为什么：未完成而得满分、完成而扣分、乘错，都会使总分失真，是复核中最常被改的地方。
    公式：正向指标达到指标值得满分，否则 分值×完成值÷指标值；反向指标未超过得满分，
    否则 分值×（1－超出比例）
    或 分值×指标值÷完成值；保留两位小数。
    不报的情形：用分档、扣分等其他办法计分而得分低于满分、高于0的，
    只有文中写明按比例计分时才按错误报，否则无法判断；
    完成值为约数、单位不同、方向不明的无法判断；达标而酌情扣分、
    相差不到一成而得满分的（可能设有容差），只作警告；预算执行率见 SC06。
    已知漏报：定性指标见 IND17；得分没有和指标写在同一行、同一句的不核对。
    """
    rule = states_rule(ctx.document.text)
    for form in forms(ctx.understanding):
        if {"points", "score", "target", "actual"} <= form.columns:
            for row in form.leaves:
                if not spending(row.name):  # see SC06
                    yield from _row(ctx, form, row, rule=rule)
    for one in measured(ctx.understanding):
        if one.attainment.tabular or one.direction == 0 or not (one.points and one.same_unit):
            continue
        points, score = _marks(ctx, one)
        if points is None or score is None:
            continue
        chances = list(earned(points.value, one.target, one.actual, one.direction))
        at = Span(score.start, score.end)
        yield _judged(ctx, one.name, at, (points.value, score.value), chances, rule=rule)


def _marks(ctx: Context, one: Measured) -> tuple[Fact | None, Fact | None]:
    """Return full mark and score of an indicator told in prose: those that follow it at once."""
    attainment = one.attainment
    if attainment.points is not None and attainment.score is not None:
        return attainment.points, attainment.score
    document = ctx.document
    end = document.blocks[document.block_at(attainment.end)].end
    for other in ctx.all(Attainment):
        if attainment.end <= other.start < end:
            end = other.start
    for scored in ctx.all(Scored):
        if attainment.end <= scored.start < min(end, attainment.end + _REACH):
            between = document.text[attainment.end : scored.start]
            if "。" not in between and _OWN.match(scored.name):
                return scored.full_mark, scored.score
    return None, None


def _row(ctx: Context, form: Form, row: Row, *, rule: bool) -> Iterator[Outcome]:
    if row.points is None or row.score is None:
        return
    values = _values(ctx.understanding, row)
    if values is None:
        return
    target, actual = values
    direction = way(target, row.name, _DOWN_NAME)
    target = plain(target)
    if not direction or not target.is_point or not actual.is_point:
        yield ctx.cannot_tell(row.score_at, f"“{row.name}”为约数或方向不明，无法复算得分")
        return
    chances = list(earned(row.points, target, actual, direction))
    excused = direction == DOWN and form.text(row.actual).startswith("-")
    if excused and row.score == row.points:
        yield ctx.passed(row.score_at, f"“{row.name}”得分{row.score}，相符")
        return
    yield _judged(ctx, row.name, row.score_at, (row.points, row.score), chances, rule=rule)


def _values(understanding: Understanding, row: Row) -> tuple[Quantity, Quantity] | None:
    target = quantity_in(understanding, row.target)
    actual = quantity_in(understanding, row.actual)
    if target is None or actual is None:
        return None
    if not target.compatible(actual):
        bare = "none" in (target.unit.dimension.value, actual.unit.dimension.value)
        if not bare:
            return None
        actual = replace(actual, unit=replace(target.unit, factor=actual.unit.factor))
    return target, actual


def _judged(  # noqa: PLR0913 - what a score is judged by
    ctx: Context,
    name: str,
    at: Span,
    marks: tuple[Decimal, Decimal],
    chances: list[Earned],
    *,
    rule: bool,
) -> Outcome:
    full, score = marks
    if not chances:
        return ctx.cannot_tell(at, f"“{name}”的得分无法复算")
    for chance in chances:
        if chance.points == score or abs(chance.points - score) < _slack(score):
            return ctx.passed(at, f"“{name}”得分{score}，按“{chance.rule}”复算相符")
    first = chances[0]
    met = first.points == full
    message = (
        f"“{name}”分值{full}、得分{score}，按“{first.rule}”应为{first.points.normalize():f}分，"
        "不符，请核对得分或写明计分办法"
    )
    if score > full:
        return ctx.cannot_tell(at, f"“{name}”得分{score}大于分值{full}，见 IND18")
    if met or score == full:
        near = first.points >= _CLOSE * full and not rule
        severity = Severity.WARNING if met or near else None
        return ctx.finding(at, message, stated=score, expected=first.points, severity=severity)
    if rule:
        return ctx.finding(at, message, stated=score, expected=first.points)
    return ctx.cannot_tell(at, f"“{name}”没有完成、得分{score}，文中没有写明计分办法，无法复算")


def _slack(score: Decimal) -> Decimal:
    """Return how far a score may be off: scores of one decimal were rounded to it."""
    exponent = score.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Decimal("0.0501") if places == 1 else _CENT.scaleb(-1) * 5 if places >= 2 else _CENT
