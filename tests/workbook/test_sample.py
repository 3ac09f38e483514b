"""The sample department: its figures agree with each other, as those of a real one must."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from jixiao.model.measures import Subject
from jixiao.scoring import plan, score
from jixiao.standards import load
from jixiao.terms import ExpenditureKind
from jixiao.workbook.asked import Asked
from jixiao.workbook.importing import import_workbook, without_origins
from jixiao.workbook.references import check_references
from jixiao.workbook.sample import YEARS, sample
from jixiao.workbook.writing import write_workbook

PACKS = {pack.id: pack for pack in load().packs}
DEPARTMENT, PROJECT = "cn-gd-gz/department-scoring", "cn/project-scoring-2021"


@pytest.fixture(params=YEARS)
def evaluation(request):
    return sample(request.param)


def total(rows, name):
    return sum((getattr(row, name) for row in rows), Decimal(0))


def test_it_is_as_rich_as_a_department():
    year = sample(2023)
    assert (len(year.duties), len(year.tasks), len(year.projects)) == (3, 6, 14)
    assert len(year.indicators) == 45
    assert len(year.contracts) == 10
    assert len(year.evidence) >= 30
    assert {each.sign for each in year.indicators} >= {"≥", "≤", "=", "interval", "qualitative"}
    assert any(each.classified for each in year.projects)
    assert any(each.transfer for each in year.projects)
    assert any(each.added_on for each in year.projects)


def test_every_reference_leads_somewhere(evaluation):
    assert list(check_references(evaluation)) == []


@pytest.mark.parametrize("name", ["initial", "adjusted", "executed"])
def test_projects_make_up_the_project_expenditure(evaluation, name):
    whole = [row for row in evaluation.funds if row.kind is ExpenditureKind.PROJECT]
    assert total(evaluation.project_funds, name) == total(whole, name)


def test_months_make_up_the_year(evaluation):
    project = [row for row in evaluation.funds if row.kind is ExpenditureKind.PROJECT]
    basic = [row for row in evaluation.funds if row.kind is not ExpenditureKind.PROJECT]
    assert total(evaluation.monthly, "project") == total(project, "executed")
    assert total(evaluation.monthly, "basic") == total(basic, "executed")


def test_income_and_carryover_balance(evaluation):
    money_in = total(evaluation.income, "final") + total(evaluation.funds, "carried_in")
    money_out = total(evaluation.funds, "executed") + total(evaluation.funds, "carried_out")
    assert money_in == money_out


def test_nothing_is_spent_beyond_its_budget(evaluation):
    rows = (*evaluation.project_funds, *evaluation.funds)
    assert all(row.executed <= row.adjusted for row in rows)


def test_monitored_projects_add_up_to_the_round(evaluation):
    spent = defaultdict(Decimal)
    for row in evaluation.monitored_projects:
        spent[row.round] += row.executed
    for each in evaluation.rounds:
        months = evaluation.monthly[: each.cut_off.month]
        assert spent[each.code] == total(months, "project")
        assert each.executed == total(months, "project") + total(months, "basic")


def test_points_of_a_project_are_ninety_in_the_good_year():
    year = sample(2023)
    points = defaultdict(Decimal)
    for each in year.indicators:
        points[each.project] += each.points
    unclassified = [each.code for each in year.projects if not each.classified]
    assert {code: points[code] for code in unclassified} == dict.fromkeys(unclassified, 90)


def test_dates_of_the_good_year_are_in_order():
    year = sample(2023)
    held = [each.held_on for each in year.approvals]
    assert held == sorted(held)
    assert all(each.cut_off < each.reported_on for each in year.rounds)
    assert all(each.event_on < date(2024, 1, 1) for each in year.evidence)


def test_the_good_year_is_scored_in_full():
    year = sample(2023)
    sheet = score(Subject(year), plan(PACKS[DEPARTMENT], 2023))
    assert sheet.needs == ()
    assert (sheet.total, sheet.grade) == (Decimal("96.64"), "优")
    for project in year.projects:
        if not project.classified:
            of_project = score(Subject(year, project.code), plan(PACKS[PROJECT], 2023))
            assert of_project.total is not None


def test_the_bad_year_says_what_is_missing():
    sheet = score(Subject(sample(2024)), plan(PACKS[DEPARTMENT], 2024))
    assert sheet.total is None
    assert sheet.needs == (
        "管理情况表中“应落实的评价结果意见条数”未填报",
        "管理情况表中“资产数据准确，核实性问题均有说明”未填报",
    )


def test_every_question_is_answered_in_the_good_year():
    asked = {each.id for each in PACKS[DEPARTMENT].scoring.questions}
    assert {each.fact for each in sample(2023).management} == asked


def test_the_sample_goes_through_a_workbook_unchanged(evaluation):
    found = import_workbook(write_workbook(evaluation, Asked()), "示例.xlsx")
    assert without_origins(found.evaluation) == evaluation
    assert found.problems == ()


def test_there_is_no_sample_of_another_year():
    with pytest.raises(KeyError):
        sample(1999)
