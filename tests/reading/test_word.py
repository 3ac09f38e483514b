"""Word files: what is printed, in its order, with the numbers that Word prints itself."""

import pytest
from officefiles import W, archive, cell, level, numbered, p, run, table, word

from jixiao.errors import DamagedFile, EmptyFile, EncryptedFile, HostileFile, ScannedFile
from jixiao.reading import read_bytes

TAB = "<w:r><w:tab/></w:r>"
LISTS = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "chineseCounting", "%1、", suff="nothing")
    + level(1, "chineseCounting", "（%2）", suff="nothing")
    + level(2, "decimal", "%3.")
    + level(3, "decimalEnclosedCircle", "%4", suff="nothing")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def read(body, **parts):
    return read_bytes(word(body, **parts), "报告.docx")


def texts(document):
    return [document.text[b.start : b.end] for b in document.blocks]


def cells_of(document):
    return [
        [[document.text[slice(*cell)] for cell in row] for row in one.rows]
        for one in document.tables
    ]


def test_tabs_part_the_columns_of_neighbouring_paragraphs():
    document = read(
        p(TAB, "指标完成情况如下。")
        + p("指标", TAB, "目标值", TAB, "完成值")
        + p("养护里程", TAB, "860公里", TAB, "872公里")
        + p("优良路率", TAB, "85%", TAB, "88.20%")
    )
    assert texts(document)[0] == "指标完成情况如下。"
    assert cells_of(document) == [
        [
            ["指标", "目标值", "完成值"],
            ["养护里程", "860公里", "872公里"],
            ["优良路率", "85%", "88.20%"],
        ]
    ]


def test_fields_set_with_tabs_are_no_table():
    document = read(
        p("某某局2023年度部门整体支出绩效自评报告")
        + p("填报人：张三", TAB, "联系电话：0579-5550122")
        + p("审核人：李四", TAB, "填报日期：2024年3月15日")
        + p("一、基本情况")
    )
    assert not document.tables
    assert "填报日期:2024年3月15日" in texts(document)


def test_pictures_of_pages_are_no_empty_file():
    members = {
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/'
        'wordprocessingml/2006/main"><w:body><w:p/></w:body></w:document>',
        "word/media/image1.png": b"",
    }
    with pytest.raises(ScannedFile):
        read_bytes(archive(members), "报告.docx")


def test_paragraphs_in_their_order_with_the_numbers_of_their_blocks():
    document = read(
        p("绩效自评报告") + p() + p("一、基本情况") + p("全年支出", run("12.50"), "万元。")
    )
    assert texts(document) == ["绩效自评报告", "一、基本情况", "全年支出12.50万元。"]
    at = document.text.index("12.50")
    anchor = document.anchor(at, at + 5)
    assert (document.format, anchor.line, anchor.column, anchor.end_column) == ("docx", 4, 5, 10)


def test_numbers_of_lists_are_read_as_word_prints_them():
    body = (
        p("基本情况", properties=numbered(1))
        + p("部门概况", properties=numbered(1, 1))
        + p("年度任务", properties=numbered(1, 1))
        + p("2023年修路3条。", properties=numbered(1, 2))
        + p("2023年建桥1座。", properties=numbered(1, 2))
        + p("自评结果", properties=numbered(1))
        + p("得分情况", properties=numbered(1, 1))
        + p("另起一列", properties=numbered(2))
    )
    document = read(body, numbering=LISTS)
    assert texts(document) == [
        "一、基本情况", "(一)部门概况", "(二)年度任务", "1. 2023年修路3条。", "2. 2023年建桥1座。",
        "二、自评结果", "(一)得分情况", "一、另起一列",
    ]  # fmt: skip
    assert [b.kind for b in document.blocks].count("heading") >= 5


def test_styles_give_numbers_and_headings():
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 1"/><w:pPr>'
        + numbered(1)
        + '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="b"><w:name w:val="样式1"/>'
        '<w:basedOn w:val="a"/></w:style>'
    )
    body = p("总体情况", properties='<w:pStyle w:val="b"/>') + p("全年平稳。")
    document = read(body, styles=styles, numbering=LISTS)
    assert texts(document) == ["一、总体情况", "全年平稳。"]
    assert document.blocks[0].kind == "heading"


def test_changes_are_taken_as_accepted():
    body = (
        p(
            run("支出"),
            f'<w:ins w:id="1">{run("20")}</w:ins>',
            '<w:del w:id="2"><w:r><w:delText>10</w:delText></w:r></w:del>',
            run("万元。"),
        )
        + p("两段并", properties="<w:rPr><w:del/></w:rPr>")
        + p("成一段。")
    )
    assert texts(read(body)) == ["支出20万元。", "两段并成一段。"]


