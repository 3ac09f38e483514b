"""Facts and relations of tables in many layouts; every figure is invented."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from jixiao.extraction import split_sentences
from jixiao.extraction.grammar.base import Collector
from jixiao.extraction.grammar.tables import read_tables
from jixiao.extraction.metadata import metadata
from jixiao.extraction.numbers import scan
from jixiao.extraction.outline import sections
from jixiao.extraction.vocabulary import vocabulary
from jixiao.model.arithmetic import (
    Verdict,
    verify_change_amount,
    verify_change_rate,
    verify_ratio,
    verify_sum,
)
from jixiao.model.fact import Entity
from jixiao.model.folding import fold
from jixiao.model.quantity import Comparator, Dimension
from jixiao.model.relation import (
    Adjustment,
    Attainment,
    Change,
    PartsOfWhole,
    Ratio,
    RatioKind,
    Scored,
)
from jixiao.reading import read, read_bytes
from jixiao.terms import Fund

TITLE = "某市某局2023年度部门整体支出绩效自评报告\n\n一、部门整体收支情况\n\n"
SAMPLES = Path(__file__).parents[2] / "samples"
WITH_TABLES = (
    "guangxi-county",
    "hunan-whole-evaluation",
    "markdown-bureau",
    "ocr-worn",
    "project-self-evaluation",
)
# How samples.yaml calls a relation → what it is read as
KINDS = {
    "sum": PartsOfWhole,
    "score_total": PartsOfWhole,
    "weights": PartsOfWhole,
    "ratio": Ratio,
    "signed_difference": Change,
    "change_rate": Change,
    "score_rule": Attainment,
    "prorata": Attainment,
    "weighted": Attainment,
    "dates": Attainment,
    "at_most": (Attainment, Scored, Ratio),
}


class Tables:
    """What was read in the tables of a document."""

    def __init__(self, document):
        self.document = document
        tokens, outline = scan(document.text), sections(document)
        sentences = split_sentences(document, tokens)
        about = metadata(document, tokens, outline, None)
        out = Collector(
            document=document,
            vocabulary=vocabulary(),
            fiscal_year=about.fiscal_year,
            total_score=about.total_score,
            sentences=sentences,
        )
        read_tables(document, tokens, sentences, outline, out)
        self.facts = sorted(out.facts.values(), key=lambda fact: fact.start)
        self.relations = [each for kind in out.relations.values() for each in kind]

    def text(self, fact):
        return self.document.text[fact.start : fact.end] if fact is not None else None

    def all(self, kind):
        return [relation for relation in self.relations if isinstance(relation, kind)]

    def sums(self, *, sure=True):
        """Each whole that the parts must make up, with its parts, as printed."""
        return {
            self.text(each.whole): [self.text(part) for part in each.parts]
            for each in self.all(PartsOfWhole)
            if each.exhaustive and each.sure is sure
        }

    def fact(self, label):
        return next(fact for fact in self.facts if fact.label == label)


def markdown(table, title=TITLE):
    return Tables(read_bytes((title + table).encode(), "报告.md"))


def plain(table, title=TITLE):
    return Tables(read_bytes((title + table).encode(), "报告.txt"))


# --- columns --------------------------------------------------------------------------------------

BUDGET = """表1 预算执行情况（单位：万元）

| 项目 | 年初预算数 | 全年预算数 | 决算数 | 执行率 |
|---|---|---|---|---|
| 基本支出 | 600.00 | 620.00 | 600.00 | 96.77% |
| 项目支出 | 1,600.00 | 1,780.00 | 1,700.00 | 95.51% |
| 合计 | 2,200.00 | 2,400.00 | 2,300.00 | 95.83% |
"""


def test_row_labels_and_headers_name_the_amounts():
    tables = markdown(BUDGET)
    concepts = {fact.label: fact.concept for fact in tables.facts}
    assert concepts["基本支出年初预算数"] == "budget_basic"
    assert concepts["基本支出决算数"] == "expenditure_basic"
    assert concepts["项目支出全年预算数"] == "budget_project"
    assert concepts["合计决算数"] == "expenditure_total"
    assert concepts["合计全年预算数"] == "budget_total"


def test_the_unit_of_the_caption_belongs_to_the_money():
    tables = markdown(BUDGET)
    assert tables.fact("项目支出年初预算数").amount.base == Decimal(16_000_000)
    assert tables.fact("合计执行率").amount.unit.name == "%"


def test_an_execution_rate_stands_on_the_budget_after_adjustments():
    tables = markdown(BUDGET)
    rates = tables.all(Ratio)
    assert [tables.text(each.denominator) for each in rates] == ["620.00", "1,780.00", "2,400.00"]
    assert {each.topic for each in rates} == {"execution"}
    assert {each.kind for each in rates} == {RatioKind.EXECUTION}
    assert [tables.text(each.alternatives[0]) for each in rates] == [
        "600.00",
        "1,600.00",
        "2,200.00",
    ]


def test_columns_add_up_to_the_total_row_by_topic():
    tables = markdown(BUDGET)
    topics = {tables.text(each.whole): each.topic for each in tables.all(PartsOfWhole)}
    assert topics == {
        "2,200.00": "budget_by_nature",
        "2,400.00": "budget_by_nature",
        "2,300.00": "expenditure_by_nature",
    }
    assert tables.sums()["2,300.00"] == ["600.00", "1,700.00"]


def test_binding_does_not_depend_on_the_values():
    wrong = markdown(BUDGET.replace("2,300.00", "9,999.00").replace("95.83%", "1.00%"))
    assert wrong.sums()["9,999.00"] == ["600.00", "1,700.00"]
    assert wrong.text(wrong.all(Ratio)[-1].rate) == "1.00%"


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("决算数（元）", "元"),
        ("决算数(万元)", "万元"),
        ("决算数/亿元", "亿元"),
        ("决算数（单位：万元）", "万元"),
    ],
)
def test_a_header_states_its_unit(header, unit):
    tables = markdown(f"| 项目 | {header} |\n|---|---|\n| 基本支出 | 5 |\n| 项目支出 | 6 |\n")
    assert {fact.amount.unit.name for fact in tables.facts} == {unit}
    assert {fact.concept for fact in tables.facts} == {"expenditure_basic", "expenditure_project"}


def test_two_header_rows_keep_the_years_apart():
    tables = markdown("""
