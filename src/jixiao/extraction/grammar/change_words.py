"""Words and facts that every kind of comparison with another year shares."""

from dataclasses import dataclass

from jixiao.extraction.grammar import change_patterns as words
from jixiao.extraction.grammar.base import Collector, Paragraph, same_measure
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import is_filler, label_of
from jixiao.extraction.vocabulary import Hit
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern
from jixiao.terms import Direction

THREE_PUBLIC = frozenset(
    {
        "three_public",
        "overseas",
        "vehicles",
        "vehicles_purchase",
        "vehicles_operation",
        "receptions",
    }
)
COMPARED = pattern(r"较|比(?!例|重|率|选|赛|武|照)|同比|相比|环比")
TO = pattern(r"[到至]|为")
_HOLLOW = pattern(rf"(?:{words.ADVERBS}|同|与|而|但|其中|其|数|额|率|的|为|值|主要|亦)*")
_YEARS = pattern(r"20[0-9]{2}年?度?末?|上一?年度?|去年|本年度?|今年|当年|年末|年初|全年|[,:“”\"()]")
_SUMMED = pattern(r"累计|合计|(?<!公)共(?![同享建管产])")
_PIECES = pattern(
    r"(?:因|由|系|在|位于|是|为|属)[^,。;比较]{1,14}[、,;](?:另|另外|其余|其他|有|还有)*"
)
_QUOTES = pattern(r"[“”]")
LONGEST = 40  # characters between two numbers of one comparison
_CLAUSE_YEAR = pattern(r"[^,;0-9]{0,2}(20[0-9]{2})年度?[^,;0-9]{0,10}?(?:较|比|同比)")
_BOILERPLATE = pattern(r"增加\(减少\)|减少\(增加\)|增长\(下降\)|增\(减\)")


@dataclass(frozen=True, slots=True)
class Comparing:
    """A clause that compares: its number and the direction word before that.

    ``earlier`` is the figure that the comparison before it in its sentence is of.
    """

    paragraph: Paragraph
    mention: Mention
    hit: Hit
    earlier: Mention | None = None


def direction_word(mention: Mention, text: str) -> Hit | None:
    """Return the direction word directly before the number."""
    for hit in reversed(mention.hits):
        if ("up" in hit.entry.cues or "down" in hit.entry.cues) and (
            is_filler(text, hit.end, mention.start)
            or TO.fullmatch(text, hit.end, mention.start) is not None
        ):
            if _BOILERPLATE.search(text, max(0, hit.start - 4), mention.start):
                return None
            if text[hit.start - 1] in "少多":
                return None  # 较上年少增加5万元: a difference of two differences
            return hit
    return None


def direction_of(hit: Hit) -> Direction:
    """Return the way that a direction word points."""
    return Direction.UP if "up" in hit.entry.cues else Direction.DOWN


def is_last_year(mention: Mention, out: Collector) -> bool:
    """Whether a figure is one of the year before the one reported on."""
    if mention.subject.last_year:
        return True
    year = mention.period.year if mention.own_period and mention.period is not None else None
    return year is not None and out.fiscal_year is not None and year == out.fiscal_year - 1


def year_of_clause(clause: Comparing, text: str) -> int | None:
    """Return the year that a clause says itself to be of: 2023年比上年增加."""
    match = _CLAUSE_YEAR.match(text, clause.mention.lead_from, clause.hit.start)
    return int(match.group(1)) if match is not None else None


def derived_fact(mention: Mention | None, concept: str, out: Collector) -> Fact | None:
    """Return the fact of a difference or a rate, which has no name of its own."""
    if mention is None:
        return None
    return out.fact(
        mention, out.vocabulary.concepts[concept], out.vocabulary.concepts[concept].label
    )


def last_fact(this: Mention | None, last: Mention | None, out: Collector) -> Fact | None:
    """Return last year's figure, named after this year's where nothing else names it."""
    if last is None:
        return None
    if last.concept == "other" and this is not None:
        return out.fact(last, this.subject.concept, this.subject.label)
    return out.fact(last)


def topic_of_change(this: Mention | None, last: Mention | None, difference: Mention | None) -> str:
    """Return what a change is about, as far as the checks keep it apart."""
    for mention in (this, last, difference):
        if mention is not None and mention.subject.theme:
            theme = mention.subject.theme
            return "three_public_expenses" if theme in THREE_PUBLIC else ""
    return ""


def sums_up(phrase: str) -> bool:
    """Whether a clause speaks of several years together: 上年26户，累计增加64户."""
    return _SUMMED.search(phrase) is not None


def aside(before: Mention, mention: Mention) -> bool:
    """Whether a number only counts the years that a comparison speaks of: 两年均未发生."""
    return (
        before.dimension is Dimension.DURATION
        and mention.dimension is not Dimension.DURATION
        and before.concept == "other"
    )


def noun_of(phrase: str) -> str:
    """Return what a phrase names, empty where it is made of hollow words only."""
    phrase = _YEARS.sub("", phrase).strip("的了其而但")
    return "" if _HOLLOW.fullmatch(phrase) else label_of(phrase, 0, len(phrase))


def lead_of(mention: Mention, text: str) -> str:
    """Return what stands between a figure and the one before."""
    low = max(mention.gap_from, mention.start - LONGEST)
    return text[low : mention.start].rpartition(";")[2]


def around(mention: Mention, text: str) -> str:
    """Return what stands around a figure and may name it."""
    after = text[mention.end : min(mention.tail_end, mention.end + 12)]
    return _QUOTES.sub("", lead_of(mention, text) + after)


def same_part_of_year(this: Mention, last: Mention, out: Collector, at: int) -> bool:
    """Whether two figures are both of a whole year or both of the same months.

    ``at`` is where the comparison begins, which may speak of a whole year itself.
    """
    text, opening = out.text, out.sentences[this.sentence].start
    if words.PARTIAL.search(text, opening, this.start) is None:
        return True
    lead = lead_of(last, text)
    if words.WHOLE.search(lead) or words.WHOLE.search(text, at, at + LONGEST):
        return False
    return words.SAME_PART.search(lead) is not None


OFFSET = pattern(
    r"[、,]?(?:同时|并|另)?(?:更新|更换|替换|置换|报废|淘汰|处置|退出|撤[销并]|注销|[调划]出|拆除|关停)"
    r"[\u4e00-\u9fff]{0,4}[0-9]"
)


def told_apart(paragraph: Paragraph, number: Mention, text: str) -> bool:
    """Whether a distance is told in pieces: 差3座因征地、1座因管线; 增加8台、更新2台."""
    following = paragraph.next(number)
    if OFFSET.match(text, number.end) is not None:
        return True
    return (
        following is not None
        and following.sentence == number.sentence
        and same_measure(following, number)
        and _PIECES.fullmatch(text, number.end, following.start) is not None
    )
