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


class ExtraKind(Term):
    """What a file may hold beside its text."""

    HEADER = "header", "页眉"
    FOOTER = "footer", "页脚"
    TEXT_BOX = "text_box", "文本框"
    COMMENT = "comment", "批注"
    ANNOTATION = "annotation", "注释"
    INSERTION = "insertion", "未接受的插入"
    DELETION = "deletion", "未接受的删除"
    HIDDEN_TEXT = "hidden_text", "隐藏的文字"
    HIDDEN_SHEET = "hidden_sheet", "隐藏的工作表"
    HIDDEN_ROWS = "hidden_rows", "隐藏的行"
    HIDDEN_COLUMNS = "hidden_columns", "隐藏的列"
    ATTACHMENT = "attachment", "附带的文件"
    PROPERTY = "property", "文档属性"


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


class ReportContent(Term):
    """What can stand under a heading of a report that is drafted."""

    OVERVIEW = "overview", "概况"
    FUNCTIONS = "functions", "职能、机构和人员"
    PLAN = "plan", "年度工作和任务"
    GOAL = "goal", "绩效目标和主要指标值"
    FUNDS = "funds", "预算、收支和支出构成"
    EXECUTION = "execution", "预算执行率"
    PROJECTS = "projects", "项目支出和项目自评结果"
    PERFORMANCE_MANAGEMENT = "performance_management", "目标、评估和监控情况"
    CARRYING_OUT = "carrying_out", "项目实施和监控情况"
    EVALUATION = "evaluation", "自评情况的开头"
    EVALUATION_WORK = "evaluation_work", "自评过程"
    CONCLUSION = "conclusion", "得分、等次和扣分项"
    TASKS = "tasks", "分任务的完成情况"
    TASKS_TOGETHER = "tasks_together", "合写的任务完成情况"
    MISSION_SCORES = "mission_scores", "履职效能其他评分项"
    ACHIEVEMENTS = "achievements", "成效评价"
    INDICATORS = "indicators", "分类指标完成情况"
    REACHED = "reached", "达到指标值的指标"
    MISSED = "missed", "未达到指标值的指标"
    MANAGEMENT = "management", "各方面管理情况"
    MANAGEMENT_SCORES = "management_scores", "管理效率各评分项"
    PROBLEMS = "problems", "问题和原因"
    MEASURES = "measures", "改进措施"
    PROBLEMS_WITH_MEASURES = "problems_with_measures", "问题、原因和相应的措施"
    LAST_YEAR = "last_year", "上年问题的整改"
    EVIDENCE = "evidence", "佐证材料份数"


class Scope(Term):
    """What an evaluation is of."""

    PROJECT_EXPENDITURE = "project_expenditure", "项目支出"
    DEPARTMENT_WIDE_EXPENDITURE = "department_wide_expenditure", "部门整体支出"
    TRANSFER_PAYMENT = "transfer_payment", "转移支付"


class IndicatorGroup(Term):
    """First level of the indicators (一级指标)."""

    COST = "cost", "成本指标"
    OUTPUT = "output", "产出指标"
    BENEFIT = "benefit", "效益指标"
    SATISFACTION = "satisfaction", "满意度指标"


class IndicatorClass(Term):
    """Second level of the indicators (二级指标), by the taxonomies before and after 2021."""

    QUANTITY = "quantity", "数量指标"
    QUALITY = "quality", "质量指标"
    TIMELINESS = "timeliness", "时效指标"
    COST = "cost", "成本指标"  # below output, before 2021
    ECONOMIC_COST = "economic_cost", "经济成本指标"
    SOCIAL_COST = "social_cost", "社会成本指标"
    ECOLOGICAL_COST = "ecological_cost", "生态环境成本指标"
    ECONOMIC_BENEFIT = "economic_benefit", "经济效益指标"
    SOCIAL_BENEFIT = "social_benefit", "社会效益指标"
    ECOLOGICAL_BENEFIT = "ecological_benefit", "生态效益指标"
    SUSTAINABLE_IMPACT = "sustainable_impact", "可持续影响指标"
    SERVICE_SATISFACTION = "service_satisfaction", "服务对象满意度指标"


