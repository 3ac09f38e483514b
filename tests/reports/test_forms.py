"""The official tables: what they say, that they add up, and that scores are those of the engine."""

from dataclasses import replace
from decimal import Decimal

import pytest
from formed import grid, office, plainly, sheets_of, tables
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.model.evaluation import Department, Evaluation, Indicator, Project, ProjectFunds
from jixiao.reports.composition import Voice
from jixiao.reports.department_form import department_form
from jixiao.reports.forms import sheet_of
from jixiao.reports.project_form import project_form
from jixiao.reports.score_paper import score_paper
from jixiao.reports.submission import submission
from jixiao.terms import IndicatorGroup, ProjectFunding, ScoreStatus, Sign
from jixiao.workbook.sample import YEARS, sample

EVALUATIONS = [pytest.param(office(), id="office")] + [
    pytest.param(sample(year), id=f"sample of {year}") for year in YEARS
]


@pytest.fixture(scope="module")
def sheets():
    return sheets_of(office())


@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_every_table_is_whole(evaluation):
    for document in submission(evaluation, sheets_of(evaluation)):
        for table in tables(document):
            grid(table)


def test_the_documents_of_a_small_office_are_as_kept(sheets, golden):
    for document in submission(office(), sheets):
        golden(f"office-{document.name}.txt", plainly(document))


def test_documents_come_in_reading_order_under_numbered_names(sheets):
    names = [document.name for document in submission(office(), sheets)]
    assert names[:3] == ["01 报送函", "02 呈批表", "03 部门整体支出绩效自评表"]
    assert [name[:2] for name in names] == [f"{place:02d}" for place in range(1, len(names) + 1)]
    assert names[-1].endswith("佐证材料目录")


def test_the_letter_lists_what_is_sent_along(sheets):
    letter, _, *others = submission(office(), sheets)
    for document in others:
        assert document.name[3:] in plainly(letter)


def test_nothing_of_a_classified_project_is_told_but_code_and_amounts(sheets):
    for document in submission(office(), sheets):
        assert "不应出现" not in plainly(document), document.name
    summary = next(each for each in submission(office(), sheets) if "汇总表" in each.name)
    assert "涉密项目（X3） |  | 6.00 | 6.00 | 6.00" in plainly(summary)


def test_what_is_missing_is_blank_or_asked_for_never_nought(sheets):
    form = project_form(office(), office().projects[1], sheet_of(sheets, "X2"), "自评表")
    text = plainly(form)
    assert "更新农机具 | ≥6台 | 【待填写：实际完成值】 | 50 | 未计分" in text
    assert "年度资金总额→2 | 0.00 | 15.50 |  | 10 |  | 未计分" in text
    assert "总分→6 | 100 | 未计分" in text


def test_a_reason_is_asked_for_where_points_were_lost_and_kept_where_one_was_given(sheets):
    form = project_form(office(), office().projects[0], sheet_of(sheets, "X1"), "自评表")
    cells = {cell.text: cell.voice for table in tables(form) for row in table.rows for cell in row}
    assert cells["【待填写：偏差原因和改进措施】"] is Voice.PROMPT
    assert cells["原因：七月连续降雨。措施：备足雨天作业设备。"] is Voice.WRITTEN


def test_days_are_written_as_in_prose():
    text = plainly(department_form(sample(2024), sheet_of(sheets_of(sample(2024))), "表"))
    assert "部门预算批复日期2024年2月3日，部门预算公开日期2024年2月27日，相隔 24 日" in text


def test_unverified_points_are_said_to_be_so(sheets):
    for document in submission(office(), sheets):
        shows = any(each in document.name for each in ("自评表", "汇总表", "底稿"))
        assert ("未与正式文件逐条核对" in plainly(document)) is shows, document.name


@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_the_paper_shows_every_line_as_the_engine_scored_it(evaluation):
    secret = {each.code for each in evaluation.projects if each.classified}
    for sheet in sheets_of(evaluation):
        if sheet.project in secret:
            continue
        named = {
            cell.name: cell
            for table in tables(score_paper(evaluation, (sheet,), "底稿"))
            for row in table.rows
            for cell in row
            if cell.name
        }
        prefix = f"{sheet.project}." if sheet.project else ""
        for number, line in enumerate(sheet.walk(), 1):
            cell = named[f"{prefix}score.{number}"]
            assert cell.number == line.score
            assert (cell.text == "未计分") is (line.status is ScoreStatus.NOT_SCORED)
        assert named[f"{prefix}total"].number == sheet.total


