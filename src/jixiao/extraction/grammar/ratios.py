"""Ratios: 占…的…%, 预算执行率, 完成预算的…%, named rates with numerator and denominator."""

from jixiao.extraction.grammar.base import Collector, Paragraph, is_percent
from jixiao.extraction.grammar.executions import read_execution
from jixiao.extraction.grammar.named_rates import NAMED, read_named, read_stem
from jixiao.extraction.grammar.ratio_operands import EXECUTION
from jixiao.extraction.grammar.shares import read_share
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern

_THRESHOLD = pattern(r"(?:\(不?含\))?(?:及?以[上下内]|至|-|~|的亮)")


def read_ratios(paragraph: Paragraph, out: Collector) -> None:
    """Read the shares and named rates of a paragraph."""
    for position, mention in enumerate(paragraph.mentions):
        if mention.role or not is_percent(mention):
            continue
        if _THRESHOLD.match(out.text, mention.end):
            continue
        if read_share(paragraph, position, mention, out):
            continue
        if mention.concept in EXECUTION and not _of_work(paragraph, position, mention):
            read_execution(paragraph, position, mention, out)
        elif mention.concept in EXECUTION:
            mention.subject.concept = out.vocabulary.concepts["completion_rate"]
            mention.subject.kind = "completion_rate"
        elif mention.concept in NAMED:
            read_named(paragraph, position, mention, out)
        elif mention.kind not in ("completion_rate", "change_rate"):
            read_stem(paragraph, position, mention, out)


def _of_work(paragraph: Paragraph, position: int, mention: Mention) -> bool:
    """Whether a progress follows counts of work done, not money: 已完成121.5公里，进度65.32%."""
    if not mention.subject.label.endswith("进度"):
        return False
    for before in reversed(paragraph.mentions[:position]):
        if before.sentence != mention.sentence:
            return False
        if is_percent(before):
            continue
        return before.dimension is not Dimension.MONEY
    return False
