"""A list after its count: 处室3个,分别是a、b、c; 共两项:一是…;二是…; 3家X(a、b、c)."""

import re
from collections.abc import Sequence
from itertools import islice

from jixiao.extraction.grammar.base import Collector, Paragraph
from jixiao.extraction.grammar.counted_nouns import (
    ASPECT,
    FARTHEST,
    LEAST,
    LONGEST,
    CountedList,
    most_meant,
    named_alike,
)
from jixiao.extraction.grammar.list_items import (
    BODIES,
    ETC,
    PLACES,
    QUOTED,
    items_of,
    lasts_of,
    opens,
    pair_of,
    pieces_of,
    same_class,
)
from jixiao.extraction.grammar.numbering import numbered_items
from jixiao.extraction.mentions import Mention
from jixiao.model.source import Span
from jixiao.patterns import any_of, pattern

_SETTLED = (
    r"(?:,?(?:均|都|现|目前)?(?:已|全部|已全部)(?:完成)?(?:整改|解决|落实)(?:完毕|到位|完成)?)?"
)
_AFTER = pattern(
    r"(?P<noun>[\u4e00-\u9fff]{0,14}?)(?:"
    r",?(?P<strong>的?分别(?:为|是|指|涉及)|的是|依次(?:为|是)|即(?![将使可便时])|具体(?:为|是|如下))[:,]?"
    r"|,?(?P<partly>主要|重点)?(?P<weak>包括|包含|涵盖)[:了]?"
    rf"|(?P<colon>\)?{_SETTLED}:)|(?P<paren>\())"
)
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
_GENERIC = pattern(
    "(?:街道|社区|部门|单位|园区|企业|[县市区旗镇乡街园村场所站点户人项个家科室处办局])+"
)
_ABSTRACT = pattern(r"目标|方面|任务|问题|不足|措施|做法|举措|内容|重点|原则|职责|经验|体会")
_EVEN_CLAUSES = pattern(r"([\u4e00-\u9fff“”]{4,16}(?:,[\u4e00-\u9fff“”]{4,16}){2,9})。")
# 甲工程扣0.19分,: a name, the points, and the sign behind them
_PRICED = pattern(
    r"(?P<name>[\u4e00-\u9fff“”《》A-Za-z]{2,24})(?P<figure>[0-9][0-9.]*(?:,[0-9]{3}[0-9.,]*)?)"
    r"(?P<unit>分)(?P<mark>[,、;。]|和|及)"
)
_TOTAL_NEXT = pattern("(?:合计|共计|总计|共|累计|以上)")
_NO_ITEM = pattern(
    r"其中|^(?:比|占|同比|较|已|实际|完成(?!率)|支出(?!率)|剩余|结余(?!率)|节约|其余|另|上年|累计|平均|每|未|共|均|新增)"
)


def list_after(paragraph: Paragraph, position: int, out: Collector) -> CountedList | None:
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
    if unfit or (mention.quantity.value < LEAST and "分别" not in match.group()):
        return None  # of one thing nothing is listed, unless the text says that there are several
    return _named(paragraph, position, match, text)


def _numbered(
    paragraph: Paragraph, mention: Mention, match: re.Match[str], out: Collector
) -> CountedList | None:
    """Read 共两项:一是…;二是…, also where the items are the blocks that follow."""
    if match["paren"] or match["partly"]:
        return None
    noun = match["noun"]
    below = _BELOW.search(out.text, max(mention.clause, mention.start - 2), mention.start)
    if _VERBAL.search(noun) and not ASPECT.match(noun) and not below:
        return None
    found = numbered_items(paragraph, match.end(), out, below=below is not None)
    return None if found is None else CountedList(found[0], exhaustive=True, certain=found[1])


def _named(
    paragraph: Paragraph, position: int, match: re.Match[str], text: str
) -> CountedList | None:
    """Read a list of names after a colon, 分别是 or 包括, or in brackets."""
    start, mention = match.end(), paragraph.mentions[position]
    pieces, end = pieces_of(text, start, min(paragraph.end, start + FARTHEST))
    paren = match["paren"] is not None
    if paren and text[end : end + 1] != ")":
        return None
    etc = ETC.search(text, *pieces[-1])
    if etc is not None:
        pieces[-1] = Span(pieces[-1].start, etc.start())
    if any(not 0 < piece.end - piece.start <= LONGEST for piece in pieces):
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
    if len(items) < LEAST or (paren and all(_GENERIC.fullmatch(text, *i) for i in items)):
        return None
    if paren:
        certain = certain and _are_names(text, items, match["noun"], mention)
    few = mention.quantity.value > most_meant(len(items))  # named are a few of many
    exhaustive = etc is None and not match["partly"] and not (few and (match["weak"] or paren))
    return CountedList(items, exhaustive, certain and _closed(text, items, end))


def _told_after(
    text: str, mention: Mention, match: re.Match[str], paragraph: Paragraph
) -> CountedList | None:
    """Read a list of clauses of one length, or of points taken off one by one."""
    start, limit = match.end(), paragraph.end
    priced = _priced(text, start, limit)
    if priced:
        few = mention.quantity.value > len(priced) + 1  # kinds of many, not each of them
        return CountedList(priced, exhaustive=not few, certain=True)
    clauses = _clauses(text, start, limit)
    about = text[mention.clause : match.end()]
    if not clauses or _ABSTRACT.search(about) is None:
        return None  # 实施项目12个:改善办学条件,提升教学质量,…: what they are good for
    # the last of them may say something of them all
    all_of_them = mention.quantity.value <= len(clauses) + 1
    return CountedList(clauses, exhaustive=all_of_them, certain=False)


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
    if len(items) < LEAST or len(marks) > 1 or any(name[-1] not in "扣减" for name in names):
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
    return named_alike(text, items, noun, mention.quantity.unit.name)


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
