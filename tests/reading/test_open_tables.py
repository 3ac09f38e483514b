"""Tables without rules between their columns; prose between rules is none."""

import pytest
from pdffiles import EM, LEFT, Paper

from jixiao.reading import read_bytes

RIGHT = LEFT + 430
ENDS = (LEFT + 150, LEFT + 240, LEFT + 330, RIGHT)  # where the columns end


def cells(paper):
    document = read_bytes(paper.bytes(), "报告.pdf")
    return [
        [[document.text[slice(*cell)] for cell in row] for row in one.rows]
        for one in document.tables
    ]


def rule(paper, y, left=LEFT, right=RIGHT, *, style="line"):
    """Draw a rule: as a line, a thin box, dashes, two lines or a broad stroke."""
    canvas = paper.canvas
    if style == "box":
        canvas.rect(left, y - 0.3, right - left, 0.6, stroke=0, fill=1)
        return
    canvas.saveState()
    if style == "dashed":
        canvas.setDash(3, 2)
    if style == "grey":
        canvas.setStrokeGray(0.8)
        canvas.setLineWidth(0.1)
    if style == "broad":
        canvas.setLineWidth(3)
    canvas.line(left, y, right, y)
    if style == "double":
        canvas.line(left, y - 2, right, y - 2)
    canvas.restoreState()


def row(paper, words, *, pitch=20):
    """Set a row: words at the left of the first column, figures at the right of the others."""
    paper.canvas.drawString(LEFT + 4, paper.y, words[0])
    for end, word in zip(ENDS[1:], words[1:], strict=True):
        paper.canvas.drawRightString(end - 4, paper.y, word)
    paper.y -= pitch


def head(paper, words):
    """Set the head in the middle of its columns."""
    starts = (LEFT, *ENDS)
    for start, end, word in zip(starts, ENDS, words, strict=False):
        paper.canvas.drawCentredString((start + end) / 2, paper.y, word)
    paper.y -= 20


HEAD = ["项目", "年初预算数", "决算数", "完成率"]
BODY = [
    ["一、基本支出", "1,200.00", "1,180.50", "98.38%"],
    ["人员经费", "900.00", "", ""],
    ["公用经费", "", "280.50", "93.50%"],
    ["二、项目支出", "", "", ""],
    ["合计", "1,200.00", "1,180.50", "98.38%"],
]


@pytest.mark.parametrize("style", ["line", "box", "dashed", "grey", "double"])
def test_three_rules_and_columns_told_by_the_text(style):
    paper = Paper()
    paper.line("单位：万元")
    rule(paper, paper.y + 15, style=style)
    head(paper, HEAD)
    rule(paper, paper.y + 15, style=style)
    for words in BODY:
        row(paper, words)
    rule(paper, paper.y + 15, style=style)
    paper.line("注：本表反映年度支出情况。")
    assert cells(paper) == [[HEAD, *BODY]]


def test_rules_between_rows_only():
    paper = Paper()
    rule(paper, paper.y + 15)
    for number, words in enumerate([HEAD, *BODY]):
        (row if number else head)(paper, words)
        rule(paper, paper.y + 15)
    assert cells(paper) == [[HEAD, *BODY]]


def test_shades_bound_a_table_too():
    paper = Paper()
    for number, words in enumerate([HEAD, *BODY]):
        if not number % 2:
            paper.canvas.setFillGray(0.9)
            paper.canvas.rect(LEFT, paper.y - 5, RIGHT - LEFT, 20, stroke=0, fill=1)
            paper.canvas.setFillGray(0)
        (row if number else head)(paper, words)
    assert cells(paper) == [[HEAD, *BODY]]


def test_heads_above_several_columns_by_the_rule_below_them():
    paper = Paper()
    rule(paper, paper.y + 15)
    middle = (ENDS[0] + RIGHT) / 2
    paper.canvas.drawCentredString(middle, paper.y, "本年支出")
    paper.canvas.drawString(LEFT + 40, paper.y - 10, "项目")
    paper.y -= 20
    rule(paper, paper.y + 15, left=ENDS[0] + 2)
    head(paper, ["", "小计", "基本支出", "项目支出"])
    rule(paper, paper.y + 15)
    rows = [["行政运行", "120.00", "100.00", "20.00"], ["住房公积金", "18.00", "18.00", ""]]
    for words in rows:
        row(paper, words)
    rule(paper, paper.y + 15)
    heads = [["项目", "本年支出", "", ""], ["", "小计", "基本支出", "项目支出"]]
    assert cells(paper) == [[*heads, *rows]]


