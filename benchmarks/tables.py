"""Measures how tables on pages are read: cell by cell, against the tables that were printed.

    .venv/bin/python benchmarks/tables.py             prints the shares of cells read right
    .venv/bin/python benchmarks/tables.py --keep DIR  also keeps the files, to look at them

Invented final accounts and score sheets are written as Word files and workbooks with many styles
of lines, LibreOffice prints them as PDF, and the tables read from there are compared with those
written. A table that is not found costs its cells ("unread"); a cell that is read with another
text, or a row with another number of cells, is "wrong", which is worse.
"""

import argparse
import io
import sys
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from typing import NamedTuple

import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]

from officefiles import W, archive, p

from jixiao.reading import read_bytes
from jixiao.reading.office import convert

Rows = list[list[str]]
OFFICE = "application/vnd.openxmlformats-"
MAIN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
PACKAGE = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{OFFICE}package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="'
        f'{OFFICE}officedocument.wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{MAIN}" Target="word/document.xml"/></Relationships>'
    ),
}
NAMES = [
    "一般公共服务支出", "行政运行", "一般行政管理事务", "社会保障和就业支出",
    "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出", "卫生健康支出", "行政单位医疗",
    "公务员医疗补助", "住房保障支出", "住房公积金", "农林水支出", "农村综合改革",
    "对村民委员会和村党支部的补助", "城乡社区支出", "其他支出",
]  # fmt: skip
FEW = 6
MANY = 70
LONG = 16  # characters, of cells that are broken into lines
PORTRAIT = 100  # what a page on end holds, in characters


class Sheet(NamedTuple):
    """A table to print: head rows, body rows, spans of head cells and relative widths."""

    name: str
    head: Rows
    body: Rows
    spans: list[tuple[int, int, int, int]]  # first row, first column, last row, last column
    widths: list[int]


def money(random: Random) -> str:
    """Return an amount, now and then none."""
    if random.random() < 0.25:
        return ""
    return f"{random.randrange(1, 900_000) / 100:,.2f}"


def sheets(random: Random) -> Iterator[Sheet]:
    """Yield the tables."""

    def spending(count: int) -> Rows:
        return [
            [f"2{10 + at:02}{at % 7:02}", NAMES[at % len(NAMES)], *(money(random) for _ in "1234")]
            for at in range(count)
        ]

    head = [
        ["功能分类科目编码", "科目名称", "本年支出合计", "本年支出", "", ""],
        ["", "", "", "小计", "基本支出", "项目支出"],
    ]
    spans = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 5)]
    widths = [18, 34, 16, 16, 16, 16]
    yield Sheet("支出", head, spending(12), spans, widths)
    yield Sheet("长表", head, spending(MANY), spans, widths)
    plain = [["项目", "年初预算数", "决算数"]]
    body = [[name, money(random), money(random)] for name in NAMES[:FEW]]
    yield Sheet("三栏", plain, [*body, ["合计", "120.00", "118.00"]], [], [40, 20, 20])
    two = [
        ["收入", "", "", "支出", "", ""],
        ["项目", "行次", "金额", "项目", "行次", "金额"],
    ]
    sides = [
        [f"{'一二三四五六七八'[at]}、{NAMES[at][:6]}", str(at + 1), money(random),
         f"{'一二三四五六七八'[at]}、{NAMES[at + 8]}", str(at + 20), money(random)]
        for at in range(8)
    ]  # fmt: skip
    yield Sheet("总表", two, sides, [(0, 0, 0, 2), (0, 3, 0, 5)], [24, 6, 14, 36, 6, 14])
    scores = [["一级指标", "二级指标", "三级指标", "分值", "得分", "偏差原因"]]
    marks = [
        ["产出指标", "数量指标", "培训基层财务人员的人次数达到年初绩效目标的要求", "20", "20", ""],
        ["", "质量指标", "验收合格率", "20.00", "18.50", "部分路段返工，次年整改到位后已经复验"],
        ["效益指标", "社会效益", "公共服务能力得到提升", "30", "29.50", "宣传不足"],
        ["满意度指标", "服务对象", "群众满意度", "10", "9.80", ""],
    ]
    yield Sheet("指标", scores, marks, [], [12, 12, 24, 8, 8, 20])


# Word: borders around, below the head, between rows and between columns; the shade of head and row
WORD_STYLES = {
    "全框": "box=single:4 head=single:4 rows=single:4 columns=single:4",
    "细灰": "box=single:2:BFBFBF head=single:2:BFBFBF rows=single:2:BFBFBF columns=single:2:BFBFBF",
    "虚线": "box=dashed:4 head=dashed:4 rows=dashed:4 columns=dashed:4",
    "点线": "box=single:4 head=dotted:4 rows=dotted:4 columns=dotted:4",
    "双线": "box=double:4 head=double:4 rows=single:4 columns=single:4",
    "无竖线": "lines=single:8 head=single:4 rows=single:4",
    "三线": "lines=single:12 head=single:6",
    "三线粗": "lines=thick:24 head=single:6",
    "外框横线": "box=single:8 head=single:4 rows=single:4",
    "外框": "box=single:8 head=single:4",
    "中竖": "lines=single:8 head=single:4 rows=single:4 columns=half",
    "底纹": "shade=D9D9D9",
    "三线底纹": "lines=single:8 head=single:4 shade=D9D9D9 zebra=F2F2F2",
    "隔行底纹": "shade=D9D9D9 zebra=F2F2F2",
}


