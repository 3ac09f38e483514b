"""The parts of a Word file around its text: styles, settings, fonts, footers and the package."""

import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from lxml import etree

from jixiao import __version__
from jixiao.reports.composition import Align
from jixiao.reports.flow import CELL_MARGIN, printable
from jixiao.reports.typography import CLOSER, FACES, HEADINGS, LATIN, LINE, LOOKS, Look, Role

if TYPE_CHECKING:
    from lxml.etree import _Element

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_PROPERTIES: Final = f"{_PACKAGE}/metadata/core-properties"
_EXTENDED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
_CREATED: Final = "2020-01-01T00:00:00Z"
"""Fixed, so that the same composition makes the same file."""

FOOTERS: Final = {"default": "rIdFooter1", "even": "rIdFooter2"}
_PARTS: Final = {"styles": "styles", "settings": "settings", "fontTable": "fontTable"}

STYLES: Final = {
    Role.TITLE: ("Title", "Title"),
    Role.HEADING_1: ("Heading1", "heading 1"),
    Role.HEADING_2: ("Heading2", "heading 2"),
    Role.HEADING_3: ("Heading3", "heading 3"),
    Role.HEADING_4: ("Heading4", "heading 4"),
    Role.BODY: ("BodyText", "Body Text"),
    Role.ADDRESSEE: ("Salutation", "Salutation"),
    Role.SIGNATURE: ("Signature", "Signature"),
    Role.DATE: ("Date", "Date"),
    Role.NOTE: ("TableNote", "表注"),
    Role.ATTACHMENT: ("Attachment", "附件说明"),
    Role.CAPTION: ("Caption", "caption"),
    Role.UNIT: ("TableUnit", "表格单位"),
    Role.CELL: ("TableText", "表格文字"),
    Role.SMALL_CELL: ("TableTextSmall", "表格小字"),
    Role.FOOTNOTE: ("Colophon", "文末说明"),
    Role.PAGE_NUMBER: ("Footer", "footer"),
}
"""The identifier and the name of a style; names that Word knows are shown translated."""

_OFF_GRID: Final = frozenset(
    {Role.TITLE, Role.NOTE, Role.CAPTION, Role.UNIT, Role.CELL, Role.SMALL_CELL, Role.FOOTNOTE}
)
ALIGNS: Final = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right", None: "both"}


def element(name: str, /, *children: "_Element | None", **attributes: str | float) -> "_Element":
    """Return an element of the main namespace, as its attributes are; None is left out."""
    made = etree.Element(f"{{{W}}}{name}", nsmap={"w": W})
    for key, value in attributes.items():
        made.set(f"{{{W}}}{key}", str(value))
    made.extend(child for child in children if child is not None)
    return made


TWIPS_PER_MM: Final = 20 * 72 / 25.4


def twips(points: float) -> int:
    """Return a length in twentieths of a point."""
    return round(points * 20)


def from_mm(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres * TWIPS_PER_MM)


# --- styles ---------------------------------------------------------------------------------------


def spacing(role: Role, look: Look) -> "_Element":
    """Return the pitch of the lines and what stays free before and behind."""
    return element(
        "spacing",
        before=twips(look.before),
        after=twips(look.after),
        line=twips(look.line),
        lineRule="atLeast" if role in {Role.CELL, Role.SMALL_CELL} else "exact",
    )


def indents(look: Look) -> "_Element":
    """Return the indents of a look, in characters and, for programs that know none, in points."""
    made: dict[str, int] = {}
    for name, characters in (
        ("left", look.left),
        ("right", look.right),
        ("hanging" if look.first < 0 else "firstLine", abs(look.first)),
    ):
        made[f"{name}Chars"] = round(characters * 100)
        made[name] = twips(characters * look.size)
    return element("ind", **made)


def _paragraph_properties(role: Role, look: Look) -> "_Element":
    return element(
        "pPr",
        element("keepNext") if look.keep_next else None,
        element("keepLines") if role in HEADINGS else None,
        element("snapToGrid", val=0) if role in _OFF_GRID else None,
        spacing(role, look),
        indents(look),
        element("jc", val=ALIGNS[look.align]),
        element("outlineLvl", val=HEADINGS.index(role)) if role in HEADINGS else None,
    )


