"""Headings of many regions, and the sections that they open."""

import pytest

from jixiao.extraction.outline import sections
from jixiao.reading import read_bytes
from jixiao.terms import SectionKey

GUANGDONG_CITY = """丘海市水务局2023年度部门整体支出绩效自评报告

一、部门基本情况

（一）部门职能

负责全市水资源调度。

（二）年度总体工作和重点工作任务

推进河道整治。

（三）部门整体支出绩效目标

完成河道清淤。

（四）部门整体收支情况

全年支出100万元。

（五）部门整体绩效管理情况

建立了制度。

二、绩效自评情况

（一）自评结论

自评得分95分。

（二）履职效能分析

1.河道整治任务。完成清淤3公里。

（三）管理效率分析

1.预算编制情况。编制规范。

2.绩效管理情况。按时监控。

三、存在的主要问题

一是绩效目标设置水平有待提高。个别指标偏低。

四、下一步改进措施

加强培训。
"""

HUNAN = """2021年度丘海县水利局部门整体支出绩效评价报告

一、部门概况

（一）主要职能

负责全县水利工作。

（二）机构设置情况

内设股室5个。

二、部门整体支出管理及使用情况

全年支出100万元。

三、绩效评价工作开展情况

成立了工作组。

四、绩效评价指标分析

（一）投入情况

目标合理。

（二）过程情况

执行规范。

（三）产出情况

完成任务。

（四）效果情况

效益良好。

五、综合评价情况及评价结论

得分90分。

六、主要经验及做法、存在的问题及原因分析

工作有成效，也有不足。

七、有关建议

增加培训。

八、其他需要说明的问题

无。
"""


def outline(text):
    document = read_bytes(text.encode(), "报告.txt")
    return [
        (section.key, document.text[section.heading.start : section.heading.end], section.level)
        for section in sections(document)
    ]


def keys(text):
    return [key for key, _, _ in outline(text) if key is not SectionKey.OTHER]


def meaning(heading):
    """The sections that a heading standing on top opens."""
    return keys(
        f"丘海市水务局2023年度绩效自评报告\n\n一、{heading}\n\n工作已经完成，资金已经支付。\n"
    )


def test_guangdong_city_outline_has_its_sections_in_order():
    assert keys(GUANGDONG_CITY) == [
        SectionKey.OVERVIEW,
        SectionKey.FUNCTIONS,
        SectionKey.PLAN,
        SectionKey.GOAL,
        SectionKey.FUNDS,
        SectionKey.PERFORMANCE_MANAGEMENT,
        SectionKey.EVALUATION,
        SectionKey.CONCLUSION,
        SectionKey.MISSION_EFFECTIVENESS,
        SectionKey.MANAGEMENT_EFFICIENCY,
        SectionKey.PROBLEMS,
        SectionKey.MEASURES,
    ]


