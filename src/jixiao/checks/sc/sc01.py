"""SC01: part scores add up to the total."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.ind._form_rows import Row
from jixiao.checks.ind._forms import Form, Group, adds_up, forms, whole
from jixiao.checks.registry import check
from jixiao.checks.sc._score import HUNDRED, points_of
from jixiao.model.arithmetic import Verdict, verify_sum
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole, Scored
from jixiao.model.slips import one_slip_apart
from jixiao.patterns import pattern
from jixiao.terms import Severity

_HALF_CENT = Decimal("0.005")
_COUNTED = pattern(r"([二三四五六七八九十]|[0-9]+)(?:项|个|部分|方面|大项)[^。;]{0,8}$")
_NUMERALS = {word: number for number, word in enumerate("二三四五六七八九十", 2)}
_NUMERALS |= {str(number): number for number in range(2, 100)}
_LEAD = 16
_WHOLE_PART = 5  # points: no part of a total has less


@check(
    code="SC01",
    name="sum-of-scores",
    severity=Severity.ERROR,
    since="0.1",
    claims=((PartsOfWhole, "scores"),),
    absent="文中没有同时写明总分和各部分得分，无从核对得分合计。",
)
def sum_of_scores(ctx: Context) -> Iterator[Outcome]:
    """各部分得分之和应等于总分，各项得分之和应等于小计。

    为什么：总分是自评的结论，与分项加不平就说明有得分改过而没有同步。
    公式：Σ分项得分＝总分（小计）；每个得分按写出的位数视为区间，差额在 n×0.005 之内的只作舍入提示。
    不报的情形：只列出部分得分的；小计与各行的对应关系不能确定的，无法判断。
    已知漏报：分项得分散见各处而没有写明满分的，可能认不全。
    """
    for each in ctx.relations(PartsOfWhole):
        table = ctx.document.blocks[ctx.document.block_at(each.whole.start)].table
        if table is not None or each.whole in each.parts:
            continue
        total, parts = points_of(each.whole.amount, [part.amount for part in each.parts])
        result = verify_sum(parts, total, each.signs)
        names = "＋".join(f"{part.label}{ctx.number(part)}" for part in each.parts)
        if not each.exhaustive or (
            result.verdict is Verdict.FAIL
            and (_lacking(ctx, each) or _unprinted(ctx, each, result.expected))
        ):
            if result.verdict is Verdict.EXACT:
                yield ctx.passed(each.whole, "各部分得分之和与总分相符", each.parts)
            else:
                yield ctx.cannot_tell(each.whole, "没有列全各部分得分，无法核对合计", each.parts)
            continue
        blocks = {ctx.document.block_at(part.start) for part in each.parts}
        if (
            result.verdict is Verdict.EXACT
            and ctx.document.block_at(each.whole.start) not in blocks
        ):
            yield ctx.passed(each.parts[0], f"“{names}”与总分相符", (*each.parts[1:], each.whole))
            continue
        yield ctx.judge(
            result,
            each.whole,
            f"总分写作 {{stated}}，按“{names}”应为 {{expected}}",
            related=each.parts,
            severity=None
            if each.sure and not _short(ctx, each, result.expected)
            else Severity.WARNING,
        )
    for form in forms(ctx.understanding):
        if "score" in form.columns:
            yield from _form(ctx, form)


def _lacking(ctx: Context, each: PartsOfWhole) -> bool:
    """Whether the text counts more parts than were read: 八项合计得48.58分."""
    lead = ctx.document.text[max(0, each.whole.start - _LEAD) : each.whole.start]
    said = _COUNTED.search(lead)
    return said is not None and _NUMERALS.get(said[1]) != len(each.parts)


def _unprinted(ctx: Context, each: PartsOfWhole, added: Decimal | None) -> bool:
    """Whether the score of one part may not be printed: the full marks lack some of the total's.

    Where full marks are not printed, a sum that falls short by more than a slip says the same.
    """
    full = {one.score.start: one.full_mark for one in ctx.all(Scored)}
    marks = [full.get(part.start) for part in each.parts]
    known = [mark.value for mark in marks if mark is not None]
    own = full.get(each.whole.start)
    if own is not None or each.whole.value == ctx.metadata.total_score:
        wanted = HUNDRED if own is None else own.value
        if len(known) == len(marks):
            return sum(known, Decimal(0)) != wanted
    if added is None or each.whole.value - added < _WHOLE_PART or len(known) == len(marks):
        return False
    short = each.whole.value - added
    return not one_slip_apart(each.whole.value, added) and not any(
        one_slip_apart(part.value, part.value + short) for part in each.parts
    )


def _short(ctx: Context, each: PartsOfWhole, added: Decimal | None) -> bool:
    """Whether the sum falls short by as much as a part may have, and no full marks close it."""
    if added is None or each.whole.value - added < _WHOLE_PART:
        return False
    full = {one.score.start for one in ctx.all(Scored) if one.full_mark is not None}
    return any(part.start not in full for part in each.parts)


def _form(ctx: Context, form: Form) -> Iterator[Outcome]:
    if not form.one_scale:
        return
    complete = whole(form, forms(ctx.understanding))
    trusted = sum(1 for group in form.groups if adds_up(group))
    for group in form.groups:
        if group.head.scaled:
            continue  # its score is converted from those of its rows
        others = complete and trusted - adds_up(group) > 0 and not form.nests
        sure = _marks_fit(group) or others
        yield from _sum(ctx, group.head, group.rows, sure=sure)
    total = form.total
    if total is not None:
        top = tuple(form.top())
        marks = [row.points for row in top if row.points is not None]
        sure = len(marks) == len(top) and sum(marks, Decimal(0)) == total.points
        unmarked = "points" not in form.columns and trusted > 0 and complete
        yield from _sum(ctx, total, top, sure=sure or unmarked)


def _marks_fit(group: Group) -> bool:
    """Whether the full marks show that the rows are all of the subtotal."""
    marks = [row.points for row in group.rows if row.points is not None]
    return len(marks) == len(group.rows) > 0 and sum(marks, Decimal(0)) == group.head.points


def _sum(ctx: Context, head: Row, rows: tuple[Row, ...], *, sure: bool) -> Iterator[Outcome]:
    scores = [row.score for row in rows if row.score is not None]
    if head.score is None or not rows:
        return
    related = [(row.score_at, row.name) for row in rows]
    if len(scores) < len(rows):
        yield ctx.cannot_tell(head.score_at, f"“{head.name}”之下有的行没有得分，无法核对合计")
        return
    expected = sum(scores, Decimal(0))
    difference = abs(expected - head.score)
    if not difference:
        yield ctx.passed(head.score_at, f"“{head.name}”得分{head.score}，各项相加相符", related)
    elif not sure:
        yield ctx.cannot_tell(
            head.score_at, f"“{head.name}”得分{head.score}，包括哪些行不能确定，无法核对"
        )
    elif difference <= _HALF_CENT * (len(rows) + 1):
        yield ctx.rounding(
            head.score_at,
            f"“{head.name}”得分写作{head.score}，各项相加为{expected}，相差在四舍五入范围内",
            stated=head.score,
            expected=expected,
            related=related,
        )
    else:
        yield ctx.finding(
            head.score_at,
            f"“{head.name}”得分写作{head.score}，所属{len(rows)}项相加为{expected}，不符，请核对各项得分",
            stated=head.score,
            expected=expected,
            related=related,
        )
