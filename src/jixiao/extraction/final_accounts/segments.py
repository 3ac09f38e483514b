"""Where the tables of final accounts stand: their titles, their rows, the lines about them.

A document is gone over once, line by line and row by row. A title opens a table; rows without one
go on with the table before, as on a new page, or open a table whose heads must tell what it is.
"""

from dataclasses import dataclass, field
from typing import Final

from jixiao.extraction.final_accounts.heads import CODE
from jixiao.extraction.final_accounts.names import IN_CONTENTS, AccountNames, plain, title_in
from jixiao.extraction.grammar.table_headers import unit_in
from jixiao.model.document import BlockKind, Document
from jixiao.model.folding import fold
from jixiao.model.quantity import Unit
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import AccountKind

_LONGEST_CAPTION: Final = 60
_LONGEST_LINE: Final = 25  # characters of a line that may stand between the pages of a table
_FEWEST_LISTED: Final = 3  # titles in a row with nothing between them are a table of contents
_ABOUT_TABLE: Final = pattern(
    r"^(?:公开|财决|决算)?[0-9]{0,2}表|公开[0-9]{1,2}表|(?:编制|公开|填报)?(?:部门|单位)(?:名称|公章)?(?:\([^()]*\))?[:]"
    r"|单位[:]|^20[0-9]{2}年度?$|^续表|^\(续|^第[0-9]+页|^附[件表]|^表[0-9一二三四五六七八九十]+$"
)
_NOTE: Final = pattern(r"^(?:\(?(?:备?注|说明|填表说明)[:、0-9]|本表|\*)")
_ENDS: Final = frozenset("。;!?.")
_EMPTY: Final = pattern(r"没有|无|未|空表|不涉及|为空")
_PART: Final = pattern(r"^第[一二三四五六七八九十]部分")
_HEADED: Final = pattern(r"[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)")
_MATTER: Final = pattern(r"表|数据|收入|支出|拨款|预算|经费|涉及")
_STRAY: Final = pattern(r"[0-9]\.[0-9]{2}(?![0-9%万元亿])")
_FIGURES: Final = pattern(r"[0-9]\.[0-9]{2} +[-—]?[0-9][0-9,]*\.[0-9]{2}")  # no prose has such
_YEAR: Final = pattern(r"(20[0-9]{2})年")


@dataclass(slots=True)
class Segment:
    """The rows of one table, heads and captions included, and what is printed about it.

    Tables of one ``group`` have neither title nor prose between them.
    """

    kind: AccountKind | None
    name: str
    title: Span | None
    rows: list[tuple[Span, ...]] = field(default_factory=list)
    tables: set[int] = field(default_factory=set)
    captions: list[Span] = field(default_factory=list)
    stated: str = ""  # the words of the captions
    stray: bool = False  # numbers stand between its rows, in no cell
    notes: list[Span] = field(default_factory=list)
    group: int = 0

    @property
    def unit(self) -> Unit | None:
        """The unit that the lines over the rows state."""
        return unit_in(self.stated)

    @property
    def year(self) -> int | None:
        """The year in the title."""
        found = _YEAR.search(self.name)
        return int(found[1]) if found else None


