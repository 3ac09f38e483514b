"""Totals of items told one by one elsewhere: 三个项目共申请1865万元 and each project's 申请….

The number of items says how many amounts of the name there must be; where more or fewer are told,
nothing is read. An item that was turned down (不予支持) has none.
"""

from typing import Final

from jixiao.extraction.grammar.base import Collector, Paragraph, same_measure
from jixiao.extraction.grammar.sums import count_of
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern

_VERBS: Final = "申请|申报|送审|核定|审定|评审|批复|下达|安排|拨付|投资|投入|补助|到位"
_TOTAL = pattern(
    r"(?P<number>[两二三四五六七八九十]|[0-9]{1,2})个?(?:子?项目|标段|单位|乡镇|工程)(?:[,中]|均)?"
    rf"(?:共|合计|总共|累计|共计|总)*(?P<verb>{_VERBS})(?:资金|金额|经费|总?额|数)*"
    r"(?P<sum>合计|共计|总计|共|总额|累计)?(?:为|达)?$"
)
_SUMMED = pattern(r"共|合计|总")
_ITEM = pattern(
    rf"(?:^|[,;:。])(?:其中)?(?:该项目|本项目|项目)?({_VERBS})(?:资金|金额|经费|总?额|数)*(?:为|了)?$"
)
_REFUSED = pattern(r"[:。;,](?:结论|建议)?不予(?:支持|安排|立项|通过)")
_REACH = 24  # paragraphs on either side
_FEWEST = 2
_NEAR = 30


def read_item_totals(out: Collector) -> None:
    """Read the totals of items that the paragraphs around them tell one by one."""
    for paragraph in out.paragraphs:
        for mention in paragraph.mentions:
            if mention.dimension is not Dimension.MONEY or mention.role:
                continue
            low = max(out.sentences[mention.sentence].start, mention.start - _NEAR)
            match = _TOTAL.search(out.text, low, mention.start)
            if match is not None and _SUMMED.search(match.group()):
                _read(paragraph, mention, match["verb"], count_of(match["number"]), out)


def _read(paragraph: Paragraph, total: Mention, verb: str, number: int, out: Collector) -> None:
    around = out.paragraphs[max(0, paragraph.index - _REACH) : paragraph.index + _REACH + 1]
    before = [p for p in around if p.index < paragraph.index]
    behind = [p for p in around if p.index > paragraph.index]
    for side in (behind, before):
        found = [m for p in side for m in p.mentions if _is_item(m, total, verb, out.text)]
        blocks = {m.block for m in found}
        if len(found) < _FEWEST or len(blocks) != len(found):
            continue
        refused = 0
        if len(found) < number:
            first, last = side[0].start, side[-1].end
            refused = len(_REFUSED.findall(out.text, first, last))
        if len(found) + refused != number:
            continue
        out.add_breakdown(out.fact(total), [out.fact(m) for m in found], sure=False)
        return


def _is_item(mention: Mention, total: Mention, verb: str, text: str) -> bool:
    if mention.dimension is not Dimension.MONEY or mention.role or mention.in_parentheses:
        return False
    match = _ITEM.search(text, max(mention.lead_from - 1, 0), mention.start)
    return match is not None and match[1] == verb and same_measure(mention, total)