def test_what_is_hidden_or_a_code_is_not_read():
    body = p(
        run("共"),
        run("九百", "<w:vanish/>"),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE 77</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        run("5"),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        run("项。"),
    )
    assert texts(read(body)) == ["共5项。"]


def test_a_note_that_is_named_a_thousand_times_is_read_once():
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="2">{p("含上年结转。", note)}</w:footnote>'
    document = read_bytes(
        word(p("正文一。", note * 1000) + p("正文二。", note), footnotes=notes), "a.docx"
    )
    assert document.text.count("含上年结转") == 1


def test_boxes_and_footnotes_stand_behind_their_paragraph_once():
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
        + p("框内文字共3条。")
        + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
        + p("框内文字共3条。")
        + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{p("——")}</w:footnote>'
        f'<w:footnote w:id="2">{p("含上年结转。")}</w:footnote>'
    )
    document = read(
        p(run("正文一。"), box) + p(run("正文二。"), note) + p("正文三。"), footnotes=notes
    )
    assert texts(document) == [
        "正文一。",
        "框内文字共3条。",
        "正文二。",
        "含上年结转。",
        "正文三。",
    ]
    assert document.anchor(5, 6).line == 1


def test_cells_that_a_merged_one_covers_are_empty():
    body = table(
        [
            cell("指标", properties='<w:vMerge w:val="restart"/>'),
            cell("金额", properties='<w:gridSpan w:val="2"/>'),
        ],
        [cell("", properties="<w:vMerge/>"), "预算数", "决算数"],
        ["基本支出", "10.00", "9.00"],
    )
    document = read(p("单位：万元") + body)
    assert cells_of(document) == [
        [["指标", "金额", ""], ["", "预算数", "决算数"], ["基本支出", "10.00", "9.00"]]
    ]
    at = document.text.index("9.00")
    anchor = document.anchor(at, at + 4)
    assert anchor.line == 2  # the table is the second block
    assert anchor.cell == (1, 3, 3)


def test_a_form_with_the_report_in_its_cells_is_prose():
    story = "本年度围绕目标任务推进各项工作，" * 12 + "共完成8项。"
    document = read(table([p("一、基本情况") + p("全年支出5万元。")]))
    assert not document.tables
    document = read(table(["项目概况", story], ["金额", "3万元"]))
    assert cells_of(document) == [[["项目概况", ""], ["金额", "3万元"]]]
    assert texts(document)[-1] == story.replace("，", ",")


def test_a_table_within_a_cell_stands_behind_its_table():
    inner = table(["甲", "1"], ["乙", "2"])
    document = read(table(["总表", cell(inner)], ["合计", "3"]))
    assert cells_of(document) == [[["总表", ""], ["合计", "3"]], [["甲", "1"], ["乙", "2"]]]


def test_the_table_of_contents_is_not_read():
    styles = '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    body = (
        p("目　录")
        + p(run("一、基本情况"), TAB, run("1"), properties='<w:pStyle w:val="t"/>')
        + p("一、基本情况")
        + p("全年平稳。")
    )
    document = read(body, styles=styles)
    assert texts(document) == ["一、基本情况", "全年平稳。"]
    assert document.blocks[0].ordinal is not None
    assert [document.source[a:b] for a, b in document.contents] == ["目　录", "一、基本情况\t1"]


