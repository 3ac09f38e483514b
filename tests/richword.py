"""A report as a Word file with all that office programs put around its words.

Styles that number the headings, a table of contents that repeats them, heads of pages, fields,
tracked changes, hidden text, merged cells, a nested table, text boxes, footnotes: the file must
say what the plain text says, no more and no less.
"""

import re
from xml.sax.saxutils import escape

from officefiles import archive, cell, p, row, run

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "wpc": "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "o": "urn:schemas-microsoft-com:office:office",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "v": "urn:schemas-microsoft-com:vml",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "w10": "urn:schemas-microsoft-com:office:word",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpsCustomData": "http://www.wps.cn/officeDocument/2013/wpsCustomData",
    }.items()
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = ("styles", "numbering", "footnotes", "settings", "header1", "footer1")
_ROOTS = {"header1": "hdr", "footer1": "ftr"}


def package(body, **parts):
    """A whole .docx file, that office programs open as well."""
    used = [name for name in PARTS if name in parts]
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{name.rstrip("1")}+xml"/>'
        for name in used
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{name.rstrip("1")}" Target="{name}.xml"/>'
        for number, name in enumerate(used, 1)
    )
    members = {
        "[Content_Types].xml": HEAD
        + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
        f"{types}</Types>",
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{_RELATIONS}">'
        f"{relations}</Relationships>",
        "word/document.xml": f'{HEAD}<w:document {NAMESPACES} mc:Ignorable="w14 w15 wp14">'
        f"<w:body>{body}</w:body></w:document>",
    }
    for name in used:
        root = _ROOTS.get(name, name)
        members[f"word/{name}.xml"] = f"{HEAD}<w:{root} {NAMESPACES}>{parts[name]}</w:{root}>"
    return archive(members)


# --- styles and lists -------------------------------------------------------------------------

_FONT = (
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Noto Serif CJK SC"/>'
)


def _style(name, shown, properties="", based="1", size=24):
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/>'
        f'<w:basedOn w:val="{based}"/><w:qFormat/><w:pPr>{properties}</w:pPr>'
        f'<w:rPr><w:sz w:val="{size}"/></w:rPr></w:style>'
    )


def styles(numbered):
    """The styles; WPS names them by bare numbers. Headings bear the numbers of list 1."""
    headings = "".join(
        _style(
            str(level + 2),
            f"heading {level + 1}",
            "<w:keepNext/>"
            + (
                f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
                if numbered
                else ""
            )
            + f'<w:outlineLvl w:val="{level}"/>',
            size=32 - 2 * level,
        )
        for level in range(4)
    )
    contents = "".join(
        _style(
            str(20 + level),
            f"toc {level}",
            '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8306"/></w:tabs>'
            f'<w:ind w:left="{420 * (level - 1)}"/>',
        )
        for level in (1, 2)
    )
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_FONT}<w:lang w:eastAsia="zh-CN"/></w:rPr>'
        "</w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:rPr>{_FONT}<w:sz w:val="24"/></w:rPr></w:style>'
        f"{headings}{contents}"
        + _style("10", "Title", '<w:jc w:val="center"/>', size=44)
        + _style("11", "正文缩进", '<w:ind w:firstLineChars="200" w:firstLine="480"/>')
        + _style("12", "表格文字", '<w:jc w:val="center"/>', size=18)
    )


SHAPES = {  # what is printed around the number of a heading, by level
    "一、": (0, "chineseCountingThousand", "%1、"),
    "(一)": (1, "chineseCountingThousand", "（%2）"),
    "1.": (2, "decimal", "%3."),
    "(1)": (3, "decimal", "（%4）"),
}


def numbering():
    """List 1 numbers the headings; 2 and 3 share one form, the second begins anew."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="{level + 2}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/></w:lvl>'
        for level, kind, text in SHAPES.values()
    )
    return (
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


# --- paragraphs ---------------------------------------------------------------------------------

ORDINAL = re.compile(
    r"(?P<chinese>[一二三四五六七八九十]+、)|(?P<brackets>[（(][一二三四五六七八九十]+[)）])"
    r"|(?P<arabic>[0-9]+[.．])(?![0-9])|(?P<round>[（(][0-9]+[)）])"
)


class Headings:
    """Tells which numbers the list of the headings would print by itself."""

    def __init__(self):
        self.counts = [0] * 4

    def take(self, block, printed):
        """Return the level and the words of a heading whose number is the next one, or None."""
        shape = (
            {"（一）": "(一)", "（1）": "(1)"}.get(block.ordinal.style, block.ordinal.style)
            if block.ordinal
            else ""
        )
        found = ORDINAL.match(printed)
        if shape not in SHAPES or found is None:
            return None
        level = SHAPES[shape][0]
        if block.ordinal.value != self.counts[level] + 1 or 0 in self.counts[:level]:
            return None
        self.counts[level:] = [self.counts[level] + 1] + [0] * (3 - level)
        return level, printed[found.end() :].lstrip()


def field(code, shown):
    """A field with its code and what it last showed."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def deleted(words, number):
    return (
        f'<w:del w:id="{number}" w:author="甲" w:date="2024-03-01T00:00:00Z"><w:r>'
        f'<w:delText xml:space="preserve">{escape(words)}</w:delText></w:r></w:del>'
    )


