"""Places in words: how people name where something stands in a file of each format."""

from jixiao.model.document import Document
from jixiao.model.outcome import Outcome
from jixiao.model.source import Anchor

_LETTERS = 26
_LONGEST_NAME = 31  # characters that Excel allows in the name of a sheet
WORKBOOKS = frozenset({"xlsx", "xlsb", "xls", "ods"})
_PARAGRAPHS = frozenset({"docx", "doc", "rtf", "odt"})  # lines are set by the program


def spoken(document: Document, anchor: Anchor) -> str:
    """Return what people call a place: 第4行第36列, 第2页第3行, 第12段, 工作表“预算”的C5."""
    cell = anchor.cell
    page = "" if anchor.page is None else f"第{anchor.page}页"
    if cell is not None:
        if document.format in WORKBOOKS:
            return f"{_sheet(document, cell.table)}的{cell_name(cell.row, cell.column)}"
        return f"{page}表{cell.table}第{cell.row}行第{cell.column}列"
    if document.format in _PARAGRAPHS:
        return f"第{anchor.line}段"
    if page:
        return f"{page}第{anchor.line}行"
    return f"第{anchor.line}行第{anchor.column}列"


def told_place(document: Document, outcome: Outcome) -> str:
    """Return what people call the place of an outcome, which may be beside the text."""
    if outcome.extra is not None:
        return outcome.extra.where
    return spoken(document, document.anchor(*outcome.span))


def _sheet(document: Document, number: int) -> str:
    if 0 < number <= len(document.sheets):
        return f"工作表“{document.sheets[number - 1][:_LONGEST_NAME]}”"
    return f"工作表{number}"


def cell_name(row: int, column: int) -> str:
    """Return what a workbook calls a cell: C5."""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
