"""Lists with a count: 设a、b、c3个处室; 处室3个,分别是a、b、c; 共两项:一是…;二是….

What is read is the words that bind a list to its count, never whether the two agree. Where the
borders of an item are open to doubt the list is kept as uncertain, where the words leave room for
more (等, 主要包括) as not exhaustive.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jixiao.extraction.grammar.base import Collector, Paragraph
from jixiao.extraction.grammar.numbering import numbered_items
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Enumeration
from jixiao.model.source import Span

_LEAST, _MOST = 2, 40
_UNITS: Final = frozenset("个项家份条种类所座部篇本件门处点镇县村章款")
_FARTHEST = 400
_LONGEST = 40  # characters of one item

# --- the words around a count ---------------------------------------------------------------

_TAIL = re.compile(
    r"(?P<etc>(?<![平中高初同均优次相对上下])等)?(?:共计|合计|共有|共|这)?$|,(?:共计|合计|共有|共)$"
)
_AFTER = re.compile(
    r"(?P<noun>[\u4e00-\u9fff]{0,14}?)(?:"
    r",?(?P<strong>分别(?:为|是|指)|依次(?:为|是)|即(?![将使可便时])|具体(?:为|是|如下))[:,]?"
    r"|,?(?P<partly>主要|重点)?(?P<weak>包括|包含|涵盖)[:了]?"
    r"|(?P<colon>:)|(?P<paren>\())"
)
_VERBAL = re.compile(
    r"开展|进行|推进|完成|实施|落实|达到|较|比|占|增|减|其中|并|均|已|用于|以上|被|获|要求|是|为|主要|内容"
)
_BELOW = re.compile(r"(?:以下|如下|下列)$")
_SOME = re.compile(r"如|含|例如|比如|其中|主要|重点|包括|包含|不含|原|即|简称|详见|见|附")

# --- the noun that is counted ---------------------------------------------------------------

_NOUN = re.compile(r"(?![以的获被在与和及并均全由为是占较比同增减下上左有已实达完其用至到])[\u4e00-\u9fff“《]")
_ASPECT = re.compile(r"(?:主要|重点)?(?:方面|维度|层面|环节|部分|板块|阶段|层次|角度|大类|类别)")
_CONTENTS = re.compile(r"(?:重点|主要|建设)?(?:项目|工程|标段|课题)")  # things may be part of them
_MEASURES = re.compile(r"[一二三四]?(?:级|类)?(?:绩效)?(?:产出|效益)?指标")
_PLACE = re.compile(r"(?:区县|县区|县市|市州|地市|城市|地区|镇街|街镇|街道|[区县市镇州省])(?![级直属委长域内外办])")
_BODY = re.compile(r"(?:内设|直属|下属|所属|事业|预算|参建|成员|责任|职能|业务)*(?:机构|部门|单位|科室|处室|股室)")
_GENERIC = re.compile(r"(?:街道|社区|部门|单位|园区|企业|[县市区旗镇乡街园村场所站点户人次项个家科室处办局])+")
_SORTS: Final = "级类型性式层"

# --- the words before the first item --------------------------------------------------------

_SETS_UP = re.compile(
    r"内设|下设|下辖|设有|设立|设置|分设|划分为|分为|分成|包括|包含"
    r"|(?<![建假开常预创增特铺架陈])设(?![备施计想定])|签署了?|签订了?"
)
_FROM = re.compile(r"(?<!自)从(?![事业严而优紧快来容小未不此])|(?<![自理事缘])由(?![于此])")
_NAMES = re.compile(
    r"(?:开展|完成|制定|印发|出台|修订|编制|建立|组织|举办|参加|推进|获得|荣获|打造|形成|建成|落实|培育|建设)了?"
    r"|涉及|涵盖|围绕|选取|抽取|选择|覆盖|用于|支持"
)
_PREPOSITION = re.compile(r"[在对为是有就向与将把]")
_RESTART = re.compile(
    r"内设|下设|下辖|设有|分为|包括|签署了|签订了|开展|制定了|印发了|用于|以及其|牵头|的[\u4e00-\u9fff]+的"
)
# A list before such a word is not what is counted after it: 由a、b组成3个检查组.
_NOT_LAST = re.compile(
    r"(?:组成|构成|组建|成立|开展|完成|建立|形成|建设|新建|改建|扩建|改造|实施|举办|设立|打造|培育|引进|推出|出台|"
    r"制定|印发|签订|签署|获得|荣获|抽取|选取|选派|抽调|投入|安排|配备|下达|购置|采购|新增|增加|减少|创建|评选|"
    r"认定|排查|整改|发现|处置|办理|受理|共有|用于|涉及|覆盖|开办|开设|牵头|负责|编制|领域|系统|等地|[的了在对为是以与将有获共])$"
)

# --- items ----------------------------------------------------------------------------------

_JOIN = re.compile(
    r"以及|和(?![平谐睦硕田静龙顺解])(?<![共饱总缓温调议中亲祥柔平]和)"
    r"|与(?![会时否众])(?<![参给赋]与)|及(?![时其格早])(?<![普涉以波提危触论兼顾]及)"
    r"|并(?![购网联轨存行列重])(?<!合并)"
)
_ETC = re.compile(r"(?<![平中高初同均优次相对上下])等(?![级待次额值效同离于])")
_COMPOSED = re.compile(r"(?:共同)?(?:组成|构成)$")
_CLASSES: Final = (
    "处科室部局办委厅司院所站心队校园馆组股会社团行",
    "区县市镇乡村道州省旗盟",
    "》”\"’",
)
_OPENING: Final = {"“": "”", "‘": "’", "(": ")", "《": "》", "【": "】", "〔": "〕", "[": "]"}
_CLOSING: Final = {closing: opening for opening, closing in _OPENING.items()}
_ADJACENT: Final = frozenset({"》《", "”“", "’‘"})


class _List(NamedTuple):
    items: Sequence[Span]
    exhaustive: bool
    certain: bool


def read_enumerations(paragraph: Paragraph, out: Collector) -> None:
    """Read every list of a paragraph that has a count."""
    for position, mention in enumerate(paragraph.mentions):
        if not _countable(mention):
            continue
        found = _after(paragraph, position, out) or _before(paragraph, position, out.text)
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
        and _LEAST <= quantity.value <= _MOST
    )


# --- a list before its count ----------------------------------------------------------------


def _before(paragraph: Paragraph, position: int, text: str) -> _List | None:
    """Read a、b和c(等)3个X: the list ends right before the count."""
    mention = paragraph.mentions[position]
    clause = text[mention.clause : mention.start]
    if "、" not in clause and not _JOIN.search(clause) and not any(m in clause for m in _ADJACENT):
        return None
    tail = _TAIL.search(text, max(mention.clause, mention.start - 4), mention.start)
    end = tail.start() if tail else mention.start
    start = _clause_start(text, paragraph, position, end)
    pieces, _ = _pieces(text, start, end)
    if _NOT_LAST.search(text, *pieces[-1]):
        return None
    opener, word = _opener(text, pieces[0])
    pieces[0] = Span(max(opener, start), pieces[0].end)
    if any(piece.end <= piece.start for piece in pieces):
        return None
    noun = text[mention.end : mention.end + 10]
    aspect = _ASPECT.match(noun) is not None
    if len(pieces) == 1:
        if opener < 0 or not (aspect or (word is _SETS_UP and _BODY.match(noun))):
            return None
        items, certain = _pair(text, pieces[0])
    else:
        items, certain = _settle(text, pieces, known_border=opener >= 0)
    if len(items) < _LEAST:
        return None
    etc = tail is not None and tail.group("etc") is not None
    binding = _binding(text, items, mention, noun, word)
    if not binding and (opener < 0 or word is _FROM):
        return None
    return _List(
        items,
        exhaustive=binding and _complete(mention, items, noun, word, etc=etc),
        certain=certain and (binding or (etc and not _CONTENTS.match(noun))),
    )


def _binding(
    text: str, items: Sequence[Span], mention: Mention, noun: str, word: re.Pattern[str] | None
) -> bool:
    """Whether the words say that the items are what is counted.

    They do in 从…3个方面, where the items are named as the noun is (…科、…科3个科室), and after
    设, 包括, 签署 – but not where the items are kinds (省级、市级5个平台) of something else.
    """
    if _ASPECT.match(noun):
        return True
    lasts = {text[item.end - 1] for item in items}
    if lasts <= set(_SORTS):
        return lasts <= set(noun)
    if _named_alike(text, items, noun, mention.quantity.unit.name):
        return True
    if word is not None and word is not _FROM and _PLACE.match(noun):
        return all(_LEAST <= item.end - item.start <= 6 for item in items)
    return word is _SETS_UP and (bool(_NOUN.match(noun)) or _same_class(text, items))


def _complete(
    mention: Mention, items: Sequence[Span], noun: str, word: re.Pattern[str] | None, *, etc: bool
) -> bool:
    """Whether a list before its count claims to be complete.

    After 等 a short list, or one that leaves out a good part, gives examples; so does a list of
    kinds before a number of things (数量、质量、时效12个指标).
    """
    number, value = len(items), mention.quantity.value
    aspect = _ASPECT.match(noun) is not None
    if _MEASURES.match(noun):
        return False
    if etc and (number <= 3 or not (aspect or word is _SETS_UP) or _CONTENTS.match(noun)):
        return False
    if aspect or not (etc or _CONTENTS.match(noun)):
        return value < 2 * number
    return value <= number + max(1, number // 4)


def _opener(text: str, piece: Span) -> tuple[int, re.Pattern[str] | None]:
    """Return where the first item begins, and the sort of word that opens the list before it."""
    for pattern in (_SETS_UP, _FROM, _NAMES, _PREPOSITION):
        found = list(pattern.finditer(text, *piece))
        if found:
            last = found[0] if pattern is _FROM or pattern is _PREPOSITION else found[-1]
            if last.end() < piece.end:
                return last.end(), pattern
    return -1, None


def _clause_start(text: str, paragraph: Paragraph, position: int, end: int) -> int:
    """Walk back to where the clause that ends at ``end`` begins, over quotes and brackets.

    A list does not reach over a number, unless that stands inside quotes or brackets; the 一 of
    业务一处 is none.
    """
    numbers = (m.end for m in reversed(paragraph.mentions[:position]) if text[m.start] != "一")
    floor = next(numbers, -1)
    low = max(paragraph.start, end - _FARTHEST)
    waiting: list[str] = []
    at = end
    while at > low:
        sign = text[at - 1]
        if waiting:
            if sign == waiting[-1]:
                waiting.pop()
            elif sign in _CLOSING:
                waiting.append(_CLOSING[sign])
        elif sign in _CLOSING:
            waiting.append(_CLOSING[sign])
        elif sign == '"':
            waiting.append(sign)
        elif sign in ",;:。!?\n\t" or sign in _OPENING or at == floor:
            break
        at -= 1
    return at


def _pieces(text: str, start: int, limit: int) -> tuple[list[Span], int]:
    """Split at 、 (and between 》《) up to the end of the clause or bracket; say where that is."""
    pieces: list[Span] = []
    waiting: list[str] = []
    begun = at = start
    while at < limit:
        sign = text[at]
        if waiting:
            if sign == waiting[-1]:
                waiting.pop()
            elif sign in _OPENING:
                waiting.append(_OPENING[sign])
        elif sign in _OPENING:
            if at > begun and text[at - 1 : at + 1] in _ADJACENT:
                pieces.append(Span(begun, at))
                begun = at
            waiting.append(_OPENING[sign])
        elif sign == '"':
            waiting.append(sign)
        elif sign == "、":
            pieces.append(Span(begun, at))
            begun = at + 1
        elif sign in ",;:。!?\n\t)":
            break
        at += 1
    pieces.append(Span(begun, at))
    return pieces, at


# --- a list after its count -----------------------------------------------------------------


def _after(paragraph: Paragraph, position: int, out: Collector) -> _List | None:
    """Read 3个X,分别是a、b、c, 3个X:…, 3家X(a、b、c) and 共3项:一是…;二是…."""
    text, mention = out.text, paragraph.mentions[position]
    match = _AFTER.match(text, mention.end, paragraph.end)
    if match is None:
        return None
    noun, start = match["noun"], match.end()
    paren = match["paren"] is not None
    verbal = _VERBAL.search(noun) is not None
    if not paren and not match["partly"]:
        below = _BELOW.search(text, max(mention.clause, mention.start - 2), mention.start)
        if not verbal or _ASPECT.match(noun) or below:
            numbered = numbered_items(paragraph, start, out, below=below is not None)
            if numbered is not None:
                return _List(numbered[0], exhaustive=True, certain=numbered[1])
    if verbal or _SOME.match(text, start):
        return None
    pieces, end = _pieces(text, start, min(paragraph.end, start + _FARTHEST))
    if paren and text[end : end + 1] != ")":
        return None
    etc = _ETC.search(text, *pieces[-1])
    if etc is not None:
        pieces[-1] = Span(pieces[-1].start, etc.start())
    if any(not 0 < piece.end - piece.start <= _LONGEST for piece in pieces):
        return None
    if any(_has_number(paragraph, position, piece, text) for piece in pieces):
        return None
    if len(pieces) == 1:
        items, certain = _pair(text, pieces[0]) if match["strong"] or match["weak"] else ([], False)
        certain = certain and _same_class(text, items)
    else:
        items, certain = _settle(text, pieces, known_border=True)
    if len(items) < _LEAST or (paren and all(_GENERIC.fullmatch(text, *i) for i in items)):
        return None
    value = mention.quantity.value
    few = value > len(items) + max(1, len(items) // 4)  # named are a few of many
    exhaustive = etc is None and not match["partly"] and not (few and (match["weak"] or paren))
    return _List(items, exhaustive, certain and _closed(text, items, end))


def _closed(text: str, items: Sequence[Span], end: int) -> bool:
    """Whether a list surely ends at ``end``: at a full stop, or as what follows is another matter."""
    if text[end : end + 1] not in (",", ";", ":", ")"):
        return True
    if not _same_class(text, items):
        return False
    following = re.compile(r"[^,;:。、()\n]*").match(text, end + 1)
    last = following.group()[-1:] if following else ""
    return text[end] == ")" or last not in {text[item.end - 1] for item in items}


def _has_number(paragraph: Paragraph, position: int, piece: Span, text: str) -> bool:
    """Whether an item carries a figure of its own: a breakdown, no list of names."""
    for mention in paragraph.mentions[position + 1 :]:
        if mention.start >= piece.end:
            return False
        if mention.start >= piece.start and text[mention.start] != "一":
            before = text[piece.start : mention.start]
            return not any(sign in _OPENING or sign == '"' for sign in before)
    return False


# --- items ----------------------------------------------------------------------------------


def _settle(text: str, pieces: list[Span], *, known_border: bool) -> tuple[list[Span], bool]:
    """Split the last piece at its 和 where it joins two items; say whether all is beyond doubt."""
    *inner, last = pieces
    composed = _COMPOSED.search(text, *last)
    if composed is not None:
        last = Span(last.start, composed.start())
    certain = not any(
        next(_joins(text, piece), None) or _ETC.search(text, *piece) for piece in inner
    ) and not any(_RESTART.search(text, piece.start + 2, piece.end) for piece in (*inner[1:], last))
    joins = list(_joins(text, last))
    items = [*inner, last]
    if len(joins) == 1:
        halves = [Span(last.start, joins[0].start), Span(joins[0].end, last.end)]
        splits, sure = _splits(text, inner if known_border else inner[1:], last, halves)
        certain = certain and sure
        if splits:
            items = [*inner, *halves]
    elif joins:
        certain = False
    if any(item.end <= item.start for item in items):
        return [], False
    return items, certain and _alike(text, items if known_border else items[1:])


def _joins(text: str, piece: Span) -> Iterator[Span]:
    """Yield the conjunctions of a piece outside quotes and brackets."""
    for match in _JOIN.finditer(text, *piece):
        before = text[piece.start : match.start()]
        opened = sum(before.count(sign) - before.count(end) for sign, end in _OPENING.items())
        if not opened and before.count('"') % 2 == 0:
            yield Span(*match.span())


def _splits(
    text: str, models: Sequence[Span], whole: Span, halves: Sequence[Span]
) -> tuple[bool, bool]:
    """Whether the last piece is two items, and whether that is sure."""
    if any(half.end <= half.start for half in halves):
        return False, False
    if _same_class(text, [*models, *halves]):
        return True, True
    if not models:
        return True, False
    sizes = [model.end - model.start for model in models]
    low, high = min(sizes) - 1, max(sizes) + 2
    if all(low <= half.end - half.start <= high for half in halves):
        return True, True
    return whole.end - whole.start > high, False


def _pair(text: str, piece: Span) -> tuple[list[Span], bool]:
    """Read the two items of 从a和b两个方面."""
    joins = list(_joins(text, piece))
    if len(joins) != 1:
        return [], False
    first, second = Span(piece.start, joins[0].start), Span(joins[0].end, piece.end)
    sizes = (first.end - first.start, second.end - second.start)
    return [first, second], min(sizes) >= _LEAST and max(sizes) - min(sizes) <= _LEAST


def _same_class(text: str, items: Sequence[Span]) -> bool:
    """Whether all items end alike: 处 科 室, 区 县 市, closing quotes, or one same character."""
    lasts = {text[item.end - 1] for item in items if item.end > item.start}
    return len(lasts) == 1 or any(lasts <= set(signs) for signs in _CLASSES)


def _alike(text: str, items: Sequence[Span]) -> bool:
    """Whether the items look like names of one sort."""
    if not items or _same_class(text, items):
        return True
    if len({"的" in text[item.start : item.end] for item in items}) > 1:
        return False
    sizes = [item.end - item.start for item in items]
    return max(sizes) <= 2 * min(sizes) + 4 and max(sizes) <= 16


def _named_alike(text: str, items: Sequence[Span], noun: str, unit: str) -> bool:
    """Whether the items are named as what is counted: …科、…室 and 科室, …县、…区 and 县区."""
    if not _same_class(text, items):
        return False
    lasts = {text[item.end - 1] for item in items}
    if lasts <= set(_CLASSES[2]):
        return bool(_NOUN.match(noun))
    if lasts <= set(_CLASSES[0]) and _BODY.match(noun):
        return True
    return lasts <= set(noun[:6]) or lasts == {unit}
