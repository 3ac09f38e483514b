"""Every figure that the program writes into a sentence is a fact that the sentence rests on."""

import re
from dataclasses import replace

import pytest
from reported import material, paragraphs, project_material

from jixiao.pipeline.evaluating import asked, department_pack, evaluate_bytes
from jixiao.pipeline.reporting import department_material
from jixiao.reports.composition import ParagraphKind, Voice
from jixiao.reports.self_evaluation import department_report, project_report
from jixiao.workbook.sample import sample
from jixiao.workbook.writing import write_workbook

# Terms that the law sets, and what is said of a base of nothing.
TERMS = ("30日", "7个工作日", "上年基数为0")
REGIONS = ["广东省", "广东省/广州市", "四川省", "湖北省", "广西壮族自治区"]


def in_region(year, region):
    """Return a sample year elsewhere, nothing of it written by hand."""
    evaluation = sample(year)
    department = replace(evaluation.department, region=region)
    return replace(evaluation, department=department, narratives=())


def untraced(composition, year):
    """Return what is left of drafted sentences with figures in it once their facts are out."""
    found = []
    for paragraph in paragraphs(composition):
        if paragraph.kind is not ParagraphKind.BODY:
            continue
        for run in paragraph.runs:
            if run.voice is not Voice.DRAFTED:
                continue
            rest = run.text
            for source in sorted(run.sources, key=lambda one: len(one.shown), reverse=True):
                rest = rest.replace(source.shown, "", 1)
            for term in (*TERMS, f"{year}年"):
                rest = rest.replace(term, "")
            if re.search(r"\d", rest):
                found.append(run.text)
    return found


@pytest.mark.parametrize("year", [2023, 2024])
@pytest.mark.parametrize("region", REGIONS)
def test_no_figure_of_a_department_report_is_without_its_fact(year, region):
    assert untraced(department_report(material(in_region(year, region))), year) == []


@pytest.mark.parametrize("year", [2023, 2024])
def test_no_figure_of_a_project_report_is_without_its_fact(year):
    evaluation = in_region(year, "四川省")
    for project in evaluation.projects:
        if not project.classified:
            report = project_report(project_material(evaluation, project.code))
            assert untraced(report, year) == []


def test_the_facts_lead_back_to_where_they_were_filled_in():
    year = replace(sample(2023), narratives=())
    questions = asked(department_pack(year.department.region, 2023), 2023)
    evaluated = evaluate_bytes(write_workbook(year, questions), "工作簿.xlsx")
    traced = department_report(department_material(evaluated)).traced()
    sources = [source for _, found in traced for source in found]
    assert [one.label for one in sources if not one.origin] == []
    # Questions are called by their words, not by what packs call them.
    assert [one.label for one in sources if one.label.isascii()] == []
