"""Shares of a whole: 占…的…%, 占比, 分别占."""

from collections.abc import Sequence

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph, is_percent, same_measure
from jixiao.extraction.grammar.executions import execution_topic, read_execution
from jixiao.extraction.grammar.ratio_operands import (
    EXECUTION,
    concept_of,
    mentions_back,
    parts_before,
    run_of_percents,
    stem_of,
    subject_of,
)
from jixiao.extraction.grammar.share_wholes import SMALL_FIRMS, Whole, whole_of
from jixiao.extraction.mentions import Mention
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
_COUNTED = pattern(r"[个份户家人次件]数$|数量$|面积$|里程$")  # what is no money


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
        whole = whole_of(paragraph, phrase, part, first, out, several=len(percents) > 1)
        percent.role = "share"
        if len(percents) == 1 and _ends_a_list(paragraph, percent, part, whole, out):
            part, whole = None, Whole()
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
    paragraph: Paragraph, percent: Mention, part: Mention | None, whole: Whole, out: Collector
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
    paragraph: Paragraph, percent: Mention, part: Mention | None, whole: Whole, out: Collector
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
        _add_share(mention, part, Whole(whole, sure=True), out)
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
            _add_share(percent, parts[number], Whole(whole, sure=True), out)
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


def _add_share(percent: Mention, part: Mention | None, whole: Whole, out: Collector) -> None:
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
    if part.concept in SMALL_FIRMS:
        return "procurement_sme"
    if part.concept == "evaluated_amount":
        return "evaluation_coverage"
    return "expenditure_share" if part.dimension is Dimension.MONEY else "share"
