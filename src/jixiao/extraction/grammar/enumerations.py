"""Lists with a count: 设a、b、c3个处室; 处室3个,分别是a、b、c; 共两项:一是…;二是….

What is read is the words that bind a list to its count, never whether the two agree. Where the
borders of an item are open to doubt the list is kept as uncertain, where the words leave room for
more (等, 主要包括) as not exhaustive.
"""

from decimal import Decimal
from typing import Final

from jixiao.extraction.grammar.base import Collector, Paragraph
from jixiao.extraction.grammar.counted_nouns import ASPECT, BODY, LEAST, OFFICE
from jixiao.extraction.grammar.cutoffs import sentence_of
from jixiao.extraction.grammar.list_items import looks_like_list
from jixiao.extraction.grammar.lists_after import list_after
from jixiao.extraction.grammar.lists_before import list_before
from jixiao.extraction.grammar.numbering import numbered_items
from jixiao.extraction.grammar.sums import count_of
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension, Quantity, Unit
from jixiao.model.relation import Enumeration
from jixiao.patterns import pattern

_FEWEST = 1
_MOST = 40
_UNITS: Final = frozenset("个项家份条种类所座部篇本件门处点位镇县村章款")
_LINKS: Final = (":", "(", "包", "分别", "即", "的是", "具体", "依次", "涵盖")
_LINK_WITHIN = 20
_JOINED = pattern(f"{ASPECT.pattern}|{BODY.pattern}|{OFFICE.pattern}")
_POINT: Final = Unit("点", Dimension.COUNT, kind="点")
_ANNOUNCED = pattern(
    r"(?:共|有|为|成|是|括|含|下|及|盖|出|在)(?P<number>[两三四五六七八九十]|[2-9])大?(?P<unit>点|部分)"
    r"[\u4e00-\u9fff]{0,6}:(?=[一1①(])"
)


def read_announced_lists(paragraph: Paragraph, out: Collector) -> None:
    """Read 主要不足有三点:一是…,二是…: 点 and 部分 are no units, but count what is numbered."""
    text = out.text
    for match in _ANNOUNCED.finditer(text, paragraph.start, paragraph.end):
        found = numbered_items(paragraph, match.end(), out, below=False)
        if found is None:
            continue
        number = count_of(match["number"])
        count = out.quick_fact(
            match.start("number"),
            match.end("unit"),
            "所称个数",
            sentence_of(out, match.start("number")),
            quantity=Quantity(Decimal(number), _POINT),
        )
        out.add(
            Enumeration(
                start=count.start,
                end=found[0][-1].end,
                count=count,
                items=tuple(found[0]),
                exhaustive=True,
                certain=found[1],
            )
        )


def read_enumerations(paragraph: Paragraph, out: Collector) -> None:
    """Read every list of a paragraph that has a count."""
    text = out.text
    for position, mention in enumerate(paragraph.mentions):
        if not _countable(mention):
            continue
        found = None
        following = text[mention.end : mention.end + _LINK_WITHIN]
        if any(cue in following for cue in _LINKS):
            found = list_after(paragraph, position, out)
        if (
            found is None
            and mention.quantity.value >= LEAST
            and looks_like_list(
                text[mention.clause : mention.start], joined=_JOINED.match(following) is not None
            )
        ):
            found = list_before(paragraph, position, text)
        if found is None:
            continue
        out.add(
            Enumeration(
                start=min(mention.start, found.items[0].start),
                end=max(mention.end, found.items[-1].end),
                count=out.fact(mention),
                items=tuple(found.items),
                exhaustive=found.exhaustive,
                certain=found.certain,
            )
        )


def _countable(mention: Mention) -> bool:
    quantity = mention.quantity
    return (
        quantity.unit.dimension is Dimension.COUNT
        and quantity.unit.name in _UNITS
        and quantity.decimals == 0
        and quantity.comparator is None
        and quantity.is_point
        and _FEWEST <= quantity.value <= _MOST
    )
