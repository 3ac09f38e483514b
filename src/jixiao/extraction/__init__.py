"""Document → facts and the relations that the text states."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from jixiao.extraction.final_accounts import read_final_accounts
from jixiao.extraction.grammar.against_budgets import read_against_budgets
from jixiao.extraction.grammar.apart import read_apart
from jixiao.extraction.grammar.apart_remainders import read_apart_remainders
from jixiao.extraction.grammar.assets import read_assets
from jixiao.extraction.grammar.attainments import read_attainments
from jixiao.extraction.grammar.base import Collector, Paragraph
from jixiao.extraction.grammar.changes import read_changes
from jixiao.extraction.grammar.count_rates import read_count_rates
from jixiao.extraction.grammar.counted import read_among, read_counted, read_opposed
from jixiao.extraction.grammar.cutoffs import read_cutoffs
from jixiao.extraction.grammar.enumerations import read_announced_lists, read_enumerations
from jixiao.extraction.grammar.extremes import read_extremes
from jixiao.extraction.grammar.formulas import read_formulas
from jixiao.extraction.grammar.identities import read_identities
from jixiao.extraction.grammar.item_totals import read_item_totals
from jixiao.extraction.grammar.numbering import read_numbering
from jixiao.extraction.grammar.own_rates import read_own_rates
from jixiao.extraction.grammar.parts import read_parts
from jixiao.extraction.grammar.ranks import read_ranks
from jixiao.extraction.grammar.rates_then_counts import read_rates_then_counts
from jixiao.extraction.grammar.ratios import read_ratios
from jixiao.extraction.grammar.reckoned import read_reckoned
from jixiao.extraction.grammar.remainders import read_remainders
from jixiao.extraction.grammar.rests import read_rest_elsewhere, read_rests
from jixiao.extraction.grammar.reviewed import read_reviewed
from jixiao.extraction.grammar.sampling import read_sampling
from jixiao.extraction.grammar.savings import read_savings
from jixiao.extraction.grammar.scores import read_scores
from jixiao.extraction.grammar.spans import read_spans
from jixiao.extraction.grammar.statuses import read_statuses
from jixiao.extraction.grammar.table_targets import read_table_targets
from jixiao.extraction.grammar.tables import read_tables
from jixiao.extraction.grammar.unit_costs import read_unit_costs
from jixiao.extraction.mentions import Mention, MentionBuilder, is_prose
from jixiao.extraction.metadata import FamilyOf, metadata
from jixiao.extraction.numbers import scan
from jixiao.extraction.outline import sections
from jixiao.extraction.stored import with_stored
from jixiao.extraction.tokens import Token
from jixiao.extraction.understanding import Metadata, Section, Sentence, Understanding
from jixiao.extraction.vocabulary import vocabulary
from jixiao.model.document import Document
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern

_NONE, _DURATION = Dimension.NONE, Dimension.DURATION
_SENTENCE = pattern(r"[^。!?！？\n]+[。!?！？]*[”’)]?")


def split_sentences(document: Document, tokens: Sequence[Token]) -> list[Sentence]:
    """Split the reading text at 。！？ and block ends."""
    found: list[Sentence] = []
    starts = [token.start for token in tokens]
    borders = [block.start for block in document.blocks]
    at = block = 0
    for match in _SENTENCE.finditer(document.text):
        start, end = match.span()
        block = max(0, bisect_right(borders, start, block) - 1)
        first = bisect_left(starts, start, at)
        at = bisect_left(starts, end, first)
        found.append(Sentence(start, end, block, first, at))
    return found


def understand(document: Document, family_of: FamilyOf | None = None) -> Understanding:
    """Read facts and relations off a document.

    ``family_of`` tells the best-fitting outline of the standards from report kind, region and the
    sections that there are.
    """
    tokens = with_stored(document, scan(document.text))
    outline = sections(document)
    about = metadata(document, tokens, outline, family_of)
    sentences = split_sentences(document, tokens)
    out = Collector(document, vocabulary(), about.fiscal_year, about.total_score, sentences)
    out.paragraphs = _paragraphs(document, tokens, sentences, outline, out)
    for paragraph in out.paragraphs:
        read_announced_lists(paragraph, out)
        if not paragraph.mentions:
            read_cutoffs(paragraph, out)
            continue
        read_formulas(paragraph, out)
        read_ranks(paragraph, out)
        read_changes(paragraph, out)
        taken = read_statuses(paragraph, out)
        read_assets(paragraph, out, taken)
        read_rests(paragraph, out, taken)
        read_counted(paragraph, out, taken)
        read_parts(paragraph, out, taken)
        read_among(paragraph, out)
        read_opposed(paragraph, out)
        read_rest_elsewhere(paragraph, out)
        read_apart(paragraph, out)
        read_ratios(paragraph, out)
        read_spans(paragraph, out)
        read_reckoned(paragraph, out)
        read_savings(paragraph, out)
        read_remainders(paragraph, out)
        read_against_budgets(paragraph, out)
        read_attainments(paragraph, out)
        read_identities(paragraph, out)
        read_unit_costs(paragraph, out)
        read_sampling(paragraph, out)
        read_count_rates(paragraph, out)
        read_rates_then_counts(paragraph, out)
        read_enumerations(paragraph, out)
        read_extremes(paragraph, out)
        read_cutoffs(paragraph, out)
    read_item_totals(out)
    read_scores(out.paragraphs, out)
    accounts = read_final_accounts(document, about, out)
    read_tables(document, tokens, sentences, outline, out)
    read_reviewed(out)
    read_own_rates(out)
    read_apart_remainders(out)
    read_table_targets(out)
    read_numbering(document, tokens, sentences, out)
    _keep_facts(out)
    _add_metadata_facts(about, sentences, out)
    facts = [out.facts[start] for start in sorted(out.facts)]
    return Understanding(
        document, about, tokens, sentences, outline, facts, dict(out.relations), accounts
    )


def _keep_facts(out: Collector) -> None:
    """Make facts of the numbers of the prose that no relation has used."""
    for paragraph in out.paragraphs:
        for mention in paragraph.mentions:
            if _is_fact(mention):
                out.fact(mention)


def _is_fact(mention: Mention) -> bool:
    if mention.role == "formula":
        return False
    if mention.concept != "other":
        return True
    if mention.dimension is _NONE:
        return bool(mention.role)
    if mention.dimension is _DURATION and not mention.role:
        # 压缩到23小时以内: a limit is a goal, other durations are told by the way
        return mention.quantity.comparator is not None and bool(mention.subject.label)
    return bool(mention.subject.label)


def _add_metadata_facts(about: Metadata, sentences: Sequence[Sentence], out: Collector) -> None:
    """Add the report's date and grade, which are no quantities."""
    concepts = out.vocabulary.concepts
    if about.report_date is not None and about.report_date_span is not None:
        span = about.report_date_span
        at = _sentence_index(sentences, span.start)
        out.quick_fact(
            span.start, span.end, "报告日期", at,
            concept=concepts["report_date"], instant=about.report_date,
        )  # fmt: skip
    if about.grade is not None and about.grade_span is not None:
        span = about.grade_span
        at = _sentence_index(sentences, span.start)
        out.quick_fact(
            span.start, span.end, "等级", at, concept=concepts["grade"], word=about.grade
        )


def _sentence_index(sentences: Sequence[Sentence], offset: int) -> int:
    return max(0, bisect_right(sentences, offset, key=lambda s: s.start) - 1)


def _paragraphs(
    document: Document,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    outline: Sequence[Section],
    out: Collector,
) -> list[Paragraph]:
    """Gather the mentions of each block of prose that has any."""
    builder = MentionBuilder(document, tokens, out.vocabulary)
    made: list[Paragraph] = []
    section: Section | None = None
    coming = 0
    for index, sentence in enumerate(sentences):
        while coming < len(outline) and outline[coming].heading.start <= sentence.start:
            section = outline[coming]
            coming += 1
        if sentence.first_token == sentence.last_token or not is_prose(document, sentence.block):
            continue
        mentions = builder.build(sentence, index)
        numbers = tokens[sentence.first_token : sentence.last_token]
        if made and made[-1].block == sentence.block:
            made[-1].mentions.extend(mentions)
            made[-1].tokens.extend(numbers)
            continue
        block = document.blocks[sentence.block]
        made.append(
            Paragraph(
                sentence.block, block.start, block.end, mentions, section, len(made), [*numbers]
            )
        )
    return made
