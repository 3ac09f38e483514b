"""What is drawn on a page of a PDF, by pdfium."""

import ctypes
from collections.abc import Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Final

from jixiao.reading.drawn import Box, DrawnPage, Glyph, Rule, rules_of_box

if TYPE_CHECKING:
    import pypdfium2

_THIN: Final = 4.5  # points; what is thinner and long is a rule
MAX_CHARACTERS: Final = 60_000  # on a page; a page of small print has 5,000
MAX_OBJECTS: Final = 60_000
_NESTED: Final = 6  # forms within forms
_MAX_SEGMENTS: Final = 2_000
_BOX_SEGMENTS: Final = 6
_CUT_OFF: Final = 6.0  # times the height of a character
_FILLS: Final = 0.5  # of a page: the picture of a scanned one


class Frame:
    """Turns the coordinates of a page, from its lower left corner, into those it is shown in."""

    def __init__(self, page: "pypdfium2.PdfPage") -> None:
        self._left, self._bottom, self._right, self._top = page.get_cropbox(fallback_ok=True)
        self._turns = page.get_rotation() // 90
        wide, high = self._right - self._left, self._top - self._bottom
        self.width, self.height = (high, wide) if self._turns % 2 else (wide, high)

    def share(self, left: float, top: float, right: float, bottom: float) -> float:
        """Return the share of the page as shown that a box covers."""
        wide = min(right, self.width) - max(left, 0.0)
        high = min(bottom, self.height) - max(top, 0.0)
        return float(max(wide, 0.0) * max(high, 0.0) / (self.width * self.height or 1.0))

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a box of the page as shown."""
        if self._turns == 0:
            return Box(left - self._left, self._top - top, right - self._left, self._top - bottom)
        if self._turns == 1:
            return Box(
                bottom - self._bottom, left - self._left, top - self._bottom, right - self._left
            )
        if self._turns == 2:
            return Box(
                self._right - right, bottom - self._bottom, self._right - left, top - self._bottom
            )
        return Box(self._top - top, self._right - right, self._top - bottom, self._right - left)

    def back(self, box: Box) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top on the page of a box as shown."""
        if self._turns == 0:
            return (
                box.left + self._left, self._top - box.bottom,
                box.right + self._left, self._top - box.top,
            )  # fmt: skip
        if self._turns == 1:
            return (
                box.top + self._left, box.left + self._bottom,
                box.bottom + self._left, box.right + self._bottom,
            )  # fmt: skip
        if self._turns == 2:
            return (
                self._right - box.right, box.top + self._bottom,
                self._right - box.left, box.bottom + self._bottom,
            )  # fmt: skip
        return (
            self._right - box.bottom, self._top - box.right,
            self._right - box.top, self._top - box.left,
        )  # fmt: skip


def drawn(page: "pypdfium2.PdfPage") -> DrawnPage:
    """Return what is drawn on a page."""
    frame = Frame(page)
    across: list[Rule] = []
    down: list[Rule] = []
    shades: list[Box] = []
    images, picture = 0, 0.0
    for kind, bounds in _shapes(page):
        left, top, right, bottom = frame.box(*bounds)
        if kind == "image":
            images += 1
            picture = max(picture, frame.share(left, top, right, bottom))
            continue
        if kind == "shade":
            shades.append(Box(left, top, right, bottom))
            continue
        horizontal, vertical = rules_of_box(left, top, right, bottom)
        across += horizontal
        down += vertical
        if kind == "frame" and not (horizontal or vertical):
            across += [Rule(top, left, right), Rule(bottom, left, right)]
            down += [Rule(left, top, bottom), Rule(right, top, bottom)]
    glyphs = _glyphs(page, frame)
    return DrawnPage(
        frame.width, frame.height, glyphs, across, down, images, shades, picture,
        recognised=picture >= _FILLS and _hides_text(page),
    )  # fmt: skip


def _hides_text(page: "pypdfium2.PdfPage") -> bool:
    """Whether most texts of a page with a picture are unseen: a scanner put them there.

    They are drawn without ink, or before the picture that covers them.
    """
    from pypdfium2 import raw  # noqa: PLC0415 - loads a large library

    hidden = texts = before = 0
    for index in range(min(raw.FPDFPage_CountObjects(page.raw), MAX_OBJECTS)):
        found = raw.FPDFPage_GetObject(page.raw, index)
        kind = raw.FPDFPageObj_GetType(found)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            hidden, before = hidden + before, 0
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            texts += 1
            if raw.FPDFTextObj_GetTextRenderMode(found) == raw.FPDF_TEXTRENDERMODE_INVISIBLE:
                hidden += 1
            else:
                before += 1
    return 2 * hidden > texts


def _glyphs(page: "pypdfium2.PdfPage", frame: Frame) -> list[Glyph]:
    """Return the characters of a page, those that stand right outside of their cells with them."""
    return [
        glyph if cell is None or not _cuts_off(cell, glyph) else glyph._replace(cell=cell)
        for glyph, cell in _with_cells(page, frame)
    ]


