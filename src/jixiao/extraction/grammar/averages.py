"""Averages and products stated in one breath.

支出1305万元,惠及87个小区,平均每个小区15万元: total and number stand right before the average.
资助612人,每生每年2000元,共122.4万元: number, price and what they make together.
"""

from collections.abc import Sequence
from typing import NamedTuple

from jixiao.extraction.grammar.base import DERIVED, Paragraph
from jixiao.extraction.grammar.unit_bases import (
    EACH,
    HEADS,
    UNITS,
    bases,
    is_base,
    is_named_base,
)
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import noun_after
from jixiao.model.quantity import Dimension
from jixiao.patterns import any_of, pattern

AVERAGE = pattern(
    "(?:折合|约合|相当于|即|全年|实际|的)*(?:"
    f"(?:平均|均)每(?P<one>{UNITS})|(?P<each>{EACH})均)(?P<rest>[\u4e00-\u9fff]{{0,12}}?)"
    "(?:约为|约|为|是|达到?|仅)?"
)
# What an average may be called without saying of what it is.
_GENERIC = pattern(
    any_of(
        "实际 全年 年度 支出 费用 经费 成本 造价 投资 投入 资金 金额 补助 补贴 使用 标准 "
        "约 为 达 到 的"
    )
)
_SUBSET = pattern(any_of("其中 包括 含 另外?有? 上年 去年 预算 计划 目标 拟 标准 每[月天日季周]"))
_PRICE = pattern(
    f"每(?P<one>{UNITS})(?P<set>(?:每年|的?(?:补助|补贴|奖励|奖补|资助|发放|给予|收取|收费|收|支付|标准|单价|价格))*)"
    "[为:]?"
)
_MADE = (
    "(?:全年|当年|本年|实际|应)*(?:共计?|合计|总计|累计)?(?:需|应)?"
    "(?:发放|兑付|兑现|补助|补贴|奖励|奖补|资助|收取|收费|支付|支出|拨付|计)?了?"
    "(?:补助|补贴|奖励|奖补|资金|金额|款|费用?|经费|学费|住宿费|收入)*[为达]?"
)
# 支出 alone may hold more than the price: it needs 共, 合计 before it.
_TOTAL = pattern(f"(?:的?(?:标准|价格)?(?:计算|核算|测算|补助|发放|收取|计)?,)?(?P<made>{_MADE})")
_PAYERS = pattern(rf"[\u4e00-\u9fff]{{0,8}}?,?(?P<made>{_MADE})")
_ALTOGETHER = pattern(",(?:共计?|合计|总计)")
# Held for many at once: how often each took part is another number.
_TOGETHER = pattern("学习|会议|培训|活动|讲座|演练|宣传|党课|党日|宣讲|演出|比赛|赛事|检查")
_EVENTS = frozenset({"次", "场", "场次", "期", "批", "批次"})
_SUMMED = pattern("共|合计|总计|发放|兑付|兑现|收取|计$")
# 人均12万元(含上级直接发放): another basis than the amounts before
OTHERWISE = pattern(r"\((?:不?含|另|未|按|以|剔除|扣除|其中|折算)")
_LEAST_NEAR = 2


class Bound(NamedTuple):
    """The total and the base of a unit cost; ``priced``: a price that was set, no quotient."""

    total: Mention
    base: Mention
    priced: bool = False


def read_in_one_breath(paragraph: Paragraph, position: int, text: str) -> Bound | None:
    """Return the total and the base that an average or a price is bound to by its place."""
    mention = paragraph.mentions[position]
    lead = text[mention.lead_from : mention.start]
    averaged = "均" in lead
    if not averaged and "每" not in lead:
        return None
    if not mention.quantity.is_point or mention.role in DERIVED or mention.in_parentheses:
        return None
    if OTHERWISE.match(text, mention.end):
        return None
    if averaged:
        return _averaged(paragraph, position, text) or _grown(paragraph, position, text)
    if mention.dimension is Dimension.MONEY:
        return _multiplied(paragraph, position, text)
    return None


def _averaged(paragraph: Paragraph, position: int, text: str) -> Bound | None:
    mention = paragraph.mentions[position]
    match = AVERAGE.fullmatch(text, mention.lead_from, mention.start)
    if match is None:
        return None
    word = match["one"] or match["each"]
    near = _same_part(paragraph, position)
    if len(near) < _LEAST_NEAR:
        return None
    first, second = near[-2:]
    for total, base in ((first, second), (second, first)):
        if not _counts(base, word, text) or not _sums(total, mention, text):
            continue
        if any(_SUBSET.search(text, one.lead_from, one.start) for one in (total, base)):
            return None
        unclear = (
            _held_for_all(total, base, text)
            or "其中" in text[first.start : mention.start]
            or _rivals(near, total, base)
            or not _of_the_same(match["rest"], total, base, text)
        )
        return None if unclear else Bound(total, base)
    return None


