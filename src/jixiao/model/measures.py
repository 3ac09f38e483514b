"""Named measures: what a standard may ask of an evaluation, and what is missing to answer it.

A pack names a measure by its identifier; the figure comes from the records that people filled in,
or the measure says which of them are blank. A blank is never taken for zero.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from typing import NamedTuple

from jixiao.model.evaluation import (
    MONEY,
    Evaluation,
    Funds,
    Indicator,
    ManagementFact,
    ProjectFunds,
    UnitCost,
)
from jixiao.model.record import Record, column_of
from jixiao.model.time_limits import FILING, INTENTION, SIGNING, TimeLimit, awarded, kept
from jixiao.terms import Appraisal, ExpenditureKind, Fund, IndicatorGroup, Term

PREFIX = "fact:"
"""``fact:x`` asks for the answer to the question ``x`` of a pack."""


class Measured(NamedTuple):
    """A figure with its unit, its name and where it was filled in."""

    value: Decimal
    unit: str
    label: str
    origin: str = ""


class Missing(NamedTuple):
    """What has to be filled in before the figure is known."""

    need: str


@dataclass(frozen=True)  # no slots: what was once looked up is kept with it
class Subject:
    """What is scored: a department, or one of its projects.

    ``questions`` are the words of the questions that a standard asks, by their identifiers;
    ``units`` those in which numbers are to be answered.
    """

    evaluation: Evaluation
    project: str = ""
    questions: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def asked(self, fact: str) -> str:
        """Return a question in words; its identifier where no standard was named."""
        identifier = fact.removeprefix(PREFIX)
        return self.questions.get(identifier, identifier)

    def answer(self, fact: str) -> ManagementFact | None:
        """Return the answer to a question, or None."""
        return self._answers.get(fact.removeprefix(PREFIX))

    @cached_property
    def _answers(self) -> dict[str, ManagementFact]:
        filled = (each for each in self.evaluation.management if each.value is not None)
        return {each.fact: each for each in filled}

    @cached_property
    def contradicted(self) -> frozenset[str]:
        """The questions that were answered more than once, and not alike."""
        given = self.evaluation.management
        known = self._answers
        if len(known) == len(given):
            return frozenset()
        filled = (each for each in given if each.value is not None)
        return frozenset(each.fact for each in filled if each.value != known[each.fact].value)

    @property
    def funds(self) -> Sequence[Funds | ProjectFunds]:
        """The rows of money that belong to it."""
        if self.project:
            return self.evaluation.funds_of(self.project)
        return self.evaluation.funds

    @cached_property
    def indicators(self) -> Sequence[Indicator]:
        """The indicators that belong to it; those of tasks are the department's too."""
        return [each for each in self.evaluation.indicators if each.project == self.project]

    @cached_property
    def measured(self) -> "dict[str, Measured | Missing]":
        """The figures that were asked for until now, by identifier: ``measure`` keeps them."""
        return {}


Measure = Callable[[Subject], Measured | Missing]


@dataclass(frozen=True, slots=True)
class NamedMeasure:
    """A measure as packs and documents call it."""

    id: str
    label: str
    unit: str
    of: Measure


_known: dict[str, NamedMeasure] = {}


def measures() -> dict[str, NamedMeasure]:
    """Return all measures by identifier."""
    return dict(_known)


def measure(identifier: str, subject: Subject) -> Measured | Missing:
    """Return a figure or what is missing for it; ``KeyError`` where no measure has that name."""
    found = subject.measured.get(identifier)
    if found is None:
        asked = identifier.startswith(PREFIX)
        found = _answer(identifier, subject) if asked else _known[identifier].of(subject)
        subject.measured[identifier] = found
    return found


def _named(identifier: str, label: str, unit: str) -> Callable[[Measure], Measure]:
    def register(function: Measure) -> Measure:
        _known[identifier] = NamedMeasure(identifier, label, unit, function)
        return function

    return register


def _answer(question: str, subject: Subject) -> Measured | Missing:
    label = subject.asked(question)
    fact = subject.answer(question)
    if question.removeprefix(PREFIX) in subject.contradicted:
        return Missing(f"管理情况表中“{label}”填了不止一次，内容不同，请核对")
    if fact is None or fact.value is None:
        return Missing(f"管理情况表中“{label}”未填报")
    if isinstance(fact.value, date):
        return Missing(f"管理情况表中“{label}”应填数或是、否，现填日期")
    value = fact.value if isinstance(fact.value, Decimal) else Decimal(fact.value)
    unit = subject.units.get(question.removeprefix(PREFIX), "")
    return Measured(value, unit, label, fact.origin)


