"""Sums within a table of final accounts: down its rows by code, across its columns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain, repeat
from typing import Final

from jixiao.extraction.final_accounts.names import AccountNames
from jixiao.model.accounts import AccountColumn, AccountPanel, AccountRow, AccountTable
from jixiao.model.arithmetic import Verdict, verify_sum
from jixiao.model.fact import Basis, Fact
from jixiao.model.quantity import Quantity
from jixiao.model.relation import PartsOfWhole
from jixiao.terms import AccountKind

ROWS, COLUMNS, BALANCE = "account_rows", "account_columns", "account_balance"
TOTALS: Final = frozenset({"total", "income_total", "expenditure_total", "grand_total"})
_STAFF: Final = frozenset({"301", "303"})  # 工资福利支出, 对个人和家庭的补助
OF_PUBLIC_TOTALS: Final = frozenset({"total", "three_public", "expenditure_total"})
_OF_PUBLIC: Final = (
    ("total", ("abroad", "vehicles", "reception")),
    ("vehicles", ("vehicle_purchase", "vehicle_operation")),
)
_CLASS: Final = 3  # digits of a 类


def make_sum(
    whole: Fact | None,
    parts: Iterable[Fact | None],
    topic: str,
    *,
    signs: Sequence[int] = (),
    sure: bool = True,
) -> PartsOfWhole | None:
    """Return a sum of numbers that are printed; a blank is nothing, and without a whole no sum."""
    terms = [
        (part, sign)
        for part, sign in zip(parts, signs or repeat(1), strict=False)
        if part is not None
    ]
    if whole is None or not terms or whole.start in {part.start for part, _ in terms}:
        return None
    used = [whole, *(part for part, _ in terms)]
    return PartsOfWhole(
        start=min(fact.start for fact in used),
        end=max(fact.end for fact in used),
        topic=topic,
        whole=whole,
        parts=tuple(part for part, _ in terms),
        exhaustive=True,
        sure=sure,
        signs=tuple(sign for _, sign in terms),
    )


_ZERO: Final = Decimal("0.00")


def amount(row: AccountRow, index: int) -> Fact | None:
    """Return the number of a cell; a blank among numbers says zero, a blank row says nothing."""
    fact = row.facts.get(index)
    place = row.places.get(index)
    if fact is not None or place is None or not row.facts:
        return fact
    like = next(iter(row.facts.values()))
    unit = like.amount.unit
    zero = Quantity(_ZERO, unit, like.amount.decimals)
    return replace(like, label=row.label, start=place.start, end=place.end, quantity=zero)


def fails(relation: PartsOfWhole) -> bool:
    """Whether no rounding explains the difference."""
    amounts = [part.amount for part in relation.parts]
    result = verify_sum(amounts, relation.whole.amount, relation.signs)
    return result.verdict is Verdict.FAIL


def doubted(found: Sequence[PartsOfWhole]) -> list[PartsOfWhole]:
    """Return sums over the same rows in several columns; where all fail, a row may be missing."""
    if len(found) > 1 and all(fails(each) for each in found):
        return [replace(each, sure=False) for each in found]
    return list(found)


# --- down the rows ------------------------------------------------------------------------------


def read_rows(table: AccountTable) -> Iterator[PartsOfWhole]:
    """Yield 合计, 类 and 款 with their subordinate rows, column by column."""
    if table.kind is AccountKind.BASIC and len(table.panels) > 1:
        yield from _basic(table)
        return
    if table.kind is AccountKind.THREE_PUBLIC:
        yield from _three_public(table)
    for panel in table.panels:
        tree = _Tree(panel.rows)
        for whole, parts in tree.groups():
            yield from doubted(list(_down(panel, whole, parts)))


def _down(
    panel: AccountPanel, whole: AccountRow, parts: Sequence[AccountRow]
) -> Iterator[PartsOfWhole]:
    for column in panel.columns:
        if not column.counted:
            continue
        relation = make_sum(
            amount(whole, column.index),
            [amount(part, column.index) for part in parts],
            ROWS,
            sure=column.basis is Basis.FINAL,
        )
        if relation is not None:
            yield relation


class _Tree:
    """The rows of a panel by their codes."""

    def __init__(self, rows: Sequence[AccountRow]) -> None:
        self.rows = rows
        coded = [row for row in rows if row.code]
        counts: dict[str, int] = defaultdict(int)
        for row in coded:
            counts[row.code] += 1
        self.several = {code for code, count in counts.items() if count > 1}
        known = set(counts)
        self.children: dict[str, list[AccountRow]] = defaultdict(list)
        for row in coded:
            self.children[_parent(row.code, known)].append(row)

    def groups(self) -> Iterator[tuple[AccountRow, list[AccountRow]]]:
        """Yield each row with those right below it; rows whose codes are told twice make none."""
        if self.several:
            return
        for row in self.rows:
            if row.code and self.children.get(row.code):
                yield row, self.children[row.code]
        top = self.children.get("", [])
        if not top or len({len(row.code) for row in top}) > 1:
            return
        totals = [row for row in self.rows if row.key in TOTALS and not row.code]
        if len(totals) == 1:
            yield totals[0], top


def _parent(code: str, known: set[str]) -> str:
    for length in range(len(code) - 2, _CLASS - 1, -2):
        if code[:length] in known:
            return code[:length]
    return ""


def _three_public(table: AccountTable) -> Iterator[PartsOfWhole]:
    """Yield 三公经费 and 公务用车 with what they consist of, where they stand in rows."""
    for panel in table.panels:
        rows: dict[str, AccountRow] = {}
        for row in panel.rows:
            if row.facts:  # 一、“三公”经费支出 may head the rows, (一)支出合计 is their total then
                rows.setdefault("total" if row.key in OF_PUBLIC_TOTALS else row.key, row)
        for whole, parts in _OF_PUBLIC:
            found = [rows[key] for key in parts if key in rows]
            if whole not in rows or len(found) < 2:
                continue
            for column in panel.columns:
                printed = any(column.index in row.facts for row in found)
                relation = make_sum(
                    rows[whole].facts.get(column.index) if printed and column.counted else None,
                    [row.facts.get(column.index) for row in found],
                    ROWS,
                )
                if relation is not None:
                    yield relation


def _basic(table: AccountTable) -> Iterator[PartsOfWhole]:
    """Yield the classes of the economic classification, which may run over several panels."""
    rows = list(chain.from_iterable(panel.rows for panel in table.panels))
    yield from _basic_totals(table, rows)
    for whole, parts in _Tree(rows).groups():
        relation = make_sum(_only(whole), map(_only, parts), ROWS)
        if relation is not None and whole.code:
            yield relation


def _basic_totals(table: AccountTable, rows: Sequence[AccountRow]) -> Iterator[PartsOfWhole]:
    """Yield 人员经费合计 and 公用经费合计 with the classes of the economic classification."""
    classes = [row for row in rows if len(row.code) == _CLASS]
    for key in ("staff", "public"):
        totals = [row for row in rows if row.key == key and row.facts]
        parts = [row for row in classes if (row.code in _STAFF) == (key == "staff")]
        if len(totals) != 1 or not parts:
            continue
        own = [row for p in table.panels if totals[0] in p.rows for row in p.rows if row in classes]
        relation = make_sum(_only(totals[0]), map(_only, parts), ROWS)
        other = make_sum(_only(totals[0]), map(_only, own), ROWS)
        if relation is None:
            continue
        if fails(relation) and other is not None and not fails(other):
            relation = other
        yield relation


def _only(row: AccountRow) -> Fact | None:
    return next(iter(row.facts.values())) if len(row.facts) == 1 else None


# --- across the columns -------------------------------------------------------------------------


def read_columns(table: AccountTable, names: AccountNames) -> Iterator[PartsOfWhole]:
    """Yield the total columns of each row with the columns that make them up."""
    for panel in table.panels:
        for total, parts in _divided(panel.columns, names):
            found = []
            for row in panel.rows:
                printed = any(part.index in row.facts for part in parts)
                relation = make_sum(
                    amount(row, total.index) if printed else None,
                    [amount(row, part.index) for part in parts],
                    COLUMNS,
                )
                if relation is not None:
                    found.append(relation)
            wrong = sum(map(fails, found))
            if wrong > 1 and wrong * 2 > len(found):
                continue  # the columns are no parts of the total here
            yield from found


def _divided(
    columns: Sequence[AccountColumn], names: AccountNames
) -> Iterator[tuple[AccountColumn, list[AccountColumn]]]:
    """Yield each total column with its parts, group by group of the heads."""
    groups: dict[tuple[str, ...], list[AccountColumn]] = defaultdict(list)
    for column in columns:
        for depth in range(len(column.path)):
            groups[column.path[:depth]].append(column)
    for prefix, members in groups.items():
        depth = len(prefix)
        totals = [c for c in members if len(c.path) == depth + 1 and _is_total(c, depth)]
        if len(totals) != 1:
            continue
        parts = _parts(members, totals[0], depth)
        keys = {part.key for part in parts}
        closed = any(totals[0].key in of and keys <= names_of for of, names_of in names.partitions)
        if len(parts) > 1 and closed and len(keys) == len(parts):
            yield totals[0], parts


def _is_total(column: AccountColumn, depth: int) -> bool:
    return column.counted and column.keys[depth] in TOTALS


def _parts(
    members: Sequence[AccountColumn], total: AccountColumn, depth: int
) -> list[AccountColumn]:
    """Return what stands beside a total: single columns, and the 小计 of groups."""
    parts: list[AccountColumn] = []
    for column in members:
        if column is total or not column.counted or column.keys[depth] == "inner":
            continue
        divided = len(column.path) > depth + 1 and any(
            len(other.path) > depth + 1
            and other.path[depth] == column.path[depth]
            and _is_total(other, depth + 1)
            for other in members
        )
        if not divided or _is_total(column, depth + 1):
            parts.append(column)
    return parts
