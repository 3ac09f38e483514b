"""The cells of Excel and Word files in one shape, with the words by which people find them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from jixiao.errors import FileError
from jixiao.model.folding import fold
from jixiao.patterns import pattern
from jixiao.reading.formats import reader_of
from jixiao.reading.office import convert
from jixiao.reading.sheet_cells import letters_of
from jixiao.reading.sheet_layout import Sheet
from jixiao.reading.sheets import open_sheets
from jixiao.reading.word import open_tables
from jixiao.workbook.values import Shown

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD: Final = "WordDocument".encode("utf-16-le")
_NOTHING: Final = pattern(r"[-—–/\\\s]*|【待填写[:：].*】")


class NotAForm(FileError):
    """A file that is neither a workbook nor a Word document."""

    code = "not_a_form"
    message_form = "“{path}”不是 Excel 或 Word 文件，读不了其中的表。"
    hint_form = "请用 Excel、WPS 或 Word 打开后另存为 .xlsx 或 .docx。"


class Box(NamedTuple):
    """A cell that holds something: where it begins, how many columns it takes, what it shows."""

    at: int
    width: int
    shown: Shown

    @property
    def text(self) -> str:
        """What it shows."""
        return self.shown.text


class Line(NamedTuple):
    """A row: its number and its cells that hold something, from left to right."""

    number: int
    boxes: tuple[Box, ...]

    def at(self, column: int) -> Box | None:
        """Return the cell that begins in a column, or None."""
        return next((each for each in self.boxes if each.at == column), None)


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet of a workbook or a table of a Word file, with the lines printed above it."""

    name: str
    above: tuple[str, ...]
    lines: tuple[Line, ...]
    lettered: bool = False

    def place(self, line: int, column: int = 0) -> str:
        """Return where a cell or row is, in words."""
        if self.lettered and column:
            return f"{self.name}{letters_of(column)}{line}"
        return f"{self.name}第{line}行"


def grids_of(data: bytes, path: str) -> tuple[Grid, ...]:
    """Return the sheets or tables of a file.

    Raises:
        JixiaoError: it is locked, damaged, hostile, or of another format.
    """
    reader_of(data, path)  # refuses what is locked
    if data.startswith(_OLE):
        ending = ".doc" if _WORD in data else ".xls"
        data = convert(data, path, ending, f"{ending}x")
    if not data.startswith(b"PK\x03\x04"):
        raise NotAForm(path)
    if b"word/" in data:
        return tuple(
            Grid(f"第{table.sheet.number}张表", table.above, tuple(_lines(table.sheet)))
            for table in open_tables(data, path)
        )
    if b"xl/" in data:
        return tuple(
            Grid(f"工作表“{name}”", (name,), tuple(_lines(sheet)), lettered=True)
            for name, sheet in open_sheets(data, path).items()
        )
    raise NotAForm(path)


def _lines(sheet: Sheet) -> Iterator[Line]:
    for number in sorted(sheet.grid):
        stored = sheet.stored.get(number, {})
        boxes = tuple(
            Box(at, len(sheet.merged.get((number, at), (at,))), Shown(text, stored.get(at)))
            for at, text in sorted(sheet.grid[number].items())
            if not _NOTHING.fullmatch(text.strip())
        )
        if boxes:
            yield Line(number, boxes)


def plain(text: str) -> str:
    """Return words without blanks, in their canonical form."""
    return "".join(fold(text).split())
