"""Figures of wholly the same name, in a table and in the prose or twice in the prose."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from jixiao.checks.context import Context
from jixiao.checks.fnd._contrast import rounds, set_apart
from jixiao.checks.fnd._facts import (
    before,
    in_table,
    is_limit,
    is_percent,
    of_department,
    paragraph_before,
    partial_year,
    sentence_of,
)
from jixiao.checks.fnd._repeats import agree
from jixiao.extraction.understanding import Understanding
from jixiao.model.fact import Basis, Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Attainment
from jixiao.model.slips import digits_of, one_slip_apart
from jixiao.patterns import pattern
from jixiao.terms import Fund, SectionKey

_UNCOUNTED = frozenset({Dimension.NONE, Dimension.SCORE})
_LEAST_NAME = 4  # characters of a name that tells
_DIGITS_IN_PROSE = 3  # of the longer of two numbers in the prose
_DIGITS = 2
_LONG_NAME = 10
_TAIL = 6  # characters that end both names: 口岸集装箱吞吐量 and 集装箱吞吐量
_RUN_IN = 16  # characters of a paragraph that may be its heading
_MOST_OF_A_NAME = 4
_SUFFIX = pattern(r"(?:总?数量|[件次个人户场]数|场次|人次|批次|总数|情况|完成值|实际值)$")
_PREFIX = pattern(r"^(?:全年|年度|本年|当年|共|累计|实际|完成|实现|开展|[全本]?[省市县区州])+")
# Words before a figure that make it a target, a figure of another year, or a part.
_APART = pattern(
    r"目标|计划|指标值|任务|上年|去年|较|比|增|减|其中|不[低高少超大小足]|未|预计|力争|拟|下一?年|平均|每"
)
_SURVEY = pattern(r"概述|概况|完成|情况|成效")  # of a heading: 重点工作概述 tells what was done
_TOTAL_ROWS = (
    ("posts", pattern(r"(?:全?部门)?(?:合|总|共)计(?:核定)?(?:人员)?编制(?:人?数)?$")),
    ("staff", pattern(r"(?:全?部门)?(?:合|总|共)计(?:年末)?(?:实有)?在职(?:人员|人数|职工)*$")),
)
_PART_OF_STAFF = pattern(
    r"行政|事业|参公|工勤|编外|教师|其中|本级|机关|下属|所属|20[0-9]{2}年|上年|去年|增|减|招|退|调|空|超|男|女|另"
)
_OF_OFFICE = pattern(r"机关|本部")
_RATE_NAME = pattern(r"(?:预算|资金|支出)?执行率$")
_WHOLE_ROWS = pattern(
    r"^(?:全年|年度|本年|当年|部门|整体)*(?:年度资金总额|资金总额|项目资金总额|部门整体支出|总预算|预算总额|部门预算|年度预算|全年预算|预算|资金|总支出|支出合计)?$"
)
_FUND_WORDS = pattern(r"一般公共预算|政府性基金|国有资本经营|财政拨款|预算|资金|拨款|\(.*?\)")
_NARROW_RATE = pattern(
    r"年初|监控|截[至止]|序时|季度|[0-9]月|上半年|上年|项目|口径|扣除|剔除|目标|所属|下属|本级|收入"
)


def same_named(ctx: Context) -> Iterator[tuple[Fact, Fact]]:
    """Yield the pairs of figures that have one name, and are one slip apart."""
    for first, second in _figures(ctx):
        if not set_apart(ctx, first, second):
            yield first, second
    yield from _rates(ctx)
    yield from _headcounts(ctx)


def _headcounts(ctx: Context) -> Iterator[tuple[Fact, Fact]]:
    """Pair the row of the total of a table on staff with what the prose says of the department."""
    for concept, name in _TOTAL_ROWS:
        prose = [
            fact
            for fact in ctx.facts_of(concept)
            if fact.amount.is_point
            and of_department(fact)
            and not in_table(ctx, fact)
            and _one_time(ctx, fact, fact)
        ]
        rows = [
            fact
            for fact in (ctx.facts_of(concept, "other") if prose else ())
            if name.match(fact.label) and in_table(ctx, fact)
        ]
        if len(rows) != 1 or any(agree(rows[0], fact) for fact in prose):
            continue
        for fact in prose:
            if (
                one_slip_apart(rows[0].value, fact.value)
                and not _PART_OF_STAFF.search(ctx.document.text, fact.clause, fact.start)
                and not rounds(ctx, fact)
                and not _OF_OFFICE.search(before(ctx, fact))
            ):
                yield rows[0], fact
                break


def _figures(ctx: Context) -> Iterator[tuple[Fact, Fact]]:
    found: dict[tuple[str, str], list[Fact]] = {}
    reached = reached_places(ctx)
    for fact in ctx.understanding.facts_by_concept.get("other", ()):
        amount = fact.quantity
        if amount is None or len(fact.label) < _LEAST_NAME or not amount.is_point:
            continue
        if amount.unit.dimension in _UNCOUNTED:
            continue
        name = _PREFIX.sub("", _SUFFIX.sub("", fact.label)).replace("总额", "额")
        if len(name) >= _LEAST_NAME and not _APART.search(fact.label):
            found.setdefault((name[-_TAIL:], amount.unit.name), []).append(fact)
    for facts in found.values():
        if not 1 < len(facts) <= _MOST_OF_A_NAME:
            continue
        several = sum(in_table(ctx, fact) for fact in facts) > 1  # rows, of two projects maybe
        for first, second in combinations(facts, 2):
            if several and _told_again(facts, first, second):
                continue
            if _one_figure(ctx, first, second, reached):
                yield first, second


def _told_again(facts: Sequence[Fact], first: Fact, second: Fact) -> bool:
    """Whether another figure of the name agrees with one of two."""
    return any(
        agree(fact, one)
        for one in (first, second)
        for fact in facts
        if fact is not one and fact.amount.compatible(one.amount)
    )


def reached_places(ctx: Context) -> set[int]:
    """Return where the figures stand that are what was reached of a target."""
    return {
        one.actual.start
        for one in ctx.all(Attainment)
        if one.actual is not None and one.target is not None
    }


def _one_figure(ctx: Context, first: Fact, second: Fact, reached: set[int]) -> bool:
    """Whether nothing parts two figures of one name, and one slip makes them differ."""
    if first.sentence == second.sentence or first.amount.comparator or second.amount.comparator:
        return False
    digits = sorted(len(digits_of(fact.amount.value)) for fact in (first, second))
    rows = in_table(ctx, first), in_table(ctx, second)
    wholly = first.label == second.label and len(first.label) >= _LONG_NAME
    if all(rows) or digits[1] < (_DIGITS if any(rows) or wholly else _DIGITS_IN_PROSE):
        return False
    if not any(rows) and is_percent(first):
        return False
    return (
        _one_time(ctx, first, second)
        and stage(first) is stage(second)
        and first.scope.fund is second.scope.fund
        and one_slip_apart(first.amount.base, second.amount.base)
        and not agree(first, second)
        and not any(
            _APART.search(_lead_in(ctx, fact, reached, wholly=wholly)) for fact in (first, second)
        )
    )


def _one_time(ctx: Context, first: Fact, second: Fact) -> bool:
    """Whether both are of the year reported, as far as they say."""
    year = ctx.metadata.fiscal_year
    return all(
        fact.period is None or (not partial_year(fact.period) and fact.period.year in (None, year))
        for fact in (first, second)
    )


def stage(fact: Fact) -> Basis:
    """Return the stage of the budget; what is not said to be planned counts as final."""
    return Basis.UNKNOWN if fact.scope.basis is Basis.FINAL else fact.scope.basis


def _clause(ctx: Context, fact: Fact, reached: set[int]) -> str:
    """Return what leads to a figure in its clause, with 目标 where a target is told."""
    if in_table(ctx, fact):
        return fact.label
    if fact.start in reached:
        return ctx.document.text[max(fact.clause, fact.subject_start) : fact.start]
    aimed = "目标" in paragraph_before(ctx, fact)[:_RUN_IN] or "目标" in sentence_of(ctx, fact)
    lead = ctx.document.text[fact.clause : fact.start]
    return f"目标{lead}" if aimed or planned(ctx, fact) else lead


def _lead_in(ctx: Context, fact: Fact, reached: set[int], *, wholly: bool) -> str:
    """Return what leads to a figure; a name told in full is the same as a part and alone."""
    clause = _clause(ctx, fact, reached)
    return clause.removeprefix("其中").replace(fact.label, "") if wholly else clause


def planned(ctx: Context, fact: Fact) -> bool:
    """Whether a figure stands in a section on what is to be done."""
    return any(
        section.heading.start <= fact.start < section.end
        and section.key in (SectionKey.GOAL, SectionKey.PLAN)
        and not _SURVEY.search(ctx.document.text, *section.heading)
        for section in ctx.understanding.sections
    )


def _rates(ctx: Context) -> Iterator[tuple[Fact, Fact]]:
    """Pair the rate of the whole, or of one fund, in a table with that in the prose."""
    rows: dict[Fund, list[Fact]] = {}
    prose: list[Fact] = []
    for fact in _execution_rates(ctx.understanding):
        if not fact.amount.is_point or is_limit(fact):
            continue
        if in_table(ctx, fact):
            if _of_whole(fact):
                rows.setdefault(fact.scope.fund, []).append(fact)
        elif _plain(ctx, fact):
            prose.append(fact)
    for fact in prose:
        for row in rows.get(fact.scope.fund, ()):
            if one_slip_apart(row.value, fact.value) and not agree(row, fact):
                yield row, fact
                break


def _execution_rates(understanding: Understanding) -> Iterator[Fact]:
    by_concept = understanding.facts_by_concept
    yield from by_concept.get("execution_rate", ())
    for fact in by_concept.get("other", ()):
        if fact.label.endswith("执行率") and is_percent(fact):
            yield fact


def _of_whole(fact: Fact) -> bool:
    """Whether a row is that of the total, or of the fund that it is of."""
    name = _RATE_NAME.sub("", fact.label)
    if fact.scope.fund is not Fund.ALL:
        name = _FUND_WORDS.sub("", name)
    return _WHOLE_ROWS.match(name) is not None


def _plain(ctx: Context, fact: Fact) -> bool:
    """Whether the sentence narrows a rate to nothing but its fund."""
    return (
        _of_whole(fact)
        and not partial_year(fact.period)
        and _one_time(ctx, fact, fact)
        and not _NARROW_RATE.search(before(ctx, fact))
    )
