"""What reports say of themselves, in the ways of many places."""

import json
import os
from pathlib import Path

import pytest
import yaml

from jixiao.extraction.metadata import metadata
from jixiao.extraction.numbers import scan
from jixiao.extraction.outline import sections
from jixiao.extraction.regions import county_in, region_in, region_of
from jixiao.reading import read, read_bytes
from jixiao.terms import ReportKind

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("JIXIAO_SHARED", ROOT.parent / "shared"))
TITLE = "丘海市水务局2023年度部门整体支出绩效自评报告"
BODY = """

一、部门基本情况

（一）部门职能

负责全市水资源调度。

二、绩效自评情况

（一）自评结论

{conclusion}

三、存在的主要问题

培训不足。
"""
REGIONS_OF_SEEDS = {
    "000": "广东省",
    "001": "广东省/广州市/南沙区",
    "002": "广东省/广州市/黄埔区",
    "003": "广东省/广州市",
    "004": "广东省/广州市",
}


def of_document(document):
    return metadata(document, scan(document.text), sections(document))


def of(text):
    return of_document(read_bytes(text.encode(), "报告.txt"))


def concluded(conclusion, title=TITLE):
    return of(title + BODY.format(conclusion=conclusion))


def titled(title, conclusion="已完成。"):
    return of(title + BODY.format(conclusion=conclusion))


# --- title, kind, department ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "department", "year", "kind"),
    [
        (TITLE, "丘海市水务局", 2023, "department_wide_self_evaluation"),
        (
            "关于2023年度丘海市教育局部门整体支出绩效自评情况的报告",
            "丘海市教育局",
            2023,
            "department_wide_self_evaluation",
        ),
        (
            "丘海县红旗镇人民政府2020年度整体支出绩效评价报告",
            "丘海县红旗镇人民政府",
            2020,
            "department_wide_evaluation",
        ),
        (
            "丘海市第一中学2022年度单位整体支出绩效自评报告",
            "丘海市第一中学",
            2022,
            "department_wide_self_evaluation",
        ),
        (
            "丘海市民政局2022年度养老服务补贴项目支出绩效评价报告",
            "丘海市民政局",
            2022,
            "project_evaluation",
        ),
        ("高标准农田建设项目绩效评价报告", None, None, "project_evaluation"),
        (
            "2022年乡村振兴补助资金转移支付绩效自评报告",
            None,
            2022,
            "transfer_payment_self_evaluation",
        ),
        ("2024年新建体育馆项目事前绩效评估报告", None, 2024, "ex_ante_appraisal"),
        ("丘海市财政局2023年1—7月绩效运行监控报告", "丘海市财政局", 2023, "performance_monitoring"),
        ("丘海市审计局2022年度部门决算", "丘海市审计局", 2022, "final_accounts"),
    ],
)
def test_title_names_department_year_and_kind(title, department, year, kind):
    found = titled(title)
    assert (found.department, found.fiscal_year, found.report_kind) == (department, year, kind)


def test_title_in_two_lines_is_one():
    found = titled("2023年度丘海市水资源调度与河道\n管理委员会部门整体支出绩效自评报告")
    assert found.title == "2023年度丘海市水资源调度与河道管理委员会部门整体支出绩效自评报告"
    assert found.department == "丘海市水资源调度与河道管理委员会"


def test_kind_of_a_bare_title_is_told_by_the_headings():
    found = titled("丘海市统计局2021年度绩效自评报告")
    assert found.report_kind is ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION


def test_department_and_date_come_from_the_cover():
    found = titled(
        "部门整体支出绩效自评报告\n\n（2022年度）\n\n部门名称：丘海市水务局（公章）\n\n填报人：白云\n\n填报日期：2023年3月9日"
    )
    assert found.department == "丘海市水务局"
    assert found.fiscal_year == 2022
    assert found.report_date is not None
    assert found.report_date.iso() == "2023-03-09"


def test_number_of_budget_units_is_no_department():
    assert titled("部门整体支出绩效自评报告\n\n预算单位数量：3个").department is None


# --- year and date -------------------------------------------------------------------------------


def test_year_of_the_report_date_is_not_the_fiscal_year():
    found = of(
        "部门整体支出绩效自评报告\n\n填报日期：2023年7月1日\n\n一、基本情况\n\n2022年支出100万元，2021年支出90万元，2022年完成项目3个。\n"
    )
    assert found.fiscal_year == 2022


