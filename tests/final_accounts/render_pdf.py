"""Sets a publication as PDF, with ruled tables over several pages."""

import io

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus import Paragraph as Text

from final_accounts.pages import Heading, Paragraph, Turn, plain

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
MARGIN = 24 * mm
ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}
GREY = colors.Color(0.7, 0.7, 0.7)


def pdf(publication, layout, department):
    """The bytes of the file."""
    out = io.BytesIO()
    document = BaseDocTemplate(
        out, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=26 * mm, bottomMargin=24 * mm,
        title="", author="", creator="", producer="",
    )  # fmt: skip
    document.addPageTemplates(
        [_page("tall", A4, layout, department), _page("wide", landscape(A4), layout, department)]
    )
    flow = []
    for block in publication.blocks:
        flow += _flow(block, layout)
    document.build(_settled(flow))
    return out.getvalue()


def _page(name, size, layout, department):
    wide, high = size
    side = MARGIN if name == "tall" else 18 * mm
    frame = Frame(side, 22 * mm, wide - 2 * side, high - 46 * mm, 0, 0, 0, 0, id=name)

    def decorate(canvas, _document):
        canvas.saveState()
        canvas.setFont(FONT, 10)
        number = canvas.getPageNumber()
        if layout.page_number and number > 1:
            canvas.drawCentredString(wide / 2, 12 * mm, layout.page_number.format(page=number))
        if layout.running_head and number > 1:
            words = layout.running_head.format(department=department.name, year=department.year)
            canvas.drawString(side, high - 16 * mm, words)
            canvas.line(side, high - 17.5 * mm, wide - side, high - 17.5 * mm)
        canvas.restoreState()

    return PageTemplate(name, [frame], onPage=decorate, pagesize=size)


class _Turn:
    """A wish for a page of that shape; several in a row are one."""

    def __init__(self, shape):
        self.shape = shape


def _settled(flow):
    """Make page breaks of the wishes: never two of them, and none for a shape that is there."""
    done, shape = [], "tall"
    for at, one in enumerate(flow):
        if not isinstance(one, _Turn):
            done.append(one)
            continue
        following = flow[at + 1] if at + 1 < len(flow) else None
        if isinstance(following, _Turn):
            continue
        wanted = one.shape or shape
        done += [NextPageTemplate(wanted), PageBreak()]
        shape = wanted
    return done


def _flow(block, layout):
    """What is set for a block."""
    if isinstance(block, Turn):
        return [_Turn("tall")]
    if isinstance(block, Heading):
        return _heading(block, layout)
    if isinstance(block, Paragraph):
        return [Text(_escaped(plain(block.text)), _style(block.style, layout))]
    return _sheet(block, layout)


def _escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _style(name, layout):
    size, leading = layout.body_size, layout.leading
    if name == "contents":
        return ParagraphStyle(name, fontName=FONT, fontSize=12, leading=19, wordWrap="CJK")
    if name == "note":
        return ParagraphStyle(name, fontName=FONT, fontSize=9.5, leading=13, wordWrap="CJK")
    return ParagraphStyle(
        name,
        fontName=FONT,
        fontSize=size,
        leading=leading,
        firstLineIndent=2 * size,
        wordWrap="CJK",
    )


def _heading(block, layout):
    size = {0: 26, 1: 20, 2: layout.body_size, 3: layout.body_size}[block.level]
    center = block.level < 2
    style = ParagraphStyle(
        f"h{block.level}", fontName=FONT, fontSize=size, leading=size * 1.7, wordWrap="CJK",
        alignment=TA_CENTER if center else TA_LEFT, firstLineIndent=0 if center else 2 * size,
        keepWithNext=not center,
    )  # fmt: skip
    before = [Spacer(1, 60 * mm)] if block.level == 0 else []
    return [*before, Text(_escaped(block.text), style)]


