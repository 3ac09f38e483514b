"""What is printed on one line becomes reading text: markup is seen through, spaces are closed."""

import re
from typing import Final

from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.reading.lines import Line, Role, Segments
from jixiao.reading.ordinals import ORDINAL_STARTS, number_at_start

_INVISIBLE: Final = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc"
)
_HIDDEN: Final = pattern(f"[{_INVISIBLE}]")
_TAGS: Final = (
    "a|b|br|center|code|del|div|em|font|h[1-6]|hr|i|img|li|ol|p|s|small|span|strong|sub|sup|table"
    "|tbody|td|th|thead|tr|u|ul"
)
_MARKUP: Final = pattern(
    rf"\*{{2,3}}|`+|__|</?(?:{_TAGS})(?:[ /][^<>\n]{{0,200}})?>|&nbsp;|[{_INVISIBLE}]+",
    re.IGNORECASE,
)
_MARKUP_SIGNS: Final = ("**", "`", "__", "<", "&nbsp;")
_PREFIX: Final = pattern(
    r"(?:>(?: +(?=[^0-9 ])|(?=>)))*"
    r"(?:(?P<hashes>\#{1,6})(?: +|(?=[(一-龥]))|(?P<bullet>[*+-] +(?=[^0-9 ])|[•●▪◆■] *))?"
)
_PREFIX_SIGNS: Final = frozenset(">#*+-•●▪◆■")
_MARKDOWN_SIGNS: Final = frozenset(">#*+-")


_CLOSING: Final = frozenset("。;!?:")
_QUOTES: Final = frozenset("”’\"')》】〕")
_SHORT: Final = 25  # characters; a shorter line without a closing mark is no broken sentence
_AMOUNT: Final = pattern(r"[0-9]{1,2}\. [0-9]+ ?(?:%|[十百千万亿]*元)")  # split, no ordinal


class Normaliser:
    """Fills in what is to be read on each line, and records the markup left out."""

    def __init__(self, source: str, folded: str, dropped: list[Span]) -> None:
        self._source = source
        self._dropped = dropped
        # Most reports hold no markup at all: found out once, it need not be looked for again.
        self._marked = _HIDDEN.search(folded) is not None or any(
            sign in folded for sign in _MARKUP_SIGNS
        )
        self._bold = folded.count("**") > 1  # a single ** masks a name or a number

    def lines(self, lines: list[Line]) -> list[Line]:
        """Normalise lines; return them without those that held only markup."""
        kept: list[Line] = []
        closed = short = True  # the line above ends with a stop; is too short to be broken
        row = Role.ROW
        for line in lines:
            raw = line.raw
            if line.role is row:
                kept.append(line)
                closed = True
                continue
            if self._marked or " " in raw or "\t" in raw or raw[0] in _PREFIX_SIGNS:
                raw = self._line(line, after_stop=closed or (short and not _AMOUNT.match(raw)))
                if not raw:
                    continue
            else:
                line.segments = ((0, line.start),)
            line.text = raw
            last = raw[-1]
            closed = last in _CLOSING or (last in _QUOTES and raw[-2:-1] in _CLOSING)
            line.closed = closed
            short = len(raw) < _SHORT
            if raw[0] in ORDINAL_STARTS:
                start = line.segments[0][1]
                line.number = number_at_start(raw, self._source[start : start + 8])
            kept.append(line)
        return kept

    def _line(self, line: Line, *, after_stop: bool) -> str:
        """Return the reading text of a line that holds markup or spaces."""
        raw = line.raw
        if raw[0] in _PREFIX_SIGNS:
            raw = self._without_prefix(line, raw)
        text, line.segments = self.piece(raw, line.start, after_stop=after_stop)
        return text

    def leaves_alone(self, raw: str) -> bool:
        """Whether there is no markup and no blank in a row of a table, tabs between cells aside."""
        return not self._marked and " " not in raw

    def words(self, raw: str) -> str:
        """Return the reading text of ``raw``; what is cut off is not recorded as dropped."""
        known = len(self._dropped)
        text, _ = self.piece(raw, 0)
        del self._dropped[known:]
        return text

    def piece(self, raw: str, start: int, *, after_stop: bool = False) -> tuple[str, Segments]:
        """Return the reading text of ``raw``, which stands at ``start``, and its segments."""
        segments: Segments = ((0, start),)
        text = raw
        if self._marked and (spans := self._markup(raw, start)):
            text, segments = cut(raw, segments, spans)
            stripped = text.strip()
            if stripped != text:
                lead = len(text) - len(text.lstrip())
                spans = [(0, lead), (lead + len(stripped), len(text))]
                text, segments = cut(text, segments, spans)
        if " " in text or "\t" in text:
            if len(segments) == 1 and "  " not in text and "\t" not in text:
                return close_single_spaces(text, segments[0][1], after_stop=after_stop)
            return cut(text, segments, loose_spaces(text, after_stop=after_stop))
        return text, segments

    def _without_prefix(self, line: Line, raw: str) -> str:
        """Take quote marks, heading marks and bullets off the beginning of a line."""
        match = _PREFIX.match(raw)
        if match is None or match.end() == 0:
            return raw
        sign = self._source[line.start]
        if raw[0] in _MARKDOWN_SIGNS and sign != raw[0]:
            return raw  # a dash, or a full-width sign: printed, no markup
        line.hashes = len(match["hashes"] or "")
        line.bullet = match["bullet"] is not None
        end = match.end()
        end += len(raw) - end - len(raw[end:].lstrip())  # a tab behind the marks
        if sign in _MARKDOWN_SIGNS:
            self._dropped.append(Span(line.start, line.start + len(raw[:end].rstrip())))
        line.start += end
        raw = raw[end:]
        if line.hashes and raw.endswith("#"):
            bare = raw.rstrip("#")
            self._dropped.append(Span(line.start + len(bare), line.start + len(raw)))
            raw = bare.rstrip()
        return raw

    def _markup(self, raw: str, start: int) -> list[tuple[int, int]]:
        spans = []
        for match in _MARKUP.finditer(raw):
            found = match[0]
            if found[0] == "*" and not self._bold:
                continue
            if found == "__" and ("___" in raw or raw.count("__") % 2):
                continue  # a blank to be filled in
            spans.append(match.span())
            if found[0] in "*_`<&":
                self._dropped.append(Span(start + match.start(), start + match.end()))
        return spans


