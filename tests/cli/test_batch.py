"""``jixiao batch``: many documents, some of them bad, summed up."""

import json
import os
import time
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from officefiles import archive, p, word

from jixiao import pipeline
from jixiao.cli.main import main
from jixiao.corpus import local
from jixiao.corpus.local import check_paths
from jixiao.pipeline import Options

GOOD = "某某局2023年度部门整体支出绩效自评报告\n一、基本情况\n预算100.00万元，支出98.00万元，预算执行率98.00%。"
WRONG = GOOD.replace("98.00%", "89.00%")


@pytest.fixture
def reports(tmp_path, monkeypatch):
    folder = tmp_path / "材料"
    folder.mkdir()
    (folder / "甲.txt").write_text(GOOD, encoding="utf-8")
    (folder / "乙.txt").write_text(WRONG, encoding="utf-8")
    (folder / "丙.docx").write_bytes(word(p("半截文件"))[:100])
    (folder / "丁.zip").write_bytes(
        archive({"戊.txt": WRONG.encode(), "己.docx": word(p("一、概况"))})
    )
    monkeypatch.chdir(tmp_path)
    return folder


def rows(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]


@pytest.mark.usefixtures("reports")
def test_good_and_bad_files_are_summed_up(capsys):
    assert main(["batch", "材料", "-o", "结果", "--jobs", "2"]) == 2
    out, err = capsys.readouterr()
    assert "4 份材料核对完毕，其中 2 份有错误级的问题" in out
    assert "材料/丙.docx" in err
    book = openpyxl.load_workbook("结果/复核汇总表.xlsx")
    units, findings = (rows(sheet) for sheet in book.worksheets)
    assert sorted(row[-1] for row in units) == [
        "材料/丁.zip/己.docx", "材料/丁.zip/戊.txt", "材料/丙.docx", "材料/乙.txt", "材料/甲.txt",
    ]  # fmt: skip
    assert {row[6] for row in units[:2]} == {1}
    assert any("执行率写作 89.00%" in str(row[12]) for row in units)
    assert any("已损坏" in str(row[12]) for row in units)
    assert [row[3] for row in findings if row[2] == "错误"] == ["FND07", "FND07"]
    assert [row[5] for row in findings if row[2] == "错误"] == ["第3行第27列"] * 2
    documents = pq.read_table("结果/documents.parquet").to_pylist()
    outcomes = pq.read_table("结果/outcomes.parquet").to_pylist()
    assert {one["path"]: one["errors"] for one in documents}["材料/乙.txt"] == 1
    assert {"FND07"} == {one["code"] for one in outcomes if one["severity"] == "error"}


def test_a_second_run_does_only_what_has_changed(reports, capsys, monkeypatch):
    main(["batch", "材料", "-o", "结果"])
    (reports / "甲.txt").write_text(WRONG, encoding="utf-8")
    done = []
    monkeypatch.setattr(
        local, "check_paths", lambda paths, *_: done.extend(paths) or check_paths(paths, *_)
    )
    main(["batch", "材料", "-o", "结果"])
    assert done == ["材料/甲.txt"]
    assert "3 份有错误级的问题" in capsys.readouterr().out.splitlines()[-2]


@pytest.mark.usefixtures("reports")
def test_a_journal_that_was_broken_off_is_gone_on_from():
    main(["batch", "材料", "-o", "结果"])
    journal = Path("结果/journal.jsonl")
    journal.write_text(journal.read_text(encoding="utf-8")[:-30], encoding="utf-8")
    main(["batch", "材料", "-o", "结果"])
    assert len(journal.read_text(encoding="utf-8").splitlines()) in (4, 5)


def test_texts_that_look_like_formulas_stay_texts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("=1+1.txt").write_text(WRONG, encoding="utf-8")
    main(["batch", "=1+1.txt", "-o", "结果"])
    sheet = openpyxl.load_workbook("结果/复核汇总表.xlsx").worksheets[0]
    assert (sheet["N2"].value, sheet["N2"].data_type) == ("=1+1.txt", "s")


def _dies(path, options):
    if "死" in path:
        os._exit(3)
    if "慢" in path:
        time.sleep(30)
    yield from local_check(path, options)


local_check = local._check


def test_a_file_that_ends_or_holds_its_process_costs_only_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(local, "_check", _dies)
    names = ["一.txt", "死.txt", "慢.txt", "二.txt"]
    for name in names:
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    paths = [str(tmp_path / name) for name in names]
    found = {
        Path(path).stem: documents[0]["error_code"]
        for path, documents in check_paths(paths, Options(), 2, time_limit=6)
    }
    assert found == {"一": None, "二": None, "死": "process_died", "慢": "timed_out"}


@pytest.mark.usefixtures("reports")
def test_without_pyarrow_the_workbook_is_written_all_the_same(capsys, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    main(["batch", "材料/甲.txt", "-o", "结果"])
    assert "没有安装 pyarrow" in capsys.readouterr().err
    assert Path("结果/复核汇总表.xlsx").exists()


@pytest.mark.usefixtures("reports")
def test_the_journal_holds_what_json_can_hold():
    main(["batch", "材料/乙.txt", "-o", "结果"])
    line = json.loads(Path("结果/journal.jsonl").read_text(encoding="utf-8"))
    assert line["documents"][0]["sha256"] == pipeline.check_file("材料/乙.txt").sha256


@pytest.mark.parametrize("jobs", ["0", "-1", "many"])
def test_odd_numbers_of_processes_are_refused(jobs, capsys):
    assert main(["batch", "x", "-o", "y", "--jobs", jobs]) == 2
    assert "应是 1 到 3600 的整数" in capsys.readouterr().err
