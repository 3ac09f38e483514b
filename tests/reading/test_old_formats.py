"""Old and foreign office formats: workbooks by themselves, the others through LibreOffice."""

import os
import stat
import time
import zipfile
from pathlib import Path
from random import Random

import pytest
from officefiles import archive, p, word

from jixiao.errors import ConversionFailed, DamagedFile, NeedsLibreOffice, NotText
from jixiao.pipeline import NotUnderstood, check_bytes
from jixiao.reading import office, read_bytes

FORM = (Path(__file__).parent / "fixtures" / "form.xls").read_bytes()
DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\0" * 500
RTF = b"{\\rtf1\\ansi text}"
ODT = archive({"mimetype": "application/vnd.oasis.opendocument.text"}, zipfile.ZIP_STORED)


def test_an_old_workbook_is_read_as_it_is_shown():
    document = read_bytes(FORM, "表.xls")
    lines = [document.text[b.start : b.end] for b in document.blocks]
    assert document.format == "xls"
    assert lines[2:4] == [
        "项目\t年初预算\t调整预算\t执行数\t执行率\t日期",
        "基本支出\t1,200.50\t1,250.00\t1,250.00\t100.00%\t2023年3月15日",
    ]
    at = document.text.index("92.91")
    assert document.anchor(at, at + 6).cell == (1, 5, 5)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_old_workbook_ends_in_an_error_of_ours(seed):
    random = Random(seed)  # noqa: S311 - reproducible, not secret
    data = bytearray(FORM)
    for _ in range(random.randint(1, 30)):
        data[random.randrange(8, len(data))] = random.randrange(256)
    checked = check_bytes(bytes(data[: random.choice((len(data), 3000))]), "表.xls")
    assert checked.error is None or not isinstance(checked.error, NotUnderstood)


@pytest.fixture
def stub(tmp_path, monkeypatch):
    """A program in the place of LibreOffice that does what its lines say."""

    def install(lines):
        program = tmp_path / "soffice"
        program.write_text("#!/bin/sh\n" + lines)
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
        return tmp_path

    return install


# The stub finds the folder for the result behind --outdir, the ninth word.
MAKE = 'mkdir -p "$8" && cp "{made}" "$8/document.docx"\n'


@pytest.mark.parametrize(("data", "name"), [(DOC, "doc"), (RTF, "rtf"), (ODT, "odt")])
def test_what_libreoffice_makes_of_it_is_read(stub, tmp_path, data, name):
    made = tmp_path / "made.docx"
    made.write_bytes(word(p("全年平稳。")))
    stub(MAKE.format(made=made))
    document = read_bytes(data, f"报告.{name}")
    assert document.text == "全年平稳。"
    assert (document.format, document.path) == (name, f"报告.{name}")


def test_without_libreoffice_the_error_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(NeedsLibreOffice) as caught:
        read_bytes(RTF, "报告.rtf")
    assert "另存为" in caught.value.hint


def test_what_libreoffice_cannot_open_is_an_error(stub):
    stub("exit 1\n")
    with pytest.raises(ConversionFailed):
        read_bytes(DOC, "报告.doc")


def test_a_conversion_that_hangs_is_ended_with_its_children(stub, monkeypatch):
    folder = stub('sleep 60 &\necho $! > "$(dirname "$0")/child"\nwait\n')
    monkeypatch.setattr(office, "TIME_LIMIT", 1)
    with pytest.raises(ConversionFailed):
        read_bytes(DOC, "报告.doc")
    child = int((folder / "child").read_text())
    deadline = time.monotonic() + 5
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        if "Z" in Path(f"/proc/{child}/stat").read_text().split()[2]:
            break
        time.sleep(0.05)
    else:
        assert not Path(f"/proc/{child}").exists()


def test_an_old_workbook_cut_short_is_refused():
    with pytest.raises((DamagedFile, NotText)):
        read_bytes(FORM[:2500], "表.xls")
