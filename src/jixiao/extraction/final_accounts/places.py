"""Where an item stands in the tables of final accounts: by table, row and column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from jixiao.extraction.final_accounts.balances import Side, sides_of
from jixiao.extraction.final_accounts.names import AccountNames
from jixiao.extraction.final_accounts.reading import BARE, ITEM
from jixiao.extraction.final_accounts.sums import OF_PUBLIC_TOTALS, TOTALS, amount
from jixiao.model.accounts import (
    AccountColumn,
    AccountPanel,
    AccountRow,
    AccountTable,
    FinalAccounts,
)
from jixiao.model.fact import Basis, Entity, Fact, Scope
from jixiao.model.quantity import Quantity
from jixiao.terms import AccountKind, Fund

_CLASS: Final = 3
_WHOLE: Final = frozenset({"", "total"})


def column_of(
    columns: Sequence[AccountColumn], keys: Sequence[str], basis: Basis = Basis.FINAL
) -> AccountColumn | None:
    """Return the column of the first of some keys that there is: its total where it is divided."""
    for key in keys:
        found = [c for c in columns if c.key == key and c.counted and c.basis is basis]
        if len(found) > 1:
            found = [c for c in found if c.keys[-1] in TOTALS]
        if len(found) == 1:
            return found[0]
    return None


@dataclass(eq=False)
class Grid:
    """A table with rows by code: 收入决算表, 支出决算表 and those of one fund."""

    table: AccountTable
    panel: AccountPanel
    total: AccountRow | None
    by_code: dict[str, AccountRow] = field(default_factory=dict)
    by_name: dict[str, list[AccountRow]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: AccountTable | None) -> "Grid | None":
        """Return the grid of a table, None where it has several panels or no rows."""
        if table is None or len(table.panels) != 1:
            return None
        panel = table.panels[0]
        totals = [row for row in panel.rows if row.key in TOTALS and not row.code]
        grid = cls(table, panel, totals[0] if len(totals) == 1 else None)
        for row in panel.rows:
            if row.code:
                grid.by_code.setdefault(row.code, row)
            grid.by_name.setdefault(row.name, []).append(row)
        return grid

    def cell(
        self, row: AccountRow | None, keys: Sequence[str], basis: Basis = Basis.FINAL
    ) -> Fact | None:
        """Return the amount of a row under the first of some heads that there is."""
        column = column_of(self.panel.columns, keys, basis)
        if row is None or column is None:
            return None
        return amount(row, column.index) or blank(self.table, row, column)

    def classes(self) -> Iterator[AccountRow]:
        """Yield the rows of functional classes."""
        for code, row in self.by_code.items():
            if len(code) == _CLASS:
                yield row


def blank(table: AccountTable, row: AccountRow, column: AccountColumn) -> Fact | None:
    """Return the zero that a blank cell says, in the unit of its table."""
    place = row.places.get(column.index)
    if place is None:
        return None
    return Fact(
        concept=ITEM.name,
        label=row.label if len(row.places) < 2 else f"{row.label}·{column.label}",
        start=place.start,
        end=place.end,
        scope=Scope(Entity.OTHER, table.name, Fund.ALL, column.basis),
        period=None,
        subject_start=place.start,
        sentence=0,
        clause=place.start,
        quantity=Quantity(Decimal("0.00"), table.unit or BARE, 2),
    )


@dataclass(eq=False)
class Summary:
    """A 总表: its two sides."""

    table: AccountTable
    income: Side | None
    spent: Side | None

    @classmethod
    def of(cls, table: AccountTable | None, names: AccountNames) -> "Summary | None":
        """Return the sides of a 总表, None where there is no such table."""
        if table is None:
            return None
        sides = sides_of(table, names)
        return cls(
            table,
            next((side for side in sides if side.side == "income"), None),
            next((side for side in sides if side.side == "expenditure" and side.items), None)
            or next((side for side in sides if side.side == "expenditure"), None),
        )

    def cell(
        self,
        side: Side | None,
        row: AccountRow | None,
        keys: Sequence[str] = ("total", ""),
        basis: Basis = Basis.FINAL,
    ) -> Fact | None:
        """Return the amount of a row of one side, of all funds or of one."""
        if side is None or row is None:
            return None
        column = column_of(side.columns, keys, basis)
        if column is None:
            return None
        return amount(row, column.index) or blank(self.table, row, column)

    def item(self, side: Side | None, key: str) -> AccountRow | None:
        """Return the row of one side that a key names."""
        if side is None:
            return None
        known = {
            "income_total": side.total,
            "expenditure_total": side.total,
            "grand_total": side.grand,
            **side.after,
        }
        if known.get(key) is not None:
            return known[key]
        return next((row for row in (*side.items, *side.nature) if row.key == key), None)


@dataclass(eq=False)
class Tables:
    """The tables of a document, each looked into once."""

    overall: Summary | None
    income: Grid | None
    expenditure: Grid | None
    fiscal: Summary | None
    general: Grid | None
    funds: Grid | None
    state: Grid | None
    basic: AccountTable | None
    public: AccountTable | None

    @classmethod
    def of(cls, accounts: FinalAccounts, names: AccountNames) -> "Tables":
        """Look into the tables of a document."""
        return cls(
            Summary.of(accounts.of(AccountKind.OVERALL), names),
            Grid.of(accounts.of(AccountKind.INCOME)),
            Grid.of(accounts.of(AccountKind.EXPENDITURE)),
            Summary.of(accounts.of(AccountKind.FISCAL_OVERALL), names),
            Grid.of(accounts.of(AccountKind.GENERAL_BUDGET)),
            Grid.of(accounts.of(AccountKind.GOVERNMENT_FUNDS)),
            Grid.of(accounts.of(AccountKind.STATE_CAPITAL)),
            accounts.of(AccountKind.BASIC),
            accounts.of(AccountKind.THREE_PUBLIC),
        )

    def basic_row(self, key: str) -> Fact | None:
        """Return 人员经费合计 or 公用经费合计, or 合计, of the table of basic expenditure."""
        table = self.basic
        if table is None:
            return None
        found = [
            fact
            for panel in table.panels
            for row in panel.rows
            if not row.code
            for index, fact in row.facts.items()
            if self._is_basic(key, row, panel, index)
        ]
        return found[0] if len(found) == 1 else None

    @staticmethod
    def _is_basic(key: str, row: AccountRow, panel: AccountPanel, index: int) -> bool:
        if row.key == key and len(row.facts) == 1:
            return True
        if row.key not in TOTALS:
            return False
        column = next((c for c in panel.columns if c.index == index), None)
        if column is None or not column.counted or column.basis is not Basis.FINAL:
            return False
        wanted = _WHOLE | {"basic"} if key == "total" else {key}
        return column.key in wanted

    def three_public(self, key: str, stages: Sequence[Basis]) -> Fact | None:
        """Return an amount of 三公经费 from its columns or its rows, of the first stage told."""
        for stage in stages:
            found = list(self._three_public(key, stage))
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _three_public(self, key: str, stage: Basis) -> Iterator[Fact]:
        table = self.public
        wanted = OF_PUBLIC_TOTALS if key == "three_public" else frozenset({key})
        for panel in table.panels if table is not None else ():
            columns = [c for c in panel.columns if c.counted and c.basis is stage]
            for row in panel.rows:
                column = None
                if row.key in wanted and len(columns) == 1:
                    column = columns[0]
                elif row.key in TOTALS:
                    column = _of_key(columns, wanted)
                fact = None if column is None else amount(row, column.index)
                if fact is not None:
                    yield fact


def _of_key(columns: Sequence[AccountColumn], wanted: frozenset[str]) -> AccountColumn | None:
    found = [c for c in columns if c.key in wanted]
    if len(found) > 1:
        found = [c for c in found if c.keys[-1] in TOTALS]
    return found[0] if len(found) == 1 else None
