"""Places: where in a document something stands."""

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of offsets into ``Document.text``."""

    start: int
    end: int


class Cell(NamedTuple):
    """A place in a table, all 1-based."""

    table: int
    row: int
    column: int


class Anchor(NamedTuple):
    """A place in the file as it is on disk; 1-based, columns in code points, end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    page: int | None = None
    cell: Cell | None = None
