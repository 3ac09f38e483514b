"""IND11: indicators that are nearly the same."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.ind._form_rows import Row
from jixiao.checks.ind._forms import Form, forms
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.terms import Severity

_SAME = 9  # tenths of the pairs of characters that both names have
_MOST = 80


@check(
    code="IND11",
    name="duplicate-indicators",
    severity=Severity.HINT,
    since="0.1",
    absent="文中没有列出多项指标的自评表，不涉及指标重复。",
)
def duplicate_indicators(ctx: Context) -> Iterator[Outcome]:
    """同一张自评表中不应有名称几乎相同的指标。

    为什么：重复设置的指标会重复计分，也挤占了应当考核的内容。
    公式：两项指标名称的相邻字对重合九成以上，且指标值相同或同属一级。
    不报的情形：名称相同而二级指标不同、指标值不同的（如不同任务下的“完成及时率”）。
    已知漏报：意思相同而措辞不同的，查不出。
    """
    for form in forms(ctx.understanding):
        rows = [row for row in form.leaves if len(row.name) >= 4][:_MOST]
        if len(rows) < 2:
            continue
        pairs = list(_pairs(form, rows))
        for first, second in pairs:
            yield ctx.finding(
                second.at,
                f"指标“{second.name}”与“{first.name}”名称、指标值几乎相同，疑为重复设置，请合并或区分",
                related=((first.at, "另一项"),),
            )
        if not pairs:
            yield ctx.passed(rows[0].at, f"自评表中的{len(rows)}项指标没有重复")


def _pairs(form: Form, rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    grams = [{row.name[at : at + 2] for at in range(len(row.name) - 1)} for row in rows]
    for at, second in enumerate(rows):
        for before in range(at):
            first = rows[before]
            both = len(grams[at] & grams[before])
            if 20 * both < _SAME * (len(grams[at]) + len(grams[before])):
                continue
            if first.levels[:-1] == second.levels[:-1] and form.text(first.target) == form.text(
                second.target
            ):
                yield first, second
