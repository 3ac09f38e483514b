"""What has been understood of one document: the input of every check."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple, TypeVar

from jixiao.extraction.tokens import Kind, Token
from jixiao.model.accounts import FinalAccounts
from jixiao.model.document import Document
from jixiao.model.fact import Fact
from jixiao.model.period import Instant
from jixiao.model.relation import Relation
from jixiao.model.source import Span
from jixiao.terms import ReportKind, SectionKey

R = TypeVar("R", bound=Relation)
_START = attrgetter("start")
_NOWHERE = Span(0, 0)
NO_ACCOUNTS = FinalAccounts()


class Sentence(NamedTuple):
    """A sentence of the reading text: up to 。！？； or the end of its block (or table cell)."""

    start: int
    end: int
    block: int
    first_token: int
    last_token: int  # exclusive


class Section(NamedTuple):
    """A section of the outline, from its heading to the next heading of the same or a higher level.

    ``key`` is the canonical meaning of the heading, ``heading`` the span of the heading words,
    ``level`` its depth (1 = 一、), ``end`` the end of the section in the reading text.
    """

    key: SectionKey
    heading: Span
    level: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class Metadata:
    """Who reports what, when, with which result; spans lead to the printed words."""

    title: str = ""
    title_span: Span = _NOWHERE
    department: str | None = None
    department_span: Span | None = None
    region: str | None = None
    fiscal_year: int | None = None
    fiscal_year_span: Span | None = None
    report_date: Instant | None = None
    report_date_span: Span | None = None
    total_score: Decimal | None = None
    grade: str | None = None
    grade_span: Span | None = None
    report_kind: ReportKind = ReportKind.UNKNOWN
    family: str | None = None  # id of the outline in the standards, e.g. cn-gd/province
    self_names: tuple[tuple[str, Span], ...] = ()  # 我办, 本办 … as used, first mention of each
    signature_span: Span | None = None


@dataclass(frozen=True, eq=False)
class Understanding:
    """One document, understood. Sequences are in reading order."""

    document: Document
    metadata: Metadata
    tokens: Sequence[Token]
    sentences: Sequence[Sentence]
    sections: Sequence[Section]
    facts: Sequence[Fact]
    relations: Mapping[type[Relation], Sequence[Relation]]
    accounts: FinalAccounts = NO_ACCOUNTS

    def all(self, kind: type[R]) -> Sequence[R]:
        """Return every relation of one type, whoever judges it."""
        return self.relations.get(kind, ())  # type: ignore[return-value]  # keyed by type

    def facts_of(self, *concepts: str) -> list[Fact]:
        """Return the facts of the given concepts, in reading order."""
        by_concept = self.facts_by_concept
        found = [fact for concept in concepts for fact in by_concept.get(concept, ())]
        if len(concepts) > 1:
            found.sort(key=_START)
        return found

    @cached_property
    def facts_by_concept(self) -> dict[str, list[Fact]]:
        """The facts, grouped by concept."""
        grouped: dict[str, list[Fact]] = {}
        for fact in self.facts:
            grouped.setdefault(fact.concept, []).append(fact)
        return grouped

    @cached_property
    def days(self) -> list[tuple[Token, Instant]]:
        """The printed dates, each with its token."""
        instant = Kind.INSTANT
        return [
            (token, token.value)
            for token in self.tokens
            if token.kind is instant and isinstance(token.value, Instant)
        ]

    def section(self, *keys: SectionKey) -> Section | None:
        """Return the first section with one of the keys, or None."""
        return next((section for section in self.sections if section.key in keys), None)

    def section_text(self, *keys: SectionKey) -> list[Span]:
        """Return the spans of all sections with one of the keys, headings included."""
        return [
            Span(section.heading.start, section.end)
            for section in self.sections
            if section.key in keys
        ]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds ``offset``, or None between sentences."""
        index = bisect_right(self.sentences, offset, key=_START) - 1
        if index < 0 or self.sentences[index].end <= offset:
            return None
        return self.sentences[index]