class Segmenter:
    """Goes over the blocks of a document."""

    def __init__(self, document: Document, names: AccountNames) -> None:
        self.document = document
        self.names = names
        self.segments: list[Segment] = []
        self.listed: list[tuple[AccountKind, Span | None, str]] = []
        self.named: set[AccountKind] = set()  # titles with nothing below them
        self._titled: list[tuple[AccountKind, Span]] = []  # titles that wait for their rows
        self._captions: list[Span] = []
        self._open: Segment | None = None
        self._since: list[Segment] = []  # those after the last title or prose
        self._group = 0
        self._cut = False  # lines parted the open table, which has no title, from one above
        self._near = 0  # blocks since the last row of the open table
        self._noted = 0  # of these, up to the last note

    def run(self) -> None:
        """Find every table."""
        for span in self.document.contents:
            words = IN_CONTENTS.sub("", fold(self.document.source[span.start : span.end]))
            kind = self.names.kind_of(words)
            if kind is not None:
                self.listed.append((kind, None, plain(words)))
        for block in self.document.blocks:
            if block.kind is BlockKind.ROW and block.table is not None:
                row = self.document.tables[block.table].rows[
                    self.document.row_at(block.table, block.start)
                ]
                self._row(row, block.table)
            else:
                self._line(Span(block.start, block.end))
        self._drop_titles()

    # --- lines ------------------------------------------------------------------------------

    def _line(self, span: Span) -> None:
        text = self.document.text[span.start : span.end]
        self._near += 1
        if len(text) <= 2 * _LONGEST_CAPTION:
            kind = self.names.kind_of(text)
            if kind is not None:
                self._take_title(kind, span, text)
                return
            words = plain(text)
            if _ABOUT_TABLE.search(words) and not _NOTE.match(words):
                self._captions.append(span)
                return
        if self._take_note(span, text):
            return
        if _FIGURES.search(text) or (_STRAY.search(text) and "。" not in text):
            self._are_stray()
        heading = _PART.match(plain(text)) is not None
        if len(text) > _LONGEST_CAPTION or "。" in text or heading:
            self._drop_titles()
            self._captions.clear()
            if "。" in text or heading:
                self._part()
            heading = True
        if heading or len(text) > _LONGEST_LINE or _HEADED.match(text):
            self._open = None

    def _take_title(self, kind: AccountKind, span: Span, text: str) -> None:
        if IN_CONTENTS.search(text) is not None:
            self.listed.append((kind, span, plain(text)))
            return
        self._open = None
        self._part()
        self._captions = [span] if unit_in(plain(text)) is not None else []
        self._titled.append((kind, span))

    def _take_note(self, span: Span, text: str) -> bool:
        """Keep a line that speaks of the table above, or of a title that has no rows."""
        words = plain(text)
        tells = _EMPTY.search(words) is not None and _MATTER.search(words) is not None
        if self._titled and tells and len(self._titled) < _FEWEST_LISTED:
            segment = self._begin()
            segment.notes.append(span)
            self._open = segment
            return True
        about = _NOTE.match(words) or (self._near <= 2 and tells)
        if self._open is not None and (about or self._is_note_going_on(words)):
            self._open.notes.append(span)
            self._noted = self._near
            return True
        return False

    def _is_note_going_on(self, words: str) -> bool:
        """Whether the line above is a note below the open table that was broken off."""
        if self._open is None or not self._open.notes or self._near != self._noted + 1:
            return False
        if _PART.match(words) or _HEADED.match(words):
            return False
        end = self._open.notes[-1].end
        return self.document.text[end - 1 : end] not in _ENDS

    def _drop_titles(self) -> None:
        """Take titles that no rows follow for a table of contents."""
        if len(self._titled) >= _FEWEST_LISTED:
            text = self.document.text
            self.listed.extend(
                (kind, span, plain(text[span.start : span.end])) for kind, span in self._titled
            )
        else:
            self.named.update(kind for kind, _ in self._titled)
        self._titled.clear()

    # --- rows -------------------------------------------------------------------------------

    def _row(self, row: tuple[Span, ...], table: int) -> None:
        text = self.document.text
        filled = [span for span in row if span.end > span.start]
        if not filled:
            return
        self._near = self._noted = 0
        words = [text[span.start : span.end] for span in filled]
        if len(filled) <= 2:
            kind = self.names.kind_of(words[0])
            if kind is not None:
                self._take_title(kind, filled[0], words[0])
                return
        caption = len(filled) <= 4 and all(_is_caption(word) for word in words)
        if caption:
            self._captions.extend(filled)
            return
        if len(filled) == 1 and self._open is not None and _NOTE.match(plain(words[0])):
            self._open.notes.append(filled[0])
            return
        if self._titled:
            self._open = self._begin()
            self._cut = False
        elif self._open is None or not self._goes_on(self._open, row, table):
            parted = self._open is None or CODE.fullmatch(words[0]) is not None
            self._cut = bool(self._since) and parted
            self._open = self._segment(None, "", None)
        if self._cut and CODE.fullmatch(words[0]):
            self._are_stray()  # further rows of the table above, in columns read otherwise
        self._open.rows.append(row)
        self._open.tables.add(table)

    @staticmethod
    def _goes_on(above: Segment, row: tuple[Span, ...], table: int) -> bool:
        """Whether a row without a title over it belongs to the table before."""
        return table in above.tables or not above.rows or len(above.rows[-1]) == len(row)

    def _begin(self) -> Segment:
        """Begin the table of the last title; those before it were listed."""
        kind, span = self._titled.pop()
        self._drop_titles()
        name = title_in(self.document.text[span.start : span.end])
        return self._segment(kind, name, span)

    def _segment(self, kind: AccountKind | None, name: str, title: Span | None) -> Segment:
        text = self.document.text
        stated = "\n".join(plain(text[span.start : span.end]) for span in self._captions)
        segment = Segment(
            kind, name, title, captions=list(self._captions), stated=stated, group=self._group
        )
        self._captions.clear()
        self.segments.append(segment)
        self._since.append(segment)
        return segment

    def _part(self) -> None:
        """Part the tables above from those below."""
        self._since.clear()
        self._group += 1

    def _are_stray(self) -> None:
        """Take the tables above for not read whole."""
        for segment in self._since:
            segment.stray = True


def _is_caption(words: str) -> bool:
    """Whether a cell belongs to the lines over a table."""
    return _ABOUT_TABLE.search(plain(words)) is not None
