"""An evaluation as plain values, as YAML and JSON hold them: terms by their Chinese label."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import cast, get_args, get_type_hints

from jixiao.errors import JixiaoError
from jixiao.model.evaluation import Department, Evaluation
from jixiao.model.record import Column, Record, Value, blank, columns
from jixiao.terms import Term

Plain = str | int | bool | date | list[str] | None


@dataclass(eq=False)
class BadValue(JixiaoError):
    """A plain value that cannot stand where it stands."""

    code = "bad_value"
    message_form = "{where}：{problem}。"
    where: str
    problem: str


def evaluation_of(content: Mapping[str, object]) -> Evaluation:
    """Return the evaluation of ``{department: {…}, projects: [{…}, …], …}``.

    Raises:
        BadValue: a name or value that an evaluation has no place for.
    """
    kinds = get_type_hints(Evaluation)
    names = {each.name for each in fields(Evaluation)}
    unknown = sorted(content.keys() - names)
    if unknown:
        raise BadValue(unknown[0], "没有这一类记录")
    found: dict[str, object] = {"department": Department()}
    for name, given in content.items():
        if kinds[name] is Department:
            found[name] = _record(Department, given, name)
        elif isinstance(given, list):
            kind = get_args(kinds[name])[0]
            found[name] = tuple(
                _record(kind, row, f"{name}第{number}条") for number, row in enumerate(given, 1)
            )
        else:
            raise BadValue(name, "应是一组记录")
    return Evaluation(**found)  # type: ignore[arg-type]  # each checked above


def plain_of(evaluation: Evaluation) -> dict[str, object]:
    """Return an evaluation as plain values; what was not filled in is left out."""
    found: dict[str, object] = {}
    for each in fields(evaluation):
        value = getattr(evaluation, each.name)
        if isinstance(value, Record):
            found[each.name] = _plain_record(value)
        elif value:
            found[each.name] = [_plain_record(row) for row in value]
    return found


def _plain_record(record: Record) -> dict[str, Plain]:
    values = ((each.name, getattr(record, each.name)) for each in columns(type(record)))
    return {name: _plain(value) for name, value in values if not blank(value)}


def _plain(value: Value) -> Plain:
    if isinstance(value, Term):
        return value.label
    if isinstance(value, Decimal):
        return f"{value:f}"
    return list(value) if isinstance(value, tuple) else value


def _record(kind: type[Record], given: object, where: str) -> Record:
    if not isinstance(given, Mapping):
        raise BadValue(where, "应是“名称: 值”")
    known = {each.name: each for each in columns(kind)}
    values: dict[str, Value] = {}
    for name, value in given.items():
        if name not in known:
            raise BadValue(where, f"没有“{name}”这一项")
        values[name] = _value(known[name], value, f"{where}的{name}")
    return kind(**values)  # type: ignore[arg-type]  # each checked above


def _value(column: Column, given: object, where: str) -> Value:
    if column.several:
        if isinstance(given, list) and all(isinstance(each, str) for each in given):
            return tuple(given)
        raise BadValue(where, "应是一组文字")
    for kind in column.kinds:
        if issubclass(kind, Term):
            found = next((one for one in kind if given in (one.label, one.value)), None)
            if found is None:
                raise BadValue(where, f"“{given}”不在可选的各项之内")
            return found
        if kind is Decimal and isinstance(given, str):
            return _decimal(given, where)
        if type(given) is kind:
            return cast("Value", given)
    raise BadValue(where, f"“{given}”不合要求；数要写在引号里")


def _decimal(given: str, where: str) -> Decimal:
    try:
        number = Decimal(given)
    except InvalidOperation:
        raise BadValue(where, f"“{given}”不是数") from None
    if not number.is_finite():
        raise BadValue(where, f"“{given}”不是数")
    return number
