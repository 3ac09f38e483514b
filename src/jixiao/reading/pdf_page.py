"""What is drawn on a page of a PDF, by pdfium."""

from math import hypot
from typing import TYPE_CHECKING, Final

from jixiao.reading.drawn import Box, DrawnPage, Rule, rules_of_box
from jixiao.reading.pdf_shapes import MAX_OBJECTS, shapes_of
from jixiao.reading.pdf_text import text_of

if TYPE_CHECKING:
    import pypdfium2

_FILLS: Final = 0.5  # of a page: the picture of a scanned one
_STRAIGHT: Final = 0.05  # of its length, by which writing along a line may rise or fall


class Frame:
    """Turns the coordinates of a page, from its lower left corner, into those it is read in.

    These are the ones it is shown in, or those after ``turns`` more quarters to the right where
    its text lies on its side.
    """

    def __init__(self, page: "pypdfium2.PdfPage", turns: int = 0) -> None:
        self._left, self._bottom, self._right, self._top = page.get_cropbox(fallback_ok=True)
        self._turns = (page.get_rotation() // 90 + turns) % 4
        self.offset = None if self._turns else self._left  # of x, where nothing is turned
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

    def turns_of(self, a: float, b: float) -> int:
        """Return by how many quarters, to the right, what runs along (a, b) on the page is turned.

        -1 for what runs aslant, as the words of a watermark.
        """
        x, y = a, -b
        for _ in range(self._turns):
            x, y = -y, x
        long = _STRAIGHT * hypot(x, y)
        if abs(y) <= long:
            return 0 if x >= 0 else 2
        if abs(x) <= long:
            return 1 if y > 0 else 3
        return -1

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
    """Return what is drawn on a page, turned so that most of its text is upright."""
    frame = Frame(page)
    shapes = list(shapes_of(page))
    images = [frame.share(*frame.box(*bounds)) for kind, bounds in shapes if kind == "image"]
    picture = max(images, default=0.0)
    recognised = picture >= _FILLS and _hides_text(page)
    text = text_of(page, frame, hidden=recognised)
    turns = max(text.turned, key=lambda turns: len(text.turned[turns]), default=0)
    if turns and len(text.turned[turns]) > len(text.glyphs):
        frame = Frame(page, 4 - turns)
        text = text_of(page, frame, hidden=recognised)
    else:
        turns = 0
    across: list[Rule] = []
    down: list[Rule] = []
    shades: list[Box] = []
    for kind, bounds in shapes:
        box = frame.box(*bounds)
        if kind == "image":
            continue
        if kind == "shade":
            shades.append(box)
            continue
        left, top, right, bottom = box
        horizontal, vertical = rules_of_box(left, top, right, bottom)
        across += horizontal
        down += vertical
        if kind == "frame" and not (horizontal or vertical):
            across += [Rule(top, left, right), Rule(bottom, left, right)]
            down += [Rule(left, top, bottom), Rule(right, top, bottom)]
    beside = [glyph for glyphs in text.turned.values() for glyph in glyphs]
    return DrawnPage(
        frame.width, frame.height, text.glyphs, across, down, len(images), shades, picture,
        recognised, turns, beside,
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
