"""Whose form it is: projects by code or name, rounds of monitoring by their month, amounts."""

from decimal import Decimal
from typing import Final

from jixiao.model.evaluation import Evaluation
from jixiao.model.record import Column
from jixiao.patterns import pattern
from jixiao.workbook.forms.grids import plain
from jixiao.workbook.forms.reading import Entry, Form, Unread
from jixiao.workbook.layout import TOPICS
from jixiao.workbook.values import Unusable, tidy, value_of

_HEADED: Final = pattern(r"\((万元|元)\)")
_PER: Final = {"元": Decimal("0.0001"), "万元": Decimal(1)}


def column_of(sheet: str, label: str) -> Column:
    """Return a field of the workbook by sheet and label."""
    return next(each for each in columns_of(sheet) if each.label == label)


def columns_of(sheet: str) -> tuple[Column, ...]:
    """Return the fields of a sheet of the workbook."""
    return next(topic.columns for topic in TOPICS if topic.sheet == sheet)


def code_of(name: str, base: Evaluation) -> str | None:
    """Return the code of the one project of that name, None where there is none or are several."""
    found = {each.code for each in base.projects if plain(each.name) == plain(name)}
    return found.pop() if len(found) == 1 else None


def round_of(form: Form, base: Evaluation) -> str | None:
    """Return the one round of monitoring that ends with the month of a form, or None."""
    found = {
        each.code
        for each in base.rounds
        if each.cut_off is not None and each.cut_off.month == form.month
    }
    return found.pop() if len(found) == 1 else None


def amount(entry: Entry, column: Column, unit: str) -> Decimal | Unread | None:
    """Return an amount in 万元; ``unit`` is that of the form, empty where it does not say."""
    found = value_of(entry.box.shown, column)
    if isinstance(found, Unusable):
        return Unread(entry.place, f"“{entry.box.text}”{found.problem}，没有读取")
    if not isinstance(found, Decimal):
        return None
    own = _HEADED.search(plain(entry.heading))
    unit = own[1] if own is not None else unit
    told = entry.box.text.strip().endswith("万元")
    unit = unit or ("万元" if told else "")
    if unit not in _PER:
        said = f"“{entry.heading}”没有写明金额单位是元还是万元，没有读取"
        return Unread(entry.place, said)
    if unit == "元" and told:
        return Unread(entry.place, f"“{entry.box.text}”的单位与表头不同，没有读取")
    return tidy(found * _PER[unit])
