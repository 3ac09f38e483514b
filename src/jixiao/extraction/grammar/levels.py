"""Changes said by their two levels: 由…提高到…, 高于…的目标值…个百分点, 与上年持平, 节约…."""

from jixiao.extraction.grammar.base import Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.grammar.change_patterns import SECOND
from jixiao.extraction.grammar.change_words import (
    COMPARED,
    OFFSET,
    TO,
    derived_fact,
    direction_of,
    direction_word,
    topic_of_change,
)
from jixiao.extraction.mentions import Mention, value_unit
from jixiao.extraction.subjects import is_filler
from jixiao.extraction.vocabulary import Hit
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Change
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Direction

_WORD_AFTER = pattern(
    r"(?:[,，]?(?:略|有所|有|呈|总体|小幅|大幅|明显|均|相|基本|同比)*)"
    r"(增加|增长|上升|提高|减少|下降|降低|持平|无变化|一致)"
)
_WORDS = {
    "增加": Direction.UP,
    "增长": Direction.UP,
    "上升": Direction.UP,
    "提高": Direction.UP,
    "减少": Direction.DOWN,
    "下降": Direction.DOWN,
    "降低": Direction.DOWN,
    "持平": Direction.FLAT,
    "无变化": Direction.FLAT,
    "一致": Direction.FLAT,
}
_POINTS = pattern(
    r"(?:的(?:目标值|指标值|目标|控制值|平均水平))?"
    r"(高|快|多|提高|上升|增加|增长|低|慢|少|降低|下降|减少)?(?:了|出)?"
)
_UP_WORDS = frozenset({"高", "快", "多", "提高", "上升", "增加", "增长"})
_THAN = pattern(r"比|较|高于|低于|超过|快于|慢于")
_ABOVE = pattern(r"高于|超过|超出|优于|快于")
_BELOW = pattern(r"低于|慢于|落后于")


def read_from_to(paragraph: Paragraph, mention: Mention, hit: Hit, out: Collector) -> None:
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
            topic=topic_of_change(mention, previous, None),
            this=out.fact(mention),
            last=out.fact(previous),
            difference=derived_fact(difference, "difference", out),
            rate=derived_fact(rate, "change_rate", out),
            direction=direction_of(hit),
            direction_span=Span(hit.start, hit.end),
        )
    )


def _after_level(
    paragraph: Paragraph, mention: Mention, text: str
) -> tuple[Mention | None, Mention | None]:
    """Return the difference and the rate that follow 由 L 提高到 T."""
    difference = rate = None
    at = paragraph.place(mention) + 1
    for following in paragraph.mentions[at : at + 2]:
        if following.sentence != mention.sentence or following.segment != mention.segment:
            break
        word = direction_word(following, text)
        if word is None or TO.search(text, word.end, following.start):
            break  # 提高到60%: a level of its own
        before = paragraph.mentions[paragraph.place(following) - 1]
        if SECOND.fullmatch(text, before.end, following.start) is None:
            break  # 其中挂号减少6分钟, 节约资金20万元: of something else
        if OFFSET.match(text, following.end) is not None:
            break  # 增加8台、更新2台: more than the two levels are apart
        points = following.dimension is Dimension.PERCENTAGE_POINT
        if difference is None and (
            points or (not is_percent(following) and _same_unit(following, mention))
        ):
            difference, following.role = following, "difference"
        elif rate is None and is_percent(following) and not is_percent(mention):
            rate, following.role = following, "change_rate"
        else:
            break
    return difference, rate


def _same_unit(following: Mention, mention: Mention) -> bool:
    """Whether a number can be a difference to a level: 单价降至10元，节约20万元 is none."""
    return same_measure(following, mention) and (
        mention.dimension is not Dimension.MONEY or value_unit(following) == value_unit(mention)
    )


def read_points(paragraph: Paragraph, mention: Mention, out: Collector) -> bool:
    """Read A%，比 B% 高 D 个百分点 and A%，高于 B% 的目标值 D 个百分点."""
    text = out.text
    rates = [m for m in paragraph.before(mention) if m.sentence == mention.sentence][:3]
    if len(rates) < 2 or not (is_percent(rates[0]) and is_percent(rates[1])):
        return False
    last, this = rates[0], rates[1]
    if COMPARED.search(text, mention.lead_from, mention.start):
        return False  # 比2022年提高3.2个百分点: compared with a figure that is not printed here
    between = _POINTS.fullmatch(text, last.end, mention.start)
    lead = text[last.lead_from : last.start]
    if between is None or last.role or not _THAN.search(lead):
        return False
    word = between.group(1)
    up = word in _UP_WORDS if word else bool(_ABOVE.search(lead))
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
            difference=derived_fact(mention, "difference", out),
            rate=None,
            direction=Direction.UP if up else Direction.DOWN,
            direction_span=Span(last.lead_from, mention.start),
            sure=False,
        )
    )
    return True


def read_wordless(paragraph: Paragraph, mention: Mention, out: Collector) -> None:
    """Read T，较上年 L 有所下降 / 与上年 L 持平: a direction without a number after it."""
    if not mention.subject.last_year:
        return
    text = out.text
    lead = text[mention.lead_from : mention.start]
    if not (COMPARED.search(lead) or lead.startswith("与")):
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
            topic=topic_of_change(previous, mention, None),
            this=out.fact(previous),
            last=out.fact(mention),
            difference=None,
            rate=None,
            direction=_WORDS[word.group(1)],
            direction_span=Span(word.start(1), word.end(1)),
        )
    )
