"""IND12: output, benefit and satisfaction are all there."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.ind._forms import Form, forms
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.terms import Severity

_FEWEST = 4
_OUTPUT = ("产出", "数量", "质量", "时效")
_BENEFIT = ("效益", "效果", "影响", "履职效")


@check(
    code="IND12",
    name="kinds-of-indicators",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有分级列出指标的自评表，无从核对指标类别是否齐全。",
)
def kinds_of_indicators(ctx: Context) -> Iterator[Outcome]:
    """自评表应同时设有产出、效益和满意度指标。

    为什么：只有产出没有效益，看不出花钱的结果；有服务对象而不设满意度，不符合指标体系的要求。
    公式：自评表的一级、二级指标中有产出类、有效益（效果）类；缺满意度类的只作提示。
    不报的情形：没有分级的表；人员类、运转类项目和没有服务对象的，可不设满意度。
    已知漏报：类别齐全而内容名不副实的，查不出。
    """
    for form in forms(ctx.understanding):
        if len(form.leaves) < _FEWEST or not form.columns & {"target", "actual"}:
            continue
        words = "".join(level for row in form.rows for level in row.levels)
        output = any(word in words for word in _OUTPUT)
        benefit = any(word in words for word in _BENEFIT)
        if not (output or benefit):
            continue
        yield _judged(ctx, form, words, output=output, benefit=benefit)


def _judged(ctx: Context, form: Form, words: str, *, output: bool, benefit: bool) -> Outcome:
    at = Span(form.rows[0].at.start, form.rows[0].at.end)
    if not output or not benefit:
        lacking = "效益" if output else "产出"
        return ctx.finding(at, f"自评表没有{lacking}类指标，请按产出、效益、满意度补齐")
    if "满意" not in words and "运转" not in words and "人员类" not in words:
        return ctx.finding(
            at,
            "自评表没有满意度指标；有服务对象的，请补设服务对象满意度",
            severity=Severity.HINT,
        )
    return ctx.passed(at, "自评表设有产出、效益和满意度指标")