| 支出项目 | 2022年（万元） | | 2023年（万元） | | |
|---|---|---|---|---|---|
| | 预算数 | 决算数 | 预算数 | 决算数 | 执行率 |
| 合计 | 1,200 | 1,100 | 1,400 | 1,300 | 92.86% |
| 基本支出 | 600 | 580 | 620 | 600 | 96.77% |
| 项目支出 | 600 | 520 | 780 | 700 | 89.74% |
""")
    periods = {fact.label: fact.period.iso() for fact in tables.facts}
    assert periods["基本支出2022年决算数"] == "2022"
    assert periods["基本支出2023年决算数"] == "2023"
    rate = tables.all(Ratio)[0]
    assert (tables.text(rate.numerator), tables.text(rate.denominator)) == ("1,300", "1,400")
    assert tables.sums()["1,100"] == ["580", "520"]


def test_a_row_of_column_numbers_is_no_data():
    tables = markdown("""
| 项目 | 预算数 | 决算数 |
|---|---|---|
| 栏次 | 1 | 2 |
| 基本支出 | 10 | 9 |
| 项目支出 | 20 | 18 |
| 合计 | 30 | 27 |
""")
    assert tables.sums() == {"30": ["10", "20"], "27": ["9", "18"]}


def test_ordinals_and_codes_are_no_facts():
    tables = markdown("""
| 序号 | 科目编码 | 科目名称 | 决算数（万元） |
|---|---|---|---|
| 1 | 201 | 一般公共服务支出 | 90 |
| 2 | 20103 | 政府办公厅及相关机构事务 | 90 |
| 3 | 212 | 城乡社区支出 | 40 |
| 4 | 21201 | 城乡社区管理事务 | 40 |
| | | 合计 | 130 |
""")
    assert [tables.text(fact) for fact in tables.facts] == ["90", "90", "40", "40", "130"]


def test_words_in_a_cell_are_no_number():
    tables = markdown("""
| 项目名称 | 预算数（万元） | 备注 |
|---|---|---|
| 甲项目 | 10 | 2023年6月下达5万元 |
| 乙项目 | 见附件3 | |
| 合计 | 30 | |
""")
    assert [tables.text(fact) for fact in tables.facts] == ["10", "30"]
    assert not tables.all(PartsOfWhole)


def test_tables_without_known_headers_say_nothing():
    for table in (
        "| 部门名称 | 某市某局 |\n|---|---|\n| 联系电话 | 12345678 |\n| 预算单位数量 | 3 |\n",
        "| 100 |\n|---|\n| 200 |\n",
        "| 甲 | 1 | 2 |\n|---|---|---|\n| 乙 | 3 | 4 |\n| 合计 | 4 | 6 |\n",
    ):
        tables = markdown(table)
        assert not tables.facts
        assert not tables.relations


def test_a_document_without_tables_says_nothing():
    assert not plain("全年支出100万元。\n").facts


# --- totals, subtotals, 其中 ---------------------------------------------------------------------


def test_the_total_may_come_first():
    tables = markdown("""
| 项目名称 | 决算数（万元） |
|---|---|
| 合计 | 60 |
| 甲项目 | 10 |
| 乙项目 | 20 |
| 丙项目 | 30 |
""")
    assert tables.sums() == {"60": ["10", "20", "30"]}
    assert tables.all(PartsOfWhole)[0].topic == "breakdown"


def test_a_year_total_and_a_grand_total():
    tables = markdown("""
