"""Parts of a whole: 其中…, 包括…, 由…组成, 按…分, 分别为…, …合计…, figures in brackets."""

import re
from collections.abc import Sequence

from jixiao.extraction.grammar.base import (
    DERIVED,
    Collector,
    Paragraph,
    is_percent,
    looks_like_target,
    same_measure,
)
from jixiao.extraction.mentions import Mention
from jixiao.extraction.vocabulary import Topic
from jixiao.model.quantity import Dimension
from jixiao.model.relation import PartsOfWhole
from jixiao.terms import Fund

_OF_WHICH = re.compile(r"其中(?!的|之|一[个项些种类])|(?<=[\u4e00-\u9fff])中[,:]|(?<=[支收][出入])中(?=[\u4e00-\u9fff])|(?:列支|组成|构成)[:,]|主要包括|包括|包含|由|主要由|分为|含|主要是|分别为|分别是")
_EXHAUSTIVE = re.compile(r"分别为|分别是|组成|构成|由")
_OPEN = re.compile(r"主要|等|如|重点|含|之一|大部分")
_NAMED_WHOLE = re.compile(
    r"([\u4e00-\u9fff]{2,12}[收支入出额算])中(?:[,:]|包括|包含)|^([\u4e00-\u9fff]{2,10}[支收][出入])中|^(?!其)([\u4e00-\u9fff]{2,14})中[,:]"
)
_SUM_WORD = re.compile(r"(?:合计|共计|总计|(?:两|三|四|五|六|二)项(?:合计|共计|共|总计)|(?:以上|上述)[两二三四五六]?项?(?:合计|共计|共)|合计数)[为是:]?$")
_CLASSIFIED = re.compile(r"(?:上述|以上)[^,。;]{2,14}[:,]|(?:按|从)[^,。;:]{2,10}(?:分|看|划分|分类|来看|区分)?[,:]")
_DIVISIBLE = frozenset(
    {"expenditure_total", "executed_amount", "expenditure_fiscal", "budget_total", "income_total"}
)
_APART = frozenset({"budget", "expenditure", "income"})
_NO_PART = re.compile(r"年初|期初|调整|上年|去年|不含|未含|不包括|按|同比|较|比|[0-9]{4}年|其余|满分")
_OWN_NAME = re.compile(r"[,，、和与][\u4e00-\u9fff]{3,8}(?<![按用源式质类])分别")  # 实有人数分别为
_INNER = re.compile(r"[,，][\u4e00-\u9fff]{2,12}[中里][,:]?(?:[\u4e00-\u9fff]|$)")
_SHORT_NAME = 10
_ENOUGH = 40  # amounts to choose a whole from
_LONG_GAP = 24
_SUM_COUNT = re.compile(r"([两二三四五六七八九十]|[0-9]{1,2})项")
_NUMERALS = {n: i for i, n in enumerate("零一二三四五六七八九十")} | {"两": 2}
_SHARED = frozenset({"share", "rate", "change_rate", "last", "difference", "rise", "rank",
                     "population", "sample", "target", "full_mark"})  # fmt: skip
_MONEY_LIKE = frozenset({Dimension.MONEY})


def read_parts(paragraph: Paragraph, out: Collector) -> None:
    """Read every whole with its parts in a paragraph."""
    taken: set[int] = set()
    mentions = paragraph.mentions
    for position, mention in enumerate(mentions):
        if mention.start in taken or mention.role in DERIVED:
            continue
        cue = _opening_cue(mention, out.text)
        if cue is None:
            continue
        whole_at = _whole_before(mentions, position, out)
        if whole_at is None:
            continue
        stretch = out.text[mentions[whole_at].end : mention.start]
        if cue.startswith("分别") and "其中" not in stretch and (
            _far(stretch) or _OWN_NAME.search(stretch)
        ):
            continue  # another matter stands between the amount before and 分别为
        taken.update(_read_group(paragraph, whole_at, position, cue, out))
    _read_sums(paragraph, out, taken)
    _read_classified(paragraph, out, taken)


