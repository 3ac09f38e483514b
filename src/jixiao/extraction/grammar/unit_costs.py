"""Unit costs with what they were computed from: 物业费150元/平方米, 人均3.18万元, 每公里85万元."""

import re
from collections.abc import Sequence
from typing import Final

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.model.relation import UnitCost


def _any(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


_PER = re.compile(
    "(?:平均)?(?:每(?P<one>"
    + _any(
        "平方米 平米 公里 千米 米 亩 公顷 吨 人次 人 名 户 场次? 次 期 台 套 个 家 间 辆 件 座 盏 "
        "株 床 班 村 批次? 份 项 位"
    )
    + ")|(?P<each>[人户生亩床次场车台村])均)"
)
_LED = re.compile(r"(?:公用经费|运行成本|[\u4e00-\u9fff]{0,6}?)(?:约|为|是|达到?|仅|:|,)*$")
_STANDARD = re.compile(
    _any(
        "标准 限额 不超过 不高于 控制在 上限 定额 目标值? 指标值? 预计 计划 上年 去年 每[天日月年]"
    )
)
_ALIKE: Final = (
    frozenset("人名位员生"), frozenset({"场", "场次"}), frozenset({"批", "批次"}),
    frozenset("车辆"), frozenset({"床", "张床位"}),
)  # fmt: skip
_MULTIPLES: Final = "十百千万亿"
_AREA: Final = frozenset({"平方米", "平米", "平方", "平", "㎡", "m²", "m2", "公顷"})
_LENGTH: Final = frozenset({"公里", "千米", "米", "km", "m"})
_GENERIC = re.compile(
    r"按[^,]{0,8}计算?|[每各]|[0-9年月日()]|"
    + _any(
        "折合 约合 相当于 单位面积 单位 平均 人均 户均 生均 支出 费用 经费 成本 总额 总 实际 全年 "
        "年度 合计 共计 共 的 费 额 管理 金额 投入 资金 为 约 达"
    )
)
# What the office itself costs, not what it produces.
_RUNNING = re.compile(r"公用经费|运行(?:成本|经费)|能耗|物业|行政(?:支出|成本)|外勤|业务活动")
_HOUSEHOLD: Final = frozenset({"area", "staff", "posts"})
_SHORTEST = 2
_BLOCKS_ABOVE = 14


def read_unit_costs(paragraph: Paragraph, out: Collector) -> None:
    """Read the unit costs of a paragraph whose total and base stand in the same sentence."""
    for position, mention in enumerate(paragraph.mentions):
        if mention.role in DERIVED:
            continue
        kinds = _base_kinds(mention, out.text)
        if not kinds:
            continue
        found = _bracketed(paragraph, position, kinds, out.text) or _in_sentence(
            paragraph, position, kinds, out
        )
        if found is None:
            continue
        cost, base = found
        used = (cost, base, mention)
        running = base.concept in _HOUSEHOLD or _RUNNING.search(
            out.text, mention.lead_from, mention.start
        )
        out.add(
            UnitCost(
                start=min(m.start for m in used),
                end=max(m.end for m in used),
                topic="" if running else "output",
                sure=base.sentence == mention.sentence,
                cost=out.fact(cost),
                base=out.fact(base),
                unit_cost=out.fact(mention),
            )
        )


def _base_kinds(mention: Mention, text: str) -> frozenset[str]:
    """Return what the base of a unit cost may be counted in; empty for anything else."""
    if not mention.quantity.is_point:
        return frozenset()
    if mention.dimension is Dimension.UNIT_COST:
        _, _, below = mention.quantity.unit.name.partition("/")
        return frozenset() if "/" in below or "·" in below else _bases(below)
    if mention.dimension is not Dimension.MONEY:
        return frozenset()
    found = list(_PER.finditer(text, mention.lead_from, mention.start))
    if not found or not _LED.fullmatch(text, found[-1].end(), mention.start):
        return frozenset()
    return _bases(found[-1]["one"] or found[-1]["each"])


def _bases(name: str) -> frozenset[str]:
    """Return the names that the base may have for what a unit cost is divided by."""
    if name in _AREA:
        return _AREA
    if name in _LENGTH:
        return _LENGTH
    return next((names for names in _ALIKE if name in names), frozenset({name}))


def _is_base(mention: Mention, kinds: frozenset[str]) -> bool:
    quantity = mention.quantity
    if not quantity.is_point or mention.role in DERIVED:
        return False
    measured = (Dimension.COUNT, Dimension.AREA, Dimension.LENGTH, Dimension.MASS)
    return mention.dimension in measured and quantity.unit.name.lstrip(_MULTIPLES) in kinds


def _is_total(mention: Mention) -> bool:
    return (
        mention.dimension is Dimension.MONEY
        and mention.quantity.is_point
        and mention.role not in DERIVED
    )


def _bracketed(
    paragraph: Paragraph, position: int, kinds: frozenset[str], text: str
) -> tuple[Mention, Mention] | None:
    """Read 3.18万元/人(公用经费89.04万元/28人): the brackets right after hold the division."""
    mention = paragraph.mentions[position]
    if text[mention.end : mention.end + 1] != "(":
        return None
    closing = text.find(")", mention.end, paragraph.end)
    inside = [m for m in paragraph.mentions[position + 1 : position + 4] if m.end <= closing]
    if len(inside) != _SHORTEST:
        return None
    totals = [m for m in inside if _is_total(m)]
    bases = [m for m in inside if _is_base(m, kinds)]
    return (totals[0], bases[0]) if len(totals) == 1 == len(bases) else None


def _in_sentence(
    paragraph: Paragraph, position: int, kinds: frozenset[str], out: Collector
) -> tuple[Mention, Mention] | None:
    """Return the total and the base that a sentence has for a unit cost, or that stand above it."""
    text = out.text
    mention = paragraph.mentions[position]
    near = [
        m
        for m in _around(paragraph.mentions, position)
        if m.sentence == mention.sentence and m.segment == mention.segment and m is not mention
    ]
    totals = [m for m in near if _is_total(m) and not m.average and not _base_kinds(m, text)]
    bases = [m for m in near if _is_base(m, kinds)]
    total = totals[0] if len(totals) == 1 else _just_before(totals, mention)
    base = bases[0] if len(bases) == 1 else _above(paragraph, mention, kinds, out, bases)
    if total is None or base is None or base.start > mention.start:
        return None
    if "其中" in text[total.end : mention.start]:
        return None  # the unit cost of a part whose own total is not printed
    for one in (total, mention):
        if _STANDARD.search(text, one.lead_from, one.tail_end):
            return None
    return (total, base) if _one_subject(mention, total, text) else None


def _just_before(totals: Sequence[Mention], mention: Mention) -> Mention | None:
    """Return, of several amounts, the one that stands next to the unit cost."""
    before = [m for m in totals if m.end <= mention.start]
    return before[-1] if before and before[-1].end == mention.gap_from else None


def _above(
    paragraph: Paragraph,
    mention: Mention,
    kinds: frozenset[str],
    out: Collector,
    bases: Sequence[Mention],
) -> Mention | None:
    """Return the floor area or the staff told before, where the sentence has no base of its own."""
    if bases:
        return None
    concept = "area" if kinds is _AREA else "staff" if "人" in kinds else ""
    found = [
        m
        for p in (*[*out.above(paragraph, _BLOCKS_ABOVE)][::-1], paragraph)
        for m in p.mentions
        if concept and m.concept == concept and m.start < mention.start and _is_base(m, kinds)
    ]
    return found[-1] if found and len({m.quantity.value for m in found}) == 1 else None


def _around(mentions: Sequence[Mention], position: int) -> Sequence[Mention]:
    return mentions[max(0, position - 6) : position + 7]


def _one_subject(mention: Mention, total: Mention, text: str) -> bool:
    """Whether the unit cost names nothing else than its total does."""
    own = _GENERIC.sub("", _PER.sub("", text[mention.lead_from : mention.start])).strip(",:;、")
    if len(own) < _SHORTEST:
        return True
    other = text[total.gap_from : total.start]
    return any(own[at : at + 2] in other for at in range(len(own) - 1))
