"""AS03: the annual inventory of assets."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.tx._cues import cue_places, watch
from jixiao.extraction.understanding import Sentence
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import ReportKind, SectionKey, Severity

_INVENTORY = pattern(
    r"(?:资产|固定资产)[^,，。;；]{0,12}(?:盘点|清查)|(?:盘点|清查)[^,，。;；]{0,12}资产"
)
_WORDS = watch("盘点", "清查")
_NONE = pattern(r"(?:未|没有|尚未)[^,，。;；]{0,8}(?:盘点|清查)")
_RESULT = pattern(r"账实|账账|账卡|账物|相符|一致|盘盈|盘亏|结果|报告|差异|处置|未发现|发现|整改")
_PLAN = pattern(r"下一步|将|拟|计划|应当|进一步")
_WHOLE = (ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION, ReportKind.DEPARTMENT_WIDE_EVALUATION)


@check(
    code="AS03",
    name="asset-inventory",
    severity=Severity.HINT,
    since="0.1",
    absent="文中没有写资产盘点情况，无从判断。",
    basis="《行政事业性国有资产管理条例》",
)
def asset_inventory(ctx: Context) -> Iterator[Outcome]:
    """写到资产盘点的，应写明是否盘点和盘点结果。

    为什么：资产盘点每年至少一次，单独占分；只写做过而不写结果，无法证明账实相符。
    公式：写明盘点（清查）一次以上，并写明账实是否相符。
    不报的情形：写到账实相符、盘盈盘亏、资产处置等结果的；下一步打算盘点的不判断；没有写资产盘点的，无法判断。
    已知漏报：结果写在另一段的会被提示。
    """
    if ctx.metadata.report_kind not in _WHOLE:
        return
    spans = ctx.understanding.section_text(SectionKey.MANAGEMENT_EFFICIENCY, SectionKey.EVALUATION)
    text = ctx.document.text
    sentences = ctx.understanding.sentences
    for at, _ in cue_places(ctx.understanding, _WORDS):
        number = bisect_right(sentences, at, key=lambda each: each.start) - 1
        sentence = sentences[max(0, number)]
        if _within(sentence, spans) and _INVENTORY.search(text, sentence.start, sentence.end):
            yield _judge(ctx, max(0, number))
            return


def _within(sentence: Sentence, spans: Sequence[Span]) -> bool:
    return not spans or any(span.start <= sentence.start < span.end for span in spans)


def _judge(ctx: Context, number: int) -> Outcome:
    sentences = ctx.understanding.sentences
    sentence = sentences[number]
    text = ctx.document.text
    after = sentences[min(number + 1, len(sentences) - 1)].end
    if _NONE.search(text, sentence.start, sentence.end):
        return ctx.finding(sentence, "写明没有进行资产盘点，固定资产每年至少应盘点一次，请说明原因")
    if _RESULT.search(text, sentence.start, after):
        return ctx.passed(sentence, "写明了资产盘点及其结果")
    if _PLAN.search(text, sentence.start, sentence.end):
        return ctx.cannot_tell(sentence, "写的是资产盘点的打算，没有写当年是否盘点，无法判断")
    return ctx.finding(sentence, "写了资产盘点，没有写盘点结果，请补充账实是否相符")
