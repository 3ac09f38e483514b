"""Tables: facts of their cells, relations along their rows and down their columns."""

from collections.abc import Iterable, Sequence
from typing import Final

from jixiao.extraction.grammar.base import Collector
from jixiao.extraction.grammar.changes import THREE_PUBLIC
from jixiao.extraction.grammar.table_cells import Content, Grid, Row
from jixiao.extraction.grammar.table_columns import is_arrived
from jixiao.extraction.grammar.table_facts import FactMaker, row_name
from jixiao.extraction.grammar.table_grids import GridReader
from jixiao.extraction.grammar.table_headers import Column, Role
from jixiao.extraction.grammar.table_labels import is_heading, is_subtotal, is_total
from jixiao.extraction.grammar.table_levels import Group, groups
from jixiao.extraction.grammar.table_ratios import read_ratios, read_shares_of
from jixiao.extraction.grammar.table_sums import Carried, by_fund, read_across, read_sums, topic_of
from jixiao.extraction.tokens import Token
from jixiao.extraction.understanding import Section, Sentence
from jixiao.model.document import Document
from jixiao.model.fact import Basis, Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import (
    Adjustment,
    Attainment,
    Change,
    Ratio,
    RatioKind,
    Scored,
)
from jixiao.model.source import Span
from jixiao.patterns import pattern

_INDICATOR: Final = pattern(r"指标|目标值|完成值|实际值")
_MEASURED: Final = (Role.BUDGET, Role.ACTUAL, Role.AMOUNT)


def read_tables(
    document: Document,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    outline: Sequence[Section],
    out: Collector,
) -> None:
    """Read every table of a document.

    Args:
        document: The document.
        tokens: Its numbers, in order.
        sentences: Its sentences, in order.
        outline: Its sections, in order.
        out: Takes the facts and relations.
    """
    if len(out.tables_read) == len(document.tables):
        return
    reader = GridReader(document, tokens, outline, out.vocabulary, out.fiscal_year)
    forms = [
        [FactMaker(grid, sentences, out) for grid in reader.read(number, table)]
        for number, table in enumerate(document.tables)
        if number not in out.tables_read
    ]
    totals = [
        facts
        for form in forms
        for facts in form
        if _only(facts.grid.all(Role.SCORE)) and any(is_total(row) for row in facts.grid.rows)
    ]
    if len(totals) == 1 and not totals[0].subject.projects:
        totals[0].subject.score = True
    carried = Carried()
    for form in forms:
        carried.elsewhere = True
        for facts in form:
            _read_grid(facts, carried)
            carried = _carried(facts) or carried


def _read_grid(facts: FactMaker, carried: Carried) -> None:
    grid = facts.grid
    found = groups(grid, facts.out.vocabulary)
    _settle_subject(facts, found)
    facts.every()
    for row in grid.rows:
        if not _read_indicator(facts, row):
            _read_score(facts, row)
        _read_execution(facts, row)
        read_ratios(facts, row)
        _read_changes(facts, row)
        _read_adjustment(facts, row)
        read_across(facts, row)
    _read_shares(facts, found)
    read_shares_of(facts, found)
    read_sums(facts, found, carried)


def _carried(facts: FactMaker) -> Carried | None:
    """Return the scores of a grid of funds, which the total of the next grid counts in."""
    grid = facts.grid
    if grid.all(Role.TARGET) or not grid.all(Role.RATE):
        return None
    scores: dict[Role, Fact] = {}
    for column in grid.all(Role.POINTS, Role.SCORE):
        found = _present(facts.fact(row, column) for row in grid.rows)
        if len(found) == 1:
            scores[column.role] = found[0]
    return Carried(scores) if scores else None


def _settle_subject(facts: FactMaker, found: Sequence[Group]) -> None:
    """Tell what the rows of a table make up as a whole."""
    grid = facts.grid
    for group in found:
        if not group.total:
            continue
        facts.subject.funds = by_fund([grid.rows[i] for i in group.parts])
        for column in grid.all(*_MEASURED):
            topic = topic_of(grid, group, column, facts.out.vocabulary)
            if topic is not None and not facts.subject.funds:
                facts.subject.topic = topic.id


# --- rows of amounts ----------------------------------------------------------------------------


def _present(facts: Iterable[Fact | None]) -> list[Fact]:
    return [fact for fact in facts if fact is not None]


def _only(columns: Sequence[Column]) -> Column | None:
    return columns[0] if len(columns) == 1 else None


def _theme(facts: FactMaker, row: Row) -> str:
    concept = row.name.concept
    if concept is not None:
        return concept.theme
    if is_total(row):
        return {"three_public_expenses": "three_public", "procurement": "procurement"}.get(
            facts.subject.topic, ""
        )
    return ""


