"""Tables without rules between their columns, as statistics and final accounts print them.

Rules across (or shades) bound the head and the whole; the columns are told by the text. Prose
between two rules, and whatever is not plainly a table, is left alone: a figure under a wrong head
is worse than one under none.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from jixiao.patterns import pattern
from jixiao.reading.drawn import Box, Glyph, Rule
from jixiao.reading.open_columns import Piece, columns_of, em_of, pieces_of
from jixiao.reading.open_heads import Head, HeadCell
from jixiao.reading.open_rows import RIGHT, Row, Rows, Unsure, is_numbering
from jixiao.reading.page_lines import CellText
from jixiao.reading.page_tables import Column, Lattice

_NEAR: Final = 3.0  # points by which rules of one line differ
_EDGE: Final = 6.0  # points by which the ends of the rules of one table differ
_WHOLE: Final = 0.8  # of its length that the pieces of a broken rule cover
_NARROWEST: Final = 10.0  # ems
_TALLEST: Final = 6.0  # ems of a row without text
_NEXT_ROW: Final = 2.6  # ems from a line to the next, of rows that no rule closes
_HALF_BELOW: Final = 0.9  # ems from the middle of a row of two lines to the lower one, at most
_WORDS_ROWS: Final = 3  # of a table without figures
_MOST_RULES: Final = 200
_LOOSE_ROWS: Final = 2
_GAP: Final = pattern(r"\S {2,}[0-9]")
_CAPTION: Final = pattern(r"单位[:：]|公开[0-9]+表|^[(（]?[注说]明?[:：]|[。；]")


class Band(NamedTuple):
    """Rules across that may bound a table, from the top: where they are, what stands between."""

    left: float
    right: float
    ys: list[float]
    parts: list[Rule]  # rules over some of the width
    walls: list[Rule]  # rules and edges of shades that stand upright


def open_tables(
    across: Sequence[Rule], down: Sequence[Rule], shades: Sequence[Box], glyphs: Sequence[Glyph]
) -> tuple[list[Lattice], list[Glyph]]:
    """Return the tables between rules from top to bottom, and the characters outside of them."""
    found: list[Lattice] = []
    rest = list(glyphs)
    bands = _bands(across, down, shades)
    for band in bands:
        for run in _runs(band, rest):
            table = read_band(run, rest)
            if table is None or len(run.ys) == 2 or shades:
                longer = _lengthened(run, bands, rest)
                further = read_band(longer, rest) if longer is not None else None
                table = further or table
            if table is None:
                continue
            found.append(table)
            whole = run._replace(ys=[table.top, table.bottom])
            rest = [glyph for glyph in rest if not _within(glyph, whole)]
    return sorted(found, key=lambda table: table.top), rest


def is_loose(table: Lattice) -> bool:
    """Whether figures stand side by side in the cells of several rows, with gaps between them."""
    rows = sum(any(_GAP.search(cell.text) for cell in row) for row in table.rows)
    return rows >= _LOOSE_ROWS


def unruled_tables(
    glyphs: Sequence[Glyph], left: float, right: float
) -> tuple[list[Lattice], list[Glyph]]:
    """Return the tables without any rules from top to bottom, and the characters outside of them.

    Only what has several columns of figures below heads of their own counts; page breaks in such
    tables are not seen. ``left`` and ``right`` are where the text of the page ends.
    """
    found: list[Lattice] = []
    rest = list(glyphs)
    if not rest:
        return found, rest
    em = em_of(rest)
    for stretch in _stretches(pieces_of(rest, em, ()), em):
        amounts = [n for n, line in enumerate(stretch) if sum(p.is_figure for p in line) > 1]
        if not amounts or not amounts[0] or len(stretch) - amounts[0] < _WORDS_ROWS:
            continue
        ys = [min(p.y for p in stretch[n]) - em for n in (0, amounts[0])]
        band = Band(left, right, [*ys, max(p.y for p in stretch[-1]) + em], [], [])
        table = read_band(band._replace(ys=[ys[0], ys[1] + em / 2, band.ys[-1]]), rest)
        if table is not None and len(set(table.figures) - {0}) > 1:
            found.append(table)
            rest = [glyph for glyph in rest if not _within(glyph, band)]
    return found, rest


def _stretches(lines: Sequence[list[Piece]], em: float) -> list[list[list[Piece]]]:
    """Return lines of several pieces each that stand one below the other."""
    found: list[list[list[Piece]]] = [[]]
    for line in lines:
        near = bool(found[-1]) and line[0].y - found[-1][-1][0].y <= _NEXT_ROW * em
        caption = any(_CAPTION.search(piece.text) for piece in line)
        if len(line) < 2 or caption:
            found.append([])
            continue
        if not near:
            found.append([])
        found[-1].append(line)
    return [stretch for stretch in found if len(stretch) > _WORDS_ROWS]


def _bands(across: Sequence[Rule], down: Sequence[Rule], shades: Sequence[Box]) -> list[Band]:
    """Return rules of one width, one below the other; shades have rules at their edges."""
    walls = [
        *down,
        *(Rule(x, box.top, box.bottom) for box in shades for x in (box.left, box.right)),
    ]
    edges = [Rule(y, box.left, box.right) for box in shades for y in (box.top, box.bottom)]
    found: list[Band] = []
    for rule in _whole([*across, *edges])[:_MOST_RULES]:
        alone = True
        for band in found:
            if not _meets(band, rule):
                continue
            if rule.end - rule.start >= band.right - band.left - 2 * _EDGE:
                band.ys.append(rule.at)
                alone = False
            else:
                band.parts.append(rule)
        if alone:
            found.append(Band(rule.start, rule.end, [rule.at], [], []))
    for band in found:
        band.walls.extend(
            wall for wall in walls if band.left + _EDGE < wall.at < band.right - _EDGE
        )
    return [band for band in found if len(band.ys) > 1]


def _meets(band: Band, rule: Rule) -> bool:
    """Whether a rule lies below a band, no farther to the sides."""
    return band.left - _EDGE <= rule.start and rule.end <= band.right + _EDGE


def _whole(rules: Iterable[Rule]) -> list[Rule]:
    """Return rules with those of one line made one, if little is missing between them."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules):
        if lines and rule.at - lines[-1][0].at <= _NEAR:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    found = []
    for line in lines:
        joined: list[Rule] = []
        for rule in sorted(line, key=lambda one: one.start):
            if joined and rule.start <= joined[-1].end + _NEAR:
                last = joined[-1]
                joined[-1] = Rule(last.at, last.start, max(last.end, rule.end))
            else:
                joined.append(rule)
        start, end = joined[0].start, joined[-1].end
        if sum(rule.end - rule.start for rule in joined) >= _WHOLE * (end - start):
            joined = [Rule(joined[0].at, start, end)]
        found += joined
    return found


