"""SC08: total score and grade are there."""

from collections.abc import Iterator

from jixiao.checks.context import Context, Place
from jixiao.checks.near import is_form
from jixiao.checks.registry import check
from jixiao.checks.sc._score import SELF_EVALUATIONS, body, total_place
from jixiao.model.outcome import Outcome
from jixiao.terms import ReportKind, SectionKey, Severity


@check(
    code="SC08",
    name="score-and-grade-present",
    severity=Severity.WARNING,
    since="0.1",
    absent="本文不是绩效自评（评价）报告，不要求总分和等次。",
)
def score_and_grade_present(ctx: Context) -> Iterator[Outcome]:
    """自评报告应写明总分和等次。

    为什么：总分和等次是自评的结论，也是结果应用的依据。
    公式：自评（评价）报告中有总分，并有“优、良、中、差”一类等次。
    不报的情形：转移支付绩效自评没有等次；绩效监控、事前评估、部门决算等文种；报告只在附表中写明的仍作警告，提醒正文写出；
    单独的一张自评表，无法判断。
    已知漏报：写了不止一个总分的见 FND12、SC01。
    """
    about = ctx.metadata
    if about.report_kind not in SELF_EVALUATIONS:
        return
    place = total_place(ctx.understanding)
    if about.total_score is not None and about.grade is not None:
        at = about.grade_span or place or ctx.title
        yield ctx.passed(at, f"写明了总分{about.total_score}分和等次“{about.grade}”")
    elif about.total_score is not None and _without_grade(about.report_kind):
        at = place or ctx.title
        yield ctx.passed(at, f"写明了总分{about.total_score}分，转移支付绩效自评不要求等次")
    elif about.total_score is not None:
        yield ctx.finding(
            place or ctx.title,
            f"写明了总分{about.total_score}分，没有写明等次，请按分数段补写“优、良、中、差”等次",
        )
    elif about.grade is not None and about.grade_span is not None:
        yield ctx.finding(about.grade_span, "写明了等次，没有写明总分，请补写自评总分")
    elif is_form(ctx.document):
        yield ctx.cannot_tell(ctx.title, "只有一张自评表，结论和等次由报告写明，无法判断")
    else:
        yield ctx.finding(_conclusion(ctx), "自评结论没有写明总分和等次，请补写")


def _without_grade(kind: ReportKind) -> bool:
    """Whether the prescribed form of a report asks for no grade."""
    return kind is ReportKind.TRANSFER_PAYMENT_SELF_EVALUATION


def _conclusion(ctx: Context) -> Place:
    sentences = body(ctx.understanding, SectionKey.CONCLUSION)
    if sentences:
        return sentences[0]
    section = ctx.understanding.section(SectionKey.CONCLUSION, SectionKey.EVALUATION)
    return section if section is not None else ctx.title
