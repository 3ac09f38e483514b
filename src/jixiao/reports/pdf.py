"""Writes a composition as a PDF file set by GB/T 9704-2012, on any machine.

Typst sets it with the fonts that come with the program, unless a folder holds the official ones.
The words go to it as data, never as markup.
"""

import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from jixiao.patterns import pattern
from jixiao.reports.balancing import spare
from jixiao.reports.composition import Composition, PageBreak, Run, Voice
from jixiao.reports.flow import (
    Grid,
    Line,
    cell_role,
    columns,
    ems,
    flow,
    placed,
    printable,
    room_of,
)
from jixiao.reports.keeping import ROOM, chains, heights, kept, tall
from jixiao.reports.typography import (
    CLOSER,
    FACES,
    FANGSONG,
    HEADINGS,
    HEITI,
    KAITI,
    LATIN,
    LOOKS,
    SONG,
    TITLE_SONG,
    Look,
    Page,
    Role,
    page,
)

if TYPE_CHECKING:
    from typst import Compiler

_HERE: Final = Path(__file__).parent
_FONTS: Final = _HERE / "fonts"
_SERIF: Final = "Jixiao Serif"
_OWN: Final = {
    FANGSONG.name: (_SERIF,),
    TITLE_SONG.name: (_SERIF,),
    HEITI.name: ("Jixiao Sans", _SERIF),
    KAITI.name: ("Jixiao Kai", _SERIF),
    SONG.name: (_SERIF,),
}
_LONG_AGO: Final = 1577836800
"""1 January 2020: fixed, so that the same composition makes the same file."""
_SOLID: Final = pattern("[0-9A-Za-z_]*[A-Za-z_][0-9A-Za-z_]*")
"""What Typst does not break; addresses it breaks by itself, and figures are left whole."""
_LINE_ROOM: Final = 26.0
_BOXES: Final = "☐☑☒"
_NUMBER_HEIGHT: Final = LOOKS[Role.PAGE_NUMBER].line / 72 * 25.4


def write_pdf(composition: Composition, fonts: Path | None = None) -> bytes:
    """Return a PDF file; ``fonts`` is a folder whose fonts come before those of the program.

    The same composition gives the same bytes, unless it has characters that only fonts of the
    system know.
    """
    data = _data(composition)
    strange = not _known().issuperset(data)
    made = _compiler(fonts, strange).compile(
        format="pdf", sys_inputs={"data": data}, timestamp=_LONG_AGO
    )
    if not isinstance(made, bytes):  # as many as there are pages, in other formats only
        raise TypeError(made)
    return made


@lru_cache(maxsize=4)
def _compiler(fonts: Path | None, system: bool) -> "Compiler":  # noqa: FBT001 - a key of the cache
    """Return Typst with its fonts, those of the system only where they are needed."""
    import typst  # noqa: PLC0415 - only where it is needed

    return typst.Compiler(
        input=str(_HERE / "page.typ"),
        root=str(_HERE),
        font_paths=[str(each) for each in (fonts, _FONTS) if each is not None],
        ignore_system_fonts=not system,
    )


@cache
def _known() -> frozenset[str]:
    """Return the characters that can be set without any font of the system."""
    return frozenset((_FONTS / "characters.txt").read_text(encoding="utf-8") + _BOXES + "\u200b")


def _data(composition: Composition) -> str:
    """Return all that the template sets, as JSON."""
    return json.dumps(
        {
            "title": printable(composition.title),
            "faces": {
                face.name: [
                    {"name": LATIN.name, "covers": "latin-in-cjk"},
                    face.name,
                    *face.substitutes,
                    *_OWN[face.name],
                ]
                for face in FACES
            },
            "number": _look(Role.PAGE_NUMBER, LOOKS[Role.PAGE_NUMBER]),
            "sections": list(_sections(composition)),
        },
        ensure_ascii=False,
    )


