"""PDF files: pages, words, marks and fonts, on a machine that has no Chinese font."""

import ctypes
import re
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
import pytest
from composed import everything, texts
from fontTools.ttLib import TTFont

from jixiao.reading import read_bytes
from jixiao.reports import pdf
from jixiao.reports.composition import (
    Cell,
    Composition,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Run,
    Table,
    Voice,
    body,
    prompt,
)
from jixiao.reports.pdf import write_pdf

FONTS = Path(pdf.__file__).parent / "fonts"


def written(*blocks, fonts=None, **more):
    return write_pdf(Composition(name="报告", title="一份报告", blocks=blocks, **more), fonts)


def pages(data):
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def faces(data):
    """The fonts that the characters of a file are set in."""
    found = set()
    for page in pypdfium2.PdfDocument(data):
        for piece in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            name = ctypes.create_string_buffer(100)
            raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(piece), name, 100)
            found.add(name.value.decode().partition("+")[2].removesuffix("-Identity-H"))
    return found


def yellow(data, page=0):
    image = pypdfium2.PdfDocument(data)[page].render().to_pil().convert("RGB")
    return sum(count for count, colour in image.getcolors(1 << 20) if colour == (255, 255, 0))


@pytest.fixture(scope="module")
def data():
    return write_pdf(everything())


def test_the_same_composition_gives_the_same_bytes(data):
    assert write_pdf(everything()) == data


def test_the_pages_lie_as_asked_and_are_numbered(data):
    document = pypdfium2.PdfDocument(data)
    sizes = [tuple(round(each * 25.4 / 72) for each in page.get_size()) for page in document]
    assert sizes == [(210, 297)] * 5 + [(297, 210)] * 2 + [(210, 297)] * 2
    assert all(f"— {number} —" in text for number, text in enumerate(pages(data), 1))


def number_at(page):
    """How far the number of a page stands from its left and right edge, in millimetres."""
    text = page.get_textpage()
    dash = text.search("—").get_next()
    while dash:
        box = [text.get_charbox(dash[0] + place) for place in (0, 4)]
        if box[0][1] < 100:  # at the foot
            return box[0][0] * 25.4 / 72, (page.get_width() - box[1][2]) * 25.4 / 72
        dash = text.search("—", index=dash[0] + 1).get_next()
    return None


def test_numbers_stand_at_the_outer_edge(data):
    odd, even = (number_at(page) for page in list(pypdfium2.PdfDocument(data))[:2])
    assert odd[1] == pytest.approx(26 + 14 / 72 * 25.4, abs=1.5)
    assert even[0] == pytest.approx(28 + 14 / 72 * 25.4, abs=1.5)


def test_a_full_page_has_22_lines_of_28_characters():
    first = pages(written(body("预" * 28 * 40)))[0].split()
    assert [len(line) for line in first[:22]] == [26] + [28] * 21
    assert first[22:] == ["—", "1", "—"]


def test_every_word_is_printed(data):
    printed = "".join("".join(pages(data)).split())
    missing = [
        text
        for text in texts(everything())
        for piece in re.split(r"(?<=[，、；。：])", text)  # a page may end between them
        if "".join(piece.split()) not in printed
    ]
    assert missing == []


def test_read_back_headings_and_tables_are_such(data):
    document = read_bytes(data, "报告.pdf")
    headings = [
        document.quote(each.start, each.end) for each in document.blocks if each.kind == "heading"
    ]
    wanted = [each.text for each in everything().blocks if isinstance(each, Heading)]
    assert [each for each in headings if each in wanted] == wanted
    assert len(document.tables) == 3


def test_headings_are_bookmarks(data):
    toc = pypdfium2.PdfDocument(data).get_toc()
    found = [(mark.level, mark.get_title()) for mark in toc]
    assert found[:5] == [
        (0, "一、部门基本情况"),
        (1, "（一）部门职责与机构设置"),
        (2, "1.人员情况"),
        (3, "（1）编外聘用人员"),
        (1, "（二）年度预算与执行"),
    ]


def test_blanks_are_yellow_and_words_of_the_user_are_plain():
    assert yellow(written(body(prompt("原因")))) > 500
    assert yellow(written(Table(widths=(1,), rows=((Cell(voice=Voice.PROMPT),),), head=0))) > 5000
    assert yellow(written(body(Run("已整改。", Voice.WRITTEN)))) == 0


def test_words_are_never_markup():
    text = '#panic("x") *a* _b_ $c$ @d <e> `f` \\ // g "h"'
    assert pages(written(body(text)))[0].startswith(text)


