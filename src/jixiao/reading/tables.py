"""Tables in plain text: markdown, box drawing, columns parted by tabs or by white space."""

from collections import Counter
from enum import Enum, auto
from itertools import pairwise
from typing import Final

from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.reading.lines import Line, Role


class _Shape(Enum):
    """How a line might belong to a table."""

    PIPES = auto()
    COLUMNS = auto()
    RULE = auto()  # drawn between rows


_BARS: Final = "|│┃┆┇┊┋║"
_CORNERS: Final = "┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╒╕╘╛╞╡╤╧╪╓╖╙╜╟╢╥╨╫"
_STROKES: Final = "-=*━┄┅┈┉═"
_RULE: Final = pattern(f"(?=.*[{_STROKES}])[{_STROKES}{_CORNERS}{_BARS}+: ]{{3,}}")
_RULE_STARTS: Final = frozenset(_STROKES + _CORNERS + _BARS + "+:")
_BAR: Final = pattern(f"[{_BARS}]")
_HAS_BARS: Final = pattern(f"[{_BARS[1:]}]")
_TAB: Final = pattern(r"\t")
_GAPS: Final = pattern(r" {2,}")
_NUMERIC: Final = pattern(r"[-+]?[0-9][0-9,. ]*[%元万亿]*|-+|/")
_LONGEST_CELL: Final = 60  # characters; a longer piece between two gaps is prose
_SENTENCE: Final = pattern(r"[,。;:!?].")
_LONGEST_RULE: Final = 1000
_MOST_COLUMNS: Final = 100

Cells = list[tuple[int, int]]  # offsets into Line.raw


def mark_tables(
    source: str, lines: list[Line], dropped: list[Span], tables: int = 0
) -> tuple[list[Line], int]:
    """Mark the rows of tables; return the lines without drawn rules, and the number of tables.

    ``tables`` is how many are known already. Rules outside of tables are recorded in ``dropped``.
    """
    shapes = _shapes(source, lines)
    if not shapes:
        return lines, tables
    rules: set[int] = set()
    for run in _runs(shapes):
        rows = [index for index in run if shapes[index] is not _Shape.RULE]
        drawn = [index for index in run if shapes[index] is _Shape.RULE]
        rules.update(drawn)
        grid = _grid(source, [lines[index] for index in rows], shapes, rows, ruled=bool(drawn))
        if not grid:
            dropped.extend(
                Span(lines[index].start, lines[index].start + len(lines[index].raw))
                for index in drawn
            )
            continue
        for index, cells in zip(rows, grid, strict=True):
            if cells:
                line = lines[index]
                line.role = Role.ROW
                line.table = tables
                line.cells = [Span(line.start + a, line.start + b) for a, b in cells]
        tables += 1
    if rules:
        lines = [line for index, line in enumerate(lines) if index not in rules]
    return lines, tables


def _shapes(source: str, lines: list[Line]) -> dict[int, _Shape]:
    """Return the lines that might belong to a table."""
    boxes = _HAS_BARS.search(source) is not None
    shapes = {}
    for index, line in enumerate(lines):
        raw = line.raw
        if line.role is not Role.PROSE:
            continue
        if raw[0] in _RULE_STARTS and len(raw) <= _LONGEST_RULE and _RULE.fullmatch(raw):
            shapes[index] = _Shape.RULE
        elif "|" in raw or (boxes and _BAR.search(raw)):
            shapes[index] = _Shape.PIPES
        elif "  " in raw or "\t" in raw:
            shapes[index] = _Shape.COLUMNS
    return shapes


def _runs(shapes: dict[int, _Shape]) -> list[list[int]]:
    """Return the stretches of neighbouring lines of one kind, rules included."""
    runs: list[list[int]] = []
    kind: _Shape | None = None
    for index, shape in shapes.items():
        other = kind is not None and shape not in {kind, _Shape.RULE}
        if not runs or index != runs[-1][-1] + 1 or other:
            runs.append([])
            kind = None
        runs[-1].append(index)
        if shape is not _Shape.RULE:
            kind = shape
    return runs


def _grid(
    source: str, rows: list[Line], shapes: dict[int, _Shape], indices: list[int], *, ruled: bool
) -> list[Cells]:
    """Return the cells of each row, none for rows that are none; nothing if it is no table."""
    if not rows:
        return []
    if shapes[indices[0]] is _Shape.PIPES:
        grid = [_split_bars(row.raw) for row in rows]
        if len(grid) + ruled < 2 or max(map(len, grid)) < 2:
            return []
        width = max(map(len, grid))
        return [_padded(cells, width) for cells in grid]
    return _columns(source, rows)


def _split_bars(raw: str) -> Cells:
    """Return the cells between bars; a bar at the edge parts nothing."""
    bars = [match.start() for match in _BAR.finditer(raw)]
    edges = [*bars, len(raw)] if bars[0] == 0 else [-1, *bars, len(raw)]
    if edges[-2] == len(raw) - 1:
        edges.pop()
    return [_trimmed(raw, a + 1, b) for a, b in pairwise(edges)]


