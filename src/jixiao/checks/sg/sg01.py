"""SG01: the three public expenses and their parts."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.fnd._parts import judge_parts, spent_of_budget
from jixiao.checks.registry import check
from jixiao.checks.sg._sorts import SORTS
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole
from jixiao.terms import Severity


@check(
    code="SG01",
    name="three-public-sum",
    severity=Severity.ERROR,
    since="0.1",
    claims=((PartsOfWhole, "three_public_expenses"), (PartsOfWhole, "vehicles")),
    absent="文中没有同时写明“三公”经费合计及其各项，无从核对其合计。",
)
def three_public_sum(ctx: Context) -> Iterator[Outcome]:
    """“三公”经费合计应等于因公出国（境）费、公务用车费和公务接待费之和。

    为什么：“三公”经费只有这三项，合计不等必有一处写错；公开后最容易被对照。
    公式：因公出国（境）费＋公务用车购置及运行维护费＋公务接待费＝“三公”经费合计；
        公务用车购置费＋公务用车运行维护费＝公务用车购置及运行维护费。没有写出的项目视为零。
    不报的情形：预算数与决算数不混加；公务用车合计与购置费、运行费并列的，不重复相加；只写一项的，只要求不超过合计。
    已知漏报：合计与分项分别写在相隔很远的段落的。
    """
    for relation in ctx.relations(PartsOfWhole):
        if spent_of_budget(ctx, relation):
            yield ctx.cannot_tell(
                relation.whole, "合计是预算数，各项是支出数，不相加核对", relation.parts
            )
        elif _told_by_its_change(ctx, relation):
            yield ctx.cannot_tell(
                relation.whole, "另一项“三公”经费只写增减，没有写金额，不能确定合计", relation.parts
            )
        elif _goes_on(ctx, relation):
            yield ctx.cannot_tell(
                relation.whole, "分项后面还写有另一项“三公”经费，不能确定是否列全", relation.parts
            )
        else:
            yield from judge_parts(ctx, relation)


def _told_by_its_change(ctx: Context, relation: PartsOfWhole) -> bool:
    """Whether a sort is named among the parts without an amount: 出国0万元;用车增加5万元;接待0万元.

    The first word of a concept is its sort: vehicles_purchase and vehicles_operation are vehicles.
    """
    if relation.whole.concept != "three_public_total":
        return False
    listed = {part.concept.partition("_")[0] for part in relation.parts}
    words = ctx.document.text[relation.parts[0].end : relation.parts[-1].start]
    return any(
        name in words and concept.partition("_")[0] not in listed for concept, name in SORTS.items()
    )


def _goes_on(ctx: Context, relation: PartsOfWhole) -> bool:
    """Whether the sentence of a list goes on with a sort of expense that the list does not have."""
    last = relation.parts[-1]
    listed = {part.concept for part in relation.parts}
    if not relation.exhaustive or relation.whole.concept != "three_public_total":
        return False
    return any(
        fact.sentence == last.sentence
        and fact.start > last.end
        and fact.concept not in listed
        and not fact.scope.name
        for fact in ctx.facts_of(*SORTS)
    )
