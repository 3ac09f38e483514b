"""FND10: a part of money within its whole."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import is_budget
from jixiao.checks.fnd._parts import judge_parts
from jixiao.checks.registry import check
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole
from jixiao.terms import Severity

_SPENT = ("expenditure", "executed", "three_public", "overseas", "vehicles", "official_")
_TOTALS = frozenset(
    {"expenditure_total", "expenditure_fiscal", "executed_amount", "expenditure_grand_total"}
)


@check(
    code="FND10",
    name="part-within-whole",
    severity=Severity.ERROR,
    since="0.1",
    claims=((PartsOfWhole, "funds"),),
    absent="文中没有写出某项资金是另一项资金的一部分，无从核对大小。",
)
def part_within_whole(ctx: Context) -> Iterator[Outcome]:
    """子项不应大于它所属的总项。

    为什么：项目支出大于总支出、某项预算大于预算总额，必有一处写错，常见的是小数点或单位错位。
    公式：子项≤总项（换算为同一单位）。
    不报的情形：预算与支出、收入与支出之间不比较；部分与总项资金口径、期间不同的不比较；
        政府采购另见 PR03。
    已知漏报：子项与总项之间没有“其中”“包括”等字样的。
    """
    for relation in ctx.relations(PartsOfWhole):
        whole = relation.whole
        parts = tuple(part for part in relation.parts if _belongs(part, whole))
        if parts and not whole.concept.startswith("procurement"):
            yield from judge_parts(ctx, _narrowed(relation, parts))


def _belongs(part: Fact, whole: Fact) -> bool:
    """Whether the one is known to be an amount of the kind of the other."""
    if is_budget(part) != is_budget(whole) or part.scope.entity != whole.scope.entity:
        return False
    if whole.concept in _TOTALS:
        return part.concept.startswith(_SPENT) and part.concept not in _TOTALS
    if whole.concept in ("budget_total", "budget_income_fiscal", "budget_income"):
        return part.concept.startswith("budget_") and part.concept not in (
            "budget_added",
            "budget_cut",
            "budget_adjustment",
            "budget_total",
        )
    if whole.concept == "income_total":
        return part.concept.startswith("income_") and part.concept != "income_total"
    return (whole.concept, part.concept) in {
        ("expenditure_basic", "expenditure_staff"),
        ("expenditure_basic", "expenditure_public"),
        ("fixed_assets_total", "fixed_assets_used"),
        ("three_public_total", "vehicles_total"),
        ("fund_total", "fund_received"),
    }


def _narrowed(relation: PartsOfWhole, parts: tuple[Fact, ...]) -> PartsOfWhole:
    return PartsOfWhole(
        start=relation.start,
        end=relation.end,
        topic=relation.topic,
        whole=relation.whole,
        parts=parts,
        exhaustive=False,
        sure=relation.sure,
    )
