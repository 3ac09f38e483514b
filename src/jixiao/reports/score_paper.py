"""得分计算底稿: the whole score, line by line, so that it can be followed with a pocket calculator.

As a workbook its scores are formulas over the cells of what was filled in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import quote

from jixiao.model.evaluation import Evaluation
from jixiao.model.score import Input, ScoreLine, ScoreSheet
from jixiao.reports.composition import (
    Align,
    Block,
    Cell,
    Composition,
    Outline,
    PageBreak,
    Table,
    Title,
    body,
    head,
)
from jixiao.reports.forms import (
    NONE,
    centred,
    day,
    ended,
    label,
    note,
    open_sheets,
    percent,
    plain,
    points_cell,
    provenance,
    quoted,
    score_cell,
    total_cell,
    unverified,
    written,
    year_of,
)
from jixiao.terms import ScoreStatus

_HEAD = (
    "评分项",
    "分值",
    "取数",
    "数值",
    "单位",
    "填报位置",
    "计分规则",
    "算式和取舍",
    "得分",
    "依据",
)
_WIDTHS = (18, 7, 18, 15, 8, 14, 21, 25, 10, 8)
_HOW = (
    "各项得分按规则算得后四舍五入，上级得分为下级得分之和；"
    "算式中的“…”表示其后还有数位，“≈”之后是取舍后的得分；填报位置是工作簿中的工作表和行。"
)
_MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FAILED = f'"{ScoreStatus.NOT_SCORED.label}"'
_SIGNS = "≥>=<≤"


def score_paper(evaluation: Evaluation, sheets: Sequence[ScoreSheet], name: str) -> Composition:
    """Return the working paper of the scores of a department, or of one or more projects.

    Classified projects are left out.
    """
    blocks: list[Block] = []
    shown = open_sheets(evaluation, sheets)
    for sheet in shown:
        if blocks:
            blocks.append(PageBreak(landscape=bool(sheet.project)))
        blocks += _of_project(evaluation, sheet) if sheet.project else _whole(evaluation, sheet)
    return Composition(
        name=name,
        title="得分计算底稿",
        blocks=tuple(blocks),
        landscape=bool(shown and shown[0].project),
        footnotes=tuple(dict.fromkeys(each for one in shown for each in provenance(one))),
    )


def _whole(evaluation: Evaluation, sheet: ScoreSheet) -> Iterator[Block]:
    """Yield the paper of a department: its first page is a summary, the others lie across."""
    outline = Outline()
    yield _title(evaluation, sheet)
    yield _about(evaluation, sheet)
    yield outline.heading(1, "得分汇总")
    yield _summary(sheet)
    yield from _warning(sheet)
    if sheet.needs:
        yield outline.heading(1, "未计分的评分项")
        yield from _open(sheet)
    yield PageBreak(landscape=True)
    yield outline.heading(1, "逐项计算")
    yield body(_HOW)
    basis = _Basis()
    for line in sheet.lines:
        yield outline.heading(2, f"{line.label}（{_result(line)}）")
        yield _lines((line,), sheet, line.label, basis)
    yield note(basis.told)
    remarks = _remarks(sheet)
    if remarks:
        yield outline.heading(1, "复核时须注意的事项")
        yield from (body(each) for each in remarks)


def _of_project(evaluation: Evaluation, sheet: ScoreSheet) -> Iterator[Block]:
    """Yield the paper of a project, short enough to do without headings."""
    basis = _Basis()
    yield _title(evaluation, sheet)
    yield _about(evaluation, sheet)
    if sheet.needs:
        yield from _open(sheet)
    yield _lines(sheet.lines, sheet, sheet.project, basis, total=True)
    yield note(f"注：{_HOW}{basis.told}")
    yield from _warning(sheet)
    yield from (note(each) for each in _remarks(sheet))


def _title(evaluation: Evaluation, sheet: ScoreSheet) -> Title:
    about = f"{year_of(evaluation)}{sheet.scope.label}得分计算底稿"
    return Title((sheet.subject + about,) if sheet.project else (sheet.subject, about))


def _warning(sheet: ScoreSheet) -> Iterator[Block]:
    warning = unverified(sheet)
    if warning is not None:
        yield warning


def _remarks(sheet: ScoreSheet) -> list[str]:
    found = [f"{quoted(line.label)}：{remark}" for line in sheet.walk() for remark in line.remarks]
    return [f"{number}.{ended(each)}。" for number, each in enumerate((*sheet.notices, *found), 1)]


def _about(evaluation: Evaluation, sheet: ScoreSheet) -> Table:
    leaves = sheet.leaves
    scored = sum(each.status is not ScoreStatus.NOT_SCORED for each in leaves)
    checked = sum(each.verified for each in leaves)
    place = ("项目编号", sheet.project)
    if not sheet.project:
        place = ("地区", evaluation.department.region or NONE)
    rows = (
        (("评价对象", sheet.subject), place),
        (("计分标准", f"{sheet.pack_title}（{sheet.pack}）"),),
        (("散列值", sheet.pack_hash),),
        (("等次标准", sheet.grade_table or NONE),),
        (
            ("标准截至", day(sheet.as_of) or "全部已收录的标准"),
            ("计分程序", f"jixiao {sheet.engine}"),
        ),
        (
            (
                "核对情况",
                f"{len(leaves)}个评分项，{scored}个已计分或不适用，{checked}个已与正式文件核对",
            ),
        ),
    )
    return Table(
        widths=(12, 38, 12, 38),
        rows=tuple(
            tuple(
                cell
                for what, value in row
                for cell in (label(what), written(value, across=1 if len(row) > 1 else 3))
            )
            for row in rows
        ),
        head=0,
        sheet=sheet.project or "说明",
    )


# --- the summary on the first page ----------------------------------------------------------------


def _summary(sheet: ScoreSheet) -> Table:
    names = _Names(sheet)
    rows = [head("评分项", "分值", "得分", "得分率", "扣分")]
    for line in filter(_counts, sheet.lines):
        rows.append(_summed(line, names, strong=True))
        rows += [_summed(each, names) for each in line.children if _counts(each)]
    rows.append(_total_row(sheet, names))
    return Table(
        widths=(46, 12, 12, 12, 12),
        rows=tuple(rows),
        unit="单位：分",
        sheet="得分汇总",
    )


def _summed(line: ScoreLine, names: "_Names", *, strong: bool = False) -> tuple[Cell, ...]:
    text = line.label if strong else f"　{line.label}"
    share = NONE
    lost: Cell = Cell(align=Align.RIGHT)
    if line.score is not None and line.points:
        share = f"{percent(line.score, line.points)}%"
        lost = Cell(
            text=f"{line.points - line.score:f}",
            number=line.points - line.score,
            align=Align.RIGHT,
        )
    return (
        Cell(text=text, strong=strong),
        points_cell(line.points),
        score_cell(line, formula=names.same(line)),
        Cell(text=share, align=Align.RIGHT),
        lost,
    )


def _total_row(sheet: ScoreSheet, names: "_Names") -> tuple[Cell, ...]:
    total = total_cell(sheet, name=names.total, formula=names.sum_of(sheet.lines))
    return (label("合计"), points_cell(sheet.full_mark), total, centred(_said(sheet), across=2))


def _said(sheet: ScoreSheet) -> str:
    if sheet.total is None:
        return f"已计分部分{sheet.scored:f}分，分值{plain(sheet.scorable)}分"
    return f"等次：{sheet.grade}" if sheet.grade else "没有适用的等次标准"


# --- what is missing ------------------------------------------------------------------------------


def _open(sheet: ScoreSheet) -> Iterator[Block]:
    missing = [line for line in sheet.walk() if line.needs]
    yield body("下列评分项因缺少数据没有计分，既不按零分也不按满分计，补齐后方有总分。")
    rows = [head("评分项", "分值", "需要补充")]
    rows += [
        (written(line.label), points_cell(line.points), written("；".join(line.needs)))
        for line in missing
    ]
    yield Table(widths=(28, 8, 64), rows=tuple(rows), sheet=sheet.project or "未计分")


# --- line by line ---------------------------------------------------------------------------------


class _Basis:
    """The documents that rules rest on, each with a mark that stands for it in the table."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}

    def mark(self, line: ScoreLine) -> str:
        """Return the mark of what the rule of a line rests on."""
        said = line.basis + ("" if line.verified else "（未与正式文件核对）")
        number = len(self._marks)
        mark = _MARKS[number] if number < len(_MARKS) else f"[{number + 1}]"
        return self._marks.setdefault(said, mark)

    @property
    def told(self) -> str:
        """What the marks stand for."""
        listed = "；".join(f"{mark}{said}" for said, mark in self._marks.items())
        return f"规则依据：{listed}。"


