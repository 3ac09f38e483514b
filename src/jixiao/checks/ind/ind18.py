"""IND18: scores of a form lie between 0 and the full mark."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.ind._forms import forms
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.terms import Severity


@check(
    code="IND18",
    name="score-within-full-mark",
    severity=Severity.ERROR,
    since="0.1",
    absent="文中没有同时列出分值和得分的自评表。",
)
def score_within_full_mark(ctx: Context) -> Iterator[Outcome]:
    """自评表中每项得分应不小于0、不大于分值。

    为什么：得分超过分值是填串了栏或多打了数字，会使总分虚高。
    公式：0 ≤ 得分 ≤ 分值，逐行核对。
    不报的情形：设有加分项的行（名称含“加分”）；得分或分值空白的行。
    已知漏报：正文中写明满分的得分和只有分值、得分两栏的评分表由 SC02 核对。
    """
    for form in forms(ctx.understanding):
        if not form.columns & {"target", "actual"}:
            continue  # a plain table of scores, see SC02
        for row in form.rows:
            if row.points is None or row.score is None or "加分" in row.name:
                continue
            if row.score > row.points and not form.one_scale:
                yield ctx.cannot_tell(row.score_at, "分值与得分不是同一尺度，无法比较")
            elif row.score > row.points:
                yield ctx.finding(
                    row.score_at,
                    f"“{row.name}”得分{row.score}大于分值{row.points}，请核对",
                    stated=row.score,
                    related=((row.points_at, "分值"),),
                )
            elif row.score < 0:
                yield ctx.finding(
                    row.score_at, f"“{row.name}”得分{row.score}小于0，请核对", stated=row.score
                )
            else:
                yield ctx.passed(row.score_at, f"“{row.name}”得分{row.score}未超过分值{row.points}")
