"""SEC01: markings of secrecy."""

import re
from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.tx._cues import block_of, cue_places, watch
from jixiao.model.folding import fold
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_WORDS = watch("秘密", "机密", "绝密", "内部资料", "内部文件", "内部材料", "内部使用", "内部参考")
_MARK = (
    r"(?:(?:秘密|机密|绝密)(?:[★☆*]\s*(?:[0-9一二三四五六七八九十]+[年月天日]|长期)?)?"
    r"|(?:仅供)?(?:内部(?:资料|文件|材料|使用|参考))(?:[,、;]?\s*(?:注意保存|请勿外传|不得外传|严禁外传|妥善保管))*)"
)
_WHOLE = pattern(rf"\s*(?:密级:\s*)?[(\[【<《]?\s*{_MARK}\s*[)\]】>》]?[。!]?\s*")
_BRACKETS = pattern(rf"[(\[【]\s*{_MARK}\s*[)\]】]")
_STARRED = pattern(r"(?:秘密|机密|绝密)\s*[★☆]")
_BEFORE = 4
_WAY_OUT = "；如属误留请删去，确属涉密或内部资料的不得公开，须先经保密审查"


@check(
    code="SEC01",
    name="markings-of-secrecy",
    severity=Severity.ERROR,
    since="0.1",
    clean="未发现秘密、机密、绝密和内部资料标识。",
)
def markings_of_secrecy(ctx: Context) -> Iterator[Outcome]:
    """用于公开的材料不应带有密级或内部资料标识。

    为什么：带密级的材料不得公开；标识若是误留，也会引起误解，须先经保密审查。
    公式：单独成行、写在括号中或带★的“秘密”“机密”“绝密”“内部资料”等标识。
    不报的情形：《保守国家秘密法》等法规名称和保密机构名称；正文中谈到国家秘密、商业秘密的语句。
    已知漏报：图片中的标识；页眉页脚、批注等处的标识，只在以 --publish 核对时查。
    依据：《中华人民共和国保守国家秘密法》。
    """
    text = ctx.document.text
    last = 0
    for start, _ in cue_places(ctx.understanding, _WORDS):
        if start < last:
            continue
        block = block_of(ctx.understanding, start)
        mark: re.Match[str] | None = None
        if block.end - block.start <= 40:
            line = text.rfind("\t", block.start, start) + 1 or block.start
            end = text.find("\t", start, block.end)
            mark = _WHOLE.fullmatch(text, line, block.end if end < 0 else end)
        if mark is None:
            mark = _STARRED.match(text, start)
        if mark is None:
            first = max(block.start, start - _BEFORE)
            mark = _BRACKETS.search(text, first, min(block.end, start + 30))
        if mark is not None and mark.start() <= start:
            last = mark.end()
            yield ctx.finding(Span(*mark.span()), f"材料带有“{mark.group().strip()}”标识{_WAY_OUT}")
    for extra in ctx.beside():
        words = fold(extra.text)
        mark = _WHOLE.fullmatch(words) or _STARRED.search(words) or _BRACKETS.search(words)
        if mark is not None:
            told = f"{extra.where}带有“{mark.group().strip()}”标识{_WAY_OUT}"
            yield ctx.beside_finding(extra, told)
