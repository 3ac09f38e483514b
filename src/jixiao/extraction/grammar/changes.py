"""Comparisons with another year: 较上年增加…，增长…%；由…提高到…；与上年持平."""

import re
from collections.abc import Iterator

from jixiao.extraction.grammar.base import (
    Collector,
    Paragraph,
    is_percent,
    looks_like_target,
    same_measure,
)
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import is_filler, label_of, resolve
from jixiao.extraction.vocabulary import OTHER, Hit
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Change
from jixiao.model.source import Span
from jixiao.terms import Direction

_DIRECTIONS = {"up": Direction.UP, "down": Direction.DOWN}
_COMPARED_WITH = re.compile(r"(?:的)?(?:相比|比较|比)[,，]?(?:[\u4e00-\u9fff]{0,6}[,，]?)?(?:本年|同比|净|共|实际|有所|均|各)*")
_TO = re.compile(r"[到至]|为")
_WORD_AFTER = re.compile(
    r"(?:[,，]?(?:略|有所|有|呈|总体|小幅|大幅|明显|均|相|基本|同比)*)"
    r"(增加|增长|上升|提高|减少|下降|降低|持平|无变化|一致)"
)
_WORDS = {
    "增加": Direction.UP, "增长": Direction.UP, "上升": Direction.UP, "提高": Direction.UP,
    "减少": Direction.DOWN, "下降": Direction.DOWN, "降低": Direction.DOWN,
    "持平": Direction.FLAT, "无变化": Direction.FLAT, "一致": Direction.FLAT,
}  # fmt: skip
_COMPARED = re.compile(r"较|比(?!例|重|率|选|赛|武|照)|同比|相比|环比")
_NO_SUBJECT = ("同", "与上年", "与", "年度", "本年度", "全年", "本年", "净", "略", "共", "当年", "年均", "平均")
_BOILERPLATE = re.compile(r"增加\(减少\)|减少\(增加\)|增长\(下降\)|增\(减\)")


def read_changes(paragraph: Paragraph, out: Collector) -> None:
    """Read the comparisons of a paragraph and mark their mentions."""
    done: set[int] = set()
    for mention in paragraph.mentions:
        if mention.start in done or mention.role:
            continue
        hit = _direction(mention, out.text)
        if hit is not None and "分别" in out.text[mention.lead_from : mention.start]:
            continue  # several rates for several amounts: which is whose is not read here
        if hit is None:
            if mention.dimension is Dimension.PERCENTAGE_POINT:
                _read_points(paragraph, mention, out)
            continue
        if mention.dimension is Dimension.PERCENTAGE_POINT and _read_points(paragraph, mention, out):
            continue
        if _TO.search(out.text, hit.end, mention.start) or hit.entry.text.endswith(("到", "至")):
            _read_from_to(paragraph, mention, hit, out)
        elif _compared(paragraph, mention, hit, out):
            done.update(_read_difference(paragraph, mention, hit, out))
    for mention in paragraph.mentions:
        if not mention.role:
            _read_wordless(paragraph, mention, out)
            _read_remainder(paragraph, mention, out)


def _direction(mention: Mention, text: str) -> Hit | None:
    """Return the direction word directly before the number."""
    for hit in reversed(mention.hits):
        if ("up" in hit.entry.cues or "down" in hit.entry.cues) and (
            is_filler(text, hit.end, mention.start)
            or _TO.fullmatch(text, hit.end, mention.start) is not None
        ):
            if _BOILERPLATE.search(text, max(0, hit.start - 4), mention.start):
                return None
            return hit
    return None


