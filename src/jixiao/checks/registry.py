"""The registry: what a check is, how one announces itself and how all of them are found.

A check is a generator function in ``checks/<family>/<code>.py`` under the decorator ``check``,
``record_check`` where it judges the records of an evaluation, or ``source_check`` where it holds
several sources against each other.
Its docstring is its Chinese page. Dropping a file into the folder is all it takes: modules are
found by scanning the package, once, when the checks are first asked for.
"""

import pkgutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from importlib import import_module
from inspect import cleandoc
from types import MappingProxyType
from typing import Any, NotRequired, TypedDict, Unpack

import jixiao.checks as _package
from jixiao.checks.context import Context
from jixiao.checks.records import RecordContext
from jixiao.checks.sources import SourcesContext
from jixiao.model.outcome import Outcome, RecordOutcome, SourcesOutcome
from jixiao.model.relation import Relation
from jixiao.patterns import pattern
from jixiao.terms import Severity

Function = Callable[[Context], Iterator[Outcome]]
RecordFunction = Callable[[RecordContext], Iterator[RecordOutcome]]
SourceFunction = Callable[[SourcesContext], Iterator[SourcesOutcome]]
OptionValue = str | int | bool | Decimal
Claim = tuple[type[Relation], str]

PARTS = ("为什么", "公式", "不报的情形", "已知漏报")
ANY_TOPIC = "*"
_CODE = pattern(r"[A-Z]{2,4}[0-9]{2}")
_NAME = pattern(r"[a-z0-9]+(-[a-z0-9]+)*")
_PART = pattern(r"([\u4e00-\u9fff]{2,8})：")
_STRIPPED = sys.flags.optimize >= 2  # python -OO leaves no docstrings


class LooksAt(Enum):
    """What a check judges, which decides who runs it and what it is given."""

    DOCUMENT = auto()
    RECORDS = auto()
    SOURCES = auto()


class RegistrationError(Exception):
    """A check that must not be registered, with the reason."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a check: the claim and its parts, in the order of the docstring."""

    claim: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """A registered check.

    ``absent`` is what the runner says where the check found nothing to judge (cannot tell);
    ``clean`` what it says where a check that scans the whole text found nothing to report
    (passed). Exactly one of the two is set. ``options`` are the names and defaults of what
    ``[checks.CODE]`` in jixiao.toml may set. ``publish``: only what is to be published is checked.
    """

    code: str
    name: str
    severity: Severity
    since: str
    function: Callable[..., Iterator[Any]]
    claims: tuple[Claim, ...]
    basis: str
    absent: str
    clean: str
    never_passes: bool
    publish: bool
    options: Mapping[str, OptionValue]
    looks_at: LooksAt = LooksAt.DOCUMENT

    @property
    def family(self) -> str:
        """The letters of the code."""
        return self.code.rstrip("0123456789")

    @property
    def claim(self) -> str:
        """The first line of the page: what ought to hold."""
        return (self.function.__doc__ or "").strip().partition("\n")[0]

    def page(self) -> Page:
        """Return the docstring, taken apart."""
        claim, _, body = cleandoc(self.function.__doc__ or "").partition("\n")
        parts: list[tuple[str, str]] = []
        for line in body.splitlines():
            start = _PART.match(line)
            if start:
                parts.append((start[1], line[start.end() :].strip()))
            elif line.strip() and parts:
                title, text = parts[-1]
                parts[-1] = (title, _joined(text, line.strip()))
        if self.basis and "依据" not in dict(parts):
            parts.append(("依据", self.basis))
        return Page(claim.strip(), tuple(parts))


class Registry:
    """The checks by code, and who judges which relation."""

    def __init__(self) -> None:
        self._checks: dict[str, Check] = {}
        self._owners: dict[Claim, Check] = {}

    def add(self, check: Check) -> None:
        """Register a check, or refuse it with ``RegistrationError``."""
        _refuse_malformed(check)
        if check.code in self._checks:
            _refuse(check.code, "is registered twice")
        for claim in check.claims:
            owner = self._owners.get(claim)
            if owner is not None:
                kind, topic = claim
                _refuse(check.code, f"claims {kind.__name__} {topic!r}, as {owner.code} does")
        self._checks[check.code] = check
        self._owners.update(dict.fromkeys(check.claims, check))

    def checks(self) -> tuple[Check, ...]:
        """Return all checks, ordered by code."""
        return tuple(self._checks[code] for code in sorted(self._checks))

    def get(self, code: str) -> Check | None:
        """Return the check of that code, or None."""
        return self._checks.get(code)

    def owner(self, kind: type[Relation], topic: str) -> Check | None:
        """Return the one check that judges relations of this type and topic, or None."""
        return self._owners.get((kind, topic)) or self._owners.get((kind, ANY_TOPIC))


