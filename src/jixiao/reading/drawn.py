"""What is drawn on a page: characters with their boxes, and straight rules.

Coordinates are points from the upper left corner of the page as it is shown, y downwards.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

ASCENT, DESCENT = 0.86, 0.14  # of the size, above and below the line on which letters stand
_THIN: Final = 4.5  # points; what is thinner and long is a rule
_LONG: Final = 4.0  # times as long as thick
_SHORTEST_RULE: Final = 3.0
UNKNOWN: Final = "\ufffd"  # for what a font does not say the meaning of
_INSIDE: Final = 4.0  # points; rules and margins of a cell are less


class Box(NamedTuple):
    """A box on a page as shown."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in the box."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the box, a little inside, that is nearest to another point."""
        wide = min(_INSIDE, (self.right - self.left) / 2)
        high = min(_INSIDE, (self.bottom - self.top) / 2)
        return (
            min(max(x, self.left + wide), self.right - wide),
            min(max(y, self.top + high), self.bottom - high),
        )


class Glyph(NamedTuple):
    """A character that leaves ink, with its box.

    ``cell`` is what a workbook cuts the text of a cell off at, where the character stands outside.
    """

    char: str
    left: float
    top: float
    right: float
    bottom: float
    cell: Box | None = None

    @property
    def place(self) -> tuple[float, float]:
        """Where the character belongs: its middle, or the nearest point of its cell."""
        x, y = (self.left + self.right) / 2, (self.top + self.bottom) / 2
        if self.cell is None:
            return x, y
        return self.cell.nearest(x, y)

    @property
    def height(self) -> float:
        """The size of the print."""
        return self.bottom - self.top

    @property
    def base(self) -> float:
        """The line that the character stands on."""
        return self.bottom - DESCENT * (self.bottom - self.top)


class Rule(NamedTuple):
    """A straight line: at ``at`` across, from ``start`` to ``end`` along."""

    at: float
    start: float
    end: float


class DrawnPage(NamedTuple):
    """The characters in the order of the file, and the rules.

    ``recognised``: the characters were told from a picture of them, and may be others in truth.
    ``turns`` is by how many quarters, against the clock, a page was turned to be read.
    """

    width: float
    height: float
    glyphs: list[Glyph]
    across: list[Rule]  # horizontal rules: at is y
    down: list[Rule]  # vertical rules: at is x
    images: int
    shades: Sequence[Box] = ()  # filled areas
    picture: float = 0.0  # share of the page that the largest image covers
    recognised: bool = False
    turns: int = 0
    turned: Sequence[Glyph] = ()  # characters on their side, which only cells of tables have


def rules_of_box(
    left: float, top: float, right: float, bottom: float
) -> tuple[list[Rule], list[Rule]]:
    """Return what a thin box or a line is: a horizontal rule, a vertical one, or none."""
    wide, high = right - left, bottom - top
    if high <= _THIN and wide >= max(_SHORTEST_RULE, _LONG * high):
        return [Rule((top + bottom) / 2, left, right)], []
    if wide <= _THIN and high >= max(_SHORTEST_RULE, _LONG * wide):
        return [], [Rule((left + right) / 2, top, bottom)]
    return [], []
