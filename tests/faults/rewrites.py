"""Neutral rewrites: the same report, printed otherwise. Nothing that it says changes."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal

from faults.printed import WIDE_DIGITS, plain_digits

WIDE = str.maketrans("0123456789", WIDE_DIGITS)
HALF = str.maketrans("，：；（）！？", ",:;()!?")
UNITS = "万元|亿元|元|人次|人|户|份|次|批|件|场|家|篇|公里|亩|吨|平方米"
NUMBER = r"(?<![0-9.．,，〔/\-—])(?<![.．] )[0-9]+(?:,[0-9]{3})*"
COUNTED = re.compile(rf"({NUMBER})((?:\.[0-9]+)?\s*(?:{UNITS}))")
DECIMAL = re.compile(rf"({NUMBER}\.[0-9]+)(?=\s*(?:万元|亿元|%|分(?!之)))")
CENTS = re.compile(rf"({NUMBER}\.[0-9]{{2}})(?=\s*万元)")
MONEY = re.compile(rf"({NUMBER}(?:\.[0-9]+)?)(\s*)万元(?![/／])")
SENTENCE = re.compile(r"[^。！？；\n]+[。！？；\n]?")
TABLE = re.compile(r"\||\t|\S {3,}\S|^\s*\S+(?: {2,}\S+){2,}")


def zeros_dropped(text: str) -> str:
    """450.00万元 becomes 450万元, 9.50% becomes 9.5%."""
    return DECIMAL.sub(lambda m: m[1].rstrip("0").rstrip("."), text)


def zeros_added(text: str) -> str:
    """12.34万元 becomes 12.340万元: money in 万元 is kept to two decimals, more say nothing."""
    return CENTS.sub(lambda m: m[1] + "0", text)


def separators_added(text: str) -> str:
    """4872.85万元 becomes 4,872.85万元."""
    return COUNTED.sub(lambda m: f"{int(m[1].replace(',', '')):,}{m[2]}", text)


def separators_removed(text: str) -> str:
    """4,872.85万元 becomes 4872.85万元."""
    return re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", "", text)


def wide_digits(text: str) -> str:
    """Every digit is printed in full width."""
    return text.translate(WIDE)


def wide_numbers(text: str) -> str:
    """The points and percent signs of wide numbers are wide as well."""
    text = re.sub(r"(?<=[0-9])\.(?=[0-9])", "．", text)
    return text.replace("%", "％").translate(WIDE)


def spaced(text: str) -> str:
    """Blanks stand between digits and hanzi."""
    text = re.sub(r"(?<=[0-9])(?=[一-龥])", " ", text)
    return re.sub(r"(?<=[一-龥])(?=[0-9])", " ", text)


def split_numbers(text: str) -> str:
    """A blank follows the decimal point of amounts, as text drawn from scans has it."""
    return DECIMAL.sub(lambda m: m[1].replace(".", ". "), text)


def crlf(text: str) -> str:
    """Lines end as they do under Windows."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def wrapped(text: str, width: int = 30) -> str:
    """Long lines are broken after so many characters; tables stay as they are."""
    lines = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if TABLE.search(line) or len(line) <= width:
            lines.append(line)
        else:
            lines += [line[i : i + width] for i in range(0, len(line), width)]
    return "\n".join(lines)


def half_punctuation(text: str) -> str:
    """Commas, colons and brackets are printed in half width."""
    text = re.sub(r"(?<=[0-9])，(?=[0-9]{3})", "，", text)
    return text.translate(HALF)


def _shifted(match: re.Match[str], places: int, unit: str) -> str:
    plain = plain_digits(match[1])
    value = Decimal(plain).scaleb(places)
    return f"{value:f}{match[2]}{unit}"


def in_yuan(text: str, lines: Iterable[int] = ()) -> str:
    """4872.85万元 becomes 48728500元, but on the given lines, where rounding decides."""
    kept = set(lines)
    rows = text.split("\n")
    for number, row in enumerate(rows, 1):
        if number not in kept:
            rows[number - 1] = MONEY.sub(lambda m: _shifted(m, 4, "元"), row)
    return "\n".join(rows)


def in_yi(text: str) -> str:
    """4872.85万元 becomes 0.487285亿元: as wide an interval as before.

    Lines that already speak of 亿元 stay: beside coarser amounts the decimals would claim more.
    """
    return "\n".join(
        row if "亿" in row else MONEY.sub(lambda m: _shifted(m, -4, "亿元"), row)
        for row in text.split("\n")
    )


def sentence_in_yi(text: str) -> str:
    """Every third sentence with money speaks of 亿元, the others of 万元."""
    seen = 0

    def change(match: re.Match[str]) -> str:
        nonlocal seen
        if not MONEY.search(match[0]):
            return match[0]
        seen += 1
        return in_yi(match[0]) if seen % 3 == 0 else match[0]

    return SENTENCE.sub(change, text)


REWRITES: dict[str, Callable[[str], str]] = {
    "zeros dropped": zeros_dropped,
    "zeros added": zeros_added,
    "separators added": separators_added,
    "separators removed": separators_removed,
    "wide digits": wide_digits,
    "wide numbers": wide_numbers,
    "spaced": spaced,
    "split numbers": split_numbers,
    "crlf": crlf,
    "half punctuation": half_punctuation,
    "in 亿元": in_yi,
    "sentences in 亿元": sentence_in_yi,
}
# These need to know more of the document: where rounding decides, and what its paragraphs are.
SPECIAL = ("in 元", "wrapped", "unwrapped")