def cut(text: str, segments: Segments, spans: list[tuple[int, int]]) -> tuple[str, Segments]:
    """Return ``text`` without ``spans`` (ascending), and its segments."""
    if not spans:
        return text, segments
    pieces: list[str] = []
    kept: list[tuple[int, int]] = []
    size = at = index = 0
    last = len(segments) - 1
    for start, end in (*spans, (len(text), len(text))):
        if start > at:
            pieces.append(text[at:start])
            while index < last and segments[index + 1][0] <= at:
                index += 1
            offset, source = segments[index]
            kept.append((size, source + at - offset))
            while index < last and segments[index + 1][0] < start:
                index += 1
                kept.append((size + segments[index][0] - at, segments[index][1]))
            size += start - at
        at = end
    return "".join(pieces), kept


_SPACES: Final = pattern(r"[ \t]+")
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_DIGITS: Final = frozenset("0123456789")
_WORD: Final = _LETTERS | _DIGITS
_BEFORE: Final = _WORD | frozenset(".,;:")


_LOOSE: Final = pattern(" (?:(?![0-9A-Za-z])|(?<![0-9A-Za-z.,;:] ))")


def close_single_spaces(text: str, start: int, *, after_stop: bool) -> tuple[str, Segments]:
    """Do what ``loose_spaces`` and ``cut`` do, quicker, where all spaces are single ones."""
    pieces = _LOOSE.split(text)
    closed = "".join(pieces)
    if " " in closed:
        spans = loose_spaces(text, after_stop=after_stop)
        return cut(text, ((0, start),), spans)
    segments = []
    size = 0
    for piece in pieces:
        segments.append((size, start))
        size += len(piece)
        start += len(piece) + 1
    return closed, segments


def loose_spaces(text: str, *, after_stop: bool) -> list[tuple[int, int]]:
    """Return the spans of white space that separate nothing: all but between Latin words."""
    spans = []
    for match in _SPACES.finditer(text):
        start, end = match.span()
        if text[start - 1] in _BEFORE and text[end] in _WORD:
            if _separates(text, start, end, after_stop=after_stop):
                start += 1
                if start == end:
                    continue
            spans.append((start, end))
        else:
            spans.append((start, end))
    return spans


def _separates(text: str, start: int, end: int, *, after_stop: bool) -> bool:
    """Tell whether white space between letters, digits, dots and commas parts two things."""
    before = text[start - 1]
    if text[end] in _DIGITS and before not in _LETTERS:
        if before in ";:":
            return False
        return not _is_one_number(text, start, end, after_stop=after_stop)
    return before in _WORD or (start > 1 and text[start - 2] in _LETTERS)


_LONGEST_NUMBER: Final = 24
_YEAR: Final = pattern(r"(?:19|20)[0-9]{2} ?年")
_TAIL: Final = pattern(r"[0-9]+(\.[0-9])?")
_THOUSANDS: Final = pattern(r"[0-9]{3}(?:\.[0-9]| ?[十百千万亿]*元)")
_GROUPS: Final = pattern(r"[0-9]{1,3}(?:,[0-9]{3})*")
_IS_YEAR: Final = pattern(r"(?:19|20)[0-9]{2}")


def _is_one_number(text: str, start: int, end: int, *, after_stop: bool) -> bool:
    """Tell whether the digits on both sides of a space belong together: ``2157. 27``."""
    left = start
    floor = max(0, start - _LONGEST_NUMBER)
    while left > floor and (text[left - 1] in _DIGITS or text[left - 1] in ".,"):
        left -= 1
    head = text[left:start]
    tail = _TAIL.match(text, end)
    if end - start > 1 or tail is None:
        return False
    if head.isdecimal() and _YEAR.match(text, end):
        return False  # 表1 2023年度预算执行情况
    whole = head[:-1]
    if head[-1] == ".":
        # 1. 2023年…, or 3. 5个… at the beginning of a line: an ordinal
        ordinal = len(whole) <= 2 and ((after_stop and not left) or _YEAR.match(text, end))
        return not ordinal and whole[-1:].isdecimal() and "." not in whole
    if head[-1] == ",":
        return _GROUPS.fullmatch(whole) is not None and _THOUSANDS.match(text, end) is not None
    if "." in head:
        return not tail[1] and len(head) - head.index(".") - 1 + len(tail[0]) <= 2
    return len(head) <= 4 and _IS_YEAR.fullmatch(head) is None
