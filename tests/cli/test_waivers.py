"""Waivers, from the file to every form of output."""

import json
import tomllib
from pathlib import Path

import jsonschema
import openpyxl
import pyarrow.parquet as pq
import pytest
from lxml import html
from officefiles import p, word

SCHEMA = Path(__file__).parents[1] / "diagnostics" / "sarif-2.1.0-rtm.5.json"
DT01 = ("--select", "DT01")
WAIVER = """\
[[waivers]]
code = "DT01"
document = "错.txt"
quote = "2023年6月31日"
reason = "文件原文如此，照录"
person = "王敏"
granted = 2024-05-01
expires = 2024-12-31
"""


@pytest.fixture
def waived(reports):
    """The faulty report with a waiver for its only error, in the file that is looked for."""
    (reports / "豁免.toml").write_text(WAIVER, encoding="utf-8")
    return reports


@pytest.fixture
def on(jixiao):
    """Check on a day."""

    def run(day, *arguments):
        return jixiao("check", *arguments, *DT01, "--today", day)

    return run


@pytest.mark.usefixtures("waived")
def test_a_waived_error_is_shown_and_counts_no_more(on):
    status, out, err = on("2024-06-01", "错.txt")
    assert status == 0
    assert "采用了材料旁边的豁免文件" in err  # it may have come with the documents
    assert err.count("\n") == 1
    assert "DT01 已豁免（错误） 日期“2023年6月31日”不存在" in out
    assert "  豁免 文件原文如此，照录（王敏，2024-05-01 至 2024-12-31）\n" in out
    assert "：0 个错误" in out
    assert "已豁免 1 处" in out


@pytest.mark.usefixtures("waived")
def test_an_expired_waiver_does_not_apply_and_says_so(on):
    status, out, err = on("2025-01-01", "错.txt")
    assert status == 1
    assert "DT01 错误" in out
    assert "已于 2024-12-31 到期" in err


@pytest.mark.usefixtures("waived")
def test_a_stale_waiver_is_told_on_the_standard_error(reports, on):
    (reports / "错.txt").write_text("某市某局\n2023年6月30日。\n", encoding="utf-8")
    status, out, err = on("2024-06-01", "错.txt")
    assert status == 0
    assert "没有对上任何问题" in err
    assert "豁免" not in out


@pytest.mark.usefixtures("waived")
def test_json_tells_the_waiver_and_counts_it_apart(on):
    report = json.loads(on("2024-06-01", "错.txt", "--format", "json")[1])
    (row,) = report["documents"][0]["outcomes"]
    assert (row["status"], row["severity"]) == ("finding", "error")
    assert row["waiver"] == {
        "reason": "文件原文如此，照录",
        "person": "王敏",
        "granted": "2024-05-01",
        "expires": "2024-12-31",
    }
    assert (report["summary"]["errors"], report["summary"]["waived"]) == (0, 1)


@pytest.mark.usefixtures("waived")
def test_json_without_waived_findings_is_as_it_was(on):
    report = json.loads(on("2025-01-01", "错.txt", "--format", "json")[1])
    assert "waiver" not in report["documents"][0]["outcomes"][0]
    assert "waived" not in report["summary"]


@pytest.mark.usefixtures("waived")
def test_sarif_tells_the_suppression(on):
    _, out, _ = on("2024-06-01", "错.txt", "对.txt", "--format", "sarif", "--show-passed")
    log = json.loads(out)
    jsonschema.validate(log, json.loads(SCHEMA.read_text(encoding="utf-8")))
    told = {row["kind"]: row["suppressions"] for row in log["runs"][0]["results"]}
    assert told["pass"] == []
    (one,) = told["fail"]
    assert (one["kind"], one["status"]) == ("external", "accepted")
    assert one["justification"] == "文件原文如此，照录"
    assert log["runs"][0]["invocations"][0]["exitCode"] == 0


@pytest.mark.usefixtures("waived")
def test_the_working_paper_shows_the_reason_and_can_leave_it_out(on):
    page = html.fromstring(on("2024-06-01", "错.txt", "--format", "html")[1])
    (card,) = page.xpath("//section[contains(@class, 'card')]")
    assert card.get("data-grade") == "waived"
    assert "豁免：文件原文如此，照录（王敏，2024-05-01 至 2024-12-31）" in card.text_content()
    assert page.xpath("//input[@name='grade']/@value") == ["waived"]
    assert page.xpath("//ul[@class='sums']/li[@class='waived']/b/text()") == ["1"]


