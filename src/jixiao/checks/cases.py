"""The cases of the checks: small reports or evaluations, and what each check must say of them.

``tests/checks/<code>.yaml`` holds them; the wheel carries a copy, because the cases marked
``example: true`` are part of the page of a check.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar stays a string

_CASE_KEYS = {
    "name",
    "example",
    "text",
    "evaluation",
    "sources",
    "options",
    "path",
    "publish",
    "extras",
    "expect",
    "also",
}
_EXTRA_KEYS = {"kind", "text", "place"}
_EXPECT_KEYS = {"status", "severity", "quote", "stated", "expected", "line"}
_STATUSES = {"finding", "rounding", "passed", "cannot_tell"}


class CaseError(ValueError):
    """A case file that cannot be read, with file and case named."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One outcome that a case expects; None means any."""

    status: str
    severity: str | None = None
    quote: str | None = None
    stated: str | None = None
    expected: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """Something beside the text of a case: the value of its kind, what it says, where it is."""

    kind: str
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One case; ``options`` are texts that are read as the check declares them.

    ``publish``: the text is checked as one to be published, with the ``extras`` beside it.
    ``form`` says what the text is: a report (``text``), the records of an ``evaluation``, or
    several ``sources`` (evaluation, report, last_evaluation, last_report), both as YAML.
    """

    code: str
    name: str
    text: str
    expect: tuple[Expectation, ...]
    example: bool = False
    path: str = "报告.txt"
    options: Mapping[str, str] | None = None
    also: tuple[str, ...] = ()
    publish: bool = False
    extras: tuple[Beside, ...] = ()
    form: str = "text"


def folder() -> Path | None:
    """Return where the case files are: in the package, else in the repository, else nowhere."""
    here = Path(__file__).resolve()
    for place in (here.parent / "_cases", here.parents[3] / "tests" / "checks"):
        if place.is_dir():
            return place
    return None


def cases_of(code: str) -> list[Case]:
    """Return the cases of one check, none where its file is missing."""
    place = folder()
    file = place / f"{code.lower()}.yaml" if place else None
    return load(file) if file is not None and file.is_file() else []


def load(file: Path) -> list[Case]:
    """Read one case file."""
    try:
        content = yaml.load(file.read_bytes(), Loader=_Loader)  # noqa: S506 - strings only
    except yaml.YAMLError as error:
        message = f"{file.name}: {error}"
        raise CaseError(message) from error
    if not isinstance(content, list) or not content:
        message = f"{file.name}: a list of cases is wanted"
        raise CaseError(message)
    code = file.stem.upper()
    return [_case(code, entry, f"{file.name}, case {i}") for i, entry in enumerate(content, 1)]


def _case(code: str, entry: object, where: str) -> Case:
    fields = _mapping(entry, _CASE_KEYS, where)
    content = next((key for key in ("evaluation", "sources") if key in fields), "text")
    for key in ("name", content, "expect"):
        if key not in fields:
            message = f"{where}: {key} is missing"
            raise CaseError(message)
    where = f"{where} ({fields['name']})"
    return Case(
        code=code,
        name=fields["name"],
        text=fields[content],
        expect=tuple(_expectation(each, where) for each in _list(fields["expect"], where)),
        example=fields.get("example") == "true",
        path=fields.get("path", "报告.txt"),
        options=_mapping(fields["options"], None, where) if "options" in fields else None,
        also=tuple(_list(fields.get("also", []), where)),
        publish=fields.get("publish") == "true",
        extras=tuple(
            Beside(**_mapping(each, _EXTRA_KEYS, where))
            for each in _list(fields.get("extras", []), where)
        ),
        form=content,
    )


def _expectation(entry: object, where: str) -> Expectation:
    fields = _mapping(entry, _EXPECT_KEYS, where)
    if fields.get("status") not in _STATUSES:
        message = f"{where}: status must be one of {', '.join(sorted(_STATUSES))}"
        raise CaseError(message)
    line = fields.pop("line", None)
    return Expectation(**fields, line=None if line is None else int(line))


def _mapping(entry: object, keys: set[str] | None, where: str) -> dict[str, Any]:
    if not isinstance(entry, dict):
        message = f"{where}: a mapping is wanted, not {entry!r}"
        raise CaseError(message)
    unknown = set() if keys is None else set(entry) - keys
    if unknown:
        message = f"{where}: unknown keys {', '.join(sorted(unknown))}"
        raise CaseError(message)
    return entry


def _list(entry: object, where: str) -> list[Any]:
    if not isinstance(entry, list):
        message = f"{where}: a list is wanted, not {entry!r}"
        raise CaseError(message)
    return entry
