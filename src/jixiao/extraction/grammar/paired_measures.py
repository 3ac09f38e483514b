"""Targets and actual values told in two measures each: 计划20期1200人，完成21期1180人，完成率…."""

from typing import Final

from jixiao.extraction.grammar.base import Paragraph, same_measure
from jixiao.extraction.mentions import Mention, value_unit
from jixiao.model.quantity import Dimension
from jixiao.patterns import pattern

# What stands between the two: 20期、培训1200人; 12个小区1800户
_BESIDE = pattern(r"[\u4e00-\u9fff]{0,6}[、,/]?(?:[\u4e00-\u9fff]{0,4})")
_REACH = 12
_NAMES: Final = {
    "面积": Dimension.AREA,
    "里程": Dimension.LENGTH,
    "长度": Dimension.LENGTH,
    "投资": Dimension.MONEY,
    "资金": Dimension.MONEY,
    "金额": Dimension.MONEY,
    "数": Dimension.COUNT,
}


def chosen_measure(
    paragraph: Paragraph, told: tuple[Mention, Mention], rate: Mention, text: str
) -> tuple[Mention, Mention] | None:
    """Return the target and the actual value that a completion rate is of.

    面积完成率 is of the areas, 期数完成率 of what is counted in 期. None where both are told in two
    measures, and the rate does not say of which it is.
    """
    beside = [_beside(paragraph, mention, text) for mention in told]
    if beside[0] is None or beside[1] is None or not same_measure(beside[0], beside[1]):
        return told
    other = beside[0], beside[1]
    words = text[max(rate.clause, rate.start - _REACH) : rate.start]
    kinds = {kind for word, kind in _NAMES.items() if word in words}
    by_unit = [pair for pair in (told, other) if value_unit(pair[0]) in words]
    by_kind = [pair for pair in (told, other) if pair[0].dimension in kinds]
    for named in (by_unit, by_kind):
        if len(named) == 1:
            return named[0]
    unnamed = not by_unit and not by_kind
    return told if unnamed and other[0].dimension is Dimension.MONEY else None


def _beside(paragraph: Paragraph, mention: Mention, text: str) -> Mention | None:
    """Return the same thing in another measure: 1800户 of 12个小区1800户."""
    other = paragraph.next(mention)
    if other is None or same_measure(other, mention) or other.role:
        return None
    if other.dimension in (Dimension.PERCENT, Dimension.PERCENTAGE_POINT, Dimension.SCORE):
        return None
    return other if _BESIDE.fullmatch(text, mention.end, other.start) else None
