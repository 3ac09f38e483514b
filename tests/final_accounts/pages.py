"""A publication before it is set: headings, paragraphs and tables, with marks on what may be planted.

A mark names a piece of text, as ``amount|income.total``. It is made of private characters, which
`plain` takes out again, so that a planter can change one printed figure and nothing else.
"""

import re
from dataclasses import dataclass, field

OPEN, MID, CLOSE = "\ue000", "\ue001", "\ue002"
MARK = re.compile(f"{OPEN}([^{MID}]*){MID}([^{CLOSE}]*){CLOSE}")


def mark(key, text):
    """Mark a piece of text; marks do not nest."""
    return f"{OPEN}{key}{MID}{text}{CLOSE}"


def plain(text):
    """The text as printed."""
    return MARK.sub(lambda found: found[2], text)


@dataclass
class Heading:
    """A heading; level 0 is a line of the cover."""

    text: str
    level: int


@dataclass
class Paragraph:
    """A paragraph with marks in it, and the part of the narrative that it belongs to."""

    text: str
    style: str = "body"  # body, right, contents or cover
    part: str = ""


@dataclass
class Cell:
    """A cell: what is printed, its key (table, row, column) where it holds a figure or a name."""

    text: str = ""
    key: tuple = ()
    align: str = "center"
    across: int = 1
    down: int = 1


@dataclass
class Sheet:
    """One of the tables: its title, the lines above, the grid and the notes below.

    ``rows`` hold a cell or ``None`` where a merged cell covers the place; the first ``head`` are
    the head. ``widths`` are relative.
    """

    key: str
    title: str
    above: list
    rows: list
    head: int
    widths: list
    notes: list = field(default_factory=list)
    landscape: bool = False

    def find(self, row, column):
        """The cell of a key, or ``None``."""
        for line in self.rows:
            for cell in line:
                if cell is not None and cell.key == (self.key, row, column):
                    return cell
        return None


@dataclass
class Turn:
    """A new page."""


@dataclass
class Publication:
    """The blocks in their order."""

    blocks: list

    def sheets(self):
        """The tables by key."""
        return {block.key: block for block in self.blocks if isinstance(block, Sheet)}

    def prose(self):
        """Every paragraph."""
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    def marks(self, start=""):
        """(paragraph, key, text) of every mark whose key begins so."""
        return [
            (block, found[1], found[2])
            for block in self.prose()
            for found in MARK.finditer(block.text)
            if found[1].startswith(start)
        ]


def rewrite(paragraph, key, text, nth=0):
    """Change what is printed under the nth mark of that key in a paragraph."""
    seen = -1

    def change(found):
        nonlocal seen
        seen += found[1] == key
        return mark(key, text) if found[1] == key and seen == nth else found[0]

    paragraph.text = MARK.sub(change, paragraph.text)
