"""How parts of a whole are judged: closed lists add up, other parts may not exceed the whole."""

from collections.abc import Iterator, Sequence

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import is_budget, is_fiscal, told
from jixiao.model.arithmetic import Result, Verdict, verify_at_most, verify_sum
from jixiao.model.fact import Basis, Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole
from jixiao.patterns import pattern
from jixiao.terms import Fund, Severity

_CHANGES = ("budget_added", "budget_cut", "budget_adjustment")
_SPENT = pattern(r"支出|决算|实际|执行|发生|列支|支付|使用|完成")
_AGREED = (Verdict.EXACT, Verdict.ROUNDING)
# A part on the left contains those on the right, where both are listed.
_CONTAINS = {
    "vehicles_total": frozenset({"vehicles_purchase", "vehicles_operation"}),
    "vehicles_budget": frozenset({"vehicles_purchase_budget", "vehicles_operation_budget"}),
    "expenditure_basic": frozenset({"expenditure_staff", "expenditure_public"}),
    "budget_basic": frozenset({"budget_staff", "budget_public"}),
}


def judge_parts(
    ctx: Context, relation: PartsOfWhole, spare: Sequence[str] = ()
) -> Iterator[Outcome]:
    """Judge one whole with its parts.

    ``spare`` are concepts that may belong to the list although they are printed apart: before a
    mismatch is reported they are added.
    """
    whole = relation.whole
    parts = _alike(relation)
    if not parts:
        return
    if _other_time(relation):
        yield ctx.cannot_tell(
            whole, f"“{told(whole)}”与各部分不是同一期间的数，无法相加核对", parts
        )
    elif _adjusted_between(ctx, whole, parts):
        yield ctx.cannot_tell(
            whole, f"“{told(whole)}”之后写有调整，各部分是否为调整后的数，文中没有写明", parts
        )
    elif relation.exhaustive and len(parts) > 1 and _one_fund(relation, parts):
        yield _judge_sum(ctx, relation, parts, spare)
    else:
        yield _judge_bound(ctx, relation, parts)


def spent_of_budget(ctx: Context, relation: PartsOfWhole) -> bool:
    """Whether what was spent is told as part of a budget: 预算42万元，其中接待费支出1.44万元."""
    if not is_budget(relation.whole) or "支出" in relation.whole.label:
        return False
    text = ctx.document.text
    return any(
        not is_budget(part) and _SPENT.search(text, part.clause, part.start)
        for part in relation.parts
    )


def _adjusted_between(ctx: Context, whole: Fact, parts: Sequence[Fact]) -> bool:
    """Whether additions or cuts stand between an initial budget and its parts."""
    if whole.scope.basis is not Basis.INITIAL_BUDGET or any(
        part.scope.basis is Basis.INITIAL_BUDGET for part in parts
    ):
        return False
    first = min(part.start for part in parts)
    return any(whole.end < fact.start < first for fact in ctx.facts_of(*_CHANGES))


def _alike(relation: PartsOfWhole) -> list[Fact]:
    """Return the parts of the kind of the whole: budgets of a budget, spending of spending."""
    if relation.topic == "fund_by_source":
        return list(relation.parts)
    planned = is_budget(relation.whole)
    alike = [part for part in relation.parts if is_budget(part) == planned]
    return alike if 0 < len(alike) < len(relation.parts) else list(relation.parts)


def _other_time(relation: PartsOfWhole) -> bool:
    periods = {part.period for part in (relation.whole, *relation.parts) if part.period is not None}
    return len({(p.first.year, p.first.month, p.last.month) for p in periods}) > 1


def _one_fund(relation: PartsOfWhole, parts: Sequence[Fact]) -> bool:
    """Whether no part of an amount of all funds is that of one fund, unless parted by fund."""
    if relation.topic.endswith("_by_source"):
        return True
    return all(part.scope.fund in (Fund.ALL, relation.whole.scope.fund) for part in parts)


