"""From the lines of any format to a document: the steps that all readers share."""

from dataclasses import dataclass

from jixiao.errors import EmptyFile
from jixiao.model.document import Document
from jixiao.model.source import Span
from jixiao.reading.assemble import Assembler
from jixiao.reading.contents import drop_contents
from jixiao.reading.lines import Line, drop_page_numbers
from jixiao.reading.normalise import Normaliser
from jixiao.reading.paragraphs import Joiner
from jixiao.reading.roles import mark_roles
from jixiao.reading.tables import mark_tables


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed in a file, line by line.

    ``folded`` is ``source`` with its widths folded one to one. ``tables`` counts the tables whose
    rows are known already, of which those in ``partial`` are not shown whole. Where lines are
    ``aligned``, tabs and wide gaps in them stand for columns, and more tables may be found.
    """

    source: str
    folded: str
    lines: list[Line]
    line_starts: tuple[int, ...]
    tables: int = 0
    partial: frozenset[int] = frozenset()
    aligned: bool = True

    def document(self, path: str, sha256: str, file_format: str) -> Document:
        """Return the document that the lines make up.

        Raises:
            EmptyFile: nothing is left of them but white space, page numbers and markup.
        """
        dropped: list[Span] = []
        contents: list[Span] = []
        lines = drop_page_numbers(self.lines, dropped)
        lines = drop_contents(self.folded, lines, contents)
        tables = self.tables
        if self.aligned:
            lines, tables = mark_tables(self.source, lines, dropped, tables)
        normaliser = Normaliser(self.source, self.folded, dropped)
        lines = mark_roles(normaliser.lines(lines), normaliser)
        if not lines:
            raise EmptyFile(path)
        assembler = Assembler(normaliser, len(self.source))
        assembler.add(Joiner(self.source, lines).groups(), tables, self.partial)
        dropped.sort()
        text = assembler.text()
        return Document(
            path=path,
            sha256=sha256,
            source=self.source,
            text=text,
            origin=assembler.origin(),
            blocks=tuple(assembler.blocks),
            tables=assembler.tables(text),
            line_starts=self.line_starts,
            format=file_format,
            dropped=tuple(dropped),
            contents=tuple(contents),
        )
