"""What pages of a PDF hide, turn, draw twice or leave to fields is read as it is shown."""

from collections import Counter

import pytest
from pdffiles import EM, LEFT, Paper
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from jixiao.errors import GarbledFile, HostileFile
from jixiao.reading import pdf, read_bytes
from jixiao.reading.garbled import is_garbled

ROWS = [
    ["项目", "预算数", "执行数"],
    ["基本支出", "120.00", "118.50"],
    ["合计", "200.00", "198.00"],
]
WIDTHS = [120, 90, 90]


def read(paper):
    return read_bytes(paper.bytes(), "报告.pdf")


def texts(paper):
    document = read(paper)
    return [document.text[b.start : b.end] for b in document.blocks]


def cells(document):
    return [
        [[document.text[slice(*cell)] for cell in row] for row in one.rows]
        for one in document.tables
    ]


@pytest.fixture
def paper():
    paper = Paper()
    paper.line("全年完成支出1234.56万元。")
    return paper


PLAIN = ["全年完成支出1234.56万元。"]


def test_hidden_text_is_not_there(paper):
    text = paper.canvas.beginText(LEFT, paper.y)
    text.setTextRenderMode(3)
    text.textOut("全年完成支出9999.99万元。")
    paper.canvas.drawText(text)
    assert texts(paper) == PLAIN


def test_a_watermark_across_the_page_is_no_text(paper):
    paper.canvas.saveState()
    paper.canvas.translate(300, 500)
    paper.canvas.rotate(45)
    paper.canvas.setFont("STSong-Light", 60)
    paper.canvas.drawCentredString(0, 0, "内部资料2024")
    paper.canvas.restoreState()
    paper.y = 560
    paper.table(ROWS, WIDTHS)
    document = read(paper)
    assert document.text[: len(PLAIN[0]) + 1] == PLAIN[0] + "\n"
    assert cells(document) == [ROWS]


def test_text_drawn_again_for_bold_print_is_read_once(paper):
    lines = [
        f"{sign}、第{number}项工作的自评结论11月" for number, sign in enumerate("一二三四五六七", 1)
    ]
    for shift in (0.0, 0.3):
        for number, line in enumerate(lines):
            paper.canvas.drawString(LEFT + shift, paper.y - 20 * number, line)
    assert texts(paper) == [*PLAIN, *lines]


def test_text_beyond_the_edge_of_what_is_shown_is_not_read(paper):
    paper.canvas.setCropBox((40, 40, 500, 800))
    paper.canvas.drawString(520, 500, "裁去的字99")
    assert texts(paper) == PLAIN


def test_the_sign_of_a_note_does_not_join_the_figure_before_it():
    paper = Paper()
    paper.canvas.drawString(LEFT, 700, "支出合计5561.47")
    end = LEFT + paper.canvas.stringWidth("支出合计5561.47", "STSong-Light", EM)
    paper.canvas.setFont("STSong-Light", 7)
    paper.canvas.drawString(end, 705, "1")
    paper.font()
    paper.canvas.drawString(end + 5, 700, "万元，与上年持平。")
    (text,) = texts(paper)
    assert "5561.471" not in text
    assert "5561.47" in text


def test_what_is_filled_into_a_field_is_read(paper):
    paper.canvas.acroForm.textfield(value="96.50", x=LEFT, y=600, width=120, height=20)
    assert texts(paper) == [*PLAIN, "96.50"]


def test_a_table_on_its_side_is_read_upright():
    paper = Paper()
    paper.canvas.translate(A4[0], 0)
    paper.canvas.rotate(90)
    paper.y = 500
    paper.table(ROWS, WIDTHS)
    assert cells(read(paper)) == [ROWS]


def test_a_word_on_its_side_in_a_cell():
    paper = Paper()
    top = paper.y + 12
    paper.table([["", "基本", "120.00"], ["", "项目", "80.00"]], [40, 90, 90])
    paper.canvas.saveState()
    paper.canvas.translate(LEFT + 25, top - 30)
    paper.canvas.rotate(90)
    paper.canvas.drawString(0, 0, "支出")
    paper.canvas.restoreState()
    text = read(paper).text.replace("\n", "").replace("\t", "")
    assert "支" in text
    assert text.index("支") < text.index("出")


def test_a_table_within_a_form_stands_where_the_form_is_put():
    paper = Paper()
    paper.canvas.beginForm("table", 0, 0, 600, 850)
    paper.font()
    paper.table([*ROWS, ["农村道路养|护", "", "8.00"]], WIDTHS)
    paper.canvas.endForm()
    paper.canvas.translate(30, -200)
    paper.canvas.doForm("table")
    assert cells(read(paper)) == [[*ROWS, ["农村道路养护", "", "8.00"]]]


def test_fonts_that_do_not_say_what_they_print():
    data = garbled()
    with pytest.raises(GarbledFile) as caught:
        read_bytes(data, "报告.pdf")
    assert caught.value.hint


SHIFTED = {
    "one place on": lambda char: chr(ord(char) + 37) if char >= "一" else char,
    "for private use": lambda char: chr(0xE000 + ord(char) % 0x1800) if char >= "一" else char,
    "signs": lambda char: chr(0x21 + ord(char) % 90),
}


@pytest.mark.parametrize("wrong", SHIFTED.values(), ids=SHIFTED)
def test_characters_that_nobody_has_written_are_not_checked(wrong):
    story = "全年围绕目标任务推进各项工作，完成支出1234.56万元，较好。" * 12
    assert not is_garbled(Counter(story))
    assert is_garbled(Counter(map(wrong, story)))


def test_a_list_of_names_and_figures_is_not_garbled():
    rows = (
        "王建国李志强张丽华赵明刘洋陈静杨帆黄磊周敏吴涛徐芳孙浩马超朱琳胡军郭峰何平林晓高飞罗娜" * 3
    )
    assert not is_garbled(Counter("姓名 单位 金额（万元）合计 " + rows + "1,234.56 78.90 " * 30))


def test_a_page_of_very_many_pieces_is_hostile(paper, monkeypatch):
    monkeypatch.setattr(pdf, "MAX_PARTS", 20)
    for number in range(30):
        paper.canvas.line(100, number, 200, number)
    with pytest.raises(HostileFile):
        read(paper)


def garbled():
    """A page in a font whose signs are numbered in an order of its own."""
    font = UnicodeCIDFont("STSong-Light")
    pdfmetrics.registerFont(font)
    paper = Paper(pageCompression=0)
    paper.canvas.setFont("STSong-Light", EM)
    paper.paragraph("全年围绕目标任务推进各项工作，完成支出。" * 8)
    data = paper.bytes()
    for old, new in ((b"Adobe", b"Xdobe"), (b"UniGB-UCS2-H", b"Identity-H  ")):
        data = data.replace(old, new)
    return data


def test_a_drawing_of_very_many_lines_takes_no_time(paper):
    for number in range(9_000):
        at = 100 + number * 0.05
        paper.canvas.line(at, 100, at + 30, 100 + number % 400)
        paper.canvas.line(LEFT, 100 + number * 0.06, 500, 100 + number * 0.06)
    assert texts(paper)[0] == PLAIN[0]
