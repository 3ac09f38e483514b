"""Methods that score how time limits were kept: of one step, or of all contracts.

A pack says how many days there are and of what kind; where the calendar does not know a year, the
line is not scored unless somebody judged it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from jixiao.model.evaluation import Contract
from jixiao.model.measures import PREFIX, Measured
from jixiao.model.record import columns
from jixiao.model.score import Input
from jixiao.model.time_limits import TimeLimit, kept
from jixiao.model.working_days import working_days
from jixiao.scoring.casework import Asked, Case, Method, method, number_of
from jixiao.scoring.fact_methods import Judged
from jixiao.scoring.ratio_methods import BOTTOM, TOP, CappedRatio
from jixiao.scoring.working import ONE, ZERO, Result, lacking
from jixiao.standards.scoring import Line

_MANY = 5  # late contracts that are named


class DayKind(StrEnum):
    """What days are counted."""

    CALENDAR = "calendar"
    WORKING = "working"


UNITS = {DayKind.CALENDAR: "日", DayKind.WORKING: "个工作日"}


def _judged(line: str, rule: str, case: Case, need: str) -> Result:
    """Return what somebody judged of a line that is not told by what was filled in."""
    judged = Judged(line, rule).score(case)
    if judged.value is not None:
        return judged
    way_out = f"确实无从填写的，在“评定得分”表填一行：评分项标识 {line}，评定得分和评定理由"
    return lacking(rule, [f"{need}；{way_out}"])


@dataclass(frozen=True, slots=True)
class WithinDays:
    """The full mark where the second day is at most so many days after the first."""

    line: str
    first: str
    second: str
    days: int
    kind: DayKind
    rule: str

    def score(self, case: Case) -> Result:
        """Return all or nothing."""
        first, second = (self._day(case, name) for name in (self.first, self.second))
        needs = [
            self._need(case, name)
            for name, day in ((self.first, first), (self.second, second))
            if day is None
        ]
        if first is None or second is None:
            return lacking(self.rule, needs)
        inputs = (first.input, second.input)
        if second.value < first.value:
            need = f"{second.input.label}早于{first.input.label}，请核对"
            return lacking(self.rule, [need], inputs)
        if self.kind is DayKind.CALENDAR:
            gap = (second.value - first.value).days
            return self._reckoned(case, gap, inputs, "DATEVALUE({2})-DATEVALUE({1})")
        working = working_days(first.value, second.value)
        if working is None:
            need = "日期超出已收录的放假安排，工作日无从计算"
            return _judged(self.line, self.rule, case, need)
        counted = Input("其间工作日", str(working), "日", "", Decimal(working))
        return self._reckoned(case, working, (*inputs, counted), "{3}")

    def _reckoned(self, case: Case, gap: int, inputs: tuple[Input, ...], days: str) -> Result:
        held, unit = gap <= self.days, UNITS[self.kind]
        return Result(
            value=case.points if held else ZERO,
            rule=self.rule,
            told=f"相隔 {gap} {unit}，{'不超过' if held else '超过'} {self.days} {unit}",
            inputs=inputs,
            formula=f"IF({days}<0,NA(),IF({days}<={self.days},{{points}},0))",
        )

    @staticmethod
    def _need(case: Case, fact: str) -> str:
        label = case.subject.asked(fact)
        if fact.removeprefix(PREFIX) in case.subject.contradicted:
            return f"管理情况表中“{label}”填了不止一次，内容不同，请核对"
        return f"管理情况表中“{label}”未填报日期"

    @staticmethod
    def _day(case: Case, fact: str) -> "_Day | None":
        answer = case.subject.answer(fact)
        doubted = fact.removeprefix(PREFIX) in case.subject.contradicted
        if doubted or answer is None or not isinstance(answer.value, date):
            return None
        label = case.subject.asked(fact)
        return _Day(answer.value, Input(label, answer.value.isoformat(), "", answer.origin))


class _Day(NamedTuple):
    """A day that was filled in, and how the line shows it."""

    value: date
    input: Input


@method("within_days", ("first", "second"), ("days", "kind"))
def _within_days(line: Line) -> Method:
    days, kind = _limit(line)
    for name, fact in line.inputs.items():
        if not fact.startswith(PREFIX):
            line.at.refuse(f"输入“{name}”应是管理情况表中的日期，写作 fact:标识")
    rule = line.rule or f"在{days}{UNITS[kind]}之内得满分，否则不得分"
    return WithinDays(line.id, line.inputs["first"], line.inputs["second"], days, kind, rule)


def _limit(line: Line) -> tuple[int, DayKind]:
    """Return how many days a pack allows, and of what kind."""
    days = number_of(line, "days", "20")
    if days != days.to_integral_value() or days < 0:
        line.options["days"].refuse("days 应为不小于 0 的整数")
    kind = line.options["kind"].one_of(DayKind) if "kind" in line.options else DayKind.CALENDAR
    return int(days), kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractsInTime(CappedRatio):
    """The share of the contracts that kept a time limit.

    What the ledger does not tell, somebody may judge, with a reason.
    """

    line: str
    limit: TimeLimit

    def score(self, case: Case) -> Result:
        """Return the share of the points, and which contracts were late."""
        found = kept(case.subject.evaluation.contracts, self.limit)
        if found.doubt:
            return lacking(self.rule, [found.doubt])
        if found.need:
            return _judged(self.line, self.rule, case, found.need)
        figures = {
            TOP: Measured(Decimal(found.kept), "份", f"其中{self.limit.told}的", "合同台账"),
            BOTTOM: Measured(Decimal(found.due), "份", "应按时限办理的合同份数", "合同台账"),
        }
        result = self.reckoned(case, Asked(figures, ()))
        if not found.late:
            return result
        more = f"等{len(found.late)}份" if len(found.late) > _MANY else ""
        remark = f"未在时限内：{'、'.join(found.late[:_MANY])}{more}"
        return result._replace(remarks=(*result.remarks, remark))


def _contract_limit(line: Line, *, ahead: bool) -> Method:
    days, kind = _limit(line)
    known = {each.name: each.label for each in columns(Contract) if date in each.kinds}
    for name in ("first", "second"):
        if name not in line.options:
            line.at.refuse(f"计分方法“{line.method}”缺少选项“{name}”")
        if line.options[name].text() not in known:
            line.options[name].refuse(f"合同台账没有这一日期，可用：{'、'.join(known)}")
    first, second = line.options["first"].text(), line.options["second"].text()
    limit = TimeLimit(first, second, days, kind is DayKind.WORKING, ahead)
    rule = line.rule or f"按{limit.told}的合同份数占应计份数的比例计分"
    inputs = {TOP: "", BOTTOM: ""}  # counted from the ledger, not measured by name
    return ContractsInTime(inputs, rule, ONE, ZERO, of_a_whole=True, line=line.id, limit=limit)


@method("contracts_within", (), ("first", "second", "days", "kind"))
def _contracts_within(line: Line) -> Method:
    return _contract_limit(line, ahead=False)


@method("contracts_ahead", (), ("first", "second", "days", "kind"))
def _contracts_ahead(line: Line) -> Method:
    return _contract_limit(line, ahead=True)
