"""What the narrative of final accounts calls the items of the tables, and where they stand."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import ahocorasick

from jixiao.extraction.final_accounts.names import AccountNames, plain
from jixiao.extraction.final_accounts.places import Grid, Tables
from jixiao.model.accounts import AccountRow
from jixiao.model.fact import Basis, Fact
from jixiao.patterns import pattern

WHOLE, FISCAL, GENERAL, BASIC = "whole", "fiscal", "general", "basic"
PUBLIC, FUNDS, STATE = "public", "funds", "state"

_STAGES: Final = {
    Basis.FINAL: (Basis.FINAL,),
    Basis.INITIAL_BUDGET: (Basis.INITIAL_BUDGET,),
    Basis.ADJUSTED_BUDGET: (Basis.ADJUSTED_BUDGET, Basis.INITIAL_BUDGET),
}
_PATH: Final = pattern(
    r"(?P<class>[^,;。:()、0-9.“”]{2,24})\((?:类|类级)\)"
    r"(?:[、,]?(?P<section>[^,;。:()]{2,36})\(款\))?"
    r"(?:[、,]?(?P<item>[^;。:]{2,48}?)\(项\))?"
)
_PREFIXES: Final = (
    ("一般公共预算财政拨款", GENERAL), ("一般公共预算拨款", GENERAL), ("公共预算财政拨款", GENERAL),
    ("政府性基金预算财政拨款", FUNDS), ("政府性基金预算拨款", FUNDS), ("政府性基金财政拨款", FUNDS),
    ("政府性基金预算", FUNDS), ("政府性基金", FUNDS),
    ("国有资本经营预算财政拨款", STATE), ("国有资本经营预算拨款", STATE),
    ("国有资本经营预算", STATE),
    ("财政拨款", FISCAL),
)  # fmt: skip
_INCOME: Final = frozenset({"收入", "本年收入", "收入合计", "本年收入合计", ""})
_SPENDING: Final = frozenset({"支出", "本年支出", "支出合计", "本年支出合计"})
_LOOSE: Final = {
    "总收入": "income_total", "总支出": "expenditure_total",
    "决算收入": "income_total", "决算支出": "expenditure_total",
}  # fmt: skip
_SPENT: Final = ("expenditure_total", "total", "")
_FUND_KEYS: Final = {GENERAL: "general", FUNDS: "funds", STATE: "state"}
_PUBLIC_KEYS: Final = frozenset(
    {"three_public", "abroad", "vehicles", "vehicle_purchase", "vehicle_operation", "reception"}
)
_THREE_PUBLIC: Final = pattern(r"“?三公”?经费”?(?:财政拨款)?(?:支出|合计|总额|总)*")


class Item(NamedTuple):
    """An item as the narrative names it.

    ``book`` says of which table: that of the chapter unless the name itself tells. ``row`` is set
    where a row of that table has the name, ``under`` where a class has no row, but its items;
    ``path`` where 类, 款, 项 are named.
    """

    book: str
    key: str
    name: str
    row: AccountRow | None = None
    path: tuple[str, ...] = ()
    under: tuple[AccountRow, ...] = ()
    sure: bool = True


def is_of_fund(name: str) -> bool:
    """Whether a name begins with that of one fund: 政府性基金预算财政拨款收入."""
    return any(name.startswith(prefix) for prefix, book in _PREFIXES if book != FISCAL)


_CLASS, _SECTION, _ITEM = 3, 5, 7  # digits of 类, 款, 项


def _after(words: str, name: str, start: int) -> int:
    at = words.find(name, start)
    return at + len(name) if at >= 0 else -1


def _headed_rows(words: str, grid: Grid, codes: Sequence[str]) -> list[AccountRow]:
    """Return the row whose division and name a line begins with, its class in a line above."""
    begins = words.rpartition("\n")[2]
    listed = _LISTED.match(begins)
    begins = begins[listed.end() :] if listed is not None else begins
    found = []
    for code in codes:
        row = grid.by_code[code]
        section = grid.by_code.get(code[:_SECTION])
        if section is None or not begins.startswith(section.label):
            continue
        rest = begins[len(section.label) :].removeprefix("(款)").lstrip("-—、")
        if rest.startswith(row.label) and rest[len(row.label) :][:1] in _ENDS:
            found.append(row)
    return found


_HEADED: Final = pattern(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十0-9]{1,2}\)|[0-9]{1,2}[.、])+"
)
_LISTED: Final = pattern(r"\([0-9]{1,2}\)|[0-9]{1,2}[.、]|[①-⑳]")


def _standing(words: str, name: str, start: int) -> int:
    """Return where a name ends that stands for itself, no part of a longer one."""
    at = words.find(name, start)
    while at >= 0:
        end = at + len(name)
        if words[end : end + 1] in _ENDS and (at == start or words[at - 1] in _BEGINS):
            return end
        at = words.find(name, at + 1)
    return -1


_ENDS: Final = frozenset(("", *"():,;。-—、支决年为预"))
_BEGINS: Final = frozenset("()-—–/、>:款 ")


class Lookup:
    """Finds items by name, and their cells."""

    def __init__(self, tables: Tables, names: AccountNames) -> None:
        self.tables = tables
        self.names = names
        self._automata: dict[int, Any] = {}  # by grid: the names of its items
        self.grids: dict[str, Grid | None] = {
            GENERAL: tables.general,
            FUNDS: tables.funds,
            STATE: tables.state,
            WHOLE: tables.expenditure,
        }

    # --- by name ----------------------------------------------------------------------------

    def path_in(self, words: str, chapter: str) -> Item | None:
        """Return the last 类, 款, 项 that words name, with its row where the table has it."""
        grid = self.grids.get(chapter)
        words = plain(words)
        rows = self._rows_in(words, grid) if grid is not None else []
        if rows:
            row = rows[0] if len(rows) == 1 else None
            return Item(chapter, "row", rows[0].name, row, sure=row is not None)
        last = None
        for match in _PATH.finditer(words) if "(类" in words else ():
            last = match
        if last is None or (last["item"] and not last["section"]):
            return None
        path = tuple(
            self._bare(last[level]) for level in ("class", "section", "item") if last[level]
        )
        if grid is None:
            return Item(chapter, "row", path[-1])
        if len(path) == 1:
            return self._class_item(path[0], grid, chapter)
        return Item(chapter, "row", path[-1], _row_of(grid, path), path)

    def _class_item(self, name: str, grid: Grid, chapter: str) -> Item | None:
        """Return a class: its row, or the rows that belong to it where only they are listed."""
        row = _row_of(grid, (name,))
        if row is not None or any(grid.classes()):
            return Item(chapter, "row", name, row, (name,))
        code = self.names.classes.get(name) or self.names.classes.get(f"{name}支出")
        under = tuple(r for c, r in grid.by_code.items() if code and c.startswith(code))
        if len({len(row.code) for row in under}) != 1:
            return None
        return Item(chapter, "row", name, under=under)

    def _rows_in(self, words: str, grid: Grid) -> list[AccountRow]:
        """Return the rows of items (项) whose class, division and name stand one after another."""
        found: list[tuple[int, AccountRow]] = []
        codes = self._codes_in(words, grid)
        for code in codes:
            row = grid.by_code[code]
            name = row.label if row.label in words else row.name
            at = self._class_end(words, code, grid)
            section = grid.by_code.get(code[:_SECTION])
            if at >= 0 and section is not None:
                at = max(_after(words, section.label, at), _after(words, section.name, at))
            place = -1 if at < 0 else _standing(words, name, at)
            if place >= 0:
                found.append((place, row))
        last = max((place for place, _ in found), default=-1)
        return [row for place, row in found if place == last] or _headed_rows(words, grid, codes)

    def _codes_in(self, words: str, grid: Grid) -> list[str]:
        """Return the codes of the items whose names stand anywhere in words, in order."""
        automaton = self._automata.get(id(grid))
        if automaton is None:
            automaton = ahocorasick.Automaton()
            named: dict[str, set[str]] = {}
            for code, row in grid.by_code.items():
                for name in (row.label, row.name) if len(code) == _ITEM else ():
                    named.setdefault(name, set()).add(code)
            for name, codes in named.items():
                automaton.add_word(name, codes)
            automaton.make_automaton()
            self._automata[id(grid)] = automaton
        if not words or not len(automaton):
            return []
        return sorted(set().union(*(codes for _, codes in automaton.iter(words))))

    def _class_end(self, words: str, code: str, grid: Grid) -> int:
        row = grid.by_code.get(code[:_CLASS])
        named = {row.name} if row is not None else self.names.class_of(code)
        return max((_after(words, name.removesuffix("支出"), 0) for name in named), default=-1)

    def _bare(self, words: str) -> str:
        return self.names.item(words).name

    @staticmethod
    def without_path(words: str) -> str:
        """Return a name without signs at its ends."""
        return words.strip("、,:和与及的“”‘’")

    def item(self, name: str, chapter: str) -> Item | None:
        """Return what a name means in a chapter, None where that is not certain."""
        listed = _HEADED.match(name)
        name = name[listed.end() :] if listed is not None else name
        if chapter == PUBLIC:
            return self._of_public(name)
        row = self._row(name, chapter)
        grid = self.grids.get(chapter)
        if row is not None:
            return Item(chapter, "row", name, row)
        if grid is not None and self.names.is_class(name):
            return self._class_item(name, grid, chapter)
        prefix, book = next((pair for pair in _PREFIXES if name.startswith(pair[0])), ("", ""))
        if prefix and not (book == FISCAL and chapter == GENERAL):
            return self._of_fund(name[len(prefix) :], name, book, chapter)
        return self._plain(name, chapter)

    def _plain(self, name: str, chapter: str) -> Item | None:
        """Return an item that is named without fund and class."""
        if chapter == GENERAL and name == "财政拨款支出":
            return Item(GENERAL, "expenditure_total", name, sure=False)
        key = self.names.item(name).key
        if not key and chapter in (WHOLE, FISCAL) and name in _LOOSE:
            return Item(chapter, _LOOSE[name], name, sure=False)
        return Item(chapter, key, name) if key and key not in _PUBLIC_KEYS else None

    def _of_public(self, name: str) -> Item | None:
        if _THREE_PUBLIC.fullmatch(name):
            return Item(PUBLIC, "three_public", name)
        for words in (name, name.removesuffix("支出"), name.removesuffix("用")):
            key = self.names.item(words).key
            if key in _PUBLIC_KEYS:
                return Item(PUBLIC, key, name)
        return None

    def _of_fund(self, rest: str, name: str, book: str, chapter: str) -> Item | None:
        """Return an amount of one fund: 政府性基金预算财政拨款支出."""
        fund = _FUND_KEYS.get(book)
        key = self.names.item(rest).key
        if fund is None:
            return self._of_fiscal(rest, name, chapter)
        if rest in _INCOME and chapter in (WHOLE, FISCAL):
            return Item(chapter, fund, name, sure=bool(rest))
        if rest in _SPENDING or (not rest and chapter == book):
            return Item(book, "expenditure_total", name, sure=bool(rest))
        if rest == "收入":
            return Item(book, "income_total", name)
        if not key:
            return None
        return Item(BASIC if key == chapter == BASIC else book, key, name)

    def _of_fiscal(self, rest: str, name: str, chapter: str) -> Item | None:
        """Return an amount of all fiscal appropriations: 财政拨款收入总计."""
        if rest in ("收入", "") and chapter == WHOLE:
            return Item(WHOLE, "fiscal", name)
        if rest in ("收入", "支出"):
            key = "income_total" if rest == "收入" else "expenditure_total"
            return Item(FISCAL, key, name, sure=chapter == FISCAL)
        key = self.names.item(rest).key
        return Item(FISCAL, key, name) if key else None

    def _row(self, name: str, chapter: str) -> AccountRow | None:
        """Return the row of a functional class, or of the economic classification."""
        if chapter == BASIC:
            table = self.tables.basic
            rows = [r for p in table.panels for r in p.rows if r.code] if table else []
            found = [row for row in rows if row.name == name]
            return found[0] if len(found) == 1 else None
        grid = self.grids.get(chapter)
        if grid is None:
            return None
        for words in (name, f"{name}支出"):
            if self.names.is_class(words):
                found = [row for row in grid.by_name.get(words, ()) if len(row.code) == _CLASS]
                return found[0] if len(found) == 1 else None
        return None

    # --- their cells ------------------------------------------------------------------------

    def cell(self, item: Item, stage: Basis) -> Fact | None:
        """Return the cell of an item, None where no table has it."""
        if (item.path and item.row is None) or item.under or not item.key:
            return None
        return next(
            (fact for each in _STAGES[stage] for fact in self._cells(item, each) if fact), None
        )

    def parts(self, item: Item) -> tuple[Fact, ...]:
        """Return the amounts that make up a class of which only the items are listed."""
        grid = self.grids.get(item.book)
        found = [grid.cell(row, _SPENT) for row in item.under] if grid is not None else []
        return tuple(fact for fact in found if fact is not None)

    def _cells(self, item: Item, stage: Basis) -> Iterator[Fact | None]:
        """Yield where an item may stand, the likeliest place first."""
        if item.row is not None:
            if item.book == BASIC:
                yield next(iter(item.row.facts.values())) if len(item.row.facts) == 1 else None
            else:
                grid = self.grids.get(item.book)
                yield None if grid is None else grid.cell(item.row, _SPENT, stage)
        elif item.book == PUBLIC:
            yield self.tables.three_public(item.key, (stage,))
        elif item.book == WHOLE:
            yield from self._whole(item.key, item.name, stage)
        elif item.book == FISCAL:
            yield from self._fiscal(item.key, item.name, stage)
        elif item.book == BASIC:
            yield from self._basic(item.key, stage)
        else:
            yield from self._fund(item, stage)

    def _whole(self, key: str, name: str, stage: Basis) -> Iterator[Fact | None]:
        summary = self.tables.overall
        if summary is not None:
            sides = [summary.income, summary.spent]
            if key == "grand_total" and name.startswith("支"):
                sides.reverse()
            for side in sides:
                row = summary.item(side, key) if _fits(key, side is summary.income) else None
                yield summary.cell(side, row, basis=stage)
        for grid in (self.tables.income, self.tables.expenditure):
            if grid is not None and key not in ("opening", "closing", "grand_total"):
                yield grid.cell(grid.total, (key,) if "total" not in key else (key, "total"), stage)

    def _fiscal(self, key: str, name: str, stage: Basis) -> Iterator[Fact | None]:
        summary = self.tables.fiscal
        if summary is None:
            return
        sides = [summary.income, summary.spent]
        if key == "grand_total" and name.removeprefix("财政拨款").startswith("支"):
            sides.reverse()
        for side in sides:
            row = summary.item(side, key) if _fits(key, side is summary.income) else None
            yield summary.cell(side, row, basis=stage)

    def _basic(self, key: str, stage: Basis) -> Iterator[Fact | None]:
        grid = self.tables.general
        if key == "basic":
            yield None if grid is None else grid.cell(grid.total, ("basic",), stage)
            key = "total"
        if stage is Basis.FINAL:
            yield self.tables.basic_row(key)

    def _fund(self, item: Item, stage: Basis) -> Iterator[Fact | None]:
        grid = self.grids.get(item.book)
        if grid is None:
            return
        keys = {"expenditure_total": _SPENT, "grand_total": ("total",)}.get(item.key, (item.key,))
        yield grid.cell(grid.total, keys, stage)
        fiscal = self.tables.fiscal
        if fiscal is not None and item.key == "expenditure_total":
            row = fiscal.item(fiscal.spent, item.key)
            yield fiscal.cell(fiscal.spent, row, (_FUND_KEYS[item.book],), stage)
        if item.book == GENERAL and item.key in ("staff", "public"):
            yield self.tables.basic_row(item.key)

    def alike(self, item: Item) -> Iterator[Fact]:
        """Yield the amounts of any table that the same words may mean."""
        if item.row is not None or item.book == PUBLIC:
            return
        keys = {item.key} | _ALIKE.get(item.key, frozenset())
        for book in (WHOLE, FISCAL, GENERAL, FUNDS):
            for key in keys:
                for fact in self._cells(Item(book, key, item.name), Basis.FINAL):
                    if fact is not None and fact.value:
                        yield fact


_ALIKE: Final = {
    "income_total": frozenset({"grand_total"}),
    "expenditure_total": frozenset({"grand_total"}),
    "grand_total": frozenset({"income_total", "expenditure_total"}),
    "fiscal": frozenset({"general", "income_total"}),
}
_ON_INCOME: Final = frozenset(
    {"income_total", "use_of_surplus", "opening", "fiscal", "general", "funds", "state",
     "superior", "business", "operating", "affiliated", "other_income", "special"}
)  # fmt: skip


def _fits(key: str, income: bool) -> bool:  # noqa: FBT001 - which side is all there is to say
    return key == "grand_total" or (key in _ON_INCOME) == income


def _row_of(grid: Grid, path: tuple[str, ...]) -> AccountRow | None:
    """Return the row that 类, 款 and 项 name."""
    length = 1 + 2 * len(path)
    found = [
        row
        for words in (path[-1], f"{path[-1]}支出")
        for row in grid.by_name.get(words, ())
        if len(row.code) == length and _under(grid, row, path)
    ]
    return found[0] if len(found) == 1 else None


def _under(grid: Grid, row: AccountRow, path: tuple[str, ...]) -> bool:
    for level, name in enumerate(path[:-1]):
        above = grid.by_code.get(row.code[: 3 + 2 * level])
        if above is not None and above.name not in (name, f"{name}支出"):
            return False
    return True
