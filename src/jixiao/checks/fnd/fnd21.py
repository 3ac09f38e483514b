"""FND21: amounts in another unit than the report's, and slips by a factor of ten thousand."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import is_money, of_department, sentence_of
from jixiao.checks.registry import check
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.patterns import pattern
from jixiao.terms import Severity

# What the department itself spends …
_OWN = pattern(
    r"财政资金|支出|经费|奖补|补助|补贴|拨付|兑付|发放|采购|工程款|项目资金|专项资金|慰问金|救助金"
)
# … and what is not its money, or not of one year.
_FOREIGN = pattern(
    r"投资|产值|GDP|生产总值|增加值|贷款|社会资本|撬动|带动|拉动|销售|营业|营收|税|融资|授信|交易|产业|签约|注册资本|"
    r"成交|贸易|进出口|消费|存款|收益|债券|保费|保险|市值|效益|节约|减负|损失|总额达|规模|基金|全[市省县区国]|上级|转移支付"
)
_YEARS = pattern(r"累计|历年|[近过][0-9两三四五六七八九十]+年|以来|[0-9]{4}[年—–-]+[0-9]{4}")
_TOTALS = (
    "expenditure_total", "executed_amount", "expenditure_fiscal", "budget_total", "income_total",
    "income_grand_total", "expenditure_grand_total", "income_fiscal", "fund_total",
)  # fmt: skip
_STRAY = 1  # one amount in 亿元 among others in 万元 is a slip; several are another scope
_SLIP = Decimal(10_000)


@check(
    code="FND21",
    name="unit-of-money",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有以另一种货币单位写出的本部门资金，无从核对单位。",
)
def unit_of_money(ctx: Context) -> Iterator[Outcome]:
    """以亿元写出的本部门资金，换算后不应大于部门全部收支。

    为什么：把“万元”写成“亿元”，金额就差一万倍，最容易漏看。
    公式：以亿元计的支出、补助、拨付等金额换算成同一单位后，应≤文中最大的部门收支（预算）总数。
    不报的情形：投资额、产值、贷款、社会资本、税收等不是本部门资金的；累计多年的、全市全县口径的；
        除以一万后仍大于总数，不像单位写错的。
    已知漏报：把“元”写成“万元”而仍不超过部门总数的；文中没有收支总数的。
    """
    large = [fact for fact in ctx.understanding.facts if _large(fact)]
    if not large:
        return
    totals = [f for f in ctx.facts_of(*_TOTALS) if is_money(f) and of_department(f)]
    usual = [f for f in totals if f.amount.unit.factor < 10**8]
    if not usual:
        return
    most = max(usual, key=lambda fact: fact.amount.base)
    for fact in large:
        if fact in totals:
            continue
        words = fact.label + sentence_of(ctx, fact)
        clause = ctx.document.text[max(fact.clause, fact.start - 30) : fact.start]
        if not _OWN.search(clause) or _FOREIGN.search(clause) or "亿" not in ctx.text(fact):
            continue
        many_years = _YEARS.search(words) is not None
        yield from _judge(ctx, fact, most, open_scope=many_years or len(large) > _STRAY)


def _large(fact: Fact) -> bool:
    return is_money(fact) and fact.amount.unit.factor == 10**8


def _judge(ctx: Context, fact: Fact, most: Fact, *, open_scope: bool) -> Iterator[Outcome]:
    said = f"“{fact.label}” {ctx.number(fact)}"
    total = f"“{most.label}” {ctx.number(most)}"
    if fact.amount.base <= most.amount.base:
        yield ctx.passed(fact, f"{said}，换算后不大于{total}", (most,))
    elif open_scope:
        yield ctx.cannot_tell(
            fact,
            f"{said}大于{total}，但文中写作累计数或多处以亿元计，口径可能不同，无法判断",
            (most,),
        )
    elif fact.amount.base / _SLIP <= most.amount.base:
        yield ctx.finding(
            fact,
            f"{said}，大于{total}，是否应为“万元”？请核对单位",
            stated=fact,
            related=(most,),
        )
