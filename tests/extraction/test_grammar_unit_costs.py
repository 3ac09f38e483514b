"""Unit costs with total and base; every figure is invented."""

import pytest

from jixiao.extraction import understand
from jixiao.model.relation import UnitCost
from jixiao.reading import read_bytes


def found_in(text):
    document = read_bytes(text.encode(), "报告.txt")
    return document.text, understand(document).all(UnitCost)


def unit_costs(text):
    """The unit costs of a text with total and base, as printed."""
    printed, found = found_in(text)
    return [
        tuple(printed[fact.start : fact.end] for fact in (each.cost, each.base, each.unit_cost))
        for each in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "全年物业管理费支出120万元,建筑面积8000平方米,单位面积物业费150元/平方米。",
            ("120万元", "8000平方米", "150元/平方米"),
        ),
        (
            "能耗支出74元/㎡(能耗支出总额59.2万元÷建筑面积8000㎡)。",
            ("59.2万元", "8000㎡", "74元/㎡"),
        ),
        ("公用经费3万元/人(公用经费90万元/30人)。", ("90万元", "30人", "3万元/人")),
        ("投入培训经费24万元,举办培训20场,平均每场1.2万元。", ("24万元", "20场", "1.2万元")),
        ("投资1020万元,改造道路12公里,每公里85万元。", ("1020万元", "12公里", "85万元")),
        ("公用经费支出90万元,年末在职人员30人,人均公用经费3万元。", ("90万元", "30人", "3万元")),
        (
            "人员经费900万元,公用经费90万元,按在职30人计算,人均公用经费3万元。",
            ("90万元", "30人", "3万元"),
        ),
        ("建设高标准农田1.2万亩,投资1800万元,亩均投资1500元。", ("1800万元", "1.2万亩", "1500元")),
        ("发放补贴300万元,惠及1500户,户均2000元。", ("300万元", "1500户", "2000元")),
        ("会议费支出8万元,召开会议10次,参会400人次,人均200元。", ("8万元", "400人次", "200元")),
        (
            "受理申请97家次,审核通过80家次,发放补助320万元,平均每家次4万元。",
            ("320万元", "80家次", "4万元"),
        ),
        (
            "申请资金980万元,其中省级520万元、县级460万元;计划恢复道路40公里,测算造价24.5万元/公里。",
            ("980万元", "40公里", "24.5万元/公里"),
        ),
        ("资助612人,每生每年2000元,共122.4万元。", ("122.4万元", "612人", "2000元")),
        (
            "目标值为120台,实际新增124台;采购金额496万元,平均4万元/台。",
            ("496万元", "124台", "4万元/台"),
        ),
        (
            "维护费46万元,较上年的51万元减少5万元,年末保有量10辆,车均维护费4.6万元。",
            ("46万元", "10辆", "4.6万元"),
        ),
    ],
)
def test_a_unit_cost_with_what_it_was_computed_from(text, expected):
    assert unit_costs(text) == [expected]


def test_the_floor_area_may_be_told_above():
    text = "办公及业务用房面积8000平方米,在职100人。\n能耗支出60万元,折合75元/平方米。"
    _, (found,) = found_in(text)
    assert unit_costs(text) == [("60万元", "8000平方米", "75元/平方米")]
    assert not found.sure


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("公用经费支出90万元,年末在职人员30人,人均公用经费3万元。", ""),
        ("能耗支出60万元,办公面积8000平方米,折合75元/平方米。", ""),
        ("投资1020万元,改造道路12公里,每公里85万元。", "output"),
    ],
)
def test_what_the_office_costs_and_what_its_output_costs(text, topic):
    _, (found,) = found_in(text)
    assert found.topic == topic


@pytest.mark.parametrize(
    "text",
    [
        "行政支出0.55万元/人。",
        "人均可支配收入3.2万元,增长5%。",
        "补助标准为每人500元,共补助200人,支出10万元。",
        "全年物业费120万元,办公面积8000平方米,能耗成本50元/平方米。",
        "预算100万元,支出95万元,在职30人,人均3.17万元。",
        "甲项目支出100万元;乙项目修路12公里,造价8万元/公里。",
        "培训支出24万元,其中讲课费10万元,培训20场,平均每场0.5万元。",
        "会议支出5万元,按每人每天100元安排,参会20人。",
        "投资1020万元,改造道路约12公里,每公里85万元。",
        "支出90万元,在职30人,人均3万元左右。",
    ],
)
def test_what_the_text_does_not_bind(text):
    assert unit_costs(text) == []
