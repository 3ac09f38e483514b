"""``--publish``: the check of what is to be published, end to end."""

import json
from pathlib import Path

import openpyxl
import pytest
from lxml import html
from officefiles import W, archive, p

from jixiao import pipeline
from jixiao.checks.registry import registry

PUBLISHED = ("--select", "SEC,PV")
FIXTURES = Path(__file__).parents[1] / "reading" / "fixtures"


@pytest.fixture
def report(reports):
    """A Word file with a comment and a header that must not be published."""
    comment = f'<w:comment w:id="0" w:author="林秋">{p("再核一下")}</w:comment>'
    namespaces = f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = p("某某局2023年度部门整体支出绩效自评报告") + p("各项工作按计划完成。")
    data = archive(
        {
            "word/document.xml": f"<w:document {namespaces}><w:body>{body}</w:body></w:document>",
            "word/comments.xml": f"<w:comments {W}>{comment}</w:comments>",
            "word/header1.xml": f"<w:hdr {W}>{p('内部资料')}</w:hdr>",
        }
    )
    (reports / "自评.docx").write_bytes(data)
    return reports


def codes(out):
    rows = json.loads(out)["documents"][0]["outcomes"]
    return [(row["code"], row["severity"]) for row in rows]


@pytest.mark.usefixtures("report")
def test_ordinary_checks_do_not_look_beside_the_text(jixiao):
    status, out, _ = jixiao("check", "自评.docx", *PUBLISHED, "--format", "json", "--show-passed")
    assert status == 0
    assert [code for code, _ in codes(out)] == ["PV01", "PV02", "SEC01"]


@pytest.mark.usefixtures("report")
def test_what_stands_beside_the_text_is_found_before_publishing(jixiao):
    status, out, _ = jixiao("check", "自评.docx", *PUBLISHED, "--publish", "--format", "json")
    assert status == 1
    assert codes(out) == [("SEC01", "error"), ("SEC02", "error")]
    header, comment = json.loads(out)["documents"][0]["outcomes"]
    assert header["extra"] == {"kind": "header", "place": "", "text": "内部资料"}
    assert comment["extra"] == {"kind": "comment", "place": "作者“林秋”", "text": "再核一下"}
    assert comment["line"] == 1
    assert comment["quote"] == "某某局2023年度部门整体支出绩效自评报告"


@pytest.mark.usefixtures("report")
def test_people_are_told_where_it_is(jixiao):
    _, out, _ = jixiao("check", "自评.docx", *PUBLISHED, "--publish")
    assert "SEC02 错误 留有批注（作者“林秋”）：“再核一下”，公开前请删去" in out
    assert "  --> 自评.docx 批注（作者“林秋”）\n  | 再核一下\n" in out
    _, out, _ = jixiao("check", "自评.docx", *PUBLISHED, "--publish", "--format", "html")
    page = html.fromstring(out)
    places = page.xpath("//section[contains(@class, 'card')]//span[@class='where']/text()")
    assert places == ["页眉", "批注（作者“林秋”）"]


def test_each_comment_is_waived_by_its_own_words(report, jixiao):
    _, out, _ = jixiao("check", "自评.docx", *PUBLISHED, "--publish", "--format", "waivers")
    assert 'quote = "再核一下"' in out
    filled = out.replace('reason = ""', 'reason = "照录"').replace('person = ""', 'person = "王敏"')
    filled = filled.replace('expires = ""', "expires = 2099-12-31")
    day = next(line for line in out.splitlines() if line.startswith("granted"))
    filled = filled.replace(day, "granted = 2099-01-01")
    (report / "豁免.toml").write_text(filled, encoding="utf-8")
    status, out, _ = jixiao("check", "自评.docx", *PUBLISHED, "--publish", "--today", "2099-06-01")
    assert status == 0
    assert "已豁免 2 处" in out


def test_settings_may_ask_for_it_and_the_command_line_is_stronger(report, jixiao):
    (report / "jixiao.toml").write_text("publish = true\n", encoding="utf-8")
    assert jixiao("check", "自评.docx", *PUBLISHED)[0] == 1
    assert jixiao("check", "自评.docx", *PUBLISHED, "--no-publish")[0] == 0


def test_publish_is_a_switch(report, jixiao):
    (report / "jixiao.toml").write_text('publish = "yes"\n', encoding="utf-8")
    status, _, err = jixiao("check", "自评.docx")
    assert status == 2
    assert "publish 应是 true 或 false" in err


@pytest.mark.usefixtures("report")
def test_to_select_such_a_check_without_the_switch_is_told(jixiao):
    status, _, err = jixiao("check", "自评.docx", "--select", "SEC02")
    assert status == 2
    assert "--select：SEC02 只在公开前核对时进行。请加上 --publish" in err


def test_formats_that_are_not_looked_into_are_told(jixiao):
    _, out, _ = jixiao(
        "check", FIXTURES / "form.xls", *PUBLISHED, "--publish", "--format", "json", "--show-passed"
    )
    told = {
        row["code"]: row["status"]
        for row in json.loads(out)["documents"][0]["outcomes"]
        if row["code"] in ("SEC02", "SEC03", "PV04")
    }
    assert told == dict.fromkeys(("SEC02", "SEC03", "PV04"), "cannot_tell")


def test_a_batch_is_checked_alike(report, jixiao):
    (report / "材料").mkdir()
    (report / "材料" / "甲.docx").write_bytes((report / "自评.docx").read_bytes())
    arguments = ("batch", "材料", "-o", "结果", *PUBLISHED)
    assert jixiao(*arguments)[0] == 0
    status, out, _ = jixiao(*arguments, "--publish")
    assert status == 1
    assert "沿用" not in out
    journal = (report / "结果" / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    places = [one["place"] for one in json.loads(journal[-1])["documents"][0]["outcomes"]]
    assert places == ["页眉", "批注（作者“林秋”）"]


def test_numbers_in_hidden_rows_and_columns_are_found(reports, jixiao):
    book = openpyxl.Workbook()
    for line in (["姓名", "证件"], ["李小梅", "11010519491231002X"], ["合计", "手机13912345678"]):
        book.active.append(line)
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.save(reports / "表.xlsx")
    assert jixiao("check", "表.xlsx", "--select", "PV")[0] == 0
    _, out, _ = jixiao("check", "表.xlsx", "--select", "PV", "--publish", "--format", "json")
    rows = json.loads(out)["documents"][0]["outcomes"]
    found = {(row["code"], row["extra"]["kind"]) for row in rows}
    assert found >= {
        ("PV02", "hidden_rows"),
        ("PV02", "hidden_columns"),
        ("PV01", "hidden_columns"),
    }


def test_checks_for_publishing_never_run_on_ordinary_texts():
    ran = {
        outcome.code for outcome in pipeline.check_text("某某局\n各项工作按计划完成。\n").outcomes
    }
    only = {check.code for check in registry().checks() if check.publish}
    assert only == {"PV03", "PV04", "PV05", "SEC02", "SEC03"}
    assert not ran & only


@pytest.mark.usefixtures("report")
def test_a_copy_with_comments_can_be_written(jixiao):
    status, out, _ = jixiao(
        "check", "自评.docx", *PUBLISHED, "--publish", "--format", "docx", "-o", "批注.docx"
    )
    assert (status, out) == (1, "批注.docx：2 处批注\n")
