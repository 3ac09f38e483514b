"""Fills the sentences of a voice with the figures: the 情况说明 of final accounts.

A voice is data: sentences with places such as {a:income.total} (an amount), {share:x/y},
{change:x} (against the year before), {n:groups} (a count). What a table holds too is marked.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from final_accounts.accounts import FUNDS, SOURCES, ZERO, fund_of, rounded
from final_accounts.classification import RUNNING, STAFF, category, name
from final_accounts.pages import Heading, Paragraph, mark
from final_accounts.tables import SOURCE_NAMES, ordinal

PLACE = re.compile(r"\{([^{}]+)\}")
KIND_NAMES = {
    "basic": "基本支出",
    "project": "项目支出",
    "upward": "上缴上级支出",
    "operating": "经营支出",
    "subsidy": "对附属单位补助支出",
}
MORE = (
    "年中追加了部分人员经费",
    "按政策规定调整了津贴补贴标准",
    "上级下达专项资金，年中追加预算",
    "新增人员，相应经费增加",
    "使用上年结转资金安排支出",
    "项目实施进度加快，支付额相应增加",
)
LESS = (
    "落实过紧日子要求，压减一般性支出",
    "部分项目尚未完工，资金结转下年使用",
    "人员退休、调出，相应经费减少",
    "项目招标结余，支出低于预算",
    "部分采购尾款按合同约定下年支付",
    "厉行节约，从严控制公用经费开支",
)


class Teller:
    """Tells one publication's figures in one voice."""

    def __init__(self, accounts, layout, voice):
        self.accounts, self.layout, self.voice = accounts, layout, voice
        self.department = accounts.department
        self.figures = accounts.figures()
        self.random = accounts.random

    # --- places ----------------------------------------------------------------------------

    def fill(self, template, **local):
        """Fill a sentence."""
        return PLACE.sub(lambda found: self._place(found[1], local), template)

    def _place(self, place, local):
        if place in local:
            return local[place]
        kind, _, key = place.partition(":")
        return getattr(self, f"_{kind}")(key)

    def _a(self, key):
        return self.money(f"amount|{key}", self.figures[key])

    def _budget(self, key):
        return self.money(
            f"budget|{key}", self.figures[f"{key.replace('travel', 'travel_budget')}"]
        )

    def _past(self, key):
        return self.money(f"past|{key}", self.accounts.previous[key])

    def _n(self, key):
        return mark(f"count|{key}", str({**self.accounts.counts, **self.accounts.cars}[key]))

    def _share(self, key):
        part, whole = key.split("/")
        base = self.figures[whole]
        return self.percent(f"share|{key}", self.figures[part] / base if base else ZERO)

    def _also(self, key):
        """One more item of a sum, where there is any: {also:reserves使用非财政拨款结余}."""
        name_ = key.lstrip("abcdefghijklmnopqrstuvwxyz.")
        figure = key.removesuffix(name_)
        return f"，{name_}{self._a(figure)}" if self.figures[figure] else ""

    def _dept(self, _):
        return self.department.name

    def _unit(self, _):
        return "单位" if self.department.kind == "事业" else "部门"

    def _year(self, _):
        return str(self.department.year)

    def _last(self, _):
        return str(self.department.year - 1)

    def _change(self, key):
        return self.change(key, self.figures[key], self.accounts.previous[key])

    def money(self, key, yuan):
        """An amount with its unit."""
        return mark(key, f"{self.layout.said(yuan)}{self.layout.prose_unit}")

    def percent(self, key, ratio):
        """A share in percent."""
        places = Decimal(1).scaleb(-self.voice.get("places", 2))
        value = (Decimal(ratio) * 100).quantize(places, ROUND_HALF_UP)
        return mark(key, f"{value}%")

    def change(self, key, now, past):
        """The change against the year before, in the voice's words."""
        words = self.voice["change"]
        unit = self.layout.prose_unit
        if rounded(now, unit) == rounded(past, unit):
            return self.fill(
                words["same"],
                same=mark(f"word|same|{key}", words["equal"]),
                past=self.money(f"past|{key}", past),
            )
        grown = now > past
        local = {
            "word": mark(f"word|change|{key}", words["more" if grown else "less"]),
            "rate_word": mark(f"word|rate|{key}", words["up" if grown else "down"]),
            "by": self.money(f"change|{key}", abs(now - past)),
            "past": self.money(f"past|{key}", past),
        }  # fmt: skip
        if not past:
            return self.fill(words["new"], **local)
        rate = self.percent(f"rate|{key}", abs(now - past) / past)
        reason = self.random.choice(MORE if grown else LESS)
        return self.fill(words["differs"], rate=rate, reason=reason, **local)

    # --- parts -----------------------------------------------------------------------------

    def tell(self, sections):
        """The blocks of the narrative, the headings of the voice in their order."""
        blocks, number = [], 0
        for heading, level, parts in sections:
            told = [
                Paragraph(text, part=part)
                for part in parts
                for text in getattr(self, f"tell_{part}")()
                if text
            ]
            if parts and not told:
                continue
            if level == 2:
                number += 1
            title = self.fill(heading, no=ordinal(number))
            blocks += [Heading(title, level), *told]
        return blocks

    def plain(self, part):
        """The sentences of a part without conditions."""
        texts = self.voice[part]
        return [self.fill(text) for text in ([texts] if isinstance(texts, str) else texts)]

    def tell_overall(self):
        return self.plain("overall")

    def tell_income(self):
        shown = [
            key
            for key in (*FUNDS[:3], *SOURCES)
            if self.figures[f"income.{key}"] or self.voice.get("list_zeros")
        ]
        return [
            self.items(
                "income", [(f"income.{key}", SOURCE_NAMES[key]) for key in shown], "income.total"
            )
        ]

    def tell_spending(self):
        shown = [
            key
            for key in KIND_NAMES
            if self.figures[f"spending.{key}"] or self.voice.get("list_zeros")
        ]
        return [
            self.items(
                "spending",
                [(f"spending.{key}", KIND_NAMES[key]) for key in shown],
                "spending.total",
            )
        ]

    def items(self, part, entries, whole):
        """A sentence that lists amounts with their shares."""
        item = self.voice["item"]
        listed = self.voice.get("joiner", "；").join(
            self.fill(
                item,
                n=str(number),
                key=key,
                label=label,
                amount=self._a(key),
                share=self._share(f"{key}/{whole}"),
            )
            for number, (key, label) in enumerate(entries, 1)
        )
        return self.fill(self.voice[part], items=listed)

    def tell_fiscal(self):
        return self.plain("fiscal")

    def tell_general(self):
        return self.plain("general")

    def tell_structure(self):
        year = self.department.year
        codes = [code for code in self.categories() if self.figures[f"general.{code}"]]
        named = [
            (f"general.{code}", category(code, year) + self.voice.get("category_mark", "（类）"))
            for code in codes
        ]
        return [self.items("structure", named, "general.spending")]

    def categories(self):
        """The 类 of the general budget."""
        codes = self.accounts.codes(lambda code: fund_of(code) == "general")
        return [code for code in codes if len(code) == 3]

    def leaves(self):
        """The 项 of the general budget with expenditure or a budget."""
        return [code for code in sorted(self.accounts.budget) if fund_of(code) == "general"]

    def tell_leaves(self):
        spent, budget = self.figures["general.spending"], self.figures["general.budget"]
        intro = self.fill(
            self.voice["leaves"],
            budget=self.money("budget|general.budget", budget),
            rate=self.percent("rate|general.budget", spent / budget),
        )
        texts, number, last = [intro], 0, ""
        for code in self.leaves():
            if code[:3] != last and self.voice.get("by_category"):
                last, number = code[:3], 0
                key = f"general.{last}"
                texts.append(
                    self.fill(
                        self.voice["by_category"],
                        no=ordinal(self.categories().index(last) + 1),
                        category=category(last, self.department.year),
                        amount=self._a(key),
                    )
                )
            number += 1
            texts.append(self.leaf(code, number))
        return texts

    def leaf(self, code, number):
        """What is said of one 项."""
        spent, budget = self.accounts.of(code, "general"), self.accounts.budget[code]
        year = self.department.year
        local = {
            "no": str(number),
            "category": category(code[:3], year),
            "group": name(code[:5], year),
            "item": name(code, year),
            "spent": self.money(f"amount|general.{code}", spent),
            "budget": self.money(f"budget|general.{code}", budget),
            "past": "",
        }
        if not budget:
            return self.fill(self.voice["leaf_unplanned"], reason=self.random.choice(MORE), **local)
        local["rate"] = self.percent(f"rate|budget.{code}", spent / budget)
        unit = self.layout.prose_unit
        if rounded(spent, unit) == rounded(budget, unit):
            return self.fill(self.voice["leaf_equal"], same=mark(f"word|equal|general.{code}", self.voice["compare"][2]), **local)  # fmt: skip
        over = spent > budget
        word = mark(f"word|budget|general.{code}", self.voice["compare"][0 if over else 1])
        return self.fill(self.voice["leaf"], compare=word, reason=self.random.choice(MORE if over else LESS), **local)  # fmt: skip

    def tell_basic(self):
        year = self.department.year

        def named(kinds):
            listed = [
                name_
                for names in kinds.values()
                for one, name_ in names.items()
                if one != "name" and self.accounts.economic.get(one)
            ]
            return "、".join(listed)

        texts = self.voice["basic"]
        return [
            self.fill(text, staff_items=named(STAFF), running_items=named(RUNNING), y=str(year))
            for text in texts
        ]

    def tell_fund(self):
        if not self.figures["fund.spending"]:
            return self.plain("fund_none")
        return [*self.plain("fund"), *self._fund_leaves("fund")]

    def tell_capital(self):
        if self.department.year < 2020:
            return []
        if not self.figures["capital.spending"]:
            return self.plain("capital_none")
        return [*self.plain("capital"), *self._fund_leaves("capital")]

    def _fund_leaves(self, fund):
        sentence = self.voice.get("fund_leaf")
        if not sentence:
            return []
        year = self.department.year
        return [
            self.fill(
                sentence,
                no=str(number),
                category=category(code[:3], year),
                group=name(code[:5], year),
                item=name(code, year),
                spent=self._a(f"{fund}.{code}"),
            )
            for number, code in enumerate(
                sorted(code for code in self.accounts.budget if fund_of(code) == fund), 1
            )
        ]

    def tell_travel(self):
        texts = [self._against_budget(text, "travel.total") for text in self.voice["travel"]]
        for key in ("abroad", "cars", "purchase", "running", "reception"):
            spent = self.figures[f"travel.{key}"]
            sentence = self.voice.get(f"travel_{key}" if spent else f"travel_{key}_none")
            if sentence:
                texts.append(self._against_budget(sentence, f"travel.{key}"))
        return texts

    def _against_budget(self, text, key):
        spent, planned = self.figures[key], self.figures[key.replace("travel", "travel_budget")]
        unit = self.layout.prose_unit
        equal = rounded(spent, unit) == rounded(planned, unit)
        over, under, same = self.voice["compare"]
        word = (
            mark(f"word|equal|{key}", same)
            if equal
            else mark(f"word|budget|{key}", over if spent > planned else under)
        )
        reason = "严格按照预算执行" if equal else self.random.choice(LESS)
        rate = self.percent(f"rate|budget.{key}", spent / planned if planned else ZERO)
        return self.fill(text, compare=word, reason=reason, rate=rate, key=key)

    def tell_office(self):
        return self.plain("office" if self.figures["office"] else "office_none")

    def tell_purchases(self):
        return (
            self.plain("purchases")
            if self.figures["purchases.total"]
            else self.plain("purchases_none")
        )

    def tell_assets(self):
        return [
            self.fill(text, devices=str(self.accounts.devices)) for text in self.voice["assets"]
        ]

    def tell_performance(self):
        projects = self.department.projects[: self.accounts.evaluated]
        texts = [
            self.fill(
                text,
                projects=str(len(projects)),
                share=self.percent("share|evaluated", self.accounts.evaluated_amount / self.figures["general.project"]),
            )
            for text in self.voice["performance"]
        ]  # fmt: skip
        return texts + [
            self.fill(
                self.voice["project"],
                no=str(number),
                project=project,
                score=str(self.random.randint(88, 99)),
            )
            for number, project in enumerate(projects, 1)
        ]
