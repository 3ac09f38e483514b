"""Word files: the look of official documents, what stands in them, and that programs open them."""

import io
import itertools
import zipfile
from decimal import Decimal

import docx
import pypdfium2
import pytest
from composed import everything, texts
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from lxml import etree

from jixiao.reading import office, read_bytes
from jixiao.reports.composition import (
    Cell,
    Composition,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Run,
    Table,
    Title,
    Voice,
    amount,
    body,
    head,
    prompt,
    words,
)
from jixiao.reports.word import write_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Other libraries register this prefix when they are imported; the text kept must not depend on it.
etree.register_namespace("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships")


def reopened(*blocks, **more):
    composition = Composition(name="报告", title="一份报告", blocks=blocks, **more)
    return docx.Document(io.BytesIO(write_word(composition)))


def part(data, name="word/document.xml"):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


@pytest.fixture(scope="module")
def data():
    return write_word(everything())


def test_the_same_composition_gives_the_same_bytes(data):
    assert write_word(everything()) == data


def test_the_page_is_that_of_the_standard(data):
    section = docx.Document(io.BytesIO(data)).sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.02)
    margins = (
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [each.mm for each in margins] == pytest.approx([37, 35, 28, 26], abs=0.02)
    lines = (section.page_height - section.top_margin - section.bottom_margin) / Pt(28.95)
    assert 22 <= lines < 23


def test_wide_pages_lie_and_turn_back(data):
    sections = docx.Document(io.BytesIO(data)).sections
    assert [each.orientation for each in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert sections[1].page_width > sections[1].page_height == pytest.approx(Mm(210), abs=400)


@pytest.mark.parametrize(
    ("style", "face", "size", "level"),
    [
        ("Title", "方正小标宋简体", 22, None),
        ("Heading 1", "黑体", 16, 0),
        ("Heading 2", "楷体_GB2312", 16, 1),
        ("Heading 3", "仿宋_GB2312", 16, 2),
        ("Heading 4", "仿宋_GB2312", 16, 3),
        ("Body Text", "仿宋_GB2312", 16, None),
    ],
)
def test_styles_name_the_official_faces(data, style, face, size, level):
    found = docx.Document(io.BytesIO(data)).styles[style]
    assert found.element.rPr.find(f"{W}rFonts").get(f"{W}eastAsia") == face
    assert found.font.size == Pt(size)
    assert not found.font.bold
    outline = found.element.pPr.find(f"{W}outlineLvl")
    assert (None if outline is None else int(outline.get(f"{W}val"))) == level


def test_the_body_is_set_in_28_characters_a_line(data):
    style = docx.Document(io.BytesIO(data)).styles["Body Text"]
    assert style.paragraph_format.line_spacing == Pt(28.95)
    pitch = 16 + int(style.element.rPr.find(f"{W}spacing").get(f"{W}val")) / 20
    assert 28 <= 156 / 25.4 * 72 / pitch < 29
    assert style.element.pPr.ind.get(f"{W}firstLineChars") == "200"


@pytest.mark.parametrize("style", ["Title", "表格文字", "caption", "footer"])
def test_only_the_body_is_set_closer(data, style):
    found = docx.Document(io.BytesIO(data)).styles[style].element
    assert found.rPr.find(f"{W}spacing").get(f"{W}val") == "0"


def test_page_numbers_stand_between_dashes_at_the_outer_edge(data):
    document = docx.Document(io.BytesIO(data))
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, number, side, inner in (
        (section.footer, 1, "right", "left"),
        (section.even_page_footer, 2, "left", "right"),
    ):
        (paragraph,) = footer.paragraphs
        assert "".join(run.text for run in paragraph.runs) == f"— {number} —"
        indent = paragraph._p.pPr.ind
        assert indent.get(f"{W}{side}Chars") == "100"
        assert indent.get(f"{W}{inner}Chars") == "0"
        assert paragraph._p.pPr.find(f"{W}jc").get(f"{W}val") == side
    assert section.footer_distance.mm == pytest.approx(25, abs=0.02)
    style = document.styles["footer"]
    assert style.font.size == Pt(14)
    assert style.element.rPr.find(f"{W}rFonts").get(f"{W}eastAsia") == "宋体"


def test_a_name_leaves_no_single_character_on_its_last_line():
    table = Table(widths=(20, 80), rows=(head("签约项目落地情况", "得分"),), head=0)
    short, long = reopened(table).tables[0].rows[0].cells
    assert int(short.paragraphs[0]._p.pPr.ind.get(f"{W}right")) > 0
    assert long.paragraphs[0]._p.pPr.ind is None


def test_notes_below_a_table_stay_together():
    table = Table(widths=(1, 1), rows=(head("甲", "乙"),))
    note = Paragraph((Run("注：甲。"),), ParagraphKind.NOTE)
    document = reopened(table, note, footnotes=("计分标准：某标准。",))
    first, last = document.paragraphs[-2:]
    assert (first.text, last.text) == ("注：甲。", "计分标准：某标准。")
    assert first.paragraph_format.keep_with_next
    assert first.paragraph_format.keep_together


def test_headings_have_styles_that_make_a_navigation_pane():
    found = reopened(Heading(1, "一、甲"), Heading(2, "（一）乙"), Heading(4, "（1）丙"))
    assert [(each.style.name, each.text) for each in found.paragraphs] == [
        ("Heading 1", "一、甲"),
        ("Heading 2", "（一）乙"),
        ("Heading 4", "（1）丙"),
    ]


def test_blanks_are_yellow_and_words_of_the_user_are_plain():
    found = reopened(body(prompt("原因"), Run("已整改。", Voice.WRITTEN), "全年平稳。"))
    colours = [run.font.highlight_color for run in found.paragraphs[0].runs]
    assert [each is not None for each in colours] == [True, False, False]


def test_a_blank_cell_is_yellow():
    cells = (Cell(text="甲"), Cell(voice=Voice.PROMPT))
    table = reopened(Table(widths=(1, 1), rows=(cells,), head=0)).tables[0]
    fills = [cell._tc.tcPr.find(f"{W}shd") for cell in table.rows[0].cells]
    assert fills[0] is None
    assert fills[1].get(f"{W}fill") == "FFFF00"


def test_written_lines_become_paragraphs():
    found = reopened(body(Run("第一段。\n第二段。\n", Voice.WRITTEN)))
    assert [each.text for each in found.paragraphs] == ["第一段。", "第二段。"]


def test_characters_that_no_file_may_hold_are_left_out():
    assert reopened(body("甲\x00乙\ufffe丙\u200b丁")).paragraphs[0].text == "甲 乙\ufffd丙丁"


def test_the_office_stands_centred_over_the_date():
    lines = [
        Paragraph((Run(words),), kind)
        for words, kind in (
            ("青禾市湿地保护中心办公室", ParagraphKind.SIGNATURE),
            ("二〇二四年三月", ParagraphKind.DATE),
        )
    ]
    office_line, _ = reopened(*lines).paragraphs
    # 12 characters over 7, which stand 4 from the edge: 2.5 further out.
    assert office_line._p.pPr.ind.get(f"{W}rightChars") == "150"


def test_heads_are_repeated_and_rows_are_not_split(data):
    form = docx.Document(io.BytesIO(data)).tables[2]
    heads = [row._tr.trPr.find(f"{W}tblHeader") is not None for row in form.rows]
    assert heads == [True, True] + [False] * (len(heads) - 2)
    assert all(row._tr.trPr.find(f"{W}cantSplit") is not None for row in form.rows)


def test_cells_are_merged_across_and_down(data):
    form = docx.Document(io.BytesIO(data)).tables[2]
    assert form.cell(0, 3).text == form.cell(0, 4).text == "年度指标值"
    assert [form.cell(1, column).text for column in (2, 3, 4)] == [
        "三级指标",
        "目标值",
        "实际完成值",
    ]
    assert form.cell(2, 0)._tc is form.cell(15, 0)._tc


def test_columns_fill_the_measure_exactly(data):
    for table in docx.Document(io.BytesIO(data)).tables:
        width = int(table._tbl.tblPr.find(f"{W}tblW").get(f"{W}w"))
        assert sum(column.width for column in table.columns) == width * 635


def test_a_caption_keeps_with_its_table_and_its_head_with_a_row(data):
    found = docx.Document(io.BytesIO(data))
    assert found.styles["Caption"].paragraph_format.keep_with_next
    rows = found.tables[1].rows
    assert rows[0].cells[4].paragraphs[0].paragraph_format.keep_with_next
    assert not rows[len(rows) - 1].cells[4].paragraphs[0].paragraph_format.keep_with_next


def test_a_page_break_at_the_start_makes_no_empty_page():
    found = reopened(
        PageBreak(landscape=True), Title(("表",)), PageBreak(), PageBreak(landscape=True)
    )
    assert [each.text for each in found.paragraphs if each.text] == ["表"]
    assert found.sections[0].orientation == WD_ORIENT.LANDSCAPE


def test_a_cell_without_a_place_is_named():
    with pytest.raises(ValueError, match="多出"):
        reopened(Table(widths=(1,), rows=((words("甲"), words("多出")),)))


def test_properties_name_the_title_and_no_person(data):
    properties = docx.Document(io.BytesIO(data)).core_properties
    assert properties.title == everything().title
    assert properties.author == properties.last_modified_by == ""


def test_read_back_the_words_are_all_there_in_order(data):
    document = read_bytes(data, "报告.docx")
    printed = "".join(document.source.split())
    place = 0
    for text in texts(everything()):
        wanted = "".join(text.split())
        found = printed.find(wanted, place)
        assert found >= 0, text
        place = found + len(wanted)


def test_headings_and_tables_are_read_back_as_such(data):
    document = read_bytes(data, "报告.docx")
    headings = [
        document.quote(each.start, each.end) for each in document.blocks if each.kind == "heading"
    ]
    wanted = [each.text for each in everything().blocks if isinstance(each, Heading)]
    assert [each for each in headings if each in wanted] == wanted
    assert len(document.tables) == 3


# The order of children that the schema of ECMA-376 asks for, as far as they are used.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl overflowPunct snapToGrid spacing"
    " ind jc outlineLvl sectPr",
    "rPr": "rFonts b bCs snapToGrid color spacing sz szCs highlight lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge shd vAlign",
    "trPr": "cantSplit trHeight tblHeader",
    "sectPr": "footerReference pgSz pgMar docGrid",
    "style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr",
    "settings": "zoom evenAndOddHeaders drawingGridVerticalSpacing characterSpacingControl compat"
    " themeFontLang decimalSymbol listSeparator",
    "tbl": "tblPr tblGrid tr",
    "font": "altName charset family pitch",
}


@pytest.mark.parametrize(
    "name", ["document", "styles", "settings", "fontTable", "footer1", "footer2"]
)
def test_children_stand_in_the_order_of_the_schema(data, name):
    for parent in part(data, f"word/{name}.xml").iter():
        order = ORDER.get(etree.QName(parent).localname, "").split()
        if order:
            places = [order.index(etree.QName(child).localname) for child in parent]
            assert places == sorted(places), etree.tostring(parent)


def test_a_cell_ends_with_a_paragraph_and_the_body_with_a_section(data):
    root = part(data)
    assert {etree.QName(cell[-1]).localname for cell in root.iter(f"{W}tc")} == {"p"}
    assert etree.QName(root[0][-1]).localname == "sectPr"
    tables = [each.tag == f"{W}tbl" for each in root[0]]
    assert not any(one and other for one, other in itertools.pairwise(tables))


SMALL = Composition(
    name="表",
    title="项目支出绩效自评表",
    blocks=(
        Title(("项目支出绩效自评表",)),
        Heading(1, "一、基本情况"),
        body("全年预算数", Run("120.50万元", strong=True), "，", prompt("偏差原因")),
        Table(
            widths=(2, 1),
            rows=(head("指标", "得分"), (words("产出"), amount(Decimal("48.5"), 1))),
            caption="表1 得分",
            unit="单位：分",
        ),
    ),
    landscape=True,
)


def test_the_xml_of_a_small_document_is_as_kept(golden):
    root = part(write_word(SMALL))
    etree.indent(root)
    golden("small.document.xml", etree.tostring(root, encoding="unicode") + "\n")


def test_nothing_is_kept_anew_unasked(request):
    assert not request.config.getoption("--update-golden")


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not on this machine")
def test_libreoffice_opens_it_and_turns_the_pages(data):
    pdf = pypdfium2.PdfDocument(office.convert(data, "报告.docx", ".docx", ".pdf"))
    sizes = [tuple(round(each * 25.4 / 72) for each in page.get_size()) for page in pdf]
    assert {(210, 297), (297, 210)} == set(sizes)
    assert 7 <= len(sizes) <= 11
    assert sizes.index((297, 210)) < len(sizes) - 2
    numbers = [page.get_textpage().get_text_range().strip().splitlines() for page in pdf]
    assert all(f"— {n} —" in "\n".join(lines) for n, lines in enumerate(numbers, 1))


def test_a_signature_does_not_stand_on_a_page_of_its_own():
    document = reopened(
        body("前一段。"),
        body("末段。"),
        Paragraph((Run("某局"),), ParagraphKind.SIGNATURE),
        Paragraph((Run("2024年3月1日"),), ParagraphKind.DATE),
        footnotes=("计分标准：某标准。",),
    )
    kept = {each.text: bool(each.paragraph_format.keep_with_next) for each in document.paragraphs}
    assert [kept[text] for text in ("前一段。", "末段。", "2024年3月1日")] == [False, True, True]