def test_heads_above_the_middle_of_their_columns_and_a_row_that_numbers_them():
    paper = Paper()
    rule(paper, paper.y + 15)
    paper.canvas.drawCentredString((LEFT + ENDS[1]) / 2, paper.y, "人员经费")
    paper.canvas.drawCentredString((ENDS[1] + RIGHT) / 2, paper.y, "公用经费")
    paper.y -= 22
    head(paper, ["科目名称", "决算数", "预算数", "决算数"])
    rule(paper, paper.y + 15)
    head(paper, ["栏次", "1", "2", "3"])
    rows = [["基本工资", "632.86", "22.66", "20.10"], ["津贴补贴", "80.42", "8.05", "7.95"]]
    for words in rows:
        row(paper, words)
    rule(paper, paper.y + 15)
    heads = [["人员经费", "", "公用经费", ""], ["科目名称", "决算数", "预算数", "决算数"]]
    assert cells(paper) == [[*heads, ["栏次", "1", "2", "3"], *rows]]


def test_a_cell_in_the_middle_of_code_and_name_belongs_to_the_first():
    paper = Paper()
    starts, ends = (LEFT, LEFT + 60, LEFT + 240), (LEFT + 60, LEFT + 240, LEFT + 330)
    rule(paper, paper.y + 15, right=ends[2])
    for start, end, word in zip(starts, ends, ["编码", "名称", "决算数"], strict=True):
        paper.canvas.drawCentredString((start + end) / 2, paper.y, word)
    paper.y -= 20
    rule(paper, paper.y + 15, right=ends[2])
    rows = [["201", "一般公共服务支出", "11.23"], ["205", "教育支出", "8.67"]]
    rows = [*rows, ["208", "社会保障和就业支出", "256.79"]]
    for code, name, amount in rows:
        paper.canvas.drawString(starts[0] + 4, paper.y, code)
        paper.canvas.drawString(starts[1] + 4, paper.y, name)
        paper.canvas.drawRightString(ends[2] - 4, paper.y, amount)
        paper.y -= 20
    paper.canvas.drawCentredString((starts[0] + ends[1]) / 2, paper.y, "合计")
    paper.canvas.drawRightString(ends[2] - 4, paper.y, "276.69")
    paper.y -= 20
    rule(paper, paper.y + 15, right=ends[2])
    assert cells(paper) == [[["编码", "名称", "决算数"], *rows, ["合计", "", "276.69"]]]


def test_figures_side_by_side_are_not_one_figure():
    paper = Paper()
    for number in range(3):
        y = paper.y - 20 * number
        paper.canvas.drawString(LEFT, y, f"支出{number}")
        paper.canvas.drawRightString(LEFT + 100, y, "2702.69")
        paper.canvas.drawString(LEFT + 105, y, f"3020{number}")
    document = read_bytes(paper.bytes(), "报告.pdf")
    assert "2702.693" not in document.text


def test_rules_around_the_same_text_are_read_once():
    paper = Paper()
    rule(paper, paper.y + 25, left=LEFT - 20, right=RIGHT + 20)
    three_rules(paper, BODY)
    rule(paper, paper.y - 5, left=LEFT - 20, right=RIGHT + 20)
    assert cells(paper) == [[HEAD, *BODY]]


