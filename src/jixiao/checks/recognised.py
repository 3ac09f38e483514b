"""Findings on text that was told from a picture of it: their numbers may be others in truth."""

from jixiao.model.document import Document
from jixiao.model.outcome import Outcome
from jixiao.terms import Severity, Status

_SEE_ORIGINAL = "（文字识别得来，请对照原件）"
_NO_HINT = "；不作提示"


def rests_on_recognition(document: Document, outcome: Outcome) -> bool:
    """Whether something that an outcome rests on was told from a picture of it.

    What names no other place may rest on any part of the document; what stands beside the text
    is told by the file itself.
    """
    if not document.recognised or outcome.extra is not None:
        return False
    places = [outcome.span, *(related.span for related in outcome.related)]
    return not outcome.related or any(document.is_uncertain(*place) for place in places)


def unless_recognised(document: Document, finding: Outcome) -> Outcome:
    """Return a finding, no error and with a word of caution where it rests on recognition."""
    if finding.status is not Status.FINDING or not rests_on_recognition(document, finding):
        return finding
    severity = Severity.WARNING if finding.severity is Severity.ERROR else finding.severity
    return finding._replace(message=finding.message + _SEE_ORIGINAL, severity=severity)


def hushed(document: Document, outcome: Outcome) -> Outcome:
    """Return an outcome on the form of the text, which recognition may have spoilt, as no hint."""
    if outcome.severity is not Severity.HINT or not rests_on_recognition(document, outcome):
        return outcome
    message = outcome.message + _NO_HINT
    return outcome._replace(status=Status.CANNOT_TELL, severity=None, message=message)
