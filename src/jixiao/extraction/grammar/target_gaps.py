"""How far a value is off its target: 计划56口，实际54口，完成率96.43%，少建2口."""

import re
from typing import Final

from jixiao.extraction.grammar.base import Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.grammar.change_words import derived_fact
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Comparator, Dimension
from jixiao.model.relation import Change
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Direction

_DONE = (
    r"(?:完成|建成|修建|新建|建设|建|修|实施|举办|开展|办|种植|种|植|栽|安装|装|铺设|铺|培训|演|派出|派|"
    r"购置|采购|购|招聘|招录|招|聘|发放|改造|治理|救助|资助|配备|配)"
)
_GAP: Final = pattern(
    r"(?:的?(?:年度|全年|年初|预期|既定)?(?:目标|任务|指标|计划)(?:值|数|任务)?)?"
    r"[,(](?P<basis>[较比](?:年度|年初|原定|原|全年|预定|既定)*(?:计划|目标|任务|指标|预期)(?:值|数|量|任务)?)?"
    r"(?:仍|还|尚|共|即|实际|均)?"
    rf"(?:(?P<up>超额(?:完成)?|超计划(?:完成)?|超目标(?:完成)?|多(?:出|{_DONE})?)"
    rf"|(?P<down>未完成|少(?:{_DONE})?|相?差|欠))(?:了|(?P<of>的))?"
)
# …完成率115%。多出18户，是因为…: what was said right before is the only thing it can be more than
_NEXT: Final = pattern(
    r"[。,;](?:(?P<up>(?:多出|超出|超额|超过计划|超计划)(?:来|完成)?的?)"
    r"|(?P<down>未完成的|没有完成的|少(?:完成|建|做)的))"
)
_MORE: Final = pattern(r"另|其余|其他|余下|还有|的[是为有]|其中|部分")
_BEHIND: Final = 12  # characters of the sentence that follows
_AND_MORE: Final = pattern("[、和及]|另|其余|其他")
_BARE: Final = frozenset({"多", "多出", "少"})  # than what, a basis has to say
_UNFIT: Final = (Dimension.MONEY, Dimension.SCORE, Dimension.DURATION)


def read_gap(
    paragraph: Paragraph, target: Mention, actual: Mention, last: Mention, out: Collector
) -> None:
    """Read the distance to a target that is told right behind ``last``, the value or its rate."""
    text = out.text
    number = paragraph.next(last)
    if number is None or number.role or target.sentence != actual.sentence:
        return
    if not _plain(target, actual, number) or text[number.end : number.end + 1] in ("、", "和", "~"):
        return
    match = _words_of(paragraph, last, number, out)
    if match is None:
        return
    up = match["up"]
    number.role = "difference"
    word = "up" if up else "down"
    out.add(
        Change(
            start=min(target.start, actual.start),
            end=number.end,
            topic="",
            this=out.fact(actual),
            last=out.fact(target),
            difference=derived_fact(number, "difference", out),
            rate=None,
            direction=Direction.UP if up else Direction.DOWN,
            direction_span=Span(*match.span(word)),
            yearly=False,
            close=True,
        )
    )


def _words_of(
    paragraph: Paragraph, last: Mention, number: Mention, out: Collector
) -> re.Match[str] | None:
    """Return the words that make a number the distance to a target, if they do."""
    match = _NEXT.fullmatch(out.text, last.end, number.start)
    if match is not None:
        return match if _all_of_it(paragraph, number, out) else None
    if number.sentence != last.sentence or number.segment != last.segment:
        return None
    match = _GAP.fullmatch(out.text, last.end, number.start)
    if match is None or ((match["up"] or match["down"]) in _BARE and match["basis"] is None):
        return None
    if _told_on(paragraph, number, out.text) or (match["of"] and match["basis"] is None):
        return None
    return match


def _told_on(paragraph: Paragraph, number: Mention, text: str) -> bool:
    """Whether more of the same is counted behind: 差3座因征地、1座因管线."""
    following = paragraph.next(number)
    return (
        following is not None
        and following.sentence == number.sentence
        and same_measure(following, number)
        and _AND_MORE.search(text, number.end, following.start) is not None
    )


def _all_of_it(paragraph: Paragraph, number: Mention, out: Collector) -> bool:
    """Whether a gap is told whole: not 未完成的1座在城东，另1座在城西."""
    end = out.sentences[number.sentence].end
    stop = out.text.find(";", number.end, end)  # behind it another matter begins
    limit = stop if stop >= 0 else min(end + _BEHIND, paragraph.end)
    if _MORE.search(out.text, number.end, limit):
        return False
    after = (m for m in paragraph.mentions if number.start < m.start < limit)
    return not any(same_measure(m, number) and m.sentence == number.sentence for m in after)


def _plain(target: Mention, actual: Mention, number: Mention) -> bool:
    """Whether the three numbers are of one measure and each stands for itself."""
    if number.dimension in _UNFIT or is_percent(number) or actual.in_parentheses:
        return False
    if number.dimension is Dimension.PERCENTAGE_POINT:
        rates = is_percent(target) and is_percent(actual)
        return rates and target.quantity.comparator is None and number.quantity.is_point
    if not (same_measure(target, number) and same_measure(actual, number)):
        return False
    bound = target.quantity.comparator not in (None, Comparator.EQUAL, Comparator.AT_LEAST)
    return not bound and all(m.quantity.is_point for m in (actual, number))
