"""绩效自评报告 of a department and of a project: what people wrote, and sentences from facts."""

from jixiao.reports.self_evaluation.department import department_report
from jixiao.reports.self_evaluation.material import Material
from jixiao.reports.self_evaluation.project import project_report, project_reports

__all__ = ["Material", "department_report", "project_report", "project_reports"]