def test_several_years_in_the_title_are_no_fiscal_year():
    assert titled("2021—2023年科技专项资金绩效评价报告").fiscal_year is None


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        ("丘海市水务局\n\n2024年4月26日", "2024-04-26"),
        ("丘海市水务局\n\n二○二四年四月二十六日", "2024-04-26"),
        ("丘海市水务局  2024年4月26日", "2024-04-26"),
        ("会议于2024年4月26日召开。", None),
        ("丘海市水务局", None),
    ],
)
def test_date_of_the_signature(closing, expected):
    found = of(TITLE + BODY.format(conclusion="已完成。") + "\n" + closing + "\n")
    assert (found.report_date.iso() if found.report_date else None) == expected


def test_impossible_date_is_kept_as_printed():
    found = titled("部门整体支出绩效自评报告\n\n填报日期：2023年6月31日")
    assert found.report_date is not None
    assert found.report_date.iso() == "2023-06-31"


def test_signature_is_the_closing_line_with_the_name():
    text = TITLE + BODY.format(conclusion="已完成。") + "\n丘海市水务局\n\n2024年4月26日\n"
    document = read_bytes(text.encode(), "报告.txt")
    span = of_document(document).signature_span
    assert span is not None
    assert document.text[span.start : span.end] == "丘海市水务局"


def test_report_without_closing_lines_has_no_signature():
    assert concluded("已完成。").signature_span is None


# --- score and grade -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conclusion", "score", "grade"),
    [
        ("经综合评价，最终得分为95.5分，评价等次为良好。", "95.5", "良好"),
        ("总分100分，自评得98.20分，评定为“优”等级。", "98.20", "优"),
        ("满分为100分，我局得分96分。", "96", None),
        ("自评得分：97.6，自评等级：优", "97.6", "优"),
        ("部门整体支出绩效评价得分为（百分制）91.3分，绩效等级属于“优秀”。", "91.3", "优秀"),
        (
            "自评综合得分99分（其中：投入15分，过程24分，产出30分，效果30分），等级为优。",
            "99",
            "优",
        ),
        ("90分以上为优、80—90分为良、60—80分为中，自评得分88.4分，等级为良。", "88.4", "良"),
        ("自评得分88.4分，等级为“良”（90分及以上为优，80分至90分为良）。", "88.4", "良"),
        ("年中监控自评得分92分。年末自评得分95分，等级为“优”。", "95", "优"),
        ("上年度自评得分95分。2023年度整体支出绩效综合得分96.3分，评价结果为“优”。", "96.3", "优"),
        ("2022年度自评得分95分，等级为良；2023年度自评得分96分，等级为优。", "96", "优"),
        ("某项目自评得分90分，部门整体支出绩效自评得分92分。", "92", None),
        (
            "决策满分20分，评得18.5分；产出满分80分，评得71分。该资金得分为89.5分，等级为良。",
            "89.5",
            "良",
        ),
        ("投入15分得14分，过程25分得24分，产出60分得57分，合计得分95分，等次为优。", "95", "优"),
    ],
)
def test_total_score_and_grade(conclusion, score, grade):
    found = concluded(conclusion)
    assert (found.total_score and str(found.total_score), found.grade) == (score, grade)


@pytest.mark.parametrize(
    "conclusion",
    [
        "履职效能自评得分49.5分，管理效率自评得分48分。",
        "12个项目中，自评等级为优的11个，自评等级为良的1个。",
        "评价结果分为优、良、中、差四个等级。",
        "1—6月部门自行监控自评得分96分。",
        "全市水务系统年度考核结果为优秀。",
        "服务对象满意度得分9.8分，预算执行率得10分。",
        "立项情况由依据、目标两个方面组成，权重20分，综合得分18.5分。",
        "该维度评价得分17分。",
    ],
)
def test_what_is_not_the_total_is_neither_score_nor_grade(conclusion):
    found = concluded(conclusion)
    assert (found.total_score, found.grade) == (None, None)


def test_wrong_year_in_the_conclusion_hides_no_score():
    found = concluded("2022年度部门整体支出绩效自评得分97.2分，等次为“优”。")
    assert (str(found.total_score), found.grade) == ("97.2", "优")


SCORED_FORM = "指标名称\t分值\t得分\n修缮面积\t60\t57.5\n师生满意度\t40\t39\n合计\t100\t96.5\n"


def test_total_of_a_scored_table_where_the_prose_names_none():
    found = of("丘海市第二中学2023年校舍修缮项目绩效自评报告\n" + SCORED_FORM)
    assert str(found.total_score) == "96.5"


def test_table_of_a_project_tells_nothing_of_the_department():
    title = "丘海市水务局2023年度部门整体支出绩效自评报告\n"
    assert of(title + "附表2 水毁修复项目自评表\n" + SCORED_FORM).total_score is None


