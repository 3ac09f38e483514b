"""Scores that a text adds up: 决策得19分,过程得18分,…,合计95分 and 自评得分95分。其中,投入得14分….

Only lists that the words close are read as sure: a counted sum (四项合计), or parts that name the
input, the output and the effect of a scheme.
"""

from collections.abc import Sequence
from typing import NamedTuple

from jixiao.extraction.grammar.base import Collector
from jixiao.extraction.mentions import Mention
from jixiao.patterns import pattern

_NUMERALS = {n: i for i, n in enumerate("零一二三四五六七八九十")} | {"两": 2}
_SUM = pattern(
    r"(?:(?P<count>[两二三四五六七八九十]|[0-9]{1,2})(?:大?[项类个]|部分|方面|大项)[^,。;]{0,8}?)?"
    r"(?:总得分|总评分|总分|总成绩|综合得分|综合评分|综合评价得分|自评得分|自评总分|自评分|评价得分|评价总分|评分|"
    r"绩效得分|最终得分|最后得分|实际得分|得分合计|得分|合计|共计|总计|累计|相加|加总|自评|共)"
    r"(?:共|得分?|[为是达计:])*$"
)
_TOGETHER = pattern(r"合计|共计|总计|相加|加总|共得")
_COUNTED = pattern(
    r"([两二三四五六七八九十]|[0-9]{1,2})(?:大?[项类个]|部分|方面|大项)[^,。;0-9]{0,12}$"
)
_NOT_OURS = pattern(
    r"提高|提升|下降|降低|增加|减少|[比较高低差]|每|加分|调整|上年|去年|原|平均|全[市县省区]"
)
_BEFORE_CHECK = pattern(r"监控|年中|上半年|预评|第三方|抽查")
_AFTERWARDS = pattern(r"另|违规|倒扣|惩罚|后$|加分|奖励|附加")
_JOINED = pattern(r"[、,]?(?:和|及|与)?")
_YEAR = pattern(r"[0-9]年|年度")
_FULL = pattern(r"满分|分值|权重|百分制|总分1?[0-9]0分")
_OPENS = pattern(
    r"(?:其中|各(?:部分|项|类|级|指标)|具体|分项|分别|一级指标|[:(]|分数构成|得分(?:情况|构成))"
)
_IN = pattern(r"执行|投入|决策|资金|管理|过程|成本|立项|效率")
_OUT = pattern(r"产出|履职|任务|职能|效能|目标完成")
_EFFECT = pattern(r"效益|效果|效应|满意|可持续")
_LEAST = 3
_EACH_GOT = pattern(r"(?:分别|依次|各自?|逐项)[\u4e00-\u9fff]{0,4}[得评计]")


# What may stand before the word of a total: 经自评,我局综合得分.
_GENERAL = pattern(
    r"(?:经|本次|此次|我|本|全|该|年度|部门|单位|项目|整体|支出|绩效|[\u4e00-\u9fff]?(?:学院|学校|医院|中心|街道)|"
    r"[局镇乡院校市县区旗厅委办村]|"
    r"评价|自评|综合|最终|最后|实际|故|因此|上述|以上|各项|指标|加权|核定|逐项|得分|[0-9]{4}年度?)*"
)


class Item(NamedTuple):
    """One score of a paragraph; ``kind``: item, sum, lost, full or stop (whatever ends a list)."""

    kind: str
    mention: Mention
    name: str = ""
    number: int = 0


class Told(NamedTuple):
    """What is known of the scores of a paragraph: names, full marks."""

    names: dict[int, str]
    full: frozenset[int]


def read_score_sums(
    marks: Sequence[Mention], told: Told, out: Collector
) -> list[tuple[Mention, list[Mention], bool]]:
    """Return the totals of a paragraph with their parts; the flag tells a list that is closed."""
    if len(marks) < _LEAST:
        return []
    entries: list[Item] = []
    for mention in marks:
        entry = _entry(mention, told, out)
        bare = not entry.name and entry.kind == "item" and mention.start not in told.names
        if bare and entries:  # 10分、50分、30分: of the kind of the first
            entry = Item(entries[-1].kind, mention)
        entries.append(entry)
    entries = [entry for entry in entries if entry.kind != "full"]
    found = []
    used: set[int] = set()
    for position, entry in enumerate(entries):
        if entry.kind != "sum":
            continue
        read = _parts_behind(entries, position, told, out)
        if read is None:
            read = _parts_before(entries, position, told, out)
        if read is not None and used.isdisjoint(m.start for m in read[0]):
            found.append((entry.mention, *read))
            used.update(m.start for m in read[0])
    return found


def _entry(mention: Mention, told: Told, out: Collector) -> Item:
    text = out.text
    if mention.role in ("deduction", "full_mark"):
        return Item("lost" if mention.role == "deduction" else "full", mention)
    lead = text[mention.lead_from : mention.start]
    if mention.role == "other_score" or _NOT_OURS.search(lead):
        return Item("stop", mention)
    clause = text[mention.clause : mention.start]
    match = _SUM.search(clause)
    general = match is not None and _GENERAL.fullmatch(clause, 0, match.start())
    if match is not None and (general or match["count"]):
        sentence = out.sentences[mention.sentence]
        before = text[max(sentence.start, mention.clause - 30) : mention.start]
        kind = "stop" if _BEFORE_CHECK.search(before) else "sum"
        return Item(
            kind, mention, number=_number(match["count"]) or _number_before(text, mention.clause)
        )
    if mention.start in told.names:
        return Item("item", mention, told.names[mention.start])
    name = lead.strip("、,;:。的和及与 ")
    return Item("item" if name or _JOINED.fullmatch(lead) else "stop", mention, name)


