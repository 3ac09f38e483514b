"""CNT05: 一是, 二是 …."""

from collections.abc import Iterator

from jixiao.checks.cnt._series import is_spoken, judge_run
from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Numbering
from jixiao.terms import Severity


@check(
    code="CNT05",
    name="spoken-numbering",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有“一是、二是”这样的分述，无从核对。",
)
def spoken_numbering(ctx: Context) -> Iterator[Outcome]:
    """“一是、二是、三是……”应当连续。

    为什么：“一是”之后直接写“三是”，不是漏了一条就是序号写错，问题与措施也会对不上。
    公式：同一组分述从“一是”起逐一递增。
    不报的情形：另起一组从“一是”重新开始；不从“一是”开始的（如以“首先”起头）无法判断。
    已知漏报：只有“一是”没有“二是”的。
    """
    for run in ctx.all(Numbering):
        if is_spoken(run):
            yield from judge_run(ctx, run)
