"""FND17: totals above zero."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import called, is_money, of_department, sentence_of, this_year, told
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.patterns import pattern
from jixiao.terms import Fund, Severity

_TOTAL = pattern(
    r"总收入|总支出|收入(?:合计|总额|总计|决算)|支出(?:合计|总额|总计|决算)|本年(?:收入|支出)|当年(?:收入|支出)"
)
_OFFSET = pattern(r"冲[减销]|红字|退回|调减|核减")
_CONCEPTS = ("income_total", "expenditure_total", "income_grand_total", "expenditure_grand_total")


@check(
    code="FND17",
    name="positive-totals",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有写总收入、总支出，无从核对。",
)
def positive_totals(ctx: Context) -> Iterator[Outcome]:
    """总收入、总支出应大于零。

    为什么：部门全年的收入、支出不会是零或负数，多为漏填或符号写错。
    公式：总收入＞0，总支出＞0。
    不报的情形：写明冲减、退回的；单项资金（如政府性基金、国有资本经营预算）为零的；年中某一期间的；某个单位、项目的。
    已知漏报：没有写“合计”“总”字样的收入、支出。
    """
    sound = None
    for fact in ctx.facts_of(*_CONCEPTS):
        if not is_money(fact) or not of_department(fact) or fact.scope.fund is not Fund.ALL:
            continue
        if not this_year(ctx, fact) or not _TOTAL.search(called(ctx, fact)):
            continue
        if fact.value > 0:
            sound = sound or fact
        elif not _OFFSET.search(sentence_of(ctx, fact)):
            yield ctx.finding(
                fact, f"“{told(fact)}”写作 {ctx.number(fact)}，应当大于零，请核对", stated=fact
            )
    if sound is not None:
        yield ctx.passed(sound, f"“{told(sound)}” {ctx.number(sound)}，大于零")
