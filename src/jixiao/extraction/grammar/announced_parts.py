"""Parts that the words before them announce: 来自四个方面:…, 按来源分,…, 项目支出中,…其余….

Here also the sums of a year's quarters: 一季度a、二季度b，上半年c.
"""

from collections.abc import Sequence

from jixiao.extraction.grammar.base import (
    DERIVED,
    Collector,
    Paragraph,
    is_percent,
    same_measure,
)
from jixiao.extraction.grammar.part_lists import is_nested
from jixiao.extraction.grammar.partitions import has_source
from jixiao.extraction.grammar.ratio_operands import WIDE, subject_of
from jixiao.extraction.grammar.sums import SUM_WORD, count_of
from jixiao.extraction.mentions import Mention
from jixiao.model.fact import Basis
from jixiao.model.quantity import Dimension
from jixiao.model.relation import PartsOfWhole
from jixiao.patterns import pattern

_DECLARED = pattern(
    r"(?:^|[^第前后])([两二三四五六七八九十]|[0-9]{1,2})(?:大|个)?"
    r"(?:板块|方面|部分|类|块|渠道|领域|层级|类别|来源|用途|方向|子项|分项|子项目)[\u4e00-\u9fff]{0,4}:"
)
_TOTAL_NAMED = pattern(r"(?:合计|总计|总额|共计|总量|总数)为?$|总(?:收入|支出|预算)为?$")
_DIVIDES = pattern(
    r",?(?:资金|主要|分别)*(?:来自于?|来源于|分为|分成|分|划分为|包括|投向|用于|由|构成|共|涉及|涵盖|支持)*以?下?"
)
_LIST_REACH = 80
_BY_SOURCE = pattern(
    r"(?:^|[。;,])(?:按|从)[^,。;:]{0,6}(?:来源|渠道|级次|资金性质)[^,。;:]{0,4}[,:]"
)
_GRANTED = frozenset({"budget_total", "fund_total"})
_CLASSED = pattern(r"[。;,:](?:按|从)[^。;]*$")
_WITHIN = pattern(r"(?:^|[。;])([\u4e00-\u9fff]{2,10}[支收][出入])中[,:]")
_WITHIN_AT_HEAD = pattern(r"([\u4e00-\u9fff]{2,10}[支收][出入])中[,:]")
_REST = pattern(r"[,、;和及]?其余(?:的|部分)?(?:为|是|系|用于|均为)?")
_QUARTER = pattern(r"(?:第?([一二三四1-4])季度)(?!末|底|累计)")
_SEVERAL_QUARTERS = pattern(r"(上半年|下半年|前三季度|[1一][-—至到][9九]月)")
_TIMES = pattern(
    r"第?[一二三四1-4]季度|[上下]半年|前三季度|[1一][-—至到][9九]月份?|累计|合计|实际|完成|共|已|全年|[0-9]{4}年|,|其中|的|为"
)
_TOGETHER = pattern(r"(?:累计|总共|共)(安排|投入|支出|下达|拨付|)")

_YEARS = pattern(r"[两二三四五六]年|年.*年|各年")
_FIRST_OF = pattern(
    r"[,。;]前([两三四五六七八])[项类个](?:合计|共计|累计|共)(?:支出|资金|安排|投入)?$"
)
_INCLUDES = pattern(r"[,(]?(?:其中)?(?:包?含|包括|不含|扣除)")
_REACH = 12
_RANKED = pattern(r"最[高多大低少小]|其次|再次|排[名在]|居[首前]|位[居列]")
_TOLD_TOGETHER = frozenset({Dimension.MONEY, Dimension.COUNT})
_SPAN = {"上半年": (1, 2), "下半年": (3, 4)}
_OF_QUARTER = {n: i for i, n in enumerate("0一二三四")} | {str(i): i for i in range(1, 5)}


