"""The working paper: complete, linked, self-contained, and harmless whatever a report contains."""

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from jixiao import __version__, pipeline
from jixiao.diagnostics import working_paper
from jixiao.diagnostics.working_paper.elements import clean, element
from jixiao.model.folding import fold
from jixiao.model.outcome import Outcome, Related
from jixiao.model.source import Span
from jixiao.terms import Severity, Status

TABLE = (
    "# 某局2023年度项目支出绩效自评报告\n\n"
    "| 事项 | 日期 | 金额 |\n| --- | --- | --- |\n| 验收 | 2023年6月31日 | 1,200.50 |\n\n"
    "付款于2023年6月30日。\n"
)


def page_of(documents, rules=None):
    return html.fromstring(working_paper.render(documents, rules or {}))


def words(node):
    return " ".join(node.text_content().split())


def texts(page, path):
    return [words(node) for node in page.xpath(path)]


@pytest.fixture
def page(checked, unread, rules):
    return page_of([checked, unread], rules)


# --- what is told -----------------------------------------------------------------------------


def test_the_text_is_complete_and_in_order(checked):
    page = page_of([checked])
    for number in page.xpath("//div[contains(@class, 'text')]//a"):
        number.drop_tree()
    assert texts(page, "//div[contains(@class, 'text')]/p") == [
        line for line in checked.understanding.document.text.splitlines() if line
    ]


def test_a_place_is_marked_by_the_heaviest_finding_on_it(page):
    (mark,) = page.xpath("//mark[.='65.00%']")
    assert mark.get("class") == "error"  # rounding lies on it too
    assert len(mark.get("data-of").split()) == 2
    assert texts(page, "//mark[@class='warning']") == ["2023年6月31日"]


def test_a_place_has_the_numbers_of_its_findings_behind_it(page):
    numbers = page.xpath("//mark[.='65.00%']/ancestor::p//a[contains(@class, 'ref')]")
    assert [words(a) for a in numbers] == ["1", "2", "3"]
    assert numbers[1].get("href") == "#d1n2"


def test_a_card_tells_a_finding_in_full(page):
    (card,) = page.xpath("//section[@id='d1n2']")
    assert words(card) == (
        "2错误FND05第2行第36列占比不符写作65.00应为60.00相关：总支出 1000.00万元依据：某办法第三条"
    )


def test_rounding_asks_for_no_other_number(page):
    (card,) = page.xpath("//section[contains(@class, 'rounding')]")
    assert "写作65.00算得65.01" in words(card)


