"""Rates in tables whose header says what is divided by what: 到位率, 支出占到位比例."""

from collections.abc import Sequence
from typing import Final

from jixiao.extraction.grammar.table_cells import Grid, Row
from jixiao.extraction.grammar.table_columns import is_arrived
from jixiao.extraction.grammar.table_facts import FactMaker
from jixiao.extraction.grammar.table_headers import MONEY_ROLES, Column, Role
from jixiao.extraction.grammar.table_levels import Group
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Ratio, RatioKind
from jixiao.patterns import pattern

_ARRIVAL: Final = pattern(r"^(?:资金)?到位(?:率|比例)$")
_SHARE_OF: Final = pattern(
    r"^(?P<part>.*?)占(?P<whole>[^占]{2,12}?)的?(?:比例|比重|比率|百分比|比|率)$"
)
_TAIL: Final = pattern(r"(?:资金|金额|总额|数额?|额)+$")
_LEAST: Final = 2


def read_ratios(facts: FactMaker, row: Row) -> None:
    """Read the rates of a row that are reckoned from two of its columns."""
    grid = facts.grid
    for column in grid.all(Role.PLAIN, Role.SHARE, Role.RATE):
        if column.last or column.partial:
            continue
        operands = _arrival(grid) if _ARRIVAL.search(column.text) else _named(grid, column)
        if operands is None:
            continue
        top, bottom = (facts.fact(row, one) for one in operands)
        rate = facts.fact(row, column)
        if top is None or bottom is None or rate is None:
            continue
        arrival = operands[0] is not None and is_arrived(operands[0])
        _add(facts, rate, top, bottom, topic="arrival" if arrival else "named_rate")


def read_shares_of(facts: FactMaker, found: Sequence[Group]) -> None:
    """Read 占已支出比重: each row of a column against the total of that column."""
    grid = facts.grid
    totals = [group for group in found if group.total]
    if len(totals) != 1:
        return
    total = grid.rows[totals[0].whole]
    for column in grid.all(Role.PLAIN, Role.SHARE):
        match = _SHARE_OF.match(column.text)
        if match is None or match["part"]:
            continue
        beside = _called(grid, match["whole"])
        whole = facts.fact(total, beside)
        if whole is None:
            continue
        for row in (grid.rows[at] for at in totals[0].parts):
            rate, part = facts.fact(row, column), facts.fact(row, beside)
            if rate is not None and part is not None:
                _add(facts, rate, part, whole, topic="expenditure_share")


def _arrival(grid: Grid) -> tuple[Column, Column] | None:
    """Return the columns of the money that arrived and of what was to arrive."""
    arrived = [c for c in grid.columns if is_arrived(c) and not c.last]
    planned = [c for c in grid.all(Role.BUDGET) if not c.last]
    if not len(arrived) == len(planned) == 1:
        return None
    if ("累计" in arrived[0].text) is not ("累计" in planned[0].text):
        return None  # several years against one
    return arrived[0], planned[0]


def _named(grid: Grid, column: Column) -> tuple[Column, Column] | None:
    """Return the columns that 支出占到位比例 names."""
    match = _SHARE_OF.match(column.text)
    if match is None or not match["part"]:
        return None
    top, bottom = _called(grid, match["part"]), _called(grid, match["whole"])
    return None if top is None or bottom is None or top is bottom else (top, bottom)


def _called(grid: Grid, name: str) -> Column | None:
    """Return the one column of money that has a name, 资金 and 金额 left aside."""
    bare = _TAIL.sub("", name) or name
    found = [
        column
        for column in grid.all(*MONEY_ROLES)
        if not column.last and len(bare) >= _LEAST and _TAIL.sub("", column.text) == bare
    ]
    return found[0] if len(found) == 1 else None


def _add(facts: FactMaker, rate: Fact, part: Fact, whole: Fact, *, topic: str) -> None:
    money = part.amount.unit.dimension is whole.amount.unit.dimension is Dimension.MONEY
    if rate.amount.unit.dimension is not Dimension.PERCENT or not money:
        return
    share = topic == "expenditure_share"
    facts.out.add(
        Ratio(
            start=min(part.start, whole.start, rate.start),
            end=max(part.end, rate.end),
            topic=topic,
            kind=RatioKind.SHARE if share else RatioKind.RATIO,
            rate=rate,
            numerator=part,
            denominator=whole,
        )
    )
