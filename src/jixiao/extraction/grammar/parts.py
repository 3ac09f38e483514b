"""Parts of a whole: 其中…, 包括…, 由…组成, 按…分, 分别为…, …合计…, figures in brackets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jixiao.extraction.grammar.announced_parts import read_announced
from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph, same_measure
from jixiao.extraction.grammar.divisions import read_divisions
from jixiao.extraction.grammar.part_lists import (
    evenly_divided,
    joined,
    of_one_noun,
    parallel,
    parts_from,
)
from jixiao.extraction.grammar.partitions import closed_list, is_closed
from jixiao.extraction.grammar.sums import read_sums
from jixiao.extraction.grammar.wholes import has_twin, whole_before, wholes_at
from jixiao.extraction.mentions import Mention, value_unit
from jixiao.extraction.vocabulary import Topic
from jixiao.model.quantity import Dimension
from jixiao.model.relation import PartsOfWhole
from jixiao.patterns import pattern

_OF_WHICH = pattern(
    r"其中(?!的|之|一[个项些种类])|分项(?:情况)?(?:是|为|如下)?:|分布(?:为|如下)|即(?<=[,(:]即)(?![将使可便时来日])"
    r"|中(?:(?:(?<=[\u4e00-\u9fff]中)|(?<=^中))[,:]|(?<=[支收][出入]中)(?=[\u4e00-\u9fff])"
    r"|(?<=[员生位目标户村业]中)(?![央心小])(?=[\u4e00-\u9fff“]))|依次(?:为|是)"
    r"|来源[为是]|列支[:,]|组成[:,]|构成[:,]|主要包括|包括|包含|由|主要由|分为|含|主要是|分别为|分别是"
)
_EXHAUSTIVE = pattern(
    r"分别为|分别是|组成|构成|由|来源[为是]|分布(?:为|如下)|[,:(]即|依次(?:为|是)"
)
_COMPOSED = pattern(r"组成|构成")
_OPEN = pattern(r"主要|等|如|重点|含|之一|大部分")
_NO_PART = pattern(
    r"年初|期初|调整|上年|去年|不含|未含|不包括|另[有外设]|按|同比|较|比|[0-9]{4}年|其余|满分"
)
_OWN_NAME = pattern(r"[,，、和与。;][\u4e00-\u9fff]{3,8}(?<![按用源式质类])分别")  # 实有人数分别为
# These open a list only where the number follows at once: 包含基本支出3949.68万元
_AT_ONCE = frozenset(
    {"来源为", "来源是", "包括", "包含", "由", "主要由", "含", "分为", "主要是", "主要包括", "即"}
)
_LONG_GAP = 24
_SHORT_NOUN = 8
_NAMED_AS_PART = pattern(r"(?:费用?|支出|收入|补助|拨款|款项)(?:为|是|共|:)?$")
# All that stands between two parts of a list: 、对个人和家庭补助支出为
_SIBLING = pattern(
    r"[、,;](?!其中|较|比|同比|占|完成|达|用于|主要|实际|含|包括|由|共|合计|累计|年初|预算|上年|结余|结转)"
    r"[\u4e00-\u9fff“”()]{2,16}?(?<![占中比较含用])(?:为|是|共|:)?"
)
_NOUN = pattern(r"[\u4e00-\u9fff]+")
_SENTENCE_END = pattern(r"[。;]")
_LEFT_OVER = pattern(
    r"[。;][^,。;]{0,12}(?:剩余|结余|节约|未支出|缺口|差额)[^,。;]{0,4}(?:分别|依次)"
)
_AFTERWARDS = pattern(
    r"(?:调剂|调整|调增|调减|划转|转入|转出|追加|压减|扩容|变更)后[\u4e00-\u9fff]{0,10}(?:分别|依次)"
)


@dataclass(frozen=True, slots=True)
class _Listing:
    """How a list of parts is said."""

    cue: str  # the words that open it
    several: bool = False  # it counts several units side by side
    beside: bool = False  # other wholes like its own stand beside that
    unread: bool = False  # an amount stands in it under a name that the vocabulary lacks


def read_parts(paragraph: Paragraph, out: Collector, taken: set[int]) -> None:
    """Read every whole with its parts in a paragraph, but for the parts ``taken`` before."""
    mentions = paragraph.mentions
    for position, mention in enumerate(mentions):
        if mention.start in taken or mention.role in DERIVED:
            continue
        cue = _opening_cue(mention, out.text)
        if cue is None:
            continue
        whole_at = whole_before(mentions, position, out)
        if whole_at is None:
            continue
        if cue == "即" and not _is_retold(mentions[position - 1], mention, out.text):
            continue
        stretch = out.text[mentions[whole_at].end : mention.start]
        apart = _far(stretch) or _OWN_NAME.search(stretch)
        if _AFTERWARDS.search(stretch) or _LEFT_OVER.search(stretch):
            continue  # 从甲调剂400万元到乙,调剂后两类分别为…: no parts of what was moved
        if cue.startswith("分别") and "其中" not in stretch and apart:
            continue  # another matter stands between the amount before and 分别为
        taken.update(_read_group(paragraph, whole_at, position, cue, out))
    read_announced(paragraph, out, taken)
    read_sums(paragraph, out, taken)
    read_divisions(paragraph, out, taken)


def _opening_cue(mention: Mention, text: str) -> str | None:
    """Return the words that open a list of parts right before the mention, or None."""
    if mention.dimension is Dimension.SCORE:
        return None  # scores, full marks and grade bands have their own grammar
    gap = text[mention.gap_from : mention.start]
    words = list(_OF_WHICH.finditer(gap))
    if words:
        return words[-1].group() if _opens(words[-1], mention, text) else None
    # figures in brackets after a figure: 支出100万元（基本支出60万元、项目支出40万元）
    bracket = (
        mention.in_parentheses
        and text[mention.gap_from] == "("
        and mention.subject.label
        and not _NO_PART.match(text, mention.lead_from, mention.start)
    )
    return "(" if bracket else None


def _opens(match: re.Match[str], mention: Mention, text: str) -> bool:
    """Whether a word of the gap before a number opens a list of parts with it."""
    word, gap = match.group(), match.string
    if match.start() and gap[match.start() - 1] in "不未":
        return False  # 不含, 未包括
    after = gap[match.end() :]
    if "。" in after or ";" in after or after.count(")") > after.count("("):
        return False  # 各类建筑(包括住宅、商铺)发生火灾7起: the list was closed before the number
    if word == "中" and mention.dimension is Dimension.COUNT and "," not in after:
        noun = gap[: match.start()]
        if noun.isalpha() and len(noun) <= _SHORT_NOUN and not of_one_noun(noun, mention, text):
            return False  # 12个项目中开工的15个子项目
    if word in _AT_ONCE and ("," in after.strip(",:") or len(after) > _LONG_GAP):
        return False
    return word != "由" or bool(_COMPOSED.search(text, mention.end, mention.end + 60))


def _is_retold(whole: Mention, first: Mention, text: str) -> bool:
    """Whether 即 tells the number right before it once more by its parts: 17个村,即…6个村."""
    if not same_measure(whole, first) or first.dimension is not Dimension.COUNT:
        return False
    noun = text[whole.end : first.start].partition(",即")
    if not noun[1] or len(noun[0]) > _SHORT_NOUN or not noun[2]:
        return False
    counted = _NOUN.match(text, first.end, first.tail_end)
    return counted is None or noun[0].endswith(counted.group())


def _far(gap: str) -> bool:
    return sum(gap.count(mark) for mark in ",;。") > 1 or len(gap) > _LONG_GAP


def _read_group(
    paragraph: Paragraph, whole_at: int, first_at: int, cue: str, out: Collector
) -> set[int]:
    """Read the parts from ``first_at`` on, per unit where the whole has several."""
    mentions = paragraph.mentions
    wholes = wholes_at(mentions, whole_at)
    parts = parts_from(paragraph, first_at, wholes, out)
    groups = [(whole, parts[whole.start]) for whole in wholes if parts[whole.start]]
    loose = len(groups) == 1 and _only_joined(*groups[0], out)
    if loose and (listed := _listed_to_semicolon(groups[0][1], out.text)):
        # 其中一季度a、二季度b;12月份c
        groups, loose = [(groups[0][0], listed)], False
    elif loose and (alike := _listed_in_one_unit(groups[0][1], out.text)):
        # 其中国家级6项、省级41项，新增基地五个
        groups, loose = [(groups[0][0], alike)], False
    listing = _Listing(
        cue,
        several=len(groups) > 1 and len({len(found) for _, found in groups}) == 1,
        # 其中重点3项，结题28项: what no 、 joins may be another matter
        beside=loose or (cue != "(" and has_twin(mentions, whole_at, out.text)),
    )
    for whole, found in groups:
        unread = _is_interrupted(mentions, whole, found, out.text)
        _emit(whole, found, replace(listing, unread=unread), out)
    return {part.start for _, found in groups for part in found}


def _is_interrupted(
    mentions: Sequence[Mention], whole: Mention, found: Sequence[Mention], text: str
) -> bool:
    """Whether an amount of another name stands among the parts: 财政拨款…,食堂收入…,其他收入….

    What it is, a part or a part of a part, is not said: the parts known need not make up the whole.
    """
    last = found[-1]
    after = next((m for m in mentions if m.start > last.start and not m.role), None)
    return any(
        (found[0].end < m.start < last.start or (m is after and _ends_alike(m, text)))
        and m.sentence == last.sentence
        and m not in found
        and m.concept == "other"
        and same_measure(m, whole)
        and not (m.role or m.in_parentheses or m.average)
        and _SIBLING.fullmatch(text, m.gap_from, m.start) is not None
        for m in mentions
    )


def _ends_alike(mention: Mention, text: str) -> bool:
    """Whether what follows a list is named as its parts are: …,对个人和家庭的补助."""
    return _NAMED_AS_PART.search(text, mention.gap_from, mention.start) is not None


def _listed_to_semicolon(found: Sequence[Mention], text: str) -> list[Mention]:
    """Return the parts that 、 joins, where a semicolon closes their list; else none."""
    kept = joined(found, text)
    return kept if len(kept) > 1 and text.startswith(";", kept[-1].end) else []


def _listed_in_one_unit(found: Sequence[Mention], text: str) -> list[Mention]:
    """Return the parts that 、 joins, where those that follow are counted by another word."""
    kept = joined(found, text)
    units = {value_unit(part) for part in kept}
    others = {value_unit(part) for part in found[len(kept) :]}
    return kept if len(kept) > 1 and len(units) == 1 and not units & others else []


def _only_joined(whole: Mention, found: Sequence[Mention], out: Collector) -> bool:
    """Whether nothing but 、 tells which of the numbers found are parts."""
    return (
        not closed_list(whole, found, out)
        and len(joined(found, out.text)) < len(found)
        and not parallel(found)
        and not evenly_divided(found, out.text)
        and not _told_in(whole, found)
    )


def _told_in(whole: Mention, found: Sequence[Mention]) -> bool:
    """Whether the name of the whole tells of each part: 捐款捐物862万元,其中捐款…,捐物折款…."""
    heads = {part.subject.label[:2] for part in found}
    return len(heads) == len(found) and all(
        len(head) > 1 and head in whole.subject.label for head in heads
    )


def _topic_name(
    whole: Mention,
    parts: Sequence[Mention],
    topic: Topic | None,
    *,
    several: bool,
    exhaustive: bool,
) -> str:
    if topic is not None:
        return topic.id
    if several:
        return "several_units"
    known = whole.concept != "other" and any(part.concept != "other" for part in parts)
    if exhaustive:
        return "breakdown"
    return "funds" if known and whole.dimension is Dimension.MONEY else "of_which"


def _emit(whole: Mention, parts: Sequence[Mention], listing: _Listing, out: Collector) -> None:
    topic = out.topic_of(whole, parts)
    closed = (is_closed(whole, parts, topic) and not listing.unread) or (
        topic is None and _is_exhaustive(whole, parts, listing.cue, out.text)
    )
    out.add(
        PartsOfWhole(
            start=min(whole.start, parts[0].start),
            end=max(whole.end, parts[-1].end),
            topic=_topic_name(whole, parts, topic, several=listing.several, exhaustive=closed),
            whole=out.fact(whole),
            parts=tuple(out.fact(part) for part in parts),
            exhaustive=closed,
            sure=not listing.beside,
        )
    )


def _is_exhaustive(whole: Mention, parts: Sequence[Mention], cue: str, text: str) -> bool:
    if len(parts) < 2:
        return False
    stretch = text[whole.end : parts[0].start]
    tail = text[parts[-1].end : parts[-1].end + 12]
    if _OPEN.search(stretch) or tail.startswith("等"):
        return False
    told = _SENTENCE_END.split(stretch)[
        -1
    ]  # 由3.1次提高到4.5次;…。其中: no list of what it is from
    return bool(cue != "(" and _EXHAUSTIVE.search(told))
