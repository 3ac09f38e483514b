"""SC03: the grade agrees with the score."""

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.context import Context, Place
from jixiao.checks.registry import check
from jixiao.checks.sc._bands import stated_bands
from jixiao.checks.sc._score import HUNDRED, total_place
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Scored
from jixiao.model.source import Span
from jixiao.standards import GradeTable, Standards
from jixiao.terms import Severity

_NATIONAL = "cn/"


@check(
    code="SC03",
    name="grade-of-score",
    severity=Severity.ERROR,
    since="0.1",
    basis="财预〔2020〕10号",
    absent="文中没有同时写明总分和等次，无从核对二者是否相符。",
)
def grade_of_score(ctx: Context) -> Iterator[Outcome]:
    """等次应与总分所在的分数段相符。

    为什么：等次决定结果应用（优先保障、压减），与得分不符会直接影响下年度预算。
    公式：文中写明分数段的，按该分数段核对；没有写明的，
    按通行的各种分数段（90/80/60、90/75/60、80/70/60 等）核对，
    与所有分数段都不符的按错误报，与其中一些不符的只作警告；
    与财预〔2020〕10号的分数段（90/80/60）相符、当地又没有别的规定的，视为相符。
    不报的情形：总分恰在分数段边界而文中没有写明是否包含的，等次名称不在已知分数段中的，无法判断。
    已知漏报：等次写在附表中的不核对。
    """
    total, grade = ctx.metadata.total_score, ctx.metadata.grade
    place, at = total_place(ctx.understanding), ctx.metadata.grade_span
    if total is None or grade is None or at is None:
        return
    related = ((place, "总分"),) if place is not None else ()
    if any(
        isinstance(place, Fact)
        and one.score.start == place.start
        and one.full_mark is not None
        and one.full_mark.value < HUNDRED
        for one in ctx.all(Scored)
    ):
        yield ctx.cannot_tell(at, "文中只写了部分得分，没有写总分，无法核对等次", related)
        return
    if total > HUNDRED:
        yield ctx.cannot_tell(at, "总分超过100分，无法按分数段核对等次", related)
        return
    known = [one for one in stated_bands(ctx.understanding) if _knows(one, grade)]
    if known:
        wanted = known[0].grade_of(total)
        related = (*related, (known[0].at, "文中的分数段"))
        if wanted is None:
            yield ctx.cannot_tell(at, f"{total}分在分数段边界上，文中没有写明是否包含", related)
        elif wanted == grade:
            yield ctx.passed(at, f"{total}分按文中的分数段为“{wanted}”，与等次相符", related)
        else:
            yield ctx.finding(
                at,
                f"总分{total}分，等次写作“{grade}”，按文中所列分数段应为“{wanted}”，请核对",
                stated=grade,
                expected=wanted,
                related=related,
            )
        return
    yield _by_tables(ctx, at, total, grade, related)


def _knows(bands: object, grade: str) -> bool:
    return any(band.label == grade for band in getattr(bands, "bands", ()))


def _by_tables(
    ctx: Context, at: Span, total: Decimal, grade: str, related: tuple[tuple[Place, str], ...]
) -> Outcome:
    tables = _tables(ctx, grade)
    agreeing = [table for table in tables if table.grade_of(total) == grade]
    others = [table for table in tables if table not in agreeing]
    if not tables:
        return ctx.cannot_tell(at, f"等次“{grade}”不在已知的分数段中，无法核对", related)
    if not others:
        return ctx.passed(at, f"总分{total}分，等次“{grade}”与通行分数段相符", related)
    wanted = others[0].grade_of(total)
    if agreeing and _is_national(agreeing[0]) and all(_of_nation(one) for one in others):
        return ctx.passed(at, f"总分{total}分，等次“{grade}”与“{agreeing[0].title}”相符", related)
    if agreeing:
        return ctx.finding(
            at,
            f"总分{total}分，等次写作“{grade}”，按“{others[0].title}”应为“{wanted}”，"
            f"按“{agreeing[0].title}”相符，请写明所用的分数段",
            stated=grade,
            expected=wanted,
            related=related,
            severity=Severity.WARNING,
        )
    return ctx.finding(
        at,
        f"总分{total}分，等次写作“{grade}”，与通行的各种分数段都不符，按“{others[0].title}”应为“{wanted}”，请核对",
        stated=grade,
        expected=wanted,
        related=related,
    )


def _is_national(table: GradeTable) -> bool:
    """Whether a table is the one of the nation-wide rules, not merely one in use."""
    return "national" in table.pack


def _of_nation(table: GradeTable) -> bool:
    return table.pack.startswith(_NATIONAL)


def _tables(ctx: Context, grade: str) -> list[GradeTable]:
    standards = ctx.standards
    if not isinstance(standards, Standards):
        return []
    about = ctx.metadata
    tables = standards.grade_tables(about.region, about.report_kind, about.fiscal_year)
    tables = [table for table in tables if table.has(grade)]
    if about.region is None:
        tables = [table for table in tables if table.pack.startswith(_NATIONAL)]
    return sorted(tables, key=lambda table: "national" not in table.pack)