def _lines(
    lines: Sequence[ScoreLine],
    sheet: ScoreSheet,
    name: str,
    basis: _Basis,
    *,
    total: bool = False,
) -> Table:
    names = _Names(sheet)
    rows = [head(*_HEAD)]
    for line in lines:
        for each in line.walk():
            rows += _rows(each, names, basis)
    if total:
        rows.append(
            (
                label("合计"),
                points_cell(sheet.full_mark),
                centred(_said(sheet), across=6),
                total_cell(sheet, name=names.total, formula=names.sum_of(sheet.lines)),
                Cell(),
            )
        )
    return Table(widths=_WIDTHS, rows=tuple(rows), sheet=name)


def _rows(line: ScoreLine, names: "_Names", basis: _Basis) -> Iterator[tuple[Cell, ...]]:
    down = max(1, len(line.inputs))
    score = score_cell(line, name=names.score(line), formula=names.formula(line))
    before = (
        Cell(text=line.label, down=down, strong=bool(line.children)),
        _down(points_cell(line.points, name=names.points(line)), down),
    )
    after = (
        written(line.rule, down=down),
        written(_working(line), down=down),
        _down(score, down),
        centred(basis.mark(line), down=down),
    )
    if not line.inputs:
        nothing = Cell(text=NONE, across=4, align=Align.CENTRE)
        yield (*before, nothing, *after)
    for place, one in enumerate(line.inputs):
        cells = _input(one, line, names.input(line, place))
        yield (*before, *cells, *after) if place == 0 else cells


