"""Workbooks: numbers as numbers, live formulas, tables in their place."""

import io
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from composed import everything

from jixiao.reading import office
from jixiao.reports.composition import (
    Cell,
    Composition,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Run,
    Table,
    Title,
    Voice,
    amount,
    head,
    words,
)
from jixiao.reports.excel import number_format, write_excel


def book(*blocks, **options):
    data = write_excel(Composition(name="表", title="一套表", blocks=blocks))
    return openpyxl.load_workbook(io.BytesIO(data), **options)


def grid(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def table(*rows, head=0, **more):
    return Table(widths=(1,) * len(rows[0]), rows=rows, head=head, **more)


def test_the_same_composition_gives_the_same_bytes():
    assert write_excel(everything()) == write_excel(everything())


def test_numbers_are_numbers_shown_as_printed():
    cells = book(table((amount(Decimal("1420.5")), amount(Decimal("2.5"), 1)))).worksheets[0][1]
    assert [(cell.value, cell.number_format) for cell in cells] == [
        (1420.5, "#,##0.00"),
        (2.5, "#,##0.0"),
    ]


@pytest.mark.parametrize(
    ("text", "number", "shown"),
    [
        ("1,420.50", "1420.5", "#,##0.00"),
        ("97.54%", "0.97538", "#,##0.00%"),
        ("97.54%", "97.538", '#,##0.00"%"'),
        ("约90亩", "90", '"约"#,##0"亩"'),
        ("2023", "2023", "0"),
        ("-3", "-3", "#,##0"),
        ("9000", "0.9", "General"),  # the text is of another unit
        ("无", "0", "General"),
    ],
)
def test_a_number_is_shown_as_it_is_printed(text, number, shown):
    assert number_format(text, Decimal(number)) == shown


def test_a_formula_names_cells_of_other_sheets():
    found = book(
        table((amount(Decimal(3), name="预算"),), sheet="资金"),
        table((amount(Decimal(6), formula="{预算}*2", name="两倍"),), sheet="评分 (一)"),
        table((amount(Decimal(9), formula="SUM({预算},{两倍})"),), sheet="资金"),
    )
    assert found.sheetnames == ["资金", "评分 (一)"]
    assert found["评分 (一)"]["A1"].value == "=资金!A1*2"
    assert found["资金"]["A2"].value == "=SUM(A1,'评分 (一)'!A1)"


def test_a_formula_has_its_value_ready():
    found = book(table((amount(Decimal("1.5"), formula="3/2"),)), data_only=True)
    assert found.worksheets[0]["A1"].value == 1.5


def test_a_name_that_is_not_there_or_twice_is_told():
    with pytest.raises(ValueError, match="预算"):
        book(table((amount(Decimal(1), formula="{预算}"),)))
    with pytest.raises(ValueError, match="执行"):
        book(table((amount(Decimal(1), name="执行"), amount(Decimal(1), name="执行"))))
    with pytest.raises(ValueError, match="预算"):
        book(table((amount(Decimal(1), name="{预算}"),)))


def test_text_that_a_cell_cannot_hold_says_that_it_goes_on():
    whole, cut = book(table((words("长" * 32_767), words("长" * 40_000)))).worksheets[0][1]
    assert whole.value == "长" * 32_767
    assert cut.value.endswith("长……（一格写不下，全文见 Word 文件）")


def test_text_never_becomes_a_formula():
    cell = book(table((words("=1+1"),))).worksheets[0]["A1"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_titles_captions_units_and_notes_stand_around_the_table():
    found = book(
        Title(("自评表",)),
        Paragraph((Run("填报单位：甲局"),), ParagraphKind.ADDRESSEE),
        table(
            head("指标", "得分"),
            (words("产出"), amount(Decimal(50), 0)),
            head=1,
            caption="表1",
            unit="单位：分",
        ),
        Paragraph((Run("注：满分。"),), ParagraphKind.NOTE),
    )
    assert [row[0] for row in grid(found.worksheets[0])] == [
        "自评表",
        "填报单位：甲局",
        "表1",
        "单位：分",
        "指标",
        "产出",
        "注：满分。",
    ]
    assert found.worksheets[0].freeze_panes == "A6"
    assert found.worksheets[0].print_title_rows == "$5:$5"


def test_a_signature_stays_with_the_table_above_it():
    found = book(
        table((words("甲"),), sheet="一"),
        Paragraph((Run("甲局"),), ParagraphKind.SIGNATURE),
        PageBreak(landscape=True),
        Title(("第二张",)),
        table((words("乙"),), sheet="二"),
    )
    assert grid(found["一"]) == [["甲"], ["甲局"]]
    assert grid(found["二"]) == [["第二张"], ["乙"]]
    assert [sheet.page_setup.orientation for sheet in found] == ["portrait", "landscape"]


def test_names_of_sheets_are_such_as_excel_takes():
    long = "部门整体支出绩效自评表（含下属单位及全部重点项目的汇总情况）补充"
    found = book(
        table((words("甲"),), caption="资金[1/2]: *?"),
        table((words("乙"),), caption=long),
        table((words("丙"),), caption=long),
        table((words("丁"),)),
    )
    assert found.sheetnames == ["资金 1 2", long[:31], long[:30] + "2", "表"]


def test_merged_cells_and_blanks():
    sheet = book(
        Table(
            widths=(1, 1, 1),
            rows=(
                (Cell(text="指标", down=2), Cell(text="指标值", across=2)),
                (words("目标值"), Cell(voice=Voice.PROMPT)),
            ),
            head=0,
        )
    ).worksheets[0]
    assert {str(each) for each in sheet.merged_cells.ranges} == {"A1:A2", "B1:C1"}
    assert sheet["C2"].fill.fgColor.rgb == "FFFFFF00"


def test_a_document_without_tables_is_a_sheet_of_its_title():
    assert grid(book(Title(("呈批表",))).worksheets[0]) == [["呈批表"]]


def without_values(data):
    """The workbook without what its formulas came to, so that they must be reckoned."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/"):
                content = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", content)
            new.writestr(name, content)
    return out.getvalue()


def formulas(data, **options):
    found = openpyxl.load_workbook(io.BytesIO(data), **options)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in found
        for row in sheet.iter_rows()
        for cell in row
    }


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not on this machine")
def test_libreoffice_reckons_what_the_program_did():
    data = write_excel(everything())
    places = [place for place, value in formulas(data).items() if str(value).startswith("=")]
    expected = formulas(data, data_only=True)
    made = formulas(
        office.convert(without_values(data), "表.xlsx", ".xlsx", ".xlsx"), data_only=True
    )
    assert len(places) == 8
    for place in places:
        assert made[place] == pytest.approx(expected[place], abs=1e-9), place
