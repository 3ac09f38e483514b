"""ST13: cells whose formula has no value, or none that can be reckoned with."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.document import UNCALCULATED
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_ERROR = pattern(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)")
_UNCALCULATED = pattern(rf"(?:^|(?<=[\t\n])){UNCALCULATED}(?=[\t\n]|$)")
_MOST_SHOWN = 5  # further places of one kind that are named
_REASONS = {
    "#DIV/0!": "除数为零或空白",
    "#N/A": "没有找到要引用的值",
    "#NAME?": "公式里的名称有误",
    "#REF!": "引用的单元格已被删除",
    "#VALUE!": "参与计算的不是数字",
}


@check(
    code="ST13",
    name="formula-results",
    severity=Severity.WARNING,
    since="0.1",
    clean="表格中没有出错的和未计算的公式。",
)
def formula_results(ctx: Context) -> Iterator[Outcome]:
    """表格中不应有出错的公式和没有计算结果的公式。

    为什么：出错的单元格（如“#DIV/0!”）没有数，合计和比率也就无从核对；没有用 Excel 或 WPS
    保存过的工作簿，公式可能没有得数，本程序不代为计算，也不把它当作空白或零。
    公式：查找显示为错误值的单元格，以及工作簿中存有公式而没有存得数的单元格；同一张表里同一种的合为一处。
    不报的情形：公式有得数的，不论得数是否为零、为空白。
    已知漏报：得数没有随引用的单元格更新的。
    """
    for (_, shown), spans in _places(ctx).items():
        more = f"（这张表中共{len(spans)}处）" if len(spans) > 1 else ""
        related = [(span, "另一处") for span in spans[1 : 1 + _MOST_SHOWN]]
        if shown == UNCALCULATED:
            message = (
                f"公式没有计算结果{more}，与它有关的合计和比率没有核对；"
                "请用 Excel 或 WPS 打开工作簿，保存后再核对"
            )
        else:
            reason = f"，{_REASONS[shown]}" if shown in _REASONS else ""
            message = f"单元格显示为“{shown}”{more}{reason}，请改正公式或所引用的单元格"
        yield ctx.finding(spans[0], message, related=related)


def _places(ctx: Context) -> dict[tuple[int, str], list[Span]]:
    """Return the cells without a value, by table and by what they show."""
    document, text = ctx.document, ctx.document.text
    spans = [Span(*match.span()) for match in _ERROR.finditer(text)] if "#" in text else []
    if document.sheets and UNCALCULATED in text:
        spans += [Span(*match.span()) for match in _UNCALCULATED.finditer(text)]
    found: dict[tuple[int, str], list[Span]] = {}
    for span in spans:
        table = document.blocks[document.block_at(span.start)].table
        key = (-1 if table is None else table, text[span.start : span.end])
        found.setdefault(key, []).append(span)
    return found
