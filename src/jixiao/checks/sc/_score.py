"""What the checks of scores share: the total and its place, deductions, admitted problems."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from jixiao.extraction.understanding import Sentence, Understanding
from jixiao.model.document import BlockKind
from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension, Quantity
from jixiao.model.relation import Deduction
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import ReportKind, SectionKey

HUNDRED: Final = Decimal(100)
SELF_EVALUATIONS: Final = frozenset(
    {
        ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION,
        ReportKind.DEPARTMENT_WIDE_EVALUATION,
        ReportKind.PROJECT_SELF_EVALUATION,
        ReportKind.PROJECT_EVALUATION,
        ReportKind.TRANSFER_PAYMENT_SELF_EVALUATION,
    }
)
_LAST: Final = pattern(r"上年|去年|上一年|上年度")
_YEAR: Final = pattern(r"(20\d\d) ?年")
_CLAUSE: Final = pattern(r"[,。;]")
_LOST: Final = pattern(r"扣(?:\d|了|减|分|除(?!率))|失分|丢分")
_NOT_LOST: Final = pattern(r"(?:不|未|没有?|无|不予)(?:被|有|存在)?(?:扣分|失分)")
_SUM_NAME: Final = pattern(
    r"(?:以上|上述|全年|合计|总共|累计|共计|全年共|各项|共|总计|扣分|总|其中"
    r"|[两二三四五六七八九十]{1,2}项|[三四五]个?部分|[三四五]类指标|^部分|各部分|全部)+"
)
_ADMITTED: Final = pattern(
    r"(?:[一二三四五六七八九]是|\([一二三四五六七八九\d]\)|^\d[.、])"
    r"|不足|不够|有待|滞后|偏低|偏慢|薄弱|不高|欠缺|仍需|不完善|不均衡|不及时|不到位|不规范|较低|未能"
)


@lru_cache(maxsize=1)
def total_place(understanding: Understanding) -> Fact | Span | None:
    """Return where the total score of the report stands."""
    total = understanding.metadata.total_score
    if total is None:
        return None
    same = [
        fact
        for fact in understanding.facts
        if fact.quantity is not None
        and fact.quantity.unit.dimension is Dimension.SCORE
        and fact.quantity.value == total
        and not monitoring(understanding, fact.start)
        and not last_year(understanding, fact.start)
    ]
    whole = [fact for fact in same if fact.concept == "total_score"] or same
    for section in understanding.section_text(SectionKey.CONCLUSION):
        for fact in whole:
            if section.start <= fact.start < section.end:
                return fact
    if whole:
        return whole[0]
    at = understanding.document.text.find(str(total))
    return Span(at, at + len(str(total))) if at >= 0 else None


def last_year(understanding: Understanding, offset: int) -> bool:
    """Whether a number is said of an earlier year."""
    before = understanding.document.text[max(0, offset - 24) : offset]
    clause = _CLAUSE.split(before)[-1]
    years = _YEAR.findall(clause)
    year = understanding.metadata.fiscal_year
    return _LAST.search(clause) is not None or (
        bool(years) and year is not None and int(years[-1]) == year - 1
    )


def monitoring(understanding: Understanding, offset: int) -> bool:
    """Whether a number belongs to the monitoring during the year."""
    text = understanding.document.text
    sentence = understanding.sentence_at(offset)
    start = max(sentence.start if sentence else 0, offset - 60)
    return re.search(r"监控|年中自|上半年|预评|初评", text[start:offset]) is not None


@lru_cache(maxsize=1)
def deductions(understanding: Understanding) -> tuple[Deduction, ...]:
    """Return the stated deductions that have points."""
    return tuple(each for each in understanding.all(Deduction) if each.points is not None)


def points_of(whole: Quantity, parts: Sequence[Quantity]) -> tuple[Quantity, list[Quantity]]:
    """Return a sum of points and its parts, whole points taken as they are: 15分 is no 14.6分."""
    whole, *rest = [q if q.decimals else replace(q, decimals=2) for q in (whole, *parts)]
    return whole, rest


def is_sum(deduction: Deduction) -> bool:
    """Whether a deduction is the sum of others (合计扣4.43分)."""
    name = deduction.name.strip(" 、,的“(")
    return bool(name) and _SUM_NAME.fullmatch(name) is not None


@lru_cache(maxsize=1)
def lost_sentences(understanding: Understanding) -> tuple[Sentence, ...]:
    """Return the sentences that speak of lost points."""
    text = understanding.document.text
    if "扣" not in text and "失分" not in text:
        return ()
    blocks = understanding.document.blocks
    at = min(place for place in (text.find("扣"), text.find("失分")) if place >= 0)
    first = max(0, bisect_right(understanding.sentences, at, key=lambda s: s.start) - 1)
    return tuple(
        sentence
        for sentence in understanding.sentences[first:]
        if _LOST.search(text, sentence.start, sentence.end)
        and not _rules(text[sentence.start : sentence.end])
        and blocks[sentence.block].kind is not BlockKind.HEADING
    )


def _rules(sentence: str) -> bool:
    """Whether a sentence tells how points are taken off, or that none were."""
    if re.search(
        r"每[^,。;]{1,10}扣|按[^,。;]{0,16}扣分|扣完为止|评分标准|评分办法|计分办法", sentence
    ):
        return True
    return not _LOST.search(_NOT_LOST.sub("", sentence))


def problems_text(understanding: Understanding) -> str:
    """Return the sections on problems, without their headings."""
    text = understanding.document.text
    return "\n".join(
        text[section.heading.end : section.end]
        for section in understanding.sections
        if section.key is SectionKey.PROBLEMS
    )


def admits(words: str) -> bool:
    """Whether a passage names problems."""
    return _ADMITTED.search(words) is not None


def body(understanding: Understanding, *keys: SectionKey) -> list[Sentence]:
    """Return the sentences of the sections with one of the keys, headings left out."""
    found = []
    for section in understanding.sections:
        if section.key in keys:
            sentences = understanding.sentences
            first = bisect_left(sentences, section.heading.end, key=lambda s: s.start)
            last = bisect_left(sentences, section.end, key=lambda s: s.start)
            found += [
                sentence
                for sentence in sentences[first:last]
                if understanding.document.blocks[sentence.block].kind is not BlockKind.HEADING
            ]
    return found
