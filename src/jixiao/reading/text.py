"""Plain text and markdown."""

from jixiao.errors import EmptyFile
from jixiao.model.document import Document
from jixiao.model.folding import fold
from jixiao.model.source import Span
from jixiao.reading.assemble import Assembler
from jixiao.reading.decode import decode
from jixiao.reading.lines import Line, Role, drop_page_numbers, split_lines
from jixiao.reading.normalise import Normaliser
from jixiao.reading.paragraphs import Joiner
from jixiao.reading.roles import mark_roles
from jixiao.reading.tables import mark_tables

_SHORT = 25  # characters; a shorter line without a closing mark is no broken sentence


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
    lines, tables = mark_tables(source, lines, dropped)
    normaliser = Normaliser(source, folded, dropped)
    lines = mark_roles(_normalised(lines, normaliser), normaliser)
    if not lines:
        raise EmptyFile(path)
    assembler = Assembler(normaliser, len(source))
    assembler.add(Joiner(source, lines).groups(), tables)
    dropped.sort()
    return Document(
        path=path,
        sha256=sha256,
        source=source,
        text=assembler.text(),
        origin=assembler.origin(),
        blocks=tuple(assembler.blocks),
        tables=assembler.tables(),
        line_starts=line_starts,
        format=file_format,
        dropped=tuple(dropped),
    )


def _normalised(lines: list[Line], normaliser: Normaliser) -> list[Line]:
    """Return the lines with their reading text, without those that held only markup."""
    kept: list[Line] = []
    after_stop = True
    for line in lines:
        if line.role is Role.ROW:
            kept.append(line)
            after_stop = True
            continue
        normaliser.line(line, after_stop=after_stop)
        if line.text:
            kept.append(line)
            after_stop = line.closed or len(line.text) < _SHORT
    return kept
