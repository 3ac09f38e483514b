"""XR06: the problems of last year are answered this year."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.patterns import pattern
from jixiao.terms import Severity

_ALIKE = 0.4
_MARKS = pattern(r"[\s，。；、,.;:：“”（）()]")
_LEAST = 4


@source_check(
    code="XR06",
    name="last-years-problems",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时给出本年的工作簿和上年填有问题的工作簿。",
)
def last_years_problems(ctx: SourcesContext) -> Iterator[SourcesOutcome]:
    """上年自评指出的问题，今年应逐个写明整改情况。

    为什么：评价结果要应用；上年的问题今年没有下文，年年都会再写一遍。
    公式：上年工作簿“问题与措施”中的每个问题，在今年的“上年整改”中有说同一件事的一条；
    今年一条都没有填的作警告，找不到对应的只作提示。
    不报的情形：上年没有填写问题的。
    已知漏报：换了说法、认不出是同一件事的，本项会误以为没有，所以只作提示。
    """
    now, before = ctx.evaluation(), ctx.evaluation(last=True)
    if now is None or before is None or not before[1].problems:
        return
    answers = now[1].last_year
    if not answers:
        count = len(before[1].problems)
        said = f"上年工作簿填有{count}个问题，今年“上年整改”一条也没有填"
        spots = (Spot(now[0]), Spot(before[0], before[1].problems[0], "text", label="上年"))
        yield ctx.finding(spots, said)
        return
    for each in before[1].problems:
        theirs = Spot(before[0], each, "text", label="上年")
        answer = next((row for row in answers if _alike(each.text, row.problem)), None)
        clipped = each.text if len(each.text) <= 24 else each.text[:23] + "…"
        if answer is None:
            said = f"上年的问题“{clipped}”，今年“上年整改”中没有找到对应的一条，请核对"
            yield ctx.finding((theirs, Spot(now[0])), said, severity=Severity.HINT)
        else:
            ours = Spot(now[0], answer, "problem", label="今年")
            yield ctx.passed((ours, theirs), f"上年的问题“{clipped}”今年有整改情况")


def _alike(one: str, other: str) -> bool:
    first, second = _MARKS.sub("", one), _MARKS.sub("", other)
    match = SequenceMatcher(None, first, second)
    longest = match.find_longest_match().size
    return match.ratio() >= _ALIKE or longest >= 2 * _LEAST
