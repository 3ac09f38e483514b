"""The balance of final accounts: items make 本年合计, with what was carried over 总计."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from jixiao.extraction.final_accounts.names import AccountNames
from jixiao.extraction.final_accounts.sums import BALANCE, make_sum
from jixiao.model.accounts import AccountColumn, AccountPanel, AccountRow, AccountTable
from jixiao.model.fact import Basis, Fact
from jixiao.model.relation import PartsOfWhole
from jixiao.terms import AccountKind

_OVERALL: Final = frozenset({AccountKind.OVERALL, AccountKind.FISCAL_OVERALL})
_INCOME: Final = frozenset(
    {"fiscal", "general", "funds", "state", "superior", "business", "operating", "affiliated",
     "other_income", "special"}
)  # fmt: skip
_FUNDS: Final = frozenset({"general", "funds", "state"})
_NATURE: Final = frozenset(
    {"basic", "project", "paid_superior", "operating_expenditure", "subsidy"}
)
_BETWEEN: Final = {
    "income": ("use_of_surplus", "opening"),
    "expenditure": ("distribution", "closing"),
}


@dataclass(slots=True)
class Side:
    """The rows of one side of a 总表, by what they are."""

    side: str
    items: list[AccountRow] = field(default_factory=list)
    nature: list[AccountRow] = field(default_factory=list)
    total: AccountRow | None = None
    after: dict[str, AccountRow] = field(default_factory=dict)
    carried: list[AccountRow] = field(default_factory=list)  # 年初结转 by fund
    grand: AccountRow | None = None
    clear: bool = True  # every row was understood
    columns: Sequence[AccountColumn] = ()


def sides_of(table: AccountTable, names: AccountNames) -> list[Side]:
    """Return the income and the expenditure of a 总表, wherever they stand in it."""
    found: list[Side] = []
    for panel in table.panels:
        side: Side | None = None
        first = next((told for row in panel.rows if (told := _side_of(row, names))), "")
        for row in panel.rows:
            wanted = _side_of(row, names) or (side.side if side else panel.side or first)
            if not wanted:
                continue
            if side is None or side.side != wanted:
                side = Side(wanted, columns=panel.columns)
                found.append(side)
            _sort(row, side, names)
    return found


def _side_of(row: AccountRow, names: AccountNames) -> str:
    """Return which side a row belongs to by its name, empty where that does not tell."""
    if row.key in ("income_total", "use_of_surplus", "opening") or row.name == "收入总计":
        return "income"
    if row.key in _INCOME and row.key not in _FUNDS:
        return "income"
    if row.key in ("expenditure_total", "distribution", "closing", *_NATURE):
        return "expenditure"
    if names.is_class(row.name) or row.name == "支出总计":
        return "expenditure"
    return ""


def _sort(row: AccountRow, side: Side, names: AccountNames) -> None:
    """Put a row where it belongs on its side."""
    key = row.key
    if key in ("income_total", "expenditure_total"):
        side.total = side.total or row
    elif key in ("grand_total", "total"):
        if side.total is None and key == "total":
            side.total = row
        else:
            side.grand = row
    elif key in _BETWEEN[side.side]:
        side.after[key] = row
    elif row.inner:
        return
    elif side.total is None:
        _sort_item(row, side, names)
    elif side.side == "income" and "opening" in side.after and key in _FUNDS:
        side.carried.append(row)
    elif row.facts and any(fact.value for fact in row.facts.values()):
        side.clear = side.clear and bool(side.after)


def _sort_item(row: AccountRow, side: Side, names: AccountNames) -> None:
    if row.key in _NATURE and not row.numbered:
        side.nature.append(row)
    elif side.side == "income" and row.key in _INCOME:
        side.items.append(row)
    elif side.side == "expenditure" and (names.is_class(row.name) or row.numbered):
        if row.key in _NATURE:
            side.nature.append(row)
        else:
            side.items.append(row)
    elif any(fact.value for fact in row.facts.values()):
        side.clear = False


def read_balances(table: AccountTable, names: AccountNames) -> Iterator[PartsOfWhole]:
    """Yield the balances of a table."""
    if table.kind in _OVERALL:
        sides = sides_of(table, names)
        for side in sides:
            for column in side.columns:
                if column.counted:
                    yield from _side(side, column)
        yield from _both(sides)
    else:
        for panel in table.panels:
            yield from _carried_over(panel)


def _side(side: Side, column: AccountColumn) -> Iterator[PartsOfWhole]:
    sure = side.clear and column.basis is Basis.FINAL
    items = _outer(side.items)
    wholes = [
        (side.total, items),
        (side.total, side.nature if len(side.nature) > 1 else []),
        (side.grand, [side.total, *side.after.values()] if side.total and side.after else []),
        (side.after.get("opening"), side.carried),
    ]
    for whole, parts in wholes:
        if whole is None or any(_undivided(row, side, column) for row in parts if row is not None):
            continue
        relation = make_sum(
            whole.facts.get(column.index),
            [part.facts.get(column.index) for part in parts if part is not None],
            BALANCE,
            sure=sure,
        )
        if relation is not None:
            yield relation


def _undivided(row: AccountRow, side: Side, column: AccountColumn) -> bool:
    """Whether a row tells its amount in the column of the total alone, not by fund."""
    if column.key not in _FUNDS:
        return False
    funds = [c.index for c in side.columns if c.key in _FUNDS]
    told = any(fact.value for fact in row.facts.values())
    return told and not any(index in row.facts for index in funds)


def _outer(items: Sequence[AccountRow]) -> list[AccountRow]:
    """Return the items without those that another one contains: 一般公共预算 of 财政拨款收入."""
    keys = {row.key for row in items}
    numbered = [row for row in items if row.numbered]
    if len(numbered) > 1:
        return numbered
    if "fiscal" in keys:
        return [row for row in items if row.key not in _FUNDS]
    return list(items)


def _both(sides: Sequence[Side]) -> Iterator[PartsOfWhole]:
    """Yield 收入总计 = 支出总计."""
    income = [side for side in sides if side.side == "income" and side.grand]
    spent = [side for side in sides if side.side == "expenditure" and side.grand]
    if len(income) != 1 or not spent:
        return
    for side in spent[:1]:
        for one, other in _columns_alike(income[0], side):
            first = _fact(income[0].grand, one)
            relation = make_sum(_fact(side.grand, other), [first], BALANCE)
            if relation is not None:
                yield relation


def _columns_alike(income: Side, spent: Side) -> Iterator[tuple[AccountColumn, AccountColumn]]:
    """Yield the columns of both sides that hold the total of one stage of the budget."""
    for one in income.columns:
        if not one.counted or one.key not in ("", "total"):
            continue
        for other in spent.columns:
            if other.counted and other.key in ("", "total") and other.basis is one.basis:
                yield one, other
                break


def _fact(row: AccountRow | None, column: AccountColumn) -> Fact | None:
    return None if row is None else row.facts.get(column.index)


def _carried_over(panel: AccountPanel) -> Iterator[PartsOfWhole]:
    """Yield 年初结转 + 本年收入 − 本年支出 = 年末结转, row by row."""
    wanted = ("opening", "income_total", "expenditure_total", "closing")
    columns = [_total_of(panel, key) for key in wanted]
    if columns[2] is None or columns[3] is None or (columns[0] is None and columns[1] is None):
        return
    for row in panel.rows:
        facts = [None if c is None else row.facts.get(c.index) for c in columns]
        relation = make_sum(facts[3], facts[:3], BALANCE, signs=(1, 1, -1))
        if relation is not None:
            yield relation


def _total_of(panel: AccountPanel, key: str) -> AccountColumn | None:
    found = [c for c in panel.columns if c.key == key and c.counted]
    whole = [c for c in found if c.keys[-1] == "total"] or found
    return whole[0] if len(whole) == 1 else None