def _opening_cue(mention: Mention, text: str) -> str | None:
    """Return the words that open a list of parts right before the mention, or None."""
    if mention.dimension is Dimension.SCORE:
        return None  # scores, full marks and grade bands have their own grammar
    gap = text[mention.gap_from : mention.start]
    match = None
    for match in _OF_WHICH.finditer(gap):
        pass
    if match is None:
        # figures in brackets after a figure: 支出100万元（基本支出60万元、项目支出40万元）
        if (
            mention.in_parentheses
            and text[mention.gap_from] == "("
            and mention.subject.label
            and not _NO_PART.match(text, mention.lead_from, mention.start)
        ):
            return "("
        return None
    word = match.group()
    if match.start() and gap[match.start() - 1] in "不未":
        return None  # 不含, 未包括
    after = gap[match.end() :]
    if "。" in after or ";" in after:
        return None
    if word in ("包括", "包含", "由", "主要由", "含", "分为", "主要是", "主要包括"):
        # only where the number follows at once: 包含基本支出3949.68万元
        if "," in after.strip(",:") or len(after) > 24:  # noqa: PLR2004 - a long noun phrase
            return None
    if word == "由" and not re.search(r"组成|构成", text[mention.end : mention.end + 60]):
        return None
    return word


def _whole_before(mentions: Sequence[Mention], position: int, out: Collector) -> int | None:
    """Return the position of the whole that an opening cue refers to: the nearest amount before."""
    first = mentions[position]
    wholes = {
        name
        for topic in out.vocabulary.topics
        if topic.closed and first.concept in topic.parts and _may_part(topic, first)
        for name in topic.wholes
    }
    fallback: int | None = None
    cue_sentence_start = out.sentences[first.sentence].start
    named = _named_whole(first, out.text)
    for at in range(position - 1, -1, -1):
        candidate = mentions[at]
        if named:
            if candidate.role in _SHARED or not _is_named(candidate, named, out.text):
                continue
            return at
        if candidate.sentence < first.sentence - 1:
            return None
        if candidate.sentence != first.sentence and (
            out.text[cue_sentence_start : first.start].find("其中") > 3  # noqa: PLR2004
        ):
            return None
        if candidate.role in _SHARED or is_percent(candidate):
            continue
        if candidate.in_parentheses and candidate.clause != first.clause:
            continue
        if candidate.subject.last_year or "分别" in out.text[candidate.lead_from : candidate.start]:
            continue
        if not same_measure(candidate, first) or looks_like_target(candidate, out.text):
            continue
        if candidate.kind != first.kind and {candidate.kind, first.kind} <= _APART:
            continue
        if out.text.startswith(("占", "完成"), candidate.lead_from):
            continue  # an amount inside 占X的r% is no whole
        if wholes and candidate.subject.entity is not first.subject.entity and not first.hits:
            continue
        if wholes and candidate.concept not in wholes:
            fallback = at if fallback is None else fallback
            continue
        return _same_word(mentions, at, first)
    return fallback


def _far(gap: str) -> bool:
    return sum(gap.count(mark) for mark in ",;。") > 1 or len(gap) > _LONG_GAP


def _may_part(topic: Topic, mention: Mention) -> bool:
    return not topic.by_fund or _has_source(mention)


def _named_whole(first: Mention, text: str) -> str:
    """Return the whole that the cue names itself: 总收入中,… has one, 其中 none."""
    gap = text[first.gap_from : first.start]
    match = _NAMED_WHOLE.search(gap)
    return next((group for group in match.groups() if group), "") if match else ""


def _is_named(mention: Mention, named: str, text: str) -> bool:
    label = mention.subject.label
    if label and (label.endswith(named) or named.endswith(label)):
        return True
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
        if candidate.quantity.unit.name == unit and candidate.role not in _SHARED:
            return other
    return at


def _read_group(
    paragraph: Paragraph, whole_at: int, first_at: int, cue: str, out: Collector
) -> set[int]:
    """Read the parts from ``first_at`` on, per unit where the whole has several."""
    mentions, text = paragraph.mentions, out.text
    wholes = _wholes(mentions, whole_at)
    parts: dict[int, list[Mention]] = {whole.start: [] for whole in wholes}
    opener = mentions[first_at]
    end = _group_end(paragraph, first_at, wholes, cue, out)
    nested_until = -1
    for mention in mentions[first_at:end]:
        if mention.role in _SHARED or is_percent(mention):
            continue
        if not _is_part(mention, opener, wholes[0], out):
            continue
        if mention is not opener and _nested(mention, text):
            nested_until = mention.segment
            continue
        if nested_until == mention.segment and mention.in_parentheses:
            continue
        for whole in wholes:
            if same_measure(mention, whole) or _loosely(mention, whole):
                parts[whole.start].append(mention)
                break
    used: set[int] = set()
    group = [(whole, found) for whole, found in parts.items() if found]
    sizes = {len(found) for _, found in group}
    for whole in wholes:
        found = parts[whole.start]
        if not found:
            continue
        used.update(m.start for m in found)
        if not closed_list(whole, found, out):
            joined = _joined(found, out.text)
            loose = len(joined) < len(found) and len(group) == 1
            if loose and not _adds_up(whole, found) and not _parallel(found):
                # 其中重点3项，结题28项: only what 、 joins is surely part of the whole
                _emit(whole, joined, cue, out, several=False, beside=False)
                continue
        _emit(
            whole,
            found,
            cue,
            out,
            several=len(group) > 1 and len(sizes) == 1,
            beside=_has_twin(mentions, whole_at, out.text),
        )
    return used


