"""CNT04: printed numbers of headings and list items."""

from collections.abc import Iterator

from jixiao.checks.cnt._series import is_spoken, judge_run
from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Numbering
from jixiao.terms import Severity


@check(
    code="CNT04",
    name="numbering",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有成组的序号，无从核对。",
)
def numbering(ctx: Context) -> Iterator[Outcome]:
    """同一级的序号应当连续。

    为什么：序号跳号、重号，往往是删改时漏掉了内容，也影响引用。
    公式：同一处、同一样式的序号从 1 起逐一递增。
    不报的情形：换行时恰以数字开头的行不是序号；另起一组从 1 重新编号；不从 1 开始的无法判断。
    已知漏报：最后一项之后缺漏的内容。
    """
    for run in ctx.all(Numbering):
        if not is_spoken(run):
            yield from judge_run(ctx, run)
