"""Unit costs with what they were computed from: 物业费150元/平方米, 人均3.18万元, 每公里85万元."""

from collections.abc import Sequence
from typing import Final

from jixiao.extraction.grammar.averages import OTHERWISE, Bound, read_in_one_breath
from jixiao.extraction.grammar.base import DERIVED, Collector, Paragraph
from jixiao.extraction.grammar.ratio_operands import WIDE
from jixiao.extraction.grammar.unit_bases import (
    AREA,
    HEADS,
    MEASURED,
    base_kinds,
    is_base,
    is_total,
    nearest_outside,
    without_base,
)
from jixiao.extraction.grammar.unit_totals import read_elsewhere
from jixiao.extraction.mentions import Mention
from jixiao.model.relation import UnitCost
from jixiao.patterns import any_of, pattern

_STANDARD = pattern(
    any_of(
        "标准 限额 不超过 不高于 控制在 上限 定额 目标值? 指标值? 预计 计划 上年 去年 每[天日月年]"
    )
)
# Words of a unit cost that do not tell what the money was spent on.
_NOT_NAMING = pattern(
    r"按[^,]{0,12}(?:计算?|算)|^[,;:、(]+|"
    + any_of(
        "折合 约合 相当于 单位面积 单位 平均 [每各] 实际 全年 年度 测算 合计 共计 在职 [为约达是]"
    )
)
_GENERIC = pattern(
    "[0-9年月日()]|" + any_of("支出 费用 经费 成本 总额 总 的 费 额 管理 金额 投入 资金 造价 投资")
)
_SAID_OF_MONEY = pattern(
    f"{_GENERIC.pattern}|"
    + any_of(
        "(?:工程|竣工)?[结决]算 审定 工程款? 价款 总价 "
        "采购 购置 建设 完成 实际 累计 合同 中标 兑付 补助 补贴 发放 拨付 [共已其中为约达是,、(]"
    )
)
# What the office itself costs, not what it produces.
_RUNNING = pattern(
    r"公用经费|运行(?:成本|经费|维护费|费)|能耗|物业|行政(?:支出|成本)|外勤|业务活动|接待费|会议费|公务用车"
)
_PER_PLACE = pattern("[生班师床]均")
_RUN: Final = frozenset({"vehicles_operation", "official_receptions"})
_BOUGHT = pattern(r"购置|新购|更新|新增|报废|处置|采购")
_HOUSEHOLD: Final = frozenset({"area", "staff", "posts"})
_FLOOR = pattern(r"(?:办公|业务|建筑|机关)[\u4e00-\u9fff]{0,8}(?:面积|用房)")
_DONE = pattern(
    any_of("计划 拟 实际 共 全年 累计")
    + "*"
    + any_of(
        "恢复 改造 新建 改建 建设 修建 修复 硬化 维修 整治 铺设 安装 购置 采购 培训 举办 开展 完成 "
        "种植"
    )
)
_SHORTEST = 2
_BLOCKS_ABOVE = 14


def read_unit_costs(paragraph: Paragraph, out: Collector) -> None:
    """Read the unit costs of a paragraph with the total and the base that the text binds."""
    text = out.text
    for position, mention in enumerate(paragraph.mentions):
        said = read_in_one_breath(paragraph, position, text)
        if said is not None:
            _add(mention, said, out, bound=True)
            continue
        kinds = base_kinds(mention, text)
        if not kinds and not mention.average:
            continue
        if mention.role in DERIVED or OTHERWISE.match(text, mention.end):
            continue
        said = _bracketed(paragraph, position, kinds, text) if kinds else None
        found = said or (_told(paragraph, position, kinds, out) if kinds else None)
        if found is None:
            found = said = read_elsewhere(paragraph, position, kinds, out)
        if found is not None:
            _add(mention, found, out, bound=said is not None)


def _add(mention: Mention, found: Bound, out: Collector, *, bound: bool) -> None:
    cost, base, priced = found
    if _is_bought(base, cost, out.text):
        return
    whole = out.wholes.get(base.start)
    if whole is not None and cost.end <= whole.start and whole.sentence == base.sentence:
        return  # 维护费31万元,车辆12辆,包括救护车9辆、业务用车3辆,每辆…: per one of all or of those
    used = (cost, base, mention)
    running = (
        base.concept in _HOUSEHOLD
        or cost.concept in _RUN
        or _PER_PLACE.search(out.text, mention.lead_from, mention.start) is not None
        or any(_RUNNING.search(out.text, m.lead_from, m.start) for m in (mention, cost))
    )
    out.add(
        UnitCost(
            start=min(m.start for m in used),
            end=max(m.end for m in used),
            topic="" if running else "output",
            sure=cost.sentence == base.sentence == mention.sentence,
            bound=bound,
            priced=priced,
            cost=out.fact(cost),
            base=out.fact(base),
            unit_cost=out.fact(mention),
        )
    )


