"""How the numbers of an indicator come together: a target, its actual value, its rate."""

from jixiao.extraction.grammar.attainment_roles import DISTANCE, TAIL_TARGET, Draft, role_by_form
from jixiao.extraction.grammar.base import Paragraph, is_percent, same_measure
from jixiao.extraction.grammar.paired_measures import chosen_measure
from jixiao.extraction.mentions import Mention
from jixiao.extraction.vocabulary import Hit
from jixiao.model.quantity import Comparator, Dimension
from jixiao.patterns import pattern

_NO_MATTER = pattern(
    r"年度|全年|年初|上级|计划|任务|目标|指标|完成|达到|达成|实现|实际|实施|进度|总体|综合|平均|整体|本项|此项|该项|"
    r"各项|均|全部|率|值|数|的|为|是|占|已|达|比|按|其中?|[^\u4e00-\u9fff]"
)
_BARE_TARGET = pattern(
    r",(?:年度|全年|年初|原定|对应的?)*(?:目标|任务|计划|指标)(?:值|数|任务)?[为是]?"
    r"(?:不[低高少多大小]于|不超过|不得低于|[≥≤])?"
)
_NO_THING = pattern(
    r"[,;、:”)(为是达到]|均|都|已|也|仍|还|尚|略|稍|大幅|明显|远|全部|圆满|顺利|如期|较好|完成|实现|控制在|符合|满足|"
    r"(?:年度|年初|全年|预期|既定|原定|对应|本|该)?(?:目标|指标|任务|计划|控制)(?:值|数)?|实际|不?[低高多少大小优]于|不超过|超过|超出|了|的|严格|有效"
)
_NOT_THIS = pattern(r"上年|去年|上一年|往年|前年|同期|20\d\d年|计划|目标|预计|较|比|其中")
_EARLIER = pattern(r"上年|去年|上一年|上半年|季度|[0-9]月|其中|20[0-9]{2}年|累计")
_TARGET_WORD = pattern(r"目标|计划|任务数|指标值|;|各")
_IN_BRACKETS = pattern(
    r"\((?:全年|年末|年底|已|实际)*(?:完成|达到?|为|是|实施|建成|落实)*(?:了|值)?[:为]?"
)
_UNIT_VALUE = pattern(
    r"[,”]*(?:全年|年度|实际|平均|综合|单位|户均|亩均|每[\u4e00-\u9fff]|成本|造价|单价|均价|支出|费用|完成|达到?|约|为|是)*"
)
_CONTROLLED = pattern(r"^(?:均|全部|都|严格|有效|已)*控制在$")


def is_aside(paragraph: Paragraph, target: Mention | None, mention: Mention, text: str) -> bool:
    """Whether a value in brackets is not that of the target: 计划600座(上半年完成280座)."""
    if not mention.in_parentheses or (target is not None and target.in_parentheses):
        return False
    previous = next(paragraph.before(mention), None)
    if previous is None or not same_measure(previous, mention):
        return target is not None
    direct = text[previous.end : mention.start]
    return previous is not target or _IN_BRACKETS.fullmatch(direct) is None


def explains_rate(draft: Draft, mention: Mention, text: str) -> bool:
    """Whether the brackets right behind a rate tell its values: 完成率105%(目标600座,实际630座)."""
    rate = draft.rate
    if rate is None or not mention.in_parentheses or rate.in_parentheses:
        return False
    if text[rate.end : rate.end + 1] != "(" or ")" in text[rate.end : mention.start]:
        return False
    if any(one is not None and one.start < rate.start for one in (draft.target, draft.actual)):
        return False
    closing = text.find(")", rate.end)
    told = len(_TARGET_WORD.findall(text, rate.end, closing))
    return told == 1 and _EARLIER.search(text, rate.end, closing) is None


