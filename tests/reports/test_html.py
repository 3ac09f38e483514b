"""HTML pages: what is on them, that they need nothing else, and that words are never markup."""

import base64
import hashlib
import re

import pytest
from composed import everything, texts
from lxml import html

from jixiao.reports.composition import (
    Cell,
    Composition,
    Heading,
    PageBreak,
    Paragraph,
    ParagraphKind,
    Run,
    Source,
    Table,
    Title,
    Voice,
    body,
    head,
    prompt,
    words,
)
from jixiao.reports.html import write_html


def page(*blocks, **more):
    return html.fromstring(
        write_html(Composition(name="报告", title="一份报告", blocks=blocks, **more))
    )


def test_headings_have_their_levels():
    found = page(
        Title(("报告",)), Heading(1, "一、甲"), Heading(2, "（一）乙"), Heading(4, "（1）丙")
    )
    assert [(each.tag, each.text) for each in found.iter("h1", "h2", "h3", "h5")] == [
        ("h1", "报告"),
        ("h2", "一、甲"),
        ("h3", "（一）乙"),
        ("h5", "（1）丙"),
    ]


def test_words_are_never_markup():
    text = "<script>alert(1)</script> & <b>"
    found = page(
        body(text, Run(text, Voice.WRITTEN)), Table(widths=(1,), rows=((words(text),),), head=0)
    )
    assert found.findall(".//script") == found.findall(".//b") == []
    assert found.find(".//p").text_content() == text * 2
    assert found.find(".//td").text == text


def test_blanks_are_marked_and_words_of_the_user_are_plain():
    found = page(
        body(prompt("原因"), Run("已整改。", Voice.WRITTEN)),
        Table(widths=(1,), rows=((Cell(voice=Voice.PROMPT),),), head=0),
    )
    assert [each.text for each in found.iter("mark")] == ["【待填写：原因】"]
    assert found.find(".//mark").tail == "已整改。"
    assert "blank" in found.find(".//td").get("class")


def test_facts_are_shown_on_pointing():
    found = page(body(Run("全年预算120万元", sources=(Source("预算数", "120.00", "资金!B3"),))))
    assert found.find(".//span").get("title") == "预算数：120.00（资金!B3）"


def test_tables_have_heads_spans_captions_and_widths():
    top = (Cell(text="指标", down=2), Cell(text="指标值", across=2))
    rows = (top, head("目标", "完成"), (words("产出"), words("1"), words("2")))
    source = write_html(
        Composition(
            name="表",
            title="表",
            blocks=(Table(widths=(2, 1, 1), rows=rows, head=2, caption="表1", unit="单位：个"),),
        )
    )
    table = html.fromstring(source).find(".//table")
    assert [len(row) for row in table.iter("tr")] == [2, 2, 3]
    assert [each.get("rowspan") for each in table.findall("thead/tr/th")] == ["2", None, None, None]
    assert table.find("caption").text_content() == "表1单位：个"
    assert f"#{table.get('id')} col:nth-child(1) {{ width: 50.00%; }}" in source


def test_wide_pages_are_sections_of_their_own():
    found = page(
        PageBreak(landscape=True), body("甲"), PageBreak(), body("乙"), PageBreak(), body("丙")
    )
    assert [each.get("class") for each in found.iter("section")] == ["wide", None]
    assert len(found.findall(".//hr")) == 1


def test_a_signature_stands_over_the_date():
    source = write_html(
        Composition(
            name="函",
            title="函",
            blocks=(
                Paragraph((Run("青禾市湿地保护中心办公室"),), ParagraphKind.SIGNATURE),
                Paragraph((Run("二〇二四年三月"),), ParagraphKind.DATE),
            ),
        )
    )
    assert "padding-right: 1.5em" in source


def test_the_page_needs_nothing_but_itself():
    source = write_html(everything())
    assert re.findall(r"(?:src|href)=|url\(|@import", source) == []


def test_browsers_may_apply_its_style_and_nothing_else():
    source = write_html(everything())
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in source
    assert " style=" not in source


@pytest.mark.parametrize("wanted", ["viewport", "generator"])
def test_the_head_says_what_it_should(wanted):
    assert f'name="{wanted}"' in write_html(everything())


def test_the_same_composition_gives_the_same_page():
    assert write_html(everything()) == write_html(everything())


def test_all_words_are_there_in_order():
    shown = "".join(html.fromstring(write_html(everything())).find("body").text_content().split())
    place = 0
    for text in texts(everything()):
        wanted = "".join(text.split())
        place = shown.index(wanted, place) + len(wanted)
