"""Savings: 采购预算110万元，中标价104.5万元，节约5.5万元，节约率5%."""

from collections.abc import Callable

from jixiao.extraction.grammar.base import (
    Collector,
    Paragraph,
    is_percent,
)
from jixiao.extraction.grammar.change_words import derived_fact
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Change, Relation
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Direction

_SAVED = r"(?:节约|节支|节省|下浮|核减|审减|降价|压降)"
_ANY = (
    r"(?:共计?|合计|累计|实际|全年|当年|采购|招标|预算|财政|资金|投资|综合|平均|总体|成本|了"
    r"|,|、|\()*"
)
_THAN = (
    r"(?:[比较](?:最高|招标|投标|采购|项目|工程|原)*"
    r"(?P<than>限价|控制价|拦标价|预算|概算|估算)(?:价|数|金额|总额)?(?:相比)?)?"
)
_AMOUNT = pattern(
    _ANY
    + _THAN
    + _ANY
    + _SAVED
    + r"(?:了|预算|采购|财政|资金|金额|额|投资|成本|经费|支出)*(?:共计?|合计|为|达|约)?"
)
_RATE = pattern(_ANY + _SAVED + r"(?:资金|预算|投资)?(?:率|比例|幅度|比率)?(?:为|达|约|是)?")
_END = r"(?:总?[价额]|金额|数|总计|合计|共计?|总|为|达|约|是|\))*$"
_PLANNED = pattern(
    rf"(?:预算|计划|控制价|拦标价|限价|概算|估算|送审|招标|原报|申报)(?:\(.{{1,8}})?{_END}"
)
_AGREED = pattern(
    rf"(?:中标|成交|合同|签约|签订|审定|审计|结算|决算|采购|实际支出|支出|支付){_END}"
)
_LEFT_OVER = pattern(r"结[转余存]|剩余|收回|退回|缴回|含上年|含其他|剔除|扣除|不含|未采购")
_FEWEST = 2  # amounts that a saving is the difference of


def read_savings(paragraph: Paragraph, out: Collector) -> None:
    """Read what was saved, of the two amounts that stand right before it."""
    for position, mention in enumerate(paragraph.mentions):
        if position < _FEWEST or (mention.role and not _is_loose(mention, out)):
            continue
        said: tuple[Mention | None, Mention | None] | None
        than = ""
        if mention.dimension is Dimension.MONEY:
            amount = _AMOUNT.fullmatch(out.text, mention.lead_from, mention.start)
            than = (amount["than"] or "") if amount else ""
            said = (mention, _rate_after(paragraph, position, out.text)) if amount else None
        else:
            said = (None, mention) if _is_rate(mention, out.text) else None
        pair = _operands(paragraph, position, out) if said is not None else None
        if pair is not None and than and than not in _name(pair[0], out.text):
            continue  # 比概算节约: not what the nearest plan was
        if said is not None and pair is not None:
            _add(pair, said, out)


def _is_loose(mention: Mention, out: Collector) -> bool:
    """Whether a difference was read without what it is compared with: 比限价节约341万元."""
    return mention.role == "difference" and any(map(_lacks_last(mention), out.relations[Change]))


def _lacks_last(mention: Mention) -> Callable[[Relation], bool]:
    """Return the test for a comparison that has a number for its difference, and nothing else."""
    return lambda change: (
        isinstance(change, Change)
        and change.last is None
        and change.difference is not None
        and change.difference.start == mention.start
    )


def _name(mention: Mention, text: str) -> str:
    return text[mention.lead_from : mention.start]


def _is_rate(mention: Mention, text: str) -> bool:
    """Whether a percentage is what was saved of the planned amount, no mean of several rates."""
    if not is_percent(mention):
        return False
    lead = text[mention.lead_from : mention.start]
    return "平均" not in lead and _RATE.fullmatch(lead) is not None


def _rate_after(paragraph: Paragraph, position: int, text: str) -> Mention | None:
    """Return the rate that follows what was saved at once: 节约44.25万元，节约率5.63%."""
    here, after = paragraph.mentions[position], paragraph.next(paragraph.mentions[position])
    follows = after is not None and after.sentence == here.sentence and _is_rate(after, text)
    return after if follows else None


def _operands(
    paragraph: Paragraph, position: int, out: Collector
) -> tuple[Mention, Mention] | None:
    """Return what was planned and what was agreed: the two amounts right before, in any order."""
    mention = paragraph.mentions[position]
    if _LEFT_OVER.search(out.text, mention.end, out.sentences[mention.sentence].end):
        return None  # 节约8万元，结转2万元: a part of what is left only
    told = [
        m
        for m in reversed(paragraph.mentions[:position])
        if m.sentence == mention.sentence
        and m.dimension is Dimension.MONEY
        and m.role != "difference"
        and (mention.in_parentheses or not m.in_parentheses)
    ]
    nearest = [m for m in told if m.segment == mention.segment][:2]
    if not nearest:
        nearest = _totals(told, mention.segment - 1, out)
    if any(m.average or m.start in out.wholes for m in nearest):
        return None
    planned = [
        m
        for m in nearest
        if _PLANNED.search(out.text, m.lead_from, m.start)
        and not _AMOUNT.fullmatch(out.text, m.lead_from, m.start)  # 节约预算64.00万元
    ]
    agreed = [m for m in nearest if _AGREED.search(out.text, m.lead_from, m.start)]
    if len(planned) != 1 or len(agreed) != 1 or planned[0] is agreed[0]:
        return None
    return planned[0], agreed[0]


def _totals(told: list[Mention], segment: int, out: Collector) -> list[Mention]:
    """Return the two amounts of a part of a sentence, without the parts that they consist of.

    预算A万元，实际采购B万元，其中货物…、服务…；节约…: what was saved stands behind the list.
    """
    starts = {m.start for m in told if m.segment == segment}
    whole = [
        m
        for m in told
        if m.segment == segment
        and (m.start not in out.wholes or out.wholes[m.start].start not in starts)
    ]
    alone = all(m.segment == segment for m in told)  # 甲预算…；乙预算…；共节约…
    return whole if len(whole) == _FEWEST and alone else []


def _add(
    pair: tuple[Mention, Mention], saved: tuple[Mention | None, Mention | None], out: Collector
) -> None:
    planned, agreed = pair
    amount, rate = saved
    said = [m for m in saved if m is not None]
    if amount is not None:
        if amount.role:
            kept = [c for c in out.relations[Change] if not _lacks_last(amount)(c)]
            out.relations[Change][:] = kept
        amount.role = "difference"
    if rate is not None:
        rate.role = "change_rate"
    out.add(
        Change(
            start=min(planned.start, agreed.start),
            end=said[-1].end,
            topic="saving",
            this=out.fact(agreed),
            last=out.fact(planned),
            difference=derived_fact(amount, "difference", out),
            rate=derived_fact(rate, "cost_saving_rate", out),
            direction=Direction.DOWN,
            direction_span=Span(said[0].lead_from, said[0].start),
            yearly=False,
        )
    )