def test_frame_of_2013_outline_has_its_sections_in_order():
    assert keys(HUNAN) == [
        SectionKey.OVERVIEW,
        SectionKey.FUNCTIONS,
        SectionKey.FUNCTIONS,
        SectionKey.FUNDS,
        SectionKey.EVALUATION_WORK,
        SectionKey.INDICATOR_ANALYSIS,
        SectionKey.MANAGEMENT_EFFICIENCY,
        SectionKey.MANAGEMENT_EFFICIENCY,
        SectionKey.MISSION_EFFECTIVENESS,
        SectionKey.MISSION_EFFECTIVENESS,
        SectionKey.CONCLUSION,
        SectionKey.EXPERIENCE,
        SectionKey.PROBLEMS,
        SectionKey.MEASURES,
    ]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("主要职责", ["functions"]),
        ("单位职责及机构设置情况", ["functions"]),
        ("2023年度部门整体收支情况", ["funds"]),
        ("部门整体支出情况（以决算数为统计口径）", ["funds"]),
        ("预算收支情况", ["funds"]),
        ("资金投入和使用情况", ["funds"]),
        ("年度绩效目标设定情况", ["goal"]),
        ("绩效目标完成情况分析", ["mission_effectiveness"]),
        ("综合评价结论", ["conclusion"]),
        ("评价结论及得分", ["conclusion"]),
        ("管理效能", ["management_efficiency"]),
        ("过程", ["management_efficiency"]),
        ("产出和效益情况", ["mission_effectiveness"]),
        ("存在问题及原因分析", ["problems"]),
        ("存在的不足", ["problems"]),
        ("存在问题和改进措施", ["problems", "measures"]),
        ("问题及下一步工作打算", ["problems", "measures"]),
        ("下一步工作打算", ["measures"]),
        ("改进措施和有关建议", ["measures"]),
        ("主要经验及做法、存在的问题和建议", ["experience", "problems", "measures"]),
        ("上年度绩效自评问题整改情况", ["last_year"]),
        ("以前年度发现问题的整改情况", ["last_year"]),
        ("绩效自评工作组织开展情况", ["evaluation_work"]),
        ("部门概况", ["overview"]),
        ("项目立项情况", ["overview"]),
        ("收入决算情况说明", ["income_final_accounts"]),
        ("支出决算情况说明", ["expenditure_final_accounts"]),
        ("其他需要说明的问题", []),
        ("名词解释", []),
    ],
)
def test_wordings_of_many_regions(heading, expected):
    assert [key.value for key in meaning(heading)] == expected


def test_department_overview_below_another_overview_is_its_functions():
    text = (
        "丘海市水务局2022年绩效自评报告\n\n一、基本情况\n\n（一）部门概况\n\n市水务局设5个科室。\n"
    )
    assert keys(text) == [SectionKey.OVERVIEW, SectionKey.FUNCTIONS]


def test_two_sections_of_one_heading_have_the_same_span():
    document = read_bytes(
        "丘海市水务局2022年绩效自评报告\n\n一、存在问题及改进措施\n\n培训不足，将加强培训。\n".encode(),
        "报告.txt",
    )
    first, second = sections(document)
    assert (first.heading, first.end, first.block) == (second.heading, second.end, second.block)
    assert {first.key, second.key} == {SectionKey.PROBLEMS, SectionKey.MEASURES}


def test_what_is_said_among_problems_is_no_section_of_goals():
    assert SectionKey.GOAL not in keys(GUANGDONG_CITY.partition("三、")[2])


def test_performance_management_below_management_efficiency_is_not_that_of_the_department():
    assert keys(GUANGDONG_CITY).count(SectionKey.PERFORMANCE_MANAGEMENT) == 1


def test_run_in_heading_ends_before_its_text():
    assert (SectionKey.OTHER, "河道整治任务", 3) in outline(GUANGDONG_CITY)


def test_section_ends_at_the_next_heading_of_the_same_or_a_higher_level():
    document = read_bytes(GUANGDONG_CITY.encode(), "报告.txt")
    found = sections(document)
    by_key = {section.key: section for section in found}
    overview, functions = by_key[SectionKey.OVERVIEW], by_key[SectionKey.FUNCTIONS]
    evaluation, plan = by_key[SectionKey.EVALUATION], by_key[SectionKey.PLAN]
    assert overview.end == document.blocks[evaluation.block].start
    assert functions.end == document.blocks[plan.block].start
    assert by_key[SectionKey.MEASURES].end == len(document.text)


def test_known_title_without_a_number_is_a_heading():
    text = "丘海市水务局2022年绩效自评报告\n\n基本情况\n\n水务局设5个科室。\n\n存在的主要问题\n\n培训不足。\n"
    assert keys(text) == [SectionKey.OVERVIEW, SectionKey.PROBLEMS]


def test_markdown_headings_without_numbers_are_headings():
    text = "# 丘海市水务局2022年绩效自评报告\n\n## 部门基本情况\n\n设5个科室。\n\n## 存在的主要问题\n\n培训不足。\n"
    document = read_bytes(text.encode(), "报告.md")
    assert [section.key for section in sections(document)] == [
        SectionKey.OVERVIEW,
        SectionKey.PROBLEMS,
    ]


def test_document_without_headings_has_no_sections():
    assert outline("今天下雨。\n") == []
