"""OFD files: text by its positions, tables by their rules, templates and several documents."""

import pytest
from ofdfiles import LEFT, NS, ofd, page, path, table, text
from officefiles import archive

from jixiao.errors import DamagedFile, EmptyFile, EncryptedFile, HostileFile, ScannedFile
from jixiao.reading import read_bytes


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


def test_drawings_kept_as_resources_stand_where_they_are_used():
    unit = (
        f'<ofd:CompositeGraphicUnit ID="90" Width="80" Height="20">{page(text("全年平稳。", 5, 3))}'
        "</ofd:CompositeGraphicUnit>"
    )
    resources = (
        f"<ofd:Res {NS}><ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    used = '<ofd:CompositeObject ID="9" ResourceID="90" Boundary="25 60 80 20" CTM="2 0 0 2 0 0"/>'
    data = ofd(
        page(used + text("一、情况", LEFT, 30) + text("二、问题", LEFT, 120)),
        common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>",
        more={"Doc_0/PublicRes.xml": resources},
    )
    assert lines(read_bytes(data, "报告.ofd")) == ["一、情况", "全年平稳。", "二、问题"]


def test_a_drawing_that_draws_itself_comes_to_an_end():
    used = '<ofd:CompositeObject ID="9" ResourceID="90" Boundary="0 0 80 20"/>'
    unit = f'<ofd:CompositeGraphicUnit ID="90">{page(used * 9)}</ofd:CompositeGraphicUnit>'
    data = ofd(
        page(used + text("全年平稳。", LEFT, 30)),
        common="<ofd:PublicRes>/Doc_0/Res.xml</ofd:PublicRes>",
        more={"Doc_0/Res.xml": f"<ofd:Res {NS}>{unit}</ofd:Res>"},
    )
    assert lines(read_bytes(data, "报告.ofd")) == ["全年平稳。"]


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