class Declared(TypedDict):
    """What a check of records or of sources declares."""

    code: str
    name: str
    severity: Severity
    since: str
    absent: str
    basis: NotRequired[str]
    options: NotRequired[Mapping[str, OptionValue] | None]
    into: NotRequired[Registry]


_registry = Registry()
_found: list[bool] = []


def registry() -> Registry:
    """Return the registry with every check of the package in it."""
    if not _found:
        for family in _families():
            folder = import_module(f"{_package.__name__}.{family}")
            for module in pkgutil.iter_modules(folder.__path__):
                if not module.name.startswith("_"):
                    import_module(f"{folder.__name__}.{module.name}")
        _found.append(True)
    return _registry


def family_titles() -> dict[str, str]:
    """Return the Chinese title of each family: the docstring of its folder."""
    return {
        family.rstrip("_").upper(): (
            import_module(f"{_package.__name__}.{family}").__doc__ or family
        ).rstrip("。")
        for family in _families()
    }


def check(  # noqa: PLR0913 - one argument for each thing that a check declares
    *,
    code: str,
    name: str,
    severity: Severity,
    since: str,
    absent: str = "",
    clean: str = "",
    claims: tuple[Claim, ...] = (),
    basis: str = "",
    never_passes: bool = False,
    publish: bool = False,
    options: Mapping[str, OptionValue] | None = None,
    into: Registry | None = None,
) -> Callable[[Function], Function]:
    """Register a generator function as a check; ``into`` is another registry, for tests."""

    def register(function: Function) -> Function:
        (_registry if into is None else into).add(
            Check(
                code=code,
                name=name,
                severity=severity,
                since=since,
                function=function,
                claims=claims,
                basis=basis,
                absent=absent,
                clean=clean,
                never_passes=never_passes,
                publish=publish,
                options=MappingProxyType(dict(options or {})),
            )
        )
        return function

    return register


def record_check(**declared: Unpack[Declared]) -> Callable[[RecordFunction], RecordFunction]:
    """Register a check of the records of an evaluation, as ``check`` does one of a document."""

    def register(function: RecordFunction) -> RecordFunction:
        _add(function, LooksAt.RECORDS, declared)
        return function

    return register


def source_check(**declared: Unpack[Declared]) -> Callable[[SourceFunction], SourceFunction]:
    """Register a check that holds sources against each other, as ``check`` does."""

    def register(function: SourceFunction) -> SourceFunction:
        _add(function, LooksAt.SOURCES, declared)
        return function

    return register


def _add(function: Callable[..., Iterator[Any]], looks_at: LooksAt, declared: Declared) -> None:
    (declared.get("into") or _registry).add(
        Check(
            code=declared["code"],
            name=declared["name"],
            severity=declared["severity"],
            since=declared["since"],
            function=function,
            claims=(),
            basis=declared.get("basis", ""),
            absent=declared["absent"],
            clean="",
            never_passes=False,
            publish=False,
            options=MappingProxyType(dict(declared.get("options") or {})),
            looks_at=looks_at,
        )
    )


def _families() -> list[str]:
    return [m.name for m in pkgutil.iter_modules(_package.__path__) if m.ispkg]


def _refuse(code: str, reason: str) -> None:
    message = f"check {code} {reason}"
    raise RegistrationError(message)


def _refuse_malformed(check: Check) -> None:
    if not _CODE.fullmatch(check.code):
        _refuse(repr(check.code), "needs a code of capitals and two digits, such as FND05")
    if not _NAME.fullmatch(check.name):
        _refuse(check.code, f"needs a kebab-case name, not {check.name!r}")
    if bool(check.absent) == bool(check.clean):
        _refuse(check.code, "needs exactly one of absent= and clean=")
    if _STRIPPED:
        return
    document = check.function.__doc__
    if not document:
        _refuse(check.code, "has no docstring: the docstring is its page")
        return
    if not check.claim.endswith("。"):
        _refuse(check.code, "must open its docstring with one claim that ends with 。")
    missing = [part for part in PARTS if f"{part}：" not in document]
    if missing:
        _refuse(check.code, f"lacks these parts of its page: {'、'.join(missing)}")


def _joined(text: str, line: str) -> str:
    spaced = text[-1:].isascii() and line[:1].isascii() and text
    return f"{text} {line}" if spaced else text + line
