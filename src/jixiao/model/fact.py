"""Facts: printed quantities, dates, scores, grades and ranks that have a subject."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from jixiao.model.period import Instant, Period
from jixiao.model.quantity import Quantity
from jixiao.terms import Fund


class Entity(StrEnum):
    """Of what body or part of the budget a fact speaks."""

    DEPARTMENT = "department"
    UNIT = "unit"
    PROJECT = "project"
    OTHER = "other"


class Basis(StrEnum):
    """Which stage of the budget an amount belongs to."""

    INITIAL_BUDGET = "initial_budget"
    ADJUSTED_BUDGET = "adjusted_budget"
    FINAL = "final"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the world that a fact speaks of; ``name`` is printed text or empty."""

    entity: Entity = Entity.DEPARTMENT
    name: str = ""
    fund: Fund = Fund.ALL
    basis: Basis = Basis.UNKNOWN


@dataclass(slots=True, eq=False)
class Fact:
    """One mention of a quantity, date, score, grade or rank.

    ``start``/``end`` span the printed value with its unit in the reading text; ``subject_start``
    is where the noun phrase that names it begins (equal to ``start`` where nothing names it in
    the clause). Exactly one of ``quantity``, ``instant`` and ``word`` is set; a fact that bears the
    name of an amount, a rate or a score always has a quantity. Nobody changes a fact; it is not
    frozen because there are many, and a frozen one takes three times as long to make.
    """

    concept: str
    label: str
    start: int
    end: int
    scope: Scope
    period: Period | None
    subject_start: int
    sentence: int
    clause: int
    quantity: Quantity | None = None
    instant: Instant | None = None
    word: str | None = None

    @property
    def amount(self) -> Quantity:
        """The quantity of a fact that has one."""
        if self.quantity is None:
            message = f"the fact {self.label!r} has no quantity"
            raise TypeError(message)
        return self.quantity

    @property
    def value(self) -> Decimal:
        """The printed value of a fact that has a quantity."""
        return self.amount.value
