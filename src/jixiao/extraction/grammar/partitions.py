"""Partitions that the vocabulary closes: what their parts can make up, and from which funds."""

from collections.abc import Sequence

from jixiao.extraction.grammar.base import Collector
from jixiao.extraction.mentions import Mention
from jixiao.extraction.vocabulary import Topic
from jixiao.terms import Fund

_SEVERAL = 3


def closed_list(whole: Mention, parts: Sequence[Mention], out: Collector) -> bool:
    """Whether whole and parts belong to a closed partition of the vocabulary."""
    topic = out.topic_of(whole, parts)
    return topic is not None and topic.closed


def is_closed(whole: Mention, parts: Sequence[Mention], topic: Topic | None) -> bool:
    """Whether the parts must make up the whole."""
    if topic is None or not topic.closed or len(parts) < 2:
        return False
    if whole.concept == "fund_received" and len(parts) < _SEVERAL:
        return False  # what else has arrived need not be told
    fund = whole.subject.fund
    if topic.by_fund and fund is Fund.FISCAL_APPROPRIATION and not all_fiscal(parts):
        return False
    if topic.by_fund and fund not in (None, Fund.FISCAL_APPROPRIATION):
        # parts by fund cannot make up an amount of one fund
        return all(part.subject.fund in (None, fund) for part in parts)
    return True


def all_fiscal(parts: Sequence[Mention]) -> bool:
    """Whether parts can make up a fiscal appropriation: none comes from elsewhere."""
    return all(
        part.subject.fund not in (Fund.OTHER_FUNDS, Fund.UNIT_FUNDS, Fund.SPECIAL_ACCOUNT_FUNDS)
        and part.concept not in ("income_other", "income_business", "expenditure_other")
        for part in parts
    )


def may_part(topic: Topic, mention: Mention) -> bool:
    """Whether a mention can be a part in a partition: one by fund needs its source told."""
    return not topic.by_fund or has_source(mention)


def has_source(mention: Mention) -> bool:
    """Whether an amount says which fund it comes from."""
    if mention.subject.fund is not None:
        return True
    return mention.concept.startswith("income_") and mention.concept != "income_total"
