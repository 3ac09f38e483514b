"""ST07: doubled marks, empty quotation marks and blanks that nobody filled in."""

from collections.abc import Iterator

from jixiao.checks.blanks import unfilled
from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.tx._cues import cue_places, watch
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.terms import Severity

_DOUBLED = watch(
    *(a + b for a in ",;:。、" for b in ",;:。、" if a + b not in ("、:", ":、", ":,", "。:"))
)
_EMPTY = watch("‘’", "“”", "《》", "〔〕", "()")


@check(
    code="ST07",
    name="stray-marks-and-blanks",
    severity=Severity.WARNING,
    since="0.1",
    clean="未发现重复标点、空引号和未填的占位符。",
)
def stray_marks_and_blanks(ctx: Context) -> Iterator[Outcome]:
    """不应有重复标点、空引号和未填写的占位符。

    为什么：占位符说明模板内容没有填完，数据缺失；重复标点和空引号是改动后的残留。
    公式：查找相连的两个标点、中间没有内容的引号和括号，以及 XX、××、待填、【】、下划线等占位符。
    不报的情形：部门决算的占位符由 FA08 核对；
        省略号；隐去号码中间几位的 XXXX；英文单词和型号中的 X；单个乘号；填有内容的方括号。
    已知漏报：写成具体数字的模板示例；用“某某”代替的名称。
    """
    text = ctx.document.text
    last = 0
    for start, word in cue_places(ctx.understanding, _DOUBLED):
        if start >= last and not _is_label(text, start):
            last = start + len(word)
            yield ctx.finding(
                Span(max(0, start - 1), last),
                f"标点重复：“{word}”，请删去多余的一个",
                severity=Severity.HINT,
            )
    for start, word in cue_places(ctx.understanding, _EMPTY):
        what = "括号" if word in ("()", "〔〕") else "引号" if word != "《》" else "书名号"
        yield ctx.finding(
            Span(max(0, start - 1), start + len(word)),
            f"空{what}“{word}”，请补上内容或删去",
            severity=Severity.HINT,
        )
    if ctx.understanding.accounts:
        return  # FA08 tells what is left of the template of final accounts
    for span, told in unfilled(ctx.understanding):
        yield ctx.finding(span, told)


def _is_label(text: str, start: int) -> bool:
    """Tell whether two marks belong to different things: a clock time, or a dotted line."""
    return (
        text[start : start + 3] in (":::", "。。。", "、、、") or text[start - 1 : start] in ":。、"
    )
