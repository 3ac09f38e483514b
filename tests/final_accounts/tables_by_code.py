"""The tables whose rows are the codes of a classification, and the table of the 三公 expenditure."""

from itertools import zip_longest

from final_accounts.accounts import ZERO, fund_of
from final_accounts.classification import RUNNING, STAFF, name
from final_accounts.grids import Maker, across, head, numbered
from final_accounts.pages import Cell

SPENT = {"total": "合计", "basic": "基本支出", "project": "项目支出"}


class ByFunction(Maker):
    """Tables by functional code."""

    def income(self):
        """收入决算表."""
        columns = {
            "total": "本年收入合计",
            "fiscal": "财政拨款收入",
            "superior": "上级补助收入",
            "business": "事业收入",
            "operating": "经营收入",
            "affiliated": "附属单位上缴收入",
            "other": "其他收入",
        }

        def value(code, column):
            if column == "total":
                return self.accounts.income(code)
            if column == "fiscal":
                return self.accounts.fiscal_income(code)
            return self.accounts.income(code, column)

        codes = [code for code in self.accounts.codes() if value(code, "total")]
        return self._table("income", columns, codes, value, [self.note("取得的各项收入情况")])

    def spending(self):
        """支出决算表."""
        columns = {
            "total": "本年支出合计",
            "basic": "基本支出",
            "project": "项目支出",
            "upward": "上缴上级支出",
            "operating": "经营支出",
            "subsidy": "对附属单位补助支出",
        }

        def value(code, column):
            return self.accounts.of(code, kind="" if column == "total" else column)

        return self._table(
            "spending", columns, self.accounts.codes(), value, [self.note("各项支出情况")]
        )

    def general(self):
        """一般公共预算财政拨款支出决算表."""
        accounts = self.accounts

        def value(code, column):
            if column == "planned":
                return sum(
                    (paid for one, paid in accounts.budget.items()
                     if one.startswith(code) and fund_of(one) == "general"), ZERO,
                )  # fmt: skip
            return accounts.of(code, "general", "" if column == "total" else column)

        columns = SPENT | {"total": self.layout.total_name}
        if self.layout.extra_columns:
            columns = {"planned": "年初预算数", **columns}
        codes = accounts.codes(lambda code: fund_of(code) == "general")
        codes = [code for code in codes if value(code, "total")]
        group = None if self.layout.extra_columns else ("本年支出", list(SPENT))
        return self._table(
            "general", columns, codes, value, [self.note("一般公共预算财政拨款支出情况")], group
        )

    def fund(self):
        """政府性基金预算财政拨款收入支出决算表."""
        accounts = self.accounts
        columns = {
            "opening": "年初结转和结余",
            "income": "本年收入",
            "total": "小计",
            "basic": "基本支出",
            "project": "项目支出",
            "closing": "年末结转和结余",
        }

        def value(code, column):
            if column == "income":
                return accounts.income(code, "fund")
            carried = {"opening": accounts.fund_opening, "closing": accounts.fund_closing}.get(
                column
            )
            if carried is not None:
                return sum((paid for one, paid in carried.items() if one.startswith(code)), ZERO)
            return accounts.of(code, "fund", "" if column == "total" else column)

        codes = accounts.codes(lambda code: fund_of(code) == "fund")
        notes = [self.note("政府性基金预算财政拨款收入、支出及结转和结余情况")]
        if not codes:
            notes = [*notes, self.empty("政府性基金预算财政拨款收入和支出")]
        return self._table("fund", columns, codes, value, notes, ("本年支出", list(SPENT)))

    def capital(self):
        """国有资本经营预算财政拨款支出决算表."""

        def value(code, column):
            return self.accounts.of(code, "capital", "" if column == "total" else column)

        codes = self.accounts.codes(lambda code: fund_of(code) == "capital")
        notes = [self.note("国有资本经营预算财政拨款支出情况")]
        if not codes:
            notes = [*notes, self.empty("国有资本经营预算财政拨款支出")]
        return self._table(
            "capital",
            SPENT | {"total": self.layout.total_name},
            codes,
            value,
            notes,
            ("本年支出", list(SPENT)),
        )

    def empty(self, what):
        """What the layout says below a table without figures."""
        return self.layout.empty.format(year=self.year, what=what)

    def _table(self, key, columns, codes, value, notes, group=None):
        """A table by functional code; a zero row of totals and blank rows where there is none."""
        layout = self.layout
        columns = dict(columns)
        if layout.project_first and "project" in columns:
            order = [*columns]
            first, second = order.index("basic"), order.index("project")
            order[first], order[second] = order[second], order[first]
            columns = {column: columns[column] for column in order}
            group = group and (group[0], [one for one in order if one in group[1]])
        split = 3 if layout.codes == "split" else 1
        heads = self._heads(columns, group, split)
        amounts = {column: value("", column) for column in columns}
        total = across(self.label(key, "total", "合计", "center"), split + 1)
        total += [self.figure(key, "total", column, amounts[column]) for column in columns]
        if not layout.parents:
            codes = [code for code in codes if len(code) == 7]
        body = [
            [
                *self._code_cells(key, code, split),
                self.label(key, code, self._named(code)),
                *(self.figure(key, code, column, value(code, column)) for column in columns),
            ]
            for code in codes
        ]
        if not body:
            body = [
                [Cell() for _ in range(split + 1 + len(columns))] for _ in range(layout.empty_rows)
            ]
        rows = [total, *body] if layout.total_place == "first" else [*body, total]
        widths = [*([4, 4, 4] if split == 3 else [9]), 20, *[11] * len(columns)]
        return self.sheet(key, heads + rows, len(heads), widths, notes)

    def _named(self, code):
        indent = {3: "", 5: "　", 7: "　　"}[len(code)] if self.layout.indent_names else ""
        return indent + name(code, self.year)

    def _code_cells(self, key, code, split):
        if split == 1:
            return [Cell(code, (key, code, "code"), "left")]
        parts = [code[:3], code[3:5], code[5:7]]
        return [Cell(part, (key, code, f"code{at}")) for at, part in enumerate(parts)]

    def _heads(self, columns, group, split):
        layout = self.layout
        deep = 3 if split == 3 else 2
        first, second = (
            [("项目", split + 1, 1)],
            [(layout.code_head, split, 1), (layout.name_head, 1, deep - 1)],
        )
        grouped = group[1] if group else []
        for column, label in columns.items():
            if column not in grouped:
                first.append((label, 1, deep))
            elif column == grouped[0]:
                first.append((group[0], len(grouped), 1))
                second += [(columns[one], 1, deep - 1) for one in grouped]
        rows = [first, second]
        if split == 3:
            rows.append([("类", 1, 1), ("款", 1, 1), ("项", 1, 1)])
        if layout.column_numbers:
            rows.append(
                [("栏次", split + 1, 1), *((str(n), 1, 1) for n in range(1, len(columns) + 1))]
            )
        return head(rows)