class Place(NamedTuple):
    """A cell of a table to print."""

    top: int
    left: int
    bottom: int
    right: int


def place(sheet: Sheet, row: int, column: int) -> Place:
    """Return the cell that a place belongs to."""
    for top, left, bottom, right in sheet.spans:
        if top <= row <= bottom and left <= column <= right:
            return Place(top, left, bottom, right)
    return Place(row, column, row, column)


def edges(sheet: Sheet, told: dict[str, str], row: int, at: Place) -> dict[str, str | None]:
    """Return the lines of a cell by side: where they stand in the table tells which they are."""
    heads, last = len(sheet.head), len(sheet.head) + len(sheet.body) - 1
    lines, box = told.get("lines"), told.get("box")
    columns, middle = told.get("columns"), len(sheet.widths) // 2
    if columns == "half":
        columns = "single:4" if at.left == middle else None
    low = row == at.bottom
    below = box or lines if row == last else told.get("head" if row < heads else "rows")
    return {
        "top": box or lines if row == 0 else None,
        "left": box if at.left == 0 else columns,
        "bottom": below if low else None,
        "right": box if at.right == len(sheet.widths) - 1 else None,
    }


def is_figure(words: str) -> bool:
    """Whether a cell is set right."""
    return words.replace(",", "").replace(".", "").isdecimal()


def word_row(sheet: Sheet, told: dict[str, str], number: int, row: list[str]) -> str:
    """Return the cells of a row."""
    heads = len(sheet.head)
    cells = []
    for column, words in enumerate(row):
        at = place(sheet, number, column)
        if column != at.left:
            continue
        inner = f"<w:tcW w:w='{110 * sum(sheet.widths[at.left : at.right + 1])}' w:type='dxa'/>"
        if at.right > at.left:
            inner += f"<w:gridSpan w:val='{at.right - at.left + 1}'/>"
        if at.bottom > at.top:
            inner += "<w:vMerge w:val='restart'/>" if number == at.top else "<w:vMerge/>"
        drawn = ""
        for side, line in edges(sheet, told, number, at).items():
            kind, size, colour = ((line or "none:0") + ":000000").split(":")[:3]
            drawn += f"<w:{side} w:val='{kind}' w:sz='{size}' w:color='{colour}'/>"
        inner += f"<w:tcBorders>{drawn}</w:tcBorders>"
        shade = told.get("shade" if number < heads else "zebra")
        if shade and (number < heads or number % 2):
            inner += f"<w:shd w:val='clear' w:color='auto' w:fill='{shade}'/>"
        side = "right" if is_figure(words) else "center" if number < heads else "left"
        line = p(words, properties=f"<w:jc w:val='{side}'/>")
        cells.append(f"<w:tc><w:tcPr>{inner}<w:vAlign w:val='center'/></w:tcPr>{line}</w:tc>")
    return "".join(cells)


def word_file(sheet: Sheet, style: str, *, repeat: bool) -> bytes:
    """Return a Word file that prints a table in a style."""
    told = dict(one.split("=") for one in WORD_STYLES[style].split())
    lines = ""
    for number, row in enumerate([*sheet.head, *sheet.body]):
        first = "<w:tblHeader/>" if repeat and number < len(sheet.head) else ""
        lines += f"<w:tr><w:trPr>{first}</w:trPr>{word_row(sheet, told, number, row)}</w:tr>"
    widths = "".join(f"<w:gridCol w:w='{110 * wide}'/>" for wide in sheet.widths)
    table = (
        "<w:tbl><w:tblPr><w:tblW w:w='0' w:type='auto'/><w:tblLayout w:type='fixed'/></w:tblPr>"
        f"<w:tblGrid>{widths}</w:tblGrid>{lines}</w:tbl>"
    )
    before = p(f"某某局{sheet.name}决算情况如下，有关数据以批复为准。") + p("单位：万元")
    after = p("注：本表反映部门本年度各项支出情况。") * 2
    if sum(sheet.widths) > PORTRAIT:
        after += "<w:sectPr><w:pgSz w:w='16838' w:h='11906' w:orient='landscape'/></w:sectPr>"
    body = f"<w:document {W}><w:body>{before}{table}{after}</w:body></w:document>"
    return archive({**PACKAGE, "word/document.xml": body})


# Workbooks: the style of lines around cells (see xlsxwriter), which of their sides, shades
BOOK_STYLES = {
    "细框": {"border": 1},
    "发丝": {"border": 7, "border_color": "#BFBFBF"},
    "虚线": {"border": 3},
    "点线": {"border": 4},
    "双线": {"border": 6},
    "横线": {"top": 1, "bottom": 1},
    "无线": {},
}


