"""Office files made by hand, part by part, so that every habit of the format can be tried."""

import io
import zipfile
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def archive(members, method=zipfile.ZIP_DEFLATED):
    """A ZIP archive of members by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def word(body, **parts):
    """A .docx file with the body given as XML; ``parts`` are styles, numbering and notes."""
    members = {"word/document.xml": f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>"}
    for name, content in parts.items():
        members[f"word/{name}.xml"] = f"<w:{name} {W}>{content}</w:{name}>"
    return archive(members)


def run(text, properties=""):
    """A run of text."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs, properties=""):
    """A paragraph of runs given as XML, or of plain words."""
    inner = "".join(one if one.startswith("<") else run(one) for one in runs)
    ppr = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{ppr}{inner}</w:p>"


def cell(*blocks, properties=""):
    """A cell of blocks given as XML, or of plain words."""
    inner = "".join(one if one.startswith("<") else p(one) for one in blocks) or p()
    tcpr = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    return f"<w:tc>{tcpr}{inner}</w:tc>"


def table(*rows):
    """A table of rows; a row is a list of plain words or of cells given as XML."""
    return "<w:tbl>" + "".join(row(*each) for each in rows) + "</w:tbl>"


def row(*cells, properties=""):
    """A row of cells."""
    inner = "".join(one if one.startswith("<w:tc>") else cell(one) for one in cells)
    trpr = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{trpr}{inner}</w:tr>"


def level(number, number_format, text, **more):
    """A level of a list in ``numbering.xml``."""
    extra = "".join(f'<w:{name} w:val="{value}"/>' for name, value in more.items())
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'<w:lvlText w:val="{text}"/>{extra}</w:lvl>'
    )


def numbered(list_id, depth=0):
    """The properties of a numbered paragraph."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
