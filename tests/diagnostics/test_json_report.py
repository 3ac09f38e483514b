"""The JSON forms: every key is promised to other programs."""

import json
from dataclasses import replace

import jsonschema
import pytest

from jixiao import __version__
from jixiao.diagnostics.json_report import render_check, render_facts


def nullable(kind):
    return {"type": [kind, "null"]}


def closed(properties, optional=()):
    return {
        "type": "object",
        "properties": properties,
        "required": [key for key in properties if key not in optional],
        "additionalProperties": False,
    }


TEXT, NUMBER = {"type": "string"}, {"type": "integer", "minimum": 0}
PLACE = {"type": "integer", "minimum": 1}
ERROR = closed({"code": TEXT, "message": TEXT, "hint": TEXT})
METADATA = closed(
    {
        "department": nullable("string"),
        "region": nullable("string"),
        "fiscal_year": nullable("integer"),
        "report_date": nullable("string"),
        "total_score": nullable("string"),
        "grade": nullable("string"),
        "report_kind": nullable("string"),
    }
)
OUTCOME = closed(
    {
        "code": TEXT,
        "status": {"enum": ["finding", "rounding", "passed", "cannot_tell", "crashed"]},
        "severity": {"enum": ["error", "warning", "hint", None]},
        "message": TEXT,
        "line": PLACE,
        "column": PLACE,
        "end_line": PLACE,
        "end_column": PLACE,
        "page": nullable("integer"),
        "quote": TEXT,
        "stated": nullable("string"),
        "expected": nullable("string"),
        "related": {
            "type": "array",
            "items": closed({"line": PLACE, "column": PLACE, "quote": TEXT, "label": TEXT}),
        },
        "cell": closed({"table": PLACE, "row": PLACE, "column": PLACE}),
    },
    optional=("cell",),
)
CHECK = closed(
    {
        "version": {"const": 1},
        "engine": TEXT,
        "documents": {
            "type": "array",
            "items": closed(
                {
                    "path": TEXT,
                    "sha256": nullable("string"),
                    "error": {"anyOf": [ERROR, {"type": "null"}]},
                    "metadata": METADATA,
                    "outcomes": {"type": "array", "items": OUTCOME},
                }
            ),
        },
        "summary": closed(
            dict.fromkeys(
                (
                    "documents",
                    "errors",
                    "warnings",
                    "hints",
                    "passed",
                    "rounding",
                    "cannot_tell",
                    "crashed",
                ),
                NUMBER,
            )
        ),
    }
)
FACTS = closed(
    {
        "documents": {
            "type": "array",
            "items": closed(
                {
                    "path": TEXT,
                    "metadata": METADATA,
                    "error": ERROR,
                    "facts": {
                        "type": "array",
                        "items": closed(
                            {
                                "concept": TEXT,
                                "label": TEXT,
                                "value": TEXT,
                                "unit": nullable("string"),
                                "scope": closed(
                                    dict.fromkeys(("entity", "name", "fund", "basis"), TEXT)
                                ),
                                "period": nullable("string"),
                                "approximate": {"type": "boolean"},
                                "uncertain": {"type": "boolean"},
                                "line": PLACE,
                                "column": PLACE,
                                "quote": TEXT,
                            }
                        ),
                    },
                },
                optional=("error",),
            ),
        }
    }
)


@pytest.mark.parametrize("show_passed", [False, True])
def test_the_report_keeps_the_contract(checked, unread, show_passed):
    report = json.loads(render_check([checked, unread], show_passed=show_passed))
    jsonschema.validate(report, CHECK)
    assert report["engine"] == __version__


def test_summary_counts_everything_whatever_is_listed(checked, unread):
    report = json.loads(render_check([checked, unread]))
    assert report["summary"] == {
        "documents": 2,
        "errors": 1,
        "warnings": 1,
        "hints": 1,
        "passed": 1,
        "rounding": 1,
        "cannot_tell": 1,
        "crashed": 1,
    }
    statuses = {row["status"] for row in report["documents"][0]["outcomes"]}
    assert statuses == {"finding", "rounding", "crashed"}


def test_passed_and_undecided_rows_come_when_asked_for(checked):
    report = json.loads(render_check([checked], show_passed=True))
    assert [row["code"] for row in report["documents"][0]["outcomes"]] == [
        "IND10",
        "SC01",
        "ST05",
        "FND05",
        "FND06",
        "DT01",
        "DT02",
    ]


def test_an_outcome_is_told_in_full(checked):
    report = json.loads(render_check([checked]))
    row = next(r for r in report["documents"][0]["outcomes"] if r["code"] == "FND05")
    assert row == {
        "code": "FND05",
        "status": "finding",
        "severity": "error",
        "message": "占比不符",
        "line": 2,
        "column": 36,
        "end_line": 2,
        "end_column": 42,
        "page": None,
        "quote": "65.00%",
        "stated": "65.00",
        "expected": "60.00",
        "related": [{"line": 2, "column": 4, "quote": "1000.00万元", "label": "总支出"}],
    }


def test_metadata_is_told_in_full(checked):
    report = json.loads(render_check([checked]))
    assert report["documents"][0]["metadata"] == {
        "department": "某市某局",
        "region": "广东省/广州市",
        "fiscal_year": 2023,
        "report_date": "2024-03-05",
        "total_score": "97.90",
        "grade": "优",
        "report_kind": "department_wide_self_evaluation",
    }


def test_an_unread_document_has_its_error(unread):
    document = json.loads(render_check([unread]))["documents"][0]
    assert document["error"]["code"] == "no_such_file"
    assert document["outcomes"] == []
    assert document["sha256"] is None


def test_facts_keep_the_contract(checked, unread):
    report = json.loads(render_facts([checked, unread]))
    jsonschema.validate(report, FACTS)
    first = report["documents"][0]["facts"][0]
    assert (first["value"], first["unit"], first["line"]) == ("1000.00", "万元", 2)
    assert "error" not in report["documents"][0]
    assert report["documents"][1]["error"]["code"] == "no_such_file"


def test_chinese_is_printed_as_chinese(checked):
    assert "某市某局" in render_check([checked])


def test_a_path_that_is_no_text_is_still_json(checked):
    odd = replace(checked, path="\udcff.txt")
    text = render_check([odd])
    text.encode()
    assert json.loads(text)["documents"][0]["path"] == "\udcff.txt"
