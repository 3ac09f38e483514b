"""Sets a publication as a Word document."""

import io

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from final_accounts.pages import Heading, Paragraph, Turn, plain

ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def docx(publication, layout, department):
    """The bytes of the file."""
    document = Document()
    document.styles["Normal"].font.name = "宋体"
    properties = document.core_properties
    properties.author = properties.title = ""
    section = document.sections[0]
    _shape(section, wide=False)
    if layout.running_head:
        words = layout.running_head.format(department=department.name, year=department.year)
        section.header.paragraphs[0].text = words
    wide = False
    for block in publication.blocks:
        wanted = getattr(block, "landscape", False)
        if wanted != wide:
            _shape(document.add_section(WD_SECTION.NEW_PAGE), wanted)
            wide = wanted
        _add(document, block, layout)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _shape(section, wide):
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))


def _add(document, block, layout):
    if isinstance(block, Turn):
        document.add_page_break()
    elif isinstance(block, Heading):
        if block.level == 0:
            paragraph = document.add_paragraph(block.text)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.runs[0].font.size = Pt(26)
        else:
            document.add_heading(block.text, block.level)
    elif isinstance(block, Paragraph):
        paragraph = document.add_paragraph(plain(block.text))
        if block.style == "body":
            paragraph.paragraph_format.first_line_indent = Pt(2 * layout.body_size)
    else:
        _sheet(document, block, layout)


def _sheet(document, block, layout):
    title = document.add_paragraph(block.title)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in block.above:
        if any(line):
            document.add_paragraph("　　".join(part for part in line if part))
    table = document.add_table(len(block.rows), len(block.widths))
    if layout.rules in {"grid", "grey", "double"}:
        table.style = "Table Grid"
    _cells(table, block, layout)
    if layout.repeat_head:
        for row in table.rows[: block.head]:
            row._tr.get_or_add_trPr().append(_repeated())
    for note in block.notes:
        document.add_paragraph(plain(note))


def _cells(table, block, layout):
    cells, wide = table._cells, len(block.widths)
    for y, row in enumerate(block.rows):
        for x, cell in enumerate(row):
            if cell is None:
                continue
            place = cells[y * wide + x]
            if cell.across > 1 or cell.down > 1:
                place = place.merge(cells[(y + cell.down - 1) * wide + x + cell.across - 1])
            paragraph = place.paragraphs[0]
            paragraph.add_run(cell.text).font.size = Pt(layout.table_size)
            paragraph.alignment = ALIGN[cell.align]


def _repeated():
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    return mark
