"""The glossary as code: identifiers of the field, each bound to one Chinese term."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """An identifier with its Chinese label: ``NAME = "identifier", "中文"``."""

    label: str

    def __new__(cls, value: str, label: str) -> Self:
        """Create the member from its identifier and its Chinese label."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class ReportKind(Term):
    """What kind of report a document is."""

    DEPARTMENT_WIDE_SELF_EVALUATION = "department_wide_self_evaluation", "部门整体支出绩效自评报告"
    DEPARTMENT_WIDE_EVALUATION = "department_wide_evaluation", "部门整体支出绩效评价报告"
    PROJECT_SELF_EVALUATION = "project_self_evaluation", "项目支出绩效自评报告"
    PROJECT_EVALUATION = "project_evaluation", "项目支出绩效评价报告"
    TRANSFER_PAYMENT_SELF_EVALUATION = (
        "transfer_payment_self_evaluation",
        "转移支付绩效自评报告",
    )
    PERFORMANCE_MONITORING = "performance_monitoring", "绩效运行监控报告"
    EX_ANTE_APPRAISAL = "ex_ante_appraisal", "事前绩效评估报告"
    FINAL_ACCOUNTS = "final_accounts", "部门决算"
    UNKNOWN = "unknown", "未识别的文种"


class Fund(Term):
    """Where money comes from."""

    ALL = "all", "全部资金"
    FISCAL_APPROPRIATION = "fiscal_appropriation", "财政拨款"
    GENERAL_PUBLIC_BUDGET = "general_public_budget", "一般公共预算"
    GOVERNMENT_FUNDS_BUDGET = "government_funds_budget", "政府性基金预算"
    STATE_CAPITAL_BUDGET = "state_capital_budget", "国有资本经营预算"
    SOCIAL_INSURANCE_BUDGET = "social_insurance_budget", "社会保险基金预算"
    SPECIAL_ACCOUNT_FUNDS = "special_account_funds", "财政专户管理资金"
    UNIT_FUNDS = "unit_funds", "单位资金"
    OTHER_FUNDS = "other_funds", "其他资金"


class AccountKind(Term):
    """Which of the tables of final accounts a table is."""

    OVERALL = "overall", "收入支出决算总表"
    INCOME = "income", "收入决算表"
    EXPENDITURE = "expenditure", "支出决算表"
    FISCAL_OVERALL = "fiscal_overall", "财政拨款收入支出决算总表"
    GENERAL_BUDGET = "general_budget", "一般公共预算财政拨款支出决算表"
    BASIC = "basic", "一般公共预算财政拨款基本支出决算表"
    THREE_PUBLIC = "three_public", "财政拨款“三公”经费支出决算表"
    GOVERNMENT_FUNDS = "government_funds", "政府性基金预算财政拨款收入支出决算表"
    STATE_CAPITAL = "state_capital", "国有资本经营预算财政拨款支出决算表"
    OTHER = "other", "其他决算表"


class Severity(Term):
    """How much a finding weighs."""

    ERROR = "error", "错误"
    WARNING = "warning", "警告"
    HINT = "hint", "提示"


class Status(Term):
    """What became of a check at one place."""

    FINDING = "finding", "不符"
    ROUNDING = "rounding", "舍入差"
    PASSED = "passed", "相符"
    CANNOT_TELL = "cannot_tell", "无法判断"
    CRASHED = "crashed", "检查出错"


class WaiverState(Term):
    """Whether a waiver holds on the day of the check."""

    IN_FORCE = "in_force", "有效"
    NOT_YET = "not_yet", "尚未生效"
    EXPIRED = "expired", "已到期"


class Direction(Term):
    """The direction word of a comparison."""

    UP = "up", "增加"
    DOWN = "down", "减少"
    FLAT = "flat", "持平"


class SectionKey(Term):
    """Canonical sections of a report, whatever its headings are called."""

    FUNCTIONS = "functions", "部门职能"
    PLAN = "plan", "年度总体工作和重点工作任务"
    GOAL = "goal", "部门整体支出绩效目标"
    FUNDS = "funds", "部门整体收支情况"
    PERFORMANCE_MANAGEMENT = "performance_management", "部门整体绩效管理情况"
    CONCLUSION = "conclusion", "自评结论"
    MISSION_EFFECTIVENESS = "mission_effectiveness", "履职效能"
    MANAGEMENT_EFFICIENCY = "management_efficiency", "管理效率"
    OVERVIEW = "overview", "基本情况"
    EVALUATION = "evaluation", "绩效自评情况"
    PROBLEMS = "problems", "存在的主要问题"
    MEASURES = "measures", "下一步改进措施"
    LAST_YEAR = "last_year", "上年度绩效自评整改情况"
    EVALUATION_WORK = "evaluation_work", "评价工作开展情况"
    INDICATOR_ANALYSIS = "indicator_analysis", "绩效指标分析"
    EXPERIENCE = "experience", "主要经验及做法"
    INCOME_FINAL_ACCOUNTS = "income_final_accounts", "收入决算情况"
    EXPENDITURE_FINAL_ACCOUNTS = "expenditure_final_accounts", "支出决算情况"
    OTHER = "other", "其他"
