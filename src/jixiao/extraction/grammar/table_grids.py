"""Tables cut into grids: columns with roles, rows with labels, cells with numbers.

One table may hold several grids: forms stack a table of funds on a table of indicators, final
accounts print income on the left and expenditure on the right.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from jixiao.extraction.grammar.table_cells import Cell, Content, Grid, Row
from jixiao.extraction.grammar.table_columns import (
    by_content,
    is_value,
    mark_years,
    misaligned,
    names_of,
    panels,
    settle,
    with_name,
    without_upper_points,
)
from jixiao.extraction.grammar.table_headers import (
    Role,
    is_header,
    is_late_header,
    is_subheader,
    known_role,
    make_column,
    unit_in,
)
from jixiao.extraction.grammar.table_names import resolve_name, themes_of
from jixiao.extraction.tokens import Kind, Token
from jixiao.extraction.understanding import Section
from jixiao.extraction.vocabulary import Vocabulary
from jixiao.model.document import BlockKind, Document, Table
from jixiao.model.quantity import Quantity
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Fund

_DASHES: Final = pattern(r"[-/\\]+")
_NOTHING: Final = pattern(r"无|\*+|不适用|空")
_AROUND_NUMBER: Final = pattern(
    r"(?:[≥≤<>=+,、。:]|不(?:低|少|高|多|大|小|超过|得?低)于?|大于等于|小于等于|大于|小于|等于|达到?|"
    r"已?完成|实际|共计?|为|约|近|逾|以[上下内])*"
)
_FORM_BREAK: Final = pattern(
    r"^(?:年度)?(?:总体|绩效|预期)目标(?:完成情况)?$|^实施期|^(?:预算)?执行情况说明$"
)
_ORDER_ROW: Final = pattern(r"[A-Za-z0-9()=+*/÷×%①-⑳-]{1,14}")
_ORDER_NAMES: Final = frozenset({"", "栏次", "行次", "甲", "栏目"})
_NOTE_ROW: Final = pattern(r"^(?:注|备注|说明|填表)")
_SPACES: Final = pattern(r"\s+")
_YEAR: Final = pattern(r"(?<![0-9〔(])(20[0-9]{2})年")
_REACH_BEFORE: Final = 60  # characters before a table that may state its unit and its matter
_STATED_ABOVE: Final = pattern(r"(?:如下|见[下表附]|单位|表[0-9一二三四五六七八九十]|[:])")


class GridReader:
    """Reads the grids of the tables of one document."""

    def __init__(
        self,
        document: Document,
        tokens: Sequence[Token],
        outline: Sequence[Section],
        vocabulary: Vocabulary,
        fiscal_year: int | None,
    ) -> None:
        self.document = document
        self.text = document.text
        self.tokens = tokens
        self.token_starts = [token.start for token in tokens]
        self.outline = outline
        self.section_starts = [section.heading.start for section in outline]
        self.vocabulary = vocabulary
        self.fiscal_year = fiscal_year

    def read(self, number: int, table: Table) -> list[Grid]:
        """Return the grids of a table."""
        width = max(map(len, table.rows))
        if len(table.rows) < 2 or width < 2:
            return []
        caption = self._caption(table)
        rows = [self._cells(row, width) for row in table.rows]
        doubtful = misaligned(self.document, rows)
        rows = [row for index, row in enumerate(rows) if index not in doubtful]
        whole = not doubtful and self._is_whole(number, table)
        grids: list[Grid] = []
        for top, first, last in _sections(rows, self.vocabulary):
            above = rows[:top] if not grids else []
            stated = caption + "".join(cell.text for row in above for cell in row)
            grids.extend(self._grids(rows, (top, first, last), stated, whole=whole))
        return grids

    def _cells(self, row: Sequence[Span], width: int) -> list[Cell]:
        cells = [self._cell(span) for span in row]
        missing = Cell(Content.BLANK, "", row[-1].end, row[-1].end)
        return cells + [missing] * (width - len(cells))

    def _is_whole(self, number: int, table: Table) -> bool:
        """Whether no row of the table is known to stand outside of it, or to be hidden."""
        if table.partial:
            return False
        blocks = self.document.blocks[table.block : table.block + len(table.rows)]
        if len(blocks) < len(table.rows) or any(block.table != number for block in blocks):
            return False
        caption = table.caption
        if caption is not None and "续" in self.text[caption.start : caption.end]:
            return False
        tables = self.document.tables
        after = tables[number + 1] if number + 1 < len(tables) else None
        if after is not None and after.block == table.block + len(table.rows):
            return self._is_headed(after)
        before = tables[number - 1] if number else None
        if before is None or before.block + len(before.rows) != table.block:
            return True
        return self._texts(before.rows[0]) != self._texts(table.rows[0])

    def _texts(self, row: Sequence[Span]) -> list[str]:
        return [self.text[span.start : span.end] for span in row]

    def _is_headed(self, table: Table) -> bool:
        """Whether a table has a header of its own, so that it does not go on with another."""
        for row in table.rows[:2]:
            texts, numeric = _plain([self._cell(span) for span in row])
            if is_header(texts, numeric, self.vocabulary):
                return True
        return False

    def _caption(self, table: Table) -> str:
        """Return the words above a table that say its unit and its matter."""
        before = table.rows[0][0].start
        if table.caption is not None:
            return self.text[table.caption.start : table.caption.end]
        if table.block == 0:
            return ""
        block = self.document.blocks[table.block - 1]
        if block.kind is BlockKind.ROW:
            return ""
        start = max(block.start, before - _REACH_BEFORE)
        stop = self.text.rfind("。", start, block.end - 1)
        words = self.text[max(start, stop + 1) : block.end]
        return words if _STATED_ABOVE.search(words) else ""

    def _heading(self, offset: int) -> str:
        at = bisect_left(self.section_starts, offset) - 1
        if at < 0 or self.outline[at].end < offset:
            return ""
        heading = self.outline[at].heading
        return self.text[heading.start : heading.end]

    def _cell(self, span: Span) -> Cell:
        text = self.text[span.start : span.end]
        if not text.strip() or _NOTHING.fullmatch(text):
            return Cell(Content.BLANK, "", span.start, span.end)
        if _DASHES.fullmatch(text):
            return Cell(Content.DASH, text, span.start, span.end)
        first = bisect_left(self.token_starts, span.start)
        last = first
        while last < len(self.tokens) and self.tokens[last].start < span.end:
            last += 1
        tokens = self.tokens[first:last]
        if len(tokens) == 1 and tokens[0].kind is Kind.QUANTITY and tokens[0].end <= span.end:
            token, value = tokens[0], tokens[0].value
            rest = text[: token.start - span.start] + text[token.end - span.start :]
            if isinstance(value, Quantity) and _AROUND_NUMBER.fullmatch(_SPACES.sub("", rest)):
                return Cell(Content.NUMBER, text, token.start, token.end, value, tokens)
        return Cell(Content.WORDS, text, span.start, span.end, None, tokens)

    def _grids(
        self, rows: list[list[Cell]], bounds: tuple[int, int, int], stated: str, *, whole: bool
    ) -> Iterator[Grid]:
        top, first, last = bounds
        header = rows[top:first]
        body = [row for row in rows[first:last] if not _repeats(row, header) and _is_body(row)]
        if not body:
            return
        heading = self._heading(header[0][0].start)
        titles = [cell.text for row in header for cell in row]
        themes = themes_of(self.vocabulary, f"{stated}\n{heading}\n" + "\n".join(titles))
        columns = [
            make_column(index, upper, lower, self.vocabulary, themes)
            for index, (upper, lower) in enumerate(_titles(header))
        ]
        columns = settle(mark_years(columns, self.fiscal_year))
        columns = with_name([by_content(column, body) for column in columns], body)
        unit = unit_in(stated) or unit_in(
            "".join(c.text for c in header[0] if "资金" in c.text or "单位:" in c.text)
        )
        fund = _fund_in(stated, self.vocabulary)
        for panel in panels(columns, body):
            names = names_of(panel)
            if not names or not any(is_value(column) for column in panel):
                continue
            settled = without_upper_points(panel, names)
            grid = Grid(settled, [], unit, fund, f"{stated}\n{heading}", themes, whole)
            grid.year, grid.names = self._other_year(stated), names
            grid.rows = [row for row in (self._row(cells, grid) for cells in body) if row]
            labels = "\n".join(row.label for row in grid.rows)
            grid.themes = themes | themes_of(self.vocabulary, labels)
            for row in grid.rows:
                row.name = resolve_name(self.vocabulary, row.label, grid.themes)
            yield grid

    def _other_year(self, stated: str) -> int | None:
        years = {int(year) for year in _YEAR.findall(stated)} - {self.fiscal_year}
        return years.pop() if len(years) == 1 and self.fiscal_year is not None else None

    def _row(self, cells: Sequence[Cell], grid: Grid) -> Row | None:
        panel = [cells[column.index] for column in grid.columns]
        path = tuple(
            _SPACES.sub("", cells[c.index].text)
            if cells[c.index].content is not Content.DASH
            else ""
            for c in grid.names
        )
        if len(path) > 1 and len(set(path)) == 1:
            path = (path[0], *([""] * (len(path) - 1)))  # one cell over all naming columns
        named = [column for column, part in zip(grid.names, path, strict=True) if part]
        if named:
            key, label = cells[named[-1].index], next(part for part in reversed(path) if part)
        else:  # 合计 in the column of ordinals or codes
            found = _stray_label(cells, grid)
            if found is None:
                return None
            key, label = found, _SPACES.sub("", found.text)
            path = (label, *path[1:])
        code = next((cells[c.index].text for c in grid.all(Role.CODE)), "")
        span = Span(min(cell.start for cell in panel), max(cell.end for cell in panel))
        return Row(
            cells, label, path, code if code.isdecimal() else "", self._indent(key.start), span
        )

    def _indent(self, offset: int) -> int:
        """Return how far a name is set in: white space in the file right before it."""
        at = end = self.document.origin[offset]
        source = self.document.source
        while at > 0 and source[at - 1] in " \u3000\xa0":
            at -= 1
        return sum(2 if character == "\u3000" else 1 for character in source[at:end])


def _stray_label(cells: Sequence[Cell], grid: Grid) -> Cell | None:
    """Return the words that stand left of the numbers of a row, in no naming column."""
    for column in grid.columns:
        if is_value(column):
            return None
        if cells[column.index].content is Content.WORDS:
            return cells[column.index]
    return None


def _sections(rows: list[list[Cell]], vocabulary: Vocabulary) -> Iterator[tuple[int, int, int]]:
    """Yield where each header begins, its rows begin and its rows end."""
    starts: list[tuple[int, int]] = []
    breaks: list[int] = []
    roles: list[Role] = []
    index = 0
    while index < len(rows):
        texts, numeric = _plain(rows[index])
        if starts and any(_FORM_BREAK.match(text) for text in texts if text):
            breaks.append(index)
            roles = [Role.NOTE] * len(roles)
        elif starts and texts == _plain(rows[starts[-1][0]])[0]:
            pass  # the header once more, as on a new page
        elif (
            is_late_header(texts, numeric, roles, vocabulary)
            if starts
            else is_header(texts, numeric, vocabulary)
        ):
            first = index + 1
            if first < len(rows) and _continues(rows, index):
                first += 1
            starts.append((index, first))
            lower = _plain(rows[first - 1])[0]
            roles = [known_role(text, vocabulary) for text in lower]
            index = first
            continue
        index += 1
    edges = sorted([top for top, _ in starts] + breaks + [len(rows)])
    for top, first in starts:
        yield top, first, next(edge for edge in edges if edge > top)


def _continues(rows: list[list[Cell]], index: int) -> bool:
    texts, numeric = _plain(rows[index + 1])
    above = _plain(rows[index])[0]
    return is_subheader(texts, above, numeric) and index + 2 < len(rows)


def _plain(row: Sequence[Cell]) -> tuple[list[str], list[bool]]:
    texts = ["" if cell.content is Content.DASH else _SPACES.sub("", cell.text) for cell in row]
    return texts, [cell.content is Content.NUMBER for cell in row]


def _titles(header: list[list[Cell]]) -> list[tuple[str, str]]:
    """Return upper and lower header of each column; an upper one reaches over blanks beside it."""
    lower = [cell.text for cell in header[-1]]
    if len(header) == 1:
        return [("", text) for text in lower]
    titles: list[tuple[str, str]] = []
    reach = ""
    for cell, text in zip(header[0], lower, strict=True):
        reach = cell.text or (reach if text else "")
        titles.append((reach, text) if text and text != reach else ("", text or reach))
    return titles


def _repeats(row: Sequence[Cell], header: list[list[Cell]]) -> bool:
    """Whether a row prints the header again, as after a page break."""
    texts = _plain(row)[0]
    return any(texts == _plain(above)[0] for above in header)


def _is_body(row: Sequence[Cell]) -> bool:
    """Whether a row holds data: no row of column letters, no note below the table."""
    texts = [text for text in _plain(row)[0] if text]
    if not texts or _NOTE_ROW.match(texts[0]):
        return False
    first = _SPACES.sub("", row[0].text)
    rest = [_SPACES.sub("", cell.text) for cell in row[1:] if cell.text]
    ordered = first in _ORDER_NAMES and rest and all(_ORDER_ROW.fullmatch(text) for text in rest)
    return not (ordered and (first or any(text.isalpha() for text in rest) or _counts(rest)))


def _counts(texts: Sequence[str]) -> bool:
    """Whether cells number the columns: 1, 2, 3=2/1."""
    numbers = [text.split("=")[0].strip("()") for text in texts]
    return len(texts) > 1 and numbers in (
        [str(n) for n in range(1, len(texts) + 1)],
        [str(n) for n in range(2, len(texts) + 2)],
    )


def _fund_in(text: str, vocabulary: Vocabulary) -> Fund | None:
    """Return the one fund that a caption names."""
    funds = {hit.entry.fund for hit in vocabulary.scan(text, 0, len(text)) if hit.entry.fund}
    return funds.pop() if len(funds) == 1 else None
