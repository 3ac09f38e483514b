"""A workbook filled in from a report: what it says once, with its place; blanks elsewhere."""

import io

import openpyxl

from jixiao import pipeline
from jixiao.model.evaluation import Department, Indicator
from jixiao.terms import ExpenditureKind, Fund, Sign, ThreePublicItem
from jixiao.workbook.asked import Asked
from jixiao.workbook.from_report import workbook_of
from jixiao.workbook.importing import import_workbook
from jixiao.workbook.writing import write_workbook

REPORT = """惠州市河道管理局2023年度部门整体支出绩效自评报告

一、基本情况
核定编制86名，年末在职81人。其中行政编制30名。

二、收支情况
2023年，基本支出3128.47万元，其中人员经费2716.9万元、公用经费411.57万元；项目支出4634.37万元。
2023年项目支出年初预算4380.5万元。2023年公务接待费支出6.56万元。2022年项目支出4000万元。

三、绩效指标
清淤长度目标值≥10公里，实际完成11公里，完成率110%。
排涝能力目标值30立方米，实际完成5处。
"""


def filled(text=REPORT):
    return workbook_of(pipeline.facts_text(text).understanding)


def test_head_and_amounts_are_filled_in():
    evaluation = filled().evaluation
    assert evaluation.department == Department(
        name="惠州市河道管理局", region="广东省/惠州市", year=2023, posts=86, staff=81
    )
    found = {row.kind: (row.initial, row.executed) for row in evaluation.funds}
    assert {row.fund for row in evaluation.funds} == {Fund.ALL}
    assert [float(each[1]) for each in found.values()] == [2716.9, 411.57, 4634.37]
    assert float(found[ExpenditureKind.PROJECT][0]) == 4380.5  # 4000 is of the year before
    (reception,) = evaluation.three_public
    assert reception.item is ThreePublicItem.OFFICIAL_RECEPTIONS


def test_amounts_that_differ_stay_blank_and_are_named():
    found = filled(REPORT + "\n四、其他\n2023年项目支出4600万元。\n")
    kinds = {row.kind: row for row in found.evaluation.funds}
    assert kinds[ExpenditureKind.PROJECT].executed is None
    said = "“项目支出全年执行数”在报告中有几个不同的数（4634.37万元、4600万元），没有填写"
    assert said in found.left


def test_indicators_have_target_sign_and_result():
    found = filled()
    first = found.evaluation.indicators[0]
    assert first == Indicator(
        code="BG-1", name="清淤长度", sign=Sign.AT_LEAST, target=first.target, unit="公里",
        actual=first.actual,
    )  # fmt: skip
    assert (first.target, first.actual) == (10, 11)


def test_every_value_keeps_its_place_and_the_workbook_is_read_again():
    found = filled()
    data = write_workbook(found.evaluation, Asked(), notes=found.notes)
    again = import_workbook(data, "工作簿.xlsx")
    assert again.problems == ()
    assert again.evaluation == found.evaluation
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book["单位情况"]["B4"].comment.text.endswith(
        "惠州市河道管理局2023年度部门整体支出绩效自评报告"
    )
    assert book["单位情况"]["B7"].comment is None
    words = book["部门支出"]["F4"].comment.text
    assert words.startswith("“报告.txt”第7行：2023年，基本支出3128.47万元，其中人员经费2716.9万元")