def _compared(paragraph: Paragraph, mention: Mention, hit: Hit, out: Collector) -> bool:
    """Whether the clause or the words before it say with what is compared."""
    text = out.text
    if any("compare" in h.entry.cues for h in mention.gap_hits if h.end <= hit.start):
        return True
    if _COMPARED.search(text, mention.gap_from, hit.start):
        return True
    previous = next(paragraph.before(mention), None)
    if previous is None or previous.sentence != mention.sentence:
        return False
    if previous.role in ("difference", "change_rate", "last"):
        return True
    if _is_last_year(previous, out) and (is_percent(mention) or same_measure(previous, mention)):
        return True
    return bool(
        {"compare"} & previous.cues
        and previous.segment == mention.segment
        and is_filler(text, previous.end, hit.start)
    )


def _read_difference(
    paragraph: Paragraph, mention: Mention, hit: Hit, out: Collector
) -> Iterator[int]:
    """Read 较上年[L]增加D[，增长r%] and give back the offsets that it used."""
    last = _last_year(paragraph, mention, hit, out)
    if last is None and not is_percent(mention):
        last = _budget_compared(paragraph, mention, hit, out)
    difference: Mention | None = None
    rate: Mention | None = None
    if is_percent(mention) and last is not None and is_percent(last):
        return iter(())
    if is_percent(mention):
        rate = mention
    else:
        difference = mention
        following = paragraph.next(mention)
        if following is not None and _continues(mention, following, out.text):
            rate = following
    this = _this_year(paragraph, mention, last, hit, out)
    if difference is not None:
        difference.role = "difference"
    if rate is not None:
        rate.role = "change_rate"
    if last is not None:
        if "target" not in last.cues and last.kind != "budget":
            last.role = "last"
    elif difference is not None or rate is not None:
        last = _last_after(paragraph, rate or mention, this, out.text)
    direction = _DIRECTIONS["up" if "up" in hit.entry.cues else "down"]
    used = [m for m in (this, last, difference, rate) if m is not None]
    if difference is not None and rate is not None:
        _read_second_word(this, last, rate, direction, out)
    out.add(
        Change(
            start=min(m.start for m in used),
            end=max(m.end for m in used),
            topic=_topic(this, last, difference),
            this=out.fact(this) if this is not None else None,
            last=_last_fact(this, last, out),
            difference=_derived(difference, "difference", out),
            rate=_derived(rate, "change_rate", out),
            direction=direction,
            direction_span=Span(hit.start, hit.end),
            sure=this is not None and _is_sure(this, last, mention),
        )
    )
    return (m.start for m in used)


def _read_second_word(
    this: Mention | None,
    last: Mention | None,
    rate: Mention,
    direction: Direction,
    out: Collector,
) -> None:
    """Keep the direction word of the rate apart where it differs from that of the amount."""
    hit = _direction(rate, out.text)
    if hit is None or this is None or last is None:
        return
    word = _DIRECTIONS["up" if "up" in hit.entry.cues else "down"]
    if word is direction:
        return
    out.add(
        Change(
            start=this.start,
            end=rate.end,
            topic=_topic(this, last, None),
            this=out.fact(this),
            last=_last_fact(this, last, out),
            difference=None,
            rate=None,
            direction=word,
            direction_span=Span(hit.start, hit.end),
            sure=_is_sure(this, last, rate),
        )
    )


def _derived(mention: Mention | None, concept: str, out: Collector) -> Fact | None:
    if mention is None:
        return None
    return out.fact(mention, out.vocabulary.concepts[concept], out.vocabulary.concepts[concept].label)


def _last_fact(this: Mention | None, last: Mention | None, out: Collector) -> Fact | None:
    """Return last year's figure, named after this year's where nothing else names it."""
    if last is None:
        return None
    if last.concept == "other" and this is not None:
        return out.fact(last, this.subject.concept, this.subject.label)
    return out.fact(last)


_NAMED_YEAR = re.compile(r"(?:较|比|与)[^,]{0,4}?(20[0-9]{2})年")


def _same_year_named(mention: Mention, hit: Hit, last: Mention, text: str) -> bool:
    """Whether the clause names no other year to compare with than that of the figure before."""
    match = _NAMED_YEAR.search(text, mention.lead_from, hit.start)
    if match is None:
        return True
    return last.period is not None and str(last.period.year) == match.group(1)


