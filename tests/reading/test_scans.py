"""Scanned pages and pictures: read by recognition, their numbers never the ground for an error."""

import json
import os
import socket
import sys

import pytest
import scans

from jixiao.diagnostics import facts_table, json_report
from jixiao.diagnostics.display import Style
from jixiao.diagnostics.reported import exit_status
from jixiao.diagnostics.text import Manner
from jixiao.errors import NeedsOcr, TooManyScans
from jixiao.pipeline import check_bytes
from jixiao.reading import images, pdf, read_bytes, recognition
from jixiao.reading.drawn import DrawnPage, Glyph
from jixiao.reading.notices import listener
from jixiao.terms import Severity, Status

DOUBT = "（文字识别得来，请对照原件）"
FAULTY = [
    "某某局2023年度部门整体支出绩效自评报告",
    "预算100.00万元，支出98.00万元，预算执行率89.00%。",
]
LONG = ["全年围绕目标任务推进各项工作，召开推进会议十二次。"] * 4


def cells(document):
    return [
        [[document.text[slice(*cell)] for cell in row] for row in one.rows]
        for one in document.tables
    ]


def findings(checked, severity):
    return [o for o in checked.outcomes if (o.status, o.severity) == (Status.FINDING, severity)]


def facts(checked):
    found = checked.understanding.facts
    return [(fact.concept, fact.quantity and fact.quantity.value) for fact in found]


@pytest.fixture(scope="module")
def checked():
    """The scanned page, read where no network can be reached."""

    def refuse(*_):
        message = "recognition must not reach for the network"
        raise AssertionError(message)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket, "getaddrinfo", refuse)
        return check_bytes(scans.PICTURE.read_bytes(), "扫描.png")


def test_a_picture_gives_the_facts_and_tables_of_its_page(checked):
    assert checked.error is None
    document = checked.understanding.document
    assert (document.format, document.recognised) == ("png", {1})
    funds, indicators = cells(document)
    assert funds == [[cell.replace("：", ":") for cell in row] for row in scans.FUNDS]
    assert [row[2:] for row in indicators] == [row[2:] for row in scans.INDICATORS]
    assert facts(checked) == facts(check_bytes(scans.drawn(), "报告.pdf"))


def test_what_is_recognised_is_marked_uncertain(checked):
    (row,) = json.loads(json_report.render_facts([checked]))["documents"]
    assert len(row["facts"]) > 10
    assert all(fact["uncertain"] for fact in row["facts"])
    table = facts_table.render([checked], Manner(100, Style(on=False), show_passed=False))
    assert "存疑 97.54" in table


def test_slips_on_recognised_text_are_warnings(checked):
    assert not findings(checked, Severity.ERROR)
    slips = {o.stated: o for o in findings(checked, Severity.WARNING) if o.code == "FND07"}
    assert set(slips) == {"97.54", "78.94"}
    assert all(slip.message.endswith(DOUBT) for slip in slips.values())
    assert exit_status([checked]) == 0


def test_the_same_picture_is_read_the_same():
    strip = scans.saved(scans.part(0.3, 0.45))
    first, second = (read_bytes(strip, "图.png").source for _ in range(2))
    assert first == second
    assert "年初预算数" in first


def test_telemetry_is_off_before_the_runtime_is_loaded():
    recognition.engine()
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"


def test_a_page_on_its_side_and_askew_is_read_among_pages_with_text():
    strip = scans.part(0.3, 0.65).rotate(1.5, fillcolor=255, resample=3, expand=True)
    data = scans.pdf((None, FAULTY + LONG, False), strip.rotate(90, expand=True))
    checked = check_bytes(data, "报告.pdf")
    document = checked.understanding.document
    assert document.recognised == {2}
    assert cells(document)[0][1:] == [[c.replace("：", ":") for c in r] for r in scans.FUNDS[1:]]
    (error,) = findings(checked, Severity.ERROR)
    assert (error.code, error.stated) == ("FND07", "89.00")
    assert DOUBT not in error.message
    slips = [o for o in findings(checked, Severity.WARNING) if o.code == "FND07"]
    assert [slip.stated for slip in slips] == ["78.94"]
    drawings = pdf.trace_pdf(data, "报告.pdf").drawings
    drawn = {"".join(glyph.char for _, glyph in one.marks): one for one in drawings}
    (_, first), *_, (_, last) = drawn["78.94%"].marks
    wide, high = strip.height * 72 / scans.DOTS, strip.width * 72 / scans.DOTS
    assert 0.5 * wide < last.left < last.right < wide  # the last row is far to the right
    assert last.top < first.top < high / 3  # and its last cell far above, read upwards


