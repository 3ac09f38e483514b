"""Bytes to characters, and the errors that say what is the matter."""

import codecs
import io
import zipfile

import pytest

from jixiao import errors
from jixiao.reading import MAX_SIZE, read, read_bytes

REPORT = "一、自评情况\n2023年度支出100万元，执行率99.5%。\n"


@pytest.mark.parametrize(
    "data",
    [
        REPORT.encode(),
        codecs.BOM_UTF8 + REPORT.encode(),
        codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + REPORT.encode("utf-32-le"),
        REPORT.encode("gb18030"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16-le", "utf-16-be", "utf-32", "gb18030"],
)
def test_every_usual_encoding_reads_the_same(data):
    document = read_bytes(data, "报告.txt")
    assert document.source == REPORT
    assert document.anchor(0, 1)[:2] == (1, 1)  # the byte order mark is no column


def archive(*names):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as zipped:
        for name in names:
            zipped.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (archive("a.txt"), "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "旧版 Office"),
        (b"GIF89a...", "图片"),
        (b"<!DOCTYPE html><html>", "网页"),
        (b"abc\0def", "二进制"),
    ],
)
def test_other_types_are_named_with_a_way_out(data, kind):
    with pytest.raises(errors.NotText) as raised:
        read_bytes(data, "报告.txt")
    assert kind in raised.value.message
    assert raised.value.hint


@pytest.mark.parametrize(
    "data", [b"", codecs.BOM_UTF8, b" \r\n\t\n", "\u200b\n".encode(), b"- 2 -\n"]
)
def test_a_file_without_words_is_empty(data):
    with pytest.raises(errors.EmptyFile):
        read_bytes(data, "报告.txt")


def test_a_file_that_ends_within_a_character_is_truncated():
    with pytest.raises(errors.TruncatedText) as raised:
        read_bytes(REPORT.encode().rstrip()[:-1], "报告.txt")
    assert raised.value.line == 2


def test_damaged_utf8_is_refused_and_not_taken_for_gb18030():
    data = REPORT.encode()
    with pytest.raises(errors.UndecodableText) as raised:
        read_bytes(data[:30] + b"\xff" + data[31:], "报告.txt")
    assert "UTF-8" in raised.value.message


def test_bytes_of_no_known_encoding_are_refused():
    with pytest.raises(errors.UndecodableText):
        read_bytes(b"\x80\x80\x80 abc \xff\xff abcdef", "报告.txt")


def test_a_path_that_leads_nowhere(tmp_path):
    with pytest.raises(errors.NoSuchFile):
        read(str(tmp_path / "无.txt"))
    with pytest.raises(errors.NotAFile):
        read(str(tmp_path))
    with pytest.raises(errors.NoSuchFile):
        read("a\0b")


def test_the_path_stays_as_passed_and_the_hash_is_that_of_the_bytes(tmp_path):
    file = tmp_path / "报告.txt"
    file.write_bytes(b"abc")
    document = read(str(file))
    assert document.path == str(file)
    assert document.sha256.startswith("ba7816bf")


def test_a_file_over_the_limit_is_refused(tmp_path):
    file = tmp_path / "大.txt"
    with file.open("wb") as stream:
        stream.truncate(MAX_SIZE + 1)
    with pytest.raises(errors.FileTooLarge) as raised:
        read(str(file))
    assert "51 MB" in raised.value.message
