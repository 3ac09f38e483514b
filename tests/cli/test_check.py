"""``jixiao check``: what it reads, what it says, how it leaves."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import scans
from officefiles import p, word

from jixiao.reading import recognition

JIXIAO = [sys.executable, "-m", "jixiao"]


def check(*arguments, **keywords):
    return subprocess.run(
        [*JIXIAO, "check", *arguments],
        check=False,
        capture_output=True,
        encoding="utf-8",
        **keywords,
    )


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["对.txt", "--select", "DT01"], 0),
        (["错.txt", "--select", "DT01"], 1),
        (["对.txt", "错.txt", "--select", "DT01"], 1),
        (["没有.txt"], 2),
        (["没有.txt", "错.txt"], 2),
        ([], 2),
        (["对.txt", "--format", "yaml"], 2),
        (["错.txt", "--select", "DT01", "--format", "sarif"], 1),
        (["错.txt", "--select", "DT01", "--format", "html"], 1),
        (["没有.txt", "--format", "html"], 2),
        (["对.txt", "--select", "ZZ99"], 2),
    ],
)
def test_exit_status(reports, arguments, status):
    assert check(*arguments, cwd=reports).returncode == status


def test_a_missing_file_is_told_with_a_way_out_and_the_others_are_checked(reports):
    done = check("没有.txt", "错.txt", cwd=reports)
    assert "找不到文件“没有.txt”" in done.stderr
    assert "请检查路径" in done.stderr
    assert "DT01 错误" in done.stdout
    assert "Traceback" not in done.stderr


def test_standard_input(reports):
    done = check("-", "--format", "json", input=(reports / "错.txt").read_text(encoding="utf-8"))
    assert done.returncode == 1
    assert json.loads(done.stdout)["documents"][0]["path"] == "-"


def test_a_terminal_that_knows_no_chinese_does_not_stop_us(reports):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = check("错.txt", cwd=reports, env=environment)
    assert done.returncode == 1
    assert "DT01" in done.stdout
    done = check("错.txt", "--format", "json", cwd=reports, env=environment)
    assert json.loads(done.stdout)["documents"][0]["path"] == "错.txt"


def test_a_closed_pipe_is_quiet(reports):
    process = subprocess.Popen(
        [*JIXIAO, "explain"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=reports
    )
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait()


def test_the_text_shows_the_place(jixiao):
    status, out, err = jixiao("check", "错.txt", "--select", "DT01")
    assert status == 1
    assert err == ""
    assert "DT01 错误 日期“2023年6月31日”不存在" in out
    assert "  --> 错.txt:2:3\n" in out
    assert "^^^^^^^^^^^^^" in out
    assert out.endswith(
        "1 份文件：1 个错误，0 个警告，0 个提示；核对成立 0 处，舍入差 0 处，无法判断 0 处。\n"
    )


def test_json_has_the_hash_of_the_file(reports, jixiao):
    _, out, _ = jixiao("check", "错.txt", "--format", "json", "--select", "DT01")
    report = json.loads(out)
    digest = hashlib.sha256((reports / "错.txt").read_bytes()).hexdigest()
    assert report["documents"][0]["sha256"] == digest
    (row,) = report["documents"][0]["outcomes"]
    assert (row["quote"], row["stated"]) == ("2023年6月31日", "2023-06-31")


def test_a_folder_is_read_in_order_without_hidden_files(reports, jixiao):
    folder = reports / "材料"
    (folder / "下级").mkdir(parents=True)
    (folder / ".暂存").mkdir()
    for name in ("2.txt", "1.md", "3.log", "下级/0.txt", ".暂存/9.txt"):
        (folder / name).write_text("报告\n2023年6月30日。\n", encoding="utf-8")
    _, out, _ = jixiao("check", "材料", "--format", "json")
    paths = [document["path"] for document in json.loads(out)["documents"]]
    assert paths == [str(Path("材料", p)) for p in ("1.md", "2.txt", "下级/0.txt")]


def test_pictures_in_a_folder_are_left_alone(reports, jixiao):
    (reports / "现场照片.png").write_bytes(scans.PICTURE.read_bytes())
    _, out, err = jixiao("check", ".", "--select", "DT01", "--format", "json")
    assert [one["path"] for one in json.loads(out)["documents"]] == ["./对.txt", "./错.txt"]
    assert not err


def test_without_recognition_a_scan_is_told_and_the_others_are_checked(
    reports, jixiao, monkeypatch
):
    recognition.engine.cache_clear()
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    (reports / "扫描.png").write_bytes(scans.PICTURE.read_bytes())
    status, out, err = jixiao("check", "扫描.png", "错.txt", "--select", "DT01", "--format", "json")
    scan, faulty = json.loads(out)["documents"]
    assert status == 2
    assert scan["error"]["code"] == "needs_ocr"
    assert [one["status"] for one in faulty["outcomes"]] == ["finding"]
    assert err.startswith("jixiao：文件“扫描.png”是扫描件或图片")
    assert 'pip install "jixiao[ocr]"' in err


def test_a_folder_without_documents_is_told(reports, jixiao):
    (reports / "空").mkdir()
    status, _, err = jixiao("check", "空")
    assert status == 2
    assert "“空”里没有可读的材料" in err


def test_output_goes_to_a_file_without_colour(reports, jixiao, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    status, out, _ = jixiao("check", "错.txt", "-o", "结果.txt")
    assert (status, out) == (1, "")
    assert "\033" not in (reports / "结果.txt").read_text(encoding="utf-8")
    status, _, err = jixiao("check", "错.txt", "-o", "没有/结果.txt")
    assert status == 2
    assert "无法写入“没有/结果.txt”" in err


def test_select_and_ignore(jixiao):
    def codes(*arguments):
        _, out, _ = jixiao("check", "错.txt", "--format", "json", "--show-passed", *arguments)
        return {row["code"] for row in json.loads(out)["documents"][0]["outcomes"]}

    assert codes("--select", "dt01") == {"DT01"}
    assert {code[:2] for code in codes("--select", "DT")} == {"DT"}
    assert "FND05" in codes("--select", "DT01,FND05", "--select", "DT")
    assert "DT01" not in codes("--ignore", "DT01")


def test_show_passed(jixiao):
    _, out, _ = jixiao("check", "对.txt", "--select", "DT01", "--show-passed")
    assert "相符     DT01   第2行 日期“2023年6月30日”存在" in out
    _, out, _ = jixiao("check", "对.txt", "--select", "DT01")
    assert "日期“" not in out


def test_settings_beside_the_document_count_and_the_command_line_is_stronger(reports, jixiao):
    (reports / "jixiao.toml").write_text('ignore = ["DT01"]\n', encoding="utf-8")
    assert jixiao("check", "错.txt", "--select", "DT01")[0] == 0
    assert jixiao("check", "错.txt", "--select", "DT01", "--ignore", "FND05")[0] == 1


def test_bad_settings_are_told_with_file_and_key(reports, jixiao):
    (reports / "别的.toml").write_text('slect = ["DT01"]\n', encoding="utf-8")
    status, _, err = jixiao("check", "错.txt", "--config", "别的.toml")
    assert status == 2
    assert "配置文件“别的.toml”：不认识的键 slect。是否要写 select？" in err


def test_an_unknown_standard_is_told(jixiao):
    status, _, err = jixiao("check", "错.txt", "--standard", "没有")
    assert status == 2
    assert "没有标识为“没有”的标准" in err


def test_an_unknown_code_is_told_with_suggestions(jixiao):
    status, _, err = jixiao("check", "错.txt", "--select", "DT1")
    assert status == 2
    assert "--select：没有“DT1”" in err
    assert "DT01" in err


def test_sarif_is_written_for_programs(reports, jixiao):
    status, out, err = jixiao("check", "错.txt", "没有.txt", "--format", "sarif")
    assert status == 2
    assert "找不到文件“没有.txt”" in err
    run = json.loads(out)["runs"][0]
    assert {row["ruleId"] for row in run["results"]} >= {"DT01"}
    assert run["invocations"][0]["exitCode"] == 2
    jixiao("check", "错.txt", "--format", "sarif", "--show-passed", "-o", "结果.sarif")
    log = json.loads((reports / "结果.sarif").read_text(encoding="utf-8"))
    assert "open" in {row["kind"] for row in log["runs"][0]["results"]}


@pytest.mark.parametrize("show_passed", [[], ["--show-passed"]])
def test_the_working_paper_is_a_page_of_its_own(reports, jixiao, show_passed):
    status, out, err = jixiao("check", "错.txt", "--format", "html", *show_passed)
    assert (status, err) == (1, "")
    assert out.startswith("<!DOCTYPE html>")
    assert "2023年6月31日" in out
    jixiao("check", "错.txt", "--format", "html", *show_passed, "-o", "底稿.html")
    assert (reports / "底稿.html").read_bytes().decode() == out


@pytest.mark.parametrize("kind", ["text", "json", "sarif", "html"])
def test_every_format_goes_to_a_file(reports, jixiao, kind):
    status, out, _ = jixiao("check", "错.txt", "--format", kind, "-o", "结果")
    assert (status, out) == (1, "")
    assert "DT01" in (reports / "结果").read_text(encoding="utf-8")
    status, _, err = jixiao("check", "错.txt", "--format", kind, "-o", "没有/结果")
    assert status == 2
    assert "无法写入“没有/结果”" in err


def test_a_terminal_that_knows_no_chinese_gets_the_working_paper_in_utf8(reports):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = check("错.txt", "--format", "html", cwd=reports, env=environment)
    assert "绩效材料审核底稿" in done.stdout


def test_texts_are_checked_without_what_the_working_paper_needs(reports):
    program = (
        "import sys; from jixiao.cli.main import main; main(['check', '对.txt']); "
        "sys.exit(any(name in sys.modules for name in ('lxml', 'jixiao.diagnostics.sarif')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, cwd=reports
    )
    assert done.returncode == 0, done.stderr


WORD = "某某局2023年度部门整体支出绩效自评报告", "预算100.00万元，支出98.00万元，预算执行率89.00%。"


def test_a_copy_with_comments_is_written_beside_the_original(tmp_path, jixiao):
    before = word("".join(map(p, WORD)))
    (tmp_path / "自评.docx").write_bytes(before)
    status, out, _ = jixiao("check", "自评.docx", "--format", "docx", "-o", "批注.docx")
    assert (status, out.startswith("批注.docx：")) == (1, True)
    assert (tmp_path / "自评.docx").read_bytes() == before
    status, out, _ = jixiao("check", "批注.docx", "--select", "FND07")
    assert status == 1


def test_copies_of_several_go_into_a_folder_and_other_formats_are_told(tmp_path, jixiao):
    for name in ("甲", "乙"):
        (tmp_path / f"{name}.docx").write_bytes(word("".join(map(p, WORD))))
    (tmp_path / "丙.txt").write_text(WORD[1], encoding="utf-8")
    status, _, err = jixiao(
        "check", "甲.docx", "乙.docx", "丙.txt", "--format", "docx", "-o", "批注"
    )
    names = sorted(path.name for path in (tmp_path / "批注").iterdir())
    assert names == ["乙（核对批注）.docx", "甲（核对批注）.docx"]
    assert "“丙.txt”不是 Word 文件（.docx），没有写批注" in err
    assert status == 1


def test_copies_of_documents_with_one_name_do_not_overwrite_each_other(tmp_path, jixiao):
    for folder in ("甲局", "乙局"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "自评.docx").write_bytes(word("".join(map(p, WORD))))
    jixiao("check", "甲局/自评.docx", "乙局/自评.docx", "--format", "docx", "-o", "批注")
    names = sorted(path.name for path in (tmp_path / "批注").iterdir())
    assert names == ["自评（核对批注）.docx", "自评（核对批注）_.docx"]


@pytest.mark.parametrize("output", [(), ("-o", "自评.docx")])
def test_the_original_is_never_written_over(tmp_path, jixiao, output):
    before = word("".join(map(p, WORD)))
    (tmp_path / "自评.docx").write_bytes(before)
    status, _, _ = jixiao("check", "自评.docx", "--format", "docx", *output)
    assert status == 2
    assert (tmp_path / "自评.docx").read_bytes() == before
