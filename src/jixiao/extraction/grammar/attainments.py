"""Targets, actual values and completion rates: “…≥12场”，实际完成16场，完成率133%."""

from dataclasses import dataclass

from jixiao.extraction.grammar.base import (
    Collector,
    Paragraph,
    is_percent,
    looks_like_target,
    same_measure,
)
from jixiao.extraction.grammar.paired_measures import chosen_measure
from jixiao.extraction.grammar.target_gaps import read_gap
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import is_filler, label_of
from jixiao.extraction.vocabulary import Hit
from jixiao.model.quantity import Comparator, Dimension
from jixiao.model.relation import Attainment
from jixiao.model.source import Span
from jixiao.patterns import pattern

_VERB_TARGETS = frozenset({"计划", "原计划", "年初计划", "预计", "要求", "全年计划", "年度计划"})
_MISSED = frozenset({"未达", "未达到", "没有达到", "尚未达到", "未能达到"})
_SENTENCES_ON = 2
_COMMON_ENDING = 3
_REASON = pattern(
    r"原因|由于|因为|因[\u4e00-\u9fff]{2}|受[^,。;]{2,20}影响|主要是|系[^,。]{2}|鉴于|所致|导致"
)
_NO_NAME = frozenset(
    {"", "高于", "低于", "超过", "未", "没", "这个数", "计划", "目标", "实际", "优于", "目标值",
     "达到", "年初目标", "年度目标", "不", "控制"}
)  # fmt: skip
_PLANNED = pattern(
    r"^(?:全年|年初|年度|原)?(?:计划|目标|预计|预期|要求)(?:完成|为)?|"
    r"(?:年初|年度|全年)?(?:目标|计划|指标)$"
)
_EXCESS = pattern(
    r"超(?<![不未]超)|高[于出](?<![不未]高.)|多于(?<![不未]多于)|低于(?<![不未]低于)|少于(?<![不未]少于)"
)
# 多修0.6公里, 还差12户: the distance to the target, whatever was done
_DISTANCE = pattern(
    r"(?<![减最许众诸大至较增])[多少](?![于元种部方层人媒年样项边维功级])[\u4e00-\u9fff]{0,3}$|(?:差|缺|欠)了?$"
)
_ADJUSTED = pattern(r"(?:调整|修订|修改|调增|调减)(?:为|至|到|后为)$")
_ADJUSTED_ENDS = ("为", "至", "到")
_TAIL_TARGET = pattern(
    r"的?(?:年度|年初)?(?:目标|指标|控制|上限|控制数)|的(?:要求|标准(?!化)|规定)"
)
_TASK = pattern(r"(?:^|[为,])(?:年度|全年|年初|上级下达|下达)?任务(?:数|量)?[为是]?$")
_SHARE_OF = pattern(
    r"(?:完成|达到?|实现|占|为)了?(?:年度|全年|年初)*(?:目标|计划|指标|任务)(?:值|数|任务)?$"
)
_NO_MATTER = pattern(
    r"年度|全年|年初|上级|计划|任务|目标|指标|完成|达到|达成|实现|实际|实施|进度|总体|综合|平均|整体|本项|此项|该项|"
    r"各项|均|全部|率|值|数|的|为|是|占|已|达|比|按|其中?|[^\u4e00-\u9fff]"
)
_OF_THE_PLAN = pattern(
    r"(?:完成|为|是|占|达到?)(?:年度|年初|全年|原)?(?:计划|目标|任务|指标)(?:值|数|任务)?的$"
)
_PLANNED_BEFORE = pattern(r"(?:计划|拟|预计|目标)$")
_BUILT = pattern(
    r"(?:已|共|全年|累计|全部|实际)*(?:建成|落地|新建|完工|竣工|投用|竣工投用|建成投用|派出|实演|实送|举办|开展|"
    r"整改|改造|修缮|改建|安装|培训|演出|发放|治理|完成改造|投入使用)(?:了|达)?$"
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
_INDICATOR = pattern(r"指标|目标值|[≥≤]")
_REASON_REACH = 120


@dataclass(slots=True)
class _Draft:
    target: Mention | None = None
    actual: Mention | None = None
    rate: Mention | None = None
    verdict: Hit | None = None

    def mentions(self) -> list[Mention]:
        return sorted(
            (m for m in (self.target, self.actual, self.rate) if m is not None),
            key=lambda m: m.start,
        )


def read_attainments(paragraph: Paragraph, out: Collector) -> None:
    """Read the indicators that a paragraph reports, in prose."""
    drafts: list[_Draft] = []
    draft = _Draft()
    for mention in paragraph.mentions:
        if mention.role or mention.dimension is Dimension.SCORE:
            continue
        if mention.dimension is Dimension.UNIT_COST:
            draft = _take_unit_cost(draft, mention, drafts, out.text)
            continue
        role = _role(mention, draft, out.text)
        if role == "rate":
            draft = _take_rate(paragraph, draft, mention, drafts, out.text)
        elif role in ("target", "actual") and _explains(draft, mention, out.text):
            draft.target, draft.actual = (
                (mention, draft.actual) if role == "target" else (draft.target, mention)
            )
        elif role == "target":
            draft = _take_target(paragraph, draft, mention, drafts, out.text)
        elif role == "actual" and not _aside(paragraph, draft.target, mention, out.text):
            if draft.target is not None and draft.actual is None and _fits(draft.target, mention):
                draft.actual = mention
            else:
                drafts.append(draft)
                draft = _Draft(actual=mention)
    drafts.append(draft)
    kept = [d for d in drafts if _worth(d)]
    for number, kept_draft in enumerate(kept):
        following = kept[number + 1].mentions()[0].start if number + 1 < len(kept) else None
        _emit(paragraph, kept_draft, following, out)


def _aside(paragraph: Paragraph, target: Mention | None, mention: Mention, text: str) -> bool:
    """Whether a value in brackets is not that of the target: 计划600座(上半年完成280座)."""
    if not mention.in_parentheses or (target is not None and target.in_parentheses):
        return False
    previous = next(paragraph.before(mention), None)
    if previous is None or not same_measure(previous, mention):
        return target is not None
    direct = text[previous.end : mention.start]
    return previous is not target or _IN_BRACKETS.fullmatch(direct) is None


def _explains(draft: _Draft, mention: Mention, text: str) -> bool:
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


def _take_unit_cost(draft: _Draft, mention: Mention, drafts: list[_Draft], text: str) -> _Draft:
    """Read a limit with its sign and the unit cost reached: ≤42万元/个,…,平均41.02万元/个."""
    if mention.quantity.comparator not in (None, Comparator.EQUAL):
        drafts.append(draft)
        return _Draft(target=mention)
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


def _role(mention: Mention, draft: _Draft, text: str) -> str:
    """Tell target, actual and rate by the cue nearest to the number."""
    role = _role_by_form(mention, text)
    if role is None:
        role = _role_of_percent(mention, draft, text)
    if role is None:
        role = _role_by_words(mention, text)
    if role is not None:
        return role
    target = draft.target
    if target is None or draft.actual is not None:
        return ""
    if _named_alike(target, mention) or _built(target, mention, text):
        return "actual"
    return ""


def _built(target: Mention, mention: Mention, text: str) -> bool:
    """Whether a number right behind a target says what was done: 计划8座,建成7座."""
    return (
        mention.gap_from == target.end
        and (mention.sentence, mention.segment) == (target.sentence, target.segment)
        and same_measure(target, mention)
        and text[target.end] in ",、"
        and _BUILT.match(text[mention.lead_from : mention.start]) is not None
    )


def _role_by_form(mention: Mention, text: str) -> str | None:
    """Return the role that the words around give without doubt, "" for none, None if open."""
    lead = text[mention.lead_from : mention.start]
    excess = _EXCESS.search(lead)
    if excess and (_INDICATOR.search(lead, excess.end()) or _TAIL_TARGET.match(text, mention.end)):
        excess = None  # 高于指标值62.5%, 高于95%的目标
    if excess or "分别" in lead or _DISTANCE.search(lead):
        return ""  # several at once, or a distance to the target
    if lead.endswith(_ADJUSTED_ENDS) and _ADJUSTED.search(lead):
        return "target"
    stated = mention.quantity.comparator
    if stated is not None and stated is not Comparator.EQUAL:
        return "target"
    return None


def _role_of_percent(mention: Mention, draft: _Draft, text: str) -> str | None:
    """Tell whether a percentage is the rate of completion."""
    if not is_percent(mention):
        return None
    if mention.concept == "completion_rate":
        return "rate"
    lead = text[mention.lead_from : mention.start]
    awaited = draft.rate is None and (draft.target is not None or draft.actual is not None)
    if awaited and not any(is_percent(m) for m in draft.mentions()):
        both = draft.target is not None and draft.actual is not None
        if _OF_THE_PLAN.search(lead) and draft.mentions()[-1].sentence == mention.sentence:
            return "rate"
        if both and lead in ("完成", "完成了", "已完成", "实现"):
            return "rate"
    if lead in ("的", "的比例为"):
        previous = draft.target
        if previous is not None and previous.end == mention.lead_from:
            lead = text[previous.lead_from : previous.start]
            return "" if _EXCESS.search(lead) else "rate"
    return None


def _role_by_words(mention: Mention, text: str) -> str | None:
    """Return the role that a cue gives, "" for an amount of the budget, None without a cue."""
    if mention.dimension is Dimension.MONEY and mention.kind in ("budget", "expenditure", "income"):
        return ""
    lead = text[mention.lead_from : mention.start]
    if _TAIL_TARGET.match(text, mention.end) or _TASK.search(lead):
        return "target"
    if text.startswith("的", mention.end) and _SHARE_OF.search(lead):
        return "target"  # 完成年度目标800户的103%
    role = _role_by_cue(mention, text)
    if role is None and looks_like_target(mention, text):
        return "target"
    return role


def _role_by_cue(mention: Mention, text: str) -> str | None:
    """Return the role that the nearest cue of the lead gives."""
    for hit in reversed(mention.hits):
        cues = hit.entry.cues
        if "target" in cues and _near_target(mention, hit, text):
            return "target"
        if "actual" in cues:
            planned = _PLANNED_BEFORE.search(text[mention.lead_from : hit.start])
            return "target" if planned is not None else "actual"
        missed = hit.entry.text in _MISSED and is_percent(mention)
        if missed and is_filler(text, hit.end, mention.start):
            return "target"
    return None


def _named_alike(target: Mention, mention: Mention) -> bool:
    """Whether a number without a cue word is what the target before it was set for."""
    if not same_measure(target, mention) or mention.sentence - target.sentence > _SENTENCES_ON:
        return False
    first, second = target.subject.label, mention.subject.label
    size = _COMMON_ENDING
    return len(first) >= size and len(second) >= size and first[-size:] == second[-size:]


def _near_target(mention: Mention, hit: Hit, text: str) -> bool:
    if is_filler(text, hit.end, mention.start):
        return hit.entry.text != "要求"
    # 计划培训600人次, 年度目标改造8座: the verb may stand between
    opens = label_of(text, mention.lead_from, hit.end) == hit.entry.text and (
        hit.entry.text.endswith(("目标", "任务", "计划"))
    )
    verb = hit.entry.text in _VERB_TARGETS or opens
    return verb and len(text[hit.end : mention.start]) <= 16


def _fits(target: Mention, actual: Mention) -> bool:
    if same_measure(target, actual):
        return True
    bare = target.dimension is Dimension.NONE or actual.dimension is Dimension.NONE
    counts = {target.dimension, actual.dimension}
    return bare or counts == {Dimension.COUNT}


def _take_target(
    paragraph: Paragraph, draft: _Draft, mention: Mention, drafts: list[_Draft], text: str
) -> _Draft:
    """Start a new indicator, or give the actual value before it its target."""
    compared = None
    tail = _TAIL_TARGET.match(text, mention.end) is not None
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
        and _fits(mention, draft.actual)
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
            return _Draft(target=mention, actual=previous, verdict=compared)
    drafts.append(draft)
    return _Draft(target=mention, verdict=compared)


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


def _take_rate(
    paragraph: Paragraph, draft: _Draft, mention: Mention, drafts: list[_Draft], text: str
) -> _Draft:
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
                return _Draft()
            draft.target, draft.actual = told
        draft.rate = mention
        return draft
    if near and draft.rate is None and draft.actual is not None:
        draft.rate = mention
        return draft
    drafts.append(draft)
    return _Draft(rate=mention)


def _of_another_matter(draft: _Draft, rate: Mention, text: str) -> bool:
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
        and _fits(target, m)
        and not _DISTANCE.search(text, m.lead_from, m.start)
        and _role_by_form(m, text) is None  # 比目标360场超额完成26场
        and not _aside(paragraph, target, m, text)
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


def _worth(draft: _Draft) -> bool:
    if draft.rate is not None:
        return True
    return draft.target is not None and draft.actual is not None


def _of_area(rate: Mention, target: Mention, text: str) -> bool:
    """Whether a rate says that it is one of area, and a target counts something else."""
    named = text.find("面积", rate.lead_from, rate.start) >= 0
    return named and target.dimension is Dimension.COUNT


def _emit(paragraph: Paragraph, draft: _Draft, following: int | None, out: Collector) -> None:
    text = out.text
    used = draft.mentions()
    if not used:
        return
    name = next((n for n in (_name(m, text) for m in used) if n not in _NO_NAME), "")
    limit = min(following or paragraph.end, used[-1].end + _REASON_REACH, paragraph.end)
    reason = _REASON.search(text, used[-1].end, limit)
    around = text[max(paragraph.start, used[0].lead_from - 40) : used[-1].end]
    verdict = draft.verdict or _verdict_after(draft, text, limit, out)
    target, actual, rate = draft.target, draft.actual, draft.rate
    if target is not None and rate is not None and _of_area(rate, target, text):
        return  # 计划26个、4.35万平方米,…,面积完成率: not that of the number
    if target is not None:
        target.role = "target"
    if rate is not None:
        rate.role = "rate"
    if actual is not None:
        actual.role = actual.role or "actual"
    if target is not None and actual is not None:
        read_gap(paragraph, target, actual, used[-1], out)
    out.add(
        Attainment(
            start=used[0].start,
            end=used[-1].end,
            name=name,
            target=out.fact(target, label=f"{name}目标值") if target is not None else None,
            actual=out.fact(actual, label=name) if actual is not None else None,
            rate=out.fact(rate, label=f"{name}完成率") if rate is not None else None,
            comparator=target.quantity.comparator if target is not None else None,
            verdict=verdict.entry.text if verdict is not None else "",
            verdict_span=Span(verdict.start, verdict.end) if verdict is not None else None,
            reason=Span(reason.start(), reason.end()) if reason is not None else None,
            indicator=bool(_INDICATOR.search(around)),
        )
    )


def _verdict_after(draft: _Draft, text: str, limit: int, out: Collector) -> Hit | None:
    """Return the word of judgement that follows the numbers in the same clause chain."""
    start = draft.mentions()[-1].end
    stop = text.find("。", start, limit)
    stop = limit if stop < 0 else stop
    semicolon = text.find(";", start, stop)
    stop = stop if semicolon < 0 else semicolon
    if stop - start > 30:  # a word of judgement stands close by
        stop = start + 30
    for hit in out.vocabulary.scan(text, start, stop):
        if {"met", "exceeded"} & hit.entry.cues:
            return hit
        if "below" in hit.entry.cues and text[hit.end : hit.end + 2] in ("目标", "指标", "年度"):
            return hit
    return None


def _name(mention: Mention, text: str) -> str:
    lead = text[mention.lead_from : mention.start]
    if "“" in lead and "”" not in lead:
        lead = lead[lead.rfind("“") + 1 :]
    name = _PLANNED.sub("", label_of(lead, 0, len(lead)))
    return name or _PLANNED.sub("", mention.subject.label)
