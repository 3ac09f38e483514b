"""Tables of final accounts that go on overleaf: under their title again, or beside it.

A workbook that is printed repeats title and heads on every page of a table, and puts the columns
that do not fit on pages of their own, without title and names of rows. The first are rows of one
table; of the second no row can be told, so that what is printed before them is not the whole.
"""

from collections.abc import Sequence
from typing import Final

from jixiao.extraction.final_accounts.heads import CODE, is_number
from jixiao.extraction.final_accounts.names import plain
from jixiao.extraction.final_accounts.segments import Segment
from jixiao.model.accounts import AccountTable
from jixiao.model.source import Span
from jixiao.patterns import pattern

_CONTINUED: Final = pattern(r"\(续[表一二三四五六七八九十0-9]*\)|续表?$")


def join_overleaf(segments: Sequence[Segment], text: str) -> list[Segment]:
    """Return the tables of a document, those under one title that is printed again as one.

    Where a table goes on under other columns than it began with, both parts are ``stray``.
    """
    kept: list[Segment] = []
    last: Segment | None = None
    for segment in segments:
        if segment.title is not None:
            if last is not None and _same_title(last, segment) and _goes_on(last, segment, text):
                continue
            last = segment
        kept.append(segment)
    return kept


def mark_divided(read: Sequence[tuple[Segment, AccountTable | None]]) -> None:
    """Make tables doubtful whose columns go on overleaf, where no names of rows stand."""
    last: tuple[Segment, AccountTable] | None = None
    for segment, table in read:
        if table is not None:
            last = segment, table
        elif last is not None and last[0].group == segment.group:
            last[1].doubtful = True


def _same_title(one: Segment, other: Segment) -> bool:
    first, then = (_CONTINUED.sub("", plain(segment.name)) for segment in (one, other))
    return one.kind is other.kind and first.endswith(then)  # the first may name its department


def _goes_on(above: Segment, below: Segment, text: str) -> bool:
    """Put the rows of a page under those of the page before, if they go on with them."""
    first = [_words(row, text) for row in above.rows]
    then = [_words(row, text) for row in below.rows]
    alike = 0
    while alike < min(len(first), len(then)) and first[alike] == then[alike]:
        alike += 1
    if not first or not then:
        return False
    if not alike:
        above.stray = below.stray = above.stray or _is_cut(first[0], then[0])
        return False
    rest = then[alike:]
    if rest and alike < len(first) and _label(rest[0]) == _label(first[alike]):
        return False  # a table of its own, as of another unit
    above.rows += below.rows[alike:]
    above.tables |= below.tables
    above.notes += below.notes
    above.stray = above.stray or below.stray
    above.group = below.group
    return True


def _is_cut(first: Sequence[str], then: Sequence[str]) -> bool:
    """Whether rows go on under other columns: the same heads, or none but data at once."""
    filled = [word for word in then if word]
    return [word for word in first if word] == filled or any(
        CODE.fullmatch(word) or is_number(word) for word in filled
    )


def _label(words: Sequence[str]) -> str:
    return next((word for word in words if word), "")


def _words(row: Sequence[Span], text: str) -> tuple[str, ...]:
    return tuple(plain(text[span.start : span.end]) for span in row)