def _trimmed(raw: str, start: int, end: int) -> tuple[int, int]:
    piece = raw[start:end]
    inner = piece.strip()
    start += len(piece) - len(piece.lstrip()) if inner else 0
    return start, start + len(inner)


def _columns(source: str, rows: list[Line]) -> list[Cells]:
    """Return the cells of rows parted by tabs or gaps, aligned, if they have one shape."""
    grid = [_split_columns(row.raw) for row in rows]
    width = _common_width(rows, grid)
    if not width:
        return []
    tabs = any("\t" in row.raw for row in rows)
    columns = [] if tabs else _column_places(source, rows, grid, width)
    aligned: list[Cells] = []
    for row, cells in zip(rows, grid, strict=True):
        if len(cells) < 2 or (len(cells) < width and _is_prose(row.raw, cells)):
            aligned.append([])
        elif len(cells) < width and columns:
            aligned.append(_aligned(source, row, cells, columns))
        else:
            aligned.append(_padded(cells, width))
    return aligned


def _split_columns(raw: str) -> Cells:
    """Return the cells of a line, none if they look like prose with a stray gap."""
    pattern = _TAB if "\t" in raw else _GAPS
    cells: Cells = []
    at = 0
    for match in pattern.finditer(raw):
        cells.append(_trimmed(raw, at, match.start()))
        at = match.end()
    cells.append(_trimmed(raw, at, len(raw)))
    longest = max(b - a for a, b in cells)
    # Single characters far apart are a word set wide: 目    录
    spaced = longest < 2 and not any(map(str.isdecimal, raw))
    if spaced or longest > _LONGEST_CELL or len(cells) > _MOST_COLUMNS:
        return []
    return cells


def _common_width(rows: list[Line], grid: list[Cells]) -> int:
    """Return the number of columns if two neighbouring rows agree on it, else 0."""
    counts: Counter[int] = Counter()
    for (row, cells), (later, others) in pairwise(zip(rows, grid, strict=True)):
        if len(cells) != len(others) or len(cells) < 2:
            continue
        if len(cells) > 2 or _is_pair(row.raw, cells, later.raw, others):
            counts[len(cells)] += 1
    if not counts:
        return 0
    return max(counts, key=lambda width: (counts[width], width))


def _is_pair(raw: str, cells: Cells, later: str, others: Cells) -> bool:
    """Tell whether two rows of two cells are a table: by tabs, or by numbers on the right."""
    if _is_prose(raw, cells) or _is_prose(later, others):
        return False
    if "\t" in raw and "\t" in later:
        return not (_are_fields(raw, cells) and _are_fields(later, others))
    a, b = others[1]
    return _NUMERIC.fullmatch(later[a:b]) is not None


def _are_fields(raw: str, cells: Cells) -> bool:
    """Tell whether each cell is a label with its value: 填报人：…  联系电话：…"""
    return all(":" in raw[a:b] for a, b in cells)


def _is_prose(raw: str, cells: Cells) -> bool:
    return any(_SENTENCE.search(raw, a, b) is not None for a, b in cells)


def _padded(cells: Cells, width: int) -> Cells:
    last = cells[-1][1] if cells else 0
    return cells + [(last, last)] * (width - len(cells))


def _display_column(source: str, row: Line, offset: int) -> int:
    """Return the column at which ``raw[offset]`` is shown; wide characters take two."""
    before = source[row.start - row.indent : row.start + offset]
    return (len(before) + len(before.encode())) // 2


def _column_places(
    source: str, rows: list[Line], grid: list[Cells], width: int
) -> list[list[tuple[int, int]]]:
    """Return, for each column, where its cells begin and end in the full rows."""
    full = [
        [(_display_column(source, row, a), _display_column(source, row, b)) for a, b in cells]
        for row, cells in zip(rows, grid, strict=True)
        if len(cells) == width
    ]
    return [list(dict.fromkeys(column)) for column in zip(*full, strict=True)]


def _aligned(source: str, row: Line, cells: Cells, columns: list[list[tuple[int, int]]]) -> Cells:
    """Put the cells of a row with gaps under the columns that they stand under."""
    placed: Cells = []
    for number, (a, b) in enumerate(cells):
        start, end = _display_column(source, row, a), _display_column(source, row, b)
        last = len(columns) - (len(cells) - number) + 1
        distances = [_distance(start, end, column) for column in columns[len(placed) : last]]
        best = len(placed) + distances.index(min(distances))
        at = placed[-1][1] if placed else 0
        placed.extend([(at, at)] * (best - len(placed)))
        placed.append((a, b))
    return _padded(placed, len(columns))


def _distance(start: int, end: int, column: list[tuple[int, int]]) -> tuple[int, int]:
    """Return how far a cell is from lining up, left or right, with a cell of a column.

    Cells that line up with several columns go under the one whose middle is nearest.
    """
    edges = min(min(abs(start - a), abs(end - b)) for a, b in column)
    middle = min(a for a, _ in column) + max(b for _, b in column)
    return edges, abs(start + end - middle)
