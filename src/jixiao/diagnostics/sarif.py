"""SARIF 2.1.0: the form that code hosts, editors and result viewers read.

What cannot be told is ``open``, what holds is ``pass``; rounding is a note. A check that crashed
and a document that could not be read are no results but notifications of the tool.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from jixiao import __version__
from jixiao.diagnostics.json_report import extra_row, metadata_row, waiver_row
from jixiao.diagnostics.places import spoken
from jixiao.diagnostics.reported import (
    Reported,
    exit_status,
    listed,
    summarise,
)
from jixiao.diagnostics.rules import Rule, Rules, rule_of
from jixiao.model.document import Document
from jixiao.model.outcome import Outcome
from jixiao.model.source import Anchor, Span
from jixiao.model.waiver import Waiver
from jixiao.patterns import pattern
from jixiao.terms import Severity, Status

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT: Final = "jixiaoPlace/v1"
Json = dict[str, Any]

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_KINDS: Final = {Status.PASSED: "pass", Status.CANNOT_TELL: "open"}
_MIME_TYPES: Final = {
    "text": "text/plain",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_EXITS: Final = ("没有错误级的不符", "至少有一个错误级的不符", "有材料读不了")
_LINK: Final = pattern(r"\[(?=[^\[\]]*\]\()")


def render(documents: Sequence[Reported], rules: Rules, *, show_passed: bool = False) -> str:
    """Return the report as a SARIF log with one run, closed by a line break."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(documents, rules, show_passed)]}
    text = json.dumps(log, ensure_ascii=False, indent=1)
    try:
        text.encode()
    except UnicodeEncodeError:  # a path that is no valid text
        text = json.dumps(log, indent=1)
    return text + "\n"


def _run(documents: Sequence[Reported], rules: Rules, show_passed: bool) -> Json:  # noqa: FBT001 - passed on as given
    codes = sorted({outcome.code for document in documents for outcome in document.outcomes})
    index = {code: number for number, code in enumerate(codes)}
    # All results of a run say whether they are suppressed, or none does (SARIF 3.27.23).
    settled = any(outcome.waiver for document in documents for outcome in document.outcomes)
    writers = [_Writer(each, at, index, settled) for at, each in enumerate(documents)]
    return {
        "tool": {"driver": _driver([rule_of(rules, code) for code in codes], documents)},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(documents, writers)],
        "artifacts": [writer.artifact() for writer in writers],
        "results": [row for writer in writers for row in writer.results(everything=show_passed)],
        "properties": {"summary": summarise(documents).counts()},
    }


def _driver(rules: Sequence[Rule], documents: Sequence[Reported]) -> Json:
    notices = {d.error.code for d in documents if d.error is not None}
    if any(o.status is Status.CRASHED for d in documents for o in d.outcomes):
        notices.add(Status.CRASHED.value)
    driver: Json = {
        "name": "jixiao",
        "fullName": f"绩效 jixiao {__version__}",
        "version": __version__,
        "semanticVersion": __version__,
        "language": "zh-CN",
        "shortDescription": {"text": "读财政绩效自评材料，核对其中的每一个数字。"},
        "rules": [_rule(rule) for rule in rules],
    }
    if notices:
        driver["notifications"] = [{"id": code} for code in sorted(notices)]
    return driver


def _rule(rule: Rule) -> Json:
    """Return a check with its page as help."""
    reason = dict(rule.parts).get("为什么", "")
    paragraphs = [f"{title}：{text}" for title, text in rule.parts]
    bold = [f"**{title}**：{text}" for title, text in rule.parts]
    row: Json = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _literal(rule.claim)},
        "fullDescription": {"text": _literal(f"{rule.claim}{reason}")},
        "help": {
            "text": _literal("\n".join([rule.claim, *paragraphs])),
            "markdown": _literal("\n\n".join([rule.claim, *bold])),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family_title], "since": rule.since},
    }
    if rule.basis:
        row["properties"]["basis"] = rule.basis
    return row


def _invocation(documents: Sequence[Reported], writers: "Sequence[_Writer]") -> Json:
    notices = [notice for writer in writers for notice in writer.notices()]
    status = exit_status(documents)
    return {
        "executionSuccessful": not notices,
        "exitCode": status,
        "exitCodeDescription": _EXITS[status],
        "toolExecutionNotifications": notices,
    }


def uri(path: str) -> str:
    """Return a path as a URI: relative ones as they are, encoded, absolute ones as file://."""
    pure = PurePath(path)
    if pure.is_absolute():
        return pure.as_uri()
    return quote(pure.as_posix(), safe="/", errors="surrogateescape")


def _literal(text: str) -> str:
    """Return a text in which viewers find neither placeholders nor links of its own making."""
    return _LINK.sub(r"\\[", text.replace("{", "{{").replace("}", "}}"))


