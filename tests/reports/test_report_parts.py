"""The reports in words among the documents of a workbook."""

import pytest
from reported import findings, good_year, small, words

from jixiao import pipeline
from jixiao.pipeline.documents import is_of_project, is_report
from jixiao.pipeline.evaluating import asked, department_pack, evaluate_bytes
from jixiao.pipeline.reporting import (
    framework_for,
    project_files,
    project_materials,
    report_parts,
)
from jixiao.reports.pdf import write_pdf
from jixiao.reports.self_evaluation import project_report
from jixiao.reports.submission import submission
from jixiao.reports.word import write_word
from jixiao.terms import ReportKind, SectionKey, Severity
from jixiao.workbook.writing import write_workbook


def test_a_workbook_gives_the_report_of_the_department_and_one_file_of_all_projects():
    evaluated = evaluated_of(good_year())
    sheets = (evaluated.sheet, *evaluated.projects.values())
    documents = submission(evaluated.evaluation, sheets, report_parts(evaluated))
    assert [one.name for one in documents][2:4] == [
        "03 部门整体支出绩效自评报告",
        "04 项目支出绩效自评报告汇编",
    ]
    department, projects = documents[2:4]
    assert "自评得分96.64分" in words(department)
    assert words(projects).count("一、项目概况") == len(evaluated.projects) == 13
    origins = {source.origin for _, sources in department.traced() for source in sources}
    assert any("工作表" in origin for origin in origins)


def test_a_report_follows_the_nearest_region_and_else_the_national_layout():
    kind = ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION
    assert framework_for("浙江省/杭州市", kind).pack == "cn/department-report"
    assert framework_for("湖北省/武汉市", kind).pack == "cn-hb/department-report"
    assert framework_for("广东省", kind).pack == "cn-gd/province-report"
    assert framework_for("广东省/广州市", kind).pack == "cn-gd/city-report"


def evaluated_of(year):
    pack = department_pack(year.department.region, year.department.year)
    return evaluate_bytes(write_workbook(year, asked(pack, 2023)), "工作簿.xlsx")


def test_each_project_has_a_file_of_its_own_under_its_name():
    documents = list(project_files(evaluated_of(good_year())))
    assert [one.name for one in documents[:2]] == [
        "项目支出绩效自评报告/P01 重点产业链招商",
        "项目支出绩效自评报告/P02 招商信息平台运维",
    ]
    assert len(documents) == 13
    assert all(is_report(one) and is_of_project(one) for one in documents)


def test_a_name_that_no_file_can_have_is_mended_and_no_file_written_over_another():
    rows = [{"code": "A/1", "name": "甲:乙？"}, {"code": "A_1", "name": "甲_乙？"}]
    documents = list(project_files(evaluated_of(small(projects=rows))))
    assert [one.name for one in documents] == [
        "项目支出绩效自评报告/A_1 甲_乙？",
        "项目支出绩效自评报告/A_1 甲_乙？_",
    ]


@pytest.mark.parametrize("write", [write_word, write_pdf])
def test_reports_of_projects_are_read_back_without_errors(write):
    # P07 overshot a target and says no reason: the check is right.
    deserved = {"P07": {"IND03", "ST07"}}
    for material in project_materials(evaluated_of(good_year()))[6:9]:
        document = pipeline.check_bytes(write(project_report(material)), "自评报告")
        found = findings(document)
        assert found[Severity.ERROR] == set()
        assert found[Severity.WARNING] <= deserved.get(material.project, {"ST07"})
        assert document.understanding.section(SectionKey.MEASURES) is not None
