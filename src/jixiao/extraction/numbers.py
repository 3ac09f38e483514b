"""The lexer of numbers: one pass over the reading text finds quantities, dates, ordinals and codes.

A single regular expression finds the places where something may begin; a reader chosen by the
first character looks at each of them. Readers that find nothing tell where to go on, so every
character is looked at a bounded number of times.
"""

import re
from collections.abc import Callable
from typing import Final

from jixiao.extraction.lexing import codes, dates, ordinals, quantities, units
from jixiao.extraction.lexing.data import by_first, listed
from jixiao.extraction.lexing.numerals import value_of
from jixiao.extraction.tokens import Kind, Token
from jixiao.model.period import Period
from jixiao.patterns import pattern

_NUMERAL: Final = quantities.NUMERAL
# A Chinese numeral is nothing unless a unit, a part of a date or a list sign follows.
_AFTER_NUMERAL: Final = re.escape("".join(sorted(units.FIRST_SIGNS | set("年月季、)是至到-"))))
# The first character is one plain set, which lets the engine skip everything else at once.
_CANDIDATE: Final = pattern(
    rf"[0-9A-Za-z{_NUMERAL}〔【①-⑳上下前第其](?:"
    # A number; the first digit has been read.
    r"(?<=[0-9])(?:[0-9]{0,2}(?:,[0-9]{3}){1,6}(?![0-9]|,[0-9])|[0-9]*)(?:\.[0-9]+)?"
    r"|(?<=[A-Za-z①-⑳])"
    r"|(?<=[〔【])(?=[12][0-9]{3}[〕】])"
    rf"|(?<=[百千万])分之(?=[0-9{_NUMERAL}])"
    rf"|(?<=[{_NUMERAL}])(?<![{_NUMERAL}]{{2}})[{_NUMERAL}○O]*+(?=[{_AFTER_NUMERAL}])"
    r"|(?<=[上下])(?=半年)"
    r"|(?<=前)(?=[一二三123]个?季度)"
    rf"|(?<=第)(?=[0-9{_NUMERAL}])"
    r"|(?<=其)(?=[一二三四五六七八九])"
    r")"
)
_FIXED: Final = by_first(listed("fixed"))
_CLOCK: Final = pattern(r"[0-9]{1,2}[时点](?:[0-9]{1,2}分|半|整|许)?(?![间段期代刻])")
_DAY: Final = pattern(r"[0-9]{1,2}日(?!历|以?内|之内|常|均)")
_DOCUMENT_BRACKET: Final = pattern(r"(?:19|20)[0-9]{2}[\])](?:第)?[0-9]{1,6}号")

Answer = Token | int
"""The token read, or where to go on."""


def scan(text: str) -> list[Token]:
    """Return the numbers of the reading text in order, as tokens that do not overlap.

    Args:
        text: Half-width folded text; blocks end in a line break, table cells in a tab.

    Returns:
        Tokens of the kinds QUANTITY, INSTANT, PERIOD, ORDINAL and CODE.
    """
    tokens: list[Token] = []
    floor = position = 0
    search = _CANDIDATE.search
    readers = _READERS
    while (found := search(text, position)) is not None:
        start, end = found.span()
        answer = readers[text[start]](text, start, end, floor)
        if isinstance(answer, int):
            position = answer
        else:
            tokens.append(answer)
            floor = position = answer.end
    return tokens


def _digits(text: str, start: int, end: int, floor: int) -> Answer:
    """Read what begins with an Arabic digit."""
    special = _AFTER_DIGITS.get(text[end : end + 1])
    if special is not None and (token := special(text, start, end, floor)) is not None:
        return token
    return quantities.read_quantity(text, start, end, floor)


def _before_year(text: str, start: int, end: int, floor: int) -> Token | None:
    number = text[start:end]
    if len(number) == 4:
        return dates.read_plain_year(text, start) or dates.read_year(text, start)
    point = number.find(".")
    if 0 < point <= 2 and dates.is_year(number[point + 1 :]):
        # 1.2023年…: a list number runs into a year.
        return Token(Kind.ORDINAL, start, start + point + 1, int(number[:point]))
    del floor
    return None


def _before_month(text: str, start: int, end: int, floor: int) -> Token | None:
    del floor
    return dates.read_month(text, start) if end - start <= 2 else None


