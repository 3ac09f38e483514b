"""The samples and the real reports in other formats: same facts, same findings, right places."""

import io
import re
from collections import Counter
from xml.sax.saxutils import escape

import pytest
from docx import Document as WordDocument
from faults.corpus import samples, seeds
from officefiles import cell, p, row, word
from pdffiles import Paper
from richword import Report

from jixiao.model.folding import fold
from jixiao.pipeline import check_bytes, check_text
from jixiao.reading import read_bytes
from jixiao.terms import Severity, Status

DOCUMENTS = {one.name: one for one in (*samples(), *seeds())}
# Hints on how a text is set speak of the text file: its line breaks, spaces and page numbers.
OF_THE_SETTING = {"ST02", "ST06", "ST11", "TX08"}
PAGE_NUMBER = re.compile(r"[-—－]\s*[0-9]+\s*[-—－]|第\s*[0-9]+\s*页.*")
UNBROKEN = re.compile(r"[0-9A-Za-z.,%]+|.", re.DOTALL)
MARKS = "，。、；：）》”！？"
NUMBER = re.compile(r"^[(]?[0-9一二三四五六七八九十]+[、.)]+")
FOOTNOTE = "含上年结转资金。"


def blocks(document):
    """The paragraphs as printed, and the rows of tables as lists of cells."""
    for block in document.blocks:
        if block.table is None:
            printed = document.quote(block.start, block.end)
            lines = (line.strip() for line in printed.splitlines())
            yield "".join(line for line in lines if not PAGE_NUMBER.fullmatch(line))
        else:
            table = document.tables[block.table]
            cells = table.rows[document.blocks.index(block) - table.block]
            yield [
                " ".join(document.quote(*one).split()) if one[1] > one[0] else "" for one in cells
            ]


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


def as_pdf(document):
    """Set as an office program does: justified columns, words and figures kept whole."""
    paper = Paper()
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
    return paper.bytes()


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


def blocks_of_word(data):
    """The words of each paragraph and table of a Word file, as python-docx sees them."""
    body = WordDocument(io.BytesIO(data)).element.body
    inside = body.xpath("./w:p | ./w:tbl | ./w:sdt/w:sdtContent/w:p")
    shown = ".//w:t[not(ancestor::w:r/w:rPr/w:vanish)]"
    return ["".join("".join(t.text or "" for t in one.xpath(shown)).split()) for one in inside]


def assert_places_in_word(data, checked):
    """Each place names the paragraph or table that holds the words."""
    document = checked.understanding.document
    held = [fold(words) for words in blocks_of_word(data)]
    for start, end in spans(checked):
        words = "".join(re.sub(r"[\u00ad\t]", "", document.quote(start, end)).split())
        anchor = document.anchor(start, end)
        found = "".join(held[anchor.line - 1 : anchor.end_line]).replace("\u00ad", "")
        # A number that the list prints, and a footnote, stand in parts of their own.
        assert NUMBER.sub("", fold(words)) in found or fold(words) in FOOTNOTE


@pytest.mark.parametrize("name", DOCUMENTS)
def test_as_a_word_file(name):
    plain = check_text(DOCUMENTS[name].text, DOCUMENTS[name].path)
    checked = check_bytes(as_word(plain.understanding.document), "报告.docx")
    assert said(checked) == said(plain)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_as_a_word_file_with_all_that_office_programs_put_around_the_words(name):
    plain = check_text(DOCUMENTS[name].text, DOCUMENTS[name].path)
    document = plain.understanding.document
    data = Report(document, list(blocks(document))).bytes()
    checked = check_bytes(data, "报告.docx")
    assert said(checked) == said(plain)
    assert_places_in_word(data, checked)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_as_a_pdf_file(name):
    plain = check_text(DOCUMENTS[name].text, DOCUMENTS[name].path)
    data = as_pdf(plain.understanding.document)
    findings, facts = said(check_bytes(data, "报告.pdf"))
    expected, known = said(plain)
    heavy = {one for one in findings if one[1] is Severity.ERROR}
    assert heavy == {one for one in expected if one[1] is Severity.ERROR}
    assert sum((known - facts).values()) <= 0.02 * sum(known.values())


def test_places_in_a_word_file_are_blocks_and_cells():
    document = read_bytes(
        as_word(read_bytes("一、概况\n甲\t1\n乙\t2\n共3项。\n".encode(), "a")), "a"
    )
    at = document.text.index("3")
    assert document.anchor(at, at + 1).line == 3
    assert escape(document.text) == document.text
