"""Files as LibreOffice really writes them: they say what the text says, at the right places."""

from functools import cache

import pypdfium2
import pytest
from officemade import CONVERTED, FOLDER, LEFT_OUT, plain
from setting import cells, misplaced_in_word, misplaced_on_pages, said

from jixiao.pipeline import check_bytes
from jixiao.reading import office

text = cache(plain)
BESIDE = pytest.mark.parametrize("kind", LEFT_OUT)


def kept(kind):
    """What LibreOffice made of the file when the fixtures were made."""
    return (FOLDER / f"report.{kind}.docx").read_bytes()


def checked(kind, monkeypatch):
    """A file, read without LibreOffice: what it would make is at hand."""
    if kind in CONVERTED:
        monkeypatch.setattr(office, "convert", lambda *_: kept(kind))
    return check_bytes((FOLDER / f"report.{kind}").read_bytes(), f"报告.{kind}")


@BESIDE
def test_the_same_facts_findings_and_cells(kind, monkeypatch):
    found = checked(kind, monkeypatch)
    assert found.understanding.document.format == kind
    assert said(found) == said(text())
    assert cells(found) == cells(text())


@pytest.mark.parametrize("kind", [kind for kind in LEFT_OUT if kind != "pdf"])
def test_places_are_paragraphs_and_tables(kind, monkeypatch):
    data = kept(kind) if kind in CONVERTED else (FOLDER / f"report.{kind}").read_bytes()
    assert not misplaced_in_word(data, checked(kind, monkeypatch))


def test_places_are_pages(monkeypatch):
    file = pypdfium2.PdfDocument(FOLDER / "report.pdf")
    pages = [page.get_textpage().get_text_range() for page in file]
    file.close()
    assert not misplaced_on_pages(checked("pdf", monkeypatch), pages)


def test_libreoffice_makes_the_same_of_an_old_file(monkeypatch):
    if office.program() is None:  # the file that it made says the same
        monkeypatch.setattr(office, "convert", lambda *_: kept("doc"))
    found = check_bytes((FOLDER / "report.doc").read_bytes(), "报告.doc")
    assert said(found) == said(text())
