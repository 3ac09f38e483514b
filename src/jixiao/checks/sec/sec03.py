"""SEC03: what a file holds without showing it."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.terms import ExtraKind, Severity

_HIDDEN = {
    ExtraKind.HIDDEN_SHEET: "公开前请删去或取消隐藏",
    ExtraKind.HIDDEN_ROWS: "公开前请删去或取消隐藏",
    ExtraKind.HIDDEN_COLUMNS: "公开前请删去或取消隐藏",
    ExtraKind.ATTACHMENT: "公开前请核实内容，不需要的请删去",
}
_MOST_QUOTED = 24


@check(
    code="SEC03",
    name="hidden-content",
    severity=Severity.WARNING,
    since="0.1",
    clean="没有隐藏的文字、行、列、工作表和附带的文件。",
    publish=True,
)
def hidden_content(ctx: Context) -> Iterator[Outcome]:
    """公开的文件不应有隐藏的内容和附带的文件。

    为什么：隐藏的工作表、行、列和文字取消隐藏就能看到；嵌入的工作簿往往带着图表背后的全部数据。
    公式：Word 中设为隐藏的文字合报一处；
    工作簿中有内容的隐藏工作表、每张表的隐藏行和隐藏列、嵌入或附带的每个文件各报一处。
    不报的情形：空的隐藏行、列和工作表；目录、索引等域代码。
    已知漏报：白色的文字、被图形遮住的文字、缩得看不见的行列；PDF 中不显示的图层。
    """
    extras = ctx.document.extras
    if extras is None:
        message = "这种格式有没有隐藏的内容没有检查，请另存为 .docx、.xlsx 或 PDF 后再核对"
        yield ctx.cannot_tell(ctx.title, message)
        return
    texts = [extra for extra in extras if extra.kind is ExtraKind.HIDDEN_TEXT]
    if texts:
        whole = texts[0]._replace(text="；".join(extra.text for extra in texts))
        short = texts[0].text[:_MOST_QUOTED]
        message = f"有 {len(texts)} 段隐藏的文字（如“{short}”），公开前请删去或取消隐藏"
        yield ctx.beside_finding(whole, message)
    for extra in extras:
        if extra.kind in _HIDDEN:
            name = f"“{extra.text}”" if extra.kind is ExtraKind.ATTACHMENT else ""
            yield ctx.beside_finding(extra, f"有{extra.where}{name}，{_HIDDEN[extra.kind]}")
