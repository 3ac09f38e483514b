"""Workbooks: sheets as tables, with what stands above and below them."""

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from officefiles import archive

from jixiao.errors import DamagedFile, EmptyFile, HostileFile, NeedsLibreOffice
from jixiao.pipeline import check_bytes
from jixiao.reading import office, read_bytes
from jixiao.reading.sheet_cells import read_part

M = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
STYLES = (
    f'<styleSheet {M}><numFmts><numFmt numFmtId="176" formatCode="0.00&quot;万元&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="176"/><xf numFmtId="14"/></cellXfs>'
    "</styleSheet>"
)


def workbook(*sheets, states=(), strings=(), settings=""):
    """A workbook whose sheets are lists of rows given as XML."""
    names = "".join(
        f'<sheet name="表{n}" sheetId="{n}" r:id="rId{n}" state="{dict(states).get(n, "visible")}"/>'
        for n in range(1, len(sheets) + 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    items = "".join(f"<si>{one}</si>" for one in strings)
    members = {
        "xl/workbook.xml": f"<workbook {M} {R}>{settings}<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
        "xl/sharedStrings.xml": f"<sst {M}>{items}</sst>",
        "xl/styles.xml": STYLES,
    }
    for n, rows in enumerate(sheets, 1):
        members[f"xl/worksheets/sheet{n}.xml"] = (
            f"<worksheet {M}><sheetData>{''.join(rows)}</sheetData></worksheet>"
        )
    return archive(members)


def row(number, **cells):
    """A row: words by column letter; numbers with their style as pairs."""
    made = "".join(
        f'<c r="{letter}{number}" s="{value[1]}"><v>{value[0]}</v></c>'
        if isinstance(value, tuple)
        else f'<c r="{letter}{number}" t="inlineStr"><is><t>{value}</t></is></c>'
        for letter, value in cells.items()
    )
    return f'<row r="{number}">{made}</row>'


FORM = [
    row(1, B="绩效自评表"),
    row(2, D="单位：万元"),
    row(4, B="项目", C="金额", D="执行率"),
    row(5, B="基本支出", C=("12.5", 2), D=("0.98529999999999995", 1)),
    row(6, B="项目支出", D=("1", 1)),
    row(8, B="注：含上年结转。"),
]


def lines(document):
    return [document.text[b.start : b.end] for b in document.blocks]


def test_a_sheet_is_a_table_with_the_lines_around_it():
    document = read_bytes(workbook(FORM), "表.xlsx")
    assert document.format == "xlsx"
    assert lines(document) == [
        "绩效自评表",
        "单位:万元",
        "项目\t金额\t执行率",
        "基本支出\t12.50万元\t98.53%",
        "项目支出\t\t100.00%",
        "注:含上年结转。",
    ]
    at = document.text.index("98.53")
    assert document.anchor(at, at + 6).cell == (1, 5, 4)
    assert document.anchor(at, at + 6).line == 5
    assert document.anchor(0, 2).cell == (1, 1, 2)


def test_hidden_sheets_are_not_read_and_the_others_keep_their_number():
    data = workbook([row(1, A="草稿")], [row(3, A="甲", B="乙")], states=[(1, "hidden")])
    document = read_bytes(data, "表.xlsx")
    assert lines(document) == ["甲\t乙"]
    assert document.anchor(2, 3).cell == (2, 3, 2)


def test_shared_strings_lose_their_reading_aids():
    strings = ["<r><t>绩</t></r><r><t>效</t></r><rPh><t>jixiao</t></rPh>", "<t>目标</t>"]
    cells = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>9</v></c></row>'
    assert lines(read_bytes(workbook([cells], strings=strings), "表.xlsx")) == ["绩效\t目标"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (archive({"xl/other.xml": "<a/>"}), DamagedFile),
        (workbook(FORM)[:-30], DamagedFile),
        (workbook(["<row>"]), DamagedFile),
        (workbook([]), EmptyFile),
        (workbook([row(1, A="甲", AAA="乙")]), HostileFile),
    ],
    ids=["no workbook", "cut", "broken xml", "empty", "wide"],
)
def test_what_cannot_be_read_says_why(data, error):
    with pytest.raises(error):
        read_bytes(data, "表.xlsx")


# --- habits of programs that write workbooks ------------------------------------------------------


def shown(*cells, **more):
    """What the cells of a row given as XML show."""
    return lines(read_bytes(workbook([f'<row r="1">{"".join(cells)}</row>'], **more), "表.xlsx"))[0]


def test_every_kind_of_cell_is_shown():
    assert (
        shown(
            '<c r="A1" t="str"><f>A2&amp;"元"</f><v>甲 &lt;乙&gt;</v></c>',
            '<c r="B1" t="b"><v>1</v></c>',
            '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
            '<c r="D1" s="3" t="d"><v>2024-03-15T00:00:00</v></c>',
            '<c r="E1" s="3"><v>45366</v></c>',
            '<c r="F1" t="inlineStr"><is><r><t>富</t></r><r><rPr><b/></rPr><t>文本</t></r></is></c>',
            '<c r="G1" t="inlineStr"><is><t>第一行_x000D_\n第二行</t></is></c>',
            '<c r="H1" t="s"><v>0</v></c>',
            '<c r="I1" s="1"/>',
            '<c r="J1" s="1"><f t="shared" ref="J1:J9" si="0">A1/B1</f><v>0.5</v></c>',
            strings=["<t>98.5</t>"],
        )
        == "甲<乙>\tTRUE\t#DIV/0!\t2024/3/15\t2024/3/15\t富文本\t第一行第二行\t98.5\t\t50.00%"
    )


def test_dates_are_counted_from_1904_where_the_workbook_says_so():
    cell = '<c r="A1" s="3"><v>43538</v></c><c r="B1" t="str"><v>甲</v></c>'
    assert shown(cell, settings='<workbookPr date1904="1"/>') == "2023/3/15\t甲"


@pytest.mark.parametrize(
    ("setting", "value", "other"),
    [("", "", "5"), ("", None, "5"), ('<calcPr fullCalcOnLoad="1"/>', "0", "0")],
    ids=["blank", "absent", "zero for all"],
)
def test_a_formula_without_value_is_no_blank_and_no_zero(setting, value, other):
    given = "" if value is None else f"<v>{value}</v>"
    cells = f'<c r="A1"><f>SUM(B1:B9)</f>{given}</c><c r="B1"><f>B2</f><v>{other}</v></c>'
    first, second = shown(cells, settings=setting).split("\t")
    assert first == "公式未计算"
    assert second == ("5" if other == "5" else "公式未计算")


def test_zeros_are_zeros_where_some_formula_was_reckoned():
    cells = '<c r="A1"><f>B2</f><v>0</v></c><c r="B1"><f>B3</f><v>5</v></c>'
    assert shown(cells, settings='<calcPr fullCalcOnLoad="1"/>') == "0\t5"
    assert shown(cells.replace("<v>5", "<v>0")) == "0\t0"


def test_formulas_that_a_program_leaves_to_excel_are_told():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("自评表")
        sheet.write_row(0, 0, ["项目", "预算数（万元）"])
        sheet.write_row(1, 0, ["基本支出", 80])
        sheet.write_row(2, 0, ["项目支出", 40])
        sheet.write(3, 0, "合计")
        sheet.write_formula(3, 1, "=SUM(B2:B3)")
    checked = check_bytes(out.getvalue(), "表.xlsx")
    assert [o.severity for o in checked.outcomes if o.code == "ST13"] == ["warning"]
    assert not [o for o in checked.outcomes if o.severity == "error"]


def changed(data, replaced, added=()):
    """A workbook with words of its parts replaced, and with further parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        members = {name: file.read(name).decode() for name in file.namelist()}
    for name, text in members.items():
        for old, new in replaced.items():
            text = text.replace(old, new)  # noqa: PLW2901 - one after the other
        members[name] = text
    return archive({**members, **dict(added)})


STRICT = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": (
        "http://purl.oclc.org/ooxml/spreadsheetml/main"
    ),
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        "http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}


@pytest.mark.parametrize(
    "data",
    [
        changed(workbook(FORM), STRICT),
        changed(workbook(FORM), {}, {"xl/vbaProject.bin": "", "xl/externalLinks/1.xml": "<a/>"}),
        changed(workbook(FORM), {"<sheetData>": "<sheetData >"}),
        changed(workbook(FORM), {"</row>": "</row>\n", "<c ": "\n<c "}),
        changed(workbook(FORM), {f"<worksheet {M}": f"<x:worksheet {M.replace('xmlns', 'xmlns:x')}"}
                | {f"<{a}{b}": f"<{a}x:{b}" for a in ("", "/") for b in ("sheetData", "row", "c ",
                   "c>", "v>", "is>", "t>")} | {"</worksheet": "</x:worksheet"}),
    ],
    ids=["strict", "macros and links", "blank in a tag", "line breaks", "prefix"],
)  # fmt: skip
def test_a_workbook_is_read_however_it_is_written(data):
    assert lines(read_bytes(data, "表.xlsx")) == lines(read_bytes(workbook(FORM), "表.xlsx"))


def test_binary_workbooks_are_left_to_libreoffice(monkeypatch):
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(NeedsLibreOffice) as caught:
        read_bytes(archive({"xl/workbook.bin": b"\0"}), "表.xlsb")
    assert ".xlsb" in caught.value.message


CELLS = st.builds(
    "<c r={}{}{}>{}</c>".format,
    st.sampled_from(['"A1"', '"B1"', '"AB1"']),
    st.sampled_from(["", ' s="1"', ' s="99"']),
    st.sampled_from(["", ' t="s"', ' t="str"', ' t="inlineStr"', ' t="e"']),
    st.sampled_from(["", "<v>1.5</v>", "<v/>", "<f>A1</f><v></v>", "<f>A1</f>", "<v>&lt;&#65;</v>",
                     "<is><t>甲</t></is>", "<v>甲\n乙</v>", "<x>1</x>"]),
) | st.sampled_from(['<c r="C1"/>', "<c><v>1</v></c>", " ", "<!-- 甲 -->"])  # fmt: skip
ROWS = st.builds(
    "<row{}>{}</row>".format,
    st.sampled_from(["", ' r="7"', ' r="2" hidden="1"', ' spans="1:2" r="3" ht="0"']),
    st.lists(CELLS, max_size=4).map("".join),
) | st.sampled_from(['<row r="9"/>', "<row/>", "</row>", "1"])


@given(st.lists(ROWS, max_size=5).map("".join))
def test_the_quick_way_reads_what_the_tree_reads(rows):
    def read(tag):
        data = f"<worksheet {M}>{tag}{rows}</sheetData></worksheet>".encode()
        try:
            rows_read = [
                (row.number, row.hidden, [tuple(one or "" for one in cell) for cell in row.cells])
                for row in read_part(data, "sheet1.xml", "表.xlsx").rows
            ]
        except DamagedFile:
            return None
        for _, _, cells in rows_read:  # of a formula only that there is one is told
            cells[:] = [(*cell[:3], bool(cell[3]), *cell[4:]) for cell in cells]
        return [one for one in rows_read if one[2]]  # rows without cells need not be told

    assert read("<sheetData>") == read("<sheetData >")


@pytest.mark.parametrize(
    "odd",
    [
        '<row r="2"><c r="A2" t="s"><v>{many}</v></c></row>',
        '<row r="{many}"><c r="A2" t="x"><v>1</v></c></row>',
        '<!-- no plain sheet --><row r="{many}"><c r="A2"><v>1</v></c></row>',
    ],
)
def test_numbers_too_long_to_be_counted_with_do_no_harm(odd):
    rows = [row(1, A="项目", B="金额"), odd.format(many="9" * 5000)]
    assert "金额" in read_bytes(workbook(rows), "a.xlsx", extras=True).text
