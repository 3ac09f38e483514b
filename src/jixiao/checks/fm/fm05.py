"""FM05: output, benefit and satisfaction are all there."""

from collections.abc import Iterator

from jixiao.checks.fm._indicators import Owner, owners
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.outcome import RecordOutcome
from jixiao.patterns import pattern
from jixiao.terms import IndicatorGroup, Severity

_NO_SERVICE = pattern(r"人员|运转|运维|维护|工资|经费|设备|办公|水电|物业|租金|编制")


@record_check(
    code="FM05",
    name="kinds-of-indicators",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有填写绩效指标，无从核对指标类别是否齐全。",
    basis="财预〔2021〕101号",
)
def kinds_of_indicators(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """一个项目（部门）应同时设有产出指标和效益指标，有服务对象的还应有满意度指标。

    为什么：只有产出没有效益，看不出花钱的结果；有服务对象而不设满意度，不符合指标体系的要求。
    公式：一级指标中有产出指标、有效益指标；缺满意度指标的只作提示。
    不报的情形：项目名称表明是人员类、运转类、设备购置的，可不设满意度；
    有指标没有填写一级指标的，无法判断。
    已知漏报：类别齐全而内容名不副实的，查不出。
    """
    for owner in owners(ctx.evaluation):
        yield _judged(ctx, owner)


def _judged(ctx: RecordContext, owner: Owner) -> RecordOutcome:
    groups = {each.group for each in owner.indicators}
    first = owner.indicators[0]
    lacking = [
        each.label for each in (IndicatorGroup.OUTPUT, IndicatorGroup.BENEFIT) if each not in groups
    ]
    if lacking and None in groups:
        said = f"{owner.name}有指标没有填写一级指标，无法判断类别是否齐全"
        return ctx.cannot_tell(first, "group", said)
    if lacking:
        said = f"{owner.name}没有{'、'.join(lacking)}，请补齐"
        return ctx.finding(first, "group", said)
    served = owner.project is None or not _NO_SERVICE.search(owner.project.name)
    if served and not groups & {IndicatorGroup.SATISFACTION, None}:
        said = f"{owner.name}没有满意度指标；有服务对象的，请补设服务对象满意度"
        return ctx.finding(first, "group", said, severity=Severity.HINT)
    return ctx.passed(first, "group", f"{owner.name}的指标类别齐全")