def take_unit_cost(draft: Draft, mention: Mention, drafts: list[Draft], text: str) -> Draft:
    """Read a limit with its sign and the unit cost reached: ≤42万元/个,…,平均41.02万元/个."""
    if mention.quantity.comparator not in (None, Comparator.EQUAL):
        drafts.append(draft)
        return Draft(target=mention)
    target = draft.target
    if (
        target is not None
        and target.dimension is Dimension.UNIT_COST
        and draft.actual is None
        and same_measure(target, mention)
        and (target.sentence, target.segment) == (mention.sentence, mention.segment)
        and _UNIT_VALUE.fullmatch(text, mention.gap_from, mention.start)
    ):
        draft.actual = mention
    return draft


def fits(target: Mention, actual: Mention) -> bool:
    """Whether a value can be that of a target: both of one measure, or counted in other words."""
    if same_measure(target, actual):
        return True
    bare = target.dimension is Dimension.NONE or actual.dimension is Dimension.NONE
    counts = {target.dimension, actual.dimension}
    return bare or counts == {Dimension.COUNT}


def take_target(
    paragraph: Paragraph, draft: Draft, mention: Mention, drafts: list[Draft], text: str
) -> Draft:
    """Start a new indicator, or give the actual value before it its target."""
    compared = None
    tail = TAIL_TARGET.match(text, mention.end) is not None
    if mention.quantity.comparator is None and (tail or not text.startswith("的", mention.end)):
        compared = next((h for h in mention.hits if {"above", "below", "met"} & h.entry.cues), None)
    bracketed = mention.in_parentheses
    if (
        draft.target is None
        and draft.actual is not None
        and draft.rate is None
        and (
            bracketed
            or (compared is not None and not _named_anew(draft.actual, mention, compared, text))
            or "actual" in mention.cues
            or _bare_target(draft.actual, mention, text)
        )
        and fits(mention, draft.actual)
        and draft.actual.sentence == mention.sentence
    ):
        draft.target, draft.verdict = mention, compared
        return draft
    controlled = _CONTROLLED.match(text[mention.lead_from : mention.start]) is not None
    bare = _follows_bare(paragraph, mention, text)
    if compared is not None or bracketed or controlled or tail or bare:
        previous = _compared_with(paragraph, mention)
        if (
            previous is not None
            and previous.sentence == mention.sentence
            and previous.role in ("", "rate", "actual")
            and same_measure(previous, mention)
            and previous not in (draft.target, draft.actual)
            and (bracketed or not _named_anew(previous, mention, compared, text))
        ):
            drafts.append(draft)
            return Draft(target=mention, actual=previous, verdict=compared)
    drafts.append(draft)
    return Draft(target=mention, verdict=compared)


def _named_anew(previous: Mention, mention: Mention, compared: Hit | None, text: str) -> bool:
    """Whether a limit is that of another thing: 满意度达到88%,按时办结率高于90%的目标."""
    start = max(mention.lead_from, previous.end)
    end = mention.start if compared is None else compared.start
    words = _NO_THING.sub("", text[start : max(end, start)])
    return len(words) > 1 and words not in text[previous.gap_from : previous.start]


def _bare_target(actual: Mention, mention: Mention, text: str) -> bool:
    """Whether a target without a name stands right behind a value: 完成25.3万亩,任务25万亩."""
    return (
        mention.gap_from == actual.end
        and mention.segment == actual.segment
        and _BARE_TARGET.fullmatch(text, mention.gap_from, mention.start) is not None
    )


def _follows_bare(paragraph: Paragraph, mention: Mention, text: str) -> bool:
    """Whether a rate of this year stands right before a bare target: 达标率96%,目标95%."""
    previous = next(paragraph.before(mention), None)
    return (
        previous is not None
        and is_percent(previous)
        and not previous.in_parentheses
        and _bare_target(previous, mention, text)
        and previous.subject.label.endswith(("率", "度"))
        and _NOT_THIS.search(text, previous.lead_from, previous.start) is None
    )


def _compared_with(paragraph: Paragraph, mention: Mention) -> Mention | None:
    """Return the number before one; what it was last year and by how much it rose are passed."""
    for one in paragraph.before(mention):
        risen = one.role in ("last", "difference", "change_rate")
        if not risen and one.dimension is not Dimension.PERCENTAGE_POINT:
            return one
        if one.segment != mention.segment:
            return None
    return None


