"""The JSON forms of ``check`` and ``facts``; other programs rely on every key of them."""

import json
from collections.abc import Sequence
from typing import Any

from jixiao import __version__
from jixiao.diagnostics.reported import Reported, listed, summarise
from jixiao.errors import JixiaoError
from jixiao.extraction.understanding import Metadata
from jixiao.model.document import Document
from jixiao.model.extra import Extra
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Approximation
from jixiao.model.waiver import Waiver

VERSION = 1
Json = dict[str, Any]


def render_check(documents: Sequence[Reported], *, show_passed: bool = False) -> str:
    """Return the report of ``check`` as JSON."""
    return _dumped(
        {
            "version": VERSION,
            "engine": __version__,
            "documents": [_checked(document, show_passed=show_passed) for document in documents],
            "summary": summarise(documents).counts(),
        }
    )


def render_facts(documents: Sequence[Reported]) -> str:
    """Return the facts as JSON."""
    return _dumped({"documents": [_facts(document) for document in documents]})


def _checked(reported: Reported, *, show_passed: bool) -> Json:
    understanding = reported.understanding
    outcomes: list[Json] = []
    if understanding is not None:
        outcomes = [
            _outcome(outcome, understanding.document)
            for outcome in listed(reported.outcomes, everything=show_passed)
        ]
    return {
        "path": reported.path,
        "sha256": reported.sha256,
        "error": None if reported.error is None else _error(reported.error),
        "metadata": metadata_row(understanding.metadata if understanding else None),
        "outcomes": outcomes,
    }


def _facts(reported: Reported) -> Json:
    understanding = reported.understanding
    row: Json = {
        "path": reported.path,
        "metadata": metadata_row(understanding.metadata if understanding else None),
        "facts": [_fact(fact, understanding.document) for fact in understanding.facts]
        if understanding
        else [],
    }
    if reported.error is not None:
        row["error"] = _error(reported.error)
    return row


def _error(error: JixiaoError) -> Json:
    return {"code": error.code, "message": error.message, "hint": error.hint}


def metadata_row(metadata: Metadata | None) -> Json:
    """Return what the contract tells of a report as a whole; every key is always there."""
    if metadata is None:
        return dict.fromkeys(
            (
                "department",
                "region",
                "fiscal_year",
                "report_date",
                "total_score",
                "grade",
                "report_kind",
            )
        )
    date = metadata.report_date
    score = metadata.total_score
    return {
        "department": metadata.department,
        "region": metadata.region,
        "fiscal_year": metadata.fiscal_year,
        "report_date": None if date is None or date.year is None else date.iso(),
        "total_score": None if score is None else f"{score:f}",
        "grade": metadata.grade,
        "report_kind": metadata.report_kind.value,
    }


def _outcome(outcome: Outcome, document: Document) -> Json:
    anchor = document.anchor(*outcome.span)
    row: Json = {
        "code": outcome.code,
        "status": outcome.status.value,
        "severity": None if outcome.severity is None else outcome.severity.value,
        "message": outcome.message,
        "line": anchor.line,
        "column": anchor.column,
        "end_line": anchor.end_line,
        "end_column": anchor.end_column,
        "page": anchor.page,
        "quote": document.quote(*outcome.span),
        "stated": outcome.stated,
        "expected": outcome.expected,
        "related": [],
    }
    if anchor.cell is not None:
        row["cell"] = anchor.cell._asdict()
    if outcome.extra is not None:
        row["extra"] = extra_row(outcome.extra)
    if outcome.waiver is not None:
        row["waiver"] = waiver_row(outcome.waiver)
    for related in outcome.related:
        at = document.anchor(*related.span)
        row["related"].append(
            {
                "line": at.line,
                "column": at.column,
                "quote": document.quote(*related.span),
                "label": related.label,
            }
        )
    return row


def extra_row(extra: Extra) -> dict[str, str]:
    """Return what is told of something beside the text: what it is, where, what it says."""
    return {"kind": extra.kind.value, "place": extra.place, "text": extra.text}


def waiver_row(waiver: Waiver) -> dict[str, str]:
    """Return what is told of a waiver: why, by whom, from when until when."""
    return {
        "reason": waiver.reason,
        "person": waiver.person,
        "granted": waiver.granted.isoformat(),
        "expires": waiver.expires.isoformat(),
    }


def _fact(fact: Fact, document: Document) -> Json:
    anchor = document.anchor(fact.start, fact.end)
    quantity = fact.quantity
    row: Json = {
        "concept": fact.concept,
        "label": fact.label,
        "value": value_of(fact),
        "unit": (quantity.unit.name or None) if quantity else None,
        "scope": {
            "entity": fact.scope.entity.value,
            "name": fact.scope.name,
            "fund": fact.scope.fund.value,
            "basis": fact.scope.basis.value,
        },
        "period": fact.period.iso() if fact.period else None,
        "approximate": quantity is not None and quantity.approximation is not Approximation.EXACT,
        "uncertain": document.is_uncertain(fact.start, fact.end),
        "line": anchor.line,
        "column": anchor.column,
        "quote": document.quote(fact.start, fact.end),
    }
    if quantity is not None and quantity.stored is not None:
        row["stored"] = f"{quantity.stored:f}"
    return row


def value_of(fact: Fact) -> str:
    """Return the value as a plain decimal, an ISO date or the printed word."""
    if fact.quantity is not None:
        return f"{fact.quantity.value:f}"
    return fact.instant.iso() if fact.instant is not None else fact.word or ""


def _dumped(content: Json) -> str:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    try:
        text.encode()
    except UnicodeEncodeError:  # a path that is no valid text
        text = json.dumps(content, indent=1)
    return text + "\n"
