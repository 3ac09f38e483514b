"""Compositions as plain text, and the evaluations that forms are tried with."""

from functools import cache
from pathlib import Path

import yaml

from jixiao.model.measures import Subject
from jixiao.reports.composition import Heading, PageBreak, Paragraph, Table, Title, Voice
from jixiao.scoring import plan, score
from jixiao.standards import load
from jixiao.terms import Scope
from jixiao.workbook.plain import evaluation_of

PROJECTS = "cn/project-scoring-2021"


def pack(identifier):
    return next(each for each in load().packs if each.id == identifier)


def sheets_of(evaluation, projects=PROJECTS):
    """Score a department and its projects, the classified ones too."""
    year = evaluation.department.year
    region = evaluation.department.region
    own = load().scoring_for(region, Scope.DEPARTMENT_WIDE_EXPENDITURE, year)[0]
    codes = [each.code for each in evaluation.projects]
    bound = plan(pack(projects), year)
    return (
        score(Subject(evaluation), plan(own, year)),
        *(score(Subject(evaluation, code), bound) for code in codes),
    )


@cache
def office():
    """The small office in which something of everything is missing."""
    text = (Path(__file__).parent / "reports" / "office.yaml").read_text(encoding="utf-8")
    return evaluation_of(yaml.safe_load(text))


def plainly(composition):
    """Write a composition as text: ↓ and → say how many rows and columns a cell covers."""
    lines = [f"{composition.name}{'（横排）' if composition.landscape else ''}"]
    for block in composition.blocks:
        lines += _block(block)
    lines += [f"* {each}" for each in composition.footnotes]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _block(block):
    if isinstance(block, Title):
        return [f"# {' / '.join(block.lines)}"]
    if isinstance(block, Heading):
        return [f"{'#' * (block.level + 1)} {block.text}"]
    if isinstance(block, Paragraph):
        return [f"[{block.kind.value}] {block.text}"]
    if isinstance(block, PageBreak):
        return ["----"]
    about = " · ".join(each for each in (block.caption, block.unit, block.sheet) if each)
    return [f"[{about}]", *(" | ".join(_cell(cell) for cell in row) for row in block.rows)]


def _cell(cell):
    over = f"↓{cell.down}" * (cell.down > 1) + f"→{cell.across}" * (cell.across > 1)
    return cell.text + over


def tables(composition):
    return [block for block in composition.blocks if isinstance(block, Table)]


def grid(table):
    """Return the cells of a table in their places, or say where it has gaps or overlaps."""
    places = {}
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (number, column) in places:
                column += 1
            for down in range(cell.down):
                for across in range(cell.across):
                    place = (number + down, column + across)
                    assert place not in places, (table.sheet, place, cell.text)
                    places[place] = cell
    wanted = {
        (row, column) for row in range(len(table.rows)) for column in range(len(table.widths))
    }
    assert places.keys() == wanted, table.sheet
    return places


def drafted(composition):
    """Return the cells and runs that the program wrote itself."""
    for block in composition.blocks:
        if isinstance(block, Paragraph):
            yield from (run.text for run in block.runs if run.voice is Voice.DRAFTED)
        elif isinstance(block, Table):
            yield from (c.text for row in block.rows for c in row if c.voice is Voice.DRAFTED)
