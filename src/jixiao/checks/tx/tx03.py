"""TX03: direction words between two printed numbers."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.fact import Fact
from jixiao.model.intervals import interval
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Change
from jixiao.patterns import pattern
from jixiao.terms import Severity

_UP = pattern(r"(?:上升|提高|增加|增长|提升|扩大|上调|升|增|提|扩)(?:到|至|为)$")
_DOWN = pattern(r"(?:下降|降低|减少|缩短|压缩|压减|下调|缩减|精简|降|减|缩)(?:到|至|为)$")
_FROM = pattern(r"[由从][^,。;:]{0,20}$")
_BETWEEN = pattern(r"[^0-9,。;:、]{0,10}")
_LONGEST_GAP = 14
_CUES = "到至为"
_ORDERS = frozenset({"位", "名", "级", "类", "等", "档"})  # the first is the best


@check(
    code="TX03",
    name="direction-words",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有“由……降至……”之类的表述（增减比较另有核对）。",
)
def direction_words(ctx: Context) -> Iterator[Outcome]:
    """“由甲提高到乙”“由甲降至乙”的方向词应与前后两个数一致。

    为什么：方向写反，成绩与问题便颠倒过来。
    公式：提高、增加之类要求后数大于前数；下降、缩短之类要求后数小于前数。
    不报的情形：单位不同；带“约”“余”等概数而无法比较；名次、等级；已由同比增减核对的语句；两数之间隔有其他数字。
    已知漏报：两个数不在同一分句的。
    """
    text = ctx.document.text
    facts = ctx.understanding.facts
    led = [index for index, fact in enumerate(facts) if text[fact.start - 1] in _CUES]
    for index in led:
        if not index:
            continue
        before, after = facts[index - 1], facts[index]
        if not 0 < after.start - before.end <= _LONGEST_GAP:
            continue
        if before.quantity is None or after.quantity is None:
            continue
        if before.amount.unit.name in _ORDERS or text[before.start - 1] == "第":
            continue
        if text[before.start - 1] in "、和至" or text[after.end : after.end + 1] in ("、", "和"):
            continue  # 由110元、125元提高到116元、130元: pairs, each with its own partner
        if not _FROM.search(text, max(0, before.start - 24), before.start):
            continue
        gap = text[before.end : after.start]
        up = _UP.search(gap)
        known = _BETWEEN.fullmatch(gap) is not None and (up or _DOWN.search(gap)) is not None
        if known and not _is_change(ctx, after):
            yield _judged(ctx, before, after, gap, up=up is not None)


def _is_change(ctx: Context, fact: Fact) -> bool:
    """Tell whether another check judges the number as a change."""
    return any(fact in (change.this, change.last) for change in ctx.all(Change))


def _judged(ctx: Context, before: Fact, after: Fact, gap: str, *, up: bool) -> Outcome:
    first, last = before.amount, after.amount
    words = f"“{ctx.text(before)}{gap}{ctx.text(after)}”"
    if not first.compatible(last):
        return ctx.cannot_tell(after, f"{words}前后单位不同，无法比较")
    old, new = interval(first), interval(last)
    holds = new.low > old.high if up else new.high < old.low
    fails = new.high < old.low if up else new.low > old.high
    if first.is_point and last.is_point:
        fails = fails or first.base == last.base
        holds = holds or (last.base > first.base if up else last.base < first.base)
    if holds:
        return ctx.passed(after, f"{words}方向词与两数一致", related=(before,))
    if not fails:
        return ctx.cannot_tell(after, f"{words}为概数，无法判断方向", related=(before,))
    return ctx.finding(
        after,
        f"{words}的方向词与两数不符，请核对数字或改正方向词",
        related=((before, "前数"),),
    )
