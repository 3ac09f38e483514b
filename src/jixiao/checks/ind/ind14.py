"""IND14: the sign of cost targets and the date of time targets."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.ind._forms import forms
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Comparator, Dimension
from jixiao.model.relation import Attainment
from jixiao.patterns import pattern
from jixiao.terms import Severity

_COST = pattern(r"成本|费用|单价|造价|支出标准|补助标准|补贴标准")
_EXEMPT = pattern(r"节约|降低|下降|压减|控制率|补助标准|补贴标准|人均.{0,6}补助")
_TIME = pattern(r"时效")
_WHEN = pattern(r"[\d一二三四五六七八九十]|及时|按时|按期|如期|当年|年内|月底|年底|季度|全年|每")
_RISING = (Comparator.AT_LEAST, Comparator.MORE_THAN)


@check(
    code="IND14",
    name="sign-of-cost-target",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有写明目标值的成本指标或时效指标。",
)
def sign_of_cost_target(ctx: Context) -> Iterator[Outcome]:
    """成本指标应写“≤”，时效指标应写明时限。

    为什么：成本指标写成“≥”等于鼓励多花钱；时效指标没有日期或比例就无法判断是否按时。
    公式：名称含成本、费用、单价、造价的金额指标，目标值不应为“≥”“＞”；
    时效类指标值应含日期、时长、比例或“及时”“按时”。
    不报的情形：成本节约率、下降率等越高越好的；补助、补贴标准。
    已知漏报：没有写符号的成本目标不报。
    """
    for each in ctx.all(Attainment):
        target = each.target
        if target is None or target.quantity is None or not _COST.search(each.name):
            continue
        money = target.quantity.unit.dimension in (Dimension.MONEY, Dimension.UNIT_COST)
        if not money or _EXEMPT.search(each.name):
            continue
        if each.comparator in _RISING:
            yield ctx.finding(
                target,
                f"成本指标“{each.name}”的目标值写作“{each.comparator.value}{ctx.number(target)}”，"
                "方向相反，应为“≤”",
            )
        elif each.comparator is None:
            yield ctx.cannot_tell(target, f"成本指标“{each.name}”的目标值没有写明“≤”，方向不明")
        else:
            yield ctx.passed(target, f"成本指标“{each.name}”的目标值以上限表示")
    yield from _in_forms(ctx)


def _in_forms(ctx: Context) -> Iterator[Outcome]:
    for form in forms(ctx.understanding):
        for row in form.leaves:
            words = form.text(row.target)
            if row.target is None or not words:
                continue
            if any(_TIME.search(level) for level in row.levels):
                if _WHEN.search(words):
                    yield ctx.passed(row.target, f"时效指标“{row.name}”写明了时限")
                else:
                    yield ctx.finding(
                        row.target,
                        f"时效指标“{row.name}”的指标值“{words}”没有日期、时长或比例，无法判断是否按时，请写明",
                    )
            elif (
                "成本" in "".join(row.levels) and words[0] in "≥>" and not _EXEMPT.search(row.name)
            ):
                if words.endswith("%"):
                    continue
                yield ctx.finding(
                    row.target,
                    f"成本指标“{row.name}”的指标值写作“{words}”，方向相反，应为“≤”",
                )
