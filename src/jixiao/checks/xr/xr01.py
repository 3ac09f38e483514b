"""XR01: the money of the workbook in the written report."""

from collections.abc import Iterator

from jixiao.checks.records import bare
from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.checks.xr._figures import Figure, agrees, figures, printed, staged, told
from jixiao.extraction.understanding import Understanding
from jixiao.model.evaluation import Evaluation
from jixiao.model.fact import Fact
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.source import Span
from jixiao.terms import Severity


@source_check(
    code="XR01",
    name="figures-of-the-workbook",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时给出工作簿和写有部门收支总数的文字。",
)
def figures_of_the_workbook(ctx: SourcesContext) -> Iterator[SourcesOutcome]:
    """报告中部门的预算、收支、三公经费和人数，应与工作簿一致。

    为什么：报告和表格报同一个数而各不相同，是退回重报最常见的原因。
    公式：换算单位后，工作簿的数落在报告印出的数的舍入范围之内；报告多处写到的，有一处相符即可。
    不报的情形：报告没有写到的；约数、上年数、年中数、项目的数；预算阶段不同的不比较。
    不相符的只问口径，不下结论；与工作簿另一个数相同的，指出可能用了哪个口径。
    已知漏报：报告中有一处相符、另一处写错的，见 FND12。
    """
    found = ctx.evaluation()
    if found is None:
        return
    number, evaluation = found
    known = list(figures(evaluation))
    for source, text in ctx.texts():
        for figure in known:
            facts = _facts(text, figure, evaluation)
            if facts:
                ours = figure.spot(number)
                yield _judged(ctx, ours, (source, facts), figure, known)


def _facts(text: Understanding, figure: Figure, evaluation: Evaluation) -> list[Fact]:
    facts = told(text, figure.concepts, evaluation.department.year)
    return staged(facts, figure.bases)


def _judged(
    ctx: SourcesContext,
    ours: Spot,
    theirs: tuple[int, list[Fact]],
    figure: Figure,
    known: list[Figure],
) -> SourcesOutcome:
    source, facts = theirs
    fits = next((one for one in facts if agrees(one, figure.value, figure.unit)), None)
    fact = fits or facts[0]
    there = Spot(source, span=Span(fact.start, fact.end), label="报告")
    said = f"{figure.label}：工作簿为{bare(figure.value)}{figure.unit}"
    if fits is not None:
        return ctx.passed((there, ours), f"{said}，报告写作{printed(fact)}，相符")
    other = next((one for one in known if one is not figure and _is(one, fact, figure)), None)
    basis = f"报告的数与工作簿的“{other.label}”相同，可能用了这一口径" if other else ""
    return ctx.finding(
        (there, ours),
        f"{said}，报告写作{printed(fact)}；请核对，或说明两处的口径",
        stated=fact.value,
        expected=figure.value,
        basis=basis,
    )


def _is(other: Figure, fact: Fact, figure: Figure) -> bool:
    return other.unit == figure.unit and agrees(fact, other.value, other.unit)
