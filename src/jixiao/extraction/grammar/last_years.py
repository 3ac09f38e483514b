"""The figure that a clause compares with: last year's, or the budget."""

from jixiao.extraction.grammar import change_patterns as words
from jixiao.extraction.grammar.base import Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.grammar.change_words import (
    COMPARED,
    Comparing,
    around,
    aside,
    is_last_year,
    noun_of,
    sums_up,
    year_of_clause,
)
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import is_filler
from jixiao.extraction.vocabulary import Hit
from jixiao.model.fact import Basis
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern

_COMPARED_WITH = pattern(
    r"(?:的)?(?:相比|比较|比)[,，]?(?:[\u4e00-\u9fff]{0,6}[,，]?)?"
    r"(?:本年|同比|净|共|实际|有所|均|各)*"
)
_THIS_YEAR = pattern(r"(?:本年度?|今年|当年)(?:同比|实际)?")
_YEAR_CLAUSE = pattern(r"(?:上一?年度?|去年|(?P<year>20[0-9]{2})年度?)(?![-至末底初])")
_OVER_YEARS = pattern(r"累计|以来|[-—至]20|共")
_NAMED_YEAR = pattern(r"(?:较|比|与)[^,]{0,4}?(20[0-9]{2})年")
_BUDGET_COMPARED = pattern(
    r"(?:比|较|与)(?P<stage>年初)?(?:全年|当年)?预算数?(?:安排数?)?(?:相比)?[,]?$"
)
_NUMBER = pattern(r"(?<![0-9])(?!20[0-9]{2}年)[0-9]")
_AGAINST_START = pattern(
    r",?(?:较|比|与)?(?:年初|上年末?|去年末?)?(?:数|相比)?,?(?:同比)?净?(?:有所|均)?"
)
_EARLIER = pattern(r"上年|去年|20[0-9]{2}年")


def figure_before(clause: Comparing, out: Collector) -> Mention | None:
    """Return the figure compared with: 较2021年…44.45万元减少."""
    mention, hit, text = clause.mention, clause.hit, out.text
    for previous in clause.paragraph.before(mention):
        if previous.sentence != mention.sentence or previous.segment != mention.segment:
            return None
        if previous.role or aside(previous, mention):
            continue
        if same_measure(previous, mention) and of_earlier_clause(previous, clause, out):
            return previous
        adjacent = is_filler(text, previous.end, hit.start) or _COMPARED_WITH.fullmatch(
            text, previous.end, hit.start
        )
        named = "compare" in previous.cues or COMPARED.search(
            text, previous.lead_from, previous.start
        )
        fits = (
            is_percent(mention)
            or same_measure(previous, mention)
            or (mention.dimension is Dimension.PERCENTAGE_POINT and is_percent(previous))
        )
        if adjacent and (named or text.startswith("相比", previous.end)) and fits:
            return previous
        if fits and not adjacent and _is_last(clause, previous, out):
            same = _same_year_named(mention, hit, previous, text) and _same_thing(
                clause, previous, text
            )
            return previous if same else None
        if not is_percent(previous):
            return None
    return None


def of_earlier_clause(previous: Mention, clause: Comparing, out: Collector) -> bool:
    """Whether a clause of last year and one of this year follow each other on one matter.

    公务用车购置费0万元，2021年更新车辆1辆支出18万元，本年减少18万元.
    """
    mention, text = clause.mention, out.text
    if previous.concept == "other" or previous.sentence != mention.sentence:
        return False
    if _THIS_YEAR.fullmatch(text, mention.lead_from, clause.hit.start) is None:
        return False
    match = _YEAR_CLAUSE.match(text, previous.clause, previous.start)
    if match is None or _OVER_YEARS.search(text, previous.clause, previous.start):
        return False
    year = match["year"]
    if year is not None and out.fiscal_year is not None and int(year) != out.fiscal_year - 1:
        return False
    return any(
        m.concept == previous.concept and m.segment == previous.segment and not m.role
        for m in clause.paragraph.mentions
        if m.sentence == previous.sentence and m.start < previous.clause
    )


