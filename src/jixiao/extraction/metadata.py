"""Metadata: who reports what, when, with which result.

Looked for where reports state it: the title, the cover, the first sentences, the closing lines.
What is not stated there plainly stays None.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from jixiao.extraction import verdict
from jixiao.extraction.authorities import department_of, region_of
from jixiao.extraction.dating import DATE, fiscal_year_of, report_date_of
from jixiao.extraction.places import ORGAN_END, Named, close_up, head_of, tail_of, words_of
from jixiao.extraction.selves import self_names
from jixiao.extraction.titles import kind_of, title_of
from jixiao.extraction.tokens import Token
from jixiao.extraction.understanding import Metadata, Section
from jixiao.model.document import Block, BlockKind, Document
from jixiao.model.source import Span
from jixiao.terms import ReportKind, SectionKey

FamilyOf = Callable[[ReportKind, str | None, AbstractSet[SectionKey]], str | None]

_DEPARTMENT_WIDE = frozenset(
    {ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION, ReportKind.DEPARTMENT_WIDE_EVALUATION}
)
_SIGNING = frozenset({BlockKind.PARAGRAPH, BlockKind.TITLE, BlockKind.HEADING})


def metadata(
    document: Document,
    tokens: Sequence[Token],
    sections: Sequence[Section],
    family_of: FamilyOf | None = None,
) -> Metadata:
    """Return what a report says of itself.

    ``family_of`` tells the best-fitting outline from kind, region and the sections that there are.
    """
    head, tail = head_of(document, sections), tail_of(document)
    title = title_of(document, head)
    kind = kind_of(document, title.words, sections)
    whole = kind in _DEPARTMENT_WIDE
    signature = _signature(document, tail)
    department = department_of(document, title, head, sections, whole=whole)
    if department is None and signature is not None:
        department = Named(words_of(document, signature), signature)
    name = department.name if department else None
    dated = report_date_of(document, head, tail, tokens)
    year = fiscal_year_of(document, title, head, dated[0] if dated else None)
    region = region_of(document, name, title)
    evaluated = kind in (ReportKind.PROJECT_EVALUATION, ReportKind.DEPARTMENT_WIDE_EVALUATION)
    about = verdict.About(whole=whole, year=year[0] if year else None, evaluated=evaluated)
    scored = kind is not ReportKind.PERFORMANCE_MONITORING
    score = verdict.total_score(document, sections, about) if scored else None
    place = score[1] if score else None
    grade = verdict.grade(document, sections, place, about) if scored else None
    keys = {section.key for section in sections}
    return Metadata(
        title=title.words,
        title_span=title.span,
        department=name,
        department_span=department.span if department else None,
        region=region,
        fiscal_year=year[0] if year else None,
        fiscal_year_span=year[1] if year else None,
        report_date=dated[0] if dated else None,
        report_date_span=dated[1] if dated else None,
        total_score=score[0] if score else None,
        grade=grade[0] if grade else None,
        grade_span=grade[1] if grade else None,
        report_kind=kind,
        family=family_of(kind, region, keys) if family_of else None,
        self_names=self_names(document.text, name),
        signature_span=signature,
    )


def _signature(document: Document, tail: Sequence[Block]) -> Span | None:
    """Return the closing line that names the authority: above or beside the closing date."""
    for block, date in _dated_lines(document, tail):
        words = document.text[block.start : date]
        name = words.strip(" (")
        if name and len(name) <= 40 and ORGAN_END.search(close_up(name)):
            start = block.start + len(words) - len(words.lstrip())
            return Span(start, start + len(name))
        if name:
            continue
        above = next((one for one in reversed(tail) if one.end <= block.start), None)
        if above is not None and _is_signature(document, above):
            return Span(above.start, above.end)
    last = tail[-1] if tail else None
    return (
        Span(last.start, last.end) if last is not None and _is_signature(document, last) else None
    )


def _dated_lines(document: Document, tail: Sequence[Block]) -> Iterator[tuple[Block, int]]:
    for block in reversed(tail):
        words = document.text[block.start : block.end].rstrip(" )")
        if len(words) > 60:
            continue
        for match in DATE.finditer(words):
            if match.end() == len(words):
                yield block, block.start + match.start()


def _is_signature(document: Document, block: Block) -> bool:
    words = words_of(document, block)
    return (
        block.ordinal is None
        and block.kind in _SIGNING
        and 4 <= len(words) <= 40
        and re.search(r"[,。;:、]", words) is None
        and ORGAN_END.search(re.sub(r"\([^()]*章\)$", "", words)) is not None
    )
