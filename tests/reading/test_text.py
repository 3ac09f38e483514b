"""What happens to spaces, numbers, markup and invisible characters on a line."""

# ruff: noqa: RUF001  # full-width digits are what is tested

import pytest

from jixiao.reading import read_bytes


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("2023 年 7 月 28 日完成。", "2023年7月28日完成。"),
        ("企事 业单位完成。", "企事业单位完成。"),
        ("年 收入 , 支出 ( 含结转 ) 。", "年收入,支出(含结转)。"),
        ("支出2157. 27万元。", "支出2157.27万元。"),
        ("支出2 157.27万元。", "支出2157.27万元。"),
        ("表1 2023年度预算执行情况。", "表1 2023年度预算执行情况。"),
        ("支出340 .15万元。", "支出340.15万元。"),
        ("支出340.1 5万元。", "支出340.15万元。"),
        ("占 12 %。", "占12%。"),
        ("支出235，963.33万元。", "支出235,963.33万元。"),
        ("支出235, 963.33 万元。", "支出235,963.33万元。"),
        ("分别为12, 345, 6个。", "分别为12, 345, 6个。"),
        ("2022 2023两年。", "2022 2023两年。"),
        ("使用 Smart Office 系统。", "使用Smart Office系统。"),
        ("2023. 7. 28 完成。", "2023.7.28完成。"),
        ("原因：1. 2023年人员调整。", "原因:1. 2023年人员调整。"),
        ("1 - 6 月完成。", "1-6月完成。"),
        ("２０２３年，执行率９９．５％。", "2023年,执行率99.5%。"),
    ],
)
def test_spaces_are_closed_but_never_between_two_things(blocks, printed, read):
    assert blocks(printed) == [read]


@pytest.mark.parametrize(
    ("printed", "read", "dropped"),
    [
        ("得分为 **97.21** 分。", "得分为97.21分。", ["**", "**"]),
        ("__完成__较好。", "完成较好。", ["__", "__"]),
        ("得分____分。", "得分____分。", []),
        ("张**同志。", "张**同志。", []),
        ("> 引用的话。", "引用的话。", [">"]),
        ("- 项目完成。", "项目完成。", ["-"]),
        ("* 项目完成。", "项目完成。", ["*"]),
        ("`代码`完成。", "代码完成。", ["`", "`"]),
        ("<u>下划</u>线<br/>完成。", "下划线完成。", ["<u>", "</u>", "<br/>"]),
        ("A<B且C>D。", "A<B且C>D。", []),
        ("支\u200b出\ufeff100\x07万元。", "支出100万元。", []),
        ("\x0c支出。", "支出。", []),
    ],
)
def test_markup_is_seen_through_and_recorded(read_text, printed, read, dropped):
    document = read_text(printed)
    assert document.text == read
    assert [document.source[a:b] for a, b in document.dropped] == dropped


def test_a_rule_between_paragraphs_is_dropped(read_text):
    document = read_text("前文。\n\n---\n\n后文。")
    assert document.text == "前文。\n后文。"
    assert [document.source[a:b] for a, b in document.dropped] == ["---"]


def test_quote_and_anchor_lead_back_to_what_is_printed(read_text):
    document = read_text(
        "\ufeff附件 2\r\n\r\n其中，  ２１５７． ２７ 万\r\n\r\n元，执行率 **99** %，情况较好。"
    )
    start = document.text.index("2157.27")
    assert document.quote(start, start + 7) == "２１５７． ２７"
    assert document.anchor(start, start + 7)[:4] == (3, 6, 3, 14)
    start = document.text.index("万元")
    assert document.quote(start, start + 2) == "万\r\n\r\n元"
    assert document.anchor(start, start + 2)[:4] == (3, 15, 5, 2)
    start = document.text.index("99%")
    assert document.quote(start, start + 3) == "99** %"


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_lines_end_in_three_ways(read_text, line_break):
    document = read_text(line_break.join(["", "一、情况", "完成了100%。", ""]))
    assert document.text == "一、情况\n完成了100%。"
    assert document.anchor(5, 8).line == 3
    assert len(document.line_starts) == 3


def test_blocks_lie_in_the_text_one_after_the_other(read_text):
    document = read_text("某局自评报告\n填报人：某某\n一、情况\n完成。\n甲  1  2\n乙  3  4\n")
    assert "\n".join(document.text[b.start : b.end] for b in document.blocks) == document.text
    assert [b.kind for b in document.blocks] == [
        "title",
        "field",
        "heading",
        "paragraph",
        "row",
        "row",
    ]
    assert document.anchor(document.text.index("4"), len(document.text)).cell == (1, 2, 3)


def test_markup_of_a_quoted_line_with_a_gap_is_dropped_once():
    document = read_bytes("> 一、一、单位：万元  `".encode(), "报告.txt")
    assert [document.source[a:b] for a, b in document.dropped] == [">", "`"]
