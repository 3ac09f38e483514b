"""How ratios are judged: with the bound operands first, then with the bases the text could mean."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from weakref import WeakKeyDictionary

from jixiao.checks.context import Context, worlds_apart
from jixiao.checks.fnd._facts import (
    before,
    in_table,
    is_limit,
    of_department,
    paragraph_before,
    partial_year,
    sentence_of,
    told,
)
from jixiao.extraction.understanding import Understanding
from jixiao.model.arithmetic import Result, Verdict, verify_ratio
from jixiao.model.fact import Basis, Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Quantity
from jixiao.model.relation import Ratio, RatioKind
from jixiao.model.slips import may_be_mistyped, one_slip_apart, slip_mends_ratio
from jixiao.patterns import pattern
from jixiao.terms import Fund, ReportKind, Severity

FARTHEST_RATE = 20  # times: a digit mistyped in a part or a whole does no more
AGREED = (Verdict.EXACT, Verdict.ROUNDING)
_ALL = 100  # per cent
# What speaks of a part of the year, of a forecast, a limit or a target, not of the year's result.
_PASSING = pattern(
    r"监控|截[至止]|时间进度|序时|[0-9一二三四五六七八九]月[底末]|上半年|季度|预计|力争|争取|计划|指标值|目标|阈值|规则|标准|"
    r"[至—–-][0-9]{1,2}月|以上|以下"
)

_PROJECT = pattern(r"项目(?!支出|之间|预算资金)|工程|专项")
_RUN_IN = 30  # characters of a paragraph that may hold a run-in heading
_OF_PROJECTS = (
    ReportKind.PROJECT_SELF_EVALUATION,
    ReportKind.PROJECT_EVALUATION,
    ReportKind.TRANSFER_PAYMENT_SELF_EVALUATION,
)
_MONITORED = pattern(r"监控|截[至止]|时间进度|序时")
_KIND = pattern(r"收入|支出|执行数|使用|拨付|支付")
_TIME = pattern(
    r"全年|年度|20[0-9]{2}年(?![0-9]{1,2}月)|(?:[1一]?[-—–~至到])?(?:1[0-2]|[1-9])月|[一二三四1-4]季度|[上下]半年"
)
_PART_OF_YEAR = pattern(r"(?<!1)[0-9]月|1[01]月|季度|半年")
_TIME_REACH = 200
_DIVIDED = frozenset("÷/")
# Behind a rate of 100 %, those that it does not count: 整改率100%,其余2处未到整改期限
_NOT_COUNTED = pattern(
    r"(?:其余|其他|剩余|余下|另有?|[(,;](?:其中)?)[^,。;()0-9]{0,6}[0-9一二两三四五六七八九十]+[^,。;()0-9]{1,3}"
    r"[^。;()0-9]{0,12}(?:因|缓|免|未到|长期|序时|跨年|暂|复检|复查|补考|延期|按合同|不计入|不纳入|不参加|经批准|撤销|取消)"
)
_WEIGHTED = pattern(r"\([^()]{0,8}(?:加权|折算|平均)")


_yearly: "WeakKeyDictionary[Understanding, list[Ratio]]" = WeakKeyDictionary()


def yearly_rates(ctx: Context) -> list[Ratio]:
    """Return the execution rates that state a result of the whole year for the whole report."""
    found = _yearly.get(ctx.understanding)
    if found is None:
        found = _yearly[ctx.understanding] = list(_read_yearly(ctx))
    return found


def _read_yearly(ctx: Context) -> Iterator[Ratio]:
    for ratio in ctx.all(Ratio):
        rate = ratio.rate
        if (
            ratio.kind is RatioKind.EXECUTION
            and ratio.topic == "execution"
            and of_department(rate)
            and not partial_year(rate.period)
            and not is_limit(rate)
            and not in_table(ctx, rate)
            and not _PASSING.search(before(ctx, rate))
            and not _MONITORED.search(paragraph_before(ctx, rate))
            and not _of_one_project(ctx, rate)
        ):
            yield ratio


def of_income(ctx: Context, rate: Fact) -> bool:
    """Whether a rate tells how much of a revenue plan came in, which may exceed 100 %."""
    start = ctx.understanding.sentences[rate.sentence].start
    return _KIND.findall(ctx.document.text[start : rate.start])[-1:] == ["收入"]


def within_the_year(ctx: Context, rate: Fact) -> bool:
    """Whether the last time named before a rate that names none is a part of the year."""
    times = _TIME.findall(ctx.document.text[max(rate.start - _TIME_REACH, 0) : rate.start])
    return bool(times) and _PART_OF_YEAR.search(times[-1]) is not None


def _of_one_project(ctx: Context, rate: Fact) -> bool:
    """Whether a rate of a department's report is that of a project named in its paragraph."""
    if ctx.metadata.report_kind in _OF_PROJECTS:
        return False
    words = paragraph_before(ctx, rate)
    return _PROJECT.search(words[:_RUN_IN] + before(ctx, rate)) is not None


