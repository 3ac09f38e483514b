"""Holds the printed tables of a publication against each other, apart from how they were made.

It reads what is printed, adds it up with the room that rounding needs, and names each relation
that does not hold. A right publication has none; a slip in a table has at least one.
"""

import re
from decimal import Decimal

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
SCALE = {"元": Decimal(1), "万元": Decimal(10000)}
HALF = Decimal("0.005")
FUNDS = ("general", "fund", "capital")
COLUMNS = {
    "income": ("fiscal", "superior", "business", "operating", "affiliated", "other"),
    "spending": ("basic", "project", "upward", "operating", "subsidy"),
    "general": ("basic", "project"),
    "fund": ("basic", "project"),
    "capital": ("basic", "project"),
}


class Table:
    """The figures of a printed table in yuan, by row and column."""

    def __init__(self, sheet):
        self.key = sheet.key
        words = " ".join(part for line in sheet.above for part in line)
        self.scale = SCALE[re.search(r"单位：(万元|元)", words)[1]]
        self.figures, self.rows = {}, []
        for line in sheet.rows:
            for cell in line:
                if cell is None or not cell.key:
                    continue
                _, row, column = cell.key
                if row not in self.rows:
                    self.rows.append(row)
                if column in {"name", "count"} or column.startswith("code"):
                    continue
                found = NUMBER.fullmatch(cell.text)
                self.figures[row, column] = (
                    Decimal(found[0].replace(",", "")) if found else Decimal(0)
                )

    def at(self, row, column):
        """A figure in yuan; nothing where the table has no such place."""
        if column == "amount" and (row, column) not in self.figures:
            column = "total"  # one column for both sides
        return self.figures.get((row, column), Decimal(0)) * self.scale

    def columns(self):
        """The columns with figures."""
        return sorted({column for _, column in self.figures})


