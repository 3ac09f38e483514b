"""Facts of tables: a number in a cell with what its row, its column and its caption say of it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from jixiao.extraction.grammar.base import Collector
from jixiao.extraction.grammar.table_cells import Cell, Content, Grid, Row
from jixiao.extraction.grammar.table_concepts import Subject, concept_of
from jixiao.extraction.grammar.table_headers import (
    MONEY_ROLES,
    RATE_ROLES,
    Column,
    Role,
    unit_named,
)
from jixiao.extraction.grammar.table_labels import is_total
from jixiao.extraction.grammar.table_names import bare_label
from jixiao.extraction.understanding import Sentence
from jixiao.extraction.vocabulary import OTHER, Concept
from jixiao.model.fact import Basis, Entity, Fact, Scope
from jixiao.model.period import Instant, Period
from jixiao.model.quantity import Comparator, Dimension, Quantity, Unit
from jixiao.patterns import pattern
from jixiao.terms import Fund

PERCENT: Final = Unit("%", Dimension.PERCENT)
POINT: Final = Unit("分", Dimension.SCORE)
_LARGEST_FRACTION: Final = Decimal(2)
_SIGNS: Final = {
    "≥": Comparator.AT_LEAST,
    ">=": Comparator.AT_LEAST,
    "大于等于": Comparator.AT_LEAST,
    ">": Comparator.MORE_THAN,
    "大于": Comparator.MORE_THAN,
    "=": Comparator.EQUAL,
    "等于": Comparator.EQUAL,
    "<": Comparator.LESS_THAN,
    "小于": Comparator.LESS_THAN,
    "≤": Comparator.AT_MOST,
    "<=": Comparator.AT_MOST,
    "小于等于": Comparator.AT_MOST,
}
_YEAR_LABEL: Final = pattern(r"^(20[0-9]{2})年?度?$")
_INITIAL: Final = pattern(r"年初")
_ADJUSTED: Final = pattern(r"全年预算|调整")
_LABEL_UNIT: Final = pattern(r"\(([^()]{1,6})\)$")
# What belongs to its row alone, whatever it is called.
_DERIVED: Final = frozenset(
    {Role.POINTS, Role.SCORE, Role.DEDUCTION, Role.DIFFERENCE, Role.CHANGE_RATE, Role.SHARE,
     Role.COMPLETION, Role.RATE}
)  # fmt: skip
_NO_MONEY: Final = frozenset({"staff", "count", "base", "rate", "named_rate", "completion_rate"})
_NO_FACT: Final = frozenset(
    {Role.NAME, Role.ORDINAL, Role.CODE, Role.REASON, Role.NOTE, Role.SIGN, Role.MEASURE,
     Role.UNKNOWN}
)  # fmt: skip


def row_name(row: Row) -> str:
    """Return what a row is called, without its ordinal, 其中 and unit."""
    label = bare_label(row.label)
    return label[: label.rindex("(")] if _label_unit(row) is not None else label


def _label_unit(row: Row) -> Unit | None:
    """Return the unit that a label ends in: 培训(人次)."""
    match = _LABEL_UNIT.search(row.label)
    return unit_named(match.group(1)) if match is not None else None


class FactMaker:
    """Makes the facts of one grid; ``subject`` is completed by who has read its groups."""

    def __init__(self, grid: Grid, sentences: Sequence[Sentence], out: Collector) -> None:
        self.grid = grid
        self.sentences = sentences
        self.out = out
        self.subject = Subject.of(grid)
        text = grid.caption
        hits = out.vocabulary.scan(text, 0, len(text))
        self.entity = next((h.entry.entity for h in hits if h.entry.entity is Entity.UNIT), None)

    def fact(self, row: Row, column: Column | None) -> Fact | None:
        """Return the fact of a cell that holds a number, made at the first call."""
        cell = row.number(column) if column is not None else None
        if cell is None or column is None:
            return None
        known = self.out.facts.get(cell.start)
        if known is not None:
            return known
        concept = concept_of(self.grid, self.subject, self.out.vocabulary.concepts, row, column)
        made = self.out.quick_fact(
            cell.start,
            cell.end,
            self._label(row, column),
            self._sentence(cell.start),
            concept=concept,
            quantity=self.quantity(row, column),
            period=self._period(row, column),
        )
        made = replace(made, scope=self._scope(row, column, concept), subject_start=row.span.start)
        self.out.facts[cell.start] = made
        return made

    def every(self) -> None:
        """Make a fact of every number of the grid that has a meaning."""
        for row in self.grid.rows:
            for column in self.grid.columns:
                if column.role not in _NO_FACT:
                    self.fact(row, column)

    def instant(self, row: Row, column: Column) -> Fact | None:
        """Return the fact of a cell that prints one day or month."""
        cell = row.cells[column.index]
        found = [token for token in cell.tokens if isinstance(token.value, Instant)]
        if len(found) != 1 or len(cell.tokens) != 1:
            return None
        token = found[0]
        return self.out.quick_fact(
            token.start,
            token.end,
            self._label(row, column),
            self._sentence(token.start),
            concept=self.out.vocabulary.concepts["date"],
            instant=token.value if isinstance(token.value, Instant) else None,
        )

    def words(self, row: Row, column: Column) -> Fact | None:
        """Return what a cell says in words, as an operand; it is no fact of the document."""
        cell = row.cells[column.index]
        if cell.content is not Content.WORDS:
            return None
        return Fact(
            concept=OTHER.name,
            label=self._label(row, column),
            start=cell.start,
            end=cell.end,
            scope=Scope(Entity.OTHER),
            period=None,
            subject_start=row.span.start,
            sentence=self._sentence(cell.start),
            clause=cell.start,
            word=cell.text,
        )

    def quantity(self, row: Row, column: Column) -> Quantity:
        """Return the number of a cell with its unit: its own, the header's or the caption's."""
        cell = row.cells[column.index]
        quantity = cell.quantity
        if quantity is None:
            message = "the cell holds no number"
            raise TypeError(message)
        if column.role is Role.TARGET and quantity.comparator is None:
            quantity = replace(quantity, comparator=self._sign(row))
        if quantity.unit.dimension is not Dimension.NONE:
            return quantity
        unit = self._unit(row, column, cell)
        if unit is None or quantity.unit.name:
            return quantity
        return replace(quantity, unit=unit)

    def _unit(self, row: Row, column: Column, cell: Cell) -> Unit | None:
        role = column.role
        unit = column.unit
        if unit is None and role in (Role.POINTS, Role.SCORE, Role.DEDUCTION):
            unit = POINT
        elif unit is None and role in RATE_ROLES:
            # 0.98 may be a fraction or hundredths; larger numbers can only be hundredths.
            value = cell.quantity.value if cell.quantity is not None else Decimal(0)
            unit = PERCENT if abs(value) > _LARGEST_FRACTION else None
        elif unit is None and role in MONEY_ROLES:
            unit = self._money(row)
        elif unit is None and role in (Role.TARGET, Role.REACHED):
            unit = self._measure(row, column)
        return unit

    def _money(self, row: Row) -> Unit | None:
        """Return the unit of an amount: that of its row (在职人数(人)), else the caption's."""
        concept, stated = row.name.concept, self.grid.unit
        if _label_unit(row) is not None or (concept and concept.kind in _NO_MONEY):
            return _label_unit(row)
        return stated if stated is not None and stated.dimension is Dimension.MONEY else None

    def _measure(self, row: Row, column: Column) -> Unit | None:
        """Return the unit that an indicator row prints in its own column, or beside its target."""
        for measure in self.grid.all(Role.MEASURE):
            return unit_named(row.cells[measure.index].text)
        if (unit := _label_unit(row)) is not None:
            return unit
        if column.role is Role.REACHED:
            for target in self.grid.all(Role.TARGET):
                quantity = row.cells[target.index].quantity
                if quantity is not None and quantity.unit.dimension is not Dimension.NONE:
                    return quantity.unit
        return None

    def _sign(self, row: Row) -> Comparator | None:
        for column in self.grid.all(Role.SIGN):
            return _SIGNS.get(row.cells[column.index].text)
        return None

    def _scope(self, row: Row, column: Column, concept: Concept) -> Scope:
        name = ""
        entity = row.name.entity or self.entity or Entity.DEPARTMENT
        if concept is OTHER:
            entity = Entity.OTHER
        elif column.role in _DERIVED and concept.name != "total_score":
            entity, name = Entity.OTHER, row_name(row)
        elif self.subject.units and not is_total(row):
            entity, name = Entity.UNIT, row_name(row)
        basis = column.basis
        if basis is Basis.UNKNOWN and concept.kind == "budget":
            if _INITIAL.search(row.label):
                basis = Basis.INITIAL_BUDGET
            elif _ADJUSTED.search(row.label):
                basis = Basis.ADJUSTED_BUDGET
        return Scope(entity, name, row.name.fund or self.grid.fund or Fund.ALL, basis)

    def _period(self, row: Row, column: Column) -> Period | None:
        labelled = _YEAR_LABEL.match(row.label)
        if labelled is not None:
            return Period.of_year(int(labelled.group(1)))
        if column.year is not None:
            return Period.of_year(column.year)
        year = self.grid.year or self.out.fiscal_year
        if (column.last or row.name.last_year) and year is not None:
            return Period.of_year(year - 1)
        return Period.of_year(self.grid.year) if self.grid.year is not None else None

    def _label(self, row: Row, column: Column) -> str:
        label = row_name(row)
        if column.role is Role.REACHED:
            return label
        suffix = {Role.TARGET: "目标值", Role.COMPLETION: "完成率"}
        return label + suffix.get(column.role, column.text)

    def _sentence(self, offset: int) -> int:
        return max(0, bisect_right(self.sentences, offset, key=lambda s: s.start) - 1)
