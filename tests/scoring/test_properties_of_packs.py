"""What holds for every pack that scores, whatever was filled in; packs that only tests use too."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.model.evaluation import (
    Asset,
    Contract,
    Department,
    Evaluation,
    Funds,
    Indicator,
    Judgement,
    ManagementFact,
    MonthlySpending,
    Project,
    ProjectFunds,
    ThreePublicExpense,
    UnitCost,
)
from jixiao.model.measures import Subject
from jixiao.scoring import plan, score
from jixiao.scoring.indicators import score_indicator
from jixiao.standards import load, load_folder
from jixiao.standards.scoring import AnswerKind
from jixiao.terms import (
    Appraisal,
    Attainment,
    ExpenditureKind,
    Fund,
    IndicatorGroup,
    Scope,
    ScoreStatus,
    Sign,
    ThreePublicItem,
)

OWN = load_folder(Path(__file__).parent / "packs").packs
PACKS = [pack for pack in (*load().packs, *OWN) if pack.scoring is not None]
PLANS = [
    pytest.param(plan(pack, year), id=f"{pack.id} {year}")
    for pack in PACKS
    for year in pack.scoring.years()
    if pack.scoring.in_force(year)
]
RULES = [pytest.param(each.values[0].rules, id=each.id) for each in PLANS]
EASY = settings(deadline=None, max_examples=40)
PROJECT = "X1"

amounts = st.one_of(st.none(), st.decimals(-20, 200, places=2))
few = st.one_of(st.none(), st.integers(-1, 8))
days = st.one_of(st.none(), st.dates(date(2021, 1, 1), date(2030, 12, 31)))


@st.composite
def indicators(draw):
    return [
        Indicator(
            code=f"z{number}",
            name="甲",
            project=draw(st.sampled_from(["", PROJECT])),
            group=draw(st.sampled_from(list(IndicatorGroup))),
            sign=draw(st.sampled_from(list(Sign))),
            points=draw(st.one_of(st.none(), st.decimals(-1, 50, places=1))),
            target=draw(amounts),
            target_high=draw(amounts),
            actual=draw(amounts),
            attainment=draw(st.one_of(st.none(), st.sampled_from(list(Attainment)))),
            judged_score=draw(st.one_of(st.none(), st.decimals(-1, 60, places=1))),
            evidence_asked=draw(st.sampled_from(["", "验收单"])),
        )
        for number in range(draw(st.integers(0, 4)))
    ]


@st.composite
def evaluations(draw, bound):
    answers = {
        AnswerKind.NUMBER: amounts,
        AnswerKind.YES_NO: st.one_of(st.none(), st.booleans()),
        AnswerKind.DAY: days,
    }
    lines = [name for name, leaf in bound.leaves.items() if draw(st.booleans())]
    return Evaluation(
        department=Department(staff=draw(few), posts=draw(few)),
        indicators=tuple(draw(indicators())),
        management=tuple(
            ManagementFact(fact=each.id, value=draw(answers[each.kind]))
            for each in bound.scoring.questions
        ),
        judgements=tuple(
            Judgement(
                line=name,
                score=draw(amounts),
                not_applicable=draw(st.booleans()),
                reason=draw(st.sampled_from(["", "理由"])),
            )
            for name in lines
        ),
        funds=(
            Funds(
                fund=draw(st.sampled_from([None, Fund.GENERAL_PUBLIC_BUDGET])),
                kind=draw(st.sampled_from([None, *ExpenditureKind])),
                initial=draw(amounts),
                adjusted=draw(amounts),
                executed=draw(amounts),
                carried_out=draw(amounts),
            ),
        ),
        project_funds=(
            ProjectFunds(project=PROJECT, adjusted=draw(amounts), executed=draw(amounts)),
        ),
        projects=(Project(code=PROJECT, appraisal=draw(st.sampled_from([None, *Appraisal]))),),
        monthly=tuple(
            MonthlySpending(month=month, basic=Decimal(month), project=draw(amounts))
            for month in range(1, 13)
        ),
        three_public=(
            ThreePublicExpense(
                item=ThreePublicItem.OVERSEAS_TRIPS,
                initial=draw(amounts),
                executed=draw(amounts),
                last_year=draw(amounts),
            ),
        ),
        contracts=tuple(
            Contract(
                number=str(number),
                online_mall=draw(st.booleans()),
                budget=draw(amounts),
                amount=draw(amounts),
                intention_on=draw(days),
                started_on=draw(days),
                awarded_on=draw(days),
                signed_on=draw(days),
                filed_on=draw(days),
            )
            for number in range(draw(st.integers(0, 2)))
        ),
        assets=(
            Asset(
                category="甲",
                quantity=draw(amounts),
                standard=draw(amounts),
                value=draw(amounts),
                value_in_use=draw(amounts),
            ),
        ),
        unit_costs=(UnitCost(name="甲", rank=draw(few), peers=draw(few)),),
    )


def subject_of(evaluation, bound):
    of_project = bound.scoring.scope is Scope.PROJECT_EXPENDITURE
    return Subject(evaluation, PROJECT if of_project else "")


@pytest.mark.parametrize("bound", PLANS)
@EASY
@given(data=st.data())
def test_whatever_is_filled_in_a_line_earns_between_nothing_and_its_points(bound, data):
    evaluation = data.draw(evaluations(bound))
    sheet = score(subject_of(evaluation, bound), bound)
    for line in sheet.walk():
        assert line.score is None or 0 <= line.score <= line.points
        if line.status is ScoreStatus.NOT_SCORED:
            assert line.score is None
            assert line.children or line.needs
    if not any(line.status is ScoreStatus.NOT_SCORED for line in sheet.walk()):
        assert sheet.total == sum(line.score for line in sheet.lines if line.score is not None)
        assert sum(line.points for line in sheet.lines) == sheet.full_mark
    else:
        assert sheet.total is None


@pytest.mark.parametrize("bound", PLANS)
def test_points_of_lines_below_add_up_to_the_line_above(bound):
    assert sum(line.points for line in bound.lines) == bound.scoring.total
    for line in bound.walk():
        if line.children:
            assert sum(each.points for each in line.children) == line.points


@pytest.mark.parametrize("bound", PLANS)
@EASY
@given(data=st.data())
def test_points_of_lines_that_do_not_apply_go_elsewhere_and_are_not_lost(bound, data):
    """Every question is answered with nothing or something: some lines have nothing to do."""
    of_kind = {
        AnswerKind.NUMBER: st.sampled_from([Decimal(0), Decimal(3)]),
        AnswerKind.YES_NO: st.just(value=True),
        AnswerKind.DAY: st.just(date(2023, 3, 1)),
    }
    evaluation = Evaluation(
        department=Department(),
        indicators=tuple(
            Indicator(code=group.value, project=project, group=group, name="甲")
            for project in ("", PROJECT)
            for group in data.draw(st.sets(st.sampled_from(list(IndicatorGroup)), min_size=1))
        ),
        management=tuple(
            ManagementFact(fact=each.id, value=data.draw(of_kind[each.kind]))
            for each in bound.scoring.questions
        ),
        projects=(Project(code=PROJECT, appraisal=Appraisal.DONE),),
        contracts=(Contract(number="1", online_mall=data.draw(st.booleans())),),
    )
    sheet = score(subject_of(evaluation, bound), bound)
    assert sum(line.points for line in sheet.lines) == sheet.full_mark


@pytest.mark.parametrize("rules", RULES)
@EASY
@given(
    target=st.decimals("0.01", 1000, places=2),
    one=st.decimals(-10, 5000, places=2),
    other=st.decimals(-10, 5000, places=2),
    full=st.decimals("0.5", 50, places=1),
    group=st.sampled_from(list(IndicatorGroup)),
)
def test_a_better_actual_never_lowers_the_score(rules, target, one, other, full, group):
    """Up to the target; beyond it a pack may take points for overshooting, and more for more."""
    less, more = sorted((one, other))

    def earned(sign, actual, **also):
        indicator = Indicator(
            code="a", name="甲", group=group, sign=sign, target=target, actual=actual, **also
        )
        return score_indicator(indicator, full, rules).value

    for sign in (Sign.AT_LEAST, Sign.MORE_THAN, Sign.EQUAL):
        low, high = earned(sign, less), earned(sign, more)
        if more <= target or not rules.overshoot:
            assert 0 <= low <= high <= full
        elif less >= target and group is not IndicatorGroup.SATISFACTION:
            assert 0 <= high <= low <= full
    if group is IndicatorGroup.SATISFACTION:
        return  # satisfaction is scored by itself, whatever its sign, where a pack says so
    for sign in (Sign.AT_MOST, Sign.LESS_THAN):
        assert 0 <= earned(sign, more) <= earned(sign, less) <= full
    top = target + Decimal(5)
    inside = earned(Sign.INTERVAL, target + 1, target_high=top)
    assert inside == full
    nearer, farther = sorted((one, other), key=lambda each: abs(each - target))
    if farther <= nearer <= target:
        low = earned(Sign.INTERVAL, farther, target_high=top)
        assert 0 <= low <= earned(Sign.INTERVAL, nearer, target_high=top) <= full
    if top <= less:
        low = earned(Sign.INTERVAL, more, target_high=top)
        assert 0 <= low <= earned(Sign.INTERVAL, less, target_high=top) <= full


@EASY
@given(st.integers(0, 60), st.integers(0, 60))
def test_fewer_faults_never_lower_the_score(one, other):
    bound = plan(next(each for each in OWN if each.id == "cn/test-moves"), 2023)

    def earned(count):
        fact = ManagementFact(fact="faults", value=Decimal(count))
        subject = Subject(Evaluation(department=Department(), management=(fact,)))
        return score(subject, bound).line("counted").score

    fewer, more = sorted((one, other))
    assert earned(more) <= earned(fewer)


@EASY
@given(st.decimals(0, 200, places=1), st.decimals(0, 200, places=1))
def test_a_greater_share_never_falls_into_a_lower_band(one, other):
    bound = plan(next(each for each in OWN if each.id == "cn/test-moves"), 2023)

    def earned(share):
        fact = ManagementFact(fact="share", value=share)
        subject = Subject(Evaluation(department=Department(), management=(fact,)))
        return score(subject, bound).line("banded").score

    less, more = sorted((one, other))
    assert earned(less) <= earned(more)


@EASY
@given(st.dates(date(2012, 1, 1), date(2026, 1, 1)), st.integers(2012, 2026))
def test_as_of_a_day_nothing_later_is_known(day, year):
    known = load(day)
    assert all(pack.published <= day for pack in known.packs)
    for scope in (Scope.DEPARTMENT_WIDE_EXPENDITURE, Scope.PROJECT_EXPENDITURE):
        for pack in known.scoring_for("广东省/广州市", scope, year):
            for leaf in plan(pack, year).leaves.values():
                since = [since for since, points in leaf.line.points if points == leaf.points]
                assert min(since).year <= year


@EASY
@given(st.dates(date(2012, 1, 1), date(2026, 1, 1)))
def test_a_later_day_forgets_no_pack(day):
    later = {pack.id for pack in load(day + timedelta(days=30)).packs}
    assert {pack.id for pack in load(day).packs} <= later


@EASY
@given(st.data())
def test_the_same_evaluation_is_scored_the_same_twice(data):
    bound = plan(next(each for each in PACKS if each.id == "cn-gd-gz/department-scoring"), 2023)
    evaluation = data.draw(evaluations(bound))
    assert score(Subject(evaluation), bound) == score(Subject(replace(evaluation)), bound)
