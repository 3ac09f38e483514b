"""Numbers of a workbook as the program shows them: the number formats of ECMA-376, 18.8.31.

What is stored is a binary fraction (0.98529999999999995); what people read, copy into reports and
check by is what the cell shows (98.53%). Sections, digits, thousands, percent, literals, dates and
times are understood, and conditions; fractions are rare and shown as General.
"""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
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
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<ampm>AM/PM|A/P|上午/下午)|(?P<general>General|G/通用格式)"
    r"|(?P<date>[yY]+|[eE]+(?![eE+-])|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?)"
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+)|(?P<other>.)",
    re.DOTALL,
)
_EXPONENT: Final = pattern(r"[eE][+-]")
_FRACTION: Final = pattern(r"[#0?]\s*/\s*[#0?0-9]")
_CURRENCY: Final = pattern(r"\$([^-\]]*)")
_CONDITION: Final = pattern(r"([<>=]{1,2})(-?[0-9]+(?:\.[0-9]+)?)")
_COMPARED: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
    "<>": operator.ne,
}  # fmt: skip
_CARRIED: Final = Context(prec=15, rounding=ROUND_HALF_UP, traps=[InvalidOperation])
"""Fifteen digits are what a stored number carries; the rest is the noise of binary fractions."""
_LARGEST: Final = 20  # powers of ten; no amount is larger
_GENERAL_WIDTH: Final = 11
_FIXED: Final = pattern(r"(?P<grouped>#,##)?0(?:\.(?P<tail>0{1,6}))?")
_AS_GENERAL: Final = pattern(r"-?(?:[1-9][0-9]{0,9}|0)(?:\.[0-9]{0,8}[1-9])?")
_EPOCH: Final = date(1899, 12, 30)
_EPOCH_1904: Final = date(1904, 1, 1)
_DAYS: Final = 2_958_466  # up to the year 9999
_SECONDS: Final = 86_400

Shown = tuple[str, Decimal | None]
"""What a cell shows, and the stored number in the same scale where digits of it are not shown."""
Show = Callable[[Decimal], Shown]


class _Token(NamedTuple):
    kind: str
    text: str


class _Section(NamedTuple):
    """A part of a format: what shows numbers, and of which numbers it alone does so."""

    show: Show
    condition: Callable[[Decimal], bool] | None = None


@lru_cache(maxsize=512)
def shower(code: str, *, from_1904: bool = False) -> Callable[[str], Shown]:
    """Return what shows stored numbers by a format."""
    show = _shower(code, from_1904=from_1904)
    plain, carried = show is _general, _CARRIED.create_decimal

    def shown(stored: str) -> Shown:
        if plain and len(stored) <= _GENERAL_WIDTH and _AS_GENERAL.fullmatch(stored):
            return stored, None
        try:
            value = carried(stored)
            if not value.is_finite() or value.adjusted() > _LARGEST:
                return stored, None
            return show(value)
        except InvalidOperation:  # no number, or more decimals than there can be
            return stored, None

    fixed = _FIXED.fullmatch(code)
    return shown if fixed is None else _fixed(fixed, shown)


def _fixed(form: re.Match[str], otherwise: Callable[[str], Shown]) -> Callable[[str], Shown]:
    """Return what shows numbers by a format such as #,##0.00, quicker than by its parts."""
    tail = len(form["tail"] or "")
    quantum = Decimal(1).scaleb(-tail)
    grouped = form["grouped"] is not None
    last = tail + 3 + (tail > 0)  # characters of the last group
    carried, rounding = _CARRIED.create_decimal, _CARRIED.quantize

    def shown(stored: str) -> Shown:
        try:
            value = carried(stored)
            rounded = rounding(value, quantum)
        except InvalidOperation:
            return otherwise(stored)
        if not rounded:
            return otherwise(stored)
        text = str(rounded)
        if grouped and len(text) > last:
            if len(text) > last + 3 or text[0] == "-":
                return otherwise(stored)
            text = f"{text[:-last]},{text[-last:]}"
        if rounded == value:
            return text, None
        return otherwise(stored) if value.is_nan() else (text, value)

    return shown


def general(value: Decimal) -> str:
    """Return a number as an unformatted cell shows it: at most eleven characters."""
    if value.adjusted() < -_GENERAL_WIDTH:
        return "0"
    text = format(value.normalize(), "f")
    if len(text.lstrip("-")) <= _GENERAL_WIDTH or "." not in text:
        return text
    places = max(0, _GENERAL_WIDTH - 1 - len(text.lstrip("-").partition(".")[0]))
    return format(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize(), "f")


def _general(value: Decimal) -> Shown:
    text = general(value)
    return text, None if Decimal(text) == value else value


def _shower(code: str, *, from_1904: bool) -> Show:
    """Return what shows numbers by a format."""
    if code in ("", "General", "@", "G/通用格式") or _FRACTION.search(code):
        return _general
    sections = [_section(tuple(_tokens(part)), from_1904) for part in _sections(code)[:3]]
    if len(sections) == 1 and sections[0].condition is None:
        return sections[0].show
    if any(section.condition for section in sections):
        return _by_condition(sections)
    shows = [section.show for section in sections]

    def show(value: Decimal) -> Shown:
        if value < 0:
            return shows[1](-value)
        if value == 0 and len(shows) > 2:
            return shows[2](value)
        return shows[0](value)

    return show


def _by_condition(sections: Sequence[_Section]) -> Show:
    """Return what shows numbers by the first section that is for them, such as [>=10000]0.0,;0."""

    def show(value: Decimal) -> Shown:
        for section in sections:
            if section.condition is None or section.condition(value):
                return section.show(value)
        return _general(value)

    return show


