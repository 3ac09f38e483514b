"""What the official forms have in common: names, dates, values and notes as they print them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from jixiao.model.evaluation import Evaluation, Indicator, Project, ProjectFunds, with_unit
from jixiao.model.intervals import half_up
from jixiao.model.score import ScoreLine, ScoreSheet
from jixiao.reports.composition import (
    Align,
    Cell,
    Paragraph,
    ParagraphKind,
    Run,
    Title,
    Voice,
    amount,
)
from jixiao.terms import IndicatorClass, IndicatorGroup, ScoreStatus, Sign

MONEY = "万元"
NONE = "—"
"""What stands where a form has nothing to show, as against what is still to be filled in."""

_SYMBOLS = {Sign.INTERVAL: "", Sign.QUALITATIVE: ""}
_SHORT = 12
_TITLE_LINE = 28  # characters of 二号 in a line of 225 mm
_INNER_MARKS = str.maketrans("“”", "‘’")
_STOPS = "。；;，, "
_GROUPS, _CLASSES = list(IndicatorGroup), list(IndicatorClass)


# --- cells ---------------------------------------------------------------------------------------


def label(text: str, *, across: int = 1, down: int = 1) -> Cell:
    """Return the cell that names what stands beside or below it."""
    return Cell(text=text, across=across, down=down, align=Align.CENTRE, strong=True)


def centred(text: str, *, across: int = 1, down: int = 1) -> Cell:
    """Return a cell of a short text."""
    return Cell(text=text, across=across, down=down, align=Align.CENTRE)


def written(text: str, *, across: int = 1, down: int = 1, align: Align = Align.LEFT) -> Cell:
    """Return a cell of what the user filled in, kept as it is; blank where nothing was."""
    return Cell(text=text, across=across, down=down, align=align, voice=Voice.WRITTEN)


def asked(words: str, *, across: int = 1, down: int = 1) -> Cell:
    """Return a blank that says what belongs there."""
    return Cell(text=f"【待填写：{words}】", across=across, down=down, voice=Voice.PROMPT)


def given(text: str, words: str, *, across: int = 1, down: int = 1) -> Cell:
    """Return what the user filled in, or a blank that asks for it."""
    if text:
        return written(text, across=across, down=down)
    return asked(words, across=across, down=down)


def spread(cell: Cell, across: int) -> Cell:
    """Return a cell over so many columns."""
    return replace(cell, across=across)


def rate(executed: Decimal | None, budget: Decimal | None, *, formula: str = "") -> Cell:
    """Return the execution rate in percent; a dash where the budget is nothing or less."""
    if executed is None or budget is None:
        return Cell(align=Align.RIGHT)
    if budget <= 0:
        return Cell(text=NONE, align=Align.RIGHT)
    return Cell(
        text=f"{percent(executed, budget)}%",
        number=executed / budget,
        align=Align.RIGHT,
        formula=formula,
    )


def percent(part: Decimal, whole: Decimal) -> str:
    """Return ``part`` ÷ ``whole`` in percent with two decimals; ``whole`` is not nothing."""
    return f"{half_up(part * 100 / whole, 2):f}"


def score_cell(line: ScoreLine | None, *, name: str = "", formula: str = "") -> Cell:
    """Return the score of a line; 未计分 where there is none, a dash where it does not apply."""
    if line is None:
        return Cell(align=Align.RIGHT)
    if line.score is None:
        gone = line.status is ScoreStatus.NOT_APPLICABLE
        text = NONE if gone else ScoreStatus.NOT_SCORED.label
        return Cell(text=text, align=Align.RIGHT, name=name, formula=formula)
    return Cell(
        text=f"{line.score:f}", number=line.score, align=Align.RIGHT, name=name, formula=formula
    )


def total_cell(sheet: ScoreSheet | None, *, name: str = "", formula: str = "") -> Cell:
    """Return the total of a sheet; 未计分 while a line of it is not scored."""
    if sheet is None:
        return Cell(align=Align.RIGHT, strong=True)
    if sheet.total is None:
        text = ScoreStatus.NOT_SCORED.label
        return Cell(text=text, align=Align.RIGHT, strong=True, name=name, formula=formula)
    return Cell(
        text=f"{sheet.total:f}",
        number=sheet.total,
        align=Align.RIGHT,
        strong=True,
        name=name,
        formula=formula,
    )


def points_cell(points: Decimal | None, *, name: str = "") -> Cell:
    """Return a full mark as standards write it: 10, 2.5."""
    if points is None:
        return Cell(align=Align.RIGHT, name=name)
    return Cell(text=plain(points), number=points, align=Align.RIGHT, name=name)


def money(value: Decimal | None, *, name: str = "", formula: str = "") -> Cell:
    """Return an amount in 万元 with two decimals; blank where it is not known."""
    return amount(value, name=name, formula=formula)


Row = tuple[Cell, ...]


def two_levels(first: str, rows: Sequence[tuple[str, Row]], after: Sequence[Row] = ()) -> list[Row]:
    """Return rows under a cell of the first level, with cells of the second over equal names.

    ``rows`` come with the name of their second level; ``after`` are whole but for the first.
    """
    found: list[Row] = []
    for second, siblings in groupby(rows, key=lambda pair: pair[0]):
        listed = [cells for _, cells in siblings]
        found.append((label(second, down=len(listed)), *listed[0]))
        found += listed[1:]
    found += after
    if not found:
        return []
    return [(label(first, down=len(found)), *found[0]), *found[1:]]


def order_of(indicator: Indicator) -> tuple[int, int]:
    """Return where an indicator stands in a form: by its first and second level."""
    group = len(_GROUPS) if indicator.group is None else _GROUPS.index(indicator.group)
    kind = len(_CLASSES) if indicator.kind is None else _CLASSES.index(indicator.kind)
    return group, kind


def kind_of(indicator: Indicator) -> str:
    """Return the second level of an indicator; nothing where it was not filled in."""
    return "" if indicator.kind is None else indicator.kind.label


# --- words ---------------------------------------------------------------------------------------


def plain(value: Decimal) -> str:
    """Return a number without exponent and idle zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def day(value: date | None) -> str:
    """Return 2024年3月15日; nothing where the day is not known."""
    return "" if value is None else f"{value.year}年{value.month}月{value.day}日"


