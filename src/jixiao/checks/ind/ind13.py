"""IND13: targets of two parts joined by 或."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Attainment
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_OR = pattern(
    r"[,、]?(?:或者?|/)[≥≤>]?(?:不少于|不低于)? ?\d[\d.,]*[\u4e00-\u9fff%]{0,3}?"
    r"(?=[”」,。;)]|$|[^\u4e00-\u9fff%])"
)
_SIGN = pattern(r"(?:[≥≤><]|不(?:少于|低于|超过|高于)) ?$")


@check(
    code="IND13",
    name="compound-target",
    severity=Severity.HINT,
    since="0.1",
    absent="文中没有写明目标值的指标。",
)
def compound_target(ctx: Context) -> Iterator[Outcome]:
    """一项指标只应有一个目标值，不写“A或B”。

    为什么：“≥60批次或200人次”二者择一，完成哪个算完成说不清，容易只报有利的一个。
    公式：目标值之后紧接“或”加另一个数，即提示。
    不报的情形：用“和”“且”并列而两者都有完成值的；区间（3—5天）。
    已知漏报：写成两句的并列目标不报。
    """
    text = ctx.document.text
    first = None
    found = False
    for each in ctx.all(Attainment):
        target = each.target
        if target is None:
            continue
        first = first or target
        match = _OR.match(text, target.end)
        if match is None:
            continue
        found = True
        sign = _SIGN.search(text, max(0, target.start - 4), target.start)
        at = Span(sign.start() if sign else target.start, match.end())
        yield ctx.finding(
            at,
            f"目标值“{ctx.text(at)}”是二者择一的写法，考核口径不清，请拆成两项指标或只保留一个目标值",
        )
    if first is not None and not found:
        yield ctx.passed(first, "目标值均为单一目标")
