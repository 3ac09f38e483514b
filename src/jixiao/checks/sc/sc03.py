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
from jixiao.patterns import pattern
from jixiao.standards import GradeTable, Standards
from jixiao.terms import Severity, Status

_NATIONAL = "cn/"
_BEFORE = 40
_GRADED = pattern(
    r"(?:等级|等次|档次|级别|评级|结论)(?:结果)?(?:确定|评定|认定)?(?:为|是|属于|属|:)"
    r"[“\"]?(?P<grade>优|良|中|差)[秀好]?[”\"]?(?:[等级档]次?)?(?=[,。;)\s]|$)"
)
_OTHERS = pattern(
    r"复[核评审查]|财政(?:部门)?(?:评价|认定|核定)|抽[查评]|第三方|初评|专家|调[整减为]|上年|去年|上一年|[0-9]{4}年|拟|如果"
)
_PART = pattern(r"项目|[若应原]")


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
    同一总分在另一处写明的等次不同，按错误报。
    不报的情形：总分恰在分数段边界而文中没有写明是否包含的，等次名称不在已知分数段中的，无法判断。
    已知漏报：等次写在附表中的不核对。
    """
    judged = list(_by_score(ctx))
    yield from judged
    if not any(outcome.status is Status.FINDING for outcome in judged):
        yield from _told_again(ctx)


def _by_score(ctx: Context) -> Iterator[Outcome]:
    """Judge the grade of the report by its total score."""
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


def _told_again(ctx: Context) -> Iterator[Outcome]:
    """Compare the grades that different sentences give to one and the same total score."""
    total = ctx.metadata.total_score
    if total is None:
        return
    told = list(_grades_of(ctx, total))
    at = ctx.metadata.grade_span
    first = next((each for each in told if at is not None and each[1].start == at.start), None)
    for grade, place in told if first is not None else ():
        if first is not None and grade != first[0]:
            yield ctx.finding(
                place,
                f"总分{total}分的等次此处写作“{grade}”，另一处写作“{first[0]}”，请核对",
                stated=grade,
                expected=first[0],
                related=((first[1], "另一处"),),
            )


def _grades_of(ctx: Context, total: Decimal) -> Iterator[tuple[str, Span]]:
    """Yield the grades that stand behind the total score in its sentence."""
    text, number = ctx.document.text, f"{total}分"
    own_year = f"{ctx.metadata.fiscal_year}年"
    at = text.find(number)
    while at >= 0:
        sentence = ctx.understanding.sentence_at(at)
        if sentence is not None and text[at - 1 : at] not in "0123456789.":
            match = _GRADED.search(text, at, min(sentence.end + 1, len(text)))
            before = text[max(sentence.start, at - _BEFORE) : at].replace(own_year, "")
            if (
                match is not None
                and not _OTHERS.search(before + text[at : match.start()])
                and not _PART.search(before.rpartition(",")[2])
            ):
                yield match["grade"], Span(*match.span("grade"))
        at = text.find(number, at + 1)


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
