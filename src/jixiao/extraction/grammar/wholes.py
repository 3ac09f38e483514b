"""The whole that a list of parts refers to: the nearest amount before that can hold them."""

from collections.abc import Sequence

from jixiao.extraction.grammar.base import Collector, is_percent, looks_like_target, same_measure
from jixiao.extraction.grammar.part_lists import APART, SHARED
from jixiao.extraction.grammar.partitions import may_part
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern

_NAMED_WHOLE = pattern(
    r"([\u4e00-\u9fff]{2,12}[收支入出额算])中(?:[,:]|包括|包含)"
    r"|^([\u4e00-\u9fff]{2,10}[支收][出入])中|(?:^|;)(?!其)([\u4e00-\u9fff]{2,14}?)当?中[,:]"
    r"|(?:^|[,;。])([\u4e00-\u9fff]{1,11}[员生位目标户村业])中[\u4e00-\u9fff“]*$"
)
# What those are called that a number before counts.
_SERVED = (
    ("参训", "培训"),
    ("受训", "培训"),
    ("培训对象", "培训"),
    ("参会", "会议"),
    ("就诊", "诊疗"),
)
_TOTAL_ENDS = ("合计", "总计", "总额", "共计", "决算", "决算数", "总数")
_WITHIN = pattern(r"[\u4e00-\u9fff]*的[\u4e00-\u9fff]*")  # 4个乡镇的17个村
_FAR_OFF = pattern('[”"]|.{24}')  # “3张清单、8项行动”总体安排,…任务47项
_SAVED = pattern(
    r"(?:(?:节约?|节支|节省|下浮|核减)(?:了|资金|金额|额)?|差[值额异]|[增减][收支])(?:额|了)?为?$"
)
_EACH = pattern(
    r"各(?:走访|发放|抽查|抽取|选取|补助|奖励|配备|安排|投入|下达)[\u4e00-\u9fff]{0,4}$"
)
_SLOGAN = 24
_AT_THE_HEAD = 3  # 其中 so near to the start of its sentence refers to the sentence before


def whole_before(mentions: Sequence[Mention], position: int, out: Collector) -> int | None:
    """Return the position of the whole that an opening cue refers to: the nearest amount before."""
    first = mentions[position]
    named = named_whole(first, out.text)
    before = range(position - 1, -1, -1)
    if named:
        fitting = (
            at
            for at in before
            if mentions[at].role not in SHARED and is_named(mentions[at], named, out.text)
        )
        return next(fitting, None)
    wholes = _concepts_of_wholes(first, out)
    fallback: int | None = None
    budget: int | None = None  # 全年预算1000万元，其中基本支出…: names that spending has too
    opening = out.sentences[first.sentence].start
    inside = out.text[opening : first.start].find("其中") > _AT_THE_HEAD
    earliest = first.sentence if inside else first.sentence - 1
    apart = _inside_segment(first, out)
    for at in before:
        candidate = mentions[at]
        if candidate.sentence < earliest or (apart and candidate.segment != first.segment):
            break
        if wholes and budget is None and _is_budget_of(candidate, first, wholes, out.text):
            budget = at
        if not _can_hold(candidate, first, out.text):
            continue
        if wholes and candidate.subject.entity is not first.subject.entity and not first.hits:
            continue
        if wholes and candidate.concept not in wholes:
            fallback = at if fallback is None else fallback
            continue
        if budget is not None and candidate.sentence != mentions[budget].sentence:
            return budget
        return _same_word(mentions, at, first)
    else:
        return fallback if budget is None else budget
    return budget


def _is_budget_of(candidate: Mention, first: Mention, wholes: set[str], text: str) -> bool:
    """Whether a budget can be the whole of a part that is named like spending (基本支出)."""
    return (
        candidate.kind == "budget"
        and first.kind == "expenditure"
        and candidate.concept in wholes
        and candidate.end == first.gap_from
        and same_measure(candidate, first)
        and not candidate.role
        and not candidate.in_parentheses
        and not text.startswith(("占", "完成"), candidate.lead_from)
    )


def _inside_segment(first: Mention, out: Collector) -> bool:
    """Whether words of its own come between the last semicolon and 其中: …；乙工程…，其中…."""
    opening = out.text.rfind(";", out.sentences[first.sentence].start, first.start)
    return opening >= 0 and out.text[opening + 1 : first.start].find("其中") > _AT_THE_HEAD


def _concepts_of_wholes(first: Mention, out: Collector) -> set[str]:
    """Return what the wholes are called that the vocabulary knows for a part."""
    return {
        name
        for topic in out.vocabulary.topics
        if topic.closed and first.concept in topic.parts and may_part(topic, first)
        for name in topic.wholes
    }


