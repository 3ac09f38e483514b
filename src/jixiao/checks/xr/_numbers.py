"""Numbers of a workbook that texts tell in passing, each with the names that go before them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from jixiao.checks.xr._names import plain
from jixiao.model.evaluation import Evaluation
from jixiao.model.record import Record
from jixiao.model.score import ScoreSheet
from jixiao.patterns import pattern
from jixiao.terms import ThreePublicItem

_LEAST: Final = 4
_COUNTED = pattern(r"(?:的?(?:条|份|个|次|项|件|笔|类|宗|起)数|的?(?:数量|总数|金额|数))$")
_LEADING = pattern(r"^(?:其中|全年|已)+")
_PLAIN_ITEMS: Final = {
    ThreePublicItem.OVERSEAS_TRIPS: "因公出国",
    ThreePublicItem.VEHICLE_OPERATION: "公务用车运行维护费",
    ThreePublicItem.OFFICIAL_RECEPTIONS: "公务接待费",
}
_OCCASIONS: Final = {
    ThreePublicItem.OVERSEAS_TRIPS: ("个", "团组"),
    ThreePublicItem.VEHICLE_OPERATION: ("辆", "公务用车"),
    ThreePublicItem.OFFICIAL_RECEPTIONS: ("批次", "接待"),
}


class Number(NamedTuple):
    """A number of a workbook: ``name`` goes before it in the sentence, ``unit`` behind it.

    ``near`` must be the word right before it where a sentence has several numbers of one unit;
    ``exact``: the name is all that the number is called.
    """

    name: str
    label: str
    value: Decimal
    unit: str
    record: Record
    field: str
    near: str = ""
    exact: bool = False


def numbers(evaluation: Evaluation, sheet: ScoreSheet | None) -> Iterator[Number]:
    """Yield what texts tell of running costs, 三公 occasions, indicators and management."""
    for cost in evaluation.unit_costs:
        name = plain(cost.name)
        if len(name) < _LEAST:
            continue
        for field, unit, near in (
            ("amount", "万元", ""),
            ("base", cost.base_unit, ""),
            ("unit_cost", cost.unit, ""),
            ("rank", "位", ""),
            ("peers", "个", "参评总数"),
        ):
            value = getattr(cost, field)
            if value is not None and unit:
                label = f"{cost.name}的{_COST_LABELS[field]}"
                yield Number(name, label, Decimal(value), unit, cost, field, near)
    for row in evaluation.three_public:
        if row.item not in _OCCASIONS:
            continue
        unit, near = _OCCASIONS[row.item]
        name = _PLAIN_ITEMS[row.item]
        if row.occasions is not None:
            label = f"{row.item.label}的{near}数"
            yield Number(name, label, Decimal(row.occasions), unit, row, "occasions", near)
        if row.persons is not None:
            label = f"{row.item.label}的人次"
            yield Number(name, label, Decimal(row.persons), "人次", row, "persons", near)
    yield from _counted(evaluation)
    if sheet is not None:
        yield from _answers(evaluation, sheet)


_COST_LABELS: Final = {
    "amount": "金额",
    "base": "计算基数",
    "unit_cost": "单位成本",
    "rank": "名次",
    "peers": "参加排名单位数",
}


def _answers(evaluation: Evaluation, sheet: ScoreSheet) -> Iterator[Number]:
    """Yield the answers to the questions about management that are numbers."""
    for fact in evaluation.management:
        words = sheet.questions.get(fact.fact, "")
        name = plain(_COUNTED.sub("", _LEADING.sub("", words)))
        if len(name) >= _LEAST and isinstance(fact.value, Decimal):
            yield Number(name, words, fact.value, "", fact, "value", exact=True)


def _counted(evaluation: Evaluation) -> Iterator[Number]:
    """Yield how many contracts there are."""
    if evaluation.contracts:
        count, first = Decimal(len(evaluation.contracts)), evaluation.contracts[0]
        for name in ("签订采购合同", "签订政府采购合同"):
            yield Number(name, "采购合同份数", count, "份", first, "number", exact=True)
