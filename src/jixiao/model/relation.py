"""Relations that a text states between its facts.

A relation exists only where the text binds its operands; whether it holds is for the checks.
``topic`` says of what it speaks (``expenditure_by_nature``, ``three_public_expenses``,
``procurement``…; empty where nothing special): each relation is judged by the one check that
claims its type and topic.
``start``/``end`` span the words of the relation in the reading text.
"""

from dataclasses import dataclass
from enum import StrEnum

from jixiao.model.fact import Fact
from jixiao.model.quantity import Comparator
from jixiao.model.source import Span
from jixiao.terms import Direction


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Relation:
    """What all relations have."""

    start: int
    end: int
    topic: str = ""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PartsOfWhole(Relation):
    """``whole`` consists of, or contains, ``parts`` (其中, 包括, 分别为, 按…分, rows of a table).

    ``exhaustive``: the parts must add up to the whole (a closed vocabulary, or the text says so);
    otherwise they may only not exceed it. ``signs`` gives −1 for parts that are subtracted.
    ``sure``: the text itself binds whole and parts (one sentence, 其中, a table); where False the
    whole was found elsewhere, and a mismatch is no more than a question.
    """

    whole: Fact
    parts: tuple[Fact, ...]
    exhaustive: bool
    sure: bool = True
    signs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Carryover(Relation):
    """年初结转结余 + 收入 − 支出 = 年末结转结余; ``other`` are further terms with their signs."""

    opening: Fact
    income: Fact
    expenditure: Fact
    closing: Fact
    sure: bool = True
    other: tuple[tuple[int, Fact], ...] = ()


class RatioKind(StrEnum):
    """What a ratio is called."""

    SHARE = "share"  # 占…的比重
    EXECUTION = "execution"  # 执行率, 支出率, 完成预算的
    RATIO = "ratio"  # any other named rate


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Ratio(Relation):
    """``rate`` = ``numerator`` ÷ ``denominator``; an operand the text does not bind is None.

    ``sure``: both operands are bound by the clause or sentence of the rate; where False they were
    found elsewhere, and a mismatch is no more than a question. ``alternatives`` are further
    denominators that the text could mean.
    """

    kind: RatioKind
    rate: Fact
    numerator: Fact | None
    denominator: Fact | None
    sure: bool = True
    alternatives: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class UnitCost(Relation):
    """``unit_cost`` = ``cost`` ÷ ``base`` (area, heads, things).

    Topic ``output`` where the base is what was produced or served. ``sure`` as in ``Ratio``;
    ``bound``: the words themselves state the division or the product (a÷b in brackets, a×b 共 c);
    ``priced``: the unit cost is a price that was set (每亩补助7.5元), no quotient that was rounded.
    """

    cost: Fact
    base: Fact
    unit_cost: Fact
    sure: bool = True
    bound: bool = False
    priced: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Change(Relation):
    """A comparison of ``this`` with ``last``: difference, rate and direction as far as printed.

    ``direction_span`` is the direction word. ``yearly``: ``last`` is an earlier figure of the
    same thing, not a target or an average. ``close``: every word between the numbers belongs to
    the comparison, so that no other figure can be meant. ``sure`` as in ``Ratio``.
    """

    this: Fact | None
    last: Fact | None
    difference: Fact | None
    rate: Fact | None
    direction: Direction | None
    direction_span: Span | None
    sure: bool = True
    yearly: bool = True
    close: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Attainment(Relation):
    """A target, the actual value and the completion rate of one indicator, as far as printed.

    ``comparator`` is the sign of the target (None where not printed); ``verdict`` is the word the
    text uses (达标, 未达, 超额, 高于, 低于…) with its span. ``points`` and ``score`` are set for
    scored indicators. ``tabular``: from a row of a form. ``indicator``: announced as an indicator
    (指标), not a plain comparison in prose. ``reason`` is the span of a stated reason, or None.
    """

    name: str
    target: Fact | None
    actual: Fact | None
    rate: Fact | None
    comparator: Comparator | None = None
    verdict: str = ""
    verdict_span: Span | None = None
    points: Fact | None = None
    score: Fact | None = None
    reason: Span | None = None
    tabular: bool = False
    indicator: bool = True


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Enumeration(Relation):
    """``count`` things are announced and ``items`` are named.

    ``exhaustive``: the list claims to be complete; where False (等, 主要包括) the list may be
    shorter than the count. ``certain``: the borders of the items are beyond doubt.
    """

    count: Fact
    items: tuple[Span, ...]
    exhaustive: bool
    certain: bool = True


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Numbering(Relation):
    """A run of ordinals of one style and place: 1. 2. 3. or 一是 二是 三是."""

    style: str
    ordinals: tuple[tuple[int, Span], ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Rank(Relation):
    """A place in an order, the size of the population and the rise or fall, as far as printed."""

    rank: Fact | None
    population: Fact | None
    rise: Fact | None = None
    fall: Fact | None = None
    sentence: Span | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Adjustment(Relation):
    """年初预算 + 追加 − 调减 (+ 上年结转) = 全年预算; ``changes`` carry their signs."""

    initial: Fact
    changes: tuple[tuple[int, Fact], ...]
    adjusted: Fact


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Remainder(Relation):
    """``budget`` − ``spent`` = ``left`` (结余, 剩余, 未支出); the rest as in ``Ratio``."""

    budget: Fact
    spent: Fact
    left: Fact
    sure: bool = True
    alternatives: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Sampling(Relation):
    """A satisfaction or pass ``rate`` with its ``sample`` size (and ``positive`` answers)."""

    rate: Fact
    sample: Fact
    positive: Fact | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Cutoff(Relation):
    """A day up to which figures count (截至2023年6月30日), with the label of its period.

    ``round`` numbers the monitoring round that it belongs to; cut-offs of one round should agree.
    ``label`` is the printed period (1-6月, 上半年) where the round states one.
    """

    day: Fact
    label: Fact | None
    round: int


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Scored(Relation):
    """A score with its full mark, where both are printed; ``name`` is the part scored."""

    name: str
    score: Fact
    full_mark: Fact | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Deduction(Relation):
    """Points lost, or the statement that points were lost, with the stated reason if any."""

    points: Fact | None
    reason: Span | None
    name: str = ""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class AgainstBudget(Relation):
    """What is said of ``spent`` beside ``budget``: 决算数大于年初预算数, by a ``difference``."""

    budget: Fact
    spent: Fact
    said: Direction
    words: Span
    difference: Fact | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Restatement(Relation):
    """``stated`` repeats ``reference``: one amount of one item, told in two places.

    ``sure``: item, fund, year and stage of the budget are certainly the same. ``others`` are
    amounts of like name that the text could mean instead.
    """

    stated: Fact
    reference: Fact
    sure: bool = True
    others: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Presence(Relation):
    """The text tells that something called ``name`` is (``told``) or is not; a table has it too.

    ``cell`` is its amount in the table that is called ``table``, None where that has no such row.
    ``told`` is the amount in the text, None where the text denies that there is any; ``words``
    are those of the text.
    """

    name: str
    words: Span
    table: str
    cell: Fact | None
    told: Fact | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Extreme(Relation):
    """Of the ``others`` in one list, ``named`` is called the highest or the lowest.

    ``claim`` spans the words 最高, 最低; ``names`` are those of the named one and of the others.
    """

    claim: Span
    highest: bool
    named: Fact
    others: tuple[Fact, ...]
    names: tuple[str, ...]
