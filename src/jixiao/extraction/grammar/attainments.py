"""Targets, actual values and completion rates: “…≥12场”，实际完成16场，完成率133%."""

from jixiao.extraction.grammar.attainment_drafts import (
    explains_rate,
    fits,
    is_aside,
    take_rate,
    take_target,
    take_unit_cost,
)
from jixiao.extraction.grammar.attainment_roles import INDICATOR, Draft, role_of
from jixiao.extraction.grammar.base import Collector, Paragraph
from jixiao.extraction.grammar.target_gaps import read_gap
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import label_of
from jixiao.extraction.vocabulary import Hit
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Attainment
from jixiao.model.source import Span
from jixiao.patterns import pattern

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
_REASON_REACH = 120


def read_attainments(paragraph: Paragraph, out: Collector) -> None:
    """Read the indicators that a paragraph reports, in prose."""
    drafts: list[Draft] = []
    draft = Draft()
    for mention in paragraph.mentions:
        if mention.role or mention.dimension is Dimension.SCORE:
            continue
        if mention.dimension is Dimension.UNIT_COST:
            draft = take_unit_cost(draft, mention, drafts, out.text)
            continue
        role = role_of(mention, draft, out.text)
        if role == "rate":
            draft = take_rate(paragraph, draft, mention, drafts, out.text)
        elif role in ("target", "actual") and explains_rate(draft, mention, out.text):
            draft.target, draft.actual = (
                (mention, draft.actual) if role == "target" else (draft.target, mention)
            )
        elif role == "target":
            draft = take_target(paragraph, draft, mention, drafts, out.text)
        elif role == "actual" and not is_aside(paragraph, draft.target, mention, out.text):
            if draft.target is not None and draft.actual is None and fits(draft.target, mention):
                draft.actual = mention
            else:
                drafts.append(draft)
                draft = Draft(actual=mention)
    drafts.append(draft)
    kept = [d for d in drafts if _worth(d)]
    for number, kept_draft in enumerate(kept):
        following = kept[number + 1].mentions()[0].start if number + 1 < len(kept) else None
        _emit(paragraph, kept_draft, following, out)


def _worth(draft: Draft) -> bool:
    if draft.rate is not None:
        return True
    return draft.target is not None and draft.actual is not None


def _of_area(rate: Mention, target: Mention, text: str) -> bool:
    """Whether a rate says that it is one of area, and a target counts something else."""
    named = text.find("面积", rate.lead_from, rate.start) >= 0
    return named and target.dimension is Dimension.COUNT


def _emit(paragraph: Paragraph, draft: Draft, following: int | None, out: Collector) -> None:
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
            indicator=bool(INDICATOR.search(around)),
        )
    )


def _verdict_after(draft: Draft, text: str, limit: int, out: Collector) -> Hit | None:
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