def _sheet(block, layout):
    """A table on pages of its own."""
    size = landscape(A4) if block.landscape else A4
    width = size[0] - 2 * (18 * mm if block.landscape else MARGIN)
    title = ParagraphStyle(
        "title", fontName=FONT, fontSize=15, leading=24, alignment=TA_CENTER, wordWrap="CJK"
    )
    above = [_line(line, width) for line in block.above if any(line)]
    under = [Text(_escaped(plain(note)), _style("note", layout)) for note in block.notes]
    return [
        _Turn("wide" if block.landscape else "tall"),
        Text(_escaped(block.title), title),
        *above,
        _table(block, layout, width),
        Spacer(1, 4),
        *under,
        _Turn("tall"),
    ]


def _line(parts, width):
    """A line over a table: words at the left, in the middle and at the right."""
    sides = [
        width * share for share in ((0.6, 0.15, 0.25) if len(parts[1]) < 6 else (0.42, 0.33, 0.25))
    ]
    line = Table([list(parts)], sides)
    line.setStyle(
        TableStyle([
            ("FONT", (0, 0), (-1, -1), FONT, 9.5), ("ALIGN", (1, 0), (1, 0), "CENTER"), ("ALIGN", (2, 0), (2, 0), "RIGHT"),
            ("LEFTPADDING", (0, 0), (-1, -1), 1), ("RIGHTPADDING", (0, 0), (-1, -1), 1),
            ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ])
    )  # fmt: skip
    return line


def _table(block, layout, width):
    total = sum(block.widths)
    widths = [width * share / total for share in block.widths]
    size = layout.table_size if len(widths) < 13 else layout.table_size - 0.5
    commands = [
        ("FONT", (0, 0), (-1, -1), FONT, size), ("LEADING", (0, 0), (-1, -1), size + 2.5), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2.5), ("RIGHTPADDING", (0, 0), (-1, -1), 2.5),
        ("TOPPADDING", (0, 0), (-1, -1), 2.6), ("BOTTOMPADDING", (0, 0), (-1, -1), 3.2),
    ]  # fmt: skip
    texts = []
    for y, row in enumerate(block.rows):
        line = []
        for x, cell in enumerate(row):
            if cell is None:
                line.append("")
                continue
            end = (x + cell.across - 1, y + cell.down - 1)
            if cell.across > 1 or cell.down > 1:
                commands.append(("SPAN", (x, y), end))
            commands.append(("ALIGN", (x, y), (x, y), cell.align.upper()))
            line.append(_broken(cell.text, sum(widths[x : x + cell.across]) - 5.5, size))
        texts.append(line)
    commands += _rules(layout, block.head)
    table = Table(texts, widths, repeatRows=block.head if layout.repeat_head else 0)
    table.setStyle(TableStyle(commands))
    return table


def _broken(text, width, size):
    """A cell's text over as many lines as it needs."""
    lines, line = [], ""
    for letter in text:
        if line and pdfmetrics.stringWidth(line + letter, FONT, size) > width:
            lines.append(line)
            line = ""
        line += letter
    return "\n".join([*lines, line])


def _rules(layout, head):
    """The lines of a table."""
    every = ((0, 0), (-1, -1))
    if layout.rules == "grid":
        return [("GRID", *every, 0.6, colors.black)]
    if layout.rules == "grey":
        return [("GRID", *every, 0.35, GREY)]
    if layout.rules == "double":
        return [
            ("INNERGRID", *every, 0.4, colors.black),
            ("BOX", *every, 0.6, colors.black, None, None, None, 2, 2),
        ]
    if layout.rules == "open":
        return [("LINEABOVE", *every, 0.4, colors.black), ("LINEBELOW", *every, 0.4, colors.black)]
    return [
        ("LINEABOVE", (0, 0), (-1, 0), 1.2, colors.black),
        ("LINEBELOW", (0, head - 1), (-1, head - 1), 0.6, colors.black),
        ("LINEBELOW", (0, -1), (-1, -1), 1.2, colors.black),
    ]
