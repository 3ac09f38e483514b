"""Excel workbooks (.xlsx): every sheet that is shown, its cells as the program shows them.

Rows of a sheet are rows of a table. What stands alone above or below a table (its title, its unit,
notes) is a line of its own. The line number of a place is the row of the sheet; its cell says
which sheet, row and column.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from jixiao.errors import DamagedFile, HostileFile
from jixiao.model.document import Document
from jixiao.model.source import Cell
from jixiao.reading.archive import Archive, parse_xml
from jixiao.reading.body import Body, Place
from jixiao.reading.number_formats import BUILT_IN, shower

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATIONS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_NAMESPACES: Final = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main",
     b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip
_WORKBOOK: Final = "xl/workbook.xml"
_V, _T, _ROW, _IS, _SHEET = (_MAIN + name for name in ("v", "t", "row", "is", "sheet"))
_PHONETIC: Final = _MAIN + "rPh"
MAX_CELLS: Final = 2_000_000
_MAX_COLUMNS: Final = 500  # wider sheets hold data, no report
_ERRORS: Final = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})

Grid = dict[int, dict[int, str]]  # shown texts by row and column, both from 1


class _Book(NamedTuple):
    strings: Sequence[str]
    shows: Sequence[Callable[[str], str]]  # what shows a stored number, by style number


def read_workbook(data: bytes, path: str, sha256: str) -> Document:
    """Read an .xlsx file.

    Raises:
        JixiaoError: it is locked, damaged, hostile or empty.
    """
    archive = Archive(data, path)
    root = _part(archive, _WORKBOOK, path)
    if root is None:
        raise DamagedFile(path, "缺少工作簿部分")
    properties = root.find(_MAIN + "workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    codes = _formats(_part(archive, "xl/styles.xml", path)) or [""]
    book = _Book(
        _strings(_part(archive, "xl/sharedStrings.xml", path)),
        [shower(code, from_1904=from_1904) for code in codes],
    )
    body = Body()
    count = 0
    names = tuple(sheet.get("name", "") for sheet in root.iter(_SHEET))
    for number, name in enumerate(_sheets(archive, root, path), 1):
        sheet = _part(archive, name, path) if name else None
        if sheet is None:
            continue
        grid = _grid(sheet, book, path)
        count += sum(map(len, grid.values()))
        if count > MAX_CELLS:
            raise HostileFile(path, f"单元格超过{MAX_CELLS}个")
        add_sheet(body, grid, number)
    return replace(body.document(path, sha256, "xlsx"), sheets=names)


def _part(archive: Archive, name: str, path: str) -> "_Element | None":
    if name not in archive:
        return None
    data = archive.read(name)
    if _STRICT in data[:2000]:
        for strict, usual in _NAMESPACES:
            data = data.replace(strict, usual)
    return parse_xml(data, name, path)


def _sheets(archive: Archive, root: "_Element", path: str) -> Iterator[str]:
    """Yield the member of each sheet, in the order of the tabs; nothing for hidden ones."""
    relations = _part(archive, "xl/_rels/workbook.xml.rels", path)
    targets = {} if relations is None else {
        one.get("Id", ""): one.get("Target", "") for one in relations
    }  # fmt: skip
    for sheet in root.iter(_SHEET):
        target = targets.get(sheet.get(_RELATIONS + "id", ""), "")
        shown = sheet.get("state", "visible") == "visible"
        name = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        yield name if target and shown else ""


def _strings(root: "_Element | None") -> list[str]:
    return [] if root is None else [_text(item).strip() for item in root.iterchildren(_MAIN + "si")]


def _text(element: "_Element") -> str:
    """Return the text of a string, its reading aids left out."""
    return "".join(
        node.text or ""
        for node in element.iter(_T)
        if (parent := node.getparent()) is None or parent.tag != _PHONETIC
    )


def _formats(root: "_Element | None") -> list[str]:
    """Return the number format of each style."""
    if root is None:
        return []
    own = {
        one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter(_MAIN + "numFmt")
    }
    styles = root.find(_MAIN + "cellXfs")
    if styles is None:
        return []
    return [_code(style.get("numFmtId", "0"), own) for style in styles]


def _code(identifier: str, own: dict[str, str]) -> str:
    if identifier in own:
        return own[identifier]
    return BUILT_IN.get(int(identifier), "") if identifier.isdecimal() else ""


def _grid(sheet: "_Element", book: _Book, path: str) -> Grid:
    """Return what the cells of a sheet show; empty cells are left out."""
    grid: Grid = {}
    columns: dict[str, int] = {}
    number = 0
    for row in sheet.iter(_ROW):
        at = row.get("r", "")
        number = int(at) if at.isdecimal() else number + 1
        cells: dict[int, str] = {}
        column = 0
        for cell in row:
            reference = cell.get("r")
            if reference is None:
                column += 1
            else:
                letters = reference.rstrip("0123456789")
                column = columns.get(letters) or columns.setdefault(letters, _column(letters))
            if len(cell) and (shown := _shown(cell, book)):
                cells[column] = shown
        if cells:
            if max(cells) > _MAX_COLUMNS:
                raise HostileFile(path, f"表格多于{_MAX_COLUMNS}列")
            grid[number] = cells
    return grid


def _column(letters: str) -> int:
    column = 0
    for letter in letters[:3]:
        column = 26 * column + ord(letter) - 64
    return max(1, column)


def _shown(cell: "_Element", book: _Book) -> str:
    """Return what a cell shows."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(_IS)
        return "" if inline is None else _text(inline).strip()
    last = cell[-1]
    stored = (last.text if last.tag == _V else cell.findtext(_V)) or ""
    if kind == "n":
        style = cell.get("s")
        at = int(style) if style is not None and style.isdecimal() else 0
        return book.shows[at if at < len(book.shows) else 0](stored) if stored else ""
    if kind == "s":
        at = int(stored) if stored.isdecimal() else -1
        return book.strings[at] if 0 <= at < len(book.strings) else ""
    if kind == "b":
        return "TRUE" if stored == "1" else "FALSE"
    return "" if stored in _ERRORS else stored.strip()


def add_sheet(body: Body, grid: Grid, sheet: int) -> None:
    """Add the rows of a sheet: tables, and lines that stand alone; sheets are counted from 1."""
    if not grid:
        return
    first = min(min(row) for row in grid.values())
    width = max(max(row) for row in grid.values()) - first + 1
    table = -1
    numbers = sorted(grid)
    for place, number in enumerate(numbers):
        row = grid[number]
        following = grid[numbers[place + 1]] if place + 1 < len(numbers) else {}
        if len(row) == 1 and _stands_alone(table, number, row, following, grid):
            column, text = next(iter(row.items()))
            table = -1
            for line in text.splitlines():
                body.add_line(line, Place(number, cell=Cell(sheet, number, column)))
            continue
        table = body.new_table() if table < 0 else table
        cells = [row.get(first + at, "") for at in range(width)]
        body.add_row(cells, table, Place(number, cell=Cell(sheet, number, first)))


def _stands_alone(
    table: int, number: int, row: dict[int, str], following: dict[int, str], grid: Grid
) -> bool:
    """Whether the only text of a row is a title, a unit or a note, and no row of a table."""
    text = next(iter(row.values()))
    if table < 0 or len(following) < 2 or number - 1 not in grid:
        return True
    return len(text) > 40 or "单位:" in text.replace("：", ":")
