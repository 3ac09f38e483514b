"""PDF files: what is drawn on their pages, by pdfium; pages without text are recognised."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from jixiao.errors import DamagedFile, EncryptedFile, HostileFile, NeedsOcr, TooManyScans
from jixiao.model.document import Document
from jixiao.reading import recognition
from jixiao.reading.drawn import Box, DrawnPage, Glyph
from jixiao.reading.limits import MAX_SCANS
from jixiao.reading.notices import tell
from jixiao.reading.pages import Drawing, Traced, are_scans, assemble
from jixiao.reading.pdf_page import drawn

if TYPE_CHECKING:
    import pypdfium2

MAX_PAGES: Final = 3_000
MAX_PARTS: Final = 1_000_000  # pieces of text, lines and pictures on a page
_LEAST_TEXT: Final = 8  # characters on a page with text
_LEAST_BESIDE: Final = 40  # beside a picture that fills the page: more than a stamp or page number
_FILLS: Final = 0.5  # of the page
_FINEST: Final = 4.0  # pixels of a point: 288 dots an inch


def read_pdf(data: bytes, path: str, sha256: str) -> Document:
    """Read a PDF file.

    Raises:
        JixiaoError: it is locked, damaged, hostile or empty, or its text cannot be recognised.
    """
    return trace_pdf(data, path).document(path, sha256, "pdf")


def trace_pdf(data: bytes, path: str) -> Traced:
    """Read a PDF file and remember where each character is drawn.

    Raises:
        JixiaoError: as ``read_pdf``.
    """
    pages = _pages(data, path)
    traced = assemble(pages, path)
    return traced._replace(
        drawings=[_as_shown(one, pages[one.page - 1]) for one in traced.drawings]
    )


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
            page = _filled_in(file, number)
            if (parts := _parts(page)) > MAX_PARTS:
                raise HostileFile(path, f"第 {number + 1} 页上画了 {parts} 样东西")
            pages.append(drawn(page))
            page.close()
        return _with_scans(file, pages, path)
    except pypdfium2.PdfiumError as error:
        raise DamagedFile(path, "有的页读不出来") from error
    finally:
        file.close()


def _with_scans(
    file: "pypdfium2.PdfDocument", pages: list[DrawnPage], path: str
) -> list[DrawnPage]:
    """Return the pages, those without text recognised.

    Where text cannot be recognised and other pages have some, the pages without are told of.
    """
    scans = [number for number, page in enumerate(pages) if _is_scan(page)]
    if not scans:
        return pages
    if len(scans) > MAX_SCANS:
        raise TooManyScans(path, MAX_SCANS)
    try:
        recognition.ready(path)
    except NeedsOcr as error:
        if are_scans(pages):
            raise
        tell(f"{_of_pages(path, scans)}只有图片，没有读。{error.message}{error.hint}")
        return pages
    from jixiao.reading.scans import page_of  # noqa: PLC0415 - loads large libraries

    tell(f"正在识别{_of_pages(path, scans)}的文字，每页约需几秒……")
    for number in scans:
        page = file[number]
        wide, high = page.get_size()
        scale = min(recognition.LONG_SIDE / max(wide, high), _FINEST)
        picture = page.render(scale=scale, grayscale=True)
        grey = picture.to_numpy().reshape(picture.height, picture.width)
        pages[number] = page_of(grey, wide, high)
        page.close()
    return pages


def _is_scan(page: DrawnPage) -> bool:
    """Whether a page shows a picture of its text."""
    least = _LEAST_BESIDE if page.picture >= _FILLS else _LEAST_TEXT
    return page.images > 0 and len(page.glyphs) < least


def _of_pages(path: str, numbers: Sequence[int]) -> str:
    return f"“{path}”第 {'、'.join(str(number + 1) for number in numbers)} 页"


def _as_shown(drawing: Drawing, page: DrawnPage) -> Drawing:
    """Return where characters are drawn on a page that was turned to be read."""
    if not page.turns:
        return drawing
    marks = []
    for at, glyph in drawing.marks:
        box, wide, high = Box(*glyph[1:5]), page.width, page.height
        for _ in range(page.turns):
            box = Box(high - box.bottom, box.left, high - box.top, box.right)
            wide, high = high, wide
        marks.append((at, Glyph(glyph.char, *box)))
    return drawing._replace(marks=marks)


def _parts(page: "pypdfium2.PdfPage") -> int:
    """Return how many pieces of text, lines and pictures are drawn on a page."""
    from pypdfium2 import raw  # noqa: PLC0415 - loads a large library

    return int(raw.FPDFPage_CountObjects(page.raw))


def _filled_in(file: "pypdfium2.PdfDocument", number: int) -> "pypdfium2.PdfPage":
    """Return a page with what was filled into its fields as part of it."""
    from pypdfium2 import raw  # noqa: PLC0415 - loads a large library

    page = file[number]
    if not raw.FPDFPage_GetAnnotCount(page.raw):
        return page
    if raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) != raw.FLATTEN_SUCCESS:
        return page
    page.close()
    return file[number]