def test_a_related_place_is_linked_to_the_text(page):
    (link,) = page.xpath("//section[@id='d1n2']//p[@class='places']/a")
    (target,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
    assert words(target) == "1000.00万元"


def test_the_card_follows_its_paragraph(page):
    (row,) = page.xpath("//section[@id='d1n4']/ancestor::div[@class='row']")
    lead, cards, rest = row
    assert [node.get("class") for node in row] == ["text", "cards", "text rest"]
    assert words(lead).startswith("截至2023年6月31日")
    assert len(cards) == 1
    assert words(rest) == ""


def test_the_list_of_findings_begins_with_the_heaviest(page):
    rows = texts(page, "//article[@id='d1']//table[1]/tbody/tr[@class='entry']/td[2]")
    assert rows == ["错误", "警告", "提示", "舍入差"]


def test_what_holds_and_what_cannot_be_told_is_folded_but_there(page):
    (folded,) = page.xpath("//article[@id='d1']//details")
    assert folded.get("open") is None
    assert words(folded.find("summary")).startswith("相符 1 处，无法判断 1 处")
    assert texts(folded, ".//tbody/tr") == [
        "相符DT01第3行第3列日期存在",
        "无法判断IND10第1行第1列没有指标",
    ]


def test_a_crashed_check_is_a_notice(page):
    assert "检查出错：核对 SC01 出错" in texts(page, "//p[@class='notice']")


def test_the_head_of_a_document_names_it_and_its_bytes(page):
    identity = words(page.xpath("//article[@id='d1']/dl")[0])
    for told in ("单位某市某局", "地区广东省广州市", "年度2023年", "自评得分97.90分（优）"):
        assert told in identity
    assert "报告日期2024-03-05" in identity
    assert f"核对程序绩效 jixiao {__version__}" in identity
    assert f"SHA-256 {'ab' * 32}" in identity
    sums = texts(page, "//article[@id='d1']/ul/li")
    assert sums == ["1错误", "1警告", "1提示", "1舍入差", "1相符", "1无法判断", "1检查出错"]


def test_several_documents_have_a_table_of_contents(page):
    rows = page.xpath("//nav//tbody/tr")
    assert [words(row) for row in rows] == ["报告.txt某市某局1111", "没有.txt未能读取"]
    assert [a.get("href") for a in page.xpath("//nav//a")] == ["#d1", "#d2"]


def test_one_document_needs_no_table_of_contents_and_names_the_window(checked):
    page = page_of([checked])
    assert not page.xpath("//nav")
    assert len(page.xpath("//ul[@class='sums']")) == 1
    assert page.findtext(".//title") == "绩效材料审核底稿：某市某局部门整体支出绩效自评报告"


def test_an_unread_document_is_told_with_a_way_out(page):
    assert "找不到文件“没有.txt”" in words(page.xpath("//article[@id='d2']")[0])
    assert "请检查路径和文件名" in words(page.xpath("//article[@id='d2']")[0])


def test_checks_that_found_something_are_explained_and_the_others_named(page):
    (explained,) = page.xpath("//section[@id='rule-FND05']")
    assert "公式：占比＝部分÷总数×100%。" in words(explained)
    assert words(page.xpath("//dt[@id='rule-DT01']")[0].getnext()) == "日期应当存在。"


def test_tables_are_tables():
    page = page_of([pipeline.check_text(TABLE, "报告.md")])
    (table,) = page.xpath("//div[starts-with(@class, 'table')]/table")
    assert [texts(row, "./td") for row in table] == [
        ["事项", "日期", "金额"],
        ["验收", "2023年6月31日2", "1,200.50"],
    ]
    assert texts(table, ".//td[@class='number']") == ["1,200.50"]
    assert texts(table, ".//mark") == ["2023年6月31日"]


def test_the_text_is_printed_in_the_widths_of_the_file():
    printed = "金额12万元，比例5％；（已核）。"
    page = page_of([pipeline.check_text(f"某局报告\n{printed}\n")])
    assert printed in texts(page, "//p[@class='paragraph']")


def test_a_document_without_findings_says_so():
    document = pipeline.check_text("某局报告\n截至2023年6月30日。\n")
    page = page_of([replace(document, outcomes=document.outcomes[:0])])
    assert "没有发现不符，也没有舍入差。" in texts(page, "//p[@class='nothing']")
    assert not page.xpath("//form")


# --- links and filter -------------------------------------------------------------------------


def test_every_link_leads_somewhere_and_every_anchor_is_one(checked, unread, rules):
    document = pipeline.check_text(TABLE)
    page = page_of([checked, document, unread], {**pipeline.rules(), **rules})
    anchors = page.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    links = page.xpath("//a/@href")
    assert links
    assert {link[:1] for link in links} == {"#"}
    assert {link[1:] for link in links} <= set(anchors)


def test_places_that_overlap_keep_their_anchors(checked):
    whole, part = Span(17, 29), Span(20, 26)
    outcomes = tuple(
        Outcome("FND05", Status.FINDING, "不符", span, Severity.ERROR, related=related)
        for span, related in ((whole, (Related(part, "部分"),)), (part, (Related(whole, ""),)))
    )
    page = page_of([replace(checked, outcomes=outcomes)])
    anchors = set(page.xpath("//@id"))
    assert {"d1t1", "d1t1r1", "d1t2", "d1t2r1"} <= anchors


def test_a_place_without_letters_has_its_anchor_too(checked):
    first_line = checked.understanding.document.blocks[0]
    places = (Span(0, 0), Span(first_line.end, first_line.end + 1), Span(3, 3))
    outcomes = tuple(Outcome("ST05", Status.FINDING, "空白", p, Severity.HINT) for p in places)
    page = page_of([replace(checked, outcomes=outcomes)])
    assert {"d1t1", "d1t2", "d1t3"} <= set(page.xpath("//@id"))
    assert len(page.xpath("//div[@class='cards']/section")) == 3


def test_an_empty_cell_can_be_what_a_finding_is_about():
    text = "# 报告\n\n| 事项 | 日期 |\n| --- | --- |\n| 验收 |  |\n| 付款 | 2023年6月30日 |\n"
    document = pipeline.check_text(text, "报告.md")
    empty = document.understanding.document.tables[0].rows[1][1]
    assert empty.start == empty.end
    finding = Outcome("IND02", Status.FINDING, "没有填写", empty, Severity.WARNING)
    page = page_of([replace(document, outcomes=(finding,))])
    (cell,) = page.xpath("//span[@id='d1t1']/..")
    assert cell.tag == "td"
    assert cell.getprevious().text == "验收"


def test_the_filter_offers_what_is_there_and_waits_for_the_script(page):
    (form,) = page.xpath("//form")
    assert form.get("hidden") is not None
    assert form.xpath(".//input/@value") == ["error", "warning", "hint", "rounding"]
    assert form.xpath(".//option/@value") == ["", "DT", "FND", "ST"]
    grades = set(page.xpath("//section[contains(@class, 'entry')]/@data-grade"))
    assert grades == {"error", "warning", "hint", "rounding"}


# --- safe and self-contained ------------------------------------------------------------------


def test_nothing_comes_from_outside(checked, rules):
    text = working_paper.render([checked], rules)
    page = html.fromstring(text)
    assert not page.xpath("//@src | //link | //iframe | //img | //object | //@style")
    assert not re.search(r"https?:|url\(|@import|//cdn", text)


def test_browsers_are_told_to_run_only_our_own_script(checked):
    page = page_of([checked])
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")
    for tag in ("style", "script"):
        (node,) = page.xpath(f"//{tag}")
        digest = base64.b64encode(hashlib.sha256(node.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_markup_in_a_report_is_text(checked, understand, rules):
    lines = (
        "某局<script>alert(1)</script>自评报告",
        "截至<img src=x onerror=alert(2)>，见</mark></p></script>&lt;b&gt;<!-- “\"'。",
    )
    understanding = understand("\n".join(lines) + "\n")
    metadata = replace(understanding.metadata, title=lines[0], department=lines[1])
    place = Span(2, 10)
    finding = Outcome(
        "DT01", Status.FINDING, lines[1], place, Severity.ERROR, "<u>", "<s>",
        (Related(place, "<em>"),),
    )  # fmt: skip
    hostile = replace(
        checked,
        path="<i>\"报告'.txt",
        understanding=replace(understanding, metadata=metadata),
        outcomes=(finding, finding._replace(status=Status.PASSED)),
    )
    text = working_paper.render([hostile, hostile], rules)
    page = html.fromstring(text)
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img | //i | //em | //u | //s | //@onerror | //comment()")
    assert words(page.xpath("//p[@class='paragraph']")[0]) == lines[1]
    assert texts(page, "//article/h2") == [hostile.path] * 2


@pytest.mark.parametrize(
    "character", ["\0", "\x1b", "\x85", "\u202e", "\ufffe", "\uffff", "\ud800"]
)
def test_what_steers_how_text_is_shown_is_a_space(character):
    assert clean(f"甲{character}乙") == "甲 乙"
    made = element("p", f"甲{character}乙", title=character)
    assert html.tostring(made, encoding="unicode") == '<p title=" ">甲 乙</p>'


def test_control_characters_in_a_report_do_no_harm(checked):
    hostile = Outcome("DT01", Status.FINDING, "日期\u202e不符\0", Span(0, 4), Severity.ERROR)
    page = page_of([replace(checked, path="\udcff\u202e.txt", outcomes=(hostile,))])
    assert "日期 不符" in texts(page, "//p[@class='message']")


def test_the_same_documents_make_the_same_page(checked, rules):
    assert working_paper.render([checked], rules) == working_paper.render([checked], rules)


def test_it_prints_on_official_paper_and_without_colours(checked):
    (style,) = page_of([checked]).xpath("//style")
    assert "@media print" in style.text
    assert "size: A4" in style.text
    for grade, line in (("error", "double"), ("warning", "dashed"), ("hint", "dotted")):
        assert re.search(rf"mark\.{grade} \{{\s*border-bottom: [0-9]px {line}", style.text)


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("form.filter", "//form[@class='filter']"),
        (".filtered", "//p[@class='filtered']"),
        (".entry", "//*[contains(@class, 'entry')][@data-grade and @data-family]"),
        ("[data-of]", "//*[@data-of]"),
        (".text .ref", "//div[@class='text']//a[contains(@class, 'ref')]"),
        ("details tr[data-family]", "//details//tr[@data-family]"),
        ("[name=grade]:checked", "//form//input[@name='grade'][@checked]"),
    ],
)
def test_the_script_finds_what_it_asks_the_page_for(page, asked, path):
    assert f'"{asked}"' in page.findtext(".//script")
    assert page.xpath(path)


# --- on whole reports -------------------------------------------------------------------------

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "samples").glob("*/report.*"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.parent.name)
def test_of_a_whole_report_nothing_is_lost_and_everything_is_linked(sample):
    checked = pipeline.check_file(sample)
    page = page_of([checked], pipeline.rules())
    anchors = page.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    assert {link[1:] for link in page.xpath("//a/@href")} <= set(anchors)
    shown = [o for o in checked.outcomes if o.status in (Status.FINDING, Status.ROUNDING)]
    assert len(page.xpath("//div[@class='cards']/section")) == len(shown)
    for number in page.xpath("//div[contains(@class, 'text')]//a"):
        number.drop_tree()
    printed = "".join(page.xpath("//div[contains(@class, 'text')]/*//text()"))
    read = checked.understanding.document.text
    assert "".join(fold(printed).split()) == "".join(read.split())
