"""Runs of ordinals: 1. 2. 3. down the outline, 一是…二是…三是 within and across paragraphs.

Every printed ordinal is offered to the runs that are open at its place. A run is closed by an
ordinal of a series that stands above its own (一、 first, then （一）, 1. and （1）), begins anew
at 1, and may be taken up again where an inner list interrupted it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Final, NamedTuple

from jixiao.extraction.grammar.base import Collector, Paragraph
from jixiao.extraction.tokens import Kind, Token
from jixiao.extraction.understanding import Sentence
from jixiao.model.document import Block, BlockKind, Document
from jixiao.model.relation import Numbering
from jixiao.model.source import Span
from jixiao.patterns import pattern

_NUMERALS: Final = "一二三四五六七八九十"
_FIRST_CIRCLED: Final = ord("①")
BORDER: Final = frozenset("\n\t。;:!?.,、)”\"'‘’》")
"""Characters after which a list number may stand inside a paragraph."""


class Series(NamedTuple):
    """A way of numbering: how it is printed and how deep it stands."""

    depth: int
    style: str
    pattern: re.Pattern[str]


# Parts and chapters only close the runs below them: a report may be one chapter of a larger paper.
_PARTS: Final = tuple(
    Series(depth, f"第一{unit}", pattern(rf"第([{_NUMERALS}]{{1,3}}){unit}"))
    for depth, unit in ((-2, "部分"), (-1, "篇"), (-1, "章"), (0, "节"))
)
SERIES: Final = (
    # 三、四季度 and 一、二级项目 are no list numbers.
    Series(
        1,
        "一、",
        pattern(
            rf"([{_NUMERALS}]{{1,3}})[、.](?![0-9]|[{_NUMERALS}](?:、|[级类线季楼层期等产批次年月]))"
        ),
    ),
    Series(2, "（一）", pattern(rf"\(([{_NUMERALS}]{{1,3}})\)")),
    Series(3, "1.", pattern(r"(?<![0-9.])([0-9]{1,2})[.、](?:(?![0-9])|(?=20[0-9]{2}年))")),
    Series(4, "（1）", pattern(r"\(([0-9]{1,2})\)|(?<![0-9.(])([0-9]{1,2})\)")),
    Series(5, "①", pattern(r"([①-⑳])")),
    Series(6, "一是", pattern(rf"([{_NUMERALS}]{{1,3}})是")),
    Series(6, "其一", pattern(rf"其([{_NUMERALS[:9]}])(?=[,:、是])")),
)
_PRINTED: Final = {"(一)": "（一）", "(1)": "（1）", "1)": "（1）", "1）": "（1）", "⑴": "（1）",
                   "1、": "1.", "一.": "一、"}  # fmt: skip
_BY_STYLE: Final = {series.style: series for series in (*_PARTS, *SERIES)}
_BY_FIRST: Final = {
    **dict.fromkeys(_NUMERALS, (SERIES[0], SERIES[5])),
    **dict.fromkeys("0123456789", (SERIES[2], SERIES[3])),
    **{chr(_FIRST_CIRCLED + at): (SERIES[4],) for at in range(20)},
    "(": (SERIES[1], SERIES[3]),
    "其": (SERIES[6],),
}
_ITEM = pattern(r"[^\n]{2}[^,。;:!?\n]*")
_NESTED = 4  # lists within lists of one series
_FARTHEST = 80  # blocks that numbered items may run on over
# What an author may put instead of a number that seems to be missing.
_INSTEAD: Final = {
    "一是": r"(?<=[。;:,\n]){han}(?:[是要则来、,:)]|方面)|第{han}|(?<=[。;\n])(?:再次|最后|此外)",
    "其一": "{han}",
    "一、": "{han}[、.,:)]",
    "（一）": r"[(]?{han}\)",
    "1.": r"(?<![0-9.]){arabic}[.、,)](?:(?![0-9])|(?=20[0-9]{{2}}年))|(?<=\n){arabic}(?![0-9.%])",
    "（1）": r"(?<![0-9.]){arabic}[)、](?![0-9])",
    "①": "{circled}",
}


@dataclass(slots=True, eq=False)
class _Run:
    series: Series
    style: str
    inline: bool
    ordinals: list[tuple[int, Span]] = field(default_factory=list)
    outer: "_Run | None" = None  # the run of the same series that it interrupted

    @property
    def last(self) -> int:
        return self.ordinals[-1][0]


class _Ordinal(NamedTuple):
    series: Series
    style: str
    value: int
    span: Span
    inline: bool
    firm: bool  # stands where a list number may begin; if not, it can only go on with a run


def read_numbering(
    document: Document, tokens: Sequence[Token], sentences: Sequence[Sentence], out: Collector
) -> None:
    """Read the runs of ordinals of a whole document."""
    del sentences  # runs go over sentences and blocks
    runs = _Runs(document.text)
    for ordinal in _all(document, tokens):
        runs.place(ordinal)
    for run in runs.all:
        if run.series in _PARTS or (len(run.ordinals) < 2 and (run.last == 1 or run.inline)):
            continue
        out.add(
            Numbering(
                start=run.ordinals[0][1].start,
                end=run.ordinals[-1][1].end,
                style=run.style,
                ordinals=tuple(run.ordinals),
            )
        )


def _all(document: Document, tokens: Sequence[Token]) -> Iterator[_Ordinal]:
    """Yield the ordinals of headings, list items and running text in reading order."""
    text = document.text
    ordinal, row = Kind.ORDINAL, BlockKind.ROW
    tokens = [token for token in tokens if token.kind is ordinal]
    at = 0
    for block in document.blocks:
        start = block.start
        own = _of_block(block)
        if own is not None:
            yield own
            start = own.span.end
        while at < len(tokens) and tokens[at].start < start:
            at += 1
        while at < len(tokens) and tokens[at].start < block.end:
            token = tokens[at]
            at += 1
            if block.kind is not row:
                found = _of_token(text, token)
                if found is not None:
                    yield found


def _of_block(block: Block) -> _Ordinal | None:
    if block.ordinal is None or block.kind is BlockKind.ROW:
        return None
    style = block.ordinal.style
    series = _BY_STYLE.get(_PRINTED.get(style, style))
    if series is None:
        return None
    return _Ordinal(series, style, block.ordinal.value, block.ordinal.span, inline=False, firm=True)


def _of_token(text: str, token: Token) -> _Ordinal | None:
    for series in _BY_FIRST.get(text[token.start], ()):
        match = series.pattern.match(text, token.start)
        if match is not None and match.end() <= token.end + 1:
            firm = not token.start or text[token.start - 1] in BORDER
            value = value_of(match.group(match.lastindex or 0))
            span = Span(token.start, match.end())
            return _Ordinal(series, series.style, value, span, inline=True, firm=firm)
    return None


class _Runs:
    """The runs of a document: all of them, those still open, the last closed of each series."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all: list[_Run] = []
        self._open: list[_Run] = []
        self._closed: dict[str, _Run] = {}

    def place(self, ordinal: _Ordinal) -> None:
        """Give an ordinal to the run that it goes on with, or begin a new one."""
        series, value = ordinal.series, ordinal.value
        if ordinal.firm:
            while self._open and self._open[-1].series.depth > series.depth:
                self._close(self._open[-1])
        run = next((run for run in reversed(self._open) if run.series is series), None)
        if run is not None and value == run.last + 1 and not _goes_out(run, ordinal):
            if ordinal.firm or run.inline:
                run.ordinals.append((value, ordinal.span))
            return
        if not ordinal.firm or not value:
            return
        earlier = self._interrupted(run, series, value)
        if earlier is None and run is not None and value != 1:
            _bridge(run, value, ordinal.span.start, self.text)
            run.ordinals.append((value, ordinal.span))
            return
        if run is not None:
            self._close(run)
        if earlier is None:
            earlier = _Run(series, ordinal.style, ordinal.inline, outer=run)
            self.all.append(earlier)
        earlier.ordinals.append((value, ordinal.span))
        self._open.append(earlier)

    def _close(self, run: _Run) -> None:
        self._open.remove(run)
        self._closed[run.series.style] = run

    def _interrupted(self, run: _Run | None, series: Series, value: int) -> _Run | None:
        """Return the run that a number goes on with after an inner list or a heading, if any."""
        if value == 1:
            return None
        if run is None:
            last = self._closed.get(series.style)
            return last if last is not None and last.last == value - 1 else None
        outer = run.outer
        for _ in range(_NESTED):
            if outer is None or outer.last == value - 1:
                return outer
            outer = outer.outer
        return None