# What narrows a rate to another basis, fund or part of the budget.
_NARROW = pattern(
    r"年初|收入|口径|一般公共|政府性|财政拨款|基金|项目|基本支出|专项|人员经费|公用经费|其中|下属|本级|单位资金"
)
_DEPARTMENT = pattern(r"部门|整体")


def plain_rates(ctx: Context) -> list[Ratio]:
    """Return the yearly rates of all funds of the whole department, on no narrower basis."""
    found: list[Ratio] = []
    for ratio in yearly_rates(ctx):
        rate, base = ratio.rate, ratio.denominator
        if rate.scope.fund is not Fund.ALL or not rate.amount.is_point:
            continue
        if base is None and not _DEPARTMENT.search(sentence_of(ctx, rate)):
            continue
        if base is not None and (
            base.concept != "budget_total"
            or base.scope.fund is not Fund.ALL
            or base.scope.basis is Basis.INITIAL_BUDGET
            or not ratio.sure
        ):
            continue
        clause = ctx.document.text[max(rate.clause, rate.start - 24) : rate.start]
        if not _NARROW.search(clause):
            found.append(ratio)
    return found


def lifted(ratio: Ratio, parts: frozenset[str], totals: Sequence[Fact]) -> Ratio:
    """Return the ratio with the nearest total for a numerator that is only a part of it."""
    part = ratio.numerator
    if part is None or part.concept not in parts:
        return ratio
    return replace(ratio, numerator=totals[-1] if totals else None)


def judge_ratio(  # noqa: PLR0913 - what differs between the rates
    ctx: Context,
    ratio: Ratio,
    *,
    name: str,
    missing: str,
    others: Iterable[Fact] = (),
    tops: Iterable[Fact] = (),
    wanted: tuple[str, ...] = ("",),
    guess: bool = True,
    firm: bool = True,
) -> Iterator[Outcome]:
    """Judge one ratio.

    Args:
        ctx: The context of the check.
        ratio: The ratio as the text states it.
        name: What the rate is called in the message.
        missing: What to say where an operand is not printed.
        others: Further bases, tried after those of the ratio itself.
        guess: Whether a mismatch with operands found elsewhere is worth a warning.
        firm: Whether the base is the one that the rate is measured by beyond doubt.
        tops: Further numerators, tried with the bound base before a mismatch is reported.
        wanted: How the concept of a base begins; another base counts as not printed.
    """
    part, whole = ratio.numerator, ratio.denominator
    if is_limit(ratio.rate):
        return  # not a statement
    if part is None:
        yield ctx.cannot_tell(ratio.rate, missing, () if whole is None else (whole,))
        return
    if whole is not None and ctx.document.text[part.end : whole.start] in _DIVIDED:
        ratio, others, tops = replace(ratio, alternatives=()), (), ()  # 121人÷128名 says of what
    further = chain(ratio.alternatives, others)
    bases = (fact for fact in further if fact.concept.startswith(wanted))
    bound = whole if whole is not None and whole.concept.startswith(wanted) else None
    settled = _settled(ratio.rate.amount, (part, bound), bases, tops)
    if settled is None:
        yield ctx.cannot_tell(ratio.rate, missing, (part,))
        return
    part, base, result = settled
    failed = result.verdict is Verdict.FAIL
    mended = failed and slip_mends_ratio(part.amount, base.amount, ratio.rate.amount)
    if failed and not (ratio.sure or mended or (guess and _near(ratio, result))):
        yield ctx.cannot_tell(ratio.rate, missing, (part, base))
        return
    doubtful = failed and _beyond(ratio, part, base, result)
    together = in_one_sentence(ratio, part, base)
    if doubtful and not (together or mended):
        yield ctx.cannot_tell(ratio.rate, missing, (part, base))
        return
    said = "" if base is whole else "的口径"
    far = together and worlds_apart(ratio.rate.amount, result.expected, FARTHEST_RATE)
    yield ctx.judge(
        result,
        ratio.rate,
        f"{name}写作 {{stated}}，按“{told(part)}÷{told(base)}”{said}"
        f"（{ctx.number(part)}÷{ctx.number(base)}）应为 {{expected}}",
        related=(part, base),
        severity=None if ratio.sure and firm and not (doubtful or far) else Severity.WARNING,
        farthest=None if mended or far else FARTHEST_RATE,
    )


