"""Writes the tables of a composition as a workbook whose formulas are alive.

The running text has no place in it; titles, captions, units, notes and signatures have.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Final

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from jixiao.patterns import pattern
from jixiao.reports.composition import Align, Cell, Composition, PageBreak, Run, Table, Voice
from jixiao.reports.flow import (
    POINTS_PER_MM,
    Grid,
    Line,
    Placed,
    columns,
    ems,
    flow,
    placed,
    printable,
)
from jixiao.reports.keeping import heights
from jixiao.reports.typography import LOOKS, SIZE_5, SONG, Page, Role, page

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_A4: Final = 9
_MM_PER_INCH: Final = 25.4
_MM_PER_CHARACTER: Final = 1.9
"""How wide a unit of the widths of columns is."""
_ROOM: Final = 6
"""What stays free above and below a line, in points."""
_LONGEST_NAME: Final = 31
_LONGEST_TEXT: Final = 32_767  # characters of a cell
_CUT: Final = "……（一格写不下，全文见 Word 文件）"
_NOT_IN_NAMES: Final = pattern(r"[\[\]:*?/\\]")
_REFERENCE: Final = pattern(r"\{([^{}]+)\}")
_BRACE: Final = pattern(r"[{}]")
_NUMBER: Final = pattern(r"([^0-9.,-]*)(-?[0-9][0-9,]*)(\.[0-9]+)?([^0-9]*)")
_GROUP: Final = 3
_ZEROS: Final = str.maketrans("123456789", "000000000")
_LEFT_OUT: Final = {Role.BODY, Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4}


@dataclass(slots=True)
class _Sheet:
    """A sheet to be written: its lines and tables, each with its first row, from 0."""

    name: str
    lies: Page
    lines: list[tuple[int, Line]] = field(default_factory=list)
    tables: list[tuple[int, Table]] = field(default_factory=list)
    end: int = 0

    def line(self, line: Line) -> None:
        """Put a line below what is there."""
        self.lines.append((self.end, line))
        self.end += 1

    def take(self, lines: list[Line]) -> None:
        """Put lines below what is there; none of them is left in the list."""
        for line in lines:
            self.line(line)
        lines.clear()

    def table(self, table: Table) -> None:
        """Put a table below what is there, with its caption and unit."""
        for role, words in ((Role.CAPTION, table.caption), (Role.UNIT, table.unit)):
            if words:
                self.line(Line(role, (Run(words),), LOOKS[role]))
        self.tables.append((self.end, table))
        self.end += len(table.rows)

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return max((len(table.widths) for _, table in self.tables), default=1)


def write_excel(composition: Composition) -> bytes:
    """Return an .xlsx file; the same composition gives the same bytes.

    Raises:
        ValueError: a formula names a cell that is not there, or two cells share a name.
    """
    sheets = _sheets(composition)
    cells = _named(sheets)
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        # Fixed, so that the same composition gives the same bytes.
        moment = datetime(2020, 1, 1)  # noqa: DTZ001 - no place, no time zone
        book.set_properties({"title": printable(composition.title), "created": moment})
        formats = _Formats(book)
        for sheet in sheets:
            _Writer(book.add_worksheet(sheet.name), formats, sheet, cells).write()
    return buffer.getvalue()


# --- what goes where ------------------------------------------------------------------------------


def _sheets(composition: Composition) -> list[_Sheet]:
    """Return the sheets: one for each name of a sheet, or for each table without such a name."""
    sheets: dict[str, _Sheet] = {}
    current: _Sheet | None = None
    waiting: list[Line] = []  # for the next table
    lies = page(landscape=composition.landscape)
    for piece in flow(composition):
        match piece:
            case PageBreak(landscape):
                lies = page(landscape=landscape)
                if current is not None:
                    current.take(waiting)
            case Grid(table, notes):
                current = _sheet(table, waiting, sheets, lies)
                current.take(waiting)
                current.table(table)
                current.take(list(notes))
            case Line(role=role) if role not in _LEFT_OUT:
                waiting.append(piece)
    if current is None:
        current = sheets[""] = _Sheet(_tame(composition.title) or "表", lies)
    current.take(waiting)
    return list(sheets.values())


def _sheet(table: Table, above: list[Line], sheets: dict[str, _Sheet], lies: Page) -> _Sheet:
    """Return the sheet that a table belongs to, a new one where there is none yet."""
    wanted = _tame(table.sheet)
    if wanted.casefold() in sheets:
        return sheets[wanted.casefold()]
    titles = "".join(line.text for line in above if line.role is Role.TITLE)
    name = _free(wanted or _tame(table.caption) or _tame(titles) or "表", sheets)
    return sheets.setdefault(name.casefold(), _Sheet(name, lies))


def _tame(name: str) -> str:
    """Return a name as Excel takes it."""
    return _NOT_IN_NAMES.sub(" ", printable(name)).strip(" '")[:_LONGEST_NAME].strip(" '")


def _free(name: str, taken: Mapping[str, _Sheet]) -> str:
    """Return a name that no other sheet has; letters of both cases are the same to Excel."""
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{name[: _LONGEST_NAME - len(str(number))]}{number}"
    return candidate


def _named(sheets: list[_Sheet]) -> dict[str, tuple[str, str]]:
    """Return the sheet and the place of each cell that has a name."""
    found: dict[str, tuple[str, str]] = {}
    for sheet in sheets:
        for first, table in sheet.tables:
            for row, column, cell in placed(table):
                if cell.name in found or _BRACE.search(cell.name):
                    message = f"“{cell.name}” cannot be the name of a cell, or is that of another"
                    raise ValueError(message)
                if cell.name:
                    found[cell.name] = sheet.name, xl_rowcol_to_cell(first + row, column)
    return found


# --- writing --------------------------------------------------------------------------------------


class _Formats:
    """The looks of cells, made once for a book."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._known: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **looks: object) -> "Format":
        """Return the format of these looks."""
        key = tuple(sorted(looks.items()))
        if key not in self._known:
            base = {"font_name": SONG.name, "font_size": SIZE_5, "valign": "vcenter"}
            self._known[key] = self._book.add_format({**base, "text_wrap": True, **looks})
        return self._known[key]


