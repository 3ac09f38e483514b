"""The 自评报告 of a project: its outline, its sentences and what is left to people."""

from dataclasses import replace
from decimal import Decimal

import pytest
from reported import checked, findings, good_year, project_material, small, words

from jixiao.reports.composition import Heading, PageBreak, Voice
from jixiao.reports.self_evaluation import project_report, project_reports
from jixiao.terms import ReportKind, Severity
from jixiao.workbook.sample import sample

OPEN = [one.code for one in good_year().projects if not one.classified]
# Blanks for people; P07 exceeded a target by more than 30% and its reason was not filled in.
DESERVED = {code: {"ST07"} for code in OPEN} | {"P07": {"ST07", "IND03"}}


def told(evaluation, code):
    return words(project_report(project_material(evaluation, code)))


def test_it_follows_the_national_outline():
    composition = project_report(project_material(good_year(), "P10"))
    assert [block.text for block in composition.blocks if isinstance(block, Heading)] == [
        "一、项目概况",
        "（一）项目绩效目标",
        "（二）项目资金投入和使用情况",
        "（三）项目组织实施情况",
        "二、绩效自评工作开展情况",
        "三、绩效自评情况",
        "（一）自评结论",
        "（二）绩效目标完成情况",
        "（三）绩效指标分析",
        "四、存在的问题和偏离绩效目标的原因",
        "五、下一步改进措施",
    ]


def test_money_is_told_by_source():
    assert (
        "年初预算数60.00万元，全年预算数78.40万元，其中当年财政拨款60.00万元、"
        "上年结转资金18.40万元；全年执行数77.15万元，预算执行率98.41%。" in told(good_year(), "P10")
    )


def test_a_project_of_the_middle_of_the_year_says_so():
    text = told(good_year(), "P12")
    assert "该项目为年中新增，新增日期为2023年7月20日。该项目已开展事前绩效评估。" in text


def test_an_interval_is_told_with_both_its_ends():
    text = told(good_year(), "P04")
    assert "“单场推介活动平均成本”指标值为2万元至3.5万元，实际为2.4万元，在指标值区间之内" in text


def test_beyond_an_interval_nothing_falls_short():
    year = good_year()
    high = tuple(
        replace(one, actual=Decimal("3.9")) if one.name == "单场推介活动平均成本" else one
        for one in year.indicators
    )
    text = told(replace(year, indicators=high), "P04")
    assert "实际为3.9万元，不在指标值区间之内" in text


def test_reason_and_measure_stand_in_sections_of_their_own():
    text = told(good_year(), "P04")
    reason = next(
        one.reason for one in good_year().indicators if one.project == "P04" and one.reason
    )
    _, _, behind = text.partition("四、存在的问题和偏离绩效目标的原因")
    assert reason in behind
    assert text.count(reason) == 1


def test_low_execution_is_asked_for():
    composition = project_report(project_material(sample(2024), "P11"))
    assert "【待填写：预算执行率低于90%的原因】" in list(composition.prompts())


def test_an_indicator_without_a_figure_is_a_blank_and_no_zero():
    year = sample(2024)
    composition = project_report(project_material(year, "P06"))
    assert any("未填完成值" in left for left in composition.prompts())
    assert "尚未计分" in words(composition)


def test_several_projects_are_one_document_with_new_pages():
    materials = [project_material(good_year(), code) for code in OPEN]
    composition = project_reports(materials, "项目支出绩效自评报告")
    assert sum(isinstance(block, PageBreak) for block in composition.blocks) == len(OPEN) - 1
    assert len(composition.footnotes) == 2


def test_a_name_that_says_project_is_not_doubled():
    year = good_year()
    first = replace(year.projects[0], name="重点产业链招商项目")
    text = told(replace(year, projects=(first, *year.projects[1:])), "P01")
    assert "2023年度重点产业链招商\n项目支出绩效自评报告" in text


def test_a_project_of_which_nothing_is_known_gets_blanks():
    year = small(projects=[{"code": "X1"}])
    composition = project_report(project_material(year, "X1"))
    assert len(list(composition.prompts())) >= 5
    assert "万元" not in words(composition)


@pytest.mark.parametrize("code", OPEN)
def test_the_report_passes_the_programs_own_checks(code):
    document = checked(project_report(project_material(good_year(), code)))
    assert document.understanding.metadata.report_kind is ReportKind.PROJECT_SELF_EVALUATION
    found = findings(document)
    assert found[Severity.ERROR] == set()
    assert found[Severity.WARNING] <= DESERVED[code]


def test_the_figures_are_found_again_as_facts():
    document = checked(project_report(project_material(good_year(), "P10")))
    found = {
        (one.concept, one.value) for one in document.understanding.facts if one.quantity is not None
    }
    for concept, value in [
        ("fund_current_fiscal", "60.00"),
        ("carryover_opening", "18.40"),
        ("execution_rate", "98.41"),
        ("total_score", "99.84"),
        ("completion_rate", "108.00"),
        ("procurement_total", "54.10"),
    ]:
        assert (concept, Decimal(value)) in found, concept


def test_what_people_wrote_is_marked_as_theirs():
    composition = project_report(project_material(good_year(), "P10"))
    written = [
        run.text
        for block in composition.blocks
        if hasattr(block, "runs")
        for run in block.runs
        if run.voice is Voice.WRITTEN
    ]
    assert "为协作地劳动力开展技能培训，促进就业。" in written
