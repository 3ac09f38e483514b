"""The 自评报告 of a department: what it says, what it leaves to people, and what it never says."""

from dataclasses import replace
from decimal import Decimal

import pytest
from reported import (
    amounts,
    checked,
    figures,
    findings,
    good_year,
    in_province,
    material,
    paragraphs,
    small,
    unread,
    words,
)

from jixiao import pipeline
from jixiao.reports.composition import Heading, Voice
from jixiao.reports.plain_text import render
from jixiao.reports.self_evaluation import department_report
from jixiao.reports.word import write_word
from jixiao.terms import SectionKey, Severity
from jixiao.workbook.sample import sample

# What the data of the good year deserve: deductions that its problems do not speak of, and the
# judgement of the results, which is left to people.
DESERVED = {"SC11", "ST07"}


def report(evaluation):
    return department_report(material(evaluation))


def told(evaluation):
    return words(report(evaluation))


def headings(composition, level):
    return [
        block.text
        for block in composition.blocks
        if isinstance(block, Heading) and block.level == level
    ]


# --- the outline ----------------------------------------------------------------------------------


def test_a_city_report_follows_the_outline_of_cities():
    composition = report(good_year())
    assert headings(composition, 1) == [
        "一、部门基本情况",
        "二、绩效自评情况",
        "三、存在的主要问题",
        "四、下一步改进措施",
        "五、上年度绩效自评整改情况",
    ]
    assert headings(composition, 2)[:5] == [
        "（一）部门职能",
        "（二）年度总体工作和重点工作任务",
        "（三）部门整体支出绩效目标",
        "（四）部门整体收支情况",
        "（五）部门整体绩效管理情况",
    ]


def test_a_provincial_report_joins_problems_and_measures_and_prints_a_cover():
    composition = report(in_province(replace(good_year(), narratives=())))
    assert headings(composition, 1) == [
        "一、部门基本情况",
        "二、绩效自评情况",
        "三、上年度绩效自评整改情况",
    ]
    assert headings(composition, 2)[-1] == "（四）就部门整体支出绩效管理存在问题提出改进措施"
    assert "预算单位数量：1个\n填报人：温雅岚" in words(composition)


def test_what_was_written_for_a_section_that_the_outline_lacks_is_kept_at_the_end():
    composition = report(in_province(good_year()))
    assert headings(composition, 1)[-1] == "四、部门整体绩效管理情况"
    assert "我局由办公室牵头绩效管理" in words(composition)


def test_an_optional_section_without_content_is_left_out():
    year = replace(good_year(), last_year=())
    assert "整改情况" not in told(year)


# --- what is drafted ------------------------------------------------------------------------------


def test_money_is_told_with_two_decimals_and_rates_rounded_half_up():
    rows = [
        {
            "fund": "一般公共预算",
            "kind": "项目支出",
            "initial": "100",
            "adjusted": "80",
            "executed": "66.676",
        }
    ]
    text = told(small(funds=rows))
    assert (
        "2023年，我局年初预算数100.00万元，年中净调减20.00万元，全年预算数80.00万元；"
        "全年支出66.68万元，预算执行率83.35%。" in text
    )


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        ("12", "10", "比上年的10.00万元增加2.00万元，增长20.00%"),
        ("8.5", "10", "比上年的10.00万元减少1.50万元，下降15.00%"),
        ("10", "10", "与上年10.00万元持平"),
        ("3", "0", "比上年增加3.00万元（上年基数为0，增减率不可比）"),
    ],
)
def test_the_words_of_a_change_follow_its_sign(now, before, sentence):
    rows = [{"item": "公务接待费", "initial": "20", "executed": now, "last_year": before}]
    assert f"公务接待费支出{Decimal(now):.2f}万元，{sentence}" in told(small(three_public=rows))


def test_a_change_of_name_is_told():
    assert "云屏区投资促进局原名云屏区招商服务中心，2023年6月更名为现名。" in told(good_year())


def test_an_indicator_is_told_with_target_actual_and_rate():
    text = told(good_year())
    assert "“新签约产业项目数”指标值≥40个，实际完成46个，完成率115.00%" in text
    assert "“企业诉求平均办结时间”指标值≤8个工作日，实际为6.4个工作日，未超过指标值" in text


