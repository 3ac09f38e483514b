"""Packs that score: inheritance, points that add up, errors with file, line and reason."""

from decimal import Decimal

import pytest

from jixiao.model.evaluation import Department, Evaluation
from jixiao.model.measures import Subject
from jixiao.scoring import plan, score
from jixiao.standards import PackError, load, load_folder
from jixiao.terms import Scope

CITY = """id: cn-gd-fs/department-scoring
extends: cn-gd/department-scoring
title: 佛山市部门整体支出绩效自评
region: 广东省/佛山市
published: 2024-01-01
"""
CHANGE = """scoring:
  changes:
    spending_rate:
      method: capped_ratio
"""


def city(tmp_path, more=""):
    file = tmp_path / "佛山.yaml"
    file.write_text(CITY + more, encoding="utf-8")
    return load_folder(file, load().packs).packs[0]


def error_of(tmp_path, more):
    with pytest.raises(PackError) as caught:
        plan(city(tmp_path, more), 2023)
    return caught.value.message


def test_a_city_of_five_lines_scores_as_its_province(tmp_path):
    pack = city(tmp_path)
    bound = plan(pack, 2023)
    assert sum(line.points for line in bound.lines) == 100
    assert pack.verified is False
    assert [table.pack for table in pack.grade_tables] == ["cn-gd-fs/department-scoring"]


def test_a_city_changes_points_and_method(tmp_path):
    pack = city(
        tmp_path,
        """scoring:
  changes:
    output: {points: {"2022-01-01": "25"}}
    benefit: {points: {"2022-01-01": "15"}}
    spending_rate:
      method: capped_ratio
      inputs: {numerator: executed_amount, denominator: initial_budget}
""",
    )
    points = {each.line.id: each.points for each in plan(pack, 2023).walk()}
    assert points["output"] == 25
    assert points["mission_effectiveness"] == 50


def test_lines_can_be_left_out_and_added(tmp_path):
    pack = city(
        tmp_path,
        """scoring:
  without: [inventory]
  questions:
    - {id: petitions, label: 信访积案数, kind: number, unit: 件}
  more:
    assets:
      - id: petitions
        label: 信访积案
        points: {"2022-01-01": "1"}
        method: per_occurrence
        inputs: {count: "fact:petitions"}
""",
    )
    lines = {each.line.id for each in plan(pack, 2023).walk()}
    assert "petitions" in lines
    assert "inventory" not in lines
    sheet = score(Subject(Evaluation(department=Department())), plan(pack, 2023))
    assert sheet.line("petitions").needs == ("管理情况表中“信访积案数”未填报",)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            'scoring:\n  changes:\n    output: {points: {"2022-01-01": "25"}}\n',
            "履职效能”分值 50，下级合计 55",
        ),
        (
            'scoring:\n  changes:\n    nothing: {points: {"2022-01-01": "25"}}\n',
            "佛山.yaml 第 8 行：所继承的标准没有评分项“nothing”",
        ),
        (
            "scoring:\n  changes:\n    spending_rate: {method: magic}\n",
            "佛山.yaml 第 8 行：没有名为“magic”的计分方法",
        ),
        (
            CHANGE + "      inputs: {numerator: executed_amounts, denominator: initial_budget}\n",
            "没有名为“executed_amounts”的取数，是否要写 executed_amount",
        ),
        (
            CHANGE + "      inputs: {numerator: executed_amount}\n",
            "缺少输入“denominator”",
        ),
        (
            "scoring:\n  changes:\n    inventory: {options: {bandz: []}}\n",
            "佛山.yaml 第 8 行：计分方法“tiers”没有选项“bandz”",
        ),
        (
            "scoring:\n  indicator_rules: {reverse: sideways}\n",
            "佛山.yaml 第 7 行：没有“sideways”这个选择，可用：mirrored、quotient",
        ),
        ("grades:\n", "佛山.yaml 第 6 行：应为“键: 值”"),
    ],
)
def test_a_wrong_city_says_file_line_and_reason(tmp_path, more, said):
    assert said in error_of(tmp_path, more)


def test_a_city_outside_the_province_is_refused(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text(CITY.replace("广东省/佛山市", "湖南省/长沙市"), encoding="utf-8")
    with pytest.raises(PackError, match="不在所继承标准的地区“广东省”之内"):
        load_folder(file, load().packs)


def test_packs_that_extend_each_other_are_refused(tmp_path):
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{name}.yaml").write_text(
            f"id: cn/{name}\nextends: cn/{other}\ntitle: 甲\nregion: 全国\npublished: 2024-01-01\n",
            encoding="utf-8",
        )
    with pytest.raises(PackError, match="互相继承"):
        load_folder(tmp_path)


def test_the_pack_of_the_nearest_region_comes_first():
    found = load().scoring_for("广东省/广州市/南沙区", Scope.DEPARTMENT_WIDE_EXPENDITURE, 2023)
    assert [pack.id for pack in found] == [
        "cn-gd-gz/department-scoring",
        "cn-gd/department-scoring",
        "cn/department-scoring-2013",
    ]


def test_the_taxonomy_of_2021_holds_from_2021():
    found = load().scoring_for("湖北省", Scope.PROJECT_EXPENDITURE, 2020)
    assert [pack.id for pack in found] == ["cn-hb/project-scoring", "cn/project-scoring"]


def test_shares_of_points_are_exact():
    pack = next(one for one in load().packs if one.id == "cn/project-scoring")
    assert all(isinstance(line.points, Decimal) for line in plan(pack, 2023).walk())
