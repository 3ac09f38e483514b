"""The other commands, and calls that are wrong."""

import errno
import json
import re
import subprocess
import sys

import pytest

from jixiao import __version__
from jixiao.diagnostics.display import width


def test_facts_as_a_table(jixiao):
    status, out, _ = jixiao("facts", "对.txt")
    assert status == 0
    assert out.startswith("对.txt\n")


def test_facts_as_json(jixiao):
    status, out, err = jixiao("facts", "对.txt", "没有.txt", "--format", "json")
    documents = json.loads(out)["documents"]
    assert status == 2
    assert [document["path"] for document in documents] == ["对.txt", "没有.txt"]
    assert "找不到文件" in err


def test_facts_as_a_workbook_that_is_not_overwritten(jixiao, tmp_path):
    call = ("facts", "对.txt", "--format", "workbook")
    status, out, err = jixiao(*call, "-o", "工作簿.xlsx")
    assert (status, err) == (0, "")
    assert "已写入 工作簿.xlsx，填了 " in out
    assert (tmp_path / "工作簿.xlsx").stat().st_size > 0
    status, _, err = jixiao(*call, "-o", "工作簿.xlsx")
    assert (status, "已经有了，没有覆盖" in err) == (2, True)
    status, _, err = jixiao(*call)
    assert (status, "要写明一份材料" in err) == (2, True)


def test_explain_gives_the_page_with_examples(jixiao):
    status, out, _ = jixiao("explain", "dt01")
    assert status == 0
    assert out.startswith("DT01 impossible-date（错误，自 0.1 版起）\n文中写出的日期应当")
    for words in ("为什么：", "公式：", "不报的情形：", "已知漏报：", "例：", "→ 不符（错误）"):
        assert words in out


def test_explain_lists_all_by_family(jixiao):
    _, out, _ = jixiao("explain")
    assert "DT 日期与期间\n  DT01   错误  文中写出的日期" in out
    assert "\n\nFND 资金收支\n" in out


def test_explain_lists_one_family(jixiao):
    _, out, _ = jixiao("explain", "dt")
    assert out.startswith("DT 日期与期间\n")
    assert "FND" not in out.split()


@pytest.mark.parametrize(("code", "near"), [("DT1", "DT01"), ("impossible-dates", "DT01")])
def test_explain_suggests(jixiao, code, near):
    status, _, err = jixiao("explain", code)
    assert status == 2
    assert f"没有“{code}”这项核对。是否要看 {near}" in err


def test_explain_of_nonsense_shows_the_way(jixiao):
    assert "运行 jixiao explain 可看到全部核对" in jixiao("explain", "？？？")[2]


def test_version(jixiao):
    assert jixiao("--version") == (0, f"jixiao {__version__}\n", "")


@pytest.mark.parametrize("arguments", [[], ["-h"], ["--help"]])
def test_help(jixiao, arguments):
    status, out, _ = jixiao(*arguments)
    assert status == 0
    for words in ("用法：jixiao 命令", "check", "facts", "explain"):
        assert words in out


@pytest.mark.parametrize("command", ["check", "facts", "explain"])
def test_help_of_a_command(jixiao, command):
    status, out, _ = jixiao(command, "--help")
    assert status == 0
    assert out.startswith(f"用法：jixiao {command}")
    assert "usage" not in out
    assert "例如：" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check"], "缺少 材料。运行 jixiao check --help 查看用法。"),
        (["chek", "a.txt"], "没有“chek”这个命令或选项。是否要运行 jixiao check？"),
        (
            ["zzz"],
            "可用的命令有：evaluate、workbook、check、reconcile、batch、facts、standards、explain。",
        ),
        (["错.txt"], "要核对这个文件，请运行 jixiao check 错.txt。"),
        (["check", "错.txt", "--formt", "json"], "不认识的参数 --formt json。"),
        (["check", "错.txt", "--format"], "--format 后面缺少内容。"),
        (
            ["check", "错.txt", "--format", "yaml"],
            "--format 不能是 'yaml'，可用的有：'text', 'json'",
        ),
        (["check", "错.txt", "--show-passed=1"], "--show-passed 后面不带内容，多了 '1'。"),
    ],
)
def test_a_wrong_call_is_told_in_chinese(jixiao, arguments, words):
    status, out, err = jixiao(*arguments)
    assert status == 2
    assert out == ""
    assert err.startswith("jixiao：")
    assert words in err.replace("text, json", "'text', 'json'")


