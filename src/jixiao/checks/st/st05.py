"""ST05: amounts of money and shares without their unit."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.document import BlockKind
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_BARE = frozenset({"亿", "万", "千万", "百万", "万亿", "百亿", "千亿"})
_MONEY = pattern(
    r"(?:产值|货值|总值|价值|进出口值?|收入|支出|投资|预算|决算|资金|金额|经费|税收|税额|销售额|成交额|营收"
    r"|贷款|补贴|补助|拨款|采购额|交易额|贸易额|利润|合同额|融资|债券|增加值|授信)"
    r"(?:总额|总量|额|数)?(?:共计|合计|累计|共|计|约|近|超过|超|达到|达|为|到位|完成|实现|突破|仅|分别)*$"
)
_REACH = 24
# 年初预算为0.00万元，支出决算为4.19。 占1.2%；…占76.23；: the same is said with the unit nearby
_NAKED = (
    (
        pattern(r"(?:支出|收入|预算|决算)数?为([0-9][0-9,]*\.[0-9]{2})(?=[;。]|,(?![0-9]))"),
        pattern(r"(?:支出|收入|预算|决算)数?为[0-9][0-9,]*\.[0-9]{2}(万元|元|亿元)"),
    ),
    (
        pattern(r"占(?:比)?([0-9]{1,2}\.[0-9]{1,2})(?=[;。]|,(?![0-9]))"),
        pattern(r"占(?:比)?[0-9]{1,2}\.[0-9]{1,2}(%)"),
    ),
)


@check(
    code="ST05",
    name="amounts-without-unit",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有只写“亿”“万”的金额。",
)
def amounts_without_unit(ctx: Context) -> Iterator[Outcome]:
    """金额应写明货币单位，不能只写“亿”“万”；占比应写明“%”。

    为什么：“115亿”缺少“元”，币种和单位都不明确，汇总时也无法换算。
    公式：名称为产值、收入、投资等金额的数字，其后只有“亿”“万”而没有“元”；
        同一段里同样的数字写有单位，这一处只有两位小数的数字、没有单位。
    不报的情形：人次、吨、亩、平方米等非金额数量；后面另有单位的数字；名称不是金额的数字；表格中的数字。
    已知漏报：表格未注明单位；名称离数字较远的金额。
    """
    bare: list[Fact] = []
    full: Fact | None = None
    text = ctx.document.text
    for fact in ctx.understanding.facts:
        if fact.quantity is None:
            continue
        name = fact.quantity.unit.name
        if name in _BARE:
            if _MONEY.search(text, max(0, fact.start - _REACH), fact.start):
                bare.append(fact)
        elif name == "亿元" and full is None:
            full = fact
    if bare:
        shown = "、".join(dict.fromkeys(ctx.text(fact) for fact in bare))
        yield ctx.finding(
            bare[0],
            f"金额只写“{ctx.text(bare[0])}”，缺少货币单位“元”，请补全（共{len(bare)}处：{shown}）",
            related=[(fact, "同样缺少“元”") for fact in bare[1:]],
        )
    elif full is not None:
        yield ctx.passed(full, "以亿计的金额均写明了“元”")
    yield from _naked(ctx)


def _naked(ctx: Context) -> Iterator[Outcome]:
    """Yield the numbers without unit that stand where their like has one, in the same paragraph."""
    text = ctx.document.text
    for block in ctx.document.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        for naked, full in _NAKED:
            alike = full.search(text, block.start, block.end)
            if alike is None:
                continue
            for match in naked.finditer(text, block.start, block.end):
                yield ctx.finding(
                    Span(*match.span(1)),
                    f"数字“{match[1]}”没有写单位，同一段的“{alike[0]}”写有“{alike[1]}”，请补全",
                    related=[(Span(*alike.span()), "写有单位")],
                )