def _continues(mention: Mention, following: Mention, text: str) -> bool:
    """Whether a percentage goes on with the comparison of the amount before it."""
    if not is_percent(following) or following.sentence != mention.sentence:
        return False
    if following.segment != mention.segment:
        return False
    hit = _direction(following, text)
    if hit is None:
        return False
    between = text[mention.end : hit.start].strip(",，、(（")
    return label_of(between, 0, len(between)) in ("", "同比", "幅度", "增幅", "降幅", "比上年")


def _last_year(
    paragraph: Paragraph, mention: Mention, hit: Hit, out: Collector
) -> Mention | None:
    """Return the figure compared with: 较2021年…44.45万元减少."""
    text = out.text
    for previous in paragraph.before(mention):
        if previous.sentence != mention.sentence or previous.segment != mention.segment:
            return None
        if previous.role:
            continue
        adjacent = is_filler(text, previous.end, hit.start) or _COMPARED_WITH.fullmatch(
            text, previous.end, hit.start
        )
        named = "compare" in previous.cues or _COMPARED.search(
            text, previous.lead_from, previous.start
        )
        fits = is_percent(mention) or same_measure(previous, mention) or (
            mention.dimension is Dimension.PERCENTAGE_POINT and is_percent(previous)
        )
        if adjacent and (named or text.startswith("相比", previous.end)) and fits:
            return previous
        if fits and not adjacent and _is_last_year(previous, out):
            return previous if _same_year_named(mention, hit, previous, text) else None
        if not is_percent(previous):
            return None
    return None


def _last_after(
    paragraph: Paragraph, mention: Mention, this: Mention | None, text: str
) -> Mention | None:
    """Return last year's figure where it follows in brackets: 减少…（2021年为44.45万元）."""
    following = paragraph.next(mention)
    if following is None or following.sentence != mention.sentence or this is None:
        return None
    if not following.in_parentheses or not same_measure(following, this):
        return None
    if following.subject.last_year or re.search(
        r"上年|去年|20[0-9]{2}年", text[following.lead_from : following.start]
    ):
        following.role = "last"
        return following
    return None


def _this_year(
    paragraph: Paragraph, mention: Mention, last: Mention | None, hit: Hit, out: Collector
) -> Mention | None:
    """Return the figure that is compared: the nearest one before that the clause speaks of."""
    text = out.text
    named = _own_subject(mention, last, hit, text)
    if last is not None and last.concept != "other" and not named:
        same = _same_concept(paragraph, last, out)
        if same is not None:
            return same
    if last is not None and last.kind == "budget":
        return _spent_of(paragraph, last, mention)
    if named:
        same = _named_concept(paragraph, mention, named, out)
        if same is not None:
            return same
    for previous in paragraph.before(last or mention):
        if previous.role in ("difference", "last", "change_rate", "share", "rate"):
            continue
        if looks_like_target(previous, text) or previous.average:
            continue
        if previous.kind == "budget" and (last is None or last.kind != "budget"):
            continue
        if previous.sentence < mention.sentence - 1:
            return None
        if last is not None and not same_measure(previous, last):
            continue
        if not is_percent(mention) and mention.dimension is not Dimension.PERCENTAGE_POINT:
            if not same_measure(previous, mention):
                continue
        elif mention.dimension is Dimension.PERCENTAGE_POINT:
            if not is_percent(previous):
                continue
        elif is_percent(previous):
            continue
        if named:
            if _speaks_of(previous, named, text):
                return previous
            continue
        if previous.sentence != mention.sentence:
            opening = out.sentences[mention.sentence].start
            if last is None or not (
                "相比" in text[last.end : hit.start] or _COMPARED.match(text, opening)
            ):
                return None
            if previous.in_parentheses:
                continue
        return _head_of_list(paragraph, previous, mention, out)
    return None


