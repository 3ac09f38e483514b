"""Places in words."""

from types import SimpleNamespace

import pytest

from jixiao.diagnostics.places import cell_name, spoken
from jixiao.model.source import Anchor, Cell


@pytest.mark.parametrize(
    ("kind", "page", "cell", "words"),
    [
        ("text", None, None, "第4行第36列"),
        ("text", None, Cell(1, 5, 3), "表1第5行第3列"),
        ("docx", None, None, "第4段"),
        ("docx", None, Cell(2, 5, 3), "表2第5行第3列"),
        ("pdf", 2, None, "第2页第4行"),
        ("pdf", 2, Cell(1, 5, 3), "第2页表1第5行第3列"),
        ("odt", None, None, "第4段"),
        ("xlsx", None, Cell(2, 5, 3), "工作表“预算”的C5"),
        ("xlsx", None, Cell(3, 5, 3), "工作表3的C5"),
        ("xls", None, Cell(2, 5, 3), "工作表“预算”的C5"),
    ],
)
def test_a_place_is_named_as_in_its_program(kind, page, cell, words):
    document = SimpleNamespace(format=kind, sheets=("说明", "预算"))
    assert spoken(document, Anchor(4, 36, 4, 42, page, cell)) == words


@pytest.mark.parametrize(
    ("row", "column", "name"), [(1, 1, "A1"), (9, 26, "Z9"), (3, 27, "AA3"), (7, 703, "AAA7")]
)
def test_a_cell_is_named_as_in_a_workbook(row, column, name):
    assert cell_name(row, column) == name
