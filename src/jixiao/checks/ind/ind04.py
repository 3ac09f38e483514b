"""IND04: indicators that missed their target."""

import re
from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.ind._forms import Form, forms
from jixiao.checks.ind._measure import UNKNOWN, Measured, core_of, explained, measured, mentions
from jixiao.checks.registry import check
from jixiao.extraction.understanding import Sentence
from jixiao.model.arithmetic import Verdict
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Attainment
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import ReportKind, SectionKey, Severity

_BEFORE_THE_END = (ReportKind.EX_ANTE_APPRAISAL, ReportKind.PERFORMANCE_MONITORING)

_UNMET = pattern(
    r"(?<!对)(?<!如)未(?:能)?(?:达到?|完成|实现)(?:年度|年初|既定|预期)?(?:绩效)?(?:目标值?|指标值)(?!的[指项])"
)
_VAGUE = pattern(r"部分|个别|有的|少数|某些|一些|各项|多项|几项|其他|任务$|指标$|项目$")
_CLAUSE = pattern(r"[,。;:、.]")
_MIDYEAR = pattern(
    r"运行监控|绩效监控|年中监控|序时进度|上半年(?:监控|自评)|[0-9]?1[—–~-][6-9]月(?:执行|绩效|监控)"
)
_ORDINAL = pattern(r"^(?:[一二三四五六七八九十]是|其[一二三四五六])")
_DIGIT = pattern(r"\d")


@check(
    code="IND04",
    name="missed-target",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有未达到目标值的指标，或没有同时写明目标值和完成值。",
)
def missed_target(ctx: Context) -> Iterator[Outcome]:
    """未达到目标值的指标，应写明目标值、完成值并说明原因。

    为什么：未达标本身不是差错，不说明原因和改进措施才是；
    自评表要求凡完成值低于指标值的都填偏差原因。
    公式：正向指标完成值＜目标值、反向指标完成值＞目标值，且文中没有该指标的原因说明，即报；
    自评表设有“偏差原因”栏而该栏空白的，按错误报。
    不报的情形：同一段、同一行或存在问题部分已就该指标说明原因的；约数无法判断；
    方向不明的指标无法判断；绩效监控（含年度报告中说监控的一段）、事前评估时年度尚未终了，不作判断。
    已知漏报：只说“个别指标未完成”而不点名的，本项不报（见 SC12）。
    """
    if ctx.metadata.report_kind in _BEFORE_THE_END:
        return  # the year is not over: what is not reached yet is not missed
    reports = forms(ctx.understanding)
    for one in measured(ctx.understanding):
        yield from _judged(ctx, one, reports)
    yield from _without_numbers(ctx)


def _judged(ctx: Context, one: Measured, reports: tuple[Form, ...]) -> Iterator[Outcome]:
    attainment = one.attainment
    if not one.same_unit or _monitored(ctx, attainment):
        return
    if not (attainment.indicator or attainment.tabular or attainment.rate or attainment.verdict):
        return
    verdict = one.met.verdict
    if verdict is Verdict.UNDECIDED or (one.direction == UNKNOWN and verdict is Verdict.FAIL):
        yield ctx.cannot_tell(
            one.outcome, f"“{one.name}”的数为约数，或文中没有写明越大越好还是越小越好"
        )
        return
    if verdict is not Verdict.FAIL:
        return
    related = ((one.goal, "目标值"), (one.outcome, "完成值"))
    values = f"完成{ctx.number(one.outcome)}、目标{ctx.number(one.goal)}"
    if explained(ctx.understanding, attainment):
        yield ctx.passed(one.outcome, f"“{one.name}”{values}，未达标，已说明原因", related)
        return
    if attainment.tabular and any(form.remarked(attainment.start) for form in reports):
        yield ctx.cannot_tell(
            one.outcome, f"“{one.name}”{values}，未达标，备注栏另有文字，是否说明了原因请人工核对"
        )
        return
    blank = attainment.tabular and any(form.blank_reason(attainment.start) for form in reports)
    yield ctx.finding(
        one.outcome,
        f"“{one.name}”{values}，未达到目标值，文中没有说明原因，请补写偏差原因和改进措施",
        related=related,
        severity=Severity.ERROR if blank else None,
    )


def _monitored(ctx: Context, attainment: Attainment) -> bool:
    """Whether an indicator is one of the mid-year monitoring: its year was not over."""
    document = ctx.document
    block = document.blocks[document.block_at(attainment.start)]
    return _MIDYEAR.search(document.text, block.start, attainment.start) is not None


def _without_numbers(ctx: Context) -> Iterator[Outcome]:
    """Find an indicator that is said to be missed, of which the text gives no number."""
    text = ctx.document.text
    for section in ctx.understanding.section_text(SectionKey.PROBLEMS):
        for match in _unmet(text, section):
            sentence = ctx.understanding.sentence_at(match.start())
            if sentence is None:
                continue
            subject = _subject(text, sentence, match.start())
            words = _ORDINAL.sub("", text[subject.start : subject.end])
            core = core_of(words)
            if (
                len(core) < 4
                or _VAGUE.search(words)
                or _DIGIT.search(words)
                or _told(core, _names(ctx), text, section.start)
            ):
                continue
            yield ctx.finding(
                Span(subject.start, match.end()),
                f"“{words}”未达目标，但没有写明目标值和完成值各是多少，请补写",
            )


def _unmet(text: str, section: Span) -> Iterator[re.Match[str]]:
    at = text.find("未", section.start, section.end)
    while at >= 0:
        match = _UNMET.match(text, at, section.end)
        if match is not None:
            yield match
        at = text.find("未", at + 1 if match is None else match.end(), section.end)


def _names(ctx: Context) -> list[str]:
    return [core_of(each.name) for each in ctx.all(Attainment)]


def _subject(text: str, sentence: Sentence, end: int) -> Span:
    start = sentence.start
    for match in _CLAUSE.finditer(text, sentence.start, end):
        start = match.end()
    return Span(start, end)


def _told(core: str, names: list[str], text: str, before: int) -> bool:
    """Whether numbers of the same subject stand earlier in the text."""
    if any(mentions(name, core, 2) for name in names if len(name) >= 2):
        return True
    pieces = {core[at : at + 4] for at in range(len(core) - 3)}
    for piece in pieces:
        at = text.find(piece, 0, before)
        if at >= 0 and _DIGIT.search(text, at, min(before, at + 40)):
            return True
    return False
