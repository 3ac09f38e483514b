"""Titles, fields, headings and run-in headings."""

import pytest


def test_levels_follow_the_style_of_the_number(outline):
    text = "一、总\n（一）分\n1.细\n（1）更细\n①最细\n正文。\n(二)半角\n正文。"
    assert outline(text) == [
        (1, "一、", 1, "一、总"),
        (2, "（一）", 1, "(一)分"),
        (3, "1.", 1, "1.细"),
        (4, "（1）", 1, "(1)更细"),
        (5, "①", 1, "①最细"),
        (2, "(一)", 2, "(二)半角"),
    ]


def test_the_number_wins_over_marks_of_markdown(outline):
    text = "# 某局自评报告\n\n#### 一、情况\n\n# （一）职能\n\n## 附注 ##\n\n正文。"
    assert outline(text) == [
        (1, "一、", 1, "一、情况"),
        (2, "（一）", 1, "(一)职能"),
        (2, None, None, "附注"),
    ]


def test_parts_and_chapters_stand_above_all(outline):
    assert outline("第一部分 概况\n一、职能\n正文。\n第十二部分\n一、收入\n正文。") == [
        (1, "第一部分", 1, "第一部分概况"),
        (2, "一、", 1, "一、职能"),
        (1, "第一部分", 12, "第十二部分"),
        (2, "一、", 1, "一、收入"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "2115.30万元，完成较好。",
        "3.5万元，完成较好。",
        "12.5%，完成较好。",
        "2022年，完成较好。",
        "一、二级项目完成较好。",
        "三、四季度完成较好。",
        "10、20日完成较好。",
    ],
)
def test_numbers_at_the_start_of_a_line_are_no_ordinals(read_text, line):
    assert read_text(f"一、情况\n{line}").blocks[1].ordinal is None


@pytest.mark.parametrize(
    "line", ["1. 2023年完成较好。", "1.2023年完成较好。", "2. 5家企业获奖，较好。"]
)
def test_an_ordinal_before_a_number_is_an_ordinal(read_text, line):
    document = read_text(f"一、情况。\n{line}")
    assert document.blocks[1].ordinal.style == "1."
    assert document.text[slice(*document.blocks[1].ordinal.span)] in {"1.", "2."}


def test_short_items_of_a_list_are_no_headings(outline):
    text = "一、职能\n1.负责协调。\n2.承办交办事项。\n二、效率\n1.支出率。\n支出率为90%。\n2.采购率。\n采购率为80%。"
    assert [words for *_, words in outline(text)] == [
        "一、职能",
        "二、效率",
        "1.支出率。",
        "2.采购率。",
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1. 预算编制情况。我办预算合规。", "1.预算编制情况"),
        ("1.甲论坛工作任务：对应产出指标完成。", "1.甲论坛工作任务"),
        ("（一）加强学习，提高水平。组织学习，完成。", "(一)加强学习,提高水平"),
        ("一是加强学习。组织学习。", "一是加强学习"),
        ("1.负责编制规划，组织实施。", ""),
        ("没有编号的一段。后面还有。", ""),
    ],
)
def test_run_in_headings(read_text, line, words):
    document = read_text(f"一、情况\n{line}")
    block = document.blocks[1]
    assert block.kind == "paragraph"
    assert document.text[block.start : block.title_end] == words


def test_a_title_in_several_lines_is_one(blocks):
    text = "附件 2\n\n2023年度某某区港澳合作\n事务办公室自评报告\n（公开版）\n\n一、情况\n完成。"
    assert blocks(text, "title") == ["2023年度某某区港澳合作事务办公室自评报告(公开版)"]
    assert blocks(text)[0] == "附件2"


def test_prose_above_the_outline_is_no_title(blocks):
    text = "某局 2022 年 绩效自评报告\n\n根据通知，我局开展自评。\n\n一、情况\n完成。"
    assert blocks(text, "title") == ["某局2022年绩效自评报告"]
    assert blocks(text, "paragraph")[0] == "根据通知,我局开展自评。"


def test_a_document_may_begin_with_its_outline(blocks):
    assert blocks("一、情况\n完成。", "title") == []


def test_fields_of_the_cover(blocks):
    text = "某局自评报告\n部门名称：某某局\n填  报  人：甲某    联系电话：020-1234567\n填报日期：\n一、情况\n控制情况：\n完成。"
    assert blocks(text, "field") == [
        "部门名称:某某局",
        "填报人:甲某",
        "联系电话:020-1234567",
        "填报日期:",
    ]
    assert "控制情况:" in blocks(text, "paragraph")


@pytest.mark.parametrize(
    "contents",
    [
        "目  录\n一、情况……………1\n二、问题........3",
        "目录\n一、情况    1\n二、问题    3",
        "目录\n一、情况\t1\n二、问题\t12",
        "目  录\n一、情况\n二、问题",
        "目录\n一、情况 ............ - 1 -\n二、问题及其长得一行写不下而分写\n两行的标题 ............ - 2 -",
        "一、情况……1\n（一）概况……2\n二、问题……3",
    ],
)
def test_a_table_of_contents_is_not_read(outline, contents, read_text):
    text = f"某局自评报告\n{contents}\n一、情况\n完成。\n二、问题\n没有。"
    assert [words for *_, words in outline(text)] == ["一、情况", "二、问题"]
    document = read_text(text)
    assert document.text == "某局自评报告\n一、情况\n完成。\n二、问题\n没有。"
    assert len(document.contents) == contents.count("\n") + 1
    assert not document.dropped


@pytest.mark.parametrize(
    "line", ["一、情况……3", "收到目录    12", "目录\n全年印发目录3期。", "得分____5\n得分____6"]
)
def test_what_only_looks_like_an_entry_is_read(line, read_text):
    document = read_text(f"某局自评报告\n{line}\n一、情况\n完成。")
    assert not document.contents