def test_the_notes_in_a_copy_leave_out_what_is_waived(reports, on):
    (reports / "错.docx").write_bytes(word(p("某市某局") + p("截至2023年6月31日。")))
    (reports / "豁免.toml").write_text(WAIVER.replace(".txt", ".docx"), encoding="utf-8")
    _, out, _ = on("2024-06-01", "错.docx", "--format", "docx", "-o", "批注.docx")
    assert out == "批注.docx：0 处批注\n"


def test_the_skeleton_is_accepted_once_it_is_filled_in(reports, jixiao):
    status, _, _ = jixiao("check", "错.txt", "--format", "waivers", "-o", "豁免.toml", *DT01)
    assert status == 1
    status, _, err = jixiao("check", "错.txt")
    assert status == 2
    assert "豁免.toml”第 1 条：没有写理由（reason）" in err
    file = reports / "豁免.toml"
    text = file.read_text(encoding="utf-8").replace('reason = ""', 'reason = "照录"')
    text = text.replace('person = ""', 'person = "王敏"')
    day = tomllib.loads(text)["waivers"][0]["granted"].isoformat()
    file.write_text(text.replace('expires = ""', f"expires = {day}"), encoding="utf-8")
    assert jixiao("check", "错.txt", *DT01)[0] == 0


def test_a_skeleton_never_overwrites_waivers(waived, on):
    status, _, err = on("2024-06-01", "错.txt", "--format", "waivers", "-o", "豁免.toml")
    assert status == 2
    assert "已经存在" in err
    assert (waived / "豁免.toml").read_text(encoding="utf-8") == WAIVER


@pytest.mark.usefixtures("waived")
def test_a_skeleton_leaves_out_what_is_waived(on):
    _, out, _ = on("2024-06-01", "错.txt", "--format", "waivers")
    assert "没有可以豁免的错误和警告" in out
    assert tomllib.loads(out) == {}


def test_the_option_goes_before_the_settings_and_these_before_the_file_beside(waived, on):
    (waived / "空.toml").touch()
    (waived / "jixiao.toml").write_text('waivers = "空.toml"\n', encoding="utf-8")
    assert on("2024-06-01", "错.txt")[0] == 1
    assert on("2024-06-01", "错.txt", "--waivers", "豁免.toml")[0] == 0
    (waived / "jixiao.toml").write_text('waivers = ["空.toml", "豁免.toml"]\n', encoding="utf-8")
    assert on("2024-06-01", "错.txt")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--today", "2024-02-30"), "“2024-02-30”不是存在的日期"),
        (("--waivers", "没有.toml"), "豁免文件“没有.toml”：无法读取"),
    ],
)
def test_a_wrong_call_is_told(jixiao, arguments, words):
    status, _, err = jixiao("check", "错.txt", *arguments)
    assert status == 2
    assert words in err


def test_an_unreadable_document_stays_unread(waived, on):
    (waived / "豁免.toml").write_text(WAIVER.replace("错.txt", "*.txt"), encoding="utf-8")
    assert on("2024-06-01", "错.txt", "没有.txt")[0] == 2


@pytest.mark.usefixtures("waived")
def test_a_batch_sums_up_what_is_waived(jixiao):
    arguments = ("batch", "错.txt", "对.txt", "-o", "结果", *DT01, "--today")
    status, out, err = jixiao(*arguments, "2024-06-01")
    assert status == 0
    assert "采用了材料旁边的豁免文件" in err
    assert "已豁免 1 处" in out
    units, findings = openpyxl.load_workbook("结果/复核汇总表.xlsx").worksheets
    heads = [cell.value for cell in units[1]]
    assert sorted(row[heads.index("已豁免")].value for row in units.iter_rows(min_row=2)) == [0, 1]
    assert not any(row[heads.index("主要问题")].value for row in units.iter_rows(min_row=2))
    heads = [cell.value for cell in findings[1]]
    assert findings.cell(2, heads.index("豁免") + 1).value == (
        "已豁免：文件原文如此，照录（王敏，至 2024-12-31）"
    )
    rows = pq.read_table("结果/outcomes.parquet").to_pylist()
    assert [row["waiver_person"] for row in rows] == ["王敏"]
    documents = pq.read_table("结果/documents.parquet").to_pylist()
    assert sorted(row["waived"] for row in documents) == [0, 1]
    # The results of yesterday are good as long as the same waivers hold.
    assert "沿用上次的结果" in jixiao(*arguments, "2024-06-02")[1]
    status, out, err = jixiao(*arguments, "2025-01-01")
    assert status == 1
    assert "沿用" not in out
    assert "已于 2024-12-31 到期" in err
