"""Reports that say less: a correct report without one of its sentences or clauses.

Leaving something out makes nothing wrong, unless a closed list loses a member or a count its
items. An error that only the shorter report has is mostly a number bound to a stranger, because
its own partner is not printed: what happens in every report that tells less.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from faults.campaign import Place, findings
from faults.corpus import Sample

from jixiao.pipeline import check_text

# A numbered item or a member of 一是…二是… may be counted elsewhere.
SENTENCE = re.compile(
    r"(?<![^。！？\n])(?![（(]?[一二三四五六七八九十0-9]+[)）、.是])[^。！？\n|]+。"
)
CLAUSE = re.compile(r"，[^，。；\n|]{2,30}(?=[，。；])")


@dataclass(frozen=True)
class Dropped:
    """A piece left out, with the errors that only the shorter report has."""

    words: str
    errors: tuple[Place, ...]


def shortened(sample: Sample, piece: re.Pattern[str] = SENTENCE) -> Iterator[Dropped]:
    """Yield the pieces of a correct report that make an error by their absence."""
    known = {(place.code, place.message) for place in _errors(sample.text, sample.path)}
    for match in piece.finditer(sample.text):
        text = sample.text[: match.start()] + sample.text[match.end() :]
        new = [p for p in _errors(text, sample.path) if (p.code, p.message) not in known]
        if new:
            yield Dropped(match.group(), tuple(new))


def _errors(text: str, path: str) -> list[Place]:
    return [place for place in findings(check_text(text, path)) if place.severity == "error"]
