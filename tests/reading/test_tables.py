"""Tables in plain text and markdown, and prose that is none."""

import pytest

ROWS = [["项目", "预算", "执行"], ["基本", "100.00", "90.00"], ["合计", "1200", "1100"]]
MARKDOWN = (
    "| 项目 | 预算 | 执行 |\n|---|:--:|--:|\n| 基本 | 100.00 | 90. 00 |\n| 合计 | 1 200 | 1100 |"
)
TABS = "项目\t预算\t执行\n基本\t100.00\t90.00\n合计\t1200\t1100"
GAPS = "项目    预算      执行\n\n基本    100.00    90.00\n\n合计    1200      1100"
BOXES = "┌─┬─┬─┐\n│项目│预算│执行│\n├─┼─┼─┤\n│基本│100.00│90.00│\n│合计│1200│1100│\n└─┴─┴─┘"
RULED = "项目    预算    执行\n--------------\n基本    100.00  90.00\n合计    1200    1100"


@pytest.mark.parametrize("table", [MARKDOWN, TABS, GAPS, BOXES, RULED])
def test_the_usual_shapes_of_a_table(cells, read_text, table):
    text = f"一、情况\n完成较好。\n{table}\n以上完成。"
    assert cells(text) == [ROWS]
    document = read_text(text)
    assert [b.kind for b in document.blocks].count("row") == 3
    assert document.text[document.blocks[2].start : document.blocks[2].end] == "项目\t预算\t执行"
    assert document.blocks[document.tables[0].block].start == document.tables[0].rows[0][0].start
    assert document.blocks[-1].kind == "paragraph"


def test_a_missing_cell_stays_in_its_column(cells):
    assert cells(
        "项目    预算    执行    比率\n\n基本    100     90      90%\n\n合计            20\n"
    ) == [[["项目", "预算", "执行", "比率"], ["基本", "100", "90", "90%"], ["合计", "", "20", ""]]]
    assert cells("项目\t预算\t执行\n基本\t\t90\n合计\t20") == [
        [["项目", "预算", "执行"], ["基本", "", "90"], ["合计", "20", ""]]
    ]


def test_numbers_of_different_cells_are_never_one(read_text):
    document = read_text("年度\t1\t2\n甲\t2022\t2023\n")
    assert "2022\t2023" in document.text


@pytest.mark.parametrize(
    ("above", "caption"),
    [
        ("表1 收支情况\n单位：万元", "表1收支情况\n单位:万元"),
        ("（一）收支情况", "(一)收支情况"),
        ("单位：万元", "情况如下:\n单位:万元"),
        ("这一段话很长，" * 9 + "与表没有关系。", None),
    ],
)
def test_the_caption_is_the_line_above_with_its_unit(read_text, above, caption):
    document = read_text(f"一、情况\n情况如下：\n{above}\n{TABS}")
    span = document.tables[0].caption
    assert (span and document.text[slice(*span)]) == caption


def test_a_page_number_does_not_part_a_table(cells):
    assert cells("项目  预算  执行\n基本  100  90\n\n- 2 -\n\n合计  120  110\n")[0][2] == [
        "合计",
        "120",
        "110",
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "本局共有  三个处室，运转正常。\n今年完成  各项工作，成效良好。",
        "目    录\n\n附    件",
        "甲|乙两项工作均已完成。\n后一段完成。",
        "开展工作，  完成检查，  组织培训。",
    ],
)
def test_prose_with_stray_gaps_is_no_table(cells, prose):
    assert cells(f"一、情况\n{prose}") == []
