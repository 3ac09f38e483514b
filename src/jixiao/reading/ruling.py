"""The straight rules in the picture of a page."""

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from jixiao.reading.drawn import Rule

Picture = npt.NDArray[np.uint8]  # grey, rows of pixels from the top

_BLOCK: Final = 31  # pixels around one by which ink is told from paper
_INK: Final = 12  # how much darker than what is around it ink is, of 255
_ACROSS: Final = 2.0  # times the height of a line: the shortest rule across
_DOWN: Final = 1.1  # the shortest rule down: less than a row, more than any stroke of a character
_GAP: Final = 1.0  # points by which a worn rule may be broken
_THICK: Final = 4.0  # points; what is thicker is no rule


def rules(picture: Picture, points: float, height: float) -> tuple[list[Rule], list[Rule]]:
    """Return the rules across and down, in points.

    ``points`` are those of one pixel, ``height`` is that of a line of text in points.
    """
    ink = cv2.adaptiveThreshold(
        picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _BLOCK, _INK
    ).astype(np.uint8)
    across = _rules(ink, points, _ACROSS * height)
    down = _rules(ink.T.copy(), points, _DOWN * height)
    return list(across), list(down)


def _rules(ink: Picture, points: float, shortest: float) -> Iterator[Rule]:
    """Yield the rules across: what is long, thin and level, small gaps closed."""
    gap, long = max(1, round(_GAP / points)), round(shortest / points)
    level = cv2.dilate(ink, np.ones((3, 1), np.uint8))  # a slanted rule is a flight of steps
    level = cv2.morphologyEx(level, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    level = cv2.morphologyEx(level, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    _, _, found, _ = cv2.connectedComponentsWithStats(level, connectivity=8)
    for left, top, wide, high, _ in found[1:].tolist():
        if high * points <= _THICK:
            yield Rule((top + high / 2) * points, left * points, (left + wide) * points)
