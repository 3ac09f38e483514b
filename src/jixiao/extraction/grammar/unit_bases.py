"""What a unit cost or an average is per: 人均, 每亩, 平均每场, 元/平方米."""

from typing import Final

from jixiao.extraction.grammar.base import DERIVED, Paragraph
from jixiao.extraction.mentions import Mention
from jixiao.extraction.subjects import noun_after
from jixiao.model.quantity import Dimension
from jixiao.patterns import any_of, pattern

UNITS: Final = any_of(
    "平方米 平米 公里 千米 米 亩 公顷 吨 人次 人 名 户次? 家次 场次? 次 期 台 套 个 家 间 辆 件 "
    "座 盏 株 床 班 村 批次? 份 项 位 生 所 处 栋 幢 头 只 羽 台次 条 篇 册 门 宗 "
    "起 学生 员工? 延米"
)
EACH: Final = any_of(
    "人次 场次 批次 [人户生亩床次场车台村班期校师店家件册篇站镇乡组队点所座栋案单页吨米]"
)
_PER = pattern(f"(?:平均)?(?:每(?P<one>{UNITS})|(?P<each>{EACH})均)")
_LED = pattern(r"(?:公用经费|运行成本|[\u4e00-\u9fff]{0,6}?)(?:约|为|是|达到?|仅|:|,)*$")
_ALIKE: Final = (
    frozenset("人名位员生") | {"学生", "员工"},
    frozenset({"场", "场次"}),
    frozenset({"批", "批次"}),
    frozenset("车辆台"),
    frozenset({"床", "张床位"}),
    frozenset({"案", "件", "起", "宗"}),
)
HEADS: Final = _ALIKE[0]
_MULTIPLES: Final = "十百千万亿"
AREA: Final = frozenset({"平方米", "平米", "平方", "平", "㎡", "m²", "m2", "公顷"})
_LENGTH: Final = frozenset({"公里", "千米", "米", "km", "m"})
MEASURED: Final = (Dimension.COUNT, Dimension.AREA, Dimension.LENGTH, Dimension.MASS)
_NONE: Final[frozenset[str]] = frozenset()
# Units of things that have a name of their own: 教学班68个 is what 班均 divides by.
_CLASSIFIERS: Final = frozenset("个家所处座间支")
_NAMED: Final = frozenset("班校村店站镇乡组队点师")


def bases(name: str) -> frozenset[str]:
    """Return the units that may stand for one word of 每… or …均."""
    if name in AREA:
        return AREA
    if name in _LENGTH:
        return _LENGTH
    if name == "台":
        return frozenset("台辆")
    return next((names for names in _ALIKE if name in names), frozenset({name}))


def base_kinds(mention: Mention, text: str) -> frozenset[str]:
    """Return the units that the base of a unit cost may have; empty for anything else."""
    dimension = mention.dimension
    if dimension is Dimension.UNIT_COST:
        _, _, below = mention.quantity.unit.name.partition("/")
        plain = mention.quantity.is_point and "/" not in below and "·" not in below
        return bases(below) if plain else _NONE
    if dimension is not Dimension.MONEY:
        return _NONE
    lead = text[mention.lead_from : mention.start]
    if "均" not in lead and "每" not in lead:
        return _NONE
    found = list(_PER.finditer(text, mention.lead_from, mention.start))
    if not found or not mention.quantity.is_point:
        return _NONE
    if not _LED.fullmatch(text, found[-1].end(), mention.start):
        return _NONE
    return bases(found[-1]["one"] or found[-1]["each"])


def without_base(words: str) -> str:
    """Return words without 人均, 每亩, 平均每场."""
    return _PER.sub("", words)


def is_base(mention: Mention, kinds: frozenset[str]) -> bool:
    """Whether a number counts or measures one of the units."""
    if not mention.quantity.is_point or mention.role in DERIVED:
        return False
    unit = mention.quantity.unit.name.lstrip(_MULTIPLES)
    return mention.dimension in MEASURED and unit in kinds


def is_named_base(mention: Mention, word: str, text: str) -> bool:
    """Whether a number counts things by a general classifier: 教学班68个 for 班均."""
    unit = mention.quantity.unit.name.lstrip(_MULTIPLES)
    if word not in _NAMED or unit not in _CLASSIFIERS or not mention.quantity.is_point:
        return False
    noun = noun_after(text, mention.end, mention.tail_end)
    return (noun or text[mention.lead_from : mention.start]).endswith(word)


def is_total(mention: Mention, text: str) -> bool:
    """Whether a number is an amount of money of its own, nothing per unit."""
    return (
        mention.dimension is Dimension.MONEY
        and mention.quantity.is_point
        and mention.role not in DERIVED
        and not mention.average
        and not base_kinds(mention, text)
    )


def nearest_outside(paragraph: Paragraph, position: int) -> Mention | None:
    """Return the number before one, brackets passed over: 512人次(含外事9人次),人均119.73元."""
    inside = paragraph.mentions[position].in_parentheses
    return next(
        (m for m in reversed(paragraph.mentions[:position]) if inside or not m.in_parentheses), None
    )
