"""FND04: the carry-over identity."""

from collections.abc import Iterator, Sequence

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import around, of_department, same_time
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Result, Verdict, verify_sum
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Carryover
from jixiao.patterns import pattern
from jixiao.terms import Fund, Severity

_ADJUSTED = pattern(
    r"收回|上缴(?:国库|财政)|年初(?:数|余额|结转[^,，。；;]{0,6})?(?:有?调整|调增|调减)|会计差错|注销"
)
_TOTALS = {
    "income_total": ("income_total",),
    "expenditure_total": ("expenditure_total", "executed_amount"),
    "executed_amount": ("expenditure_total", "executed_amount"),
}


@check(
    code="FND04",
    name="carryover-identity",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Carryover, ""),),
    absent="文中没有同时写明年初结转结余、收入、支出和年末结转结余，无从核对。",
)
def carryover_identity(ctx: Context) -> Iterator[Outcome]:
    """年初结转结余加收入减支出应等于年末结转结余。

    为什么：这是部门决算最基本的平衡关系，四个数同时写出就必须相互印证。
    公式：年初结转结余＋本年收入－本年支出（－结余分配＋使用非财政拨款结余）＝年末结转结余。
    不报的情形：四个数资金口径或期间不同的，不相互核对；前后文写有收回、注销、年初调整的，按警告请补充口径；
        收入、支出分在两段的，按警告提示；同一段没有写总收入、总支出的，用文中其他地方的总数核对。
    已知漏报：四个数散见于不同章节的。
    """
    for identity in ctx.relations(Carryover):
        terms = (identity.opening, identity.income, identity.expenditure, identity.closing)
        if not all(same_time(ctx, terms[1], term) for term in terms[2:]):
            yield ctx.cannot_tell(
                identity.closing,
                "年初结转、收入、支出与年末结转的期间不同，无法核对",
                terms,
            )
            continue
        income, expenditure, result = _best(ctx, identity)
        used = [identity.opening, income, expenditure, *(fact for _, fact in identity.other)]
        moved = _ADJUSTED.search(around(ctx, identity.closing, 3)) is not None
        asked = moved and result.verdict is Verdict.FAIL
        hint = "；文中提到收回、注销或调整，请写明金额以便核对" if asked else ""
        yield ctx.judge(
            result,
            identity.closing,
            f"年末结转结余写作 {{stated}}，按“年初结转＋收入－支出”"
            f"（{_terms(ctx, identity, used)}）应为 {{expected}}{hint}",
            related=used,
            severity=Severity.WARNING if moved or _torn(ctx, income, expenditure) else None,
        )


def _torn(ctx: Context, income: Fact, expenditure: Fact) -> bool:
    """Whether income and expenditure stand in two paragraphs, perhaps of two kinds of funds."""
    block_at = ctx.document.block_at
    return block_at(income.start) != block_at(expenditure.start)


def _terms(ctx: Context, identity: Carryover, used: Sequence[Fact]) -> str:
    text = f"{ctx.number(used[0])}＋{ctx.number(used[1])}－{ctx.number(used[2])}"
    for sign, fact in identity.other:
        text += ("＋" if sign > 0 else "－") + ctx.number(fact)
    return text


def _best(ctx: Context, identity: Carryover) -> tuple[Fact, Fact, Result]:
    """Return income and expenditure with which the identity holds, else the bound ones."""
    bound = _judged(identity, identity.income, identity.expenditure)
    if bound.verdict is Verdict.FAIL:
        for income in (identity.income, *_totals(ctx, identity, identity.income)):
            for expenditure in (
                identity.expenditure,
                *_totals(ctx, identity, identity.expenditure),
            ):
                result = _judged(identity, income, expenditure)
                if result.verdict in (Verdict.EXACT, Verdict.ROUNDING):
                    return income, expenditure, result
    return identity.income, identity.expenditure, bound


def _totals(ctx: Context, identity: Carryover, bound: Fact) -> list[Fact]:
    """Return the other totals that may be meant where the bound one stands in another sentence."""
    if bound.sentence in (identity.opening.sentence, identity.closing.sentence):
        return []
    return [
        fact
        for fact in ctx.facts_of(*_TOTALS.get(bound.concept, ()))
        if fact is not bound
        and of_department(fact)
        and fact.scope.fund is Fund.ALL
        and same_time(ctx, fact, bound)
    ]


def _judged(identity: Carryover, income: Fact, expenditure: Fact) -> Result:
    other = identity.other
    return verify_sum(
        [
            identity.opening.amount,
            income.amount,
            expenditure.amount,
            *(fact.amount for _, fact in other),
        ],
        identity.closing.amount,
        [1, 1, -1, *(sign for sign, _ in other)],
    )
