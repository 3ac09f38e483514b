"""Shares of a whole: 占…的…%, 占比, 分别占."""

from collections.abc import Sequence
from typing import NamedTuple

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.grammar.bases import narrower
from jixiao.extraction.grammar.executions import execution_topic, read_execution
from jixiao.extraction.grammar.ratio_operands import (
    BLOCKS_BACK,
    EXECUTION,
    PART_YEAR,
    WIDE,
    concept_of,
    mentions_back,
    parts_before,
    run_of_percents,
    stem_of,
    subject_of,
)
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import Subject
from jixiao.extraction.vocabulary import Concept
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Ratio, RatioKind
from jixiao.patterns import pattern

_SHARE = pattern(
    r"(?:相当于|占到?(?!位)|占)(?!用|有|地(?!方)|领|比例?[为是]?$)(?P<whole>.*?)"
    r"(?:的?(?:比例|比重|比率|百分比|比)?(?:依次|分别|各自?)?(?:为|达到?|约|是)?的?)$"
)
_BARE_SHARE = pattern(
    r"(?:(?:占比|所占比[例重]|比重)(?:依次|分别|各)?|(?<![\u4e00-\u9fff])比例(?:依次|分别))[为是达约]*$"
)
_PLANNED = pattern(r"[\u4e00-\u9fff()]{2,14}预算数?(?:为|是|共)?$")
_EACH = pattern(r"分别|依次|各占")
_OF = pattern(r"的(?:比例|比重)?(?:为|达)?")
_BEFORE_WHOLE = pattern(r"占|完成|为|达|相当于")
_AMONG = pattern(r"[^,。;]{0,12}中")
_COUNTED = pattern(r"[个份户家人次件]数$|数量$|面积$|里程$")  # what is no money
_PERIOD_NAMED = pattern(r"[0-9]|[一二两三四五六七八九十]年|季度|月份|半年")
_ANNOUNCED = pattern(r"用于以下(?:几个)?方面|以下方面|具体(?:情况)?如下|主要用于:")
_BRACKETS = pattern(r"\([^()]*\)")
_INNER = pattern(r"其中|中[,:]|[支收出入金费额款]中|里[,:]|\(|同比|上年|按|从")
_ITEM = pattern(r"[(]?[一二三四五六七八九十0-9]{1,2}[).、.]|[一二三四五六七八九十]是|[①-⑩]")
_CLASS = pattern(r"\([类款项]\)(?:支出)?[为是共]?$")  # one line of many, never the total
_FUNCTIONAL = pattern(r"支出(?:\([类款]\))?$")
_SMALL_FIRMS = ("procurement_sme", "procurement_micro")
_TOTALS = frozenset(
    {"expenditure_total", "expenditure_fiscal", "executed_amount", "income_total",
     "income_fiscal", "expenditure_grand_total", "income_grand_total", "budget_total",
     "procurement_total", "three_public_total", "expenditure_basic", "expenditure_project"}
)  # fmt: skip


class _Whole(NamedTuple):
    """The whole of a share, other amounts it could be, and whether the text binds it."""

    amount: Mention | Fact | None = None
    others: tuple[Fact, ...] = ()
    sure: bool = False


def read_share(paragraph: Paragraph, position: int, mention: Mention, out: Collector) -> bool:
    """Read the share that a percentage tells; whether it is one."""
    if mention.concept in EXECUTION:
        return False
    text = out.text
    lead = text[mention.lead_from : mention.start]
    if _OF.fullmatch(lead) and position > 0:
        return _read_share_of(paragraph, position, mention, out)
    match = _SHARE.search(lead)
    bare = _BARE_SHARE.search(lead) if match is None or not match.group("whole") else None
    if match is None and bare is None:
        return False
    phrase = match.group("whole") if match is not None else ""
    budget = concept_of(phrase, out) if phrase else None
    planned = _is_of_plan(paragraph, position, phrase, text)
    if budget is not None and budget.kind == "budget" and not planned:
        read_execution(paragraph, position, mention, out, phrase)
        return True
    cut = match.start() if match is not None else (bare.start() if bare is not None else 0)
    before_cue = lead[:cut].rstrip("约合共其分别均各的、")
    percents = run_of_percents(paragraph.mentions, position)
    if len(percents) > 1 and not _EACH.search(lead):
        amounts = parts_before(paragraph.mentions, position, len(percents), "")
        if not amounts or amounts[-1] is not paragraph.mentions[position - 1]:
            percents = [mention]
    parts = _parts_of(paragraph, percents, before_cue, out)
    for number, percent in enumerate(percents):
        part = parts[number] if number < len(parts) else None
        first = parts[0] if parts else percents[0]
        whole = _whole_of(paragraph, phrase, part, first, out, several=len(percents) > 1)
        percent.role = "share"
        if len(percents) == 1 and _ends_a_list(paragraph, percent, part, whole, out):
            part, whole = None, _Whole()
        _add_share(percent, part, whole, out)
        if len(percents) == 1:
            _read_again(paragraph, percent, part, whole, out)
    return True