def test_fonts_of_the_system_are_not_looked_at(data):
    assert faces(data) == {
        "JixiaoSerif-Regular",
        "JixiaoSerif-Bold",
        "JixiaoSans-Regular",
        "JixiaoKai-Regular",
    }


@pytest.mark.parametrize("text", ["堃喆玥昇祎翀甯頔燊犇骉淼", "□■√×÷≥≤①⑳〔〕—…“”‰㎡℃№"])
def test_rare_characters_of_names_and_signs_are_there(text):
    made = written(body(text))
    assert faces(made) == {"JixiaoSerif-Regular"}
    assert text in pages(made)[0]


def test_ticked_boxes_are_there():
    assert pages(written(body("☑是 ☐否")))[0].startswith("☑是 ☐否")


def test_a_folder_of_official_fonts_comes_first(tmp_path):
    font = TTFont(FONTS / "JixiaoKai-Regular.ttf")
    for record in font["name"].names:
        if record.nameID in (1, 4, 6):
            font["name"].setName("FangSong", record.nameID, 3, 1, 0x409)
    font.save(tmp_path / "simfang.ttf")
    assert faces(written(body("仿宋"), Heading(1, "黑体"), fonts=tmp_path)) == {
        "FangSong",
        "JixiaoSans-Regular",
        "JixiaoSerif-Regular",  # the number of the page
    }


def test_a_page_break_at_the_start_or_twice_makes_no_empty_page():
    made = written(
        PageBreak(landscape=True), body("甲"), PageBreak(), PageBreak(), body("乙"), landscape=False
    )
    assert len(pages(made)) == 2


def test_rows_are_not_split_and_heads_are_repeated():
    row = (Cell(text="一行较长的文字" * 12), Cell(text="末格"))
    head = (Cell(text="表头甲"), Cell(text="表头乙"))
    texts = pages(written(Table(widths=(1, 1), rows=(head, *[row] * 40))))
    assert len(texts) > 2
    for text in texts:
        assert text.startswith("表头甲")
        assert "".join(text.split()).count("一行较长的文字") % 12 == 0


def test_the_licence_of_the_fonts_goes_along():
    fonts = [file.name for file in FONTS.iterdir() if file.suffix in {".otf", ".ttf"}]
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert len(fonts) == 4
    assert all(name in licence for name in fonts)
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence


def test_every_font_holds_the_characters_that_are_listed():
    listed = set((FONTS / "characters.txt").read_text(encoding="utf-8"))
    for style in ("Regular", "Bold"):
        held = TTFont(FONTS / f"JixiaoSerif-{style}.otf").getBestCmap()
        assert listed <= set(map(chr, held))


def test_a_row_higher_than_a_page_is_printed_to_its_end():
    long = "".join(f"第{number}句写得很长，要看到最后一个字。" for number in range(1, 400))
    made = pages(
        written(Table(widths=(1, 3), rows=((Cell(text="说明"), Cell(text=long)),), head=0))
    )
    assert len(made) > 2
    assert "第399句" in "".join("".join(made).split())


def test_a_total_and_the_note_below_it_do_not_stand_alone():
    rows = [(Cell(text=f"第{number}项"),) for number in range(1, 200)]
    note = Paragraph((Run("注：不含结转。"),), ParagraphKind.NOTE)
    for count in range(22, 34):  # somewhere the page is full
        made = pages(written(Table(widths=(1,), rows=tuple(rows[:count]), head=0), note))
        last = "".join(made[-1].split())
        assert f"第{count}项" in last
        assert "注：不含结转。" in last
        assert len(made) == 1 or f"第{count - 1}项" in last


def test_a_signature_does_not_stand_on_a_page_of_its_own():
    signed = (
        Paragraph((Run("某某局"),), ParagraphKind.SIGNATURE),
        Paragraph((Run("2024年3月1日"),), ParagraphKind.DATE),
    )
    for count in range(15, 24):  # somewhere the page is full
        lines = [body(f"第{number}段。") for number in range(1, count + 1)]
        made = pages(written(*lines, *signed, footnotes=("计分标准：某标准。",)))
        last = "".join(made[-1].split())
        assert f"第{count}段。" in last
        assert "某某局" in last
        assert "计分标准" in last


def test_what_is_wider_than_its_cell_is_broken_and_figures_are_not():
    hash_, figure = "be8e1df732854158adf1efac994cb25f" * 2, "1,234,567,890.12"
    cells = (Cell(text=hash_), Cell(text=figure), Cell(text="说明"))
    text = pages(written(Table(widths=(1, 3, 12), rows=(cells,), head=0)))[0]
    assert hash_ not in text
    assert hash_ in re.sub(r"[^!-~]", "", text)
    assert figure in text
