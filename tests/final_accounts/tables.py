"""The two balanced tables: the overall one and that of fiscal appropriations."""

from final_accounts.accounts import FUNDS, SOURCES, ZERO
from final_accounts.classification import categories
from final_accounts.grids import Maker, across, head
from final_accounts.pages import Cell

ORDINALS = "一二三四五六七八九十"
SOURCE_NAMES = {
    "general": "一般公共预算财政拨款收入",
    "fund": "政府性基金预算财政拨款收入",
    "capital": "国有资本经营预算财政拨款收入",
    "superior": "上级补助收入",
    "business": "事业收入",
    "operating": "经营收入",
    "affiliated": "附属单位上缴收入",
    "other": "其他收入",
}
FISCAL_NAMES = {
    "general": "一般公共预算财政拨款",
    "fund": "政府性基金预算财政拨款",
    "capital": "国有资本经营预算财政拨款",
}
BOTTOM = ("本年收入合计", "本年支出合计")


def ordinal(number):
    """A Chinese ordinal up to 39."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else ("" if tens == 1 else ORDINALS[tens - 1]) + "十") + (
        ORDINALS[ones - 1] if ones else ""
    )


class Balanced(Maker):
    """Tables with income on one side and expenditure on the other."""

    def overall(self):
        """收入支出决算总表."""
        accounts, columns = self.accounts, ["amount"]
        if self.layout.extra_columns:
            columns = ["planned", "amount"]
        income = self._income_rows()
        spending = [
            (
                f"spending.{code}",
                f"{ordinal(number)}、{name}",
                accounts.of(code),
                accounts.plan_of(code),
            )
            for number, (code, name) in enumerate(categories(self.year).items(), 1)
        ]
        if not self.layout.blank_rows:
            income, spending = ([row for row in rows if row[2]] for rows in (income, spending))
        planned_in, planned_out = sum(accounts.planned_income.values(), ZERO), accounts.plan_of()
        yearly = accounts.yearly()
        used = "使用非财政拨款结余" if self.year < 2022 else "使用非财政拨款结余（含专用结余）"
        if self.year < 2019:
            used = "用事业基金弥补收支差额"
        bottom = [
            (
                ("income.total", BOTTOM[0], accounts.income(), planned_in),
                ("spending.total", BOTTOM[1], accounts.of(), planned_out),
            ),
            (
                ("reserves", used, accounts.reserves, ZERO),
                ("allocated", "结余分配", accounts.allocated, ZERO),
            ),
            (
                ("opening", "年初结转和结余", yearly["opening"], ZERO),
                ("closing", "年末结转和结余", yearly["closing"], ZERO),
            ),
            (
                ("total.income", "总计", yearly["total"], planned_in),
                ("total.spending", "总计", yearly["total"], planned_out),
            ),
        ]
        return self._balanced("overall", income, spending, bottom, columns, columns)

    def _income_rows(self):
        accounts = self.accounts
        rows = [
            (f"income.{key}", name, accounts.income(source=key), accounts.planned_income[key])
            for key, name in SOURCE_NAMES.items()
        ]
        if self.year >= 2019:
            return [
                (key, f"{ordinal(number)}、{name}", *amounts)
                for number, (key, name, *amounts) in enumerate(rows, 1)
            ]
        fiscal = [sum(column, ZERO) for column in zip(*(row[2:] for row in rows[:3]), strict=True)]
        older = [("income.fiscal", "一、财政拨款收入", *fiscal)]
        older.append(("income.fund", "　　其中：政府性基金预算财政拨款", *rows[1][2:]))
        return older + [
            (key, f"{ordinal(number)}、{name}", *amounts)
            for number, (key, name, *amounts) in enumerate(rows[3:], 2)
        ]

    def _balanced(self, key, income, spending, bottom, left, right):
        """Set the two sides side by side or one below the other."""
        sides = [([*income], left), ([*spending], right)]
        if not self.layout.two_sided:
            return self._one_sided(key, income, spending, bottom, left, right)
        longest = max(len(income), len(spending))
        rows, line = [], 0
        for number in range(longest + len(bottom)):
            cells = []
            for side, (items, columns) in enumerate(sides):
                at = number - longest
                row = bottom[at][side] if at >= 0 else (items[number : number + 1] or [None])[0]
                line = number + 1 + side * (longest + len(bottom))
                cells += self._side(key, row, columns, line, total=at >= 0)
            rows.append(cells)
        heads = self._heads(left, right)
        widths = [w for columns in (left, right) for w in self._widths(columns)]
        return self.sheet(key, heads + rows, len(heads), widths, [self.note(self._about(key))])

    def _about(self, key):
        return (
            "的总收支和年末结转结余情况"
            if key == "overall"
            else "一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支和年末结转结余情况"
        )

    def _widths(self, columns):
        return [24, *([4] if self.layout.row_numbers else []), *[11] * len(columns)]

    def _side(self, key, row, columns, line, *, total):
        """The cells of one side of a row."""
        number = [Cell(str(line))] if self.layout.row_numbers else []
        if row is None:
            return [Cell(align="left"), *number, *[Cell() for _ in columns]]
        code, name, *amounts = row
        align = (
            "center"
            if total and code not in {"reserves", "allocated", "opening", "closing"}
            else "left"
        )
        values = (
            dict(zip(("amount", "planned"), amounts, strict=True))
            if len(amounts) == 2
            else amounts[0]
        )
        figures = [
            self.figure(key, code, column, values[column]) if column in values else Cell()
            for column in columns
        ]
        return [self.label(key, code, name, align), *number, *figures]

    def _names(self, columns):
        names = {
            "amount": "决算数" if "planned" in columns else "金额",
            "planned": "年初预算数",
            "total": self.layout.total_name,
            **FISCAL_NAMES,
        }
        return [names[column] for column in columns]

    def _heads(self, left, right):
        number = [("行次", 1, 1)] if self.layout.row_numbers else []
        sides = [("项目", 1, 1), *number]
        wide = len(number) + 1
        rows = [
            [("收入", wide + len(left), 1), ("支出", wide + len(right), 1)],
            [
                *sides,
                *((name, 1, 1) for name in self._names(left)),
                *sides,
                *((name, 1, 1) for name in self._names(right)),
            ],
        ]
        if self.layout.column_numbers:
            blank = [("", 1, 1)] * len(number)
            count = iter(range(1, len(left) + len(right) + 1))
            rows.append([
                ("栏次", 1, 1), *blank, *((str(next(count)), 1, 1) for _ in left),
                ("栏次", 1, 1), *blank, *((str(next(count)), 1, 1) for _ in right),
            ])  # fmt: skip
        return head(rows)

    def _one_sided(self, key, income, spending, bottom, left, right):
        """Income above, expenditure below, in the same columns."""
        columns = right if len(right) > len(left) else left
        rows, line = [], 0
        for title, items, side in (("收入", income, 0), ("支出", spending, 1)):
            wide = 1 + self.layout.row_numbers + len(columns)
            rows.append(across(Cell(title), wide))
            for row in [*items, *(pair[side] for pair in bottom if pair[side])]:
                line += 1
                kept = row
                if side == 0 and len(right) > len(left):
                    kept = (row[0], row[1], self._by_fund(row[0], row[2]["amount"]))
                total = row[0] in {
                    "income.total",
                    "spending.total",
                    "total.income",
                    "total.spending",
                }
                rows.append(self._side(key, kept, columns, line, total=total))
        number = [("行次", 1, 1)] if self.layout.row_numbers else []
        heads = head([[("项目", 1, 1), *number, *((name, 1, 1) for name in self._names(columns))]])
        return self.sheet(
            key, heads + rows, 1, self._widths(columns), [self.note(self._about(key))]
        )

    def _by_fund(self, row, amount):
        """A figure of the income side in the columns of the funds."""
        accounts = self.accounts
        part, _, fund = row.partition(".")
        if fund in FUNDS:
            return {"total": amount, fund: amount}
        parts = {
            "income": {one: accounts.income(source=one) for one in FUNDS[:3]},
            "opening": accounts.opening,
            "total": {one: accounts.of(fund=one) + accounts.closing[one] for one in FUNDS[:3]},
        }[part]
        return {"total": amount, **{one: parts[one] for one in FUNDS[:3]}}

    def fiscal(self):
        """财政拨款收入支出决算总表."""
        accounts = self.accounts
        funds = FUNDS[:3] if self.year >= 2019 else FUNDS[:2]
        columns = ["total", *funds]
        income = [
            (
                f"income.{fund}",
                f"{ordinal(n)}、{FISCAL_NAMES[fund]}",
                {"amount": accounts.income(source=fund)},
            )
            for n, fund in enumerate(funds, 1)
        ]
        spending = [
            (
                f"spending.{code}",
                f"{ordinal(number)}、{name}",
                {
                    "total": accounts.fiscal(code),
                    **{fund: accounts.of(code, fund) for fund in funds},
                },
            )
            for number, (code, name) in enumerate(categories(self.year).items(), 1)
        ]
        if not self.layout.blank_rows:
            spending = [row for row in spending if row[2]["total"]]
        totals = {
            kind: {"total": sum(parts.values(), ZERO), **parts}
            for kind, parts in {
                "income": {fund: accounts.income(source=fund) for fund in funds},
                "spent": {fund: accounts.of(fund=fund) for fund in funds},
                "closing": {fund: accounts.closing[fund] for fund in funds},
                "opening": {fund: accounts.opening[fund] for fund in funds},
                "all": {fund: accounts.of(fund=fund) + accounts.closing[fund] for fund in funds},
            }.items()
        }
        bottom = [
            (
                ("income.total", BOTTOM[0], {"amount": totals["income"]["total"]}),
                ("spending.total", BOTTOM[1], totals["spent"]),
            ),
            (
                ("opening", "年初财政拨款结转和结余", {"amount": totals["opening"]["total"]}),
                ("closing", "年末财政拨款结转和结余", totals["closing"]),
            ),
            *(
                (
                    (
                        f"opening.{fund}",
                        f"　　{FISCAL_NAMES[fund]}",
                        {"amount": accounts.opening[fund]},
                    ),
                    None,
                )
                for fund in funds
            ),
            (
                ("total.income", "总计", {"amount": totals["all"]["total"]}),
                ("total.spending", "总计", totals["all"]),
            ),
        ]
        return self._balanced("fiscal", income, spending, bottom, ["amount"], columns)


def sources(year):
    """The names of the sources of income of that year's form."""
    return {
        key: SOURCE_NAMES[key] for key in (*FUNDS[:3], *SOURCES) if year >= 2019 or key != "capital"
    }