_BUDGET_COMPARED = re.compile(r"(?:比|较|与)(?:年初|全年|当年)?预算数?(?:安排数?)?(?:相比)?[,]?$")


def _budget_compared(
    paragraph: Paragraph, mention: Mention, hit: Hit, out: Collector
) -> Mention | None:
    """Return the budget of 决算数比预算数少20.59万元: told before, of the same theme."""
    if _BUDGET_COMPARED.search(out.text, mention.gap_from, hit.start) is None:
        return None
    return next(
        (
            m
            for m in paragraph.before(mention)
            if m.kind == "budget" and m.subject.theme == mention.theme and same_measure(m, mention)
        ),
        None,
    )


def _spent_of(paragraph: Paragraph, budget: Mention, mention: Mention) -> Mention | None:
    """Return what was spent of a budget, told between it and the comparison."""
    return next(
        (
            m
            for m in paragraph.before(mention)
            if m.kind == "expenditure"
            and m.subject.theme == budget.subject.theme
            and not m.role
            and m.sentence >= budget.sentence - 1
        ),
        None,
    )


_BLOCKS_BACK = 10


def _near(paragraph: Paragraph, mention: Mention, out: Collector) -> Iterator[Mention]:
    """Yield the mentions before ``mention``, also of the paragraphs just above in its section."""
    yield from paragraph.before(mention)
    for earlier in out.above(paragraph, _BLOCKS_BACK):
        yield from reversed(earlier.mentions)


def _same_concept(paragraph: Paragraph, last: Mention, out: Collector) -> Mention | None:
    """Return this year's figure of the same name, in the paragraph or just above."""
    return next(
        (
            m
            for m in _near(paragraph, last, out)
            if m.concept == last.concept
            and not m.role
            and m.subject.fund is last.subject.fund
            and not _is_last_year(m, out)
            and same_measure(m, last)
        ),
        None,
    )


def _named_concept(
    paragraph: Paragraph, mention: Mention, named: str, out: Collector
) -> Mention | None:
    """Return the figure whose name the comparing clause repeats: 其他收入增加5万元."""
    hits = list(out.vocabulary.scan(named, 0, len(named)))
    subject = resolve(out.vocabulary, named, 0, len(named), hits, mention.theme)
    if subject.concept is OTHER:
        return None
    return next(
        (
            m
            for m in _near(paragraph, mention, out)
            if m.concept == subject.concept.name
            and not m.role
            and not _is_last_year(m, out)
            and m.subject.fund is subject.fund
        ),
        None,
    )


def _is_last_year(mention: Mention, out: Collector) -> bool:
    if mention.subject.last_year:
        return True
    year = mention.period.year if mention.own_period and mention.period is not None else None
    return year is not None and out.fiscal_year is not None and year == out.fiscal_year - 1


def _is_sure(this: Mention, last: Mention | None, mention: Mention) -> bool:
    if this.sentence == mention.sentence:
        return True
    return last is not None and this.concept == last.concept != "other"


def _head_of_list(
    paragraph: Paragraph, nearest: Mention, mention: Mention, out: Collector
) -> Mention:
    """Return the whole before a list of parts: 15万件，其中A8万件、B5万件，比上年增加 speaks of 15万件.

    The comparison follows a comma, the parts are joined by 、: it cannot belong to the last of
    them alone.
    """
    text = out.text
    at = paragraph.mentions.index(nearest)
    apart = nearest.sentence != mention.sentence
    while at > 0:
        current, before = paragraph.mentions[at], paragraph.mentions[at - 1]
        gap = text[current.gap_from : current.start]
        if current.sentence != nearest.sentence:
            return nearest
        if "其中" in gap or gap.startswith("("):
            if current is nearest and not apart:
                return nearest
            return next(
                (
                    m
                    for m in paragraph.before(current)
                    if same_measure(m, nearest) and not m.role and not looks_like_target(m, text)
                ),
                nearest,
            )
        if not apart and not gap.startswith(("、", "和")):
            return nearest
        at -= 1
    return nearest