| 项目 | 决算数（万元） | 项目 | 决算数（万元） |
|---|---|---|---|
| 一、一般公共预算财政拨款收入 | 1,200 | 一、一般公共服务支出 | 900 |
| 二、其他收入 | 150 | 二、城乡社区支出 | 400 |
| 本年收入合计 | 1,350 | 本年支出合计 | 1,300 |
| 年初结转和结余 | 30 | 年末结转和结余 | 80 |
| 总计 | 1,380 | 总计 | 1,380 |
""")
    found = tables.all(PartsOfWhole)
    assert [[tables.text(part) for part in each.parts] for each in found] == [
        ["1,200", "150"],
        ["1,350", "30"],
        ["900", "400"],
        ["1,300", "80"],
    ]
    assert found[0].topic == "income_by_source"
    assert found[2].topic == "breakdown"
    concepts = [fact.concept for fact in tables.facts if fact.label == "总计决算数"]
    assert concepts == ["income_grand_total", "expenditure_grand_total"]


def test_parts_that_the_vocabulary_knows_stay_below_their_row():
    tables = markdown("""
| 项目 | 决算数（万元） |
|---|---|
| 基本支出 | 100 |
| 其中：人员经费 | 80 |
| 公用经费 | 20 |
| 项目支出 | 50 |
| 合计 | 150 |
""")
    assert tables.sums() == {"100": ["80", "20"], "150": ["100", "50"]}
    assert {each.topic for each in tables.all(PartsOfWhole)} == {
        "basic_by_kind",
        "expenditure_by_nature",
    }


def test_where_a_list_of_which_ends_is_not_guessed():
    tables = markdown("""
| 项目 | 人数（人） |
|---|---|
| 在岗职工 | 50 |
| 其中：党员 | 30 |
| 女性 | 20 |
| 离退休干部 | 12 |
| 合计 | 62 |
""")
    assert len(tables.facts) == 5
    assert not tables.all(PartsOfWhole)


def test_rows_that_may_be_parts_of_others_are_not_added():
    for rows in (
        "基本支出 | 100 \n项目支出 | 50 \n信息化建设 | 30 \n宣传培训 | 20 \n合计 | 150",
        "局机关 | 100 \n下属单位 | 50 \n市图书馆 | 30 \n市文化馆 | 20 \n合计 | 150",
        "一般公共预算 | 100 \n甲项目 | 100 \n政府性基金 | 50 \n合计 | 150",
    ):
        table = rows.replace("\n", "|\n|")
        tables = markdown(f"| 项目 | 金额（万元） |\n|---|---|\n| {table} |\n")
        assert not tables.all(PartsOfWhole)


def test_where_no_column_adds_up_the_rows_are_of_several_levels():
    tables = markdown("""
| 项目名称 | 预算数（万元） | 执行数（万元） |
|---|---|---|
| 农业项目 | 100 | 90 |
| 高标准农田 | 60 | 55 |
| 农机补贴 | 40 | 35 |
| 合计 | 100 | 90 |
""")
    assert not tables.sums()
    assert set(tables.sums(sure=False)) == {"100", "90"}


def test_rows_of_which_below_a_total_are_within_it():
    tables = markdown("""
| 项目 | 人数（人） |
|---|---|
| 合计 | 62 |
| 其中：党员 | 30 |
| 女性 | 40 |
""")
    found = tables.all(PartsOfWhole)
    assert [tables.text(each.parts[0]) for each in found] == ["30", "40"]
    assert not any(each.exhaustive for each in found)


def test_codes_tell_classes_from_items():
    tables = markdown("""
| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| 201 | 一般公共服务支出 | 900 | 600 | 300 |
| 20103 | 政府办公厅及相关机构事务 | 900 | 600 | 300 |
| 2010301 | 行政运行 | 600 | 600 | 0 |
| 2010302 | 一般行政管理事务 | 300 | - | 300 |
| 212 | 城乡社区支出 | 400 | - | 400 |
| 合计 | | 1,300 | 600 | 700 |
""")
    total = [each for each in tables.all(PartsOfWhole) if tables.text(each.whole) == "1,300"]
    assert [tables.text(part) for part in total[0].parts] == ["600", "700"]
    assert total[0].topic == "expenditure_by_nature"  # along the row
    assert [tables.text(part) for part in total[1].parts] == ["900", "400"]


def test_items_and_classes_without_codes_are_not_added():
    tables = markdown("""
| 科目名称 | 决算数（万元） |
|---|---|
| 一般公共服务支出 | 900 |
| 行政运行 | 600 |
| 一般行政管理事务 | 300 |
| 合计 | 900 |
""")
    assert not tables.all(PartsOfWhole)


def test_ordinals_tell_levels():
    tables = markdown("""
| 项目 | 金额（万元） |
|---|---|
| 一、本年收入 | 500 |
| 1.财政拨款收入 | 450 |
| 2.事业收入 | 50 |
| 二、年初结转 | 20 |
| 合计 | 520 |
""")
    assert tables.sums()["520"] == ["500", "20"]


def test_the_rest_of_a_numbered_list_is_not_guessed():
    tables = markdown("""
| 项目名称 | 金额（万元） |
|---|---|
| 1.甲 | 10 |
| 2.乙 | 20 |
| 其他 | 5 |
| 合计 | 35 |
""")
    assert not tables.all(PartsOfWhole)


def test_names_set_in_tell_levels():
    tables = plain("""
