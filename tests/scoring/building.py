"""Evaluations from the plain values of a YAML case."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import get_args, get_type_hints

from jixiao.model.evaluation import Department, Evaluation
from jixiao.model.record import Record, column_of
from jixiao.terms import Term

HINTS = get_type_hints(Evaluation)


def evaluation(given):
    """Return an evaluation: ``{department: {...}, funds: [{...}, ...]}``, terms by their label."""
    values = {}
    for field in fields(Evaluation):
        if field.name not in given:
            continue
        kind = HINTS[field.name]
        if kind is Department:
            values[field.name] = record(Department, given[field.name])
        else:
            values[field.name] = tuple(record(get_args(kind)[0], row) for row in given[field.name])
    values.setdefault("department", Department())
    unknown = given.keys() - {field.name for field in fields(Evaluation)}
    assert not unknown, unknown
    return Evaluation(**values)


def record(kind: type[Record], row):
    return kind(**{name: value(column_of(kind, name), given) for name, given in row.items()})


def value(column, given):
    if column.several:
        return tuple(given)
    for kind in column.kinds:
        if issubclass(kind, Term):
            return next(one for one in kind if given in (one.label, one.value))
        if kind is Decimal and isinstance(given, str):
            return Decimal(given)
        if kind is bool and isinstance(given, bool):
            return given
        if kind in (int, str, date) and type(given) is kind:
            return given
    message = f"{column.name}: {given!r} is none of {column.kinds}"
    raise AssertionError(message)
