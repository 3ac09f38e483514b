"""A list before its count: 设a、b、c3个处室, 甲、乙等3个项目."""

import re
from collections.abc import Sequence
from typing import Final

from jixiao.extraction.grammar.base import Paragraph
from jixiao.extraction.grammar.counted_nouns import (
    ASPECT,
    BODY,
    CONTENTS,
    FARTHEST,
    LEAST,
    LONGEST,
    NOUN,
    OFFICE,
    CountedList,
    most_meant,
    named_alike,
)
from jixiao.extraction.grammar.list_items import (
    clause_start,
    items_of,
    lasts_of,
    pair_of,
    pieces_of,
    same_class,
)
from jixiao.extraction.mentions import Mention
from jixiao.model.source import Span
from jixiao.patterns import any_of, pattern

_EXAMPLES = 3  # so few items before 等 are examples
_TAIL = pattern(
    r"(?P<etc>(?<![平中高初同均优次相对上下])等)?(?:共计|合计|共有|共|这)?$"
    r"|,(?:共计|合计|共有|共)$"
)
_RULES = pattern(
    "(?:[\u4e00-\u9fff]{2})?"
    + any_of("制度 办法 规定 机制 方案 细则 工作 任务 行动 举措 措施 活动 业务 职能 职责")
)
_MEASURES = pattern(r"[一二三四]?(?:级|类)?(?:绩效)?(?:产出|效益)?指标")
_PLACE = pattern(
    any_of("区县 县区 县市 市州 地市 城市 地区 镇街 街镇 街道 乡镇 [区县市镇乡村州省]")
    + "(?![级直属委长域内外办])"
)
_WORKS = pattern("项目|工程|课题")
_SORTS: Final = "级类型性式层"

# --- the words before the first item --------------------------------------------------------

_SETS_UP = pattern(
    r"内设|下设|下辖|设有|设立了?|设置了?|分设|划分为|分为|分成|包括|包含|签署了?|签订了?"
    r"|(?<![建假开常预创增特铺架陈])设(?![备施计想定])"
)
_FROM = pattern(r"(?<!自)从(?![事业严而优紧快来容小未不此])|(?<![自理事缘])由(?![于此])")
_NAMES = pattern(
    any_of(
        "开展 完成 制定 印发 出台 修订 编制 建立 组织 举办 参加 推进 获得 荣获 打造 形成 建成 落实 "
        "培育 建设 涉及 涵盖 围绕 选取 抽取 选择 覆盖 用于 支持 安排 部署 确定 明确 抓好 聚焦 承担"
    )
    + "了?"
)
_PREPOSITION = pattern(r"[在对为是有就向与将把]")
# A list before such a word is not what is counted after it: 由a、b组成3个检查组, a、b的3个项目.
_NOT_LAST = pattern(
    any_of(
        "组成 构成 组建 成立 开展 完成 建立 形成 建设 新建 改建 扩建 改造 实施 举办 设立 打造 培育 "
        "引进 推出 出台 制定 印发 签订 签署 获得 荣获 抽取 选取 选派 抽调 投入 安排 配备 下达 购置 "
        "采购 新增 增加 减少 创建 评选 认定 排查 整改 发现 处置 办理 受理 共有 用于 涉及 覆盖 开办 "
        "开设 牵头 负责 编制 领域 系统 等地"
    )
    + "$"
)
# What ends with such a word counts things without naming them: 青石、柳林和周边5个乡镇.
_NO_NAME = pattern(
    any_of("周边 周围 其他 其它 其余 邻近 附近 相邻 后续 所属 下属 另外 各")
    + "$|等"
    + any_of("相关 有关 重点 多个")
    + "?"
    + any_of("部门 单位 领域 方面 地区 行业")
    + "$"
)
_UNFINISHED = pattern(r"[的了在对为是以与将有获共各]$")


def list_before(paragraph: Paragraph, position: int, text: str) -> CountedList | None:
    """Read a、b和c(等)3个X: the list ends right before the count."""
    mention = paragraph.mentions[position]
    tail = _TAIL.search(text, max(mention.clause, mention.start - 4), mention.start)
    etc = tail is not None and tail.group("etc") is not None
    pieces = _pieces_before(paragraph, position, tail.start() if tail else mention.start, text)
    known = [] if etc else _known_elsewhere(text, pieces, text[mention.end : mention.end + 10])
    return (
        CountedList(known, exhaustive=True, certain=True)
        if known
        else _told_before(text, mention, pieces, etc=etc)
    )


