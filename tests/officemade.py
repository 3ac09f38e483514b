"""The report that LibreOffice was given for the tests, and in which formats."""

from pathlib import Path

from richword import ALL, Report
from setting import blocks

from jixiao.pipeline import check_text

FOLDER = Path(__file__).parent / "reading" / "fixtures" / "office"
REPORT = FOLDER / "report.md"
# What is left out of a format because LibreOffice 7.4 or the format itself spoils it:
LEFT_OUT = {
    "docx": set(),
    "odt": set(),
    # its filter moves the marks of changes that stand behind a cross reference
    "doc": {"fields"},
    # its filter leaves out text boxes, and writes the 、 of a numbered list as a question mark
    "rtf": {"boxes", "numbers"},
    # printed as they are: struck out words, boxes wherever they are put on the page, the raised
    # sign of a note behind its word, a hyphen where a soft one ends a line
    "pdf": {"changes", "boxes", "notes", "breaks"},
}
CONVERTED = ("doc", "rtf", "odt")  # read through LibreOffice


def plain():
    """The report as text, checked."""
    return check_text(REPORT.read_text(encoding="utf-8"), REPORT.name)


def source(kind):
    """The Word file that LibreOffice was given to make a file of a kind."""
    document = plain().understanding.document
    return Report(document, list(blocks(document)), ALL - LEFT_OUT[kind]).bytes()
