"""送审包: all documents of a self-evaluation in reading order, under numbered file names."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from jixiao.model.evaluation import Evaluation
from jixiao.model.score import ScoreSheet
from jixiao.reports.composition import Composition
from jixiao.reports.department_form import department_form
from jixiao.reports.forms import open_sheets, sheet_of, year_of
from jixiao.reports.goal_forms import department_goals, project_goals
from jixiao.reports.letters import approval_form, cover_letter
from jixiao.reports.monitoring_form import monitoring
from jixiao.reports.project_form import project_forms
from jixiao.reports.registers import evidence_list, rectification, summary
from jixiao.reports.score_paper import score_paper

Composer = Callable[[str], Composition]
"""Makes a document under a file name."""


class Part(NamedTuple):
    """A document of the package: its title in the list of attachments, and how it is made."""

    title: str
    compose: Composer


def submission(
    evaluation: Evaluation, sheets: Sequence[ScoreSheet], reports: Sequence[Part] = ()
) -> tuple[Composition, ...]:
    """Return the letter, the form of approval, and all they send along, numbered.

    ``reports`` are the reports in words; they come first among the attachments.
    """
    year = year_of(evaluation)
    sheets = open_sheets(evaluation, sheets)
    parts = [*reports, *_tables(evaluation, sheets)]
    attachments = [f"{year}{part.title}" for part in parts]
    letters = (
        Part("报送函", lambda name: cover_letter(evaluation, sheets, attachments, name)),
        Part("呈批表", lambda name: approval_form(evaluation, sheets, attachments, name)),
    )
    return tuple(
        part.compose(f"{number:02d} {part.title}")
        for number, part in enumerate((*letters, *parts), 1)
    )


def _tables(evaluation: Evaluation, sheets: Sequence[ScoreSheet]) -> list[Part]:
    own = sheet_of(sheets)
    of_projects = [each for each in sheets if each.project]
    projects = [each for each in evaluation.projects if not each.classified]
    whole = not evaluation.only_projects
    parts = [Part("项目支出绩效自评汇总表", lambda name: summary(evaluation, sheets, name))]
    if whole:
        form = Part("部门整体支出绩效自评表", lambda name: department_form(evaluation, own, name))
        parts.insert(0, form)
    if projects:
        parts.append(
            Part(
                "项目支出绩效自评表",
                lambda name: project_forms(evaluation, sheets, name, projects),
            )
        )
    if whole:
        parts.append(
            Part("部门整体支出绩效目标申报表", lambda name: department_goals(evaluation, name))
        )
    if projects:
        parts.append(
            Part("项目支出绩效目标申报表", lambda name: project_goals(evaluation, name, projects))
        )
    if whole or evaluation.rounds:
        parts.append(Part("绩效运行监控情况表", lambda name: monitoring(evaluation, name)))
    if own is not None:
        parts.append(
            Part("部门整体支出得分计算底稿", lambda name: score_paper(evaluation, (own,), name))
        )
    if of_projects:
        parts.append(
            Part("项目支出得分计算底稿", lambda name: score_paper(evaluation, of_projects, name))
        )
    return [
        *parts,
        Part("问题整改台账", lambda name: rectification(evaluation, name)),
        Part("佐证材料目录", lambda name: evidence_list(evaluation, sheets, name)),
    ]
