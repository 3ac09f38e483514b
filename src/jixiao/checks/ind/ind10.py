"""IND10: as many indicators as announced."""

import re
from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Enumeration
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_ANNOUNCED = pattern(
    r"(?:产出|效益|满意度|成本|数量|质量|时效|绩效)指标(?:共|有|共有|为|共计)?"
    r"([两二三四五六七八九十]|\d{1,2})[项个][::]"
)
_NEXT = pattern(r"对应(?:的)?(?:产出|效益|满意度|成本)?指标|(?:产出|效益|满意度|成本)指标(?:为|共)")
_MARK = pattern(r"([一二三四五六七八九十])是|\(([一二三四五六七八九十\d]{1,2})\)|([①②③④⑤⑥⑦⑧⑨])")
_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_MORE = pattern(r"此外|另外|还有|同时|另有|以及")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"


@check(
    code="IND10",
    name="indicator-count",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Enumeration, "indicators"),),
    absent="文中没有“指标共几项：一是……二是……”一类逐项列明的写法。",
)
def indicator_count(ctx: Context) -> Iterator[Outcome]:
    """逐项列出的指标个数应与所称的个数一致。

    为什么：称有三项而只列两项，说明漏写了指标或改动后没有核对。
    公式：“指标共N项：一是……二是……”中列出的项数等于N。
    不报的情形：“主要包括”“等”一类不求列全的写法；没有逐项编号的，无法判断。
    已知漏报：分散在几段里列出的指标不核对。
    """
    text = ctx.document.text
    seen = set()
    for block in ctx.document.blocks:
        if text.find("指标", block.start, block.end) < 0:
            continue
        for match in _ANNOUNCED.finditer(text, block.start, block.end):
            follow = _NEXT.search(text, match.end(), block.end)
            end = follow.start() if follow else block.end
            seen.add(match.start(1))
            yield _judged(ctx, match, end)
    for each in ctx.relations(Enumeration):
        if each.count.start in seen:
            continue
        stated, listed = int(each.count.value), len(each.items)
        if stated == listed:
            yield ctx.passed(each.count, f"称有{stated}项指标，列出{listed}项，一致")
        elif each.exhaustive and each.certain:
            yield _wrong(ctx, Span(each.count.start, each.count.end), stated, listed)
        else:
            yield ctx.cannot_tell(each.count, f"称有{stated}项指标，没有全部列出，无法核对")


def _judged(ctx: Context, match: re.Match[str], end: int) -> Outcome:
    text = ctx.document.text
    word = match.group(1)
    stated = _DIGITS.get(word) or int(word)
    at = Span(*match.span())
    values = [_value(mark) for mark in _MARK.finditer(text, match.end(), end)]
    if not values or values[0] != 1 or values != list(range(1, len(values) + 1)):
        return ctx.cannot_tell(at, f"称有{stated}项指标，没有逐项编号列出，无法核对个数")
    if len(values) < stated and _MORE.search(text, match.end(), end):
        return ctx.cannot_tell(at, f"称有{stated}项指标，其中有的没有编号，无法核对个数")
    if len(values) == stated:
        return ctx.passed(at, f"称有{stated}项指标，列出{len(values)}项，一致")
    return _wrong(ctx, at, stated, len(values))


def _wrong(ctx: Context, at: Span, stated: int, listed: int) -> Outcome:
    return ctx.finding(
        at,
        f"称有{stated}项指标，实际列出{listed}项，请补列或改正个数",
        stated=stated,
        expected=listed,
    )


def _value(match: re.Match[str]) -> int:
    spoken, bracketed, circled = match.groups()
    if circled:
        return _CIRCLED.index(circled) + 1
    word = spoken or bracketed
    return _DIGITS.get(word) or (int(word) if word.isdigit() else 0)
