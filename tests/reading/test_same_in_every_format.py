"""The samples and the real reports in other formats: same facts, same findings, right places."""

from collections import Counter
from functools import partial
from xml.sax.saxutils import escape

import pytest
from faults.corpus import samples, seeds
from pdffiles import OfdPaper, Paper
from richword import Report
from setting import (
    as_markdown,
    as_word,
    as_workbook,
    blocks,
    cells,
    forms,
    misplaced_in_word,
    misplaced_on_pages,
    on_paper,
    said,
    spans,
)

from jixiao.model.folding import fold
from jixiao.pipeline import check_bytes, check_text
from jixiao.reading import read_bytes

DOCUMENTS = {one.name: one for one in (*samples(), *seeds())}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_as_a_word_file(name):
    plain = check_text(DOCUMENTS[name].text, DOCUMENTS[name].path)
    checked = check_bytes(as_word(plain.understanding.document), "报告.docx")
    assert said(checked) == said(plain)
    assert cells(checked) == cells(plain)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_as_a_word_file_with_all_that_office_programs_put_around_the_words(name):
    plain = check_text(DOCUMENTS[name].text, DOCUMENTS[name].path)
    document = plain.understanding.document
    data = Report(document, list(blocks(document))).bytes()
    checked = check_bytes(data, "报告.docx")
    assert said(checked) == said(plain)
    assert cells(checked) == cells(plain)
    assert not misplaced_in_word(data, checked)


PAPERS = {
    "pdf": Paper,
    "ofd as WPS saves it": OfdPaper,
    "ofd as it is printed": partial(OfdPaper, printed=True),
}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("kind", PAPERS)
def test_as_pages(kind, name):
    plain = check_text(DOCUMENTS[name].text, DOCUMENTS[name].path)
    paper = on_paper(plain.understanding.document, PAPERS[kind]())
    checked = check_bytes(paper.bytes(), f"报告.{kind[:3]}")
    (findings, facts), (expected, known) = said(checked), said(plain)
    assert findings == expected
    # Where a number within a sentence happens to begin a line of the page, nothing tells it from
    # the number of an item.
    assert sum((known - facts).values()) == sum((facts - known).values()) + (name == "004")
    assert facts - known == Counter()
    assert cells(checked) == cells(plain)
    assert not misplaced_on_pages(checked, paper.pages)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_as_a_markdown_file(name):
    plain = check_text(DOCUMENTS[name].text, DOCUMENTS[name].path)
    checked = check_text(as_markdown(plain.understanding.document), "报告.md")
    assert said(checked) == said(plain)
    assert cells(checked) == cells(plain)


FORMS = {name: one for name, one in DOCUMENTS.items() if "|" in one.text or "\t" in one.text}


@pytest.mark.parametrize("name", FORMS)
def test_forms_as_a_workbook(name):
    document = check_text(FORMS[name].text, FORMS[name].path).understanding.document
    lines = list(forms(document))
    plain = check_text("\n".join("\t".join(row) if isinstance(row, list) else row for row in lines))
    checked = check_bytes(as_workbook(lines), "自评表.xlsx")
    assert said(checked) == said(plain)
    for start, end in spans(checked):
        cell = checked.understanding.document.anchor(start, end).cell
        row = lines[cell.row - 1]
        words = row if isinstance(row, str) else row[cell.column - 1]
        shown = fold("".join(words.split()))
        quote = checked.understanding.document.quote(start, end)
        assert fold("".join(quote.split())) in shown


def test_places_in_a_word_file_are_blocks_and_cells():
    document = read_bytes(
        as_word(read_bytes("一、概况\n甲\t1\n乙\t2\n共3项。\n".encode(), "a")), "a"
    )
    at = document.text.index("3")
    assert document.anchor(at, at + 1).line == 3
    assert escape(document.text) == document.text
