"""Which sheets the workbook has, in which order, and who fills them in.

The columns of a sheet are the fields of its record (``model.evaluation``); this module adds what
only a sheet has: its name, a line of advice, who fills it in, and columns that are reckoned.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from jixiao.model.evaluation import (
    Approval,
    Asset,
    Contract,
    Department,
    Duty,
    Evidence,
    Funds,
    Income,
    Indicator,
    Judgement,
    LastYearMeasure,
    ManagementFact,
    MonitoredIndicator,
    MonitoredProject,
    MonitoringRound,
    MonthlySpending,
    Narrative,
    PastResult,
    Problem,
    Project,
    ProjectFunds,
    Section,
    Task,
    ThreePublicExpense,
    UnitCost,
)
from jixiao.model.record import Column, Record, columns

FRONT: Final = "填写说明"
"""The first sheet, which holds no records."""
UPRIGHT_HEADS: Final = ("项目", "填写内容")
HEAD_ROW: Final = 2  # 0-based; above it the title and a line of advice
FIRST_ROW: Final = 3
LAST_CODE: Final = 1000  # row to which codes are looked for and counted


class Role(StrEnum):
    """Who fills a sheet in; each role has a colour."""

    FINANCE = "财务"
    SECTION = "业务科室"
    OFFICE = "办公室"


class Reckoned(NamedTuple):
    """A protected column of a formula; ``{name}`` in it stands for the cell of that field."""

    label: str
    formula: str
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """One sheet: the records of one field of ``Evaluation``.

    ``upright`` sheets hold one record, a field a row. ``section_field`` names the field that says
    which section a row belongs to, empty where rows belong to none; ``key`` are the fields by
    which rows are told apart.
    """

    sheet: str
    field: str
    kind: type[Record]
    role: Role
    advice: str
    upright: bool = False
    section_field: str = ""
    key: tuple[str, ...] = ()
    reckoned: tuple[Reckoned, ...] = ()

    def only_asked(self, cells: Mapping[str, str]) -> bool:
        """Whether a row holds nothing but the identifier of what a standard asks for."""
        if self.kind not in (ManagementFact, Judgement):
            return False
        return not any(text for name, text in cells.items() if name not in ("fact", "line"))

    @property
    def columns(self) -> tuple[Column, ...]:
        """The fields that people fill in."""
        return columns(self.kind)


_RATE = Reckoned("执行率", '=IF(N({adjusted})=0,"",{executed}/{adjusted})', percent=True)

TOPICS: tuple[Topic, ...] = (
    Topic(
        "单位情况",
        "department",
        Department,
        Role.OFFICE,
        "一项一行，在右边一栏填写。年中更名的，填写更名前名称和更名日期。",
        upright=True,
    ),
    Topic(
        "科室",
        "sections",
        Section,
        Role.OFFICE,
        "列出填报的科室和填报人，拆分科室填报单时用。",
        key=("name",),
    ),
    Topic(
        "职责",
        "duties",
        Duty,
        Role.OFFICE,
        "按“三定”规定列出主要职责，编号自定，后面各表引用。",
        key=("code",),
    ),
    Topic(
        "工作任务",
        "tasks",
        Task,
        Role.SECTION,
        "本年度的重点工作任务，写明属于哪一项职责、由哪个科室负责。",
        section_field="section",
        key=("code",),
    ),
    Topic(
        "项目",
        "projects",
        Project,
        Role.FINANCE,
        "列出全部支出项目，编号用预算管理一体化系统的项目代码。涉密项目只填编号、是否涉密和资金。",
        section_field="section",
        key=("code",),
    ),
    Topic(
        "项目资金",
        "project_funds",
        ProjectFunds,
        Role.FINANCE,
        "每个项目的每个资金来源一行，没有的来源不列。年度资金总额由程序合计。",
        reckoned=(_RATE,),
        key=("project", "source"),
    ),
    Topic(
        "部门支出",
        "funds",
        Funds,
        Role.FINANCE,
        "按资金性质和支出类别各列一行，以决算数为口径。",
        reckoned=(_RATE,),
        key=("fund", "kind"),
    ),
    Topic(
        "部门收入",
        "income",
        Income,
        Role.FINANCE,
        "按收入来源各列一行，以决算数为口径。",
        key=("fund",),
    ),
    Topic(
        "月度支出",
        "monthly",
        MonthlySpending,
        Role.FINANCE,
        "每月一行，填当月发生数，不填累计数。",
        key=("month",),
    ),
    Topic(
        "三公经费",
        "three_public",
        ThreePublicExpense,
        Role.FINANCE,
        "每项一行；没有发生的填 0，不要空着。",
        reckoned=(
            Reckoned(
                "比上年增减", '=IF(COUNT({executed},{last_year})<2,"",{executed}-{last_year})'
            ),
        ),
        key=("item",),
    ),
    Topic(
        "合同台账",
        "contracts",
        Contract,
        Role.OFFICE,
        "政府采购合同逐份登记，日期按文件上的日期填。",
        key=("number",),
    ),
    Topic(
        "资产",
        "assets",
        Asset,
        Role.OFFICE,
        "按类别填列固定资产；有配置标准的填标准数量。",
        reckoned=(Reckoned("利用率", '=IF(N({value})=0,"",{value_in_use}/{value})', percent=True),),
        key=("category",),
    ),
    Topic(
        "单位成本",
        "unit_costs",
        UnitCost,
        Role.FINANCE,
        "能耗、物业、行政支出等，按面积或人数计算。",
        key=("name",),
    ),
    Topic(
        "指标",
        "indicators",
        Indicator,
        Role.SECTION,
        "部门、任务、项目的三级指标。属于项目的填项目编号，属于任务的填任务编号，两者都不填的是部门指标。",
        section_field="section",
        reckoned=(
            Reckoned(
                "完成比例",
                '=IF(OR(N({target})=0,COUNT({actual})=0),"",{actual}/{target})',
                percent=True,
            ),
        ),
        key=("code",),
    ),
    Topic(
        "历年完成值",
        "past_results",
        PastResult,
        Role.SECTION,
        "近三年的指标值和完成值，用来看目标定得是否合适。",
        key=("indicator", "year"),
    ),
    Topic(
        "监控轮次",
        "rounds",
        MonitoringRound,
        Role.FINANCE,
        "年中每一轮绩效运行监控一行。",
        key=("code",),
    ),
    Topic(
        "指标监控",
        "monitored_indicators",
        MonitoredIndicator,
        Role.SECTION,
        "每一轮监控中各指标的进展。",
        key=("round", "indicator"),
    ),
    Topic(
        "项目监控",
        "monitored_projects",
        MonitoredProject,
        Role.FINANCE,
        "每一轮监控中各项目的支出。",
        key=("round", "project"),
    ),
    Topic(
        "管理情况",
        "management",
        ManagementFact,
        Role.OFFICE,
        "所选标准要求答复的事项，逐项填写数、日期或是、否，并列出佐证材料编号。",
        key=("fact",),
    ),
    Topic(
        "评定得分",
        "judgements",
        Judgement,
        Role.OFFICE,
        "标准规定由人评定的评分项，填写得分和理由。",
        key=("line",),
    ),
    Topic(
        "问题与措施",
        "problems",
        Problem,
        Role.SECTION,
        "如实填写存在的问题、原因和改进措施；程序不代写。",
        section_field="section",
        key=("text",),
    ),
    Topic(
        "上年整改",
        "last_year",
        LastYearMeasure,
        Role.OFFICE,
        "上年度自评或评价指出的问题和整改情况。",
        key=("problem",),
    ),
    Topic(
        "佐证材料",
        "evidence",
        Evidence,
        Role.OFFICE,
        "一份材料一行，可以证明几个指标；文件留在原处。",
        key=("code",),
    ),
    Topic(
        "审批过程",
        "approvals",
        Approval,
        Role.OFFICE,
        "会议和报送的日期、纪要号；不能代替签字。",
        key=("stage",),
    ),
    Topic(
        "报告文字",
        "narratives",
        Narrative,
        Role.OFFICE,
        "已经写好的章节文字放在这里，程序原样采用；没有写的由程序按数据起草或留空待写。",
        key=("section",),
    ),
)


def topic_of(sheet: str) -> Topic | None:
    """Return the topic of a sheet by its name, or None."""
    return next((topic for topic in TOPICS if topic.sheet == sheet), None)
