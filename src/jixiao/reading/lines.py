"""Physical lines: where each begins, what is printed on it, which are no text at all."""

from collections.abc import Callable, Sequence
from enum import Enum, auto
from functools import partial
from itertools import pairwise
from typing import Final, cast

from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.reading.ordinals import Number

# (offset in a piece of text, offset in the source), ascending
Segments = Sequence[tuple[int, int]]

JOINED: Final = -1  # Line.hashes of a title line that goes on with the title above


class Role(Enum):
    """What a line is, as far as it decides whether lines are joined."""

    PROSE = auto()
    TITLE = auto()
    FIELD = auto()
    LABEL = auto()  # stands alone: 单位：万元, 附件2
    ROW = auto()
    CONTENTS = auto()  # of the table of contents, as the file itself says


class Line:
    """A line with something printed on it, or a part of it that stands for itself.

    ``start`` and ``stop`` are offsets into the source: of the first printed character, and of the
    line break. ``raw`` is the folded line without white space at its ends. What the steps of
    reading find out is filled in by and by. No dataclass: most lines need few of the defaults, and
    there are many lines.
    """

    text: str = ""  # what goes into the reading text
    segments: Segments = ()  # where it comes from
    closed: bool = False  # ends with a mark that closes a clause or sentence
    role: Role = Role.PROSE
    hashes: int = 0  # number of # before a markdown heading
    bullet: bool = False
    number: Number | None = None
    joined: bool | None = None  # with the line above; None where its looks must tell
    cells: Sequence[Span] = ()  # of a row, as offsets into the source
    edges: Sequence[int] = ()  # instead of them where one tab parts cells; see ``spans_between``
    table: int = -1

    def __init__(self, start: int, stop: int, raw: str, indent: int, gap: bool) -> None:  # noqa: FBT001  # quicker by place
        self.start = start
        self.stop = stop
        self.raw = raw
        self.indent = indent
        self.gap = gap  # blank lines above


# What Span._make does, without a step in Python: large sheets have a million cells.
_span: Final = cast("Callable[[tuple[int, int]], Span]", partial(tuple.__new__, Span))


def spans_between(edges: Sequence[int], shift: int = 0) -> list[Span]:
    """Return the spans of cells that one sign parts: each from its edge to before the next one.

    Args:
        edges: Where the cells begin, and where one more would.
        shift: What is added to all of them.
    """
    starts = [edge + shift for edge in edges] if shift else edges
    return list(map(_span, zip(starts, [start - 1 for start in starts[1:]], strict=False)))


_LONE_RETURN: Final = pattern(r"\r(?!\n)")


def split_lines(folded: str) -> tuple[list[int], list[Line]]:
    """Return where each physical line starts, and the lines that are not blank."""
    if "\r" in folded:
        folded = _LONE_RETURN.sub("\n", folded)
    starts: list[int] = []
    lines: list[Line] = []
    position = 0
    gap = False
    for part in folded.split("\n"):
        starts.append(position)
        raw = part.strip()
        if raw:
            indent = part.index(raw[0])
            end = position + len(part)
            if part[-1] == "\r":
                end -= 1
            lines.append(Line(position + indent, end, raw, indent, gap))
            gap = False
        else:
            gap = True
        position += len(part) + 1
    if len(starts) > 1 and starts[-1] == len(folded):
        starts.pop()  # what follows the last line break is no line
    return starts, lines


_LONGEST_PAGE_NUMBER: Final = 20
_PAGE_NUMBER: Final = pattern(
    r"[-·]+ *[0-9]{1,4} *[-·]+"
    r"|第 *[0-9]{1,4} *页(?:[ ,/]*共 *[0-9]{1,4} *页)?"
    r"|共 *[0-9]{1,4} *页[ ,/]*第 *[0-9]{1,4} *页"
    r"|[Pp]age *[0-9]{1,4}(?: *(?:of|/) *[0-9]{1,4})?"
)
_PAGE_OF_PAGES: Final = pattern(r"([0-9]{1,3}) */ *([0-9]{1,3})")
_LONE_NUMBER: Final = pattern(r"[1-9][0-9]{0,2}")
_PAGE_SIZE: Final = 120  # characters between two page numbers, at least


def drop_page_numbers(lines: list[Line], dropped: list[Span]) -> list[Line]:
    """Return the lines without page numbers; those are recorded in ``dropped``."""
    pages: set[int] = set()
    counted: list[tuple[int, int, int]] = []  # 2/10: index, page, pages
    lone: list[tuple[int, int]] = []  # a number alone between blank lines: index, number
    for index, line in enumerate(lines):
        raw = line.raw
        if len(raw) > _LONGEST_PAGE_NUMBER:
            continue
        if _PAGE_NUMBER.fullmatch(raw):
            pages.add(index)
        elif raw[-1].isdecimal():
            if (match := _PAGE_OF_PAGES.fullmatch(raw)) is not None:
                counted.append((index, int(match[1]), int(match[2])))
            elif _LONE_NUMBER.fullmatch(raw) and _stands_alone(lines, index):
                lone.append((index, int(raw)))
    pages.update(index for index, page, of in counted if page <= of and of > 1)
    pages.update(_rising(lines, lone))
    if not pages:
        return lines
    kept: list[Line] = []
    gap = False
    for index, line in enumerate(lines):
        if index in pages:
            dropped.append(Span(line.start, line.start + len(line.raw)))
            gap = True
        else:
            line.gap = line.gap or gap
            gap = False
            kept.append(line)
    return kept


def _stands_alone(lines: list[Line], index: int) -> bool:
    return (index == 0 or lines[index].gap) and (index + 1 == len(lines) or lines[index + 1].gap)


def _rising(lines: list[Line], lone: list[tuple[int, int]]) -> list[int]:
    """Return the lone numbers if they count pages: rising one by one, a page of text between."""
    if len(lone) < 2:
        return []
    for (index, number), (later, next_number) in pairwise(lone):
        if next_number != number + 1 or lines[later].start - lines[index].start < _PAGE_SIZE:
            return []
    return [index for index, _ in lone]
