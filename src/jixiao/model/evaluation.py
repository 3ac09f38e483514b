"""One department's year, as people fill it in: duties, tasks, projects, goals, money, evidence.

Amounts are in 万元 as official forms print them. Records point to each other by the codes that
people gave them. None means that nothing was filled in, never zero.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jixiao.model.record import Record, column
from jixiao.terms import (
    Appraisal,
    ApprovalStage,
    Attainment,
    ExpenditureKind,
    Fund,
    IndicatorClass,
    IndicatorGroup,
    Likelihood,
    ProcurementKind,
    ProjectFunding,
    ProjectLevel,
    ProjectNature,
    RectificationStatus,
    SectionKey,
    Sign,
    ThreePublicItem,
    VarianceCause,
)

MONEY = "万元"


@dataclass(frozen=True, slots=True, kw_only=True)
class Department(Record):
    """Who is evaluated, for which year, and who answers for it."""

    name: str = column("部门（单位）名称", required=True, default="")
    region: str = column(
        "地区", required=True, note="如 广东省/广州市；决定适用哪一套标准", default=""
    )
    year: int | None = column("评价年度", required=True, note="如 2023")
    former_name: str = column("更名前名称", note="年中更名的填写", default="")
    renamed_on: date | None = column("更名日期")
    superior: str = column("主管部门", default="")
    unit_count: int | None = column("预算单位数量", unit="个")
    posts: int | None = column("编制数", unit="人", required=True)
    staff: int | None = column("年末在职人数", unit="人", required=True)
    office_area: Decimal | None = column("办公用房建筑面积", unit="平方米")
    head: str = column("单位负责人", default="")
    preparer: str = column("填报人", required=True, default="")
    phone: str = column("联系电话", note="办公固定电话", default="")
    filled_on: date | None = column("填报日期", required=True)
    functions: str = column("部门职能", required=True, default="")
    institutions: str = column("机构设置", default="")
    work: str = column("年度总体工作", default="")
    goal: str = column("年度总体绩效目标", required=True, default="")
    goal_result: str = column("总体目标完成情况", required=True, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Record):
    """A section of the department and who answers for its figures."""

    name: str = column("科室", required=True, default="")
    manager: str = column("负责人", default="")
    contact: str = column("填报人", required=True, default="")
    phone: str = column("办公电话", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Record):
    """What the department is there for."""

    code: str = column("职责编号", required=True, note="如 Z1", default="")
    name: str = column("职责", required=True, default="")
    content: str = column("职责内容", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """A task of the year under a duty."""

    code: str = column("任务编号", required=True, note="如 R1", default="")
    duty: str = column("所属职责编号", required=True, default="")
    name: str = column("工作任务", required=True, default="")
    content: str = column("主要内容", default="")
    section: str = column("责任科室", required=True, default="")
    goal: str = column("任务绩效目标", default="")
    result: str = column("任务完成情况", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Record):
    """A project; a classified one is carried as code and amounts only."""

    code: str = column("项目编号", required=True, default="")
    name: str = column("项目名称", note="涉密项目只填编号和金额", default="")
    classified: bool | None = column("是否涉密", note="是、否")
    level: ProjectLevel | None = column("项目级次")
    parent: str = column("上级项目编号", default="")
    task: str = column("所属任务编号", default="")
    section: str = column("实施科室", default="")
    manager: str = column("项目负责人", default="")
    nature: ProjectNature | None = column("项目属性")
    transfer: bool | None = column("是否转移支付", note="是、否")
    started_on: date | None = column("开始日期")
    ends_on: date | None = column("结束日期")
    added_on: date | None = column("年中新增日期", note="年初预算没有、年中追加的项目填写")
    appraisal: Appraisal | None = column("事前绩效评估")
    goal: str = column("年度总体目标", default="")
    result: str = column("目标实际完成情况", default="")
    note: str = column("备注", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFunds(Record):
    """One row of a project's funds; the total of the form is the sum of its rows."""

    project: str = column("项目编号", required=True, default="")
    source: ProjectFunding | None = column("资金来源", required=True)
    initial: Decimal | None = column("年初预算数", unit=MONEY)
    adjusted: Decimal | None = column("全年预算数", unit=MONEY, required=True)
    executed: Decimal | None = column("全年执行数", unit=MONEY, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Funds(Record):
    """Expenditure of the department by fund and kind."""

    fund: Fund | None = column("资金性质", required=True)
    kind: ExpenditureKind | None = column("支出类别", required=True)
    carried_in: Decimal | None = column("上年结转", unit=MONEY)
    initial: Decimal | None = column("年初预算数", unit=MONEY, required=True)
    adjusted: Decimal | None = column("全年预算数", unit=MONEY, required=True)
    executed: Decimal | None = column("全年执行数", unit=MONEY, required=True)
    carried_out: Decimal | None = column("结转下年", unit=MONEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Income(Record):
    """Income of the department by fund."""

    fund: Fund | None = column("收入来源", required=True)
    initial: Decimal | None = column("年初预算数", unit=MONEY)
    final: Decimal | None = column("决算数", unit=MONEY, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlySpending(Record):
    """What was spent in one month."""

    month: int | None = column("月份", required=True, note="1 至 12")
    basic: Decimal | None = column("基本支出", unit=MONEY, required=True)
    project: Decimal | None = column("项目支出", unit=MONEY, required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreePublicExpense(Record):
    """One item of 三公经费."""

    item: ThreePublicItem | None = column("项目", required=True)
    initial: Decimal | None = column("年初预算数", unit=MONEY, required=True)
    adjusted: Decimal | None = column("全年预算数", unit=MONEY)
    executed: Decimal | None = column("全年支出数", unit=MONEY, required=True)
    last_year: Decimal | None = column("上年支出数", unit=MONEY)
    occasions: int | None = column("批次（团组、车辆）数", note="出国团组、接待批次、车辆数")
    persons: int | None = column("人次", unit="人次")
    reason: str = column("增减原因", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Record):
    """A procurement and the dates on its way."""

    number: str = column("合同编号", required=True, default="")
    name: str = column("采购项目", required=True, default="")
    project: str = column("所属项目编号", default="")
    kind: ProcurementKind | None = column("采购品目", required=True)
    budget: Decimal | None = column("采购预算", unit=MONEY)
    amount: Decimal | None = column("合同金额", unit=MONEY, required=True)
    sme_amount: Decimal | None = column("授予中小企业金额", unit=MONEY)
    micro_amount: Decimal | None = column("其中：授予小微企业金额", unit=MONEY)
    online_mall: bool | None = column("是否电子卖场采购", note="是、否；电子卖场没有中标通知书")
    intention_on: date | None = column("意向公开日期")
    started_on: date | None = column("采购活动开始日期")
    awarded_on: date | None = column("中标（成交）通知书日期")
    signed_on: date | None = column("合同签订日期")
    published_on: date | None = column("合同公告日期")
    filed_on: date | None = column("合同备案日期")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset(Record):
    """A category of fixed assets against its standard."""

    category: str = column("资产类别", required=True, default="")
    quantity: Decimal | None = column("实有数量")
    standard: Decimal | None = column("配置标准数量")
    unit: str = column("计量单位", default="")
    value: Decimal | None = column("资产原值", unit=MONEY, required=True)
    value_in_use: Decimal | None = column("在用资产原值", unit=MONEY, required=True)
    reason: str = column("超标准原因", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCost(Record):
    """A cost of running the department, per square metre or per head, and its rank."""

    name: str = column("成本项目", required=True, note="如 能耗支出、物业管理费", default="")
    amount: Decimal | None = column("支出金额", unit=MONEY, required=True)
    base: Decimal | None = column("计算基数", required=True, note="面积或人数")
    base_unit: str = column("基数单位", required=True, note="平方米、人", default="")
    unit_cost: Decimal | None = column("单位成本")
    unit: str = column("成本单位", note="元/平方米、万元/人", default="")
    rank: int | None = column("由低到高的名次")
    peers: int | None = column("参加排名单位数", unit="个")


def with_unit(value: str, unit: str) -> str:
    """Return a value with its unit; one that begins with a digit (1/10万) stands apart."""
    return f"{value}（{unit}）" if unit[:1].isdigit() else value + unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Record):
    """A three-level indicator of the department, of a task or of a project.

    ``project`` or ``task`` names what it belongs to; with neither it is the department's. For an
    interval, ``target`` is its lower and ``target_high`` its upper end. For a qualitative one
    ``target_text`` says what is to be reached and ``attainment`` how far it was.
    """

    code: str = column("指标编号", required=True, default="")
    project: str = column("所属项目编号", default="")
    task: str = column("所属任务编号", default="")
    section: str = column("责任科室", default="")
    group: IndicatorGroup | None = column("一级指标", required=True)
    kind: IndicatorClass | None = column("二级指标", required=True)
    name: str = column("三级指标", required=True, default="")
    sign: Sign | None = column("指标符号", required=True, note="≥、>、=、<、≤、区间、定性")
    target: Decimal | None = column("指标值", note="区间填下限；定性指标不填")
    target_high: Decimal | None = column("区间上限")
    target_text: str = column("定性目标", note="定性指标填写", default="")
    unit: str = column("计量单位", default="")
    points: Decimal | None = column("分值", unit="分", required=True)
    basis: str = column("指标值依据", default="")
    original_target: Decimal | None = column("调整前指标值", note="年中调整过的填写")
    adjusted_on: date | None = column("指标值调整日期")
    approval: str = column("调整批复文号", default="")
    evidence_asked: str = column("应附佐证材料", default="")
    actual: Decimal | None = column("完成值")
    attainment: Attainment | None = column("定性完成情况")
    actual_text: str = column("完成情况说明", default="")
    done_on: date | None = column("完成日期", note="时效指标填写")
    sample: int | None = column("有效样本数", note="满意度指标填写")
    judged_score: Decimal | None = column("定性指标自评得分", unit="分", note="须在所选档次之内")
    cause: VarianceCause | None = column("偏差原因类别")
    reason: str = column("偏差原因分析", default="")
    measure: str = column("改进措施", default="")
    evidence: tuple[str, ...] = column("佐证材料编号", note="多项用顿号分开", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class PastResult(Record):
    """What an indicator was set to and reached in an earlier year."""

    indicator: str = column("指标编号", required=True, default="")
    year: int | None = column("年度", required=True)
    target: Decimal | None = column("当年指标值")
    actual: Decimal | None = column("当年完成值", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoringRound(Record):
    """One round of monitoring within the year."""

    code: str = column("监控轮次", required=True, note="如 J1", default="")
    cut_off: date | None = column("监控截止日期", required=True)
    reported_on: date | None = column("监控报告日期")
    executed: Decimal | None = column("累计执行数", unit=MONEY, required=True)
    forecast: Decimal | None = column("全年预计执行数", unit=MONEY)
    finding: str = column("发现的问题", default="")
    action: str = column("处理意见", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoredIndicator(Record):
    """How an indicator stood in one round of monitoring."""

    round: str = column("监控轮次", required=True, default="")
    indicator: str = column("指标编号", required=True, default="")
    progress: Decimal | None = column("累计完成值")
    attainment: Attainment | None = column("定性进展")
    forecast: Decimal | None = column("全年预计完成值")
    likelihood: Likelihood | None = column("完成目标可能性")
    cause: VarianceCause | None = column("偏差原因类别")
    reason: str = column("偏差原因", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitoredProject(Record):
    """What a project had spent in one round of monitoring."""

    round: str = column("监控轮次", required=True, default="")
    project: str = column("项目编号", required=True, default="")
    executed: Decimal | None = column("累计执行数", unit=MONEY, required=True)
    forecast: Decimal | None = column("全年预计执行数", unit=MONEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagementFact(Record):
    """The answer to one question that a standard asks about management.

    ``fact`` is the identifier of the question in a pack; ``value`` is kept as filled in and read
    by what the question asks for: a number, a day, 是 or 否.
    """

    fact: str = column("事项标识", required=True, default="")
    value: Decimal | date | bool | None = column("填报内容")
    note: str = column("说明", default="")
    evidence: tuple[str, ...] = column("佐证材料编号", note="多项用顿号分开", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Record):
    """A score that a standard leaves to judgement, with its reason."""

    line: str = column("评分项标识", required=True, default="")
    score: Decimal | None = column("评定得分", unit="分")
    not_applicable: bool | None = column("是否不适用", note="是、否")
    reason: str = column("评定理由", required=True, default="")
    evidence: tuple[str, ...] = column("佐证材料编号", note="多项用顿号分开", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Record):
    """A problem with its cause and what is done about it."""

    text: str = column("存在的主要问题", required=True, default="")
    cause: str = column("原因分析", default="")
    measure: str = column("下一步改进措施", default="")
    section: str = column("责任科室", default="")
    due_on: date | None = column("完成时限")


@dataclass(frozen=True, slots=True, kw_only=True)
class LastYearMeasure(Record):
    """What was done about a problem of last year's report."""

    problem: str = column("上年度问题", required=True, default="")
    measure: str = column("整改措施", required=True, default="")
    status: RectificationStatus | None = column("整改状态", required=True)
    result: str = column("整改情况", default="")
    evidence: tuple[str, ...] = column("佐证材料编号", note="多项用顿号分开", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Record):
    """A document that proves something; the file stays where it is, its hash is kept."""

    code: str = column("佐证材料编号", required=True, default="")
    name: str = column("材料名称", required=True, default="")
    kind: str = column("材料类型", note="如 文件、验收单、问卷、统计表", default="")
    issuer: str = column("出具单位", default="")
    issued_on: date | None = column("出具日期")
    event_on: date | None = column("事项发生日期")
    pages: str = column("页码", default="")
    proves: str = column("证明的数值", note="如 完成值 128 件", default="")
    file: str = column("文件名", default="")
    sha256: str = column("SHA-256", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Record):
    """A recorded event on the way to submission; it is no substitute for a signature."""

    stage: ApprovalStage | None = column("环节", required=True)
    held_on: date | None = column("日期", required=True)
    minutes: str = column("纪要或文号", default="")
    outcome: str = column("意见", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative(Record):
    """Text that the user wrote for a section of the report; it is kept as it is."""

    section: SectionKey | None = column("报告章节", required=True)
    text: str = column("正文", required=True, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All that is known of one department's year."""

    department: Department
    sections: tuple[Section, ...] = ()
    duties: tuple[Duty, ...] = ()
    tasks: tuple[Task, ...] = ()
    projects: tuple[Project, ...] = ()
    project_funds: tuple[ProjectFunds, ...] = ()
    funds: tuple[Funds, ...] = ()
    income: tuple[Income, ...] = ()
    monthly: tuple[MonthlySpending, ...] = ()
    three_public: tuple[ThreePublicExpense, ...] = ()
    contracts: tuple[Contract, ...] = ()
    assets: tuple[Asset, ...] = ()
    unit_costs: tuple[UnitCost, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    past_results: tuple[PastResult, ...] = ()
    rounds: tuple[MonitoringRound, ...] = ()
    monitored_indicators: tuple[MonitoredIndicator, ...] = ()
    monitored_projects: tuple[MonitoredProject, ...] = ()
    management: tuple[ManagementFact, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    problems: tuple[Problem, ...] = ()
    last_year: tuple[LastYearMeasure, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    approvals: tuple[Approval, ...] = ()
    narratives: tuple[Narrative, ...] = ()

    @property
    def only_projects(self) -> bool:
        """Whether projects are filled in and nothing of the department as a whole."""
        of_department = (
            *(self.duties, self.funds, self.income, self.monthly, self.three_public),
            *(self.assets, self.unit_costs),
        )
        answered = any(each.value is not None for each in self.management)
        own = any(not each.project for each in self.indicators)
        return bool(self.projects and self.indicators) and not (
            own or answered or any(of_department)
        )

    def indicators_of(self, *, project: str = "", task: str = "") -> tuple[Indicator, ...]:
        """Return the indicators of a project or task; of the department where none is named.

        One that names both is the project's, as it is when projects are scored.
        """
        if project:
            return tuple(each for each in self.indicators if each.project == project)
        return tuple(each for each in self.indicators if not each.project and each.task == task)

    def funds_of(self, project: str) -> tuple[ProjectFunds, ...]:
        """Return the rows of a project's funds."""
        return tuple(each for each in self.project_funds if each.project == project)

    def fact(self, identifier: str) -> ManagementFact | None:
        """Return the answer to a question about management, or None."""
        return next((each for each in self.management if each.fact == identifier), None)