def _before_day(text: str, start: int, end: int, floor: int) -> Token | None:
    """Read a day without a month as a name: 28日 counts nothing, 30日内 does."""
    del end, floor
    found = _DAY.match(text, start)
    return Token(Kind.CODE, start, found.end(), None) if found else None


def _before_class(text: str, start: int, end: int, floor: int) -> Token | None:
    """Read 2022届 as a name: the year that a class of students leaves in counts nothing."""
    del floor
    return Token(Kind.CODE, start, end + 1, None) if dates.is_year(text[start:end]) else None


def _before_dash(text: str, start: int, end: int, floor: int) -> Token | None:
    del floor
    length = end - start
    if length == 4 and (token := dates.read_year(text, start)) is not None:
        return token
    if length <= 2 and (token := dates.read_month(text, start)) is not None:
        return token
    return _read_hyphenated(text, start, end) if text[end] == "-" else None


_HYPHENATED: Final = pattern(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)+")
_TELEPHONE: Final = pattern(r"0[0-9]{2,3}-[0-9]{7,8}(?:-[0-9]{1,6})?")


def _read_hyphenated(text: str, start: int, end: int) -> Token | None:
    """Read 020-83135538 or 440000-2022-00123; a range of numbers is left to the quantities."""
    found = _TELEPHONE.match(text, start) or _HYPHENATED.match(text, start)
    if found is None:
        return None
    code = found.group()
    parts = code.split("-")
    letters = any(sign.isalpha() for sign in parts[1][-1:]) and not _unit_follows(text, start, end)
    zeros = any(len(part) > 1 and part[0] == "0" for part in parts)
    if len(parts) > 2 or letters or zeros:
        return Token(Kind.CODE, start, found.end(), None)
    return None


def _unit_follows(text: str, start: int, end: int) -> bool:
    """Whether the second part of 3-5km is a number with a unit of letters."""
    token = quantities.read_quantity(text, start, end, start)
    return token.kind is Kind.QUANTITY


def _before_point(text: str, start: int, end: int, floor: int) -> Token | None:
    """Read what a full point follows: 2023.07.28, 3.2.1 or the list number 1."""
    number = text[start:end]
    if text[end + 1 : end + 2].isdigit():
        if dates.is_year(number[:4]) and (token := dates.read_year(text, start)) is not None:
            return token
        return codes.read_run(text, start)
    return _before_list_sign(text, start, end, floor)


def _before_list_sign(text: str, start: int, end: int, floor: int) -> Token | None:
    number = text[start:end]
    if len(number) > 2 or not number.isdecimal():
        if len(number) == 4 and dates.is_year(number):
            return _before_joined_year(text, start, end, floor)
        return _document_bracket(text, start, end, floor)
    return ordinals.read_list_number(text, start, end, int(number), floor)


_JOINED_YEAR: Final = pattern(r"[、和与及](?:19|20)[0-9]{2}(?:年|[、和与及](?:19|20)[0-9]{2})")


def _before_joined_year(text: str, start: int, end: int, floor: int) -> Token | None:
    """Read the 2021 of 2021、2022年."""
    if end - start == 4 and _JOINED_YEAR.match(text, end):
        return Token(Kind.PERIOD, start, end, Period.of_year(int(text[start:end])))
    return _document_bracket(text, start, end, floor)


def _document_bracket(text: str, start: int, end: int, floor: int) -> Token | None:
    """Read a document number with plain brackets from its year: 穗府办[2022]15号."""
    del end
    if start > floor and text[start - 1] in "[(" and _DOCUMENT_BRACKET.match(text, start):
        return codes.read_document_number(text, start - 1, floor)
    return None


def _before_code_sign(text: str, start: int, end: int, floor: int) -> Token | None:
    """Read 1+3+N, 9:30, 3/4, 5·12 or an address from the sign after the first number."""
    del floor
    following = text[end + 1 : end + 2]
    if text[end] == "/" and end - start == 4 and (token := dates.read_year(text, start)):
        return token
    if following.isascii() and (following.isdigit() or following.isalpha()):
        return codes.read_run(text, start)
    return None


def _before_letter(text: str, start: int, end: int, floor: int) -> Token | None:
    """Read 5G or 3D as a name, unless the letters are a unit."""
    del floor
    return None if units.read(text, end) else codes.read_run(text, start)


