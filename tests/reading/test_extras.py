"""What files hold beside their text: found when asked for, and never part of the text."""

import io
import zipfile

import openpyxl
import pytest
from officefiles import W, archive, p, run, word
from openpyxl.comments import Comment
from pdffiles import Paper

from jixiao.reading import read_bytes
from jixiao.terms import ExtraKind

K = ExtraKind
BODY = p("某某局2023年度自评报告") + p("预算100.00万元。")


def with_members(data, members):
    """An office file with further members."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        return archive({**{name: old.read(name) for name in old.namelist()}, **members})


def extras(data, name="报告.docx"):
    return [tuple(one) for one in read_bytes(data, name, extras=True).extras]


def text_of(data, name="报告.docx"):
    return read_bytes(data, name, extras=True).text


def test_nothing_is_looked_for_unless_it_is_asked_for():
    data = with_members(word(BODY), {"word/header1.xml": f"<w:hdr {W}>{p('内部资料')}</w:hdr>"})
    assert read_bytes(data, "报告.docx").extras == ()


def test_a_text_file_has_nothing_beside_its_text():
    assert extras("报告".encode(), "报告.txt") == []


def test_headers_and_footers_once_each():
    parts = {
        "word/header1.xml": f"<w:hdr {W}>{p('内部资料')}</w:hdr>",
        "word/header2.xml": f"<w:hdr {W}>{p('内部资料')}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {W}>{p('第1页')}</w:ftr>",
    }
    data = with_members(word(BODY), parts)
    assert extras(data) == [
        (K.HEADER, "内部资料", ""),
        (K.FOOTER, "第1页", ""),
    ]
    assert "内部资料" not in text_of(data)


def test_comments_with_their_authors():
    comment = f'<w:comment w:id="0" w:author="林秋">{p("再核一下")}{p("李局")}</w:comment>'
    parts = {"word/comments.xml": f"<w:comments {W}>{comment}</w:comments>"}
    assert extras(with_members(word(BODY), parts)) == [(K.COMMENT, "再核一下 李局", "作者“林秋”")]


def test_changes_that_are_not_accepted():
    deleted = '<w:del w:author="林秋"><w:r><w:delText>资金滞留</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:author="林秋">{run("已整改")}</w:ins>'
    formatted = f'<w:ins w:author="林秋">{run(" ")}</w:ins>'
    data = word(BODY + p(run("问题："), deleted, inserted, formatted))
    assert extras(data) == [
        (K.DELETION, "资金滞留", "修订者“林秋”"),
        (K.INSERTION, "已整改", "修订者“林秋”"),
    ]


def test_hidden_text_by_itself_and_by_its_style():
    style = '<w:style w:styleId="暗"><w:rPr><w:vanish/></w:rPr></w:style>'
    shown = '<w:style w:styleId="明"><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    field = '<w:r><w:rPr><w:vanish/></w:rPr><w:instrText>XE "目录"</w:instrText></w:r>'
    body = BODY + p(
        run("甲", "<w:vanish/>"),
        run("乙", '<w:rStyle w:val="暗"/>'),
        run("丙", '<w:rStyle w:val="明"/>'),
        run("丁", '<w:vanish w:val="0"/>'),
        field,
    )
    assert extras(word(body, styles=style + shown)) == [(K.HIDDEN_TEXT, "甲乙", "")]


def test_properties_and_embedded_files():
    core = (
        '<cp:coreProperties xmlns:cp="urn:a" xmlns:dc="urn:b"><dc:creator>林秋</dc:creator>'
        "<cp:lastModifiedBy>王敏</cp:lastModifiedBy><dc:title>报告</dc:title></cp:coreProperties>"
    )
    custom = (
        '<Properties xmlns="urn:c" xmlns:vt="urn:d">'
        '<property name="稿次"><vt:lpwstr>第三稿</vt:lpwstr></property></Properties>'
    )
    app = '<Properties xmlns="urn:e"><Company>某某局</Company><Pages>3</Pages></Properties>'
    parts = {
        "docProps/core.xml": core,
        "docProps/app.xml": app,
        "docProps/custom.xml": custom,
        "word/embeddings/明细.xlsx": b"x",
    }
    assert extras(with_members(word(BODY), parts)) == [
        (K.ATTACHMENT, "明细.xlsx", "嵌入的文件"),
        (K.PROPERTY, "林秋", "作者"),
        (K.PROPERTY, "王敏", "最后修改者"),
        (K.PROPERTY, "某某局", "单位"),
        (K.PROPERTY, "第三稿", "自定义属性“稿次”"),
    ]


def test_damage_beside_the_text_does_not_cost_the_text():
    document = read_bytes(
        with_members(word(BODY), {"word/comments.xml": "<w:comments"}), "报告.docx", extras=True
    )
    assert document.extras is None
    assert "100.00万元" in document.text


@pytest.fixture
def book():
    made = openpyxl.Workbook()
    made.properties.creator = "林秋"
    sheet = made.active
    sheet.title = "自评表"
    for line in (["项目", "预算", "底数"], ["甲", 1, "内部"], ["乙", 2, "测算"], ["丙", 3, None]):
        sheet.append(line)
    return made


def saved(made):
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_hidden_sheets_rows_and_columns_of_a_workbook(book):
    book.create_sheet("空").sheet_state = "hidden"
    hidden = book.create_sheet("测算")
    hidden.append(["张小明", 118.5])
    hidden.sheet_state = "veryHidden"
    sheet = book["自评表"]
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions["F"].hidden = True
    found = [one for one in extras(saved(book), "表.xlsx") if one[0] is not K.PROPERTY]
    assert found == [
        (K.HIDDEN_ROWS, "乙 2 测算", "工作表“自评表”第3行"),
        (K.HIDDEN_COLUMNS, "底数 内部 测算", "工作表“自评表”C列"),
        (K.HIDDEN_SHEET, "张小明 118.5", "“测算”"),
    ]


def test_comments_margins_and_the_author_of_a_workbook(book):
    sheet = book["自评表"]
    sheet["B2"].comment = Comment("再核一下", "林秋")
    sheet.oddHeader.center.text = "内部资料"
    found = extras(saved(book), "表.xlsx")
    assert (K.COMMENT, "再核一下", "单元格B2") in found
    assert (K.PROPERTY, "林秋", "作者") in found
    assert [one[0] for one in found if "内部资料" in one[1]] == [K.HEADER]


def test_the_author_notes_and_running_heads_of_a_pdf():
    paper = Paper()
    paper.canvas.setAuthor("林秋")
    for number in range(4):
        if number:
            paper.turn()
        paper.canvas.drawString(250, 815, "内部资料")
        paper.paragraph("全年围绕目标任务推进各项工作，召开推进会议十二次，按期完成。" * 4)
        if number == 1:
            paper.canvas.textAnnotation("再核一下", [100, 100, 120, 120])
            paper.canvas.linkURL("https://example.invalid", (10, 10, 50, 50))
    data = paper.bytes()
    found = extras(data, "报告.pdf")
    assert (K.PROPERTY, "林秋", "作者") in found
    assert (K.ANNOTATION, "再核一下", "第2页") in found
    assert [one for one in found if one[0] is K.HEADER] == [(K.HEADER, "内部资料", "第1页页边")]
    assert "内部资料" not in text_of(data, "报告.pdf")
