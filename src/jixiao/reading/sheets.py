"""Workbooks of any format as sheets of cells, for programs that look cells up."""

from jixiao.errors import EmptyFile, NotASpreadsheet
from jixiao.reading.formats import reader_of
from jixiao.reading.sheet_layout import Sheet

# Readers of formats that did not come are not imported.
# ruff: noqa: PLC0415


def open_sheets(data: bytes, path: str) -> dict[str, Sheet]:
    """Return the sheets of a workbook by name, with the rows and columns that are hidden.

    Rows that a filter hides are data all the same.

    Raises:
        NotASpreadsheet: it is a file of another kind.
        JixiaoError: it is empty, locked, damaged or hostile.
    """
    from jixiao.reading.old_workbook import open_old_sheets, read_old_workbook
    from jixiao.reading.workbook import open_sheets as open_new_sheets
    from jixiao.reading.workbook import read_workbook

    if not data.strip():
        raise EmptyFile(path)
    reader = reader_of(data, path)
    if reader is read_workbook:
        return open_new_sheets(data, path)
    if reader is read_old_workbook:
        return open_old_sheets(data, path)
    raise NotASpreadsheet(path)