class _Writer:
    """Writes what belongs to one document; ``rules`` are the places of the checks in the run.

    ``settled``: something in the run is waived.
    """

    def __init__(
        self,
        reported: Reported,
        number: int,
        rules: dict[str, int],
        settled: bool,  # noqa: FBT001 - told of in one place
    ) -> None:
        self._reported = reported
        self._settled = settled
        self._place = {"uri": uri(reported.path), "index": number}
        self._rules = rules
        self._seen: Counter[str] = Counter()
        self._hashed: dict[int, hashlib._Hash] = {}  # the blocks, so that long ones are read once

    def artifact(self) -> Json:
        """Return the document among the files of the run."""
        reported = self._reported
        row: Json = {"location": dict(self._place), "roles": ["analysisTarget"]}
        if reported.sha256 is not None:
            row["hashes"] = {"sha-256": reported.sha256}
        if reported.understanding is not None:
            kind = _MIME_TYPES.get(reported.understanding.document.format)
            if kind is not None:
                row["mimeType"] = kind
            row["properties"] = {"metadata": metadata_row(reported.understanding.metadata)}
        return row

    def notices(self) -> Iterator[Json]:
        """Yield what went wrong in the tool: an unread document, checks that crashed."""
        error = self._reported.error
        if error is not None:
            yield {
                "descriptor": {"id": error.code},
                "level": "error",
                "message": {"text": _literal(str(error))},
                "locations": [{"physicalLocation": {"artifactLocation": dict(self._place)}}],
            }
        for outcome in self._reported.outcomes:
            if outcome.status is Status.CRASHED:
                yield {
                    "descriptor": {"id": Status.CRASHED.value},
                    "associatedRule": {
                        "id": outcome.code,
                        "index": self._rules[outcome.code],
                    },
                    "level": "error",
                    "message": {"text": _literal(outcome.message)},
                    "locations": [{"physicalLocation": {"artifactLocation": dict(self._place)}}],
                }

    def results(self, *, everything: bool) -> Iterator[Json]:
        """Yield the outcomes in reading order."""
        understanding = self._reported.understanding
        if understanding is None:
            return
        for outcome in listed(self._reported.outcomes, everything=everything):
            if outcome.status is not Status.CRASHED:
                yield self._result(outcome, understanding.document)

    def _result(self, outcome: Outcome, document: Document) -> Json:
        kind = _KINDS.get(outcome.status, "fail")
        properties: Json = {"status": outcome.status.value}
        for name in ("stated", "expected"):
            value = getattr(outcome, name)
            if value is not None:
                properties[name] = value
        if outcome.extra is not None:
            properties["extra"] = extra_row(outcome.extra)
        row: Json = {
            "ruleId": outcome.code,
            "ruleIndex": self._rules[outcome.code],
            "kind": kind,
            "level": _LEVELS[outcome.severity or Severity.ERROR] if kind == "fail" else "none",
            "message": {"text": _literal(outcome.message)},
            "locations": [self._location(outcome.span, document)],
            "partialFingerprints": {FINGERPRINT: self._fingerprint(outcome, document)},
            "properties": properties,
        }
        if self._settled:
            row["suppressions"] = [_suppression(outcome.waiver)] if outcome.waiver else []
        if outcome.related:
            row["relatedLocations"] = [
                {
                    "id": number,
                    **self._location(related.span, document),
                    "message": {"text": _literal(related.label)},
                }
                for number, related in enumerate(outcome.related, 1)
            ]
        return row

    def _location(self, span: Span, document: Document) -> Json:
        anchor = document.anchor(*span)
        row: Json = {
            "physicalLocation": {
                "artifactLocation": dict(self._place),
                "region": {
                    "startLine": anchor.line,
                    "startColumn": anchor.column,
                    "endLine": anchor.end_line,
                    "endColumn": anchor.end_column,
                    "snippet": {"text": document.quote(*span)},
                },
            }
        }
        if anchor.page is not None or anchor.cell is not None:
            row["logicalLocations"] = [_logical(anchor, document)]
        return row

    def _fingerprint(self, outcome: Outcome, document: Document) -> str:
        """Return what stays the same when text is put in elsewhere: check, paragraph, quote."""
        index = document.block_at(outcome.span.start)
        if index not in self._hashed:
            block = document.blocks[index]
            self._hashed[index] = hashlib.sha256(document.text[block.start : block.end].encode())
        told: tuple[str, ...] = (outcome.code, outcome.status.value, document.quote(*outcome.span))
        if outcome.extra is not None:
            told += (outcome.extra.where, outcome.extra.text)
        hashed = self._hashed[index].copy()
        hashed.update("\0".join(("", *told)).encode())
        digest = hashed.hexdigest()[:32]
        self._seen[digest] += 1
        return f"{digest}:{self._seen[digest]}"


def _suppression(waiver: Waiver) -> Json:
    return {
        "kind": "external",
        "status": "accepted",
        "justification": _literal(waiver.reason),
        "properties": waiver_row(waiver),
    }


def _logical(anchor: Anchor, document: Document) -> Json:
    """Return the page and the cell; lines of such files are of our own counting."""
    properties: Json = {}
    if anchor.page is not None:
        properties["page"] = anchor.page
    if anchor.cell is not None:
        properties["cell"] = anchor.cell._asdict()
    return {
        "fullyQualifiedName": spoken(document, anchor),
        "kind": "page" if anchor.cell is None else "cell",
        "properties": properties,
    }
