"""How the sums of final accounts are judged."""

from jixiao.checks.context import Context
from jixiao.model.arithmetic import Result, Verdict, verify_at_most, verify_equal, verify_sum
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole, Restatement
from jixiao.terms import Severity

_ADJUSTED_FROM = 10000  # 元: tables in 万元 are rounded cell by cell
_WHOLE_NUMBER = 0  # decimals
_LAST_DIGITS = 2  # that the sums of rounded cells may be off
_MOST_TOLD = 8  # parts that a message lists


def judge_sum(ctx: Context, relation: PartsOfWhole) -> Outcome:
    """Judge a number of a table that is made up of others in it."""
    whole = relation.whole
    if not relation.exhaustive:
        return _judge_part(ctx, relation)
    result = verify_sum([part.amount for part in relation.parts], whole.amount, relation.signs)
    return ctx.judge(
        result,
        whole,
        f"{where(whole)}写作 {{stated}}，按{_listed(ctx, relation)}应为 {{expected}}",
        related=relation.parts,
        severity=None if relation.sure else Severity.WARNING,
    )


def _judge_part(ctx: Context, relation: PartsOfWhole) -> Outcome:
    """Judge a part that cannot be more than its whole."""
    (part,), whole = relation.parts, relation.whole
    return ctx.judge(
        verify_at_most(part.amount, whole.amount),
        part,
        f"{where(part)}写作 {{stated}}，是{where(whole)} {ctx.number(whole)}的一部分，不应更大",
        related=(whole,),
        severity=None if relation.sure else Severity.WARNING,
    )


def judge_same(ctx: Context, relation: Restatement) -> Outcome:
    """Judge an amount that is told in two tables."""
    stated, reference = relation.stated, relation.reference
    return ctx.judge(
        same(stated, reference),
        stated,
        f"{where(stated)}写作 {{stated}}，{where(reference)}为 {ctx.number(reference)}，"
        "应为 {expected}",
        related=(reference,),
        severity=None if relation.sure else Severity.WARNING,
    )


def same(stated: Fact, reference: Fact) -> Result:
    """Compare two prints of one amount; tables in 万元 may be adjusted in their last digit."""
    result = verify_equal(stated.amount, reference.amount)
    if result.verdict is not Verdict.FAIL:
        return result
    amounts = (stated.amount, reference.amount)
    if min(amount.unit.factor for amount in amounts) < _ADJUSTED_FROM or _WHOLE_NUMBER in {
        amount.decimals for amount in amounts
    }:
        return result
    slack = _LAST_DIGITS * 2 * max(amount.half_unit() for amount in amounts)
    gap = abs(stated.amount.base - reference.amount.base)
    return result._replace(verdict=Verdict.ROUNDING) if gap <= slack else result


def where(fact: Fact) -> str:
    """Return which number of which table a fact is."""
    return f"《{fact.scope.name}》“{fact.label}”" if fact.scope.name else f"“{fact.label}”"


def _listed(ctx: Context, relation: PartsOfWhole) -> str:
    """Return the terms, those that are zero left out."""
    signs = relation.signs or (1,) * len(relation.parts)
    terms = [(s, p) for s, p in zip(signs, relation.parts, strict=True) if p.value]
    if not terms:
        return "各项（均为空或零）"
    names = _joined([(sign, part.label) for sign, part in terms[:_MOST_TOLD]])
    amounts = _joined([(sign, ctx.number(part)) for sign, part in terms[:_MOST_TOLD]])
    if len(terms) > _MOST_TOLD:
        return f"“{names}”等{len(terms)}项之和"
    return f"“{names}”（{amounts}）"


def _joined(terms: list[tuple[int, str]]) -> str:
    text = "".join(f"{'＋' if sign > 0 else '－'}{words}" for sign, words in terms)
    return text.removeprefix("＋")
