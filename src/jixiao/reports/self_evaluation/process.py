"""How goals were set, watched and evaluated in the year, and what proves the results."""

from collections.abc import Iterator, Sequence
from datetime import date

from jixiao.model.evaluation import MonitoringRound
from jixiao.reports.composition import Block, Run, Source, body
from jixiao.reports.self_evaluation.indicators import counted
from jixiao.reports.self_evaluation.material import Material
from jixiao.reports.self_evaluation.spending import classified
from jixiao.reports.wording import Part, count, day, filled, listed, money, own, phrase, said
from jixiao.terms import Appraisal, ApprovalStage, ReportContent


def performance_management(material: Material) -> Iterator[Block]:
    """Say how goals were set, watched and reviewed in the year."""
    projects = material.evaluation.projects
    if projects:
        own_ones = [one for one in material.evaluation.indicators if one.project]
        parts: list[Part] = ["绩效目标管理方面，纳入绩效管理的项目"]
        parts.append(count("项目个数", len(projects), "个", "项目表"))
        if own_ones:
            parts += ["，设置项目", *counted(own_ones)]
        yield body(said(*parts, "。"))
    appraised = _appraised(material)
    if appraised:
        yield body(said(*appraised))
    yield from _monitored(material)
    if not material.framework.holds(ReportContent.PROJECTS):
        yield from classified(material)


def _appraised(material: Material) -> list[Part]:
    due = [
        one
        for one in material.open_projects()
        if one.appraisal in (Appraisal.DONE, Appraisal.NOT_DONE)
    ]
    if not due:
        return []
    done = [one for one in due if one.appraisal is Appraisal.DONE]
    parts: list[Part] = ["事前绩效评估方面，应开展评估的新增项目"]
    parts += [count("应开展事前绩效评估的项目数", len(due), "个", "项目表")]
    parts += ["，已开展", count("已开展事前绩效评估的项目数", len(done), "个", "项目表")]
    names = [[Source("项目名称", phrase(one.name), one.origin)] for one in done if one.name.strip()]
    if names:
        parts += ["，为", *listed(names)]
    return [*parts, "。"]


def _monitored(material: Material) -> Iterator[Block]:
    rounds = material.evaluation.rounds
    if not rounds:
        return
    number = count("绩效运行监控轮次", len(rounds), "轮", "监控表")
    yield body(said("绩效运行监控方面，全年开展监控", number, "。"), *_rounds(rounds))


def _rounds(rounds: Sequence[MonitoringRound]) -> Iterator[Run]:
    for one in rounds:
        if one.cut_off is None or one.executed is None:
            continue
        yield said(
            "截至",
            day("监控截止日期", one.cut_off, one.origin),
            "，累计支出",
            money("累计执行数", one.executed, one.origin),
        )
        if one.finding.strip():
            yield from (Run("，监控发现的问题是"), own(one.finding))
        if one.action.strip():
            yield from (Run("，处理意见是"), own(one.action))
        yield Run("。")


def evaluation_work(material: Material) -> Iterator[Block]:
    """Say who went over the results, and when."""
    runs = [
        said(Source("环节", label), "于", day(stage.label, held_on, origin), "完成。")
        for stage, label in (
            (ApprovalStage.SECTION_REVIEW, "各科室数据审核"),
            (ApprovalStage.FINANCE_REVIEW, "财务部门汇总初审"),
        )
        for held_on, origin in _held(material, stage)
    ]
    if held := reviews(material):
        runs.append(said(*held, "。"))
    if runs:
        yield body(*runs)


def _held(material: Material, stage: ApprovalStage) -> list[tuple[date, str]]:
    return [
        (one.held_on, one.origin)
        for one in material.evaluation.approvals
        if one.stage is stage and one.held_on is not None
    ][-1:]


def evidence(material: Material) -> Iterator[Block]:
    """Say how many papers prove the results; which they are stands in their list."""
    evaluation = material.evaluation
    named = {code for one in evaluation.indicators if not one.project for code in one.evidence}
    named |= {code for one in evaluation.management for code in one.evidence}
    papers = [one for one in evaluation.evidence if one.code in named]
    if papers:
        number = count("佐证材料份数", len(papers), "份", "佐证材料表")
        yield body(said("指标完成值和管理情况附有佐证材料", number, "，详见佐证材料目录。"))


def reviews(material: Material) -> list[Part]:
    """Return before whom and when the results were reviewed."""
    stages = (ApprovalStage.OFFICE_MEETING, ApprovalStage.PARTY_GROUP_MEETING)
    named: list[list[Part]] = [
        [day(one.stage.label, one.held_on, one.origin), one.stage.label.removesuffix("审议")]
        for one in material.evaluation.approvals
        if one.stage in stages and filled(one.held_on) and one.held_on is not None
    ]
    return ["自评结果经", *listed(named), "审议"] if named else []
