"""The characters of a page of a PDF: what they are, where they stand, whether they show."""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import hypot
from types import ModuleType
from typing import TYPE_CHECKING, Final, NamedTuple

from jixiao.reading.drawn import ASCENT, DESCENT, UNKNOWN, Box, Glyph
from jixiao.reading.pdf_calls import Calls, address_of, calls

if TYPE_CHECKING:
    import pypdfium2

    from jixiao.reading.pdf_page import Frame

MAX_CHARACTERS: Final = 60_000  # on a page; a page of small print has 5,000
_BLANK: Final = frozenset({0x20, 0xA0, 0x3000, 0xFFFF, 0xFEFF, 0x200B})
_HYPHENS: Final = frozenset({0x02, 0xFFFE})  # pdfium's signs for a stroke at the end of a line
_DASH: Final = 0.6  # of the size: the width of a dash, at least
_HIDDEN: Final = (3, 7)  # render modes that leave no ink
_HALF: Final = 2  # quarters
_CUT_OFF: Final = 6.0  # times the height of a character
_BOX_SEGMENTS: Final = 6
_OUTSIDE: Final = 2.0  # points
_TWICE: Final = 0.15  # of its size, by which a character drawn again for bold print is moved
_FEW: Final = 0.02  # of the characters; so many may stand on each other by chance


class Text(NamedTuple):
    """The characters of a page by the quarters that they are turned by, to the right."""

    glyphs: list[Glyph]
    turned: dict[int, list[Glyph]]


class _Style(NamedTuple):
    """What holds for all characters of a piece of text, in the coordinates of the page as shown."""

    size: float  # 0 where the font does not say
    base: float  # y of the line the characters stand on
    turns: int  # quarters by which they are turned, to the right; -1 for hidden and slanted ones
    known: bool
    cell: Box | None


def text_of(page: "pypdfium2.PdfPage", frame: "Frame", *, hidden: bool = False) -> Text:
    """Return the characters of a page that show, or all of them where ``hidden`` ones count too."""
    from pypdfium2 import raw  # noqa: PLC0415 - loads a large library

    text = page.get_textpage()
    try:
        return _Reader(raw, calls(), address_of(text.raw), frame, hidden=hidden).text()
    finally:
        text.close()