def _number_before(text: str, clause: int) -> int:
    match = _COUNTED.search(text, max(0, clause - 16), clause)
    return _number(match[1]) if match is not None else 0


def _number(word: str | None) -> int:
    if not word:
        return 0
    return int(word) if word.isdigit() else _NUMERALS.get(word, 0)


def _parts_before(
    entries: Sequence[Item], position: int, told: Told, out: Collector
) -> tuple[list[Mention], bool] | None:
    """Return the scores told before a sum in its sentence, or in the one before it."""
    entry = entries[position]
    clause = entry.mention.clause
    if _AFTERWARDS.search(out.text, clause - 8, entry.mention.start):
        return None
    if _YEAR.search(out.text, clause, entry.mention.start):
        return None  # 2021年自评92.1分 after the scores of this year
    items, heads = _listed(entries[:position], entry.mention, out.text)
    if entry.number:
        return ([i.mention for i in items], True) if entry.number == len(items) > 1 else None
    own = [i for i in items if i.mention.sentence == entry.mention.sentence]
    sentence = out.sentences[entry.mention.sentence]
    if not own and items and entry.mention.clause - sentence.start < _LEAST:
        own = [i for i in items if i.mention.sentence == items[-1].mention.sentence]
    if len(own) < _LEAST or not _are_scores(own, told, out.text):
        return None
    together = _TOGETHER.search(out.text, entry.mention.clause, entry.mention.start)
    named = len(heads) == len(own) and _whole_scheme(heads)
    closed = _whole_scheme(own) or together is not None or named
    return ([i.mention for i in own], True) if closed else None


def _listed(entries: Sequence[Item], total: Mention, text: str) -> tuple[list[Item], list[Item]]:
    """Return the scores told last before a total, and the full marks that they were given out of.

    投入15分、过程20分…,分别得14.6分、18.9分…: what is told before 分别得 are no scores.
    """
    items: list[Item] = []
    heads: list[Item] = []
    found = items
    for one in reversed(entries):
        if one.kind in ("sum", "stop"):
            break
        if one.kind == "item" and one.mention.in_parentheses == total.in_parentheses:
            found.insert(0, one)
            if _EACH_GOT.search(_lead(one, text)):
                found = heads
    return items, heads


def _are_scores(items: Sequence[Item], told: Told, text: str) -> bool:
    """Whether what is listed before a total are scores, no full marks: 决策20分,…,总得分91分."""
    first = items[0].mention
    if _lacks_one(items, told):
        return False
    if "其中" in text[first.gap_from : first.start]:
        return False  # parts of the number before them
    names = [i.name for i in items if i.name]
    if len(set(names)) < len(names):
        return False
    got = [i for i in items if i.mention.start in told.names or "得" in _lead(i, text)]
    if not names[1:]:
        return first in [i.mention for i in got]
    if len(got) == len(items):
        return True
    return bool(got) and not _FULL.search(text, first.clause - 40, items[-1].mention.end)


def _lacks_one(items: Sequence[Item], told: Told) -> bool:
    """Whether a full mark stands without its score among others: 决策15分,得15分;过程25分;…."""
    paired = any(i.mention.start in told.full for i in items)
    return paired and any(i.name and i.mention.start not in told.names for i in items)


def _lead(item: Item, text: str) -> str:
    return text[item.mention.lead_from : item.mention.start]


def _parts_behind(
    entries: Sequence[Item], position: int, told: Told, out: Collector
) -> tuple[list[Mention], bool] | None:
    """Return the scores told after a total: 自评得分95分。其中,…."""
    text, whole = out.text, entries[position].mention
    items: list[Item] = []
    for one in entries[position + 1 :]:
        if one.kind != "item" or one.mention.sentence > whole.sentence + 1:
            break
        if items and one.mention.sentence != items[0].mention.sentence:
            break
        items.append(one)
    if len(items) < _LEAST:
        return None
    first = items[0].mention
    start = whole.end
    if first.sentence != whole.sentence:
        start = out.sentences[first.sentence].start
    listed = all(i.mention.start in told.full for i in items)
    if not (listed or _OPENS.search(text, start, first.start)):
        return None
    if "主要" in text[start : first.start] or "等" in text[items[-1].mention.end :][:1]:
        return None
    if _lacks_one(items, told):
        return None
    nested = any("其中" in text[i.mention.gap_from : i.mention.start] for i in items[1:])
    inside = [i for i in items if i.mention.in_parentheses == first.in_parentheses]
    if nested or not _whole_scheme(inside):
        return None
    return [i.mention for i in inside], True


def _whole_scheme(items: Sequence[Item]) -> bool:
    """Whether the names cover what is put in, what comes out and what it brings about."""
    return len(items) >= _LEAST and all(
        any(words.search(item.name) for item in items) for words in (_IN, _OUT, _EFFECT)
    )
