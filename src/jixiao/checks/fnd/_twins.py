"""Indicators told twice: the goal and its repetition, the row of a form and the prose on it.

A figure counts as told otherwise only where the other place tells no such figure at all: what
agrees anywhere under its name is taken for it, and nothing is asked.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from itertools import combinations
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.fnd._contrast import narrowed, siblings
from jixiao.checks.fnd._facts import in_table, is_limit, partial_year
from jixiao.checks.near import longest_common
from jixiao.model.arithmetic import Verdict, verify_equal
from jixiao.model.document import BlockKind
from jixiao.model.fact import Fact
from jixiao.model.quantity import Approximation, Comparator, Dimension
from jixiao.model.relation import Attainment, Change
from jixiao.model.slips import deletion_keys, digits_of, one_slip_apart
from jixiao.patterns import pattern
from jixiao.terms import SectionKey

_FILL = pattern(
    r"全年|年度|年初|本年|当年|计划|目标值?|指标值?|数量|总数|实际|完成|对应|情况|达到?|情形|开展|举办|组织|实施|工作|任务|项目"
    r"|[次件个户场期]数|人次|场次|批次|产出|效益|成本(?=指标)|均?不[低高少超大小多][于过]|以[内上]"
    r"|(?:控制|保持|稳定|压缩|提高|下降|降低|缩短|提升)[在到至]|[的“”《》()为是,:;\s\d.%≥≤]"
)
_NOT_THIS = pattern(
    r"上年|去年|上一?年度|较|比|其中|增|减|另|余|预计|力争|拟|下一?年|累计|平均|人均|每|约|近|超|第"
)
_LEAST = 3  # characters that two names share
_LEAST_CORE = 2
_GROUP = pattern(r"得分$|的|情况")
_SCORE = pattern(r"得分?[为]?[0-9.]+分")
_SCORED = frozenset("得分为")
_PARTLY = pattern(r"扣|满分|权重|分值|标准|上年|去年|每|其中|问卷|平均|部分|本项|应得|可得")
_AT_LEAST = frozenset({Comparator.AT_LEAST, Comparator.MORE_THAN})
_AT_MOST = frozenset({Comparator.AT_MOST, Comparator.LESS_THAN})
_MOST_ALIKE = 12  # figures alike: so many tell nothing of each other
_MOST = 160  # figures of one unit: among more, names no longer tell them apart
_SOME_DIGITS = 3
_WHOLE_NAME = 99
_VERB = 2  # characters of a name that says no more than what was done: 演出638场
_LISTED = pattern(r"[和及与、]|以及")
_ANY_NAME = 4  # characters that names share where the numbers are short
_PLAIN = frozenset(
    {Dimension.COUNT, Dimension.PERCENT, Dimension.MONEY, Dimension.AREA, Dimension.LENGTH,
     Dimension.MASS, Dimension.DURATION}
)  # fmt: skip


class Kind(Enum):
    """Where a figure is told."""

    GOAL = "年度目标"
    ROW = "自评表"
    PROSE = "文中"


class Told(NamedTuple):
    """A figure of an indicator; ``name`` is its core, ``head`` that of the heading above it.

    ``goal``: the target that it is told with; ``first``: it is the first of its unit below its
    heading, which may be all that names it.
    """

    fact: Fact
    kind: Kind
    name: str
    head: str
    context: str
    goal: Decimal | None = None
    first: bool = False


class Twin(NamedTuple):
    """A figure that is told otherwise than another of its name."""

    odd: Fact
    told: Fact
    where: str


def target_twins(ctx: Context, goals: Sequence[Fact]) -> Iterator[Twin]:
    """Yield the targets that are told in two ways; ``goals`` are those of the goals of the year."""
    known: set[int] = set()
    told: list[Told] = []
    for one in ctx.all(Attainment):
        if one.target is not None and _measured(one.target):
            known.add(one.target.start)
            told.append(_told(ctx, one.target, one))
    told += [_plain(ctx, f, Kind.GOAL) for f in goals if _measured(f) and f.start not in known]
    yield from _pairs(ctx, told)


def result_twins(ctx: Context) -> Iterator[Twin]:
    """Yield what a form says was reached, and the prose says otherwise."""
    indicators = [one for one in ctx.all(Attainment) if one.target is not None]
    yield from _pairs(ctx, list(_results(ctx, indicators)))


def score_twins(ctx: Context) -> Iterator[Twin]:
    """Yield the scores that a form gives, and the prose gives otherwise: 群众满意度…得9.8分."""
    rows = [
        (name, one.score)
        for one in ctx.all(Attainment)
        if one.tabular and one.score is not None and len(name := _core(one.name)) >= _LEAST
    ]
    rows += [
        (name, fact)
        for fact in ctx.facts_of("part_score")
        if in_table(ctx, fact)
        and fact.label.endswith("得分")
        and len(name := _GROUP.sub("", fact.label)) >= _LEAST_CORE
    ]
    if not rows:
        return
    found: dict[int, tuple[Fact, list[Fact]]] = {}
    text = ctx.document.text
    for fact in ctx.understanding.facts:
        if text[fact.start - 1] not in _SCORED or fact.quantity is None:
            continue
        if fact.quantity.unit.dimension is Dimension.SCORE:
            row = _row_named(ctx, fact, rows)
            if row is not None:
                found.setdefault(row.start, (row, []))[1].append(fact)
    for row, told in found.values():
        if any(_agree(row, fact) for fact in told):
            continue
        for fact in told:
            if one_slip_apart(row.value, fact.value):
                yield Twin(fact, row, Kind.ROW.value)
                break


def _row_named(ctx: Context, fact: Fact, rows: Sequence[tuple[str, Fact]]) -> Fact | None:
    """Return the score of the one row that the words before a score name: …得9.8分."""
    text = ctx.document.text
    if in_table(ctx, fact) or not fact.amount.is_point:
        return None
    lead = text[fact.start - 3 : fact.start]
    if "得" not in lead or not 0 <= fact.sentence < len(ctx.understanding.sentences):
        return None
    words = text[ctx.understanding.sentences[fact.sentence].start : fact.start]
    words = words[_last_score(words) :]
    named = [
        (name, score)
        for name, score in rows
        if (at := words.rfind(name)) >= 0 and not _PARTLY.search(words, at)
    ]
    longest = {
        score.start: score
        for name, score in named
        if not any(name != other and name in other for other, _ in named)
    }
    return next(iter(longest.values())) if len(longest) == 1 else None


def _last_score(words: str) -> int:
    """Return where the score before ends; what stands before it speaks of another."""
    return max((match.end() for match in _SCORE.finditer(words)), default=0)


def _core(name: str) -> str:
    return _FILL.sub("", name)


def _results(ctx: Context, indicators: Sequence[Attainment]) -> Iterator[Told]:
    """Yield what rows say was reached, and the figures of the prose that may say it again."""
    rows = [one for one in indicators if one.tabular and one.actual is not None]
    if not rows:
        return
    units: set[str] = set()
    known: set[int] = {one.target.start for one in indicators if one.target is not None}
    for one in indicators:
        if one.actual is not None and _measured(one.actual):
            known.add(one.actual.start)
            if one.tabular:
                units.add(one.actual.amount.unit.name)
            yield _told(ctx, one.actual, one)
    known.update(change.last.start for change in ctx.all(Change) if change.last is not None)
    met: set[tuple[int, str]] = set()
    for fact in _by_the_way(ctx, units):
        place = ctx.document.block_at(fact.start), fact.amount.unit.name
        if fact.start not in known:
            first = place not in met
            head = _head(ctx, fact) if first else ""
            yield _plain(ctx, fact, Kind.PROSE)._replace(head=head, first=first)
        met.add(place)


def _by_the_way(ctx: Context, units: set[str]) -> Iterator[Fact]:
    """Yield the figures of the prose that may be what was reached in the year."""
    goals = ctx.understanding.section_text(SectionKey.GOAL, SectionKey.PLAN)
    for fact in ctx.understanding.facts:
        if not _measured(fact) or fact.amount.unit.name not in units:
            continue
        if in_table(ctx, fact) or is_limit(fact) or not _this_year(ctx, fact):
            continue
        if any(span.start <= fact.start < span.end for span in goals):
            continue
        if not _NOT_THIS.search(ctx.document.text, fact.clause, fact.start):
            yield fact


def _measured(fact: Fact) -> bool:
    amount = fact.quantity
    return (
        amount is not None
        and amount.unit.dimension in _PLAIN
        and amount.upper is None
        and (
            amount.approximation is Approximation.EXACT
            or amount.comparator is Comparator.AT_MOST  # 压缩到23小时以内
        )
    )


def _this_year(ctx: Context, fact: Fact) -> bool:
    year = ctx.metadata.fiscal_year
    period = fact.period
    return period is None or (not partial_year(period) and (year is None or period.year == year))


def _told(ctx: Context, fact: Fact, one: Attainment) -> Told:
    kind = Kind.ROW if one.tabular else Kind.PROSE
    head = "" if one.tabular else _head(ctx, fact)
    target = one.target.quantity if one.target is not None and one.target is not fact else None
    if target is not None and target.unit.dimension is Dimension.PERCENT:
        target = None  # 95% is the target of many things
    goal = target.base if target is not None else None
    return Told(fact, kind, _FILL.sub("", one.name), head, _context(ctx, fact, kind), goal)


def _plain(ctx: Context, fact: Fact, kind: Kind) -> Told:
    label = fact.label
    if fact.concept == "share" and kind is Kind.GOAL:  # “双师型”教师占专业课教师比例不低于80%
        label = ctx.document.text[fact.clause : fact.start]
    name = _FILL.sub("", label).removesuffix("均")
    return Told(fact, kind, name, "", _context(ctx, fact, kind))


def _head(ctx: Context, fact: Fact) -> str:
    """Return the core of the heading that a figure stands under."""
    document = ctx.document
    at = document.block_at(fact.start)
    block = document.blocks[at]
    if block.title_end <= block.start and at and document.blocks[at - 1].kind is BlockKind.HEADING:
        block = document.blocks[at - 1]
    start = block.ordinal.span.end if block.ordinal is not None else block.start
    return _FILL.sub("", document.text[start : max(start, block.title_end)])


def _context(ctx: Context, fact: Fact, kind: Kind) -> str:
    """Return what its sentence says before a figure of the prose."""
    if kind is Kind.ROW or not 0 <= fact.sentence < len(ctx.understanding.sentences):
        return ""
    return ctx.document.text[ctx.understanding.sentences[fact.sentence].start : fact.start]


def _pairs(ctx: Context, told: Sequence[Told]) -> Iterator[Twin]:
    by_unit: dict[str, list[Told]] = {}
    for one in told:
        by_unit.setdefault(one.fact.amount.unit.name, []).append(one)
    for group in by_unit.values():
        if len(group) <= _MOST and len({one.kind for one in group}) > 1:
            yield from _within(ctx, group)


def _within(ctx: Context, group: Sequence[Told]) -> Iterator[Twin]:
    """Compare the figures of one unit: those that agree with none of their name are asked."""
    lonely: list[tuple[Told, Told]] = []
    settled: set[int] = set()
    for one, other in _close(group):
        if not _in_common(one, other):
            continue
        if _agree(one.fact, other.fact):
            settled.update((one.fact.start, other.fact.start))
        else:
            lonely.append((one, other))
    names = Counter((told.kind, told.name) for told in group)
    asked: set[int] = set()
    for one, other in lonely:
        places = {one.fact.start, other.fact.start}
        if places & asked or not _surely(one, other):
            continue
        if any(names[told.kind, told.name] > 1 for told in (one, other)):
            continue  # the same indicator of two projects
        if places & settled and (places <= settled or one.name != other.name):
            continue  # what agrees elsewhere is asked of a wholly equal name only
        if narrowed(ctx, one.fact, other.fact) or _opposed(one.fact, other.fact):
            continue
        asked |= places
        first, second = sorted((one, other), key=lambda told: told.fact.start)
        yield Twin(second.fact, first.fact, first.kind.value)


def _close(group: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Yield the pairs of two kinds whose numbers are alike or one slip apart, each pair once."""
    buckets: dict[str, list[Told]] = {}
    for one in group:
        for key in dict.fromkeys((*deletion_keys(one.fact.value), *_neighbours(one.fact))):
            buckets.setdefault(key, []).append(one)
    met: set[tuple[int, int]] = set()
    for bucket in buckets.values():
        if len(bucket) > _MOST_ALIKE:
            continue
        for one, other in combinations(bucket, 2):
            pair = one.fact.start, other.fact.start
            if one.kind is other.kind or pair in met:
                continue
            met.add(pair)
            if _agree(one.fact, other.fact) or one_slip_apart(one.fact.value, other.fact.value):
                yield one, other