class _Reader:
    """Reads the characters of a page."""

    def __init__(
        self, raw: ModuleType, api: Calls, handle: int, frame: "Frame", *, hidden: bool
    ) -> None:
        self._raw, self._api, self._handle, self._frame = raw, api, handle, frame
        self._hidden = hidden
        self._point = (ctypes.c_double * 2)()
        self._matrix = (ctypes.c_float * 6)()

    def text(self) -> Text:
        """Return the characters."""
        api, handle = self._api, self._handle
        count = min(api.count_characters(handle), MAX_CHARACTERS)
        if count <= 0:
            return Text([], {})
        codes = self._codes(count)
        corners = (ctypes.c_float * (4 * count))()
        at, box = ctypes.addressof(corners), api.box
        for index in range(count):
            box(handle, index, at + 16 * index)
        sides = corners[:]
        owners = [api.object_of(handle, index) for index in range(count)]
        found: dict[int, list[Glyph]] = {}
        styles: dict[int | None, _Style] = {}
        for owner, run in groupby(range(count), owners.__getitem__):
            if owner is None:
                continue  # a space or a line's end that is not in the file
            indices = list(run)
            style = styles.get(owner)
            if style is None:
                style = styles[owner] = self._style(indices[0], owner)
            if style.turns >= 0:
                glyphs = self._glyphs(indices, codes, sides, style)
                if style.turns:
                    glyphs = _upright(glyphs, style.turns)
                found.setdefault(style.turns, []).extend(glyphs)
        return Text(_once(found.pop(0, [])), found)

    def _codes(self, count: int) -> Sequence[int]:
        """Return the characters as numbers."""
        units = (ctypes.c_ushort * (count + 1))()
        if self._api.characters(self._handle, 0, count, units) == count + 1:
            codes = units[:count]
            if not any(0xD800 <= code < 0xE000 for code in codes):
                return codes
        return [self._api.character(self._handle, index) for index in range(count)]

    def _style(self, index: int, owner: int) -> _Style:
        """Return how a piece of text is printed, by its first character."""
        api, handle, frame = self._api, self._handle, self._frame
        found = ctypes.cast(owner, self._raw.FPDF_PAGEOBJECT)
        point, at = self._point, ctypes.addressof(self._point)
        api.origin(handle, index, at, at + 8)
        api.matrix(handle, index, ctypes.addressof(self._matrix))
        a, b, c, d, _, _ = self._matrix
        turns = frame.turns_of(a, b)
        if not self._hidden and self._raw.FPDFTextObj_GetTextRenderMode(found) in _HIDDEN:
            turns = -1
        x, y = point
        return _Style(
            api.size(handle, index) * hypot(c, d),
            frame.box(x, y, x, y).top,
            turns,
            not api.is_unknown(handle, index),
            _cut_off(self._raw, found, frame),
        )

    def _glyphs(
        self, indices: Sequence[int], codes: Sequence[int], sides: Sequence[float], style: _Style
    ) -> Iterator[Glyph]:
        """Yield the characters of a piece of text that leave ink on the page."""
        frame, cell, size = self._frame, style.cell, style.size
        wide, high = frame.width + _OUTSIDE, frame.height + _OUTSIDE
        top, bottom = style.base - ASCENT * size, style.base + DESCENT * size
        for index in indices:
            code = codes[index]
            if code in _BLANK or 0xD800 <= code < 0xE000:
                continue
            if code < 0x20 and code not in _HYPHENS and style.known:
                continue
            left, high_y, right, low_y = sides[4 * index : 4 * index + 4]
            if frame.offset is not None and not style.turns and 0 < size < 4 * (high_y - low_y):
                left, right = left - frame.offset, right - frame.offset
                glyph = Glyph(chr(code), left, top, right, bottom)
            else:
                box = frame.box(left, low_y, right, high_y)
                told = not style.turns and 0 < size < 4 * (box.bottom - box.top)
                glyph = Glyph(
                    chr(code), box.left, top if told else box.top,
                    box.right, bottom if told else box.bottom,
                )  # fmt: skip
            if not style.known:
                glyph = glyph._replace(char=UNKNOWN)
            elif code in _HYPHENS:
                dash = glyph.right - glyph.left > _DASH * size
                glyph = glyph._replace(char="—" if dash else "-")
            if not (-_OUTSIDE < glyph.left < wide and -_OUTSIDE < glyph.bottom < high):
                continue
            if cell is not None and _cuts_off(cell, glyph):
                glyph = glyph._replace(cell=cell)
            yield glyph


def _upright(glyphs: Iterable[Glyph], turns: int) -> Iterator[Glyph]:
    """Yield the characters of a turned piece of text so that the first one stands above."""
    read = list(glyphs)
    places = sorted(read, key=lambda glyph: glyph.left if turns == _HALF else glyph.top)
    for glyph, place in zip(read, places, strict=True):
        yield place._replace(char=glyph.char)


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """Return characters without those that are drawn again to print them bold."""
    places = {(g.char, g.left // 3, g.bottom // 3) for g in glyphs}
    if len(places) >= (1 - _FEW) * len(glyphs):
        return glyphs
    kept: list[Glyph] = []
    seen: dict[str, list[Glyph]] = {}
    for glyph in glyphs:
        near = _TWICE * glyph.height
        others = seen.setdefault(glyph.char, [])
        if not any(
            abs(one.left - glyph.left) < near and abs(one.bottom - glyph.bottom) < near
            for one in others
        ):
            others.append(glyph)
            kept.append(glyph)
    return kept


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


def _cut_off(raw: ModuleType, found: object, frame: "Frame") -> Box | None:
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
