"""Unit costs with what they were computed from: 物业费150元/平方米, 人均3.18万元, 每公里85万元."""

from collections.abc import Sequence
from typing import Final

from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.model.relation import UnitCost
from jixiao.patterns import pattern


def _any(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


_PER = pattern(
    "(?:平均)?(?:每(?P<one>"
    + _any(
        "平方米 平米 公里 千米 米 亩 公顷 吨 人次 人 名 户 家次 场次? 次 期 台 套 个 家 间 辆 件 "
        "座 盏 株 床 班 村 批次? 份 项 位 生"
    )
    + ")|(?P<each>[人户生亩床次场车台村])均)"
)
_LED = pattern(r"(?:公用经费|运行成本|[\u4e00-\u9fff]{0,6}?)(?:约|为|是|达到?|仅|:|,)*$")
_STANDARD = pattern(
    _any(
        "标准 限额 不超过 不高于 控制在 上限 定额 目标值? 指标值? 预计 计划 上年 去年 每[天日月年]"
    )
)
_ALIKE: Final = (
    frozenset("人名位员生"),
    frozenset({"场", "场次"}),
    frozenset({"批", "批次"}),
    frozenset("车辆"),
    frozenset({"床", "张床位"}),
)
_HEADS: Final = _ALIKE[0]
_MULTIPLES: Final = "十百千万亿"
_AREA: Final = frozenset({"平方米", "平米", "平方", "平", "㎡", "m²", "m2", "公顷"})
_LENGTH: Final = frozenset({"公里", "千米", "米", "km", "m"})
_MEASURED: Final = (Dimension.COUNT, Dimension.AREA, Dimension.LENGTH, Dimension.MASS)
# Words of a unit cost that do not tell what the money was spent on.
_NOT_NAMING = pattern(
    r"按[^,]{0,12}(?:计算?|算)|^[,;:、(]+|"
    + _any(
        "折合 约合 相当于 单位面积 单位 平均 [每各] 实际 全年 年度 测算 合计 共计 在职 [为约达是]"
    )
)
_GENERIC = pattern(
    "[0-9年月日()]|" + _any("支出 费用 经费 成本 总额 总 的 费 额 管理 金额 投入 资金 造价 投资")
)
# What the office itself costs, not what it produces.
_RUNNING = pattern(
    r"公用经费|运行(?:成本|经费|维护费|费)|能耗|物业|行政(?:支出|成本)|外勤|业务活动|接待费|会议费|公务用车"
)
_HOUSEHOLD: Final = frozenset({"area", "staff", "posts"})
_FLOOR = pattern(r"(?:办公|业务|建筑|机关)[\u4e00-\u9fff]{0,8}(?:面积|用房)")
_DONE = pattern(
    _any("计划 拟 实际 共 全年 累计")
    + "*"
    + _any(
        "恢复 改造 新建 改建 建设 修建 修复 硬化 维修 整治 铺设 安装 购置 采购 培训 举办 开展 完成 "
        "种植"
    )
)
_ALTOGETHER = pattern(r"(?:标准|计算|计)?,(?:全年)?(?:共计?|合计|总计)[\u4e00-\u9fff]{0,4}")
_NONE: Final[frozenset[str]] = frozenset()
_SHORTEST = 2
_BLOCKS_ABOVE = 14


def read_unit_costs(paragraph: Paragraph, out: Collector) -> None:
    """Read the unit costs of a paragraph with the total and the base that the text binds."""
    for position, mention in enumerate(paragraph.mentions):
        kinds = _base_kinds(mention, out.text)
        if not kinds or mention.role in DERIVED:
            continue
        found = _bracketed(paragraph, position, kinds, out.text) or _multiplied(
            paragraph, position, kinds, out.text
        )
        if found is None:
            found = _told(paragraph, position, kinds, out)
        if found is not None:
            _add(mention, *found, out)


def _add(mention: Mention, cost: Mention, base: Mention, out: Collector) -> None:
    used = (cost, base, mention)
    running = base.concept in _HOUSEHOLD or any(
        _RUNNING.search(out.text, m.lead_from, m.start) for m in (mention, cost)
    )
    out.add(
        UnitCost(
            start=min(m.start for m in used),
            end=max(m.end for m in used),
            topic="" if running else "output",
            sure=cost.sentence == base.sentence == mention.sentence,
            cost=out.fact(cost),
            base=out.fact(base),
            unit_cost=out.fact(mention),
        )
    )


def _base_kinds(mention: Mention, text: str) -> frozenset[str]:
    """Return the units that the base of a unit cost may have; empty for anything else."""
    dimension = mention.quantity.unit.dimension
    if dimension is Dimension.UNIT_COST:
        _, _, below = mention.quantity.unit.name.partition("/")
        plain = mention.quantity.is_point and "/" not in below and "·" not in below
        return _bases(below) if plain else _NONE
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
    return _bases(found[-1]["one"] or found[-1]["each"])


def _bases(name: str) -> frozenset[str]:
    if name in _AREA:
        return _AREA
    if name in _LENGTH:
        return _LENGTH
    return next((names for names in _ALIKE if name in names), frozenset({name}))


def _is_base(mention: Mention, kinds: frozenset[str]) -> bool:
    if not mention.quantity.is_point or mention.role in DERIVED:
        return False
    unit = mention.quantity.unit.name.lstrip(_MULTIPLES)
    return mention.dimension in _MEASURED and unit in kinds


def _is_total(mention: Mention, text: str) -> bool:
    return (
        mention.dimension is Dimension.MONEY
        and mention.quantity.is_point
        and mention.role not in DERIVED
        and not mention.average
        and not _base_kinds(mention, text)
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
    totals = [m for m in inside if _is_total(m, text)]
    bases = [m for m in inside if _is_base(m, kinds)]
    return (totals[0], bases[0]) if len(totals) == 1 == len(bases) else None


def _multiplied(
    paragraph: Paragraph, position: int, kinds: frozenset[str], text: str
) -> tuple[Mention, Mention] | None:
    """Read 资助612人,每生每年2000元,共122.4万元: number, price and total in one breath."""
    if not 0 < position < len(paragraph.mentions) - 1:
        return None
    base, price, total = paragraph.mentions[position - 1 : position + 2]
    if not (base.sentence == price.sentence == total.sentence):
        return None
    if not (_is_base(base, kinds) and _is_total(total, text)):
        return None
    return (total, base) if _ALTOGETHER.fullmatch(text, price.end, total.start) else None


def _told(
    paragraph: Paragraph,
    position: int,
    kinds: frozenset[str],
    out: Collector,
) -> tuple[Mention, Mention] | None:
    """Return the total and the base that the words around a unit cost bind to it."""
    text, mention = out.text, paragraph.mentions[position]
    base = _base(paragraph, position, kinds, out)
    if base is None or base.start > mention.start:
        return None
    total = _total(paragraph, position, out)
    if total is None or "其中" in text[total.end : mention.start].rpartition(";")[2]:
        return None  # the unit cost of a part whose own total is not printed
    if any(_STANDARD.search(text, one.lead_from, one.tail_end) for one in (total, mention)):
        return None
    return total, base


def _base(
    paragraph: Paragraph,
    position: int,
    kinds: frozenset[str],
    out: Collector,
) -> Mention | None:
    """Return the base: the number right before, the only one of its sentence, or one told above."""
    mention = paragraph.mentions[position]
    near = [m for m in _around(paragraph, position) if m.sentence == mention.sentence]
    previous = paragraph.mentions[position - 1] if position else None
    if previous is not None and previous.sentence == mention.sentence:
        visits = kinds is _HEADS and previous.quantity.unit.name == "人次"
        if _is_base(previous, kinds) or (visits and _is_base(previous, frozenset({"人次"}))):
            return previous
    bases = [m for m in near if _is_base(m, kinds) and m.start not in out.wholes]
    if len(bases) > 1 and previous is not None and position > 1:
        # 审核通过83家次,发放补助340.3万元,平均每家次4.1万元: the one right before its amount
        first = paragraph.mentions[position - 2]
        return first if first in bases and _is_total(previous, out.text) else None
    if bases:
        return bases[0] if len(bases) == 1 else None
    return _above(paragraph, mention, kinds, out)


def _total(paragraph: Paragraph, position: int, out: Collector) -> Mention | None:
    """Return the amount that a unit cost divides.

    Where the unit cost says of what it is (人均公用经费), the amount bears that name, in its
    sentence or the one before; where it does not, there is one amount only, or it stands right
    before.
    """
    text, mention = out.text, paragraph.mentions[position]
    name = _PER.sub("", text[mention.lead_from : mention.start])
    name = _NOT_NAMING.sub("", name).strip(",:;、(")
    near = [m for m in _around(paragraph, position) if m is not mention and _is_total(m, text)]
    own = _GENERIC.sub("", name)
    if len(name) > _SHORTEST or (len(name) == _SHORTEST and own):
        named = [
            m
            for m in near
            if mention.sentence - 1 <= m.sentence <= mention.sentence
            and text[m.lead_from : m.start].rstrip("为约是共达").endswith(name)
        ]
        if named:
            return _nearest(named, mention)
    amounts = [
        m
        for m in near
        if m.sentence == mention.sentence
        and m.segment == mention.segment
        and m.start not in out.wholes
        and (len(own) < _SHORTEST or _shares(own, text[m.gap_from : m.start]))
    ]
    if len(amounts) == 1:
        return amounts[0]
    if not amounts:
        return _of_the_sentence(near, mention, out) if len(own) < _SHORTEST else None
    before = [m for m in amounts if m.end <= mention.start]
    return before[-1] if before and before[-1].end == mention.gap_from else None


def _of_the_sentence(near: Sequence[Mention], mention: Mention, out: Collector) -> Mention | None:
    """Return the only amount of the parts of a sentence before this one, if it has one subject.

    A part that begins with what was done (;计划恢复道路42.6公里) goes on with the subject before.
    """
    amounts = [
        m
        for m in near
        if m.sentence == mention.sentence and m.end <= mention.start and m.start not in out.wholes
    ]
    if len(amounts) != 1:
        return None
    start = out.text.rfind(";", amounts[0].end, mention.start) + 1
    return amounts[0] if start and _DONE.match(out.text, start) else None


def _nearest(named: Sequence[Mention], mention: Mention) -> Mention | None:
    """Return the amount of that name in the sentence itself, else the only one before it."""
    own = [m for m in named if m.sentence == mention.sentence]
    found = own or named
    return found[0] if len(found) == 1 else None


def _shares(name: str, other: str) -> bool:
    return any(name[at : at + 2] in other for at in range(len(name) - 1))


def _above(
    paragraph: Paragraph, mention: Mention, kinds: frozenset[str], out: Collector
) -> Mention | None:
    """Return the floor area or the staff told before, where the sentence has no base of its own."""
    if kinds is not _AREA and kinds is not _HEADS:
        return None
    concept = "area" if kinds is _AREA else "staff"
    found = [
        m
        for p in (*[*out.above(paragraph, _BLOCKS_ABOVE)][::-1], paragraph)
        for m in p.mentions
        if m.start < mention.start
        and _is_base(m, kinds)
        and (
            m.concept == concept
            or (kinds is _AREA and _FLOOR.search(out.text, m.lead_from, m.start))
        )
    ]
    return found[-1] if found and len({m.quantity.value for m in found}) == 1 else None


_STUDENTS = pattern(r"学生|在校生|在籍|学员")


def _students(
    paragraph: Paragraph, mention: Mention, kinds: frozenset[str], out: Collector
) -> Mention | None:
    found = [
        m
        for p in (*[*out.above(paragraph, _BLOCKS_ABOVE)][::-1], paragraph)
        for m in p.mentions
        if m.start < mention.start
        and _is_base(m, kinds)
        and _STUDENTS.search(out.text, m.lead_from, m.tail_end)
    ]
    return found[-1] if found and len({m.quantity.value for m in found}) == 1 else None


def _around(paragraph: Paragraph, position: int) -> Sequence[Mention]:
    """Return the numbers near one; further away nothing is bound to it."""
    return paragraph.mentions[max(0, position - 10) : position + 5]