def test_an_interrupt_leaves_quietly(jixiao, monkeypatch):
    def interrupted(_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("jixiao.cli.main._run", interrupted)
    status, _, err = jixiao("check")
    assert status == 130
    assert "已中断" in err


def test_a_broken_program_does_not_look_like_a_faulty_report(jixiao, monkeypatch):
    def broken(_arguments):
        message = "坏了"
        raise RuntimeError(message)

    monkeypatch.setattr("jixiao.cli.main._run", broken)
    status, _, err = jixiao("check")
    assert status == 2
    assert "RuntimeError: 坏了" in err
    assert "报告给维护者" in err


def test_help_loads_neither_checks_nor_reading():
    program = (
        "import sys\n"
        "from jixiao.cli.main import main\n"
        "main(['--help'])\n"
        "print(sorted(m for m in sys.modules if m.startswith('jixiao.')))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    loaded = done.stdout.splitlines()[-1]
    assert "jixiao.checks" not in loaded
    assert "jixiao.reading" not in loaded


def test_standards_are_listed_by_region(jixiao):
    status, out, _ = jixiao("standards", "list")
    assert status == 0
    assert "全国\n" in out
    assert "cn-gd-gz/department-scoring" in out
    assert "未与正式文件核对" in out


def test_a_standard_is_shown_with_its_points(jixiao):
    _, out, _ = jixiao("standards", "show", "cn/project-scoring")
    assert "  预算执行率 10 分 *　分值×全年执行数÷全年预算数，不超过满分\n" in out


ENDED = """
id: cn/a
title: 已废止的标准
region: 全国
scope: [project_self_evaluation]
published: 2020-02-25
basis: {document: 某通知, note: 无}
verified: false
scoring:
  of: project_expenditure
  lines:
    - id: budget_execution_rate
      label: 预算执行率
      points: {"2020-01-01": "100", "2024-01-01": null}
      method: capped_ratio
      inputs: {numerator: executed_amount, denominator: adjusted_budget}
"""


def test_a_standard_that_has_ended_is_no_mistake(jixiao, tmp_path):
    (tmp_path / "a.yaml").write_text(ENDED, encoding="utf-8")
    status, out, err = jixiao("standards", "validate", str(tmp_path / "a.yaml"))
    assert (status, err) == (0, "")
    assert "cn/a 已废止的标准，可以使用" in out


def test_a_wrong_standard_is_told_with_its_line(jixiao, tmp_path):
    (tmp_path / "a.yaml").write_text("id: cn/a\nextends: cn/none\n", encoding="utf-8")
    status, _, err = jixiao("standards", "validate", str(tmp_path / "a.yaml"))
    assert status == 2
    assert "a.yaml 第 2 行：没有编号为“cn/none”的标准可以继承" in err


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["show"], "show 后面缺少标准的编号"),
        (["show", "cn/none"], "没有标识为“cn/none”的标准"),
        (["list", "x"], "list 后面不带内容"),
        (["validate"], "validate 后面缺少文件或文件夹"),
    ],
)
def test_a_wrong_call_of_standards_says_so(jixiao, call, said):
    status, _, err = jixiao("standards", *call)
    assert status == 2
    assert said in err


def test_a_refusal_of_the_system_is_told_in_words(jixiao, monkeypatch):
    def full(given):  # noqa: ARG001 - nothing can be written
        raise OSError(errno.ENOSPC, "No space left on device", "结果.txt")

    monkeypatch.setattr("jixiao.cli.explain.run", full)
    status, _, err = jixiao("explain")
    assert status == 2
    assert err == "jixiao：无法读写“结果.txt”：磁盘空间不够。请排除原因后重试。\n"


def test_what_the_program_did_wrong_is_shown_to_the_maintainers(jixiao, monkeypatch):
    def broken(given):  # noqa: ARG001 - it fails whatever is given
        message = "no reason that people can mend"
        raise OSError(message)

    monkeypatch.setattr("jixiao.cli.explain.run", broken)
    status, _, err = jixiao("explain")
    assert status == 2
    assert "Traceback" in err
    assert "程序出错，没有完成" in err


def test_help_lines_up_however_wide_the_letters_are(jixiao):
    _, out, _ = jixiao("workbook", "--help")
    lines = [line for line in out.splitlines() if line.startswith("  --")]
    columns = {width(re.match(r"  \S+(?: \S+)? {2,}", line)[0]) for line in lines}
    assert len(columns) == 1
    assert "参数：\n" in out
    assert ":\n" not in out