def _sections(composition: Composition) -> Iterator[dict[str, Any]]:
    """Yield the stretches whose pages lie the same way."""
    lies = page(landscape=composition.landscape)
    pieces: list[dict[str, Any]] = []
    for piece in flow(composition):
        if not isinstance(piece, PageBreak):
            pieces.extend(_table(piece, lies) if isinstance(piece, Grid) else (_line(piece),))
        elif page(landscape=piece.landscape) == lies:
            pieces.append({"kind": "break"})
        else:
            if pieces:
                yield {"paper": _paper(lies), "pieces": pieces}
            lies, pieces = page(landscape=piece.landscape), []
    yield {"paper": _paper(lies), "pieces": pieces}


def _paper(lies: Page) -> dict[str, float]:
    return {
        "width": lies.width,
        "height": lies.height,
        "top": lies.top,
        "bottom": lies.bottom,
        "left": lies.left,
        "right": lies.right,
        "descent": lies.bottom - lies.footer - _NUMBER_HEIGHT,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "kind": "line",
        "level": HEADINGS.index(line.role) + 1 if line.role in HEADINGS else 0,
        "look": _look(line.role, line.look),
        "runs": [_run(run) for run in line.runs],
    }


def _look(role: Role, look: Look) -> dict[str, Any]:
    return {
        "face": look.face.name,
        "size": look.size,
        # The serif of the program comes nearest to 小标宋 where it is bold.
        "bold": look.bold or role is Role.TITLE,
        "tracking": CLOSER if look.size == LOOKS[Role.BODY].size else 0,
        "line": look.line,
        "align": look.align,
        "first": look.first,
        "left": look.left,
        "right": look.right,
        "before": look.before,
        "after": look.after,
        "keep": look.keep_next,
    }


def _run(run: Run, room: float = _LINE_ROOM) -> dict[str, Any]:
    """Return a run; hashes, names of files and the like that are wider than ``room`` may break."""

    def broken(found: re.Match[str]) -> str:
        return "\u200b".join(found[0]) if ems(found[0]) > room else found[0]

    return {
        "text": "\n".join(_SOLID.sub(broken, printable(line)) for line in run.text.split("\n")),
        "strong": run.strong,
        "prompt": run.voice is Voice.PROMPT,
    }


def _table(grid: Grid, lies: Page) -> Iterator[dict[str, Any]]:
    """Yield the caption, the unit, and the table with its notes."""
    table = grid.table
    for role, words in ((Role.CAPTION, table.caption), (Role.UNIT, table.unit)):
        if words:
            yield _line(Line(role, (Run(words),), LOOKS[role]))
    role = cell_role(table, lies.measure)
    widths = [each / 1000 for each in columns(table, lies.measure * 1000)]
    high = heights(table, role, widths)
    stays, broken = kept(table, high, lies, notes=bool(grid.notes)), tall(high, lies)
    stays.update(range(len(high), len(high) + len(grid.notes) - 1))
    cells = [
        {
            **_run(
                Run(cell.text, cell.voice, strong=cell.strong),
                room_of(widths[column : column + cell.across], LOOKS[role].size),
            ),
            "x": column,
            "y": row,
            "free": spare(cell, widths[column : column + cell.across], LOOKS[role].size),
            "across": cell.across,
            "down": cell.down,
            "align": cell.align,
            "breakable": cell.down > 1 or row in broken,
        }
        for row, column, cell in placed(table)
    ]
    yield {
        "kind": "table",
        "look": _look(role, LOOKS[role]),
        "inset": ROOM[role] / 2,
        "widths": table.widths,
        "head": [cell for cell in cells if cell["y"] < table.head],
        "cells": [cell for cell in cells if cell["y"] >= table.head],
        "notes": [
            {"y": row, "first": row == len(table.rows), **_line(note)}
            for row, note in enumerate(grid.notes, len(table.rows))
        ],
        # The head stays with the first row by itself.
        "chains": [
            {"y": first, "down": last - first + 1}
            for first, last in chains({row for row in stays if row >= table.head})
        ],
    }
