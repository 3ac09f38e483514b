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

from jixiao.pipeline.evaluating import asked_of
from jixiao.workbook.sample import sample
from jixiao.workbook.writing import write_workbook

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


# --- workbooks and materials held against each other -----------------------------------------------


OF_WORKBOOK = """\
[[waivers]]
code = "{code}"
document = "2024.xlsx"
quote = "{quote}"
reason = "主管部门已经核准"
person = "王敏"
granted = 2025-04-01
expires = 2025-12-31
"""


@pytest.fixture
def book(tmp_path):
    (tmp_path / "2024.xlsx").write_bytes(write_workbook(sample(2024), asked_of(sample(2024))))
    return tmp_path / "2024.xlsx"


def write(folder, **fields):
    (folder / "豁免.toml").write_text(OF_WORKBOOK.format(**fields), encoding="utf-8")


@pytest.mark.parametrize("quote", ["指标·P02-1·佐证材料编号", "指标！AB16", "指标·P02-1…"])
def test_a_finding_in_a_workbook_is_waived_by_row_and_column_or_by_cell(jixiao, book, quote):
    write(book.parent, code="EV01", quote=quote)
    only = ("--select", "EV01", "--today", "2025-05-01", "--json", str(book.parent / "结果.json"))
    _, out, _ = jixiao("evaluate", str(book), *only)
    assert "表格核对：0 个错误，1 个警告，0 个提示" in out
    assert "已豁免 1 处" in out
    assert "EV01 已豁免（警告） 指标P02-1" in out
    assert "豁免 主管部门已经核准（王敏，2025-04-01 至 2025-12-31）" in out
    rows = json.loads((book.parent / "结果.json").read_text(encoding="utf-8"))["outcomes"]
    assert [row.get("waiver", {}).get("person") for row in rows] == ["王敏", None]


def test_a_waiver_of_a_workbook_that_is_over_holds_no_more(jixiao, book):
    write(book.parent, code="EV01", quote="指标·P02-1·佐证材料编号")
    _, out, told = jixiao("evaluate", str(book), "--select", "EV01", "--today", "2026-01-01")
    assert "0 个错误，2 个警告" in out
    assert "已于 2025-12-31 到期，不再适用，相应的 1 处照常列出" in told


def test_waived_errors_of_a_workbook_do_not_count(jixiao, book):
    only = ("--select", "FM01", "--today", "2025-05-01", "--new-waivers")
    first = book.parent / "待填.toml"
    status, out, _ = jixiao("evaluate", str(book), *only, str(first))
    assert "1 个错误" in out
    made = first.read_text(encoding="utf-8")
    assert tomllib.loads(made.replace('= ""', "= 1"))["waivers"][0]["quote"] == "指标·P13-1·分值"
    filled = made.replace('reason = ""', 'reason = "有意少设"').replace(
        'person = ""', 'person = "王"'
    )
    filled = filled.replace('expires = ""', "expires = 2025-12-31")
    (book.parent / "豁免.toml").write_text(filled, encoding="utf-8")
    second = str(book.parent / "又一份.toml")
    status, out, _ = jixiao("evaluate", str(book), *only, second)
    assert "0 个错误" in out
    assert "没有可以豁免的错误和警告" in Path(second).read_text(encoding="utf-8")
    assert jixiao("evaluate", str(book), *only, str(first))[0] == 2  # it is not overwritten
    assert status in (0, 1)  # 1 where a line of the bad year cannot be scored


def test_what_materials_do_not_agree_in_can_be_waived(jixiao, book):
    report = book.parent / "报告.txt"
    report.write_text(
        "云屏区投资促进局2024年度部门整体支出绩效自评报告\n“新签约产业项目数”实际完成48个。\n",
        encoding="utf-8",
    )
    asked = ("reconcile", str(book), str(report), "--select", "XR12,XR03", "--today", "2025-05-01")
    status, skeleton, _ = jixiao(*asked, "--format", "waivers")
    assert status == 1
    filled = skeleton.replace('reason = ""', 'reason = "口径不同"').replace(
        'person = ""', 'person = "王"'
    )
    filled = filled.replace('expires = ""', "expires = 2025-12-31")
    (book.parent / "豁免.toml").write_text(filled, encoding="utf-8")
    status, out, _ = jixiao(*asked)
    assert status == 0
    assert "已豁免（警告）" in out
    assert "豁免 口径不同（王，2025-05-01 至 2025-12-31）" in out
    told = json.loads(jixiao(*asked, "--format", "json")[1])
    assert [row["waiver"]["reason"] for row in told["outcomes"]] == ["口径不同"] * len(
        told["outcomes"]
    )
