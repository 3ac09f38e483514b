"""CNT02: a breakdown and its total."""

from collections.abc import Iterator

from jixiao.checks.cnt._lists import (
    OF_WHICH,
    another_whole,
    is_measured,
    like,
    name_of,
    partition_of,
    siblings,
    sum_of,
)
from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import in_table
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Result, Verdict
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.model.relation import PartsOfWhole
from jixiao.model.slips import digits_of, slip_mends_sum
from jixiao.terms import Severity

_TELLING = 4  # digits


@check(
    code="CNT02",
    name="breakdown-and-total",
    severity=Severity.ERROR,
    since="0.1",
    claims=((PartsOfWhole, "breakdown"), (PartsOfWhole, "several_units")),
    absent="文中没有写出总数又按类分列的数量，无从核对。",
)
def breakdown_and_total(ctx: Context) -> Iterator[Outcome]:
    """分项之和应等于总数。

    为什么：总数与分项同时写出而加不起来，至少有一个数错了。
    公式：各分项之和 = 总数，按同一计量单位分别相加。
    不报的情形：“其中”所列不完整的，和小于总数属正常；同一总数以两种单位计（如457批2095人次）时，
    一种单位加得起来，即证明分项完整，另一种加不起来才算错；各分项可能交叉的（党员、女性）不相加；
    “其中”三项以上之和与总数仅差一个数字的，只提示疑似，该数有效数字四位以上的作警告；单位用字不同（次、人次）不算错。
    已知漏报：分项写在表格或者别的段落的。
    """
    for relation in ctx.relations(PartsOfWhole):
        if relation.topic == "several_units":
            yield _several(ctx, relation)
        elif relation.exhaustive and relation.whole.amount.unit.dimension is not Dimension.SCORE:
            yield _judge(ctx, relation, relation.parts, sum_of(
                relation.whole, relation.parts, relation.signs
            ))  # fmt: skip
    for relation in ctx.all(PartsOfWhole):
        if relation.topic == OF_WHICH and not relation.exhaustive:
            yield from _open(ctx, relation)


def _several(ctx: Context, relation: PartsOfWhole) -> Outcome:
    """Judge a whole counted in several units: one that adds up proves the list complete."""
    whole, parts = relation.whole, relation.parts
    result = sum_of(whole, parts)
    if result.verdict is Verdict.EXACT or relation.exhaustive:
        return _judge(ctx, relation, parts, result)
    proof = next(
        (
            other
            for other in siblings(ctx, relation)
            if len(parts) > 1 and sum_of(other.whole, other.parts).verdict is Verdict.EXACT
        ),
        None,
    )
    if proof is not None and result.verdict is Verdict.FAIL:
        return _judge(ctx, relation, parts, result, (proof.whole, "同一分项按此单位相符"))
    over = next(
        (part for part in parts if like(part.amount, whole.amount).base > whole.amount.base), None
    )
    if over is not None and over.amount.is_point and whole.amount.is_point and relation.sure:
        return ctx.finding(
            over,
            f"“{name_of(over)}”{ctx.number(over)}是“{name_of(whole)}”{ctx.number(whole)}的一部分，"
            "却大于总数，请核实",
            stated=over,
            related=((whole, "总数"),),
        )
    return ctx.cannot_tell(
        whole,
        f"“{name_of(whole)}”{ctx.number(whole)}的分项是否列全，文中没有说明，无法相加核对",
        parts,
    )


