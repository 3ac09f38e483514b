"""A copy of a PDF file with the findings highlighted and a note at each; else it stays as it is.

Notes are annotations (ISO 32000-1, 12.5.6.10): any reader shows them, and they can be taken off.
"""

import ctypes
import io
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Final, NamedTuple

from jixiao.diagnostics.notes import note_lines, worth_saying
from jixiao.model.document import Document
from jixiao.model.outcome import Outcome
from jixiao.reading.drawn import Box
from jixiao.reading.pages import Drawing
from jixiao.reading.pdf import trace_pdf
from jixiao.reading.pdf_page import Frame
from jixiao.terms import Severity

if TYPE_CHECKING:
    import pypdfium2

_COLOURS: Final = {
    Severity.ERROR: (255, 150, 150),
    Severity.WARNING: (255, 215, 110),
    Severity.HINT: (170, 215, 255),
}
_OPAQUE: Final = 255
_AUTHOR: Final = "绩效核对"


class _Mark(NamedTuple):
    """The boxes on one page that an outcome stands at, as the page is shown."""

    page: int
    boxes: list[Box]


def annotated(data: bytes, document: Document, outcomes: Sequence[Outcome]) -> bytes:
    """Return a PDF file with a highlight and a note at each finding.

    ``data`` is the file that ``document`` was read from.
    """
    import pypdfium2  # noqa: PLC0415 - loads a large library
    from pypdfium2 import raw  # noqa: PLC0415

    drawings = trace_pdf(data, document.path).drawings
    starts = [drawing.start for drawing in drawings]
    file = pypdfium2.PdfDocument(data)
    try:
        for outcome in worth_saying(outcomes):
            words = "\n".join(note_lines(document, outcome))
            span = document.source_span(*outcome.span)
            for mark in _marks(drawings, starts, *span):
                page = file[mark.page - 1]
                colour = _COLOURS[outcome.severity or Severity.ERROR]
                _annotate(raw, page, mark.boxes, words, colour)
                page.close()
                words = ""  # the note is told once
        out = io.BytesIO()
        file.save(out)
    finally:
        file.close()
    return out.getvalue()


def _marks(
    drawings: Sequence[Drawing], starts: Sequence[int], start: int, end: int
) -> Iterator[_Mark]:
    """Yield the pages and boxes of the source from ``start`` to ``end``; the nearest, if none."""
    found: dict[int, list[Box]] = {}
    first = max(0, bisect_right(starts, start) - 1)
    for drawing in drawings[first : max(first + 1, bisect_left(starts, end))]:
        inside = [glyph for at, glyph in drawing.marks if start <= drawing.start + at < end]
        if inside:
            box = Box(
                min(glyph.left for glyph in inside),
                min(glyph.top for glyph in inside),
                max(glyph.right for glyph in inside),
                max(glyph.bottom for glyph in inside),
            )
            found.setdefault(drawing.page, []).append(box)
    if not found and drawings:
        drawing = drawings[first]
        _, glyph = drawing.marks[0]
        found[drawing.page] = [Box(glyph.left, glyph.top, glyph.right, glyph.bottom)]
    for page, boxes in found.items():
        yield _Mark(page, boxes)


def _annotate(
    raw: ModuleType,
    page: "pypdfium2.PdfPage",
    boxes: Sequence[Box],
    words: str,
    colour: tuple[int, int, int],
) -> None:
    frame = Frame(page)
    note = raw.FPDFPage_CreateAnnot(page.raw, raw.FPDF_ANNOT_HIGHLIGHT)
    places = [frame.back(box) for box in boxes]
    for left, bottom, right, top in places:
        corners = raw.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
        raw.FPDFAnnot_AppendAttachmentPoints(note, corners)
    rect = raw.FS_RECTF(
        min(place[0] for place in places),
        max(place[3] for place in places),
        max(place[2] for place in places),
        min(place[1] for place in places),
    )
    raw.FPDFAnnot_SetRect(note, rect)
    raw.FPDFAnnot_SetColor(note, raw.FPDFANNOT_COLORTYPE_Color, *colour, _OPAQUE)
    if words:
        raw.FPDFAnnot_SetStringValue(note, b"Contents", _wide(words))
        raw.FPDFAnnot_SetStringValue(note, b"T", _wide(_AUTHOR))
    raw.FPDFPage_CloseAnnot(note)


def _wide(words: str) -> "ctypes.Array[ctypes.c_ushort]":
    """Return words as pdfium takes them: UTF-16, closed by a zero."""
    data = words.encode("utf-16-le", "replace") + b"\0\0"
    return (ctypes.c_ushort * (len(data) // 2)).from_buffer_copy(data)