# --- what is recognised, and what not -----------------------------------------------------------


@pytest.fixture
def quick(monkeypatch):
    """Recognition that takes no time: of every page, one line; the sizes of the pages it saw."""
    seen = []

    def page_of(picture, wide, high):
        seen.append((picture.shape, round(wide), round(high)))
        glyphs = [
            Glyph(char, 80 + 12 * at, 90, 92 + 12 * at, 104) for at, char in enumerate("有字")
        ]
        return DrawnPage(wide, high, glyphs, [], [], 0, recognised=True)

    recognition.engine()
    monkeypatch.setattr("jixiao.reading.scans.page_of", page_of)
    return seen


@pytest.mark.parametrize("how", ["invisible", "below"])
def test_text_that_a_scanner_laid_under_its_picture_is_uncertain(how, quick):
    document = read_bytes(scans.pdf((scans.scanned(), LONG, how)), "报告.pdf")
    assert document.recognised == {1}
    assert "召开推进会议十二次" in document.text
    assert not quick


def test_text_over_a_picture_is_text(quick):
    document = read_bytes(scans.pdf((scans.scanned(), LONG, False)), "报告.pdf")
    assert not document.recognised
    assert not quick


def test_a_page_number_on_a_scanned_page_is_no_text(quick):
    data = scans.pdf((scans.scanned(), ["第3页 共9页"], False))
    assert read_bytes(data, "报告.pdf").recognised == {1}
    ((shape, wide, _),) = quick
    assert (max(shape), wide) == (recognition.LONG_SIDE, 595)


def test_too_many_scanned_pages_are_not_begun(quick, monkeypatch):
    monkeypatch.setattr(pdf, "MAX_SCANS", 1)
    with pytest.raises(TooManyScans, match="超过 1 页"):
        read_bytes(scans.pdf(scans.scanned(), scans.scanned()), "报告.pdf")
    assert not quick


def test_a_listener_is_told_that_it_takes_a_while(quick):
    told = []
    before = listener.set(told.append)
    read_bytes(scans.pdf((None, LONG, False), scans.scanned()), "报告.pdf")
    listener.reset(before)
    assert told == ["正在识别“报告.pdf”第 2 页的文字，每页约需几秒……"]
    assert len(quick) == 1


# --- where nothing can be recognised ------------------------------------------------------------


@pytest.fixture
def without(monkeypatch):
    """A machine without the extra."""
    recognition.engine.cache_clear()
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    yield
    recognition.engine.cache_clear()


@pytest.mark.usefixtures("without")
@pytest.mark.parametrize(
    "data", [scans.PICTURE.read_bytes(), scans.pdf(scans.scanned())], ids=["png", "pdf"]
)
def test_without_the_extra_it_is_said_how_to_get_it(data):
    with pytest.raises(NeedsOcr) as caught:
        read_bytes(data, "扫描件")
    assert caught.value.code == "needs_ocr"
    assert "没有安装" in caught.value.message
    assert 'pip install "jixiao[ocr]"' in caught.value.hint


@pytest.mark.usefixtures("without")
def test_without_the_extra_pages_with_text_are_read_and_the_others_told_of():
    told = []
    before = listener.set(told.append)
    document = read_bytes(scans.pdf((None, LONG, False), scans.scanned()), "报告.pdf")
    listener.reset(before)
    assert "召开推进会议十二次" in document.text
    assert not document.recognised
    assert told[0].startswith("“报告.pdf”第 2 页只有图片，没有读。")


def test_a_broken_library_is_told_with_its_reason(monkeypatch):
    recognition.engine.cache_clear()
    monkeypatch.setattr(
        recognition, "_model", lambda *_: (_ for _ in ()).throw(ImportError("坏了"))
    )
    with pytest.raises(NeedsOcr, match="本机用不了（坏了）"):
        images.read_image(scans.PICTURE.read_bytes(), "图.png", "")
