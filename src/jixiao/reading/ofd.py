"""OFD files (GB/T 33190—2016): what is drawn on their pages.

An OFD file is a ZIP archive of XML. Positions are millimetres from the upper left corner of the
page. Elements are told by their local names, since producers differ in the namespace they use.
"""

import posixpath
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from jixiao.errors import DamagedFile, EncryptedFile, HostileFile
from jixiao.model.document import Document
from jixiao.patterns import pattern
from jixiao.reading.archive import Archive
from jixiao.reading.drawn import ASCENT, DESCENT, DrawnPage, Glyph, Rule, rules_of_box
from jixiao.reading.matrix import Matrix
from jixiao.reading.pages import Traced, assemble

if TYPE_CHECKING:
    from lxml.etree import _Element

_POINTS: Final = 72 / 25.4  # in a millimetre
_ROOT: Final = "OFD.xml"
MAX_PAGES: Final = 3_000
MAX_OBJECTS: Final = 60_000  # on a page
_A4: Final = (0.0, 0.0, 210.0, 297.0)
_NARROW: Final = 0x2E80  # below: letters and figures, half as wide as high
_PATH: Final = pattern(r"[A-Za-z]|[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?")
_OPERANDS: Final = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_LONGEST_DELTA: Final = 20_000
_OBJECTS: Final = frozenset({"TextObject", "PathObject", "ImageObject", "CompositeObject"})
_DEEPEST: Final = 8  # drawings within drawings


def read_ofd(data: bytes, path: str, sha256: str) -> Document:
    """Read an OFD file.

    Raises:
        JixiaoError: it is locked, damaged, hostile, scanned or empty.
    """
    return trace_ofd(data, path).document(path, sha256, "ofd")


def trace_ofd(data: bytes, path: str) -> Traced:
    """Read an OFD file and remember where each character is drawn.

    Raises:
        JixiaoError: as ``read_ofd``.
    """
    return assemble(list(_Package(Archive(data, path), path).pages()), path)


class _Package:
    """The documents of an OFD file."""

    def __init__(self, archive: Archive, path: str) -> None:
        self._archive = archive
        self._path = path
        if _ROOT not in archive:
            raise DamagedFile(path, "缺少 OFD.xml")
        if any(posixpath.basename(name) == "Encryptions.xml" for name in archive.names()):
            raise EncryptedFile(path)

    def pages(self) -> Iterator[DrawnPage]:
        """Yield the pages of all documents of the file."""
        count = 0
        for root in _named(self._archive.xml(_ROOT), "DocRoot"):
            name = _resolved("", root.text or "")
            if name not in self._archive:
                raise DamagedFile(self._path, f"缺少“{name}”")
            for page in self._of_document(name):
                count += 1
                if count > MAX_PAGES:
                    raise HostileFile(self._path, f"多于 {MAX_PAGES} 页")
                yield page

    def _of_document(self, name: str) -> Iterator[DrawnPage]:
        document = self._archive.xml(name)
        folder = posixpath.dirname(name)
        common = next(_named(document, "CommonData"), None)
        area = None if common is None else next(_named(common, "PhysicalBox"), None)
        templates = {
            one.get("ID", ""): _resolved(folder, one.get("BaseLoc", ""))
            for one in _named(document, "TemplatePage")
        }
        shared = self._units(document, folder, "PublicRes", "DocumentRes")
        for page in _named(document, "Page"):
            location = _resolved(folder, page.get("BaseLoc", ""))
            if location not in self._archive:
                raise DamagedFile(self._path, f"缺少“{location}”")
            root = self._archive.xml(location)
            own = self._units(root, posixpath.dirname(location), "PageRes")
            yield self._page(root, area, templates, {**shared, **own})

    def _units(self, element: "_Element", folder: str, *kinds: str) -> "dict[str, _Element]":
        """Return the drawings that the resources of a document or page hold, by their numbers."""
        units: dict[str, _Element] = {}
        for kind in kinds:
            for resource in _named(element, kind):
                name = _resolved(folder, resource.text or "")
                if name in self._archive:
                    for unit in _named(self._archive.xml(name), "CompositeGraphicUnit"):
                        units[unit.get("ID", "")] = unit
        return units

    def _page(
        self,
        page: "_Element",
        area: "_Element | None",
        templates: dict[str, str],
        units: "dict[str, _Element]",
    ) -> DrawnPage:
        own = next(_named(page, "PhysicalBox"), area)
        box = _numbers("" if own is None else own.text or "")
        left, top, wide, high = box if len(box) == len(_A4) else _A4
        drawing = _Drawing(left, top, units)
        for used in _named(page, "Template"):
            template = templates.get(used.get("TemplateID", ""), "")
            if template in self._archive:
                drawing.add(self._archive.xml(template))
        drawing.add(page)
        return DrawnPage(
            wide * _POINTS,
            high * _POINTS,
            drawing.glyphs,
            drawing.across,
            drawing.down,
            drawing.images,
        )


