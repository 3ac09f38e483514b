"""The workbook as people find it: what cells offer and check, how far it has come, how it prints."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from jixiao.model.evaluation import Department, Evaluation, Narrative, Project
from jixiao.reading import office
from jixiao.terms import SectionKey
from jixiao.workbook.asked import Asked
from jixiao.workbook.importing import import_workbook, without_origins
from jixiao.workbook.layout import FRONT, TOPICS
from jixiao.workbook.sample import sample
from jixiao.workbook.writing import TextTooLong, write_workbook

BLANK = Evaluation(department=Department())


def book(evaluation=BLANK, **how):
    return openpyxl.load_workbook(io.BytesIO(write_workbook(evaluation, Asked(), **how)))


def rule(sheet, cell):
    (found,) = [each for each in sheet.data_validations.dataValidation if cell in each.sqref]
    return found


def test_cells_offer_what_may_be_chosen():
    made = book()
    assert rule(made["项目"], "C4").formula1 == '"是,否"'
    section = rule(made["项目资金"], "A4")  # a code of another sheet: offered, not forced
    assert (section.formula1, section.errorStyle) == ("'项目'!$A$4:$A$1000", "warning")


@pytest.mark.parametrize(
    ("sheet", "cell", "kind", "said"),
    [
        ("部门支出", "E4", "decimal", "只填数，以万元为单位"),
        ("三公经费", "F4", "whole", "填不小于 0 的整数"),
        ("合同台账", "M4", "date", "写成 2024-03-15 这样完整的日期"),
    ],
)
def test_numbers_and_days_are_checked_while_they_are_typed(sheet, cell, kind, said):
    found = rule(book()[sheet], cell)
    assert found.type == kind
    assert found.error.startswith(said)


def test_the_first_sheet_says_how_far_each_sheet_has_come():
    whole = Evaluation(
        department=Department(name="甲局", year=2023),
        projects=(Project(code="X1"), Project(code="X2")),
    )
    data = write_workbook(whole, Asked())
    shown = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[FRONT]
    done = {row[0].value: row[2].value for row in shown.iter_rows(min_row=12)}
    assert (done["单位情况"], done["项目"], done["职责"]) == ("2/10 项必填", "2 行", "0 行")
    formulas = openpyxl.load_workbook(io.BytesIO(data))[FRONT]
    links = {row[0].value: row[2].value for row in formulas.iter_rows(min_row=12)}
    assert links["项目"] == "=COUNTA('项目'!A4:A1000)&\" 行\""


def test_long_texts_have_room_and_short_rows_stay_as_they_are():
    goal = "完善公共文化服务体系，" * 20
    sheet = book(Evaluation(department=Department(name="甲局", goal=goal)))["单位情况"]
    rows = {sheet.cell(row, 1).value: row for row in range(4, sheet.max_row + 1)}
    assert sheet.row_dimensions[rows["年度总体绩效目标*"]].height >= 14 * 6
    assert sheet.row_dimensions[rows["地区*"]].height is None


def test_wide_sheets_are_printed_on_pages_side_by_side():
    made = book()
    assert made["科室"].page_setup.fitToWidth in (None, 1)  # 1 is what is meant by none
    assert made["指标"].page_setup.fitToWidth > 1
    assert made["指标"].print_title_cols == "$A:$B"
    assert {sheet.page_setup.orientation for sheet in made} == {"landscape"}


def test_every_sheet_has_a_name_that_programs_take():
    assert all(len(topic.sheet) <= 31 for topic in TOPICS)


def test_a_text_that_no_cell_takes_is_refused_not_lost():
    long = Evaluation(
        department=Department(),
        narratives=(Narrative(section=next(iter(SectionKey)), text="长" * 32768),),
    )
    with pytest.raises(TextTooLong, match="32767") as caught:
        write_workbook(long, Asked())
    assert "工作表“报告文字”第4行的“正文”" in str(caught.value)


@pytest.mark.skipif(office.program() is None, reason="没有安装 LibreOffice")
def test_what_another_program_saved_again_is_the_same_evaluation():
    whole = sample(2023)
    old = office.convert(write_workbook(whole, Asked()), "样.xlsx", ".xlsx", ".xls")
    again = office.convert(old, "样.xls", ".xls", ".xlsx")
    for data, name in ((old, "样.xls"), (again, "样.xlsx")):
        found = import_workbook(data, name)
        assert without_origins(found.evaluation) == whole, name
        assert found.problems == ()


def test_days_and_amounts_are_stored_as_such():
    whole = Evaluation(
        department=Department(name="甲局", filled_on=date(2024, 3, 18), office_area=Decimal("1.5"))
    )
    sheet = book(whole)["单位情况"]
    values = {sheet.cell(row, 1).value: sheet.cell(row, 2) for row in range(4, sheet.max_row + 1)}
    assert values["填报日期*"].is_date
    assert values["办公用房建筑面积（平方米）"].value == 1.5
    assert values["填报日期*"].alignment.horizontal == "left"