class Sign(Term):
    """How an actual value is held against its target."""

    AT_LEAST = "≥", "大于等于"
    MORE_THAN = ">", "大于"
    EQUAL = "=", "等于"
    LESS_THAN = "<", "小于"
    AT_MOST = "≤", "小于等于"
    INTERVAL = "interval", "区间"
    QUALITATIVE = "qualitative", "定性"


class Attainment(Term):
    """The three bands of a qualitative indicator (财预〔2020〕10号)."""

    ATTAINED = "attained", "达成年度指标"
    PARTLY = "partly", "部分达成年度指标并具有一定效果"
    MISSED = "missed", "未达成年度指标且效果较差"


class ExpenditureKind(Term):
    """What money is spent on."""

    STAFF = "staff_expenditure", "人员经费"
    PUBLIC = "public_expenditure", "公用经费"
    PROJECT = "project_expenditure", "项目支出"


class ProjectFunding(Term):
    """The rows of funds in the form of a project."""

    CURRENT_APPROPRIATION = "current_appropriation", "当年财政拨款"
    CARRIED_OVER = "carried_over", "上年结转资金"
    OTHER = "other_funds", "其他资金"


class ProjectLevel(Term):
    """Whether a project is divided further."""

    FIRST = "first", "一级项目"
    SECOND = "second", "二级项目"


class ProjectNature(Term):
    """How long a project lasts."""

    RECURRENT = "recurrent", "经常性项目"
    ONE_OFF = "one_off", "一次性项目"


class Appraisal(Term):
    """What became of the ex-ante appraisal of a project."""

    DONE = "appraised", "已开展事前绩效评估"
    NOT_DONE = "not_appraised", "未开展事前绩效评估"
    NOT_REQUIRED = "appraisal_not_required", "无须事前绩效评估"


class ThreePublicItem(Term):
    """The items of 三公经费."""

    OVERSEAS_TRIPS = "overseas_trips", "因公出国（境）费"
    VEHICLE_PURCHASE = "vehicle_purchase", "公务用车购置费"
    VEHICLE_OPERATION = "vehicle_operation", "公务用车运行维护费"
    OFFICIAL_RECEPTIONS = "official_receptions", "公务接待费"


class ProcurementKind(Term):
    """What is procured."""

    GOODS = "goods", "货物"
    WORKS = "works", "工程"
    SERVICES = "services", "服务"


class Likelihood(Term):
    """How likely a goal is to be reached by the end of the year (财预〔2019〕136号)."""

    CERTAIN = "certain", "确定能"
    POSSIBLE = "possible", "有可能"
    IMPOSSIBLE = "impossible", "完全不可能"


class VarianceCause(Term):
    """The kinds of causes that the monitoring form tells apart (财预〔2019〕136号)."""

    FUNDING = "funding", "经费保障"
    RULES = "rules", "制度保障"
    STAFFING = "staffing", "人员保障"
    EQUIPMENT = "equipment", "硬件条件保障"
    OTHER = "other", "其他"


class RectificationStatus(Term):
    """How far a corrective action has come."""

    DONE = "rectified", "已完成整改"
    UNDER_WAY = "under_way", "整改中"
    NOT_BEGUN = "not_begun", "尚未整改"


class ApprovalStage(Term):
    """Recorded events on the way of a self-evaluation to the finance bureau."""

    SECTION_REVIEW = "section_review", "科室审核"
    FINANCE_REVIEW = "finance_review", "财务部门汇总初审"
    OFFICE_MEETING = "office_meeting", "办公会议审议"
    PARTY_GROUP_MEETING = "party_group_meeting", "党组会议审议"
    SUBMISSION = "submission", "报送财政部门"


class ScoreStatus(Term):
    """How a line of a score sheet came to its score."""

    SCORED = "scored", "已计分"
    JUDGED = "judged", "按评定计分"
    NOT_APPLICABLE = "not_applicable", "不适用"
    NOT_SCORED = "not_scored", "未计分"
