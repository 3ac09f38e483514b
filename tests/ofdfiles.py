"""OFD pages drawn as producers draw them (GB/T 33190—2016), object by object.

Two habits are known: WPS sets a line as one object with a list of steps and draws each rule of a
table; virtual printers set figures apart from words, shorten equal steps (``g 5 4.2``), scale by a
matrix, and fill thin boxes for rules.
"""

from xml.sax.saxutils import escape

from officefiles import archive

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE, LEFT = 4.2, 25.0
MM = 25.4 / 72  # in a point
HIGH = 297.0


def text(words, x, y, *, run_length=True, ctm="", size=SIZE):
    """A text object as producers write it: the steps between characters as a list or in runs."""
    steps = [size / 2 if ord(char) < 0x2E80 else size for char in words[:-1]]
    if run_length and len(set(steps)) == 1 and len(steps) > 1:
        delta = f"g {len(steps)} {steps[0]}"
    else:
        delta = " ".join(f"{step:.3f}" for step in steps)
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 160 {size}" Font="3" Size="{size}"{ctm}>'
        f'<ofd:TextCode X="0" Y="{size * 0.86:.3f}" DeltaX="{delta}">{escape(words)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def path(data, x=0, y=0, attributes=""):
    """A path object."""
    return (
        f'<ofd:PathObject ID="2" Boundary="{x} {y} 210 297" LineWidth="0.2"{attributes}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def table(rows, widths, top, *, boxes=False):
    """A ruled table: lines drawn one by one, or a box for each cell."""
    out, high = [], 7.0
    xs = [LEFT]
    for wide in widths:
        xs.append(xs[-1] + wide)
    for number, row in enumerate(rows):
        y = top + number * high
        for column, words in enumerate(row):
            if words:
                out.append(text(words, xs[column] + 1, y + 1.4))
            if boxes:
                a, b = xs[column], xs[column + 1]
                out.append(path(f"M {a} {y} L {b} {y} L {b} {y + high} L {a} {y + high} C"))
    if not boxes:
        bottom = top + len(rows) * high
        for number in range(len(rows) + 1):
            y = top + number * high
            out.append(path(f"M 0 0 L {xs[-1] - LEFT} 0", LEFT, y))
        out += [path(f"M {x} {top} L {x} {bottom}") for x in xs]
    return "".join(out)


def page(content, template=""):
    """A page, drawn over a template if it names one."""
    used = f'<ofd:Template TemplateID="{template}"/>' if template else ""
    return f"<ofd:Page {NS}>{used}<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"


def ofd(*pages, templates=None, more=None, common=""):
    """An OFD file of pages given as XML."""
    templates = templates or {}
    listed = "".join(
        f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
    )
    known = "".join(
        f'<ofd:TemplatePage ID="{name}" BaseLoc="Tpls/{name}.xml"/>' for name in templates
    )
    members = {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>{common}{known}"
        f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    members.update({f"Doc_0/Pages/Page_{n}/Content.xml": one for n, one in enumerate(pages)})
    members.update({f"Doc_0/Tpls/{name}.xml": one for name, one in templates.items()})
    members.update(more or {})
    return archive(members)


class OfdCanvas:
    """Draws what a ``Paper`` asks for, in points from the lower left corner, as OFD objects."""

    def __init__(self, *, printed=False):
        self.printed = printed  # by a virtual printer, else saved by WPS
        self.pages, self.objects, self.number = [], [], 10

    def drawString(self, x, y, words):  # noqa: N802 - as the canvas of PDF pages calls it
        """Set a line whose letters stand at ``y``."""
        if not self.printed:
            self._text(words, x, y)
            return
        for run in runs(words):  # letters and figures are set in another font
            self._text(run, x, y)
            x += sum(map(width, run)) * EM

    def line(self, x, y, to_x, to_y):
        """Draw a rule."""
        left, top = x * MM, HIGH - max(y, to_y) * MM
        wide, high = abs(to_x - x) * MM, abs(to_y - y) * MM
        self.number += 1
        if self.printed:  # a thin box, filled
            wide, high = max(wide, 0.17), max(high, 0.17)
            data = f"M 0 0 L {wide:.3f} 0 L {wide:.3f} {high:.3f} L 0 {high:.3f} C"
            manner = ' Stroke="false" Fill="true"'
        else:
            data, manner = f"M 0 0 L {wide:.3f} {high:.3f}", ' LineWidth="0.176"'
        self.objects.append(
            f'<ofd:PathObject ID="{self.number}" Boundary="{left:.3f} {top:.3f} {wide:.3f} '
            f'{max(high, 0.17):.3f}"{manner}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>'
            "</ofd:PathObject>"
        )

    def showPage(self):  # noqa: N802 - as above
        """End a page."""
        self.pages.append(page("".join(self.objects)))
        self.objects = []

    def file(self):
        """Return the file."""
        self.showPage()
        return ofd(*self.pages)

    def _text(self, words, x, y):
        self.number += 1
        size = EM * MM
        base = 0.86 * size
        left, top = x * MM, HIGH - y * MM - base
        steps = [width(char) * size for char in words[:-1]]
        code = f"<![CDATA[{words}]]>" if self.printed else escape(words)
        if self.printed:  # drawn one millimetre high and enlarged
            steps, matrix, base, set_in = [s / size for s in steps], size, 0.86, 1
            ctm = f' CTM="{matrix:.4f} 0 0 {matrix:.4f} 0 0"'
            delta = shortened(steps)
        else:
            ctm, set_in = "", size
            delta = " ".join(f"{step:.3f}" for step in steps)
        wide = sum(map(width, words)) * size
        given = f' DeltaX="{delta}"' if delta else ""
        self.objects.append(
            f'<ofd:TextObject ID="{self.number}" Boundary="{left:.3f} {top:.3f} {wide:.3f} '
            f'{size:.3f}" Font="4" Size="{set_in:.4f}"{ctm}><ofd:FillColor Value="0 0 0"/>'
            f'<ofd:TextCode X="0" Y="{base:.4f}"{given}>{code}</ofd:TextCode></ofd:TextObject>'
        )


EM = 12  # points


def width(char):
    """The width of a character in ems."""
    return 0.5 if ord(char) < 0x2E80 else 1.0


def runs(words):
    """The stretches of letters and figures, and of Chinese characters."""
    run = ""
    for char in words:
        if run and width(run[-1]) != width(char):
            yield run
            run = ""
        run += char
    if run:
        yield run


def shortened(steps):
    """Equal steps as one: 1 1 1 1 → g 4 1."""
    out = []
    while steps:
        count = next((n for n, step in enumerate(steps) if step != steps[0]), len(steps))
        one = f"{steps[0]:.4f}"
        out.append(f"g {count} {one}" if count > 2 else " ".join([one] * count))
        steps = steps[count:]
    return " ".join(out)
