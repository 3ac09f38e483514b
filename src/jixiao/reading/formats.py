"""Which reader a file belongs to, told by its contents and never by its name."""

from collections.abc import Callable
from typing import Final

from jixiao.errors import EncryptedFile
from jixiao.model.document import Document
from jixiao.reading.text import read_text

Reader = Callable[[bytes, str, str], Document]

_ZIP: Final = b"PK\x03\x04"
_PDF: Final = b"%PDF-"  # a few bytes of rubbish may stand before it
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode(
    "utf-16-le"
)  # the stream of an office file with password


def reader_of(data: bytes, path: str) -> Reader:
    """Return the reader for a file; what is nothing else is left to the reader of text.

    Raises:
        EncryptedFile: an office program locked the file with a password.
    """
    if data.startswith(_ZIP):
        if b"word/" in data:
            from jixiao.reading.word import read_word  # noqa: PLC0415 - texts need no XML parser

            return read_word
        if b"xl/" in data:
            from jixiao.reading.workbook import read_workbook  # noqa: PLC0415 - as above

            return read_workbook
        if b"OFD.xml" in data:
            from jixiao.reading.ofd import read_ofd  # noqa: PLC0415 - as above

            return read_ofd
    if _PDF in data[:1024]:
        from jixiao.reading.pdf import read_pdf  # noqa: PLC0415 - texts need no PDF library

        return read_pdf
    if data.startswith(_OLE) and _LOCKED in data:
        raise EncryptedFile(path)
    return read_text