指标              分值    得分
履职效能          50      48
  产出指标完成    30      28
  效益指标完成    20      20
管理效率          50      49
  预算编制        20      19
  信息公开        30      30
合计              100     97
""")
    sums = tables.sums()
    assert sums["48"] == ["28", "20"]
    assert sums["97"] == ["48", "49"]
    assert {each.topic for each in tables.all(PartsOfWhole)} == {"weights", "scores"}


def test_a_subtotal_below_its_rows_is_bound_by_its_name():
    tables = markdown("""
| 一级指标 | 三级指标 | 分值 | 得分 |
|---|---|---|---|
| 预算执行率 | 资金执行率 | 10 | 9.71 |
| 产出指标 | 新建站点 | 30 | 29.5 |
| | 培训期数 | 20 | 20 |
| 产出指标小计 | | 50 | 49.5 |
| 效益指标 | 带动就业 | 40 | 39 |
| 合计 | | 100 | 98.21 |
""")
    sums = tables.sums()
    assert sums["49.5"] == ["29.5", "20"]
    assert sums["98.21"] == ["9.71", "49.5", "39"]


def test_subtotals_in_a_plain_list_are_no_more_than_a_question():
    tables = markdown("""
| 科室 | 支出（万元） |
|---|---|
| 办公室 | 9 |
| 财务科 | 20 |
| 小计 | 29 |
| 执法队 | 40 |
| 监督科 | 10 |
| 小计 | 50 |
| 合计 | 79 |
""")
    assert tables.sums(sure=False) == {"29": ["9", "20"], "50": ["40", "10"]}
    assert tables.sums() == {"79": ["9", "20", "40", "10"]}


def test_a_heading_and_a_subtotal_of_one_group_are_not_both_added():
    tables = markdown("""
| 一级指标 | 三级指标 | 分值 | 得分 |
|---|---|---|---|
| 产出指标 | | 60 | 58 |
| 产出指标 | 新建站点 | 60 | 58 |
| 产出指标小计 | | 60 | 58 |
| 效益指标 | 带动就业 | 40 | 39 |
| 合计 | | 100 | 97 |
""")
    assert not tables.all(PartsOfWhole)


def test_headings_of_the_usual_frame_head_the_indicators_below_them():
    tables = markdown("""
| 指标名称 | 指标值 | 完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 预算执行率 | 100% | 98% | 10 | 9.8 |
| 产出指标 | | | 60 | 58 |
| 新建站点 | ≥10个 | 9个 | 20 | 18 |
| 培训期数 | =4期 | 4期 | 40 | 40 |
| 效益指标 | | | 30 | 30 |
| 带动就业 | ≥100人 | 120人 | 30 | 30 |
| 总分 | | | 100 | 97.8 |
""")
    sums = tables.sums()
    assert sums["58"] == ["18", "40"]
    assert sums["97.8"] == ["9.8", "58", "30"]


def test_an_unknown_heading_stops_the_sums():
    tables = markdown("""
| 指标名称 | 指标值 | 完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 重点任务 | | | 60 | 58 |
| 新建站点 | ≥10个 | 9个 | 60 | 58 |
| 其他任务 | ≥4期 | 4期 | 40 | 40 |
| 总分 | | | 100 | 98 |
""")
    assert not tables.all(PartsOfWhole)


def test_scores_of_projects_beside_their_money_are_not_added():
    tables = markdown("""
| 项目名称 | 预算数（万元） | 执行数（万元） | 自评得分 |
|---|---|---|---|
| 甲项目 | 100 | 98 | 97.8 |
| 乙项目 | 50 | 45 | 91 |
| 合计 | 150 | 143 | 94.4 |
""")
    assert set(tables.sums()) == {"150", "143"}


def test_merged_points_of_upper_levels_are_left_alone():
    tables = markdown("""
| 一级指标 | 分值 | 三级指标 | 分值 | 得分 |
|---|---|---|---|---|
| 履职效能 | 60 | 产出完成 | 30 | 29 |
| 履职效能 | 60 | 效益完成 | 30 | 30 |
| 管理效率 | 40 | 预算编制 | 40 | 38 |
| 合计 | 100 | | 100 | 97 |
""")
    assert tables.sums() == {"100": ["30", "30", "40"], "97": ["29", "30", "38"]}


# --- blanks and dashes ----------------------------------------------------------------------------


def test_a_dash_is_zero_below_a_total():
    tables = markdown("""
| 项目名称 | 预算数（万元） | 执行数（万元） |
|---|---|---|
| 甲项目 | 100 | 98 |
| 乙项目 | 50 | - |
| 合计 | 150 | 98 |
""")
    assert tables.sums() == {"150": ["100", "50"], "98": ["98"]}


def test_a_blank_is_zero_where_the_list_is_closed():
    tables = markdown("""表4 “三公”经费情况（单位：万元）