def _run_properties(role: Role, look: Look) -> "_Element":
    # The page number is set in the half-width figures of the Chinese face itself.
    latin = look.face.name if role is Role.PAGE_NUMBER else LATIN.name
    return element(
        "rPr",
        element("rFonts", ascii=latin, hAnsi=latin, eastAsia=look.face.name, cs=LATIN.name),
        element("b", val=int(look.bold)),
        element("bCs", val=int(look.bold)),
        element("snapToGrid", val=0) if role in _OFF_GRID else None,
        element("color", val="000000"),
        element("spacing", val=twips(CLOSER) if look.size == LOOKS[Role.BODY].size else 0),
        element("sz", val=round(look.size * 2)),
        element("szCs", val=round(look.size * 2)),
    )


def _defaults() -> "_Element":
    run = _run_properties(Role.BODY, LOOKS[Role.BODY])
    run.append(element("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA"))
    return element(
        "docDefaults",
        element("rPrDefault", run),
        element("pPrDefault", element("pPr")),
    )


def _normal() -> "_Element":
    size = LOOKS[Role.BODY].size
    return element(
        "style",
        element("name", val="Normal"),
        element("qFormat"),
        element(
            "pPr",
            element("widowControl", val=0),
            element("overflowPunct", val=1),
            element("spacing", line=twips(LINE), lineRule="exact"),
            element("jc", val="both"),
        ),
        # The grid of characters is reckoned from the size that stands here.
        element("rPr", element("sz", val=round(size * 2)), element("szCs", val=round(size * 2))),
        type="paragraph",
        default=1,
        styleId="Normal",
    )


def _style(role: Role, look: Look) -> "_Element":
    identifier, name = STYLES[role]
    following = "BodyText" if role in {*HEADINGS, Role.TITLE} else identifier
    return element(
        "style",
        element("name", val=name),
        element("basedOn", val="Normal"),
        element("next", val=following),
        element("uiPriority", val=9 if role in HEADINGS else 10),
        element("qFormat"),
        _paragraph_properties(role, look),
        _run_properties(role, look),
        type="paragraph",
        styleId=identifier,
        **({"customStyle": 1} if not name.isascii() else {}),
    )