def test_a_rule_down_the_middle_leaves_the_other_columns_to_the_text():
    paper = Paper()
    top = paper.y + 15
    head(paper, ["项目", "决算数", "项目", "决算数"])
    rows = [["财政拨款", "120.00", "基本支出", "100.00"], ["事业收入", "8.00", "项目支出", "28.00"]]
    ys = [top, paper.y + 15]
    for words in rows:
        paper.canvas.drawString(LEFT + 4, paper.y, words[0])
        paper.canvas.drawRightString(ENDS[1] - 4, paper.y, words[1])
        paper.canvas.drawString(ENDS[1] + 4, paper.y, words[2])
        paper.canvas.drawRightString(RIGHT - 4, paper.y, words[3])
        paper.y -= 20
        ys.append(paper.y + 15)
    for y in ys:
        rule(paper, y)
    for x in (LEFT, ENDS[1], RIGHT):
        paper.canvas.line(x, top, x, ys[-1])
    assert cells(paper) == [[["项目", "决算数", "项目", "决算数"], *rows]]


def three_rules(paper, rows, *, headed=True, closed=True):
    """Set a table, or a part of one."""
    if headed:
        rule(paper, paper.y + 15)
        head(paper, HEAD)
        rule(paper, paper.y + 15)
    for words in rows:
        row(paper, words)
    if closed:
        rule(paper, paper.y + 15)


@pytest.mark.parametrize("headed", [True, False])
def test_rows_go_on_overleaf_under_the_same_head_or_none(headed):
    paper = Paper()
    three_rules(paper, BODY[:3], closed=False)
    paper.turn()
    three_rules(paper, BODY[3:4] + BODY[:2], headed=headed)
    paper.line("以上为决算数。")
    want = [HEAD, *BODY[:3], *BODY[3:4], *BODY[:2]]
    assert cells(paper) == [want]


def test_a_name_in_two_lines_in_the_middle_of_its_column_goes_on_overleaf():
    names = ["人员经费", "办公用房日常维修改造经费", "设备", "差旅费"]
    paper = Paper()
    rule(paper, paper.y + 15)
    head(paper, HEAD)
    rule(paper, paper.y + 15)
    for name in names:
        paper.canvas.drawCentredString(LEFT + 75, paper.y, name)
        row(paper, ["", "9.00", "8.00", "7.00%"])
    paper.turn()
    paper.canvas.drawCentredString(LEFT + 75, paper.y + 0.6 * EM, "国有资本经营预算")
    paper.canvas.drawCentredString(LEFT + 75, paper.y - 0.6 * EM, "拨款")
    row(paper, ["", "9.00", "8.00", "7.00%"])
    row(paper, ["合计", "45.00", "40.00", "35.00%"])
    rule(paper, paper.y + 15)
    (table,) = cells(paper)
    assert [line[0] for line in table[-2:]] == ["国有资本经营预算拨款", "合计"]


def test_rows_of_a_table_with_a_rule_down_its_middle_go_on_overleaf():
    rows = [[f"{n}、收入", f"{n}20.00", f"{n}、支出", f"{n}18.50"] for n in "一二三四五六"]
    rows = [[a, b.replace(a[0], "1"), c, d.replace(c[0], "2")] for a, b, c, d in rows]
    paper = Paper()
    for page in ([["项目", "决算数", "项目", "决算数"], *rows[:3]], rows[3:]):
        top = paper.y + 15
        for words in page:
            rule(paper, paper.y + 15)
            paper.canvas.drawString(LEFT + 4, paper.y, words[0])
            paper.canvas.drawRightString(ENDS[1] - 4, paper.y, words[1])
            paper.canvas.drawString(ENDS[1] + 4, paper.y, words[2])
            paper.canvas.drawRightString(RIGHT - 4, paper.y, words[3])
            paper.y -= 20
        rule(paper, paper.y + 15)
        for x in (LEFT, ENDS[1], RIGHT):
            paper.canvas.line(x, top, x, paper.y + 15)
        paper.turn()
    assert cells(paper) == [[["项目", "决算数", "项目", "决算数"], *rows]]


def test_columns_of_figures_under_heads_need_no_rules_at_all():
    paper = Paper()
    paper.line("支出情况如下，有关数据以批复为准。", leading=40)
    head(paper, HEAD)
    few = [["公务接待费", "", "", "93.50%"], ["会议费", "", "5.00", ""], ["培训费", "8.00", "", ""]]
    rows = [BODY[0], *few, BODY[4]]
    for words in rows:
        row(paper, words)
    assert cells(paper) == [[HEAD, *rows]]