| 项目 | 决算数 |
|---|---|
| 因公出国（境）费 | |
| 公务用车购置及运行维护费 | 20 |
| 其中：公务用车购置费 | |
| 公务用车运行维护费 | 20 |
| 公务接待费 | 5 |
| 合计 | 25 |
""")
    assert tables.sums() == {"20": ["20"], "25": ["20", "5"]}
    assert {each.topic for each in tables.all(PartsOfWhole)} == {
        "three_public_expenses",
        "vehicles",
    }


def test_a_blank_elsewhere_leaves_a_question():
    tables = markdown("""
| 项目名称 | 预算数（万元） | 执行数（万元） |
|---|---|---|
| 甲项目 | 100 | 98 |
| 乙项目 | 50 | |
| 合计 | 150 | 140 |
""")
    assert tables.sums() == {"150": ["100", "50"]}
    assert tables.sums(sure=False) == {"140": ["98"]}


def test_a_lost_line_leaves_a_question():
    tables = plain("""
项目名称          年初预算    决算数    执行率
高标准农田建设    100         98        98%
优质稻种植
奖补(含统防统治)    50          45        90%
农机补贴          20          20        100%
合计              170         163       95.88%
""")
    assert not any(each.sure for each in tables.all(PartsOfWhole))


def test_cells_that_stand_under_no_column_are_not_placed():
    tables = plain("""
项目          年初预算      追加      全年预算
甲项目        100           20        120
乙项目        200              30     230
丙项目                 50             50
合计          300           100       400
""")
    assert "丙项目全年预算" not in {fact.label for fact in tables.facts}
    assert not any(each.sure for each in tables.all(PartsOfWhole))


# --- rows -----------------------------------------------------------------------------------------


def test_a_comparison_with_last_year():
    tables = markdown("""表4 “三公”经费（单位：元）

| 项目 | 年初预算数 | 决算数 | 上年决算数 | 增减额 | 增减率（%） |
|---|---|---|---|---|---|
| “三公”经费合计 | 120,000 | 100,000 | 110,000 | -10,000 | -9.09 |
| 公务用车运行维护费 | 100,000 | 90,000 | 95,000 | -5,000 | -5.26 |
| 公务接待费 | 20,000 | 10,000 | 15,000 | -5,000 | -33.33 |
""")
    change = tables.all(Change)[0]
    printed = [change.this, change.last, change.difference, change.rate]
    assert [tables.text(fact) for fact in printed] == ["100,000", "110,000", "-10,000", "-9.09"]
    assert change.topic == "three_public_expenses"
    assert change.last.period.iso() == "2022"
    assert change.this.concept == change.last.concept == "three_public_total"
    assert tables.sums()["100,000"] == ["90,000", "10,000"]


def test_years_in_headers_tell_this_and_last():
    tables = markdown("""
| 项目 | 2022年决算 | 2023年预算 | 2023年决算 | 比上年增减 | 增减率 |
|---|---|---|---|---|---|
| 公务接待费 | 7.43 | 9.50 | 6.91 | -0.52 | 不可比 |
""")
    (change,) = tables.all(Change)
    assert (tables.text(change.this), tables.text(change.last)) == ("6.91", "7.43")
    assert change.rate is None


@pytest.mark.parametrize(
    "header",
    ["2021年 | 2022年 | 2023年 | 增减额", "年初预算 | 调整预算 | 决算数 | 比预算增减"],
)
def test_a_difference_without_one_last_year_is_none(header):
    tables = markdown(f"| 项目 | {header} |\n|---|---|---|---|---|\n| 接待费 | 10 | 9 | 8 | -1 |\n")
    assert not tables.all(Change)


def test_an_adjusted_budget():
    tables = markdown("""
| 项目 | 年初预算 | 追加 | 调减 | 全年预算 |
|---|---|---|---|---|
| 甲项目 | 100 | 20 | | 120 |
| 乙项目 | 200 | | 50 | 150 |
""")
    assert [
        [(sign, tables.text(fact)) for sign, fact in each.changes]
        for each in tables.all(Adjustment)
    ] == [[(1, "20")], [(-1, "50")]]


def test_shares_stand_on_the_total():
    tables = markdown("""表5 政府采购情况（单位：万元）

| 类别 | 采购金额 | 占比 |
|---|---|---|
| 货物 | 90 | 30% |
| 工程 | 0 | 0% |
| 服务 | 210 | 70% |
| 合计 | 300 | 100% |
""")
    shares = tables.all(Ratio)
    assert [tables.text(each.numerator) for each in shares] == ["90", "0", "210"]
    assert {tables.text(each.denominator) for each in shares} == {"300"}
    assert {each.kind for each in shares} == {RatioKind.SHARE}
    (total,) = tables.all(PartsOfWhole)
    assert total.topic == "procurement"


def test_a_bare_fraction_is_no_rate():
    tables = markdown("""
