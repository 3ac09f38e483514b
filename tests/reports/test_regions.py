"""The same department in other regions: their outlines, and reports that hold against the checks."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from reported import checked, errors, figures, findings, good_year, material, small, unread, words

from jixiao import pipeline
from jixiao.reports.composition import Heading
from jixiao.reports.self_evaluation import department_report
from jixiao.reports.word import write_word
from jixiao.terms import Severity
from jixiao.workbook.plain import evaluation_of

# Deductions that the problems do not speak of; judgement, and in some regions the use of the
# results, which are left to people.
DESERVED = {"SC11", "ST07"}
REGIONS = ["四川省", "浙江省/杭州市", "湖北省/武汉市", "广西壮族自治区/南宁市/邕宁区"]
ANSWERS = {
    "key_project_share": "68.5",
    "goal_complies": True,
    "goal_realistic": True,
    "indicators_measurable": True,
    "indicators_match_budget": False,
    "rules_issued": True,
    "rules_kept": True,
    "funds_lawful": True,
    "budget_published": True,
    "accounts_published": True,
    "data_complete": True,
    "asset_rules_issued": True,
    "assets_safe": True,
}


FIGURES = [
    ("budget_total", "2994.50"),
    ("expenditure_total", "2978.30"),
    ("execution_rate", "99.46"),
    ("total_score", "92.46"),
    ("three_public_total", "34.54"),
    ("fixed_assets_rate", "99.46"),
    ("procurement_total", "598.36"),
]


def year_in(region):
    """Return the good year of a department elsewhere, which answers what is asked there."""
    year = good_year()
    answers = [{"fact": fact, "value": value} for fact, value in ANSWERS.items()]
    more = evaluation_of({"department": {"name": "无"}, "management": answers}).management
    department = replace(year.department, region=region)
    return replace(year, department=department, management=year.management + more)


def headings(composition, level):
    return [
        block.text
        for block in composition.blocks
        if isinstance(block, Heading) and block.level == level
    ]


def test_the_national_outline():
    composition = department_report(material(year_in("四川省")))
    assert headings(composition, 1) == [
        "一、部门概况",
        "二、部门整体支出管理及使用情况",
        "三、绩效自评情况",
        "四、存在的主要问题",
        "五、下一步改进措施",
        "六、绩效自评结果应用和公开情况",
    ]


def test_hubei_puts_the_conclusion_first_and_what_proves_it_second():
    composition = department_report(material(year_in("湖北省/武汉市")))
    assert headings(composition, 1) == ["一、自评结论", "二、佐证材料"]
    assert composition.title == "2023年度部门整体绩效自评报告"
    text = words(composition)
    assert "效益指标中未达到指标值的1个：消费帮扶销售额2760万元（指标值≥3000万元）。" in text
    assert text.count("协作地主要农产品受夏季持续强降雨影响减产") == 1


def test_guangxi_tells_indicators_by_their_groups():
    text = words(department_report(material(year_in("广西壮族自治区"))))
    assert "（一）产出指标完成情况\n产出指标5个：一是“新签约产业项目数”" in text


@pytest.mark.parametrize("region", REGIONS)
def test_nothing_is_wrong_with_a_report_anywhere(region):
    document = checked(department_report(material(year_in(region))))
    found = findings(document)
    assert errors(document) == []
    assert found[Severity.WARNING] <= DESERVED


@pytest.mark.parametrize("region", REGIONS)
def test_read_back_from_word_it_gives_the_figures_of_the_workbook(region):
    composition = department_report(material(year_in(region)))
    document = pipeline.check_bytes(write_word(composition), "自评报告.docx")
    assert errors(document) == []
    assert figures(document) == figures(checked(composition))
    assert {(concept, Decimal(value)) for concept, value in FIGURES} <= set(figures(document))
    assert unread(composition) == []


def test_what_the_standard_asks_is_told_as_it_was_answered():
    text = words(department_report(material(year_in("四川省"))))
    assert "不符合的有：“绩效指标与任务数、预算相匹配”。" in text


def test_a_year_of_which_little_is_known_leaves_blanks_and_no_empty_heading():
    composition = department_report(material(small(department={"region": "湖北省/青石市"})))
    blocks = composition.blocks
    for block, after in pairwise(blocks):
        if isinstance(block, Heading):
            assert not isinstance(after, Heading) or after.level > block.level
    assert list(composition.prompts())