def _can_hold(candidate: Mention, first: Mention, text: str) -> bool:
    """Whether an amount can be the whole of a part, by its measure and by how it is said."""
    outside = candidate.in_parentheses and candidate.clause != first.clause
    if candidate.role in SHARED or is_percent(candidate) or outside:
        return False
    if candidate.subject.last_year or _is_one_of_many(candidate, text):
        return False
    if _EACH.search(text, candidate.lead_from, candidate.start) or _quoted(candidate, text):
        return False  # 13个村各走访20户, “1个定位、3张清单、8项行动”
    if not same_measure(candidate, first) or looks_like_target(candidate, text):
        return False
    if candidate.kind != first.kind and {candidate.kind, first.kind} <= APART:
        return False
    return not _is_compared(candidate, text)


def _quoted(candidate: Mention, text: str) -> bool:
    """Whether a number stands in a slogan between quotation marks."""
    low = max(candidate.start - _SLOGAN, 0)
    opened = text.rfind("“", low, candidate.start)
    return opened >= 0 and text.find("”", opened, candidate.start) < 0 < text.find(
        "”", candidate.end
    )


def _is_one_of_many(candidate: Mention, text: str) -> bool:
    """Whether an amount is the first of those that 分别为 lists."""
    lead = text[candidate.lead_from : candidate.start]
    return "分别" in lead and text.startswith(("、", "和", "及", ",和"), candidate.end)


def _is_compared(candidate: Mention, text: str) -> bool:
    """Whether an amount stands inside 占X的r% or 完成X的r%, or is what was saved: no whole."""
    if _SAVED.search(text, candidate.lead_from, candidate.start):
        return True  # 实际采购95万元，节约5万元，其中公开招标80万元
    if text.startswith("完成", candidate.lead_from):
        return text.startswith("的", candidate.end)
    return text.startswith("占", candidate.lead_from)


def named_whole(first: Mention, text: str) -> str:
    """Return the whole that the cue names itself: 总收入中,… has one, 其中 none."""
    gap = text[first.gap_from : first.start]
    match = _NAMED_WHOLE.search(gap)
    return next((group for group in match.groups() if group), "") if match else ""


def is_named(mention: Mention, named: str, text: str) -> bool:
    """Whether an amount has the name that a cue gives its whole."""
    label = mention.subject.label
    if label and (label.endswith(named) or named.endswith(label)):
        return True
    alias = next((word for head, word in _SERVED if named.startswith(head)), "")
    if alias and label.endswith(alias):
        return True  # 实际培训1386人次。参训人员中,…
    if label.startswith(named) and label[len(named) :] in _TOTAL_ENDS:
        return True  # 本年收入合计 is what 本年收入中 means
    if any(label.endswith(named[:size]) for size in range(2, len(named))):
        return True  # 在编125人,…;在编人员中
    return text.endswith(named, mention.lead_from, mention.start) or text.startswith(
        named, mention.end
    )


def _same_word(mentions: Sequence[Mention], at: int, first: Mention) -> int:
    """Prefer a whole with the very unit of its parts: 在职63人，编制66名，其中机关24人."""
    unit = first.quantity.unit.name
    nearest = mentions[at]
    if nearest.quantity.unit.name == unit or nearest.dimension is not Dimension.COUNT:
        return at
    for other in range(at - 1, -1, -1):
        candidate = mentions[other]
        if candidate.sentence != nearest.sentence:
            break
        if candidate.quantity.unit.name == unit and candidate.role not in SHARED:
            return other
    return at


def wholes_at(mentions: Sequence[Mention], at: int) -> list[Mention]:
    """Return the whole, with the neighbours that count the same thing in another unit."""
    whole = mentions[at]
    group = [whole]
    for neighbour in (at - 1, at + 1):
        if 0 <= neighbour < len(mentions):
            other = mentions[neighbour]
            first, second = sorted((whole, other), key=lambda m: m.start)
            if (
                other.sentence == whole.sentence
                and second.start - first.end <= 1
                and not same_measure(other, whole)
                and other.dimension is Dimension.COUNT
            ):
                group.append(other)
    return sorted(group, key=lambda m: m.start)


def has_twin(mentions: Sequence[Mention], at: int, text: str) -> bool:
    """Whether the whole is the last of several like it (动态320篇、专报53篇，其中…)."""
    if at == 0:
        return False
    whole, before = mentions[at], mentions[at - 1]
    return (
        before.sentence == whole.sentence
        and same_measure(before, whole)
        and whole.concept == before.concept == "other"
        and before.role not in SHARED
        and not looks_like_target(before, text)
        and not _WITHIN.fullmatch(text, before.end, whole.start)
        and not _FAR_OFF.search(text, before.end, whole.start)
    )