def _within(glyph: Glyph, band: Band) -> bool:
    x, y = glyph.place
    return band.left - _EDGE < x < band.right + _EDGE and band.ys[0] < y < band.ys[-1]


def _runs(band: Band, glyphs: Sequence[Glyph]) -> list[Band]:
    """Return the stretches of a band without captions and prose between its rules."""
    inside = [glyph for glyph in glyphs if _within(glyph, band)]
    if not inside:
        return []
    em = em_of(inside)
    lines = pieces_of(inside, em, band.walls)
    runs: list[list[float]] = [[band.ys[0]]]
    for top, bottom in pairwise(band.ys):
        held = [line for line in lines if top < line[0].y < bottom]
        if _is_plain(held, band) or (not held and bottom - top > _TALLEST * em):
            runs.append([bottom])
        else:
            runs[-1].append(bottom)
    return [
        band._replace(ys=ys, parts=[rule for rule in band.parts if ys[0] < rule.at < ys[-1]])
        for ys in runs
        if len(ys) > 1
    ]


def _lengthened(band: Band, bands: Sequence[Band], glyphs: Sequence[Glyph]) -> Band | None:
    """Return a band with the lines right below it that may be further rows of its table."""
    if not glyphs:
        return None
    low = min((y for one in bands for y in one.ys if y > band.ys[-1] + _NEAR), default=None)
    wide = band._replace(ys=[band.ys[-1], low or max(glyph.bottom for glyph in glyphs) + 1])
    below = [glyph for glyph in glyphs if _within(glyph, wide)]
    if not below:
        return None
    em = em_of(below)
    at = end = band.ys[-1]
    figured = -_NEXT_ROW * em
    for line in pieces_of(below, em, band.walls):
        y = line[0].y
        if y - at > _NEXT_ROW * em or any(_CAPTION.search(piece.text) for piece in line):
            break
        at = y
        if len(line) > 1 and any(piece.is_figure for piece in line):
            figured = y
        if y - figured < _HALF_BELOW * em:  # its figures, or the second line of a name beside them
            end = y + em / 2
    return band._replace(ys=[*band.ys, end]) if end > band.ys[-1] else None


