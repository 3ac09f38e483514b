"""PDF pages set in two columns are read column by column; aligned figures are no columns."""

from pdffiles import EM, LEFT, Paper

from jixiao.reading import read_bytes

ACROSS = 16  # characters on a line of a column
SECOND = LEFT + (ACROSS + 2) * EM
FIRST_STORY = "全年围绕目标任务推进各项工作，召开推进会议十二次，" * 7 + "完成支出1234.56万元。"
SECOND_STORY = "各单位按照部署开展自评，财务与业务人员共同参加，" * 6 + "自评得分96.50分。"


def texts(paper):
    document = read_bytes(paper.bytes(), "报告.pdf")
    return [document.text[b.start : b.end] for b in document.blocks if b.table is None]


def set_column(paper, text, left, top):
    y, indent = top, 2
    while text:
        paper.canvas.drawString(left + indent * EM, y, text[: ACROSS - indent])
        text, indent, y = text[ACROSS - indent :], 0, y - 20
    return y


def test_one_column_is_read_before_the_next():
    paper = Paper()
    paper.line("某某局二〇二三年度部门整体支出绩效自评工作报告", indent=6)
    set_column(paper, FIRST_STORY, LEFT, 700)
    set_column(paper, SECOND_STORY, SECOND, 697)  # the lines do not quite stand side by side
    title, first, second = texts(paper)
    assert title.startswith("某某局")
    assert first == FIRST_STORY.replace("，", ",")
    assert second == SECOND_STORY.replace("，", ",")


def test_a_sentence_goes_on_at_the_top_of_the_next_column_and_overleaf():
    paper = Paper()
    set_column(paper, FIRST_STORY, LEFT, 700)
    lines = [SECOND_STORY[:ACROSS], SECOND_STORY[ACROSS:]]
    set_column(paper, FIRST_STORY, SECOND, 700)
    paper.turn()
    set_column(paper, FIRST_STORY, LEFT, 700)
    paper.canvas.drawString(LEFT + 2 * EM, 700 - 20 * 13, lines[0][: ACROSS - 2])
    paper.canvas.drawString(SECOND, 700, lines[0][ACROSS - 2 :] + lines[1][:14])
    paper.canvas.drawString(SECOND, 680, lines[1][14:30])
    assert texts(paper)[-1] == (lines[0] + lines[1][:30]).replace("，", ",")


def test_tables_stay_in_their_column():
    paper = Paper()
    set_column(paper, FIRST_STORY, LEFT, 700)
    end = set_column(paper, SECOND_STORY, SECOND, 700)
    xs, ys = [SECOND - 5, SECOND + 60, SECOND + 150], [end, end - 20, end - 40]
    for x in xs:
        paper.canvas.line(x, ys[0], x, ys[-1])
    for y in ys:
        paper.canvas.line(xs[0], y, xs[-1], y)
    for y, row in zip(ys, [("项目", "执行数"), ("合计", "198.00")], strict=False):
        paper.canvas.drawString(xs[0] + 5, y - 15, row[0])
        paper.canvas.drawString(xs[1] + 5, y - 15, row[1])
    document = read_bytes(paper.bytes(), "报告.pdf")
    assert len(document.blocks) == 4
    assert [b.table for b in document.blocks] == [None, None, 0, 0]


def test_columns_of_figures_are_a_table_and_no_columns():
    paper = Paper()
    for number in range(12):
        paper.canvas.drawString(LEFT, 700 - 20 * number, f"第{number + 1}项工作经费及相关补助")
        paper.canvas.drawString(SECOND, 700 - 20 * number, f"{number}20.00")
        paper.canvas.drawString(SECOND + 100, 700 - 20 * number, f"{number}18.50")
    document = read_bytes(paper.bytes(), "报告.pdf")
    assert len(document.tables) == 1
    assert len(document.tables[0].rows[0]) == 3
