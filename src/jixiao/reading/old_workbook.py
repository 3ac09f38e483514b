"""Old Excel workbooks (.xls, .et): sheets as tables, cells as the program shows them."""

import struct
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from jixiao.errors import DamagedFile, EncryptedFile
from jixiao.model.document import Document
from jixiao.reading.body import Body
from jixiao.reading.number_formats import Shown, shower
from jixiao.reading.sheet_layout import Sheet, add_sheet

if TYPE_CHECKING:
    import xlrd.sheet
    from xlrd.book import Book
    from xlrd.sheet import Cell

_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5  # kinds of cells, as xlrd counts them
_ERRORS: Final = {
    0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A",
}  # fmt: skip
_SHOWN: Final = 0  # visibility of a sheet


def read_old_workbook(data: bytes, path: str, sha256: str) -> Document:
    """Read an .xls file.

    Raises:
        JixiaoError: it is locked, damaged or empty.
    """
    book = _open(data, path)
    body = Body()
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        if sheet.visibility == _SHOWN:
            add_sheet(body, _sheet(book, sheet, number + 1, whole=False), path)
    document = body.document(path, sha256, "xls")
    return replace(document, sheets=tuple(book.sheet_names()))


def open_old_sheets(data: bytes, path: str) -> dict[str, Sheet]:
    """Return the sheets of an .xls file by name, with the rows and columns that are hidden.

    Raises:
        JixiaoError: it is locked or damaged.
    """
    book = _open(data, path)
    sheets = (book.sheet_by_index(number) for number in range(book.nsheets))
    return {
        sheet.name: _sheet(book, sheet, number, whole=True)
        for number, sheet in enumerate(sheets, 1)
        if sheet.visibility == _SHOWN
    }


def _open(data: bytes, path: str) -> "Book":
    import xlrd  # noqa: PLC0415 - old workbooks are rare
    from xlrd.compdoc import CompDocError  # noqa: PLC0415

    try:
        return xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=_Nowhere(), on_demand=False
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise EncryptedFile(path) from error
        raise DamagedFile(path, "工作簿的结构读不出来") from error
    except (
        CompDocError, struct.error, IndexError, KeyError, ValueError, AssertionError, TypeError,
        AttributeError, UnicodeError, OverflowError, MemoryError, RecursionError, EOFError,
    ) as error:  # fmt: skip
        raise DamagedFile(path, "工作簿的结构读不出来") from error


class _Nowhere:
    """Takes the remarks of the library on what is odd in a file."""

    def write(self, words: str) -> int:
        return len(words)

    def flush(self) -> None:
        pass


def _sheet(book: "Book", sheet: "xlrd.sheet.Sheet", number: int, *, whole: bool) -> Sheet:
    """Return what the cells of a sheet show; ``whole``: those that are hidden too."""
    made = Sheet(number)
    hidden = {at for at, info in sheet.colinfo_map.items() if info.hidden or not info.width}
    for at in range(sheet.nrows):
        info = sheet.rowinfo_map.get(at)
        row: dict[int, str] = {}
        stored: dict[int, Decimal] = {}
        for column, cell in enumerate(sheet.row(at)):
            text, exact = _shown(book, cell)
            if not text:
                continue
            if info is not None and info.hidden and not whole:
                made.hidden_rows.add(at + 1)
            elif column in hidden and not whole:
                made.hidden_columns.add(column + 1)
            else:
                row[column + 1] = text
                if exact is not None:
                    stored[column + 1] = exact
        if row:
            made.grid[at + 1] = row
            if stored:
                made.stored[at + 1] = stored
    for top, _, first, last in sheet.merged_cells:
        made.merged[top + 1, first + 1] = range(first + 1, last + 1)
    return made


def _shown(book: "Book", cell: "Cell") -> Shown:
    """Return what a cell shows, and the number stored in it where fewer digits are shown."""
    if cell.ctype == _TEXT:
        return str(cell.value).strip(), None
    if cell.ctype == _BOOLEAN:
        return "TRUE" if cell.value else "FALSE", None
    if cell.ctype == _ERROR:
        return _ERRORS.get(cell.value, ""), None
    if cell.ctype not in (_NUMBER, _DATE):
        return "", None
    code = ""
    if cell.xf_index is not None and cell.xf_index < len(book.xf_list):
        form = book.format_map.get(book.xf_list[cell.xf_index].format_key)
        code = "" if form is None else form.format_str
    return shower(code, from_1904=bool(book.datemode))(str(Decimal(repr(float(cell.value)))))
