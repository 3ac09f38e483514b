"""The last part: problems, what is done about them, and what became of last year's."""

from collections.abc import Iterator
from typing import Final

from jixiao.model.evaluation import LastYearMeasure, Problem
from jixiao.reports.composition import Block, Run, Source, body, prompt
from jixiao.reports.forms import quoted
from jixiao.reports.self_evaluation.material import Material
from jixiao.reports.wording import day, marked, own, phrase, said, whole
from jixiao.terms import RectificationStatus

_STATES: Final = {
    RectificationStatus.DONE: "已完成整改",
    RectificationStatus.UNDER_WAY: "目前正在整改",
    RectificationStatus.NOT_BEGUN: "目前尚未整改",
}
_BECAUSE = ("由于", "因", "原因", "主要原因", "主要是")


def problems(material: Material) -> Iterator[Block]:
    """Tell the problems with their causes, as the user wrote them."""
    found = [one for one in material.evaluation.problems if one.text.strip()]
    if not found:
        yield body(prompt("存在的主要问题及原因；对照扣分的评分项和未达到指标值的指标逐项说明"))
        return
    yield from marked([_problem(one) for one in found])


def _problem(one: Problem) -> list[Run]:
    runs = whole(one.text)
    return [*runs, *because(one.cause)] if one.cause.strip() else [*runs, prompt("该问题的原因")]


def measures(material: Material) -> Iterator[Block]:
    """Tell what is to be done, by whom and until when."""
    found = [one for one in material.evaluation.problems if one.text.strip()]
    if not found:
        yield body(prompt("下一步改进措施；与存在的问题逐项对应，写明责任科室和完成时限"))
        return
    yield from marked([_measure(one) for one in found])


def problems_with_measures(material: Material) -> Iterator[Block]:
    """Tell each problem with what is done about it."""
    found = [one for one in material.evaluation.problems if one.text.strip()]
    if not found:
        yield from problems(material)
        yield from measures(material)
        return
    yield from marked([[*_problem(one), Run("改进措施："), *_measure(one)] for one in found])


def _measure(one: Problem) -> list[Run]:
    if not one.measure.strip():
        return [prompt(f"针对{quoted(phrase(one.text))}的改进措施、责任科室和完成时限")]
    runs = whole(one.measure)
    section = Source("责任科室", phrase(one.section), one.origin) if one.section.strip() else None
    due = day("完成时限", one.due_on, one.origin) if one.due_on is not None else None
    if section is not None and due is not None:
        runs.append(said("由", section, "负责，", due, "前完成。"))
    elif section is not None:
        runs.append(said("由", section, "负责。"))
    elif due is not None:
        runs.append(said(due, "前完成。"))
    return runs


def last_year(material: Material) -> Iterator[Block]:
    """Tell what became of the problems of last year's report."""
    found = [one for one in material.evaluation.last_year if one.problem.strip()]
    if found:
        yield from marked([_rectified(one) for one in found])


def _rectified(one: LastYearMeasure) -> list[Run]:
    runs = [Run("针对“"), own(one.problem), Run("”的问题")]
    if one.measure.strip():
        runs += [Run("，整改措施是"), own(one.measure)]
    if one.status is not None:
        runs.append(said("，", Source("整改状态", _STATES[one.status], one.origin)))
    runs.append(Run("。"))
    return [*runs, *whole(one.result)] if one.result.strip() else runs


def because(cause: str) -> list[Run]:
    """Return a cause as the user wrote it, led in where it does not lead in itself."""
    if phrase(cause).startswith(_BECAUSE):
        return whole(cause)
    return [Run("主要原因是"), own(cause), Run("。")]
