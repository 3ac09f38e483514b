"""The whole of a share: named by a phrase, or told before the part that it divides."""

from collections.abc import Sequence
from typing import NamedTuple

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph, same_measure
from jixiao.extraction.grammar.bases import narrower
from jixiao.extraction.grammar.ratio_operands import (
    BLOCKS_BACK,
    PART_YEAR,
    WIDE,
    concept_of,
    subject_of,
)
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import Subject
from jixiao.extraction.vocabulary import Concept
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Ratio, RatioKind
from jixiao.patterns import pattern

# Of what was told right before: 更新56座,现场查看28座
_LOOKED_AT = pattern(
    r"[\u4e00-\u9fff]{0,6},(?:评[价估]组|检查组|本次|现场|实地|随机|重点|共|其中|已经?|分别)*"
    r"(?:查看|抽[查检样取]|核[查实验]|走访|踏勘|勘[查验察]|检查|复[核查]|选取|察看|实测|抽中|回访)(?:了|其中)?"
)
_AMONG = pattern(r"[^,。;]{0,12}中")
_PERIOD_NAMED = pattern(r"[0-9]|[一二两三四五六七八九十]年|季度|月份|半年")
_ANNOUNCED = pattern(r"用于以下(?:几个)?方面|以下方面|具体(?:情况)?如下|主要用于:")
_BRACKETS = pattern(r"\([^()]*\)")
_INNER = pattern(r"其中|中[,:]|[支收出入金费额款]中|里[,:]|\(|同比|上年|按|从")
_ITEM = pattern(r"[(]?[一二三四五六七八九十0-9]{1,2}[).、.]|[一二三四五六七八九十]是|[①-⑩]")
_CLASS = pattern(r"\([类款项]\)(?:支出)?[为是共]?$")  # one line of many, never the total
_FUNCTIONAL = pattern(r"支出(?:\([类款]\))?$")
SMALL_FIRMS = ("procurement_sme", "procurement_micro")
_TOTALS = frozenset(
    {"expenditure_total", "expenditure_fiscal", "executed_amount", "income_total",
     "income_fiscal", "expenditure_grand_total", "income_grand_total", "budget_total",
     "procurement_total", "three_public_total", "expenditure_basic", "expenditure_project"}
)  # fmt: skip


class Whole(NamedTuple):
    """The whole of a share, other amounts it could be, and whether the text binds it."""

    amount: Mention | Fact | None = None
    others: tuple[Fact, ...] = ()
    sure: bool = False


def whole_of(  # noqa: PLR0913 - a share and all that it is read by
    paragraph: Paragraph,
    phrase: str,
    part: Mention | None,
    first: Mention,
    out: Collector,
    *,
    several: bool,
) -> Whole:
    """Return the whole of a share; ``first`` is the first of the parts told together."""
    if part is None:
        return Whole()
    if phrase:
        return _named_whole(paragraph, phrase, part, first, out)
    parent = out.wholes.get(part.start)  # as the text stated before
    if parent is not None:
        return Whole(parent, sure=True)
    return _unnamed_whole(paragraph, part, first, out, several=several)


def _unnamed_whole(
    paragraph: Paragraph, part: Mention, first: Mention, out: Collector, *, several: bool
) -> Whole:
    """Return the whole of a bare share: the set, list or purchases that its part is taken from."""
    if part.concept in SMALL_FIRMS:
        total = next(
            (
                m
                for m in reversed(paragraph.mentions)
                if m.start < part.start and m.concept == "procurement_total" and not m.role
            ),
            None,
        )
        return Whole(total, sure=total is not None)
    if not paragraph.start <= part.start < paragraph.end:
        return Whole()  # 药品收入占27%: of an amount told in another paragraph
    total = _set_before(paragraph, part, out.text) or _headed_by(paragraph, part, out)
    if total is None and not several and (whole := _whole_of_sibling(paragraph, part, out)):
        return whole
    if total is None and several:
        # A a、B b，分别占p和q: of the amount told right before them
        return Whole(
            next(
                (
                    m
                    for m in paragraph.before(first)
                    if same_measure(m, part)
                    and not m.role
                    and not m.average
                    and not (m.kind == "budget" and part.kind == "expenditure")
                ),
                None,
            )
        )
    if total is None:
        return Whole(_looked_at(paragraph, part, out.text))
    return Whole(total, sure=True)


def _looked_at(paragraph: Paragraph, part: Mention, text: str) -> Mention | None:
    """Return the number right before, of which some were looked at: 56台,现场查看28台,占50%."""
    position = paragraph.place(part)
    before = paragraph.mentions[position - 1] if position else None
    if before is None or before.sentence != part.sentence or before.segment != part.segment:
        return None
    if part.dimension is not Dimension.COUNT or before.role or not same_measure(before, part):
        return None
    if before.quantity.unit.name != part.quantity.unit.name or before.in_parentheses:
        return None
    looked = _LOOKED_AT.fullmatch(text, part.gap_from, part.start) is not None
    return before if looked and "、" not in text[before.end : part.start] else None


