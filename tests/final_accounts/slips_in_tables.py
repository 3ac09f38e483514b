"""Slips in the tables: each contradicts the rest of the document, beyond any rounding."""

from decimal import Decimal
from itertools import pairwise

from final_accounts.pages import plain
from final_accounts.slips import LEAST, NUMBER, SUMS, Slip, is_figure, misprint, styled, value


def _name(sheet, row):
    cell = sheet.find(row, "name")
    return plain(cell.text).strip() if cell else row


def _misprinted(scene, kind, cells, codes=SUMS):
    least = LEAST[scene.layout.unit]
    scene.random.shuffle(cells)
    for sheet, cell in cells:
        wrong = misprint(cell.text, scene.random, least)
        if wrong:
            right, cell.text = cell.text, wrong
            place = f"{sheet.title}/{_name(sheet, cell.key[1])}/{cell.key[2]}"
            return Slip(kind, codes, place, right, wrong)
    return None


def leaf(scene):
    """A misprinted 项."""
    sheets = scene.sheets("income", "spending", "general", "fund", "capital")
    return _misprinted(
        scene, "leaf", scene.cells(sheets, lambda row, _: len(row) == 7 and row.isdigit())
    )


def subtotal(scene):
    """A misprinted 类 or 款."""
    sheets = scene.sheets("income", "spending", "general", "fund", "capital")
    return _misprinted(
        scene, "subtotal", scene.cells(sheets, lambda row, _: row.isdigit() and len(row) < 7)
    )


def total(scene):
    """A misprinted figure of the row of totals."""
    sheets = scene.sheets("income", "spending", "general", "fund", "capital")
    return _misprinted(scene, "total", scene.cells(sheets, lambda row, _: row == "total"))


def economic(scene):
    """A misprinted figure of the table of basic expenditure."""
    return _misprinted(scene, "economic", scene.cells(scene.sheets("basic"), lambda *_: True))


def overall_item(scene):
    """A misprinted item of the overall table or that of fiscal appropriations."""
    sheets = scene.sheets("overall", "fiscal")
    cells = scene.cells(
        sheets, lambda row, _: "total" not in row and row.split(".")[0] in {"income", "spending"}
    )
    return _misprinted(scene, "overall_item", cells)


def overall_total(scene):
    """A misprinted total of the overall table or that of fiscal appropriations."""
    sheets = scene.sheets("overall", "fiscal")
    return _misprinted(scene, "overall_total", scene.cells(sheets, lambda row, _: "total" in row))


def balance(scene):
    """A misprinted carry-over."""
    sheets = scene.sheets("overall", "fiscal", "fund")

    def carried(row, column):
        return row.split(".")[0] in {"opening", "closing", "reserves", "allocated"} or column in {
            "opening",
            "closing",
        }

    return _misprinted(scene, "balance", scene.cells(sheets, carried))


def travel_cell(scene):
    """A misprinted figure of the 三公 table."""
    return _misprinted(
        scene, "travel_cell", scene.cells(scene.sheets("travel"), lambda *_: True), SUMS | {"SG01"}
    )


def row_dropped(scene):
    """A 项 left out that has a fellow in its 款."""
    found = []
    for sheet in scene.sheets("income", "spending", "general"):
        leaves = [
            row[0].key[1] for row in sheet.rows if row[0] and row[0].key and len(row[0].key[1]) == 7
        ]
        found += [
            (sheet, code)
            for code in leaves
            if sum(one[:5] == code[:5] for one in leaves) > 1
            and value(_amount(sheet, code)) >= LEAST[scene.layout.unit]
        ]
    if not found:
        return None
    sheet, code = scene.random.choice(found)
    place, right = f"{sheet.title}/{_name(sheet, code)}", _amount(sheet, code)
    sheet.rows = [
        row for row in sheet.rows if not (row[0] and row[0].key and row[0].key[1] == code)
    ]
    return Slip("row_dropped", SUMS, place, f"{code} {right}", "")


def _amount(sheet, row):
    cell = sheet.find(row, "total")
    return cell.text if cell and NUMBER.search(cell.text) else "0"


def cell_moved(scene):
    """An amount one column off."""
    found = []
    for sheet in scene.sheets("income", "spending", "general"):
        for row in sheet.rows:
            for cell, beside in pairwise(row):
                if cell and beside and cell.key and beside.key and is_figure(cell):
                    if (
                        cell.key[2] in {"total", "planned"}
                        or not beside.key[2]
                        or cell.key[1] == "total"
                    ):
                        continue
                    empty = not NUMBER.fullmatch(beside.text) or not value(beside.text)
                    if empty and value(cell.text) >= LEAST[scene.layout.unit]:
                        found.append((sheet, cell, beside))
    if not found:
        return None
    sheet, cell, beside = scene.random.choice(found)
    place = f"{sheet.title}/{_name(sheet, cell.key[1])}/{cell.key[2]}→{beside.key[2]}"
    right = cell.text
    cell.text, beside.text = beside.text, cell.text
    return Slip("cell_moved", SUMS, place, right, right)


def not_carried(scene):
    """A table right in itself that differs from the others: 项, 款, 类 and total grown alike."""
    if not scene.layout.parents:
        return None
    found = [
        (sheet, cell)
        for sheet, cell in scene.cells(
            scene.sheets("spending", "general", "income"),
            lambda row, column: len(row) == 7 and column in {"basic", "project", "fiscal"},
        )
    ]
    if not found:
        return None
    sheet, cell = scene.random.choice(found)
    grown = Decimal(scene.random.randint(3, 90)) * LEAST[scene.layout.unit] * 10
    right = cell.text
    code, column = cell.key[1:]
    for row in (code, code[:5], code[:3], "total"):
        for one in (column, "total"):
            place = sheet.find(row, one)
            place.text = styled(
                value(place.text) + grown, place.text if "." in place.text else "0.00"
            )
            if scene.layout.separators:
                place.text = f"{value(place.text):,.2f}"
    return Slip(
        "not_carried", SUMS, f"{sheet.title}/{_name(sheet, code)}/{column}", right, cell.text
    )


def blanked(scene):
    """An amount of a 类 that the narrative names, blank in the overall table."""
    cells = scene.cells(
        scene.sheets("overall", "fiscal"),
        lambda row, column: row.startswith("spending.2") and column in {"amount", "total"},
    )
    cells = [(sheet, cell) for sheet, cell in cells if value(cell.text) >= LEAST[scene.layout.unit]]
    if not cells:
        return None
    sheet, cell = scene.random.choice(cells)
    right, cell.text = cell.text, scene.layout.zero
    return Slip("blanked", SUMS, f"{sheet.title}/{_name(sheet, cell.key[1])}", right, cell.text)


def unit_of_table(scene):
    """元 over a table in 万元, or the other way."""
    unit = scene.layout.unit
    other = "元" if unit == "万元" else "万元"
    sheets = [
        sheet
        for sheet in scene.sheets("overall", "income", "spending", "fiscal", "general")
        if any(part.endswith(f"：{unit}") for line in sheet.above for part in line)
    ]
    if not sheets:
        return None
    sheet = scene.random.choice(sheets)
    sheet.above = [
        tuple(part[: -len(unit)] + other if part.endswith(f"：{unit}") else part for part in line)
        for line in sheet.above
    ]
    return Slip("unit_of_table", SUMS | {"ST05"}, sheet.title, unit, other)