def _own_subject(mention: Mention, last: Mention | None, hit: Hit, text: str) -> str:
    """Return what the comparing clause itself names before 较/比, or an empty string."""
    start = mention.lead_from
    if last is not None and "相比" in text[last.end : hit.start]:
        return ""
    if last is not None and _COMPARED.search(text, last.end, hit.start) is None:
        match = _COMPARED.search(text, last.lead_from, last.start)
        if match is None:
            return ""  # 上年15.31万元，本年减少: last year's figure names nothing of this year's
        start = last.lead_from
    else:
        match = _COMPARED.search(text, start, hit.start)
    phrase = label_of(text, start, match.start() if match is not None else hit.start)
    phrase = phrase.rstrip("各均共净约")
    return "" if phrase in _NO_SUBJECT else phrase


def _speaks_of(mention: Mention, phrase: str, text: str) -> bool:
    label = mention.subject.label
    if not label:
        return False
    return label in phrase or phrase in label or text[mention.lead_from : mention.start].endswith(
        phrase
    )


def _topic(this: Mention | None, last: Mention | None, difference: Mention | None) -> str:
    for mention in (this, last, difference):
        if mention is not None and mention.subject.theme:
            theme = mention.subject.theme
            return "three_public_expenses" if theme in THREE_PUBLIC else ""
    return ""


THREE_PUBLIC = frozenset(
    {"three_public", "overseas", "vehicles", "vehicles_purchase", "vehicles_operation",
     "receptions"}
)  # fmt: skip


def _read_from_to(paragraph: Paragraph, mention: Mention, hit: Hit, out: Collector) -> None:
    """Read 由/从 L 提高到 T[，提高 D]: the mention is T."""
    previous = next(paragraph.before(mention), None)
    if previous is None or previous.sentence != mention.sentence or previous.role:
        return
    if not same_measure(previous, mention) or not is_filler(out.text, previous.end, hit.start):
        return
    if not {"from", "compare"} & previous.cues:
        return
    difference, rate = _after_level(paragraph, mention, out.text)
    previous.role = "last"
    end = max(m.end for m in (mention, difference, rate) if m is not None)
    out.add(
        Change(
            start=previous.start,
            end=end,
            topic=_topic(mention, previous, None),
            this=out.fact(mention),
            last=out.fact(previous),
            difference=_derived(difference, "difference", out),
            rate=_derived(rate, "change_rate", out),
            direction=_DIRECTIONS["up" if "up" in hit.entry.cues else "down"],
            direction_span=Span(hit.start, hit.end),
        )
    )


_POINTS = re.compile(
    r"(?:的(?:目标值|指标值|目标|控制值|平均水平))?(高|快|多|提高|上升|增加|增长|低|慢|少|降低|下降|减少)?(?:了|出)?"
)
_ABOVE = re.compile(r"高于|超过|超出|优于|快于")
_BELOW = re.compile(r"低于|慢于|落后于")


def _read_points(paragraph: Paragraph, mention: Mention, out: Collector) -> bool:
    """Read A%，比 B% 高 D 个百分点 and A%，高于 B% 的目标值 D 个百分点."""
    text = out.text
    rates = [m for m in paragraph.before(mention) if m.sentence == mention.sentence][:3]
    if len(rates) < 2 or not (is_percent(rates[0]) and is_percent(rates[1])):  # noqa: PLR2004
        return False
    last, this = rates[0], rates[1]
    if _COMPARED.search(text, mention.lead_from, mention.start):
        return False  # 比2022年提高3.2个百分点: compared with a figure that is not printed here
    between = _POINTS.fullmatch(text, last.end, mention.start)
    lead = text[last.lead_from : last.start]
    if between is None or last.role or not re.search(r"比|较|高于|低于|超过|快于|慢于", lead):
        return False
    word = between.group(1)
    up = word in ("高", "快", "多", "提高", "上升", "增加", "增长") if word else bool(
        _ABOVE.search(lead)
    )
    if not up and not word and not _BELOW.search(lead):
        return False
    mention.role = "difference"
    out.add(
        Change(
            start=this.start,
            end=mention.end,
            topic="",
            this=out.fact(this),
            last=out.fact(last),
            difference=_derived(mention, "difference", out),
            rate=None,
            direction=Direction.UP if up else Direction.DOWN,
            direction_span=Span(last.lead_from, mention.start),
            sure=False,
        )
    )
    return True


