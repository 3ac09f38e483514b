"""The same item in two tables of final accounts."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from jixiao.extraction.final_accounts.names import AccountNames
from jixiao.extraction.final_accounts.places import Grid, Summary, Tables
from jixiao.extraction.final_accounts.sums import make_sum
from jixiao.model.fact import Basis, Fact
from jixiao.model.relation import PartsOfWhole, Relation, Restatement

TOPIC: Final = "account_tables"
_INCOME_TOTAL: Final = ("income_total", "total", "")
_SPENT_TOTAL: Final = ("expenditure_total", "total", "")
_SHARED_INCOME: Final = (
    "superior", "business", "operating", "affiliated", "other_income", "special",
)  # fmt: skip
_FUNDS: Final = ("general", "funds", "state")
# Economic items of the basic expenditure that 三公 expenses comprise, which may have more besides.
_PUBLIC_ITEMS: Final = {
    "30212": "abroad",
    "30217": "reception",
    "30231": "vehicle_operation",
    "31013": "vehicle_purchase",
}
_NATURE: Final = ("basic", "project", "paid_superior", "operating_expenditure", "subsidy")


def read_between(tables: Tables, names: AccountNames) -> Iterator[Relation]:
    """Yield what must be equal in two tables, each pair once."""
    for pair in (
        *_overall(tables),
        *_fiscal_income(tables),
        *_fiscal_spending(tables),
        *_fiscal_funds(tables),
    ):
        first, second = pair
        relation = restated(second, first)
        if relation is not None:
            yield relation
    for total in (*_fiscal_total(tables), *_basic_total(tables), *_listed_classes(tables, names)):
        if total is not None and _of_one_unit(total):
            yield total
    for part in _within_three_public(tables):
        if part is not None and _of_one_unit(part):
            yield part


Pair = tuple[Fact | None, Fact | None]


def restated(stated: Fact | None, reference: Fact | None) -> Restatement | None:
    """Return that two amounts are one; nothing where one is missing or both say nothing."""
    if stated is None or reference is None or stated.start == reference.start:
        return None
    if stated.value == 0 == reference.value or not _same_unit(stated, reference):
        return None
    if stated.start < reference.start:
        stated, reference = reference, stated
    return Restatement(
        start=reference.start,
        end=stated.end,
        topic=TOPIC,
        stated=stated,
        reference=reference,
    )


def _same_unit(first: Fact, second: Fact) -> bool:
    """Whether both tables say their unit, or neither does."""
    return bool(first.amount.unit.name) == bool(second.amount.unit.name)


def _of_one_unit(relation: PartsOfWhole) -> bool:
    return all(_same_unit(relation.whole, part) for part in relation.parts)


def _overall(tables: Tables) -> Iterator[Pair]:
    """Yield 收入支出决算总表 with 收入决算表 and 支出决算表."""
    whole = tables.overall
    if whole is None:
        return
    grid = tables.income
    if grid is not None:
        side = whole.income
        yield (
            whole.cell(side, whole.item(side, "income_total")),
            grid.cell(grid.total, _INCOME_TOTAL),
        )
        for key in _SHARED_INCOME:
            yield whole.cell(side, whole.item(side, key)), grid.cell(grid.total, (key,))
    grid, side = tables.expenditure, whole.spent
    if grid is not None and side is not None:
        yield (
            whole.cell(side, whole.item(side, "expenditure_total")),
            grid.cell(grid.total, _SPENT_TOTAL),
        )
        for key in _NATURE:
            yield whole.cell(side, whole.item(side, key)), grid.cell(grid.total, (key,))
        yield from _classes(whole, grid, ("total", ""))


def _classes(whole: Summary, grid: Grid, keys: tuple[str, ...]) -> Iterator[Pair]:
    """Yield the functional classes of a 总表 with those of a table by codes."""
    if whole.spent is None:
        return
    names = [row.name for row in whole.spent.items]
    for row in grid.classes():
        if names.count(row.name) == 1:
            item = whole.spent.items[names.index(row.name)]
            yield whole.cell(whole.spent, item, keys), grid.cell(row, _SPENT_TOTAL)


def _fiscal_income(tables: Tables) -> Iterator[Pair]:
    """Yield the income of 财政拨款收入支出决算总表 with the tables before it."""
    fiscal, whole, grid = tables.fiscal, tables.overall, tables.income
    if fiscal is None:
        return
    side = fiscal.income
    total = fiscal.cell(side, fiscal.item(side, "income_total"))
    if grid is not None:
        yield grid.cell(grid.total, ("fiscal",)), total
    if whole is not None:
        yield whole.cell(whole.income, whole.item(whole.income, "fiscal")), total
        for key in _FUNDS:
            yield (
                whole.cell(whole.income, whole.item(whole.income, key)),
                fiscal.cell(side, fiscal.item(side, key)),
            )


def _fiscal_spending(tables: Tables) -> Iterator[Pair]:
    """Yield the spending of 财政拨款收入支出决算总表, fund by fund, with the table of each."""
    fiscal = tables.fiscal
    if fiscal is None or fiscal.spent is None:
        return
    side = fiscal.spent
    spent = fiscal.item(side, "expenditure_total")
    for key, grid in zip(_FUNDS, (tables.general, tables.funds, tables.state), strict=True):
        if grid is None:
            continue
        yield fiscal.cell(side, spent, (key,)), grid.cell(grid.total, _SPENT_TOTAL)
        yield from _classes(fiscal, grid, (key,))


def _fiscal_funds(tables: Tables) -> Iterator[Pair]:
    """Yield income and carry-over of each fund with the table of that fund."""
    fiscal = tables.fiscal
    if fiscal is None:
        return
    side = fiscal.income
    carried = {row.key: row for row in side.carried} if side is not None else {}
    for key, grid in zip(_FUNDS, (tables.general, tables.funds, tables.state), strict=True):
        if grid is None:
            continue
        yield fiscal.cell(side, fiscal.item(side, key)), grid.cell(grid.total, ("income_total",))
        yield fiscal.cell(side, carried.get(key)), grid.cell(grid.total, ("opening",))
        if fiscal.spent is not None and _by_fund(fiscal):
            closing = fiscal.spent.after.get("closing")
            yield fiscal.cell(fiscal.spent, closing, (key,)), grid.cell(grid.total, ("closing",))


def _by_fund(fiscal: Summary) -> bool:
    """Whether what is carried over to the next year is told by fund."""
    side = fiscal.spent
    row = side.after.get("closing") if side is not None else None
    if side is None or row is None:
        return False
    funds = [c.index for c in side.columns if c.key in _FUNDS]
    return any(index in row.facts for index in funds)


def _fiscal_total(tables: Tables) -> Iterator[PartsOfWhole | None]:
    """Yield 财政拨款收入 of 收入决算表 with the budgets that 收入支出决算总表 names."""
    whole, grid = tables.overall, tables.income
    if whole is None or grid is None or whole.item(whole.income, "fiscal") is not None:
        return
    parts = [whole.cell(whole.income, whole.item(whole.income, key)) for key in _FUNDS]
    yield make_sum(grid.cell(grid.total, ("fiscal",)), parts, TOPIC)


def _listed_classes(tables: Tables, names: AccountNames) -> Iterator[PartsOfWhole | None]:
    """Yield the classes of 总表 with the items of tables that list no classes."""
    pairs = (
        (tables.overall, tables.expenditure, ("total", "")),
        (tables.fiscal, tables.general, ("general",)),
        (tables.fiscal, tables.funds, ("funds",)),
    )
    for summary, grid, keys in pairs:
        if summary is None or summary.spent is None or grid is None or any(grid.classes()):
            continue
        for item in summary.spent.items:
            code = names.classes.get(item.name, "?")
            rows = [row for of, row in grid.by_code.items() if of.startswith(code)]
            if rows and len({len(row.code) for row in rows}) == 1:
                parts = [grid.cell(row, _SPENT_TOTAL) for row in rows]
                yield make_sum(summary.cell(summary.spent, item, keys), parts, TOPIC)


def _within_three_public(tables: Tables) -> Iterator[PartsOfWhole | None]:
    """Yield the 三公 expenses out of basic expenditure with those of all expenditure."""
    for panel in tables.basic.panels if tables.basic is not None else ():
        for row in panel.rows:
            key = _PUBLIC_ITEMS.get(row.code)
            if key is None or len(row.facts) != 1:
                continue
            spent = tables.three_public(key, (Basis.FINAL,))
            if spent is not None and not spent.label:
                spent = replace(spent, label=row.label)  # a blank cell
            total = make_sum(spent, row.facts.values(), TOPIC, sure=False)
            yield replace(total, exhaustive=False) if total is not None else None


def _basic_total(tables: Tables) -> Iterator[PartsOfWhole | None]:
    """Yield 基本支出 of the table of the general public budget with the table that details it."""
    grid = tables.general
    if grid is None:
        return
    basic = grid.cell(grid.total, ("basic",))
    staff, public = tables.basic_row("staff"), tables.basic_row("public")
    total = tables.basic_row("total")
    if total is not None:
        yield make_sum(basic, [total], TOPIC)
    elif staff is not None and public is not None:
        yield make_sum(basic, [staff, public], TOPIC)
    for key, fact in (("staff", staff), ("public", public)):
        if fact is not None:
            yield make_sum(grid.cell(grid.total, (key,)), [fact], TOPIC)
