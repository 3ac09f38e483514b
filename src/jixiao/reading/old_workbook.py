"""Old Excel workbooks (.xls, .et): sheets as tables, cells as the program shows them."""

import struct
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from jixiao.errors import DamagedFile, EncryptedFile
from jixiao.model.document import Document
from jixiao.reading.body import Body
from jixiao.reading.number_formats import shower
from jixiao.reading.workbook import Grid, add_sheet

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell, Sheet

_TEXT, _NUMBER, _DATE, _BOOLEAN = 1, 2, 3, 4  # kinds of cells, as xlrd counts them
_SHOWN: Final = 0  # visibility of a sheet


def read_old_workbook(data: bytes, path: str, sha256: str) -> Document:
    """Read an .xls file.

    Raises:
        JixiaoError: it is locked, damaged or empty.
    """
    import xlrd  # noqa: PLC0415 - old workbooks are rare
    from xlrd.compdoc import CompDocError  # noqa: PLC0415

    try:
        book = xlrd.open_workbook(
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
    body = Body()
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        if sheet.visibility == _SHOWN:
            add_sheet(body, _grid(book, sheet), number + 1)
    document = body.document(path, sha256, "xls")
    return replace(document, sheets=tuple(book.sheet_names()))


class _Nowhere:
    """Takes the remarks of the library on what is odd in a file."""

    def write(self, words: str) -> int:
        return len(words)

    def flush(self) -> None:
        pass


def _grid(book: "Book", sheet: "Sheet") -> Grid:
    grid: Grid = {}
    for row in range(sheet.nrows):
        cells = {}
        for column, cell in enumerate(sheet.row(row)):
            shown = _shown(book, cell)
            if shown:
                cells[column + 1] = shown
        if cells:
            grid[row + 1] = cells
    return grid


def _shown(book: "Book", cell: "Cell") -> str:
    """Return what a cell shows."""
    if cell.ctype == _TEXT:
        return str(cell.value).strip()
    if cell.ctype == _BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype not in (_NUMBER, _DATE):
        return ""
    code = ""
    if cell.xf_index is not None and cell.xf_index < len(book.xf_list):
        form = book.format_map.get(book.xf_list[cell.xf_index].format_key)
        code = "" if form is None else form.format_str
    return shower(code, from_1904=bool(book.datemode))(str(Decimal(repr(float(cell.value)))))