def _same_part(paragraph: Paragraph, position: int) -> list[Mention]:
    """Return the numbers before one, in its part of the sentence; no rates, nothing in brackets."""
    mention = paragraph.mentions[position]
    found: list[Mention] = []
    for one in reversed(paragraph.mentions[max(0, position - 8) : position]):
        if one.sentence != mention.sentence or one.segment != mention.segment:
            break
        if one.dimension in (Dimension.PERCENT, Dimension.PERCENTAGE_POINT):
            continue
        if not one.in_parentheses:
            found.insert(0, one)
    return found


def _counts(base: Mention, word: str, text: str) -> bool:
    kinds = bases(word)
    visits = base.quantity.unit.name == "人次" and kinds is HEADS
    return visits or is_base(base, kinds) or is_named_base(base, word, text)


def _sums(total: Mention, mention: Mention, text: str) -> bool:
    """Whether a number is the whole of which another is the average."""
    return (
        total.quantity.compatible(mention.quantity)
        and total.quantity.is_point
        and total.role not in DERIVED
        and not total.average
        and "均" not in text[total.lead_from : total.start]
        and "每" not in text[total.lead_from : total.start]
    )


def _held_for_all(total: Mention, base: Mention, text: str) -> bool:
    """Whether 48次 of 党员96名,开展学习48次 were held for all at once."""
    return (
        total.quantity.unit.name in _EVENTS
        and is_base(base, HEADS)
        and _TOGETHER.search(text, total.lead_from, total.tail_end) is not None
    )


def _rivals(near: Sequence[Mention], total: Mention, base: Mention) -> bool:
    """Whether an earlier number of the part could as well be the total or the base."""
    return any(
        one.quantity.compatible(total.quantity) or one.quantity.compatible(base.quantity)
        for one in near[:-2]
    )


def _of_the_same(rest: str, total: Mention, base: Mention, text: str) -> bool:
    """Whether the words of an average name nothing else than its total and its base."""
    own = noun_after(text, base.end, base.tail_end) or text[base.lead_from : base.start]
    words = rest
    for size in range(len(rest), 0, -1):
        if own.endswith(rest[:size]) or own.startswith(rest[:size]):
            words = rest[size:]
            break
    words = _GENERIC.sub("", words)
    around = text[total.gap_from : total.start] + text[total.end : total.tail_end]
    return not words or any(words[at : at + 2] in around for at in range(max(1, len(words) - 1)))


def _multiplied(paragraph: Paragraph, position: int, text: str) -> Bound | None:
    """Read 126.5万亩,每亩补助7.5元,发放948.75万元 and 每生每年700元收取,2860名共收取200.2万元."""
    mentions, price = paragraph.mentions, paragraph.mentions[position]
    match = _PRICE.search(text, price.lead_from, price.start)
    if match is None or match.end() != price.start:
        return None
    before = mentions[position - 1 : position] if position else []
    after = mentions[position + 1 : position + 3]
    if before and after and _joined(before[0], price, after[0]):
        base, total = before[0], after[0]
        made = _TOTAL.fullmatch(text, price.end, total.start)
    elif len(after) == _LEAST_NEAR and _joined(price, *after):
        base, total = after
        made = _PAYERS.fullmatch(text, base.end, total.start)
    else:
        return None
    if made is None or _SUMMED.search(made["made"]) is None:
        return None
    if not _counts(base, match["one"], text) or not _sums(total, price, text):
        return None
    if any(_SUBSET.search(text, one.gap_from, one.start) for one in (base, price)):
        return None
    return Bound(total, base, bool(match["set"])) if _only(paragraph, base) else None


def _grown(paragraph: Paragraph, position: int, text: str) -> Bound | None:
    """Read 建设卫星工厂8座,平均每座吸纳就业130人,共1040人."""
    mentions, mention = paragraph.mentions, paragraph.mentions[position]
    following = mentions[position + 1] if position + 1 < len(mentions) else None
    if following is None or not _joined(mention, following):
        return None
    match = AVERAGE.fullmatch(text, mention.lead_from, mention.start)
    if match is None or not following.quantity.compatible(mention.quantity):
        return None
    if _ALTOGETHER.fullmatch(text, mention.tail_end, following.start) is None:
        return None
    near = _same_part(paragraph, position)
    found = [m for m in near if _counts(m, match["one"] or match["each"], text)]
    if len(found) != 1 or _SUBSET.search(text, found[0].lead_from, mention.start):
        return None
    return Bound(following, found[0])


def _only(paragraph: Paragraph, base: Mention) -> bool:
    """Whether no other number of its part of the sentence could be the base."""
    return not any(
        m.sentence == base.sentence
        and m.segment == base.segment
        and m is not base
        and m.quantity.compatible(base.quantity)
        for m in paragraph.mentions
    )


def _joined(*mentions: Mention) -> bool:
    """Whether numbers stand in one part of one sentence."""
    return len({(m.sentence, m.segment, m.in_parentheses) for m in mentions}) == 1
