"""XR05: text of last year with nothing changed."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.extraction.understanding import Sentence, Understanding
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import SectionKey, Severity

_NUMBER = pattern(r"\d+(?:\.\d+)?(?!年|\d)")
_YEAR = pattern(r"(?<!\d)20\d\d(?=年)")
_TEMPLATE = pattern(
    r"编制|内设|机构|根据|按照|依据|〔|\[\d{4}\]|文件|办法|规划|满分|权重|分值|标准"
)
_LEAST: Final = 24
_ALIKE: Final = 0.9
_FEWEST: Final = 2
_MOST: Final = 10


@source_check(
    code="XR05",
    name="copied-from-last-year",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时给出本年和上年的文字。",
)
def copied_from_last_year(ctx: SourcesContext) -> Iterator[SourcesOutcome]:
    """今年的文字不应是上年的原样，连年度和数字都没有改。

    为什么：照抄上年，报的就不是今年的情况。
    公式：与上年某句相似度九成以上、不短于24字的句子，其中两个以上的数（年份除外）依次相同，
    或者写的年度仍是上年，即报；最多列10处。
    不报的情形：职能、机构一节和引用文件、办法、标准的句子；数字已经改过的；只有一个数相同的。
    已知漏报：改写过措辞而数字照旧的。
    """
    lasts = ctx.texts(last=True)
    if not lasts:
        return
    for source, text in ctx.texts():
        found = 0
        for sentence in _sentences(text):
            twin = _twin(text, sentence, lasts)
            if twin is not None and found < _MOST:
                found += 1
                yield _told(ctx, (source, text, sentence), twin)
        if not found:
            yield ctx.passed((Spot(source),), "没有发现照抄上年而数字未改的句子")


def _sentences(text: Understanding) -> list[Sentence]:
    exempt = text.section_text(SectionKey.FUNCTIONS)
    words = text.document.text
    return [
        each
        for each in text.sentences
        if each.end - each.start >= _LEAST
        and not any(span.start <= each.start < span.end for span in exempt)
        and not _TEMPLATE.search(words, each.start, each.end)
    ]


def _twin(
    text: Understanding, sentence: Sentence, lasts: list[tuple[int, Understanding]]
) -> tuple[int, Sentence] | None:
    said = text.document.text[sentence.start : sentence.end]
    numbers, year = _NUMBER.findall(said), text.metadata.fiscal_year
    years = _YEAR.findall(said)
    for number, last in lasts:
        for other in _sentences(last):
            told = last.document.text[other.start : other.end]
            if abs(len(told) - len(said)) > len(said) * (1 - _ALIKE):
                continue
            same = len(numbers) >= _FEWEST and _NUMBER.findall(told) == numbers
            stale = bool(years) and years == _YEAR.findall(told) and str(year) not in years
            if not (same or (stale and year is not None)):
                continue
            if told == said or SequenceMatcher(None, told, said).ratio() >= _ALIKE:
                return number, other
    return None


def _told(
    ctx: SourcesContext,
    ours: tuple[int, Understanding, Sentence],
    twin: tuple[int, Sentence],
) -> SourcesOutcome:
    source, text, sentence = ours
    words = text.document.quote(sentence.start, sentence.end).strip()
    shown = words if len(words) <= 30 else words[:29] + "…"
    return ctx.finding(
        (
            Spot(source, span=Span(sentence.start, sentence.end), label="本年"),
            Spot(twin[0], span=Span(twin[1].start, twin[1].end), label="上年"),
        ),
        f"“{shown}”与上年的文字相同，年度或数字没有改；请核对是否仍然属实",
    )
