"""Workbooks: sheets as tables, with what stands above and below them."""

import pytest
from officefiles import archive

from jixiao.errors import DamagedFile, EmptyFile, HostileFile
from jixiao.reading import read_bytes

M = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
STYLES = (
    f'<styleSheet {M}><numFmts><numFmt numFmtId="176" formatCode="0.00&quot;万元&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="176"/></cellXfs></styleSheet>'
)


def workbook(*sheets, states=(), strings=()):
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
        "xl/workbook.xml": f"<workbook {M} {R}><sheets>{names}</sheets></workbook>",
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