# --- sums over rows -----------------------------------------------------------------------------


def _sum(rows: Iterable[Record], name: str, label: str, sheet: str) -> Measured | Missing:
    """Add up one field over rows; any blank among them makes the sum unknown."""
    total = Decimal(0)
    origins: list[str] = []
    found = False
    for row in rows:
        value = getattr(row, name)
        if value is None:
            named = column_of(type(row), name).label
            return Missing(f"{row.origin or sheet}的“{named}”未填")
        total += value
        found = True
        if row.origin:
            origins.append(row.origin)
    if not found:
        return Missing(f"{sheet}没有可以合计的行")
    return Measured(total, MONEY, label, _places(origins))


def _places(origins: Sequence[str]) -> str:
    if len(origins) <= 1:
        return "".join(origins)
    return f"{origins[0]}等{len(origins)}处"


def _money(field: str, label: str) -> Measure:
    def of(subject: Subject) -> Measured | Missing:
        sheet = f"项目{subject.project}的资金表" if subject.project else "部门支出表"
        return _sum(subject.funds, field, label, sheet)

    return of


for _field, _identifier, _label in (
    ("initial", "initial_budget", "年初预算数"),
    ("adjusted", "adjusted_budget", "全年预算数"),
    ("executed", "executed_amount", "全年执行数"),
):
    _named(_identifier, _label, MONEY)(_money(_field, _label))


def _sum_where(
    subject: Subject, sorted_by: str, kinds: Collection[Term], name: str, label: str
) -> Measured | Missing:
    """Add up one field over the rows of some kinds; a row of no kind might be one of them."""
    for row in subject.evaluation.funds:
        if getattr(row, sorted_by) is None:
            named = column_of(Funds, sorted_by).label
            return Missing(f"{row.origin or '部门支出表'}的“{named}”未填")
    rows = [row for row in subject.evaluation.funds if getattr(row, sorted_by) in kinds]
    return _sum(rows, name, label, "部门支出表")


_FISCAL = (
    Fund.FISCAL_APPROPRIATION,
    Fund.GENERAL_PUBLIC_BUDGET,
    Fund.GOVERNMENT_FUNDS_BUDGET,
    Fund.STATE_CAPITAL_BUDGET,
)

for _identifier, _by, _kinds, _field, _label in (
    ("public_expenditure_budget", "kind", (ExpenditureKind.PUBLIC,), "adjusted", "公用经费预算数"),
    (
        "public_expenditure_executed",
        "kind",
        (ExpenditureKind.PUBLIC,),
        "executed",
        "公用经费执行数",
    ),
    (
        "project_expenditure_budget",
        "kind",
        (ExpenditureKind.PROJECT,),
        "adjusted",
        "项目支出预算数",
    ),
    ("fiscal_budget", "fund", _FISCAL, "adjusted", "财政拨款预算数"),
    ("fiscal_executed", "fund", _FISCAL, "executed", "财政拨款执行数"),
):
    _named(_identifier, _label, MONEY)(
        partial(_sum_where, sorted_by=_by, kinds=_kinds, name=_field, label=_label)
    )


@_named("carryover", "年末结转结余", MONEY)
def _carryover(subject: Subject) -> Measured | Missing:
    return _sum(subject.evaluation.funds, "carried_out", "年末结转结余", "部门支出表")


@_named("carryover_last_year", "上年结转结余", MONEY)
def _carryover_last_year(subject: Subject) -> Measured | Missing:
    return _sum(subject.evaluation.funds, "carried_in", "上年结转结余", "部门支出表")


@_named("budget_change", "预算调整数", MONEY)
def _budget_change(subject: Subject) -> Measured | Missing:
    initial = measure("initial_budget", subject)
    adjusted = measure("adjusted_budget", subject)
    if isinstance(initial, Missing):
        return initial
    if isinstance(adjusted, Missing):
        return adjusted
    return Measured(abs(adjusted.value - initial.value), MONEY, "预算调整数", adjusted.origin)


@_named("carryover_change", "结转结余变动数", MONEY)
def _carryover_change(subject: Subject) -> Measured | Missing:
    now, before = _carryover(subject), _carryover_last_year(subject)
    if isinstance(now, Missing):
        return now
    if isinstance(before, Missing):
        return before
    return Measured(now.value - before.value, MONEY, "结转结余变动数", now.origin)


