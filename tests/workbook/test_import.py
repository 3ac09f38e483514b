"""The way back: what people filled in, and every cell that cannot be used, at once."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao.errors import JixiaoError
from jixiao.model.evaluation import Department, Evaluation, Indicator, ManagementFact
from jixiao.model.record import column_of, columns
from jixiao.terms import Severity, Sign, Term
from jixiao.workbook.asked import Asked
from jixiao.workbook.importing import NotAWorkbook, import_workbook, without_origins
from jixiao.workbook.layout import TOPICS
from jixiao.workbook.values import LONGEST, Shown, Unusable, value_of
from jixiao.workbook.writing import write_workbook

NAME = "工作簿.xlsx"


def blank():
    return openpyxl.load_workbook(
        io.BytesIO(write_workbook(Evaluation(department=Department()), Asked()))
    )


def imported(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return import_workbook(buffer.getvalue(), NAME)


def at(sheet, heading, row=4):
    head = [str(cell.value or "").partition("（")[0].rstrip("*") for cell in sheet[3]]
    return sheet.cell(row, head.index(heading) + 1)


def said(result, weight=Severity.ERROR):
    return [str(one) for one in result.problems if one.severity is weight]


# --- there and back --------------------------------------------------------------------------------

texts = st.text(
    st.characters(codec="gb18030", exclude_categories=("C", "Z"), exclude_characters="、，,;；/"),
    min_size=1,
    max_size=8,
)
# What spreadsheets, XML and terminals might take for something else.
ODD = st.sampled_from(
    ["=1+1", "+5", "-3", "@甲", "'引", "第一行\n第二行", "甲 乙", "_x000D_", "😀㐀", "<b>&amp;", "0012",
     "1e5", "2023-01-01", "TRUE", "“引”", "长" * 3000, "#标题", "附件.xlsx"]
)  # fmt: skip
BY_KIND = {
    str: st.one_of(texts, ODD),
    int: st.integers(0, 10**6),
    Decimal: st.one_of(
        st.decimals(-(10**6), 10**6, places=2), st.decimals(-(10**9), 10**9, places=5)
    ).map(lambda one: one.normalize() + 0),
    date: st.dates(date(1990, 1, 1), date(2040, 1, 1)),
    bool: st.booleans(),
}


def field(column):
    if column.name == "year":
        return st.one_of(st.none(), st.integers(1949, 2100))
    if column.several:
        return st.lists(texts, max_size=3).map(tuple)
    kinds = [
        st.sampled_from(list(kind)) if issubclass(kind, Term) else BY_KIND[kind]
        for kind in column.kinds
    ]
    nothing = st.just("") if column.kinds == (str,) else st.none()
    return st.one_of(nothing, *kinds)


def records(kind):
    each = {column.name: field(column) for column in columns(kind)}
    return st.fixed_dictionaries(each).map(lambda values: kind(**values))


def meaningful(record, topic):
    """Whether a row says anything: a blank row is no record."""
    shown = {each.name: getattr(record, each.name) for each in topic.columns}
    filled = {name: value for name, value in shown.items() if value not in ("", None, ())}
    return bool(filled) and not topic.only_asked(
        {name: str(value) for name, value in filled.items()}
    )


@st.composite
def evaluations(draw):
    values = {}
    for topic in TOPICS:
        if topic.upright:
            values[topic.field] = draw(records(topic.kind))
        else:
            rows = draw(st.lists(records(topic.kind), max_size=2))
            values[topic.field] = tuple(row for row in rows if meaningful(row, topic))
    return Evaluation(**values)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(evaluations())
def test_what_is_written_is_read_again(evaluation):
    found = import_workbook(write_workbook(evaluation, Asked()), NAME)
    assert without_origins(found.evaluation) == evaluation
    assert said(found) == []


def test_no_is_an_answer():
    evaluation = Evaluation(
        department=Department(name="甲"),
        management=(ManagementFact(fact="goals_published", value=False),),
    )
    found = import_workbook(write_workbook(evaluation, Asked()), NAME).evaluation
    assert found.management[0].value is False


def test_records_know_where_they_were_read():
    evaluation = Evaluation(department=Department(), indicators=(Indicator(code="Z1", name="甲"),))
    found = import_workbook(write_workbook(evaluation, Asked()), NAME).evaluation
    assert found.indicators[0].origin == "工作表“指标”第4行"


# --- what cannot be used ---------------------------------------------------------------------------


def test_a_blank_workbook_is_read_without_a_problem():
    found = imported(blank())
    assert found.problems == ()
    assert without_origins(found.evaluation) == Evaluation(department=Department())


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "expected"),
    [
        (
            "项目资金",
            "全年执行数",
            "约三百",
            "E4（全年执行数）：“约三百”不是数，应填数（单位：万元）。",
        ),
        (
            "项目资金",
            "全年执行数",
            1e308,
            "数太大，应填数（单位：万元），绝对值不超过 1000000000000。",
        ),
        ("项目", "开始日期", "2023年6月31日", "“2023年6月31日”日历上没有这一天，应填日期"),
        ("项目", "开始日期", "2023年6月", "没有写明是哪一天，应填日期，如 2024-03-15。"),
        ("项目", "开始日期", "去年底", "不是完整的日期，应填日期，如 2024-03-15。"),
        ("合同台账", "合同金额", "818000元", "应填数（单位：万元），即 81.8。"),
        ("合同台账", "合同金额", "3.2亿元", "应填数（单位：万元），即 32000。"),
        ("合同台账", "合同金额", "约80元", "“约80元”不是数，应填数（单位：万元）。"),
        ("指标", "指标值", "11月30日", "是日期，不是数；以日期为目标的，指标符号选“定性”"),
        ("指标", "指标值", "2.1万", "“2.1万”不是数，应填数，即 21000。"),
        ("项目", "是否涉密", "大概", "“大概”不是“是”或“否”，应填是、否。"),
        ("指标", "指标符号", "大于或等于", "是否要填“大于等于”"),
        ("月度支出", "月份", 1.5, "“1.5”不是整数，应填整数。"),
        ("项目资金", "全年预算数", "97.5%", "“97.5%”是百分数，应填数（单位：万元）。"),
        ("项目资金", "全年预算数", "1E-13", "小数位数太多，应填数（单位：万元）。"),
        (
            "项目资金",
            "全年预算数",
            "#REF!",
            "“#REF!”是公式出错，请改正公式，应填数（单位：万元）。",
        ),
    ],
)
def test_a_wrong_cell_is_told_with_its_place_and_what_was_expected(sheet, heading, value, expected):
    book = blank()
    at(book[sheet], heading).value = value
    problems = said(imported(book))
    assert len(problems) == 1
    assert problems[0].startswith(f"工作表“{sheet}”")
    assert expected in problems[0]


@pytest.mark.parametrize(
    ("sheet", "heading", "typed", "read"),
    [
        ("月度支出", "月份", "1月", 1),
        ("历年完成值", "年度", "2023年", 2023),
        ("指标", "指标符号", "<=", Sign.AT_MOST),
        ("指标", "指标符号", "不低于", Sign.AT_LEAST),
        ("项目", "开始日期", "20230615", date(2023, 6, 15)),
    ],
)
def test_what_people_type_is_read_where_it_can_mean_one_thing_only(sheet, heading, typed, read):
    book = blank()
    at(book[sheet], heading).value = typed
    found = imported(book)
    assert said(found) == []
    topic = next(each for each in TOPICS if each.sheet == sheet)
    column = next(each for each in topic.columns if each.label == heading)
    assert getattr(getattr(found.evaluation, topic.field)[0], column.name) == read


def test_a_number_may_carry_the_unit_that_its_row_names():
    book = blank()
    at(book["指标"], "完成值").value = "21860人次"
    at(book["指标"], "计量单位").value = "人次"
    found = imported(book)
    assert found.evaluation.indicators[0].actual == 21860
    assert found.problems == ()
    at(book["指标"], "计量单位").value = "户"
    assert "“21860人次”不是数，应填数（单位：户）。" in said(imported(book))[0]


def test_a_row_of_totals_is_left_out_and_told():
    book = blank()
    sheet = book["项目资金"]
    for row, cells in enumerate((("X1", 12.5), ("合 计", 12.5)), 4):
        sheet.cell(row, 1).value, sheet.cell(row, 5).value = cells
    found = imported(book)
    assert [each.project for each in found.evaluation.project_funds] == ["X1"]
    assert "工作表“项目资金”第5行：“合 计”是合计行，没有读取" in "".join(said(found, Severity.HINT))


def test_what_could_not_be_used_goes_along_into_a_new_workbook():
    book = blank()
    book["单位情况"]["B17"].value = "2026年3月"
    at(book["合同台账"], "合同金额").value = "八十万"
    found = imported(book)
    unread = {key: (each.found, str(each)) for key, each in found.unread.items()}
    again = openpyxl.load_workbook(
        io.BytesIO(write_workbook(found.evaluation, Asked(), unread=unread))
    )
    assert again["单位情况"]["B17"].value == "2026年3月"
    assert at(again["合同台账"], "合同金额").value == "八十万"
    assert "应填数（单位：万元）" in at(again["合同台账"], "合同金额").comment.text
    assert said(imported(again)) == said(found)


def test_all_problems_are_told_at_once_and_the_rest_is_read():
    book = blank()
    sheet = book["项目资金"]
    for row, (code, amount) in enumerate((("X1", "十"), ("X2", 12.5), ("X3", "abc")), 4):
        at(sheet, "项目编号", row).value = code
        at(sheet, "全年执行数", row).value = amount
    found = imported(book)
    assert len(said(found)) == 2
    assert [(each.project, each.executed) for each in found.evaluation.project_funds] == [
        ("X1", None),
        ("X2", Decimal("12.5")),
        ("X3", None),
    ]


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("1,234.50", "1234.50"),
        ("１２３．４", "123.4"),  # noqa: RUF001 - as input methods write them
        ("(12.5)", "-12.5"),
        ("12万元", "12"),
    ],
)
def test_numbers_as_people_write_them(shown, value):
    book = blank()
    at(book["项目资金"], "项目编号").value = "X1"
    at(book["项目资金"], "全年执行数").value = shown
    assert imported(book).evaluation.project_funds[0].executed == Decimal(value)


def test_a_number_shown_rounded_is_read_as_it_is_stored():
    book = blank()
    cell = at(book["项目资金"], "全年执行数")
    cell.value, cell.number_format = 12.3456, "0.0"
    assert imported(book).evaluation.project_funds[0].executed == Decimal("12.3456")


@pytest.mark.parametrize(
    ("stored", "form", "read"),
    [
        (0.97538, "0.0%", "97.538"),
        (0.975, "0%", "97.5"),
        (-1.236, "#,##0.00", "-1.236"),
        (-1.236, "0.00;(0.00)", "-1.236"),
        (-1.236, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-1.236"),
    ],
)
def test_what_is_behind_a_rounded_cell_keeps_scale_and_sign(stored, form, read):
    book = blank()
    at(book["指标"], "三级指标").value = "甲"
    cell = at(book["指标"], "完成值")
    cell.value, cell.number_format = stored, form
    assert imported(book).evaluation.indicators[0].actual == Decimal(read)


def test_a_formula_that_was_never_reckoned_is_told():
    book = blank()
    at(book["项目资金"], "全年执行数").value = "=1+1"
    assert said(imported(book)) == [
        (
            "工作表“项目资金”E4（全年执行数）：公式没有计算结果，请用 Excel 或 WPS 打开后保存一次，"
            "或者直接填写，应填数（单位：万元）。"
        )
    ]


def test_rows_that_a_filter_hides_are_read():
    book = blank()
    at(book["职责"], "职责编号").value = "Z1"
    book["职责"].row_dimensions[4].hidden = True
    assert imported(book).evaluation.duties[0].code == "Z1"


def test_merged_cells_are_told():
    book = blank()
    sheet = book["职责"]
    at(sheet, "职责编号").value = "Z1"
    sheet.merge_cells("A4:B4")
    assert any("合并单元格" in one for one in said(imported(book)))


def test_a_renamed_sheet_and_a_foreign_one_are_told():
    book = blank()
    book["职责"].title = "职责表"
    found = imported(book)
    assert "工作表“职责”：工作簿里没有这张表，是否改名成了“职责表”？是的话请改回“职责”。" in said(
        found, Severity.WARNING
    )
    assert "工作表“职责表”：不是本工作簿的工作表，没有读取。" in said(found, Severity.HINT)


def test_columns_may_stand_in_any_order_and_a_lost_one_is_told():
    book = blank()
    sheet = book["职责"]
    sheet["A3"].value, sheet["B3"].value = "职责*", "职责编号"
    sheet["A4"].value, sheet["B4"].value = "招商", "Z1"
    sheet["C3"].value = "内容说明"
    found = imported(book)
    assert (found.evaluation.duties[0].name, found.evaluation.duties[0].code) == ("招商", "Z1")
    assert any("“内容说明”不是本表的栏目，没有读取" in one for one in said(found, Severity.WARNING))


def test_codes_that_lead_nowhere_or_occur_twice_are_told():
    book = blank()
    for row, code in enumerate(("X1", "X1"), 4):
        at(book["项目"], "项目编号", row).value = code
    at(book["项目资金"], "项目编号").value = "X9"
    at(book["月度支出"], "月份").value = 13
    found = said(imported(book), Severity.WARNING)
    assert "工作表“项目”第5行（项目编号）：“X1”与前面一行重复。" in found
    assert "工作表“项目资金”第4行（项目编号）：“X9”在工作表“项目”里找不到。" in found
    assert "工作表“月度支出”第4行（月份）：“13”不是 1 至 12。" in found


def test_a_hundred_thousand_blank_rows_are_no_rows():
    book = blank()
    book["职责"].cell(100_000, 1).value = " "
    at(book["职责"], "职责编号", 99_999).value = "Z1"
    assert len(imported(book).evaluation.duties) == 1


def test_very_many_problems_are_counted():
    book = blank()
    for row in range(4, 400):
        at(book["月度支出"], "月份", row).value = "某月"
    found = said(imported(book))
    assert len(found) == 201
    assert "还有196处同样需要改正" in found[-1]


def test_another_workbook_is_refused_with_a_way_out():
    book = openpyxl.Workbook()
    book.active["A1"] = "甲"
    with pytest.raises(NotAWorkbook, match="jixiao workbook new"):
        imported(book)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"PK\x03\x04 xl/ broken", "damaged_file"),
        ("一段文字".encode(), "not_a_spreadsheet"),
        (b"%PDF-1.7", "not_a_spreadsheet"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted_file",
        ),
    ],
)
def test_what_is_no_workbook_is_refused_with_its_reason(data, code):
    with pytest.raises(JixiaoError) as caught:
        import_workbook(data, NAME)
    assert caught.value.code == code


def test_an_old_workbook_is_opened_too():
    form = Path(__file__).parent.parent / "reading" / "fixtures" / "form.xls"
    with pytest.raises(NotAWorkbook, match="现有"):
        import_workbook(form.read_bytes(), "表.xls")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1,234.5", "1234.5"),
        ("（1,234.50）", "-1234.50"),
        ("-¥0.30", "-0.30"),
        ("12.5 万元", "12.5"),
        ("1,5", None),  # a comma in place of a point, or a digit lost: either would be a guess
        ("1,23,456", None),
        ("1_000", None),
        ("(5", None),
        ("5)", None),
        ("50%", None),
        ("٣", None),
    ],
)
def test_amounts_are_read_as_written_or_not_at_all(written, read):
    book = blank()
    at(book["部门支出"], "全年执行数").value = written
    result = imported(book)
    value = result.evaluation.funds[0].executed if result.evaluation.funds else None
    assert value == (None if read is None else Decimal(read))
    assert bool([one for one in said(result) if "全年执行数" in one]) is (read is None)


def test_percentages_are_read_where_no_other_unit_is_asked_for():
    book = blank()
    at(book["指标"], "完成值").value = "95.5%"
    assert imported(book).evaluation.indicators[0].actual == Decimal("95.5")


def test_text_that_a_cell_cannot_hold_is_refused_and_never_cut():
    goal = column_of(Department, "goal")
    assert value_of(Shown("长" * LONGEST), goal) == "长" * LONGEST
    refused = value_of(Shown("长" * (LONGEST + 1)), goal)
    assert refused == Unusable("太长，一格写不下，请删减", "不超过32767字")


def test_control_characters_are_refused():
    book = blank()
    at(book["工作任务"], "工作任务").value = "任务_x001B_[2J"
    result = imported(book)
    assert not any(task.name for task in result.evaluation.tasks)
    assert any("控制字符" in one for one in said(result))


# --- sheets that people rearranged -----------------------------------------------------------------


def test_a_head_in_another_unit_is_not_read_as_ours():
    book = blank()
    sheet = book["项目资金"]
    at(sheet, "项目编号").value = "X1"
    at(sheet, "全年执行数").value = 1200000
    at(sheet, "全年执行数", 3).value = "全年执行数（元）*"
    result = imported(book)
    assert result.evaluation.project_funds[0].executed is None
    assert said(result) == [
        (
            "工作表“项目资金”E3：“全年执行数（元）*”表头的单位是“元”，本栏的单位是“万元”，"
            "整栏没有读取。"
        )
    ]


def test_rows_of_sums_and_repeated_heads_are_no_records():
    book = blank()
    sheet = book["项目资金"]
    for row, words in ((4, "X1"), (5, " 合 计"), (7, "X2")):
        at(sheet, "项目编号", row).value = words
        at(sheet, "全年执行数", row).value = 10
    for cell in sheet[3]:
        sheet.cell(6, cell.column).value = cell.value
    result = imported(book)
    assert [each.project for each in result.evaluation.project_funds] == ["X1", "X2"]
    assert said(result, Severity.HINT) == [
        "工作表“项目资金”第5行：“合 计”是合计行，没有读取：程序自己合计，可以删去这一行。",
        "工作表“项目资金”第6行：又是一行表头，没有读取。",
    ]


def test_what_stands_below_no_head_is_told():
    book = blank()
    sheet = book["职责"]
    at(sheet, "职责编号").value = "Z1"
    at(sheet, "职责").value = "招商"
    sheet["C3"].value = None
    sheet["C4"].value = "内容"
    assert "工作表“职责”C4：“内容”所在的C列没有表头，整列没有读取。" in said(
        imported(book), Severity.WARNING
    )


def test_an_upright_sheet_is_found_where_a_column_was_inserted():
    book = blank()
    sheet = book["单位情况"]
    sheet["B4"].value = "甲局"
    sheet["B6"].value = 2023
    sheet["C6"].value = "按2022年口径"
    sheet.insert_cols(1)
    result = imported(book)
    assert (result.evaluation.department.name, result.evaluation.department.year) == ("甲局", 2023)
    assert said(result, Severity.WARNING) == [
        "工作表“单位情况”D6：“按2022年口径”写在了填写内容的右边，没有读取，请写在C列。"
    ]
    assert result.place(result.evaluation.department, "year").column == "C"


def test_a_field_that_an_upright_sheet_lost_is_told():
    book = blank()
    book["单位情况"].delete_rows(4)
    assert said(imported(book)) == ["工作表“单位情况”：缺少“部门（单位）名称”一行。"]


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "expected"),
    [
        ("科室", "科室", "#REF!", "“#REF!”是公式出错，请改正公式，应填文字。"),
        ("项目", "开始日期", "#N/A", "请改正公式，应填日期，如 2024-03-15。"),
        ("三公经费", "人次", -3, "“-3”是负数，应填不小于 0 的整数（单位：人次）。"),
        ("历年完成值", "年度", 45000, "“45000”不是年度，应填年度，如 2023。"),
    ],
)
def test_what_is_expected_is_what_the_column_holds(sheet, heading, value, expected):
    book = blank()
    at(book[sheet], heading).value = value
    (problem,) = said(imported(book))
    assert problem.endswith(expected)


def test_negative_money_is_read_and_questioned():
    book = blank()
    at(book["部门支出"], "全年执行数").value = -5
    result = imported(book)
    assert result.evaluation.funds[0].executed == -5
    assert said(result, Severity.WARNING) == [
        "工作表“部门支出”F4（全年执行数）：“-5.00”是负数，已照此读取，请核对。"
    ]


def test_a_sheet_that_is_there_twice_is_read_once_and_told():
    book = blank()
    at(book["职责"], "职责编号").value = "Z1"
    copy = book.copy_worksheet(book["职责"])
    copy.title = "职责 "
    at(copy, "职责编号").value = "Z2"
    result = imported(book)
    assert [each.code for each in result.evaluation.duties] == ["Z1"]
    assert said(result) == ["工作表“职责 ”：与“职责”是同一张表，只读了“职责”。"]


def test_a_lost_sheet_is_not_taken_for_another_of_ours():
    book = blank()
    del book["月度支出"]
    assert said(imported(book), Severity.WARNING) == ["工作表“月度支出”：工作簿里没有这张表。"]