| 项目名称 | 预算数 | 执行数 | 执行率 |
|---|---|---|---|
| 甲项目 | 100 | 98 | 0.98 |
| 乙项目 | 100 | 97 | 97 |
""")
    assert [tables.text(each.rate) for each in tables.all(Ratio)] == ["97"]


def test_two_budgets_of_one_kind_leave_the_rate_alone():
    tables = markdown("""
| 项目名称 | 财政预算数 | 自筹预算数 | 执行数 | 执行率 |
|---|---|---|---|---|
| 甲项目 | 100 | 20 | 98 | 98% |
""")
    assert not tables.all(Ratio)


def test_sources_of_money():
    tables = markdown("""表2 收支执行情况（单位：万元）

| 资金来源 | 年初预算 | 决算数 | 执行率 |
|---|---|---|---|
| 一般公共预算 | 5,120.00 | 5,100.00 | 99.61% |
| 政府性基金预算 | 260.00 | 231.40 | 89.00% |
| 其他资金 | 150.00 | 150.00 | 100.00% |
| 合计 | 5,530.00 | 5,481.40 | 99.12% |
""")
    topics = {tables.text(each.whole): each.topic for each in tables.all(PartsOfWhole)}
    assert topics == {"5,530.00": "fund_by_source", "5,481.40": "expenditure_by_source"}
    fact = tables.fact("政府性基金预算决算数")
    assert (fact.concept, fact.scope.fund) == ("expenditure_total", Fund.GOVERNMENT_FUNDS_BUDGET)
    assert tables.fact("合计决算数").scope.fund is Fund.ALL


def test_sources_that_hold_each_other_are_not_added():
    tables = markdown("""
| 资金来源 | 预算数（万元） |
|---|---|
| 财政拨款 | 300 |
| 一般公共预算 | 200 |
| 政府性基金预算 | 100 |
| 单位资金 | 50 |
| 合计 | 350 |
""")
    assert tables.sums() == {"350": ["300", "50"]}


def test_an_indicator_table_that_is_complete_takes_no_scores_from_elsewhere():
    tables = markdown("""
| 资金来源 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 |
|---|---|---|---|---|---|
| 年度资金总额 | 100 | 98 | 98% | 10 | 9.8 |
| 其中：当年财政拨款 | 100 | 98 | 98% | - | - |

指标完成情况

| 三级指标 | 指标值 | 完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 新建站点 | ≥10个 | 10个 | 60 | 60 |
| 带动就业 | ≥10人 | 10人 | 40 | 39 |
| 总分 | | | 100 | 99 |
""")
    assert tables.sums()["99"] == ["60", "39"]


def test_units_keep_their_own_scope():
    tables = markdown("""表1 分单位人员和支出情况（支出单位：万元）

| 单位 | 编制（名） | 在职（人） | 2023年支出 |
|---|---|---|---|
| 局本级 | 46 | 44 | 2,318.44 |
| 市文化馆 | 32 | 30 | 812.35 |
| 合计 | 78 | 74 | 3,130.79 |
""")
    unit, whole = tables.fact("市文化馆2023年支出"), tables.fact("合计2023年支出")
    assert (unit.scope.entity, unit.scope.name) == (Entity.UNIT, "市文化馆")
    assert (whole.concept, whole.scope.entity) == ("expenditure_total", Entity.DEPARTMENT)
    assert tables.fact("合计编制").amount.unit.name == "名"
    assert tables.sums()["74"] == ["44", "30"]


def test_projects_are_not_the_department():
    tables = markdown("""各项目资金情况（单位：万元）

| 项目名称 | 全年预算数 | 全年执行数 | 执行率 |
|---|---|---|---|
| 甲项目 | 100 | 98 | 98% |
| 合计 | 100 | 98 | 98% |
""")
    assert {fact.concept for fact in tables.facts} == {"other"}


# --- indicators -----------------------------------------------------------------------------------

INDICATORS = """
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因及改进措施 |
|---|---|---|---|---|---|---|---|
| 预算执行 | 预算执行率 | 部门整体预算执行率 | 100% | 97.53% | 10 | 9.75 | 验收偏晚 |
| 产出 | 数量 | 送戏下乡场次 | ≥600场 | 638场 | 40 | 40 | - |
| 产出 | 时效 | 验收时间 | 2023年11月30日前 | 2023年11月24日 | 10 | 10 | 无 |
| 产出 | 成本 | 单场成本 | ≤0.45万元 | 0.43万元 | 10 | 10 | |
| 效益 | 社会效益 | 长效机制 | 基本建立 | 达成年度指标 | 20 | 18 | |
| 满意度 | 服务对象满意度 | 群众满意度 | ≥92% | 90.2% | 10 | 9.8 | 夜间开放不足 |
| 合计 | - | - | - | - | 100 | 97.55 | - |
"""


def test_indicators_carry_target_actual_points_score_and_reason():
    tables = markdown(INDICATORS)
    first, second, *_, last = tables.all(Attainment)
    assert (first.name, tables.text(first.target), tables.text(first.actual)) == (
        "部门整体预算执行率",
        "100%",
        "97.53%",
    )
    assert first.comparator is None
    assert second.comparator is Comparator.AT_LEAST
    assert (tables.text(second.points), tables.text(second.score)) == ("40", "40")
    assert second.points.amount.unit.dimension is Dimension.SCORE
    assert second.reason is None
    assert tables.document.text[last.reason.start : last.reason.end] == "夜间开放不足"
    assert all(each.tabular and each.indicator for each in tables.all(Attainment))


def test_targets_may_be_days_or_words():
    tables = markdown(INDICATORS)
    by_name = {each.name: each for each in tables.all(Attainment)}
    day, words = by_name["验收时间"], by_name["长效机制"]
    assert day.target.instant.iso() == "2023-11-30"
    assert day.actual.instant.iso() == "2023-11-24"
    assert (words.target.word, words.actual.word) == ("基本建立", "达成年度指标")
    assert "基本建立" not in {fact.word for fact in tables.facts}


def test_the_total_of_an_indicator_table_is_over_its_leaves():
    tables = markdown(INDICATORS)
    assert tables.sums()["97.55"] == ["9.75", "40", "10", "10", "18", "9.8"]
    assert [each.name for each in tables.all(Scored)] == ["合计"]
    assert tables.fact("合计得分").concept == "total_score"


def test_sign_and_unit_in_columns_of_their_own():
    tables = markdown("""
