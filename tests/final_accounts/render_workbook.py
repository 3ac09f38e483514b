"""Sets a publication as a workbook: the text on sheets of its own, each table on another."""

import io
import re
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter

from final_accounts.pages import Sheet, Turn, plain

AMOUNT = re.compile(r"-?\d[\d,]*(\.\d+)?")
THIN = Side(style="thin")


def xlsx(publication, layout, department):
    """The bytes of the file; amounts are numbers with a format, as finance programs write them."""
    book = Workbook()
    book.remove(book.active)
    text, count = None, 0
    for block in publication.blocks:
        if isinstance(block, Sheet):
            count += 1
            text = None
            _table(book.create_sheet(f"{count:02} {block.title[:24]}"), block, layout)
        elif isinstance(block, Turn):
            text = None
        else:
            if text is None:
                text = book.create_sheet(f"文字{len(book.sheetnames) + 1}")
                text.column_dimensions["A"].width = 100
            text.append([plain(block.text)])
    book.properties.creator = department.name
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _table(sheet, block, layout):
    wide = len(block.widths)
    sheet.cell(1, 1, block.title)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=wide)
    row = 2
    for line in block.above:
        for part, column in zip(line, (1, (wide + 1) // 2, wide), strict=True):
            if part:
                sheet.cell(row, column, part)
        row += 1
    for cells in block.rows:
        for column, cell in enumerate(cells, 1):
            if cell is not None:
                _cell(sheet, row, column, cell, layout)
        row += 1
    for note in block.notes:
        sheet.cell(row, 1, plain(note))
        row += 1
    for column, width in enumerate(block.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width * 1.4


def _cell(sheet, row, column, cell, layout):
    place = sheet.cell(row, column)
    if cell.align == "right" and AMOUNT.fullmatch(cell.text):
        value = Decimal(cell.text.replace(",", ""))
        whole = "." not in cell.text
        place.value = int(value) if whole else value
        form = "#,##0" if layout.separators else "0"
        place.number_format = form if whole else form + "." + "0" * len(cell.text.split(".")[1])
    elif cell.text:
        place.value = cell.text
    place.alignment = Alignment(horizontal=cell.align, wrap_text=True)
    if layout.rules in {"grid", "grey", "double"}:
        place.border = Border(THIN, THIN, THIN, THIN)
    if cell.across > 1 or cell.down > 1:
        sheet.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + cell.down - 1,
            end_column=column + cell.across - 1,
        )