def test_two_different_totals_are_none():
    assert concluded("自评得分95分。自评得分96分。").total_score is None


def test_monitoring_report_has_no_total_score():
    found = concluded("自评得分95分。", "丘海市水务局2023年绩效运行监控报告")
    assert found.total_score is None


# --- region and names ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("广东省水利厅", "广东省"),
        ("广州市南沙区教育局", "广东省/广州市/南沙区"),
        ("广州开发区建设和交通局", "广东省/广州市/黄埔区"),
        ("深圳市人民政府驻上海办事处", "广东省/深圳市"),
        ("北京市朝阳区园林绿化局", "北京市/朝阳区"),
        ("湖南省岳阳市君山区农业农村局", "湖南省/岳阳市/君山区"),
        ("岳阳县水利局", "湖南省/岳阳市/岳阳县"),
        ("延边州水利局", "吉林省/延边朝鲜族自治州"),
        ("吉林市城市管理局", "吉林省/吉林市"),
        ("广西壮族自治区桂林市阳朔县水利局", "广西壮族自治区/桂林市/阳朔县"),
        ("内蒙古自治区通辽市科尔沁左翼中旗水务局", "内蒙古自治区/通辽市"),
        ("徐州市市场监督管理局", "江苏省/徐州市"),
        ("中山大学", None),
        ("国家水利委员会", None),
        ("丘海市水务局", None),
    ],
)
def test_region_of_an_authority(name, region):
    assert (region_of(name) or "").startswith(region or "")
    assert (region is None) == (region_of(name) is None)


def test_region_in_the_notice_of_a_finance_authority():
    assert region_in("根据《广州市南沙区财政局关于开展自评的通知》，") == "广东省/广州市/南沙区"
    assert region_in("根据《广州市财政局关于自评的通知》和《深圳市财政局关于自评的通知》，") is None
    assert region_in("按照区财政局要求，") is None


def test_county_whose_city_the_text_tells():
    assert county_in("丘海县水务局", "本局位于四川省巴中市丘海县。") == "四川省/巴中市/丘海县"
    assert county_in("丘海县水务局", "丘海县地处山区，属巴中市管辖。") == "四川省/巴中市/丘海县"
    assert county_in("丘海县水务局", "本局位于丘海县。") is None


def test_names_that_a_report_uses_for_itself():
    text = TITLE.replace("水务局", "水土保持办公室") + BODY.format(
        conclusion="丘海市水土保持办公室（以下简称“水保中心办”）已完成。我办与市水保办、本单位一致，全局工作全部完成。市政府办公室予以支持。"
    )
    names = [name for name, _ in of(text).self_names]
    assert names == ["水保中心办", "我办", "市水保办", "本单位"]


# --- real and invented reports -------------------------------------------------------------------


def seeds():
    if not (SHARED / "gold" / "seeds.json").exists():
        return []
    return json.loads((SHARED / "gold" / "seeds.json").read_text(encoding="utf-8"))["seeds"]


def test_seeds_are_there_where_they_are_required():
    assert seeds() or os.environ.get("JIXIAO_REQUIRE_SEEDS") != "1"


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed["id"])
def test_real_reports(seed):
    found = of_document(read(SHARED / "seeds" / seed["file"]))
    gold = seed["metadata"]
    score = None if gold["total_score"] is None else str(gold["total_score"])
    assert found.department == gold["department"]
    assert found.fiscal_year == gold["fiscal_year"]
    assert (found.report_date.iso() if found.report_date else None) == gold["report_date"]
    assert (found.total_score and str(found.total_score)) == score
    assert found.grade == gold["grade"]
    assert found.region == REGIONS_OF_SEEDS[seed["id"]]
    assert found.title == gold["title"]


@pytest.mark.parametrize(
    "sample", sorted((ROOT / "samples").glob("*/sample.yaml")), ids=lambda path: path.parent.name
)
def test_samples(sample):
    about = yaml.safe_load(sample.read_text(encoding="utf-8"))
    wanted = about["metadata"]
    found = of_document(read(sample.parent / about.get("clean", about["file"])))
    assert found.department == wanted["department"]
    assert found.fiscal_year == wanted["fiscal_year"]
    assert (found.report_date.iso() if found.report_date else None) == wanted["report_date"]
    assert (found.total_score and str(found.total_score)) == wanted["total_score"]
    assert found.grade == wanted["grade"]
    assert found.report_kind == wanted["report_kind"]
    assert found.region is None or found.region == wanted["region"]  # invented places are unknown
