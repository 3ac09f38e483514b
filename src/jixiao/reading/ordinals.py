"""Ordinals: the printed numbers of headings and list items, at the start of a line."""

import unicodedata
from enum import IntEnum
from typing import Final, NamedTuple

from jixiao.patterns import pattern


class Series(IntEnum):
    """The series of numbering, in the order in which they nest."""

    PART = 0  # 第一部分 第一章
    CHINESE = 1  # 一、
    CHINESE_BRACKETS = 2  # （一）
    ARABIC = 3  # 1.
    ARABIC_BRACKETS = 4  # （1） 1）
    CIRCLED = 5  # ①
    POINT = 6  # 一是


class Number(NamedTuple):
    """An ordinal as printed: ``style`` with full-width brackets, ``end`` in the line's text."""

    series: Series
    style: str
    value: int
    end: int


_NUMERALS: Final = "一二三四五六七八九十"
_ONE: Final = f"[{_NUMERALS}百]{{1,3}}"
# The last group to match names the alternative and holds the value.
_ORDINAL: Final = pattern(
    rf"\((?P<chinese_brackets>{_ONE})\)[、.]?"
    # 一、二级项目 and 三、四季度 are no headings
    rf"|(?P<chinese>{_ONE})[、.](?![0-9]|[{_NUMERALS}](?:、|[级类线季楼层期等产批次年月]))"
    rf"|(?P<point>{_ONE})是"
    # 1.5万元 is a number, 1.2023年 an item that begins with a year
    r"|(?P<arabic>[0-9]{1,2})[.、](?:(?![0-9%])|(?=(?:19|20)[0-9]{2}年))"
    r"|(?P<arabic_bracket>[0-9]{1,2})\)"
    r"|\((?P<arabic_brackets>[0-9]{1,2})\)[、.]?"
    rf"|第(?P<part>{_ONE}|[0-9]{{1,2}})(?:部分|章|节|篇)(?![0-9])"
    r"|(?P<circled>[①-⑳])[、.]?"
    r"|(?P<arabic_sign>[⑴-⒇])[、.]?"
    r"|(?P<chinese_sign>[㈠-㈩])[、.]?"
)
# For each alternative: series, style with half-width and with full-width brackets.
_STYLES: Final = {
    "chinese_brackets": (Series.CHINESE_BRACKETS, "(一)", "（一）"),
    "chinese": (Series.CHINESE, "一", "一"),
    "point": (Series.POINT, "一是", "一是"),
    "arabic": (Series.ARABIC, "1", "1"),
    "arabic_bracket": (Series.ARABIC_BRACKETS, "1)", "1）"),
    "arabic_brackets": (Series.ARABIC_BRACKETS, "(1)", "（1）"),
    "part": (Series.PART, "第一", "第一"),
    "circled": (Series.CIRCLED, "①", "①"),
    "arabic_sign": (Series.ARABIC_BRACKETS, "⑴", "⑴"),
    "chinese_sign": (Series.CHINESE_BRACKETS, "㈠", "㈠"),
}
_WITH_MARK: Final = frozenset({"chinese", "arabic", "part"})  # 一、 or 一. as printed
# With which characters an ordinal begins: looked at before anything else.
ORDINAL_STARTS: Final = frozenset(
    _NUMERALS + "百0123456789(第①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
)


def number_at_start(text: str, printed: str) -> Number | None:
    """Return the ordinal with which a line begins; ``printed`` is the beginning as on disk."""
    match = _ORDINAL.match(text)
    if match is None or match.lastgroup is None:
        return None
    kind = match.lastgroup
    end = match.end()
    series, half, full = _STYLES[kind]
    style = half
    if kind in _WITH_MARK:
        style += text[match.end(kind) : end]
    elif half != full:
        printed = printed[: end + 1]
        style = full if "（" in printed or "）" in printed else half
    return Number(series, style, _value(match[kind]), end)


def _value(numeral: str) -> int:
    """Return the value of a numeral below a thousand: 12, 十二, ⑫."""
    if numeral.isdecimal():
        return int(numeral)
    if len(numeral) == 1:
        return int(unicodedata.numeric(numeral))
    value = 0
    digit = 0
    for character in numeral:
        number = int(unicodedata.numeric(character))
        if number >= 10:
            value += (digit or 1) * number
            digit = 0
        else:
            digit = number
    return value + digit