_ALIGNS: Final = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right", None: "left"}


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one sheet."""

    sheet: "Worksheet"
    formats: _Formats
    plan: _Sheet
    cells: Mapping[str, tuple[str, str]]

    def write(self) -> None:
        """Write all that is planned."""
        widths = self._widths()
        for number, width in enumerate(widths):
            self.sheet.set_column(number, number, width / _MM_PER_CHARACTER)
        for row, line in self.plan.lines:
            self._line(row, line, sum(widths))
        for first, table in self.plan.tables:
            for row, height in enumerate(heights(table, Role.CELL, widths)):
                self.sheet.set_row(first + row, height)
            for each in placed(table):
                self._cell(first, each, head=each.row < table.head)
        self._print_setup()

    def _widths(self) -> list[float]:
        """Return the widths of the columns in millimetres, as the first table asks for."""
        for _, table in sorted(self.plan.tables, key=lambda each: -len(each[1].widths))[:1]:
            return [width / 100 for width in columns(table, self.plan.lies.measure * 100)]
        return [float(self.plan.lies.measure)]

    def _line(self, row: int, line: Line, width: float) -> None:
        look = line.look
        style = self.formats.of(
            font_name=look.face.name,
            font_size=look.size if line.role is Role.TITLE else min(look.size, SIZE_5 + 1.5),
            bold=look.bold,
            align=_ALIGNS[look.align],
        )
        last = self.plan.columns - 1
        text = _lines(line.text)
        if last:
            self.sheet.merge_range(row, 0, row, last, "", style)
        self.sheet.write_string(row, 0, text, style)
        size = look.size if line.role is Role.TITLE else SIZE_5
        lines = sum(
            max(1, -(-ems(each) * size // (width * POINTS_PER_MM))) for each in text.split("\n")
        )
        self.sheet.set_row(row, lines * size * 1.4 + _ROOM)

    def _cell(self, first: int, each: Placed, *, head: bool) -> None:
        cell = each.cell
        looks: dict[str, object] = {"border": 1, "align": _ALIGNS[cell.align]}
        if cell.strong or head:
            looks["bold"] = True
        if cell.voice is Voice.PROMPT:
            looks["bg_color"] = "#FFFF00"
        elif head:
            looks["bg_color"] = "#F2F2F2"
        if cell.number is not None:
            looks["num_format"] = number_format(cell.text, cell.number)
        style = self.formats.of(**looks)
        row, column = first + each.row, each.column
        if cell.across > 1 or cell.down > 1:
            end = row + cell.down - 1, column + cell.across - 1
            self.sheet.merge_range(row, column, *end, "", style)
        if cell.formula:
            value = cell.number if cell.number is not None else cell.text
            self.sheet.write_formula(row, column, self._formula(cell), style, value)
        elif cell.number is not None:
            self.sheet.write_number(row, column, cell.number, style)
        elif cell.text:
            self.sheet.write_string(row, column, _lines(cell.text), style)
        else:
            self.sheet.write_blank(row, column, None, style)

    def _formula(self, cell: Cell) -> str:
        def place(found: re.Match[str]) -> str:
            if found[1] not in self.cells:
                message = f"“{cell.formula}” names a cell “{found[1]}” that is not there"
                raise ValueError(message)
            sheet, where = self.cells[found[1]]
            return where if sheet == self.plan.name else f"{quote_sheetname(sheet)}!{where}"

        return "=" + _REFERENCE.sub(place, cell.formula.removeprefix("="))

    def _print_setup(self) -> None:
        lies = self.plan.lies
        self.sheet.set_paper(_A4)
        if lies.width > lies.height:
            self.sheet.set_landscape()
        self.sheet.set_margins(
            *(each / _MM_PER_INCH for each in (lies.left, lies.right, lies.top, lies.bottom))
        )
        self.sheet.set_footer(f'&C&"{SONG.name}"&14— &P —', {"margin": lies.footer / _MM_PER_INCH})
        self.sheet.fit_to_pages(1, 0)
        self.sheet.center_horizontally()
        self.sheet.hide_gridlines()
        for first, table in self.plan.tables[:1]:
            if table.head:
                self.sheet.repeat_rows(first, first + table.head - 1)
                if len(self.plan.tables) == 1:
                    self.sheet.freeze_panes(first + table.head, 0)


def _lines(text: str) -> str:
    """Return a text without what no file may hold, its ends of lines kept.

    One longer than a cell can hold says that it goes on: Excel would cut it in silence.
    """
    kept = "\n".join(printable(line) for line in text.split("\n"))
    return kept if len(kept) <= _LONGEST_TEXT else kept[: _LONGEST_TEXT - len(_CUT)] + _CUT


def number_format(text: str, number: Decimal) -> str:
    """Return the format in which a workbook shows a number as it is printed."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return "General"
    before, whole, decimals, behind = found[1], found[2], found[3] or "", found[4]
    shown = Decimal(whole.replace(",", "") + decimals)
    unit = Decimal(1).scaleb(-max(len(decimals) - 1, 0))
    # Years and such have no comma; of smaller numbers nobody can tell.
    plain = "," not in whole and len(whole.lstrip("-")) > _GROUP
    digits = ("0" if plain else "#,##0") + decimals.translate(_ZEROS)
    if abs(number - shown) * 2 <= unit:
        return _literal(before) + digits + _literal(behind)
    if behind == "%" and abs(number * 100 - shown) * 2 <= unit:
        return f"{digits}%"
    return "General"


def _literal(text: str) -> str:
    return '"' + text.replace('"', "") + '"' if text else ""
