"""Materials of one department held against each other on the command line."""

import json
import re

import openpyxl
import pytest

from jixiao.workbook.asked import Asked
from jixiao.workbook.sample import sample
from jixiao.workbook.writing import write_workbook

REPORT = """云屏区投资促进局2024年度部门整体支出绩效自评报告
2024年，我局年初预算数3019.50万元，全年预算数3026.60万元，全年支出2875.44万元。
“新签约产业项目数”指标值为≥40个，实际完成41个。
"""


@pytest.fixture
def books(tmp_path):
    for year in (2023, 2024):
        (tmp_path / f"{year}.xlsx").write_bytes(write_workbook(sample(year), Asked()))
    return [str(tmp_path / f"{year}.xlsx") for year in (2024, 2023)]


@pytest.fixture
def report(tmp_path):
    file = tmp_path / "自评报告.txt"
    file.write_text(REPORT, encoding="utf-8")
    return str(file)


def test_what_was_left_from_last_year_is_found(jixiao, books):
    status, out, _ = jixiao("reconcile", *books)
    assert status == 1
    assert out.count("本年  ") == out.count("上年  ") == 2
    assert "口径 按年初预算数作分母则相符" in out
    assert "XR04 警告 “新签约产业项目数”写作46个，这是上年的完成值，本年为41个" in out
    assert "XR05 警告 “2023年，" in out
    assert "XR06" not in out  # every problem of 2023 has its row


def test_both_places_are_shown(jixiao, books, report):
    status, out, _ = jixiao("reconcile", books[0], report, "--select", "XR01,XR03")
    assert status == 1
    assert "XR01 警告 全年执行数：工作簿为2857.44万元，报告写作2875.44万元" in out
    assert re.search(r"--> 报告 \S+自评报告\.txt 第2行第\d+列：2875\.44万元\n", out)
    assert re.search(r"--> 工作簿，合计从这一格起 \S+ 工作表“部门支出”F4（全年执行数）", out)
    assert "3 份材料：0 个错误，1 个警告，0 个提示；核对成立 7 处" in out


def test_other_programs_are_told_the_cell(jixiao, books, report):
    status, out, _ = jixiao("reconcile", books[0], report, "--format", "json")
    assert status == 1
    told = json.loads(out)
    assert [one["last_year"] for one in told["sources"]] == [False, False, False]
    row = next(one for one in told["outcomes"] if one["code"] == "XR01")
    assert (row["stated"], row["expected"], row["severity"]) == ("2875.44", "2857.44", "warning")
    cell = {"sheet": "部门支出", "row": 4, "column": "F", "heading": "全年执行数"}
    assert row["places"][1]["cell"] == cell
    assert row["places"][0]["cell"] is None


def test_materials_that_agree_end_with_success(jixiao, books, tmp_path):
    right = tmp_path / "改正.txt"
    right.write_text(REPORT.replace("2875.44", "2857.44"), encoding="utf-8")
    assert jixiao("reconcile", books[0], str(right), "--select", "XR01,XR03")[0] == 0


def test_last_year_can_be_named(jixiao, books, report):
    _, out, _ = jixiao("reconcile", books[0], "--last-year", report)
    assert f"上年  {report}" in out


def test_a_table_that_is_no_workbook_of_ours_is_read_as_a_document(jixiao, books, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["云屏区投资促进局2024年度收支情况"])
    path = tmp_path / "别的表.xlsx"
    book.save(path)
    _, out, _ = jixiao("reconcile", books[0], str(path))
    assert "别的表.xlsx" in out


def test_what_cannot_be_read_is_told(jixiao, books):
    status, _, err = jixiao("reconcile", books[0], "没有.docx")
    assert status == 2
    assert "没有.docx" in err