def _before_clock(text: str, start: int, end: int, floor: int) -> Token | None:
    """Read 14时30分 as a name; 3点 stays a count where no minutes follow."""
    del floor
    found = _CLOCK.match(text, start)
    if found is None or (text[end] == "点" and found.end() == end + 1):
        return None
    return Token(Kind.CODE, start, found.end(), None)


def _before_quarter(text: str, start: int, end: int, floor: int) -> Token | None:
    del floor
    return dates.read_part(text, start) if end - start == 1 else None


def _letters(text: str, start: int, end: int, floor: int) -> Answer:
    del end, floor
    return codes.read_letters(text, start)


def _bracket(text: str, start: int, end: int, floor: int) -> Answer:
    return codes.read_document_number(text, start, floor) or end


def _circled(text: str, start: int, end: int, floor: int) -> Answer:
    del end, floor
    return ordinals.read_circled(text, start)


def _nth(text: str, start: int, end: int, floor: int) -> Answer:
    del floor
    token = ordinals.read_nth(text, start)
    if token is not None:
        return token
    # 第三方: the numeral behind is no number either.
    while end < len(text) and text[end] in _NUMERAL:
        end += 1
    return end


def _of_them(text: str, start: int, end: int, floor: int) -> Answer:
    del floor
    return ordinals.read_of_them(text, start) or end


def _part(text: str, start: int, end: int, floor: int) -> Answer:
    del floor
    return dates.read_part(text, start) or end


def _fraction(text: str, start: int, end: int, floor: int) -> Answer:
    """Read 百分之…; 百, 千, 万 that begin anything else are no numbers."""
    del floor
    if text.startswith("分之", start + 1):
        return quantities.read_fraction(text, start) or end
    return end


def _numeral(text: str, start: int, end: int, floor: int) -> Answer:
    """Read what begins with a Chinese numeral."""
    fixed = _FIXED.get(text[start])
    if fixed is not None and text.startswith(fixed, start):
        return start + next(len(word) for word in fixed if text.startswith(word, start))
    following = text[end : end + 1]
    if following in "、)是" and following:
        number = value_of(text[start:end])
        token = None
        if number is not None and following == "是":
            token = ordinals.read_itemised(text, start, end, number)
        elif number is not None:
            token = ordinals.read_list_number(text, start, end, number, floor)
        return token or end
    if following in "年月季至到—-" and following:
        token = dates.read_part(text, start) or dates.read_chinese(text, start)
        if token is not None:
            return token
    return quantities.read_numeral(text, start, end) or end


Reader = Callable[[str, int, int, int], Answer]
Special = Callable[[str, int, int, int], Token | None]


def _readers() -> dict[str, Reader]:
    readers: dict[str, Reader] = dict.fromkeys(_NUMERAL, _numeral)
    readers.update(dict.fromkeys("百千万", _fraction))
    readers.update(dict.fromkeys("0123456789", _digits))
    letters = (chr(code) for first in "Aa" for code in range(ord(first), ord(first) + 26))
    readers.update(dict.fromkeys(letters, _letters))
    readers.update({chr(code): _circled for code in range(ord("①"), ord("⑳") + 1)})
    readers.update({"〔": _bracket, "【": _bracket, "第": _nth, "其": _of_them})
    readers.update(dict.fromkeys("上下前", _part))
    return readers


def _specials() -> dict[str, Special]:
    letters = (chr(code) for first in "Aa" for code in range(ord(first), ord(first) + 26))
    specials: dict[str, Special] = dict.fromkeys(letters, _before_letter)
    specials.update(dict.fromkeys("-~—–至到", _before_dash))
    specials.update(dict.fromkeys("+:/·@_", _before_code_sign))
    specials.update(dict.fromkeys("年财学", _before_year))
    specials.update(dict.fromkeys("、)]", _before_list_sign))
    specials.update(dict.fromkeys("和与及", _before_joined_year))
    specials.update(dict.fromkeys("时点", _before_clock))
    specials.update(dict.fromkeys("季个", _before_quarter))
    specials.update({"月": _before_month, "日": _before_day, ".": _before_point})
    specials["届"] = _before_class
    return specials


_READERS: Final = _readers()
_AFTER_DIGITS: Final = _specials()
