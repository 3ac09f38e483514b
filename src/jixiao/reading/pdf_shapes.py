"""The lines, shades and pictures of a page of a PDF."""

import ctypes
from collections.abc import Iterator
from types import ModuleType
from typing import TYPE_CHECKING, Final, NamedTuple

from jixiao.reading.matrix import Matrix

if TYPE_CHECKING:
    import pypdfium2

MAX_OBJECTS: Final = 60_000
_THIN: Final = 4.5  # points; what is thinner and long is a rule
_NESTED: Final = 6  # forms within forms
_MAX_SEGMENTS: Final = 2_000
_A_LINE: Final = 3  # segments at most
_A_BOX: Final = 5
_WHITE: Final = 250  # of 255; paper

Bounds = tuple[float, float, float, float]  # left, bottom, right, top


class Shape(NamedTuple):
    """An image, a line (or a thin box), a frame or a shade, and where it is on the page."""

    kind: str
    bounds: Bounds


_AS_IT_IS: Final = Matrix()


def shapes_of(page: "pypdfium2.PdfPage") -> Iterator[Shape]:
    """Yield the shapes of a page; of a page with very many only the first ones."""
    from pypdfium2 import raw  # noqa: PLC0415 - loads a large library

    reader = _Reader(raw)
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        yield from reader.shapes(raw.FPDFPage_GetObject(page.raw, index), _AS_IT_IS, 0)


class _Reader:
    """Reads shapes, as many as a page may have."""

    def __init__(self, raw: ModuleType) -> None:
        self._raw = raw
        self._left = MAX_OBJECTS
        self._floats = [ctypes.c_float() for _ in range(4)]
        self._ints = ctypes.c_int(), ctypes.c_int()
        self._colour = [ctypes.c_uint() for _ in range(4)]
        self._of_object = raw.FS_MATRIX()

    def shapes(self, found: object, matrix: Matrix, depth: int) -> Iterator[Shape]:
        """Yield what an object draws; ``matrix`` is that of the forms it is in."""
        self._left -= 1
        if self._left < 0:
            return
        raw = self._raw
        kind = raw.FPDFPageObj_GetType(found)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            yield from self._path(found, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            yield Shape("image", self._bounds(found, matrix) or (0.0, 0.0, 0.0, 0.0))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _NESTED:
            inner = self._matrix(found, matrix)
            for index in range(raw.FPDFFormObj_CountObjects(found)):
                yield from self.shapes(raw.FPDFFormObj_GetObject(found, index), inner, depth + 1)

    def _matrix(self, found: object, outer: Matrix) -> Matrix:
        one = self._of_object
        if not self._raw.FPDFPageObj_GetMatrix(found, one):
            return outer
        return Matrix(one.a, one.b, one.c, one.d, one.e, one.f).within(outer)

    def _bounds(self, found: object, matrix: Matrix) -> Bounds | None:
        left, bottom, right, top = self._floats
        if not self._raw.FPDFPageObj_GetBounds(found, left, bottom, right, top):
            return None
        return _bounds(
            [matrix.point(left.value, bottom.value), matrix.point(right.value, top.value)]
        )

    def _path(self, found: object, matrix: Matrix) -> Iterator[Shape]:
        raw = self._raw
        filled, stroked = self._ints
        if not raw.FPDFPath_GetDrawMode(found, filled, stroked):
            return
        segments = raw.FPDFPath_CountSegments(found)
        if stroked.value and segments <= _A_BOX:  # bounds would tell the width of the stroke too
            points = [place for _, place in self._points(found, segments, matrix)]
            if points:
                yield Shape("line" if segments <= _A_LINE else "frame", _bounds(points))
            return
        if not filled.value and not stroked.value:
            return
        if segments > _A_BOX:
            if segments <= _MAX_SEGMENTS:
                yield from self._pieces(found, segments, matrix)
            return
        bounds = self._bounds(found, matrix)
        if bounds is None:
            return
        if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= _THIN:
            yield Shape("line", bounds)
        elif segments > _A_LINE and not self._is_white(found):
            yield Shape("shade", bounds)

    def _is_white(self, found: object) -> bool:
        if not self._raw.FPDFPageObj_GetFillColor(found, *self._colour):
            return False
        return all(part.value >= _WHITE for part in self._colour[:3])

    def _points(
        self, found: object, segments: int, outer: Matrix
    ) -> Iterator[tuple[bool, tuple[float, float]]]:
        """Yield the corners of a path, and whether a line leads to each."""
        raw, (x, y, _, _) = self._raw, self._floats
        matrix = self._matrix(found, outer)
        for index in range(segments):
            piece = raw.FPDFPath_GetPathSegment(found, index)
            raw.FPDFPathSegment_GetPoint(piece, x, y)
            drawn = raw.FPDFPathSegment_GetType(piece) == raw.FPDF_SEGMENT_LINETO
            yield drawn, matrix.point(x.value, y.value)

    def _pieces(self, found: object, segments: int, matrix: Matrix) -> Iterator[Shape]:
        """Yield the straight pieces of a path that draws several lines, or several thin boxes."""
        before: tuple[float, float] | None = None
        for drawn, here in self._points(found, segments, matrix):
            if drawn and before is not None:
                yield Shape("line", _bounds([before, here]))
            before = here


def _bounds(points: list[tuple[float, float]]) -> Bounds:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
