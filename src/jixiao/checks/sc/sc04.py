"""SC04: where points were lost."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.ind._forms import forms
from jixiao.checks.near import holds
from jixiao.checks.registry import check
from jixiao.checks.sc._score import (
    HUNDRED,
    SELF_EVALUATIONS,
    admits,
    deductions,
    lost_sentences,
    problems_text,
    total_place,
)
from jixiao.model.outcome import Outcome
from jixiao.model.relation import PartsOfWhole, Scored
from jixiao.patterns import pattern
from jixiao.terms import ReportKind, Severity

_ANNEX = pattern(
    r"(?:扣分|得分|评分|失分)[^。;]{0,16}(?:详?见|附)[^。;]{0,10}(?:附件|附表|自评表|评分表|得分表|另册)"
    r"|(?:详见|见)[^。;]{0,14}(?:评分表|得分表|自评表)"
)
_ANNEXES = ("附件", "附表", "自评表", "评分表", "得分表", "另册")
_MARK = pattern(r"\([0-9.]+分$")  # 数量指标(20分,得19.20分)
_FEWEST = 5
_FEWEST_PARTS = 3


@check(
    code="SC04",
    name="unexplained-loss",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有总分，或总分为100分，不涉及扣分说明。",
)
def unexplained_loss(ctx: Context) -> Iterator[Outcome]:
    """总分不足100分的，应说明在哪里扣了分、扣了几分。

    为什么：不说明扣分，得分就无法复核，问题和改进措施也没有针对性。
    公式：总分＜100，而文中没有扣分的说明，也没有列出各项得分的表；只写扣分原因、没有写分值的也报。
    不报的情形：逐项写明扣分，或附有指标得分表的；分项写明满分和得分、又写有存在问题的；
    事前评估等不是自评（评价）的文种；写明见评分表的，无法判断。
    已知漏报：扣分说明与实际失分是否一致见 SC05。
    """
    total, place = ctx.metadata.total_score, total_place(ctx.understanding)
    if total is None or place is None or total >= HUNDRED:
        return
    if ctx.metadata.report_kind not in (*SELF_EVALUATIONS, ReportKind.UNKNOWN):
        return
    lost = HUNDRED - total
    rows = sum(
        1 for form in forms(ctx.understanding) for row in form.leaves if row.score is not None
    )
    reasons = lost_sentences(ctx.understanding)
    scored = len(ctx.all(Scored)) >= 2 or any(
        each.topic == "scores" for each in ctx.all(PartsOfWhole)
    )
    if deductions(ctx.understanding) or rows >= _FEWEST:
        yield ctx.passed(place, f"总分{total}分，失{lost}分，文中说明了扣分所在")
    elif scored and (reasons or (_marked(ctx) and admits(problems_text(ctx.understanding)))):
        yield ctx.passed(place, f"总分{total}分，文中列出了分项得分和扣分原因")
    elif holds(_ANNEX, ctx.document.text, _ANNEXES, 30, 3):
        yield ctx.cannot_tell(place, f"总分{total}分，失{lost}分，扣分情况可能在附表中")
    elif reasons:
        yield ctx.finding(
            reasons[0],
            f"总分{total}分，失{lost}分，只写了扣分原因，没有写明各扣几分，请逐项写明",
            related=((place, "总分"),),
        )
    else:
        yield ctx.finding(
            place,
            f"总分{total}分，失{lost}分，文中没有说明在哪些指标上扣分、为什么扣分，请补写",
            stated=total,
        )


def _marked(ctx: Context) -> bool:
    """Whether the points of the parts are told beside their full marks."""
    parts = ctx.all(Scored)
    marked = [each for each in parts if each.full_mark or _MARK.search(each.name)]
    return len(marked) >= _FEWEST_PARTS
