"""CNT10: the highest and the lowest of a list."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Extreme
from jixiao.terms import Severity


@check(
    code="CNT10",
    name="highest-and-lowest",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Extreme, "*"),),
    absent="文中没有在逐项列出的数值之后写明何者最高、最低（最大、最小、最多、最少）。",
)
def highest_and_lowest(ctx: Context) -> Iterator[Outcome]:
    """写作“最高”“最低”的一项，应当就是所列各项中数值最高、最低的。

    为什么：执行率、得分率、占比等逐项列出之后常点明最高、最低的一项，数字改过而结论没有跟着改，一看便知。
    公式：写作“最高”（最大、最多）的，不低于所列其他各项；写作“最低”（最小、最少）的，不高于其他各项。
    不报的情形：并列的；各项数值不是同一种的；所说的一项不在所列之中的；与上年、全省、历史相比的；“最高的几项之一”。
    已知漏报：所列各项在表格或者别的段落的；要先相减才能比较的（结余）。
    """
    for said in ctx.relations(Extreme):
        named, *names = said.names
        values = [other.amount for other in said.others]
        own = said.named.amount
        if not own.is_point or not all(v.is_point and v.compatible(own) for v in values):
            yield ctx.cannot_tell(said.named, "所列各项含有约数或者单位不同，无法比较")
            continue
        beyond = [
            (name, fact)
            for name, fact in zip(names, said.others, strict=True)
            if (fact.amount.base > own.base) is said.highest and fact.amount.base != own.base
        ]
        word = ctx.text(said.claim)
        told = f"“{named}”（{ctx.number(said.named)}）写作“{word}”"
        if not beyond:
            yield ctx.passed(said.claim, f"{told}，与所列各项相符")
            continue
        pick = max if said.highest else min
        name, fact = pick(beyond, key=lambda pair: pair[1].amount.base)
        yield ctx.finding(
            said.claim,
            f"{told}，但所列各项中“{name}”为{ctx.number(fact)}，"
            f"更{'高' if said.highest else '低'}，请核实是名称还是数字写错",
            stated=word,
            related=((said.named, named), (fact, name)),
        )