def read_announced(paragraph: Paragraph, out: Collector, taken: set[int]) -> None:
    """Read the lists of a paragraph that its words announce, and the sums of quarters."""
    text = out.text
    for position, opener in enumerate(paragraph.mentions):
        if opener.start in taken or opener.role or opener.dimension is not Dimension.MONEY:
            continue
        gap = text[opener.gap_from : opener.start]
        if ":" in gap and (
            _read_declared(paragraph, position, out, taken)
            or _read_after_colon(paragraph, position, out, taken)
        ):
            continue
        if _BY_SOURCE.search(gap):
            _read_sources(paragraph, position, out, taken)
        elif "中," in gap or "中:" in gap:
            _read_within(paragraph, position, out, taken)
    for position, mention in enumerate(paragraph.mentions):
        if mention.dimension in _TOLD_TOGETHER and not mention.role:
            _read_together(paragraph.mentions, position, out, taken)
    if "季度" in text[paragraph.start : paragraph.end]:
        _read_quarters(paragraph, out, taken)


def _read_declared(paragraph: Paragraph, position: int, out: Collector, taken: set[int]) -> bool:
    """Read W来自四个方面:一是A a，…: as many parts as the words announce make up the whole."""
    mentions, text = paragraph.mentions, out.text
    opener = mentions[position]
    opening = out.sentences[opener.sentence].start
    match = _DECLARED.search(text, opening, opener.lead_from + 1)
    if match is None or text[match.end() : opener.lead_from].strip("一是1.(（）)"):
        return False
    whole = next(
        (
            m
            for m in paragraph.before(opener)
            if m.sentence == opener.sentence and m.start < match.start(1)
        ),
        None,
    )
    if whole is None:
        whole, name_end = _named_above(paragraph, opening, match.start(1), out)
    else:
        name_end = whole.end
    if _DIVIDES.fullmatch(text, name_end, match.start(1)) is None:
        return False  # of another matter than the amount before
    if whole is None or whole.role or not same_measure(whole, opener):
        return False
    parts = _listed(mentions[position:], text)
    if len(parts) != count_of(match.group(1)) or _open_ended(parts, text):
        return False
    taken.update(p.start for p in parts)
    _add(whole, parts, out)
    return True


def _read_after_colon(paragraph: Paragraph, position: int, out: Collector, taken: set[int]) -> bool:
    """Read 收入合计W:A a，…;B b: what a colon lists right after a total is part of it."""
    opener, text = paragraph.mentions[position], out.text
    whole = paragraph.mentions[position - 1] if position else None
    if whole is None or text[whole.end : opener.start][:1] != ":" or whole.role:
        return False
    lead = text[whole.lead_from : whole.start]
    if not _TOTAL_NAMED.search(lead) or not same_measure(whole, opener):
        return False
    parts = _listed(paragraph.mentions[position:], text)
    if len(parts) < 2 or any(m.kind and m.kind != whole.kind and whole.kind for m in parts):
        return False
    taken.update(p.start for p in parts)
    _add(whole, parts, out, topic="of_which")
    return True


def _named_above(
    paragraph: Paragraph, start: int, end: int, out: Collector
) -> tuple[Mention | None, int]:
    """Return the one amount told before that a phrase like 项目支出投向 begins with."""
    hit = next(iter(out.vocabulary.scan(out.text, start, end)), None)
    if hit is None or hit.start != start or hit.entry.concept is None:
        return None, end
    return told_before(paragraph, out.text[start : hit.end], start, out), hit.end


def told_before(paragraph: Paragraph, name: str, limit: int, out: Collector) -> Mention | None:
    """Return the amount told before under a name of the vocabulary, if it is always the same."""
    wanted = subject_of(name, out)
    if wanted.concept.kind not in ("expenditure", "income", "budget"):
        return None
    found = [
        m
        for p in (paragraph, *out.above(paragraph, WIDE))
        for m in reversed(p.mentions)
        if m.start < limit
        and m.concept == wanted.concept.name
        and m.subject.fund is wanted.fund
        and m.subject.entity is wanted.entity
        and not m.subject.owner
        and not m.subject.last_year
        and not m.role
    ]
    return found[0] if found and len({m.quantity.base for m in found}) == 1 else None


