"""Numbers of a workbook as the program shows them: the number formats of ECMA-376, 18.8.31.

What is stored is a binary fraction (0.98529999999999995); what people read, copy into reports and
check by is what the cell shows (98.53%). Sections, digits, thousands, percent, literals, dates and
times are understood; conditions and fractions are rare and shown as General.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, NamedTuple

from jixiao.patterns import pattern

BUILT_IN: Final = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0', 6: '"¥"#,##0', 7: '"¥"#,##0.00',
    8: '"¥"#,##0.00', 9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-", 42: '"¥"#,##0;-"¥"#,##0;-', 43: "#,##0.00;-#,##0.00;-",
    44: '"¥"#,##0.00;-"¥"#,##0.00;-', 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip

_TOKEN: Final = pattern(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<ampm>AM/PM|A/P|上午/下午)'
    r"|(?P<general>General|G/通用格式)|(?P<date>[yY]+|[eE]+(?![eE+-])|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?)"
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+)|(?P<other>.)",
    re.DOTALL,
)
_EXPONENT: Final = pattern(r"[eE][+-]")
_FRACTION: Final = pattern(r"[#0?]\s*/\s*[#0?0-9]")
_CURRENCY: Final = pattern(r"\$([^-\]]*)")
_SIGNIFICANT: Final = 15  # digits that a stored number carries
_LARGEST: Final = 20  # powers of ten; no amount is larger
_GENERAL_WIDTH: Final = 11
_EPOCH: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)
_DAYS: Final = 2_958_466  # up to the year 9999
_SECONDS: Final = 86_400

Show = Callable[[Decimal, bool], str]


class _Token(NamedTuple):
    kind: str
    text: str


def displayed(stored: str, code: str, *, from_1904: bool = False) -> str:
    """Return a stored number as a cell of that format shows it; no number comes back as it is."""
    return shower(code, from_1904=from_1904)(stored)


@lru_cache(maxsize=512)
def shower(code: str, *, from_1904: bool = False) -> Callable[[str], str]:
    """Return what shows stored numbers by a format."""
    show = _shower(code)

    def shown(stored: str) -> str:
        try:
            value = Decimal(stored)
        except InvalidOperation:
            return stored
        if len(stored) > _SIGNIFICANT:
            if not value.is_finite() or value.adjusted() > _LARGEST:
                return stored
            value = _rounded(value)
        elif not value.is_finite() or value.adjusted() > _LARGEST:
            return stored
        return show(value, from_1904)

    return shown


def general(value: Decimal) -> str:
    """Return a number as an unformatted cell shows it: at most eleven characters."""
    text = format(value.normalize(), "f")
    if len(text.lstrip("-")) <= _GENERAL_WIDTH or "." not in text:
        return text
    places = max(0, _GENERAL_WIDTH - 1 - len(text.lstrip("-").partition(".")[0]))
    return format(_places(value, places).normalize(), "f")


def _rounded(value: Decimal) -> Decimal:
    """Return a number without the noise of its binary fraction."""
    if len(value.as_tuple().digits) <= _SIGNIFICANT:
        return value
    return _places(value, _SIGNIFICANT - 1 - value.adjusted())


def _places(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


@lru_cache(maxsize=512)
def _shower(code: str) -> Show:
    """Return what shows numbers by a format."""
    if code in ("", "General", "@", "G/通用格式") or _FRACTION.search(code):
        return lambda value, _: general(value)
    sections = [tuple(_tokens(section)) for section in _sections(code)]
    if any(
        token.kind == "bracket" and token.text[:1] in "<>="
        for tokens in sections
        for token in tokens
    ):
        return lambda value, _: general(value)
    shows = [_section(tokens) for tokens in sections[:3]]
    if len(shows) == 1:
        return shows[0]

    def show(value: Decimal, from_1904: bool) -> str:  # noqa: FBT001 - as all of them
        if value < 0:
            return shows[1](-value, from_1904)
        if value == 0 and len(shows) > 2:
            return shows[2](value, from_1904)
        return shows[0](value, from_1904)

    return show


def _sections(code: str) -> list[str]:
    """Split a format at the semicolons that are no literals."""
    parts, start, quoted, at = [], 0, False, 0
    while at < len(code):
        sign = code[at]
        if sign == '"':
            quoted = not quoted
        elif sign == "\\" and not quoted:
            at += 1
        elif sign == ";" and not quoted:
            parts.append(code[start:at])
            start = at + 1
        at += 1
    return [*parts, code[start:]]


def _tokens(section: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup
        if kind is None:
            continue  # room of the width of a sign, or filled with it
        text = match[kind]
        if kind == "bracket":
            currency = _CURRENCY.match(text)
            if currency is None:
                if text[:1] in "<>=" or text.lower().strip("hms") == "":
                    found.append(_Token("bracket" if text[:1] in "<>=" else "date", text))
                continue
            kind, text = "quoted", currency[1]
        found.append(_Token("literal" if kind in ("quoted", "escaped", "other") else kind, text))
    return found


def _section(tokens: tuple[_Token, ...]) -> Show:
    kinds = {token.kind for token in tokens}
    if "date" in kinds:
        return lambda value, from_1904: _date(value, tokens, from_1904=from_1904)
    written = "".join(token.text for token in tokens)
    if _EXPONENT.search(written) or "general" in kinds:
        if "digits" in kinds:
            return lambda value, _: general(value)
        return lambda value, _: "".join(
            general(value) if token.kind == "general" else token.text for token in tokens
        )
    return _numeric(tokens)


def _numeric(tokens: tuple[_Token, ...]) -> Show:
    """Return what shows numbers by a section such as 0.00"万元" or #,##0.0%."""
    percent = any(token.kind == "literal" and token.text == "%" for token in tokens)
    at = next((n for n, token in enumerate(tokens) if token.kind == "digits"), None)
    if at is None:
        words = "".join(token.text for token in tokens)
        return lambda _value, _: words
    before = "".join(token.text for token in tokens[:at])
    behind = "".join(token.text for token in tokens[at + 1 :] if token.kind != "digits")
    figures = _figures(tokens[at].text, percent=percent)

    def show(value: Decimal, _: bool) -> str:  # noqa: FBT001 - as all of them
        text = figures(abs(value))
        if value < 0 and text.strip("0.,"):
            return f"-{before}{text}{behind}"
        return before + text + behind

    return show


