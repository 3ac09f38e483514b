"""TX06: documents cited that no longer hold."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.tx._cues import cues, sentence_of, watch
from jixiao.checks.tx._words import Repealed, words
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_HISTORY = pattern(r"废止|原《|修订|取代|替代|代替|失效|沿革|此前|过去|曾")
_PLAIN = {
    printed: entry
    for entry in words().repealed
    for number in (entry.number,)
    for printed in (
        number,
        number.replace("〔", "[").replace("〕", "]"),
        number.replace("〔", "(").replace("〕", ")"),
    )
}
_TITLES = {f"《{entry.title}》": entry for entry in words().repealed if entry.title}
_CITED: dict[str, Repealed] = {**_PLAIN, **_TITLES}

watch(*_CITED)


@check(
    code="TX06",
    name="repealed-documents",
    severity=Severity.WARNING,
    since="0.1",
    clean="未发现引用已废止的文件。",
)
def repealed_documents(ctx: Context) -> Iterator[Outcome]:
    """引用的依据应当现行有效。

    为什么：依据已经废止，评价标准和程序便失去根据，也说明材料套用了旧模板。
    公式：查找已废止文件的文号和名称，其废止早于报告年度的即为引用不当。
    不报的情形：报告年度内文件仍然有效；说明沿革、写明原文件或已废止的。
    已知漏报：地方文件；只写简称而没有文号的文件。
    """
    found = cues(ctx.understanding)
    year = ctx.metadata.fiscal_year
    text = ctx.document.text
    said: set[str] = set()
    for word, entry in _CITED.items():
        for at in found.get(word, ()):
            sentence = sentence_of(ctx.understanding, at)
            historical = sentence is None or _HISTORY.search(text, sentence.start, sentence.end)
            if historical or year is None or year <= entry.until or entry.number in said:
                continue
            said.add(entry.number)
            yield ctx.finding(
                Span(at, at + len(word)),
                f"“{word}”已废止，{year}年度的材料应依据{entry.successor}，请更新",
            )
