"""A document before it has a format: titles, headings, paragraphs and tables with their sources.

Composers make it, renderers write it; neither knows of the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from jixiao.model.intervals import half_up


class Source(NamedTuple):
    """A fact that a sentence rests on: what it is called, its value as printed, and its place."""

    label: str
    shown: str
    origin: str = ""


class Voice(StrEnum):
    """Who speaks in a run of text."""

    DRAFTED = "drafted"  # the program, from facts
    WRITTEN = "written"  # the user: kept as it is
    PROMPT = "prompt"  # nobody yet: a blank that says what belongs there


class Run(NamedTuple):
    """A stretch of text of one voice, with the facts that it rests on."""

    text: str
    voice: Voice = Voice.DRAFTED
    sources: tuple[Source, ...] = ()
    strong: bool = False


class ParagraphKind(StrEnum):
    """How a paragraph is set."""

    BODY = "body"  # two characters indent
    ADDRESSEE = "addressee"  # no indent
    SIGNATURE = "signature"  # to the right, above the date
    DATE = "date"  # to the right, four characters from the edge
    NOTE = "note"  # small, below a table
    ATTACHMENT = "attachment"  # a line of the list of attachments


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a document, one entry a line."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its ordinal as printed; ``level`` 1 is 一、, 2（一）, 3 1., 4 （1）."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs."""

    runs: tuple[Run, ...]
    kind: ParagraphKind = ParagraphKind.BODY

    @property
    def text(self) -> str:
        """The words of all runs."""
        return "".join(run.text for run in self.runs)


class Align(StrEnum):
    """Where the text of a cell stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table; it covers ``across`` columns and ``down`` rows.

    ``number`` is set where the cell is a number, so that workbooks hold it as one; ``text`` is
    always how it is printed. ``formula`` is what a workbook reckons it by: ``{name}`` in it stands
    for the cell of that ``name``. ``voice`` marks a blank that is to be filled in.
    """

    text: str = ""
    number: Decimal | None = None
    formula: str = ""
    name: str = ""
    across: int = 1
    down: int = 1
    align: Align = Align.LEFT
    strong: bool = False
    voice: Voice = Voice.DRAFTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; ``widths`` are the shares of its columns, ``head`` its first rows, repeated.

    Rows hold cells in the order of their columns; a place covered by a cell above or to the left
    has none.
    """

    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head: int = 1
    caption: str = ""
    unit: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page; ``landscape`` is how the pages from here on lie."""

    landscape: bool = False


Block = Title | Heading | Paragraph | Table | PageBreak


@dataclass(frozen=True, slots=True)
class Composition:
    """A document: its file name without ending, what it is called, and its blocks in order.

    ``landscape`` is how its first pages lie. ``footnotes`` are printed small at the very end:
    engine, pack and hash, where a document shows scores.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    footnotes: tuple[str, ...] = field(default=())

    def prompts(self) -> Iterator[str]:
        """Yield the blanks that somebody still has to fill in."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield from (run.text for run in block.runs if run.voice is Voice.PROMPT)
            elif isinstance(block, Table):
                for row in block.rows:
                    yield from (cell.text for cell in row if cell.voice is Voice.PROMPT)

    def traced(self) -> Iterator[tuple[str, tuple[Source, ...]]]:
        """Yield every drafted sentence with the facts that it rests on."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                for run in block.runs:
                    if run.voice is Voice.DRAFTED and run.sources:
                        yield run.text, run.sources


# --- short ways to write things ------------------------------------------------------------------


def body(*runs: Run | str) -> Paragraph:
    """Return a paragraph of the body; plain words are drafted and rest on no fact."""
    return Paragraph(tuple(Run(one) if isinstance(one, str) else one for one in runs))


def prompt(words: str) -> Run:
    """Return a blank that says what belongs there."""
    return Run(f"【待填写：{words}】", Voice.PROMPT)


def head(*words: str, align: Align = Align.CENTRE) -> tuple[Cell, ...]:
    """Return a row of a head."""
    return tuple(Cell(text=each, strong=True, align=align) for each in words)


def words(text: str, **looks: object) -> Cell:
    """Return a cell of text."""
    return Cell(text=text, **looks)  # type: ignore[arg-type]  # the fields of Cell


def amount(value: Decimal | None, places: int = 2, *, name: str = "", formula: str = "") -> Cell:
    """Return a cell of a number with so many decimals, half-up; blank where it is not known."""
    if value is None:
        return Cell(align=Align.RIGHT, name=name)
    return Cell(
        text=f"{half_up(value, places):,f}",
        number=value,
        align=Align.RIGHT,
        name=name,
        formula=formula,
    )


_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """Return 1–99 as Chinese numerals."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


class Outline:
    """Numbers headings as official documents do: 一、（一）1.（1）."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def heading(self, level: int, text: str) -> Heading:
        """Return the next heading of a level; those below begin anew."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (len(self._counts) - level)
        count = self._counts[level - 1]
        ordinal = (f"{chinese(count)}、", f"（{chinese(count)}）", f"{count}.", f"（{count}）")
        return Heading(level, ordinal[level - 1] + text)


def joined(names: Sequence[str]) -> str:
    """Return names as a Chinese list: 甲、乙和丙."""
    if len(names) <= 1:
        return "".join(names)
    return "、".join(names[:-1]) + "和" + names[-1]
