"""What was scored, where points were lost, and what is missing for the rest."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from jixiao.model.score import ScoreLine
from jixiao.reports.composition import Block, Run, Source, body, prompt
from jixiao.reports.forms import plain, quoted
from jixiao.reports.self_evaluation.material import Material
from jixiao.reports.self_evaluation.process import reviews
from jixiao.reports.wording import Part, count, full_mark, listed, phrase, points, said
from jixiao.terms import ReportContent, ScoreStatus, SectionKey

_NAMED: Final = 3
"""Lines that are named; of more their number is told."""


def conclusion(material: Material) -> Iterator[Block]:
    """Say the score, its parts and where points were lost."""
    sheet = material.sheet
    standard = Source("评分标准", sheet.pack_title.partition("（")[0], sheet.pack)
    of = "对该项目" if material.project else ""
    done = f"标准，{material.me}{of}开展了{material.year}年度绩效自评"
    lead: list[Part] = ["对照“", standard, "”", done]
    if sheet.total is None:
        yield body(said(*lead, "。"), *_unfinished(material))
    else:
        lead += ["，自评得分", points("自评得分", sheet.total, "各评分项之和")]
        if sheet.grade is not None:
            lead += ["，等次为", Source("等次", sheet.grade, sheet.grade_table)]
        yield body(said(*lead, "。"), said("其中，", *_parts(sheet.lines), "。"))
    lost = losses(scored_lines(sheet.lines), whole_sheet=sheet.total is not None)
    if lost:
        yield body(said(*lost))
    held = reviews(material)
    told_before = material.framework.holds(ReportContent.EVALUATION_WORK)
    if held and not material.project and not told_before:
        yield body(said(*held, "。"))


def _parts(lines: Sequence[ScoreLine]) -> list[Part]:
    named: list[list[Part]] = []
    for line in lines:
        if not line.points:
            continue
        if line.score is None:
            named.append([f"{line.label}未能全部计分（", full_mark(line.points), "）"])
        else:
            named.append([line.label, points(line.label, line.score, line.arithmetic), "（"])
            named[-1] += ["满分", full_mark(line.points), "）"]
    return listed(named)


def _unfinished(material: Material) -> list[Run]:
    """Say what is scored so far and which lines are not, with what they need."""
    sheet = material.sheet
    left = [line for line in sheet.leaves if line.status is ScoreStatus.NOT_SCORED]
    named: list[list[Part]] = [
        [quoted(line.label), "（", full_mark(line.points), "）"] for line in left[:_NAMED]
    ]
    also = "等" if len(left) > _NAMED else ""
    needs = dict.fromkeys(need for line in left for need in _needs(line))
    so_far: list[Part] = []
    if sheet.scorable:
        so_far = ["已计分的评分项分值", full_mark(sheet.scorable), "，合计得"]
        so_far += [points("已计分部分得分", sheet.scored, "已计分各项之和"), "；"]
    return [
        said(
            *so_far,
            *listed(named),
            also,
            count("未计分项数", len(left), "项", "评分表"),
            "尚未计分，补齐前不得出总分和等次。",
        ),
        prompt(f"补填后重新生成：{'；'.join(needs)}"),
    ]


def scored_lines(lines: Sequence[ScoreLine]) -> list[ScoreLine]:
    """Return the lines of a pack that are scored by themselves; indicators stand below them."""
    found: list[ScoreLine] = []
    for line in lines:
        below = [each for each in line.children if each.indicator is None]
        found += scored_lines(below) if below else [line]
    return found


def losses(lines: Sequence[ScoreLine], *, whole_sheet: bool) -> list[Part]:
    """Return the lines that lost points, with how many; nothing where none did.

    ``whole_sheet`` is set where everything is scored, so that the sum means something.
    """
    named = _lost(lines)
    if not named:
        return []
    lead = "扣分的评分项共" if len(named) > 1 else "扣分的评分项"
    parts: list[Part] = [lead, count("扣分项数", len(named), "项", "评分表"), "："]
    parts += listed(named)
    if len(named) > 1 and whole_sheet:
        gaps = (line.points - line.score for line in lines if line.score is not None)
        parts += ["，合计扣", points("合计扣分", sum(gaps, Decimal(0)), "各项扣分之和")]
    return [*parts, "。"]


def section_line(material: Material, key: SectionKey) -> ScoreLine | None:
    """Return the line of the score that a section is about, where the standard has one."""
    return next((line for line in material.sheet.lines if line.id == key.value), None)


def scored(line: ScoreLine, *, detailed: bool = True) -> list[Part]:
    """Return what a line scored and where it lost points, or what it lacks to be scored.

    Without ``detailed`` nothing is said of the lines below it.
    """
    if line.status is ScoreStatus.NOT_APPLICABLE:
        if line.score is None:
            return [quoted(line.label), "不适用，分值移往其他评分项。"]
        full = points(f"{line.label}得分", line.score, line.rule)
        return [quoted(line.label), "不适用，按标准给满分", full, "。"]
    if line.score is None:
        return _not_scored(line)
    parts: list[Part] = [f"{line.label}满分", full_mark(line.points), "，自评得"]
    parts.append(points(f"{line.label}得分", line.score, line.arithmetic))
    lost = _lost(scored_lines([line]))
    if lost and line.children and detailed:
        parts += ["：", *listed(lost)]
    elif line.score < line.points:
        parts += ["，扣", points(f"{line.label}扣分", line.points - line.score, "分值－得分")]
    parts.append("。")
    return [*parts, *_not_applicable(line)] if detailed else parts


def _not_applicable(line: ScoreLine) -> list[Part]:
    below = scored_lines(line.children)
    return [
        part for each in below if each.status is ScoreStatus.NOT_APPLICABLE for part in scored(each)
    ]


def _not_scored(line: ScoreLine) -> list[Part]:
    lines = scored_lines([line])
    parts: list[Part] = []
    for each in lines:
        if each.score is None and each.status is ScoreStatus.NOT_SCORED:
            parts += [quoted(each.label), "（", full_mark(each.points), "）尚未计分。"]
    lost = _lost(lines)
    if lost:
        parts += ["其余评分项中，", *listed(lost), "。"]
    return [*parts, *_not_applicable(line)]


def _lost(lines: Sequence[ScoreLine]) -> list[list[Part]]:
    found: list[list[Part]] = []
    for line in lines:
        if line.score is not None and line.score < line.points:
            way = f"{plain(line.points)}－{line.score}"
            gap = points(f"{line.label}扣分", line.points - line.score, way)
            found.append([f"{line.label}扣", gap])
    return found


def _needs(line: ScoreLine) -> list[str]:
    """Return what is missing; how to fill it in, which follows in a need, is for the workbook."""
    needs = [phrase(need.partition("；")[0]) for each in line.walk() for need in each.needs]
    return needs or [f"{quoted(line.label)}计分所需的数据"]
