"""Damaged office files, PDF and OFD files: outcomes or an error of ours, never a traceback."""

import io
import re
import zipfile
from random import Random

import pytest
import scans
import xlsxwriter
from officefiles import W, archive, cell, p, row, run, word
from pdffiles import Paper

from jixiao.checks.runner import Selection
from jixiao.pipeline import NotUnderstood, Options, check_bytes
from jixiao.reading import recognition
from jixiao.reading.drawn import DrawnPage, Glyph

PUBLISHED = Options(Selection(publish=True))  # looks into every part of a file
ROWS = [["项目", "预算数", "执行数", "执行率"], ["基本支出", "120.00", "118.00", "98.33%"]]
XML = (".xml", ".rels")
ODD = (b"0", b"-1", b"99999999999", b"1e999", b"%n", b"\xff", b"<w:p>", b"</w:tc>", b"&x;", b"")
VALUE = re.compile(rb'(?:="|>)([^"<>]+)(?="|<)')
VALUES = (b"0", b"-1", b"99999999999", b"1e999", b"nan", b"%9", b"abc", b"3.5", "年".encode())


def word_file():
    table = "<w:tbl>" + "".join(row(*map(cell, one)) for one in ROWS) + "</w:tbl>"
    changed = (
        f'<w:ins w:author="林秋">{run("已整改")}</w:ins>'
        '<w:del w:author="林秋"><w:r><w:delText>滞留</w:delText></w:r></w:del>'
    )
    body = p("某某局2023年度项目支出绩效自评报告") + table + p("预算执行率98.33%。")
    made = word(body + p(changed, run("不公开", "<w:vanish/>")))
    beside = {
        "word/comments.xml": f"<w:comments {W}><w:comment>{p('再核')}</w:comment></w:comments>",
        "word/header1.xml": f"<w:hdr {W}>{p('内部资料')}</w:hdr>",
        "docProps/core.xml": "<coreProperties><creator>林秋</creator></coreProperties>",
    }
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        return archive({**{name: file.read(name) for name in file.namelist()}, **beside})


def workbook_file():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet, rate = book.add_worksheet("自评表"), book.add_format({"num_format": "0.00%"})
        for number, one in enumerate(ROWS):
            sheet.write_row(number, 0, one[:3])
            sheet.write(number, 3, 0.98333, rate)
        sheet.write_comment("B2", "再核")
        sheet.insert_textbox("F2", "内部资料")
        sheet.set_header("&C内部资料")
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})
        hidden = book.add_worksheet("测算")
        hidden.write_row(0, 0, ROWS[0])
        hidden.hide()
    return out.getvalue()


def pdf_file():
    paper = Paper()
    paper.line("某某局2023年度项目支出绩效自评报告")
    paper.table(ROWS, [120, 90, 90, 90])
    return paper.bytes()


def ofd_file():
    drawn = (
        '<TextObject Boundary="20 20 100 5" Size="4"><TextCode X="0" Y="4" DeltaX="g 3 4">'
        "全年平稳</TextCode></TextObject>"
        '<PathObject Boundary="0 0 210 297"><AbbreviatedData>M 20 40 L 120 40 B 1 2 3 4 5 6 C'
        "</AbbreviatedData></PathObject>"
    )
    return archive(
        {
            "OFD.xml": "<OFD><DocBody><DocRoot>D/Document.xml</DocRoot></DocBody></OFD>",
            "D/Document.xml": '<Document><Pages><Page BaseLoc="P.xml"/></Pages></Document>',
            "D/P.xml": f"<Page><Content><Layer>{drawn}</Layer></Content></Page>",
        }
    )


def picture(kind):
    return lambda: scans.saved(scans.part(0.1, 0.2), kind)


MAKERS = {
    "docx": word_file,
    "xlsx": workbook_file,
    "pdf": pdf_file,
    "ofd": ofd_file,
    **{kind: picture(kind) for kind in ("png", "jpeg", "tiff", "bmp")},
}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """What is written in pictures is of no matter here."""
    glyphs = [Glyph("字", 80, 90, 92, 104)]
    recognition.engine()
    monkeypatch.setattr(
        "jixiao.reading.scans.page_of",
        lambda _, wide, high: DrawnPage(wide, high, glyphs, [], [], 0, recognised=True),
    )


def damaged(data, random):
    """Change a few bytes: anywhere, or within the XML of an archive so that it still opens."""
    if data.startswith(b"PK") and random.random() < 0.75:
        return inside(data, random)
    return scratched(data, random)


def scratched(data, random):
    data = bytearray(data)
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(data))
        kind = random.randrange(4)
        if kind == 0:
            data[at] = random.randrange(256)
        elif kind == 1:
            del data[at : at + random.randrange(60)]
        elif kind == 2:
            data[at:at] = data[at // 2 : at // 2 + random.randrange(120)]
        else:
            data[at:at] = random.choice(ODD)
        data = data or bytearray(b"\0")
    return bytes(data)


def inside(data, random):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        members = {name: file.read(name) for name in file.namelist()}
    name = random.choice([one for one in members if one.endswith(XML)])
    change = revalued if random.random() < 0.7 else scratched
    members[name] = change(members[name], random)
    return archive(members)


def revalued(data, random):
    """Change values of attributes and texts, so that the XML stays sound."""
    places = [match.span(1) for match in VALUE.finditer(data)]
    for start, end in sorted(random.sample(places, min(3, len(places))), reverse=True):
        data = data[:start] + random.choice(VALUES) + data[end:]
    return data


@pytest.mark.parametrize("kind", MAKERS)
def test_the_sound_file_is_read(kind):
    assert check_bytes(MAKERS[kind](), f"材料.{kind}").error is None


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("part", range(5))
def test_a_damaged_file_ends_in_outcomes_or_an_error_of_ours(kind, part):
    data = MAKERS[kind]()
    for seed in range(part * 30, part * 30 + 30):
        random = Random(f"{kind}{seed}")  # noqa: S311 - reproducible, not secret
        checked = check_bytes(damaged(data, random), f"材料.{kind}", PUBLISHED)
        assert not isinstance(checked.error, NotUnderstood), seed
        assert not [one for one in checked.outcomes if one.status == "crashed"], seed
