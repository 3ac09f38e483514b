"""Printed numbers: where they stand in a text, what they are worth and how they are rewritten.

Nothing here knows the program under test: the oracle must not share its mistakes.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal

MONEY = {"元": 1, "千元": 1000, "万元": 10**4, "百万元": 10**6, "亿元": 10**8, "亿": 10**8}
MEASURES = ("米", "里", "亩", "公顷", "吨", "克", "天", "日", "时", "年", "月", "秒", "分钟", "元")
SCALES = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "\u3007": 0}
WIDE_DIGITS = "".join(map(chr, range(0xFF10, 0xFF1A)))
WIDE = str.maketrans(WIDE_DIGITS + "．，％", "0123456789.,%")
NUMBER = re.compile(r"[-−－]?[0-9\uff10-\uff19](?:[0-9\uff10-\uff19,，.． ]*[0-9\uff10-\uff19])?")
HANZI = re.compile(r"[零\u3007一二三四五六七八九两十百千]+")


@dataclass(frozen=True)
class Printed:
    """A number as printed: its digits at ``start:end`` of the text and the unit behind it.

    ``value`` is in the printed unit, ``factor`` converts it to the base unit; ``stop`` is the end
    of the whole operand, unit included. ``half`` is half a unit of the last printed digit, in
    base units; 0 for counts.
    """

    start: int
    end: int
    stop: int
    digits: str
    unit: str
    value: Decimal
    decimals: int

    @property
    def factor(self) -> Decimal:
        """The base units in one printed unit."""
        if self.unit in MONEY:
            return Decimal(MONEY[self.unit])
        scale = SCALES.get(self.unit[:1])
        if scale and not self.unit.startswith(("百分", "千米", "千克", "千瓦")):
            return Decimal(scale)
        return Decimal(1)

    @property
    def base(self) -> Decimal:
        """The value in base units."""
        return self.value * self.factor

    @property
    def kind(self) -> str:
        """What is measured: money, percent, score, measure, count or nothing printed."""
        unit = self.unit
        if not unit:
            return "bare"
        if "/" in unit or "／" in unit:
            return "rate"
        if unit in MONEY:
            return "money"
        if unit[:1] in "%％‰成倍" or unit.endswith("百分点") or unit.startswith("百分之"):
            return "percent"
        if unit == "分":
            return "score"
        return "measure" if unit.endswith(MEASURES) else "count"

    @property
    def significant(self) -> int:
        """Decimals that carry meaning."""
        exponent = self.value.normalize().as_tuple().exponent
        return max(-exponent if isinstance(exponent, int) else 0, min(self.decimals, 2), 0)

    def half(self, decimals: int | None = None) -> Decimal:
        """Half of the last printed digit in base units; siblings may share ``decimals``."""
        if self.kind == "count" and self.decimals == 0 and self.factor == 1:
            return Decimal(0)
        places = self.significant if decimals is None else decimals
        if self.kind == "score":
            places = max(places, 2)
        return Decimal("0.5").scaleb(-places) * self.factor

    def reprinted(self, digits: str, unit: str | None = None) -> "Printed":
        """Return the same place with other digits or another unit."""
        plain = plain_digits(digits)
        _, _, decimals = plain.partition(".")
        value = hanzi_value(digits) if plain == "" else Decimal(plain)
        assert value is not None
        unit = self.unit if unit is None else unit
        return replace(self, digits=digits, unit=unit, value=value, decimals=len(decimals))


def plain_digits(digits: str) -> str:
    """Return printed digits as a plain decimal string; empty for Chinese numerals."""
    text = re.sub(r"[,，\s]", "", digits.translate(WIDE)).replace("−", "-").replace("－", "-")
    return text if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else ""


def hanzi_value(text: str) -> Decimal | None:
    """Return the value of a Chinese numeral such as 三百五十."""
    total = section = digit = 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char == "十":
            section, digit = section + (digit or 1) * 10, 0
        elif char in "百千":
            section, digit = section + digit * SCALES[char], 0
        elif char in "万亿":
            total, section, digit = (total + section + digit) * SCALES[char], 0, 0
        else:
            return None
    return Decimal(total + section + digit)


def hanzi(value: int) -> str:
    """Return a Chinese numeral below 10000."""
    names, out, rest = "零一二三四五六七八九", "", value
    for size, name in ((1000, "千"), (100, "百"), (10, "十")):
        count, rest = divmod(rest, size)
        if count:
            out += names[count] + name
        elif out and rest and not out.endswith("零"):
            out += "零"
    out += names[rest] if rest or not out else ""
    return out.removeprefix("一") if 10 <= value < 20 else out.rstrip("零") or "零"


class Source:
    """The text of a file with its lines; places are offsets, lines are 1-based."""

    def __init__(self, text: str) -> None:
        """Index the lines of ``text``."""
        self.text = text
        self.starts = [0]
        self.starts += [m.end() for m in re.finditer(r"\r\n|\n|\r", text)]

    def line_of(self, offset: int) -> int:
        """Return the line that holds ``offset``."""
        return bisect_right(self.starts, offset)

    def extent(self, line: int) -> tuple[int, int]:
        """Return where a line begins and where the next one does."""
        last = line >= len(self.starts)
        return self.starts[line - 1], len(self.text) if last else self.starts[line]

    def find(self, words: str, line: int, column: int | None = None) -> tuple[int, int] | None:
        """Return the place of printed words on a line, nearest to ``column``.

        The words may be spaced otherwise, run on into the next line, or stand on a line nearby.
        A number is not found inside a longer one.
        """
        if not 1 <= line <= len(self.starts):
            return None
        chars = [re.escape(c) for c in words if not c.isspace()]
        guard = r"(?<![0-9\uff10-\uff19.．])" if words[:1].isdigit() else ""
        tail = r"(?![0-9\uff10-\uff19]|[.．][0-9])" if words[-1:].isdigit() else ""
        pattern = re.compile(guard + r"\s*".join(chars) + tail)
        start, end = self.extent(line)
        reach = self.extent(min(line + 2, len(self.starts)))[1]
        hits = [m.span() for m in pattern.finditer(self.text, start, reach) if m.start() < end]
        if not hits:
            return None
        at = start + (column or 0)
        return min(hits, key=lambda hit: abs(hit[0] - at))


def printed_at(source: Source, place: tuple[int, int]) -> Printed | None:
    """Read the number that an operand at ``place`` prints; None where it prints none."""
    start, stop = place
    text = source.text[start:stop]
    share = re.match(r"百分之([零一二三四五六七八九十百点]+)", text)
    if share:
        value = hanzi_value(share[1])
        first = start + share.start(1)
        if value is None:
            return None
        return Printed(first, start + share.end(1), stop, share[1], "百分之", value, 0)
    match = NUMBER.search(text)
    if match is None or not plain_digits(match[0]):
        match = HANZI.search(text)
        if match is None:
            return None
        value = hanzi_value(match[0])
        if value is None:
            return None
        digits, decimals = match[0], 0
    else:
        digits = match[0]
        plain = plain_digits(digits)
        value, decimals = Decimal(plain), len(plain.partition(".")[2])
    unit = re.sub(r"\s", "", text[match.end() :])
    first, last = start + match.start(), start + match.end()
    return Printed(first, last, stop, digits, unit, value, decimals)