def book_file(sheet: Sheet, style: str, *, repeat: bool) -> bytes:
    """Return a workbook that prints a table in a style, as wide as a page."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("表")
    look = {**BOOK_STYLES[style], "font_size": 10, "valign": "vcenter", "text_wrap": True}
    centred = book.add_format({**look, "align": "center"})
    left, right = book.add_format(look), book.add_format({**look, "align": "right"})
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    if sum(sheet.widths) > PORTRAIT:
        page.set_landscape()
    page.write(0, 0, f"{sheet.name}决算表")
    page.write(1, len(sheet.widths) - 1, "单位：万元")
    for column, wide in enumerate(sheet.widths):
        page.set_column(column, column, wide)
    for number, row in enumerate([*sheet.head, *sheet.body]):
        for column, words in enumerate(row):
            form = centred if number < len(sheet.head) else right if is_figure(words) else left
            page.write_string(number + 2, column, words, form) if words else page.write_blank(
                number + 2, column, None, form
            )
        if max(map(len, row)) > LONG:
            page.set_row(number + 2, 40)
    for top, first, bottom, last in sheet.spans:
        words = sheet.head[top][first]
        page.merge_range(top + 2, first, bottom + 2, last, words, centred)
    if repeat:
        page.repeat_rows(2, 1 + len(sheet.head))
    page.write(len(sheet.head) + len(sheet.body) + 2, 0, "注：本表反映部门本年度各项支出情况。")
    book.close()
    return out.getvalue()


def tables(data: bytes) -> list[Rows]:
    """Return the tables read from a PDF file."""
    document = read_bytes(data, "a.pdf")
    return [
        [[document.text[cell.start : cell.end] for cell in row] for row in table.rows]
        for table in document.tables
    ]


def folded(row: list[str]) -> list[str]:
    """Return what a row says, apart from widths and spaces."""
    return ["".join(words.split()).replace("，", ",") for words in row]


def compare(sheet: Sheet, found: list[Rows]) -> tuple[Counter[str], list[str]]:
    """Return how many cells were read right, wrong and not at all, and what was wrong."""
    want = [folded(row) for row in [*sheet.head, *sheet.body]]
    got = [folded(row) for table in found for row in table]
    counts: Counter[str] = Counter()
    wrong = []
    keys = [("".join(row)) for row in want], [("".join(row)) for row in got]
    for tag, a, b, c, d in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal":
            for one, other in zip(want[a:b], got[c:d], strict=True):
                good = one == other
                counts["right" if good else "wrong"] += len(one)
                if not good:
                    wrong.append(f"{one} != {other}")
            continue
        size = sum(map(len, want[a:b]))
        counts["wrong" if d > c else "unread"] += size
        if d > c:
            wrong.append(f"{want[a:b]} != {got[c:d]}")
    if len(found) > 1:
        counts["parts"] += 1
    return counts, wrong


def files() -> Iterator[tuple[str, Sheet, str, bytes]]:
    """Yield the files to print: name, table, ending, bytes."""
    for sheet in sheets(Random(7)):  # noqa: S311 - invented figures
        for style in WORD_STYLES:
            for repeat in (True, False) if sheet.name == "长表" else (True,):
                told = f"word-{style}-{sheet.name}{'' if repeat else '-不重复'}"
                yield told, sheet, ".docx", word_file(sheet, style, repeat=repeat)
        for style in BOOK_STYLES:
            told = f"book-{style}-{sheet.name}"
            yield told, sheet, ".xlsx", book_file(sheet, style, repeat=True)


def main() -> None:
    """Print, read and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, help="a folder for the PDF files; kept ones are used")
    parser.add_argument("--only", default="", help="what the names of the files hold")
    parser.add_argument("--show", action="store_true", help="show what was read wrong")
    options = parser.parse_args()
    by_style: dict[str, Counter[str]] = {}
    for name, sheet, ending, data in files():
        if options.only not in name:
            continue
        kept = options.keep / f"{name}.pdf" if options.keep else None
        if kept is not None and kept.is_file():
            pdf = kept.read_bytes()
        else:
            pdf = convert(data, name, ending, ".pdf")
            if kept is not None:
                kept.write_bytes(pdf)
        counts, wrong = compare(sheet, tables(pdf))
        style = name.rpartition("-")[0] if "不重复" not in name else "-".join(name.split("-")[:2])
        by_style.setdefault(style, Counter()).update(counts)
        if options.show:
            sys.stdout.write("".join(f"{name}: {one}\n" for one in [dict(counts), *wrong]))
    for style, counts in [*by_style.items(), ("all", sum(by_style.values(), Counter()))]:
        size = counts["right"] + counts["wrong"] + counts["unread"]
        sys.stdout.write(
            f"{style}: {counts['right'] / size:.1%} right, {counts['wrong'] / size:.1%} wrong, "
            f"{counts['unread'] / size:.1%} unread, {counts['parts']} in parts\n"
        )


if __name__ == "__main__":
    main()