def reckoned_otherwise(ctx: Context, rate: Fact) -> bool:
    """Whether the words behind a rate say that it leaves some out, or is no plain quotient."""
    text, end = ctx.document.text, ctx.understanding.sentences[rate.sentence].end
    if _WEIGHTED.match(text, rate.end, end) is not None:
        return True
    return rate.value == _ALL and _NOT_COUNTED.search(text, rate.end, end) is not None


def in_one_sentence(ratio: Ratio, part: Fact, whole: Fact) -> bool:
    """Whether a rate stands in one sentence with what the text binds to it for certain."""
    return ratio.sure and part.sentence == whole.sentence == ratio.rate.sentence


def _beyond(ratio: Ratio, part: Fact, whole: Fact, result: Result) -> bool:
    """Whether a part is more than what a share up to 100 % is measured by: that is another whole.

    A slip in one of the numbers leaves the share about where it is, or moves its point.
    """
    stated, expected = ratio.rate.amount, result.expected
    if ratio.kind is RatioKind.EXECUTION or expected is None or not part.amount.is_point:
        return False
    meant = whole.amount.base * stated.base / (_ALL * part.amount.unit.factor)
    return (
        part.amount.compatible(whole.amount)
        and not one_slip_apart(part.value, round(meant, part.amount.decimals))
        and part.amount.base > whole.amount.base
        and stated.base <= _ALL < expected * stated.unit.factor
        and not one_slip_apart(stated.value, expected)
    )


def _near(ratio: Ratio, result: Result) -> bool:
    """Whether a rate is near enough to what comes out of operands that are bound loosely."""
    expected = result.expected
    return expected is None or may_be_mistyped(ratio.rate.amount.value, expected)


def _settled(
    rate: Quantity,
    bound: tuple[Fact, Fact | None],
    bases: Iterable[Fact],
    tops: Iterable[Fact],
) -> tuple[Fact, Fact, Result] | None:
    """Return the operands that the rate fits, else the bound ones with their mismatch."""
    part, whole = bound
    result = None if whole is None else verify_ratio(part.amount, whole.amount, rate)
    if whole is not None and result is not None and result.verdict is not Verdict.FAIL:
        return part, whole, result
    pairs = ((part, base) for base in bases)
    others = ((top, whole) for top in tops if whole is not None and top is not whole)
    for top, base in chain(pairs, others):
        fitting = _fits(top, base, rate)
        if fitting is not None:
            return top, base, fitting
    return None if whole is None or result is None else (part, whole, result)


def _fits(part: Fact, whole: Fact, rate: Quantity) -> Result | None:
    result = verify_ratio(part.amount, whole.amount, rate)
    return result if result.verdict in AGREED else None