def inserted(words, number):
    return (
        f'<w:ins w:id="{number}" w:author="甲" w:date="2024-03-01T00:00:00Z">{run(words)}</w:ins>'
    )


def drawn_box(content, number):
    """A text box as Word and WPS write it: DrawingML, and VML for older programs."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>300000</wp:posOffset></wp:positionV>'
        '<wp:extent cx="3600000" cy="500000"/><wp:wrapTopAndBottom/>'
        f'<wp:docPr id="{number}" name="文本框 {number}"/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="3600000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"</wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{_shape(content)}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def old_box(content):
    """A text box as Word 2007 and older WPS write it."""
    return f"<w:r><w:pict>{_shape(content)}</w:pict></w:r>"


def _shape(content):
    return (
        '<v:shape id="box" type="#_x0000_t202" style="position:absolute;margin-left:0;'
        'margin-top:24pt;width:280pt;height:40pt"><v:textbox>'
        f'<w:txbxContent>{content}</w:txbxContent></v:textbox><w10:wrap type="topAndBottom"/>'
        "</v:shape>"
    )


ALL = frozenset(
    ("numbers", "contents", "pieces", "changes", "hidden", "fields", "boxes", "notes", "merged",
     "breaks", "indents")
)  # fmt: skip


class Report:
    """Sets the blocks of a document as read from its plain text."""

    def __init__(self, document, blocks, habits=ALL):
        self.document, self.habits = document, habits
        self.body, self.headings, self.rows = [], [], []
        self.counts = Headings()
        self.prose = self.boxed = 0
        self.told = {}  # numbers that a field may refer to, with their bookmarks
        paired = list(zip(document.blocks, blocks, strict=True))
        for at, (block, printed) in enumerate(paired):
            if isinstance(printed, list):
                self.rows.append(printed)
                continue
            self.flush()
            above = at + 1 < len(paired) and isinstance(paired[at + 1][1], list)
            self.paragraph(block, printed, above=above)
        self.flush()

    def flush(self):
        """Set the rows held back as a table."""
        if self.rows:
            self.body.append(table(self.rows, merged="merged" in self.habits))
            self.rows = []

    def paragraph(self, block, printed, *, above):
        if not printed:
            return
        kind = block.kind
        if kind == "title":
            self.body.append(p(self.inline(printed), properties='<w:pStyle w:val="10"/>'))
        elif kind == "heading":
            self.heading(block, printed)
        elif above and "boxes" in self.habits and len(self.body) > 3:
            self.box(printed)
        else:
            self.prose += kind == "paragraph"
            indent = "\u3000\u3000" if "indents" in self.habits and self.prose % 2 else ""
            style = "" if indent else '<w:pStyle w:val="11"/>'
            words = self.inline(indent + printed)
            if "notes" in self.habits and self.prose == 3:
                words += '<w:r><w:footnoteReference w:id="2"/></w:r>'
            self.body.append(p(words, properties=style))

    def heading(self, block, printed):
        taken = self.counts.take(block, printed) if "numbers" in self.habits else None
        level, words = taken or (min(max(block.level, 1), 4) - 1, printed)
        properties = f'<w:pStyle w:val="{level + 2}"/>'
        if taken is None and "numbers" in self.habits:  # its own number is typed
            properties += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
        mark = len(self.headings) + 1
        anchor = f'<w:bookmarkStart w:id="{mark}" w:name="_Toc{mark}"/>'
        self.body.append(
            p(anchor, run(words), f'<w:bookmarkEnd w:id="{mark}"/>', properties=properties)
        )
        if level < 2:
            self.headings.append((level, printed, mark))

    def box(self, printed):
        """Set the caption of a table in a text box of the paragraph above it."""
        self.boxed += 1
        content = p(printed)
        shape = drawn_box(content, self.boxed) if self.boxed % 2 else old_box(content)
        last = self.body[-1]
        if last.endswith("</w:p>") and "w:pict" not in last:
            self.body[-1] = last.removesuffix("</w:p>") + shape + "</w:p>"
        else:
            self.body.append(p(shape))

    def inline(self, printed):
        """Return runs that print a text, with the marks that editing leaves."""
        pieces = (
            re.findall(r"[0-9]+|[^0-9]{1,12}", printed) if "pieces" in self.habits else [printed]
        )
        out = []
        for number, piece in enumerate(pieces):
            words = piece
            if number % 5 == 4:
                out.append('<w:proofErr w:type="spellStart"/><w:r><w:lastRenderedPageBreak/></w:r>')
            if "hidden" in self.habits and number % 11 == 10:
                out.append(run("内部掌握９９９", "<w:vanish/>"))
            if "changes" in self.habits and number % 7 == 3:
                out += [deleted("123", 900 + number), inserted(words, 700 + number)]
            elif "fields" in self.habits and len(words) > 2 and words.isdecimal():
                out.append(self.referred(words))
            elif "breaks" in self.habits and number % 9 == 8 and len(words) > 4:
                out += [run(words[:2] + "\u00ad" + words[2:])]
            else:
                out.append(run(words, '<w:rFonts w:hint="eastAsia"/>' if number % 2 else ""))
        return "".join(out)

    def referred(self, words):
        """Return a number with a bookmark, or the field that repeats it."""
        if words in self.told:
            return field(f"REF {self.told[words]} \\h", words)
        mark = 500 + len(self.told)
        self.told[words] = f"_Ref{mark}"
        return (
            f'<w:bookmarkStart w:id="{mark}" w:name="_Ref{mark}"/>{run(words)}'
            f'<w:bookmarkEnd w:id="{mark}"/>'
        )

    def bytes(self):
        """Return the file."""
        parts = {"styles": styles("numbers" in self.habits), "numbering": numbering()}
        front = self.contents() if "contents" in self.habits else []
        if "notes" in self.habits:
            parts["footnotes"] = NOTES
        parts["header1"] = p(run("部门整体支出绩效自评材料"), properties='<w:jc w:val="center"/>')
        parts["footer1"] = p(
            run("第 "), field("PAGE", "1"), run(" 页 共 "), field("NUMPAGES", "9"), run(" 页")
        )
        names = [name for name in PARTS if name in parts]
        section = (
            f'<w:sectPr><w:headerReference w:type="default" r:id="rId{names.index("header1") + 1}"/>'
            f'<w:footerReference w:type="default" r:id="rId{names.index("footer1") + 1}"/>'
            '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" '
            'w:left="1800" w:header="851" w:footer="992" w:gutter="0"/>'
            '<w:cols w:space="425" w:num="1"/><w:docGrid w:type="lines" w:linePitch="312"/></w:sectPr>'
        )
        return package("".join([*front, *self.body]) + section, **parts)

    def contents(self):
        """The table of contents, as a field within a control, and a page of its own."""
        lines = []
        for at, (level, printed, mark) in enumerate(self.headings):
            begin = (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
                ' TOC \\o "1-2" \\h \\u </w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                if at == 0
                else ""
            )
            link = (
                f'<w:hyperlink w:anchor="_Toc{mark}" w:history="1">{run(printed)}'
                f"<w:r><w:tab/></w:r>{field(f'PAGEREF _Toc{mark} ' + chr(92) + 'h', str(at // 3 + 2))}"
                "</w:hyperlink>"
            )
            properties = (
                f'<w:pStyle w:val="{21 + level}"/><w:tabs><w:tab w:val="right" w:leader="dot" '
                'w:pos="8306"/></w:tabs>'
            )
            lines.append(
                p(begin, link, properties=properties) if begin else p(link, properties=properties)
            )
        if not lines:
            return []
        lines[-1] = (
            lines[-1].removesuffix("</w:p>") + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        )
        head = p("目　　录", properties='<w:jc w:val="center"/>')
        return [
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery "
            'w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>'
            + head
            + "".join(lines)
            + "</w:sdtContent></w:sdt>",
            p('<w:r><w:br w:type="page"/></w:r>'),
        ]


FOOTNOTE = "含上年结转资金。"
NOTES = (
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r>'
    "</w:p></w:footnote>"
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>' + run(FOOTNOTE) + "</w:p>"
    "</w:footnote>"
)


def table(rows, *, merged):
    """A table whose blank cells belong to the cells above or to the left of them."""
    width = max(map(len, rows))
    out = []
    for number, printed in enumerate(rows):
        cells, at = [], 0
        words = printed + [""] * (width - len(printed))
        while at < width:
            span = 1
            while (
                merged and number == 0 and words[at] and at + span < width and not words[at + span]
            ):
                span += 1
            properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            properties = f'<w:tcW w:w="{8306 * span // width}" w:type="dxa"/>' + properties
            if merged and at == 0 and number and not words[0] and any(words):
                properties += '<w:vMerge w:val="continue"/>'
            elif (
                merged
                and at == 0
                and number + 1 < len(rows)
                and words[0]
                and not rows[number + 1][0]
            ):
                properties += '<w:vMerge w:val="restart"/>'
            content = p(words[at], properties='<w:pStyle w:val="12"/>') if words[at] else p()
            cells.append(cell(content, properties=properties))
            at += span
        out.append(row(*cells, properties="<w:tblHeader/>" if number == 0 else ""))
    grid = f'<w:gridCol w:w="{8306 // width}"/>' * width
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="8306" w:type="dxa"/><w:tblBorders>'
        f'{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        + "".join(out)
        + "</w:tbl>"
    )
