"""The picture of a page becomes a drawn page: characters with their boxes, and rules.

Pages that lie on their side or stand on their head are turned, those that are slightly askew are
straightened, so that lines and tables are found as on a page with text.
"""

import math
from collections.abc import Sequence
from statistics import median
from typing import Final

import cv2
import numpy as np

from jixiao.reading.drawn import DrawnPage, Glyph, Rule
from jixiao.reading.recognition import (
    Point,
    WrittenLine,
    stands_on_its_head,
    written_lines,
)
from jixiao.reading.ruling import Picture, rules

_LEAST_SCORE: Final = 0.5  # of a line; what is less is a stain or a stamp
_TALL: Final = 1.5  # times as high as wide: a line that runs down the page
_ASKED: Final = 7  # lines that tell whether a page stands on its head
_LONG: Final = 5.0  # times as long as high; shorter lines tell nothing of the slant
_LEAST_SLANT: Final = 0.2  # degrees
_MOST_SLANT: Final = 15.0
_USUAL: Final = 14.0  # points, the height of a line
_WHITE: Final = 255


def page_of(picture: Picture, wide: float, high: float) -> DrawnPage:
    """Return what is written and ruled in the grey picture of a page of so many points."""
    lines = written_lines(picture)
    turns = _turns(picture, lines)
    if turns:
        picture = np.ascontiguousarray(np.rot90(picture, turns))
        wide, high = (high, wide) if turns % 2 else (wide, high)
        lines = written_lines(picture)
    lines = [line for line in lines if line.score >= _LEAST_SCORE]
    slant = _slant(lines)
    middle = picture.shape[1] / 2, picture.shape[0] / 2
    points = wide / picture.shape[1]
    glyphs: list[Glyph] = []
    boxes: list[Glyph] = []
    for line in lines:
        corners = [_turned(corner, middle, -slant) for corner in line.corners]
        box = _box([(x * points, y * points) for x, y in corners])
        boxes.append(box)
        glyphs += _glyphs(line, box)
    height = median(box.height for box in boxes) if boxes else _USUAL
    across, down = rules(_straight(picture, middle, slant), points, height)
    return DrawnPage(
        wide,
        high,
        glyphs,
        across,
        [rule for rule in down if not any(_is_stroke(rule, box) for box in boxes)],
        images=0,
        recognised=True,
        turns=turns,
    )


def _turns(picture: Picture, lines: Sequence[WrittenLine]) -> int:
    """Return how many quarters against the clock set a page upright."""
    if not lines:
        return 0
    tall = sum(len(line.text) for line in lines if _is_tall(line))
    quarters = 1 if 2 * tall > sum(len(line.text) for line in lines) else 0
    asked = sorted(
        (line for line in lines if _is_tall(line) == bool(quarters)),
        key=lambda line: -len(line.text),
    )[:_ASKED]
    overhead = sum(stands_on_its_head(_cut(picture, line, quarters)) for line in asked)
    return quarters + 2 if 2 * overhead > len(asked) else quarters


def _is_tall(line: WrittenLine) -> bool:
    box = _box(line.corners)
    return box.bottom - box.top > _TALL * (box.right - box.left)


def _cut(picture: Picture, line: WrittenLine, quarters: int) -> Picture:
    box = _box(line.corners)
    top, left = int(box.top), int(box.left)
    cut = picture[top : max(top + 1, int(box.bottom)), left : max(left + 1, int(box.right))]
    return np.ascontiguousarray(np.rot90(cut, quarters))


def _slant(lines: Sequence[WrittenLine]) -> float:
    """Return by how many degrees most lines fall to the right, 0 where it is too little."""
    found = []
    for line in lines:
        (x, y), (to_x, to_y) = line.corners[0], line.corners[1]
        box = _box(line.corners)
        if box.right - box.left >= _LONG * (box.bottom - box.top):
            found.append(math.degrees(math.atan2(to_y - y, to_x - x)))
    if not found:
        return 0.0
    slant = sorted(found)[len(found) // 2]
    return slant if _LEAST_SLANT <= abs(slant) <= _MOST_SLANT else 0.0


def _turned(point: Point, middle: Point, degrees: float) -> Point:
    """Turn a point around the middle, with the clock."""
    angle = math.radians(degrees)
    x, y = point[0] - middle[0], point[1] - middle[1]
    sine, cosine = math.sin(angle), math.cos(angle)
    return middle[0] + x * cosine - y * sine, middle[1] + x * sine + y * cosine


def _straight(picture: Picture, middle: Point, slant: float) -> Picture:
    if not slant:
        return picture
    matrix = cv2.getRotationMatrix2D(middle, slant, 1.0)
    size = picture.shape[1], picture.shape[0]
    turned = cv2.warpAffine(picture, matrix, size, borderValue=_WHITE)
    return np.ascontiguousarray(turned, dtype=np.uint8)


def _box(corners: Sequence[Point]) -> Glyph:
    """Return the upright box that has a line in its middle."""
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = corners
    return Glyph("", (x1 + x4) / 2, (y1 + y2) / 2, (x2 + x3) / 2, (y3 + y4) / 2)


def _glyphs(line: WrittenLine, box: Glyph) -> list[Glyph]:
    wide = box.right - box.left
    return [
        Glyph(char, box.left + start * wide, box.top, box.left + end * wide, box.bottom)
        for char, (start, end) in zip(line.text, line.extents, strict=True)
        if char > " " and char not in "\u3000\u00a0"
    ]


def _is_stroke(rule: Rule, box: Glyph) -> bool:
    """Whether a rule down is the stroke of a character."""
    return box.left < rule.at < box.right and rule.start > box.top and rule.end < box.bottom
