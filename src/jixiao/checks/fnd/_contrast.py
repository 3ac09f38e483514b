"""Whether two names set two figures apart: 城镇低保 and 农村低保, 合同金额 and 支付金额."""

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import before, in_table, of_department
from jixiao.checks.near import longest_common
from jixiao.model.fact import Basis, Fact
from jixiao.patterns import pattern

_LEAST = 2  # characters that names of one kind share
_LEAD = 24
# What narrows a figure to a unit, a stage or a stretch of time: both names must have it.
_NARROWING = pattern(
    r"本级|机关|全系统|系统内|区县|各?县区|下属|所属|直属|不含|含|剔除|扣除|当年|当期|累计|授权|集中|"
    r"[0-9]月|年初|年末|期初|期末|合同|中标|结算|支付|申请|综合|总体|核定|审定|下达|到位|拨付|"
    r"[省市县区乡镇村]级|[一二三四]期|申报|城区|农村|重点人群"
)
_MONTHS = frozenset(f"{digit}月" for digit in range(10))
_YEAR = pattern(r"(20[0-9]{2})年")
_ROUNDS = pattern(
    r"第[一二三四五六七八九]|首[轮次批]|上半年|下半年|[一二三四]季度|下属|所属|直属|本级"
)
# What a longer name says of another thing than the shorter one.
_ANOTHER = pattern(
    r"任务|目标|计划|概算|估算|调整|限价|上年|去年|不|未|其中|新增|增加|减少|人均|[一二三四五六七八九]标"
)
_OF_WHICH = "其中"
_LONG_NAME = 10  # characters of a name that is the same name wherever it stands
# 机关及所属单位 is the whole; it narrows nothing.
_EVERY_UNIT = pattern(
    r"(?:机关|本级|本部|[局厅委办])(?:[和及与、]|以及)(?:下属|所属|直属)(?:各?(?:事业|预算)?单位)?"
)
_HEAD = pattern(r"[^0-9,;:。]{4,20}")
# What says nothing of the thing that is counted.
EMPTY = pattern(r"万元|合计|共计|总计|全年|年度|本年|其中|[0-9.,%]+")


def set_apart(ctx: Context, first: Fact, second: Fact) -> bool:
    """Whether the names set the figures apart: 城镇低保 … 农村低保, 合同金额 … 支付金额."""
    if narrowed(ctx, first, second):
        return True
    if _of_the_year(first) and _of_the_year(second):
        return False  # 占全年预算 of one round and of the next: there is one 全年预算
    if rounds(ctx, first) != rounds(ctx, second):
        return True
    heads = [_head(ctx, fact) for fact in (first, second)]
    known = first.concept == second.concept != "other"
    known_well = known or (first.label == second.label and len(first.label) >= _LONG_NAME)
    if not known_well and len({_OF_WHICH in lead(ctx, fact) for fact in (first, second)}) > 1:
        return True
    return siblings(first.label, second.label, known=known) or (all(heads) and siblings(*heads))


def narrowed(ctx: Context, first: Fact, second: Fact) -> bool:
    """Whether one of two figures is narrowed to a unit, a stage or a time and the other is not."""
    one, other = _narrowing(ctx, first), _narrowing(ctx, second)
    if first.period is not None and first.period == second.period:
        one, other = (
            one - _MONTHS,
            other - _MONTHS,
        )  # 1-7月支出合计 among figures of January to July
    return one != other


def _narrowing(ctx: Context, fact: Fact) -> set[str]:
    said = _EVERY_UNIT.sub("", f"{fact.label} {lead(ctx, fact)}")
    return set(_NARROWING.findall(said)) | _other_years(ctx, said)


def _other_years(ctx: Context, said: str) -> set[str]:
    year = ctx.metadata.fiscal_year
    return set(_YEAR.findall(said)) - {str(year)} if year is not None else set()


def _of_the_year(fact: Fact) -> bool:
    """Whether a figure is the budget of the whole year as adjusted."""
    return (
        fact.concept == "budget_total"
        and fact.scope.basis is Basis.ADJUSTED_BUDGET
        and of_department(fact)
    )


def rounds(ctx: Context, fact: Fact) -> set[str]:
    """Return the words of its sentence that make a figure one of a round or of a unit."""
    return set(_ROUNDS.findall(_EVERY_UNIT.sub("", before(ctx, fact))))


def _head(ctx: Context, fact: Fact) -> str:
    """Return how the sentence of a figure begins, where the figure is not told there."""
    if in_table(ctx, fact):
        return ""
    said = before(ctx, fact)
    head = _HEAD.match(said)
    return head.group() if head is not None and len(said) > fact.start - fact.clause else ""


def siblings(one: str, other: str, *, known: bool = False) -> bool:
    """Whether two names share a stretch, and each has beside it what the other has not.

    ``known``: the vocabulary has both under one concept, what only one of them has says nothing.
    """
    common = longest_common(one, other)
    if len(common) < _LEAST:
        return False
    rests = zip(one.split(common, 1), other.split(common, 1), strict=True)
    return any(_apart(*(EMPTY.sub("", rest) for rest in pair), known=known) for pair in rests)


def _apart(one: str, other: str, *, known: bool) -> bool:
    """Whether what two names do not share says of each that it is not the other."""
    if one in other or other in one:
        return not known and (
            _ANOTHER.search(one) is not None or _ANOTHER.search(other) is not None
        )
    return True


def lead(ctx: Context, fact: Fact) -> str:
    """Return the words of its clause that lead to a figure."""
    return ctx.document.text[max(fact.clause, fact.start - _LEAD) : fact.start]