def _told_before(
    text: str, mention: Mention, pieces: list[Span], *, etc: bool
) -> CountedList | None:
    """Read the list that the pieces right before a count are, if the words make them one."""
    noun = text[mention.end : mention.end + 10]
    free = etc or ASPECT.match(noun) is not None
    if _UNFINISHED.search(text, *pieces[-1]) or (not free and _NOT_LAST.search(text, *pieces[-1])):
        return None
    opener, word = _opener(text, pieces[0])
    pieces[0] = Span(max(opener, pieces[0].start), pieces[0].end)
    if any(piece.end <= piece.start for piece in pieces):
        return None
    if len(pieces) > 1:
        items, certain = items_of(text, pieces, bordered=opener >= 0)
    elif opener >= 0 and (
        ASPECT.match(noun) or (word is _SETS_UP and (BODY.match(noun) or OFFICE.match(noun)))
    ):
        items, certain = pair_of(text, pieces[0])
    else:
        return None
    if len(items) < LEAST or _NO_NAME.search(text, *items[-1]):
        return None
    binding = _binding(text, items, mention, noun, word)
    if not binding and (opener < 0 or word is _FROM):
        return None
    return CountedList(
        items,
        exhaustive=binding
        and not (etc and "主要" in text[max(0, opener - 6) : max(0, opener)])
        and _complete(mention, items, noun, word, etc=etc),
        certain=certain and (binding or (etc and not CONTENTS.match(noun))),
    )


def _known_elsewhere(text: str, pieces: Sequence[Span], noun: str) -> list[Span]:
    """Return the items of 甲、乙2个项目 where the text speaks of 甲项目 and 乙项目 elsewhere."""
    kind = _WORKS.match(noun)
    if kind is None or any(not 4 <= piece.end - piece.start <= LONGEST for piece in pieces):
        return []
    halves = pair_of(text, pieces[-1])[0] if len(pieces) > 1 else []
    items = [*pieces[:-1], *halves] if halves else [*pieces]
    named = all(text[item.start : item.end] + kind.group() in text for item in items)
    return items if named and len(items) >= LEAST else []


def _pieces_before(paragraph: Paragraph, position: int, end: int, text: str) -> list[Span]:
    """Cut the clause that ends at ``end``.

    A list does not reach over a number, unless that stands inside quotes or brackets; the 一 of
    业务一处 is none.
    """
    low = max(paragraph.start, end - FARTHEST)
    before = (paragraph.mentions[at] for at in range(position - 1, -1, -1))
    floor = next((m.end for m in before if text[m.start] != "一"), -1)
    return pieces_of(text, clause_start(text, low, floor, end), end)[0]


def _binding(
    text: str, items: Sequence[Span], mention: Mention, noun: str, word: re.Pattern[str] | None
) -> bool:
    """Whether the words say that the items are what is counted.

    They do in 从…3个方面, where the items are named as the noun is (…科、…科3个科室), and after
    设, 包括, 签署 – but not where the items are kinds (省级、市级5个平台) of something else.
    """
    if ASPECT.match(noun):
        return True
    lasts = lasts_of(text, items)
    if lasts <= set(_SORTS):
        return lasts <= set(noun)
    if named_alike(text, items, noun, mention.quantity.unit.name):
        return True
    if word is not None and word is not _FROM and _PLACE.match(noun):
        return all(LEAST <= item.end - item.start <= 6 for item in items)
    if word is _NAMES and _RULES.match(noun):
        return len(items) > LEAST
    return word is _SETS_UP and (bool(NOUN.match(noun)) or same_class(text, items))


def _complete(
    mention: Mention, items: Sequence[Span], noun: str, word: re.Pattern[str] | None, *, etc: bool
) -> bool:
    """Whether a list before its count claims to be complete.

    After 等 a short list, or one that leaves out a good part, gives examples; so does a list of
    kinds before a number of things (数量、质量、时效12个指标).
    """
    number, value = len(items), mention.quantity.value
    aspect = ASPECT.match(noun) is not None
    if _MEASURES.match(noun):
        return False
    if etc and (number <= _EXAMPLES or word is not _SETS_UP or CONTENTS.match(noun)):
        return False
    if aspect or not (etc or word is _NAMES or CONTENTS.match(noun)):
        return value < 2 * number
    return value <= most_meant(number)


def _opener(text: str, piece: Span) -> tuple[int, re.Pattern[str] | None]:
    """Return where the first item begins, and the sort of word that opens the list before it."""
    for words in (_SETS_UP, _FROM, _NAMES, _PREPOSITION):
        found = list(words.finditer(text, *piece))
        if found:
            last = found[0] if words is _FROM or words is _PREPOSITION else found[-1]
            if last.end() < piece.end:
                return last.end(), words
    return -1, None
