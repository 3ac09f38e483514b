"""Plain text and markdown."""

from jixiao.errors import EmptyFile
from jixiao.model.document import Document
from jixiao.model.folding import fold
from jixiao.model.source import Span
from jixiao.reading.assemble import Assembler
from jixiao.reading.contents import drop_contents
from jixiao.reading.decode import decode
from jixiao.reading.lines import drop_page_numbers, split_lines
from jixiao.reading.normalise import Normaliser
from jixiao.reading.paragraphs import Joiner
from jixiao.reading.roles import mark_roles
from jixiao.reading.tables import mark_tables


def read_text(data: bytes, path: str, sha256: str) -> Document:
    """Read a text file."""
    return read_source(decode(data, path), path, sha256)


def read_source(source: str, path: str, sha256: str, file_format: str = "text") -> Document:
    """Make a document of its text as on disk.

    Raises:
        EmptyFile: nothing is left of it but white space, page numbers and markup.
    """
    folded = fold(source)
    dropped: list[Span] = []
    line_starts, lines = split_lines(folded)
    lines = drop_page_numbers(lines, dropped)
    contents: list[Span] = []
    lines = drop_contents(folded, lines, contents)
    lines, tables = mark_tables(source, lines, dropped)
    normaliser = Normaliser(source, folded, dropped)
    lines = mark_roles(normaliser.lines(lines), normaliser)
    if not lines:
        raise EmptyFile(path)
    assembler = Assembler(normaliser, len(source))
    assembler.add(Joiner(source, lines).groups(), tables)
    dropped.sort()
    text = assembler.text()
    return Document(
        path=path,
        sha256=sha256,
        source=source,
        text=text,
        origin=assembler.origin(),
        blocks=tuple(assembler.blocks),
        tables=assembler.tables(text),
        line_starts=line_starts,
        format=file_format,
        dropped=tuple(dropped),
        contents=tuple(contents),
    )
