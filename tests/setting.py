"""Sets a document as read from its plain text in other formats, and tells what is said of it."""

import io
import re
from collections import Counter

from docx import Document as WordDocument
from officefiles import cell, p, row, word
from richword import FOOTNOTE
from xlsxwriter import Workbook

from jixiao.model.folding import fold
from jixiao.terms import Status

# Hints on how a text is set speak of the text file: its line breaks, spaces and page numbers.
OF_THE_SETTING = {"ST02", "ST06", "ST11", "TX08"}
PAGE_NUMBER = re.compile(r"[-—－]\s*[0-9]+\s*[-—－]|第\s*[0-9]+\s*页.*")
UNBROKEN = re.compile(r"[0-9A-Za-z.,%]+|.", re.DOTALL)
MARKS = "，。、；：）》”！？"
FIGURES = re.compile(r"((?:[1-9][0-9]*|0)|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?(%)?")
NUMBER = re.compile(r"^[(]?[0-9一二三四五六七八九十]+[、.)]+")


def blocks(document):
    """The paragraphs as printed, and the rows of tables as lists of cells."""
    for block in document.blocks:
        if block.table is None:
            printed = unmarked(document, *document.source_span(block.start, block.end))
            lines = (line.strip() for line in printed.splitlines())
            yield "".join(line for line in lines if not PAGE_NUMBER.fullmatch(line))
        else:
            table = document.tables[block.table]
            cells = table.rows[document.blocks.index(block) - table.block]
            yield [cell_words(document, one) for one in cells]


def unmarked(document, start, end):
    """What is printed in a stretch of the source, marks of Markdown left out."""
    marks = [span for span in document.dropped if document.source[span.start] in "*_`#<"]
    return "".join(
        char
        for at, char in enumerate(document.source[start:end], start)
        if not any(span.start <= at < span.end for span in marks)
    )


def cell_words(document, span):
    if span.start == span.end:
        return ""
    return " ".join(unmarked(document, *document.source_span(*span)).split())


def as_word(document):
    body, rows = "", []
    for one in [*blocks(document), ""]:
        if isinstance(one, list):
            rows.append(row(*(cell(words) if words else cell() for words in one)))
            continue
        if rows:
            body += f"<w:tbl>{''.join(rows)}</w:tbl>"
            rows = []
        body += p(one) if one else ""
    return word(body)


def on_paper(document, paper):
    """Set as an office program does: justified columns, words and figures kept whole."""
    width, rows = 36, []

    def flush():
        if rows:
            columns = max(map(len, rows))
            paper.table(
                [one + [""] * (columns - len(one)) for one in rows], [440 / columns] * columns
            )
            rows.clear()

    for one in blocks(document):
        if isinstance(one, list):
            size = int(440 / len(one) / 12) - 1
            rows.append(["|".join(broken(words, size)) for words in one])
            if paper.y < 160:
                flush()
                paper.turn()
            continue
        flush()
        for line in broken(one, width):
            if paper.y < 80:
                paper.turn()
            paper.line(line)
        paper.y -= 10
    flush()
    return paper


def as_markdown(document):
    """Headings with marks, paragraphs between blank lines, tables between bars."""
    out, above = [], False
    for block, one in zip(document.blocks, blocks(document), strict=True):
        if isinstance(one, list):
            out.append("| " + " | ".join(words.replace("|", "\\|") for words in one) + " |")
            if not above:
                out.append("| --- " * len(one) + "|")
            above = True
            continue
        above = False
        mark = (
            "# " if block.kind == "title" else "#" * (block.level + 1) + " " if block.level else ""
        )
        out += ["", f"{mark}{one}", ""]
    return "\n".join(out)


def forms(document):
    """The tables of a document with the lines that name them, and nothing else.

    Only these make sense in a workbook: nobody writes a report into one.
    """
    for table in document.tables:
        if table.caption:
            words = unmarked(document, *document.source_span(*table.caption))
            yield from words.splitlines()
        for cells in table.rows:
            yield [cell_words(document, one) for one in cells]
        yield ""


