"""The items of a list in running text: where it begins, where it is cut, how its items look."""

from collections.abc import Iterator, Sequence
from typing import Final

from jixiao.model.source import Span
from jixiao.patterns import pattern

_JOIN = pattern(
    r"以及|和(?![平谐睦硕田静龙顺解])(?<![共饱总缓温调议中亲祥柔平]和)"
    r"|与(?![会时否众])(?<![参给赋]与)|及(?![时其格早])(?<![普涉以波提危触论兼顾]及)"
    r"|并(?![购网联轨存行列重])(?<!合并)"
)
ETC: Final = pattern(r"(?<![平中高初同均优次相对上下])等(?![级待次额值效同离于])")
"""等 as “and so on”."""

_INSIDE: Final = "及与"  # join two halves of a name as often as two names
_RESTART = pattern(
    r"内设|下设|下辖|设有|分为|包括|签署了|签订了|开展|制定了|印发了|用于|以及其|牵头"
    r"|的[\u4e00-\u9fff]+的"
)
_COMPOSED = pattern(r"(?:共同)?(?:组成|构成)$")
BODIES: Final = "处科室部局办委厅司院所站心队校园馆组股会社团行"
PLACES: Final = "区县市镇乡村道州省旗盟"
QUOTED: Final = '》”"’'
_OPENING: Final = {"“": "”", "‘": "’", "(": ")", "《": "》", "【": "】", "〔": "〕", "[": "]"}
_CLOSING: Final = {closing: opening for opening, closing in _OPENING.items()}
_ADJACENT: Final = ("》《", "”“", "’‘")
_OWN_ENDS: Final = frozenset("级关部")  # 局本级, 局机关, 院本部: names unlike those of other bodies
_SHORT, _LONG = 2, 16  # characters of an item
_FULL = 4  # two halves as long as this are names of their own


def looks_like_list(clause: str, *, joined: bool) -> bool:
    """Whether anything in a clause could part two items; ``joined``: 和 alone counts as well."""
    if "、" in clause or any(pair in clause for pair in _ADJACENT):
        return True
    return joined and _JOIN.search(clause) is not None


def opens(text: str, start: int, end: int) -> bool:
    """Whether a quote or bracket opens in ``text[start:end]``."""
    return any(sign in _OPENING or sign == '"' for sign in text[start:end])


def clause_start(text: str, low: int, floor: int, end: int) -> int:
    """Walk back from ``end`` to where its clause begins, over quotes and brackets.

    Outside of these the walk also stops at ``floor`` (the end of the number before).
    """
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


def pieces_of(text: str, start: int, limit: int) -> tuple[list[Span], int]:
    """Cut at 、 (and between 》《) up to the end of the clause or bracket; say where that is."""
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


def items_of(text: str, pieces: Sequence[Span], *, bordered: bool) -> tuple[list[Span], bool]:
    """Cut the last piece at its 和 where it joins two items; say whether all is beyond doubt.

    ``bordered``: it is known where the first piece begins, so that it is a model for the others.
    """
    *inner, last = pieces
    composed = _COMPOSED.search(text, *last)
    if composed is not None:
        last = Span(last.start, composed.start())
    certain = not _doubtful(text, inner, last)
    joins = list(_joins(text, last))
    items = [*inner, last]
    if len(joins) == 1:
        halves = (Span(last.start, joins[0].start), Span(joins[0].end, last.end))
        models = inner if bordered else inner[1:]
        cut, sure = _cut(text, models, last, halves)
        # 安全监测及信息化 may be one thing
        inside = text[joins[0].start] in _INSIDE and not same_class(text, [*models, *halves])
        certain = certain and sure and not inside
        if cut:
            items = [*inner, *halves]
    elif joins:
        certain = False
    if any(item.end <= item.start for item in items):
        return [], False
    return items, certain and _alike(text, items if bordered else items[1:])


def _doubtful(text: str, inner: Sequence[Span], last: Span) -> bool:
    """Whether a piece holds a list of its own, or the beginning of another one.

    A 和 inside one of the first items (汽车运用与维修) is no border, unless all are named alike
    (局本级和甲所、乙所、丙所).
    """
    if any(ETC.search(text, *piece) for piece in inner):
        return True
    if same_class(text, (*inner, last)) and any(_is_double(text, p, (*inner, last)) for p in inner):
        return True
    later = (*inner[1:], last)
    return any(_RESTART.search(text, piece.start + 2, piece.end) for piece in later)


def _is_double(text: str, piece: Span, items: Sequence[Span]) -> bool:
    """Whether a piece joins two names of the sort of a list: 局本级和甲所, but not 文物与非遗处."""
    ends = lasts_of(text, items) | _OWN_ENDS
    return any(
        text[join.start : join.end] != "与" or text[join.start - 1] in ends
        for join in _joins(text, piece)
    )


def _joins(text: str, piece: Span) -> Iterator[Span]:
    """Yield the conjunctions of a piece outside quotes and brackets."""
    for match in _JOIN.finditer(text, piece.start + 1, piece.end):
        before = text[piece.start : match.start()]
        opened = sum(before.count(sign) - before.count(end) for sign, end in _OPENING.items())
        if not opened and before.count('"') % 2 == 0:
            yield Span(*match.span())


def _cut(
    text: str, models: Sequence[Span], whole: Span, halves: tuple[Span, Span]
) -> tuple[bool, bool]:
    """Whether the last piece is two items, and whether that is sure."""
    first, second = (half.end - half.start for half in halves)
    if not first or not second:
        return False, False
    if same_class(text, [*models, *halves]):
        return True, True
    if not models:
        return True, False
    sizes = [model.end - model.start for model in models]
    low, high = min(sizes) - 1, max(sizes) + 2
    if low <= min(first, second) and max(first, second) <= high:
        # One item before is a weak model: 水稻、玉米和大豆套种 may be two crops.
        return True, len(models) > 1 or abs(first - second) <= 1
    long = min(first, second) >= _FULL and max(first, second) <= 2 * min(first, second)
    return whole.end - whole.start > high, long and whole.end - whole.start > high


def pair_of(text: str, piece: Span) -> tuple[list[Span], bool]:
    """Cut a和b into its two items."""
    joins = list(_joins(text, piece))
    if len(joins) != 1:
        return [], False
    first, second = Span(piece.start, joins[0].start), Span(joins[0].end, piece.end)
    sizes = (first.end - first.start, second.end - second.start)
    return [first, second], min(sizes) >= _SHORT and max(sizes) - min(sizes) <= _SHORT


def lasts_of(text: str, items: Sequence[Span]) -> set[str]:
    """Return the characters that the items end with."""
    return {text[item.end - 1] for item in items if item.end > item.start}


def same_class(text: str, items: Sequence[Span]) -> bool:
    """Whether all items end alike: 处 科 室, 区 县 市, closing quotes, or one same character."""
    lasts = lasts_of(text, items)
    return len(lasts) == 1 or any(lasts <= set(signs) for signs in (BODIES, PLACES, QUOTED))


def _alike(text: str, items: Sequence[Span]) -> bool:
    """Whether the items look like names of one sort."""
    if not items or same_class(text, items):
        return True
    if len({"的" in text[item.start : item.end] for item in items}) > 1:
        return False
    sizes = [item.end - item.start for item in items]
    return max(sizes) <= 2 * min(sizes) + 4 and max(sizes) <= _LONG
