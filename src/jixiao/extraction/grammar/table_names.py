"""Labels of rows and columns: the concept or the fund that they name, if they name nothing else."""

import re
from dataclasses import dataclass
from typing import Final

from jixiao.extraction.grammar.changes import THREE_PUBLIC
from jixiao.extraction.vocabulary import Concept, Entry, Vocabulary
from jixiao.model.fact import Entity
from jixiao.terms import Fund

_AROUND: Final = re.compile(
    r"(?:部门|单位|本年|当年|年度|全年|本级|的|、|:|其中|20[0-9]{2}年度?|财政)*"
)
_AFTER: Final = re.compile(
    r"(?:合计|小计|总计|总额|金额|数|决算|支出|经费|费用?|情况|收入|资金|拨款|预算|\([^()]*\))*"
)
_LEAD: Final = re.compile(
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
    if not hits:
        return NO_NAME
    fund = next((hit.entry.fund for hit in reversed(hits) if hit.entry.fund), None)
    entity = next((hit.entry.entity for hit in hits if hit.entry.entity), None)
    last = any(hit.entry.last_year for hit in hits)
    head = None
    for hit in reversed(hits):
        if _usable(hit.entry, themes) and _AFTER.fullmatch(text, hit.end):
            head = hit
            break
    start = 0
    for hit in hits:
        if head is not None and hit.start >= head.start:
            break
        if not (hit.entry.fund or hit.entry.basis or hit.entry.entity or hit.entry.last_year):
            return NO_NAME
        if not _AROUND.fullmatch(text, start, hit.start):
            return NO_NAME
        start = hit.end
    if head is not None:
        if not _AROUND.fullmatch(text, start, head.start):
            return NO_NAME
        return Name(head.entry.concept, fund, entity, last)
    if not _AFTER.fullmatch(text, start):
        return NO_NAME
    return Name(None, fund, entity, last)


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
