"""What a review took off, told apart from what was asked for.

申请资金980万元。…结论：审减126.4万元，核定853.6万元: the three stand in different paragraphs.
"""

from jixiao.extraction.grammar.base import Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.grammar.change_words import derived_fact
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Change
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Direction

_CUE = pattern(r"[审核]减")
_OFF = pattern(r"(?P<word>[审核]减)(?:资金|金额|投资|造价|预算|额|了)*(?:共|共计|合计|为)?$")
_LEFT = pattern(
    r"(?:核定|审定|评审后?|审核后?)(?:的)?(?:资金|金额|投资|造价|预算|规模|总额|总投资)*(?:共|共计|合计|为)*$"
)
_ASKED = pattern(
    r"(?:申请|申报|送审|报审|上报|报送)(?:的)?(?:财政|项目|预算|补助)*"
    r"(?:资金|金额|投资|造价|预算|规模|总额|总投资)*(?:共|共计|合计|为)*$"
)
_RATE = pattern(r"[,(、]?(?:平均|综合|总体)?[审核]减(?:率|比例|幅度)(?:为|达)?")
_OF_ALL = pattern(r"(?:[0-9]+|[一二两三四五六七八九十]+)(?:个|项|家)|合计|总计|共|全部|汇总")
_REACH = 40  # blocks


def read_reviewed(out: Collector) -> None:
    """Bind what reviews took off and left to what was asked for in an earlier paragraph."""
    if _CUE.search(out.text) is None:
        return
    for paragraph in out.paragraphs:
        if _CUE.search(out.text, paragraph.start, paragraph.end) is None:
            continue
        for first, second in zip(paragraph.mentions, paragraph.mentions[1:], strict=False):
            pair = _pair(first, second, out.text)
            if pair is not None:
                _bind(paragraph, *pair, out)


def _pair(first: Mention, second: Mention, text: str) -> tuple[Mention, Mention] | None:
    """Return what was taken off and what was left, told side by side in either order."""
    if first.sentence != second.sentence or first.segment != second.segment:
        return None
    if first.dimension is not Dimension.MONEY or not same_measure(first, second):
        return None
    for off, left in ((first, second), (second, first)):
        if off.role or left.role or off.in_parentheses is not left.in_parentheses:
            continue
        if _OFF.search(text, off.lead_from, off.start) and _LEFT.search(
            text, left.lead_from, left.start
        ):
            return off, left
    return None


def _bind(paragraph: Paragraph, off: Mention, left: Mention, out: Collector) -> None:
    asked = _asked(paragraph, min(off.start, left.start), out)
    word = _OFF.search(out.text, off.lead_from, off.start)
    if asked is None or word is None or not same_measure(asked, left):
        return
    rate = paragraph.next(max(off, left, key=lambda m: m.start))
    if rate is not None and (
        not is_percent(rate) or _RATE.fullmatch(out.text, rate.gap_from, rate.start) is None
    ):
        rate = None
    off.role = "difference"
    if rate is not None:
        rate.role = "change_rate"
    out.add(
        Change(
            start=asked.start,
            end=max(off.end, left.end),
            this=out.fact(left),
            last=out.fact(asked),
            difference=derived_fact(off, "difference", out),
            rate=derived_fact(rate, "change_rate", out),
            direction=Direction.DOWN,
            direction_span=Span(*word.span("word")),
            sure=False,
            yearly=False,
        )
    )


def _asked(paragraph: Paragraph, at: int, out: Collector) -> Mention | None:
    """Return what was asked for of the same matter: the nearest before, or that of all projects."""
    text = out.text
    of_all = _of_all(at, paragraph, text)
    for earlier in (paragraph, *out.above(paragraph, _REACH)):
        for mention in reversed(earlier.mentions):
            if mention.start >= at or mention.dimension is not Dimension.MONEY:
                continue
            told = text[mention.lead_from : mention.start]
            if _ASKED.search(told):
                if _of_all(mention.start, earlier, text) == of_all:
                    return mention
                if not of_all:
                    return None
            elif not of_all and _OFF.search(told):
                return None  # another matter was reviewed in between
    return None


def _of_all(at: int, paragraph: Paragraph, text: str) -> bool:
    """Whether the clause before an amount speaks of several projects together."""
    start = max(paragraph.start, *(text.rfind(mark, paragraph.start, at) + 1 for mark in ",;。:"))
    return _OF_ALL.search(text, start, at) is not None
