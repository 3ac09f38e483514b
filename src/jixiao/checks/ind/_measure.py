"""What the checks of indicators share: target and actual value, and what explains them.

``measured`` gives every indicator of which the text prints target and actual value in one measure.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from jixiao.checks.ind._forms import signed
from jixiao.extraction.understanding import Sentence, Understanding
from jixiao.model.arithmetic import Result, Verdict, verify_at_most, verify_ratio
from jixiao.model.fact import Fact
from jixiao.model.quantity import Comparator, Dimension, Quantity
from jixiao.model.relation import Attainment
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import SectionKey

UP, DOWN, UNKNOWN = 1, -1, 0
_HUNDRED = Decimal(100)
_FALLING = (Comparator.AT_MOST, Comparator.LESS_THAN)
_DOWN_NAME = pattern(
    r"成本|费用|造价|单价|投诉|差错|误差|事故|起数|死亡|时长|时限|用时|耗时|等候|等待|能耗|用水量|用电量|消耗|排放"
    r"|控制在|以内|之内|发生率|死亡率|失业率|不良率|辍学|逾期|流失|空置|超标|浓度"
    r"|违法|案发|发案|信访|积案|受害|损失|误报|故障|返工|控制数|控制目标|上限|不超过|不高于|下降到|降至|查处"
)
_UP_NAME = pattern(
    r"满意|合格率|达标率|完成率|覆盖率|及时率|普及率|参与率|利用率|优良率|办结率|就业率|知晓率|成活率|可用率"
    r"|实施|举办|培训|开展|新建|建设|改造|修缮|治理|整治|巡查|巡护|走访|宣传|推介|发放|补助|补植|种植|修复|种苗"
    r"|场次|期数|人次|面积|里程|公里|项目数|数量|站点|岗位|户数|覆盖|接待|检查|采集|演出|覆盖"
    r"|(?:完工|竣工|开工|完好|完整|整改|回复|答复|响应|处置|处理|签约|签订|履约|交付|到位|建成|投用|投产|公开|兑付|拨付|支付"
    r"|入学|升学|巩固|救治|治愈|接种|建档|规范|保存|存活|参保|回收|收缴|销号|录取|上线|在线|通畅|通车|准点|正点)率"
)
_COUNTED = frozenset(
    {
        Dimension.COUNT,
        Dimension.PERCENT,
        Dimension.AREA,
        Dimension.LENGTH,
        Dimension.MASS,
        Dimension.NONE,
    }
)
# 水土流失治理面积, 违法案件查处数: what is done about a bad thing, of which more is better.
_REMEDIED = pattern(
    r"(?:水土流失|流失|损失|损毁|灾毁|违法|违建|投诉|事故|隐患|信访|积案|故障|案件|超标|空置|排放|污染)"
    r"[^,。;:%率时费成]{0,6}?(?:治理|整治|修复|恢复|防治|化解|办结|办理|处理|处置|核查|排查|监测|巡查|挽回|拆除|回收)"
)
_GROWTH_NAME = pattern(
    r"增长|增幅|增速|增收|提高|提升|上升|下降|降低|降幅|变动|节约率|节能率|同比|压减"
)
_REASON = pattern(
    r"原因|由于|因为|鉴于|得益于|所致|导致|主要是|受[^,。;]{1,24}影响|因[^此而公素果何][^,。;]{1,20}|系[^统列数]"
    r"|年初(?:没法|无法|未能|未)预|未预计|无法预计|没法预计|统一部署|超出部分|多出的?|差额|差的|经[^,。;]{2,12}同意"
    r"|提前|新增|追加|并入|扩大|疫情|台风|洪涝|干旱|伏旱"
)
_HEAD = pattern(
    r"(?:\(?[0-9一二三四五六七八九十]{1,3}[).、.]|[一二三四五六七八九十]是)?(?P<name>[^0-9,。;:()]{2,24})(?:\([^()]*\))?:"
)
_UNDONE = pattern(r"(?:未|没有|尚未)(?:完成|达标|达到目标|实现)的|剩余|另有\d+项|余下")
_FILLER = pattern(
    r"年度|年初|全年|计划|目标值?|指标值?|数量|完成|实际|对应|要求|不高于|不低于|不超过|不少于|高于|低于|超过"
    r"|情况|次数|人次|场次|个数|比例|达到|开展|举办|组织|[的“”《》()的为是、,:;\d.%≥≤]"
)
_NO_NAME = pattern(
    r"(?:略|又|均|都|已|仍)?(?:高于|低于|未|没|没有|超过|不足|优于|目标|年度目标|年初目标|这个数|完成率|对应)+"
)
_REACH = 120
_EXPLAINING = (SectionKey.PROBLEMS, SectionKey.MEASURES)


@dataclass(frozen=True, eq=False)
class Measured:
    """An indicator with both values: plain numbers of one unit, the sign of the target apart.

    ``same_unit``: both print the same unit (or one of them none). ``direction``: whether more is
    better (UP), less is better (DOWN) or the text does not say (UNKNOWN).
    """

    attainment: Attainment
    target: Quantity
    actual: Quantity
    same_unit: bool
    direction: int

    @cached_property
    def name(self) -> str:
        """What is measured, in words."""
        name = self.attainment.name
        return self.outcome.label if not name or _NO_NAME.fullmatch(name) else name

    @property
    def goal(self) -> Fact:
        """The printed target."""
        assert self.attainment.target is not None  # noqa: S101 - made only where there is one
        return self.attainment.target

    @property
    def outcome(self) -> Fact:
        """The printed actual value."""
        assert self.attainment.actual is not None  # noqa: S101 - made only where there is one
        return self.attainment.actual

    @cached_property
    def points(self) -> bool:
        """Whether both values are plain numbers."""
        return self.target.is_point and self.actual.is_point

    @cached_property
    def ratio(self) -> Decimal | None:
        """Actual ÷ target, or None where the target is 0 or a value is open."""
        if not self.points or self.target.base <= 0 or self.actual.base < 0:
            return None
        return self.actual.base / self.target.base

    @property
    def is_rate(self) -> bool:
        """Whether the indicator is itself a percentage."""
        return self.actual.unit.dimension is Dimension.PERCENT

    @property
    def is_growth(self) -> bool:
        """Whether the indicator is a change, of which a multiple means nothing."""
        return bool(_GROWTH_NAME.search(self.attainment.name))

    @cached_property
    def met(self) -> Result:
        """Judge whether the target is met (for UNKNOWN: as if more were better)."""
        if self.direction == DOWN:
            return verify_at_most(self.actual, self.target)
        return verify_at_most(self.target, self.actual)

    @cached_property
    def capped(self) -> bool:
        """Whether more than the target was reached and 100 % is printed."""
        rate, ratio = self.attainment.rate, self.ratio
        if rate is None or ratio is None or self.direction == DOWN:
            return False
        if rate.value != _HUNDRED or ratio <= 1:
            return False
        return verify_ratio(self.actual, self.target, rate.amount).verdict is Verdict.FAIL

    @property
    def missed(self) -> bool:
        """Whether the target is certainly missed."""
        return self.direction != UNKNOWN and self.met.verdict is Verdict.FAIL


def plain(quantity: Quantity) -> Quantity:
    """Return a target without its sign."""
    return replace(quantity, comparator=None) if quantity.comparator is not None else quantity


@lru_cache(maxsize=1)
def measured(understanding: Understanding) -> tuple[Measured, ...]:
    """Return the indicators of a document that print target and actual value."""
    text = understanding.document.text
    found = [_measure(each, text) for each in understanding.all(Attainment)]
    known = [one for one in found if one is not None]
    prose = [one for one in known if not one.attainment.tabular]
    return tuple(
        sorted(
            (one for one in known if not one.attainment.tabular or not _repeated(one, prose)),
            key=lambda one: one.attainment.start,
        )
    )


def _repeated(one: Measured, prose: Sequence[Measured]) -> bool:
    """Whether the row of a form is told again in prose, with the same values."""
    core = core_of(one.attainment.name)
    return any(
        one.target.base == other.target.base
        and one.actual.base == other.actual.base
        and (core == "" or mentions(core, other.attainment.name, 2))
        for other in prose
    )


def _measure(attainment: Attainment, text: str) -> Measured | None:
    target, actual = attainment.target, attainment.actual
    if target is None or actual is None or target.quantity is None or actual.quantity is None:
        return None
    goal = signed(plain(target.quantity), text, target.start)
    done = signed(plain(actual.quantity), text, actual.start)
    same = goal.compatible(done)
    if not same:
        bare = Dimension.NONE in (goal.unit.dimension, done.unit.dimension)
        counts = goal.unit.dimension is done.unit.dimension is Dimension.COUNT
        if not (bare or counts):
            return None
        if goal.unit.dimension is Dimension.NONE:
            goal = replace(goal, unit=replace(done.unit, factor=goal.unit.factor))
        elif done.unit.dimension is Dimension.NONE:
            done = replace(done, unit=replace(goal.unit, factor=done.unit.factor))
        else:
            done = replace(done, unit=replace(goal.unit, factor=done.unit.factor))
        same = bare
    return Measured(attainment, goal, done, same, _direction(attainment, goal, done, text))


def _direction(attainment: Attainment, goal: Quantity, done: Quantity, text: str) -> int:
    if attainment.comparator in _FALLING:
        return DOWN
    if attainment.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
        return UP
    fact = attainment.target
    around = attainment.name
    if fact is not None:
        around += text[max(0, fact.start - 8) : fact.start] + text[fact.end : fact.end + 4]
    if _DOWN_NAME.search(_REMEDIED.sub("治理", around)):
        return DOWN
    counted = done.unit.dimension in _COUNTED
    if counted and (attainment.comparator is Comparator.EQUAL or _UP_NAME.search(around)):
        return UP
    rate = attainment.rate
    if rate is not None and goal.base > 0:
        printed = rate.value / 100
        if abs(printed - done.base / goal.base) < Decimal("0.006"):
            return UP
    return UNKNOWN


# --- where an indicator stands and what explains it -----------------------------------------------


def sentence_of(understanding: Understanding, offset: int) -> Sentence | None:
    """Return the sentence that holds ``offset``, by bisection."""
    sentences = understanding.sentences
    at = bisect_right(sentences, offset, key=lambda sentence: sentence.start) - 1
    return sentences[at] if at >= 0 else None


def whole_span(understanding: Understanding, attainment: Attainment) -> Span:
    """Return an indicator with the words that name it: from the beginning of its sentence."""
    sentence = sentence_of(understanding, attainment.start)
    start = attainment.start if sentence is None else sentence.start
    for other in understanding.all(Attainment):
        if start < other.end <= attainment.start:
            start = other.end
    text = understanding.document.text
    while start < attainment.start and text[start] in ",;:、。” ":
        start += 1
    return Span(start, attainment.end)


def explained(understanding: Understanding, attainment: Attainment) -> bool:
    """Whether a reason is stated: with the indicator, or elsewhere under its name."""
    if attainment.reason is not None:
        return True
    text = understanding.document.text
    if _REASON.search(_around(understanding, attainment)) or _told_later(understanding, attainment):
        return True
    core = core_of(attainment.name)
    if len(core) < 2:
        core = core_of(headed(understanding, attainment))
    if mentions(core, explanations(understanding), 3):
        return True
    pieces = {core, *(core[at : at + 4] for at in range(len(core) - 3))} if len(core) >= 4 else ()
    return any(_reasoned(piece, attainment, text) for piece in pieces)


def _reasoned(name: str, attainment: Attainment, text: str) -> bool:
    """Whether a reason stands behind a name in its sentence, away from the indicator."""
    at = text.find(name)
    while at >= 0:
        if not attainment.start - 60 <= at <= attainment.end:
            stop = text.find("。", at)
            if _REASON.search(text, at, len(text) if stop < 0 else min(stop, at + 2 * _REACH)):
                return True
        at = text.find(name, at + 1)
    return False


def headed(understanding: Understanding, attainment: Attainment) -> str:
    """Return the words that head the sentence of an indicator: 3.展销活动场次(10分):目标值10场."""
    span = whole_span(understanding, attainment)
    head = _HEAD.match(understanding.document.text, span.start, attainment.end)
    return head.group("name") if head is not None else ""


def _told_later(understanding: Understanding, attainment: Attainment) -> bool:
    """Whether what was not done is explained further on in the paragraph."""
    document = understanding.document
    block = document.blocks[document.block_at(attainment.start)]
    rest = _UNDONE.search(document.text, attainment.end, block.end)
    return rest is not None and _REASON.search(document.text, rest.end(), block.end) is not None


def _around(understanding: Understanding, attainment: Attainment) -> str:
    """Return what is said right before and after an indicator, its neighbours left out."""
    document = understanding.document
    block = document.blocks[document.block_at(attainment.start)]
    span = whole_span(understanding, attainment)
    end = min(block.end, attainment.end + _REACH)
    for other in understanding.all(Attainment):
        if attainment.end < other.start < end:
            end = whole_span(understanding, other).start
    return document.text[span.start : max(end, attainment.end)]


@lru_cache(maxsize=1)
def explanations(understanding: Understanding) -> str:
    """Return the sections on problems and measures in one piece."""
    text = understanding.document.text
    return "\n".join(text[a:b] for a, b in understanding.section_text(*_EXPLAINING))


def core_of(name: str) -> str:
    """Return a name without the words that any indicator may have."""
    return _FILLER.sub("", name)


def mentions(core: str, text: str, length: int) -> bool:
    """Whether ``text`` has a stretch of ``core`` of that many characters (all, where shorter)."""
    if len(core) < 2:
        return False
    size = min(length, len(core))
    return any(core[at : at + size] in text for at in range(len(core) - size + 1))


def first(facts: Sequence[Fact | None]) -> Fact | None:
    """Return the first fact that is there."""
    return next((fact for fact in facts if fact is not None), None)
