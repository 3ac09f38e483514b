"""PDF files with text: what is drawn on their pages, by pdfium."""

from typing import Final

from jixiao.errors import DamagedFile, EncryptedFile, HostileFile
from jixiao.model.document import Document
from jixiao.reading.drawn import DrawnPage
from jixiao.reading.pages import Traced, assemble
from jixiao.reading.pdf_page import drawn

MAX_PAGES: Final = 3_000


def read_pdf(data: bytes, path: str, sha256: str) -> Document:
    """Read a PDF file.

    Raises:
        JixiaoError: it is locked, damaged, hostile, scanned or empty.
    """
    return trace_pdf(data, path).body.document(path, sha256, "pdf")


def trace_pdf(data: bytes, path: str) -> Traced:
    """Read a PDF file and remember where each character is drawn.

    Raises:
        JixiaoError: as ``read_pdf``.
    """
    return assemble(_pages(data, path), path)


def _pages(data: bytes, path: str) -> list[DrawnPage]:
    import pypdfium2  # noqa: PLC0415 - loads a large library

    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise EncryptedFile(path) from error
        raise DamagedFile(path, "PDF 的结构读不出来") from error
    try:
        if len(file) > MAX_PAGES:
            raise HostileFile(path, f"有 {len(file)} 页")
        pages = []
        for number in range(len(file)):
            page = file[number]
            pages.append(drawn(page))
            page.close()
    except pypdfium2.PdfiumError as error:
        raise DamagedFile(path, "有的页读不出来") from error
    finally:
        file.close()
    return pages
