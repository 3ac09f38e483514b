"""Sums said after their parts: A a、B b，合计 W."""

from collections.abc import Sequence
from itertools import pairwise

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
# 三年共安排, 四个季度合计清运: so many amounts right before, and no other
_SO_MANY = pattern(
    r"(?P<many>[两二三四五六七八九十])(?:个?(?:年度|季度|方面|部分|年份)|[年项类级批])"
    r"(?:总共|累计|合计|共计|总计|共)(?:[\u4e00-\u9fff]{2})?(?:了|为|达)?$"
)
# 全年共计: of the four quarters, or of all months
_WHOLE_YEAR = pattern(r"全年(?:总共|累计|合计|共计|总计|共)(?:[\u4e00-\u9fff]{2})?(?:了|为|达)?$")
_QUARTERS = pattern(r"四个?季度|各季度|一至四季度|1-4季度|[一1]季度")
_OF_A_YEAR = (4, 12)
# 合计治理: the verb tells nothing else than what was done to the parts
_DONE_TO_ALL = pattern(
    r"(?:总共|合计|共计|总计)(?:治理|完成|安排|支出|支付|发放|投入|实施|建设|改造|新建|清运|处置|培训|拨付|下达)(?:了|为)?$"
)
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
_EACH_YEAR = pattern(r"(?:年|年度)[^,。;]{0,16}分别|分别[^,。;]{0,16}年")
_LEVEL = pattern(r"中央|省|自治区|市|州|盟|县|区|旗|乡|镇|街道|村|本级|上级")
_LISTED = pattern(r"[、和及与][\u4e00-\u9fff]{0,12}")
_NUMERALS = {n: i for i, n in enumerate("零一二三四五六七八九十")} | {"两": 2}


def read_sums(paragraph: Paragraph, out: Collector, taken: set[int]) -> None:
    """Read the sums of a paragraph whose whole comes after its parts."""
    _read_plain_sums(paragraph, out, taken)
    for position, mention in enumerate(paragraph.mentions):
        if position > 1 and not mention.role and mention.start not in taken:
            _read_named_sum(paragraph, position, out, taken)


def _read_plain_sums(paragraph: Paragraph, out: Collector, taken: set[int]) -> None:
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


def _read_named_sum(paragraph: Paragraph, position: int, out: Collector, taken: set[int]) -> None:
    """Read sums whose words say of how many amounts they are, or what was done to all of them."""
    mention, text = paragraph.mentions[position], out.text
    lead = text[mention.lead_from : mention.start]
    if not ("共" in lead or "计" in lead) or mention.dimension not in _ADDED:
        return
    before = [m for m in paragraph.mentions[:position] if m.sentence == mention.sentence]
    parts = [m for m in before if same_measure(m, mention) and not m.role and not m.average]
    if len(parts) < 2 or len(parts) not in _wanted(lead, parts, before, out):
        return
    plain = all(p.quantity.is_point and not p.in_parentheses for p in (*parts, mention))
    if not plain or any(p.start in taken or _is_planned(p, text) for p in parts):
        return
    known = (r.whole.start for r in out.relations[PartsOfWhole] if isinstance(r, PartsOfWhole))
    if _of_different(parts, mention, text) or mention.start in known:
        return
    out.add(
        PartsOfWhole(
            start=parts[0].start,
            end=mention.end,
            topic="breakdown",
            whole=out.fact(mention),
            parts=tuple(out.fact(part) for part in parts),
            exhaustive=True,
        )
    )


def _wanted(
    lead: str, parts: Sequence[Mention], before: Sequence[Mention], out: Collector
) -> tuple[int, ...]:
    """Return how many amounts the words of a sum can be of, none where they do not say it."""
    many = _SO_MANY.fullmatch(lead)
    if many is not None:
        return (count_of(many["many"]),) if _are_such(parts, many.group(), out) else ()
    if _WHOLE_YEAR.fullmatch(lead):
        start = out.sentences[parts[0].sentence].start
        return _OF_A_YEAR if _QUARTERS.search(out.text, start, parts[0].start) else ()
    done = _DONE_TO_ALL.fullmatch(lead) and parts[-1] is before[-1]
    return (len(parts),) if done and _side_by_side(parts, out.text) else ()


def _are_such(parts: Sequence[Mention], words: str, out: Collector) -> bool:
    """Whether amounts are those of 三年, 三级: each of a year, a level of its own."""
    text, start = out.text, out.sentences[parts[0].sentence].start
    if "年" in words[1:]:
        years = [p.period.year for p in parts if p.own_period and p.period is not None]
        if len(years) == len(parts) == len(set(years)) and None not in years:
            return True
        return _EACH_YEAR.search(text, start, parts[0].start) is not None
    if "级" in words:
        return all(_LEVEL.search(text, p.lead_from, p.start) for p in parts)
    return True


def _side_by_side(parts: Sequence[Mention], text: str) -> bool:
    """Whether nothing but 、 and names stand between amounts."""
    return all(
        _LISTED.fullmatch(text, one.end, other.start) is not None for one, other in pairwise(parts)
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
