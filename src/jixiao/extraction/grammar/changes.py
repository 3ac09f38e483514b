"""Comparisons with another year: 较上年增加…，增长…%；由…提高到…；与上年持平."""

from collections.abc import Iterable
from itertools import islice

from jixiao.extraction.grammar.base import Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.grammar.change_words import (
    COMPARED,
    THREE_PUBLIC,
    TO,
    Comparing,
    aside,
    derived_fact,
    direction_of,
    direction_word,
    is_last_year,
    last_fact,
    topic_of_change,
)
from jixiao.extraction.grammar.last_years import (
    against_start,
    budget_compared,
    figure_after,
    figure_before,
    of_earlier_clause,
    opening_of,
)
from jixiao.extraction.grammar.levels import (
    read_from_to,
    read_points,
    read_wordless,
)
from jixiao.extraction.grammar.side_by_side import read_side_by_side
from jixiao.extraction.grammar.this_years import GRAND_TOTALS, this_year
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import is_filler, label_of
from jixiao.extraction.vocabulary import Hit
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Change
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Direction

_YEAR_BEFORE = pattern(r"^(?:上一?年度?|去年)(?:同期)?")
_OF_WHICH = pattern(r"(?:其中|分项看|分项来看)[:,]?[\u4e00-\u9fff“”()]{2,20}")
_OF_THE_PURSE = frozenset({"增收", "减收", "增支", "减支"})
_BECAUSE = pattern(r"因|由于|主要|原因|受|系|随着")
_SINCE_LAST = pattern(r"同比|[较比](?:上年|去年)")

__all__ = ["THREE_PUBLIC", "read_changes"]


def read_changes(paragraph: Paragraph, out: Collector) -> None:
    """Read the comparisons of a paragraph and mark their mentions."""
    read_side_by_side(paragraph, out)
    done: set[int] = set()
    for mention in paragraph.mentions:
        if mention.start not in done and not mention.role:
            done.update(_read_worded(paragraph, mention, out))
    for mention in paragraph.mentions:
        if not mention.role:
            read_wordless(paragraph, mention, out)


def _read_worded(paragraph: Paragraph, mention: Mention, out: Collector) -> Iterable[int]:
    """Read a comparison with a direction word and give back the offsets that are done with."""
    hit = direction_word(mention, out.text)
    if hit is not None and "分别" in out.text[mention.lead_from : mention.start]:
        return ()  # several rates for several amounts: which is whose is not read here
    if mention.dimension is Dimension.PERCENTAGE_POINT and read_points(paragraph, mention, out):
        return ()
    if hit is None:
        return ()
    if TO.search(out.text, hit.end, mention.start) or hit.entry.text.endswith(("到", "至")):
        read_from_to(paragraph, mention, hit, out)
    elif _compared(paragraph, mention, hit, out):
        earlier = _earlier(paragraph, mention, out)
        return _read_difference(Comparing(paragraph, mention, hit, earlier), out)
    return ()


def _earlier(paragraph: Paragraph, mention: Mention, out: Collector) -> Mention | None:
    """Return what the comparison before is of: 支出B，比预算节约C，较上年下降: B again."""
    for before in islice(paragraph.before(mention), 3):
        if before.sentence != mention.sentence or before.segment != mention.segment:
            return None
        if not before.role and not before.in_parentheses and not is_percent(before):
            return None  # a figure of its own stands between
        if before.role not in ("difference", "change_rate"):
            continue
        for relation in out.relations[Change]:
            if isinstance(relation, Change) and relation.this is not None:
                numbers = (relation.difference, relation.rate)
                if any(n is not None and n.start == before.start for n in numbers):
                    start = relation.this.start
                    return next((m for m in paragraph.mentions if m.start == start), None)
        return None
    return None


def _compared(paragraph: Paragraph, mention: Mention, hit: Hit, out: Collector) -> bool:
    """Whether the clause or the words before it say with what is compared."""
    text = out.text
    cued = any("compare" in h.entry.cues for h in mention.gap_hits if h.end <= hit.start)
    cued = cued or COMPARED.search(text, mention.gap_from, hit.start) is not None
    if cued or _tells_the_year_before(paragraph, mention, hit, text):
        return True
    previous = next((m for m in paragraph.before(mention) if not aside(m, mention)), None)
    if previous is None:
        return False
    if previous.sentence != mention.sentence:
        return _breaks_down(previous, mention, hit, out)
    if previous.role in ("difference", "change_rate", "last") or _parts_of_change(
        paragraph, mention, hit, text
    ):
        return True
    alike = same_measure(previous, mention)
    if is_last_year(previous, out) and (is_percent(mention) or alike):
        return True
    goes_on = (
        {"compare"} & previous.cues
        and previous.segment == mention.segment
        and is_filler(text, previous.end, hit.start)
    )
    return bool(goes_on) or (
        alike and of_earlier_clause(previous, Comparing(paragraph, mention, hit), out)
    )