class Oracle:
    """The relations that do not hold, as sentences."""

    def __init__(self, publication):
        self.tables = {key: Table(sheet) for key, sheet in publication.sheets().items()}
        self.broken = []
        for key, table in self.tables.items():
            if key in COLUMNS:
                self._by_code(table)
        for key in ("overall", "fiscal"):
            if key in self.tables:
                self._balance(self.tables[key])
        if "basic" in self.tables:
            self._basic(self.tables["basic"])
        if "travel" in self.tables:
            self._travel(self.tables["travel"])
        self._between()

    def _sum(self, what, whole, parts, scale):
        """Note where a sum is off by more than rounding."""
        parts = [part for part in parts if part]
        if abs(whole - sum(parts)) > HALF * scale * (len(parts) + 1):
            self.broken.append(f"{what}: {whole} is not {' + '.join(map(str, parts))}")

    def _by_code(self, table):
        codes = [row for row in table.rows if row.isdigit()]
        top = min((len(code) for code in codes), default=3)
        for column in table.columns():
            parts = [table.at(code, column) for code in codes if len(code) == top]
            self._sum(f"{table.key}/total/{column}", table.at("total", column), parts, table.scale)
            for code in codes:
                below = [one for one in codes if len(one) == len(code) + 2 and one.startswith(code)]
                if len(code) < 7:
                    self._sum(f"{table.key}/{code}/{column}", table.at(code, column), [table.at(one, column) for one in below], table.scale)  # fmt: skip
        for row in ("total", *codes):
            parts = [table.at(row, column) for column in COLUMNS[table.key]]
            self._sum(f"{table.key}/{row}", table.at(row, "total"), parts, table.scale)
            if table.key == "fund":
                left = table.at(row, "opening") + table.at(row, "income")
                self._sum(
                    f"fund/{row}/carried",
                    left,
                    [table.at(row, "total"), table.at(row, "closing")],
                    table.scale,
                )

    def _balance(self, table):
        for column in table.columns():

            def at(row, column=column):
                return table.at(row, column)

            incomes = [
                row for row in table.rows if row.startswith("income.") and row != "income.total"
            ]
            if "income.fiscal" in incomes:
                incomes = [row for row in incomes if row != "income.fund"]
            spent = [
                row for row in table.rows if row.startswith("spending.") and row != "spending.total"
            ]
            sums = [
                ("income.total", incomes), ("spending.total", spent),
                ("total.income", ["income.total", "reserves", "opening"]), ("total.spending", ["spending.total", "allocated", "closing"]),
            ]  # fmt: skip
            for whole, parts in sums:
                self._sum(
                    f"{table.key}/{whole}/{column}",
                    at(whole),
                    [at(part) for part in parts],
                    table.scale,
                )
        carried = [row for row in table.rows if row.startswith("opening.")]
        if carried:
            self._sum(
                "fiscal/opening",
                table.at("opening", "amount"),
                [table.at(row, "amount") for row in carried],
                table.scale,
            )
        side = "total" if table.key == "fiscal" else "amount"
        self._sum(
            f"{table.key}/balance",
            table.at("total.income", "amount"),
            [table.at("total.spending", side)],
            table.scale,
        )
        for row in table.rows:
            if (row, "total") in table.figures:
                self._sum(
                    f"{table.key}/{row}",
                    table.at(row, "total"),
                    [table.at(row, fund) for fund in FUNDS],
                    table.scale,
                )

    def _basic(self, table):
        codes = [row for row in table.rows if row.isdigit()]
        for column in table.columns():
            for code in codes:
                below = [one for one in codes if len(one) == 5 and one.startswith(code)]
                if len(code) == 3:
                    self._sum(
                        f"basic/{code}",
                        table.at(code, column),
                        [table.at(one, column) for one in below],
                        table.scale,
                    )
        staff = [code for code in codes if code in {"301", "303"}]
        running = [code for code in codes if len(code) == 3 and code not in staff]
        if "staff" in table.rows:
            for row, parts in (("staff", staff), ("running", running)):
                self._sum(
                    f"basic/{row}",
                    table.at(row, "amount"),
                    [table.at(code, "amount") for code in parts],
                    table.scale,
                )
            return
        for column in ("staff", "running", "total"):
            self._sum(
                f"basic/total/{column}",
                table.at("total", column),
                [table.at(code, column) for code in codes if len(code) == 3],
                table.scale,
            )
        for row in ("total", *codes):
            self._sum(
                f"basic/{row}",
                table.at(row, "total"),
                [table.at(row, "staff"), table.at(row, "running")],
                table.scale,
            )

    def _travel(self, table):
        columns = [("", column) for column in ("planned", "amount")]
        for _, column in columns:
            at = {
                row: table.at(row, column)
                for row in ("total", "abroad", "cars", "purchase", "running", "reception")
            }
            wide = {row: table.at(column, row) for row in at}
            for figures in (at, wide):
                self._sum(
                    f"travel/cars/{column}",
                    figures["cars"],
                    [figures["purchase"], figures["running"]],
                    table.scale,
                )
                self._sum(
                    f"travel/total/{column}",
                    figures["total"],
                    [figures["abroad"], figures["cars"], figures["reception"]],
                    table.scale,
                )

    def _between(self):
        """The same figure in two tables."""
        for first, second in self._pairs():
            if first[0] not in self.tables or second[0] not in self.tables:
                continue
            one, other = self.tables[first[0]], self.tables[second[0]]
            room = HALF * (one.scale + other.scale)
            if abs(one.at(*first[1:]) - other.at(*second[1:])) > room:
                self.broken.append(f"{first} is not {second}")

    def _pairs(self):
        yield ("overall", "income.total", "amount"), ("income", "total", "total")
        yield ("overall", "spending.total", "amount"), ("spending", "total", "total")
        yield ("fiscal", "income.total", "amount"), ("income", "total", "fiscal")
        for fund in FUNDS:
            if ("overall", f"income.{fund}") in {
                ("overall", row) for row in self.tables["overall"].rows
            }:
                yield (
                    ("overall", f"income.{fund}", "amount"),
                    ("fiscal", f"income.{fund}", "amount"),
                )
            yield ("fiscal", "spending.total", fund), (fund, "total", "total")
        yield ("fiscal", "income.fund", "amount"), ("fund", "total", "income")
        yield ("fiscal", "closing", "fund"), ("fund", "total", "closing")
        basic = self.tables.get("basic")
        if basic and ("total", "total") in basic.figures:
            yield ("general", "total", "basic"), ("basic", "total", "total")
        for row in self.tables["overall"].rows:
            code = row.removeprefix("spending.")
            if (
                code.isdigit() and code in self.tables["spending"].rows
                if "spending" in self.tables
                else False
            ):
                yield ("overall", row, "amount"), ("spending", code, "total")
        for code in self.tables["general"].rows if "general" in self.tables else ():
            if len(code) == 3:
                yield ("fiscal", f"spending.{code}", "general"), ("general", code, "total")


def contradictions(publication):
    """What does not agree in the tables of a publication."""
    return Oracle(publication).broken