def test_notes_stand_behind_their_paragraph_but_not_above_a_table():
    unit = p(run("收支情况如下（单位：万元）"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
    end = p(run("全年平稳。"), '<w:r><w:endnoteReference w:id="5"/></w:r>')
    document = read(
        end + unit + table(["项目", "金额"], ["支出", "98.00"]) + p("完。"),
        footnotes=f'<w:footnote w:id="2">{p("含上年结转。")}</w:footnote>',
        endnotes=f'<w:endnote w:id="5">{p("据决算报表。")}</w:endnote>',
    )
    assert texts(document) == [
        "全年平稳。", "收支情况如下(单位:万元)", "项目\t金额", "支出\t98.00", "含上年结转。", "完。", "据决算报表。",
    ]  # fmt: skip
    at = document.text.index("含上年")
    assert document.anchor(at, at + 1).line == 2
    caption = document.tables[0].caption
    assert document.text[slice(*caption)] == "收支情况如下(单位:万元)"


def test_breaks_set_by_hand_part_lines_but_not_a_heading():
    broken = "<w:r><w:br/></w:r>"
    body = p("一、基本情况", broken, "（一）部门概况", broken, "全年支出5万元。") + p(
        "二、自评", broken, "结果", properties='<w:outlineLvl w:val="0"/>'
    )
    document = read(body)
    assert texts(document) == ["一、基本情况", "(一)部门概况", "全年支出5万元。", "二、自评结果"]
    at = document.text.index("5")
    assert document.anchor(at, at + 1).line == 1


def test_a_deleted_paragraph_leaves_no_number_behind():
    gone = '<w:rPr><w:del w:id="8"/></w:rPr>'
    dropped = '<w:del w:id="9"><w:r><w:delText>删去的标题</w:delText></w:r></w:del>'
    body = (
        p("基本情况", properties=numbered(1))
        + p(dropped, properties=numbered(1) + gone)
        + p("自评结果", properties=numbered(1))
    )
    assert texts(read(body, numbering=LISTS)) == ["一、基本情况", "二、自评结果"]


def test_raised_figures_are_no_part_of_the_number_before_them():
    raised = run("1", '<w:vertAlign w:val="superscript"/>')
    square = run("2", '<w:vertAlign w:val="superscript"/>')
    body = p(run("支出98.00"), raised, run("万元，面积20m"), square, run("。"))
    assert texts(read(body)) == ["支出98.00¹万元,面积20m²。"]


def test_text_that_a_style_hides_is_not_read():
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    styles = (
        f'<w:style w:type="character" w:styleId="h"><w:name w:val="内部"/>{hidden}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="z"><w:name w:val="z-窗体顶端"/>{hidden}</w:style>'
    )
    body = (
        p("窗体顶端", properties='<w:pStyle w:val="z"/>')
        + p(run("共"), run("九百", '<w:rStyle w:val="h"/>'), run("5项。"))
        + p(run("计"), run("3", '<w:rStyle w:val="h"/><w:vanish w:val="0"/>'), run("项。"))
    )
    assert texts(read(body, styles=styles)) == ["共5项。", "计3项。"]


def test_a_list_may_be_named_by_its_style_and_a_level_by_its_paragraphs():
    levels = level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）", pStyle="b")
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{levels}<w:styleLink w:val="公文"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="公文"/></w:abstractNum>'
        '<w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>'
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="heading {number}"/>'
        '<w:pPr><w:numPr><w:numId w:val="6"/></w:numPr></w:pPr></w:style>'
        for number, name in enumerate("ab", 1)
    )
    body = p("情况", properties='<w:pStyle w:val="a"/>') + p(
        "概况", properties='<w:pStyle w:val="b"/>'
    )
    assert texts(read(body, styles=styles, numbering=numbering)) == ["一、情况", "(一)概况"]


def test_a_fraction_keeps_its_stroke():
    maths = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    fraction = (
        f"<m:oMath {maths}><m:f><m:num><m:r><m:t>98</m:t></m:r></m:num><m:den><m:r><m:t>100</m:t>"
        "</m:r></m:den></m:f></m:oMath>"
    )
    assert texts(read(p(run("执行率="), fraction, run("。")))) == ["执行率=98/100。"]


def test_the_main_part_is_found_by_its_relation():
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    spaces = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    members = {
        "_rels/.rels": f'<Relationships {spaces}><Relationship Id="a" Type="{kinds}/officeDocument"'
        ' Target="/word/document2.xml"/></Relationships>',
        "word/_rels/document2.xml.rels": f'<Relationships {spaces}><Relationship Id="a" '
        f'Type="{kinds}/numbering" Target="lists.xml"/></Relationships>',
        "word/document2.xml": f"<w:document {W}><w:body>{p('情况', properties=numbered(1))}"
        "</w:body></w:document>",
        "word/lists.xml": f"<w:numbering {W}>{LISTS}</w:numbering>",
    }
    assert texts(read_bytes(archive(members), "报告.docx")) == ["一、情况"]


BODY = p("全年平稳。")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (word(BODY)[:-40], DamagedFile),
        (word(BODY)[:60] + b"\0" * 60 + word(BODY)[120:], DamagedFile),
        (archive({"word/other.xml": "<a/>"}), DamagedFile),
        (archive({"word/document.xml": "<a>"}), DamagedFile),
        (archive({"word/document.xml": "<a/>"}), DamagedFile),
        (word("<w:p>" * 400 + "</w:p>" * 400), DamagedFile),
        (word(p("")), EmptyFile),
        (
            word(table(*[[cell("甲", properties='<w:gridSpan w:val="900"/>'), "乙"]] * 3)),
            HostileFile,
        ),
        (
            archive(
                {
                    "word/document.xml": '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
                }
            ),
            HostileFile,
        ),
        (archive({"word/document.xml": "<a>" + " " * 20_000_000 + "</a>"}), HostileFile),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            EncryptedFile,
        ),
    ],
    ids=[
        "cut",
        "overwritten",
        "no body",
        "broken xml",
        "wrong root",
        "deep",
        "empty",
        "wide",
        "entity",
        "bomb",
        "locked",
    ],
)
def test_what_cannot_be_read_says_why(data, error):
    with pytest.raises(error) as caught:
        read_bytes(data, "报告.docx")
    assert caught.value.message
    assert caught.value.hint
