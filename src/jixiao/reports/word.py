"""Writes a composition as a Word file set by GB/T 9704-2012.

The parts are written as they are (ECMA-376), since all of them are of our own making: real heading
styles, the grid of 22 lines of 28 characters, tables that keep together, yellow blanks.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from jixiao.reports.balancing import spare
from jixiao.reports.composition import Align, Cell, Composition, PageBreak, Run, Table, Voice
from jixiao.reports.flow import Grid, Line, Piece, cell_role, columns, flow, placed
from jixiao.reports.keeping import heights, kept, tall
from jixiao.reports.typography import LOOKS, Page, Role, page
from jixiao.reports.word_parts import (
    ALIGNS,
    FOOTERS,
    STYLES,
    TWIPS_PER_MM,
    R,
    W,
    element,
    from_mm,
    grid,
    indents,
    package,
    spacing,
    text_element,
    twips,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_YELLOW: Final = "FFFF00"
_ROW_HEIGHT: Final = {Role.CELL: 21, Role.SMALL_CELL: 17}


def write_word(composition: Composition) -> bytes:
    """Return a .docx file; the same composition gives the same bytes."""
    body = element("body")
    writer = _Writer(body, landscape=composition.landscape)
    for piece in flow(composition):
        writer.add(piece)
    writer.finish()
    return package(element("document", body), composition.title)


class _Writer:
    """Adds the pieces of a document one after another."""

    def __init__(self, body: "_Element", *, landscape: bool) -> None:
        self._body = body
        self._page = page(landscape=landscape)
        self._breaks = False
        self._after_table = False

    def add(self, piece: Piece) -> None:
        """Add a piece."""
        match piece:
            case Line():
                self._line(piece)
            case Grid(table, notes):
                self._table(table, notes)
            case PageBreak(landscape):
                self._page_break(page(landscape=landscape))

    def finish(self) -> None:
        """Close the last section."""
        if self._after_table:
            self._spacer()
        self._body.append(_section(self._page))

    def _line(self, line: Line, *, kept: bool = False, whole: bool = False) -> None:
        if self._after_table:
            self._spacer()
        own = line.look != LOOKS[line.role]
        made = element(
            "p",
            element(
                "pPr",
                element("pStyle", val=STYLES[line.role][0]),
                element("keepNext") if kept or (own and line.look.keep_next) else None,
                element("keepLines") if whole else None,
                self._page_break_before(),
                spacing(line.role, line.look) if own else None,
                indents(line.look) if own else None,
            ),
            *_runs(line.runs),
        )
        self._body.append(made)

    def _page_break_before(self) -> "_Element | None":
        breaks, self._breaks = self._breaks, False
        return element("pageBreakBefore") if breaks else None

    def _page_break(self, following: Page) -> None:
        if len(self._body) == 0:
            self._page = following  # nothing to part from
        elif following == self._page:
            self._breaks = True
        else:
            # The end of a section stands in its last paragraph.
            last = self._body[-1]
            if self._after_table or last.find(f"{{{W}}}pPr/{{{W}}}sectPr") is not None:
                last = self._spacer()
            last[0].append(_section(self._page))
            self._page, self._breaks = following, False

    def _spacer(self, *, kept: bool = False) -> "_Element":
        """Add a low paragraph: Word needs one between tables and at the end."""
        made = element(
            "p",
            element(
                "pPr",
                element("pStyle", val=STYLES[Role.SMALL_CELL][0]),
                element("keepNext") if kept else None,
                self._page_break_before(),
                element("spacing", before=0, after=0, line=twips(8), lineRule="exact"),
            ),
        )
        self._body.append(made)
        self._after_table = False
        return made

    def _table(self, table: Table, notes: Sequence[Line]) -> None:
        for role, words in ((Role.CAPTION, table.caption), (Role.UNIT, table.unit)):
            if words:
                self._line(Line(role, (Run(words),), LOOKS[role]))
        if self._after_table or self._breaks:
            self._spacer()
        self._body.append(_table(table, self._page, notes=bool(notes)))
        self._after_table = True
        if notes:
            self._spacer(kept=True)
        for number, note in enumerate(notes, 1):
            self._line(note, kept=number < len(notes), whole=True)


def _section(lies: Page) -> "_Element":
    footers = []
    for kind, identifier in FOOTERS.items():
        reference = element("footerReference", type=kind)
        reference.set(f"{{{R}}}id", identifier)
        footers.append(reference)
    turned = {"orient": "landscape"} if lies.width > lies.height else {}
    return element(
        "sectPr",
        *footers,
        element("pgSz", w=from_mm(lies.width), h=from_mm(lies.height), **turned),
        element(
            "pgMar",
            top=from_mm(lies.top),
            right=from_mm(lies.right),
            bottom=from_mm(lies.bottom),
            left=from_mm(lies.left),
            header=from_mm(15),
            footer=from_mm(lies.footer),
            gutter=0,
        ),
        grid(),
    )


def _runs(runs: Sequence[Run]) -> Iterator["_Element"]:
    for run in runs:
        # The hint has quotes and dashes set in the Chinese face.
        properties = element(
            "rPr",
            element("rFonts", hint="eastAsia"),
            element("b") if run.strong else None,
            element("highlight", val="yellow") if run.voice is Voice.PROMPT else None,
        )
        made = element("r", properties)
        for number, line in enumerate(run.text.split("\n")):
            if number:
                made.append(element("br"))
            made.append(text_element(line))
        yield made


# --- tables ---------------------------------------------------------------------------------------


def _table(table: Table, lies: Page, *, notes: bool) -> "_Element":
    role = cell_role(table, lies.measure)
    high = heights(table, role, [each / 1000 for each in columns(table, lies.measure * 1000)])
    stays, broken = kept(table, high, lies, notes=notes), tall(high, lies)
    widths = columns(table, from_mm(lies.measure))
    made = element(
        "tbl",
        element(
            "tblPr",
            element("tblStyle", val="TableGrid"),
            element("tblW", w=sum(widths), type="dxa"),
            element("jc", val="center"),
            element("tblLayout", type="fixed"),
        ),
        element("tblGrid", *(element("gridCol", w=width) for width in widths)),
    )
    for row, cells in enumerate(_cells_by_row(table)):
        made.append(
            element(
                "tr",
                element(
                    "trPr",
                    element("cantSplit") if row not in broken else None,
                    element("trHeight", val=twips(_ROW_HEIGHT[role]), hRule="atLeast"),
                    element("tblHeader") if row < table.head else None,
                ),
                *(
                    _cell(
                        cell,
                        role,
                        widths[column : column + cell.across],
                        kept=row in stays,
                        continued=continued,
                    )
                    for column, cell, continued in cells
                ),
            )
        )
    return made


def _spared(cell: Cell, role: Role, widths: Sequence[int]) -> "_Element | None":
    """Return the indent by which a cell leaves no single character on its last line."""
    size = LOOKS[role].size
    free = twips(spare(cell, [each / TWIPS_PER_MM for each in widths], size) * size)
    if not free:
        return None
    if cell.align is Align.CENTRE:
        return element("ind", left=free // 2, right=free // 2)
    side = "left" if cell.align is Align.RIGHT else "right"
    return element("ind", **{side: free})


def _cells_by_row(table: Table) -> list[list[tuple[int, Cell, bool]]]:
    """Return the cells of each row with their columns; True: it goes on from the row above."""
    rows: list[list[tuple[int, Cell, bool]]] = [[] for _ in table.rows]
    for row, column, cell in placed(table):
        for down in range(cell.down):
            rows[row + down].append((column, cell, down > 0))
    for cells in rows:
        cells.sort(key=lambda each: each[0])
    return rows


def _cell(
    cell: Cell, role: Role, widths: Sequence[int], *, kept: bool, continued: bool
) -> "_Element":
    merged = {} if continued else {"val": "restart"}
    properties = element(
        "tcPr",
        element("tcW", w=sum(widths), type="dxa"),
        element("gridSpan", val=cell.across) if cell.across > 1 else None,
        element("vMerge", **merged) if cell.down > 1 else None,
        element("shd", val="clear", color="auto", fill=_YELLOW)
        if cell.voice is Voice.PROMPT
        else None,
        element("vAlign", val="center"),
    )
    text = Run("") if continued else Run(cell.text, cell.voice, strong=cell.strong)
    paragraph = element(
        "p",
        element(
            "pPr",
            element("pStyle", val=STYLES[role][0]),
            element("keepNext") if kept else None,
            _spared(cell, role, widths),
            element("jc", val=ALIGNS[cell.align]),
        ),
        *(_runs((text,)) if text.text else ()),
    )
    return element("tc", properties, paragraph)
