"""The figures of a workbook that written reports print too, by the concepts of their facts."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from jixiao.extraction.understanding import Understanding
from jixiao.model.evaluation import Evaluation
from jixiao.model.fact import Basis, Entity, Fact
from jixiao.model.intervals import half_up, interval
from jixiao.model.outcome import Spot
from jixiao.model.quantity import Comparator, Dimension
from jixiao.model.record import Record
from jixiao.terms import ExpenditureKind, ThreePublicItem

SUMMED = "工作簿，合计从这一格起"
MONEY, RATE, COUNT = "万元", "%", "人"
_WAN: Final = Decimal(10000)
_HALF: Final = Decimal("0.005")
_BUDGETED: Final = frozenset({Basis.INITIAL_BUDGET, Basis.ADJUSTED_BUDGET})
_SPENT: Final = frozenset({Basis.FINAL, Basis.UNKNOWN})
_KINDS: Final = {
    "expenditure_staff": {ExpenditureKind.STAFF},
    "expenditure_public": {ExpenditureKind.PUBLIC},
    "expenditure_basic": {ExpenditureKind.STAFF, ExpenditureKind.PUBLIC},
    "expenditure_project": {ExpenditureKind.PROJECT},
}
_KIND_LABELS: Final = {
    "expenditure_staff": "人员经费",
    "expenditure_public": "公用经费",
    "expenditure_basic": "基本支出",
    "expenditure_project": "项目支出",
}
_ITEMS: Final = {
    "overseas_trips": ThreePublicItem.OVERSEAS_TRIPS,
    "vehicles_purchase": ThreePublicItem.VEHICLE_PURCHASE,
    "vehicles_operation": ThreePublicItem.VEHICLE_OPERATION,
    "official_receptions": ThreePublicItem.OFFICIAL_RECEPTIONS,
}


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

    def spot(self, source: int) -> Spot:
        """Return its place in the workbook that is this source."""
        alone = getattr(self.record, self.field) == self.value
        label = "工作簿" if alone else SUMMED
        return Spot(source, self.record, self.field, label=label)


def figures(evaluation: Evaluation) -> Iterator[Figure]:
    """Yield the figures that were filled in whole."""
    rows = evaluation.funds
    sums = {name: _sum(rows, name) for name in ("initial", "adjusted", "executed")}
    for name, label, concepts, bases in (
        ("initial", "年初预算数", ("budget_total",), {Basis.INITIAL_BUDGET}),
        ("adjusted", "全年预算数", ("budget_total",), {Basis.ADJUSTED_BUDGET}),
        ("executed", "全年执行数", ("expenditure_total", "executed_amount"), _SPENT),
    ):
        value = sums[name]
        if value is not None:
            yield Figure(label, concepts, frozenset(bases), value, MONEY, rows[0], name)
    for concept, kinds in _KINDS.items():
        chosen = [row for row in rows if row.kind in kinds]
        value = _sum(chosen, "executed")
        if value is not None:
            label = _KIND_LABELS[concept]
            yield Figure(label, (concept,), _SPENT, value, MONEY, chosen[0], "executed")
    income = _sum(evaluation.income, "final")
    if income is not None:
        yield Figure(
            "本年收入", ("income_total",), _SPENT, income, MONEY, evaluation.income[0], "final"
        )
    for concept, item in _ITEMS.items():
        row = next((one for one in evaluation.three_public if one.item is item), None)
        if row is not None and row.executed is not None:
            yield Figure(item.label, (concept,), _SPENT, row.executed, MONEY, row, "executed")
    department = evaluation.department
    for field, label in (("posts", "编制数"), ("staff", "年末在职人数")):
        count = getattr(department, field)
        if count is not None:
            yield Figure(label, (field,), _SPENT, Decimal(count), COUNT, department, field)


def rates(evaluation: Evaluation) -> dict[str, Decimal]:
    """Return the rates of execution by the bases in use, to two decimals."""
    executed = _sum(evaluation.funds, "executed")
    found = {}
    for field, label in (("adjusted", "全年预算数"), ("initial", "年初预算数")):
        budget = _sum(evaluation.funds, field)
        if executed is not None and budget:
            found[label] = half_up(executed * 100 / budget, 2)
    return found


def told(text: Understanding, concepts: Iterable[str], year: int | None) -> list[Fact]:
    """Return the plain facts of the department's whole year that bear one of the concepts."""
    return [fact for fact in text.facts_of(*concepts) if _whole(fact, year)]


def staged(facts: Iterable[Fact], bases: frozenset[Basis]) -> list[Fact]:
    """Return the facts of one of the stages of the budget."""
    return [fact for fact in facts if fact.scope.basis in bases]


def agrees(fact: Fact, value: Decimal, unit: str) -> bool:
    """Whether a printed number can stand for the value of a workbook."""
    base = value * _WAN if unit == MONEY else value
    half = _HALF * _WAN if unit == MONEY else Decimal(0)
    reach = interval(fact.amount)
    return reach.low - half <= base <= reach.high + half


def printed(fact: Fact) -> str:
    """Return the number of a fact with its unit."""
    return f"{fact.value:f}{fact.amount.unit.name}"


def _whole(fact: Fact, year: int | None) -> bool:
    amount, period = fact.quantity, fact.period
    if fact.scope.entity is not Entity.DEPARTMENT or fact.scope.name or amount is None:
        return False
    if not amount.is_plain or amount.comparator not in (None, Comparator.EQUAL):
        return False
    if amount.unit.dimension not in (Dimension.MONEY, Dimension.PERCENT, Dimension.COUNT):
        return False
    if period is None:
        return True
    return period.first.month is None and year is not None and period.year == year


def _sum(rows: Iterable[Record], field: str) -> Decimal | None:
    values = [getattr(row, field) for row in rows]
    return None if not values or None in values else sum(values, Decimal(0))
