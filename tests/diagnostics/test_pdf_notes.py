"""PDF files with notes: highlights where the findings stand, the pages as they were."""

import pypdfium2
import pytest
from officemade import FOLDER
from pdffiles import Paper
from PIL import ImageChops
from pypdfium2 import raw
from reportlab.lib.pagesizes import A4, landscape

from jixiao.diagnostics.pdf_notes import annotated
from jixiao.pipeline import check_bytes

LINES = (
    "某某局2023年度部门整体支出绩效自评报告",
    "预算100.00万元，支出98.00万元，预算执行率89.00%。",
)


def upright():
    paper = Paper()
    for line in LINES:
        paper.line(line)
    return paper.bytes()


def on_its_side():
    paper = Paper(landscape(A4))
    paper.canvas.setPageRotation(90)
    paper.canvas.translate(A4[1], 0)
    paper.canvas.rotate(90)
    paper.font()
    for line in LINES:
        paper.line(line)
    return paper.bytes()


def notes(data):
    """The notes of a file with the words that they cover."""
    found = []
    file = pypdfium2.PdfDocument(data)
    for page in file:
        text = page.get_textpage()
        for number in range(raw.FPDFPage_GetAnnotCount(page.raw)):
            note = raw.FPDFPage_GetAnnot(page.raw, number)
            size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
            held = (raw.FPDF_WCHAR * (size // 2))()
            raw.FPDFAnnot_GetStringValue(note, b"Contents", held, size)
            rect = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(note, rect)
            words = text.get_text_bounded(rect.left, rect.bottom, rect.right, rect.top)
            found.append((bytes(held).decode("utf-16-le").rstrip("\0"), words))
            raw.FPDFPage_CloseAnnot(note)
    file.close()
    return found


@pytest.mark.parametrize("data", [upright(), on_its_side()], ids=["upright", "on its side"])
def test_a_highlight_covers_the_number_and_the_note_says_what_is_wrong(data):
    checked = check_bytes(data, "报告.pdf")
    assert checked.understanding is not None
    after = annotated(data, checked.understanding.document, checked.outcomes)
    text, words = notes(after)[0]
    assert text.startswith("【错误 FND07】")
    assert words.startswith("89.00%")
    again = check_bytes(after, "报告.pdf")
    assert again.understanding.document.text == checked.understanding.document.text


def test_in_a_file_of_libreoffice_the_words_are_coloured_and_nothing_else():
    before = (FOLDER / "report.pdf").read_bytes()
    checked = check_bytes(before, "报告.pdf")
    after = annotated(before, checked.understanding.document, checked.outcomes)
    wrong = next(one for one in checked.outcomes if one.code == "FND18" and one.severity)
    number = checked.understanding.document.anchor(*wrong.span).page - 1
    pictures = []
    for data in (before, after):
        file = pypdfium2.PdfDocument(data)
        pictures.append(file[number].render().to_pil().convert("RGB"))
        file.close()
    changed = ImageChops.difference(*pictures)
    left, top, right, bottom = box_of(after, number, "6,103.50")
    assert min(changed.crop((left, top, right, bottom)).getpixel((1, 1))[1:]) > 50
    covered = [box_of(after, number, words) for _, words in notes(after) if words]
    for box in filter(None, covered):
        changed.paste((0, 0, 0), (box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2))
    assert changed.getbbox() is None


def box_of(data, number, words):
    """The box, in pixels from the upper left corner, of the note on a page that covers words."""
    file = pypdfium2.PdfDocument(data)
    page = file[number]
    text = page.get_textpage()
    found = None
    for at in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        note, rect = raw.FPDFPage_GetAnnot(page.raw, at), raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(note, rect)
        raw.FPDFPage_CloseAnnot(note)
        if words in text.get_text_bounded(rect.left, rect.bottom, rect.right, rect.top):
            high = page.get_height()
            found = [int(v) for v in (rect.left, high - rect.top, rect.right, high - rect.bottom)]
    file.close()
    return found


def test_without_findings_there_are_no_notes():
    data = upright()
    checked = check_bytes(data, "报告.pdf")
    assert notes(annotated(data, checked.understanding.document, ())) == []