def _listed(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return the first amount and those that its sentence lists after it, up to a sum."""
    opener = mentions[0]
    parts = [opener]
    for mention in mentions[1:]:
        if mention.sentence != opener.sentence:
            break
        if is_percent(mention) or mention.in_parentheses or is_nested(mention, text):
            continue
        if mention.role in DERIVED or SUM_WORD.search(text, mention.lead_from, mention.start):
            break
        if text.startswith(("共", "累计"), mention.lead_from):
            break
        if mention.dimension is Dimension.COUNT:
            continue
        lead = text[mention.lead_from : mention.start]
        if (
            not same_measure(mention, opener)
            or mention.average
            or lead.startswith(("占", "分别占"))
        ):
            break
        parts.append(mention)
    return parts


def _open_ended(parts: Sequence[Mention], text: str) -> bool:
    """Whether a list ends with 等."""
    return text.startswith("等", parts[-1].end)


def _read_sources(paragraph: Paragraph, position: int, out: Collector, taken: set[int]) -> None:
    """Read 全年预算W。按来源分，A a、B b、C c: the sources of a budget make it up."""
    opener = paragraph.mentions[position]
    if opener.kind in ("expenditure", "income"):
        return
    parts = [
        m for m in _listed(paragraph.mentions[position:], out.text) if m.segment == opener.segment
    ]
    kinds = {m.kind for m in parts}
    sourced = all(has_source(m) or m.concept.startswith("fund_") for m in parts[:2])
    if len(parts) < 2 or kinds & {"expenditure", "income"} or not sourced:
        return
    totals = [
        m
        for m in paragraph.before(opener)
        if m.concept in _GRANTED and not m.role and m.subject.fund is None and not m.in_parentheses
    ]
    whole = totals[0] if totals else None
    if whole is None or whole.start in out.wholes or _open_ended(parts, out.text):
        return
    if any(m.subject.basis not in (None, whole.subject.basis) for m in parts):
        return  # parts of another stage of the budget
    between = [m for m in paragraph.before(opener) if m.start > whole.start]
    if any(m.kind and not _is_classed(m, out.text) for m in between):
        return  # it may be that amount that is divided
    certain = whole.subject.basis is not Basis.INITIAL_BUDGET or len(totals) == 1
    taken.update(p.start for p in parts)
    _add(whole, parts, out, topic="fund_by_source", sure=certain)


def _is_classed(mention: Mention, text: str) -> bool:
    """Whether an amount stands in a list that another division opens: 按性质分，基本支出预算…."""
    return _CLASSED.search(text, max(mention.start - _LIST_REACH, 0), mention.start) is not None


def _read_within(paragraph: Paragraph, position: int, out: Collector, taken: set[int]) -> None:
    """Read 项目支出中，A a，B b，其余C c: with the rest named, the list leaves nothing out."""
    opener, text = paragraph.mentions[position], out.text
    match = _WITHIN.search(text, max(opener.gap_from - 1, 0), opener.start)
    if match is None and opener.gap_from == out.sentences[opener.sentence].start:
        match = _WITHIN_AT_HEAD.match(text, opener.gap_from, opener.start)
    if match is None:
        return
    whole = told_before(paragraph, match.group(1), opener.start, out)
    if whole is None or not same_measure(whole, opener):
        return
    parts = _listed(paragraph.mentions[position:], text)
    rest = [m for m in parts if _REST.match(text, max(m.lead_from - 1, 0))]
    if len(parts) < 2 or rest != parts[-1:]:
        return
    taken.update(p.start for p in parts)
    _add(whole, parts, out, sure=whole.block == opener.block)


def _read_together(
    mentions: Sequence[Mention], position: int, out: Collector, taken: set[int]
) -> None:
    """Read 三年分别安排a、b和c，累计W, and a、b、c，前两项共W.

    Of amounts that the sentence ranks (最高, 其次) the foremost need not be the first.
    """
    total, text = mentions[position], out.text
    if total.start in taken or text[total.start - 1] not in "计共支出资金安排投入":
        return
    parts: list[Mention] = []
    together = _TOGETHER.fullmatch(text, total.lead_from, total.start)
    if together is not None:
        parts = _under_each(mentions[:position], text)
        heading = text[parts[0].lead_from : parts[0].start] if parts else ""
        # 累计 may reach back over other years, unless the list itself is one of years
        whole = "累计" not in together.group() or _YEARS.search(heading)
        if not whole or together.group(1) not in heading:
            parts = []
    first = _FIRST_OF.search(text, max(total.start - _REACH, 0), total.start)
    if first is not None:
        parts = _first_listed(mentions[:position], total, count_of(first.group(1)), out)
    if len(parts) < 2 or not all(same_measure(p, total) for p in parts):
        return
    taken.add(total.start)
    _add(total, parts, out)


def _under_each(before: Sequence[Mention], text: str) -> list[Mention]:
    """Return the amounts right before that 分别 lists and 、 or 和 joins."""
    parts: list[Mention] = []
    for mention in reversed(before):
        if mention.role or mention.dimension is not Dimension.MONEY:
            return []
        parts.insert(0, mention)
        lead = text[mention.lead_from : mention.start]
        if "分别" in lead:
            return parts
        if lead.strip() not in ("、", "和", "及"):
            return []
    return []


def _first_listed(
    before: Sequence[Mention], total: Mention, wanted: int, out: Collector
) -> list[Mention]:
    """Return the first amounts of the list that a sentence opens, if it has more than wanted."""
    text = out.text
    opening = out.sentences[total.sentence].start
    cue = max(text.rfind(word, opening, total.start) for word in ("中,", "中:", ":", "其中"))
    heads = {whole.start for whole in out.wholes.values()}
    listed = [
        m
        for m in before
        if m.sentence == total.sentence
        and m.start > cue
        and same_measure(m, total)
        and not m.role
        and not m.in_parentheses
        and not m.average
        and m.start not in heads
    ]
    if not len(listed) >= wanted > 1 or _RANKED.search(text, opening, total.start):
        return []
    return listed[:wanted]


def _read_quarters(paragraph: Paragraph, out: Collector, taken: set[int]) -> None:
    """Read 一季度a、二季度b，上半年c: the quarters make up the half of the year."""
    text = out.text
    quarters: dict[int, Mention] = {}
    for mention in paragraph.mentions:
        if mention.role or mention.dimension is not Dimension.MONEY or mention.in_parentheses:
            continue
        lead = text[mention.lead_from : mention.start]
        named = _QUARTER.findall(lead)
        if len(named) == 1 and "累计" not in lead and "前" not in lead:
            number = _OF_QUARTER[named[0]]
            if number in quarters:
                return  # told twice: of which matter each is, is not clear
            quarters[number] = mention
            continue
        several = _SEVERAL_QUARTERS.search(lead)
        if several is None or mention.start in taken or _INCLUDES.match(text, mention.end):
            continue
        first, last = _SPAN.get(several.group(1), (1, 3))
        parts = [quarters[n] for n in range(first, last + 1) if n in quarters]
        names = {_without_time(m, text) for m in parts}
        own = _without_time(mention, text)
        if len(parts) == last - first + 1 and len(names) == 1 and names | {own} <= {*names, ""}:
            _add(mention, parts, out, sure=parts[0].sentence == mention.sentence)


def _without_time(mention: Mention, text: str) -> str:
    """Return the name of an amount without its quarter and without words for a sum."""
    return _TIMES.sub("", text[mention.lead_from : mention.start])


def _add(
    whole: Mention,
    parts: Sequence[Mention],
    out: Collector,
    *,
    topic: str = "breakdown",
    sure: bool = True,
) -> None:
    known = out.topic_of(whole, parts) if topic == "breakdown" else None
    out.add(
        PartsOfWhole(
            start=min(whole.start, parts[0].start),
            end=max(whole.end, parts[-1].end),
            topic=known.id if known is not None and known.closed else topic,
            whole=out.fact(whole),
            parts=tuple(out.fact(part) for part in parts),
            exhaustive=topic != "of_which",
            sure=sure,
        )
    )