def _judge_sum(
    ctx: Context, relation: PartsOfWhole, parts: list[Fact], spare: Sequence[str]
) -> Outcome:
    whole = relation.whole
    terms, result = parts, _sum(relation, parts)
    for other in _further(ctx, parts, spare) if result.verdict is Verdict.FAIL else ():
        fitting = _sum(relation, other)
        if fitting.verdict in _AGREED:
            terms, result = other, fitting
            break
    return ctx.judge(
        result,
        whole,
        f"“{told(whole)}”写作 {{stated}}，按“{'＋'.join(told(part) for part in terms)}”"
        f"（{'＋'.join(ctx.number(part) for part in terms)}）应为 {{expected}}",
        related=terms,
        severity=None if relation.sure else Severity.WARNING,
    )


def _sum(relation: PartsOfWhole, parts: Sequence[Fact]) -> Result:
    signs = dict(zip(map(id, relation.parts), relation.signs, strict=False))
    return verify_sum(
        [part.amount for part in parts],
        relation.whole.amount,
        [signs.get(id(part), 1) for part in parts],
    )


def _further(ctx: Context, parts: list[Fact], spare: Sequence[str]) -> Iterator[list[Fact]]:
    """Yield other readings of the list: without parts of parts, with what is printed apart."""
    inner = _flat(parts)
    if len(inner) < len(parts):
        yield inner
    named = {part.concept for part in parts}
    apart: dict[str, Fact] = {}
    for fact in ctx.facts_of(*spare):
        if fact.concept in named or fact.scope.fund is not Fund.ALL:
            continue
        apart.setdefault(fact.concept, fact)
    if apart:
        yield [*inner, *apart.values()]
        for fact in apart.values():
            yield [*inner, fact]


def _flat(parts: Sequence[Fact]) -> list[Fact]:
    """Return the parts without those that another part contains."""
    inside: set[str] = set()
    for part in parts:
        inside |= _CONTAINS.get(part.concept, frozenset())
    fiscal = any(
        part.concept.endswith("_fiscal") or part.scope.fund is Fund.FISCAL_APPROPRIATION
        for part in parts
        if not is_fiscal(part.scope.fund)
    )
    return [
        part
        for part in parts
        if part.concept not in inside and not (fiscal and is_fiscal(part.scope.fund))
    ]


def _judge_bound(ctx: Context, relation: PartsOfWhole, parts: Sequence[Fact]) -> Outcome:
    rank = (Verdict.EXACT, Verdict.ROUNDING, Verdict.UNDECIDED, Verdict.FAIL)
    worst = max(
        parts,
        key=lambda part: rank.index(verify_at_most(part.amount, relation.whole.amount).verdict),
    )
    severity = None if relation.sure else Severity.WARNING
    return judge_bound(ctx, worst, relation.whole, severity=severity)


def judge_bound(
    ctx: Context, part: Fact, whole: Fact, *, severity: Severity | None = None, advice: str = ""
) -> Outcome:
    """Judge a part being no more than its whole; ``advice`` ends the message of a finding."""
    verdict = verify_at_most(part.amount, whole.amount).verdict
    inner = f"“{told(part)}” {ctx.number(part)}"
    outer = f"“{told(whole)}” {ctx.number(whole)}"
    if verdict is Verdict.FAIL:
        return ctx.finding(
            part,
            f"{inner}是{outer}的一部分，却大于它，请核对数字和单位{advice}",
            stated=part,
            related=(whole,),
            severity=severity,
        )
    if verdict is Verdict.UNDECIDED:
        return ctx.cannot_tell(part, f"{inner}与{outer}含有约数或单位不同，无法比较", (whole,))
    if verdict is Verdict.ROUNDING:
        return ctx.rounding(
            part, f"{inner}与{outer}相差在四舍五入范围内", stated=part, related=(whole,)
        )
    return ctx.passed(part, f"{inner}不大于{outer}", (whole,))
