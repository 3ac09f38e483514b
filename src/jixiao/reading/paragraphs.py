"""Which physical lines are one paragraph, and where a paragraph was only broken to fit a page."""

from typing import Final

from jixiao.patterns import pattern
from jixiao.reading.lines import JOINED, Line, Role
from jixiao.reading.ordinals import Number, Series

_PROSE: Final = Role.PROSE  # looked up twice a line
_NARROWEST: Final = 30  # columns; shorter lines say nothing about the width of the page
_WIDEST: Final = 120
_SHORTEST_LENGTH: Final = 20  # characters
_BROKEN_SHARE: Final = 0.4
_FEWEST_LINES: Final = 5
_SLACK: Final = 6  # columns by which the right edge of set text varies
_SHARE: Final = 0.7
_OUTLIERS: Final = 0.05
_RIGHT_EDGE: Final = 0.9
_RAGGED: Final = 10  # columns that narrow digits and punctuation may leave free

_CONTINUING: Final = frozenset(",、(《“‘<〔【[-+=的和与及或为达占约至较比共")
_NEVER_FIRST: Final = frozenset(",。、;:)”》】〕%!?")
_PAIRS: Final = (("(", ")"), ("“", "”"), ("《", "》"))
_INNER: Final = pattern("[,。;!?]")
_LONG: Final = 25  # characters; a line so long that stops nowhere was broken
_LONGEST_HEADING: Final = 40
_LONGEST_ITEM_HEADING: Final = 30
_LONG_PARAGRAPH: Final = 60
_IN_HEADINGS: Final = pattern(r"[\u4e00-\u9fff“”、]+(?:,[\u4e00-\u9fff“”、]+){1,2}")
_TOKEN: Final = pattern(r"[0-9A-Za-z.,%]+")
_AMOUNT: Final = pattern(r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?")
_DATE: Final = pattern(
    r"(?:[0-9]{4}|[二〇○零一三四五六七八九]{4})年(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?:(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日)?"
)
_LONGEST_SIGNATURE: Final = 25


def is_date(text: str) -> bool:
    """Tell whether a line holds nothing but a date."""
    return _DATE.fullmatch(text) is not None


def _is_open(text: str) -> bool:
    """Tell whether a bracket or quotation mark is opened that is not closed."""
    return any(text.count(opening) > text.count(closing) for opening, closing in _PAIRS)


def _is_heading_over(group: list[Line], line: Line) -> bool:
    """Tell whether a short numbered line of two clauses heads the long paragraph after it."""
    head = group[0]
    if len(group) > 1 or head.number is None or head.number.series > Series.CHINESE_BRACKETS:
        return False
    text = head.text[head.number.end :]
    return (
        0 < len(text) <= _LONGEST_HEADING
        and len(line.text) > max(_LONG_PARAGRAPH, 2 * len(text))
        and text[-1] not in _CONTINUING
        and _IN_HEADINGS.fullmatch(text) is not None
    )


def line_length(lengths: list[int]) -> int:
    """Return the number of characters after which every line was broken, 0 if there is none."""
    written = [length for length in lengths if length]
    longest = max(written, default=0)
    if longest < _SHORTEST_LENGTH or len(written) < _FEWEST_LINES:
        return 0
    return longest if written.count(longest) >= _BROKEN_SHARE * len(written) else 0


def page_width(widths: list[int]) -> int:
    """Return the width in columns to which lines were broken, 0 if they were not."""
    widths = sorted(width for width in widths if width >= _NARROWEST)
    if len(widths) < _FEWEST_LINES:
        return 0
    middle = widths[len(widths) // 2]
    if middle > _WIDEST:
        return 0
    near = [width for width in widths if abs(width - middle) <= _SLACK]
    beyond = sum(width > middle + 2 * _SLACK for width in widths)
    if len(near) < _SHARE * len(widths) or beyond > _OUTLIERS * len(widths):
        return 0
    return near[int(_RIGHT_EDGE * (len(near) - 1))]


def _width(source: str, line: Line) -> int:
    """Return the display width of a line: wide characters have three bytes in UTF-8."""
    printed = source[line.start : line.start + len(line.raw)]
    return (len(printed) + len(printed.encode())) // 2


def _length(source: str, line: Line) -> int:
    """Return the characters of a line as it stands in the file, blanks at its ends included."""
    end = source.find("\n", line.start)
    return len(source[line.start - line.indent : end if end >= 0 else len(source)].rstrip("\r"))


class Joiner:
    """Decides whether a line goes on in the next one."""

    def __init__(self, source: str, lines: list[Line]) -> None:
        self._lines = lines
        lengths = [_length(source, line) if line.role is _PROSE else 0 for line in lines]
        longest = line_length(lengths)
        widths = [_width(source, line) if line.role is _PROSE else 0 for line in lines]
        page = 0 if longest else page_width(widths)
        # For each line: would the first word of the next one not have fitted on it?
        if longest:
            self._full = [length == longest for length in lengths]
        else:
            self._full = self._full_lines(widths, page) if page else [False] * len(lines)
        self._tight = self._is_tight() if longest or page else False

    def groups(self) -> list[list[Line]]:
        """Return the lines, grouped into paragraphs."""
        groups: list[list[Line]] = []
        for index, line in enumerate(self._lines):
            if index and self._goes_on(groups[-1], line, index):
                groups[-1].append(line)
            else:
                groups.append([line])
        return groups

    def _full_lines(self, widths: list[int], page: int) -> list[bool]:
        full = []
        for line, following, width in zip(self._lines, self._lines[1:], widths, strict=False):
            edge = page - (_SLACK // 2 if line.closed else _RAGGED)
            if width <= edge - _NARROWEST:
                full.append(False)
                continue
            token = _TOKEN.match(following.raw) if following.raw[0].isascii() else None
            full.append(width + (len(token[0]) if token else 2) > edge)
        return full

    def _is_tight(self) -> bool:
        """Tell whether blank lines part paragraphs: lines of one paragraph have none between."""
        broken = [
            following.gap
            for line, following, full in zip(self._lines, self._lines[1:], self._full, strict=False)
            if full and not line.closed
        ]
        return broken.count(False) > 0.8 * len(broken)

    def _goes_on(self, group: list[Line], line: Line, index: int) -> bool:
        last = group[-1]
        if line.role is not _PROSE or last.role is not _PROSE:
            return line.role is Role.TITLE and line.hashes == JOINED
        if line.joined is None:
            return self._seems_to_go_on(group, line, index)
        return line.joined

    def _seems_to_go_on(self, group: list[Line], line: Line, index: int) -> bool:
        """Tell by the looks of two lines of prose whether the second goes on with the first."""
        last = group[-1]
        full = self._full[index - 1]
        first = line.text[0]
        if line.hashes or last.hashes or line.bullet or (last.closed and not full):
            return first in _NEVER_FIRST and not line.hashes
        if line.number is not None and self._begins_item(line.number, last, full=full):
            return False
        if first in _NEVER_FIRST or (last.text[-1] == "." and first.isdecimal()):
            return True
        if not full:
            ended = _is_heading_over(group, line) or self._is_signature(line, index)
            return not ended and self._is_broken(group, last)
        return not (last.closed and self._begins_paragraph(group, line))

    @staticmethod
    def _begins_item(number: Number, last: Line, *, full: bool) -> bool:
        """Tell an ordinal that begins an item from one inside a sentence, at a line's start."""
        if number.series <= Series.CHINESE_BRACKETS:
            return True
        if number.series is Series.POINT:
            return last.closed and not full
        return last.closed or not (full or last.text[-1] in _CONTINUING)

    def _begins_paragraph(self, group: list[Line], line: Line) -> bool:
        """Tell whether a line after a full one begins a new paragraph all the same."""
        if line.indent >= 2 and line.indent > (group[-1].indent if len(group) > 1 else 0):
            return True
        return self._tight and line.gap

    @staticmethod
    def _is_broken(group: list[Line], last: Line) -> bool:
        """Tell whether a line without a closing mark was broken off."""
        text = last.text
        if text[-1] in _CONTINUING:
            return True
        if _AMOUNT.fullmatch(text) is not None:
            return False  # a cell that stands by itself
        number = last.number if len(group) == 1 else None
        if number is not None and number.end == len(text):
            return number.series is not Series.POINT
        if _INNER.search(text) is not None or _is_open(text):
            return True
        if number is not None and number.series is not Series.POINT:
            chapter = number.series <= Series.CHINESE_BRACKETS
            return len(text) > (_LONGEST_HEADING if chapter else _LONGEST_ITEM_HEADING)
        return len(text) >= _LONG

    def _is_signature(self, line: Line, index: int) -> bool:
        """Tell whether a line is the name or the date at the end of a report."""
        if is_date(line.text):
            return True
        if len(line.text) > _LONGEST_SIGNATURE or _INNER.search(line.text):
            return False
        return index + 1 < len(self._lines) and is_date(self._lines[index + 1].text)
