"""AS08: assets and what they are made of."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.fnd._facts import told
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Result, Verdict, verify_ratio, verify_sum
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole, Ratio
from jixiao.model.slips import digits_of, one_slip_apart
from jixiao.terms import Severity

_FEWEST_DIGITS = 2  # any digit is one slip from another
_TELLING = 4
_FEWEST_TO_SHIFT = 3


@check(
    code="AS08",
    name="assets-and-parts",
    severity=Severity.ERROR,
    since="0.1",
    claims=((PartsOfWhole, "assets"), (Ratio, "assets")),
    absent="文中没有写明资产的构成、折旧或者使用状况，无从核对。",
)
def assets_and_parts(ctx: Context) -> Iterator[Outcome]:
    """资产总额应等于各类资产之和，净值应等于原值减累计折旧，在用与闲置等应合计为总数。

    为什么：资产的总额、分类、使用状况和使用率常写在一句之中，一个数写错，其余的就对不上。
    公式：流动资产＋固定资产净值＋无形资产……＝资产总额；原值－累计折旧＝净值；
        在用＋出租＋闲置＋待处置……＝总数（台、辆、平方米、金额）；使用率＝在用÷总数×100%。
    不报的情形：文中没有写明各项已经列全的，之和小于总数属正常，只在像是一个数字写错时提示核实；
        写有减值准备、年初数、当年计提折旧的，不核对。
    已知漏报：分项写在表格或者别的段落的。
    """
    for parts in ctx.relations(PartsOfWhole):
        yield _judge(ctx, parts)
    for ratio in ctx.relations(Ratio):
        if ratio.numerator is None or ratio.denominator is None:
            continue
        yield ctx.judge(
            verify_ratio(ratio.numerator.amount, ratio.denominator.amount, ratio.rate.amount),
            ratio.rate,
            f"“{told(ratio.rate)}”写作 {{stated}}，按 {ctx.number(ratio.numerator)}÷"
            f"{ctx.number(ratio.denominator)} 应为 {{expected}}",
            related=(ratio.numerator, ratio.denominator),
            severity=None if ratio.sure else Severity.WARNING,
        )


def _judge(ctx: Context, relation: PartsOfWhole) -> Outcome:
    whole, parts = relation.whole, relation.parts
    result = verify_sum([part.amount for part in parts], whole.amount, relation.signs)
    signs = relation.signs or (1,) * len(parts)
    terms = "".join(
        ("＋" if sign > 0 else "－") + ctx.number(part)
        for sign, part in zip(signs, parts, strict=True)
    ).removeprefix("＋")
    severity = None if relation.sure else Severity.WARNING
    if result.verdict is Verdict.FAIL and not relation.sure:
        wrong, meant = _shifted(relation, result)
        if wrong is not None:
            return ctx.finding(
                wrong,
                f"“{told(wrong)}”写作{ctx.number(wrong)}，与“{told(whole)}”及其他各项不合；"
                f"改作{meant:f}则各项之和（{terms}）正好相等，疑小数点错位，请核实",
                stated=wrong,
                expected=meant,
                related=[fact for fact in (whole, *parts) if fact is not wrong],
            )
        digits, beyond = _mistyped(relation, result), _beyond(relation, result)
        if not digits and not beyond:
            return ctx.cannot_tell(
                whole,
                f"各项之和（{terms}）与“{told(whole)}”不等，但文中没有写明各项已经列全",
                parts,
            )
        if digits < _TELLING and not beyond:
            severity = Severity.HINT
    return ctx.judge(
        result,
        whole,
        f"“{told(whole)}”写作 {{stated}}，按各项计算（{terms}）应为 {{expected}}",
        related=parts,
        severity=severity,
    )


def _shifted(relation: PartsOfWhole, result: Result) -> tuple[Fact | None, Decimal]:
    """Return the part whose decimal point, out of place, accounts for the whole mismatch."""
    whole, parts = relation.whole, relation.parts
    if result.expected is None or relation.signs or len(parts) < _FEWEST_TO_SHIFT:
        return None, Decimal(0)
    gap = (whole.value - result.expected) * whole.amount.unit.factor
    for part in parts:
        meant = part.value + gap / part.amount.unit.factor
        if meant in {part.value.scaleb(shift) for shift in (-2, -1, 1, 2)}:
            return part, meant
    return None, Decimal(0)


def _beyond(relation: PartsOfWhole, result: Result) -> bool:
    """Whether the parts are more than the whole, which no part left out can explain."""
    near = relation.whole.sentence == relation.parts[0].sentence
    return near and result.low is not None and result.low > relation.whole.value


def _mistyped(relation: PartsOfWhole, result: Result) -> int:
    """Return how many digits the number has that, mistyped, accounts for the mismatch, or 0."""
    if result.expected is None:
        return 0
    whole = relation.whole
    found = [whole] if one_slip_apart(whole.value, result.expected) else []
    gap = (whole.value - result.expected) * whole.amount.unit.factor
    found += [
        part
        for part in relation.parts
        if one_slip_apart(part.value, part.value + gap / part.amount.unit.factor)
    ]
    digits = max((len(digits_of(fact.value)) for fact in found), default=0)
    return digits if digits >= _FEWEST_DIGITS else 0
