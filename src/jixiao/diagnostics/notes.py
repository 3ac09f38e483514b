"""What a note in the document itself says of a finding: in Word comments and in PDF notes."""

from collections.abc import Iterator, Sequence

from jixiao.model.document import Document
from jixiao.model.outcome import Outcome
from jixiao.terms import Severity, Status


def worth_saying(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the findings, heaviest first; nobody has to mend what is waived."""
    order = list(Severity)
    found = [one for one in outcomes if one.status is Status.FINDING and one.waiver is None]
    return sorted(found, key=lambda one: order.index(one.severity or Severity.ERROR))


def note_lines(document: Document, outcome: Outcome) -> Iterator[str]:
    """Yield the lines of a note: what is wrong, and what else it rests on."""
    severity = outcome.severity or Severity.ERROR
    yield f"【{severity.label} {outcome.code}】{outcome.message}"
    for related in outcome.related:
        quote = " ".join(document.quote(*related.span).split())
        yield f"{related.label}：{quote}" if related.label else f"相关：{quote}"