def _read_execution(facts: FactMaker, row: Row) -> None:
    """Read budget, execution and execution rate of a row."""
    grid = facts.grid
    rates = grid.all(Role.RATE)
    if not rates and not grid.all(Role.TARGET):
        rates = grid.all(Role.COMPLETION)
    for rate_column in rates:
        actual_column, budgets = _operands(grid, rate_column, several=len(rates) > 1)
        rate, actual = facts.fact(row, rate_column), facts.fact(row, actual_column)
        if rate is None or actual is None or rate.amount.unit.dimension is not Dimension.PERCENT:
            continue
        budget = facts.fact(row, budgets[0]) if budgets else None
        if budget is None:
            continue
        others = _present(facts.fact(row, column) for column in budgets[1:])
        used = (budget, actual, rate)
        theme = _theme(facts, row)
        topic = "three_public_execution" if theme in THREE_PUBLIC else "execution"
        facts.out.add(
            Ratio(
                start=min(fact.start for fact in used),
                end=max(fact.end for fact in used),
                topic="procurement_execution" if theme == "procurement" else topic,
                kind=RatioKind.EXECUTION,
                rate=rate,
                numerator=actual,
                denominator=budget,
                alternatives=tuple(others),
            )
        )


def _operands(grid: Grid, rate: Column, *, several: bool) -> tuple[Column | None, list[Column]]:
    """Return the column executed and the budgets of a rate, the likeliest base first."""
    actuals, budgets = grid.all(Role.ACTUAL), grid.all(Role.BUDGET)
    if several or len(actuals) > 1 or any(c.last for c in (*actuals, *budgets)):
        actuals = [c for c in actuals if _belongs(c, rate)]
        budgets = [c for c in budgets if _belongs(c, rate) or not (c.group or c.year or c.last)]
    actual = _only(actuals)
    if actual is None or not budgets:
        return None, []
    initial = [c for c in budgets if c.basis is Basis.INITIAL_BUDGET]
    adjusted = [c for c in budgets if c.basis is Basis.ADJUSTED_BUDGET]
    plain = [c for c in budgets if c.basis is Basis.UNKNOWN]
    base = _only(initial if "年初" in rate.text else adjusted or plain or initial)
    if base is None:
        return None, []
    arrived = [c for c in grid.columns if is_arrived(c) and not c.last]
    return actual, [base, *(c for c in budgets if c is not base), *arrived]


def _belongs(column: Column, rate: Column) -> bool:
    """Whether a column and a rate speak of one year and part of the year, under one header."""
    same_year = column.year == rate.year or (rate.year is None and not column.last)
    if column.group and rate.group:
        same_year = column.group == rate.group
    return same_year and (column.partial == rate.partial or column.role is Role.BUDGET)


def _read_changes(facts: FactMaker, row: Row) -> None:
    """Read this year, last year, difference and rate of change of a row."""
    grid = facts.grid
    difference_column = _only(grid.all(Role.DIFFERENCE))
    rate_column = _only(grid.all(Role.CHANGE_RATE))
    if difference_column is None and rate_column is None:
        return
    if len(grid.all(Role.DIFFERENCE)) > 1 or len(grid.all(Role.CHANGE_RATE)) > 1:
        return
    last_column = _only([c for c in grid.all(*_MEASURED) if c.last])
    this_column = _this_column(grid, last_column) if last_column is not None else None
    this, last = facts.fact(row, this_column), facts.fact(row, last_column)
    difference, rate = facts.fact(row, difference_column), facts.fact(row, rate_column)
    if this is None or last is None or (difference is None and rate is None):
        return
    if rate is not None and rate.amount.unit.dimension is not Dimension.PERCENT:
        rate = None
    used = _present((this, last, difference, rate))
    if len(used) < 3:
        return
    facts.out.add(
        Change(
            start=min(fact.start for fact in used),
            end=max(fact.end for fact in used),
            topic="three_public_expenses" if _theme(facts, row) in THREE_PUBLIC else "",
            this=this,
            last=last,
            difference=difference,
            rate=rate,
            direction=None,
            direction_span=None,
        )
    )


def _this_column(grid: Grid, last: Column) -> Column | None:
    """Return the column of this year that goes with one of last year."""
    current = [c for c in grid.all(*_MEASURED) if not c.last and not c.partial and not c.total]
    if last.year is not None:
        next_year = [c for c in current if c.year == last.year + 1]
        current = next_year or [c for c in current if c.year is None]
    same = [c for c in current if c.role is last.role and c.concept == last.concept]
    same = same or [c for c in current if c.role is last.role]
    if not same and last.role is Role.AMOUNT:
        same = [c for c in current if c.role is Role.ACTUAL]
    return _only(same)


