"""Sheets with several tables, and what of a sheet is hidden."""

import io

import openpyxl
import pytest
from openpyxl.styles import numbers

from jixiao.pipeline import check_bytes
from jixiao.reading import read_bytes


def book(rows, *, merged=(), change=lambda _: None):
    """A workbook of one sheet with the rows from the top; None is a blank cell."""
    made = openpyxl.Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    change(sheet)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def tables(document):
    return [
        ["|".join(document.text[a:b] for a, b in row) for row in table.rows]
        for table in document.tables
    ]


def lines(document):
    return [document.text[b.start : b.end] for b in document.blocks if b.table is None]


INCOME = [["收入", "金额"], ["财政拨款", 120.5], ["其他收入", 3], ["合计", 123.5]]
SPENT = [["支出项目", "预算数", "执行数"], ["基本支出", 80, 78], ["项目支出", 40, 39]]


def beside(left, right, gap=1):
    """The rows of two tables side by side."""
    size = max(len(left), len(right))
    blank = [None] * len(left[0])
    left = left + [blank] * (size - len(left))
    right = right + [[None] * len(right[0])] * (size - len(right))
    return [a + [None] * gap + b for a, b in zip(left, right, strict=True)]


SIDE_BY_SIDE = [
    ["收入|金额", "财政拨款|120.5", "其他收入|3", "合计|123.5"],
    ["支出项目|预算数|执行数", "基本支出|80|78", "项目支出|40|39"],
]


@pytest.mark.parametrize("gap", [1, 3])
def test_tables_side_by_side_are_two(gap):
    document = read_bytes(book(beside(INCOME, SPENT, gap)), "表.xlsx")
    assert tables(document) == SIDE_BY_SIDE
    at = document.text.index("78")
    assert document.anchor(at, at + 2).cell == (1, 2, 5 + gap)


def test_a_title_over_both_stands_above_them_and_each_keeps_its_own():
    rows = [
        ["收支情况表"],
        ["一、收入", None, None, "二、支出"],
        *beside(INCOME, SPENT),
    ]
    document = read_bytes(book(rows, merged=["A1:F1"]), "表.xlsx")
    assert tables(document) == SIDE_BY_SIDE
    assert lines(document) == ["收支情况表", "一、收入", "二、支出"]


def test_a_pair_below_a_table_is_parted_and_the_table_is_not():
    top = [["指标", "目标值", "完成值", None, None, "得分"], ["办件数量", 30, 32, None, None, 5]]
    document = read_bytes(book([*top, [], *beside(INCOME, SPENT)]), "表.xlsx")
    assert tables(document)[1:] == SIDE_BY_SIDE
    assert tables(document)[0][1] == "办件数量|30|32|||5"


@pytest.mark.parametrize(
    "right",
    [[["备注"], ["略"], ["略"], ["略"]], [["比重", "序号"], [0.9, 1], [0.1, 2], [1, 3]]],
    ids=["no numbers", "no names"],
)
def test_a_blank_column_within_a_table_parts_nothing(right):
    assert len(tables(read_bytes(book(beside(INCOME, right)), "表.xlsx"))) == 1


def test_cells_merged_over_several_columns_part_nothing():
    rows = [[a, None, b] for a, b in INCOME]
    merged = [f"A{n}:B{n}" for n in range(1, 5)]
    assert len(tables(read_bytes(book(rows, merged=merged), "表.xlsx"))) == 1


def test_a_head_below_a_blank_row_begins_a_table():
    document = read_bytes(book([*INCOME, [], *SPENT]), "表.xlsx")
    assert tables(document) == SIDE_BY_SIDE


def test_a_title_merged_over_the_next_head_begins_a_table():
    rows = [*SPENT, ["收入情况表"], ["项目", "预算数", "执行数"], ["财政拨款", 80, 78]]
    document = read_bytes(book(rows, merged=["A4:C4"]), "表.xlsx")
    assert [len(table) for table in tables(document)] == [3, 2]
    assert lines(document) == ["收入情况表"]
    assert len(tables(read_bytes(book(rows), "表.xlsx"))) == 1  # a name in its column


def test_a_total_below_a_blank_row_does_not():
    assert len(tables(read_bytes(book([*INCOME[:3], [], INCOME[3]]), "表.xlsx"))) == 1


def test_a_cell_far_away_is_no_reason_to_refuse_a_sheet():
    def change(sheet):
        sheet["B1048576"] = "完"

    document = read_bytes(book(INCOME, change=change), "表.xlsx")
    assert lines(document) == ["完"]
    assert document.anchor(document.text.index("完"), len(document.text)).line == 1048576


# --- hidden -------------------------------------------------------------------------------------


PARTS = [["项目", "金额（万元）"], ["基本支出", 80], ["项目支出", 40], ["合计", 120]]


def hide_row(sheet):
    sheet.row_dimensions[3].hidden = True


def hide_column(sheet):
    sheet.insert_cols(2)
    sheet["B2"] = "内部编号"
    sheet.column_dimensions["B"].hidden = True


def test_hidden_rows_and_columns_are_not_read():
    document = read_bytes(book(PARTS, change=hide_row), "表.xlsx")
    assert tables(document) == [["项目|金额(万元)", "基本支出|80", "合计|120"]]
    document = read_bytes(book(PARTS, change=hide_column), "表.xlsx")
    assert tables(document)[0][1] == "基本支出||80"
    assert "内部编号" not in document.source