| 指标名称 | 指标性质 | 指标值 | 计量单位 | 完成值 | 完成率 |
|---|---|---|---|---|---|
| 培训人次 | ≥ | 600 | 人次 | 660 | 110% |
""")
    (each,) = tables.all(Attainment)
    assert each.comparator is Comparator.AT_LEAST
    assert each.target.amount.unit.name == each.actual.amount.unit.name == "人次"
    assert tables.text(each.rate) == "110%"


def test_the_unit_in_the_name_of_a_task():
    tables = markdown("""
| 任务 | 计划数 | 完成数 | 完成率 |
|---|---|---|---|
| 巡查（次） | 100 | 120 | 120% |
""")
    (each,) = tables.all(Attainment)
    assert (each.name, each.target.amount.unit.name, each.indicator) == ("巡查", "次", False)


def test_progress_of_some_months_is_no_attainment():
    tables = markdown("""
| 指标名称 | 年度指标值 | 1—7月执行情况 | 全年预计完成情况 |
|---|---|---|---|
| 培训人次 | ≥600人次 | 380人次 | 620人次 |
""")
    assert not tables.all(Attainment)


def test_tasks_told_in_words_are_no_indicators():
    tables = markdown("""
| 重点任务 | 年度目标 | 完成情况 |
|---|---|---|
| 乡村建设 | 稳步推进美丽乡村建设 | 已按计划推进，群众反映良好 |
""")
    assert not tables.relations


def test_the_official_form_counts_the_execution_rate_in():
    tables = markdown(
        """
| 项目名称 | 道路养护 | | | | | | |
|---|---|---|---|---|---|---|---|
| 主管部门 | 某市某局 | | | 实施单位 | 某市某所 | | |
| 项目资金（万元） | | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分 |
| | 年度资金总额 | 460 | 492.6 | 478.36 | 10 | 97.11% | 9.71 |
| | 其中：当年财政拨款 | 400 | 425 | 414.52 | — | 97.53% | — |
| | 上年结转资金 | 35 | 35 | 35 | — | 100% | — |
| | 其他资金 | 25 | 32.6 | 28.84 | — | 88.47% | — |
| 年度总体目标 | 预期目标 | | | | 实际完成情况 | | |
| | 养护道路600公里，培训3期。 | | | | 养护道路610公里，培训3期。 | | |
| 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| | 产出指标 | 数量指标 | 养护里程 | ≥600公里 | 610公里 | 30 | 30 |
| | | 质量指标 | 合格率 | ≥95% | 96% | 20 | 20 |
| | 效益指标 | 社会效益指标 | 通行改善 | 有效改善 | 达成预期指标 | 30 | 28 |
| | 满意度指标 | 服务对象满意度 | 公众满意度 | ≥90% | 89% | 10 | 9.89 |
| 总分 | | | | | | 100 | 97.6 |
""",
        "2023年度项目支出绩效自评报告\n\n",
    )
    sums = tables.sums()
    assert sums["97.6"] == ["30", "20", "28", "9.89", "9.71"]
    assert sums["492.6"] == ["425", "35", "32.6"]
    assert [each.name for each in tables.all(Attainment)] == [
        "养护里程",
        "合格率",
        "通行改善",
        "公众满意度",
    ]
    assert tables.fact("年度资金总额全年预算数").concept == "fund_total"


def test_points_that_lack_the_execution_rate_leave_a_question():
    tables = markdown("""
