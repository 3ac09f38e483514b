"""Plain text and markdown."""

from jixiao.model.document import Document
from jixiao.model.folding import fold
from jixiao.reading.decode import decode
from jixiao.reading.lines import split_lines
from jixiao.reading.printed import Printed


def read_text(data: bytes, path: str, sha256: str) -> Document:
    """Read a text file."""
    return read_source(decode(data, path), path, sha256)


def read_source(source: str, path: str, sha256: str, file_format: str = "text") -> Document:
    """Make a document of its text as on disk.

    Raises:
        EmptyFile: nothing is left of it but white space, page numbers and markup.
    """
    folded = fold(source)
    line_starts, lines = split_lines(folded)
    return Printed(source, folded, lines, tuple(line_starts)).document(path, sha256, file_format)
