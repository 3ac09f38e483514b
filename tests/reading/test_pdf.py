"""PDF files: lines, paragraphs and ruled tables by what is drawn on the pages."""

import io

import pytest
from pdffiles import LEFT, WIDTH, Paper
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader

from jixiao.errors import DamagedFile, EmptyFile, EncryptedFile
from jixiao.reading import read_bytes


def read(paper):
    return read_bytes(paper.bytes(), "报告.pdf")


def texts(document):
    return [document.text[b.start : b.end] for b in document.blocks]


def cells(document):
    return [
        [[document.text[slice(*cell)] for cell in row] for row in one.rows]
        for one in document.tables
    ]


STORY = "全年围绕目标任务推进各项工作，召开推进会议十二次，" * 4 + "完成支出1234.56万元。"


def test_paragraphs_are_joined_by_the_margins_and_over_pages():
    paper = Paper()
    paper.line("一、基本情况")
    paper.paragraph(STORY)
    paper.paragraph(STORY)
    paper.turn()
    paper.line(STORY[:WIDTH])
    paper.line("二、其他")
    plain = STORY.replace("，", ",")
    found = texts(read(paper))
    assert found[:3] == ["一、基本情况", plain, plain]
    assert found[-1] == "二、其他"


def test_text_that_a_workbook_cuts_off_stays_in_its_cell():
    paper = Paper()
    xs, ys = [LEFT, LEFT + 60, LEFT + 200], [700, 680, 660, 640]
    for x in xs:
        paper.canvas.line(x, ys[0], x, ys[-1])
    for y in ys:
        paper.canvas.line(xs[0], y, xs[-1], y)
    words = [["指标", "偏差原因"], ["甲", "部分路段返工|次年整改到位|已复验"], ["乙", "98.50%"]]
    for row, top in zip(words, ys, strict=False):
        for column, text in enumerate(row):
            lines = text.split("|")
            paper.canvas.saveState()
            path = paper.canvas.beginPath()
            path.rect(xs[column], top - 20, xs[column + 1] - xs[column], 20)
            paper.canvas.clipPath(path, stroke=0, fill=0)
            for number, line in enumerate(lines):  # centred, with more lines than the row is high
                at = top - 14 + 14 * ((len(lines) - 1) / 2 - number)
                paper.canvas.drawString(xs[column] + 3, at, line)
            paper.canvas.restoreState()
    assert cells(read(paper)) == [
        [["指标", "偏差原因"], ["甲", "部分路段返工次年整改到位已复验"], ["乙", "98.50%"]]
    ]


def test_lines_broken_by_hand_are_joined_where_no_sentence_ends():
    paper = Paper()
    paper.paragraph(STORY)
    paper.line("全年政府采购支出总额214.36万元，其中政府采购的货物类", indent=2)
    paper.line("采购38.72万元、政府采购工程采购120.00万元、政府采购服务采购")
    paper.line("55.64万元。")
    assert texts(read(paper))[-1].endswith("政府采购服务采购55.64万元。")


def test_places_are_pages_and_lines_on_them():
    paper = Paper()
    paper.line("一、基本情况")
    paper.turn()
    paper.line("二、自评结果")
    paper.line("自评得分98.50分，等级为优。", indent=2)
    document = read(paper)
    at = document.text.index("98.50")
    anchor = document.anchor(at, at + 5)
    assert (anchor.page, anchor.line) == (2, 2)
    assert document.quote(at, at + 5) == "98.50"


def test_running_heads_and_page_numbers_are_left_out():
    paper = Paper()
    for number in range(1, 5):
        paper.canvas.drawString(LEFT, 800, "某某局绩效自评报告")
        paper.canvas.drawString(280, 40, f"— {number} —")
        paper.paragraph(f"第{number}项工作按期完成，" + STORY)
        paper.turn()
    document = read(paper)
    assert len(document.blocks) == 4
    assert "某某局绩效" not in document.text


ROWS = [
    ["项目", "预算数", "执行数"],
    ["基本支出", "120.00", "118.50"],
    ["合计", "200.00", "198.00"],
]


@pytest.mark.parametrize("style", [{}, {"sides": False}, {"boxes": True}])
def test_ruled_tables_however_they_are_drawn(style):
    paper = Paper()
    paper.line("单位：万元")
    paper.table(ROWS, [120, 90, 90], **style)
    paper.line("以上为决算数。")
    document = read(paper)
    assert cells(document) == [ROWS]
    at = document.text.index("118.50")
    assert document.anchor(at, at + 6).cell == (1, 2, 3)


def test_cells_that_span_columns_and_lines_within_cells():
    rows = [["项目", "支出情况", ""], ["农村道路养|护项目", "12.5", "10.5"]]
    paper = Paper()
    paper.table(rows, [70, 90, 90], merged={(0, 1)})
    assert cells(read(paper)) == [[["项目", "支出情况", ""], ["农村道路养护项目", "12.5", "10.5"]]]


def test_a_table_goes_on_overleaf_without_its_repeated_head():
    paper = Paper()
    paper.table(ROWS, [120, 90, 90])
    paper.turn()
    paper.table([ROWS[0], ["其中：公用", "20.00", "19.00"]], [120, 90, 90])
    assert cells(read(paper)) == [[*ROWS, ["其中:公用", "20.00", "19.00"]]]


