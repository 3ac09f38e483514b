"""Single official forms: read by their headings, joined to a workbook, nothing guessed."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from jixiao.model.evaluation import (
    Department,
    Evaluation,
    Indicator,
    MonitoringRound,
    Project,
    ProjectFunds,
)
from jixiao.reports.monitoring_form import monitoring
from jixiao.reports.project_form import project_forms
from jixiao.reports.word import write_word
from jixiao.terms import (
    IndicatorClass,
    IndicatorGroup,
    Likelihood,
    ProjectFunding,
    Sign,
    VarianceCause,
)
from jixiao.workbook.comparing import differences, merge
from jixiao.workbook.forms import read_form
from jixiao.workbook.forms.figures import Target, reached_of, target_of
from jixiao.workbook.forms.grids import NotAForm
from jixiao.workbook.forms.words import (
    BadMapping,
    FormKind,
    Headings,
    headings_text,
    load_headings,
)
from jixiao.workbook.sample import sample
from jixiao.workbook.values import Shown

BASE = Evaluation(
    department=Department(name="甲局", year=2023),
    projects=(Project(code="X1", name="河道清淤"),),
)
SELF = [
    ["项目支出绩效自评表"],
    ["（2023年度）"],
    ["项目名称", "河道清淤"],
    ["主管部门", "甲局", "实施单位", "甲局"],
    ["项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    [None, "年度资金总额", 100, 90, 85.5, 10, "95%", 9.5],
    [None, "其中：当年财政拨款", 80, 70, 65.5, "—", None, "—"],
    [None, "上年结转资金", 20, 20, 20, "—", None, "—"],
    [None, "其他资金", 0, 0, 0, "—", None, "—"],
    ["年度总体目标", "预期目标", None, None, "实际完成情况"],
    [None, "清淤10公里。", None, None, "清淤11公里。"],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
     "偏差原因分析及改进措施"],
    [None, "产出指标（50分）", "数量指标", "清淤长度", "≥10公里", "11公里", 25, 25],
    [None, None, None, "清淤方量", "5000立方米", "5200立方米", 25, 25],
    [None, "效益指标", "社会效益指标", "排涝能力", "明显提升", "达成年度指标", 30, 28],
    [None, "满意度指标", "服务对象满意度", "群众满意度", "≥95%", "0.96", 10, 10],
    ["总分", None, None, None, None, None, 100, 96],
]  # fmt: skip


def book(*sheets):
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets, 1):
        sheet = made.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def read(*sheets, base=BASE, headings=None):
    part, unread = read_form(book(*sheets), "表.xlsx", base, headings or Headings())
    return part, [str(each) for each in unread]


def changed(rows, old, new):
    return [[new if cell == old else cell for cell in row] for row in rows]


def test_a_self_evaluation_form_gives_project_money_goal_and_indicators():
    part, unread = read(SELF)
    assert part.projects == (
        Project(code="X1", name="河道清淤", goal="清淤10公里。", result="清淤11公里。"),
    )
    first, second = part.project_funds
    assert first.source is ProjectFunding.CURRENT_APPROPRIATION
    assert (first.initial, first.adjusted, first.executed) == (80, 70, Decimal("65.5"))
    assert second.source is ProjectFunding.CARRIED_OVER  # 0 of other money is no row
    length, volume, quality, content = part.indicators
    assert length == Indicator(
        code="X1-1",
        project="X1",
        group=IndicatorGroup.OUTPUT,
        kind=IndicatorClass.QUANTITY,
        name="清淤长度",
        sign=Sign.AT_LEAST,
        target=Decimal(10),
        unit="公里",
        actual=Decimal(11),
        points=Decimal(25),
    )
    assert (volume.group, volume.kind) == (IndicatorGroup.OUTPUT, IndicatorClass.QUANTITY)
    assert (quality.sign, quality.target_text, quality.judged_score) == (
        Sign.QUALITATIVE, "明显提升", Decimal(28),
    )  # fmt: skip
    assert content.kind is IndicatorClass.SERVICE_SATISFACTION
    assert unread == [
        "工作表“表1”E14：指标值“5000立方米”没有写指标符号，请补填。",
        "工作表“表1”F16：“0.96”的单位与指标值的单位“%”不同，没有读取。",
    ]
    assert volume.sign is None
    assert content.actual is None


def test_a_form_of_another_year_or_of_the_whole_department_is_left_alone():
    part, unread = read(changed(SELF, "（2023年度）", "（2022年度）"))
    assert part.projects == ()
    assert unread == ["工作表“表1”：是2022年度的表，工作簿是2023年度，没有读取。"]
    part, unread = read(changed(SELF, "项目支出绩效自评表", "部门整体支出绩效自评表"))
    assert part.projects == ()
    assert unread == ["工作表“表1”：是部门整体的表，只读项目的表，没有读取。"]


@pytest.mark.parametrize("projects", [(), (Project(code="X1"), Project(code="X2"))])
def test_a_project_that_cannot_be_told_is_named(projects):
    projects = tuple(replace(each, name="河道清淤") for each in projects)
    part, unread = read(SELF, base=replace(BASE, projects=projects))
    assert part.projects == part.indicators == ()
    assert unread[0].startswith("工作表“表1”：不能确定“河道清淤”是工作簿里的哪个项目，没有读取")


def test_a_form_with_a_code_adds_its_project():
    rows = [*SELF[:3], ["项目代码", "Y9"], *SELF[3:]]
    part, _ = read(rows)
    assert part.projects[0].code == "Y9"
    assert part.indicators[0].code == "Y9-1"


def test_amounts_without_a_unit_are_not_read():
    part, unread = read(changed(SELF, "项目资金（万元）", "项目资金"))
    assert part.project_funds == ()
    assert "工作表“表1”C6：“年初预算数”没有写明金额单位是元还是万元，没有读取。" in unread


def test_totals_that_do_not_add_up_are_told():
    _, unread = read(changed(SELF, 85.5, 86))
    assert "工作表“表1”：“全年执行数”的总额86万元与各资金来源之和不等，请核对。" in unread


def test_indicators_of_the_workbook_are_met_by_name_and_nothing_is_overwritten():
    own = Indicator(code="a7", project="X1", name="清淤 长度", sign=Sign.AT_LEAST,
                    target=Decimal(12), unit="公里")  # fmt: skip
    base = replace(BASE, indicators=(own,))
    part, _ = read(SELF, base=base)
    merged = merge(base, part)
    assert [str(each) for each in merged.conflicts] == ["工作表“指标”“a7”的“指标值”：“12” → “10”"]
    assert merged.evaluation.indicators[0].target == 12
    assert merged.evaluation.indicators[0].actual == 11


def test_goals_give_targets_but_no_budgets():
    rows = [
        ["项目支出绩效目标申报表"],
        ["（2023年度）"],
        ["项目名称", "河道清淤"],
        ["项目资金（万元）", "年度资金总额：", 120],
        ["年度总体目标", "清淤10公里。"],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
        [None, "产出指标", "数量指标", "清淤长度", "≥10公里"],
    ]
    part, unread = read(rows)
    assert part.project_funds == ()
    assert part.projects[0].goal == "清淤10公里。"
    assert part.indicators[0].target == 10
    assert unread == ["工作表“表1”：申报的金额没有读取：申报数不是批复的预算数。"]


SETS = ["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"]
BOTH = [
    ["项目支出绩效目标申报表"],
    ["项目名称", "河道清淤"],
    ["总体目标", "中期目标（2023年—2025年）", None, None, None, "年度目标"],
    [None, "三年清淤30公里。", None, None, None, "清淤10公里。"],
    ["绩效指标", *SETS],
    [None, "产出指标", "数量指标", "长度", "≥30公里", "数量指标", "清淤长度", "≥10公里"],
]


def test_of_goals_for_several_years_those_of_the_year_are_read():
    part, _ = read(BOTH)
    assert part.projects[0].goal == "清淤10公里。"
    assert [(each.name, each.target) for each in part.indicators] == [("清淤长度", 10)]


def test_two_sets_of_indicators_that_cannot_be_told_apart_are_left_alone():
    part, unread = read([*BOTH[:2], *BOTH[4:]])
    assert part.indicators == ()
    said = "工作表“表1”第3行：有几栏都是“三级指标”一类，分不清用哪一栏，没有读取。"
    assert said in unread


def test_numbers_of_indicators_and_blank_rows_of_the_form_are_no_names():
    rows = [
        *SELF[:12],
        [None, "产出指标", "数量指标", "指标1：清淤长度", "≥10公里"],
        [None, None, None, "指标2："],
        [None, None, None, "……"],
        ["说明", "无"],
    ]
    part, unread = read(rows)
    assert [each.name for each in part.indicators] == ["清淤长度"]
    assert unread == []


@pytest.mark.parametrize("cell", ["1e308", "=1/0", "约90", "#REF!", "90元"])
def test_amounts_that_cannot_be_used_are_named(cell):
    part, unread = read(changed(SELF, 70, cell))
    assert part.project_funds[0].adjusted is None
    assert any("D7" in each and "没有读取" in each for each in unread)


EXPORT = [
    ["预算执行情况（单位：元）"],
    ["项目代码", "项目名称", "年初预算", "调整预算", "支出数", "月份", "经办"],
    ["X1", "河道清淤", 1000000, 900000, 400000, "6月", "甲"],
    ["X1", "河道清淤", 1000000, 900000, 855000, "12月", "甲"],
    ["合计", None, 1000000, 900000, 855000, None, None],
]


def test_an_export_says_nothing_of_the_year_until_it_is_told_what_its_spending_means():
    part, unread = read(EXPORT)
    (funds,) = part.project_funds
    assert (funds.source, funds.initial, funds.adjusted, funds.executed) == (None, 100, 90, None)
    assert (str(funds.initial), str(funds.adjusted)) == ("100", "90")  # of 元, as people write it
    assert unread == [
        "工作表“表1”G2：表头“经办”没有认出来，没有读取。",
        (
            "工作表“表1”第3行：项目X1的支出数没有写明是全年数、累计数还是本月数，没有读取；"
            "请在对照文件里写 支出数口径。"
        ),
    ]
    told = Headings(noted={FormKind.EXPORT: {"支出数口径": "累计", "经办": "项目.项目负责人"}})
    part, unread = read(EXPORT, headings=told)
    assert part.project_funds[0].executed == Decimal("85.5")
    assert part.projects[0].manager == "甲"
    assert unread == []


def test_an_export_without_sources_does_not_double_what_is_given_by_source():
    own = ProjectFunds(project="X1", source=ProjectFunding.OTHER, initial=Decimal(100))
    part, unread = read(EXPORT, base=replace(BASE, project_funds=(own,)))
    assert part.project_funds == ()
    assert any("没有写资金来源，没有读取" in each for each in unread)


def test_months_are_added_up_only_where_every_project_tells_them():
    rows = [["单位：万元"], ["项目代码", "本月支出数", "月份"]]
    rows += [["X1", 2, month] for month in range(1, 13)]
    part, unread = read(rows)
    assert part.project_funds[0].executed == 24
    assert [each.project for each in part.monthly] == [2] * 12
    two = replace(BASE, projects=(*BASE.projects, Project(code="X2", name="绿化")))
    part, unread = read(rows, base=two)
    assert part.monthly == ()
    assert unread[0] == "工作表“表1”：1月没有项目X2的数，月度支出没有合计。"


def test_the_forms_that_are_written_are_read_again():
    whole = sample(2023)
    bare = replace(whole, project_funds=(), indicators=())
    data = write_word(project_forms(whole, (), "自评表", whole.projects[:6]))
    part, unread = read_form(data, "自评表.docx", bare, Headings())
    assert unread == ()
    assert part.project_funds == tuple(
        row for each in whole.projects[:6] for row in whole.funds_of(each.code)
    )
    shown = ("name", "group", "kind", "sign", "target", "target_text", "actual", "points")
    old = [i for each in whole.projects[:6] for i in whole.indicators_of(project=each.code)]
    key = lambda one: (one.project, one.name)  # noqa: E731 - used twice, here only
    for one, other in zip(sorted(part.indicators, key=key), sorted(old, key=key), strict=True):
        for name in shown:
            assert getattr(one, name) == getattr(other, name), (other.code, name)


def test_monitoring_is_joined_to_the_round_that_ends_with_its_month():
    whole = sample(2023)
    bare = replace(whole, monitored_indicators=(), monitored_projects=())
    part, unread = read_form(write_word(monitoring(whole, "监控")), "监控.docx", bare, Headings())
    assert set(part.monitored_projects) == {
        each
        for each in whole.monitored_projects
        if each.project != "P14"  # classified: no name
    }
    left = {str(each) for each in differences(whole, merge(bare, part).evaluation)}
    assert left == {
        "工作表“指标监控”“J1 D06”：少了一行",
        "工作表“指标监控”“J2 D06”：少了一行",
        "工作表“项目监控”“J1 P14”：少了一行",
        "工作表“项目监控”“J2 P14”：少了一行",
    }
    assert "第3张表第8行：工作簿里有2个“消费帮扶销售额”，不知道是哪一个，没有读取。" in map(
        str, unread
    )


def test_ticks_of_a_monitoring_form_are_read():
    rows = [
        ["项目支出绩效运行监控表（2023年度）"],
        ["项目名称", "河道清淤"],
        ["绩效指标", "三级指标", "年度指标值", "1-7月执行情况", "偏差原因分析", None, None,
         "完成目标可能性"],
        [None, None, None, None, "经费保障", "其他", "原因说明", "确定能", "有可能"],
        [None, "清淤长度", "≥10公里", "6公里", None, "√", "雨季停工", "√", None],
        [None, "清淤方量", "≥5方", "6方", "√", "√", None, "√", "√"],
    ]  # fmt: skip
    own = Indicator(code="a", project="X1", sign=Sign.AT_LEAST, target=Decimal(10), unit="公里")
    base = replace(
        BASE,
        rounds=(MonitoringRound(code="J1", cut_off=date(2023, 7, 31)),),
        indicators=(
            replace(own, name="清淤长度"),
            replace(own, code="b", name="清淤方量", unit="方"),
        ),
    )
    part, unread = read(rows, base=base)
    first, second = part.monitored_indicators
    assert (first.indicator, first.progress, first.reason) == ("a", 6, "雨季停工")
    assert (first.cause, first.likelihood) == (VarianceCause.OTHER, Likelihood.CERTAIN)
    assert (second.progress, second.cause, second.likelihood) == (6, None, None)
    assert unread == [
        "工作表“表1”第6行：“完成目标可能性”勾了几项，没有读取。",
        "工作表“表1”第6行：“偏差原因类别”勾了几项，没有读取。",
    ]


def test_monitoring_without_its_round_is_named():
    rows = [
        ["项目绩效运行监控表"],
        ["项目名称", "河道清淤"],
        ["项目资金（万元）", None, "年初预算数", "1-7月执行数", "全年预计执行数"],
        [None, "年度资金总额", 100, 40, 90],
    ]
    part, unread = read(rows)
    assert part.monitored_projects == ()
    assert unread == ["工作表“表1”：截至7月，在“监控轮次”里找不到唯一的一轮，监控情况没有读取。"]
    turn = MonitoringRound(code="J1", cut_off=date(2023, 7, 31))
    part, unread = read(rows, base=replace(BASE, rounds=(turn,)))
    (row,) = part.monitored_projects
    assert (row.round, row.project, row.executed, row.forecast) == ("J1", "X1", 40, 90)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("≥95%", Target(Sign.AT_LEAST, Decimal(95), unit="%")),
        ("＜ 1,200 元", Target(Sign.LESS_THAN, Decimal(1200), unit="元")),
        ("不超过3次", Target(Sign.AT_MOST, Decimal(3), unit="次")),
        ("90%及以上", Target(Sign.AT_LEAST, Decimal(90), unit="%")),
        ("3—5天", Target(Sign.INTERVAL, Decimal(3), Decimal(5), unit="天")),
        ("120份", Target(None, Decimal(120), unit="份")),
        ("进一步提升", Target(Sign.QUALITATIVE, text="进一步提升")),
        ("12月底前", None),
        ("2023年12月31日", None),
        ("约100份", None),
        ("100份左右", None),
        ("不少于三次", None),
        ("三次", None),
        ("5-3天", None),
    ],
)
def test_targets_are_read_as_printed_or_not_at_all(printed, meant):
    assert target_of(Shown(printed)) == meant


def test_results_in_words_stay_words():
    assert reached_of(Shown("已完成")).text == "已完成"
    assert reached_of(Shown("≥95%")).value is None


def test_headings_are_remembered_and_can_be_changed(tmp_path):
    headings = Headings()
    read(EXPORT, headings=headings)
    path = tmp_path / "工作簿.对照.toml"
    path.write_text(headings_text(headings), encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    assert '"支出数" = "项目资金.全年执行数"\n' in text
    assert '# "经办" = ""\n' in text
    path.write_text(
        text.replace('# "经办" = ""', '"经办" = "项目.项目负责人"\n"支出数口径" = "累计"'),
        encoding="utf-8",
    )
    again = load_headings(path)
    part, unread = read(EXPORT, headings=again)
    assert unread == []
    assert part.projects[0].manager == "甲"
    assert headings_text(again).count('"经办"') == 1
    assert '"支出数口径" = "累计"' in headings_text(again)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('["预算执行导出表"]\n"甲" = "项目.没有"', "工作簿没有这一栏"),
        ('["甲表"]', "里没有“甲表”这种表"),
        ('["预算执行导出表"]\n"金额单位" = "亿元"', "应写：元、万元"),
        ("不是", "读不懂"),
    ],
)
def test_a_wrong_file_of_headings_is_told(tmp_path, text, said):
    path = tmp_path / "对照.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadMapping, match=said):
        load_headings(path)


def test_only_workbooks_and_word_files_are_forms():
    with pytest.raises(NotAForm):
        read_form("项目名称".encode(), "表.txt", BASE, Headings())
