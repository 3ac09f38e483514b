"""What is left of a budget: 支出80万元，执行率80%，结余20万元."""

from collections.abc import Sequence

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph, is_percent
from jixiao.extraction.mentions import Mention
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Ratio, RatioKind, Remainder
from jixiao.patterns import pattern

# Words of nobody's own: whatever else names the amount makes it another matter's.
_ANY = (
    r"(?:年末|年底|期末|全年|当年|本年|目前|其余|余下|尚有|尚|仍有|仍|还有|还|已|有|共|累计|合计|部分|"
    r"财政|预算|资金|项目|经费|指标|支出|专项|的|实际|共计|,|、|和|剩余|结余)*"
)
_LEFT = pattern(
    _ANY
    + r"(?:结余|结转|结转结余|结转和结余|剩余|节余|余额|尚余|未(?:支出|执行|使用|支付|用|拨付))"
    r"(?:的?(?:预算|资金|金额|指标|部分|数|额度|余额))?(?:合计|共计|共|为|有|是|约|的)?"
)
_LEFT_AFTER = pattern(
    r"(?:的)?(?:预算|资金|指标)?(?:尚未|仍未|还未|暂未|未|没有)(?:实际)?(?:支出|执行|使用|支付|拨付|用完|列支|形成支出)"
)
_STILL = pattern(r"(?:,|年末|年底|当年|资金)*(?:尚|仍|还|年末|年底|其余|剩余|另)*有?(?:余)?")
# What the end of the year holds may come from earlier years: no remainder of one budget.
_OF_YEARS = pattern(r"累计|滚存|历年|年末结转和?结余|结转和结余|上年|年初|以前年度")
_ANOTHER = pattern(r"结转|结余|剩余|收回|注销|核减|缴回|上缴|退回")
_THE_REST = pattern(r"其余|另有|另外|余下|剩余部分|剩下")


def read_remainders(paragraph: Paragraph, out: Collector) -> None:
    """Read what a paragraph says is left of a budget after what was spent of it."""
    rates: dict[int, Ratio] | None = None
    for position, mention in enumerate(paragraph.mentions):
        if position == 0 or mention.role or mention.dimension is not Dimension.MONEY:
            continue
        if not _is_left(mention, out.text):
            continue
        end = out.sentences[mention.sentence].end
        if _goes_elsewhere(paragraph, position, out.text, end):
            continue
        if rates is None:
            rates = {
                ratio.rate.start: ratio
                for ratio in out.relations[Ratio]
                if isinstance(ratio, Ratio)
                and ratio.kind is RatioKind.EXECUTION
                and ratio.rate.start >= paragraph.start
            }
        _bind(paragraph.mentions[:position], mention, rates, out)


def _is_left(mention: Mention, text: str) -> bool:
    """Whether an amount is called what is left, and nothing else."""
    lead = text[mention.lead_from : mention.start]
    if mention.in_parentheses or _OF_YEARS.search(lead):
        return False
    if _LEFT.fullmatch(lead):
        return True
    after = _LEFT_AFTER.match(text, mention.end) if _STILL.fullmatch(lead) else None
    if after is not None:
        mention.subject.label = after.group().removeprefix("的")
    return after is not None


def _goes_elsewhere(paragraph: Paragraph, position: int, text: str, end: int) -> bool:
    """Whether more is left beside the amount: 结转10万元、收回5万元; 结转10万元，其余收回."""
    mention = paragraph.mentions[position]
    if _THE_REST.search(text, mention.end, end):
        return True
    after = paragraph.next(mention)
    if after is None or after.sentence != mention.sentence or after.in_parentheses:
        return False
    gap = text[mention.end : after.start]
    beside = after.segment == mention.segment or _ANOTHER.search(gap) is not None
    return after.dimension is Dimension.MONEY and "其中" not in gap and beside


def _bind(
    before: Sequence[Mention], left: Mention, rates: dict[int, Ratio], out: Collector
) -> None:
    """Bind what is left to the rate right before it, else to the two amounts right before it."""
    nearest = [
        m
        for m in reversed(before)
        if left.sentence - m.sentence <= 1
        and not m.in_parentheses
        and (m.role == "rate" or m.role not in DERIVED)
    ][:3]
    if not nearest:
        return
    apart = nearest[0].sentence != left.sentence
    certain = not apart and "结转" not in out.text[left.lead_from : left.start]
    ratio = rates.get(nearest[0].start)
    if ratio is None:
        if not apart:
            _bind_plainly(nearest[:2], left, out, certain=certain)
        return
    budget, spent = ratio.denominator, ratio.numerator
    others = [m for m in before if is_percent(m) and m.start > (spent.start if spent else 0)]
    if budget is None or spent is None or len(others) > 1:
        return  # of two bases, the text does not say which
    arrived = "到位" in out.text[before[0].lead_from : left.start] and "到位" not in budget.label
    sure = ratio.sure and certain and not arrived  # it may be left of what arrived
    _add((budget, spent), left, out, sure=sure, others=ratio.alternatives)


def _bind_plainly(
    amounts: Sequence[Mention], left: Mention, out: Collector, *, certain: bool
) -> None:
    """Read 预算A，支出B，结余C: the two amounts stand right before what is left."""
    money = [m for m in amounts if m.dimension is Dimension.MONEY and m.start not in out.wholes]
    spent = next((m for m in money if m.kind == "expenditure"), None)
    budget = next((m for m in money if m.kind == "budget"), None)
    if spent is None or budget is None or budget.start > spent.start:
        return
    if budget.subject.fund is not spent.subject.fund or budget.subject.owner != spent.subject.owner:
        return
    if spent.segment != left.segment or budget.sentence != left.sentence:
        return
    _add((out.fact(budget), out.fact(spent)), left, out, sure=certain, others=())


def _add(
    used: tuple[Fact, Fact],
    left: Mention,
    out: Collector,
    *,
    sure: bool,
    others: tuple[Fact, ...],
) -> None:
    budget, spent = used
    left.role = "left"
    out.add(
        Remainder(
            start=min(budget.start, spent.start),
            end=left.end,
            budget=budget,
            spent=spent,
            left=out.fact(left),
            sure=sure,
            alternatives=others,
        )
    )
