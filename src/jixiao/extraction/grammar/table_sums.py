"""Sums of tables: the rows of a column that make up its 合计, 小计 or 其中."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from jixiao.extraction.grammar.table_cells import Content, Grid, Row
from jixiao.extraction.grammar.table_facts import FactMaker
from jixiao.extraction.grammar.table_headers import Column, Role
from jixiao.extraction.grammar.table_labels import is_execution, is_total
from jixiao.extraction.grammar.table_layouts import Bond, is_part_of
from jixiao.extraction.grammar.table_levels import Group
from jixiao.extraction.grammar.table_names import NO_NAME
from jixiao.extraction.vocabulary import Topic, Vocabulary
from jixiao.model.arithmetic import Verdict, verify_sum
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import PartsOfWhole
from jixiao.patterns import pattern

_SCORES: Final = (Role.POINTS, Role.SCORE)
_SCORE_TOPICS: Final = {Role.POINTS: "weights", Role.SCORE: "scores"}
_SUMMED: Final = frozenset(
    {Role.BUDGET, Role.ACTUAL, Role.AMOUNT, Role.ADDED, Role.CUT, Role.OTHER_MONEY,
     Role.DIFFERENCE, Role.POINTS, Role.SCORE, Role.DEDUCTION, Role.PLAIN}
)  # fmt: skip
_CONTAINED: Final = frozenset({Role.BUDGET, Role.ACTUAL, Role.AMOUNT, Role.PLAIN})
_ADDABLE: Final = frozenset(
    {Dimension.MONEY, Dimension.COUNT, Dimension.AREA, Dimension.LENGTH, Dimension.MASS}
)
_COUNTED: Final = pattern(r"[数量额费款]$|人员|编制|在职|资金|收入|支出|面积|里程")
_NOT_COUNTED: Final = pattern(r"率|比|均|单价|标准|排名|年限|指数|满意|期限")
_ROW_OF_RATES: Final = pattern(r"[%‰率]|幅度?$|占比|比重|比例|百分|人均|户均|平均")
_EXECUTION_POINTS: Final = (Decimal(10), Decimal(20))
_BY_FUND: Final = frozenset({"fund_by_source", "expenditure_by_source"})


@dataclass(slots=True)
class Carried:
    """Scores of an earlier grid of funds (预算执行率 10分) that a later total counts in.

    ``elsewhere``: that grid stands in another table.
    """

    scores: dict[Role, Fact] = field(default_factory=dict)
    elsewhere: bool = False


def read_sums(facts: FactMaker, groups: Sequence[Group], carried: Carried) -> None:
    """Read the sums of a grid, column by column."""
    grid = facts.grid
    columns = [column for column in grid.columns if _is_summed(column, grid)]
    for group in groups:
        if _overlap([grid.rows[i] for i in group.parts], facts.out.vocabulary):
            continue
        scored = group.total and bool(grid.all(Role.TARGET)) and bool(grid.all(*_SCORES))
        lacking = scored and not any(is_execution(row) for row in grid.rows)
        short = lacking and _falls_short(facts, group)
        extra = carried.scores if short or (lacking and not carried.elsewhere) else {}
        doubtful = short and (carried.elsewhere or not extra)
        used = replace(group, bond=Bond.VAGUE) if doubtful else group
        found = [_read_sum(facts, used, column, extra.get(column.role)) for column in columns]
        sums = [each for each in found if each is not None]
        wrong = len(sums) > 1 and all(_fails(each) for each in sums)
        for each in sums:
            # one number may be wrong; where no column adds up, the rows are of several levels
            facts.out.add(replace(each, sure=False) if wrong else each)


def _fails(relation: PartsOfWhole) -> bool:
    amounts = [part.amount for part in relation.parts]
    return verify_sum(amounts, relation.whole.amount).verdict is Verdict.FAIL


def _falls_short(facts: FactMaker, group: Group) -> bool:
    """Whether the points lack just those of the execution rate, which no row here shows."""
    grid = facts.grid
    for column in grid.all(Role.POINTS):
        whole = facts.fact(grid.rows[group.whole], column)
        parts = [facts.fact(grid.rows[i], column) for i in group.parts]
        if whole is not None:
            lack = whole.value - sum(part.value for part in parts if part is not None)
            return lack in _EXECUTION_POINTS
    return False


def _is_summed(column: Column, grid: Grid) -> bool:
    """Whether the numbers of a column can be added."""
    if column.role not in _SUMMED:
        return False
    if column.role is Role.SCORE:
        # scores of projects or units, each out of 100, beside their money: no sum
        return bool(grid.all(Role.POINTS)) or not grid.all(Role.BUDGET, Role.ACTUAL, Role.AMOUNT)
    if column.role is not Role.PLAIN:
        return True
    if _NOT_COUNTED.search(column.text):
        return False
    if column.unit is not None:
        return column.unit.dimension in _ADDABLE
    return bool(_COUNTED.search(column.text))


def _overlap(parts: Sequence[Row], vocabulary: Vocabulary) -> bool:
    """Whether one row is a part of another by its name, though the layout does not say so."""
    names = {row.name for row in parts if row.name is not NO_NAME}
    return any(is_part_of(vocabulary, whole, part) for whole in names for part in names)


def _read_sum(
    facts: FactMaker, group: Group, column: Column, extra: Fact | None
) -> PartsOfWhole | None:
    """Return the sum of one column, where its parts make up the whole."""
    grid = facts.grid
    whole_row = grid.rows[group.whole]
    rows = [grid.rows[i] for i in group.parts]
    whole = facts.fact(whole_row, column)
    contents = [row.cells[column.index].content for row in rows]
    if whole is None or Content.WORDS in contents:
        return None
    parts = [fact for row in rows if (fact := facts.fact(row, column)) is not None]
    if extra is not None:
        parts.append(extra)
    if not parts or not all(part.amount.compatible(whole.amount) for part in parts):
        return None
    topic = topic_of(grid, group, column, facts.out.vocabulary)
    closed = topic is not None and topic.closed and len(rows) > 1
    if group.bond is Bond.OPEN and not closed:
        _read_contained(facts, whole, parts, column)
        return None
    gaps = contents.count(Content.BLANK)
    if column.role in _SCORES:
        gaps += contents.count(Content.DASH)
    return PartsOfWhole(
        start=min(whole.start, *(part.start for part in parts)),
        end=max(whole.end, *(part.end for part in parts)),
        topic=_topic_name(topic, column),
        whole=whole,
        parts=tuple(parts),
        exhaustive=True,
        sure=group.bond is not Bond.VAGUE and (gaps == 0 or closed),
    )


def _read_contained(facts: FactMaker, whole: Fact, parts: Sequence[Fact], column: Column) -> None:
    """Read 其中 rows that may overlap: each of them is in the whole."""
    if column.role not in _CONTAINED or any(part.value < 0 for part in parts):
        return
    for part in parts:
        facts.out.add(
            PartsOfWhole(
                start=min(whole.start, part.start),
                end=max(whole.end, part.end),
                topic="of_which",
                whole=whole,
                parts=(part,),
                exhaustive=False,
            )
        )


def _topic_name(topic: Topic | None, column: Column) -> str:
    if column.role in (*_SCORES, Role.DEDUCTION):
        return _SCORE_TOPICS.get(column.role, "breakdown")
    if topic is not None and column.role is not Role.DIFFERENCE:
        return topic.id
    return "breakdown"


def topic_of(grid: Grid, group: Group, column: Column, vocabulary: Vocabulary) -> Topic | None:
    """Return the partition that the rows of a group make up, by what they are called."""
    whole_row = grid.rows[group.whole]
    rows = [grid.rows[i] for i in group.parts]
    if not rows or column.role in _SCORES:
        return None
    if by_fund(rows) and is_total(whole_row):
        wanted = {Role.BUDGET: "fund_by_source", Role.ACTUAL: "expenditure_by_source"}
        if column.concept is not None and column.concept.kind == "income":
            wanted[Role.ACTUAL] = "income_by_source"
        name = wanted.get(column.role, "")
        return next((t for t in vocabulary.topics if t.id == name), None)
    names = [row.name.concept.name for row in rows if row.name.concept is not None]
    if len(names) < len(rows):
        return None
    whole = whole_row.name.concept
    other = "expenditure_by_nature" if column.role is Role.BUDGET else "budget_by_nature"
    fitting = [
        topic
        for topic in vocabulary.topics
        if set(names) <= topic.parts
        and topic.id not in ("scores", other)
        and (is_total(whole_row) or (whole is not None and whole.name in topic.wholes))
        and (not topic.needs or any(need <= set(names) for need in topic.needs))
        and len(set(zip(names, [r.name.fund for r in rows], strict=True))) == len(rows)
    ]
    return min(fitting, key=lambda topic: len(topic.parts), default=None)


def by_fund(rows: Sequence[Row]) -> bool:
    """Whether rows are sources of money, each another one."""
    funds = [row.name.fund for row in rows]
    plain = all(row.name.concept is None or row.name.concept.kind == "fund" for row in rows)
    return plain and None not in funds and len(set(funds)) == len(funds) > 1


def read_across(facts: FactMaker, row: Row) -> None:
    """Read 合计 | 基本支出 | 项目支出: columns of one row that make up another one."""
    grid = facts.grid
    parts = [c for c in grid.all(Role.AMOUNT) if c.concept is not None]
    names = {c.concept.name for c in parts if c.concept is not None}
    if len(parts) < 2 or len(names) != len(parts) or any(c.last or c.year for c in parts):
        return
    if _ROW_OF_RATES.search(row.label):
        return  # 比上年增减(%): the rates of parts make up no rate
    for topic in facts.out.vocabulary.topics:
        whole_columns = [
            c
            for c in grid.all(Role.AMOUNT, Role.ACTUAL, Role.BUDGET)
            if c not in parts
            and (c.total or (c.concept is not None and c.concept.name in topic.wholes))
        ]
        fits = topic.closed and names <= topic.parts and topic.id not in _BY_FUND
        needed = not topic.needs or any(need <= names for need in topic.needs)
        if not fits or not needed or len(whole_columns) != 1:
            continue
        whole = facts.fact(row, whole_columns[0])
        found = [fact for column in parts if (fact := facts.fact(row, column)) is not None]
        words = any(row.cells[c.index].content is Content.WORDS for c in parts)
        if whole is None or not found or words:
            return
        facts.out.add(
            PartsOfWhole(
                start=min(whole.start, found[0].start),
                end=max(whole.end, found[-1].end),
                topic=topic.id,
                whole=whole,
                parts=tuple(found),
                exhaustive=True,
            )
        )
        return
