"""IND05: the words 达标, 高于, 未达, 超额 against the numbers."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.ind._measure import UNKNOWN, UP, Measured, measured
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Result, Verdict, verify_at_most
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Approximation, Comparator, Dimension
from jixiao.model.relation import Attainment
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_WORD = pattern(
    r"(?P<missed>未(?:能)?(?:达到|达标|达|完成|实现)|没有?(?:达到|完成|达标)|尚未(?:达到|完成))"
    r"|(?P<within>控制在(?:了|年度|年初|预期|预定)*(?:目标|指标|控制数|控制目标|计划|限额|上限|标准)[值数]?(?:以内|之内|范围内|内)"
    r"|在(?:年度|预期|预定)*(?:目标|控制数|控制目标|限额|控制范围)[值数]?(?:以内|之内|范围内)"
    r"|(?:未|没有?)(?:突破|超出?)(?:年度|年初|预期|预定)*(?:目标|指标|控制数|控制目标|限额|上限))"
    r"|(?P<exceeded>超额完成|超目标|超计划|超过(?:了)?(?:年度|年初|预期)?(?:目标|指标|计划))"
    r"|(?P<met>达标|(?<!未)(?<!未能)(?<!没有)(?:达到|完成|实现)(?:了|年度|年初|全年|预期|既定)*(?:目标|指标|任务))"
    r"|(?P<better>优于|好于)"
    r"|(?P<above>高于|多于|大于|超过|超出)|(?P<below>低于|少于|小于|不足)"
)
_NOT = pattern(r"(?:不|不得|不能|不应|不会|未|没|没有|未曾|并未)$")
_CLAIM_NOT = pattern(r"(?:未|没|没有|未曾|并未)$")
_BOUND = pattern(r"目标|指标|计划|控制|标准|限|定额|任务|预警|警戒|要求|上级|年初|水平|值")
_GOOD = (Verdict.EXACT, Verdict.ROUNDING)
_OPPOSITE = {
    "above": "at_most",
    "below": "at_least",
    "met": "missed",
    "missed": "met",
    "exceeded": "at_most",
}
# 12.7公顷,控制在20公顷以内 · 80.83%,达到不低于80%的要求
_KEPT = pattern(
    r"[,;](?:均|全部|都|严格|有效|已)*"
    r"((?P<within>控制在)$|(?:达到|符合|满足)(?:了)?(?=不低于|不少于|不高于|不超过|≥|≤))"
)
_AS_ASKED = pattern(r"的?(?:年度|年初|既定|考核)?(?:要求|目标|标准|规定|指标)值?(?!的)")
_TIGHT = pattern(
    r"[,、:)”(]{0,2}(?:已|均|都|全部|圆满|顺利|如期|全面|较好|略|稍|略有|仍|还|尚|也|明显|大幅|远)?(?:地)?"
)
_TAIL = 26
_ORDER = Decimal(20)
_NEAR = 12


class _Claim(NamedTuple):
    kind: str
    span: Span
    negated: bool


@check(
    code="IND05",
    name="wording-of-attainment",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有对写明目标值和完成值的指标下“达标”“超额”“未达”“高于”一类判断。",
)
def wording_of_attainment(ctx: Context) -> Iterator[Outcome]:
    """“达标”“超额完成”“未达”“高于”“低于”等判断应与目标值、完成值相符。

    为什么：文字说超额、数字却没有完成，是最伤信誉的矛盾，也常常意味着得分给错了。
    公式：“达标”“完成目标”要求正向指标完成值≥目标值、反向指标完成值≤目标值；“超额”还要求不等于；
    “未达”“未完成”相反；“高于”“超过”“低于”只比较两数大小，“没有超过”“不低于”按其反面比较。
    不报的情形：如实写明未达标的；目标值本身写作“不超过”“不低于”的，那是目标而不是判断；
    方向不明、约数、单位不同的，目标写作“＞”“＜”而完成值恰好相等的，无法判断。
    已知漏报：判断与数字隔开较远的，不核对（见 TX02）。
    """
    for one in measured(ctx.understanding):
        if not one.same_unit:
            continue
        claim = _claim(ctx, one)
        if claim is not None:
            yield from _judged(ctx, one, claim)


def _claim(ctx: Context, one: Measured) -> _Claim | None:
    """Return the judgement on an indicator: behind its numbers, else between them."""
    text = ctx.document.text
    attainment = one.attainment
    after = _after(ctx, attainment)
    match = _WORD.search(text, after.start, after.end)
    if match is not None and match.lastgroup:
        loose = match.lastgroup in ("above", "below", "better")
        if loose and not _bound_behind(text, match.end()):
            match = None
    if match is not None and match.lastgroup:
        negated = bool(_NOT.search(text, max(0, match.start() - 3), match.start()))
        return _Claim(match.lastgroup, Span(*match.span()), negated)
    return _between(text, one)


def _bound_behind(text: str, end: int) -> bool:
    """Whether 高于 and the like speak of the target itself (高于目标值), not of another number."""
    return bool(
        re.match(r"(?:年度|年初|预期|了)*(?:目标|指标|计划|控制|标准)", text[end : end + 8])
    )


def _after(ctx: Context, attainment: Attainment) -> Span:
    text = ctx.document.text
    end = min(len(text), attainment.end + _TAIL)
    for other in ctx.all(Attainment):
        if attainment.end <= other.start < end:
            end = other.start
    for mark in "。;\n":
        at = text.find(mark, attainment.end, end)
        if at >= 0:
            end = at
    return Span(attainment.end, end)


def _between(text: str, one: Measured) -> _Claim | None:
    """Return a judgement between actual value and target: 95.13%,未达100%."""
    goal, done = one.goal, one.outcome
    if done.end > goal.start:
        return None
    kept = _KEPT.search(text, done.end, goal.start)
    if kept is not None and (kept["within"] or _AS_ASKED.match(text, goal.end)):
        return _Claim("at_most" if kept["within"] else "met", Span(*kept.span(1)), negated=False)
    match = next(reversed(list(_WORD.finditer(text, done.end, goal.start))), None)
    far = match is None or goal.start - match.end() > _NEAR
    if match is None or far or match.lastgroup in (None, "met", "exceeded"):
        return None
    before = text[max(0, match.start() - 3) : match.start()]
    negated = bool(_NOT.search(before))
    if negated and not _CLAIM_NOT.search(before):
        return None  # 不超过15秒 is the target, no judgement
    around = text[match.end() : goal.start] + text[goal.end : goal.end + _NEAR]
    if not (one.attainment.indicator or _BOUND.search(around)):
        return None
    return _Claim(str(match.lastgroup), Span(*match.span()), negated)


def _judged(ctx: Context, one: Measured, claim: _Claim) -> Iterator[Outcome]:
    result = _result(one, claim)
    word = ("没有" if claim.negated else "") + ctx.text(claim.span)
    name = one.name
    values = f"完成{ctx.number(one.outcome)}、目标{ctx.number(one.goal)}"
    related = ((one.goal, "目标值"), (one.outcome, "完成值"))
    if result is None or result.verdict is Verdict.UNDECIDED:
        yield ctx.cannot_tell(
            claim.span, f"“{name}”写作“{word}”，{values}，方向不明或为约数，无法判断", related
        )
    elif result.verdict in _GOOD:
        yield ctx.passed(claim.span, f"“{name}”{values}，与“{word}”相符", related)
    elif _loose(ctx, one, claim):
        return
    else:
        points = one.actual.unit.dimension is Dimension.PERCENTAGE_POINT
        yield ctx.finding(
            claim.span,
            f"“{name}”{values}，却写作“{word}”，文字与数字相反，请核实后改正",
            stated=word,
            related=related,
            severity=None if one.points and not points and _near(one) else Severity.WARNING,
        )


def _near(one: Measured) -> bool:
    """Whether two amounts of money are of one order: 支出274万元 has no limit of 0.45万元."""
    if one.actual.unit.dimension is not Dimension.MONEY or not one.ratio:
        return True
    return 1 / _ORDER < one.ratio < _ORDER


def _loose(ctx: Context, one: Measured, claim: _Claim) -> bool:
    """Whether a judgement behind the numbers may be of something else, or is softened."""
    if claim.span.start < one.attainment.end:
        return False
    gap = ctx.document.text[one.attainment.end : claim.span.start]
    if claim.negated:
        gap = _NOT.sub("", gap)
    return _TIGHT.fullmatch(gap) is None


def _result(one: Measured, claim: _Claim) -> Result | None:
    kind = _OPPOSITE.get(claim.kind, "") if claim.negated else claim.kind
    if kind in ("above", "at_least"):
        return verify_at_most(one.target, one.actual)
    if kind in ("below", "at_most", "within"):
        limit = replace(one.target, approximation=Approximation.EXACT)  # 3500元以内
        return verify_at_most(one.actual, one.target if kind == "below" else limit)
    strict = one.attainment.comparator in (Comparator.MORE_THAN, Comparator.LESS_THAN)
    if not kind or (strict and one.ratio == 1):
        return None  # >90% and 90%: “>” is often printed for “≥”, so either word may be right
    return _met(one, kind)


def _met(one: Measured, kind: str) -> Result | None:
    """Judge 达标, 超额, 优于 and 未达."""
    met = one.met
    if kind == "missed" and one.ratio == 1 and one.points:
        return Result(Verdict.FAIL)  # 计划12座,实际12座,未完成: whatever is better
    if one.direction == UNKNOWN:
        fits = (met.verdict in _GOOD) is (kind != "missed")
        return Result(Verdict.EXACT) if fits else None
    if kind == "missed":
        if met.verdict in (Verdict.UNDECIDED, Verdict.ROUNDING):
            return met
        return Result(Verdict.EXACT if met.verdict is Verdict.FAIL else Verdict.FAIL)
    if kind == "exceeded" and one.direction == UP and one.ratio == 1:
        return Result(Verdict.FAIL)
    return met
