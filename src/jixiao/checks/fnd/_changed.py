"""Changes against last year that are told twice: 通关时间较上年压缩3.5小时."""

from collections.abc import Iterator
from itertools import combinations

from jixiao.checks.context import Context
from jixiao.checks.fnd._contrast import narrowed
from jixiao.checks.fnd._facts import in_table
from jixiao.checks.fnd._repeats import agree
from jixiao.model.fact import Fact
from jixiao.model.relation import Change
from jixiao.model.slips import one_slip_apart
from jixiao.patterns import pattern

_LEAST = 4  # characters of a name that tells
_REACH = 24
_EMPTY = pattern(
    r"^(?:其中|全年|本年|当年|年度|[全本]?[省市县区州]|20[0-9]{2}年)+|[为是的达到共约“”,]+$"
)
# What says only how something moved, not what: 同比增长, 高于GDP增速.
_MOVED = pattern(
    r"(?:同比|环比|(?:较|比|与)?(?:上一?年|去年|前年|20[0-9]{2}年|年初)(?:同期|度|同月|底|末)?(?:相比)?|"
    r"[较比高低快慢超]于?(?:全[国省市县区]|GDP|地区生产总值|经济|平均)[^,]{0,8}|[高低快慢]于|"
    r"增[长加幅速收支]|减[少幅收支]|下降|上升|提[高升]|降[低幅]|压[缩减降]|缩[短减]|拉动|上拉|净|再|又|累计|实际|实现|完成)+"
)
_MARKS = ",;:。、\n\t("
_NO_NAME = pattern(r"[0-9]|分别|均|目标|计划|预算|其中|占")


def told_changes(ctx: Context) -> Iterator[tuple[Fact, Fact]]:
    """Yield the pairs of changes of one name that are one slip apart, and told alike nowhere."""
    found: dict[tuple[object, ...], list[Fact]] = {}
    for change in ctx.all(Change):
        if not change.yearly or change.direction is None:
            continue
        name = _name(ctx, change)
        if len(_MOVED.sub("", name)) < _LEAST or _NO_NAME.search(name):
            continue
        for kind, fact in (("difference", change.difference), ("rate", change.rate)):
            if fact is not None and fact.amount.is_point and not in_table(ctx, fact):
                key = name, kind, fact.amount.unit.name, change.direction
                found.setdefault(key, []).append(fact)
    for told in found.values():
        if len(told) > 1:
            yield from _differing(ctx, told)


def _differing(ctx: Context, facts: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    alone = [one for one in facts if not any(agree(one, o) for o in facts if o is not one)]
    for first, second in combinations(alone, 2):
        if (
            first.sentence != second.sentence
            and first.scope.fund is second.scope.fund
            and first.period == second.period
            and one_slip_apart(first.amount.base, second.amount.base)
            and not narrowed(ctx, first, second)
        ):
            yield first, second


def _name(ctx: Context, change: Change) -> str:
    """Return what changed: the name of this year's figure, or the words before 较上年."""
    if change.this is not None:
        return _EMPTY.sub("", change.this.label)
    text = ctx.document.text
    start = max(change.start - _REACH, *(text.rfind(m, 0, change.start) + 1 for m in _MARKS))
    return _EMPTY.sub("", text[start : change.start])
