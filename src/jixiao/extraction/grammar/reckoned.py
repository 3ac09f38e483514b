"""The base of execution rates told after them: 两轮监控数据均以全年预算492.60万元为基数."""

from collections.abc import Sequence
from dataclasses import replace

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph
from jixiao.extraction.grammar.ratio_operands import EXECUTION
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Ratio, RatioKind
from jixiao.patterns import pattern

_CUE = pattern(r"基数|分母")
_BEFORE = pattern(r"(?:以|按照?|用|是)[^,;:。()0-9]{0,14}$")
_AFTER = pattern(r"\)?(?:的)?(?:作为?|为|作)?(?:计算)?(?:基数|分母)")
# 两轮进度均以…为基数: the sentence speaks of all the rates before it
_OF_ALL = pattern(
    r"(?:[两二三四2-4](?:轮|次|个|期)|各轮|各次|上述|以上|前述|监控|进度|执行率|支出率|支付率)[^,;。0-9]{0,12}?"
    r"(?:均|都|皆|统一|全部|一律)?(?:是)?(?:以|按照?|用)"
)
# 占年初预算的50%: a rate that names a base of its own
_OWN_BASE = pattern(r"占|完成|[以按]")
_ROUND = pattern(
    r"(?:第[一二三四1-4][次轮期])?(?:绩效|运行)*(?:监控|分析)?(?:时|期间|期)?(?:已|共|累计)?"
)
_NO_OTHER = pattern(r"时间进度|序时|完成率|绩效")


def read_reckoned(paragraph: Paragraph, out: Collector) -> None:
    """Give the rates of a paragraph that have no base the one that a later sentence tells."""
    text = out.text
    if _CUE.search(text, paragraph.start, paragraph.end) is None:
        return
    for base in paragraph.mentions:
        if base.dimension is not Dimension.MONEY or base.role in DERIVED or base.in_parentheses:
            continue
        if _AFTER.match(text, base.end) and _BEFORE.search(text, base.lead_from, base.start):
            opening = out.sentences[base.sentence].start
            said = text[max(opening, base.start - 40) : base.start]
            if _OF_ALL.search(said) and _NO_OTHER.search(said) is None:
                _bind(paragraph, base, out)


def _bind(paragraph: Paragraph, base: Mention, out: Collector) -> None:
    relations = out.relations[Ratio]
    for at, ratio in enumerate(relations):
        if not isinstance(ratio, Ratio) or ratio.kind is not RatioKind.EXECUTION:
            continue
        if ratio.denominator is not None or not paragraph.start <= ratio.rate.start < base.start:
            continue
        position = next(i for i, m in enumerate(paragraph.mentions) if m.start == ratio.rate.start)
        spent = _spent(paragraph.mentions, position, out.text)
        if spent is not None:
            relations[at] = replace(
                ratio,
                start=spent.start,
                numerator=out.fact(spent),
                denominator=out.fact(base),
                sure=True,
            )


def _spent(mentions: Sequence[Mention], position: int, text: str) -> Mention | None:
    """Return what was spent where it is the only amount of the part of the sentence before."""
    rate = mentions[position]
    if rate.subject.owner or rate.subject.fund is not None or rate.concept not in EXECUTION:
        return None
    if _OWN_BASE.search(text, rate.lead_from, rate.start):
        return None
    before = [
        m
        for m in mentions[:position]
        if m.sentence == rate.sentence and m.segment == rate.segment and not m.in_parentheses
    ]
    money = [m for m in before if m.dimension is Dimension.MONEY]
    if len(money) != 1 or money[0].role or money[0].kind != "expenditure":
        return None
    spent = money[0]
    own = _ROUND.fullmatch(spent.subject.owner) is None
    return None if own or spent.subject.fund is not None else spent