def _open(ctx: Context, relation: PartsOfWhole) -> Iterator[Outcome]:
    """Judge a list of 其中 that turns out to be complete, or nearly so."""
    found = partition_of(ctx, relation)
    if found is None:
        return
    whole = relation.whole
    if found.culprit is not None:
        wrong, meant = found.culprit
        yield ctx.finding(
            wrong,
            f"“{name_of(wrong)}”写作{ctx.number(wrong)}，"
            f"与“{name_of(whole)}”{ctx.number(whole)}及其他各项"
            f"（{_added(ctx, found.parts)}）不合；"
            f"改作{meant:f}则各项之和与总数相符，疑小数点错位，请核实",
            stated=wrong,
            expected=meant,
            related=[fact for fact in (whole, *found.parts) if fact is not wrong],
        )
        return
    if found.closed:
        yield _judge(ctx, relation, found.parts, found.result)
        return
    yield ctx.finding(
        whole,
        f"“{name_of(whole)}”写作{ctx.number(whole)}，所列各项（{_added(ctx, found.parts)}）之和为"
        f"{found.result.expected}，疑似分项已列全而有一个数字写错，请核实",
        stated=whole,
        expected=found.result.expected,
        related=found.parts,
        severity=Severity.WARNING if found.telling else Severity.HINT,
    )


def _judge(
    ctx: Context,
    relation: PartsOfWhole,
    parts: tuple[Fact, ...],
    result: Result,
    proof: tuple[Fact, str] | None = None,
) -> Outcome:
    whole = relation.whole
    if result.verdict is Verdict.FAIL and proof is None:
        other = another_whole(ctx, relation, result.expected)
        if other is not None and relation.sure and whole.start > parts[-1].start:
            return _summed_up(ctx, whole, other, parts)
        if other is not None:
            whole, result = other, sum_of(other, parts)
        elif not (
            relation.sure
            or relation.topic == OF_WHICH
            or _mistyped(relation, parts)
            or _leaves_none(relation)
        ) or not is_measured(relation):
            return ctx.cannot_tell(
                whole,
                f"各项之和（{_added(ctx, parts)}）为{result.expected}，与“{name_of(whole)}”"
                f"{ctx.number(whole)}不等，但文中没有写明它们是同一总数的分项",
                parts,
            )
    reason = "" if proof is None else f"（{ctx.number(proof[0])}的各分项加得起来，可见分项已列全）"
    related = [*parts] if proof is None else [*parts, proof[0]]
    return ctx.judge(
        result,
        whole,
        f"“{name_of(whole)}”写作 {{stated}}{reason}，"
        f"各项之和（{_added(ctx, parts)}）应为 {{expected}}",
        related=related,
        severity=_severity(relation),
    )


def _severity(relation: PartsOfWhole) -> Severity | None:
    """Return how loud a mismatch is said: of parts and wholes told apart it is a question."""
    if relation.sure:
        return None
    return Severity.HINT if _leaves_none(relation) else Severity.WARNING


def _leaves_none(relation: PartsOfWhole) -> bool:
    """Whether the last of some counts is the rest of a number told elsewhere."""
    last = relation.parts[-1]
    count = last.amount.unit.dimension is Dimension.COUNT
    return count and name_of(last).startswith(("其余", "余下", "剩下"))


def _mistyped(relation: PartsOfWhole, parts: tuple[Fact, ...]) -> bool:
    """Whether one mistyped number accounts for parts, told apart, that do not add up.

    Counts have too few digits: one is easily a slip from another.
    """
    amounts = [part.amount for part in parts]
    return (
        relation.exhaustive
        and not relation.signs
        and relation.whole.amount.unit.dimension is Dimension.MONEY
        and len(digits_of(relation.whole.value)) >= _TELLING
        and all(amount.compatible(relation.whole.amount) for amount in amounts)
        and slip_mends_sum(relation.whole.amount, amounts)
    )


def _summed_up(ctx: Context, whole: Fact, other: Fact, parts: tuple[Fact, ...]) -> Outcome:
    """Ask where a sum said after its parts is not theirs, but another amount of the text is."""
    return ctx.finding(
        whole,
        f"“合计”写作{ctx.number(whole)}，各项之和（{_added(ctx, parts)}）与前文“{name_of(other)}”"
        f"{ctx.number(other)}相等，请核对合计数",
        stated=whole,
        expected=other,
        related=[*parts, other],
        severity=None if in_table(ctx, whole) else Severity.WARNING,
    )


def _added(ctx: Context, parts: tuple[Fact, ...]) -> str:
    return "＋".join(ctx.number(part) for part in parts)
