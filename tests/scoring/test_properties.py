"""What holds for every score, whatever was filled in."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jixiao.model.evaluation import Department, Evaluation, Indicator, ProjectFunds
from jixiao.model.measures import Subject
from jixiao.scoring import plan, score
from jixiao.scoring.indicators import score_indicator
from jixiao.scoring.plan import plan as bind
from jixiao.scoring.rules import IndicatorRules, Reverse
from jixiao.standards import load
from jixiao.terms import Attainment, IndicatorGroup, Sign

BANDS = {
    Attainment.ATTAINED: (Decimal("0.8"), Decimal(1)),
    Attainment.PARTLY: (Decimal("0.6"), Decimal("0.8")),
    Attainment.MISSED: (Decimal(0), Decimal("0.6")),
}
amounts = st.decimals(0, 10**6, places=2)
points = st.decimals("0.5", 50, places=1)
rules = st.sampled_from([IndicatorRules(bands=BANDS, reverse=one) for one in Reverse])
rising = st.sampled_from([Sign.AT_LEAST, Sign.MORE_THAN, Sign.EQUAL])
falling = st.sampled_from([Sign.AT_MOST, Sign.LESS_THAN])


def indicator(sign, target, actual):
    return Indicator(code="a", name="甲", sign=sign, target=target, actual=actual)


@given(rising, amounts, amounts, amounts, points, rules)
def test_more_never_lowers_the_score_where_more_is_better(sign, target, one, other, full, how):
    less, more = sorted((one, other))
    low = score_indicator(indicator(sign, target, less), full, how).value
    high = score_indicator(indicator(sign, target, more), full, how).value
    if target == 0 and sign is Sign.EQUAL:
        return  # nothing is to happen: less is better
    assert low is not None
    assert high is not None
    assert 0 <= low <= high <= full


@given(falling, amounts, amounts, amounts, points, rules)
def test_less_never_lowers_the_score_where_less_is_better(sign, target, one, other, full, how):
    less, more = sorted((one, other))
    high = score_indicator(indicator(sign, target, less), full, how).value
    low = score_indicator(indicator(sign, target, more), full, how).value
    assert low is not None
    assert high is not None
    assert 0 <= low <= high <= full


@given(amounts, amounts)
def test_a_project_is_scored_within_its_points(adjusted, executed):
    funds = ProjectFunds(project="X", adjusted=adjusted, executed=executed)
    subject = Subject(Evaluation(department=Department(), project_funds=(funds,)), "X")
    pack = next(one for one in load().packs if one.id == "cn/project-scoring")
    line = score(subject, plan(pack, 2023)).line("budget_execution_rate")
    assert (line.score is None) == (adjusted == 0)
    assert line.score is None or 0 <= line.score <= line.points


def test_points_add_up_to_the_full_mark_in_every_pack_and_year():
    for pack in load().packs:
        for year in pack.scoring.years() if pack.scoring else ():
            bound = bind(pack, year)
            assert sum(line.points for line in bound.lines) == pack.scoring.total


def test_points_moved_from_lines_that_do_not_apply_are_not_lost():
    indicators = tuple(
        Indicator(code=str(n), project="X", group=group, name="甲", points=Decimal(5))
        for n, group in enumerate((IndicatorGroup.OUTPUT, IndicatorGroup.BENEFIT))
    )
    evaluation = Evaluation(department=Department(), indicators=indicators)
    pack = next(one for one in load().packs if one.id == "cn/project-scoring-2021")
    sheet = score(Subject(evaluation, "X"), plan(pack, 2023))
    assert sum(line.points for line in sheet.lines) == 100


def test_nothing_filled_in_is_neither_nothing_nor_full():
    for pack in load().packs:
        if pack.scoring is None:
            continue
        project = "X" if pack.scoring.scope == "project_expenditure" else ""
        sheet = score(Subject(Evaluation(department=Department()), project), plan(pack, 2023))
        assert sheet.total is None
        assert sheet.needs
        given_away = [line for line in sheet.leaves if line.score is not None]
        # What does not apply for want of any project or contract is given as the pack says.
        assert {line.status for line in given_away} <= {"not_applicable"}


def test_a_record_is_the_same_wherever_it_was_read():
    here = Indicator(code="a", origin="工作表“指标”第5行")
    assert here == replace(here, origin="工作表“指标”第9行")