| 三级指标 | 指标值 | 完成值 | 分值 | 得分 |
|---|---|---|---|---|
| 新建站点 | ≥10个 | 10个 | 60 | 60 |
| 带动就业 | ≥10人 | 10人 | 30 | 30 |
| 总分 | | | 100 | 99.5 |
""")
    assert not tables.sums()
    assert tables.sums(sure=False)["100"] == ["60", "30"]


# --- layouts in plain text ------------------------------------------------------------------------


def test_columns_parted_by_tabs():
    tables = plain(
        "指标\t分值\t得分\t扣分原因\n投入\t20\t19\t目标不够细化\n过程\t30\t30\t\n"
        "产出\t30\t29.5\t\n效益\t20\t18\t\n总分\t100\t96.5\t\n"
    )
    assert tables.sums() == {"100": ["20", "30", "30", "20"], "96.5": ["19", "30", "29.5", "18"]}
    assert [each.name for each in tables.all(Scored)] == ["投入", "过程", "产出", "效益", "总分"]


def test_columns_parted_by_blanks_with_the_unit_above():
    tables = plain("""各项目资金情况如下（单位：万元）：
项目名称          年初预算    决算数    完成年初预算
甲项目            1,200.00    900.00    75.00%
乙项目            300.00      300.00    100.00%
合计              1,500.00    1,200.00  80.00%
""")
    assert tables.fact("甲项目决算数").amount.unit.name == "万元"
    assert [tables.text(each.denominator) for each in tables.all(Ratio)] == [
        "1,200.00",
        "300.00",
        "1,500.00",
    ]
    assert tables.sums() == {
        "1,500.00": ["1,200.00", "300.00"],
        "1,200.00": ["900.00", "300.00"],
    }


def test_tables_that_follow_each_other_keep_their_own_headers():
    tables = markdown("""
| 任务 | 计划数 | 完成数 | 完成率 |
|---|---|---|---|
| 巡查（次） | 100 | 120 | 120% |

| 预算单位 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|
| 局本级 | 500 | 300 | 200 |
| 执法队 | 700 | 400 | 300 |
| 合计 | 1,200 | 700 | 500 |
""")
    assert [each.name for each in tables.all(Attainment)] == ["巡查"]
    across = [each for each in tables.all(PartsOfWhole) if each.topic == "expenditure_by_nature"]
    assert [tables.text(each.whole) for each in across] == ["500", "700", "1,200"]


def test_a_table_that_goes_on_with_its_header_again_leaves_a_question():
    tables = markdown("""
| 项目名称 | 决算数（万元） |
|---|---|
| 甲项目 | 10 |

续表

| 项目名称 | 决算数（万元） |
|---|---|
| 乙项目 | 20 |
| 丙项目 | 30 |
| 合计 | 60 |
""")
    assert not tables.sums()


# --- samples --------------------------------------------------------------------------------------


def sample(name):
    (path,) = (SAMPLES / name).glob("clean.*")
    stated = yaml.safe_load((SAMPLES / name / "sample.yaml").read_text(encoding="utf-8"))
    return Tables(read(str(path))), stated["relations"]


def operands(tables, relation):
    """The facts of a relation as line and print."""
    values = [getattr(relation, name) for name in relation.__dataclass_fields__]
    facts = [value for value in values if hasattr(value, "concept")]
    facts += getattr(relation, "parts", ())
    return {
        (tables.document.anchor(fact.start, fact.end).line, tables.text(fact)) for fact in facts
    }


@pytest.mark.parametrize("name", WITH_TABLES)
def test_every_relation_of_a_sample_table_is_read(name):
    tables, stated = sample(name)
    document = tables.document
    lines = {
        document.anchor(row[0].start, row[0].end).line for t in document.tables for row in t.rows
    }
    read_relations = [(each, operands(tables, each)) for each in tables.relations]
    missing = []
    for each in stated:
        at = each.get("lines") or [each["line"]] * len(each["operands"])
        if each["kind"] not in KINDS or not set(at) <= lines:
            continue
        wanted = {
            (line, fold(print_).lstrip("≥≤").rstrip("前"))
            for line, print_ in zip(at, each["operands"], strict=True)
        }
        exact = KINDS[each["kind"]] is PartsOfWhole
        if not any(
            isinstance(relation, KINDS[each["kind"]])
            and (found == wanted if exact else found >= wanted)
            for relation, found in read_relations
        ):
            missing.append((each["kind"], each["line"], each["operands"]))
    assert not missing


def verdicts(relation):
    """How far the operands of a relation agree."""
    if isinstance(relation, PartsOfWhole) and relation.exhaustive:
        yield verify_sum([part.amount for part in relation.parts], relation.whole.amount).verdict
    if isinstance(relation, Ratio):
        yield verify_ratio(
            relation.numerator.amount, relation.denominator.amount, relation.rate.amount
        ).verdict
    if isinstance(relation, Change):
        this, last = relation.this.amount, relation.last.amount
        if relation.difference is not None:
            yield verify_change_amount(this, last, relation.difference.amount).verdict
        if relation.rate is not None:
            yield verify_change_rate(this, last, relation.rate.amount).verdict


@pytest.mark.parametrize("name", WITH_TABLES)
def test_nothing_in_a_clean_sample_is_bound_wrongly(name):
    tables, _ = sample(name)
    for relation in tables.relations:
        assert Verdict.FAIL not in set(verdicts(relation)), relation
