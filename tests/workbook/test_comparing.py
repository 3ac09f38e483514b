"""Two workbooks side by side; sheets for sections and the way back."""

from dataclasses import replace
from decimal import Decimal

from jixiao.model.evaluation import (
    Asset,
    Department,
    Evaluation,
    Indicator,
    Project,
    ProjectFunds,
)
from jixiao.workbook.comparing import differences, left_out, merge, parts
from jixiao.workbook.sample import sample

BASE = Evaluation(
    department=Department(name="甲局", year=2023),
    projects=(Project(code="X1", name="修缮"),),
    indicators=(
        Indicator(code="a", name="面积", target=Decimal(100)),
        Indicator(code="b", name="工期", actual=Decimal(30)),
    ),
)


def told(found):
    return [str(each) for each in found]


def test_the_same_has_no_difference():
    assert list(differences(sample(2023), sample(2023))) == []


def test_a_changed_cell_is_told_with_row_and_heading():
    other = replace(
        BASE, indicators=(replace(BASE.indicators[0], target=Decimal(120)), BASE.indicators[1])
    )
    assert told(differences(BASE, other)) == ["工作表“指标”“a”的“指标值”：“100” → “120”"]


def test_rows_that_come_and_go_are_told():
    other = replace(BASE, projects=(Project(code="X2", name="绿化"),))
    assert told(differences(BASE, other)) == [
        "工作表“项目”“X1”：少了一行",
        "工作表“项目”“X2”：新增一行",
    ]


def test_the_order_of_rows_is_no_difference():
    other = replace(BASE, indicators=BASE.indicators[::-1])
    assert list(differences(BASE, other)) == []


def test_a_part_fills_blanks_and_overwrites_nothing():
    part = Evaluation(
        department=Department(),
        indicators=(
            Indicator(code="a", target=Decimal(90), actual=Decimal(95)),
            Indicator(code="b", actual=None),
            Indicator(code="c", name="新增"),
        ),
    )
    merged = merge(BASE, part)
    a, b, c = merged.evaluation.indicators
    assert (a.target, a.actual) == (100, 95)
    assert b.actual == 30
    assert c.name == "新增"
    assert told(merged.conflicts) == ["工作表“指标”“a”的“指标值”：“100” → “90”"]
    assert told(merged.taken) == [
        "工作表“指标”“a”的“完成值”：空 → “95”",
        "工作表“指标”“c”：新增一行",
    ]


def test_a_part_wins_where_that_is_asked_for():
    part = Evaluation(
        department=Department(), indicators=(Indicator(code="a", target=Decimal(90)),)
    )
    merged = merge(BASE, part, prefer_part=True)
    assert merged.evaluation.indicators[0].target == 90
    assert merged.conflicts == ()


def test_two_rows_of_one_key_are_both_kept():
    twins = replace(BASE, projects=(Project(code="X1"), Project(code="X1", name="乙")))
    assert len(merge(twins, twins).evaluation.projects) == 2


def test_every_section_gets_its_own_rows_and_all_of_them_come_back():
    year = sample(2023)
    found = parts(year)
    assert set(found) == {each.name for each in year.sections}
    assert {each.code for part in found.values() for each in part.indicators} == {
        each.code for each in year.indicators
    }
    service = found["企业服务科"]
    assert {each.code for each in service.projects} == {"P05", "P06", "P07", "P08"}
    assert service.funds == ()
    emptied = replace(
        year, indicators=tuple(replace(each, actual=None) for each in year.indicators)
    )
    for part in found.values():
        merged = merge(emptied, part)
        assert merged.conflicts == ()
        emptied = merged.evaluation
    assert emptied == year


# --- rows whose number was not filled in ----------------------------------------------------------

UNNUMBERED = replace(
    BASE,
    indicators=(
        Indicator(name="面积", points=Decimal(10)),
        Indicator(name="工期", points=Decimal(20)),
    ),
)


def of_indicators(*rows):
    return Evaluation(department=Department(), indicators=rows)


def test_rows_without_a_number_are_told_apart_by_their_names():
    part = of_indicators(
        Indicator(name="工期", points=Decimal(20), actual=Decimal(30)),
        Indicator(name="绿化率", points=Decimal(5)),
    )
    merged = merge(UNNUMBERED, part)
    assert [(each.name, each.actual) for each in merged.evaluation.indicators] == [
        ("面积", None),
        ("工期", 30),
        ("绿化率", None),
    ]
    assert merged.conflicts == ()
    assert told(merged.taken) == [
        "工作表“指标”“工期”的“完成值”：空 → “30”",
        "工作表“指标”“绿化率”：新增一行",
    ]


def test_a_number_that_was_filled_in_since_is_taken_over():
    part = of_indicators(Indicator(code="a", name="面积", points=Decimal(12)))
    merged = merge(UNNUMBERED, part)
    assert [each.code for each in merged.evaluation.indicators] == ["a", ""]
    assert told(merged.conflicts) == ["工作表“指标”“面积”的“分值”：“10” → “12”"]


def test_one_name_under_two_numbers_is_two_rows():
    one, other = (of_indicators(Indicator(code=code, name="面积")) for code in "ab")
    assert len(merge(one, other).evaluation.indicators) == 2


def test_one_name_in_two_projects_is_two_rows():
    one, other = (of_indicators(Indicator(project=code, name="满意度")) for code in ("X1", "X2"))
    assert len(merge(one, other).evaluation.indicators) == 2


def test_the_order_of_rows_without_a_number_is_no_difference():
    other = replace(UNNUMBERED, indicators=UNNUMBERED.indicators[::-1])
    assert list(differences(UNNUMBERED, other)) == []


def test_rows_without_number_and_name_that_contradict_each_other_stay_apart():
    base = Evaluation(department=Department(), assets=(Asset(value=Decimal(5)),))
    part = Evaluation(
        department=Department(),
        assets=(Asset(value=Decimal(7)), Asset(value=Decimal(5), unit="台")),
    )
    merged = merge(base, part)
    assert [(each.value, each.unit) for each in merged.evaluation.assets] == [(5, "台"), (7, "")]
    assert merged.conflicts == ()


def test_amounts_of_one_project_are_not_doubled_where_their_source_was_not_filled_in():
    base, part = (
        Evaluation(department=Department(), project_funds=(ProjectFunds(project="X1", initial=n),))
        for n in (Decimal(100), Decimal(120))
    )
    merged = merge(base, part)
    assert merged.evaluation.project_funds == base.project_funds
    assert told(merged.conflicts) == ["工作表“项目资金”“X1”的“年初预算数”：“100” → “120”"]


def test_rows_that_a_section_deleted_stay_and_are_told():
    whole = sample(2023)
    section = whole.sections[0].name
    part = parts(whole)[section]
    less = replace(part, indicators=part.indicators[1:])
    assert merge(whole, less).evaluation == whole
    assert [each.row for each in left_out(whole, less)] == [part.indicators[0].code]
    assert [*left_out(whole, part)] == []
    assert [*left_out(whole, replace(whole, indicators=whole.indicators[1:]))] == []  # no sheet


def test_an_older_sheet_takes_nothing_back():
    whole = sample(2023)
    old = parts(whole)[whole.sections[0].name]
    first = old.indicators[0]
    newer = merge(
        whole,
        replace(old, indicators=(replace(first, actual=Decimal(7)), *old.indicators[1:])),
        prefer_part=True,
    ).evaluation
    again = merge(newer, old)
    assert again.evaluation == newer
    (conflict,) = again.conflicts
    assert (conflict.row, conflict.old) == (first.code, "7")
