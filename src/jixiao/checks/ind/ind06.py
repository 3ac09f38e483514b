"""IND06: indicators that are announced must be shown with target and actual value."""

import re
from collections.abc import Iterator

from jixiao.checks.context import Context, Place
from jixiao.checks.ind._forms import forms
from jixiao.checks.ind._measure import Measured, measured
from jixiao.checks.near import holds
from jixiao.checks.registry import check
from jixiao.extraction.understanding import Section
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import ReportKind, SectionKey, Severity

_COUNTED = pattern(
    r"\d+ ?[项个][^,。;]{0,8}(?:产出|效益|绩效|满意度)[^,。;]{0,4}指标"
    r"|(?:产出|效益|绩效|满意度)[^,。;\d]{0,6}指标[^,。;\d]{0,6}\d+ ?[项个]"
)
_SPOKEN = pattern(r"(?:产出|效益|绩效|满意度)[^,。;]{0,6}指标[^,。;]{0,6}(?:完成|实现|达成)")
_COUNT = pattern(r"\d ?[项个]")
_DONE = pattern("完成|实现|达成")
_HEADING = pattern(r"目标(?:任务)?(?:的)?(?:完成|实现|达成)|指标(?:的)?(?:完成|实现|达成)")
_ANNEX = pattern(
    r"(?:详见|参见|见|另附|附后|随)[^。;]{0,14}(?:附件|附表|自评表|评分表|得分表|另册|下表|完成情况表)"
    r"|(?:附件|附表|另册)[^。;]{0,6}(?:报送|所列|列示)"
)
_ANNEXES = ("附件", "附表", "自评表", "评分表", "得分表", "另册", "下表", "完成情况表")
_BUDGET = pattern(r"支出率|执行率|执行进度|支出进度|支付率|决算|三公|采购")
_BEFORE, _BEHIND = 24, 18
_PLACES = (
    SectionKey.MISSION_EFFECTIVENESS,
    SectionKey.INDICATOR_ANALYSIS,
    SectionKey.EVALUATION,
    SectionKey.CONCLUSION,
)
_TARGET = pattern(
    r"(?:目标值|指标值|计划完成|≥|≤|不低于|不少于|完成(?:年度|年初|全年)?(?:目标|计划|任务)|控制目标)[^,。;]{0,6}\d"
)


@check(
    code="IND06",
    name="announced-indicators",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有说到绩效指标的个数或完成情况，不涉及指标是否逐项列明。",
)
def announced_indicators(ctx: Context) -> Iterator[Outcome]:
    """说到绩效指标完成情况的报告，应逐项列出目标值和完成值。

    为什么：只说“指标均已完成”而不列目标值、完成值，得分就没有依据，审核人员无从核实。
    公式：文中说到产出、效益等指标的个数或完成情况，
    而全文没有一项指标同时写明目标值和完成值（预算支出率除外）。
    不报的情形：已列出任何一项或附有指标表的；写明“详见附表”的，无法判断；绩效监控、事前评估等文种。
    已知漏报：列了一部分指标、漏了其余的，本项不报。
    """
    if ctx.metadata.report_kind in (
        ReportKind.EX_ANTE_APPRAISAL,
        ReportKind.PERFORMANCE_MONITORING,
    ):
        return
    place = announced(ctx)
    if place is None:
        return
    shown = [one for one in measured(ctx.understanding) if not about_budget(one)]
    rows = [row for form in forms(ctx.understanding) for row in form.leaves if row.actual]
    if shown or rows:
        yield ctx.passed(
            place, f"说到绩效指标，文中列出了{max(len(shown), len(rows))}项的目标值和完成值"
        )
    elif holds(_ANNEX, ctx.document.text, _ANNEXES, 16, 10) or _targets(ctx):
        yield ctx.cannot_tell(place, "说到绩效指标，逐项情况在附表中或写法特殊，无法判断是否列全")
    else:
        yield ctx.finding(
            place,
            "说到绩效指标的完成情况，但全文没有一项指标写明目标值和完成值，得分缺少依据，请逐项列出或附指标完成情况表",
        )


def about_budget(one: Measured) -> bool:
    """Whether an indicator is no more than the spending rate of the budget."""
    words = one.attainment.name + one.outcome.label
    return one.outcome.concept.endswith("_rate") and bool(
        _BUDGET.search(words) or one.outcome.concept == "execution_rate"
    )


def announced(ctx: Context) -> Place | None:
    """Return where indicators are announced: their number, what is said of them, or a heading."""
    text = ctx.document.text
    sections = [s for s in ctx.understanding.sections if s.key in _PLACES]
    for form, sign in ((_COUNTED, _COUNT), (_SPOKEN, _DONE)):
        for section in sections:
            match = _body(form, sign, text, section)
            if match is not None:
                return _sentence(ctx, match.start())
    for section in sections:
        if section.key is SectionKey.MISSION_EFFECTIVENESS and _HEADING.search(
            text, section.heading.start, section.heading.end
        ):
            return section
    return None


def _body(
    form: re.Pattern[str], sign: re.Pattern[str], text: str, section: Section
) -> re.Match[str] | None:
    """Search around each 指标 of a section, its heading left out; a match holds a ``sign``."""
    start = section.heading.end
    at = text.find("指标", start, section.end)
    while at >= 0:
        first, last = max(start, at - _BEFORE), min(section.end, at + _BEHIND)
        if sign.search(text, first, last) and (match := form.search(text, first, last)):
            return match
        at = text.find("指标", at + 2, section.end)
    return None


def _sentence(ctx: Context, offset: int) -> Place:
    for section in ctx.understanding.sections:
        if section.heading.start <= offset < section.heading.end:
            return section
    sentence = ctx.understanding.sentence_at(offset)
    return sentence if sentence is not None else Span(offset, offset + 1)


def _targets(ctx: Context) -> bool:
    """Whether targets are printed in the sections on results."""
    text = ctx.document.text
    for section in ctx.understanding.sections:
        if section.key in _PLACES:
            for match in _TARGET.finditer(text, section.heading.end, section.end):
                before = text[max(0, match.start() - 30) : match.start()]
                if not _BUDGET.search(before):
                    return True
    return False
