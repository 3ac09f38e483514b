"""The terminal form."""

import io
import re

import openpyxl

from jixiao import pipeline
from jixiao.diagnostics.display import Style, width
from jixiao.diagnostics.text import Manner, render
from jixiao.terms import Status


def test_the_whole_form(checked):
    basis = {"FND05": "财预〔2020〕10号"}
    assert (
        render([checked], Manner(basis=basis))
        == """\
报告.txt
  某市某局，2023年度，自评97.90分（优）

FND05 错误 占比不符
  --> 报告.txt:2:36
  2 | 总支出1000.00万元，其中基本支出600.00万元，占“总支出”的65.00%。
    |       -----------                                        ^^^^^^
  依据 财预〔2020〕10号   说明 jixiao explain FND05

DT02 警告 年度不一
  --> 报告.txt:3:3
  3 | 截至2023年6月31日，各项工作完成。
    |     ^^^^^^^^^^^^^
  说明 jixiao explain DT02

ST05 提示 单位不一
  --> 报告.txt:2:4
  2 | 总支出1000.00万元，其中基本支出600.00万元，占“总支出”的65.00%。
    |       ^^^^^^^^^^^
  说明 jixiao explain ST05

FND06 舍入差 差在末位
  --> 报告.txt:2:36
  2 | 总支出1000.00万元，其中基本支出600.00万元，占“总支出”的65.00%。
    |                                                          ^^^^^^
  说明 jixiao explain FND06

SC01 检查出错 核对 SC01 出错
  --> 报告.txt:1:1
  1 | 某市某局部门整体支出绩效自评报告
    | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  说明 jixiao explain SC01

1 份文件：1 个错误，1 个警告，1 个提示；核对成立 1 处，舍入差 1 处，无法判断 1 处，检查出错 1 项。
"""
    )


def test_passed_and_undecided_are_listed_when_asked_for(checked):
    plain = render([checked], Manner())
    assert "日期存在" not in plain
    full = render([checked], Manner(show_passed=True))
    assert "相符     DT01   第3行 日期存在\n无法判断 IND10  第1行 没有指标\n" in full


def test_of_many_roundings_of_one_check_only_the_first_are_shown():
    sums = "".join(
        f"项目{n}支出10.00万元，其中：材料费3.33万元、人工费3.33万元、运输费3.33万元。\n"
        for n in "甲乙丙丁戊"
    )
    checked = pipeline.check_text("某县某局2023年度项目支出绩效自评报告\n" + sums)
    rounded = [o.code for o in checked.outcomes if o.status is Status.ROUNDING]
    assert rounded == ["CNT02"] * 5
    plain = render([checked], Manner())
    assert plain.count("CNT02 舍入差 “") == 3
    assert "CNT02 舍入差 还有2处相差在四舍五入范围内，加 --show-passed 全部列出" in plain
    assert render([checked], Manner(show_passed=True)).count("CNT02 舍入差 “") == 5


def test_long_lines_are_cut_to_the_terminal(checked):
    for line in render([checked], Manner(width=44)).splitlines():
        if re.match(r" +[0-9]* \|", line):
            assert width(line) <= 44


def test_a_document_that_could_not_be_read_says_so(unread):
    text = render([unread], Manner())
    assert text.startswith("没有.txt\n  未能读取：找不到文件“没有.txt”。请")
    assert "1 份未能读取。" in text


def test_colours_change_no_words(checked):
    coloured = render([checked], Manner(style=Style(on=True)))
    assert re.sub(r"\033\[[0-9;]*m", "", coloured) == render([checked], Manner())


def test_a_message_cannot_steer_the_terminal(checked, outcomes):
    checked.outcomes = (outcomes[4]._replace(message="占比\x1b[2J不符"),)
    assert "\x1b" not in render([checked], Manner())


def test_places_in_a_workbook_are_its_cells():
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (
        ("项目", "全年预算数", "全年执行数", "预算执行率"),
        ("基本支出", "100.00万元", "98.00万元", "89.00%"),
        ("项目支出", "100.00万元", "97.00万元", "97.00%"),
    ):
        book.active.append(row)
    book.save(out)
    said = render([pipeline.check_bytes(out.getvalue(), "表.xlsx")], Manner(show_passed=True))
    assert "  --> 表.xlsx:2:23 工作表“Sheet”的D2\n" in said
    assert "FND07  工作表“Sheet”的D3 " in said