def _breaks_down(previous: Mention, mention: Mention, hit: Hit, out: Collector) -> bool:
    """Whether a sentence breaks a change down: 比上年增加142万元。其中：财政拨款收入增加134万元."""
    if previous.role not in ("difference", "change_rate") or is_percent(mention):
        return False
    opening = out.sentences[mention.sentence].start
    if mention.sentence != previous.sentence + 1 or mention.gap_from > opening:
        return False
    return _OF_WHICH.fullmatch(out.text, opening, hit.start) is not None


def _parts_of_change(paragraph: Paragraph, mention: Mention, hit: Hit, text: str) -> bool:
    """Whether a part moves with its whole: 比上年增加5万元,其中:甲0万元,持平;乙增加5万元."""
    for before in paragraph.before(mention):
        if before.sentence != mention.sentence:
            return False
        if before.role in ("difference", "change_rate"):
            return _OF_WHICH.search(text, before.end, hit.start) is not None
    return False


def _tells_the_year_before(paragraph: Paragraph, mention: Mention, hit: Hit, text: str) -> bool:
    """Whether 增收, 减支 are said beside a rate, which are only said of the year before."""
    following = paragraph.next(mention)
    if following is None or following.sentence != mention.sentence:
        return False
    if is_percent(following):
        return hit.entry.text in _OF_THE_PURSE and _continues(mention, following, text)
    second = direction_word(following, text) if is_percent(mention) else None
    return (
        second is not None
        and second.entry.text in _OF_THE_PURSE
        and text[mention.end : second.start] == ","
    )


def _read_difference(clause: Comparing, out: Collector) -> Iterable[int]:
    """Read 较上年[L]增加D[，增长r%] and give back the offsets that it used."""
    mention, hit = clause.mention, clause.hit
    last = figure_before(clause, out)
    if is_percent(mention):
        if last is not None and is_percent(last):
            return ()
    elif last is None:
        last = budget_compared(clause, out)
    difference, rate = _difference_and_rate(clause, out.text)
    this = this_year(clause, last, out)
    if this is not None and _of_other_matter(clause, this, out.text):
        this = None
    _mark(difference, rate, last)
    if last is None:
        last = figure_after(clause.paragraph, rate or mention, this, out.text)
    sure = this is not None and _is_sure(this, last, mention)
    sure = sure and not _ends_a_row(clause.paragraph, this, out.text)
    if last is None:
        last = opening_of(clause, this, out)
        if last is not None and this is not None:
            sure = sure and against_start(clause, this, last, out.text)
    if difference is not None and rate is not None:
        _read_second_word(this, last, rate, direction_of(hit), out)
    used = [m for m in (this, last, difference, rate) if m is not None]
    out.add(
        Change(
            start=min(m.start for m in used),
            end=max(m.end for m in used),
            topic=topic_of_change(this, last, difference),
            this=out.fact(this) if this is not None else None,
            last=last_fact(this, last, out),
            difference=derived_fact(difference, "difference", out),
            rate=derived_fact(rate, "change_rate", out),
            direction=direction_of(hit),
            direction_span=Span(hit.start, hit.end),
            sure=sure,
            close=_is_close(this, last, mention),
        )
    )
    return [m.start for m in used]


def _of_other_matter(clause: Comparing, this: Mention, text: str) -> bool:
    """Whether a clause after the figure names what moved: 总额5万元,其中接待费无增减,比去年增加."""
    mention, hit = clause.mention, clause.hit
    if this.sentence != mention.sentence or this.end > mention.gap_from:
        return False
    comma = text.rfind(",", mention.gap_from, hit.start)
    if comma < 0:
        return False
    if text.find("其中", mention.gap_from, comma) >= 0:
        return True
    start = max(mention.gap_from, text.rfind(";", mention.gap_from, hit.start))
    return any(
        start <= named.start
        and named.end <= comma
        and named.entry.concept is not None
        and named.entry.concept.name != this.concept
        and not named.entry.generic
        and _BECAUSE.search(text, start, named.start) is None
        for named in mention.gap_hits
    )


