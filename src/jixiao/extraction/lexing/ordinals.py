"""Ordinals: 第30届, 第三, list numbers inside text (1. 2、 (3) ①), 一是 二是, 其一."""

from typing import Final

from jixiao.extraction.lexing.data import by_first, listed
from jixiao.extraction.lexing.dates import read_part
from jixiao.extraction.lexing.numerals import value_of
from jixiao.extraction.tokens import Kind, Token
from jixiao.patterns import pattern

_NOT_ORDINAL: Final = tuple(listed("not_ordinal"))
_CLASSIFIERS: Final = by_first(listed("ordinal_classifiers"))
_NTH: Final = pattern(
    r"第(?:([0-9]{1,4})(?:[-~—–至][0-9]{1,4})?|([〇零一二三四五六七八九十百千]{1,7}))"
)
_CIRCLED: Final = 0x2460  # ①
BORDER: Final = frozenset("\n\t。;:!?.,、 )(“”\"'》】")
"""Characters after which a list number or 一是 may begin."""


def read_nth(text: str, start: int) -> Token | None:
    """Read 第… at ``start``: an ordinal, or a quarter (第三季度)."""
    if text.startswith(_NOT_ORDINAL, start):
        return None
    quarter = read_part(text, start)
    if quarter is not None:
        return quarter
    found = _NTH.match(text, start)
    if found is None:
        return None
    value = int(found[1]) if found[1] else value_of(found[2])
    if value is None:
        return None
    end = found.end()
    for word in _CLASSIFIERS.get(text[end : end + 1], ()):
        if text.startswith(word, end):
            end += len(word)
            break
    return Token(Kind.ORDINAL, start, end, value)


def at_border(text: str, start: int) -> bool:
    """Whether a clause or block begins at ``start``."""
    return not start or text[start - 1] in BORDER


def read_list_number(text: str, start: int, end: int, number: int, floor: int) -> Token | None:
    """Read the number at ``start:end`` as a list number: 1. 1、 1) (1) 一、 (一)."""
    if not 1 <= number <= 99:
        return None
    after = text[end : end + 1]
    if after == ")":
        if start > floor and text[start - 1] == "(":
            return Token(Kind.ORDINAL, start - 1, end + 1, number)
        if not at_border(text, start):
            return None
    elif after not in (".", "、") or not after or not _list_may_begin(text, start):
        return None
    if text[end + 1 : end + 2].isdigit():
        return None
    return Token(Kind.ORDINAL, start, end + 1, number)


def _list_may_begin(text: str, start: int) -> bool:
    return not start or text[start - 1] in "\n\t。;:!? "


def read_circled(text: str, start: int) -> Token:
    """Read ① to ⑳."""
    return Token(Kind.ORDINAL, start, start + 1, ord(text[start]) - _CIRCLED + 1)


def read_itemised(text: str, start: int, end: int, number: int) -> Token | None:
    """Read the numeral at ``start:end`` as 一是, 二是 … at the beginning of a clause."""
    if text[end : end + 1] == "是" and number <= 20 and at_border(text, start):
        return Token(Kind.ORDINAL, start, end + 1, number)
    return None


def read_of_them(text: str, start: int) -> Token | None:
    """Read 其一, 其二 … at ``start`` before a pause or 是."""
    if text[start + 2 : start + 3] not in (",", ":", "、", "是") or not at_border(text, start):
        return None
    value = value_of(text[start + 1])
    return None if value is None else Token(Kind.ORDINAL, start, start + 2, value)