def _whole_of_sibling(paragraph: Paragraph, part: Mention, out: Collector) -> Whole | None:
    """Return the whole of the share told right before in the same list: A占W的p%；B占q%."""
    told = (r for r in reversed(out.relations[Ratio]) if isinstance(r, Ratio))
    last = next(told, None)
    if last is not None and part.dimension is Dimension.COUNT:
        # 2、…支出W元,占预算B元的p%;25个指标…,占q%: rates of money part no shares of counts
        last = last if last.kind is RatioKind.SHARE else next(told, None)
    if last is None or last.kind is not RatioKind.SHARE or last.numerator is None:
        return None
    if last.denominator is None or part.in_parentheses or last.rate.end > part.start:
        return None
    within = last.rate.sentence == part.sentence
    alike = 2 if within else 3  # characters at the end of the names
    if (
        part.quantity.unit.dimension is not last.numerator.amount.unit.dimension
        or part.subject.label[-alike:] != last.numerator.label[-alike:]
        or _is_nested(last, part)
    ):
        return None
    between = _BRACKETS.sub("", out.text[last.rate.end : part.start])
    if within and last.numerator.start in out.wholes and ";" in between:
        return None  # 乙200万元，其中丙50万元，占25%；丁…: back on the level of 乙
    if _INNER.search(between) or not (within or _next_item(paragraph, part, last.numerator, out)):
        return None
    near = ";" in between if within else last is out.relations[Ratio][-1]
    return Whole(last.denominator, sure=last.sure and near)


def _next_item(paragraph: Paragraph, part: Mention, before: Fact, out: Collector) -> bool:
    """Whether a part opens the item of a list right after the item of another."""
    above = out.paragraphs[paragraph.index - 1]
    opens = part is next((m for m in paragraph.mentions if m.dimension is part.dimension), None)
    return (
        opens
        and above.start <= before.start < above.end
        and _ITEM.match(out.text, above.start) is not None
        and _ITEM.match(out.text, paragraph.start) is not None
    )


def _is_nested(last: Ratio, part: Mention) -> bool:
    """Whether a part is known to be one of the part that the share before told."""
    before = "" if last.numerator is None else last.numerator.concept
    return before == "expenditure_basic" and part.concept in (
        "expenditure_staff",
        "expenditure_public",
    )


def _named_whole(
    paragraph: Paragraph, phrase: str, part: Mention, first: Mention, out: Collector
) -> Whole:
    """Return the whole that a phrase names: 占总支出的."""
    concept = concept_of(phrase, out)
    wanted = subject_of(phrase, out)
    before = _amounts_before(paragraph, phrase, part, first, out)
    if concept is not None and not any(m.concept == concept.name for m in before):
        before = _amounts_far_before(paragraph, part, first, out)
    if part.own_period:
        before = [m for m in before if not (m.own_period and _of_other_year(m, part))]
    before = [m for m in before if not _CLASS.search(out.text, m.lead_from, m.start)]
    bases = [m for m in before if not narrower(m, phrase, out) and _named_so(m, phrase, out)]
    named = _named_among(bases, phrase, concept, wanted)
    others = tuple(
        out.fact(m) for m in before if m.concept in _TOTALS and m is not named and m is not part
    )
    if named is None and "地方" in phrase:
        return Whole(None, others)
    if named is None:
        parent = out.wholes.get(part.start)
        total = _total_meant(concept, wanted, before, parent)
        return Whole(total, others, sure=total is not None and total is parent)
    if _PERIOD_NAMED.search(phrase):
        # 占1-7月累计支出的: the period must be that of the amount
        return Whole(named, others)
    if wanted.fund is not None and named.subject.fund is not wanted.fund:
        # 政府性基金…支出a,其中项目支出b: no 一般公共预算项目支出; nor is 项目支出 of a chapter
        # that tells of all funds
        other = named.block != first.block or any(
            m.sentence == named.sentence and m.subject.fund not in (None, wanted.fund)
            for m in before
        )
        return Whole(None if other else named, others)
    if concept is None:
        return Whole(named, others, sure=named.block == first.block)
    near = [m for m in before if m.block == first.block]
    alone = _is_lone(named, near if named.block == first.block else before)
    return Whole(named, others, sure=alone)


def _named_so(mention: Mention, phrase: str, out: Collector) -> bool:
    """Whether an amount is local where a phrase says so: 财政总收入 is not 地方财政收入."""
    return "地方" not in phrase or "地方" in out.text[mention.lead_from : mention.start]