def test_a_row_that_the_end_of_the_page_broke_is_one():
    paper = Paper()
    paper.table([*ROWS, ["群众文化活", "40", "43"]], [66, 90, 90])
    paper.turn()
    paper.table([["动人次", "", ""], ["演出场次", "5", "6"]], [66, 90, 90])
    assert cells(read(paper)) == [[*ROWS, ["群众文化活动人次", "40", "43"], ["演出场次", "5", "6"]]]


def test_other_columns_are_another_table():
    paper = Paper()
    paper.table(ROWS, [120, 90, 90])
    paper.turn()
    paper.table(ROWS, [60, 90, 90])
    assert len(cells(read(paper))) == 2


def test_a_page_on_its_side_is_read_as_it_is_shown():
    paper = Paper(landscape(A4))
    paper.canvas.setPageRotation(90)
    paper.canvas.translate(A4[1], 0)
    paper.canvas.rotate(90)
    paper.font()
    paper.line("单位：万元")
    paper.table(ROWS, [120, 90, 90])
    assert cells(read(paper)) == [ROWS]


def scan():
    paper = Paper((200, 150))
    paper.canvas.drawImage(ImageReader(io.BytesIO(PIXEL)), 0, 0, 200, 150)
    return paper.bytes()


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082"
)


def locked():
    paper = Paper(encrypt="secret")
    paper.line("全年平稳。")
    return paper.bytes()


@pytest.mark.parametrize(
    ("data", "error"),
    [(scan(), EmptyFile), (locked(), EncryptedFile), (b"%PDF-1.4\nrubbish", DamagedFile)],
    ids=["a picture of nothing", "locked", "rubbish"],
)
def test_what_cannot_be_read_says_why(data, error):
    with pytest.raises(error) as caught:
        read_bytes(data, "报告.pdf")
    assert caught.value.message
    assert caught.value.hint


def test_the_last_row_of_a_table_may_stand_alone_overleaf():
    paper = Paper()
    paper.line("一、支出情况")
    widths = [120, 90, 90]
    paper.table([["项目", "预算数", "执行数"], ["基本支出", "120.00", "118.50"]], widths)
    paper.turn()
    paper.table([["合计", "120.00", "118.50"]], widths)
    paper.line("全年平稳。")
    paper.table([["单位负责人：甲", "填表人：乙", "2024年3月"]], [80, 90, 130])
    document = read_bytes(paper.bytes(), "报告.pdf")
    assert [len(table.rows) for table in document.tables] == [3]
    at = document.text.index("合计")
    assert document.anchor(at, at + 2).cell == (1, 3, 1)


def test_rows_overleaf_may_span_columns_of_the_table():
    paper = Paper()
    widths = [30, 30, 60, 90]
    paper.table([["类", "款", "名称", "金额"], ["205", "02", "教育", "120.00"]], widths)
    paper.turn()
    paper.table([["20802", "养老", "9.00"], ["21011", "医疗", "8.00"]], [60, 60, 90])
    assert cells(read(paper)) == [
        [
            ["类", "款", "名称", "金额"],
            ["205", "02", "教育", "120.00"],
            ["20802", "", "养老", "9.00"],
            ["21011", "", "医疗", "8.00"],
        ]
    ]


def test_wide_pages_do_not_change_where_lines_of_upright_ones_end():
    paper = Paper()
    paper.paragraph("全年收入合计1200万元，年初结转和结余" * 6 + "。")
    paper.canvas.showPage()
    paper.canvas.setPageSize(landscape(A4))
    paper.font()
    paper.y = 500
    for _ in range(12):
        paper.line("本套报表金额单位转换时可能存在尾数误差" * 3)
    document = read(paper)
    first = document.blocks[0]
    assert document.text[first.start : first.end].endswith("。")


def test_rows_that_are_read_as_lines_do_not_change_how_far_lines_stand_apart():
    paper = Paper()
    paper.paragraph("全年收入合计1200万元，年初结转和结余" * 12 + "。")
    for number in range(12):
        for at, words in enumerate((f"第{number}项", "按计划", "进行中")):
            paper.canvas.drawString(LEFT + 100 * at, paper.y, words)
        paper.y -= 13
    document = read(paper)
    first = document.blocks[0]
    assert document.text[first.start : first.end].endswith("。")


def test_a_title_overleaf_does_not_go_on_with_a_note_on_wide_pages():
    paper = Paper(landscape(A4))
    for title in ("收入决算情况有关数据表", "支出决算情况有关数据表") * 2:
        paper.y = 500
        for above in (title, "2023年度", "公开表"):
            paper.line(above, indent=20)
        paper.line("部门：云溪县水务局")
        paper.canvas.drawRightString(LEFT + 680, paper.y + 20, "金额单位：万元")
        paper.line("注：本表反映部门本年度的总收支情况。", leading=40)
        paper.canvas.showPage()
        paper.font()
    document = read(paper)
    assert texts(document).count("支出决算情况有关数据表") == 2
