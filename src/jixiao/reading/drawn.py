"""What is drawn on a page: characters with their boxes, and straight rules.

Coordinates are points from the upper left corner of the page as it is shown, y downwards.
"""

from typing import Final, NamedTuple

_THIN: Final = 3.0  # points; what is thinner and long is a rule
_LONG: Final = 4.0  # times as long as thick
_SHORTEST_RULE: Final = 3.0


class Box(NamedTuple):
    """A box on a page as shown."""

    left: float
    top: float
    right: float
    bottom: float


class Glyph(NamedTuple):
    """A character that leaves ink, with its box."""

    char: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """The height of the line that the font asks for."""
        return self.bottom - self.top


class Rule(NamedTuple):
    """A straight line: at ``at`` across, from ``start`` to ``end`` along."""

    at: float
    start: float
    end: float


class DrawnPage(NamedTuple):
    """The characters in the order of the file, and the rules."""

    width: float
    height: float
    glyphs: list[Glyph]
    across: list[Rule]  # horizontal rules: at is y
    down: list[Rule]  # vertical rules: at is x
    images: int


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
