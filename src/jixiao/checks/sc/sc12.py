"""SC12: full marks although something was not done."""

import re
from collections.abc import Iterator

from jixiao.checks.context import Context, Place
from jixiao.checks.ind._measure import measured
from jixiao.checks.ind.ind06 import about_budget
from jixiao.checks.registry import check
from jixiao.checks.sc._score import HUNDRED, body, total_place
from jixiao.extraction.understanding import Sentence
from jixiao.model.outcome import Outcome
from jixiao.model.relation import Scored
from jixiao.patterns import pattern
from jixiao.terms import SectionKey, Severity

_UNDONE = pattern(
    r"(?:无法|未能|没有|尚未|未)(?:按期|按时|如期|全部)?(?:完成|达到|实现|达标)(?!的[,。;]|情况|原因)"
)
_NONE = pattern(r"(?:不存在|没有|无|未出现|未发生)[^,。;]{0,8}$|如$|若$|凡$|对$|因$")
_PLACES = (SectionKey.CONCLUSION, SectionKey.MISSION_EFFECTIVENESS, SectionKey.EVALUATION,
           SectionKey.INDICATOR_ANALYSIS, SectionKey.PROBLEMS)  # fmt: skip
_OUTPUT = pattern(r"^(?:产出|产出指标|履职效能|绩效指标)")

_GROUP = pattern("(产出|成本|效益|效果|满意度)指标")
_EFFECTS = ("效益", "效果", "满意度")


@check(
    code="SC12",
    name="full-marks-undone",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有满分的总分或产出得分，不涉及未完成而得满分。",
)
def full_marks_undone(ctx: Context) -> Iterator[Outcome]:
    """有指标未完成的，总分或产出得分不应是满分。

    为什么：承认有任务没有完成，却得满分，得分明显失实。
    公式：总分100分或产出部分得满分，而文中有完成值低于目标值的指标，
    或写明有目标“未完成”“无法完成”。
    不报的情形：“不存在未完成”一类否定；只是预算支出率不足100%的；产出得满分，没有完成的是写在“效益指标”“满意度指标”之后的，或者只在存在的问题中提到。
    已知漏报：单项指标的得分见 IND16。
    """
    found = _full(ctx)
    if found is None:
        return
    full, of_output = found
    missed = next(
        (
            one
            for one in measured(ctx.understanding)
            if one.missed
            and not about_budget(one)
            and not (of_output and _of_effect(ctx, one.outcome.start))
        ),
        None,
    )
    if missed is not None:
        yield ctx.finding(
            full,
            f"“{missed.name}”完成{ctx.number(missed.outcome)}、目标{ctx.number(missed.goal)}，没有完成，却得满分，请核对",
            related=((missed.outcome, "没有完成"),),
        )
        return
    undone = _undone(ctx, of_output=of_output)
    if undone is not None:
        yield ctx.finding(
            full, "文中写明有目标没有完成，却得满分，请核对", related=((undone, "没有完成"),)
        )
    else:
        yield ctx.passed(full, "得满分，文中没有未完成的指标")


def _full(ctx: Context) -> tuple[Place, bool] | None:
    """Return the full marks, and whether they are of the outputs alone."""
    place = total_place(ctx.understanding)
    if ctx.metadata.total_score == HUNDRED and place is not None:
        return place, False
    for each in ctx.all(Scored):
        mark = each.full_mark
        if mark is None:
            continue
        if _OUTPUT.match(each.name) and each.score.value == mark.value:
            return each.score, each.name.startswith("产出")
    return None


def _of_effect(ctx: Context, at: int) -> bool:
    """Whether a paragraph tells there what became of a benefit or a satisfaction, no output."""
    block = ctx.document.blocks[ctx.document.block_at(at)]
    named = _GROUP.findall(ctx.document.text[block.start : at])
    return bool(named) and named[-1] in _EFFECTS


def _undone(ctx: Context, *, of_output: bool) -> Place | None:
    text = ctx.document.text
    problems = ctx.understanding.section(SectionKey.PROBLEMS)

    def among_problems(at: Sentence) -> bool:
        # A problem does not say whether what was not reached is an output or a benefit.
        return problems is not None and problems.heading.start <= at.start < problems.end

    for sentence in body(ctx.understanding, *_PLACES):
        for match in _UNDONE.finditer(text, sentence.start, sentence.end):
            before = text[max(sentence.start, match.start() - 12) : match.start()]
            around = text[max(sentence.start, match.start() - 30) : match.end() + 16]
            if _NONE.search(before) or not re.search(r"目标|指标|任务|计划|项目", around):
                continue
            if of_output and (_of_effect(ctx, match.start()) or among_problems(sentence)):
                continue
            return sentence
    return None
