"""FM13: dates of a project in their order."""

from collections.abc import Iterator
from datetime import date

from jixiao.checks.fm._indicators import named
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.evaluation import Project
from jixiao.model.outcome import RecordOutcome
from jixiao.terms import IndicatorClass, Severity


@record_check(
    code="FM13",
    name="project-dates",
    severity=Severity.ERROR,
    since="0.1",
    absent="没有项目同时填写开始日期和结束日期。",
)
def project_dates(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """项目的开始日期不应晚于结束日期，时效指标的完成日期不应晚于项目结束日期。

    为什么：日期颠倒必有一处填错；完成日期晚于项目结束日期的，按时完成就不成立。
    公式：开始日期≤结束日期；时效指标的完成日期≤所属项目的结束日期（晚的作警告）。
    不报的情形：缺一个日期的；不是时效指标的。
    已知漏报：实施中延期而结束日期已改的。
    """
    for project in ctx.evaluation.projects:
        start, end = project.started_on, project.ends_on
        if end is None:
            continue
        if start is not None:
            yield _in_order(ctx, project, start, end)
        yield from _done(ctx, project, end)


def _in_order(ctx: RecordContext, project: Project, start: date, end: date) -> RecordOutcome:
    if start <= end:
        said = f"项目{project.code}的开始日期不晚于结束日期"
        return ctx.passed(project, "ends_on", said)
    said = f"项目{project.code}的开始日期{start}晚于结束日期{end}，请核对"
    return ctx.finding(
        project,
        "ends_on",
        said,
        stated=end.isoformat(),
        related=[(project, "started_on", "开始日期")],
    )


def _done(ctx: RecordContext, project: Project, end: date) -> Iterator[RecordOutcome]:
    for each in ctx.evaluation.indicators_of(project=project.code):
        if each.kind is IndicatorClass.TIMELINESS and each.done_on and each.done_on > end:
            yield ctx.finding(
                each,
                "done_on",
                f"{named(each)}的完成日期{each.done_on}晚于项目结束日期{end}；"
                "延期的请说明原因，并改正项目结束日期",
                severity=Severity.WARNING,
                stated=each.done_on.isoformat(),
                related=[(project, "ends_on", "结束日期")],
            )
