"""SEC02: changes not accepted and comments left."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.model.outcome import Outcome
from jixiao.terms import ExtraKind, Severity

_SAID = (ExtraKind.COMMENT, ExtraKind.ANNOTATION)
_CHANGED = (ExtraKind.INSERTION, ExtraKind.DELETION)
_MOST_QUOTED = 24


@check(
    code="SEC02",
    name="changes-and-comments-left",
    severity=Severity.ERROR,
    since="0.1",
    clean="没有未接受的修订，也没有批注。",
    publish=True,
)
def changes_and_comments_left(ctx: Context) -> Iterator[Outcome]:
    """公开的文件不应留有未接受的修订和批注。

    为什么：删去的文字、修改的过程、审稿人的意见都还在文件里，任何人都能看到。
    公式：Word 中没有接受或拒绝的插入、删除、移动各报一处；
    Word、Excel 的每条批注、PDF 的每条注释各报一处。
    不报的情形：只改格式的修订；PDF 的链接和表单栏。
    已知漏报：.doc、.wps、.xls、OFD 等格式不查，报无法判断。
    """
    extras = ctx.document.extras
    if extras is None:
        message = "这种格式的修订和批注没有检查，请另存为 .docx、.xlsx 或 PDF 后再核对"
        yield ctx.cannot_tell(ctx.title, message)
        return
    for kind in _CHANGED:
        changes = [extra for extra in extras if extra.kind is kind]
        if changes:
            whole = changes[0]._replace(text="；".join(extra.text for extra in changes))
            first = _short(changes[0].text)
            message = f"有 {len(changes)} 处{kind.label}（如“{first}”），公开前请接受或拒绝全部修订"
            yield ctx.beside_finding(whole, message)
    for extra in extras:
        if extra.kind in _SAID:
            said = f"：“{_short(extra.text)}”" if extra.text else ""
            yield ctx.beside_finding(extra, f"留有{extra.where}{said}，公开前请删去")


def _short(text: str) -> str:
    return text if len(text) <= _MOST_QUOTED else f"{text[:_MOST_QUOTED]}…"
