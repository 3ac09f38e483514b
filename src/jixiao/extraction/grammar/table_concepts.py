"""What a cell counts: the concept of its row, its column or the whole table, where sure.

A name that is not sure is left out (``OTHER``): a fact that is called wrongly would be compared
with others that it has nothing to do with.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from jixiao.extraction.grammar.table_cells import Grid, Row
from jixiao.extraction.grammar.table_headers import Column, Role
from jixiao.extraction.grammar.table_labels import is_subtotal, is_total
from jixiao.extraction.vocabulary import OTHER, Concept
from jixiao.model.fact import Entity
from jixiao.patterns import pattern

_UNIT_NAMES: Final = pattern(r"^(?:预算)?(?:单位|部门)(?:名称)?$")
_GRAND: Final = pattern(r"^总计$")
_GRANDS: Final = {
    "income_total": "income_grand_total",
    "expenditure_total": "expenditure_grand_total",
}
# topic → what its whole is called as a budget, and as expenditure or income
_WHOLES: Final = {
    "expenditure_by_nature": ("budget_total", "expenditure_total"),
    "budget_by_nature": ("budget_total", "expenditure_total"),
    "basic_by_kind": ("budget_basic", "expenditure_basic"),
    "income_by_source": ("budget_income", "income_total"),
    "three_public_expenses": ("three_public_budget", "three_public_total"),
    "vehicles": ("vehicles_budget", "vehicles_total"),
    "procurement": ("procurement_budget", "procurement_total"),
}
_TOTAL_RATES: Final = {
    "three_public_expenses": "three_public_rate",
    "procurement": "procurement_rate",
    "expenditure_by_nature": "execution_rate",
    "budget_by_nature": "execution_rate",
}
_BY_ROLE: Final = {
    Role.POINTS: "full_mark",
    Role.SCORE: "part_score",
    Role.DEDUCTION: "deducted_points",
    Role.DIFFERENCE: "difference",
    Role.CHANGE_RATE: "change_rate",
    Role.SHARE: "share",
    Role.COMPLETION: "completion_rate",
}
_AMOUNTS: Final = frozenset({Role.BUDGET, Role.ACTUAL, Role.AMOUNT, Role.PLAIN})


@dataclass(slots=True)
class Subject:
    """What a grid is about.

    ``topic`` is what its rows make up (three_public_expenses …); ``funds``: they are sources of
    money; ``projects``, ``units``: they are projects, or parts of the organisation, among them
    its ``own_office``; ``score``: the total of its scores is the score of the report.
    """

    topic: str = ""
    funds: bool = False
    projects: bool = False
    units: bool = False
    own_office: bool = False
    score: bool = False

    @classmethod
    def of(cls, grid: Grid) -> "Subject":
        """Return what the names of a grid tell; the rest is told by its groups."""
        return cls(
            projects="项目" in grid.caption and "项目支出" not in grid.caption,
            units=any(_UNIT_NAMES.match(column.text) for column in grid.names),
            own_office=any(row.name.entity is Entity.UNIT for row in grid.rows),
        )


def concept_of(
    grid: Grid, subject: Subject, concepts: Mapping[str, Concept], row: Row, column: Column
) -> Concept:
    """Return what a cell counts, where row and column leave no doubt of it."""
    role = column.role
    name = _by_role(grid, subject, row, role)
    if name:
        return concepts[name]
    if role not in _AMOUNTS or column.partial:
        return OTHER
    if row.name.concept is not None:
        return _staged(row.name.concept, column, concepts)
    if role is Role.PLAIN or (role is Role.AMOUNT and column.concept is not None):
        own = column.concept
        return own if own is not None and _of_organisation(subject, row) else OTHER
    return _of_whole(grid, subject, concepts, row, column)


def _by_role(grid: Grid, subject: Subject, row: Row, role: Role) -> str:
    if role is Role.RATE:
        return _rate(grid, subject, row)
    if role is Role.SCORE and subject.score and is_total(row):
        return "total_score"
    return _BY_ROLE.get(role, "")


def _rate(grid: Grid, subject: Subject, row: Row) -> str:
    if subject.projects or any(column.partial for column in grid.all(Role.ACTUAL)):
        return ""
    funded = row.name.concept is not None and row.name.concept.name == "fund_total"
    if funded or (subject.funds and (is_total(row) or row.name.fund is not None)):
        return "execution_rate"
    return _TOTAL_RATES.get(subject.topic, "") if is_total(row) else ""


def _of_whole(
    grid: Grid, subject: Subject, concepts: Mapping[str, Concept], row: Row, column: Column
) -> Concept:
    """Return the concept of a row that names none: a total, a source of money, a unit."""
    total = is_total(row)
    general = _general(column, concepts)
    if subject.units:
        return general if _of_organisation(subject, row) else OTHER
    if subject.funds:
        named = total or row.name.fund is not None
        return general if named and not subject.projects else OTHER
    if total and grid.all(Role.CODE):
        return general
    if _GRAND.search(row.label):
        named_totals = {r.name.concept.name for r in grid.rows if r.name.concept and is_total(r)}
        found = [grand for year, grand in _GRANDS.items() if year in named_totals]
        return concepts[found[0]] if len(found) == 1 else OTHER
    if total and subject.topic in _WHOLES and column.role is not Role.AMOUNT:
        budget, actual = _WHOLES[subject.topic]
        return concepts[budget if column.role is Role.BUDGET else actual]
    return OTHER


def _of_organisation(subject: Subject, row: Row) -> bool:
    """Whether a row is a unit, or the total over all units, the own office among them."""
    if not subject.units or is_subtotal(row):
        return False
    return subject.own_office or not is_total(row)


def _general(column: Column, concepts: Mapping[str, Concept]) -> Concept:
    if column.concept is not None:
        return column.concept
    if column.role is Role.BUDGET:
        return concepts["budget_total"]
    return concepts["expenditure_total"] if column.role is Role.ACTUAL else OTHER


def _staged(concept: Concept, column: Column, concepts: Mapping[str, Concept]) -> Concept:
    """Return what a column makes of the concept of its row: 基本支出 × 年初预算数."""
    kind = concept.kind
    fits = False
    if column.role is Role.AMOUNT:
        fits = True
    elif column.role is Role.PLAIN:
        fits = kind in ("staff", "count", "assets")
    elif column.role is Role.BUDGET:
        if concept.budget:
            return concepts[concept.budget]
        fits = kind in ("budget", "fund")
    elif column.role is Role.ACTUAL:
        if concept.name == "fund_total":
            return concepts["executed_amount"]
        # 年初结转 beside 执行数: what was spent of it
        fits = kind in ("expenditure", "income") or (kind == "carryover" and "决算" in column.text)
    return concept if fits else OTHER
