"""The façade: documents in, outcomes out."""

import hashlib

import pytest
from pdffiles import Paper

from jixiao import pipeline
from jixiao.checks.runner import Selection
from jixiao.pipeline.known import NoSuchStandard
from jixiao.terms import Status

TEXT = "某市某局2023年部门整体支出绩效自评报告\n截至2023年6月31日，各项工作按计划完成。\n"


def test_a_text_is_read_understood_and_checked():
    checked = pipeline.check_text(TEXT)
    assert checked.path == "报告.txt"
    assert checked.error is None
    assert checked.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    findings = [o.code for o in checked.outcomes if o.status is Status.FINDING]
    assert "DT01" in findings


def test_the_selection_counts():
    checked = pipeline.check_text(TEXT, options=pipeline.Options(Selection(("DT01",))))
    assert {o.code for o in checked.outcomes} == {"DT01"}


def test_a_file_is_the_same_as_its_text(tmp_path):
    file = tmp_path / "报告.txt"
    file.write_bytes(TEXT.encode())
    assert pipeline.check_file(file).outcomes == pipeline.check_text(TEXT).outcomes


@pytest.mark.parametrize("read", [pipeline.check_file, pipeline.facts_file])
def test_a_missing_file_is_an_error_not_an_exception(read):
    checked = read("没有.txt")
    assert checked.error.code == "no_such_file"
    assert checked.understanding is None
    assert checked.outcomes == ()


@pytest.mark.parametrize("read", [pipeline.check_text, pipeline.facts_text])
def test_a_failure_of_the_program_is_the_error_of_one_document(read, monkeypatch):
    def fail(*_):
        raise KeyError

    monkeypatch.setattr(pipeline, "understand", fail)
    checked = read(TEXT)
    assert checked.error.code == "internal_error"
    assert "KeyError" in checked.error.message
    assert "不是材料的问题" in checked.error.message


def test_facts_run_no_check():
    facts = pipeline.facts_text("某市某局\n2023年总支出1000.00万元。\n")
    assert facts.outcomes == ()
    assert facts.understanding.document.path == "报告.txt"


def test_no_standard_is_asked_for():
    assert pipeline.standards(None).packs
    with pytest.raises(NoSuchStandard, match="没有标识为“x”的标准"):
        pipeline.standards("x")


def test_the_lines_of_a_page_are_no_broken_sentences():
    paper = Paper()
    for title in ("一、基本情况", "二、主要做法", "三、存在问题", "四、下一步打算"):
        paper.line(title)
        paper.line("各项工作按计划推进。", indent=2)
    paper.paragraph("全年围绕目标任务推进各项工作，召开推进会议十二次，" * 4 + "按期完成。")
    document = pipeline.check_bytes(paper.bytes(), "报告.pdf")
    assert "ST11" not in {one.code for one in document.outcomes if one.status is Status.FINDING}
