"""CNT01: a list with its count."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Enumeration
from jixiao.patterns import pattern
from jixiao.terms import Severity

_JOINED = pattern(r"以及|和|及|与|暨|\(|/")
_SHOWN = 12


@check(
    code="CNT01",
    name="list-and-count",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Enumeration, "*"),),
    absent="文中没有写明个数又逐项列举的内容，无从核对。",
)
def list_and_count(ctx: Context) -> Iterator[Outcome]:
    """写明的个数应等于逐项列举的个数。

    为什么：“内设7个科室”只列出6个，不是漏列就是个数写错，审核时一数便知。
    公式：列举项数 = 写明的个数；带“等”“主要包括”的，列举项数 ≤ 写明的个数。
    不报的情形：项目之间的分界不能确定的；某一项内含“和”“及”“与”、拆开后可以相符的；个数为约数的。
    已知漏报：列举写在别的段落或者表格中的。
    """
    for listed in ctx.relations(Enumeration):
        amount = listed.count.amount
        found = len(listed.items)
        wanted = int(amount.value)
        names = "、".join(ctx.text(item).strip() for item in listed.items[:_SHOWN])
        said = f"写明{ctx.text(listed.count)}，列举{found}项（{names}）"
        related = [(item, f"第{n}项") for n, item in enumerate(listed.items[:_SHOWN], 1)]
        if not amount.is_point:
            yield ctx.cannot_tell(listed.count, f"{said}；个数为约数，无法判断")
        elif found == wanted:
            yield ctx.passed(listed.count, f"{said}，相符", related)
        elif not listed.exhaustive and found < wanted:
            yield ctx.cannot_tell(listed.count, f"{said}；文中没有说明是否列全", related)
        elif not listed.certain or _could_split(ctx, listed, wanted - found):
            yield ctx.cannot_tell(listed.count, f"{said}；各项的分界不能确定，请人工清点", related)
        else:
            yield ctx.finding(
                listed.count,
                f"{said}，请补列、删减或者改正个数",
                stated=wanted,
                expected=found,
                related=related,
            )


def _could_split(ctx: Context, listed: Enumeration, missing: int) -> bool:
    """Whether items that name two things could make up for what is missing."""
    if missing <= 0:
        return False
    return sum(len(_JOINED.findall(ctx.text(item))) for item in listed.items) >= missing