def _bracketed(
    paragraph: Paragraph, position: int, kinds: frozenset[str], text: str
) -> Bound | None:
    """Read 3.18万元/人(公用经费89.04万元/28人): the brackets right after hold the division."""
    mention = paragraph.mentions[position]
    if text[mention.end : mention.end + 1] != "(":
        return None
    closing = text.find(")", mention.end, paragraph.end)
    inside = [m for m in paragraph.mentions[position + 1 : position + 4] if m.end <= closing]
    if len(inside) != _SHORTEST:
        return None
    totals = [m for m in inside if is_total(m, text)]
    bases = [m for m in inside if is_base(m, kinds)]
    return Bound(totals[0], bases[0]) if len(totals) == 1 == len(bases) else None


def _told(
    paragraph: Paragraph,
    position: int,
    kinds: frozenset[str],
    out: Collector,
) -> Bound | None:
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
    other = total.start < base.start and _other_things(paragraph, base, mention, text)
    if other or _of_another_item(base, total, text) or _of_several(paragraph, base, total, out):
        return None
    return Bound(total, base)


def _is_bought(base: Mention, total: Mention, text: str) -> bool:
    """Whether what was bought or given up in the year is no base of what all of them cost."""
    return total.concept in _RUN and _BOUGHT.search(text, base.lead_from, base.start) is not None


def _of_several(paragraph: Paragraph, base: Mention, total: Mention, out: Collector) -> bool:
    """Whether an amount behind a semicolon may be for more: 修路15公里、桥梁2座;结算300万元."""
    if base.sentence != total.sentence or base.segment >= total.segment:
        return False
    return any(
        m is not base
        and (m.sentence, m.segment) == (base.sentence, base.segment)
        and m.dimension in MEASURED
        and m.role not in DERIVED
        and m.start not in out.wholes
        and not out.text.startswith(("比", "较", "超", "多"), m.lead_from)
        for m in paragraph.mentions
    )


def _of_another_item(base: Mention, total: Mention, text: str) -> bool:
    """Whether an amount after a semicolon has a name that the base before has not: 乙支出3万元."""
    if base.sentence != total.sentence or base.segment >= total.segment:
        return False
    own = _SAID_OF_MONEY.sub("", text[total.lead_from : total.start])
    behind = text.find(";", base.end)
    opening = max(text.rfind(";", 0, base.start), text.rfind("。", 0, base.start))
    return len(own) >= _SHORTEST and not _shares(own, text[opening + 1 : behind])


def _other_things(paragraph: Paragraph, base: Mention, mention: Mention, text: str) -> bool:
    """Whether the amount before may be for more: 支出300万元,修路15公里、桥梁2座,每公里20万元."""
    return any(
        base.start < m.start < mention.start
        and m.dimension in MEASURED
        and m.role not in DERIVED
        and text[m.gap_from] in ",、"
        for m in paragraph.mentions
    )


def _base(
    paragraph: Paragraph,
    position: int,
    kinds: frozenset[str],
    out: Collector,
) -> Mention | None:
    """Return the base: the number right before, the only one of its sentence, or one told above."""
    mention = paragraph.mentions[position]
    near = [m for m in _around(paragraph, position) if m.sentence == mention.sentence]
    previous = nearest_outside(paragraph, position)
    if previous is not None and previous.sentence == mention.sentence:
        visits = kinds is HEADS and previous.quantity.unit.name == "人次"
        if is_base(previous, kinds) or (visits and is_base(previous, frozenset({"人次"}))):
            return previous
    bases = [m for m in near if is_base(m, kinds) and m.start not in out.wholes]
    if len(bases) > 1 and previous is not None and position > 1:
        # 审核通过83家次,发放补助340.3万元,平均每家次4.1万元: the one right before its amount
        first = paragraph.mentions[position - 2]
        return first if first in bases and is_total(previous, out.text) else None
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
    name = without_base(text[mention.lead_from : mention.start])
    name = _NOT_NAMING.sub("", name).strip(",:;、(")
    near = [m for m in _around(paragraph, position) if m is not mention and is_total(m, text)]
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
    if kinds is not AREA and kinds is not HEADS:
        return None
    concept = "area" if kinds is AREA else "staff"
    own = "在职" in out.text[mention.lead_from : mention.start]
    found = [
        m
        for p in (*[*out.above(paragraph, WIDE if own else _BLOCKS_ABOVE)][::-1], paragraph)
        for m in p.mentions
        if m.start < mention.start
        and is_base(m, kinds)
        and (
            m.concept == concept
            or (kinds is AREA and _FLOOR.search(out.text, m.lead_from, m.start))
        )
    ]
    return found[-1] if found and len({m.quantity.value for m in found}) == 1 else None


def _around(paragraph: Paragraph, position: int) -> Sequence[Mention]:
    """Return the numbers near one; further away nothing is bound to it."""
    return paragraph.mentions[max(0, position - 10) : position + 5]