def _is_plain(lines: Sequence[Sequence[Piece]], band: Band) -> bool:
    """Whether no row of a table stands between two rules: captions, prose."""
    if not lines:
        return False
    if any(len(line) > 2 for line in lines):
        return False
    words = ["".join(piece.text for piece in line) for line in lines]
    if any(_CAPTION.search(word) for word in words):
        return True
    if any(len(line) > 1 for line in lines):
        return False
    wide = max(line[0].right - line[0].left for line in lines)
    return wide > (band.right - band.left) / 2 or not all(
        line[0].left < lines[0][0].right and lines[0][0].left < line[0].right for line in lines
    )


def read_band(band: Band, glyphs: Sequence[Glyph]) -> Lattice | None:
    """Return the table between rules, if there plainly is one."""
    inside = [glyph for glyph in glyphs if _within(glyph, band)]
    if not inside:
        return None
    em = em_of(inside)
    if band.right - band.left < _NARROWEST * em:
        return None
    for tight in (False, True):
        lines = pieces_of(inside, em, band.walls, tight=tight)
        try:
            return _table(band, lines, em, tight=tight)
        except Unsure:
            continue
    return None


def _table(band: Band, lines: Sequence[list[Piece]], em: float, *, tight: bool) -> Lattice:
    """Return the table whose head and rows stand between rules.

    Raises:
        Unsure: it is not plainly one.
    """
    strips = _strips(lines, band.ys)
    heads = _head_strips(strips)
    ruled = len(strips) > heads + 1
    band = _unnumbered(band, strips[heads - 1], heads)
    strips = _strips(lines, band.ys)
    above = [[piece for line in strip for piece in line] for strip in strips[:heads]]
    body = [line for strip in strips[heads:] for line in strip]
    if not all(above) or not body:
        raise Unsure
    told = [line for line in body if not is_numbering(line)] or body
    columns = columns_of(told, em, band.walls, tight=tight)
    first = Rows(columns, (), em)
    first.find_figures(told)
    right = {n for n, (side, _) in first.figures.items() if n and side == RIGHT}
    head = Head(columns, em, (band.left, band.right), right)
    parts = [rule for rule in band.parts if rule.at < band.ys[heads] - _NEAR]
    cells = head.cells(above, parts)
    if cells is None:
        raise Unsure
    rows = Rows(head.columns, head.seps(), em)
    rows.find_figures(told)
    _check_head(cells, rows)
    found: list[Row] = []
    for strip, top in zip(strips[heads:], band.ys[heads:], strict=False):
        found += rows.of_strip(strip, top, ruled=ruled)
    rows.check(found)
    if not set(rows.figures) - {0} and (
        len(found) < _WORDS_ROWS or len(strips) - heads < len(found)
    ):
        raise Unsure
    depth = 1 + max(cell.row for cell in cells)
    texts = [[CellText()] * len(rows.columns) for _ in range(depth)]
    for cell in cells:
        texts[cell.row][cell.first] = rows.text(cell.pieces, cell.first, cell.last)
    top, bottom = band.ys[0], band.ys[heads]
    ys = [top + (bottom - top) * n / depth for n in range(depth)]
    return Lattice(
        tuple(rows.seps),
        (*ys, *(row.top for row in found), band.ys[-1]),
        texts + rows.texts(found),
        tuple(rows.columns),
        rows.figures,
    )


def _unnumbered(band: Band, head: Sequence[Sequence[Piece]], at: int) -> Band:
    """Return a band parted above the line that numbers the columns, if the head ends with it."""
    if len(head) < 2 or not is_numbering(head[-1]):
        return band
    edge = (max(piece.y for piece in head[-2]) + min(piece.y for piece in head[-1])) / 2
    return band._replace(ys=[*band.ys[:at], edge, *band.ys[at:]])


