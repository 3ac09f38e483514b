"""PDF and OFD pages drawn line by line, as office programs set text and tables."""

import io

from ofdfiles import OfdCanvas
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
EM, LEFT, TOP, WIDTH = 12, 80, 740, 36
LOWEST = 50


class Paper:
    """Sets text and tables as an office program would, in a format small enough to see through."""

    def __init__(self, size=A4, **options):
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=size, **options)
        self.y = TOP if size == A4 else 500
        self.pages = [""]  # the words on each page
        self.font()

    def font(self):
        """Choose the font, which every page forgets."""
        self.canvas.setFont("STSong-Light", EM)

    def line(self, text, indent=0, leading=20):
        """Set a line."""
        self.canvas.drawString(LEFT + indent * EM, self.y, text)
        self.pages[-1] += text
        self.y -= leading

    def paragraph(self, text):
        """Break a text after so many characters, the first line indented by two."""
        indent = 2
        while text:
            self.line(text[: WIDTH - indent], indent)
            text, indent = text[WIDTH - indent :], 0

    def table(self, rows, widths, *, merged=(), sides=True, boxes=False):
        """Draw rows; ``merged`` are places whose right-hand rule is missing."""
        high = 18
        xs = [LEFT]
        for wide in widths:
            xs.append(xs[-1] + wide)
        for number, row in enumerate(rows):
            tall = high * max(words.count("|") + 1 for words in row)
            if self.y - tall < LOWEST:
                self.turn()
            for column, words in enumerate(row):
                for at, piece in enumerate(words.split("|")):
                    self.pages[-1] += piece
                    self.canvas.drawString(xs[column] + 3, self.y - at * 14, piece)
                if boxes:
                    self.canvas.rect(xs[column], self.y + 12 - tall, widths[column], tall)
                elif (number, column) not in merged and (sides or column < len(row) - 1):
                    self.canvas.line(
                        xs[column + 1], self.y + 12, xs[column + 1], self.y + 12 - tall
                    )
            if not boxes:
                self.canvas.line(LEFT, self.y + 12, xs[-1], self.y + 12)
                self.canvas.line(LEFT, self.y + 12 - tall, xs[-1], self.y + 12 - tall)
                if sides:
                    self.canvas.line(LEFT, self.y + 12, LEFT, self.y + 12 - tall)
            self.y -= tall
        self.y -= 12

    def turn(self):
        """Begin a new page."""
        self.canvas.showPage()
        self.pages.append("")
        self.font()
        self.y = TOP

    def bytes(self):
        """Return the file."""
        self.canvas.save()
        return self.out.getvalue()


class OfdPaper(Paper):
    """The same pages as an OFD file."""

    def __init__(self, *, printed=False):
        self.canvas = OfdCanvas(printed=printed)
        self.y = TOP
        self.pages = [""]

    def font(self):
        """Nothing is forgotten from page to page."""

    def bytes(self):
        """Return the file."""
        return self.canvas.file()
