"""Runs of ordinals: where a number is missing, doubled or out of turn."""

from collections.abc import Iterator
from itertools import pairwise

from jixiao.checks.context import Context
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Numbering

SPOKEN = "是"


def is_spoken(run: Numbering) -> bool:
    """Whether a run is of 一是, 二是 …, not of printed numbers."""
    return SPOKEN in run.style


def judge_run(ctx: Context, run: Numbering) -> Iterator[Outcome]:
    """Judge one run of ordinals; at most one finding, at the first slip."""
    ordinals = run.ordinals
    if len(ordinals) < 2:
        return
    first_value, first_span = ordinals[0]
    first, last = ctx.text(first_span).strip(), ctx.text(ordinals[-1][1]).strip()
    if first_value != 1:
        yield ctx.cannot_tell(
            first_span, f"序号从“{first}”开始，前面的序号可能另有写法，无法判断是否连续"
        )
        return
    for (value, span), (following, place) in pairwise(ordinals):
        if following == value + 1:
            continue
        before, here = ctx.text(span).strip(), ctx.text(place).strip()
        kind = "重复" if following == value else "不连续"
        yield ctx.finding(
            place,
            f"序号{kind}：“{before}”之后应为第{value + 1}项，写作“{here}”，"
            "请改正序号或者补上缺漏的内容",
            stated=following,
            expected=value + 1,
            related=((span, "前一序号"),),
        )
        return
    yield ctx.passed(first_span, f"序号“{first}”至“{last}”连续，共{len(ordinals)}项")
