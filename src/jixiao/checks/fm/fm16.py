"""FM16: meetings before the report is sent."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Approval
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import ApprovalStage, Severity

_ORDER: Final = {
    ApprovalStage.SECTION_REVIEW: 1,
    ApprovalStage.FINANCE_REVIEW: 2,
    ApprovalStage.OFFICE_MEETING: 3,
    ApprovalStage.PARTY_GROUP_MEETING: 3,
    ApprovalStage.SUBMISSION: 4,
}


@record_check(
    code="FM16",
    name="order-of-approval",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有填写审批过程的日期，或没有填写评价年度。",
)
def order_of_approval(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """自评报告应先经审核、会议审议，再报送；各环节都应在评价年度结束之后。

    为什么：会议晚于报送，说明报送的稿子没有经过审议；年度未完就审议的，不是全年的结果。
    公式：科室审核≤财务部门汇总初审≤会议审议≤报送财政部门；各环节日期＞评价年度12月31日。
    不报的情形：没有填写的环节；办公会议与党组会议的先后；同一天的。
    已知漏报：会议日期填错而先后不乱的。
    """
    year = ctx.year
    held = [(each, each.stage, each.held_on) for each in ctx.evaluation.approvals]
    known = [(row, stage, day) for row, stage, day in held if stage and day]
    if year is None or not known:
        return
    for row, stage, day in known:
        later = _overtaken(known, stage, day)
        if later is not None:
            label = later.stage.label if later.stage else ""
            said = f"{stage.label}的日期{day}晚于{label}的日期{later.held_on}，先后颠倒，请核对"
            related = [(later, "held_on", label)]
            yield ctx.finding(row, "held_on", said, stated=day.isoformat(), related=related)
        elif day <= date(year, 12, 31):
            said = f"{stage.label}的日期{day}在{year}年度结束之前，请核对"
            yield ctx.finding(row, "held_on", said, stated=day.isoformat())
        else:
            yield ctx.passed(row, "held_on", f"{stage.label}的先后合乎程序")


def _overtaken(
    known: list[tuple[Approval, ApprovalStage, date]], stage: ApprovalStage, day: date
) -> Approval | None:
    """Return an event that ought to come after this one but came before it."""
    for row, other, when in known:
        if _ORDER[other] > _ORDER[stage] and when < day:
            return row
    return None
