"""A workbook filled in from what a report says: its head, its amounts, its indicators.

Only what the report says once, or several times alike, is taken over; every value keeps the place
where it was read. What the report says differently in several places stays blank and is named.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, NamedTuple

from jixiao.extraction.understanding import Understanding
from jixiao.model.evaluation import (
    Asset,
    Department,
    Evaluation,
    Funds,
    Indicator,
    ThreePublicExpense,
)
from jixiao.model.fact import Basis, Entity, Fact
from jixiao.model.period import Period
from jixiao.model.quantity import Approximation, Dimension
from jixiao.model.record import Value
from jixiao.model.relation import Attainment
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import ExpenditureKind, Fund, Sign, ThreePublicItem
from jixiao.workbook.values import tidy

_YUAN: Final = Decimal("0.0001")  # 万元
_LONGEST: Final = 60  # characters of a sentence that a note quotes

_PARAGRAPHS: Final = frozenset({"docx", "doc", "wps", "rtf", "odt"})  # not counted in lines

_FUNDS: Final = (
    (ExpenditureKind.STAFF, "expenditure_staff", "budget_staff"),
    (ExpenditureKind.PUBLIC, "expenditure_public", "budget_public"),
    (ExpenditureKind.PROJECT, "expenditure_project", "budget_project"),
)
_THREE_PUBLIC: Final = (
    (ThreePublicItem.OVERSEAS_TRIPS, "overseas_trips", "overseas_trips_budget"),
    (ThreePublicItem.VEHICLE_PURCHASE, "vehicles_purchase", "vehicles_purchase_budget"),
    (ThreePublicItem.VEHICLE_OPERATION, "vehicles_operation", "vehicles_operation_budget"),
    (ThreePublicItem.OFFICIAL_RECEPTIONS, "official_receptions", "official_receptions_budget"),
)
_ASSETS: Final = "固定资产"
_PART: Final = pattern("行政|事业|工勤|参公")  # posts of one kind are not all posts
_NO_NAME: Final = pattern("^(?:指标|占|其中|共)|中$|^.{0,2}$")  # of an indicator told in prose


@dataclass(slots=True)
class Filled:
    """What a report gives a workbook.

    ``notes`` say where each value was read, by field of the evaluation, number of the row from 0
    and field of the record; ``left`` are the things that could not be told.
    """

    evaluation: Evaluation
    notes: dict[tuple[str, int, str], str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


class _Read(NamedTuple):
    """A value and where it was read."""

    value: Value
    place: str


def workbook_of(understanding: Understanding) -> Filled:
    """Return the workbook that a report fills in, as far as it does."""
    return _Filler(understanding).filled()


class _Filler:
    def __init__(self, understanding: Understanding) -> None:
        self._read = understanding
        self._filled = Filled(Evaluation(department=Department()))
        self._years: set[Period | None] = {None}
        if understanding.metadata.fiscal_year is not None:
            self._years.add(Period.of_year(understanding.metadata.fiscal_year))

    def filled(self) -> Filled:
        """Return everything that the report gives."""
        evaluation = Evaluation(
            department=Department(**self._named("department", 0, self._department())),
            funds=tuple(self._funds()),
            three_public=tuple(self._three_public()),
            assets=tuple(self._assets()),
            indicators=tuple(self._indicators()),
        )
        self._filled.evaluation = evaluation
        return self._filled

    def _named(self, topic: str, row: int, values: dict[str, _Read | None]) -> dict[str, Any]:
        """Return the values of a record, and note where they were read."""
        found: dict[str, Any] = {}
        for name, read in values.items():
            if read is not None:
                found[name] = read.value
                self._filled.notes[topic, row, name] = read.place
        return found

    # --- the head ------------------------------------------------------------------------------

    def _department(self) -> dict[str, _Read | None]:
        told = self._read.metadata
        head = self._place(told.title_span)
        region = told.region and _Read(told.region, "由单位名称和正文推断，请核对")
        return {
            "name": _of(told.department, self._place(told.department_span) or head),
            "region": region or None,
            "year": _of(told.fiscal_year, self._place(told.fiscal_year_span) or head),
            "posts": self._one("编制数", "posts", _whole),
            "staff": self._one("年末在职人数", "staff", _whole),
            "unit_count": self._one("预算单位数量", "budget_unit_count", _whole),
        }

    # --- amounts -------------------------------------------------------------------------------

    def _funds(self) -> Iterator[Funds]:
        """Yield spending by its kind; of all funds, because reports seldom part both at once."""
        row = 0
        for kind, spent, budget in _FUNDS:
            values = {
                "initial": self._budget(f"{kind.label}年初预算数", budget, Basis.INITIAL_BUDGET),
                "adjusted": self._budget(f"{kind.label}全年预算数", budget, Basis.ADJUSTED_BUDGET),
                "executed": self._one(f"{kind.label}全年执行数", spent, _money),
            }
            if any(values.values()):
                yield Funds(fund=Fund.ALL, kind=kind, **self._named("funds", row, values))
                row += 1

    def _three_public(self) -> Iterator[ThreePublicExpense]:
        row = 0
        for item, spent, budget in _THREE_PUBLIC:
            values = {
                "initial": self._budget(f"{item.label}年初预算数", budget, Basis.INITIAL_BUDGET),
                "adjusted": self._budget(f"{item.label}全年预算数", budget, Basis.ADJUSTED_BUDGET),
                "executed": self._one(f"{item.label}全年支出数", spent, _money),
            }
            if any(values.values()):
                yield ThreePublicExpense(item=item, **self._named("three_public", row, values))
                row += 1

    def _assets(self) -> Iterator[Asset]:
        values = {
            "value": self._one("固定资产原值", "fixed_assets_total", _money),
            "value_in_use": self._one("在用固定资产原值", "fixed_assets_used", _money),
        }
        if any(values.values()):
            yield Asset(category=_ASSETS, **self._named("assets", 0, values))

    def _budget(self, label: str, concept: str, basis: Basis) -> _Read | None:
        return self._one(label, concept, _money, basis)

    def _one(
        self,
        label: str,
        concept: str,
        reading: Callable[[Fact], Value],
        basis: Basis | None = None,
    ) -> _Read | None:
        """Return the one value that the report has for a concept; several are named."""
        found: dict[Value, Fact] = {}
        for fact in self._read.facts_by_concept.get(concept, ()):
            if self._is_of_the_year(fact) and basis in (None, fact.scope.basis):
                value = reading(fact)
                if value is not None:
                    found.setdefault(value, fact)
        if len(found) > 1:
            said = "、".join(self._quote(fact.start, fact.end) for fact in found.values())
            self._filled.left.append(f"“{label}”在报告中有几个不同的数（{said}），没有填写")
            return None
        return next((self._at(value, fact) for value, fact in found.items()), None)

    def _is_of_the_year(self, fact: Fact) -> bool:
        """Whether a fact speaks of the whole department, all its money, and this year."""
        scope = fact.scope
        return (
            scope.entity is Entity.DEPARTMENT
            and not scope.name
            and not (fact.concept == "posts" and _PART.search(fact.label))
            and scope.fund is Fund.ALL
            and fact.period in self._years
            and fact.quantity is not None
            and fact.quantity.is_plain
            and not self._read.document.is_uncertain(fact.start, fact.end)
        )

    # --- indicators ----------------------------------------------------------------------------

    def _indicators(self) -> Iterator[Indicator]:
        """Yield the indicators of the report: those of its forms, else those told in its prose."""
        told = [each for each in self._read.all(Attainment) if each.indicator and each.name]
        rows = [each for each in told if each.tabular] or told
        by_name: dict[str, list[Attainment]] = {}
        for each in rows:
            by_name.setdefault(each.name, []).append(each)
        number = 0
        for name, same in by_name.items():
            values = self._indicator(name, same)
            if values is not None:
                found = self._named("indicators", number, values)
                number += 1
                yield Indicator(code=f"BG-{number}", **found)

    def _indicator(self, name: str, same: Sequence[Attainment]) -> dict[str, _Read | None] | None:
        first = same[0]
        if not first.tabular and _NO_NAME.search(name):
            self._filled.left.append(f"“{name}”不像完整的指标名称，没有填写：{self._said(first)}")
            return None
        if first.target is None or not self._is_figure(first.target):
            self._filled.left.append(f"指标“{name}”的指标值不是一个确定的数，没有填写")
            return None
        if len({(_figure(each.target), _figure(each.actual)) for each in same}) > 1:
            self._filled.left.append(f"指标“{name}”在报告中有几个不同的数，没有填写")
            return None
        aim, unit = first.target, first.target.amount.unit.name
        printed = None if first.comparator is None else first.comparator.value
        sign = next((each for each in Sign if each.value == printed), None)
        values: dict[str, _Read | None] = {
            "name": self._at(name, aim),
            "sign": None if sign is None else self._at(sign, aim),
            "target": self._at(aim.value, aim),
            "unit": self._at(unit, aim) if unit else None,
        }
        actual = first.actual
        if actual is not None and self._is_figure(actual) and actual.amount.unit.name in (unit, ""):
            values["actual"] = self._at(actual.value, actual)
        else:
            self._filled.left.append(f"指标“{name}”的完成值没有写明，或单位与指标值不同，没有填写")
        if first.points is not None and self._is_figure(first.points):
            values["points"] = self._at(first.points.value, first.points)
        return values

    def _said(self, told: Attainment) -> str:
        return self._place(Span(told.start, told.end))

    def _is_figure(self, fact: Fact) -> bool:
        """Whether a fact is one number, about which the print leaves no doubt."""
        quantity = fact.quantity
        return (
            quantity is not None
            and quantity.approximation is Approximation.EXACT
            and quantity.upper is None
            and not self._read.document.is_uncertain(fact.start, fact.end)
        )

    # --- places --------------------------------------------------------------------------------

    def _at(self, value: Value, fact: Fact) -> _Read:
        return _Read(value, self._place(Span(fact.start, fact.end)))

    def _place(self, span: Span | None) -> str:
        """Return where something was read, with its sentence."""
        if span is None or span.end <= span.start:
            return ""
        document = self._read.document
        sentence = self._read.sentence_at(span.start)
        start, end = (span.start, span.end) if sentence is None else (sentence.start, sentence.end)
        words = " ".join(self._quote(start, end).split())
        if len(words) > _LONGEST:
            words = words[: _LONGEST - 1] + "…"
        counted = "段" if document.format in _PARAGRAPHS else "行"
        line = document.anchor(span.start, span.end).line
        return f"“{document.path}”第{line}{counted}：{words}"

    def _quote(self, start: int, end: int) -> str:
        return self._read.document.quote(start, end)


def _of(value: str | int | None, place: str) -> _Read | None:
    return None if value is None else _Read(value, place)


def _money(fact: Fact) -> Decimal | None:
    """Return an amount in 万元, None where the fact is no money."""
    quantity = fact.amount
    money = quantity.unit.dimension is Dimension.MONEY
    return tidy(quantity.base * _YUAN) if money else None


def _whole(fact: Fact) -> int | None:
    value = fact.amount.base
    return int(value) if value == value.to_integral_value() else None


def _figure(fact: Fact | None) -> Decimal | None:
    return None if fact is None or fact.quantity is None else fact.quantity.value
