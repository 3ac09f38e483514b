"""Comparisons with another year: 较上年增加…，增长…%；由…提高到…；与上年持平."""

import re
from collections.abc import Iterator

from jixiao.extraction.grammar.base import Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import is_filler, label_of
from jixiao.extraction.vocabulary import Hit
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Change
from jixiao.model.source import Span
from jixiao.terms import Direction

_DIRECTIONS = {"up": Direction.UP, "down": Direction.DOWN}
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
_BOILERPLATE = re.compile(r"增加\(减少\)|减少\(增加\)|增长\(下降\)|增\(减\)")


def read_changes(paragraph: Paragraph, out: Collector) -> None:
    """Read the comparisons of a paragraph and mark their mentions."""
    done: set[int] = set()
    for mention in paragraph.mentions:
        if mention.start in done or mention.role:
            continue
        hit = _direction(mention, out.text)
        if hit is None:
            continue
        if _TO.search(out.text, hit.end, mention.start) or hit.entry.text.endswith(("到", "至")):
            _read_from_to(paragraph, mention, hit, out)
        elif _compared(paragraph, mention, hit, out.text):
            done.update(_read_difference(paragraph, mention, hit, out))
    for mention in paragraph.mentions:
        if not mention.role:
            _read_wordless(paragraph, mention, out)


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


def _compared(paragraph: Paragraph, mention: Mention, hit: Hit, text: str) -> bool:
    """Whether the clause or the words before it say with what is compared."""
    if any("compare" in h.entry.cues for h in mention.gap_hits if h.end <= hit.start):
        return True
    if _COMPARED.search(text, mention.gap_from, hit.start):
        return True
    previous = next(paragraph.before(mention), None)
    if previous is None or previous.sentence != mention.sentence:
        return False
    if previous.role in ("difference", "change_rate", "last"):
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
    last = _last_year(paragraph, mention, hit, out.text)
    difference: Mention | None = None
    rate: Mention | None = None
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
        last.role = "last"
    elif difference is not None or rate is not None:
        last = _last_after(paragraph, rate or mention, this, out.text)
    direction = _DIRECTIONS["up" if "up" in hit.entry.cues else "down"]
    used = [m for m in (this, last, difference, rate) if m is not None]
    out.add(
        Change(
            start=min(m.start for m in used),
            end=max(m.end for m in used),
            topic=_topic(this, last, difference),
            this=out.fact(this) if this is not None else None,
            last=out.fact(last) if last is not None else None,
            difference=_derived(difference, "difference", out),
            rate=_derived(rate, "change_rate", out),
            direction=direction,
            direction_span=Span(hit.start, hit.end),
            sure=this is not None and this.sentence == mention.sentence,
        )
    )
    return (m.start for m in used)


def _derived(mention: Mention | None, concept: str, out: Collector) -> Fact | None:
    if mention is None:
        return None
    return out.fact(mention, out.vocabulary.concepts[concept], out.vocabulary.concepts[concept].label)


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


def _last_year(paragraph: Paragraph, mention: Mention, hit: Hit, text: str) -> Mention | None:
    """Return the figure compared with: 较2021年…44.45万元减少."""
    for previous in paragraph.before(mention):
        if previous.sentence != mention.sentence or previous.segment != mention.segment:
            return None
        if previous.role:
            continue
        adjacent = is_filler(text, previous.end, hit.start)
        named = "compare" in previous.cues or _COMPARED.search(
            text, previous.lead_from, previous.start
        )
        if adjacent and named and (is_percent(mention) or same_measure(previous, mention)):
            return previous
        if previous.subject.last_year and (
            is_percent(mention) or same_measure(previous, mention)
        ):
            return previous
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
    for previous in paragraph.before(last or mention):
        if previous.role in ("difference", "last", "change_rate", "share", "rate"):
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
        return previous if previous.sentence == mention.sentence else None
    return None


def _own_subject(mention: Mention, last: Mention | None, hit: Hit, text: str) -> str:
    """Return what the comparing clause itself names before 较/比, or an empty string."""
    start = last.lead_from if last is not None else mention.lead_from
    match = _COMPARED.search(text, start, hit.start)
    if match is None:
        return ""
    phrase = label_of(text, start, match.start())
    return "" if phrase in ("同", "与上年", "与", "年度", "本年度", "全年") else phrase


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
    following = paragraph.next(mention)
    difference = rate = None
    if (
        following is not None
        and following.sentence == mention.sentence
        and following.segment == mention.segment
        and _direction(following, out.text) is not None
    ):
        if following.dimension is Dimension.PERCENTAGE_POINT or (
            not is_percent(following) and same_measure(following, mention)
        ):
            difference, following.role = following, "difference"
        elif is_percent(following) and not is_percent(mention):
            rate, following.role = following, "change_rate"
    previous.role = "last"
    end = following.end if difference is not None or rate is not None else mention.end
    out.add(
        Change(
            start=previous.start,
            end=end if following is not None else mention.end,
            topic=_topic(mention, previous, None),
            this=out.fact(mention),
            last=out.fact(previous),
            difference=_derived(difference, "difference", out),
            rate=_derived(rate, "change_rate", out),
            direction=_DIRECTIONS["up" if "up" in hit.entry.cues else "down"],
            direction_span=Span(hit.start, hit.end),
        )
    )


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