def monthly_spending(evaluation: Evaluation) -> dict[int, Decimal] | Missing:
    """Return what was spent in each of the twelve months, by its number."""
    spent: dict[int, Decimal] = {}
    for row in evaluation.monthly:
        if row.month is None or row.basic is None or row.project is None:
            return Missing(f"{row.origin or '月度支出表'}没有填全")
        if row.month in spent:
            return Missing(f"{row.origin or '月度支出表'}的{row.month}月与前面一行重复")
        spent[row.month] = row.basic + row.project
    absent = [str(month) for month in range(1, 13) if month not in spent]
    if absent:
        return Missing(f"月度支出表缺{'、'.join(absent)}月")
    return spent


@_named("december_share", "12月支出占全年支出的比重", "%")
def _december_share(subject: Subject) -> Measured | Missing:
    spent = monthly_spending(subject.evaluation)
    if isinstance(spent, Missing):
        return spent
    total = sum(spent.values(), Decimal(0))
    if total <= 0:
        return Missing("全年支出为0，12月的比重无从计算")
    return Measured(spent[12] / total * 100, "%", "12月支出占全年支出的比重", "月度支出表")


@_named("quarterly_execution_rate", "四个季度末支出率平均值", "%")
def _quarterly_execution_rate(subject: Subject) -> Measured | Missing:
    """Return the mean of the rates at the four ends of quarters, against the adjusted budget."""
    budget = measure("adjusted_budget", subject)
    if isinstance(budget, Missing):
        return budget
    spent = monthly_spending(subject.evaluation)
    if isinstance(spent, Missing):
        return spent
    if not budget.value:
        return Missing("全年预算数为0，支出率无从计算")
    ends = [sum(spent[month] for month in range(1, last + 1)) for last in (3, 6, 9, 12)]
    rate = Decimal(sum(ends)) / 4 / budget.value * 100
    return Measured(rate, "%", "四个季度末支出率平均值", "月度支出表")


# --- 三公经费 -------------------------------------------------------------------------------------


@_named("three_public_budget", "“三公”经费预算数", MONEY)
def _three_public_budget(subject: Subject) -> Measured | Missing:
    """Return the budget of the year: the adjusted one where it was filled in, else the initial."""
    rows = subject.evaluation.three_public
    field = "adjusted" if any(row.adjusted is not None for row in rows) else "initial"
    return _sum(rows, field, "“三公”经费预算数", "“三公”经费表")


@_named("three_public_executed", "“三公”经费支出数", MONEY)
def _three_public_executed(subject: Subject) -> Measured | Missing:
    rows = subject.evaluation.three_public
    return _sum(rows, "executed", "“三公”经费支出数", "“三公”经费表")


@_named("three_public_last_year", "上年“三公”经费支出数", MONEY)
def _three_public_last_year(subject: Subject) -> Measured | Missing:
    rows = subject.evaluation.three_public
    return _sum(rows, "last_year", "上年“三公”经费支出数", "“三公”经费表")


# --- people, projects, assets -------------------------------------------------------------------


def _of_department(field: str) -> Measure:
    def of(subject: Subject) -> Measured | Missing:
        department = subject.evaluation.department
        value = getattr(department, field)
        named = column_of(type(department), field)
        if value is None:
            return Missing(f"单位情况表的“{named.label}”未填")
        return Measured(Decimal(value), named.unit, named.label, department.origin)

    return of


_named("staff", "年末在职人数", "人")(_of_department("staff"))
_named("posts", "编制数", "人")(_of_department("posts"))


def _appraised(subject: Subject, label: str, *wanted: Appraisal) -> Measured | Missing:
    """Count projects by their appraisal; of classified ones nothing but amounts is filled in."""
    rows = [each for each in subject.evaluation.projects if not each.classified]
    if not rows and subject.evaluation.projects:
        return Missing("项目表只有涉密项目，看不出应否开展事前绩效评估")
    if not rows:
        return Missing("项目表没有填报")
    for row in rows:
        if row.appraisal is None:
            return Missing(f"{row.origin or '项目表' + row.code}的“事前绩效评估”未填")
    return Measured(Decimal(sum(row.appraisal in wanted for row in rows)), "个", label, "项目表")


@_named("new_projects", "应开展事前绩效评估的新增项目数", "个")
def _new_projects(subject: Subject) -> Measured | Missing:
    label = "应开展事前绩效评估的新增项目数"
    return _appraised(subject, label, Appraisal.DONE, Appraisal.NOT_DONE)


@_named("new_projects_appraised", "已开展事前绩效评估的新增项目数", "个")
def _new_projects_appraised(subject: Subject) -> Measured | Missing:
    return _appraised(subject, "已开展事前绩效评估的新增项目数", Appraisal.DONE)


@_named("fixed_assets", "固定资产总额", MONEY)
def _fixed_assets(subject: Subject) -> Measured | Missing:
    return _sum(subject.evaluation.assets, "value", "固定资产总额", "资产表")


