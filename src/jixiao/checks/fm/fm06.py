"""FM06: no indicator twice."""

from collections.abc import Iterator

from jixiao.checks.fm._indicators import named, owners
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Indicator
from jixiao.model.outcome import RecordOutcome
from jixiao.patterns import pattern
from jixiao.terms import Severity

_LOOSE = pattern(r"[\s“”\"'（）()、，,·.．]")


@record_check(
    code="FM06",
    name="indicator-once",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有填写绩效指标，无从核对是否重复。",
)
def indicator_once(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """同一个项目（任务、部门）里，一项指标只应设一次。

    为什么：同一件事设成两项指标，会重复计分。
    公式：同一归属、同一二级指标之下，三级指标名称（不计标点和空格）不相同。
    不报的情形：不同项目、不同任务用同一名称的；名称相同而二级指标不同的；没有填写名称的。
    已知漏报：换了说法的重复。
    """
    for owner in owners(ctx.evaluation):
        seen: dict[tuple[object, ...], Indicator] = {}
        repeated = False
        for each in owner.indicators:
            key = (each.task, each.kind, _LOOSE.sub("", each.name))
            if not each.name:
                continue
            if key in seen:
                repeated = True
                said = f"{owner.name}的{named(each)}与{named(seen[key])}重复，请合并或改设"
                yield ctx.finding(each, "name", said, related=[(seen[key], "name", "前一项")])
            seen.setdefault(key, each)
        if seen and not repeated:
            yield ctx.passed(owner.indicators[0], "name", f"{owner.name}的指标没有重复")
