"""Numbers that are names: telephone numbers, document numbers, project codes, models, addresses."""

from typing import Final

from jixiao.extraction.lexing.data import by_first, by_last, listed
from jixiao.extraction.tokens import Kind, Token
from jixiao.patterns import pattern

_CODE_AFTER: Final = by_first(listed("code_after"))
_CODE_BEFORE: Final = by_last(listed("code_before"))
_HOTLINES: Final = listed("hotlines")
_DOCUMENT_AFTER: Final = tuple(sorted(listed("document_number_after"), key=len, reverse=True))

LONG: Final = 8
"""A whole number of so many digits without a unit, outside of tables, is a number of something."""

_LONGER: Final = 13
"""In a table cell amounts in 元 have as many digits as this at most."""

_MOBILE: Final = pattern(r"1[3-9][0-9]{9}")
# What may go on after digits in a code: 440000-2022-00123, 5G, 10kV, 83135538/83135539, 3.2.1.
_RUN: Final = pattern(
    r"[0-9A-Za-z_]+(?:[-./_+·:@%?=&][0-9A-Za-z]+|\([0-9A-Za-z]{1,4}\)[0-9A-Za-z]+)*"
)
_DOCUMENT: Final = pattern(r"[〔\[(【]([12][0-9]{3})[〕\])】](?:第)?([0-9]{1,6})号")
_STANDARD: Final = pattern(r"(?:GB|GA|HJ|JGJ|JR|CJJ|DB[0-9]*|ISO|IEC|YC|JT|CECS|DBJ)(?:/[TZ])?")
_STANDARD_NUMBER: Final = pattern(r" ?[0-9]+(?:[.-][0-9]+)*")
_LETTERS: Final = pattern(r"(?:[A-Za-z0-9_]|[-./+&@:?=%~#](?=[A-Za-z0-9/]))+")
_YEAR_TAIL: Final = pattern(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年)")
_CJK: Final = pattern(r"[\u4e00-\u9fff]")
_DIGIT: Final = pattern(r"[0-9]")

LONGEST_ISSUER: Final = 10
"""So many characters at most belong to the issuer's sign of a document number (穗府办)."""


def read_run(text: str, start: int) -> Token:
    """Read a code that begins with a digit at ``start``."""
    found = _RUN.match(text, start)
    end = found.end() if found else start + 1
    return Token(Kind.CODE, start, end, None)


def read_letters(text: str, start: int) -> Token | int:
    """Read what begins with a letter: a code if it holds a digit or is an address.

    Returns:
        The code, or where to go on.
    """
    found = _LETTERS.match(text, start)
    if found is None:
        return start + 1
    end = found.end()
    year = _YEAR_TAIL.search(text, start, min(end + 1, len(text)))
    if year is not None and year.end() == end and text[start : year.start()].isalpha():
        return year.start()
    run = text[start:end]
    if _STANDARD.fullmatch(run):
        number = _STANDARD_NUMBER.match(text, end)
        return Token(Kind.CODE, start, number.end(), None) if number else end
    if "://" in run or run.startswith("www.") or "@" in run or _DIGIT.search(run):
        return Token(Kind.CODE, start, end, None)
    return end


def read_document_number(text: str, start: int, floor: int) -> Token | None:
    """Read 财预〔2020〕10号 from its bracket at ``start``, with the issuer's sign in front."""
    found = _DOCUMENT.match(text, start)
    if found is None:
        return None
    first = start
    lowest = max(floor, start - LONGEST_ISSUER)
    while first > lowest and _CJK.match(text[first - 1]):
        first -= 1
    issuer = text[first:start]
    for word in _DOCUMENT_AFTER:
        at = issuer.rfind(word)
        if at >= 0 and at + len(word) < len(issuer):
            issuer = issuer[at + len(word) :]
    return Token(Kind.CODE, start - len(issuer), found.end(), None)


def follows_code(text: str, end: int) -> int:
    """Return where a name such as 号楼 or 国道 after a number ends, or 0."""
    for word in _CODE_AFTER.get(text[end : end + 1], ()):
        if text.startswith(word, end):
            return end + len(word)
    return 0


def announced(text: str, start: int) -> bool:
    """Whether a word such as 电话: or 账号: stands right before ``start``."""
    at = start
    for _ in range(2):
        if at and text[at - 1] in ":( 为是":
            at -= 1
    if not at:
        return False
    return any(text.endswith(word, 0, at) for word in _CODE_BEFORE.get(text[at - 1], ()))


def is_number_of_something(text: str, start: int, end: int, number: str) -> bool:
    """Whether a whole number without a unit names something instead of counting it."""
    length = len(number)
    if length > 1 and number[0] == "0":
        return True
    if number in _HOTLINES and not _in_cell(text, start, end):
        return True
    if length >= LONG:
        in_cell = _in_cell(text, start, end)
        return not in_cell or length > _LONGER or _MOBILE.fullmatch(number) is not None
    if _quoted(text, start, end):
        return True
    return announced(text, start)


def _quoted(text: str, start: int, end: int) -> bool:
    return start > 0 and text[start - 1] in '“"《' and text[end : end + 1] in ("”", '"', "》")


def _in_cell(text: str, start: int, end: int) -> bool:
    """Whether the number is the whole of a table cell."""
    before = text[start - 1] if start else "\n"
    after = text[end] if end < len(text) else "\n"
    return before in "\t\n" and after in "\t\n" and "\t" in (before, after)
