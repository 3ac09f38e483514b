"""SC02: no score above its full mark, no total above 100."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.ind._forms import forms
from jixiao.checks.registry import check
from jixiao.checks.sc._score import HUNDRED, total_place
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Scored
from jixiao.patterns import pattern
from jixiao.terms import Severity

_BONUS = pattern(
    r"加分(?<!不加分)(?<!不予加分)(?<!不再加分)(?<!不另加分)(?<!不额外加分)(?<!无加分)(?<!没有加分)(?<!不设加分)"
    r"|奖励分|附加分|满分 ?1(?!00)[0-9]{2}(?!\d)|总分 ?1[1-9]\d ?分"
)


@check(
    code="SC02",
    name="score-above-full-mark",
    severity=Severity.ERROR,
    since="0.1",
    claims=((Scored, "*"),),
    absent="文中没有写明满分的得分，也没有总分。",
)
def score_above_full_mark(ctx: Context) -> Iterator[Outcome]:
    """得分不应超过满分，总分不应超过100分。

    为什么：得分超过满分必是填错，总分也随之虚高。
    公式：写明满分（分值）的得分 ≤ 满分；总分 ≤ 100。
    不报的情形：设有加分、附加分，或写明总分不是百分制的；没有写明满分的分项得分。
    已知漏报：满分写在评分办法里、与得分隔开的，不核对。
    """
    bonus = _BONUS.search(ctx.document.text) is not None
    for each in ctx.relations(Scored):
        full = each.full_mark
        if ctx.document.blocks[ctx.document.block_at(each.score.start)].table is not None:
            continue
        if full is None:
            continue
        related = ((full, "满分"),)
        if each.score.value <= full.value:
            yield ctx.passed(
                each.score, f"得分{ctx.number(each.score)}未超过满分{ctx.number(full)}", related
            )
        elif bonus or full.sentence != each.score.sentence:
            yield ctx.cannot_tell(
                each.score, "得分超过满分，文中设有加分，或满分写在另一句", related
            )
        else:
            yield ctx.finding(
                each.score,
                f"“{each.name}”得分{ctx.number(each.score)}超过满分{ctx.number(full)}，请核对",
                stated=each.score,
                related=related,
            )
    yield from _tables(ctx, bonus=bonus)
    total, place = ctx.metadata.total_score, total_place(ctx.understanding)
    if total is None or place is None:
        return
    if total <= HUNDRED:
        yield ctx.passed(place, f"总分{total}分未超过100分")
    elif bonus:
        yield ctx.cannot_tell(place, "总分超过100分，文中设有加分或总分不是百分制")
    else:
        yield ctx.finding(place, f"总分{total}分超过100分，请核对", stated=total)


def _tables(ctx: Context, *, bonus: bool) -> Iterator[Outcome]:
    """Judge the tables of scores that are no self-evaluation forms (those see IND18)."""
    for form in forms(ctx.understanding):
        if form.columns & {"target", "actual"}:
            continue
        for row in form.rows:
            if row.points is None or row.score is None or "加分" in row.name:
                continue
            related = ((row.points_at, "分值"),)
            if row.score <= row.points:
                yield ctx.passed(
                    row.score_at, f"“{row.name}”得分{row.score}未超过分值{row.points}", related
                )
            elif bonus or not form.one_scale:
                yield ctx.cannot_tell(
                    row.score_at, "得分超过分值，文中设有加分或二者不是同一尺度", related
                )
            else:
                yield ctx.finding(
                    row.score_at,
                    f"“{row.name}”得分{row.score}超过分值{row.points}，请核对",
                    stated=row.score,
                    related=related,
                )
