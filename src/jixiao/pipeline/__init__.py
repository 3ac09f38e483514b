"""The one façade: a document in, what the checks say of it out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jixiao.checks.registry import family_titles, registry
from jixiao.checks.runner import ALL, Selection, run
from jixiao.checks.waivers import Use, Waivers
from jixiao.diagnostics.rules import Rule
from jixiao.errors import FileError, JixiaoError
from jixiao.extraction import understand
from jixiao.extraction.understanding import Understanding
from jixiao.model.document import Document
from jixiao.model.outcome import Outcome
from jixiao.pipeline.known import named
from jixiao.reading import read, read_bytes
from jixiao.standards import Standards, load


@dataclass(frozen=True, slots=True)
class Options:
    """What to check and against what; ``checks`` are the options of single checks by code.

    ``waivers`` come with the day on which they are looked at: nothing here knows what day it is.
    """

    selection: Selection = ALL
    standards: Standards | None = None
    checks: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    waivers: Waivers | None = None


DEFAULTS = Options()


@dataclass(eq=False)
class NotUnderstood(FileError):
    """The program failed on a text that it could read; the fault is its own."""

    code = "internal_error"
    message_form = "程序在理解“{path}”时出错（{problem}），这不是材料的问题。"
    hint_form = "请把这一行连同能重现它的文字报告给维护者；其他材料不受影响。"
    problem: str


def standards(standard: str | None) -> Standards:
    """Return the standards to check against: all that are known, or those asked for alone.

    ``standard`` is an identifier, or a file or folder of packs.
    """
    return load() if standard is None else Standards(named(standard))


def rules() -> dict[str, Rule]:
    """Return the checks by code, as the forms of output tell of them."""
    titles = family_titles()
    return {
        check.code: Rule(
            code=check.code,
            name=check.name,
            family=check.family,
            family_title=titles.get(check.family, check.family),
            severity=check.severity,
            since=check.since,
            claim=check.claim,
            parts=check.page().parts,
            basis=check.basis,
        )
        for check in registry().checks()
    }


@dataclass(frozen=True, slots=True, eq=False)
class CheckedDocument:
    """One document with its outcomes; ``error`` is set where it could not be read.

    ``uses`` tell what became of the waivers that speak of it.
    """

    path: str
    sha256: str | None = None
    error: JixiaoError | None = None
    understanding: Understanding | None = None
    outcomes: tuple[Outcome, ...] = ()
    uses: tuple[Use, ...] = ()


def check_file(path: str | Path, options: Options = DEFAULTS) -> CheckedDocument:
    """Read and check a file; a file that cannot be read gives a document with an error."""
    try:
        document = read(str(path), extras=options.selection.publish)
    except JixiaoError as error:
        return CheckedDocument(str(path), error=error)
    return _checked(str(path), document, options)


def check_bytes(data: bytes, path: str, options: Options = DEFAULTS) -> CheckedDocument:
    """Check the bytes of a document; the ending of ``path`` tells its format."""
    try:
        document = read_bytes(data, path, extras=options.selection.publish)
    except JixiaoError as error:
        return CheckedDocument(path, error=error)
    return _checked(path, document, options)


def check_text(text: str, path: str = "报告.txt", options: Options = DEFAULTS) -> CheckedDocument:
    """Check a text."""
    return check_bytes(text.encode(), path, options)


def facts_file(path: str | Path) -> CheckedDocument:
    """Read a file for its facts alone; no check runs."""
    try:
        document = read(str(path))
    except JixiaoError as error:
        return CheckedDocument(str(path), error=error)
    return _facts(str(path), document)


def facts_bytes(data: bytes, path: str) -> CheckedDocument:
    """Read bytes for their facts alone; no check runs."""
    try:
        document = read_bytes(data, path)
    except JixiaoError as error:
        return CheckedDocument(path, error=error)
    return _facts(path, document)


def facts_text(text: str, path: str = "报告.txt") -> CheckedDocument:
    """Read a text for its facts alone; no check runs."""
    return facts_bytes(text.encode(), path)


def _facts(path: str, document: Document) -> CheckedDocument:
    try:
        understanding = _understood(path, document, load())
    except NotUnderstood as error:
        return CheckedDocument(path, document.sha256, error=error)
    return CheckedDocument(path, document.sha256, understanding=understanding)


def _understood(path: str, document: Document, in_force: Standards) -> Understanding:
    try:
        return understand(document, in_force.family_of)
    except Exception as error:  # one document that fails must not take the others with it
        problem = f"{type(error).__name__}: {error}"
        raise NotUnderstood(path, problem) from error


def _checked(path: str, document: Document, options: Options) -> CheckedDocument:
    in_force = options.standards or load()
    try:
        understanding = _understood(path, document, in_force)
    except NotUnderstood as error:
        return CheckedDocument(path, document.sha256, error=error)
    outcomes = tuple(run(understanding, options.selection, in_force, options.checks))
    uses: tuple[Use, ...] = ()
    if options.waivers is not None:
        outcomes, uses = options.waivers.applied(document, outcomes)
    return CheckedDocument(
        path, document.sha256, understanding=understanding, outcomes=outcomes, uses=uses
    )
