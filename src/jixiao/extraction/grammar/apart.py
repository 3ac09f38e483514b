"""How far two amounts told before are apart: 全年预算与本年收入相差41.65万元; 应扣a,实扣b,少扣c."""

from jixiao.extraction.grammar.announced_parts import told_before
from jixiao.extraction.grammar.base import Collector, Paragraph, same_measure
from jixiao.extraction.grammar.change_words import derived_fact
from jixiao.extraction.grammar.ratio_operands import WIDE
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Change
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Direction

_CUE = pattern("相差|之差|差额")
_APART = pattern(
    r"(?P<first>[\u4e00-\u9fff]{3,12}?)[与和](?P<second>[\u4e00-\u9fff]{3,12}?)"
    r"(?:两者|二者|之间|的)*(?:相差|之差|差额)(?:额|为|是|共)*$"
)

_DUE = pattern(r"应当?(?!用|急|对|届|付账款)|核定|规定|标准|定额|限额|约定|合同")
_DONE = pattern(r"实际|实[有配扣付缴收发到领支拨]|现有|已")
_SHORT = pattern(
    r",(?:共|实际|尚|还|即|仍)?(?:(?P<up>多|超)|(?P<down>少|缺|欠|漏|短))"
    r"[\u4e00-\u9fff]{0,3}(?<![的中占])(?:了)?"
)
_MORE = pattern(r"[、和及另]|其[余他]")
_BEHIND = 8  # characters
_UNFIT = frozenset({Dimension.PERCENT, Dimension.PERCENTAGE_POINT, Dimension.SCORE})
_NAME_OF = pattern(r"^(?:[0-9]{4}年)?|(?:合计|总计|共计|共|为|总额|数)+$")


def read_apart(paragraph: Paragraph, out: Collector) -> None:
    """Read how far two amounts are apart that were told before, here or elsewhere."""
    _read_difference(paragraph, out)
    _read_short_of_due(paragraph, out)


def _read_difference(paragraph: Paragraph, out: Collector) -> None:
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


def _read_short_of_due(paragraph: Paragraph, out: Collector) -> None:
    """Read 应扣23.6万元,实际扣15.2万元,少扣8.4万元: what was due, what was done, the rest."""
    text = out.text
    for due, done, gap in zip(
        paragraph.mentions, paragraph.mentions[1:], paragraph.mentions[2:], strict=False
    ):
        if due.dimension in _UNFIT or due.role or done.role or gap.role or gap.start in out.wholes:
            continue
        if text[gap.gap_from] != "," or not (same_measure(due, done) and same_measure(done, gap)):
            continue
        said = _SHORT.fullmatch(text, gap.gap_from, gap.start)
        if said is None or not _joined(due, done, gap) or due.sentence != gap.sentence:
            continue
        if _MORE.search(text, gap.end, gap.end + _BEHIND):
            continue  # 缺席2家,另有1家请假
        if not (
            _DUE.search(text, due.lead_from, due.start)
            and _DONE.search(text, done.lead_from, done.start)
            and all(m.quantity.is_point for m in (due, done, gap))
        ):
            continue
        gap.role = "difference"
        word = "up" if said["up"] else "down"
        out.add(
            Change(
                start=due.start,
                end=gap.end,
                this=out.fact(done),
                last=out.fact(due),
                difference=derived_fact(gap, "difference", out),
                rate=None,
                direction=Direction.UP if said["up"] else Direction.DOWN,
                direction_span=Span(*said.span(word)),
                yearly=False,
                close=True,
            )
        )


def _joined(due: Mention, done: Mention, gap: Mention) -> bool:
    """Whether three numbers stand in one part of a sentence, one right behind the other."""
    return (
        due.segment == done.segment == gap.segment
        and done.gap_from == due.end
        and gap.gap_from == done.end
        and not (due.in_parentheses or done.in_parentheses or gap.in_parentheses)
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
