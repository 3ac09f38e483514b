"""Characters of a page, put into lines as they are read: top to bottom, left to right."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import Final, NamedTuple

from jixiao.patterns import pattern
from jixiao.reading.drawn import Glyph
from jixiao.reading.ordinals import number_at_start
from jixiao.reading.signs import RAISED

_SAME_LINE: Final = 0.5  # of the height of a character, by which lines differ at least
_WORD_GAP: Final = 0.22  # of the height, between Latin words
_COLUMN_GAP: Final = 1.1  # of the height, between columns or after an indent
_FIGURE_GAP: Final = 0.35  # of the height, between two figures side by side
_COLUMNS_EM: Final = 2  # display columns in one em
_WRAPPED: Final = 2.5  # ems that a line of a cell leaves free at most when it was broken
_GAP: Final = "  "
_FEWEST_LINES: Final = 5
_LONG_LINE: Final = 12  # characters; shorter lines say nothing of the margins
_MOST: Final = 0.9
_SLACK: Final = 0.8  # ems that a full line leaves free, the next word set aside
_SLACK_INSIDE: Final = 3.0  # where no stop says that a paragraph may end
_LEFT: Final = attrgetter("left")
_STOPS: Final = frozenset("。；：！？;:!?")
_WORD: Final = pattern(r"[^\u4e00-\u9fff]{0,24}[\u4e00-\u9fff]?")
_HANGING: Final = frozenset("，。、；：！？,.;:!?）)》”’")  # marks that may stand in the margin
_BY_HAND: Final = 0.75  # of the width: lines that were broken by hand are that long
_INDENT: Final = 1.0  # ems
_FIRST_LINE: Final = 3.0  # em by which the first line of a paragraph is indented at most
_FEW_LINES: Final = 0.3  # of the indented lines, that are not indented
_WIDEST_LEADING: Final = 4.0  # times the height
_PARTED: Final = 1.25  # times the usual leading, between paragraphs
_FIGURES: Final = frozenset(".,%0123456789")
_SMALL: Final = 0.75  # of the height of a line, that the sign of a note has at most
_RISEN: Final = 0.15  # of it, by which such a sign stands higher at least
_DIGITS: Final = frozenset("0123456789")
_WHOLE_FIGURE: Final = pattern(r"[0-9]\.[0-9]{2}$|(?:^|\s)[-—–－]$")  # nothing is added to it
_LATIN: Final = 0x2E80  # below: letters and figures that are set narrow


Marks = Sequence[tuple[int, Glyph]]  # offsets in a text with what is drawn there, ascending


class TextLine(NamedTuple):
    """A line of characters with its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    marks: Marks
    column: int = 0  # of a page set in two; 0 for lines over its whole width

    @property
    def height(self) -> float:
        """The height of the line."""
        return self.bottom - self.top


class CellText(NamedTuple):
    """The text of a cell; whether its last line is so full that it may go on overleaf."""

    text: str = ""
    marks: Marks = ()
    full: bool = False


