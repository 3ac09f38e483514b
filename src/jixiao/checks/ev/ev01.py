"""EV01: what is scored has evidence."""

from collections.abc import Iterator

from jixiao.checks.fm._indicators import named
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import Severity


@record_check(
    code="EV01",
    name="evidence-present",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有填写完成情况的指标，也没有评定得分，无从核对佐证材料。",
)
def evidence_present(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """填写了完成情况的指标，应列出佐证材料。

    为什么：没有佐证的完成值，财政部门复核时不予认可，有的地方直接不得分。
    公式：完成值或定性完成档次不空的指标，佐证材料编号不空；评定得分的评分项同样。
    不报的情形：完成情况还没有填写的；评为不适用的评分项。
    已知漏报：列了编号而材料与指标无关的，见 EV02。
    """
    for each in ctx.evaluation.indicators:
        if each.actual is None and each.attainment is None:
            continue
        if each.evidence:
            yield ctx.passed(each, "evidence", f"{named(each)}列出了佐证材料")
        else:
            asked = f"（应附{each.evidence_asked}）" if each.evidence_asked else ""
            said = f"{named(each)}填写了完成情况，没有列出佐证材料{asked}"
            yield ctx.finding(each, "evidence", said)
    for row in ctx.evaluation.judgements:
        if row.score is None or row.not_applicable:
            continue
        if row.evidence:
            yield ctx.passed(row, "evidence", f"评分项{row.line}列出了佐证材料")
        else:
            yield ctx.finding(row, "evidence", f"评分项{row.line}评定了得分，没有列出佐证材料")
