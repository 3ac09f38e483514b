"""Excel workbooks (.xlsx): every sheet that is shown, its cells as the program shows them.

Rows of a sheet are rows of a table; see ``sheet_layout``. The line number of a place is the row of
the sheet; its cell says which sheet, row and column. Hidden sheets, rows and columns are left out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from jixiao.errors import DamagedFile, HostileFile
from jixiao.model.document import UNCALCULATED, Document
from jixiao.patterns import pattern
from jixiao.reading.archive import Archive, counted, parse_xml
from jixiao.reading.body import Body
from jixiao.reading.number_formats import BUILT_IN, Shown, shower
from jixiao.reading.sheet_cells import (
    MAIN,
    Part,
    Stored,
    column_of,
    printed,
    read_part,
    string_of,
)
from jixiao.reading.sheet_layout import MAX_CELLS, Sheet, add_sheet

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATIONS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_NAMESPACES: Final = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main",
     b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)  # fmt: skip
_WORKBOOK: Final = "xl/workbook.xml"
_SHEET: Final = MAIN + "sheet"
_YES: Final = frozenset({"1", "true"})
_MERGED: Final = pattern(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})[0-9]{1,7}")
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - workbooks know no time zones
_EPOCH_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001 - as above


class _Formulas:
    """Formulas without value, as far as they can be told.

    Some programs leave the value out, others write 0 for all of them and ask that the workbook be
    reckoned anew when it is opened (``anew``).
    """

    def __init__(self, *, anew: bool) -> None:
        self.anew = anew
        self.zeros: list[tuple[dict[int, str], int]] = []  # row and column

    def note(self, row: dict[int, str], column: int, value: str) -> None:
        """Take note of the value of a formula."""
        if value != "0":
            self.anew = False
        elif self.anew:
            self.zeros.append((row, column))

    def settle(self) -> None:
        """Mark the zeros that nothing was reckoned for."""
        if self.anew:
            for row, column in self.zeros:
                if column in row:  # and in no hidden column
                    row[column] = UNCALCULATED


def read_workbook(data: bytes, path: str, sha256: str) -> Document:
    """Read an .xlsx file.

    Raises:
        JixiaoError: it is locked, damaged, hostile or empty.
    """
    names, sheets = _read(data, path, whole=False)
    body = Body()
    for sheet in sheets:
        add_sheet(body, sheet, path)
    return replace(body.document(path, sha256, "xlsx"), sheets=names)


def open_sheets(data: bytes, path: str) -> dict[str, Sheet]:
    """Return the sheets of an .xlsx file by name, with the rows and columns that are hidden.

    For programs that look cells up: rows that a filter hides are data all the same.

    Raises:
        JixiaoError: it is locked, damaged or hostile.
    """
    names, sheets = _read(data, path, whole=True)
    return {names[sheet.number - 1]: sheet for sheet in sheets}


def _read(data: bytes, path: str, *, whole: bool) -> tuple[tuple[str, ...], list[Sheet]]:
    """Return the names of all sheets, and the sheets that are shown; ``whole``: all of each."""
    archive = Archive(data, path)
    root = _part(archive, _WORKBOOK, path)
    if root is None:
        raise DamagedFile(path, "缺少工作簿部分")
    properties, reckoning = root.find(MAIN + "workbookPr"), root.find(MAIN + "calcPr")
    from_1904 = properties is not None and properties.get("date1904") in _YES
    anew = reckoning is not None and reckoning.get("fullCalcOnLoad") in _YES
    cells = _Cells(
        _strings(_part(archive, "xl/sharedStrings.xml", path)),
        _formats(_part(archive, "xl/styles.xml", path)),
        _Formulas(anew=anew),
        from_1904=from_1904,
    )
    sheets, count = [], 0
    for number, name in enumerate(_sheets(archive, root, path), 1):
        if name not in archive:
            continue
        part = read_part(_usual(archive.read(name)), name, path)
        sheet = _sheet(part, cells, number, whole=whole)
        count += sum(map(len, sheet.grid.values()))
        if count > MAX_CELLS:
            raise HostileFile(path, f"单元格超过{MAX_CELLS}个")
        sheets.append(sheet)
    cells.formulas.settle()
    return tuple(sheet.get("name", "") for sheet in root.iter(_SHEET)), sheets


def _usual(data: bytes) -> bytes:
    """Return a part with the names of the transitional format for those of the strict one."""
    if _STRICT in data[:2000]:
        for strict, usual in _NAMESPACES:
            data = data.replace(strict, usual)
    return data


def _part(archive: Archive, name: str, path: str) -> "_Element | None":
    if name not in archive:
        return None
    return parse_xml(_usual(archive.read(name)), name, path)


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
    if root is None:
        return []
    return [printed(string_of(item)) for item in root.iterchildren(MAIN + "si")]


def _formats(root: "_Element | None") -> list[str]:
    """Return the number format of each style."""
    if root is None:
        return []
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter(MAIN + "numFmt")}
    styles = root.find(MAIN + "cellXfs")
    if styles is None:
        return []
    return [_code(style.get("numFmtId", "0"), own) for style in styles]


def _code(identifier: str, own: dict[str, str]) -> str:
    if identifier in own:
        return own[identifier]
    return BUILT_IN.get(counted(identifier) or 0, "")


def _sheet(part: Part, cells: "_Cells", number: int, *, whole: bool) -> Sheet:
    """Return what is shown of a sheet, or the whole of it."""
    sheet = Sheet(number)
    for at, hidden, row in part.rows:
        shown, stored = cells.shown(row)
        if hidden and not whole:
            if shown:
                sheet.hidden_rows.add(at)
            continue
        for column in () if whole else part.hidden & shown.keys():
            sheet.hidden_columns.add(column)
            del shown[column]
        if shown:
            sheet.grid[at] = shown
            if stored:
                sheet.stored[at] = stored
    for merged in filter(None, map(_MERGED.fullmatch, part.merged)):
        first, last = column_of(merged[1]), column_of(merged[3])
        sheet.merged[int(merged[2]), first] = range(first, last + 1)
    return sheet


class _Cells:
    """Tells what cells show: knows what all sheets share."""

    def __init__(
        self, strings: Sequence[str], codes: Sequence[str], formulas: _Formulas, *, from_1904: bool
    ) -> None:
        self.formulas = formulas
        self._strings = strings
        self._from_1904 = from_1904
        shows = [shower(code, from_1904=from_1904) for code in codes or [""]]
        self._usual = shows[0]
        self._shows: dict[str | None, Callable[[str], Shown]] = {
            str(number): show for number, show in enumerate(shows)
        }
        self._columns: dict[str, int] = {}

    def shown(self, cells: Iterable[Stored]) -> tuple[dict[int, str], dict[int, Decimal]]:
        """Return what the cells of a row show, and what is stored behind rounded numbers."""
        columns, shows, usual = self._columns, self._shows, self._usual
        row: dict[int, str] = {}
        stored: dict[int, Decimal] = {}
        for letters, style, kind, formula, value, inline in cells:
            column = columns.get(letters) or columns.setdefault(letters, column_of(letters))
            if kind is not None and kind != "n":
                text = self._text(kind, style, value or "", inline or "")
            elif value:
                text, exact = shows.get(style, usual)(value)
                if exact is not None:
                    stored[column] = exact
                if formula:
                    self.formulas.note(row, column, value)
            else:
                text = UNCALCULATED if formula else ""
            if text:
                row[column] = text
        return row, stored

    def _text(self, kind: str, style: str | None, value: str, inline: str) -> str:
        """Return what a cell shows that holds no number."""
        if kind == "s":
            at = counted(value)
            return self._strings[at] if at is not None and at < len(self._strings) else ""
        if kind == "inlineStr":
            return printed(inline)
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        serial = _serial(value, from_1904=self._from_1904) if kind == "d" else None
        if serial is not None:
            return self._shows.get(style, self._usual)(serial)[0]
        return printed(value)


def _serial(value: str, *, from_1904: bool) -> str | None:
    """Return the number of a date that is stored as such (2024-03-15T00:00:00)."""
    try:
        moment = datetime.fromisoformat(value).replace(tzinfo=None)
    except ValueError:
        return None
    since = moment - (_EPOCH_1904 if from_1904 else _EPOCH)
    return str(since.days + Decimal(since.seconds) / 86_400)