def _cuts_off(cell: Box, glyph: Glyph) -> bool:
    """Whether a character stands above, below or beside a cell, a few lines away at most.

    What is farther away is hidden for other reasons, or the cell is told in other coordinates.
    """
    x, y = glyph.place
    if cell.holds(x, y):
        return False
    far = _CUT_OFF * glyph.height
    beside = cell.top <= y <= cell.bottom and cell.left - far <= x <= cell.right + far
    return beside or (cell.left <= x <= cell.right and cell.top - far <= y <= cell.bottom + far)


def _with_cells(page: "pypdfium2.PdfPage", frame: Frame) -> Iterator[tuple[Glyph, Box | None]]:
    from pypdfium2 import raw  # noqa: PLC0415 - loads a large library

    text = page.get_textpage()
    handle, rect = text.raw, raw.FS_RECTF()
    pointer = ctypes.byref(rect)
    cells: dict[int | None, Box | None] = {}
    unicode, box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    for index in range(min(raw.FPDFText_CountChars(handle), MAX_CHARACTERS)):
        code = unicode(handle, index)
        if code <= 0x20 or code in (0xA0, 0x3000, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
            continue
        if box(handle, index, pointer):
            glyph = Glyph(chr(code), *frame.box(rect.left, rect.bottom, rect.right, rect.top))
            owner = raw.FPDFText_GetTextObject(handle, index)
            at = ctypes.cast(owner, ctypes.c_void_p).value
            if at not in cells:
                cells[at] = _cut_off(raw, owner, frame) if owner else None
            yield glyph, cells[at]
    text.close()


def _cut_off(raw: ModuleType, found: object, frame: Frame) -> Box | None:
    """Return the box outside of which a text is not shown, if it has one."""
    path = raw.FPDFPageObj_GetClipPath(found)
    boxes = []
    for number in range(raw.FPDFClipPath_CountPaths(path) if path else 0):
        count = raw.FPDFClipPath_CountPathSegments(path, number)
        if not 4 <= count <= _BOX_SEGMENTS:
            continue
        pieces = (raw.FPDFClipPath_GetPathSegment(path, number, at) for at in range(count))
        points = [_point(raw, piece) for piece in pieces]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        boxes.append(frame.box(min(xs), min(ys), max(xs), max(ys)))
    if not boxes:
        return None
    inner = Box(
        max(box.left for box in boxes), max(box.top for box in boxes),
        min(box.right for box in boxes), min(box.bottom for box in boxes),
    )  # fmt: skip
    return inner if inner.left < inner.right and inner.top < inner.bottom else None


def _point(raw: ModuleType, segment: object) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value


def _shapes(page: "pypdfium2.PdfPage") -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Yield images, lines (or thin boxes) and frames with left, bottom, right and top."""
    from pypdfium2 import raw  # noqa: PLC0415 - loads a large library

    budget = [MAX_OBJECTS]
    count = raw.FPDFPage_CountObjects(page.raw)
    for index in range(count):
        found = raw.FPDFPage_GetObject(page.raw, index)
        yield from _of_object(raw, found, budget, 0)


def _of_object(
    raw: ModuleType,
    found: object,
    budget: list[int],
    depth: int,
) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    budget[0] -= 1
    if budget[0] < 0:
        return
    kind = raw.FPDFPageObj_GetType(found)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        yield from _of_path(raw, found)
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        yield "image", _bounds(raw, found) or (0.0, 0.0, 0.0, 0.0)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _NESTED:
        for index in range(raw.FPDFFormObj_CountObjects(found)):
            yield from _of_object(raw, raw.FPDFFormObj_GetObject(found, index), budget, depth + 1)


def _bounds(raw: ModuleType, found: object) -> tuple[float, float, float, float] | None:
    """Return left, bottom, right and top of an object."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(found, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _of_path(
    raw: ModuleType, found: object
) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    bounds = _bounds(raw, found)
    if bounds is None:
        return
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(found, filled, stroked)
    segments = raw.FPDFPath_CountSegments(found)
    if segments <= 3 or min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= _THIN:
        yield "line", bounds
    elif not stroked.value and segments <= 5:
        yield "shade", bounds
    elif segments <= 5:
        yield "frame", bounds
    elif segments <= _MAX_SEGMENTS:
        yield from _of_segments(raw, found, segments)


def _of_segments(
    raw: ModuleType,
    found: object,
    segments: int,
) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Yield the straight pieces of a path that draws several lines, or several thin boxes."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(found, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for index in range(segments):
        piece = raw.FPDFPath_GetPathSegment(found, index)
        raw.FPDFPathSegment_GetPoint(piece, x, y)
        here = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if raw.FPDFPathSegment_GetType(piece) == raw.FPDF_SEGMENT_LINETO and before is not None:
            yield (
                "line",
                (
                    min(before[0], here[0]),
                    min(before[1], here[1]),
                    max(before[0], here[0]),
                    max(before[1], here[1]),
                ),
            )
        before = here