def _difference_and_rate(clause: Comparing, text: str) -> tuple[Mention | None, Mention | None]:
    """Return the amount of a change and its rate: the number of the clause is one of them."""
    mention = clause.mention
    following = clause.paragraph.next(mention)
    if is_percent(mention):
        amount = following is not None and _goes_on_in_amount(clause, following, text)
        return (following if amount else None), mention
    if following is not None and _continues(mention, following, text):
        return mention, following
    return mention, None


def _mark(difference: Mention | None, rate: Mention | None, last: Mention | None) -> None:
    """Give the numbers of a comparison their roles; a budget or target compared with has none."""
    if difference is not None:
        difference.role = "difference"
    if rate is not None:
        rate.role = "change_rate"
    if last is not None and "target" not in last.cues and last.kind != "budget":
        last.role = "last"


def _read_second_word(
    this: Mention | None,
    last: Mention | None,
    rate: Mention,
    direction: Direction,
    out: Collector,
) -> None:
    """Keep the direction word of the rate apart where it differs from that of the amount."""
    hit = direction_word(rate, out.text)
    if hit is None or this is None or last is None:
        return
    word = direction_of(hit)
    if word is direction:
        return
    out.add(
        Change(
            start=this.start,
            end=rate.end,
            topic=topic_of_change(this, last, None),
            this=out.fact(this),
            last=last_fact(this, last, out),
            difference=None,
            rate=None,
            direction=word,
            direction_span=Span(hit.start, hit.end),
            sure=_is_sure(this, last, rate),
        )
    )


def _goes_on_in_amount(clause: Comparing, following: Mention, text: str) -> bool:
    """Whether an amount tells the change once more that a rate told: 增长5.2%,增收310万元."""
    mention = clause.mention
    if following.role or is_percent(following) or following.sentence != mention.sentence:
        return False
    hit = direction_word(following, text)
    if hit is None or direction_of(hit) is not direction_of(clause.hit):
        return False
    between = text[mention.end : hit.start]
    if between == ",同比":
        return _SINCE_LAST.search(text, mention.lead_from, clause.hit.start) is not None
    return between == ","


def _continues(mention: Mention, following: Mention, text: str) -> bool:
    """Whether a percentage goes on with the comparison of the amount before it."""
    if not is_percent(following) or following.sentence != mention.sentence:
        return False
    if following.segment != mention.segment:
        return False
    hit = direction_word(following, text)
    if hit is None:
        return False
    between = text[mention.end : hit.start].strip(",，、(（")
    return label_of(between, 0, len(between)) in ("", "同比", "幅度", "增幅", "降幅", "比上年")


def _is_close(this: Mention | None, last: Mention | None, mention: Mention) -> bool:
    """Whether a figure told further away can be no other: total scores, and the grand totals."""
    if this is None:
        return False
    if this.concept == "total_score":
        return last is not None
    if last is not None and _called_alike(this, last):
        return True
    near = this.block == mention.block and this.sentence >= mention.sentence - 1
    return near and this.concept in GRAND_TOTALS


def _called_alike(this: Mention, last: Mention) -> bool:
    """Whether two counts of one sentence bear one name: 立案37件，…；上年立案41件."""
    name = this.subject.label
    return (
        this.sentence == last.sentence
        and this.concept == "other"
        and this.dimension is Dimension.COUNT
        and len(name) > 1
        and _YEAR_BEFORE.sub("", last.subject.label) == name
    )


def _ends_a_row(paragraph: Paragraph, this: Mention | None, text: str) -> bool:
    """Whether a figure is the last of a row, all of which may be compared: 甲a公里、乙b公里,比…."""
    if this is None or text[this.gap_from : this.gap_from + 1] not in "、和及与":
        return False
    before = next(paragraph.before(this), None)
    return (
        before is not None
        and before.end == this.gap_from
        and same_measure(before, this)
        and text[this.end : this.end + 1] == ","
    )


def _is_sure(this: Mention, last: Mention | None, mention: Mention) -> bool:
    if this.sentence == mention.sentence or _is_close(this, last, mention):
        return True
    return last is not None and this.concept == last.concept != "other"
