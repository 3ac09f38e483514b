"""呈批表 and 报送函 that go with a self-evaluation (GB/T 9704-2012)."""

from collections.abc import Sequence
from datetime import date

from jixiao.model.evaluation import Approval, Evaluation
from jixiao.model.score import ScoreSheet
from jixiao.reports.composition import (
    Block,
    Composition,
    Paragraph,
    ParagraphKind,
    Run,
    Source,
    Table,
    Title,
    body,
    prompt,
)
from jixiao.reports.forms import (
    Row,
    asked,
    day,
    given,
    label,
    open_sheets,
    sheet_of,
    year_of,
)
from jixiao.reports.wording import self_name
from jixiao.terms import ApprovalStage

_PROVINCES = ("省", "自治区")


def finance_office(region: str) -> str:
    """Return the finance office that answers for a region; nothing where it is not known."""
    place = region.rsplit("/", maxsplit=1)[-1]
    if not place:
        return ""
    return f"{place}财政{'厅' if place.endswith(_PROVINCES) else '局'}"


def cover_letter(
    evaluation: Evaluation, sheets: Sequence[ScoreSheet], attachments: Sequence[str], name: str
) -> Composition:
    """Return the letter by which the documents go to the finance office."""
    department = evaluation.department
    year = year_of(evaluation)
    office = finance_office(department.region)
    parts = ["部门整体支出"] * (not evaluation.only_projects)
    parts += ["项目支出"] * bool(evaluation.projects)
    what = "和".join(parts)
    blocks: list[Block] = [
        Title((f"{department.name}关于报送{year}", "绩效自评材料的函")),
        Paragraph((prompt("发文字号，如 ×〔2024〕×号"),), ParagraphKind.SIGNATURE),
        Paragraph((Run(f"{office}：") if office else prompt("主送机关"),), ParagraphKind.ADDRESSEE),
        body(
            f"按照{year}绩效自评工作要求，{self_name(department.name)}对{what}开展了绩效自评。",
            *_result(evaluation, sheets),
        ),
        body("现将绩效自评材料报送贵单位，请予审核。"),
        *_attached(attachments),
        Paragraph((Run(department.name),), ParagraphKind.SIGNATURE),
        Paragraph((_sent_on(evaluation),), ParagraphKind.DATE),
        body(*_contact(evaluation)),
    ]
    return Composition(name=name, title="报送函", blocks=tuple(blocks))


def _result(evaluation: Evaluation, sheets: Sequence[ScoreSheet]) -> list[Run]:
    runs: list[Run] = []
    own = sheet_of(sheets)
    if own is not None and own.total is not None:
        grade = f"，等次为“{own.grade}”" if own.grade else ""
        runs.append(
            Run(
                f"部门整体支出绩效自评得{own.total:f}分{grade}。",
                sources=(Source("部门整体支出绩效自评得分", f"{own.total:f}分"),),
            )
        )
    elif own is not None:
        runs.append(prompt("部门整体支出绩效自评得分（尚有未计分的评分项）"))
    scored = [
        each for each in open_sheets(evaluation, sheets) if each.project and each.total is not None
    ]
    count = len(evaluation.projects)
    if count:
        secret = sum(bool(each.classified) for each in evaluation.projects)
        aside = f"（其中涉密项目{secret}个，只列编号和金额）" if secret else ""
        runs.append(
            Run(
                f"支出项目共{count}个{aside}，已完成自评计分{len(scored)}个。",
                sources=(
                    Source("项目个数", f"{count}个"),
                    Source("已计分的项目个数", f"{len(scored)}个"),
                ),
            )
        )
    return runs


def _attached(attachments: Sequence[str]) -> list[Paragraph]:
    # The year after the number stands apart: 1.2025 is read as a number.
    items = [f"{number}. {each}" for number, each in enumerate(attachments, 1)]
    return [
        Paragraph((Run(f"{'' if at else '附件：'}{each}"),), ParagraphKind.ATTACHMENT)
        for at, each in enumerate(items)
    ]


def _sent_on(evaluation: Evaluation) -> Run:
    sent = _held(evaluation, ApprovalStage.SUBMISSION)
    when = None if sent is None else sent.held_on
    return Run(day(when)) if isinstance(when, date) else prompt("成文日期")


def _contact(evaluation: Evaluation) -> tuple[Run, ...]:
    department = evaluation.department
    if not department.preparer:
        return (Run("（联系人及电话："), prompt("联系人和电话"), Run("）"))
    phone = f"，电话：{department.phone}" if department.phone else ""
    return (Run(f"（联系人：{department.preparer}{phone}）"),)


def _held(evaluation: Evaluation, stage: ApprovalStage) -> Approval | None:
    return next((each for each in evaluation.approvals if each.stage is stage), None)


# --- 呈批表 ---------------------------------------------------------------------------------------


def approval_form(
    evaluation: Evaluation, sheets: Sequence[ScoreSheet], attachments: Sequence[str], name: str
) -> Composition:
    """Return the form on which the documents are approved; signatures are left blank."""
    department = evaluation.department
    year = year_of(evaluation)
    result = "".join(run.text for run in _result(evaluation, sheets))
    rows: list[Row] = [
        (label("呈批事项"), given(f"关于报送{year}绩效自评材料", "呈批事项", across=3)),
        (
            label("主送单位"),
            given(finance_office(department.region), "主送单位"),
            label("填报日期"),
            given(day(department.filled_on), "填报日期"),
        ),
        (
            label("拟稿人"),
            given(department.preparer, "拟稿人"),
            label("联系电话"),
            given(department.phone, "联系电话"),
        ),
        (label("内容摘要"), given(result, "自评结果", across=3)),
        (
            label("所附材料"),
            given(
                "\n".join(f"{number}. {each}" for number, each in enumerate(attachments, 1)),
                "所附材料",
                across=3,
            ),
        ),
    ]
    for stage in ApprovalStage:
        if stage is not ApprovalStage.SUBMISSION:
            rows += _stage(evaluation, stage)
    rows.append((label("单位负责人审批"), asked("签字和日期", across=3)))
    blocks: list[Block] = [
        Title((f"{department.name}绩效自评材料呈批表",)),
        Table(widths=(19, 31, 18, 32), rows=tuple(rows), head=0, sheet="呈批表"),
        Paragraph(
            (Run("注：会议日期和意见据填报内容列示，不能代替签字；签字处由本人填写。"),),
            ParagraphKind.NOTE,
        ),
    ]
    return Composition(name=name, title="呈批表", blocks=tuple(blocks))


def _stage(evaluation: Evaluation, stage: ApprovalStage) -> list[Row]:
    held = _held(evaluation, stage)
    if held is None:
        return [(label(stage.label), asked("日期、意见和签字", across=3))]
    said = "，".join(each for each in (day(held.held_on), held.minutes, held.outcome) if each)
    return [(label(stage.label), given(said, "日期和意见"), label("签字"), asked("签字"))]
