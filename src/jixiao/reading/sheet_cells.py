"""The cells of a worksheet part: what is stored in each, and what of the sheet is hidden or merged.

Most sheets are written plainly, cell after cell without a needless sign. Over those one pattern
goes, many times quicker than a tree is built. It must account for every character of the rows;
where anything else is among them, the tree is built after all.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from jixiao.patterns import pattern
from jixiao.reading.archive import counted, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_V, _T, _ROW, _IS, _F, _C = (MAIN + name for name in ("v", "t", "row", "is", "f", "c"))
_PHONETIC: Final = MAIN + "rPh"

_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_CELL: Final = pattern(  # what has matched is never tried otherwise: a third quicker
    r'<c r="([A-Z]{1,3}+)[0-9]{1,7}+"(?: s="([0-9]{1,5}+)")?+(?: t="([a-zA-Z]{1,9}+)")?+(?:/>|>'
    r'(<f(?: [^<>]*)?(?:/>|>[^<]*</f>))?+'
    r'(?:<v>([^<]*+)</v>|<v */>|<is><t(?: xml:space="preserve")?>([^<]*+)</t></is>)?+</c>)'
)  # fmt: skip
_STEP: Final = 7  # the fields of a cell, and what stands between it and the next one
_ATTRIBUTES: Final = r'(?: [a-zA-Z0-9:]+="[^"<]*")*'
_NEXT_ROW: Final = pattern(rf'</row><row r="([0-9]{{1,7}})"({_ATTRIBUTES})>')
_TAG: Final = pattern(rf"</row>|<row({_ATTRIBUTES})(/?)>")
_ATTRIBUTE: Final = pattern(r' ([a-zA-Z0-9:]+)="([^"<]*)"')
_ODD_ENTITY: Final = pattern(r"&(?!(?:amp|lt|gt|quot|apos|#10|#9);)")
_ODD_BYTES: Final = bytes({*range(32)} - {9, 10})
_ESCAPED: Final = pattern("_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
_YES: Final = frozenset({"1", "true"})

Stored = tuple[str, str | None, str | None, str | None, str | None, str | None]
"""A cell: the letters of its column, number of its style, kind, formula, value, text held in it."""


class Row(NamedTuple):
    """A row: its number from 1, whether it is hidden, its cells (to be taken in turn, all)."""

    number: int
    hidden: bool
    cells: Iterable[Stored]


class Part(NamedTuple):
    """A worksheet: its rows from the top, its hidden columns, its merged cells (A1:F1)."""

    rows: Iterator[Row]
    hidden: frozenset[int]
    merged: tuple[str, ...]


class _NotPlain(Exception):
    """The rows hold more than the pattern knows."""


def read_part(data: bytes, name: str, path: str) -> Part:
    """Return the cells of a worksheet part.

    Raises:
        JixiaoError: it is no sound XML.
    """
    begin, end = data.find(_BEGIN) + len(_BEGIN), data.rfind(_END)
    if begin >= len(_BEGIN) and end >= begin:
        try:
            rows = _plain_rows(data[begin:end])  # which looks through all of them first
        except (_NotPlain, UnicodeDecodeError):
            pass
        else:
            frame = parse_xml(data[:begin] + data[end:], name, path)
            if frame.tag == MAIN + "worksheet":
                return _part(frame, rows)
    root = parse_xml(data, name, path)
    return _part(root, _tree_rows(root))


def _part(frame: "_Element", rows: Iterator[Row]) -> Part:
    hidden: set[int] = set()
    for one in frame.iterfind(f"{MAIN}cols/{MAIN}col"):
        first, last = counted(one.get("min")), counted(one.get("max"))
        shut = one.get("hidden") in _YES or one.get("width") == "0"
        if shut and first is not None and last is not None:
            hidden.update(range(first, min(last, 1 << 14) + 1))
    cells = f"{MAIN}mergeCells/{MAIN}mergeCell"
    merged = tuple(one.get("ref", "") for one in frame.iterfind(cells))
    return Part(rows, frozenset(hidden), merged)


def _plain_rows(data: bytes) -> Iterator[Row]:
    """Return the rows of a sheet that is written plainly.

    Raises:
        _NotPlain: there is something among the rows that the pattern does not know.
        UnicodeDecodeError: it is no UTF-8.
    """
    if len(data.translate(None, _ODD_BYTES)) != len(data):
        raise _NotPlain
    text = data.decode()
    if "&" in text and _ODD_ENTITY.search(text):
        raise _NotPlain
    pieces = _CELL.split(text)
    between = pieces[::_STEP]
    fields = [pieces[field::_STEP] for field in range(1, _STEP)]
    if "&" in text:
        fields[4] = [one and unescape(one) for one in fields[4]]
        fields[5] = [one and unescape(one) for one in fields[5]]
    rows = _numbered(between)
    cells = zip(*fields, strict=True)
    return (Row(number, hidden, islice(cells, size)) for number, hidden, size in rows)


def _numbered(between: list[str]) -> list[tuple[int, bool, int]]:
    """Return the number of each row, whether it is hidden, and how many cells it has.

    Args:
        between: What stands before each cell, and behind the last one.

    Raises:
        _NotPlain: it is something else than the tags of rows.
    """
    breaks = [at for at, tags in enumerate(between) if tags]
    if len(between) > 1 and (not breaks or breaks[0]):
        raise _NotPlain  # a cell before the first row
    rows: list[tuple[int, bool, int]] = []
    number, hidden, inside = 0, False, False
    for at, following in pairwise([*breaks, len(between) - 1]):
        match = _NEXT_ROW.fullmatch(between[at])
        if match is not None and inside:
            number, hidden = int(match[1]), _is_hidden(match[2])
        else:
            number, hidden, inside = _through(between[at], number, inside=inside)
        if inside:
            rows.append((number, hidden, following - at))
        elif following > at:
            raise _NotPlain  # a cell outside of the rows
    if inside:
        raise _NotPlain
    return rows


def _through(tags: str, number: int, *, inside: bool) -> tuple[int, bool, bool]:
    """Go through the tags of rows without cells: the number, hidden or not, of the last open one.

    Raises:
        _NotPlain: they do not open and close in turn.
    """
    at, hidden = 0, False
    for match in _TAG.finditer(tags):
        closes = match[1] is None
        if match.start() != at or closes is not inside:
            raise _NotPlain
        at = match.end()
        if not closes:
            given = counted(dict(_ATTRIBUTE.findall(match[1])).get("r"))
            number = number + 1 if given is None else given
            hidden = _is_hidden(match[1])
        inside = not closes and not match[2]
    if at != len(tags):
        raise _NotPlain
    return number, hidden, inside


def _is_hidden(attributes: str) -> bool:
    if "hidden" not in attributes and ' ht="0"' not in attributes:
        return False
    given = dict(_ATTRIBUTE.findall(attributes))
    return given.get("hidden") in _YES or given.get("ht") == "0"


def _tree_rows(root: "_Element") -> Iterator[Row]:
    """Yield the rows of a sheet from its tree."""
    number = 0
    for row in root.iter(_ROW):
        at = counted(row.get("r"))
        number = number + 1 if at is None else at
        hidden = row.get("hidden") in _YES or row.get("ht") == "0"
        yield Row(number, hidden, _tree_cells(row))


def _tree_cells(row: "_Element") -> Iterator[Stored]:
    column = 0
    for cell in row.iterchildren(_C):
        letters = cell.get("r", "").rstrip("0123456789")
        column = column_of(letters) if letters else column + 1
        inline = cell.find(_IS)
        formula = None if cell.find(_F) is None else _F
        text = None if inline is None else string_of(inline)
        yield (
            letters or letters_of(column), cell.get("s"), cell.get("t"), formula,
            cell.findtext(_V), text,
        )  # fmt: skip


def column_of(letters: str) -> int:
    """Return the number of a column, counted from 1; what is no column is the first one."""
    column = 0
    for letter in letters[:3]:
        column = 26 * column + ord(letter) - 64
    return max(1, column)


def letters_of(column: int) -> str:
    """Return the letters of a column that is counted from 1."""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def string_of(element: "_Element") -> str:
    """Return the text of a string, its reading aids left out."""
    if len(element) == 1 and element[0].tag == _T:
        return element[0].text or ""
    return "".join(
        node.text or ""
        for node in element.iter(_T)
        if (parent := node.getparent()) is None or parent.tag != _PHONETIC
    )


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def printed(text: str) -> str:
    """Return a stored string without the escapes for what XML cannot hold, and without margins."""
    if "_x" in text:
        text = _ESCAPED.sub(_unescaped, text)
    return text.strip()
