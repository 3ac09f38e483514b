"""FND23: the grand totals of final accounts."""

from collections.abc import Iterator, Sequence

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import first_of, is_money, of_department, same_time, told
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Verdict, verify_equal, verify_sum
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Change
from jixiao.model.slips import one_slip_apart
from jixiao.terms import Severity

_NEAR = 2  # blocks
_TERMS = (
    ("income_grand_total", ("income_total", "carryover_opening", "income_use_of_surplus")),
    (
        "expenditure_grand_total",
        ("expenditure_total", "carryover_closing", "carryover_distribution"),
    ),
)


@check(
    code="FND23",
    name="grand-totals",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有同时写明收入总计和支出总计，无从核对。",
)
def grand_totals(ctx: Context) -> Iterator[Outcome]:
    """收入总计应等于支出总计。

    为什么：总计含年初、年末结转结余和结余分配，收支总计必然相等，不等必有一处写错。
    公式：收入总计＝支出总计（收入合计＋使用非财政拨款结余＋年初结转＝支出合计＋结余分配＋年末结转）。
    不报的情形：只写收入合计、支出合计的不核对；资金口径、单位或期间不同的不核对；相隔太远、难以确定对应关系的不核对。
    已知漏报：只在表格中出现、没有“总计”字样的。
    """
    spent = ctx.facts_of("expenditure_grand_total")
    earlier = {change.last for change in ctx.all(Change)}
    for income in ctx.facts_of("income_grand_total"):
        if income in earlier:
            continue
        partner = next((fact for fact in spent if _pair(ctx, income, fact)), None)
        if partner is None:
            continue
        first, second = sorted((income, partner), key=lambda fact: fact.start)
        yield ctx.judge(
            verify_equal(second.amount, first.amount),
            second,
            f"“{second.label}”写作 {{stated}}，与“{first.label}”应当相等，应为 {{expected}}",
            related=(first,),
        )
    if not ctx.understanding.accounts:  # the tables of final accounts tell it themselves
        yield from _composed(ctx)


def _composed(ctx: Context) -> Iterator[Outcome]:
    """Say where a grand total is made up of the total, the carry-over and what else belongs."""
    for total, concepts in _TERMS:
        whole = first_of(ctx.facts_of(total))
        if whole is None:
            continue
        parts = [_term(ctx, concept, whole) for concept in concepts]
        if parts[0] is None or parts[1] is None:
            continue
        terms = [part for part in parts if part is not None]
        result = verify_sum([term.amount for term in terms], whole.amount)
        listed = "＋".join(f"{told(term)} {ctx.number(term)}" for term in terms)
        if result.verdict in (Verdict.EXACT, Verdict.ROUNDING):
            yield ctx.passed(whole, f"“{whole.label}” {ctx.number(whole)}，等于{listed}", terms)
        elif result.verdict is Verdict.FAIL and _mistyped(terms, whole):
            yield ctx.judge(
                result,
                whole,
                f"“{whole.label}”写作 {{stated}}，按“{listed}”应为 {{expected}}",
                related=terms,
                severity=Severity.WARNING,
            )


def _mistyped(terms: Sequence[Fact], whole: Fact) -> bool:
    """Whether one slip in one of the numbers is all that keeps a sum from coming out.

    The terms are told far apart: where no slip explains the difference, something was left out.
    """
    if not all(fact.amount.is_point for fact in (*terms, whole)):
        return False
    gap = whole.amount.base - sum(term.amount.base for term in terms)
    if one_slip_apart(whole.value, (whole.amount.base - gap) / whole.amount.unit.factor):
        return True
    return any(
        one_slip_apart(term.value, (term.amount.base + gap) / term.amount.unit.factor)
        for term in terms
    )


def _term(ctx: Context, concept: str, whole: Fact) -> Fact | None:
    return first_of(
        fact
        for fact in ctx.facts_of(concept)
        if is_money(fact)
        and of_department(fact)
        and fact.scope.fund is whole.scope.fund
        and same_time(ctx, fact, whole)
    )


def _pair(ctx: Context, income: Fact, spent: Fact) -> bool:
    document = ctx.document
    distance = document.block_at(spent.start) - document.block_at(income.start)
    return (
        abs(distance) <= _NEAR
        and spent.scope.fund is income.scope.fund
        and spent.scope.name == income.scope.name
        and same_time(ctx, income, spent)
    )