def errors(data):
    return [o for o in check_bytes(data, "表.xlsx").outcomes if o.severity == "error"]


def test_a_total_is_not_held_against_the_rows_that_are_shown():
    wrong = [*PARTS[:3], ["合计", 160]]
    assert errors(book(wrong))
    assert not errors(book(PARTS, change=hide_row))


# --- as displayed and as stored -----------------------------------------------------------------


def as_shown(code):
    def change(sheet):
        for row in sheet.iter_rows(min_row=2, min_col=2):
            for cell in row:
                cell.number_format = code

    return change


SCORES = [
    ["指标", "分值", "得分"],
    ["产出", 50, 48.4],
    ["效益", 40, 38.4],
    ["满意度", 10, 9.4],
    ["合计", 100, 96.2],
]


def test_what_the_cell_holds_explains_what_it_shows():
    shown_whole = book(SCORES, change=as_shown("0"))
    document = read_bytes(shown_whole, "表.xlsx")
    assert tables(document)[0][1:] == ["产出|50|48", "效益|40|38", "满意度|10|9", "合计|100|96"]
    assert not errors(shown_whole)
    assert not [o for o in check_bytes(shown_whole, "表.xlsx").outcomes if o.status == "crashed"]
    explained = [o for o in check_bytes(shown_whole, "表.xlsx").outcomes if o.status == "rounding"]
    typed = [[value if isinstance(value, str) else round(value) for value in row] for row in SCORES]
    assert [o for o in explained if o.stated == "96" and o.expected == "95"]
    assert errors(book(typed))  # 48 + 38 + 9 = 95 where these are the numbers themselves


@pytest.mark.parametrize(
    ("rate", "status"), [("97.43%", "rounding"), ("97.6%", "finding"), ("97.9%", "finding")]
)
def test_what_amounts_hide_explains_no_more_of_a_rate_than_they_can_move_it(rate, status):
    def shown_whole(sheet):
        for cell in (*sheet["B"][1:], *sheet["C"][1:]):
            cell.number_format = "0"

    rows = [
        ["项目", "全年预算数（万元）", "全年执行数（万元）", "预算执行率"],
        ["培训", 1320.3, 1286.4, rate],  # shown as 1320 and 1286, in truth 97.43%
        ["演出", 100, 90, "90%"],
    ]
    outcomes = check_bytes(book(rows, change=shown_whole), "表.xlsx").outcomes
    assert [o.status for o in outcomes if o.code == "FND07"] == [status, "passed"]


def test_the_stored_number_is_found_by_its_cell():
    document = read_bytes(book(SCORES, change=as_shown("0.0%")), "表.xlsx")
    assert document.stored == {}
    document = read_bytes(book(SCORES, change=as_shown(numbers.FORMAT_NUMBER)), "表.xlsx")
    at = document.text.index("满意度|10|9".replace("|", "\t")) + len("满意度|10|")
    assert str(document.stored_at(at)) == "9.4"
    assert document.stored_at(at - 3) is None


# --- formulas -----------------------------------------------------------------------------------


def test_formulas_that_nothing_has_reckoned_are_told_and_not_judged():
    rows = [*PARTS[:2], ["项目支出", "=B2/2"], ["合计", 100]]
    checked = check_bytes(book(rows), "表.xlsx")
    told = [o for o in checked.outcomes if o.code == "ST13"]
    assert [o.status for o in told] == ["finding"]
    assert "保存后再核对" in told[0].message
    document = checked.understanding.document
    assert document.anchor(*told[0].span).cell == (1, 3, 2)
    assert not [o for o in checked.outcomes if o.severity == "error"]


ACCOUNTS = [
    ["支出决算表"],
    ["部门：云岭市公园管理处", None, None, None, "金额单位：万元"],
    ["功能分类科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
    [None, "合计", 120, 80, 40],
    ["212", "城乡社区支出", 120, 80, 40],
    ["21205", "城乡社区环境卫生", 120, 80, 40],
    ["2120501", "城乡社区环境卫生", 90, 80, 10],
    ["2120599", "其他城乡社区环境卫生支出", 30, None, 30],
    [],
    ["收入决算表"],
    ["部门：云岭市公园管理处", None, None, None, "金额单位：万元"],
    ["功能分类科目编码", "科目名称", "本年收入合计", "财政拨款收入", "其他收入"],
    [None, "合计", 120, 80, 40],
    ["212", "城乡社区支出", 120, 80, 40],
]


def hide_account(sheet):
    sheet.row_dimensions[8].hidden = True


def leave_account(sheet):
    sheet["C8"], sheet["E8"] = "=D8+E8", "=10+20"


@pytest.mark.parametrize("change", [hide_account, leave_account])
def test_final_accounts_that_are_not_all_shown_are_not_added_up(change):
    clean = check_bytes(book(ACCOUNTS), "表.xlsx")
    assert [o.status for o in clean.outcomes if o.code == "FA01"] != ["cannot_tell"]
    assert not errors(book(ACCOUNTS, change=change))
    wrong = [*ACCOUNTS[:7], ["2120599", "其他城乡社区环境卫生支出", 60, None, 60], *ACCOUNTS[8:]]
    assert errors(book(wrong))
