"""Lists with a count: 设a、b、c3个处室; 处室3个,分别是a、b、c; 共两项:一是…;二是….

What is read is the words that bind a list to its count, never whether the two agree. Where the
borders of an item are open to doubt the list is kept as uncertain, where the words leave room for
more (等, 主要包括) as not exhaustive.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice
from typing import Final, NamedTuple

from jixiao.extraction.grammar.base import Collector, Paragraph
from jixiao.extraction.grammar.cutoffs import sentence_of
from jixiao.extraction.grammar.list_items import (
    BODIES,
    ETC,
    PLACES,
    QUOTED,
    clause_start,
    items_of,
    lasts_of,
    looks_like_list,
    opens,
    pair_of,
    pieces_of,
    same_class,
)
from jixiao.extraction.grammar.numbering import numbered_items
from jixiao.extraction.grammar.sums import count_of
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension, Quantity, Unit
from jixiao.model.relation import Enumeration
from jixiao.model.source import Span
from jixiao.patterns import any_of, pattern

_FEWEST, _LEAST, _MOST = 1, 2, 40
_UNITS: Final = frozenset("个项家份条种类所座部篇本件门处点位镇县村章款")
_FARTHEST = 400
_LONGEST = 40  # characters of one item
_EXAMPLES = 3  # so few items before 等 are examples

_TAIL = pattern(
    r"(?P<etc>(?<![平中高初同均优次相对上下])等)?(?:共计|合计|共有|共|这)?$"
    r"|,(?:共计|合计|共有|共)$"
)
_SETTLED = (
    r"(?:,?(?:均|都|现|目前)?(?:已|全部|已全部)(?:完成)?(?:整改|解决|落实)(?:完毕|到位|完成)?)?"
)
_AFTER = pattern(
    r"(?P<noun>[\u4e00-\u9fff]{0,14}?)(?:"
    r",?(?P<strong>的?分别(?:为|是|指|涉及)|的是|依次(?:为|是)|即(?![将使可便时])|具体(?:为|是|如下))[:,]?"
    r"|,?(?P<partly>主要|重点)?(?P<weak>包括|包含|涵盖)[:了]?"
    rf"|(?P<colon>\)?{_SETTLED}:)|(?P<paren>\())"
)
_LINKS: Final = (":", "(", "包", "分别", "即", "的是", "具体", "依次", "涵盖")
_LINK_WITHIN = 20
_VERBAL = pattern(
    any_of(
        "开展 进行 推进 完成 实施 落实 达到 较 比 占 增 减 其中 并 均 已 用于 以上 被 获 要求 "
        "是 为 主要 的"
    )
)
_BELOW = pattern(r"(?:以下|如下|下列)$")
_TOLD = pattern(r"(?:以上|上述|前述|这|该|此)$")  # what was listed before
_SOME = pattern(any_of("如 含 例如 比如 其中 主要 重点 包括 包含 不含 原 即 简称 详见 见 附"))
# What follows a list and is no further item of it.
_ELSE = pattern(
    any_of("已 均 都 全部 共 合计 其中 占 较 比 分别 编制 核定 实有 现有 另 年末 目前")
    + "|[\u4e00-\u9fff]{2,8}[0-9一二两三四五六七八九十]+[个项家份条]"
)
_CLAUSE = pattern(r"[^,;:。、()\n]*")

# The noun that is counted.
_NOUN = pattern(
    r"(?![以的获被在与和及并均全由为是占较比同增减下上左右有已实达完其用至到])[\u4e00-\u9fff“《]"
)
_ASPECT = pattern(
    "(?:主要|重点)?" + any_of("方面 维度 层面 环节 部分 板块 阶段 步骤 程序 层次 角度 大类 类别")
)
_RULES = pattern(
    "(?:[\u4e00-\u9fff]{2})?"
    + any_of("制度 办法 规定 机制 方案 细则 工作 任务 行动 举措 措施 活动 业务 职能 职责")
)
_CONTENTS = pattern("(?:重点|主要|建设)?" + any_of("项目 工程 标段 课题"))  # made up of items
_MEASURES = pattern(r"[一二三四]?(?:级|类)?(?:绩效)?(?:产出|效益)?指标")
_PLACE = pattern(
    any_of("区县 县区 县市 市州 地市 城市 地区 镇街 街镇 街道 乡镇 [区县市镇乡村州省]")
    + "(?![级直属委长域内外办])"
)
_BODY = pattern(
    any_of("内设 直属 下属 所属 事业 预算 参建 成员 责任 职能 业务") + "*(?:机构|部门|单位)"
)
_OFFICE = pattern("(?:内设|职能|业务)*(?:科室|处室|股室)")
_OFFICES: Final = "处科室股办部局队所组心"
_JOINED = pattern(f"{_ASPECT.pattern}|{_BODY.pattern}|{_OFFICE.pattern}")
_WORKS = pattern("项目|工程|课题")
_GENERIC = pattern(
    "(?:街道|社区|部门|单位|园区|企业|[县市区旗镇乡街园村场所站点户人项个家科室处办局])+"
)
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


_ABSTRACT = pattern(r"目标|方面|任务|问题|不足|措施|做法|举措|内容|重点|原则|职责|经验|体会")
_EVEN_CLAUSES = pattern(r"([\u4e00-\u9fff“”]{4,16}(?:,[\u4e00-\u9fff“”]{4,16}){2,9})。")
_POINT: Final = Unit("点", Dimension.COUNT, kind="点")
_ANNOUNCED = pattern(
    r"(?:共|有|为|成|是|括|含|下|及|盖|出|在)(?P<number>[两三四五六七八九十]|[2-9])大?(?P<unit>点|部分)"
    r"[\u4e00-\u9fff]{0,6}:(?=[一1①(])"
)
# 甲工程扣0.19分,: a name, the points, and the sign behind them
_PRICED = pattern(
    r"(?P<name>[\u4e00-\u9fff“”《》A-Za-z]{2,24})(?P<figure>[0-9][0-9.]*(?:,[0-9]{3}[0-9.,]*)?)"
    r"(?P<unit>分)(?P<mark>[,、;。]|和|及)"
)
_TOTAL_NEXT = pattern("(?:合计|共计|总计|共|累计|以上)")
_NO_ITEM = pattern(
    r"其中|^(?:比|占|同比|较|已|实际|完成(?!率)|支出(?!率)|剩余|结余(?!率)|节约|其余|另|上年|累计|平均|每|未|共|均|新增)"
)


class _List(NamedTuple):
    items: Sequence[Span]
    exhaustive: bool
    certain: bool


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
            found = _after(paragraph, position, out)
        if (
            found is None
            and mention.quantity.value >= _LEAST
            and looks_like_list(
                text[mention.clause : mention.start], joined=_JOINED.match(following) is not None
            )
        ):
            found = _before(paragraph, position, text)
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


# --- a list before its count ----------------------------------------------------------------


def _before(paragraph: Paragraph, position: int, text: str) -> _List | None:
    """Read a、b和c(等)3个X: the list ends right before the count."""
    mention = paragraph.mentions[position]
    tail = _TAIL.search(text, max(mention.clause, mention.start - 4), mention.start)
    etc = tail is not None and tail.group("etc") is not None
    pieces = _pieces_before(paragraph, position, tail.start() if tail else mention.start, text)
    known = [] if etc else _known_elsewhere(text, pieces, text[mention.end : mention.end + 10])
    return (
        _List(known, exhaustive=True, certain=True)
        if known
        else _told_before(text, mention, pieces, etc=etc)
    )


def _told_before(text: str, mention: Mention, pieces: list[Span], *, etc: bool) -> _List | None:
    """Read the list that the pieces right before a count are, if the words make them one."""
    noun = text[mention.end : mention.end + 10]
    free = etc or _ASPECT.match(noun) is not None
    if _UNFINISHED.search(text, *pieces[-1]) or (not free and _NOT_LAST.search(text, *pieces[-1])):
        return None
    opener, word = _opener(text, pieces[0])
    pieces[0] = Span(max(opener, pieces[0].start), pieces[0].end)
    if any(piece.end <= piece.start for piece in pieces):
        return None
    if len(pieces) > 1:
        items, certain = items_of(text, pieces, bordered=opener >= 0)
    elif opener >= 0 and (
        _ASPECT.match(noun) or (word is _SETS_UP and (_BODY.match(noun) or _OFFICE.match(noun)))
    ):
        items, certain = pair_of(text, pieces[0])
    else:
        return None
    if len(items) < _LEAST or _NO_NAME.search(text, *items[-1]):
        return None
    binding = _binding(text, items, mention, noun, word)
    if not binding and (opener < 0 or word is _FROM):
        return None
    return _List(
        items,
        exhaustive=binding
        and not (etc and "主要" in text[max(0, opener - 6) : max(0, opener)])
        and _complete(mention, items, noun, word, etc=etc),
        certain=certain and (binding or (etc and not _CONTENTS.match(noun))),
    )


def _known_elsewhere(text: str, pieces: Sequence[Span], noun: str) -> list[Span]:
    """Return the items of 甲、乙2个项目 where the text speaks of 甲项目 and 乙项目 elsewhere."""
    kind = _WORKS.match(noun)
    if kind is None or any(not 4 <= piece.end - piece.start <= _LONGEST for piece in pieces):
        return []
    halves = pair_of(text, pieces[-1])[0] if len(pieces) > 1 else []
    items = [*pieces[:-1], *halves] if halves else [*pieces]
    named = all(text[item.start : item.end] + kind.group() in text for item in items)
    return items if named and len(items) >= _LEAST else []


def _pieces_before(paragraph: Paragraph, position: int, end: int, text: str) -> list[Span]:
    """Cut the clause that ends at ``end``.

    A list does not reach over a number, unless that stands inside quotes or brackets; the 一 of
    业务一处 is none.
    """
    low = max(paragraph.start, end - _FARTHEST)
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
    if _ASPECT.match(noun):
        return True
    lasts = lasts_of(text, items)
    if lasts <= set(_SORTS):
        return lasts <= set(noun)
    if _named_alike(text, items, noun, mention.quantity.unit.name):
        return True
    if word is not None and word is not _FROM and _PLACE.match(noun):
        return all(_LEAST <= item.end - item.start <= 6 for item in items)
    if word is _NAMES and _RULES.match(noun):
        return len(items) > _LEAST
    return word is _SETS_UP and (bool(_NOUN.match(noun)) or same_class(text, items))


def _named_alike(text: str, items: Sequence[Span], noun: str, unit: str) -> bool:
    """Whether the items are named as what is counted: …科、…室 and 科室, …县、…区 and 县区."""
    if not same_class(text, items):
        return False
    lasts = lasts_of(text, items)
    if lasts <= set(QUOTED):
        return bool(_NOUN.match(noun))
    if lasts <= set(BODIES) and _BODY.match(noun):
        return True
    if lasts <= set(_OFFICES) and _OFFICE.match(noun):
        return True
    return lasts <= set(noun[:6]) or lasts == {unit}


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
    if etc and (number <= _EXAMPLES or word is not _SETS_UP or _CONTENTS.match(noun)):
        return False
    if aspect or not (etc or word is _NAMES or _CONTENTS.match(noun)):
        return value < 2 * number
    return value <= _most(number)


def _most(number: int) -> int:
    """Return the largest count for which so many items can be meant as all of them."""
    return number + max(1, number // 4)


def _opener(text: str, piece: Span) -> tuple[int, re.Pattern[str] | None]:
    """Return where the first item begins, and the sort of word that opens the list before it."""
    for words in (_SETS_UP, _FROM, _NAMES, _PREPOSITION):
        found = list(words.finditer(text, *piece))
        if found:
            last = found[0] if words is _FROM or words is _PREPOSITION else found[-1]
            if last.end() < piece.end:
                return last.end(), words
    return -1, None


# --- a list after its count -----------------------------------------------------------------


def _after(paragraph: Paragraph, position: int, out: Collector) -> _List | None:
    """Read 3个X,分别是a、b、c, 3个X:…, 3家X(a、b、c) and 共3项:一是…;二是…."""
    text, mention = out.text, paragraph.mentions[position]
    match = _AFTER.match(text, mention.end, paragraph.end)
    if match is None or _TOLD.search(text, max(mention.clause, mention.start - 2), mention.start):
        return None
    if (match["colon"] or "").startswith(")") and (match["noun"] or text[mention.start - 1] != "("):
        return None
    numbered = _numbered(paragraph, mention, match, out)
    if numbered is not None:
        return numbered
    if match["colon"] and (told := _told_after(text, mention, match, paragraph)):
        return told
    unfit = _VERBAL.search(match["noun"]) or _SOME.match(text, match.end())
    if unfit or (mention.quantity.value < _LEAST and "分别" not in match.group()):
        return None  # of one thing nothing is listed, unless the text says that there are several
    return _named(paragraph, position, match, text)


def _numbered(
    paragraph: Paragraph, mention: Mention, match: re.Match[str], out: Collector
) -> _List | None:
    """Read 共两项:一是…;二是…, also where the items are the blocks that follow."""
    if match["paren"] or match["partly"]:
        return None
    noun = match["noun"]
    below = _BELOW.search(out.text, max(mention.clause, mention.start - 2), mention.start)
    if _VERBAL.search(noun) and not _ASPECT.match(noun) and not below:
        return None
    found = numbered_items(paragraph, match.end(), out, below=below is not None)
    return None if found is None else _List(found[0], exhaustive=True, certain=found[1])


def _named(paragraph: Paragraph, position: int, match: re.Match[str], text: str) -> _List | None:
    """Read a list of names after a colon, 分别是 or 包括, or in brackets."""
    start, mention = match.end(), paragraph.mentions[position]
    pieces, end = pieces_of(text, start, min(paragraph.end, start + _FARTHEST))
    paren = match["paren"] is not None
    if paren and text[end : end + 1] != ")":
        return None
    etc = ETC.search(text, *pieces[-1])
    if etc is not None:
        pieces[-1] = Span(pieces[-1].start, etc.start())
    if any(not 0 < piece.end - piece.start <= _LONGEST for piece in pieces):
        return None
    if any(_has_number(paragraph, position, piece, text) for piece in pieces):
        return None
    if len(pieces) > 1:
        items, certain = items_of(text, pieces, bordered=True)
    elif match["strong"] or match["weak"] or match["colon"]:
        items, certain = pair_of(text, pieces[0])
        certain = certain and _pairs_up(text, items)
    else:
        return None
    if len(items) < _LEAST or (paren and all(_GENERIC.fullmatch(text, *i) for i in items)):
        return None
    if paren:
        certain = certain and _are_names(text, items, match["noun"], mention)
    few = mention.quantity.value > _most(len(items))  # named are a few of many
    exhaustive = etc is None and not match["partly"] and not (few and (match["weak"] or paren))
    return _List(items, exhaustive, certain and _closed(text, items, end))


def _told_after(
    text: str, mention: Mention, match: re.Match[str], paragraph: Paragraph
) -> _List | None:
    """Read a list of clauses of one length, or of points taken off one by one."""
    start, limit = match.end(), paragraph.end
    priced = _priced(text, start, limit)
    if priced:
        few = mention.quantity.value > len(priced) + 1  # kinds of many, not each of them
        return _List(priced, exhaustive=not few, certain=True)
    clauses = _clauses(text, start, limit)
    about = text[mention.clause : match.end()]
    if not clauses or _ABSTRACT.search(about) is None:
        return None  # 实施项目12个:改善办学条件,提升教学质量,…: what they are good for
    # the last of them may say something of them all
    all_of_them = mention.quantity.value <= len(clauses) + 1
    return _List(clauses, exhaustive=all_of_them, certain=False)


def _clauses(text: str, start: int, limit: int) -> list[Span]:
    """Return the items of 四个:巩固质量,改善条件,落实政策,守牢底线。: clauses of one length."""
    match = _EVEN_CLAUSES.match(text, start, limit)
    if match is None:
        return []
    items: list[Span] = []
    for clause in match.group(1).split(","):
        items.append(Span(start, start + len(clause)))
        start += len(clause) + 1
    return items if len({item.end - item.start for item in items}) == 1 else []


def _priced(text: str, start: int, limit: int) -> list[Span]:
    """Return the items of 5项:甲扣0.2分,乙扣1分,…: points are taken off each."""
    items: list[Span] = []
    marks: set[str] = set()
    while (match := _PRICED.match(text, start, limit)) is not None:
        items.append(Span(*match.span("name")))
        start = match.end()
        if match["mark"] == "。" or _TOTAL_NEXT.match(text, start, limit):
            break
        marks.add("、" if match["mark"] in "和及" else match["mark"])
    else:
        return []
    names = [text[item.start : item.end] for item in items]
    if len(items) < _LEAST or len(marks) > 1 or any(name[-1] not in "扣减" for name in names):
        return []
    if any(_NO_ITEM.search(name) for name in names):
        return []
    if marks != {"、"} and len({name[-1] for name in names}) > 1:
        return []
    return items


def _pairs_up(text: str, items: Sequence[Span]) -> bool:
    """Whether a和b are two names for sure: they end alike, or are of one length and not short."""
    sizes = {item.end - item.start for item in items}
    return same_class(text, items) or (len(sizes) == 1 and min(sizes) > 3)


def _are_names(text: str, items: Sequence[Span], noun: str, mention: Mention) -> bool:
    """Whether what stands in brackets names things, not sorts or contents of them."""
    lasts = lasts_of(text, items)
    if any(lasts <= set(signs) for signs in (BODIES, PLACES, QUOTED)):
        return True
    return _named_alike(text, items, noun, mention.quantity.unit.name)


def _closed(text: str, items: Sequence[Span], end: int) -> bool:
    """Whether a list surely ends at ``end``: at a full stop, or as another matter follows."""
    sign = text[end : end + 1]
    if not sign or sign not in ",;:)":
        return True
    if sign != ")" and _ELSE.match(text, end + 1):
        return True
    if not same_class(text, items):
        return False
    following = _CLAUSE.match(text, end + 1)
    last = following.group()[-1:] if following else ""
    return sign == ")" or last not in lasts_of(text, items)


def _has_number(paragraph: Paragraph, position: int, piece: Span, text: str) -> bool:
    """Whether an item carries a figure of its own: a breakdown, no list of names."""
    for mention in islice(paragraph.mentions, position + 1, None):
        if mention.start >= piece.end:
            return False
        if mention.start >= piece.start and text[mention.start] != "一":
            return not opens(text, piece.start, mention.start)
    return False
