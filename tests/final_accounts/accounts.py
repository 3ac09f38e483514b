"""The figures of an invented department for one year, which agree with each other by construction.

Amounts are yuan, as ``Decimal`` to the cent. Only leaves are drawn by chance; every total is a sum.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from final_accounts.classification import CAPITAL_GROUPS, FUND_GROUPS, RUNNING, STAFF

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
SOURCES = ("superior", "business", "operating", "affiliated", "other")
KINDS = ("basic", "project", "upward", "operating", "subsidy")
FUNDS = ("general", "fund", "capital", "other")
TRAVEL = ("abroad", "purchase", "running", "reception")


@dataclass(frozen=True)
class Department:
    """What is invented of a department, its figures in 万元 and only roughly.

    ``spending`` gives (basic, project) by 项; ``own`` the same paid from money of its own, with the
    operating expenditure as a third; ``income`` the money of its own by source. ``travel`` is the
    budget of the 三公 expenditure: abroad, cars bought, cars run, reception.
    """

    name: str
    year: int
    kind: str  # 行政, 事业 or 乡镇
    spending: Mapping[str, tuple[float, float]]
    duties: Sequence[str]
    offices: Sequence[str]
    projects: Sequence[str]
    own: Mapping[str, tuple[float, float, float]] = field(default_factory=dict)
    income: Mapping[str, float] = field(default_factory=dict)
    units: Sequence[str] = ()
    travel: tuple[float, float, float, float] = (0, 0, 5, 3)
    staff: int = 60
    used_reserves: float = 0
    allocated: float = 0
    upward: float = 0
    carried: bool = True


def fund_of(code):
    """The fiscal fund that a 项 is paid from."""
    if code[:5] in FUND_GROUPS:
        return "fund"
    return "capital" if code[:5] in CAPITAL_GROUPS else "general"


class Draw:
    """Amounts drawn around rough ones."""

    def __init__(self, random):
        self.random = random

    def about(self, rough, low=0.8, high=1.2):
        """An amount in yuan near so many 万元; now and then a round one."""
        if not rough:
            return ZERO
        if self.random.random() < 0.12:
            return (Decimal(str(rough)) * 10000).quantize(CENT)
        cents = int(rough * 1_000_000 * self.random.uniform(low, high))
        return Decimal(cents) / 100

    def part(self, whole, low=0.02, high=0.2):
        """A part of an amount."""
        return (whole * Decimal(str(round(self.random.uniform(low, high), 4)))).quantize(CENT)

    def split(self, whole, weights):
        """An amount in as many parts as there are weights, none negative."""
        drawn = [weight * self.random.uniform(0.6, 1.4) for weight in weights]
        total = sum(drawn)
        parts = [(whole * Decimal(str(one / total))).quantize(CENT) for one in drawn]
        parts[parts.index(max(parts))] += whole - sum(parts)
        return parts


class Accounts:
    """All figures: ``spend[code, fund, kind]``, ``received[code, source]``, openings and closings."""

    def __init__(self, department, seed):
        self.department = department
        self.random = Random(f"{department.name} {seed}")  # noqa: S311  # a sample, no secret
        self.draw = Draw(self.random)
        self.spend, self.received = {}, {}
        self.opening, self.closing = dict.fromkeys(FUNDS, ZERO), dict.fromkeys(FUNDS, ZERO)
        self.fund_opening, self.fund_closing = {}, {}
        self.budget, self.previous = {}, {}
        self._spending()
        self._fiscal_income()
        self._own_income()
        self._economic()
        self._travel()
        self._others()
        self._past()
        self._plan()

    # --- what is drawn ---------------------------------------------------------------------

    def _spending(self):
        for code, (basic, project) in self.department.spending.items():
            fund = fund_of(code)
            self.spend[code, fund, "basic"] = self.draw.about(basic)
            self.spend[code, fund, "project"] = self.draw.about(project)
            spent = self.of(code=code, fund=fund)
            self.budget[code] = self._budget_for(spent, basic > 0)
        for code, amounts in self.department.own.items():
            for kind, rough in zip(("basic", "project", "operating"), amounts, strict=True):
                self.spend[code, "other", kind] = self.draw.about(rough)
        if self.department.upward:
            first = next(iter(self.department.own))
            self.spend[first, "other", "upward"] = self.draw.about(self.department.upward)

    def _budget_for(self, spent, steady):
        chance = self.random.random()
        if chance < 0.2:
            return spent
        if chance < 0.32 and not steady:
            return ZERO
        factor = self.random.uniform(0.93, 1.08) if steady else self.random.uniform(0.6, 1.5)
        return (spent * Decimal(str(round(factor, 4)))).quantize(CENT)

    def _fiscal_income(self):
        for code in self.department.spending:
            fund = fund_of(code)
            spent = self.of(code=code, fund=fund)
            project = self.spend[code, fund, "project"]
            before = after = ZERO
            if self.department.carried and project and self.random.random() < 0.4:
                before, after = self.draw.part(project), self.draw.part(project)
                if self.random.random() < 0.3:
                    after = ZERO
            self.opening[fund] += before
            self.closing[fund] += after
            if fund == "fund":
                self.fund_opening[code], self.fund_closing[code] = before, after
            self.received[code, fund] = spent - before + after

    def _own_income(self):
        used = self.draw.about(self.department.used_reserves)
        spent = {code: self.of(code=code, fund="other") for code in self.department.own}
        rough = self.department.income
        for code, whole in spent.items():
            sources = [source for source in SOURCES if rough.get(source)]
            parts = self.draw.split(whole, [rough[source] for source in sources])
            for source, part in zip(sources, parts, strict=True):
                self.received[code, source] = part
        total = sum(spent.values(), ZERO)
        self.reserves = min(used, total)
        self.allocated = self.draw.about(self.department.allocated)
        if not total:
            self.reserves = self.allocated = ZERO
        # What is used of the reserves is received no more; what is left over is carried on.
        gap = self.reserves - self.allocated
        for key in sorted(key for key in self.received if key[1] in SOURCES):
            less = min(gap, self.received[key]) if gap > 0 else gap
            self.received[key] -= less
            gap -= less
        if total and self.department.carried:
            self.opening["other"] = self.draw.part(total)
            code, source = max(
                (key for key in self.received if key[1] in SOURCES), key=self.received.get
            )
            grown = self.draw.part(self.received[code, source], 0.0, 0.05)
            self.received[code, source] += grown
            self.closing["other"] = self.opening["other"] + grown

    def _economic(self):
        whole = self.of(fund="general", kind="basic")
        kind = self.department.kind
        weights = {
            "30101": 30, "30102": 22 if kind != "事业" else 6, "30103": 14, "30107": 4 if kind == "行政" else 26,
            "30108": 10, "30109": 4, "30110": 5, "30111": 2, "30112": 0.7, "30113": 9, "30199": 3,
            "30302": 2, "30304": 1.2, "30305": 1.5, "30307": 0.6, "30309": 0.1,
        }  # fmt: skip
        staff = self.draw.part(whole, 0.8, 0.92)
        self.economic = {}
        chosen = [
            code for code in weights if self.random.random() < 0.9 or code in {"30101", "30113"}
        ]
        parts = self.draw.split(staff, [weights[code] for code in chosen])
        self.economic.update(zip(chosen, parts, strict=True))
        common = {
            "30201": 9, "30202": 2, "30203": 0.5, "30204": 0.1, "30205": 1, "30206": 3, "30207": 3, "30208": 1,
            "30209": 4, "30211": 5, "30213": 2, "30214": 1, "30215": 1, "30216": 2, "30226": 4, "30227": 2,
            "30228": 5, "30229": 4, "30239": 12, "30299": 4, "31002": 1.5, "31003": 0.5, "31007": 0.6,
        }  # fmt: skip
        self.running_parts = [
            code for code in common if self.random.random() < 0.85 or code == "30201"
        ]
        self.running_weights = [common[code] for code in self.running_parts]
        self.running_total = whole - staff

    def _travel(self):
        rough = self.department.travel
        self.travel_budget = {
            key: self.draw.about(amount, 0.9, 1.1)
            for key, amount in zip(TRAVEL, rough, strict=True)
        }
        self.travel, past = {}, {}
        for key, planned in self.travel_budget.items():
            share = self.random.choice([1.0, self.random.uniform(0.55, 0.98)])
            self.travel[key] = (planned * Decimal(str(round(share, 4)))).quantize(CENT)
            past[key] = self.around(self.travel[key], 0.2)
        if not self.travel["abroad"] and self.random.random() < 0.3:
            past["abroad"] = self.draw.about(4)
        self.travel_previous = past
        # The parts of the 三公 expenditure that basic expenditure has paid stand in its table too.
        left = self.running_total
        limit = left / 6
        for code, key in (("30212", "abroad"), ("30217", "reception"), ("30231", "running")):
            paid = min(self.travel[key], limit.quantize(CENT))
            if paid and not (key == "abroad" and self.random.random() < 0.5):
                self.economic[code] = paid
                left -= paid
        parts = self.draw.split(left, self.running_weights)
        self.economic.update(zip(self.running_parts, parts, strict=True))
        self.economic = dict(sorted(self.economic.items()))

    def _others(self):
        choose = self.random
        self.counts = {
            "groups": choose.randint(1, 4) if self.travel["abroad"] else 0,
            "cars_bought": choose.randint(1, 2) if self.travel["purchase"] else 0,
            "cars_kept": choose.randint(1, 12) if self.travel["running"] else 0,
            "receptions": choose.randint(8, 120) if self.travel["reception"] else 0,
            "staff": self.department.staff,
            "retired": choose.randint(5, self.department.staff),
        }
        self.counts["travellers"] = self.counts["groups"] * choose.randint(1, 5)
        self.counts["guests"] = self.counts["receptions"] * choose.randint(5, 12)
        project = self.of(fund="general", kind="project")
        self.purchases = dict(
            zip(
                ("goods", "works", "services"),
                self.draw.split(self.draw.part(project, 0.2, 0.5), [3, choose.choice([0, 5]), 4]),
                strict=True,
            )
        )
        bought = sum(self.purchases.values(), ZERO)
        self.small = self.draw.part(bought, 0.6, 0.98)
        self.micro = self.draw.part(self.small, 0.3, 0.9)
        self.office_cost = self.running_total if self.department.kind == "行政" else ZERO
        if self.department.kind == "行政" and self.department.units:
            self.office_cost = self.draw.part(self.running_total, 0.5, 0.9)
        if self.department.kind == "乡镇":
            self.office_cost = self.draw.part(self.running_total, 0.6, 0.95)
        kept = self.counts["cars_kept"]
        self.cars = {"leaders": 0, "duty": 0, "special": 0, "other": 0}
        for _ in range(kept):
            self.cars[choose.choice(["duty", "duty", "special", "other", "leaders"])] += 1
        self.devices = choose.randint(0, 6)
        self.evaluated = choose.randint(3, len(self.department.projects))
        self.evaluated_amount = self.draw.part(project, 0.55, 0.95)

    def _past(self):
        for key, now in self.yearly().items():
            self.previous[key] = self.around(now, 0.25)
        self.previous["travel.total"] = sum(self.travel_previous.values(), ZERO)
        for key, past in self.travel_previous.items():
            self.previous[f"travel.{key}"] = past
        self.previous["travel.cars"] = (
            self.travel_previous["purchase"] + self.travel_previous["running"]
        )

    def _plan(self):
        """Budgets of the overall table: those of the 项, and of the money of the department's own."""
        self.planned = {("spending", code): amount for code, amount in self.budget.items()}
        sources = [source for source in SOURCES if self.department.income.get(source)]
        self.planned_income = dict.fromkeys((*FUNDS[:3], *SOURCES), ZERO)
        for code, amount in self.budget.items():
            self.planned_income[fund_of(code)] += amount
        for code in self.department.own:
            amount = self.around(self.of(code, "other"), 0.2)
            self.planned["spending", code] = self.planned.get(("spending", code), ZERO) + amount
            weights = [self.department.income[source] for source in sources]
            for source, part in zip(sources, self.draw.split(amount, weights), strict=True):
                self.planned_income[source] += part

    def plan_of(self, code=""):
        """The budget for the expenditure on all 项 that begin so."""
        return sum((paid for (_, one), paid in self.planned.items() if one.startswith(code)), ZERO)

    def around(self, amount, spread):
        """What the amount was the year before; one in seven has not changed."""
        if self.random.random() < 1 / 7 or not amount:
            return amount
        factor = 1 + self.random.choice([-1, 1]) * self.random.uniform(0.02, spread)
        return (amount * Decimal(str(round(factor, 4)))).quantize(CENT)

    # --- what follows from it --------------------------------------------------------------

    def of(self, code="", fund="", kind=""):
        """The expenditure on all 项 that begin so, from that fund and of that kind; all if blank."""
        return sum(
            (
                amount
                for (one, paid, sort), amount in self.spend.items()
                if one.startswith(code) and fund in {"", paid} and kind in {"", sort}
            ),
            ZERO,
        )

    def fiscal(self, code="", kind=""):
        """The expenditure from fiscal appropriations."""
        return self.of(code, kind=kind) - self.of(code, "other", kind)

    def income(self, code="", source=""):
        """What was received under all 项 that begin so, from that source; from all if blank."""
        return sum(
            (
                amount
                for (one, paid), amount in self.received.items()
                if one.startswith(code) and source in {"", paid}
            ),
            ZERO,
        )

    def fiscal_income(self, code=""):
        """What was received of fiscal appropriations."""
        return sum((self.income(code, fund) for fund in FUNDS[:3]), ZERO)

    def codes(self, keep=lambda _: True):
        """类, 款 and 项 in order, those of the 项 that are kept."""
        leaves = {key[0] for key in (*self.spend, *self.received) if keep(key[0])}
        return sorted({code[:size] for code in leaves for size in (3, 5, 7)})

    def economic_sum(self, code):
        """The basic expenditure on an economic kind."""
        return sum((paid for one, paid in self.economic.items() if one.startswith(code)), ZERO)

    def yearly(self):
        """The main figures by name; those whose change over the year a narrative tells."""
        fiscal_opening = sum((self.opening[fund] for fund in FUNDS[:3]), ZERO)
        fiscal_closing = sum((self.closing[fund] for fund in FUNDS[:3]), ZERO)
        figures = {
            "total": self.income() + self.reserves + sum(self.opening.values()),
            "income.total": self.income(),
            "spending.total": self.of(),
            "reserves": self.reserves,
            "opening": sum(self.opening.values(), ZERO),
            "closing": sum(self.closing.values(), ZERO),
            "allocated": self.allocated,
            "fiscal.total": self.fiscal_income() + fiscal_opening,
            "fiscal.income": self.fiscal_income(),
            "fiscal.spending": self.fiscal(),
            "fiscal.opening": fiscal_opening,
            "fiscal.closing": fiscal_closing,
            "general.basic": self.of(fund="general", kind="basic"),
            "general.project": self.of(fund="general", kind="project"),
            "basic.staff": sum((self.economic_sum(code) for code in STAFF), ZERO),
            "basic.running": sum((self.economic_sum(code) for code in RUNNING), ZERO),
            "office": self.office_cost,
        }
        for fund in FUNDS[:3]:
            figures[f"income.{fund}"] = self.income(source=fund)
            figures[f"{fund}.spending"] = self.of(fund=fund)
            figures[f"{fund}.opening"] = self.opening[fund]
            figures[f"{fund}.closing"] = self.closing[fund]
        for source in SOURCES:
            figures[f"income.{source}"] = self.income(source=source)
        for kind in KINDS:
            figures[f"spending.{kind}"] = self.of(kind=kind)
        return figures

    def figures(self):
        """Every figure that a narrative may name."""
        figures = self.yearly()
        for key, amount in self.travel.items():
            figures[f"travel.{key}"] = amount
            figures[f"travel_budget.{key}"] = self.travel_budget[key]
        for name, parts in (("travel", self.travel), ("travel_budget", self.travel_budget)):
            figures[f"{name}.total"] = sum(parts.values(), ZERO)
            figures[f"{name}.cars"] = parts["purchase"] + parts["running"]
        figures["general.budget"] = sum(
            (amount for code, amount in self.budget.items() if fund_of(code) == "general"), ZERO
        )
        figures["purchases.total"] = sum(self.purchases.values(), ZERO)
        figures |= {f"purchases.{key}": amount for key, amount in self.purchases.items()}
        figures |= {"purchases.small": self.small, "purchases.micro": self.micro}
        figures["evaluated"] = self.evaluated_amount
        for code in self.codes(lambda code: fund_of(code) == "general"):
            figures[f"general.{code}"] = self.of(code, "general")
        for code in self.codes(lambda code: fund_of(code) == "fund"):
            figures[f"fund.{code}"] = self.of(code, "fund")
        for code in self.codes(lambda code: fund_of(code) == "capital"):
            figures[f"capital.{code}"] = self.of(code, "capital")
        for code in (*STAFF, *RUNNING):
            figures[f"economic.{code}"] = self.economic_sum(code)
        return figures


def rounded(amount, unit):
    """An amount of yuan in the unit printed, to two decimals."""
    scale = {"元": 1, "万元": 10000}[unit]
    return (amount / scale).quantize(CENT, ROUND_HALF_UP)