# --- sums -----------------------------------------------------------------------------------------


def scores_of_form(form):
    """Return the scores that the form of a project prints line by line, and its total."""
    table = tables(form)[0]
    places = grid(table)
    rows = range(len(table.rows))
    execution = next(places[row, 8].number for row in rows if places[row, 1].text == "年度资金总额")
    body = [row for row in rows if places[row, 0].text == "绩效指标"][1:]
    of_lines = {}
    for row in body:
        line = places[row, 1].text
        if "小计" in places[row, 2].text:  # stands for the indicators above it
            of_lines[line] = [places[row, 7].number]
        else:
            of_lines.setdefault(line, []).append(places[row, 7].number)
    total = next(places[row, 7].number for row in rows if places[row, 0].text == "总分")
    return [execution, *(each for line in of_lines.values() for each in line)], total


amounts = st.decimals("0.01", 10**5, places=2)
marks = st.decimals("0.5", 50, places=1)
indicators = st.lists(
    st.tuples(
        st.sampled_from(
            [IndicatorGroup.OUTPUT, IndicatorGroup.BENEFIT, IndicatorGroup.SATISFACTION]
        ),
        st.sampled_from([Sign.AT_LEAST, Sign.AT_MOST, Sign.EQUAL]),
        amounts,
        amounts,
        marks,
    ),
    max_size=6,
)


@settings(deadline=None)
@given(amounts, amounts, indicators)
def test_what_the_form_of_a_project_prints_adds_up_to_its_total(budget, spent, rows):
    evaluation = Evaluation(
        department=Department(name="甲局", year=2023),
        projects=(Project(code="A", name="甲项目"),),
        project_funds=(
            ProjectFunds(
                project="A",
                source=ProjectFunding.CURRENT_APPROPRIATION,
                initial=budget,
                adjusted=budget,
                executed=spent,
            ),
        ),
        indicators=tuple(
            Indicator(
                code=f"a{number}",
                project="A",
                name=f"指标{number}",
                group=group,
                sign=sign,
                target=target,
                actual=actual,
                points=points,
            )
            for number, (group, sign, target, actual, points) in enumerate(rows)
        ),
    )
    sheet = sheets_of(evaluation, "cn/project-scoring")[1]
    printed, total = scores_of_form(project_form(evaluation, evaluation.projects[0], sheet, "表"))
    assert total == sheet.total
    known = [each for each in printed if each is not None]
    assert sum(known, Decimal(0)) == (sheet.scored if total is None else total)


@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_the_rows_of_the_summary_add_up_to_its_totals(evaluation):
    documents = submission(evaluation, sheets_of(evaluation))
    table = tables(next(each for each in documents if "汇总表" in each.name))[0]
    places = grid(table)
    *rows, last = range(1, len(table.rows))
    for column in (4, 5, 6):
        parts = [places[row, column].number for row in rows]
        whole = places[last, column].number
        assert whole == (None if None in parts else sum(parts))


# --- codes that people gave their indicators ------------------------------------------------------


@pytest.mark.parametrize("identifier", ["spending_rate", "output", "disclosure"])
def test_an_indicator_may_be_coded_like_a_line_of_the_standard(identifier):
    year = sample(2023)
    first = replace(year.indicators[0], code=identifier)
    other = replace(year, indicators=(first, *year.indicators[1:]))
    before, after = (
        plainly(department_form(each, sheet_of(sheets_of(each)), "表")) for each in (year, other)
    )
    assert after == before


def test_an_indicator_of_a_project_that_names_its_task_too_stands_in_the_table_of_the_project():
    year = sample(2023)
    tasked = tuple(
        replace(each, task="R1") if each.project == "P01" else each for each in year.indicators
    )
    other = replace(year, indicators=tasked)
    before, after = (
        plainly(project_form(each, each.projects[0], sheet_of(sheets_of(each), "P01"), "表"))
        for each in (year, other)
    )
    assert after == before


def test_a_department_without_projects_does_not_say_that_it_evaluated_any():
    year = replace(sample(2023), projects=(), project_funds=())
    letter = submission(year, sheets_of(year))[0]
    assert "我局对部门整体支出开展了绩效自评" in plainly(letter)


def test_of_a_budget_below_nothing_no_rate_is_told():
    rows = (ProjectFunds(project="X1", adjusted=Decimal(-10), executed=Decimal(-10)),)
    year = replace(office(), project_funds=rows)
    form = plainly(project_form(year, year.projects[0], sheet_of(sheets_of(year), "X1"), "表"))
    assert "100.00%" not in form
