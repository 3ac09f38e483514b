"""Standards that people write themselves: a file or a folder stands wherever an identifier may."""

import re
from pathlib import Path

import pytest

from jixiao.scoring.methods import method_names
from jixiao.scoring.rules import KEYS

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "own-standard.md"
CITY = """id: cn-gd-gz-own/department-scoring
extends: cn-gd/department-scoring
title: 云屏区部门整体支出绩效自评
region: 广东省/广州市
published: 2024-01-01
"""
PROJECT = """id: cn-gd-gz-own/project-scoring
extends: cn/project-scoring-2021
title: 云屏区项目支出绩效自评
region: 广东省/广州市
published: 2024-01-01
"""


@pytest.fixture
def good(jixiao, tmp_path):
    path = tmp_path / "示例.xlsx"
    assert jixiao("workbook", "new", "-o", str(path), "--sample")[0] == 0
    return str(path)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "标准"
    folder.mkdir()
    (folder / "部门.yaml").write_text(CITY, encoding="utf-8")
    (folder / "项目.yaml").write_text(PROJECT, encoding="utf-8")
    return folder


def test_a_file_of_five_lines_scores_without_a_change_to_the_program(jixiao, good, folder):
    _, by_province, _ = jixiao("evaluate", good, "--standard", "cn-gd/department-scoring")
    _, by_file, err = jixiao("evaluate", good, "--standard", str(folder / "部门.yaml"))
    assert err == ""
    assert "标准：云屏区部门整体支出绩效自评（cn-gd-gz-own/department-scoring" in by_file
    score = re.compile(r"得分：.*")
    assert score.search(by_file)[0] == score.search(by_province)[0]


def test_of_a_folder_the_pack_of_the_region_is_taken_for_department_and_projects(
    jixiao, good, folder
):
    _, out, _ = jixiao("evaluate", good, "--standard", str(folder))
    assert "cn-gd-gz-own/department-scoring" in out
    _, out, _ = jixiao("evaluate", good, "--standard", str(folder / "项目.yaml"), "--trace")
    assert "cn-gd-gz/department-scoring" in out  # of the department nothing was brought along


def test_a_folder_for_another_region_changes_nothing(jixiao, good, folder):
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("广东省/广州市", "广东省/佛山市"), encoding="utf-8")
    (folder / "项目.yaml").unlink()
    _, out, _ = jixiao("evaluate", good, "--standard", str(folder))
    assert "cn-gd-gz/department-scoring" in out


def test_the_workbook_asks_what_the_own_standard_asks(jixiao, folder, tmp_path):
    more = "scoring:\n  questions:\n    - {id: petitions, label: 信访积案数, kind: number}\n"
    (folder / "部门.yaml").write_text(CITY + more, encoding="utf-8")
    place = ("--region", "广东省/广州市", "--year", "2023", "--standard", str(folder))
    assert jixiao("workbook", "new", "-o", str(tmp_path / "空.xlsx"), *place)[0] == 0
    _, out, _ = jixiao("workbook", "todo", str(tmp_path / "空.xlsx"), "--standard", str(folder))
    assert "信访积案数" in out


def test_a_wrong_file_ends_the_run_with_its_place(jixiao, good, folder):
    (folder / "部门.yaml").write_text(CITY + "colour: 红\n", encoding="utf-8")
    status, _, err = jixiao("evaluate", good, "--standard", str(folder))
    assert status == 2
    assert "标准包 部门.yaml 第 6 行：不认识的键“colour”" in err


@pytest.mark.parametrize("name", ["没有.yaml", "cn/nothing"])
def test_a_standard_that_is_not_there_is_named(jixiao, good, name):
    status, _, err = jixiao("evaluate", good, "--standard", name)
    assert status == 2
    assert f"没有标识为“{name}”的标准，也没有这个名称的文件或文件夹" in err


def test_a_standard_that_scores_nothing_is_refused(jixiao, good):
    for name in ("--standard", "--compare"):
        status, _, err = jixiao("evaluate", good, name, "cn/deadlines")
        assert status == 2
        assert "“cn/deadlines”中没有可用的评分表" in err
    _, _, err = jixiao("evaluate", good, "--compare", "cn/project-scoring")
    assert "“cn/project-scoring”评的是项目支出，不能用来评部门整体支出" in err


def test_a_department_is_compared_with_an_own_standard(jixiao, good, folder):
    _, out, _ = jixiao("evaluate", good, "--compare", str(folder / "部门.yaml"))
    assert "云屏区部门整体支出绩效自评：" in out


def test_reports_are_checked_against_an_own_standard(jixiao, folder, tmp_path):
    (tmp_path / "jixiao.toml").write_text('standard = "标准"\n', encoding="utf-8")
    status, _, err = jixiao("check", "对.txt")
    assert (status, err) == (0, "")
    (folder / "部门.yaml").write_text("", encoding="utf-8")
    status, _, err = jixiao("check", "对.txt")
    assert status == 2
    assert "标准包 部门.yaml 第 1 行：文件为空" in err


def test_an_own_limit_holds_for_the_checks_and_the_working_paper(jixiao, good, folder, tmp_path):
    for file in folder.iterdir():
        file.unlink()
    (folder / "提醒线.yaml").write_text(
        "id: cn-gd-gz-own/limits\nextends: cn/limits\ntitle: 广州市提醒线\nregion: 广东省/广州市\n"
        'published: 2020-01-01\nlimits: {december_share: {"2020-01-01": "1"}}\n',
        encoding="utf-8",
    )
    _, out, _ = jixiao("evaluate", good, "--standard", str(folder), "--select", "FM17")
    assert "超过1%（依据：通行做法，未与正式文件核对）；请说明原因" in out
    place = str(tmp_path / "文件")
    jixiao("evaluate", good, "--standard", str(folder), "-o", place, "--formats", "html")
    paper = next((tmp_path / "文件").glob("*部门整体支出得分计算底稿.html")).read_text(
        encoding="utf-8"
    )
    assert "超过1%（依据：通行做法，未与正式文件核对），请核对是否说明了原因" in paper
    assert "占年初预算数" in paper


def test_an_own_standard_is_shown(jixiao, folder):
    status, out, _ = jixiao("standards", "show", str(folder / "部门.yaml"))
    assert status == 0
    assert "继承自：cn-gd/department-scoring" in out


def test_the_page_tells_all_methods_and_rules():
    text = PAGE.read_text(encoding="utf-8")
    told = set(re.findall(r"`([a-z_]+)`", text))
    assert {"indicators", *method_names()} <= told
    assert told >= KEYS