def _amounts_before(
    paragraph: Paragraph, phrase: str, part: Mention, first: Mention, out: Collector
) -> list[Mention]:
    """Return the amounts of this year in the section, before the parts, in reading order."""
    return [
        m
        for p in (*[*out.above(paragraph)][::-1], paragraph)
        for m in p.mentions
        if m.start < first.start
        and m is not part
        and m.role not in DERIVED
        and not m.subject.last_year
        and (_PERIOD_NAMED.search(phrase) or not PART_YEAR.search(out.text, m.lead_from, m.start))
        and same_measure(m, part)
    ]


def _amounts_far_before(
    paragraph: Paragraph, part: Mention, first: Mention, out: Collector
) -> list[Mention]:
    """Return the amounts before the parts, from beyond the section too, in reading order."""
    return [
        m
        for p in (*[*out.above(paragraph, WIDE)][::-1], paragraph)
        for m in p.mentions
        if m.start < first.start and m.role not in DERIVED and same_measure(m, part)
    ]


def _named_among(
    before: Sequence[Mention], phrase: str, concept: Concept | None, wanted: Subject
) -> Mention | None:
    """Return the nearest amount that a phrase names, by its concept or else by its words."""
    for mention in reversed(before):
        if concept is not None:
            if mention.concept == concept.name and _same_scope(mention, wanted):
                return mention
        elif _is_called(mention.subject.label, phrase):
            return mention
    return None


def _is_called(label: str, phrase: str) -> bool:
    """Whether a label and a phrase are the same words, or one ends with the other."""
    if not label or label == phrase:
        return bool(label)
    return (len(phrase) > 2 and label.endswith(phrase)) or (
        len(label) > 2 and phrase.endswith(label)
    )


def _total_meant(
    concept: Concept | None, wanted: Subject, before: Sequence[Mention], parent: Fact | None
) -> Mention | Fact | None:
    """Return the total that a phrase means which names a total, but none told before."""
    if concept is None or concept.name not in _TOTALS or wanted.owner or wanted.entity:
        return None
    if parent is not None and parent.concept in _TOTALS:
        return parent
    candidates = [
        m
        for m in before
        if m.concept in _TOTALS
        and m.kind == concept.kind
        and m.subject.fund in (None, wanted.fund)  # 本年支出 is not that of one fund
    ]
    return candidates[-1] if candidates else None


def _of_other_year(mention: Mention, part: Mention) -> bool:
    """Whether two amounts are of two single years: 2018年支出 is no part of 2017年支出."""
    if mention.period is None or part.period is None:
        return False
    years = (mention.period.year, part.period.year)
    return None not in years and years[0] != years[1]


def _same_scope(mention: Mention, wanted: Subject) -> bool:
    """Whether an amount is of the body and fund that a phrase names."""
    if mention.subject.entity is not wanted.entity or mention.subject.owner != wanted.owner:
        return False
    return mention.subject.fund is None or mention.subject.fund is wanted.fund


def _set_before(paragraph: Paragraph, part: Mention, text: str) -> Mention | None:
    """Return the set that a part is taken from: 29个指标中有17个…，占58.62%."""
    for mention in paragraph.before(part):
        if mention.sentence != part.sentence:
            return None
        if mention.role or not same_measure(mention, part):
            continue
        return mention if _AMONG.match(text[mention.end : part.start]) else None
    return None


def _headed_by(paragraph: Paragraph, part: Mention, out: Collector) -> Mention | None:
    """Return the amount whose paragraph announces the list: …支出X万元，主要用于以下方面:."""
    if part.dimension is not Dimension.MONEY or not _FUNCTIONAL.search(part.subject.label):
        return None
    own = _ANNOUNCED.search(out.text, paragraph.start, part.start)
    if own is not None:
        spent = _spent(paragraph, own.start())
        if not spent and paragraph.index:
            above = _spent(out.paragraphs[paragraph.index - 1])
            spent = above if len(above) == 1 else []
        return spent[0] if spent else None
    for earlier in out.above(paragraph, BLOCKS_BACK * 2):
        announced = _ANNOUNCED.search(out.text, earlier.start, earlier.end)
        if announced is not None:
            return next(iter(_spent(earlier, announced.start())), None)
    return None


def _spent(paragraph: Paragraph, limit: int | None = None) -> list[Mention]:
    """Return the amounts spent of a paragraph, before a place in it."""
    return [
        m
        for m in paragraph.mentions
        if m.kind == "expenditure" and not m.role and (limit is None or m.start < limit)
    ]


def _is_lone(named: Mention, before: Sequence[Mention]) -> bool:
    """Whether no other amount of that name, with another value, could be meant."""
    return all(
        m.quantity.value == named.quantity.value
        for m in before
        if m.concept == named.concept and m.subject.fund is named.subject.fund
    )