def test_two_tables_one_after_the_other_stay_two():
    paper = Paper()
    three_rules(paper, BODY)
    paper.line("公开02表", leading=30)
    three_rules(paper, BODY[:2])
    assert cells(paper) == [[HEAD, *BODY], [HEAD, *BODY[:2]]]


def test_a_long_name_in_several_lines_is_one_cell():
    paper = Paper()
    rule(paper, paper.y + 15)
    head(paper, HEAD)
    rule(paper, paper.y + 15)
    row(paper, ["机关事业单位基本养老保险", "20.00", "18.00", "90.00%"], pitch=16)
    row(paper, ["缴费支出", "", "", ""])
    row(paper, BODY[0])
    rule(paper, paper.y + 15)
    long = ["机关事业单位基本养老保险缴费支出", "20.00", "18.00", "90.00%"]
    assert cells(paper) == [[HEAD, long, BODY[0]]]


STORY = "全年围绕目标任务推进各项工作，召开推进会议十二次，" * 6 + "完成支出1234.56万元。"


def test_prose_between_rules_is_no_table():
    paper = Paper()
    rule(paper, paper.y + 18)
    paper.paragraph(STORY)
    rule(paper, paper.y + 12)
    paper.paragraph(STORY)
    rule(paper, paper.y + 12, right=LEFT + 120)
    paper.line("注：数据来自决算报表。")
    assert cells(paper) == []


def test_a_red_head_between_rules_is_no_table():
    paper = Paper()
    rule(paper, paper.y + 18, style="broad")
    paper.line("某财绩〔2024〕12号" + " " * 20 + "签发人：某某")
    rule(paper, paper.y + 12)
    paper.paragraph(STORY)
    rule(paper, paper.y + 12)
    paper.line("抄送：某某局，某某中心。")
    rule(paper, paper.y + 12)
    assert cells(paper) == []


def test_a_table_between_the_rules_of_running_head_and_foot():
    paper = Paper()
    rule(paper, 790)
    paper.line("支出情况如下表。")
    three_rules(paper, BODY)
    paper.paragraph(STORY)
    rule(paper, 60)
    paper.canvas.drawString(LEFT + 20 * EM, 45, "1")
    assert cells(paper) == [[HEAD, *BODY]]


def test_a_row_that_numbers_the_columns_above_the_rule_below_the_head():
    paper = Paper()
    rule(paper, paper.y + 15)
    head(paper, HEAD)
    head(paper, ["栏次", "1", "2", "3"])
    rule(paper, paper.y + 15)
    for words in BODY:
        row(paper, words)
    rule(paper, paper.y + 15)
    assert cells(paper) == [[HEAD, ["栏次", "1", "2", "3"], *BODY]]


def test_a_word_in_the_middle_of_names_is_no_column_of_its_own():
    body = [
        ["年初结转", "1.00", "100.00", "99.00"],
        ["年末结余", "2.00", "200.00", "198.00"],
    ]
    paper = Paper()
    rule(paper, paper.y + 15)
    head(paper, HEAD)
    rule(paper, paper.y + 15)
    for words in body:
        row(paper, words)
    for words in (["合计", "3.00", "300.00", "297.00"], ["总计", "3.00", "300.00", "297.00"]):
        paper.canvas.drawString(LEFT + 6 * EM, paper.y, words[0])
        row(paper, ["", *words[1:]])
        body.append(words)
    rule(paper, paper.y + 15)
    assert cells(paper) == [[HEAD, *body]]


def test_figures_to_the_right_of_their_heads_leave_blank_columns_blank():
    paper = Paper()
    rule(paper, paper.y + 15)
    head(paper, ["项目", "年初预算数额", "补", "余"])
    rule(paper, paper.y + 15)
    body = [
        ["一、基本支出", "1,200.00", "", "1.38"],
        ["二、项目支出", "900.00", "", "2.15"],
        ["合计", "2,100.00", "", "3.53"],
    ]
    for words in body:
        row(paper, words)
    rule(paper, paper.y + 15)
    assert cells(paper) == [[["项目", "年初预算数额", "补", "余"], *body]]
