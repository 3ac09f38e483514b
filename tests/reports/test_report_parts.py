"""The reports in words among the documents of a workbook."""

from reported import good_year, words

from jixiao.pipeline.evaluating import asked, department_pack, evaluate_bytes
from jixiao.pipeline.reporting import framework_for, report_parts
from jixiao.reports.submission import submission
from jixiao.terms import ReportKind
from jixiao.workbook.writing import write_workbook


def test_a_workbook_gives_the_report_of_the_department_and_one_file_of_all_projects():
    year = good_year()
    pack = department_pack(year.department.region, 2023)
    evaluated = evaluate_bytes(write_workbook(year, asked(pack, 2023)), "工作簿.xlsx")
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
