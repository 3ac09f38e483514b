"""The money of a whole department as its forms print it: one kind of expenditure a row."""

from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.model.evaluation import Evaluation, Funds
from jixiao.terms import ExpenditureKind, Fund
from jixiao.workbook.forms.matching import amount, column_of
from jixiao.workbook.forms.reading import Entries, Form, Unread
from jixiao.workbook.forms.words import FormKind, bare, usual_words

_AMOUNTS = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数"}
_BASIC = "基本支出"


@dataclass(slots=True)
class Money:
    """The rows of expenditure that a form gives, and what was not read."""

    records: list[Funds] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def department_money(form: Form, base: Evaluation) -> Money:
    """Return the expenditure of a department by kind; forms do not tell it by fund."""
    found = Money()
    if not form.funds:
        return found
    if form.kind is not FormKind.SELF_EVALUATION:
        said = "部门的金额没有读取，请按支出类别填在“部门支出”表"
        found.unread.append(Unread(form.name, said))
        return found
    if any(each.fund not in (None, Fund.ALL) for each in base.funds):
        said = "工作簿的“部门支出”按资金性质填列，表里没有写资金性质，金额没有读取"
        found.unread.append(Unread(form.name, said))
        return found
    for row in form.funds:
        _row(form, row, found)
    kinds = {each.kind for each in found.records}
    undivided = next((row for row in form.funds if _name(row) == _BASIC), None)
    if undivided is not None and not {ExpenditureKind.STAFF, ExpenditureKind.PUBLIC} & kinds:
        said = "基本支出没有分人员经费和公用经费，没有读取"
        found.unread.append(Unread(undivided.place, said))
    return found


def _name(row: Entries) -> str:
    return bare(row.name).removeprefix("其中:").removeprefix("其中")


def _row(form: Form, row: Entries, found: Money) -> None:
    kind = usual_words("kinds").get(_name(row))
    if kind is None:
        said = f"“{row.name or '（空）'}”不是人员经费、公用经费或项目支出，没有读取"
        found.unread.append(Unread(row.place, said))
    if not kind:
        return
    member = next(each for each in ExpenditureKind if each.label == kind)
    if any(each.kind is member for each in found.records):
        found.unread.append(Unread(row.place, f"“{row.name}”前面已有一行，没有读取"))
        return
    values = _amounts(form, row, found)
    if values:
        found.records.append(Funds(fund=Fund.ALL, kind=member, origin=row.place, **values))


def _amounts(form: Form, row: Entries, found: Money) -> dict[str, Decimal]:
    values: dict[str, Decimal] = {}
    for name, label in _AMOUNTS.items():
        entry = row.first(f"项目资金.{label}")
        given = None if entry is None else amount(entry, column_of("部门支出", label), form.unit)
        if isinstance(given, Unread):
            found.unread.append(given)
        elif given is not None:
            values[name] = given
    return values