def take_rate(
    paragraph: Paragraph, draft: Draft, mention: Mention, drafts: list[Draft], text: str
) -> Draft:
    """Give the indicator before a rate of completion its rate, or start one that has no more."""
    last = draft.mentions()
    near = bool(last) and last[-1].sentence >= mention.sentence - 1
    near = near and not _of_another_matter(draft, mention, text)
    if near and draft.rate is None and draft.target is not None and draft.actual is None:
        draft.actual = _wordless_actual(paragraph, draft.target, mention, text)
    if near and draft.rate is None and draft.target is not None:
        if draft.actual is not None:
            told = chosen_measure(paragraph, (draft.target, draft.actual), mention, text)
            if told is None:
                drafts.append(draft)
                return Draft()
            draft.target, draft.actual = told
        draft.rate = mention
        return draft
    if near and draft.rate is None and draft.actual is not None:
        draft.rate = mention
        return draft
    drafts.append(draft)
    return Draft(rate=mention)


def _of_another_matter(draft: Draft, rate: Mention, text: str) -> bool:
    """Whether a rate of another sentence or segment says itself of what it is.

    改造600座,完成538座。监测批次为指标值的135.75%: of what was monitored.
    """
    last = draft.mentions()[-1]
    if (last.sentence, last.segment) == (rate.sentence, rate.segment):
        return False
    start = max(text.rfind(mark, last.end, rate.start) for mark in "。;\n") + 1
    words = _NO_MATTER.sub("", text[start : rate.start])
    told = "".join(text[m.gap_from : m.tail_end] for m in draft.mentions())
    return len(words) > 1 and not any(words[at : at + 2] in told for at in range(len(words) - 1))


def _wordless_actual(
    paragraph: Paragraph, target: Mention, rate: Mention, text: str
) -> Mention | None:
    """Return the actual value where no word marks it: 补贴87个，年初目标为60个，完成率145%."""
    mentions = paragraph.mentions
    at, end = paragraph.place(target), paragraph.place(rate)
    between = [
        m
        for m in mentions[at + 1 : end]
        if not m.role
        and fits(target, m)
        and not DISTANCE.search(text, m.lead_from, m.start)
        and role_by_form(m, text) is None  # 比目标360场超额完成26场
        and not is_aside(paragraph, target, m, text)
    ]
    if len(between) > 1:
        return None  # 完工24个，在建8个: which of them counts is not said
    if between:
        return between[0]
    if at == 0:
        return None
    before = next((m for m in reversed(mentions[:at]) if not m.in_parentheses), mentions[at - 1])
    if (
        before.sentence == target.sentence
        and before.segment == target.segment
        and before.role in ("", "share", "rate")
        and same_measure(before, target)
    ):
        ends = _ends_a_row(paragraph, before, text)
        return _whole_of_row(paragraph, before, text) if ends else before
    return None


def _whole_of_row(paragraph: Paragraph, last: Mention, text: str) -> Mention | None:
    """Return what the parts behind 其中 divide: 新增3510个,其中甲2070个、乙1440个,为计划的97.5%."""
    opened = False
    for one in (last, *paragraph.before(last)):
        if one.segment != last.segment or one.sentence != last.sentence:
            return None
        if opened:
            plain = one.role in ("", "actual") and not one.in_parentheses
            alone = plain and same_measure(one, last) and not _ends_a_row(paragraph, one, text)
            return one if alone else None
        if not same_measure(one, last) or one.in_parentheses:
            return None
        opened = "其中" in text[one.gap_from : one.start]
    return None


def _ends_a_row(paragraph: Paragraph, mention: Mention, text: str) -> bool:
    """Whether a number is the last of a row: 初中612人、小学248人，完成目标800人的107.5%."""
    previous = next(
        (m for m in paragraph.before(mention) if same_measure(m, mention) and not m.in_parentheses),
        None,
    )
    same = previous is not None and previous.sentence == mention.sentence
    return same and previous is not None and text[previous.end] in "、和及与"