def _sections(code: str) -> list[str]:
    """Split a format at the semicolons that are no literals."""
    parts, start, quoted, at = [], 0, False, 0
    while at < len(code):
        sign = code[at]
        if sign == '"':
            quoted = not quoted
        elif sign in "\\!" and not quoted:
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
                    found.append(_Token("condition" if text[:1] in "<>=" else "date", text))
                continue
            kind, text = "quoted", currency[1]
        if kind == "other" and text == "%":  # quoted or escaped it is a sign like any other
            kind = "percent"
        found.append(_Token("literal" if kind in ("quoted", "escaped", "other") else kind, text))
    return found


def _section(tokens: tuple[_Token, ...], from_1904: bool) -> _Section:  # noqa: FBT001 - a setting
    condition = next((_condition(t.text) for t in tokens if t.kind == "condition"), None)
    return _Section(
        _shows(tuple(t for t in tokens if t.kind != "condition"), from_1904=from_1904), condition
    )


def _condition(text: str) -> Callable[[Decimal], bool] | None:
    match = _CONDITION.fullmatch(text)
    compared = None if match is None else _COMPARED.get(match[1])
    if match is None or compared is None:
        return None
    bound = Decimal(match[2])
    return lambda value: compared(value, bound)


def _shows(tokens: tuple[_Token, ...], *, from_1904: bool) -> Show:
    kinds = {token.kind for token in tokens}
    if "date" in kinds:
        return lambda value: (_date(value, tokens, from_1904=from_1904), None)
    written = "".join(token.text for token in tokens)
    if _EXPONENT.search(written) or "general" in kinds:
        if "digits" in kinds:
            return _general
        return lambda value: (
            "".join(general(value) if t.kind == "general" else t.text for t in tokens),
            _general(value)[1],
        )
    return _numeric(tokens)


def _numeric(tokens: tuple[_Token, ...]) -> Show:
    """Return what shows numbers by a section such as 0.00"万元" or #,##0.0%."""
    percent = any(token.kind == "percent" for token in tokens)
    places = [n for n, token in enumerate(tokens) if token.kind == "digits"]
    if not places:
        words = "".join(token.text for token in tokens)
        return lambda _value: (words, None)
    first, last = places[0], places[-1]
    before = "".join(token.text for token in tokens[:first])
    behind = "".join(token.text for token in tokens[last + 1 :])
    figures = _figures(tokens[first].text, percent=percent)
    if len(places) > 1:
        parted = _parted(tokens[first : last + 1], percent=percent)
        if parted is None:
            return _general
        figures = parted
    bare = not before and not behind

    def show(value: Decimal) -> Shown:
        if value > 0:
            text, exact = figures(value)
            return (text, exact) if bare else (before + text + behind, exact)
        text, exact = figures(-value)
        if not text.strip("0.,"):
            return before + text + behind, exact
        return f"-{before}{text}{behind}", exact if exact is None else -exact

    return show


def _figures(form: str, *, percent: bool) -> Show:
    """Return what prints the digits of a number, never negative, by a pattern such as #,##0.00."""
    bare = form.rstrip(",")  # a comma at the end divides by a thousand
    power = (2 if percent else 0) - 3 * (len(form) - len(bare))
    bare, dot, tail = bare.partition(".")
    quantum = Decimal(1).scaleb(-len(tail))
    style = ",f" if "," in bare else "f"
    least, width = tail.count("0"), bare.count("0")
    fixed = width == 1 and least == len(tail)

    def figures(value: Decimal) -> Shown:
        value = value.scaleb(power) if power else value
        rounded = value.quantize(quantum, ROUND_HALF_UP)
        text = format(rounded, style)
        exact = None if rounded == value else value
        if fixed:
            return text, exact
        front, _, decimals = text.partition(".")
        while len(decimals) > least and decimals.endswith("0"):
            decimals = decimals[:-1]
        front = "" if front == "0" and not width else front.rjust(width, "0")
        return front + (dot + decimals if decimals else ""), exact

    return figures


def _parted(tokens: Sequence[_Token], *, percent: bool) -> Show | None:
    """Return what prints digits with literals between them: 0!.0,"万" shows 1234567 as 123.5万.

    None where digits are grouped or a point stands among them as well.
    """
    form = "".join(token.text for token in tokens if token.kind == "digits")
    bare = form.rstrip(",")
    if "," in bare or "." in bare:
        return None
    figures = _figures("0" * len(bare) + form[len(bare) :], percent=percent)
    right = 0  # digits right of a literal
    inserted: list[tuple[int, str]] = []
    for token in reversed(tokens):
        if token.kind == "digits":
            right += len(token.text.rstrip(","))
        else:
            inserted.append((right, token.text))
    point = [at for at, text in inserted if text == "."]
    number = len(inserted) == len(point) == 1

    def show(value: Decimal) -> Shown:
        text, exact = figures(value)
        for at, literal in reversed(inserted):
            text = text[: len(text) - at] + literal + text[len(text) - at :]
        return text, exact.scaleb(-point[0]) if exact is not None and number else None

    return show


def _date(value: Decimal, tokens: tuple[_Token, ...], *, from_1904: bool) -> str:
    """Return a date or time; numbers outside of the calendar are shown as they are."""
    if not 0 <= value < _DAYS:
        return general(value)
    days = int(value)
    seconds = int(((value - days) * _SECONDS).to_integral_value(ROUND_HALF_UP))
    start = _EPOCH_1904 if from_1904 else _EPOCH
    try:
        moment = datetime.combine(start, datetime.min.time()) + timedelta(days, seconds)
    except OverflowError:  # the last years of a calendar that begins in 1904, the last second
        return general(value)
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