def _is_last(clause: Comparing, previous: Mention, out: Collector) -> bool:
    """Whether a figure is of the year before that of the clause, or of the report."""
    year = year_of_clause(clause, out.text)
    if year is None:
        return is_last_year(previous, out)
    then = previous.period.year if previous.own_period and previous.period is not None else None
    return then == year - 1 or (then is None and previous.subject.last_year)


def _same_thing(clause: Comparing, last: Mention, text: str) -> bool:
    """Whether the clause goes on with what the figure is of: 上年760万元，会议费增加 does not."""
    stretch = text[last.end : clause.hit.start]
    if "相比" in stretch or "比较" in stretch:
        return True
    if words.BROKEN.search(stretch):
        return False
    match = COMPARED.search(stretch)
    said = stretch[: match.start()] if match is not None else stretch
    if _NUMBER.search(said) or sums_up(said):
        return False  # another figure stands between: 上年118人，年内增加5人，减少3人
    noun = noun_of(said.rstrip(",").rpartition(",")[2])
    if not noun or noun in around(last, text):
        return True
    before = next(clause.paragraph.before(last), None)
    return before is not None and noun in around(before, text)


def _same_year_named(mention: Mention, hit: Hit, last: Mention, text: str) -> bool:
    """Whether the clause names no other year to compare with than that of the figure before."""
    match = _NAMED_YEAR.search(text, mention.lead_from, hit.start)
    if match is None:
        return True
    return last.period is not None and str(last.period.year) == match.group(1)


def budget_compared(clause: Comparing, out: Collector) -> Mention | None:
    """Return the budget of 决算数比预算数少20.59万元: told before, of the same theme."""
    mention = clause.mention
    said = _BUDGET_COMPARED.search(out.text, mention.gap_from, clause.hit.start)
    if said is None:
        return None
    return next(
        (
            m
            for m in clause.paragraph.before(mention)
            if m.kind == "budget"
            and m.subject.theme == mention.theme
            and same_measure(m, mention)
            and (said["stage"] is None or m.subject.basis is Basis.INITIAL_BUDGET)
        ),
        None,
    )


def figure_after(
    paragraph: Paragraph, mention: Mention, this: Mention | None, text: str
) -> Mention | None:
    """Return last year's figure where it follows in brackets: 减少…（2021年为44.45万元）."""
    following = paragraph.next(mention)
    if following is None or following.sentence != mention.sentence or this is None:
        return None
    if not following.in_parentheses or not same_measure(following, this):
        return None
    lead = text[following.lead_from : following.start]
    if following.subject.last_year or _EARLIER.search(lead):
        following.role = "last"
        return following
    return None


def opening_of(clause: Comparing, closing: Mention | None, out: Collector) -> Mention | None:
    """Return what was carried over at the start, for what is at the end: 年末结余T，较年初减少D."""
    if closing is None or closing.concept != "carryover_closing" or is_percent(clause.mention):
        return None
    if _AGAINST_START.fullmatch(out.text, closing.end, clause.hit.start) is None:
        return None
    told = [
        m
        for paragraph in out.paragraphs
        for m in paragraph.mentions
        if m.concept == "carryover_opening"
        and m.subject.fund is closing.subject.fund
        and m.subject.entity is closing.subject.entity
        and not m.subject.owner
        and same_measure(m, closing)
    ]
    values = {m.quantity.base for m in told}
    return told[0] if len(values) == 1 else None


def against_start(clause: Comparing, closing: Mention, opening: Mention, text: str) -> bool:
    """Whether the clause itself says 年初, and its paragraph tells the figure."""
    said = "年初" in text[closing.end : clause.hit.start]
    return said and opening.block == closing.block
