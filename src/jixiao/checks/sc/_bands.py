"""Bands of grades that a report states for itself: 90分（含）以上为优，80分至90分为良……"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from jixiao.extraction.understanding import Understanding
from jixiao.model.source import Span
from jixiao.patterns import pattern

_GRADE = pattern(r"优秀|良好|不合格|合格|一般|较差|不达标|达标|优|良|中|低|差")
_HINT = pattern(r"\d[^。\n]{0,14}优|优[^。\n]{0,10}\d")
_NUMBER = pattern(r"(?<![\d.])(\d{2,3}(?:\.\d+)?)(?![\d.%])")
_ABOVE = pattern(r"以上|及以上|≥|>=|不低于|大于|>|含")
_BELOW = pattern(r"以下|不足|<|低于|未满|小于")
_INCLUSIVE = pattern(r"\(含\)|含|及以上|≥|>=|不低于|\[")
_LEADS = pattern(
    r"[”」]?(?:等级?|档次?|级)?[:(\[]? ?(?:综合|评价|自评)?"
    r"(?:得分|总分|评分|分值|分数)?[为在]?[≥>\[(]? ?\d"
)
_LOWEST = ("差", "较差", "不合格", "不达标")
_REACH = 160


class Band(NamedTuple):
    """A grade with the least score that earns it."""

    label: str
    at_least: Decimal
    inclusive: bool


class Bands(NamedTuple):
    """The bands of a report, from the highest down, and where they stand."""

    bands: tuple[Band, ...]
    at: Span

    def grade_of(self, score: Decimal) -> str | None:
        """Return the grade of a score; None where it lies on a border that is not settled."""
        for band in self.bands:
            if score == band.at_least and not band.inclusive:
                return None
            if score >= band.at_least:
                return band.label
        return None


@lru_cache(maxsize=1)
def stated_bands(understanding: Understanding) -> tuple[Bands, ...]:
    """Return the bands that a report states."""
    return tuple(_find(understanding))


def _find(understanding: Understanding) -> Iterator[Bands]:
    text = understanding.document.text
    done = 0
    at = text.find("优")
    while at >= 0:
        match = _HINT.search(text, max(done, at - 16), at + 14) if at >= done else None
        if match is not None:
            sentence = understanding.sentence_at(match.start())
            start = max(done, sentence.start if sentence else 0, match.start() - 40)
            stop = text.find("\n", match.start())
            end = min(match.start() + _REACH, len(text) if stop < 0 else stop)
            bands = _read(text[start:end]) or _read(text[_opened(text, start, match.start()) : end])
            if bands:
                done = end
                yield Bands(tuple(bands), Span(match.start(), min(end, match.end() + 40)))
        at = text.find("优", at + 1)


def _opened(text: str, start: int, end: int) -> int:
    """Return where the bands begin, a grade that stands before their bracket left out."""
    return max(start, *(text.rfind(mark, start, end) + 1 for mark in "(:"))


def _read(words: str) -> list[Band]:
    """Read bands off a stretch of text, the grade behind its numbers or before them."""
    first = _GRADE.search(words)
    if first is None:
        return []
    leading = _LEADS.match(words, first.end()) is not None
    bands = _descending(_before(words) if leading else _behind(words))
    return bands if _sensible(bands) else []


def _sensible(bands: list[Band]) -> bool:
    """Whether what was read looks like bands: from 优 near the top down to the rest."""
    if len(bands) < 3 or not bands[0].label.startswith("优"):
        return False
    if not 80 <= bands[0].at_least <= 95:
        return False
    last = bands[-1]
    return last.at_least == 0 or last.label not in _LOWEST


def _behind(words: str) -> Iterator[tuple[str, str]]:
    at = 0
    for match in _GRADE.finditer(words):
        yield match.group(), words[at : match.start()]
        at = match.end()


def _before(words: str) -> Iterator[tuple[str, str]]:
    found = list(_GRADE.finditer(words))
    for number, match in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(words)
        piece = words[match.end() : end]
        stop = piece.find("。")
        yield match.group(), piece if stop < 0 else piece[:stop]


def _descending(pieces: Iterator[tuple[str, str]]) -> list[Band]:
    bands: list[Band] = []
    for label, piece in pieces:
        numbers = [Decimal(n) for n in _NUMBER.findall(piece)]
        numbers = [n for n in numbers if n <= 100]
        if not numbers:
            if bands and not piece.strip(" ,、”“为的;"):
                continue
            if bands:
                break
            continue
        single = len(numbers) == 1 or min(numbers) == max(numbers)
        low = min(numbers)
        if single and _BELOW.search(piece) and not _ABOVE.search(re.sub(r"不含|不足", "", piece)):
            low = Decimal(0)
        elif single and low == 100:
            continue
        if bands and low >= bands[-1].at_least:
            break
        if any(band.label == label for band in bands):
            break
        bands.append(Band(label, low, bool(_INCLUSIVE.search(piece)) or not bands or low == 0))
        if low == 0:
            break
    return bands
