"""Labels of rows and columns: the concept or the fund that they name, if they name nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jixiao.extraction.grammar.changes import THREE_PUBLIC
from jixiao.extraction.vocabulary import Concept, Entry, Hit, Vocabulary
from jixiao.model.fact import Entity
from jixiao.patterns import pattern
from jixiao.terms import Fund

_AROUND: Final = pattern(
    r"(?:部门|单位|本年|当年|年度|全年|本级|的|、|:|其中|20[0-9]{2}年度?|财政)*"
)
_AFTER: Final = pattern(
    r"(?:合计|小计|总计|总额|金额|数|决算|支出|经费|费用?|情况|收入|资金|拨款|预算|\([^()]*\))*"
)
_LEAD: Final = pattern(
    r"^(?:其中[::]?|[#*]|[一二三四五六七八九十]+、|\([一二三四五六七八九十0-9]+\)|[0-9]+[.、](?![0-9])|[①-⑳]|加[::]|减[::])+"
)


@dataclass(frozen=True, slots=True)
class Name:
    """What a label names: a concept of the vocabulary, a fund, or a part of the organisation."""

    concept: Concept | None = None
    fund: Fund | None = None
    entity: Entity | None = None
    last_year: bool = False


NO_NAME: Final = Name()


def bare_label(label: str) -> str:
    """Return a label without its ordinal and without 其中."""
    return _LEAD.sub("", label)


def resolve_name(vocabulary: Vocabulary, label: str, themes: frozenset[str]) -> Name:
    """Resolve a label that names a concept or a fund and nothing more.

    Args:
        vocabulary: The words.
        label: The label as printed, without spaces.
        themes: What the table is about; some names mean nothing without it (货物, 购置费).
    """
    text = bare_label(label)
    hits = list(vocabulary.scan(text, 0, len(text))) if text else []
    heads = [h for h in hits if _usable(h.entry, themes) and _AFTER.fullmatch(text, h.end)]
    head = heads[-1] if heads else None
    before = [hit for hit in hits if head is None or hit.start < head.start]
    end = head.start if head is not None else None
    if not hits or not _only_modified(text, before, end):
        return NO_NAME
    return Name(
        head.entry.concept if head is not None else None,
        next((hit.entry.fund for hit in reversed(hits) if hit.entry.fund), None),
        next((hit.entry.entity for hit in hits if hit.entry.entity), None),
        any(hit.entry.last_year for hit in hits),
    )


def _only_modified(text: str, hits: Sequence[Hit], end: int | None) -> bool:
    """Whether ``text`` up to ``end`` holds modifiers and filler only; up to its end if None."""
    start = 0
    for hit in hits:
        entry = hit.entry
        if not (entry.fund or entry.basis or entry.entity or entry.last_year):
            return False
        if not _AROUND.fullmatch(text, start, hit.start):
            return False
        start = hit.end
    if end is None:
        return _AFTER.fullmatch(text, start) is not None
    return _AROUND.fullmatch(text, start, end) is not None


def _usable(entry: Entry, themes: frozenset[str]) -> bool:
    concept = entry.concept
    if concept is None:
        return False
    if not entry.contextual:
        return True
    return concept.theme in themes or (
        concept.theme in THREE_PUBLIC and bool(THREE_PUBLIC & themes)
    )


def themes_of(vocabulary: Vocabulary, text: str) -> frozenset[str]:
    """Return the themes that a text speaks of."""
    return frozenset(
        hit.entry.concept.theme
        for hit in vocabulary.scan(text, 0, len(text))
        if hit.entry.concept is not None and hit.entry.concept.theme and not hit.entry.contextual
    )
