"""Ways from the text on disk back to the reading text."""

from jixiao.model.document import Document
from jixiao.model.source import Span


def reading_place(document: Document, first: int, last: int) -> Span:
    """Return what of the reading text was read from ``source[first:last]``, one sign at least."""
    size = len(document.text)
    start = min(document.reading_offset(first), max(size - 1, 0))
    end = max(document.reading_offset(last), start)
    return Span(start, min(max(end, start + 1), size))


def is_wide(character: str) -> bool:
    """Tell whether a character is Chinese."""
    return "\u4e00" <= character <= "\u9fff"