def closed_list(whole: Mention, parts: Sequence[Mention], out: Collector) -> bool:
    """Whether whole and parts belong to a closed partition of the vocabulary."""
    topic = out.topic_of(whole, parts)
    return topic is not None and topic.closed


def _joined(parts: Sequence[Mention], text: str) -> list[Mention]:
    """Return the first parts of a list, as far as 、 or 和 joins them."""
    kept = [parts[0]]
    for part in parts[1:]:
        if not text[kept[-1].end : part.lead_from + 1].lstrip(")").startswith(("、", "和", "及")):
            break
        kept.append(part)
    return kept


def _adds_up(whole: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the parts make the whole, so that nothing else was meant by them."""
    total = sum(part.quantity.value * part.quantity.unit.factor for part in parts)
    return total == whole.quantity.value * whole.quantity.unit.factor


def _parallel(parts: Sequence[Mention]) -> bool:
    """Whether the names are formed alike: 行政编制, 事业编制."""
    return len({part.subject.label[-2:] for part in parts}) == 1 and len(parts[0].subject.label) > 2  # noqa: PLR2004


def _is_part(mention: Mention, opener: Mention, whole: Mention, out: Collector) -> bool:
    """Whether a number can be a part: no average, no figure of another year, of the topic if any."""
    if mention.average != whole.average or looks_like_target(mention, out.text):
        return False
    if mention.subject.last_year and not whole.subject.last_year:
        return False
    if _of_another_year(mention, whole):
        return mention is opener
    if mention.kind != whole.kind and {mention.kind, whole.kind} <= _APART:
        return False
    for topic in out.vocabulary.topics:
        if topic.closed and whole.concept in topic.wholes and opener.concept in topic.parts:
            return mention.concept in topic.parts
    return True


def _of_another_year(mention: Mention, whole: Mention) -> bool:
    if mention.subject.last_year and not whole.subject.last_year:
        return True
    if not mention.own_period or mention.period is None or whole.period is None:
        return False
    years = {mention.period.year, whole.period.year}
    return None not in years and len(years) > 1


def _has_twin(mentions: Sequence[Mention], at: int, text: str) -> bool:
    """Whether the whole is the last of several like it (动态320篇、专报53篇，其中…)."""
    if at == 0:
        return False
    whole, before = mentions[at], mentions[at - 1]
    return (
        before.sentence == whole.sentence
        and same_measure(before, whole)
        and whole.concept == before.concept == "other"
        and before.role not in _SHARED
        and not looks_like_target(before, text)
    )


def _topic_name(
    whole: Mention, parts: Sequence[Mention], topic: Topic | None, *, several: bool, exhaustive: bool
) -> str:
    if topic is not None:
        return topic.id
    if several:
        return "several_units"
    known = whole.concept != "other" and any(part.concept != "other" for part in parts)
    if exhaustive:
        return "breakdown"
    return "funds" if known and whole.dimension is Dimension.MONEY else "of_which"


def _wholes(mentions: Sequence[Mention], at: int) -> list[Mention]:
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


def _loosely(mention: Mention, whole: Mention) -> bool:
    """次 written for 人次, 人 for 名: a slip of wording, not another thing."""
    kinds = {mention.quantity.unit.kind, whole.quantity.unit.kind}
    return mention.dimension is Dimension.COUNT and kinds in (
        {"次", "人次"},
        {"批", "批次"},
        {"人", "名"},
        {"人", "位"},
        {"场", "场次"},
        {"个", "项"},
    )


def _nested(mention: Mention, text: str) -> bool:
    gap = text[mention.gap_from : mention.start]
    return "其中" in gap or (mention.in_parentheses and gap.startswith("("))


def _group_end(
    paragraph: Paragraph, first_at: int, wholes: Sequence[Mention], cue: str, out: Collector
) -> int:
    """Return where the list of parts ends: its sentence, bracket, or the next whole of its kind."""
    mentions = paragraph.mentions
    opener = mentions[first_at]
    whole_names = {w.concept for w in wholes if w.concept != "other"}
    for at in range(first_at, len(mentions)):
        mention = mentions[at]
        if mention.sentence != opener.sentence:
            return at
        if opener.in_parentheses and not mention.in_parentheses:
            return at
        if mention.segment != opener.segment and not _goes_on_counting(mention, opener, out.text):
            return at
        again = (
            mention.concept in whole_names
            and mention.subject.fund is None
            and any(w.subject.label.endswith(mention.subject.label) for w in wholes)
        )
        if at > first_at and again and not mention.role and not _of_another_year(mention, wholes[0]):
            return at
        if at > first_at and _restarts(mention, opener, wholes, out):
            return at
        if at > first_at and _INNER.search(out.text, mention.gap_from, mention.start):
            return at  # 当年财政拨款中中央资金…: parts of a part
        if at > first_at and mention.dimension is not Dimension.MONEY and _skips(mention, out.text):
            return at
    return len(mentions)


def _goes_on_counting(mention: Mention, opener: Mention, text: str) -> bool:
    """Whether a part after a semicolon still belongs to the list: same unit, a short name."""
    if mention.dimension is not Dimension.COUNT:
        return True
    short = len(text[mention.lead_from : mention.start]) <= _SHORT_NAME
    return mention.quantity.unit.name == opener.quantity.unit.name and short


def _skips(mention: Mention, text: str) -> bool:
    """Whether a clause without a number stands between: the list has ended before it."""
    gap = text[mention.gap_from : mention.start]
    return sum(gap.count(mark) for mark in ",;") > 1


_RESTART = re.compile(r"(?:全年|年末|年初|此外|另外|同时|截至|累计|较上年|比上年|与上年)")


def _restarts(
    mention: Mention, opener: Mention, wholes: Sequence[Mention], out: Collector
) -> bool:
    """Whether the sentence turns to another matter than the list of parts."""
    if mention.dimension is Dimension.MONEY and wholes[0].dimension is Dimension.MONEY:
        topic_names = {w.concept for w in wholes}
        for topic in out.vocabulary.topics:
            if topic_names & topic.wholes and opener.concept in topic.parts:
                named = mention.concept != "other"
                return named and mention.concept not in topic.parts and not mention.role
    gap = out.text[mention.gap_from : mention.start]
    return bool(_RESTART.search(gap)) and mention.dimension is not Dimension.MONEY


def _emit(
    whole: Mention,
    parts: Sequence[Mention],
    cue: str,
    out: Collector,
    *,
    several: bool,
    beside: bool,
) -> None:
    topic = out.topic_of(whole, parts)
    closed = _is_closed(whole, parts, topic)
    if topic is None and _is_exhaustive(whole, parts, cue, out.text):
        closed = True
    if len(parts) == 1 and not closed:
        closed = False
    out.add(
        PartsOfWhole(
            start=min(whole.start, parts[0].start),
            end=max(whole.end, parts[-1].end),
            topic=_topic_name(whole, parts, topic, several=several, exhaustive=closed),
            whole=out.fact(whole),
            parts=tuple(out.fact(part) for part in parts),
            exhaustive=closed,
            sure=not beside,
        )
    )


def _is_closed(whole: Mention, parts: Sequence[Mention], topic: Topic | None) -> bool:
    if topic is None or not topic.closed or len(parts) < 2:  # noqa: PLR2004 - one part is no sum
        return False
    fund = whole.subject.fund
    if topic.by_fund and fund is Fund.FISCAL_APPROPRIATION and not _all_fiscal(parts):
        return False
    if topic.by_fund and fund not in (None, Fund.FISCAL_APPROPRIATION):
        # parts by fund cannot make up an amount of one fund
        return all(part.subject.fund in (None, fund) for part in parts)
    return True


def _all_fiscal(parts: Sequence[Mention]) -> bool:
    """Whether parts can make up a fiscal appropriation: none comes from elsewhere."""
    return all(
        part.subject.fund not in (Fund.OTHER_FUNDS, Fund.UNIT_FUNDS, Fund.SPECIAL_ACCOUNT_FUNDS)
        and part.concept not in ("income_other", "income_business", "expenditure_other")
        for part in parts
    )


def _is_exhaustive(whole: Mention, parts: Sequence[Mention], cue: str, text: str) -> bool:
    if len(parts) < 2:  # noqa: PLR2004 - one part is no sum
        return False
    stretch = text[whole.end : parts[0].start]
    tail = text[parts[-1].end : parts[-1].end + 12]
    if _OPEN.search(stretch) or tail.startswith("等"):
        return False
    return bool(cue != "(" and _EXHAUSTIVE.search(stretch))


def _read_sums(paragraph: Paragraph, out: Collector, taken: set[int]) -> None:
    """Read A a、B b，合计 W: the whole comes after its parts."""
    mentions, text = paragraph.mentions, out.text
    for position, mention in enumerate(mentions):
        lead = text[mention.lead_from : mention.start]
        match = _SUM_WORD.search(lead)
        if match is None or mention.start in taken or mention.role:
            continue
        if mention.dimension not in (Dimension.MONEY, Dimension.COUNT, Dimension.SCORE):
            continue
        parts = _addends(mentions[:position], mention, across=False)
        if len(parts) < 2:  # noqa: PLR2004 - a sum has two parts at least
            parts = _addends(mentions[:position], mention, across=True)
        counted = _SUM_COUNT.search(text, mention.gap_from, mention.start) or _SUM_COUNT.match(
            text, mention.gap_from - 2
        )
        if counted is not None and len(parts) != _count_of(counted.group(1)):
            continue  # 两项合计 of three amounts: which two is not said
        if len(parts) < 2 or lead[: match.start()].strip(",、两三四五六二项上述以各"):  # noqa: PLR2004
            continue
        if any(part.start in taken for part in parts):
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


def _count_of(word: str) -> int:
    return _NUMERALS.get(word, 0) or (int(word) if word.isdigit() else 0)


def _addends(before: Sequence[Mention], total: Mention, *, across: bool) -> list[Mention]:
    """Return the amounts that 合计 adds up: of its segment, or of the whole sentence."""
    parts: list[Mention] = []
    for candidate in reversed(before):
        if candidate.sentence != total.sentence:
            break
        if not across and candidate.segment != total.segment:
            break
        if candidate.role or is_percent(candidate) or candidate.average:
            continue
        if not same_measure(candidate, total):
            if candidate.end == total.lead_from:
                continue  # 两项 in 两项合计
            break
        parts.append(candidate)
    parts.reverse()
    return parts


def _read_classified(paragraph: Paragraph, out: Collector, taken: set[int]) -> None:
    """Read closed partitions whose whole stands in another sentence: 按支出性质分，基本支出…."""
    mentions, text = paragraph.mentions, out.text
    _read_divided(paragraph, out, taken)
    named = {m.concept for m in mentions if m.concept != "other"}
    if len(named) < 2 and not any(m.subject.fund for m in mentions):  # noqa: PLR2004
        return
    for topic in out.vocabulary.topics:
        if not topic.closed or topic.id == "fund_by_source" or not named & topic.parts:
            continue
        run: list[Mention] = []
        for mention in mentions:
            if mention.start in taken:
                continue
            usable = mention.role not in DERIVED
            fits = (
                mention.dimension is Dimension.MONEY
                and mention.concept in topic.parts
                and (not topic.by_fund or _has_source(mention))
            )
            if usable and fits and (not run or _goes_on(run, mention)):
                run.append(mention)
            elif run and mention.dimension is Dimension.MONEY and mention.role not in DERIVED:
                _close_run(paragraph, topic, run, out, text, taken)
                run = [mention] if usable and fits else []
        if run:
            _close_run(paragraph, topic, run, out, text, taken)


def _read_divided(paragraph: Paragraph, out: Collector, taken: set[int]) -> None:
    """Read 按…划分，A a，B b: a division that names no vocabulary still divides its total."""
    mentions, text = paragraph.mentions, out.text
    for position, opener in enumerate(mentions):
        if opener.start in taken or opener.role or opener.dimension is not Dimension.MONEY:
            continue
        if _CLASSIFIED.search(text, opener.gap_from, opener.start) is None:
            continue
        parts = [opener]
        for mention in mentions[position + 1 :]:
            if mention.sentence != opener.sentence:
                break
            if mention.role in DERIVED or is_percent(mention) or _nested(mention, text):
                continue
            if _SUM_WORD.search(text, mention.lead_from, mention.start):
                break
            if same_measure(mention, opener) and not mention.average and _unnamed(mention, opener):
                parts.append(mention)
        if any(
            opener.concept in t.parts and not t.by_fund for t in out.vocabulary.topics if t.closed
        ) or _has_source(opener):
            continue
        wholes = [
            m
            for m in _above(paragraph, opener, out)
            if m.concept in _DIVISIBLE and m.role not in DERIVED and m.subject.fund is None
        ]
        kind = opener.kind
        wholes = [m for m in wholes if m.kind == kind] or ([] if kind else wholes)
        if len(parts) < 2 or not wholes or not text[parts[-1].end :].startswith("。"):  # noqa: PLR2004
            continue
        taken.update(p.start for p in parts)
        out.add(
            PartsOfWhole(
                start=wholes[-1].start,
                end=parts[-1].end,
                topic="breakdown",
                whole=out.fact(wholes[-1]),
                parts=tuple(out.fact(p) for p in parts),
                exhaustive=True,
                sure=False,
            )
        )


def _unnamed(mention: Mention, opener: Mention) -> bool:
    """Whether an amount is of the kind that a free division lists: no total of the vocabulary."""
    return mention.concept == "other" or mention.concept == opener.concept


def _above(paragraph: Paragraph, mention: Mention, out: Collector) -> list[Mention]:
    """Return the mentions before one, in its section, in reading order."""
    above = [*out.above(paragraph)][::-1]
    return [m for p in (*above, paragraph) for m in p.mentions if m.start < mention.start]


def _has_source(mention: Mention) -> bool:
    if mention.subject.fund is not None:
        return True
    return mention.concept.startswith("income_") and mention.concept != "income_total"


def _goes_on(run: Sequence[Mention], mention: Mention) -> bool:
    seen = {(m.concept, m.subject.fund) for m in run}
    return (mention.concept, mention.subject.fund) not in seen and (
        mention.sentence - run[-1].sentence <= 1
    )


def _close_run(  # noqa: PLR0913 - one run of parts
    paragraph: Paragraph,
    topic: Topic,
    run: Sequence[Mention],
    out: Collector,
    text: str,
    taken: set[int],
) -> None:
    names = {m.concept for m in run}
    if len(run) < 2 or (topic.needs and not any(need <= names for need in topic.needs)):  # noqa: PLR2004
        return
    if topic.by_fund and len({m.subject.fund for m in run}) != len(run) and len(names) != len(run):
        return
    opening = out.sentences[run[0].sentence].start
    first = next(m for m in paragraph.mentions if m.start >= opening and m.dimension is run[0].dimension)
    start = opening if first is run[0] else run[0].gap_from
    classified = bool(_CLASSIFIED.search(text, start, run[0].start))
    whole = _whole_elsewhere(paragraph, topic, run, out)
    if whole is None:
        return
    near = whole.block == run[0].block and abs(whole.sentence - run[0].sentence) <= 1
    sure = classified or (near and not topic.by_fund)
    if topic.by_fund and not classified:
        return
    taken.update(m.start for m in run)
    out.add(
        PartsOfWhole(
            start=min(whole.start, run[0].start),
            end=max(whole.end, run[-1].end),
            topic=topic.id,
            whole=out.fact(whole),
            parts=tuple(out.fact(m) for m in run),
            exhaustive=True,
            sure=sure,
        )
    )


def _whole_elsewhere(
    paragraph: Paragraph, topic: Topic, run: Sequence[Mention], out: Collector
) -> Mention | None:
    """Return the nearest whole before the run: in its paragraph, else in its section."""
    candidates = [m for m in paragraph.mentions if m.start < run[0].start]
    for earlier in out.above(paragraph):
        if paragraph.section is None or len(candidates) > _ENOUGH:
            break
        candidates = [*earlier.mentions, *candidates]
    part_kinds = {m.kind for m in run}
    for mention in reversed(candidates):
        if mention.concept not in topic.wholes or mention.role in DERIVED:
            continue
        if mention.concept in {m.concept for m in run} and topic.id != "expenditure_by_source":
            continue
        fund = mention.subject.fund
        if fund not in (None, Fund.FISCAL_APPROPRIATION) and (
            topic.by_fund or run[0].subject.fund is None
        ):
            continue
        if fund is Fund.FISCAL_APPROPRIATION and not _all_fiscal(run):
            continue
        if mention.subject.entity is not run[0].subject.entity:
            continue
        if mention.dimension is Dimension.MONEY and (
            mention.kind in part_kinds or topic.id == "fund_by_source"
        ):
            return mention
    return None
