"""SARIF: valid by the published schema, and every outcome told as what it is."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from jixiao import __version__, pipeline
from jixiao.checks.registry import LooksAt, registry
from jixiao.checks.runner import Selection
from jixiao.diagnostics import sarif
from jixiao.diagnostics.sarif import FINGERPRINT, uri

# As published for SARIF 2.1.0 with its latest corrections (rtm.5).
SCHEMA = json.loads(Path(__file__).with_name("sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
SAMPLES = sorted((Path(__file__).resolve().parents[2] / "samples").glob("*/report.*"))


def run_of(documents, rules, **keywords):
    log = json.loads(sarif.render(documents, rules, **keywords))
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    return log["runs"][0]


@pytest.fixture
def run(checked, unread, rules):
    return run_of([checked, unread], rules, show_passed=True)


@pytest.fixture
def results(run):
    return {row["ruleId"]: row for row in run["results"]}


def test_the_schema_itself_refuses_what_is_wrong():
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SCHEMA).validate({"version": "2.1.0", "runs": [{}]})


@pytest.mark.parametrize("show_passed", [False, True])
def test_the_log_is_valid(checked, unread, rules, show_passed):
    run_of([checked, unread], rules, show_passed=show_passed)
    run_of([], rules, show_passed=show_passed)


@pytest.mark.parametrize(
    ("code", "kind", "level"),
    [
        ("FND05", "fail", "error"),
        ("DT02", "fail", "warning"),
        ("ST05", "fail", "note"),
        ("FND06", "fail", "note"),  # rounding
        ("DT01", "pass", "none"),
        ("IND10", "open", "none"),  # cannot tell
    ],
)
def test_each_outcome_has_its_kind_and_level(results, code, kind, level):
    assert (results[code]["kind"], results[code]["level"]) == (kind, level)


def test_what_holds_is_listed_only_when_asked_for(checked, rules):
    rows = run_of([checked], rules)["results"]
    assert [row["ruleId"] for row in rows] == ["ST05", "FND05", "FND06", "DT02"]


def test_rounding_is_told_apart_by_its_status(results):
    assert results["FND06"]["properties"]["status"] == "rounding"
    assert results["ST05"]["properties"]["status"] == "finding"


def test_a_finding_is_told_with_its_place_and_what_it_rests_on(results):
    row = results["FND05"]
    (place,) = row["locations"]
    assert place["physicalLocation"]["region"] == {
        "startLine": 2,
        "startColumn": 36,
        "endLine": 2,
        "endColumn": 42,
        "snippet": {"text": "65.00%"},
    }
    assert row["properties"] == {"status": "finding", "stated": "65.00", "expected": "60.00"}
    (related,) = row["relatedLocations"]
    assert related["message"] == {"text": "总支出"}
    assert related["physicalLocation"]["region"]["startColumn"] == 4


def test_columns_are_counted_in_characters(run):
    assert run["columnKind"] == "unicodeCodePoints"


def test_a_rule_has_the_page_of_its_check_as_help(run, results):
    rules = run["tool"]["driver"]["rules"]
    row = rules[results["FND05"]["ruleIndex"]]
    assert row["id"] == "FND05"
    assert row["shortDescription"]["text"] == "占比应等于部分除以总数。"
    assert "公式：占比＝部分÷总数×100%。" in row["help"]["text"]
    assert "**为什么**：占比写错" in row["help"]["markdown"]
    assert row["defaultConfiguration"] == {"level": "error"}
    assert row["properties"] == {"tags": ["资金收支"], "since": "0.1", "basis": "某办法第三条"}


def test_every_result_and_notice_names_its_rule_rightly(run):
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted(rules)
    for row in run["results"]:
        assert rules[row["ruleIndex"]] == row["ruleId"]


def test_a_crashed_check_is_a_notice_and_no_result(run, results):
    assert "SC01" not in results
    (crashed,) = [
        n
        for n in run["invocations"][0]["toolExecutionNotifications"]
        if n["descriptor"]["id"] == "crashed"
    ]
    assert crashed["level"] == "error"
    assert crashed["associatedRule"]["id"] == "SC01"
    assert crashed["message"]["text"] == "核对 SC01 出错"


def test_an_unread_document_is_a_notice_with_a_way_out(run):
    (invocation,) = run["invocations"]
    assert invocation["exitCode"] == 2
    assert invocation["executionSuccessful"] is False
    (unread,) = [n for n in invocation["toolExecutionNotifications"] if "associatedRule" not in n]
    assert unread["descriptor"] == {"id": "no_such_file"}
    assert "请检查路径和文件名" in unread["message"]["text"]
    place = unread["locations"][0]["physicalLocation"]["artifactLocation"]
    assert run["artifacts"][place["index"]]["location"]["uri"] == uri("没有.txt")


def test_findings_are_no_failure_of_the_tool(rules):
    document = pipeline.check_text("报告\n截至2023年6月31日。\n")
    (invocation,) = run_of([document], rules)["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (True, 1)


def test_the_documents_have_their_hash_and_metadata(run):
    first, second = run["artifacts"]
    assert first["hashes"] == {"sha-256": "ab" * 32}
    assert first["mimeType"] == "text/plain"
    assert first["properties"]["metadata"]["department"] == "某市某局"
    assert "hashes" not in second
    assert run["properties"]["summary"]["documents"] == 2
    assert run["tool"]["driver"]["version"] == __version__


def test_a_cell_and_a_page_are_logical_places(checked, rules):
    document = checked.understanding.document
    paged = replace(document, pages=(1, 2, 2), format="pdf")
    checked = replace(checked, understanding=replace(checked.understanding, document=paged))
    rows = {row["ruleId"]: row for row in run_of([checked], rules)["results"]}
    (logical,) = rows["FND05"]["locations"][0]["logicalLocations"]
    assert logical["properties"] == {"page": 2}
    assert logical["fullyQualifiedName"] == "第2页第2行"

    table = "# 报告\n\n| 日期 | 事项 |\n| --- | --- |\n| 2023年6月31日 | 验收 |\n"
    (row,) = [
        row
        for row in run_of([pipeline.check_text(table)], rules)["results"]
        if row["ruleId"] == "DT01"
    ]
    (logical,) = row["locations"][0]["logicalLocations"]
    assert logical["properties"]["cell"] == {"table": 1, "row": 2, "column": 1}
    assert logical["kind"] == "cell"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("材料/自评 报告.txt", "%E6%9D%90%E6%96%99/%E8%87%AA%E8%AF%84%20%E6%8A%A5%E5%91%8A.txt"),
        ("a:b#1.txt", "a%3Ab%231.txt"),
        ("../报告.txt", "../%E6%8A%A5%E5%91%8A.txt"),
        ("/tmp/a b.txt", "file:///tmp/a%20b.txt"),  # noqa: S108 - no such file is opened
        ("-", "-"),
        ("\udcff.txt", "%FF.txt"),
    ],
)
def test_paths_become_uris(path, expected):
    assert uri(path) == expected


def test_a_path_that_is_no_text_is_still_json(checked, rules):
    odd = replace(checked, path="\udcff.txt", error=None)
    sarif.render([odd], rules).encode()


def test_messages_make_no_links_and_no_placeholders(checked, rules):
    (outcome, *_) = [o for o in checked.outcomes if o.code == "FND05"]
    hostile = outcome._replace(message="见[说明](https://example.org)和{0}、表[1]")
    run = run_of([replace(checked, outcomes=(hostile,))], rules)
    (row,) = run["results"]
    assert row["message"]["text"] == r"见\[说明](https://example.org)和{{0}}、表[1]"


def test_a_finding_keeps_its_fingerprint_when_text_is_put_in_above():
    def fingerprints(text):
        rows = run_of([pipeline.check_text(text)], {})["results"]
        return [r["partialFingerprints"][FINGERPRINT] for r in rows if r["ruleId"] == "DT01"]

    sentence = "验收于2023年6月31日，付款于2023年6月31日。\n"
    first = fingerprints("报告\n" + sentence)
    assert len(set(first)) == 2
    assert fingerprints("报告\n另加的一段话说明情况。\n" + sentence) == first


OF_DOCUMENTS = [each.code for each in registry().checks() if each.looks_at is LooksAt.DOCUMENT]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.parent.name)
def test_a_whole_report_makes_a_valid_log_with_the_pages_of_all_checks(sample):
    document = pipeline.check_file(sample, pipeline.Options(Selection(publish=True)))
    run = run_of([document], pipeline.rules(), show_passed=True)
    described = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in described] == OF_DOCUMENTS
    assert all(rule["help"]["text"] and rule["help"]["markdown"] for rule in described)
    prints = [row["partialFingerprints"][FINGERPRINT] for row in run["results"]]
    assert len(prints) == len(set(prints))
