"""Which reader a file belongs to, told by its contents and never by its name."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from jixiao.errors import EncryptedFile
from jixiao.model.document import Document
from jixiao.reading.text import read_text

# Readers of other formats are imported when they are needed: texts need none of their libraries.
# ruff: noqa: PLC0415

Reader = Callable[[bytes, str, str], Document]

_ZIP: Final = b"PK\x03\x04"
_PDF: Final = b"%PDF-"  # a few bytes of rubbish may stand before it
_RTF: Final = b"{\\rtf"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_BMP: Final = b"BM"
_BMP_HEADERS: Final = frozenset({12, 40, 52, 56, 64, 108, 124})
_OPEN_TEXT: Final = b"mimetypeapplication/vnd.oasis.opendocument.text"
_OPEN_SHEET: Final = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_BINARY: Final = b"xl/workbook.bin"


def _stream(name: str) -> bytes:
    """Return the name of a stream as an OLE file holds it."""
    return name.encode("utf-16-le")


def reader_of(data: bytes, path: str) -> Reader:
    """Return the reader for a file; what is nothing else is left to the reader of text.

    Raises:
        EncryptedFile: an office program locked the file with a password.
    """
    if data.startswith(_ZIP):
        return _of_archive(data)
    if _PDF in data[:1024]:
        from jixiao.reading.pdf import read_pdf

        return read_pdf
    if _is_image(data):
        from jixiao.reading.images import read_image

        return read_image
    if data.startswith(_RTF):
        return _converted(".rtf", ".docx")
    if data.startswith(_OLE):
        return _of_ole(data, path)
    return read_text


def _is_image(data: bytes) -> bool:
    """Whether a file is a picture; a text may begin with BM, so more of that header is asked."""
    if data.startswith(_BMP):
        header = int.from_bytes(data[14:18], "little")
        return data[6:10] == bytes(4) and header in _BMP_HEADERS
    return data.startswith(_IMAGES)


def _of_archive(data: bytes) -> Reader:
    if data[30:100].startswith(_OPEN_TEXT):
        return _converted(".odt", ".docx")
    if data[30:100].startswith(_OPEN_SHEET):
        return _converted(".ods", ".xlsx")
    if b"word/" in data:
        from jixiao.reading.word import read_word

        return read_word
    if b"xl/" in data:
        return _of_workbook(data)
    if b"OFD.xml" in data:
        from jixiao.reading.ofd import read_ofd

        return read_ofd
    return read_text  # which says what it is


def _of_workbook(data: bytes) -> Reader:
    if _BINARY in data:
        return _converted(".xlsb", ".xlsx")
    from jixiao.reading.workbook import read_workbook

    return read_workbook


def _of_ole(data: bytes, path: str) -> Reader:
    if _stream("EncryptedPackage") in data:
        raise EncryptedFile(path)
    if _stream("WordDocument") in data:
        return _converted(".doc", ".docx")
    if _stream("Workbook") in data or _stream("Book\0") in data:
        from jixiao.reading.old_workbook import read_old_workbook

        return read_old_workbook
    return read_text


def _converted(ending: str, target: str) -> Reader:
    """Return a reader that has LibreOffice convert the file first."""

    def read(data: bytes, path: str, sha256: str) -> Document:
        from jixiao.reading.office import convert

        made = convert(data, path, ending, target)
        document = reader_of(made, path)(made, path, sha256)
        return replace(document, format=ending.removeprefix("."))

    return read
