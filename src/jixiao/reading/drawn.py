"""What is drawn on a page: characters with their boxes, and straight rules.

Coordinates are points from the upper left corner of the page as it is shown, y downwards.
"""

from typing import NamedTuple


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
