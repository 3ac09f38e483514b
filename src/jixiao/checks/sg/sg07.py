"""SG07: very low execution of three public expenses."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import around, partial_year
from jixiao.checks.registry import check
from jixiao.checks.sg._sorts import SORTS
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Ratio
from jixiao.patterns import pattern
from jixiao.terms import Severity

# Why money was not spent; why the budget was high is no such reason.
_REASON = pattern(
    r"未(?:发生|购置|更新|开展|实施|安排|成行|执行|组织|出访|完成|能)|没有(?:发生|购置|开展|安排)|取消|推迟|延期|延后|暂停|"
    r"压减|压缩|压降|节约|节俭|节省|厉行|从严|严控|严格控制|严格执行|减少[^0-9]{0,12}(?:任务|次数|批次|接待|出访|出国|用车)|"
    r"疫情|过紧日子|八项规定|落实[^,，。]{0,10}要求|控制[^,，。]{0,6}支出"
)


@check(
    code="SG07",
    name="three-public-low",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有写“三公”经费全年的执行率，无从判断是否偏低。",
    options={"floor": Decimal(50)},
)
def three_public_low(ctx: Context) -> Iterator[Outcome]:
    """“三公”经费执行率低于50%的，应说明没有支出的原因。

    为什么：执行率过低说明预算安排与实际脱节，审核时通常要求说明哪些项目没有发生。
    公式：执行率低于下限（默认50%）且本句和前一句、后一句没有说明未支出的原因的，提示补充。
    不报的情形：单说出国费、公务用车费或者接待费的；写明未购车、出访取消、厉行节约、受疫情影响等原因的；年中监控的进度不判断。
    已知漏报：只解释预算为何安排、没有解释为何未支出的，视为没有说明；原因写在别段的不查找。
    """
    floor = ctx.option("floor", Decimal)
    for ratio in ctx.all(Ratio):
        if ratio.topic != "three_public_execution" or partial_year(ratio.rate.period):
            continue
        rate, spent = ratio.rate, ratio.numerator
        if spent is not None and spent.concept != "three_public_total":
            continue
        if spent is None and _of_a_sort(ctx, ratio):
            continue
        amount = rate.amount
        if not amount.is_point:
            yield ctx.cannot_tell(rate, "“三公”经费执行率是约数，无法判断是否偏低")
        elif amount.base >= floor:
            yield ctx.passed(rate, f"“三公”经费执行率 {ctx.number(rate)}，不低于 {floor}%")
        elif _explained(ctx, ratio):
            yield ctx.passed(rate, f"“三公”经费执行率 {ctx.number(rate)}，文中已说明未支出的原因")
        else:
            yield ctx.finding(
                rate,
                f"“三公”经费执行率只有 {ctx.number(rate)}，请说明哪些支出没有发生、为什么没有发生",
                stated=rate,
            )


def _of_a_sort(ctx: Context, ratio: Ratio) -> bool:
    """Whether the rate is of one sort only: 因公出国（境）费决算0万元，完成预算的0%."""
    start = ctx.understanding.sentences[ratio.rate.sentence].start
    words = ctx.document.text[start : ratio.rate.start].rpartition(";")[2]
    return any(name in words for name in SORTS.values())


def _explained(ctx: Context, ratio: Ratio) -> bool:
    """Whether the sentence of the rate or the next one says why, or the paragraph's part before."""
    document = ctx.document
    block = document.blocks[document.block_at(ratio.rate.start)]
    sentence = ctx.understanding.sentences[ratio.rate.sentence]
    after = around(ctx, ratio.rate, 2)
    here = document.text[sentence.start : min(block.end, sentence.end + len(after))]
    return _REASON.search(here) is not None
