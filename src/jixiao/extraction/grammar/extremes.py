"""The highest and the lowest of a list: 四级资金中县级执行率最低; 得分率最高的是产出，最低的是过程.

The list stands right before, in the sentence itself or in the one before it: each of its items has
a name and one value of the kind that the claim speaks of. Another item of the list that goes beyond
the named one contradicts the claim; whether the list is complete does not matter.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from jixiao.extraction.grammar.base import Collector, Paragraph
from jixiao.extraction.grammar.sums import count_of
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Extreme
from jixiao.model.source import Span
from jixiao.patterns import pattern

_KEYS: Final = {
    "率": (Dimension.PERCENT,),
    "度": (Dimension.PERCENT, Dimension.SCORE),
    "比": (Dimension.PERCENT,),
    "重": (Dimension.PERCENT,),
    "幅": (Dimension.PERCENT,),
    "积": (Dimension.AREA,),
    "余": (Dimension.MONEY,),
}
_CLAIM = pattern(
    r"(?P<key>(?:执行|支出|使用|完成|得分|到位|合格|达标|回收|回复|满意)率|满意度|占比|比重"
    r"|[增降]幅|增长率|建设面积|面积|结余|[,、](?=最))?"
    r"(?P<claim>最(?P<way>[高低大小多少]))(?P<of>的(?:则|主要)?[是为]?)?"
)
_ANOTHER = pattern(
    r"上年|去年|往年|历年|历史|全[省市国]|近[0-9一二三四五两]年|曾|同类|计划|目标|力争|不是|并非"
)
_ONE_OF = pattern(
    r"^[^,。;]{0,16}之一|^的?(?:[0-9一二三四五六七八九十两]|几)[个项类家]|^限|^达|^不超|^检测"
)
_ORDINAL = pattern(
    r"^(?:[,、;:\s和与及]|\(?[0-9一二三四五六七八九十]{1,2}[)、.]|[①-⑳]|[一二三四五六七八九]是)+"
)
_MEASURE = pattern(
    r"(?:(?:全年)?预算(?:数|安排)?|支出|实际|执行率|执行|得分率?|得|完成率?|到位率?|占|满意度|满意率"
    r"|面积|结余|增长|下降|增幅|降幅|[为是的:达到])+$"
)
_TAILS = ("资金", "支出", "经费", "项目", "工程", "费用", "部分", "预算")
_TOTALS = pattern(r"合计|总计|共计|小计|全年|总体|综合|平均|其中|全部|其他各项|前[两三四五]")
_COUNTED = pattern(
    r"(?:在|上述|以上|这|该)*(?P<number>[两二三四五六七八九十]|[0-9]{1,2})"
    r"(?:[个项类级家大种]|部分)[\u4e00-\u9fff]{0,8}中"
)
_LONGEST = 24
_FEWEST = 3


class _Item(NamedTuple):
    name: str
    value: Mention


class _Claim(NamedTuple):
    """Where 最高 and the words after it stand, its clause, its own key, its sentence."""

    start: int
    end: int
    clause: int
    key: str
    opening: int


def read_extremes(paragraph: Paragraph, out: Collector) -> None:
    """Read what a paragraph calls the highest or the lowest of the list right before."""
    text = out.text
    if text.find("最", paragraph.start, paragraph.end) < 0:
        return
    opening = {m.sentence for m in paragraph.mentions}
    first, last = min(opening), max(opening) + 2
    for index in range(first, min(last, len(out.sentences))):
        sentence = out.sentences[index]
        if sentence.start >= paragraph.end:
            break
        key = ""
        for match in _CLAIM.finditer(text, sentence.start, min(sentence.end, paragraph.end)):
            own = (match["key"] or "").strip(",、")
            key = own or key
            clause = _clause_start(text, sentence.start, match.start("claim"))
            if not key or _ONE_OF.search(text[match.end("claim") : match.end() + _LONGEST]):
                continue
            if _ANOTHER.search(text, clause, match.end() + _LONGEST):
                continue
            said = _Claim(match.start("claim"), match.end(), clause, own, sentence.start)
            for items in _lists(paragraph, index, match.start(), key, out):
                if _claim(items, said, out):
                    break


def _clause_start(text: str, low: int, at: int) -> int:
    return max(text.rfind(mark, low, at) + 1 for mark in ",;:。") or low


def _claim(items: Sequence[_Item], said: _Claim, out: Collector) -> bool:
    """Keep the claim about one item of a list; return whether the list has what it names."""
    text = out.text
    if text.startswith("的", said.start + 2):
        words = text[said.end : said.end + _LONGEST].lstrip("“")
        named = _one([item for item in items if any(map(words.startswith, _called(item.name)))])
        at = said.start - len(said.key)
    else:
        named, at = _named_before(items, said, text)
    if named is None or not _of_the_list(text, said, at, len(items)):
        return False
    others = [item for item in items if item is not named]
    out.add(
        Extreme(
            start=min(item.value.start for item in items),
            end=max(said.end, named.value.end),
            claim=Span(said.start, said.start + 2),
            highest=text[said.start + 1] in "高大多",
            named=out.fact(named.value),
            others=tuple(out.fact(item.value) for item in others),
            names=(named.name, *(item.name for item in others)),
        )
    )
    return True


def _named_before(items: Sequence[_Item], said: _Claim, text: str) -> tuple[_Item | None, int]:
    """Return the item whose name stands right before 执行率最低, and where the name begins."""
    words = text[said.clause : said.start - len(said.key)].rstrip("”的")
    found = [
        (item, called) for item in items for called in _called(item.name) if words.endswith(called)
    ]
    if not found:
        return None, 0
    size = max(len(called) for _, called in found)
    named = _one([item for item, called in found if len(called) == size])
    return named, said.clause + len(words) - size


def _one(found: Sequence[_Item]) -> _Item | None:
    """Return the only item of those found, or the one whose name is the longest."""
    if not found:
        return None
    size = max(len(item.name) for item in found)
    longest = [item for item in found if len(item.name) == size]
    return longest[0] if len(longest) == 1 else None


def _of_the_list(text: str, said: _Claim, at: int, number: int) -> bool:
    """Whether the words before a claim leave it to speak of the whole list, and of nothing less.

    项目支出中，执行率最低的是… speaks of a part of it; 四级资金中… of as many items as it says.
    """
    before = text[said.clause : at].strip("“")
    earlier = text[said.opening : said.clause].rstrip(",")
    if not before and said.clause > said.opening and earlier.endswith("中"):
        before = earlier[max(map(earlier.rfind, ",;:。")) + 1 :]
    if before in ("", "其中", "从来源看", "分项看"):
        return True
    counted = _COUNTED.fullmatch(before)
    return counted is not None and count_of(counted["number"]) == number


def _called(name: str) -> Iterator[str]:
    """Yield a name and what is left of it without 资金, 支出 and the like."""
    yield name
    for tail in _TAILS:
        if name.endswith(tail) and len(name) > len(tail) + 1:
            yield name.removesuffix(tail)


def _lists(
    paragraph: Paragraph, index: int, limit: int, key: str, out: Collector
) -> Iterator[list[_Item]]:
    """Yield the lists before a claim, in its own sentence and in the one before."""
    before = [m for m in paragraph.mentions if m.end <= limit and m.sentence >= index - 1]
    for at in (index, index - 1):
        mentions = [m for m in before if m.sentence == at]
        items = _items(mentions, key, out) if mentions else []
        if len(items) >= _FEWEST:
            yield items


def _items(mentions: Sequence[Mention], key: str, out: Collector) -> list[_Item]:
    """Return the items of a sentence with their values, none where any is in doubt."""
    text = out.text
    opening = out.sentences[mentions[0].sentence].start
    if _ANOTHER.search(text, opening, mentions[0].start):
        return []
    found: list[_Item] = []
    segments = [list(group) for _, group in groupby(mentions, key=lambda m: m.segment)]
    if len(segments) >= _FEWEST:
        for segment in segments:
            values = [m for m in segment if _is_value(m, key, text)]
            if len(values) > 1:
                return []
            start = text.rfind(";", opening, segment[0].start) + 1 or opening
            if values:
                found.append(_Item(_name(text, start, segment[0].start), values[0]))
    else:
        previous = opening
        first: Mention | None = None
        for mention in mentions:
            first = first or mention
            if _is_value(mention, key, text):
                found.append(_Item(_name(text, previous, first.start), mention))
                previous, first = mention.end, None
    names = [item.name for item in found]
    if len(set(names)) < len(names) or any(len(n) < 2 or _TOTALS.search(n) for n in names):
        return []
    if len({item.value.quantity.unit.dimension for item in found}) > 1:
        return []
    return found


def _is_value(mention: Mention, key: str, text: str) -> bool:
    """Whether a number is a value of the kind that a claim speaks of."""
    if mention.dimension not in _KEYS.get(key[-1], ()):
        return False
    if mention.role in ("last", "target", "difference") or mention.subject.last_year:
        return False
    if mention.dimension is Dimension.AREA:
        return True
    lead = text[mention.lead_from : mention.start]
    if key in ("占比", "比重"):
        return "占" in lead or "比重" in lead
    return key in lead


def _name(text: str, start: int, end: int) -> str:
    """Return what an item is called by the words before its first number."""
    words = text[start:end].rpartition(":")[2] or text[start:end]
    words = _ORDINAL.sub("", words).partition("(")[0].strip(",:“”\"'")
    return _MEASURE.sub("", words).strip(",:“”\"'")