def _working(line: ScoreLine) -> str:
    """Return the arithmetic; what a rule gives outright is said in words."""
    if line.score is None:
        return "；".join(line.needs) or NONE
    if line.arithmetic != f"{line.score:f}" or line.children:
        return line.arithmetic
    if line.status is ScoreStatus.JUDGED:
        return f"按评定得 {line.score:f} 分"
    if line.score == line.points:
        return f"符合得满分的条件，得 {line.score:f} 分"
    return f"按规则得 {line.score:f} 分"


def _input(one: Input, line: ScoreLine, name: str) -> tuple[Cell, ...]:
    what, shown = one.label, one.shown
    if one.number is not None and shown[:1] in _SIGNS:
        # The cell holds the number alone, so that formulas can reckon with it.
        what, shown = f"{what}（{shown[0]}）", shown[1:]
    value = Cell(text=shown, number=one.number, align=Align.RIGHT, name=name)
    return (
        written(what),
        value,
        centred(one.unit),
        written((one.origin or line.origin).removeprefix("工作表")),
    )


def _down(cell: Cell, down: int) -> Cell:
    return replace(cell, down=down)


def _result(line: ScoreLine) -> str:
    score = ScoreStatus.NOT_SCORED.label if line.score is None else f"得{line.score:f}分"
    return f"{plain(line.points)}分，{score}"


def _counts(line: ScoreLine) -> bool:
    """Whether a line has a part in the sum above it."""
    return line.score is not None or line.status is ScoreStatus.NOT_SCORED


# --- names of cells, and formulas over them -------------------------------------------------------


class _Names:
    """What the cells of a score sheet are called within one workbook.

    Lines are told by their number: codes of indicators are the user's, who may write one twice or
    with any sign in it, and names of cells become parts of formulas.
    """

    def __init__(self, sheet: ScoreSheet) -> None:
        self._prefix = f"{quote(sheet.project, safe='')}." if sheet.project else ""
        self._numbers = {id(each): number for number, each in enumerate(sheet.walk(), 1)}

    @property
    def total(self) -> str:
        return f"{self._prefix}total"

    def score(self, line: ScoreLine) -> str:
        return f"{self._prefix}score.{self._numbers[id(line)]}"

    def points(self, line: ScoreLine) -> str:
        return f"{self._prefix}points.{self._numbers[id(line)]}"

    def input(self, line: ScoreLine, place: int) -> str:
        return f"{self._prefix}input.{self._numbers[id(line)]}.{place + 1}"

    def same(self, line: ScoreLine) -> str:
        return f"={{{self.score(line)}}}"

    def sum_of(self, lines: Sequence[ScoreLine]) -> str:
        return f"=IFERROR(ROUND({self._scores(lines)},4),{_FAILED})"

    def formula(self, line: ScoreLine) -> str:
        """Return the formula of a score with the names of cells in it."""
        if not line.formula or (line.score is None and not line.children):
            return ""
        formula = line.formula.replace("{points}", f"{{{self.points(line)}}}")
        formula = formula.replace("{scores}", self._scores(line.children))
        formula = formula.replace("{weights}", self._weights(line.children))
        for place in range(len(line.inputs)):
            formula = formula.replace(f"{{{place + 1}}}", f"{{{self.input(line, place)}}}")
        return f"={formula}"

    def _scores(self, lines: Sequence[ScoreLine]) -> str:
        """Return the sum of scores; an error where one of them is not scored."""
        cells = [f"{{{self.score(each)}}}" for each in lines if _counts(each)]
        listed = ",".join(cells)
        return f"IF(COUNT({listed})<{len(cells)},NA(),SUM({listed}))" if cells else "NA()"

    def _weights(self, lines: Sequence[ScoreLine]) -> str:
        return f"SUM({','.join(f'{{{self.points(each)}}}' for each in lines)})"
