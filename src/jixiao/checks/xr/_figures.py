"""The figures of a workbook that written reports print too, by the concepts of their facts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from jixiao.checks.xr._owners import DEPARTMENT, Owners
from jixiao.extraction.understanding import Understanding
from jixiao.model.document import BlockKind
from jixiao.model.evaluation import Contract, Department, Evaluation, Funds, ThreePublicExpense
from jixiao.model.fact import Basis, Entity, Fact
from jixiao.model.intervals import half_up, interval
from jixiao.model.outcome import Spot
from jixiao.model.quantity import Comparator, Dimension, Quantity, Unit
from jixiao.model.record import Record
from jixiao.patterns import pattern
from jixiao.terms import ExpenditureKind, Fund, ProcurementKind, ThreePublicItem

SUMMED = "工作簿，合计从这一格起"
MONEY, RATE, COUNT = "万元", "%", "人"
_WAN: Final = Decimal(10000)
_HALF: Final = Decimal("0.005")
_SPENT: Final = frozenset({Basis.FINAL, Basis.UNKNOWN})
_EXECUTED: Final = ("expenditure_total", "executed_amount")
_KINDS: Final = {
    "staff": {ExpenditureKind.STAFF},
    "public": {ExpenditureKind.PUBLIC},
    "basic": {ExpenditureKind.STAFF, ExpenditureKind.PUBLIC},
    "project": {ExpenditureKind.PROJECT},
}
_KIND_LABELS: Final = {
    "staff": "人员经费",
    "public": "公用经费",
    "basic": "基本支出",
    "project": "项目支出",
}
_PROCURED: Final = {
    None: "procurement_total",
    ProcurementKind.GOODS: "procurement_goods",
    ProcurementKind.WORKS: "procurement_works",
    ProcurementKind.SERVICES: "procurement_services",
}
FISCAL: Final = frozenset(
    {Fund.GENERAL_PUBLIC_BUDGET, Fund.GOVERNMENT_FUNDS_BUDGET, Fund.STATE_CAPITAL_BUDGET}
)
_ITEMS: Final = {
    "overseas_trips": ThreePublicItem.OVERSEAS_TRIPS,
    "vehicles_purchase": ThreePublicItem.VEHICLE_PURCHASE,
    "vehicles_operation": ThreePublicItem.VEHICLE_OPERATION,
    "official_receptions": ThreePublicItem.OFFICIAL_RECEPTIONS,
}


_COMPARED: Final = frozenset({Dimension.MONEY, Dimension.PERCENT, Dimension.COUNT})
_MONEY_UNITS: Final = {
    "元": Unit("元", Dimension.MONEY),
    "千元": Unit("千元", Dimension.MONEY, Decimal(1000)),
    "万元": Unit("万元", Dimension.MONEY, _WAN),
    "亿元": Unit("亿元", Dimension.MONEY, _WAN * _WAN),
}
_UNIT = pattern(r"\(([千万亿]?元)(\))")
_UNIT_LINE = pattern(r"单位[:： ]{0,3}(?:人民币)?([千万亿]?元)|\(([千万亿]?元)\)")
_YEAR = pattern(r"20\d\d|上年|去年")
_LINES_ABOVE: Final = 3


class Figure(NamedTuple):
    """A figure of a workbook: what it is called, the concepts and stages of budget that name it.

    ``record`` and ``field`` say where it, or the first of what it sums up, was filled in.
    """

    label: str
    concepts: tuple[str, ...]
    bases: frozenset[Basis]
    value: Decimal
    unit: str
    record: Record
    field: str

    @property
    def shown(self) -> Decimal:
        """The value as messages tell it: rates to two decimals."""
        return half_up(self.value, 2) if self.unit == RATE else self.value

    def spot(self, source: int) -> Spot:
        """Return its place in the workbook that is this source."""
        alone = getattr(self.record, self.field) == self.value
        label = "工作簿" if alone else SUMMED
        return Spot(source, self.record, self.field, label=label)


def figures(evaluation: Evaluation, fund: Fund = Fund.ALL) -> Iterator[Figure]:
    """Yield the figures of the department that were filled in whole, of one fund or of all."""
    yield from _of_funds([row for row in evaluation.funds if _is_of(row.fund, fund)])
    yield from _summed(
        [row for row in evaluation.income if _is_of(row.fund, fund)],
        (("final", "本年收入", ("income_total", "income_fiscal"), _SPENT),),
    )
    if fund is Fund.ALL:
        yield from _of_three_public(evaluation.three_public)
        yield from _of_procurement(evaluation.contracts)
        yield from _summed(
            evaluation.assets,
            (
                ("value", "固定资产总额", ("fixed_assets_total",), _SPENT),
                ("value_in_use", "在用固定资产总额", ("fixed_assets_used",), _SPENT),
            ),
        )
        yield from _of_people(evaluation.department)


def _is_of(own: Fund | None, fund: Fund) -> bool:
    fiscal = fund is Fund.FISCAL_APPROPRIATION and own in FISCAL
    return fund is Fund.ALL or own is fund or fiscal


def _of_funds(rows: Sequence[Funds]) -> Iterator[Figure]:
    initial, adjusted = frozenset({Basis.INITIAL_BUDGET}), frozenset({Basis.ADJUSTED_BUDGET})
    yield from _summed(
        rows,
        (
            ("initial", "年初预算数", ("budget_total",), initial),
            ("adjusted", "全年预算数", ("budget_total",), adjusted),
            ("executed", "全年执行数", _EXECUTED, _SPENT),
            ("carried_in", "年初结转结余", ("carryover_opening",), _SPENT | initial),
            ("carried_out", "年末结转结余", ("carryover_closing",), _SPENT),
        ),
    )
    for name, kinds in _KINDS.items():
        label = _KIND_LABELS[name]
        yield from _summed(
            [row for row in rows if row.kind in kinds],
            (
                ("initial", f"{label}年初预算数", (f"budget_{name}",), initial),
                ("adjusted", f"{label}全年预算数", (f"budget_{name}",), adjusted),
                ("executed", label, (f"expenditure_{name}",), _SPENT),
            ),
        )


def _of_three_public(rows: Sequence[ThreePublicExpense]) -> Iterator[Figure]:
    if {row.item for row in rows} >= set(ThreePublicItem):
        budget = ("three_public_budget",)
        yield from _summed(
            rows,
            (
                ("initial", "“三公”经费年初预算数", budget, frozenset({Basis.INITIAL_BUDGET})),
                ("adjusted", "“三公”经费全年预算数", budget, frozenset({Basis.ADJUSTED_BUDGET})),
                ("executed", "“三公”经费支出", ("three_public_total",), _SPENT),
            ),
        )
    for concept, item in _ITEMS.items():
        row = next((one for one in rows if one.item is item), None)
        if row is not None and row.executed is not None:
            yield Figure(item.label, (concept,), _SPENT, row.executed, MONEY, row, "executed")


def _of_procurement(rows: Sequence[Contract]) -> Iterator[Figure]:
    for kind, concept in _PROCURED.items():
        chosen = [row for row in rows if kind is None or row.kind is kind]
        label = f"采购合同金额{f'（{kind.label}）' if kind else ''}"
        yield from _summed(chosen, (("amount", label, (concept,), _SPENT),))


def _of_people(department: Department) -> Iterator[Figure]:
    for field, concept, label in (
        ("posts", "posts", "编制数"),
        ("staff", "staff", "年末在职人数"),
        ("unit_count", "budget_unit_count", "预算单位数量"),
    ):
        count = getattr(department, field)
        if count is not None:
            unit = COUNT if field != "unit_count" else "个"
            yield Figure(label, (concept,), _SPENT, Decimal(count), unit, department, field)


_Summed = tuple[str, str, tuple[str, ...], frozenset[Basis]]


def _summed(rows: Sequence[Record], fields: Iterable[_Summed]) -> Iterator[Figure]:
    for field, label, concepts, bases in fields:
        value = _sum(rows, field)
        if value is not None:
            yield Figure(label, concepts, bases, value, MONEY, rows[0], field)


def derived(evaluation: Evaluation) -> Iterator[Figure]:
    """Yield the rates of the department that follow from what was filled in."""
    department = evaluation.department
    known = {each.label: each for each in figures(evaluation)}

    def share(label: str, concept: str, part: str, whole: str) -> Iterator[Figure]:
        above, below = known.get(part), known.get(whole)
        if above is not None and below is not None and below.value:
            value = above.value * 100 / below.value
            yield Figure(
                f"{label}（{part}÷{whole}）", (concept,), _SPENT, value, RATE, above.record,
                above.field,
            )  # fmt: skip

    yield from share("固定资产利用率", "fixed_assets_rate", "在用固定资产总额", "固定资产总额")
    if department.posts and department.staff is not None:
        yield from share("在职人员控制率", "staffing_rate", "年末在职人数", "编制数")


def rates(evaluation: Evaluation) -> dict[str, Decimal]:
    """Return the rates of execution by the bases in use, to two decimals."""
    executed = _sum(evaluation.funds, "executed")
    found = {}
    for field, label in (("adjusted", "全年预算数"), ("initial", "年初预算数")):
        budget = _sum(evaluation.funds, field)
        if executed is not None and budget:
            found[label] = half_up(executed * 100 / budget, 2)
    return found


def told(
    text: Understanding, concepts: Iterable[str], year: int | None, owners: Owners | None = None
) -> list[Fact]:
    """Return the plain facts of the department's whole year that bear one of the concepts.

    ``owners`` knows which numbers are of a project or task, whatever they are called.
    """
    return [
        fact
        for fact in text.facts_of(*concepts)
        if _whole(text, fact, year) and (owners is None or owners.of(fact) == DEPARTMENT)
    ]


def staged(facts: Iterable[Fact], bases: frozenset[Basis]) -> list[Fact]:
    """Return the facts of one of the stages of the budget."""
    return [fact for fact in facts if fact.scope.basis in bases]


def agrees(fact: Fact, value: Decimal, unit: str, text: Understanding | None = None) -> bool:
    """Whether a printed number can stand for the value of a workbook.

    In a table the unit of amounts may stand above it; ``text`` is where to look for it.
    """
    amount = fact.amount if text is None else amount_of(text, fact)
    base = value * _WAN if unit == MONEY else value
    half = _HALF * _WAN if unit == MONEY else Decimal(0)
    reach = interval(amount)
    return reach.low - half <= base <= reach.high + half


def equals(fact: Fact, value: Decimal) -> bool:
    """Whether a printed number is a value in the unit that it is printed in.

    The sign before a target (≥40) says nothing of the number itself.
    """
    reach = interval(replace(fact.amount, comparator=None))
    return reach.low <= value * fact.amount.unit.factor <= reach.high


def printed(fact: Fact) -> str:
    """Return the number of a fact with its unit."""
    return f"{fact.value:f}{fact.amount.unit.name}"


def amount_of(text: Understanding, fact: Fact) -> Quantity:
    """Return the quantity of a fact, with the unit that its table gives to bare amounts."""
    amount = fact.amount
    if amount.unit.dimension is not Dimension.NONE:
        return amount
    unit = table_unit(text, fact)
    return amount if unit is None else replace(amount, unit=unit)


def table_unit(text: Understanding, fact: Fact) -> Unit | None:
    """Return the unit of money of the table that a bare number stands in, if one is printed."""
    document = text.document
    number = document.block_at(fact.start)
    if document.blocks[number].kind is not BlockKind.ROW:
        return None
    above = _UNIT.search(fact.label)
    if above is None:
        first = number
        while first and document.blocks[first - 1].kind is BlockKind.ROW:
            first -= 1
        start = document.blocks[max(0, first - _LINES_ABOVE)].start
        printed_above = list(_UNIT_LINE.finditer(document.text, start, fact.start))
        above = printed_above[-1] if printed_above else None
    return None if above is None else _MONEY_UNITS[above[1] or above[2]]


def _whole(text: Understanding, fact: Fact, year: int | None) -> bool:
    amount, period = fact.quantity, fact.period
    if fact.scope.entity is not Entity.DEPARTMENT or fact.scope.name or amount is None:
        return False
    if not amount.is_plain or amount.comparator not in (None, Comparator.EQUAL):
        return False
    if amount_of(text, fact).unit.dimension not in _COMPARED:
        return False
    return period is None or of_year(text, fact, year)


def of_year(text: Understanding, fact: Fact, year: int | None) -> bool:
    """Whether a fact is of the whole of a year.

    Days filled in at the head of a form are no period of the amounts in it.
    """
    period, document = fact.period, text.document
    if period is None:
        return True
    row = document.blocks[document.block_at(fact.start)].kind is BlockKind.ROW
    if row and text.metadata.fiscal_year == year and not _YEAR.search(fact.label):
        return True
    return period.first.month is None and year is not None and period.year == year


def _sum(rows: Iterable[Record], field: str) -> Decimal | None:
    values = [getattr(row, field) for row in rows]
    return None if not values or None in values else sum(values, Decimal(0))