def _opposed(one: Fact, other: Fact) -> bool:
    """Whether one is an upper limit and the other a lower one."""
    signs = {one.amount.comparator, other.amount.comparator}
    return bool(signs & _AT_LEAST) and bool(signs & _AT_MOST)


def _neighbours(fact: Fact) -> tuple[str, ...]:
    """Return the keys that a whole number shares with the next one and the one before."""
    value = fact.value
    if value != int(value):
        return ()
    return f"~{int(value)}", f"~{int(value) + 1}"


def _agree(one: Fact, other: Fact) -> bool:
    """Whether two prints can be of one number, their signs (≥) apart."""
    if one.amount.base == other.amount.base:
        return True
    if one.amount.decimals == other.amount.decimals and one.amount.unit == other.amount.unit:
        return False  # printed alike
    exact = Approximation.EXACT
    bare = [replace(f.amount, comparator=None, approximation=exact) for f in (one, other)]
    return verify_equal(bare[1], bare[0]).verdict is not Verdict.FAIL


def _in_common(one: Told, other: Told) -> int:
    """Return how much two names have in common that may be of one indicator, 0 where not."""
    found = _alike(one.name, other.name)
    for here, there in ((one, other), (other, one)):
        # 1.社会培训任务 … 计划培训: the heading says of what
        named = here.name in there.name or (here.first and len(here.name) <= _VERB)
        if here.head and named:
            rest = there.name.replace(here.name, "") if here.name else there.name
            found = max(found, _alike(here.head, there.name), _alike(here.head, rest))
        if len(here.name) >= _LEAST and there.name.endswith(here.name):
            # 服务对象360份,满意度91.67% and 服务对象满意度
            words = _LISTED.split(there.name[: -len(here.name)])
            if any(len(word) >= _LEAST_CORE and word in here.context for word in words):
                found = max(found, len(there.name))
        if (
            here.goal is not None
            and here.goal == there.goal
            and not siblings(here.name, there.name)
        ):
            # 平均每场0.43万元,低于0.45万元的控制标准: the target tells which indicator it is
            both = longest_common(here.head + here.name, there.name)
            found = max(found, _ANY_NAME if len(both) >= _LEAST_CORE else 0)
    return found


def _alike(one: str, other: str) -> int:
    common = len(longest_common(one, other))
    if common < max(_LEAST_CORE, min(_LEAST, len(one), len(other))) or siblings(one, other):
        return 0
    return _WHOLE_NAME if one == other else common


def _surely(one: Told, other: Told) -> bool:
    """Whether names have enough in common for numbers of so many digits."""
    digits = max(len(digits_of(told.fact.value)) for told in (one, other))
    least = _LEAST if digits >= _SOME_DIGITS else _ANY_NAME
    return _in_common(one, other) >= least