def test_the_score_is_told_by_part_and_with_what_was_lost():
    text = told(good_year())
    assert "自评得分96.64分，等次为优。其中，履职效能49.30分（满分50分）、管理效率47.34分" in text
    assert "合计扣3.36分。" in text
    assert "采购管理满分10分，自评得9.63分：采购合同签订时效性扣0.37分。" in text


def test_what_could_not_be_scored_is_said_and_no_total_is_given():
    text = told(sample(2024))
    assert (
        "已计分的评分项分值95分，合计得86.12分；“绩效结果应用”（3分）、“数据质量”（2分）2项尚未计分，"
        "补齐前不得出总分和等次。【待填写：补填后重新生成：管理情况表中“应落实的评价结果意见条数”未填报；"
    ) in text
    assert "自评得分" not in text


# --- what people wrote ----------------------------------------------------------------------------


def test_narrative_is_kept_to_the_letter_in_place_of_the_draft():
    wrote = "　　我局全年工作围绕“一条主线”展开。\n　　具体情况见附件。"
    year = small(narratives=[{"section": "部门整体收支情况", "text": wrote}])
    kept = [block for block in paragraphs(report(year)) if block.runs[0].voice is Voice.WRITTEN]
    assert [block.text for block in kept] == [
        "我局全年工作围绕“一条主线”展开。",
        "具体情况见附件。",
    ]


def test_reasons_and_problems_stand_as_the_user_wrote_them():
    text = told(good_year())
    year = good_year()
    for one in year.problems:
        assert one.cause.rstrip("。") in text
    assert next(one.reason for one in year.indicators if one.code == "D06") in text


# --- what is left to people -----------------------------------------------------------------------


def test_judgement_is_left_as_a_blank():
    left = list(report(good_year()).prompts())
    assert len(left) == 1
    assert left[0].startswith("【待填写：成效评价")


def test_a_deviation_without_reason_is_asked_for_and_never_made_up():
    left = "".join(report(sample(2024)).prompts())
    assert "偏差原因" in left
    assert "该问题的原因" in left


def test_a_department_of_which_nothing_is_known_gets_blanks_and_no_figures():
    composition = report(small())
    assert len(list(composition.prompts())) >= 5
    assert "万元" not in words(composition)


@pytest.mark.parametrize("year", [good_year(), sample(2024), small()])
def test_the_program_never_says_that_there_are_no_problems(year):
    text = "".join(
        run.text
        for block in paragraphs(report(year))
        for run in block.runs
        if run.voice is Voice.DRAFTED
    )
    for words_of_praise in ("未发现", "无问题", "圆满", "成效显著", "较好"):
        assert words_of_praise not in text


def test_of_a_classified_project_only_code_and_amounts_are_told():
    year = good_year()
    secret = replace(year.projects[-1], name="某专项工程", manager="尤其保密", goal="不宜公开")
    year = replace(year, projects=(*year.projects[:-1], secret), narratives=())
    text = told(year)
    assert "编号P14的项目全年预算数35.00万元，全年执行数34.90万元，按规定不列明名称和内容。" in text
    for word in ("某专项工程", "尤其保密", "不宜公开"):
        assert word not in text


# --- form and trace -------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [good_year(), in_province(good_year()), sample(2024), small()])
def test_marks_are_full_width_single_and_without_spaces(year):
    text = "\n".join(block.text for block in paragraphs(report(year)))
    for slip in (
        "。。",
        "；。",
        "，。",
        "，，",
        "、。",
        "：。",
        "（）",
        "“”",
        " ",
        ",",
        ";",
        "(",
        "None",
    ):
        assert slip not in text, slip


def test_every_figure_of_a_drafted_sentence_is_traced():
    traced = dict(report(good_year()).traced())
    sentence = next(each for each in traced if "全年支出2978.30万元" in each)
    assert {(one.label, one.shown) for one in traced[sentence]} >= {
        ("全年预算数", "2994.50万元"),
        ("全年执行数", "2978.30万元"),
        ("预算执行率", "99.46%"),
    }
    text = render(report(good_year()), trace=True)
    assert "［预算执行率］99.46%（全年执行数÷全年预算数）" in text
    assert "［填报人原文］" in text


# --- read back ------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", [good_year(), in_province(good_year())])
def test_the_report_passes_the_programs_own_checks(year):
    found = findings(checked(report(year)))
    assert found[Severity.ERROR] == set()
    assert found[Severity.WARNING] <= DESERVED


