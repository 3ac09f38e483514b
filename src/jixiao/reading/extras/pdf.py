"""What a PDF file holds beside the text of its pages."""

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from jixiao.errors import DamagedFile
from jixiao.model.document import Document
from jixiao.model.extra import Extra
from jixiao.model.folding import fold
from jixiao.terms import ExtraKind

if TYPE_CHECKING:
    import pypdfium2

_AUTHOR: Final = "Author"
_EDGE_LINES: Final = 3  # lines at the head and at the foot of a page that may be running heads
_MOST_NOTES: Final = 1_000


def extras_of_pdf(data: bytes, document: Document) -> Iterator[Extra]:
    """Yield the author, attachments, notes and running heads.

    Raises:
        DamagedFile: a part of it cannot be read.
    """
    import pypdfium2  # noqa: PLC0415 - loads a large library

    file = pypdfium2.PdfDocument(data)
    try:
        author = file.get_metadata_dict().get(_AUTHOR, "").strip()
        if author:
            yield Extra(ExtraKind.PROPERTY, author, "作者")
        for number in range(file.count_attachments()):
            yield Extra(ExtraKind.ATTACHMENT, file.get_attachment(number).get_name(), "附件")
        printed = _bare(document.source)
        seen: set[str] = set()
        for number in range(len(file)):
            page = file[number]
            yield from _notes(page, number + 1)
            for text in _edges(page):
                bare = _bare(text)
                if bare and bare not in seen and bare not in printed:
                    seen.add(bare)
                    yield Extra(ExtraKind.HEADER, text, f"第{number + 1}页页边")
            page.close()
    except pypdfium2.PdfiumError as error:
        raise DamagedFile(document.path, "PDF 的附加内容读不出来") from error
    finally:
        file.close()


def _edges(page: "pypdfium2.PdfPage") -> Iterator[str]:
    """Yield the first and the last lines of a page: readers leave running heads out."""
    text = page.get_textpage()
    lines = [line.strip() for line in text.get_text_range().splitlines() if line.strip()]
    text.close()
    yield from dict.fromkeys(lines[:_EDGE_LINES] + lines[-_EDGE_LINES:])


def _notes(page: "pypdfium2.PdfPage", number: int) -> Iterator[Extra]:
    """Yield the notes of a page; links and fields of forms are no notes."""
    from pypdfium2 import raw  # noqa: PLC0415 - as the library itself

    left_out = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_POPUP)
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_NOTES)):
        note = raw.FPDFPage_GetAnnot(page.raw, index)
        if not note:
            continue
        kind = raw.FPDFAnnot_GetSubtype(note)
        length = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
        buffer = (ctypes.c_ushort * (length // 2 + 1))()
        raw.FPDFAnnot_GetStringValue(note, b"Contents", buffer, length)
        raw.FPDFPage_CloseAnnot(note)
        text = bytes(buffer)[: max(0, length - 2)].decode("utf-16-le", "replace").strip()
        if text and kind not in left_out:
            yield Extra(ExtraKind.ANNOTATION, " ".join(text.split()), f"第{number}页")


def _bare(text: str) -> str:
    return "".join(fold(text).split())
