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
    Funds,
    Indicator,
    MonitoringRound,
    Project,
    ProjectFunds,
)
from jixiao.reports.monitoring_form import monitoring
from jixiao.reports.project_form import project_forms
from jixiao.reports.word import write_word
from jixiao.terms import (
    ExpenditureKind,
    Fund,
    IndicatorClass,
    IndicatorGroup,
    Likelihood,
    ProcurementKind,
    ProjectFunding,
    RectificationStatus,
    Sign,
    ThreePublicItem,
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
        for row, cells in enumerate(rows, 1):
            for at in range(1, len(cells)):
                if str(cells[at - 1]).endswith("支出") and cells[at] is None:
                    sheet.merge_cells(
                        start_row=row, end_row=row, start_column=at, end_column=at + 1
                    )
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


def test_a_form_of_another_year_is_left_alone():
    part, unread = read(changed(SELF, "（2023年度）", "（2022年度）"))
    assert part.projects == ()
    assert unread == ["工作表“表1”：是2022年度的表，工作簿是2023年度，没有读取。"]


WHOLE = [
    ["部门整体支出绩效自评表"],
    ["（2023年度）", None, None, "单位：万元"],
    ["部门（单位）名称", "甲局"],
    ["年度预算执行情况", "支出类型", "年初预算数", "全年预算数（A）", "全年执行数（B）", "执行率（B/A）"],
    [None, "年度支出合计", 300, 310, 305, 0.98],
    [None, "基本支出", 200, 200, 199, 1],
    [None, "其中：人员经费", 150, 150, 150, 1],
    [None, "公用经费", 50, 50, 49, 0.98],
    [None, "项目支出", 100, 110, 106, 0.96],
    ["年度总体目标", "预期目标", None, "实际完成情况"],
    [None, "治好河道。", None, "河道治好了。"],
    ["序号", "一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"],
    [1, "产出指标", "数量指标", "治理河段", "≥3段", "3段", 50, 50],
    ["合计", None, None, None, None, None, 50, 50],
]  # fmt: skip


def test_the_form_of_a_department_gives_its_money_goal_and_indicators():
    part, unread = read(WHOLE)
    assert (part.department.goal, part.department.goal_result) == ("治好河道。", "河道治好了。")
    assert [(each.fund, each.kind, each.executed) for each in part.funds] == [
        (Fund.ALL, ExpenditureKind.STAFF, 150),
        (Fund.ALL, ExpenditureKind.PUBLIC, 49),
        (Fund.ALL, ExpenditureKind.PROJECT, 106),
    ]
    assert [(each.code, each.project, each.name) for each in part.indicators] == [
        ("BM-1", "", "治理河段")
    ]
    assert unread == []


def test_the_form_of_another_department_is_left_alone():
    part, unread = read(changed(WHOLE, "甲局", "乙局"))
    assert part.funds == part.indicators == ()
    assert unread == ["工作表“表1”：是“乙局”的表，工作簿是“甲局”的，没有读取。"]


def test_money_of_a_department_is_not_doubled_where_the_workbook_parts_it_by_fund():
    own = Funds(fund=Fund.GENERAL_PUBLIC_BUDGET, kind=ExpenditureKind.STAFF)
    part, unread = read(WHOLE, base=replace(BASE, funds=(own,)))
    assert part.funds == ()
    assert unread == [
        "工作表“表1”：工作簿的“部门支出”按资金性质填列，表里没有写资金性质，金额没有读取。"
    ]


def test_basic_expenditure_that_is_not_divided_is_not_read():
    part, unread = read(
        [row for row in WHOLE if row[1:2] not in (["其中：人员经费"], ["公用经费"])]
    )
    assert [each.kind for each in part.funds] == [ExpenditureKind.PROJECT]
    assert unread == ["工作表“表1”第6行：基本支出没有分人员经费和公用经费，没有读取。"]


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


def test_declared_money_is_the_initial_budget_of_its_sources():
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
    assert unread == ["工作表“表1”：只有年度资金总额，没有分资金来源，金额没有读取。"]
    part, unread = read([*rows[:4], [None, "其中：财政拨款", "120.00"], *rows[4:]])
    (funds,) = part.project_funds
    assert (funds.source, funds.initial) == (ProjectFunding.CURRENT_APPROPRIATION, 120)
    assert (funds.adjusted, funds.executed) == (None, None)
    assert unread == [
        "工作表“表1”：申报的金额读作年初预算数，请与批复的预算核对；批复数不同的，改为批复数。"
    ]


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


LISTED = [
    ["项目编码", "项目名称", "指标编码", "一级指标", "二级指标", "三级指标", "计算符号", "指标值",
     "度量单位", "权重", "实际完成值"],
    ["X1", "河道清淤", "01", "产出指标", "数量指标", "清淤长度", "≥", "1,000", "米", 20, "1,020"],
    [None, None, "02", "效益指标", "社会效益指标", "排涝能力", "定性", "提升", None, 30, "达成年度指标"],
    ["X2", "绿化", "01", "产出指标", "质量指标", "成活率", "≥", "95", "%", 20, "0.96"],
]  # fmt: skip


def test_a_list_of_indicators_names_the_project_of_each():
    part, unread = read(LISTED)
    length, drained, alive = part.indicators
    assert (length.project, length.code, length.sign, length.target, length.unit, length.actual) == (
        "X1", "01", Sign.AT_LEAST, 1000, "米", 1020,
    )  # fmt: skip
    assert (drained.project, drained.sign, drained.target_text) == ("X1", Sign.QUALITATIVE, "提升")
    assert (alive.project, alive.code, alive.actual) == ("X2", "X2-1", None)  # 01 is taken
    assert unread == ["工作表“表1”K4：“0.96”不知道是0.96%还是96%，没有读取。"]


@pytest.mark.parametrize(
    ("sign", "target", "unit", "said"),
    [
        ("≥", "≤3", "次", "与“大于等于”的指标符号不同，没有读取"),
        ("≥", "3份", "次", "的单位与计量单位“次”不同，没有读取"),
        ("≥", "0.95", "%", "不知道是0.95%还是95%，没有读取"),
        ("正向", "3", "次", "看不懂指标符号“正向”"),
    ],
)
def test_cells_of_a_target_that_do_not_go_together_are_named(sign, target, unit, said):
    row = [*LISTED[1]]
    row[6:9] = sign, target, unit
    part, unread = read([LISTED[0], row])
    assert part.indicators[0].sign is None
    assert said in unread[0]


def test_a_time_is_kept_in_words():
    rows = changed(SELF, "≥10公里", "12月20日前")
    part, unread = read(changed(rows, "11公里", "2023年12月15日"))
    first = part.indicators[0]
    assert (first.sign, first.target, first.target_text) == (None, None, "12月20日前")
    assert first.done_on == date(2023, 12, 15)
    assert "工作表“表1”E13：“12月20日前”是完成时间，放在“定性目标”里，请补填指标符号。" in unread


REGISTERS = [
    [
        ["2023年政府采购合同明细表"],
        ["序号", "合同编号", "采购项目名称", "采购品目", "合同金额（元）", "中标日期", "签订日期", "库房"],
        [1, "H1", "泵车维修", "服务类", "176,500.00", "2023.3.2", "2023年3月15日", "东"],
        [2, "H2", "水泵", "货物", "约30万", "2023-05-09", 45155, "西"],
        [3, None, "闸门", "工程", 1000, None, None, None],
        ["合计", None, None, None, 176500],
    ],
    [
        ["2022年度绩效评价发现问题整改台账"],
        ["序号", "发现问题", "整改措施", "责任科室", "整改时限", "整改进展情况", "是否完成整改"],
        [1, "指标值偏低", "修订指标值", "财务科", "6月底", "修订12项", "已完成"],
        [2, "盘点不及时", "半年一盘", "办公室", "9月底", "进行中", "基本完成"],
    ],
    [
        ["2023年度“三公”经费支出情况表", None, None, None, "金额单位：元"],
        ["项目", "2022年决算数", "2023年年初预算数", "2023年决算数", "2021年决算数"],
        ["合计", 500000, 460000, 393050, 1],
        ["一、因公出国（境）费", 0, 60000, 38000, 1],
        ["二、公务用车购置及运行维护费", 402000, 400000, 355050, 1],
        ["  1.公务用车购置费", 0, 0, 0, 1],
        ["  2.公务用车运行维护费", 402000, 400000, 341050.5, 1],
        ["注：接待42批次。"],
    ],
    [
        ["2023年分月支出情况表", None, None, None, "单位：万元"],
        ["月份", "当月支出", None, "累计支出", None],
        [None, "基本支出", "项目支出", "基本支出", "项目支出"],
        ["1月", 20, 5, 20, 5],
        ["2月", 21, 6, 41, 11],
    ],
]  # fmt: skip


def test_registers_are_told_by_their_heads():
    part, unread = read(*REGISTERS)
    first, second = part.contracts
    assert (first.number, first.kind, first.amount) == (
        "H1",
        ProcurementKind.SERVICES,
        Decimal("17.65"),
    )
    assert (first.awarded_on, first.signed_on) == (date(2023, 3, 2), date(2023, 3, 15))
    assert (second.amount, second.signed_on) == (None, None)
    assert [(each.problem, each.status) for each in part.last_year] == [
        ("指标值偏低", RectificationStatus.DONE),
        ("盘点不及时", None),
    ]
    assert [
        (each.item, each.last_year, each.initial, each.executed) for each in part.three_public
    ] == [
        (ThreePublicItem.OVERSEAS_TRIPS, 0, 6, Decimal("3.8")),
        (ThreePublicItem.VEHICLE_PURCHASE, 0, 0, 0),
        (ThreePublicItem.VEHICLE_OPERATION, Decimal("40.2"), 40, Decimal("34.10505")),
    ]
    assert [(each.month, each.basic, each.project) for each in part.monthly] == [
        (1, 20, 5),
        (2, 21, 6),
    ]
    assert unread == [
        "工作表“表1”H2：表头“库房”没有认出来，没有读取。",
        "工作表“表1”E4：“约30万”不是数，没有读取。",
        "工作表“表1”G4：“45155”是数字，如指 2023-08-17，请把单元格格式设为日期，没有读取。",
        "工作表“表1”第5行：没有写合同编号，这一行没有读取。",
        "工作表“表2”G4：“基本完成”不在可选的各项之内，没有读取。",
        "工作表“表3”E2：表头“2021年决算数”没有认出来，没有读取。",
    ]


def test_a_register_of_another_year_is_left_alone():
    part, unread = read(
        changed(REGISTERS[2], "2023年度“三公”经费支出情况表", "2020年度“三公”经费支出情况表")
    )
    assert part.three_public == ()
    assert unread == ["工作表“表1”：是2020年度的表，工作簿是2023年度，没有读取。"]


def test_headings_of_the_house_are_asked_once(tmp_path):
    rows = [["单位：万元"], ["代号", "今年安排", "列支"], ["X1", 100, 90]]
    headings = Headings()
    part, unread = read(rows, headings=headings)
    assert part == Evaluation(department=Department())
    assert unread == [
        (
            "工作表“表1”：认不出是哪一种表，没有读取；第2行的表头记在对照文件的“自用的表”下面，"
            "请写明各栏对着工作簿的哪一栏，再读一次。"
        )
    ]
    path = tmp_path / "对照.toml"
    text = headings_text(headings)
    for own, target in (
        ("代号", "项目.项目编号"),
        ("今年安排", "项目资金.年初预算数"),
        ("列支", "项目资金.全年执行数"),
    ):
        assert f'# "{own}" = ""' in text
        text = text.replace(f'# "{own}" = ""', f'"{own}" = "{target}"')
    path.write_text(
        text.replace('["自用的表"]', '["自用的表"]\n"支出数口径" = "全年"'), encoding="utf-8"
    )
    part, unread = read(rows, headings=load_headings(path))
    (funds,) = part.project_funds
    assert (funds.project, funds.initial, funds.executed) == ("X1", 100, 90)
    assert unread == []


def test_months_of_a_cumulative_table_are_not_read():
    rows = changed(REGISTERS[3], "2023年分月支出情况表", "2023年累计支出情况表")
    part, unread = read(rows)
    assert part.monthly == ()
    assert unread == ["工作表“表1”：标题写的是累计数，“月度支出”填当月数，没有读取。"]


def test_what_a_monitoring_form_calls_spent_is_not_the_year_s_spending():
    rows = [
        ["项目绩效运行监控表（2023年1-6月）"],
        ["项目名称", "河道清淤", "项目资金（万元）"],
        ["资金来源", "年初预算数", "执行数", "全年预计执行数"],
        ["合计", 100, 40, 95],
        ["财政拨款", 100, 40, 95],
    ]
    turn = MonitoringRound(code="J1", cut_off=date(2023, 6, 30))
    part, unread = read(rows, base=replace(BASE, rounds=(turn,)))
    assert [(each.initial, each.executed) for each in part.project_funds] == [(100, None)]
    assert [(each.executed, each.forecast) for each in part.monitored_projects] == [(40, 95)]
    assert unread == []


def test_headings_may_name_the_year():
    rows = [
        *SELF[:3],
        ["一级指标", "二级指标", "三级指标", "2022年完成值", "2023年指标值", "2023年完成值"],
        ["产出指标", "数量指标", "清淤长度", "7公里", "≥8公里", "9公里"],
    ]
    part, unread = read(rows)
    assert [(each.target, each.actual) for each in part.indicators] == [(8, 9)]
    assert unread == ["工作表“表1”D4：表头“2022年完成值”没有认出来，没有读取。"]
    _, unread = read([*rows[:3], ["一级指标", "二级指标", "三级指标", "2022年完成值"], rows[4]])
    assert unread == [
        "工作表“表1”第4行：这一行是指标的表头，没有认出指标值和完成值是哪一栏，下面的指标没有读取。"
    ]


def test_the_target_after_an_adjustment_is_the_one_that_counts():
    rows = [
        *SELF[:3],
        ["一级指标", "二级指标", "三级指标", "年初指标值", "调整后指标值", "实际完成值"],
        ["产出指标", "数量指标", "清淤长度", "≥10公里", "≥8公里", "9公里"],
        ["产出指标", "数量指标", "清淤次数", "≥3次", None, "3次"],
    ]
    part, _ = read(rows)
    assert [(each.target, each.original_target) for each in part.indicators] == [(8, 10), (3, None)]


def test_the_head_of_a_list_on_a_new_page_is_no_project():
    part, unread = read([*EXPORT[:3], EXPORT[1], ["X2", "绿化", 5, 5, 5, "12月", None]])
    assert [each.code for each in part.projects] == ["X1", "X2"]
    assert not any("不是数" in each for each in unread)


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


def test_a_list_of_projects_is_a_list_whatever_its_title():
    rows = [
        ["绩效自评查询（单位：元）"],
        ["状态", "项目编码", "项目名称", "全年预算数", "全年执行数", "预算执行率", "得分"],
        ["已审核", "X1", "河道清淤", 900000, 855000, "95%", 98.5],
        ["已审核", "X2", "堤防维护", "800,000.00", "640,000.00", "80%", 92],
    ]
    part, _ = read(rows)
    assert [(each.project, each.adjusted, each.executed) for each in part.project_funds] == [
        ("X1", 90, Decimal("85.5")),
        ("X2", 80, 64),
    ]
    assert [each.name for each in part.projects] == ["河道清淤", "堤防维护"]


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


def test_shares_that_are_shown_rounded_are_percent_once():
    assert reached_of(Shown("97.5%", Decimal("97.538"))).value == Decimal("97.538")
    assert target_of(Shown("≥95%", None)).value == 95


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