def _read_adjustment(facts: FactMaker, row: Row) -> None:
    """Read 年初预算 + 追加 − 调减 = 全年预算 where all have their column."""
    grid = facts.grid
    budgets = grid.all(Role.BUDGET)
    first = _only([c for c in budgets if c.basis is Basis.INITIAL_BUDGET])
    final = _only([c for c in budgets if c.basis is Basis.ADJUSTED_BUDGET])
    changes = [(1, c) for c in grid.all(Role.ADDED)] + [(-1, c) for c in grid.all(Role.CUT)]
    initial, adjusted = facts.fact(row, first), facts.fact(row, final)
    if not changes or initial is None or adjusted is None:
        return
    if any(row.cells[c.index].content is Content.WORDS for _, c in changes):
        return
    terms: list[tuple[int, Fact]] = []
    for sign, column in changes:
        fact = facts.fact(row, column)
        if fact is not None:
            terms.append((1 if fact.value < 0 else sign, fact))
    if not terms:
        return
    used = [initial, adjusted, *(fact for _, fact in terms)]
    facts.out.add(
        Adjustment(
            start=min(fact.start for fact in used),
            end=max(fact.end for fact in used),
            initial=initial,
            changes=tuple(terms),
            adjusted=adjusted,
        )
    )


def _read_shares(facts: FactMaker, found: Sequence[Group]) -> None:
    """Read 占比 columns: each row against the total of the amounts that they stand beside."""
    grid = facts.grid
    totals = [group for group in found if group.total]
    if len(totals) != 1:
        return
    total = grid.rows[totals[0].whole]
    amounts = [c for c in grid.all(*_MEASURED) if not c.last]
    for column in grid.all(Role.SHARE):
        beside = _only(amounts) or next((c for c in amounts if c.index == column.index - 1), None)
        whole = facts.fact(total, beside)
        if whole is None or len(column.text) > 4 + len(column.group):
            continue  # 占部门支出比重: of something outside of the table
        for row in grid.rows:
            rate, part = facts.fact(row, column), facts.fact(row, beside)
            if rate is None or part is None or row is total:
                continue
            if rate.amount.unit.dimension is not Dimension.PERCENT:
                continue
            money = part.amount.unit.dimension is Dimension.MONEY
            facts.out.add(
                Ratio(
                    start=min(part.start, rate.start),
                    end=max(part.end, rate.end),
                    topic="expenditure_share" if money else "share",
                    kind=RatioKind.SHARE,
                    rate=rate,
                    numerator=part,
                    denominator=whole,
                )
            )


# --- rows of indicators and scores --------------------------------------------------------------


def _read_indicator(facts: FactMaker, row: Row) -> bool:
    """Read target, actual value, completion rate, points and score of an indicator."""
    grid = facts.grid
    target_column, reached_column = _only(grid.all(Role.TARGET)), _only(grid.all(Role.REACHED))
    if target_column is None or reached_column is None:
        return False
    if is_total(row) or is_subtotal(row) or is_heading(row, grid):
        return False
    target, actual = _value(facts, row, target_column), _value(facts, row, reached_column)
    if target is None and actual is None:
        return False
    rate = facts.fact(row, _only(grid.all(Role.COMPLETION)))
    points = facts.fact(row, _only(grid.all(Role.POINTS)))
    score = facts.fact(row, _only(grid.all(Role.SCORE)))
    named = bool(_INDICATOR.search(target_column.text + reached_column.text))
    words = all(fact is None or fact.word is not None for fact in (target, actual))
    if words and not (named or points or score or rate):
        return False  # a task and what became of it, told in words
    used = _present((target, actual, rate, points, score))
    quantity = target.quantity if target is not None else None
    facts.out.add(
        Attainment(
            start=min(fact.start for fact in used),
            end=max(fact.end for fact in used),
            name=row_name(row),
            target=target,
            actual=actual,
            rate=rate,
            comparator=quantity.comparator if quantity is not None else None,
            points=points,
            score=score,
            reason=_reason(grid, row),
            tabular=True,
            indicator=named or points is not None,
        )
    )
    return True


def _value(facts: FactMaker, row: Row, column: Column) -> Fact | None:
    return facts.fact(row, column) or facts.instant(row, column) or facts.words(row, column)


def _reason(grid: Grid, row: Row) -> Span | None:
    for column in grid.all(Role.REASON):
        cell = row.cells[column.index]
        if cell.content in (Content.WORDS, Content.NUMBER):
            return Span(cell.start, cell.end)
    return None


def _read_score(facts: FactMaker, row: Row) -> None:
    """Read points and score of a row that is no indicator with a target."""
    grid = facts.grid
    score = facts.fact(row, _only(grid.all(Role.SCORE)))
    full = facts.fact(row, _only(grid.all(Role.POINTS)))
    if score is None:
        return
    # 年度资金总额 with its points: what is scored is the execution
    funds = bool(grid.all(Role.RATE)) and row.name.concept is not None
    facts.out.add(
        Scored(
            start=min(score.start, full.start if full is not None else score.start),
            end=max(score.end, full.end if full is not None else score.end),
            name="预算执行率" if funds and not is_total(row) else row_name(row),
            score=score,
            full_mark=full,
        )
    )