class Margins:
    """Where the lines of a document begin and end; tells which of them are one paragraph."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        columns: dict[int, list[TextLine]] = {}
        for line in lines:
            columns.setdefault(line.column, []).append(line)
        self._of = {column: _Margin(held) for column, held in columns.items()}

    def joins(self, above: TextLine, line: TextLine, *, turned: bool) -> bool | None:
        """Whether a line goes on with the one above; None where the words must tell.

        ``turned`` says that a page ends between them, which tells nothing of the gap; so does the
        top of the next column.
        """
        turned = turned or above.column != line.column
        em = min(above.height, line.height)
        if not self._of[line.column].goes_on(above, line, em, turned=turned):
            return False
        if not self._of[above.column].is_full(above, line, em):
            return None if self._of[above.column].is_broken(above) else False
        return None if number_at_start(line.text, line.text[:8]) is not None else True


class _Margin:
    """Where the lines of one column begin and end, and how far they stand apart."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        long = sorted(
            line.right
            for line in lines
            if len(line.text) > _LONG_LINE and line.text[-1] not in _HANGING
        )
        self._right = long[int(_MOST * (len(long) - 1))] if long else 0.0
        self._left = _left([line for line in lines if len(line.text) > _LONG_LINE])
        gaps = _gaps(pairwise(lines))
        in_prose = _gaps(p for p in pairwise(lines) if not (_is_row(p[0]) or _is_row(p[1])))
        gaps = in_prose if len(in_prose) >= _FEWEST_LINES else gaps
        self._leading = gaps[len(gaps) // 4] if gaps else 0.0

    def is_full(self, above: TextLine, line: TextLine, em: float) -> bool:
        """Whether what stands first on the next line would not have fitted on a line."""
        slack = _SLACK if above.text[-1] in _STOPS else _SLACK_INSIDE
        return above.right + _first_width(line, em) >= self._right - slack * em

    def is_broken(self, above: TextLine) -> bool:
        """Whether a line that is not full may have been broken by hand: it ends without a stop."""
        if above.text[-1] in _STOPS:
            return False
        return above.right - self._left > _BY_HAND * (self._right - self._left)

    def goes_on(self, above: TextLine, line: TextLine, em: float, *, turned: bool) -> bool:
        """Whether a line begins at the margin, right below the one above."""
        if line.left > self._left + _INDENT * em:
            return False
        return turned or line.top - above.top <= _PARTED * self._leading


def _left(lines: Sequence[TextLine]) -> float:
    """Return where lines begin that are not the first of their paragraph.

    In a document of short paragraphs more lines are indented than not.
    """
    lefts = Counter(round(line.left) for line in lines)
    if not lefts:
        return 0.0
    most = max(lefts, key=lambda at: (lefts[at], -at))
    indent = _FIRST_LINE * max(line.height for line in lines if round(line.left) == most)
    outdented = [
        at
        for at, number in lefts.items()
        if most - indent <= at < most and number >= _FEW_LINES * lefts[most]
    ]
    return float(min(outdented, default=most))


def _gaps(pairs: Iterable[tuple[TextLine, TextLine]]) -> list[float]:
    """Return how far lines stand apart that follow each other, ascending."""
    return sorted(
        below.top - above.top
        for above, below in pairs
        if 0 < below.top - above.top < _WIDEST_LEADING * above.height
    )


def _is_row(line: TextLine) -> bool:
    """Whether a line has gaps, as rows of tables have: it says nothing of how prose is set."""
    return _GAP in line.text.strip()


def _first_width(line: TextLine, em: float) -> float:
    """Return the width of what stands first on a line and is not parted: figures, signs."""
    word = _WORD.match(line.text.lstrip())
    text = word[0] if word is not None else ""
    return max(1.0, sum(1 / _COLUMNS_EM if _is_latin(char) else 1.0 for char in text)) * em


def text_lines(glyphs: Sequence[Glyph], left: float, column: int = 0) -> list[TextLine]:
    """Return the lines of a page or part of it, indents from ``left`` printed as spaces."""
    return [_line(line, left)._replace(column=column) for line in rows(glyphs)]


def cell_text(glyphs: Sequence[Glyph], width: float) -> CellText:
    """Return the text of a cell, broken lines joined."""
    lines = [_line(line, min(glyph.left for glyph in line)) for line in rows(glyphs)]
    text, marks = lines[0].text, list(lines[0].marks)
    for above, below in pairwise(lines):
        words = _is_latin(above.text[-1]) and _is_latin(below.text[0])
        figures = above.text[-1] in _FIGURES and below.text[0] in _FIGURES
        if not _is_full(above, width) or (words and not figures):
            text += " "
        marks += [(len(text) + at, glyph) for at, glyph in below.marks]
        text += below.text
    return CellText(text, marks, _is_full(lines[-1], width))


def _is_full(line: TextLine, width: float) -> bool:
    """Whether another character would not have fitted on a line."""
    return width - (line.right - line.left) <= _WRAPPED * line.height


def rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the characters of each line, from left to right."""
    line: list[Glyph] = []
    middle = before = 0.0  # twice the middle of the line; the height of the last character
    for glyph in sorted(glyphs, key=_height_twice):
        here, high = glyph.top + glyph.bottom, glyph.bottom - glyph.top
        if line and here - middle > 2 * _SAME_LINE * min(high, before):
            yield sorted(line, key=_LEFT)
            line = []
        if not line:
            middle = here
        before = high
        line.append(glyph)
    if line:
        yield sorted(line, key=_LEFT)


def _height_twice(glyph: Glyph) -> float:
    return glyph.top + glyph.bottom


def _line(glyphs: Sequence[Glyph], left: float) -> TextLine:
    heights = [glyph.bottom - glyph.top for glyph in glyphs]
    em = heights[0]
    if min(heights) != max(heights):
        em = median(heights)
        if min(heights) <= _SMALL * em:
            glyphs = _with_raised(glyphs, em)
    em = em or 1.0
    text = ""
    marks: list[tuple[int, Glyph]] = []
    at = left
    before = ""
    for glyph in glyphs:
        gap = glyph.left - at
        parted = (
            gap > _FIGURE_GAP * em
            and glyph.char in _DIGITS
            and _WHOLE_FIGURE.search(text) is not None
        )
        if gap > _COLUMN_GAP * em or parted:
            text += " " * max(2, round(_COLUMNS_EM * gap / em))
        elif before and gap > _WORD_GAP * em and _is_latin(before) and _is_latin(glyph.char):
            text += " "
        marks.append((len(text), glyph))
        text += glyph.char
        at, before = max(at, glyph.right), glyph.char
    return TextLine(
        text,
        glyphs[0].left,
        min(glyph.top for glyph in glyphs),
        max(glyph.right for glyph in glyphs),
        max(glyph.bottom for glyph in glyphs),
        marks,
    )


def _with_raised(glyphs: Sequence[Glyph], em: float) -> list[Glyph]:
    """Return the characters of a line, small raised figures (signs of notes) as such."""
    base = median(glyph.base for glyph in glyphs)
    return [
        glyph._replace(char=glyph.char.translate(RAISED))
        if glyph.height <= _SMALL * em and glyph.base < base - _RISEN * em
        else glyph
        for glyph in glyphs
    ]


def _is_latin(char: str) -> bool:
    return ord(char) < _LATIN
