"""Lists: 自评汇总表, 整改台账, 佐证材料目录."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from jixiao.model.evaluation import Evaluation, Evidence, Indicator, Project
from jixiao.model.score import ScoreSheet
from jixiao.reports.composition import (
    Align,
    Block,
    Cell,
    Composition,
    Outline,
    Table,
    body,
    head,
    prompt,
)
from jixiao.reports.forms import (
    MONEY,
    Money,
    Row,
    actual_of,
    asked,
    centred,
    day,
    given,
    label,
    money,
    name_of,
    note,
    provenance,
    rate,
    sheet_of,
    sum_of,
    title,
    total_cell,
    total_of,
    unverified,
    written,
)
from jixiao.terms import Sign

_ALL = "合计"

# --- 自评汇总表 -----------------------------------------------------------------------------------


def summary(evaluation: Evaluation, sheets: Sequence[ScoreSheet], name: str) -> Composition:
    """Return the list of all projects with their money, scores and grades."""
    rows: list[Row] = [
        head(
            "序号",
            "项目编号",
            "项目名称",
            "实施科室",
            "年初预算数",
            "全年预算数",
            "全年执行数",
            "执行率",
            "得分",
            "等次",
        )
    ]
    for number, project in enumerate(evaluation.projects, 1):
        rows.append(_project_row(evaluation, project, sheet_of(sheets, project.code), number))
    rows.append(_totals(evaluation))
    own = [each for each in sheets if each.project]
    blocks: list[Block] = [
        title(evaluation, "项目支出绩效自评汇总表"),
        Table(
            widths=(5, 11, 25, 11, 10, 10, 10, 9, 9, 6),
            rows=tuple(rows),
            unit=f"单位：{MONEY}、分",
            sheet="自评汇总表",
        ),
    ]
    warning = next((found for found in map(unverified, own) if found is not None), None)
    if warning is not None:
        blocks.append(warning)
    if any(each.classified for each in evaluation.projects):
        blocks.append(note("注：涉密项目只列编号和金额。"))
    notes = dict.fromkeys(each for one in own for each in provenance(one))
    return Composition(
        name=name,
        title="项目支出绩效自评汇总表",
        blocks=tuple(blocks),
        landscape=True,
        footnotes=tuple(notes),
    )


def _project_row(
    evaluation: Evaluation, project: Project, sheet: ScoreSheet | None, number: int
) -> Row:
    funds = sum_of(evaluation.funds_of(project.code))
    shown = None if project.classified else sheet
    grade = "" if shown is None else shown.grade or ""
    return (
        centred(str(number)),
        centred(project.code),
        written(name_of(project)),
        written("" if project.classified else project.section),
        *_money(funds, f"row{number}"),
        total_cell(shown),
        centred(grade),
    )


def _totals(evaluation: Evaluation) -> Row:
    parts = [sum_of(evaluation.funds_of(each.code)) for each in evaluation.projects]
    whole = Money(
        total_of(each.initial for each in parts),
        total_of(each.adjusted for each in parts),
        total_of(each.executed for each in parts),
    )
    of = [f"row{number}" for number in range(1, len(parts) + 1)]
    return (label("合计", across=4), *_money(whole, _ALL, of=of), Cell(), Cell())


def _money(funds: Money, name: str, of: Sequence[str] = ()) -> Row:
    """Return amounts and rate; ``of`` are the rows whose amounts the workbook adds up."""
    cells: list[Cell] = []
    for field, value in funds._asdict().items():
        listed = ",".join(f"{{{each}.{field}}}" for each in of)
        formula = f"=SUM({listed})" if of and value is not None else ""
        cells.append(money(value, name=f"{name}.{field}", formula=formula))
    reckoned = f"={{{name}.executed}}/{{{name}.adjusted}}"
    return (*cells, rate(funds.executed, funds.adjusted, formula=reckoned))


# --- 整改台账 -------------------------------------------------------------------------------------


def rectification(evaluation: Evaluation, name: str) -> Composition:
    """Return what became of last year's problems, and what is to be done about this year's."""
    outline = Outline()
    blocks: list[Block] = [
        title(evaluation, "绩效自评问题整改台账"),
        outline.heading(1, "上年度问题整改情况"),
    ]
    if evaluation.last_year:
        rows: list[Row] = [
            head("序号", "上年度问题", "整改措施", "整改状态", "整改情况", "佐证材料")
        ]
        rows += [
            (
                centred(str(number)),
                written(each.problem),
                given(each.measure, "整改措施"),
                centred(each.status.label) if each.status else asked("整改状态"),
                given(each.result, "整改情况"),
                written("、".join(each.evidence)),
            )
            for number, each in enumerate(evaluation.last_year, 1)
        ]
        blocks.append(
            Table(widths=(5, 26, 26, 11, 26, 12), rows=tuple(rows), sheet="上年度问题整改")
        )
    else:
        blocks.append(_prompted("上年度绩效自评和评价指出的问题及整改情况"))
    blocks.append(outline.heading(1, "本年度问题整改计划"))
    if evaluation.problems:
        rows = [
            head(
                "序号", "存在的主要问题", "原因分析", "改进措施", "责任科室", "完成时限", "整改情况"
            )
        ]
        rows += [
            (
                centred(str(number)),
                written(each.text),
                given(each.cause, "原因分析"),
                given(each.measure, "改进措施"),
                given(each.section, "责任科室"),
                given(day(each.due_on), "完成时限"),
                Cell(),
            )
            for number, each in enumerate(evaluation.problems, 1)
        ]
        blocks.append(
            Table(widths=(5, 23, 23, 24, 11, 15, 11), rows=tuple(rows), sheet="本年度问题整改")
        )
        blocks.append(note("注：“整改情况”一栏由责任科室在整改中填写。"))
    else:
        blocks.append(_prompted("本年度存在的主要问题、原因和改进措施"))
    return Composition(name=name, title="问题整改台账", blocks=tuple(blocks), landscape=True)


def _prompted(words: str) -> Block:
    return body(prompt(words))


# --- 佐证材料目录 ---------------------------------------------------------------------------------

_HEAD = (
    "序号",
    "佐证事项",
    "完成值",
    "编号",
    "材料名称",
    "材料类型",
    "出具单位",
    "出具日期",
    "页码",
    "证明的数值",
    "文件名",
)
_WIDTHS = (6, 18, 12, 7, 20, 11, 13, 19, 7, 14, 11)


class _Claim(NamedTuple):
    """Something that evidence is cited for."""

    what: str
    reached: str
    evidence: tuple[str, ...]
    asked_for: str = ""


def evidence_list(evaluation: Evaluation, sheets: Sequence[ScoreSheet], name: str) -> Composition:
    """Return the evidence by department, task and project: one list a project."""
    outline = Outline()
    known = {each.code: each for each in evaluation.evidence}
    blocks: list[Block] = [title(evaluation, "绩效自评佐证材料目录")]
    cited: set[str] = set()
    for heading, claims in _claims(evaluation, _questions(sheets)):
        cited |= {code for claim in claims for code in claim.evidence}
        blocks += [outline.heading(1, heading), _table(heading, claims, known)]
    secret = {each.code for each in evaluation.projects if each.classified}
    hidden = {
        code for each in evaluation.indicators if each.project in secret for code in each.evidence
    }
    rest = [each for each in evaluation.evidence if each.code not in cited | hidden]
    if rest:
        heading = "未被指标和事项引用的材料"
        claims = [_Claim("", "", (each.code,)) for each in rest]
        blocks += [outline.heading(1, heading), _table(heading, claims, known)]
    if len(blocks) == 1:
        blocks.append(_prompted("佐证材料的编号、名称和出处"))
    return Composition(name=name, title="佐证材料目录", blocks=tuple(blocks), landscape=True)


def _questions(sheets: Sequence[ScoreSheet]) -> dict[str, str]:
    """Return what facts and lines are called, by their identifiers."""
    found = {
        line.id: line.label
        for sheet in sheets
        if not sheet.project
        for line in sheet.walk()
        if line.indicator is None
    }
    for sheet in sheets:
        found |= sheet.questions
    return found


def _claims(evaluation: Evaluation, names: Mapping[str, str]) -> Iterator[tuple[str, list[_Claim]]]:
    owners: list[tuple[str, list[_Claim]]] = [
        ("部门绩效指标", _of_indicators(evaluation.indicators_of()))
    ]
    owners += [
        (
            f"任务：{each.name or each.code}",
            _of_indicators(evaluation.indicators_of(task=each.code)),
        )
        for each in evaluation.tasks
    ]
    owners += [
        (f"项目：{name_of(each)}", _of_indicators(_of_project(evaluation, each)))
        for each in evaluation.projects
        if not each.classified
    ]
    facts = [
        _Claim(names.get(each.fact, each.fact), "", each.evidence)
        for each in evaluation.management
        if each.evidence
    ]
    judged = [
        _Claim(names.get(each.line, each.line), "", each.evidence)
        for each in evaluation.judgements
        if each.evidence
    ]
    measures = [
        _Claim(each.problem, "", each.evidence) for each in evaluation.last_year if each.evidence
    ]
    owners += [("管理情况", facts + judged), ("上年度问题整改", measures)]
    return ((heading, claims) for heading, claims in owners if claims)


def _of_project(evaluation: Evaluation, project: Project) -> tuple[Indicator, ...]:
    return tuple(each for each in evaluation.indicators if each.project == project.code)


def _of_indicators(indicators: Sequence[Indicator]) -> list[_Claim]:
    return [
        _Claim(each.name or each.code, _reached(each), each.evidence, each.evidence_asked)
        for each in indicators
    ]


def _reached(indicator: Indicator) -> str:
    """Return the figure that evidence has to prove; of a qualitative indicator its band."""
    if indicator.sign is Sign.QUALITATIVE:
        return "" if indicator.attainment is None else indicator.attainment.label
    return actual_of(indicator)


def _table(name: str, claims: Sequence[_Claim], known: dict[str, Evidence]) -> Table:
    rows: list[Row] = [head(*_HEAD)]
    for number, claim in enumerate(claims, 1):
        down = max(1, len(claim.evidence))
        first = (
            Cell(text=str(number), down=down, align=Align.CENTRE),
            written(claim.what, down=down),
            written(claim.reached, down=down),
        )
        if not claim.evidence:
            kind = f"（{claim.asked_for}）" if claim.asked_for else ""
            rows.append((*first, asked(f"佐证材料{kind}", across=8)))
        for place, code in enumerate(claim.evidence):
            cells = _material(code, known.get(code))
            rows.append((*first, *cells) if place == 0 else cells)
    return Table(widths=_WIDTHS, rows=tuple(rows), sheet=name)


def _material(code: str, found: Evidence | None) -> Row:
    if found is None:
        return (centred(code), asked("目录中没有这一编号的材料", across=7))
    return (
        centred(code),
        written(found.name),
        written(found.kind),
        written(found.issuer),
        centred(day(found.issued_on)),
        centred(found.pages),
        written(found.proves),
        written(found.file),
    )
