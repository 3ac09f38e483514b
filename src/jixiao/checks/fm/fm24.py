"""FM24: problems come with their cause and what is done about them."""

from collections.abc import Iterator

from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import RectificationStatus, Severity


@record_check(
    code="FM24",
    name="problems-answered",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有填写存在的问题，也没有填写上年度问题。",
)
def problems_answered(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """存在的问题应写明原因和措施；上年度的问题应有整改。

    为什么：只摆问题不写措施，自评就没有用处；上年的问题一年没有动手，今年还会出现。
    公式：每个问题的原因分析、下一步改进措施不空；上年度问题的整改状态不是“尚未整改”，
    写明“已完成整改”的，整改情况不空。
    不报的情形：没有填写整改状态的，由待填清单列出。
    已知漏报：写了措施而不切实际的。
    """
    for each in ctx.evaluation.problems:
        lacking = [
            (field, label)
            for field, label in (("cause", "原因分析"), ("measure", "改进措施"))
            if not getattr(each, field)
        ]
        if lacking:
            words = "和".join(label for _, label in lacking)
            yield ctx.finding(each, lacking[0][0], f"问题“{_clip(each.text)}”没有写{words}")
        else:
            yield ctx.passed(each, "measure", f"问题“{_clip(each.text)}”写明了原因和措施")
    for row in ctx.evaluation.last_year:
        name = f"上年度问题“{_clip(row.problem)}”"
        if row.status is RectificationStatus.NOT_BEGUN:
            said = f"{name}尚未整改，请说明原因并抓紧整改"
            yield ctx.finding(row, "status", said, stated=row.status.label)
        elif row.status is RectificationStatus.DONE and not row.result:
            yield ctx.finding(row, "result", f"{name}填“已完成整改”，没有写整改情况")
        elif row.status is None:
            yield ctx.cannot_tell(row, "status", f"{name}没有填写整改状态")
        else:
            yield ctx.passed(row, "status", f"{name}已有整改")


def _clip(text: str) -> str:
    return text if len(text) <= 20 else text[:19] + "…"
