"""How far two amounts told before are apart: 全年预算与本年收入相差41.65万元."""

from jixiao.extraction.grammar.announced_parts import told_before
from jixiao.extraction.grammar.base import Collector, Paragraph
from jixiao.extraction.grammar.change_words import derived_fact
from jixiao.extraction.grammar.ratio_operands import WIDE
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Change
from jixiao.patterns import pattern

_CUE = pattern("相差|之差|差额")
_APART = pattern(
    r"(?P<first>[\u4e00-\u9fff]{3,12}?)[与和](?P<second>[\u4e00-\u9fff]{3,12}?)"
    r"(?:两者|二者|之间|的)*(?:相差|之差|差额)(?:额|为|是|共)*$"
)

_NAME_OF = pattern(r"^(?:[0-9]{4}年)?|(?:合计|总计|共计|共|为|总额|数)+$")


def read_apart(paragraph: Paragraph, out: Collector) -> None:
    """Read A与B相差D, where the text has told of A and of B before, and of one of each."""
    text = out.text
    if _CUE.search(text, paragraph.start, paragraph.end) is None:
        return
    for mention in paragraph.mentions:
        if mention.dimension is not Dimension.MONEY or mention.role:
            continue
        match = _APART.search(text, mention.lead_from, mention.start)
        if match is None:
            continue
        first = _named(paragraph, match["first"], mention.lead_from, out)
        second = _named(paragraph, match["second"], mention.lead_from, out)
        if first is None or second is None or first is second:
            continue
        mention.role = "difference"
        out.add(
            Change(
                start=min(first.start, second.start),
                end=mention.end,
                this=out.fact(first),
                last=out.fact(second),
                difference=derived_fact(mention, "difference", out),
                rate=None,
                direction=None,
                direction_span=None,
                sure=False,
                yearly=False,
                close=True,
            )
        )


def _named(paragraph: Paragraph, name: str, limit: int, out: Collector) -> Mention | None:
    """Return the amount of a name: printed as it stands, else by what the vocabulary knows."""
    text = out.text
    found = [
        m
        for p in (paragraph, *out.above(paragraph, WIDE))
        for m in p.mentions
        if m.start < limit
        and m.dimension is Dimension.MONEY
        and not m.role
        and _NAME_OF.sub("", text[m.lead_from : m.start]) == name
    ]
    if found:
        return found[0] if len({m.quantity.base for m in found}) == 1 else None
    return told_before(paragraph, name, limit, out)