class ByEconomicKind(Maker):
    """The table of basic expenditure, and that of the 三公 expenditure."""

    def basic(self):
        """一般公共预算财政拨款基本支出决算表."""
        staff, running = self._entries(STAFF), self._entries(RUNNING)
        notes = [self.note("一般公共预算财政拨款基本支出明细情况")]
        if self.layout.basic == "list":
            return self._basic_list(staff, running, notes)
        groups = [staff, running]
        if self.layout.basic == "wide":
            middle = (len(running) + 1) // 2
            groups = [staff, running[:middle], running[middle:]]
        rows = [
            [cell for entry in line for cell in self._entry(entry)]
            for line in zip_longest(*groups, fillvalue=None)
        ]
        yearly = self.accounts.yearly()
        totals = [yearly["basic.staff"], yearly["basic.running"]]
        rows.append([
            *across(self.label("basic", "staff", "人员经费合计", "center"), 2),
            self.figure("basic", "staff", "amount", totals[0]),
            *across(self.label("basic", "running", "公用经费合计", "center"), 3 * len(groups) - 4),
            self.figure("basic", "running", "amount", totals[1]),
        ])  # fmt: skip
        heads = head([
            [("人员经费", 3, 1), ("公用经费", 3 * len(groups) - 3, 1)],
            [one for _ in groups for one in (("科目编码", 1, 1), ("科目名称", 1, 1), ("决算数", 1, 1))],
        ])  # fmt: skip
        return self.sheet("basic", heads + rows, 2, [7, 17, 10] * len(groups), notes)

    def _entries(self, kinds):
        """(code, name, amount) of the kinds, the 类 first; blank ones where the layout keeps them."""
        entries = []
        for code, names in kinds.items():
            whole = self.accounts.economic_sum(code)
            if not whole and not self.layout.blank_rows:
                continue
            entries.append((code, names["name"], whole))
            for one, label in names.items():
                paid = self.accounts.economic.get(one, ZERO)
                if one != "name" and (paid or self.layout.blank_rows):
                    entries.append((one, label, paid))
        return entries

    def _entry(self, entry):
        if entry is None:
            return [Cell(), Cell(), Cell()]
        code, label, amount = entry
        indent = "　" if self.layout.indent_names and len(code) == 5 else ""
        return [
            Cell(code, ("basic", code, "code"), "left"),
            self.label("basic", code, indent + label),
            self.figure("basic", code, "amount", amount),
        ]

    def _basic_list(self, staff, running, notes):
        yearly = self.accounts.yearly()
        parts = {"staff": yearly["basic.staff"], "running": yearly["basic.running"]}

        def figures(row, staff_part, running_part):
            amounts = {
                "total": staff_part + running_part,
                "staff": staff_part,
                "running": running_part,
            }
            return [self.figure("basic", row, column, amounts[column]) for column in amounts]

        total = across(self.label("basic", "total", "合计", "center"), 2)
        total += figures("total", parts["staff"], parts["running"])
        body = [
            [
                Cell(code, ("basic", code, "code"), "left"),
                self.label(
                    "basic",
                    code,
                    ("　" if self.layout.indent_names and len(code) == 5 else "") + label,
                ),
                *figures(code, *((amount, ZERO) if group is staff else (ZERO, amount))),
            ]
            for group in (staff, running)
            for code, label, amount in group
        ]
        rows = [total, *body] if self.layout.total_place == "first" else [*body, total]
        heads = head([
            [("经济分类科目编码", 1, 2), ("科目名称", 1, 2), ("本年基本支出", 3, 1)],
            [("合计", 1, 1), ("人员经费", 1, 1), ("公用经费", 1, 1)],
        ])  # fmt: skip
        if self.layout.column_numbers:
            heads.append([*across(Cell("栏次"), 2), *numbered(3)])
        return self.sheet("basic", heads + rows, len(heads), [10, 24, 13, 13, 13], notes)

    def travel(self):
        """“三公”经费支出决算表."""
        amounts = {}
        for column, parts in (
            ("planned", self.accounts.travel_budget),
            ("amount", self.accounts.travel),
        ):
            cars = parts["purchase"] + parts["running"]
            total = sum(parts.values(), ZERO)
            amounts[column] = {"total": total, "abroad": parts["abroad"], "cars": cars, "purchase": parts["purchase"], "running": parts["running"], "reception": parts["reception"]}  # fmt: skip
        notes = [self.note("“三公”经费支出预决算情况。其中：预算数为全年预算数，反映按规定程序调整后的预算数；决算数是包括当年财政拨款和以前年度结转资金安排的实际支出").replace("。。", "。")]  # fmt: skip
        build = self._travel_wide if self.layout.travel == "wide" else self._travel_list
        return build(amounts, notes)

    def _travel_wide(self, amounts, notes):
        names = {"total": "合计", "abroad": "因公出国（境）费", "cars": "小计", "purchase": "公务用车购置费", "running": "公务用车运行费", "reception": "公务接待费"}  # fmt: skip
        half = [(names["total"], 1, 2), (names["abroad"], 1, 2), ("公务用车购置及运行费", 3, 1), (names["reception"], 1, 2)]  # fmt: skip
        parts = [(names[one], 1, 1) for one in ("cars", "purchase", "running")]
        heads = head([[("预算数", 6, 1), ("决算数", 6, 1)], half * 2, parts * 2])
        if self.layout.column_numbers:
            heads.append(numbered(12))
        row = [
            self.figure("travel", one, column, amounts[column][one])
            for column in ("planned", "amount")
            for one in names
        ]
        return self.sheet("travel", [*heads, row], len(heads), [8] * 12, notes)

    def _travel_list(self, amounts, notes):
        names = {"total": "合计", "abroad": "1.因公出国（境）费", "cars": "2.公务用车购置及运行维护费", "purchase": "　（1）公务用车购置费", "running": "　（2）公务用车运行维护费", "reception": "3.公务接待费"}  # fmt: skip
        rows = [
            [self.label("travel", one, label, "center" if one == "total" else "left")]
            + [
                self.figure("travel", one, column, amounts[column][one])
                for column in ("planned", "amount")
            ]
            for one, label in names.items()
        ]
        if self.layout.travel_counts:
            labels = {"groups": "因公出国（境）团组数（个）", "travellers": "因公出国（境）人次数（人）", "cars_bought": "公务用车购置数（辆）", "cars_kept": "公务用车保有量（辆）", "receptions": "国内公务接待批次（个）", "guests": "国内公务接待人次（人）"}  # fmt: skip
            rows += [
                [self.label("travel", one, label), Cell("—"), Cell(str(self.accounts.counts[one]), ("travel", one, "count"), "right")]
                for one, label in labels.items()
            ]  # fmt: skip
        heads = head([[("项目", 1, 1), ("预算数", 1, 1), ("决算数", 1, 1)]])
        return self.sheet("travel", heads + rows, 1, [34, 16, 16], notes)


class AnyTable(ByFunction, ByEconomicKind):
    """All of them, for one publication."""