def _goes_out(run: _Run, ordinal: _Ordinal) -> bool:
    """Whether a number at the head of a block rather goes on with the blocks than with a run."""
    outer = run.outer
    return (
        outer is not None
        and run.inline
        and not (outer.inline or ordinal.inline)
        and outer.last == ordinal.value - 1
    )


def _bridge(run: _Run, value: int, until: int, text: str) -> None:
    """Add the ordinals between the last one and ``value`` that are printed in some other way."""
    start = run.ordinals[-1][1].end
    for missing in range(run.last + 1, min(value, run.last + 10, 100)):
        instead = _INSTEAD.get(run.series.style, "")
        if not instead:
            return
        han = _han(missing)
        found = pattern(
            instead.format(han=han, arabic=missing, circled=chr(_FIRST_CIRCLED + missing - 1))
        ).search(text, start, until)
        if found is None:
            continue
        run.ordinals.append((missing, Span(*found.span())))
        start = found.end()


def _han(value: int) -> str:
    tens, ones = divmod(value, 10)
    if not tens:
        return _NUMERALS[ones - 1]
    return ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" + (_NUMERALS[ones - 1] if ones else "")


def value_of(printed: str) -> int:
    """Return the value of an ordinal's numeral, 0 for none."""
    if printed.isdecimal():
        return int(printed)
    if "①" <= printed <= "⑳":
        return ord(printed) - _FIRST_CIRCLED + 1
    tens, ten, ones = printed.partition("十")
    if not ten:
        return _NUMERALS.index(printed) + 1 if len(printed) == 1 else 0
    high = _NUMERALS.find(tens) + 1 if tens else 1
    low = _NUMERALS.find(ones) + 1 if ones else 0
    return 10 * high + low