def as_workbook(lines):
    """A sheet as it is filled in: amounts and rates are numbers that the cells show in a format."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("自评表")
        for row, cells in enumerate(lines):
            for column, words in enumerate([cells] if isinstance(cells, str) else cells):
                write(book, sheet, (row, column), words)
    return out.getvalue()


def write(book, sheet, place, words):
    number = FIGURES.fullmatch(words)
    if number is None:
        sheet.write_string(*place, words)
        return
    whole, decimals, percent = number.groups()
    shown = ("#,##0" if "," in whole else "0") + ("." + "0" * len(decimals) if decimals else "")
    value = float(f"{whole.replace(',', '')}.{decimals or 0}")
    sheet.write_number(
        *place,
        value / 100 if percent else value,
        book.add_format({"num_format": shown + (percent or "")}),
    )


def broken(text, width):
    """Break a text into lines of so many ems; marks hang into the margin."""
    lines, line, used = [], "", 0.0
    for piece in UNBROKEN.findall(text):
        wide = sum(1.0 if ord(char) > 0x2E80 else 0.5 for char in piece)
        if used + wide > width and line and piece not in MARKS:
            lines.append(line)
            line, used = "", 0.0
        line, used = line + piece, used + wide
    return [*lines, line]


def said(checked):
    """What is found and understood, told by the words of the text and not by their places."""
    text = checked.understanding.document.text
    findings = Counter(
        (one.code, one.severity, text[slice(*one.span)])
        for one in checked.outcomes
        if one.status is Status.FINDING and one.code not in OF_THE_SETTING
    )
    facts = Counter(
        (
            fact.concept,
            text[fact.start : fact.end],
            fact.quantity and (fact.quantity.value, fact.quantity.unit),
            fact.scope,
            fact.period,
        )
        for fact in checked.understanding.facts
    )
    return findings, facts


def spans(checked):
    """The spans of all that is said with a place: facts and findings."""
    yield from ((fact.start, fact.end) for fact in checked.understanding.facts)
    yield from (one.span for one in checked.outcomes if one.status is Status.FINDING)


def cells(checked):
    """What stands in tables, with table, row and column."""
    document = checked.understanding.document
    places = ((document.text[a:b], document.anchor(a, b).cell) for a, b in spans(checked))
    return Counter((words, cell) for words, cell in places if cell is not None)


def blocks_of_word(data):
    """The words of each paragraph and table of a Word file, as python-docx sees them."""
    body = WordDocument(io.BytesIO(data)).element.body
    inside = body.xpath("./w:p | ./w:tbl | ./w:sdt/w:sdtContent/w:p")
    shown = ".//w:t[not(ancestor::w:r/w:rPr/w:vanish)]"
    return ["".join("".join(t.text or "" for t in one.xpath(shown)).split()) for one in inside]


def misplaced_in_word(data, checked):
    """What is said to stand in a paragraph or table of a Word file that does not hold the words."""
    document = checked.understanding.document
    held = [fold(words.replace("\u00ad", "")) for words in blocks_of_word(data)]
    wrong = []
    for start, end in spans(checked):
        words = fold("".join(document.quote(start, end).replace("\u00ad", "").split()))
        anchor = document.anchor(start, end)
        found = "".join(held[anchor.line - 1 : anchor.end_line])
        # A number that the list prints, and a footnote, stand in parts of their own.
        if NUMBER.sub("", words) not in found and words not in fold(FOOTNOTE):
            wrong.append((words, anchor.line, found))
    return wrong


def misplaced_on_pages(checked, pages):
    """What is said to stand on a page on which the words neither stand nor begin."""
    document = checked.understanding.document
    held = [fold("".join(words.split())) for words in pages]
    wrong = []
    for start, end in spans(checked):
        words = fold("".join(document.quote(start, end).split()))
        page = document.anchor(start, end).page
        if words not in held[page - 1] and words not in "".join(held[page - 1 : page + 1]):
            wrong.append((words, page))
    return wrong