@_named("fixed_assets_in_use", "在用固定资产总额", MONEY)
def _fixed_assets_in_use(subject: Subject) -> Measured | Missing:
    return _sum(subject.evaluation.assets, "value_in_use", "在用固定资产总额", "资产表")


@_named("assets_over_standard", "超标准配置的资产类别数", "类")
def _assets_over_standard(subject: Subject) -> Measured | Missing:
    rows = [row for row in subject.evaluation.assets if row.standard is not None]
    if not rows:
        return Missing("资产表没有填写配置标准数量")
    for row in rows:
        if row.quantity is None:
            return Missing(f"{row.origin or '资产表'}的“实有数量”未填")
    over = [row for row in rows if (row.quantity or 0) > (row.standard or 0)]
    return Measured(Decimal(len(over)), "类", "超标准配置的资产类别数", "资产表")


@_named("unit_cost_percentile", "单位成本在同类单位中的平均位次", "%")
def _unit_cost_percentile(subject: Subject) -> Measured | Missing:
    """Return the mean of rank ÷ peers, ranks counted from the lowest cost."""
    rows = subject.evaluation.unit_costs
    if not rows:
        return Missing("单位成本表没有填报")
    shares: list[Decimal] = []
    for row in rows:
        if row.rank is None or not row.peers:
            return Missing(f"{row.origin or '单位成本表'}的名次或参加排名单位数未填")
        if row.peers == 1:
            return Missing(f"{row.origin or '单位成本表'}的参加排名单位只有1个，位次无从比较")
        if not 1 <= row.rank <= row.peers:
            told = f"名次为{row.rank}，参加排名单位数为{row.peers}"
            return Missing(f"{row.origin or '单位成本表'}的{told}，请核对")
        shares.append(_percentile(row))
    mean = sum(shares, Decimal(0)) / len(shares)
    return Measured(mean, "%", "单位成本在同类单位中的平均位次", "单位成本表")


def _percentile(row: UnitCost) -> Decimal:
    return Decimal(row.rank or 0) / Decimal(row.peers or 1) * 100


def _indicators_in(group: IndicatorGroup) -> Measure:
    def of(subject: Subject) -> Measured | Missing:
        for each in subject.indicators:
            if each.group is None:
                return Missing(f"指标“{each.name or each.code}”的“一级指标”未填")
        count = sum(each.group is group for each in subject.indicators)
        return Measured(Decimal(count), "个", f"{group.label}个数", "指标表")

    return of


for _group in IndicatorGroup:
    _named(f"{_group.value}_indicators", f"{_group.label}个数", "个")(_indicators_in(_group))


# --- procurement --------------------------------------------------------------------------------


@_named("procurement_budget", "政府采购预算数", MONEY)
def _procurement_budget(subject: Subject) -> Measured | Missing:
    return _sum(subject.evaluation.contracts, "budget", "政府采购预算数", "合同台账")


@_named("procurement_amount", "政府采购合同金额", MONEY)
def _procurement_amount(subject: Subject) -> Measured | Missing:
    return _sum(subject.evaluation.contracts, "amount", "政府采购合同金额", "合同台账")


@_named("procurement_sme_amount", "授予中小企业合同金额", MONEY)
def _procurement_sme_amount(subject: Subject) -> Measured | Missing:
    return _sum(subject.evaluation.contracts, "sme_amount", "授予中小企业合同金额", "合同台账")


@_named("contracts", "应按期签订的合同份数", "份")
def _contracts(subject: Subject) -> Measured | Missing:
    if not subject.evaluation.contracts:
        return Missing("合同台账没有填报")
    due = Decimal(len(awarded(subject.evaluation.contracts)))
    return Measured(due, "份", "应按期签订的合同份数", "合同台账")


def _in_time(limit: TimeLimit, label: str, unit: str) -> Measure:
    def of(subject: Subject) -> Measured | Missing:
        found = kept(subject.evaluation.contracts, limit)
        if found.need or found.doubt:
            return Missing(found.doubt or found.need)
        return Measured(Decimal(found.kept), unit, label, "合同台账")

    return of


for _identifier, _limit, _label, _unit in (
    ("contracts_signed_in_time", SIGNING, "中标后30日内签订的合同份数", "份"),
    ("contracts_filed_in_time", FILING, "签订后7个工作日内备案的合同份数", "份"),
    ("intentions_in_time", INTENTION, "采购意向提前30日公开的项目数", "个"),
):
    _named(_identifier, _label, _unit)(_in_time(_limit, _label, _unit))
