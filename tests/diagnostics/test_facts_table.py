"""The table of facts."""

from jixiao.diagnostics.display import width
from jixiao.diagnostics.facts_table import render
from jixiao.diagnostics.text import Manner


def test_columns_are_aligned_by_display_width(checked):
    lines = render([checked], Manner()).splitlines()
    assert lines[0] == "报告.txt"
    heading, *rows = lines[1:5]
    for title in ("名称", "单位", "范围", "原文"):
        start = width(heading[: heading.index(title)])
        for row in rows:
            assert any(width(row[:i]) == start and row[i - 1] == " " for i in range(1, len(row)))
    assert rows[0].split() == ["2", "第1数", "1000.00", "万元", "部门", "other", "1000.00万元"]
    assert lines[5] == "共 3 个事实。"


def test_a_document_that_could_not_be_read_says_so(unread):
    assert "未能读取：找不到文件" in render([unread], Manner())


def test_a_document_without_facts_says_so(checked, understand):
    checked.understanding = understand("标题")
    assert "没有读到" in render([checked], Manner())
