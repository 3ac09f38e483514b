"""Tables of final accounts are told by their titles and heads, wherever their columns stand."""

import pytest

from jixiao import pipeline
from jixiao.extraction.final_accounts.heads import _what
from jixiao.extraction.final_accounts.names import names
from jixiao.terms import AccountKind

HEAD = "山口县林业局2023年度部门决算\n\n"
BY_CODE = """支出决算表
公开03表
部门：山口县林业局　　单位：万元

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| --- | --- | --- | --- | --- |
| 栏次 | | 1 | 2 | 3 |
| 213 | 农林水支出 | 300.00 | 180.00 | 120.00 |
"""


def accounts(text):
    return pipeline.check_text(HEAD + text).understanding.accounts


def rows(text):
    (table,) = accounts(text).tables
    (panel,) = table.panels
    keys = {column.index: column.key for column in panel.columns}
    return [
        (row.code, row.name, {keys[at]: str(fact.value) for at, fact in row.facts.items()})
        for row in panel.rows
    ]


def test_columns_are_told_by_their_heads_not_by_their_place():
    turned = """支出决算表
单位：万元

| 项目支出 | 基本支出 | 本年支出合计 | 科目名称 | 科目编码 |
| --- | --- | --- | --- | --- |
| 120.00 | 180.00 | 300.00 | 农林水支出 | 213 |
"""
    ((code, name, amounts),) = rows(BY_CODE)
    assert (code, name) == ("213", "农林水支出")
    assert amounts == {"expenditure_total": "300.00", "basic": "180.00", "project": "120.00"}
    # names stand behind the amounts here: the amounts have no row, so nothing is made of them
    assert all(row[2] in ({}, amounts) for row in rows(turned))


def test_codes_may_be_split_into_three_columns():
    split = """支出决算表
单位：万元

| 类 | 款 | 项 | 科目名称 | 合计 |
| --- | --- | --- | --- | --- |
| 213 | | | 农林水支出 | 300.00 |
| 213 | 02 | | 林业和草原 | 300.00 |
| | | 01 | 行政运行 | 300.00 |
"""
    assert [code for code, _, _ in rows(split)] == ["213", "21302", "2130201"]


def test_a_table_goes_on_with_its_head_printed_again():
    again = BY_CODE + BY_CODE.partition("单位：万元\n\n")[2].replace("213", "221")
    assert [code for code, _, _ in rows(again)] == ["213", "221"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2023年度山口县林业局收入支出决算总表", AccountKind.OVERALL),
        ("表4 财政拨款收入支出决算总表", AccountKind.FISCAL_OVERALL),
        ("一般公共预算财政拨款基本支出决算明细表", AccountKind.BASIC),
        ("一般公共预算财政拨款支出决算表", AccountKind.GENERAL_BUDGET),
        ("财政拨款“三公”经费支出决算表", AccountKind.THREE_PUBLIC),
        ("政府性基金预算财政拨款收入支出决算表", AccountKind.GOVERNMENT_FUNDS),
        ("“三公”经费、行政参公单位机关运行经费情况表", AccountKind.THREE_PUBLIC),
    ],
)
def test_tables_are_told_by_their_titles(title, kind):
    (table,) = accounts(BY_CODE.replace("支出决算表", title)).tables
    assert table.kind is kind
    assert table.unit.name == "万元"


def test_tables_of_the_budget_are_none_of_final_accounts():
    assert not accounts(BY_CODE.replace("支出决算表", "一般公共预算支出预算表"))


def test_a_table_whose_title_is_printed_again_overleaf_is_one():
    again = BY_CODE + BY_CODE.replace("213 | 农林水支出", "221 | 住房保障支出")
    assert [code for code, _, _ in rows(again)] == ["213", "221"]


def test_a_table_of_the_same_title_that_begins_anew_is_another():
    assert len(accounts(BY_CODE + BY_CODE.replace("300.00", "280.00")).tables) == 2


def test_a_table_that_goes_on_under_its_title_without_heads_is_doubtful():
    overleaf = """支出决算表

| 221 | 住房保障支出 | 20.00 | 20.00 | 0.00 |
| --- | --- | --- | --- | --- |
| 22102 | 住房改革支出 | 20.00 | 20.00 | 0.00 |
"""
    assert all(table.doubtful for table in accounts(BY_CODE + overleaf).tables)


def test_columns_overleaf_without_names_of_rows_make_a_table_doubtful():
    overleaf = """
公开03表
单位：万元

| 经营支出 | 对附属单位补助支出 |
| --- | --- |
| 4 | 5 |
| 12.00 | 0.00 |
"""
    assert accounts(BY_CODE + overleaf).tables[0].doubtful
    assert not accounts(BY_CODE + "\n注：本表反映支出。\n").tables[0].doubtful


def test_codes_below_one_head_may_be_split_into_three_columns():
    split = """支出决算表
单位：万元

| 功能分类科目编码 | | | 科目名称 | 合计 |
| --- | --- | --- | --- | --- |
| 213 | | | 农林水支出 | 300.00 |
| 213 | 02 | | 林业和草原 | 300.00 |
| 213 | 02 | 01 | 行政运行 | 300.00 |
"""
    assert [code for code, _, _ in rows(split)] == ["213", "21302", "2130201"]


def test_numbers_beside_a_table_make_it_doubtful():
    torn = BY_CODE + "机关事业单位基本养老保险缴费\n2080505 118.00 118.00\n支出\n" + BY_CODE[-40:]
    assert accounts(torn).tables[0].doubtful


def test_further_rows_in_other_columns_make_a_table_doubtful():
    torn = BY_CODE + "\n续表\n\n| 221 | 住房保障支出 | 20.00 |\n| --- | --- | --- |\n"
    assert accounts(torn).tables[0].doubtful


def test_numbers_below_a_head_that_is_no_row_make_the_table_above_doubtful():
    torn = (
        BY_CODE
        + "\n功能分类科目编码本年支出合计基本支出项目支出上缴上级支出经营支出\n"
        + "221 住房保障支出 20.00 20.00 注：本表反映本年度支出情况。\n"
    )
    assert accounts(torn).tables[0].doubtful


def test_rows_below_lines_that_head_them_make_the_table_above_doubtful():
    torn = (
        BY_CODE
        + "\n功能分类科目编码本年支出合计基本支出项目支出上缴上级支出经营支出\n"
        + "\n| 栏次 | 1 | 2 |\n| --- | --- | --- |\n| 221 | 住房保障支出 | 20.00 |\n"
    )
    assert accounts(torn).tables[0].doubtful


def test_tables_without_titles_one_below_the_other_are_not_doubtful():
    both = BY_CODE.partition("\n")[2].partition("\n\n")[2]
    assert not any(table.doubtful for table in accounts(both).tables)


def test_open_cells_between_gaps_make_a_table_doubtful():
    gaps = """支出决算表
单位：万元
科目编码  科目名称  本年支出合计  基本支出  项目支出
213  农林水支出  300.00  180.00  120.00
21302  林业和草原  120.00  120.00
2130201  行政运行  120.00  120.00
"""
    assert accounts(gaps).tables[0].doubtful


@pytest.mark.parametrize("path", [("行次",), ("收入", "行次"), ("行次", "金额")])
def test_numbers_of_lines_are_no_amounts_whatever_stands_below_their_head(path):
    lines = ["1", "2", "4", "7"]  # some rows were left out
    assert _what(path, lines, names()) == ""


def test_figures_below_another_head_are_amounts():
    assert _what(("收入", "金额"), ["1", "2", "4", "7"], names()) == "V"