class _Drawing:
    """Collects what the objects of a page draw."""

    def __init__(self, left: float, top: float, units: "dict[str, _Element]") -> None:
        self.glyphs: list[Glyph] = []
        self.across: list[Rule] = []
        self.down: list[Rule] = []
        self.images = 0
        self._page = Matrix(_POINTS, 0.0, 0.0, _POINTS, -left * _POINTS, -top * _POINTS)
        self._units = units
        self._budget = MAX_OBJECTS

    def add(self, page: "_Element") -> None:
        """Add the objects of a page or template."""
        self._add(page, self._page, frozenset())

    def _add(self, parent: "_Element", outer: Matrix, within: frozenset[str]) -> None:
        for element in parent.iter():
            kind = _local(element)
            if kind not in _OBJECTS:
                continue
            self._budget -= 1
            if self._budget < 0:
                return
            if element.get("Visible") == "false":
                continue
            matrix = _matrix(element).within(outer)
            if kind == "TextObject":
                self._text(element, matrix)
            elif kind == "PathObject":
                self._path(element, matrix)
            elif kind == "ImageObject":
                self.images += 1
            else:
                unit = element.get("ResourceID", "")
                if unit in self._units and unit not in within and len(within) < _DEEPEST:
                    self._add(self._units[unit], matrix, within | {unit})

    def _text(self, element: "_Element", matrix: Matrix) -> None:
        size = _number(element.get("Size"), 0.0)
        scale = _number(element.get("HScale"), 1.0)
        x = y = 0.0
        for code in _named(element, "TextCode"):
            x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
            text = code.text or ""
            across, along = _deltas(code.get("DeltaX", "")), _deltas(code.get("DeltaY", ""))
            at_x, at_y = x, y
            for index, char in enumerate(text):
                usual = size * scale * (0.5 if ord(char) < _NARROW else 1.0)
                step = across[index] if index < len(across) else usual
                drop = along[index] if index < len(along) else 0.0
                wide = usual if drop and not step else min(step, usual) if step > 0 else usual
                if char > " " and char not in "\u3000\u00a0":
                    self._glyph(char, matrix, at_x, at_y, wide, size)
                at_x += step if not (drop and index >= len(across)) else 0.0
                at_y += drop

    def _glyph(  # noqa: PLR0913, PLR0917 - a character, its place and its size
        self, char: str, matrix: Matrix, x: float, y: float, wide: float, size: float
    ) -> None:
        corners = [
            matrix.point(x, y - ASCENT * size),
            matrix.point(x + wide, y + DESCENT * size),
        ]
        xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
        self.glyphs.append(Glyph(char, min(xs), min(ys), max(xs), max(ys)))

    def _path(self, element: "_Element", matrix: Matrix) -> None:
        data = next(_named(element, "AbbreviatedData"), None)
        if data is None or not data.text:
            return
        lines = [[matrix.point(*point) for point in line] for line in _lines(data.text)]
        if element.get("Stroke", "true") != "false":
            for line in lines:
                for (x, y), (to_x, to_y) in pairwise(line):
                    self._rule(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
        elif element.get("Fill") == "true":
            for line in lines:
                xs, ys = [x for x, _ in line], [y for _, y in line]
                self._rule(min(xs), min(ys), max(xs), max(ys))

    def _rule(self, left: float, top: float, right: float, bottom: float) -> None:
        across, down = rules_of_box(left, top, right, bottom)
        self.across += across
        self.down += down


def _matrix(element: "_Element") -> Matrix:
    """Return what turns positions in an object into those of what it is drawn on."""
    given = _numbers(element.get("CTM", ""))
    own = Matrix(*given) if len(given) == 6 else Matrix()
    box = _numbers(element.get("Boundary", ""))
    x, y = (box[0], box[1]) if len(box) == 4 else (0.0, 0.0)
    return own._replace(e=own.e + x, f=own.f + y)


def _lines(data: str) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each line that a path draws; curves are taken as their ends."""
    tokens = _PATH.findall(data)
    line: list[tuple[float, float]] = []
    at = 0
    while at < len(tokens):
        operator = tokens[at]
        count = _OPERANDS.get(operator)
        at += 1
        if count is None:
            continue
        values = [_number(token, 0.0) for token in tokens[at : at + count]]
        at += count
        if len(values) < count:
            break
        if operator in ("M", "S"):
            if len(line) > 1:
                yield line
            line = [(values[0], values[1])]
        elif operator == "C" and line:
            line.append(line[0])
        elif count >= 2:
            line.append((values[-2], values[-1]))
    if len(line) > 1:
        yield line


def _deltas(text: str) -> list[float]:
    """Return the steps from character to character; ``g 3 2.5`` stands for three of 2.5."""
    parts = text.split()
    steps: list[float] = []
    at = 0
    while at < len(parts) and len(steps) < _LONGEST_DELTA:
        if parts[at] == "g" and at + 2 < len(parts):
            count = int(_number(parts[at + 1], 0.0))
            steps += [_number(parts[at + 2], 0.0)] * max(0, min(count, _LONGEST_DELTA))
            at += 3
        else:
            steps.append(_number(parts[at], 0.0))
            at += 1
    return steps


def _local(element: "_Element") -> str:
    return str(element.tag).rpartition("}")[2]


def _named(element: "_Element", name: str) -> "Iterator[_Element]":
    return (one for one in element.iter() if _local(one) == name)


def _resolved(folder: str, location: str) -> str:
    """Return the member that a location names, which is relative unless it begins with /."""
    location = location.strip()
    if location.startswith("/"):
        return posixpath.normpath(location.lstrip("/"))
    return posixpath.normpath(posixpath.join(folder, location))


def _numbers(text: str) -> Sequence[float]:
    return [_number(part, 0.0) for part in text.split()]


def _number(text: str | None, default: float) -> float:
    try:
        value = float(text or "")
    except ValueError:
        return default
    return value if abs(value) < 1e6 else default  # no page is larger, and none is not a number
