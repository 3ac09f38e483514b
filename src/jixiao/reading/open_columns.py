"""The columns of a table without rules between them: what stands under what, and under which head.

Figures decide: a piece of text may stand across several columns, a figure stands in one.
"""

from collections.abc import Iterable, Sequence
from statistics import median
from typing import Final, NamedTuple

from jixiao.patterns import pattern
from jixiao.reading.drawn import Glyph, Rule
from jixiao.reading.page_lines import rows
from jixiao.reading.page_tables import Column

_WORD_GAP: Final = 0.45  # ems between pieces of a line
_LEAST_GAP: Final = 0.3  # ems between columns
_TIGHT: Final = 0.1  # ems between a figure and the text of the next cell, where cells are set so
_SPARE: Final = 0.15  # of the lines, on which a cell may stand across columns
_TOGETHER: Final = 2  # rows at least in which both of two columns are filled
_FIGURE: Final = pattern(
    r"[-+−(（]?[0-9][0-9,.]*[)）]?[%％]?|[-—–－/]+|[0-9]+\.?[0-9]*[eE][+][0-9]+"
)
_CODE: Final = pattern(r"[0-9]+")


class Piece(NamedTuple):
    """Characters of a line that stand together."""

    left: float
    right: float
    y: float  # of its middle
    text: str
    glyphs: list[Glyph]

    @property
    def middle(self) -> float:
        """Half way between its ends."""
        return (self.left + self.right) / 2

    @property
    def is_figure(self) -> bool:
        """Whether it is a number, or the stroke that stands for none."""
        return _FIGURE.fullmatch(self.text) is not None


def em_of(glyphs: Sequence[Glyph]) -> float:
    """Return the size of the print: the width of a full character, by that of most."""
    wide = [glyph.right - glyph.left for glyph in glyphs if ord(glyph.char) >= 0x2E80]
    return median(wide or [0.7 * glyph.height for glyph in glyphs]) or 1.0


def pieces_of(
    glyphs: Sequence[Glyph], em: float, walls: Sequence[Rule], *, tight: bool = False
) -> list[list[Piece]]:
    """Return the pieces of each line; ``walls`` are what parts columns somewhere.

    ``tight`` says that a figure may nearly touch the text of the next column.
    """
    lines = []
    for row in rows(glyphs):
        line: list[Piece] = []
        held: list[Glyph] = []
        for glyph in row:
            if held:
                end = held[-1].right
                gap = glyph.left - end
                near = tight and gap > _TIGHT * em and _is_digit(held[-1]) != _is_digit(glyph)
                if near or gap > _WORD_GAP * em or _parted(held[-1], glyph, walls):
                    line.append(_piece(held))
                    held = []
            held.append(glyph)
        line.append(_piece(held))
        lines.append(line)
    return lines


def _is_digit(glyph: Glyph) -> bool:
    return glyph.char in "0123456789"


def _parted(one: Glyph, other: Glyph, walls: Sequence[Rule]) -> bool:
    """Whether a wall stands between the middles of two characters of a line."""
    before, behind = one.left + one.right, other.left + other.right
    y = (one.top + one.bottom) / 2
    return any(before < 2 * x < behind and start < y < end for x, start, end in walls)


def _piece(glyphs: list[Glyph]) -> Piece:
    return Piece(
        glyphs[0].left, max(glyph.right for glyph in glyphs),
        sum(glyph.top + glyph.bottom for glyph in glyphs) / 2 / len(glyphs),
        "".join(glyph.char for glyph in glyphs), glyphs,
    )  # fmt: skip


def columns_of(
    lines: Sequence[Sequence[Piece]], em: float, walls: Sequence[Rule], *, tight: bool = False
) -> list[Column]:
    """Return the columns that the pieces of the lines below the head stand in."""
    least = _TIGHT * em if tight else _LEAST_GAP * em
    pieces = [piece for line in lines for piece in line]
    spare = max(1, int(_SPARE * len(lines)))
    found: list[list[Piece]] = []
    for cluster in _clusters(pieces, least, walls):
        for column in _divided(cluster, em, least, spare):
            across = bool(found) and (
                (len(column) <= spare and _stands_across(column, found[-1], em))
                or _takes_turns(column, found[-1], em)
            )
            if across:
                found[-1] += column
            else:
                found.append(column)
    return [Column(min(p.left for p in column), max(p.right for p in column)) for column in found]


def _stands_across(pieces: Sequence[Piece], before: Sequence[Piece], em: float) -> bool:
    """Whether a few words stand in the middle of two columns, as 合计 above code and name."""
    if len(before) <= 2 * len(pieces) or any(piece.is_figure for piece in pieces):
        return False
    lines = {round(piece.y / em) for piece in before}
    return not any(round(piece.y / em) in lines for piece in pieces)


def _takes_turns(pieces: Sequence[Piece], before: Sequence[Piece], em: float) -> bool:
    """Whether words never stand on a line with those to the left: 合计 in the middle of names."""
    if any(piece.is_figure for piece in (*pieces, *before)):
        return False
    lines = {round(piece.y / em) for piece in before}
    return not any(round(piece.y / em) in lines for piece in pieces)


def _clusters(pieces: Iterable[Piece], least: float, walls: Sequence[Rule]) -> list[list[Piece]]:
    """Return pieces that stand one below the other, from left to right."""
    clusters: list[list[Piece]] = []
    right = 0.0
    for piece in sorted(pieces):
        apart = bool(clusters) and any(
            clusters[-1][0].middle < x < piece.middle for x, _, _ in walls
        )
        if not clusters or apart or piece.left > right + least:
            clusters.append([])
            right = piece.right
        clusters[-1].append(piece)
        right = max(right, piece.right)
    return clusters


def _divided(cluster: list[Piece], em: float, least: float, spare: int) -> list[list[Piece]]:
    """Return the pieces of each column, a few of which may stand across several of them."""
    for at in sorted({piece.right for piece in cluster}):
        over = [piece for piece in cluster if piece.left < at < piece.right]
        if len(over) > spare or any(piece.is_figure for piece in over):
            continue
        left = [piece for piece in cluster if piece.right <= at]
        right = [piece for piece in cluster if piece.left >= at]
        if not left or not right:
            continue
        if min(piece.left for piece in right) - at < least:
            continue
        both = {round(piece.y / em) for piece in left} & {round(piece.y / em) for piece in right}
        if len(both) >= max(_TOGETHER, len(over) + 1):
            return [*_divided(left, em, least, spare), *_divided(right, em, least, spare)]
    return [cluster]