_REMAINDER = re.compile(
    r"(?:节约|结余|剩余|节支|结存|未支出|未执行|尚余|核减|审减)(?:资金|金额|额|预算)?(?:为|约)?"
)


def _read_remainder(paragraph: Paragraph, mention: Mention, out: Collector) -> None:
    """Read 预算A，实际B，节约C: what is left of the amount before, where the three stand together."""
    if _REMAINDER.fullmatch(out.text, mention.lead_from, mention.start) is None:
        return
    before = [m for m in paragraph.before(mention) if m.sentence == mention.sentence][:3]
    money = [m for m in before if not is_percent(m) and not m.in_parentheses]
    if len(money) < 2 or money[0].kind not in ("expenditure", "") or money[1].kind != "budget":  # noqa: PLR2004
        return
    spent, whole = money[0], money[1]
    if not (same_measure(spent, whole) and same_measure(spent, mention)):
        return
    if spent.segment != mention.segment or spent.role or whole.role:
        return
    mention.role = "difference"
    out.add(
        Change(
            start=whole.start,
            end=mention.end,
            topic="",
            this=out.fact(spent),
            last=out.fact(whole),
            difference=_derived(mention, "difference", out),
            rate=None,
            direction=None,
            direction_span=Span(mention.lead_from, mention.start),
        )
    )


def _after_level(
    paragraph: Paragraph, mention: Mention, text: str
) -> tuple[Mention | None, Mention | None]:
    """Return the difference and the rate that follow 由 L 提高到 T."""
    difference = rate = None
    at = paragraph.mentions.index(mention) + 1
    for following in paragraph.mentions[at : at + 2]:
        if following.sentence != mention.sentence or following.segment != mention.segment:
            break
        word = _direction(following, text)
        if word is None or _TO.search(text, word.end, following.start):
            break  # 提高到60%: a level of its own
        points = following.dimension is Dimension.PERCENTAGE_POINT
        if difference is None and (
            points or (not is_percent(following) and same_measure(following, mention))
        ):
            difference, following.role = following, "difference"
        elif rate is None and is_percent(following) and not is_percent(mention):
            rate, following.role = following, "change_rate"
        else:
            break
    return difference, rate


def _read_wordless(paragraph: Paragraph, mention: Mention, out: Collector) -> None:
    """Read T，较上年 L 有所下降 / 与上年 L 持平: a direction without a number after it."""
    text = out.text
    lead = text[mention.lead_from : mention.start]
    if not (_COMPARED.search(lead) or lead.startswith("与")) or not mention.subject.last_year:
        return
    word = _WORD_AFTER.match(text, mention.end)
    previous = next(
        (
            m
            for m in paragraph.before(mention)
            if m.sentence == mention.sentence and same_measure(m, mention) and not m.role
        ),
        None,
    )
    if word is None or previous is None:
        return
    mention.role = "last"
    out.add(
        Change(
            start=previous.start,
            end=word.end(),
            topic=_topic(previous, mention, None),
            this=out.fact(previous),
            last=out.fact(mention),
            difference=None,
            rate=None,
            direction=_WORDS[word.group(1)],
            direction_span=Span(word.start(1), word.end(1)),
        )
    )
