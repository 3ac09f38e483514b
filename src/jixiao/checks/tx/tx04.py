"""TX04: absolute claims."""

import re
from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.tx._cues import cue_places, sections_at, sentence_of, watch
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import SectionKey, Severity

_PERFECT = watch("圆满完成", "全面完成", "超额完成")
_PRAISE = watch(
    *(
        "取得新进步",
        "取得新突破",
        "取得显著成效",
        "取得了显著成效",
        "成效显著",
        "成效明显",
        "再上新台阶",
    ),
    *("上新台阶", "迈上新台阶", "取得长足进步", "走在全国前列", "走在前列", "国内领先", "高度评价"),
    *("极大提升", "极大提高", "极大促进", "极大改善"),
)
_MONEY = pattern("预算|支出|执行|资金")
_PROSPECTIVE = frozenset(
    {
        SectionKey.MEASURES,
        SectionKey.GOAL,
        SectionKey.PLAN,
        SectionKey.FUNCTIONS,
        SectionKey.PROBLEMS,
    }
)
_AIMS = pattern("力争|推动|努力|确保|争取|将|目标是|要|为了|围绕")


@check(
    code="TX04",
    name="unsupported-claims",
    severity=Severity.HINT,
    since="0.1",
    clean="未发现与数据不符或没有数据支撑的绝对化表述。",
)
def unsupported_claims(ctx: Context) -> Iterator[Outcome]:
    """“圆满完成”“成效显著”等评价应有数据支撑，并与执行率相符。

    为什么：没有数据的评价无从核实；执行率不足100%而称圆满完成预算，说法偏满。
    公式：同一句写有不足100%的执行率而称圆满、全面完成预算的；成绩评价所在句子没有任何数字的。
    不报的情形：目标、任务、措施部分的愿景；句中有数字的评价；描述单项活动的“圆满完成”。
    已知漏报：前后句有数据但不支持该评价的。
    """
    text = ctx.document.text
    over: list[tuple[Span, str]] = []
    for start, word in cue_places(ctx.understanding, _PERFECT):
        sentence = sentence_of(ctx.understanding, start)
        if sentence is None or not _MONEY.search(text, start, start + 16):
            continue
        rate = _rate(ctx, sentence.start, sentence.end)
        if rate:
            over.append((Span(start, start + len(word)), rate))
    if over:
        (place, rate), *others = over
        yield ctx.finding(
            place,
            f"称“{ctx.text(place)}”，而执行率为{rate}，尚未达到100%，建议改为据实表述",
            related=[(span, "同类表述") for span, _ in others],
        )
    yield from _praise(ctx)


def _praise(ctx: Context) -> Iterator[Outcome]:
    text = ctx.document.text
    found: list[Span] = []
    for start, word in cue_places(ctx.understanding, _PRAISE):
        sentence = sentence_of(ctx.understanding, start)
        if sentence is None or (found and found[-1].end > start):
            continue
        words = text[sentence.start : sentence.end]
        if any(map(str.isdecimal, words)) or _AIMS.search(words):
            continue
        keys = {section.key for section in sections_at(ctx.understanding, start)}
        if keys.isdisjoint(_PROSPECTIVE):
            found.append(Span(start, start + len(word)))
    if found:
        shown = "、".join(dict.fromkeys(f"“{ctx.text(span)}”" for span in found))
        yield ctx.finding(
            found[0],
            f"{shown}没有数据支撑（共{len(found)}处），请补充可核实的数据或佐证",
            related=[(span, "同类表述") for span in found[1:]],
        )


def _rate(ctx: Context, start: int, end: int) -> str:
    """Return a rate of execution short of 100% in a sentence, empty if there is none."""
    for fact in ctx.understanding.facts:
        if fact.start >= end:
            break
        quantity = fact.quantity
        if (
            fact.start >= start
            and quantity is not None
            and quantity.unit.dimension is Dimension.PERCENT
            and 50 <= quantity.value < 100
            and re.search("执行|支出率|完成率|完成预算|进度", fact.label)
        ):
            return ctx.text(fact)
    return ""
