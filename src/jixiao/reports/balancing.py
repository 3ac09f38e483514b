"""How a cell is kept from leaving a single character on its last line.

签约产业项目/数 is what a narrow column makes of a name; a little more room at the end of each line
makes 签约产业/项目数 of it.
"""

from collections.abc import Sequence
from typing import Final

from jixiao.patterns import pattern
from jixiao.reports.composition import Cell
from jixiao.reports.flow import ems, room_of

_WORD: Final = pattern(r"[0-9A-Za-z.,%≥≤＞＜=_/—-]+|.")
_NEVER_FIRST: Final = "，。；：、）”》％"
_STEP: Final = 0.5
_FEWEST: Final = 2
_MOST_LINES: Final = 3
_LONGEST: Final = 24  # characters; longer text is prose


def spare(cell: Cell, widths: Sequence[float], size: float) -> float:
    """Return how many characters of room a cell leaves free at the right of each line.

    ``widths`` are those of its columns in millimetres.
    """
    text, room = cell.text, room_of(widths, size)
    if "\n" in text or not room < ems(text) <= _LONGEST:
        return 0
    lines = _lines(text, room)
    narrower = room
    while len(lines[-1]) == 1:
        narrower -= _STEP
        lines = _lines(text, narrower)
        if narrower < _FEWEST or len(lines) > min(_MOST_LINES, len(_lines(text, room))):
            return 0
    return room - narrower


def _lines(text: str, room: float) -> list[str]:
    """Break a text into lines; words of letters and figures stay whole."""
    lines = [""]
    for word in _WORD.findall(text):
        if lines[-1] and ems(lines[-1] + word) > room and word not in _NEVER_FIRST:
            lines.append("")
        lines[-1] += word
    return lines