def _strips(lines: Sequence[list[Piece]], ys: Sequence[float]) -> list[list[list[Piece]]]:
    """Return the lines between each two rules."""
    return [[line for line in lines if top < line[0].y < bottom] for top, bottom in pairwise(ys)]


def _head_strips(strips: Sequence[Sequence[Sequence[Piece]]]) -> int:
    """Return how many strips the head is: two where few cells stand above more of them."""
    if len(strips) > 2:
        one, other = ([p for line in strip for p in line] for strip in strips[:2])
        if len(one) < len(other) and not any(piece.is_figure for piece in other):
            return 2
    return 1


def _check_head(cells: Sequence[HeadCell], rows: Rows) -> None:
    """See that every column but the first is headed, and those of figures each for itself."""
    headed = {n for cell in cells for n in range(cell.first, cell.last + 1)}
    leaves = {cell.first for cell in cells if cell.first == cell.last}
    if len(rows.columns) < 2 or not headed.issuperset(range(1, len(rows.columns))):
        raise Unsure
    if not leaves.issuperset(set(rows.figures) - {0}):
        raise Unsure
    if sum(p.is_figure for cell in cells for p in cell.pieces) > len(rows.columns) / 2:
        raise Unsure


def go_on(
    above: Lattice, across: Sequence[Rule], glyphs: Sequence[Glyph], edge: float
) -> tuple[Lattice | None, list[Glyph]]:
    """Return the rows at the top of a page that go on with a table overleaf, and what is left.

    What stands above them ends at ``edge``, where running heads stand.
    """
    rest = list(glyphs)
    if not rest:
        return None, rest
    em = em_of(rest)
    left, right = above.xs[0], above.xs[-1]
    rows = Rows(above.columns, above.xs, em)
    rows.figures.update(above.figures)
    wide = [
        rule.at for rule in _whole(across)
        if abs(rule.start - left) < _EDGE and abs(rule.end - right) < _EDGE
    ]  # fmt: skip
    heads = min([edge, *wide])
    lines = pieces_of(rest, em, ())
    while len(lines) > 1 and lines[0][0].y < heads and not rows.fits(lines[0]):
        first, second = lines[0][0], lines[1][0]
        begins = abs(first.left - above.columns[0].left) < em or (
            _stands_in(above.columns[0], first, em) and second.y - first.y < em
        )  # the first of two lines of a name, the figures beside the middle of it
        if len(lines[0]) == 1 and begins and second.y - first.y < _NEXT_ROW * em:
            break  # a row without figures
        lines.pop(0)
    lines = _fitting(lines, rows, em)
    if not lines:
        return None, rest
    top = min(piece.y for piece in lines[0]) - em / 2
    bottom = max(piece.y for piece in lines[-1]) + em / 2
    ys = [top, *(y for y in wide if top < y < bottom), bottom]
    found: list[Row] = []
    try:
        for strip, at in zip(_strips(lines, ys), ys, strict=False):
            found += rows.of_strip(strip, at, ruled=len(ys) > 2 or len(lines) == 1)
        rows.check(found)
    except Unsure:
        return None, rest
    taken = {id(glyph) for line in lines for piece in line for glyph in piece.glyphs}
    rest = [glyph for glyph in rest if id(glyph) not in taken]
    edges = (*(row.top for row in found), bottom)
    return above._replace(ys=edges, rows=rows.texts(found)), rest


def _stands_in(column: Column, piece: Piece, em: float) -> bool:
    return column.left - em < piece.left and piece.right < column.right + em


def _fitting(lines: Sequence[list[Piece]], rows: Rows, em: float) -> list[list[Piece]]:
    """Return the first lines that fit the columns of a table, as far as the last with figures."""
    kept = 0
    for number, line in enumerate(lines):
        if number and line[0].y - lines[number - 1][0].y > _NEXT_ROW * em:
            break
        if rows.fits(line):
            kept = number + 1
        elif len(line) > 1 or _CAPTION.search(line[0].text):
            break
    return list(lines[:kept])
