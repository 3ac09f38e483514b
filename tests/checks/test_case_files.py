"""Reading case files: mistakes in them are told with file and case."""

import pytest

from jixiao.checks.cases import CaseError, Expectation, cases_of, folder, load


@pytest.fixture
def written(tmp_path):
    def load_text(text):
        file = tmp_path / "xx01.yaml"
        file.write_text(text, encoding="utf-8")
        return load(file)

    return load_text


def test_everything_that_a_case_can_say(written):
    (case,) = written(
        "- name: 一例\n  example: true\n  path: 报告.md\n  also: [FND07]\n"
        "  options: {limit: 0.30}\n  text: |\n    正文\n"
        "  expect:\n    - {status: finding, severity: error, quote: 正文, stated: 65.00, line: 1}\n"
    )
    assert (case.code, case.name, case.text) == ("XX01", "一例", "正文\n")
    assert case.example
    assert (case.path, case.also, case.options) == ("报告.md", ("FND07",), {"limit": "0.30"})
    assert case.expect == (Expectation("finding", "error", "正文", "65.00", None, 1),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "a list of cases"),
        ("name: 一例", "a list of cases"),
        ("- 一例", "case 1: a mapping"),
        ("- {name: 一例, text: 正文}", "expect is missing"),
        ("- {name: 一例, text: 正文, expect: [], txt: x}", "unknown keys txt"),
        ("- {name: 一例, text: 正文, expect: [{status: found}]}", "\\(一例\\): status must be"),
        ("- {name: 一例, text: 正文, expect: 无}", "a list is wanted"),
        ("- {name: [", "xx01.yaml"),
    ],
)
def test_a_mistake_is_told_with_file_and_case(written, text, words):
    with pytest.raises(CaseError, match=words):
        written(text)


def test_the_cases_of_a_check_are_found_by_its_code():
    assert folder() is not None
    assert {case.code for case in cases_of("DT01")} == {"DT01"}
    assert cases_of("ZZ99") == []
