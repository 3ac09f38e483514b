"""Sums said after their parts: A a、B b，合计 W."""

from collections.abc import Sequence

from jixiao.extraction.grammar.base import (
    Collector,
    Paragraph,
    is_percent,
    looks_like_target,
    same_measure,
)
from jixiao.extraction.grammar.counted import counts_others
from jixiao.extraction.grammar.part_lists import APART
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.model.relation import PartsOfWhole
from jixiao.patterns import pattern

SUM_WORD = pattern(
    r"(?:合计|共计|总计|(?:两|三|四|五|六|二)项(?:合计|共计|共|总计)"
    r"|(?:以上|上述)[两二三四五六]?项?(?:合计|共计|共)|合计数)[为是:]?$"
)
_SUM_ENDS = frozenset("计共数为是:")  # with which such a word ends
_ADDED = frozenset(
    {
        Dimension.MONEY,
        Dimension.COUNT,
        Dimension.AREA,
        Dimension.LENGTH,
        Dimension.MASS,
    }
)
_SUM_COUNT = pattern(r"([两二三四五六七八九十]|[0-9]{1,2})项")
_FOREMOST = pattern(r"前(?:[两二三四五六七八九十]|[0-9]{1,2})")  # 前两类合计: see announced_parts
_PLANNED = pattern(r"(?:目标|计划|任务|指标)(?![内外])(?:数|值|为|[\u4e00-\u9fff]{2})?$")
_TOGETHER = pattern("共")
_NUMERALS = {n: i for i, n in enumerate("零一二三四五六七八九十")} | {"两": 2}


def read_sums(paragraph: Paragraph, out: Collector, taken: set[int]) -> None:
    """Read A a、B b，合计 W: the whole comes after its parts."""
    mentions, text = paragraph.mentions, out.text
    for position, mention in enumerate(mentions):
        if text[mention.start - 1] not in _SUM_ENDS:
            continue
        lead = text[mention.lead_from : mention.start]
        match = SUM_WORD.search(lead)
        if match is None and lead == "共" and position and mentions[position - 1].role == "counter":
            match = _TOGETHER.match(lead)  # 两项共74口
        if match is None or mention.start in taken or mention.role:
            continue
        if mention.dimension not in _ADDED:
            continue
        parts = _addends(mentions[:position], mention, text, across=False)
        counted = _counted(mentions[position - 1], mention, text)
        if len(parts) < 2:
            parts = _addends(mentions[:position], mention, text, across=True, over=counted > 1)
        if _FOREMOST.match(text, mention.clause) or (counted and len(parts) != counted):
            continue  # 两项合计 of three amounts: which two is not said
        if len(parts) < 2 or lead[: match.start()].strip(",、两三四五六二项上述以各"):
            continue
        if any(part.start in taken for part in parts) or _of_different(parts, mention, text):
            continue
        topic = out.topic_of(mention, parts)
        out.add(
            PartsOfWhole(
                start=parts[0].start,
                end=mention.end,
                topic=topic.id if topic is not None else "breakdown",
                whole=out.fact(mention),
                parts=tuple(out.fact(part) for part in parts),
                exhaustive=True,
                sure=True,
            )
        )


def _of_different(parts: Sequence[Mention], total: Mention, text: str) -> bool:
    """Whether amounts are of two kinds (支出3098万元,年初预算2890万元), or a total is of others."""
    return len({p.kind for p in parts} & APART) > 1 or counts_others(parts, total, text)


def _is_planned(mention: Mention, text: str) -> bool:
    """Whether a number says what was to be done."""
    return looks_like_target(mention, text) or (
        _PLANNED.search(text, mention.lead_from, mention.start) is not None
    )


def _counted(before: Mention, total: Mention, text: str) -> int:
    """Return how many amounts 两项合计 says that it adds up, 0 where it does not say it."""
    match = _SUM_COUNT.search(text, total.gap_from, total.start)
    if match is None and before.role == "counter":
        match = _SUM_COUNT.match(text, total.gap_from - 2)
    return count_of(match.group(1)) if match is not None else 0


def count_of(word: str) -> int:
    """Return the number that a numeral of one or two characters says, or 0."""
    return _NUMERALS.get(word, 0) or (int(word) if word.isdigit() else 0)


def _addends(
    before: Sequence[Mention], total: Mention, text: str, *, across: bool, over: bool = False
) -> list[Mention]:
    """Return the amounts that 合计 adds up: of its segment, or of the whole sentence.

    Where 两项 tells how many there are they may stand ``over`` other numbers (每亩、户数) apart.
    """
    parts: list[Mention] = []
    for candidate in reversed(before):
        if candidate.sentence != total.sentence:
            break
        if not across and candidate.segment != total.segment:
            break
        if candidate.role or is_percent(candidate) or candidate.average:
            continue
        if parts and _is_planned(candidate, text) and not _is_planned(parts[-1], text):
            break  # 目标1800人次,分别培训500人次…,合计1880人次: what was planned is no addend
        if not same_measure(candidate, total):
            if over or candidate.end == total.lead_from:
                continue  # 两项 in 两项合计
            break
        parts.append(candidate)
    parts.reverse()
    return parts