def _table_styles() -> "tuple[_Element, _Element]":
    edges = [
        element(edge, val="single", sz=4, space=0, color="000000")
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    margins = [
        element(side, w=from_mm(wide), type="dxa")
        for side, wide in (
            ("top", 0.4),
            ("left", CELL_MARGIN),
            ("bottom", 0.4),
            ("right", CELL_MARGIN),
        )
    ]
    normal = element(
        "style",
        element("name", val="Normal Table"),
        element("uiPriority", val=99),
        element("semiHidden"),
        element("tblPr", element("tblInd", w=0, type="dxa")),
        type="table",
        default=1,
        styleId="TableNormal",
    )
    grid = element(
        "style",
        element("name", val="Table Grid"),
        element("basedOn", val="TableNormal"),
        element("uiPriority", val=39),
        element("tblPr", element("tblBorders", *edges), element("tblCellMar", *margins)),
        type="table",
        styleId="TableGrid",
    )
    return normal, grid


def _styles() -> "_Element":
    return element(
        "styles",
        _defaults(),
        _normal(),
        *(_style(role, look) for role, look in LOOKS.items()),
        *_table_styles(),
    )


# --- settings, fonts, footers ---------------------------------------------------------------------


def _settings() -> "_Element":
    where = "http://schemas.microsoft.com/office/word"
    return element(
        "settings",
        element("zoom", percent=100),
        element("evenAndOddHeaders"),
        element("drawingGridVerticalSpacing", val=twips(LINE)),
        element("characterSpacingControl", val="compressPunctuation"),
        element(
            "compat",
            element("balanceSingleByteDoubleByteWidth"),
            element("doNotLeaveBackslashAlone"),
            element("useFELayout"),
            element("compatSetting", name="compatibilityMode", uri=where, val=15),
        ),
        element("themeFontLang", val="en-US", eastAsia="zh-CN"),
        element("decimalSymbol", val="."),
        element("listSeparator", val=","),
    )


def _fonts() -> "_Element":
    return element(
        "fonts",
        *(
            element(
                "font",
                element("altName", val=",".join(face.substitutes)),
                element("charset", val="86"),
                element("family", val="auto"),
                element("pitch", val="variable"),
                name=face.name,
            )
            for face in FACES
        ),
        element(
            "font",
            element("charset", val="00"),
            element("family", val="roman"),
            element("pitch", val="variable"),
            name=LATIN.name,
        ),
    )


def _footer(*, even: bool) -> "_Element":
    """Return a page number between dashes, one character from the outer edge."""
    look = LOOKS[Role.PAGE_NUMBER]
    side = {"left": round(look.right * 100)} if even else {"right": round(look.right * 100)}
    field = [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", text_element(" PAGE ", "instrText")),
        element("r", element("fldChar", fldCharType="separate")),
        element("r", text_element("2" if even else "1")),
        element("r", element("fldChar", fldCharType="end")),
    ]
    paragraph = element(
        "p",
        element(
            "pPr",
            element("pStyle", val=STYLES[Role.PAGE_NUMBER][0]),
            element(
                "ind",
                left=twips(side.get("left", 0) / 100 * look.size),
                leftChars=side.get("left", 0),
                right=twips(side.get("right", 0) / 100 * look.size),
                rightChars=side.get("right", 0),
            ),
            element("jc", val="left" if even else "right"),
        ),
        element("r", element("rPr", element("rFonts", hint="eastAsia")), text_element("— ")),
        *field,
        element("r", element("rPr", element("rFonts", hint="eastAsia")), text_element(" —")),
    )
    return element("ftr", paragraph)


def text_element(text: str, name: str = "t") -> "_Element":
    """Return an element of text, its blanks kept."""
    made = element(name)
    made.text = printable(text)
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def grid() -> "_Element":
    """Return the grid of a section: its lines.

    Characters are set closer instead (see ``CLOSER``): LibreOffice breaks lines of a grid of
    characters that is narrower than they are after every other one.
    """
    return element("docGrid", type="lines", linePitch=twips(LINE))


# --- the package ----------------------------------------------------------------------------------


def package(document: "_Element", title: str) -> bytes:
    """Return the file of a document: the same bytes for the same document."""
    members = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            {
                "rId1": (f"{R}/officeDocument", "word/document.xml"),
                "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                "rId3": (f"{R}/extended-properties", "docProps/app.xml"),
            }
        ),
        "docProps/core.xml": _core(title),
        "docProps/app.xml": _application(),
        "word/document.xml": _serialised(document),
        "word/_rels/document.xml.rels": _relations(
            {f"rId{name.title()}": (f"{R}/{name}", f"{name}.xml") for name in _PARTS}
            | {
                identifier: (f"{R}/footer", f"footer{number}.xml")
                for number, identifier in enumerate(FOOTERS.values(), 1)
            }
        ),
        "word/styles.xml": _serialised(_styles()),
        "word/settings.xml": _serialised(_settings()),
        "word/fontTable.xml": _serialised(_fonts()),
        "word/footer1.xml": _serialised(_footer(even=False)),
        "word/footer2.xml": _serialised(_footer(even=True)),
    }
    return zipped(members)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return an archive whose bytes depend on its members alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            archive.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _serialised(root: "_Element") -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _content_types() -> bytes:
    space = f"{_PACKAGE}/content-types"
    root = etree.Element(f"{{{space}}}Types", nsmap={None: space})
    for ending, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
    ):
        etree.SubElement(root, f"{{{space}}}Default", Extension=ending, ContentType=kind)
    parts = {
        "/word/document.xml": f"{_WORD_TYPE}.document.main+xml",
        **{f"/word/{name}.xml": f"{_WORD_TYPE}.{name}+xml" for name in _PARTS},
        **{f"/word/footer{number}.xml": f"{_WORD_TYPE}.footer+xml" for number in (1, 2)},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": (
            "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        ),
    }
    for name, kind in parts.items():
        etree.SubElement(root, f"{{{space}}}Override", PartName=name, ContentType=kind)
    return _serialised(root)


def _relations(relations: Mapping[str, tuple[str, str]]) -> bytes:
    space = f"{_PACKAGE}/relationships"
    root = etree.Element(f"{{{space}}}Relationships", nsmap={None: space})
    for identifier, (kind, target) in relations.items():
        etree.SubElement(root, f"{{{space}}}Relationship", Id=identifier, Type=kind, Target=target)
    return _serialised(root)


def _core(title: str) -> bytes:
    dc, terms = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
    xsi = "http://www.w3.org/2001/XMLSchema-instance"
    spaces = {"cp": _PROPERTIES, "dc": dc, "dcterms": terms, "xsi": xsi}
    root = etree.Element(f"{{{_PROPERTIES}}}coreProperties", nsmap=spaces)
    etree.SubElement(root, f"{{{dc}}}title").text = printable(title)
    for name in ("created", "modified"):
        moment = etree.SubElement(root, f"{{{terms}}}{name}")
        moment.set(f"{{{xsi}}}type", "dcterms:W3CDTF")
        moment.text = _CREATED
    return _serialised(root)


def _application() -> bytes:
    root = etree.Element(f"{{{_EXTENDED}}}Properties", nsmap={None: _EXTENDED})
    etree.SubElement(root, f"{{{_EXTENDED}}}Application").text = f"jixiao {__version__}"
    return _serialised(root)
