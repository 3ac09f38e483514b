"""TX07: terms that drift."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.tx._cues import block_of, cues, sections_at, sentence_of, watch
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import ReportKind, SectionKey, Severity

_DRIFT, _TERM, _PROJECT = watch("管理效能", "管理效率", "该项目")
_PAIR = pattern("履职效能")
_AS_PART = pattern(r"管理效能(?:方面|指标|部分|得分|自评|分析|维度|[0-9])")
_WHOLE = (
    ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION,
    ReportKind.DEPARTMENT_WIDE_EVALUATION,
)
_ANTECEDENT = pattern(
    r"(?:[\u4e00-\u9fff]{2,}|”|》)(?<!一级)(?<!二级)(?<!三级)(?<!所有)(?<!各类)(?<!全部)(?<!公共预算)(?<!纳入)项目(?!支出|资金|[0-9库])"
)


@check(
    code="TX07",
    name="drifting-terms",
    severity=Severity.HINT,
    since="0.1",
    clean="未发现术语前后不一或套用项目自评用语。",
)
def drifting_terms(ctx: Context) -> Iterator[Outcome]:
    """指标体系的用语应前后一致，部门整体报告不应套用项目自评的用语。

    为什么：同一指标两种名称，读者会以为是两项；“该项目”出现在部门整体报告中，多是套用项目自评模板的残留。
    公式：与“履职效能”并列的应为“管理效率”；部门整体报告的自评结论中，前文没有具体项目而写“该项目”。
    不报的情形：泛指提升管理水平的“管理效能”；前文已提到具体项目的“该项目”。
    已知漏报：其他指标名称的变化。
    """
    text = ctx.document.text
    found = cues(ctx.understanding)
    for at in found.get(_DRIFT, ()):
        sentence = sentence_of(ctx.understanding, at)
        if sentence is None:
            continue
        beside = _PAIR.search(text, sentence.start, sentence.end) is not None
        if beside or (_TERM in found and _AS_PART.match(text, at)):
            yield ctx.finding(
                Span(at, at + len(_DRIFT)),
                "与“履职效能”并列的指标通称“管理效率”，此处写作“管理效能”，请统一用语",
            )
            break
    if ctx.metadata.report_kind not in _WHOLE:
        return
    for at in found.get(_PROJECT, ()):
        keys = {section.key for section in sections_at(ctx.understanding, at)}
        if SectionKey.CONCLUSION not in keys:
            continue
        if not _ANTECEDENT.search(text, block_of(ctx.understanding, at).start, at):
            yield ctx.finding(
                Span(at, at + len(_PROJECT)),
                "部门整体报告的结论中写“该项目”，前文并无所指的具体项目，疑为套用项目自评用语，请改为部门整体的表述",
            )