def _is_of_plan(paragraph: Paragraph, position: int, phrase: str, text: str) -> bool:
    """Whether the share is that of one budget in another: 培训费预算5万元,占项目支出预算的4%."""
    part = paragraph.mentions[position - 1] if position else None
    if part is None or part.end + 1 != paragraph.mentions[position].lead_from:
        return False
    name = _PLANNED.search(text, part.lead_from, part.start)
    return name is not None and part.dimension is Dimension.MONEY and phrase not in name.group()


def _parts_of(
    paragraph: Paragraph, percents: Sequence[Mention], before_cue: str, out: Collector
) -> list[Mention]:
    """Return the amounts that shares are of: those told before, or the one that is named."""
    position = paragraph.place(percents[0])
    parts = parts_before(paragraph.mentions, position, len(percents), before_cue, out.text)
    if len(parts) > 1 and any(_within(part, parts[0], out) for part in parts[1:]):
        return []  # 资金W,其中A a、B b,分别占p、q和r: one part is not printed
    if not parts and before_cue and len(percents) == 1:
        parts = _part_by_name(paragraph, percents[0], before_cue, out)
    if parts and parts[0].dimension is Dimension.MONEY and _COUNTED.search(before_cue):
        return []  # 重点项目支出300万元，重点项目数量占80%
    return parts


def _ends_a_list(
    paragraph: Paragraph, percent: Mention, part: Mention | None, whole: _Whole, out: Collector
) -> bool:
    """Whether a share may be that of all that a list makes up, not of the last part alone.

    基本支出W,包括人员支出A、公用支出B,占全年支出的p%: of B or of W?
    """
    parent = out.wholes.get(part.start) if part is not None else None
    if part is None or parent is None or parent.sentence != part.sentence or whole.amount is None:
        return False
    if whole.amount.start == parent.start or part.in_parentheses:
        return False
    between = [m for m in paragraph.mentions if parent.start < m.start < percent.start]
    listed = [m for m in between if m is not part and out.wholes.get(m.start) is parent]
    return bool(listed) and not any(is_percent(m) for m in between)


def _within(part: Mention, whole: Mention, out: Collector) -> bool:
    """Whether an amount is told as a part of another."""
    known = out.wholes.get(part.start)
    return known is not None and known.start == whole.start


def _read_again(
    paragraph: Paragraph, percent: Mention, part: Mention | None, whole: _Whole, out: Collector
) -> None:
    """Read the share that brackets after a rough one tell again: 占四成（40.64%）."""
    again = paragraph.next(percent)
    if again is None or not again.in_parentheses or not is_percent(again) or again.role:
        return
    if out.text[percent.end : again.start] == "(":
        again.role = "share"
        _add_share(again, part, whole, out)


def _read_share_of(paragraph: Paragraph, position: int, mention: Mention, out: Collector) -> bool:
    """Read A a，占 B b 的 p%: the whole is the number directly before the percentage."""
    whole = paragraph.mentions[position - 1]
    lead = out.text[whole.lead_from : whole.start]
    if whole.sentence != mention.sentence or whole.end != mention.lead_from:
        return False
    if not _BEFORE_WHOLE.search(lead) or is_percent(whole):
        return False
    run = run_of_percents(paragraph.mentions, position)
    if len(run) > 1:
        return _share_series(paragraph, position, run, whole, out)
    parts = parts_before(paragraph.mentions, position - 1, 1, "", out.text)
    part = parts[0] if parts else None
    if part is not None and not same_measure(part, whole):
        return False
    mention.role = "rate" if whole.kind == "budget" else "share"
    if whole.kind == "budget":
        out.add(
            Ratio(
                start=part.start if part is not None else whole.start,
                end=mention.end,
                topic=execution_topic(mention, whole.subject.theme),
                kind=RatioKind.EXECUTION,
                rate=out.fact(mention, out.vocabulary.concepts["execution_rate"], "执行率"),
                numerator=out.fact(part) if part is not None else None,
                denominator=out.fact(whole),
                sure=part is None or part.segment == whole.segment,
            )
        )
    elif "占" in lead:
        _add_share(mention, part, _Whole(whole, sure=True), out)
    else:
        mention.role = ""
        return False
    return True