@pytest.mark.parametrize("year", [good_year(), in_province(good_year())])
def test_as_a_word_file_it_passes_them_too_and_holds_the_same_facts(year):
    composition = report(year)
    document = pipeline.check_bytes(write_word(composition), "自评报告.docx")
    found = findings(document)
    assert found[Severity.ERROR] == set()
    assert found[Severity.WARNING] <= DESERVED
    assert figures(document) == figures(checked(composition))


def test_the_bad_year_is_told_as_bad():
    found = findings(checked(report(sample(2024))))
    assert found[Severity.ERROR] == {"FND15"}  # the rate that the user wrote by hand
    assert "DT09" in found[Severity.WARNING]  # a meeting after the day of the report


def test_the_sections_are_recognised_again():
    understanding = checked(report(good_year())).understanding
    found = {section.key for section in understanding.sections}
    assert found >= {
        SectionKey.FUNCTIONS,
        SectionKey.FUNDS,
        SectionKey.CONCLUSION,
        SectionKey.MISSION_EFFECTIVENESS,
        SectionKey.MANAGEMENT_EFFICIENCY,
        SectionKey.PROBLEMS,
        SectionKey.MEASURES,
        SectionKey.LAST_YEAR,
    }


FACTS = [
    ("posts", "52"),
    ("staff", "49"),
    ("staffing_rate", "94.23"),
    ("budget_total", "2950.40"),
    ("budget_total", "2994.50"),
    ("expenditure_total", "2978.30"),
    ("execution_rate", "99.46"),
    ("carryover_opening", "18.40"),
    ("income_total", "2964.75"),
    ("carryover_closing", "4.85"),
    ("expenditure_basic", "1507.98"),
    ("expenditure_staff", "1288.12"),
    ("expenditure_public", "219.86"),
    ("expenditure_project", "1470.32"),
    ("output_indicator_count", "5"),
    ("total_score", "96.64"),
    ("three_public_total", "34.54"),
    ("three_public_budget", "35.50"),
    ("overseas_trips", "11.46"),
    ("vehicles_operation", "14.73"),
    ("official_receptions", "8.35"),
    ("procurement_total", "598.36"),
    ("procurement_services", "543.50"),
    ("procurement_sme", "598.36"),
    ("procurement_micro", "404.91"),
    ("fixed_assets_total", "185.70"),
    ("fixed_assets_used", "184.70"),
    ("fixed_assets_rate", "99.46"),
    ("unit_cost", "70.71"),
    ("completion_rate", "115.00"),
]


@pytest.mark.parametrize("year", [good_year(), in_province(good_year()), sample(2024)])
def test_every_figure_that_is_printed_is_read_again_with_its_unit(year):
    composition = report(year)
    assert len(amounts(composition)) > 100
    assert unread(composition) == []


def test_the_figures_of_the_workbook_are_found_again_as_facts():
    found = set(figures(checked(report(good_year()))))
    assert not [each for each in FACTS if (each[0], Decimal(each[1])) not in found]
    deducted = [value for concept, value in found if concept == "deducted_points"]
    assert Decimal("3.36") in deducted
    scores = {value for concept, value in found if concept == "part_score"}
    lines = material(good_year()).sheet.line("management_efficiency").children
    assert {line.score for line in lines} <= scores


def test_the_report_is_the_same_where_an_indicator_is_coded_like_a_line_of_the_standard():
    year = good_year()
    first = replace(year.indicators[0], code="spending_rate")
    assert told(replace(year, indicators=(first, *year.indicators[1:]))) == told(year)


def test_indicators_without_a_number_keep_their_own_scores_and_reasons():
    year = good_year()
    bare = tuple(replace(each, code="") for each in year.indicators)
    assert told(replace(year, indicators=bare)) == told(year)


def test_before_anything_is_scored_no_points_are_told():
    text = told(small())
    assert "已计分的评分项" not in text
    assert "等27项尚未计分，补齐前不得出总分和等次" in text


def test_quotation_marks_within_quotation_marks_are_single_ones():
    text = told(small())
    assert "“‘三公’经费控制情况”（1分）尚未计分" in text
    assert "““" not in text


def test_a_line_that_does_not_apply_is_told_where_others_are_not_scored_yet():
    year = good_year()
    answers = tuple(each for each in year.management if each.fact != "inventories")
    text = told(replace(year, management=answers))
    assert "“资产盘点情况”（1分）尚未计分。" in text
    assert "“资产收益上缴及时性”不适用，按标准给满分1.00分。" in text
