"""Rates told before the counts that they come from: 实际95%,20个项目中19个按期完工.

The rate bears its name (按期完工率) or is the actual value of a target that does. Right behind it
stand two counts, the second one among the first (…中, 其中), and the second one says what the
rate is named after.
"""

from jixiao.extraction.grammar.base import (
    DERIVED,
    Collector,
    Paragraph,
    is_percent,
    looks_like_target,
    same_measure,
)
from jixiao.extraction.grammar.count_rates import (
    add_count_rate,
    alike,
    not_all_told,
    without_adverbs,
)
from jixiao.extraction.grammar.ratio_operands import narrower
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Ratio, Sampling
from jixiao.patterns import pattern

_NAMED = pattern(
    r"(?P<stem>[\u4e00-\u9fff]{2,12})率(?:实际)?(?:完成|达到?|为|是|约)*(?:值)?[:为]?$"
)
_TARGET_NAMED = pattern(
    r"(?P<stem>[\u4e00-\u9fff]{2,12})率(?:的?(?:年度|年初|全年|预期|计划)*(?:目标|指标)值?)(?:为|是|:)?$"
)
_ACTUAL = pattern(
    r"^[,;]?(?:全年|年末|年底)?(?:实际|实际完成|完成|实际达到|实际值|完成值|实际为)(?:为|达到?)?$"
)
# Words that make the rate another one than that of the counts behind it.
_ELSEWHERE = pattern(
    r"上年|去年|同期|季度|半年|[0-9]月|目标|计划|要求|不低于|全[省市县国]|平均|其中|标准|应达|考核"
)
_SET = pattern(r"^,?(?:(?:全年|本年|年内|共|实际|累计|系|即|因)*[\u4e00-\u9fff]{0,8})$")
_AMONG = pattern(
    r"(?:[\u4e00-\u9fff]{0,8}(?:当中|之中|中|里),?(?:仅|只|共|已|实)?有?|,其中)[\u4e00-\u9fff]{0,10}$"
)
_FAILED = pattern(r"延期|逾期|滞后|推迟|不合格|不达标|未达标|未合格|未按[期时]|不满意|未通过")
_NOT = pattern(r"[未没不无]|尚|逾期|超期|延期|推迟|滞后|率|度")


def read_rates_then_counts(paragraph: Paragraph, out: Collector) -> None:
    """Read the rates of a paragraph whose two counts follow them."""
    mentions = paragraph.mentions
    known: set[int] | None = None
    for position in range(len(mentions) - 2):
        rate, whole, part = mentions[position : position + 3]
        if not is_percent(rate) or not _is_count(whole) or not _is_count(part):
            continue
        stem = _stem(paragraph, position, out.text)
        if not stem or not _bound(rate, whole, part, stem, out.text):
            continue
        if not_all_told(rate, out) or _goes_on(paragraph, position + 2, out):
            continue
        known = known or _known(out)
        if rate.start not in known:
            add_count_rate(rate, part, whole, stem, out, sure=True)


def _known(out: Collector) -> set[int]:
    """Return the starts of the rates that are bound to a part already."""
    known = {
        each.rate.start
        for each in out.relations[Ratio]
        if isinstance(each, Ratio) and each.numerator is not None
    }
    return known | {
        each.rate.start
        for each in out.relations[Sampling]
        if isinstance(each, Sampling) and each.positive is not None
    }


def _is_count(mention: Mention) -> bool:
    return (
        mention.dimension is Dimension.COUNT
        and mention.quantity.is_plain
        and mention.role not in DERIVED
        and not mention.in_parentheses
    )


def _stem(paragraph: Paragraph, position: int, text: str) -> str:
    """Return what a rate is the rate of, an empty string where it says nothing or is a target."""
    rate = paragraph.mentions[position]
    if not rate.quantity.is_plain or rate.in_parentheses or looks_like_target(rate, text):
        return ""
    lead = text[rate.lead_from : rate.start]
    own = _NAMED.search(lead)
    if own is not None:
        return "" if _ELSEWHERE.search(lead) else own["stem"]
    if not position or not _ACTUAL.match(text[rate.gap_from : rate.start]):
        return ""
    target = paragraph.mentions[position - 1]
    if target.sentence != rate.sentence or not is_percent(target):
        return ""
    named = _TARGET_NAMED.search(text, target.lead_from, target.start)
    return named["stem"] if named is not None else ""


def _bound(rate: Mention, whole: Mention, part: Mention, stem: str, text: str) -> bool:
    """Whether two counts right behind a rate are what it divides."""
    if not rate.sentence == whole.sentence == part.sentence or not alike(whole, part, text):
        return False
    if not rate.segment == whole.segment == part.segment:
        return False
    head = text[rate.end : whole.start]
    if _SET.match(head) is None or _ELSEWHERE.search(head):
        return False
    between = text[whole.end : part.start]
    said = between.rpartition("中")[2] + text[part.end : part.tail_end]
    if _AMONG.match(between) is None or _NOT.search(between + said):
        return False
    name = without_adverbs(said).rstrip("。")
    if narrower(said, stem):
        return False
    return len(name) > 1 and all(letter in stem for letter in name)


def _goes_on(paragraph: Paragraph, position: int, out: Collector) -> bool:
    """Whether others of those counted follow that did not fail: 20个已验收合格,6个在建."""
    part = paragraph.mentions[position]
    following = paragraph.next(part)
    if following is None or following.sentence != part.sentence or not _is_count(following):
        return False
    end = out.sentences[part.sentence].end
    return same_measure(following, part) and not _FAILED.search(out.text, part.end, end)
