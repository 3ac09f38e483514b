"""Records that people fill in: every field carries the name and unit that forms print for it.

The labels live here, with the values, so that workbook, messages and documents all call a field
by one name.
"""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from jixiao.terms import Term

Value = str | int | bool | Decimal | date | Term | tuple[str, ...] | None
"""What a field may hold; None and the empty text mean that nothing was filled in."""

_KEY = "column"


class _Named(NamedTuple):
    label: str
    unit: str
    required: bool
    note: str


class Column(NamedTuple):
    """One field of a record as people see it.

    ``kinds`` are the types that its value may have; ``several`` marks a field of several texts;
    ``unit`` is empty where there is none; ``required`` fields are named as missing when blank.
    """

    name: str
    label: str
    kinds: tuple[type, ...]
    several: bool
    unit: str
    required: bool
    note: str


def column(
    label: str, *, unit: str = "", required: bool = False, note: str = "", default: Value = None
) -> Any:  # noqa: ANN401 - as dataclasses.field, whose result stands for any type
    """Declare a field of a record; ``note`` is what a person needs to know to fill it in."""
    return field(default=default, metadata={_KEY: _Named(label, unit, required, note)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row that somebody filled in.

    ``origin`` says where it was read (工作表“项目”第6行); it is no part of what the row says, so
    two records that differ in it alone are equal.
    """

    origin: str = field(default="", compare=False)


def columns(kind: type[Record]) -> tuple[Column, ...]:
    """Return the fields of a kind of record that people fill in, in their order."""
    return tuple(_columns(kind).values())  # type: ignore[arg-type]  # a class can be hashed


def column_of(kind: type[Record], name: str) -> Column:
    """Return one field of a kind of record; ``KeyError`` where it has none of that name."""
    return _columns(kind)[name]  # type: ignore[arg-type]  # as above


def blank(value: object) -> bool:
    """Whether a field was left empty."""
    return value is None or value in ("", ())


def missing(record: Record) -> tuple[Column, ...]:
    """Return the required fields of a record that are blank."""
    return tuple(
        each
        for each in columns(type(record))
        if each.required and blank(getattr(record, each.name))
    )


@cache
def _columns(kind: type[Record]) -> Mapping[str, Column]:
    hints = get_type_hints(kind)
    declared = (each for each in fields(kind) if _KEY in each.metadata)
    return {each.name: _column(each, hints[each.name]) for each in declared}


def _column(declared: "Field[object]", hint: object) -> Column:
    named: _Named = declared.metadata[_KEY]
    several = get_origin(hint) is tuple
    options = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    kinds = tuple(each for each in options if each is not NoneType and isinstance(each, type))
    return Column(declared.name, named.label, (str,) if several else kinds, several, *named[1:])