def numbered_items(
    paragraph: Paragraph, start: int, out: Collector, *, below: bool
) -> tuple[list[Span], bool] | None:
    """Return the items that begin with a first number at ``start``, and whether they are certain.

    They may run on over the following blocks. Where the paragraph ends at ``start`` the block
    that follows begins with the first; it may be a heading only where ``below`` says that the text
    announces them there (以下3项).
    """
    text = out.text
    if start >= paragraph.end:
        following = out.document.blocks[paragraph.block + 1 : paragraph.block + 2]
        if not following or (following[0].kind is not BlockKind.PARAGRAPH and not below):
            return None
        start = following[0].start
    series = _series_at(text, start)
    if series is None:
        return None
    end, nested = _reach(paragraph, series, out)
    numbers = _numbers(text, series, start, end)
    if len(numbers) < 2:
        return None
    borders = [at for _, at in numbers] + [end]
    items = [Span(a, _clause_end(text, a, b)) for a, b in pairwise(borders)]
    in_order = [value for value, _ in numbers] == list(range(1, len(numbers) + 1))
    return items, in_order and not nested


def _clause_end(text: str, start: int, limit: int) -> int:
    """Return where the first clause of an item ends: that much tells which item it is."""
    match = _ITEM.match(text, start, limit)
    return match.end() if match is not None else limit


def _series_at(text: str, start: int) -> Series | None:
    """Return the series whose first number stands at ``start``, or None."""
    for series in SERIES:
        match = series.pattern.match(text, start)
        if match is not None:
            return series if value_of(match.group(match.lastindex or 0)) == 1 else None
    return None


def _numbers(text: str, series: Series, start: int, end: int) -> list[tuple[int, int]]:
    """Return value and offset of the numbers of a series until they begin anew or fall back."""
    found: list[tuple[int, int]] = []
    for match in series.pattern.finditer(text, start, end):
        at = match.start()
        value = value_of(match.group(match.lastindex or 0))
        if not value or (at != start and text[at - 1] not in BORDER):
            continue
        if found and value <= found[-1][0]:
            break
        found.append((value, at))
    return found


def _reach(paragraph: Paragraph, series: Series, out: Collector) -> tuple[int, bool]:
    """Return how far numbered items may run on, and whether their numbers are also the outline's.

    They end at a heading or table and where the list goes on in which their own block stands.
    """
    document, text = out.document, out.text
    own = document.blocks[paragraph.block].ordinal
    above = [own]
    if paragraph.section is not None:
        above.append(document.blocks[paragraph.section.block].ordinal)
    nested = any(o is not None and series.pattern.match(text, o.span.start) for o in above)
    end = paragraph.end
    for block in islice(document.blocks, paragraph.block + 1, paragraph.block + _FARTHEST):
        same = block.ordinal is not None and series.pattern.match(text, block.ordinal.span.start)
        if block.kind in (BlockKind.ROW, BlockKind.TITLE) or (
            block.kind is BlockKind.HEADING and not same
        ):
            break
        if own is not None and block.ordinal is not None and block.ordinal.style == own.style:
            break
        end = block.end
    return end, nested