def title(evaluation: Evaluation, words: str) -> Title:
    """Return the title of a document that lies across: in one line where it fits."""
    office, rest = evaluation.department.name, f"{year_of(evaluation)}{words}"
    return Title((office + rest,) if len(office + rest) <= _TITLE_LINE else (office, rest))


def year_of(evaluation: Evaluation) -> str:
    """Return 2023年度; nothing where the year was not filled in."""
    year = evaluation.department.year
    return "" if year is None else f"{year}年度"


def ended(text: str) -> str:
    """Return words without the stop at their end, so that others can follow."""
    return text.rstrip(_STOPS)


def quoted(text: str) -> str:
    """Return words in quotation marks; marks within them become single ones."""
    return f"“{text.translate(_INNER_MARKS)}”"


def target_of(indicator: Indicator, *, declared: bool = False) -> str:
    """Return a target as forms print it: ≥40个, 3—5天, 长期坚持.

    ``declared`` asks for the target before it was changed in the year.
    """
    if indicator.sign is Sign.QUALITATIVE:
        return indicator.target_text
    target = indicator.target
    if declared and indicator.original_target is not None:
        target = indicator.original_target
    if target is None:
        return indicator.target_text
    value = f"{target:f}"
    if indicator.sign is Sign.INTERVAL and indicator.target_high is not None:
        value = f"{value}—{indicator.target_high:f}"
    elif indicator.sign is not None:
        value = _SYMBOLS.get(indicator.sign, indicator.sign.value) + value
    return with_unit(value, indicator.unit)


def actual_of(indicator: Indicator) -> str:
    """Return what was reached, as forms print it; nothing where it was not filled in."""
    if indicator.sign is Sign.QUALITATIVE:
        reached = "" if indicator.attainment is None else indicator.attainment.label
        return "：".join(each for each in (reached, indicator.actual_text) if each)
    if indicator.actual is None:
        return indicator.actual_text
    return with_unit(f"{indicator.actual:f}", indicator.unit)


def name_of(project: Project) -> str:
    """Return what a project is called; a classified one by its code alone."""
    if project.classified:
        return f"涉密项目（{project.code}）"
    return project.name or project.code


def variance_of(indicator: Indicator) -> str:
    """Return why an indicator departs from its target and what is done about it, as written."""
    parts = [f"原因：{ended(indicator.reason)}。"] if indicator.reason else []
    parts += [f"措施：{ended(indicator.measure)}。"] if indicator.measure else []
    return "".join(parts)


def note(text: str) -> Paragraph:
    """Return small print below a table."""
    return Paragraph((Run(text),), ParagraphKind.NOTE)


# --- sums ----------------------------------------------------------------------------------------


class Money(NamedTuple):
    """Budget and execution; None where one of the rows that make it up is blank."""

    initial: Decimal | None
    adjusted: Decimal | None
    executed: Decimal | None


def sum_of(rows: Sequence[ProjectFunds]) -> Money:
    """Return the sums over rows of funds."""
    return Money(
        total_of(row.initial for row in rows),
        total_of(row.adjusted for row in rows),
        total_of(row.executed for row in rows),
    )


def total_of(values: Iterable[Decimal | None]) -> Decimal | None:
    """Return a sum; None where there is nothing to add or one of the values is blank."""
    found = list(values)
    known = [each for each in found if each is not None]
    if not found or len(known) < len(found):
        return None
    return sum(known, Decimal(0))


# --- scores --------------------------------------------------------------------------------------


def sheet_of(sheets: Iterable[ScoreSheet], project: str = "") -> ScoreSheet | None:
    """Return the score sheet of a project, of the department where none is named."""
    return next((each for each in sheets if each.project == project), None)


def open_sheets(evaluation: Evaluation, sheets: Iterable[ScoreSheet]) -> list[ScoreSheet]:
    """Return the score sheets but those of classified projects, whose lines tell too much."""
    secret = {each.code for each in evaluation.projects if each.classified}
    return [each for each in sheets if each.project not in secret]


def unverified(sheet: ScoreSheet) -> Paragraph | None:
    """Return the warning of points and rules that nobody held against the official text."""
    if all(line.verified for line in sheet.leaves):
        return None
    return note(
        f"注：所用标准“{sheet.pack_title}”的分值和计分规则有未与正式文件逐条核对的，"
        "本表得分据此计算，报送前请对照正式文件核对。"
    )


def provenance(sheet: ScoreSheet) -> tuple[str, ...]:
    """Return what a document that shows scores says of how they came about."""
    known = f"，标准以{day(sheet.as_of)}所知为准" if sheet.as_of else ""
    # Enough of the hash to tell packs apart; the whole of it stands in the working paper.
    pack = f"{sheet.pack_title}（{sheet.pack}，{sheet.pack_hash[:_SHORT]}）"
    return (f"计分标准：{pack}；计分程序：jixiao {sheet.engine}{known}。",)
