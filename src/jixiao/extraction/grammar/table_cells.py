"""Cells, rows and grids: the working form of a table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from jixiao.extraction.grammar.table_headers import Column, Role
from jixiao.extraction.grammar.table_names import NO_NAME, Name
from jixiao.extraction.tokens import Token
from jixiao.model.quantity import Quantity, Unit
from jixiao.model.source import Span
from jixiao.terms import Fund


class Content(Enum):
    """What is printed in a cell."""

    BLANK = auto()
    DASH = auto()  # -, /: nothing to count
    NUMBER = auto()  # one number with its unit and sign, nothing else
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``start`` and ``end`` span the number where there is one, else the whole cell."""

    content: Content
    text: str
    start: int
    end: int
    quantity: Quantity | None = None
    tokens: Sequence[Token] = ()


@dataclass(slots=True, eq=False)
class Row:
    """One row of a grid.

    ``path`` holds the texts of all naming columns from the left to the one that names the row,
    as printed. ``indent`` is the white space before the name in the file.
    """

    cells: Sequence[Cell]
    label: str
    path: tuple[str, ...]
    code: str
    indent: int
    span: Span
    name: Name = NO_NAME

    def number(self, column: Column) -> Cell | None:
        """Return the cell of a column if it holds a number."""
        cell = self.cells[column.index]
        return cell if cell.content is Content.NUMBER else None


@dataclass(slots=True, eq=False)
class Grid:
    """Columns and the rows below them.

    ``whole``: no line of the table was lost in reading. ``year`` is set where the caption names
    another year than the one reported on.
    """

    columns: list[Column]
    rows: list[Row]
    unit: Unit | None
    fund: Fund | None
    caption: str
    themes: frozenset[str]
    whole: bool
    year: int | None = None
    names: list[Column] = field(default_factory=list)

    def all(self, *roles: Role) -> list[Column]:
        """Return the columns with one of the roles."""
        return [column for column in self.columns if column.role in roles]
