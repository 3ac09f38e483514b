"""What every rule of the grammar works on: a paragraph of mentions and a collector of relations."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from operator import attrgetter

from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import is_filler
from jixiao.extraction.tokens import Token
from jixiao.extraction.understanding import Section, Sentence
from jixiao.extraction.vocabulary import OTHER, Concept, Topic, Vocabulary
from jixiao.model.document import Document
from jixiao.model.fact import Basis, Entity, Fact, Scope
from jixiao.model.period import Instant, Period
from jixiao.model.quantity import Comparator, Dimension
from jixiao.model.relation import PartsOfWhole, Relation
from jixiao.patterns import pattern
from jixiao.terms import Fund

# Roles of mentions that are no amounts in their own right: a difference to last year, last year's
# figure, a rate. They are never parts of a whole.
DERIVED = frozenset(
    {"difference", "last", "rate", "share", "change_rate", "target", "full_mark", "deduction"}
)


_PERCENT = Dimension.PERCENT
_START = attrgetter("start")
_FARTHEST = 60  # blocks: no text binds an amount to one pages above without naming it


@dataclass(slots=True, eq=False)
class Paragraph:
    """One block of prose with its mentions in reading order."""

    block: int
    start: int
    end: int
    mentions: list[Mention]
    section: Section | None
    index: int = 0  # its place in Collector.paragraphs
    tokens: list[Token] = field(default_factory=list)  # numbers, dates and ordinals of the block

    def place(self, mention: Mention) -> int:
        """Return which mention of the paragraph one is; of another paragraph, where it would be."""
        return bisect_left(self.mentions, mention.start, key=_START)

    def before(self, mention: Mention) -> Iterator[Mention]:
        """Yield the mentions before ``mention``, the nearest first."""
        return reversed(self.mentions[: self.place(mention)])

    def next(self, mention: Mention) -> Mention | None:
        """Return the mention after ``mention`` in the paragraph."""
        position = bisect_right(self.mentions, mention.start, key=_START)
        return self.mentions[position] if position < len(self.mentions) else None


@dataclass(slots=True, eq=False)
class Collector:
    """Turns mentions into facts and gathers the relations."""

    document: Document
    vocabulary: Vocabulary
    fiscal_year: int | None
    total_score: Decimal | None = None
    sentences: Sequence[Sentence] = ()
    facts: dict[int, Fact] = field(default_factory=dict)  # by start offset
    relations: dict[type[Relation], list[Relation]] = field(
        default_factory=lambda: defaultdict(list)
    )
    paragraphs: list[Paragraph] = field(default_factory=list)
    wholes: dict[int, Fact] = field(default_factory=dict)  # start of a part → its whole
    tables_read: frozenset[int] = frozenset()  # tables of final accounts, which are no others
    text: str = field(init=False)  # the reading text

    def __post_init__(self) -> None:
        """Take the text out of the document: every rule asks for it."""
        self.text = self.document.text

    def add(self, relation: Relation) -> None:
        """Keep a relation."""
        self.relations[type(relation)].append(relation)
        if isinstance(relation, PartsOfWhole):
            self.wholes.update((part.start, relation.whole) for part in relation.parts)

    def add_breakdown(self, whole: Fact, parts: Sequence[Fact], *, sure: bool = True) -> None:
        """Keep a whole and all its parts, which the text lists without naming a partition."""
        self.add(
            PartsOfWhole(
                start=min(fact.start for fact in (whole, *parts)),
                end=max(fact.end for fact in (whole, *parts)),
                topic="breakdown",
                whole=whole,
                parts=tuple(parts),
                exhaustive=True,
                sure=sure,
            )
        )

    def above(self, paragraph: Paragraph, blocks: int | None = None) -> Iterator[Paragraph]:
        """Yield the paragraphs before one, the nearest first, as far up as ``blocks``.

        Without ``blocks`` it goes up as far as the section of the paragraph reaches.
        """
        for at in range(paragraph.index - 1, -1, -1):
            earlier = self.paragraphs[at]
            if blocks is None and earlier.section is not paragraph.section:
                return
            if paragraph.block - earlier.block > (_FARTHEST if blocks is None else blocks):
                return
            yield earlier

    def fact(self, mention: Mention, concept: Concept | None = None, label: str = "") -> Fact:
        """Return the fact of a mention, made at the first call.

        ``concept`` and ``label`` say what a rule learnt of it beyond its own noun phrase.
        """
        known = self.facts.get(mention.start)
        if known is not None:
            return known
        subject = mention.subject
        used = concept or subject.concept
        fact = Fact(
            concept=used.name,
            label=label or subject.label or used.label,
            start=mention.start,
            end=mention.end,
            scope=self._scope(mention, used),
            period=self._period(mention),
            subject_start=subject.start if 0 <= subject.start <= mention.start else mention.start,
            sentence=mention.sentence,
            clause=mention.clause,
            quantity=mention.quantity,
        )
        self.facts[mention.start] = fact
        return fact

    def quick_fact(  # noqa: PLR0913 - a fact in one line
        self,
        start: int,
        end: int,
        label: str,
        sentence: int,
        *,
        concept: Concept = OTHER,
        instant: Instant | None = None,
        word: str | None = None,
        quantity: object = None,
        period: Period | None = None,
    ) -> Fact:
        """Make a fact of something that is no mention: a date, a grade, an ordinal, a cell."""
        from jixiao.model.quantity import Quantity  # noqa: PLC0415 - keeps the module light

        known = self.facts.get(start)
        if known is not None:
            return known
        fact = Fact(
            concept=concept.name,
            label=label,
            start=start,
            end=end,
            scope=Scope(),
            period=period,
            subject_start=start,
            sentence=sentence,
            clause=start,
            quantity=quantity if isinstance(quantity, Quantity) else None,
            instant=instant,
            word=word,
        )
        self.facts[start] = fact
        return fact

    def _scope(self, mention: Mention, concept: Concept) -> Scope:
        subject = mention.subject
        entity = subject.entity or Entity.DEPARTMENT
        name = subject.owner
        if name:
            entity = Entity.OTHER
        if concept is OTHER:
            entity = Entity.OTHER
        return _scope(entity, name, subject.fund or Fund.ALL, subject.basis or Basis.UNKNOWN)

    def _period(self, mention: Mention) -> Period | None:
        if mention.subject.last_year and self.fiscal_year is not None:
            return Period.of_year(self.fiscal_year - 1)
        return mention.period

    def topic_of(self, whole: Mention, parts: Sequence[Mention]) -> Topic | None:
        """Return the closed or open partition that a whole and its parts belong to, if any."""
        names = {part.concept for part in parts}
        # 一般公共预算拨款: a source without a name of its own
        sourced = names - {"other"} if _tell_sources(parts) else names
        for topic in self.vocabulary.topics:
            if whole.concept not in topic.wholes:
                continue
            if not (sourced if topic.by_fund else names) <= topic.parts:
                continue
            if topic.needs and not any(need <= names for need in topic.needs):
                continue
            if topic.by_fund and len({(p.concept, p.subject.fund) for p in parts}) != len(parts):
                continue
            if topic.by_fund and any(
                p.concept == whole.concept and p.subject.fund is None for p in parts
            ):
                continue
            return topic
        return None


def _tell_sources(parts: Sequence[Mention]) -> bool:
    """Whether several amounts all have names of the vocabulary, or at least say their fund."""
    return len(parts) > 2 and all(  # of two, a third may be left out
        part.concept != "other" or part.subject.fund is not None for part in parts
    )


@cache
def _scope(entity: Entity, name: str, fund: Fund, basis: Basis) -> Scope:
    return Scope(entity, name, fund, basis)


def same_measure(first: Mention, second: Mention) -> bool:
    """Whether two mentions can be added or compared."""
    return first.quantity.compatible(second.quantity)


_MEETING = pattern(
    r"(?:优于|好于|高于|超过|超出|超|低于|达到|完成|实现|符合|未达到?|不及)"
    r"(?:年度|年初|预期|既定|绩效)*(?:目标|指标|计划)值?的(?:有|共|为)?$"
)
_TARGET_AFTER = pattern(r"^的?(?:目标|指标|控制|计划|标准)")


def counts_by_target(mention: Mention, text: str) -> bool:
    """Whether a number tells how many met a target or missed it: 优于目标的12项."""
    if is_percent(mention):
        return False  # 完成年度目标的103%
    return _MEETING.search(text, mention.lead_from, mention.start) is not None


def looks_like_target(mention: Mention, text: str) -> bool:
    """Whether a number is what was to be reached, not what was."""
    if mention.quantity.comparator not in (None, Comparator.EQUAL):
        return True
    if _TARGET_AFTER.match(text[mention.end : mention.end + 4]):
        return True
    if counts_by_target(mention, text):
        return False
    for hit in mention.hits:
        cues = hit.entry.cues
        if "target" in cues and "actual" not in cues:
            plan = hit.entry.text in ("计划", "原计划", "年初计划", "全年计划", "年度计划")
            if plan or is_filler(text, hit.end, mention.start):
                return True
    return False


def is_percent(mention: Mention) -> bool:
    """Whether a mention is a percentage (or ‰, 成)."""
    return mention.dimension is _PERCENT
