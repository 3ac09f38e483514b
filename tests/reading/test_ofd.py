"""OFD files: text by its positions, tables by their rules, templates and several documents."""

import pytest
from officefiles import archive

from jixiao.errors import DamagedFile, EmptyFile, EncryptedFile, HostileFile, ScannedFile
from jixiao.reading import read_bytes

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE, LEFT = 4.2, 25.0


def text(words, x, y, *, run_length=True, ctm=""):
    """A text object as producers write it: the steps between characters as a list or in runs."""
    steps = [SIZE / 2 if ord(char) < 0x2E80 else SIZE for char in words[:-1]]
    if run_length and len(set(steps)) == 1 and len(steps) > 1:
        delta = f"g {len(steps)} {steps[0]}"
    else:
        delta = " ".join(f"{step:.3f}" for step in steps)
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 160 {SIZE}" Font="3" Size="{SIZE}"{ctm}>'
        f'<ofd:TextCode X="0" Y="{SIZE * 0.86:.3f}" DeltaX="{delta}">{words}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def path(data, x=0, y=0, attributes=""):
    return (
        f'<ofd:PathObject ID="2" Boundary="{x} {y} 210 297" LineWidth="0.2"{attributes}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def table(rows, widths, top, *, boxes=False):
    """A ruled table: lines drawn one by one, or a box for each cell."""
    out, high = [], 7.0
    xs = [LEFT]
    for wide in widths:
        xs.append(xs[-1] + wide)
    for number, row in enumerate(rows):
        y = top + number * high
        for column, words in enumerate(row):
            if words:
                out.append(text(words, xs[column] + 1, y + 1.4))
            if boxes:
                a, b = xs[column], xs[column + 1]
                out.append(path(f"M {a} {y} L {b} {y} L {b} {y + high} L {a} {y + high} C"))
    if not boxes:
        bottom = top + len(rows) * high
        for number in range(len(rows) + 1):
            y = top + number * high
            out.append(path(f"M 0 0 L {xs[-1] - LEFT} 0", LEFT, y))
        out += [path(f"M {x} {top} L {x} {bottom}") for x in xs]
    return "".join(out)


def page(content, template=""):
    used = f'<ofd:Template TemplateID="{template}"/>' if template else ""
    return f"<ofd:Page {NS}>{used}<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"


def ofd(*pages, templates=None, more=None):
    """An OFD file of pages given as XML."""
    templates = templates or {}
    listed = "".join(
        f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
    )
    known = "".join(
        f'<ofd:TemplatePage ID="{name}" BaseLoc="Tpls/{name}.xml"/>' for name in templates
    )
    members = {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{known}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    members.update({f"Doc_0/Pages/Page_{n}/Content.xml": one for n, one in enumerate(pages)})
    members.update({f"Doc_0/Tpls/{name}.xml": one for name, one in templates.items()})
    members.update(more or {})
    return archive(members)


def lines(document):
    return [document.text[b.start : b.end] for b in document.blocks]


ROWS = [
    ["项目", "预算数", "执行数"],
    ["基本支出", "120.00", "118.50"],
    ["合计", "200.00", "198.00"],
]


@pytest.mark.parametrize("boxes", [False, True])
def test_lines_and_a_ruled_table(boxes):
    data = ofd(
        page(text("一、资金情况", LEFT, 30) + table(ROWS, [40, 30, 30], 45, boxes=boxes)),
        page(text("二、自评得分98.50分。", LEFT, 30, run_length=False)),
    )
    document = read_bytes(data, "报告.ofd")
    assert document.format == "ofd"
    assert lines(document) == [
        "一、资金情况", "项目\t预算数\t执行数", "基本支出\t120.00\t118.50", "合计\t200.00\t198.00",
        "二、自评得分98.50分。",
    ]  # fmt: skip
    at = document.text.index("98.50")
    assert document.anchor(at, at + 5).page == 2
    at = document.text.index("118.50")
    assert document.anchor(at, at + 6).cell == (1, 2, 3)


def test_templates_are_drawn_under_their_pages():
    rules = table([["", ""], ["", ""]], [40, 40], 45)
    words = text("收入", LEFT + 1, 46.4) + text("100.00", LEFT + 41, 46.4)
    words += text("支出", LEFT + 1, 53.4) + text("98.00", LEFT + 41, 53.4)
    data = ofd(page(words, template="7"), templates={"7": page(rules)})
    assert lines(read_bytes(data, "报告.ofd")) == ["收入\t100.00", "支出\t98.00"]


def test_objects_are_scaled_and_moved_by_their_matrix():
    moved = text("全年平稳。", 0, 0, ctm=' CTM="2 0 0 2 20 30"')
    document = read_bytes(ofd(page(moved)), "报告.ofd")
    assert lines(document) == ["全年平稳。"]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (ofd(page(text("甲乙丙", 20, 20)))[:-50], DamagedFile),
        (archive({"OFD.xml": "<OFD><DocRoot>Doc_9/D.xml</DocRoot></OFD>"}), DamagedFile),
        (ofd(page(text("甲乙丙", 20, 20)), more={"Doc_0/Encryptions.xml": "<a/>"}), EncryptedFile),
        (ofd(page('<ofd:ImageObject ID="1" Boundary="0 0 210 297"/>')), ScannedFile),
        (ofd(page("")), EmptyFile),
        (ofd(*[page("")] * 3001), HostileFile),
        (ofd(page(text("甲", 1, 1)), more={"OFD.xml": "<!DOCTYPE a><a/>"}), HostileFile),
    ],
    ids=["cut", "no document", "locked", "scan", "empty", "pages", "doctype"],
)
def test_what_cannot_be_read_says_why(data, error):
    with pytest.raises(error):
        read_bytes(data, "报告.ofd")


def test_odd_numbers_do_no_harm():
    odd = (
        text("全年平稳。", LEFT, 30)
        .replace("g 4 4.2", "g 99999999 nan")
        .replace('Y="', 'Y="1e999 ')
    )
    assert read_bytes(ofd(page(odd + path("M x L 1 B 2 C C L"))), "报告.ofd").text
