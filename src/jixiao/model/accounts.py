"""The tables of final accounts (部门决算) as they were recognised: what their cells mean.

A table is one of the nine that are published, whatever it is called in a province. It has one
panel, or several side by side (收入 beside 支出). Columns and rows have keys where their names are
known; the numbers are ``Fact``s in the unit of the table.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from jixiao.model.fact import Basis, Fact
from jixiao.model.quantity import Unit
from jixiao.model.source import Span
from jixiao.terms import AccountKind


@dataclass(frozen=True, slots=True)
class AccountColumn:
    """A column of amounts.

    ``path`` are the heads over it from the top, ``keys`` what they mean (empty where a head only
    groups, ``?`` where its meaning is not known), ``key`` what the column is of. ``counted`` is
    False for columns that are no amounts of the year: rates, changes, last year.
    """

    index: int
    path: tuple[str, ...]
    keys: tuple[str, ...]
    key: str
    basis: Basis
    counted: bool = True

    @property
    def label(self) -> str:
        """What is printed over it."""
        return "·".join(self.path)


@dataclass(frozen=True, slots=True, eq=False)
class AccountRow:
    """A row of a panel.

    ``code`` is that of the functional or economic classification, digits only; ``key`` what the
    row is of, ``inner`` that it is a part of a row above (其中). ``places`` are all its cells.
    """

    label: str
    name: str
    key: str
    code: str
    numbered: bool
    inner: bool
    span: Span
    facts: dict[int, Fact]
    places: dict[int, Span]


@dataclass(slots=True, eq=False)
class AccountPanel:
    """Rows under columns; ``side`` is ``income``, ``expenditure`` or empty."""

    columns: tuple[AccountColumn, ...]
    rows: list[AccountRow]
    side: str = ""


@dataclass(slots=True, eq=False)
class AccountTable:
    """One of the tables.

    ``title`` is None where no title is printed and the heads tell what it is; ``notes`` are the
    lines below it that speak of it, ``captions`` those above it (部门：…). ``place`` spans its
    cells, or its title where it has none. ``doubtful``: not all of it was read as cells, so that
    what does not add up is no fault of the text.
    """

    kind: AccountKind
    name: str
    title: Span | None
    place: Span
    unit: Unit | None
    panels: list[AccountPanel] = field(default_factory=list)
    notes: list[Span] = field(default_factory=list)
    captions: list[Span] = field(default_factory=list)
    year: int | None = None
    doubtful: bool = False

    @property
    def facts(self) -> Iterator[Fact]:
        """All its numbers."""
        for panel in self.panels:
            for row in panel.rows:
                yield from row.facts.values()

    @property
    def is_blank(self) -> bool:
        """Whether it says nothing: no number in it but zero."""
        return not self.doubtful and all(fact.value == 0 for fact in self.facts)


@dataclass(frozen=True, slots=True, eq=False)
class FinalAccounts:
    """What a document holds of final accounts.

    ``listed`` are the tables that its table of contents names, with what it calls them; one that
    was left out in reading has no place in the reading text. ``numbers`` are the places of the
    tables in ``Document.tables``. ``named`` are those of which only the title was read.
    """

    tables: tuple[AccountTable, ...] = ()
    listed: tuple[tuple[AccountKind, Span | None, str], ...] = ()
    numbers: frozenset[int] = frozenset()
    named: frozenset[AccountKind] = frozenset()

    def of(self, kind: AccountKind) -> AccountTable | None:
        """Return the one table of a kind; None where there is none, several or a doubtful one."""
        found = [table for table in self.tables if table.kind is kind]
        if any(table.doubtful for table in found):
            return None
        return found[0] if len(found) == 1 else None

    def __bool__(self) -> bool:
        """Whether any table was recognised."""
        return bool(self.tables)