def _figures(form: str, *, percent: bool) -> Callable[[Decimal], str]:
    """Return what prints the digits of a number by a pattern such as #,##0.00."""
    bare = form.rstrip(",")  # a comma at the end divides by a thousand
    power = (2 if percent else 0) - 3 * (len(form) - len(bare))
    bare, dot, tail = bare.partition(".")
    quantum = Decimal(1).scaleb(-len(tail))
    style = ",f" if "," in bare else "f"
    least, width = tail.count("0"), bare.count("0")

    def figures(value: Decimal) -> str:
        value = value.scaleb(power) if power else value
        text = format(value.quantize(quantum, ROUND_HALF_UP), style)
        if width == 1 and least == len(tail):
            return text
        front, _, decimals = text.partition(".")
        while len(decimals) > least and decimals.endswith("0"):
            decimals = decimals[:-1]
        front = "" if front == "0" and not width else front.rjust(width, "0")
        return front + (dot + decimals if decimals else "")

    return figures


def _date(value: Decimal, tokens: tuple[_Token, ...], *, from_1904: bool) -> str:
    """Return a date or time; numbers outside of the calendar are shown as they are."""
    if not 0 <= value < _DAYS:
        return general(value)
    days = int(value)
    seconds = int(((value - days) * _SECONDS).to_integral_value(ROUND_HALF_UP))
    start = _EPOCH_1904 if from_1904 else _EPOCH
    moment = datetime.combine(start, datetime.min.time()) + timedelta(days, seconds)
    half = any(token.kind == "ampm" for token in tokens)
    out = ""
    for at, token in enumerate(tokens):
        if token.kind == "date":
            out += _moment(moment, token.text.lower(), half=half, minutes=_minutes(tokens, at))
        elif token.kind == "ampm":
            out += (
                ("上午" if moment.hour < 12 else "下午")
                if "午" in token.text
                else moment.strftime("%p")
            )
        else:
            out += token.text
    return out


def _minutes(tokens: tuple[_Token, ...], at: int) -> bool:
    """Whether an m means minutes: behind hours or before seconds."""
    clock = [token.text[0].lower() for token in tokens if token.kind == "date"]
    place = sum(token.kind == "date" for token in tokens[:at])
    return "h" in clock[max(0, place - 1) : place] or "s" in clock[place + 1 : place + 2]


def _moment(moment: datetime, form: str, *, half: bool, minutes: bool) -> str:
    sign, wide = form[0], len(form) > 1
    if sign in "ye":
        return f"{moment.year:04}" if len(form) > 2 or sign == "e" else f"{moment.year % 100:02}"
    if sign == "m" and not minutes and len(form) > 2:
        return moment.strftime("%b" if len(form) == 3 else "%B")
    if sign == "d" and len(form) > 2:
        return "星期" + "一二三四五六日"[moment.weekday()]
    hour = (moment.hour - 1) % 12 + 1 if half else moment.hour
    number = {
        "m": moment.minute if minutes else moment.month,
        "d": moment.day,
        "h": hour,
        "s": moment.second,
    }[sign]
    return f"{number:02}" if wide else str(number)
