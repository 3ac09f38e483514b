"""The working paper as a workbook: LibreOffice reckons the scores that the engine gave."""

import io
from dataclasses import replace
from decimal import Decimal
from itertools import product

import openpyxl
import pytest
from formed import office as small_office
from formed import pack, sheets_of

from jixiao.model.evaluation import Department, Evaluation, Indicator, Project, ProjectFunds
from jixiao.model.measures import Subject
from jixiao.reading import office
from jixiao.reports.excel import write_excel
from jixiao.reports.registers import summary
from jixiao.reports.score_paper import score_paper
from jixiao.scoring import plan, score
from jixiao.terms import Attainment, IndicatorClass, IndicatorGroup, ProjectFunding, Sign
from jixiao.workbook.sample import YEARS, sample

pytestmark = pytest.mark.skipif(office.program() is None, reason="LibreOffice is not here")

PACKS = ("cn/project-scoring", "cn-hb/project-scoring", "cn-gx/project-scoring")


def recalculated(book):
    """Return the values of a workbook after all its formulas were reckoned anew."""
    out = io.BytesIO()
    book.save(out)  # without the values that formulas came to
    made = office.convert(out.getvalue(), "底稿.xlsx", ".xlsx", ".xlsx")
    return openpyxl.load_workbook(io.BytesIO(made), data_only=True)


def reckoned(composition):
    """Return what each formula of a composition says that it comes to, and what it does."""
    data = write_excel(composition)
    said = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    book = openpyxl.load_workbook(io.BytesIO(data))
    made = recalculated(book)
    return [
        (said[sheet.title][cell.coordinate].value, made[sheet.title][cell.coordinate].value)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]


def agree(composition):
    pairs = reckoned(composition)
    for said, made in pairs:
        if isinstance(said, str):
            assert made == said
        else:
            assert made == pytest.approx(said, abs=1e-9)
    return len(pairs)


@pytest.mark.parametrize("year", YEARS)
def test_a_department_and_its_projects_are_reckoned_alike(year):
    evaluation = sample(year)
    assert agree(score_paper(evaluation, sheets_of(evaluation), "底稿")) > 100


def test_sums_and_rates_of_the_summary_are_reckoned_alike():
    evaluation = sample(2023)
    rows = len(evaluation.projects) + 1
    assert agree(summary(evaluation, sheets_of(evaluation), "汇总表")) == rows + 3


def indicators(project):
    """Every sign with what falls short of its target, meets it and goes beyond, in every group."""
    groups = (IndicatorGroup.OUTPUT, IndicatorGroup.BENEFIT, IndicatorGroup.SATISFACTION)
    signs = (Sign.AT_LEAST, Sign.EQUAL, Sign.AT_MOST, Sign.INTERVAL)
    targets, actuals = ("0", "40", "90"), ("0", "-1", "7", "39.995", "55", "61", "85", "200")
    for number, (group, sign, target, actual) in enumerate(
        product(groups, signs, targets, actuals)
    ):
        yield Indicator(
            code=f"a{number}",
            project=project,
            name=f"指标{number}",
            group=group,
            kind=IndicatorClass.QUANTITY,
            sign=sign,
            target=Decimal(target),
            target_high=Decimal(target) + 5 if sign is Sign.INTERVAL else None,
            actual=Decimal(actual),
            points=Decimal("3.5"),
        )
    for number, (band, judged) in enumerate(
        [(Attainment.ATTAINED, "3.5"), (Attainment.PARTLY, "2.5"), (Attainment.MISSED, "0")]
    ):
        yield Indicator(
            code=f"b{number}",
            project=project,
            name=f"定性{number}",
            group=IndicatorGroup.OUTPUT,
            sign=Sign.QUALITATIVE,
            attainment=band,
            judged_score=Decimal(judged),
            points=Decimal("3.5"),
        )


def test_every_sign_is_reckoned_alike_by_every_pack_of_projects():
    funds = [
        ProjectFunds(
            project=name,
            source=ProjectFunding.OTHER,
            initial=Decimal(90),
            adjusted=Decimal("90.07"),
            executed=Decimal("71.3"),
        )
        for name in PACKS
    ]
    evaluation = Evaluation(
        department=Department(name="甲局", year=2023),
        projects=tuple(Project(code=name, name=name) for name in PACKS),
        project_funds=tuple(funds),
        indicators=tuple(each for name in PACKS for each in indicators(name)),
    )
    sheets = [score(Subject(evaluation, name), plan(pack(name), 2023)) for name in PACKS]
    assert agree(score_paper(evaluation, sheets, "底稿")) > 3 * 200


def test_another_figure_filled_in_gives_the_score_that_the_engine_would_give():
    book = openpyxl.load_workbook(
        io.BytesIO(write_excel(score_paper(small_office(), sheets_of(small_office())[1:2], "底稿")))
    )
    sheet = next(iter(book))
    rows = {row[0].value: row for row in sheet.iter_rows()}
    trained, total = rows["培训农户"][0].row, rows["合计"][0].row
    assert sheet.cell(trained + 1, 4).value == 240
    sheet.cell(trained + 1, 4).value = 270
    changed = replace(
        small_office(),
        indicators=tuple(
            replace(each, actual=Decimal(270)) if each.name == "培训农户" else each
            for each in small_office().indicators
        ),
    )
    expected = sheets_of(changed)[1].total
    made = recalculated(book)[sheet.title]
    assert expected != sheets_of(small_office())[1].total
    assert made.cell(total, 9).value == pytest.approx(float(expected))
    sheet.cell(trained + 1, 4).value = None
    assert recalculated(book)[sheet.title].cell(total, 9).value == "未计分"
