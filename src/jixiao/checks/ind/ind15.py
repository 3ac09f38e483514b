"""IND15: full marks of a form add up, level by level."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.context import Context
from jixiao.checks.ind._form_rows import Row, is_class
from jixiao.checks.ind._forms import Form, adds_up, by_name, forms, whole
from jixiao.checks.registry import check
from jixiao.model.arithmetic import Verdict, verify_sum
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole
from jixiao.patterns import pattern
from jixiao.terms import Severity

_HUNDRED = Decimal(100)
_NINETY = Decimal(90)
_BORDER = pattern(r"[含至~—≥-]|以上|以下|为优|为良|为中|为差")
_EXECUTION = pattern(r"预算执行|执行率|支出率")


@check(
    code="IND15",
    name="sum-of-full-marks",
    severity=Severity.ERROR,
    since="0.1",
    claims=((PartsOfWhole, "weights"),),
    absent="文中没有列出分值的自评表，也没有写明各部分分值，无从核对分值合计。",
)
def sum_of_full_marks(ctx: Context) -> Iterator[Outcome]:
    """各级指标的分值应逐级相加，总分应为100分。

    为什么：分值加不平，总得分就没有意义，表格会被系统或审核人员直接退回。
    公式：三级分值之和＝二级（小计），各一级分值之和＝合计；合计为100分，
    不含预算执行率的表为90分；每项分值大于0。
    不报的情形：表中没有小计、合计的，或小计与指标的对应关系不能确定的，无法判断；
    写明按折算计分的小计；不适用的、没有设指标的类别，分值可以是0。
    已知漏报：分值写在评分办法里而不在表中的不核对。
    """
    for form in forms(ctx.understanding):
        if "points" in form.columns:
            yield from _form(ctx, form)
    for each in ctx.relations(PartsOfWhole):
        if ctx.document.blocks[ctx.document.block_at(each.whole.start)].table is not None:
            continue  # read above
        parts = [part.amount for part in each.parts]
        result = verify_sum(parts, each.whole.amount, each.signs)
        if result.verdict is Verdict.FAIL and (not each.exhaustive or _bands(ctx, each)):
            continue
        yield ctx.judge(
            result,
            each.whole,
            "各部分分值合计写作 {stated}，逐项相加应为 {expected}",
            related=each.parts,
            severity=None if each.sure else Severity.WARNING,
        )


def _form(ctx: Context, form: Form) -> Iterator[Outcome]:
    for row in form.leaves:
        empty = row.left_out or is_class(row.name)  # a class without any indicator
        if row.points is not None and row.points <= 0 and not (empty and not row.points):
            yield ctx.finding(
                row.points_at, f"指标“{row.name}”的分值为{row.points}，应大于0", stated=row.points
            )
    complete = whole(form, forms(ctx.understanding))
    trusted = sum(1 for group in form.groups if adds_up(group))
    for group in form.groups:
        head = group.head
        if head.scaled:
            said = f"“{head.name}”按折算计分，各项分值之和不必等于{head.points}"
            yield ctx.cannot_tell(head.points_at, said)
        elif head.points is not None:
            others = trusted - adds_up(group)
            sure = complete and (others > 0 or by_name(group)) and not form.nests
            yield _sum(ctx, head, group.rows, sure=sure)
    total = form.total
    if total is not None and total.points is not None and not _displaced(form, total):
        top = form.top()
        marks = [row.points for row in top if row.points is not None]
        heads = {id(group.head) for group in form.groups}
        bound = all(row.kind != "group" or id(row) in heads for row in form.rows)
        sure = complete and bound and not _nested(marks) and not _execution_apart(form, total)
        sure = sure and not form.nests
        yield _sum(ctx, total, tuple(top), sure=sure)
        yield from _hundred(ctx, form, total)


def _bands(ctx: Context, each: PartsOfWhole) -> bool:
    """Whether the parts are borders of grades (90分以上为优), no full marks."""
    text = ctx.document.text
    return any(_BORDER.search(text[part.start - 2 : part.end + 4]) for part in each.parts)


def _sum(ctx: Context, head: Row, rows: tuple[Row, ...], *, sure: bool) -> Outcome:
    points = [row.points for row in rows if row.points is not None]
    related = [(row.points_at, row.name) for row in rows]
    if len(points) < len(rows) or not points:
        return ctx.cannot_tell(head.points_at, f"“{head.name}”之下有的行没有分值，无法核对合计")
    expected = sum(points, Decimal(0))
    if expected == head.points:
        return ctx.passed(head.points_at, f"“{head.name}”分值{head.points}，各项相加相符", related)
    if not sure:
        return ctx.cannot_tell(
            head.points_at, f"“{head.name}”分值{head.points}，包括哪些行不能确定，无法核对"
        )
    return ctx.finding(
        head.points_at,
        f"“{head.name}”分值写作{head.points}，所属{len(rows)}项分值相加为{expected}，不符，请核对各项分值",
        stated=head.points,
        expected=expected,
        related=related,
    )


def _nested(points: list[Decimal]) -> bool:
    """Whether a row might be the subtotal of the rows next to it."""
    for at, point in enumerate(points):
        for run in (points[at + 1 :], points[:at][::-1]):
            added = Decimal(0)
            for number, other in enumerate(run, 1):
                added += other
                if added == point and number > 1:
                    return True
    return False


def _displaced(form: Form, total: Row) -> bool:
    """Whether a total row lacks a cell, so that its score stands under the full marks."""
    scored = any(row.score is not None for row in form.leaves)
    return total.score is None and scored and total.points != _HUNDRED


def _lists_execution(form: Form) -> bool:
    return form.execution is not None or any(_EXECUTION.search(row.name) for row in form.rows)


def _execution_apart(form: Form, total: Row) -> bool:
    """Whether the ten points of the execution of the budget may stand outside of this form."""
    marks = sum((row.points or Decimal(0) for row in form.top()), Decimal(0))
    return total.points == _HUNDRED and marks == _NINETY and not _lists_execution(form)


def _hundred(ctx: Context, form: Form, total: Row) -> Iterator[Outcome]:
    points = total.points
    if points is None or points == _HUNDRED:
        return
    listed = _lists_execution(form)
    if points == _NINETY and not listed:
        return
    yield ctx.finding(
        total.points_at,
        f"自评表分值合计为{points}，应为100分（不含预算执行率的为90分），请核对",
        stated=points,
        severity=Severity.WARNING,
    )