def _share_series(
    paragraph: Paragraph, position: int, run: Sequence[Mention], whole: Mention, out: Collector
) -> bool:
    """Read 分别支出a和b，占全年支出W的p和q: each share its own amount, or none at all."""
    parts = parts_before(paragraph.mentions, position - 1, len(run), "", out.text)
    for number, percent in enumerate(run):
        percent.role = "share"
        if parts and same_measure(parts[number], whole):
            _add_share(percent, parts[number], _Whole(whole, sure=True), out)
    return True


def _part_by_name(paragraph: Paragraph, rate: Mention, name: str, out: Collector) -> list[Mention]:
    """Return the amount told before that a share speaks of by its name."""
    subject = subject_of(name, out, rate.theme)
    for mention in mentions_back(paragraph, rate, out):
        if mention.role in DERIVED or is_percent(mention) or mention.subject.last_year:
            continue
        if subject.concept.name != "other":
            if mention.concept == subject.concept.name and mention.kind != "budget":
                return [mention] if mention.subject.fund is subject.fund else []
        elif stem_of(mention.subject.label) == stem_of(name):
            return [mention]
    return []


def _whole_of(  # noqa: PLR0913 - a share and all that it is read by
    paragraph: Paragraph,
    phrase: str,
    part: Mention | None,
    first: Mention,
    out: Collector,
    *,
    several: bool,
) -> _Whole:
    """Return the whole of a share; ``first`` is the first of the parts told together."""
    if part is None:
        return _Whole()
    if phrase:
        return _named_whole(paragraph, phrase, part, first, out)
    parent = out.wholes.get(part.start)  # as the text stated before
    if parent is not None:
        return _Whole(parent, sure=True)
    return _unnamed_whole(paragraph, part, first, out, several=several)


def _unnamed_whole(
    paragraph: Paragraph, part: Mention, first: Mention, out: Collector, *, several: bool
) -> _Whole:
    """Return the whole of a bare share: the set, list or purchases that its part is taken from."""
    if part.concept in _SMALL_FIRMS:
        total = next(
            (
                m
                for m in reversed(paragraph.mentions)
                if m.start < part.start and m.concept == "procurement_total" and not m.role
            ),
            None,
        )
        return _Whole(total, sure=total is not None)
    if not paragraph.start <= part.start < paragraph.end:
        return _Whole()  # 药品收入占27%: of an amount told in another paragraph
    total = _set_before(paragraph, part, out.text) or _headed_by(paragraph, part, out)
    if total is None and not several and (whole := _whole_of_sibling(paragraph, part, out)):
        return whole
    if total is None and several:
        # A a、B b，分别占p和q: of the amount told right before them
        return _Whole(
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
    return _Whole(total, sure=total is not None)


def _whole_of_sibling(paragraph: Paragraph, part: Mention, out: Collector) -> _Whole | None:
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
    return _Whole(last.denominator, sure=last.sure and near)


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
) -> _Whole:
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
        return _Whole(None, others)
    if named is None:
        parent = out.wholes.get(part.start)
        total = _total_meant(concept, wanted, before, parent)
        return _Whole(total, others, sure=total is not None and total is parent)
    if _PERIOD_NAMED.search(phrase):
        # 占1-7月累计支出的: the period must be that of the amount
        return _Whole(named, others)
    if wanted.fund is not None and named.subject.fund is not wanted.fund:
        # 政府性基金…支出a,其中项目支出b: no 一般公共预算项目支出
        other = any(
            m.sentence == named.sentence and m.subject.fund not in (None, wanted.fund)
            for m in before
        )
        return _Whole(None if other else named, others)
    if concept is None:
        return _Whole(named, others, sure=named.block == first.block)
    near = [m for m in before if m.block == first.block]
    alone = _is_lone(named, near if named.block == first.block else before)
    return _Whole(named, others, sure=alone)


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


def _add_share(percent: Mention, part: Mention | None, whole: _Whole, out: Collector) -> None:
    amount = whole.amount
    denominator = out.fact(amount) if isinstance(amount, Mention) else amount
    out.add(
        Ratio(
            start=part.start if part is not None else percent.start,
            end=percent.end,
            topic=_share_topic(part),
            kind=RatioKind.SHARE,
            rate=out.fact(percent, out.vocabulary.concepts["share"], "占比"),
            numerator=out.fact(part) if part is not None else None,
            denominator=denominator,
            sure=whole.sure,
            alternatives=whole.others,
        )
    )


def _share_topic(part: Mention | None) -> str:
    if part is None:
        return "share"
    if part.concept in _SMALL_FIRMS:
        return "procurement_sme"
    if part.concept == "evaluated_amount":
        return "evaluation_coverage"
    return "expenditure_share" if part.dimension is Dimension.MONEY else "share"
