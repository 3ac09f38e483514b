"""The numbers that Word prints before paragraphs but does not keep in their text.

A paragraph names a list (``numId``) and a level, itself or by its style; the list names the
format of each level. The labels are counted here as Word counts them (ECMA-376 part 1, 17.9).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from jixiao.patterns import pattern
from jixiao.reading.archive import counted
from jixiao.reading.word_names import VAL, w

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS: Final = 9
_PLACEHOLDER: Final = pattern(r"%([1-9])")
_DIGITS: Final = "〇一二三四五六七八九"
_FORMAL: Final = "零壹贰叁肆伍陆柒捌玖"
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_HIGHEST: Final = 9999


def _chinese(value: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """Return a number in Chinese: 一, 十, 十二, 二十, 一百零五."""
    zero = "零"
    out, rest = "", value
    for place in (3, 2, 1):
        count, rest = divmod(rest, 10**place)
        if count:
            out += digits[count] + units[place - 1]
        elif out and rest and not out.endswith(zero):
            out += zero
    if rest:
        out += digits[rest]
    ten = digits[1] + units[0]
    return out.removeprefix(digits[1]) if out.startswith(ten) and units[0] == "十" else out


def _roman(value: int) -> str:
    out = ""
    for size, sign in _ROMAN:
        count, value = divmod(value, size)
        out += sign * count
    return out


def _letters(value: int) -> str:
    """Return a … z, aa, bb: Word doubles the letter."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _enclosed(first: str, last: int) -> Callable[[int], str]:
    return lambda value: chr(ord(first) + value - 1) if value <= last else str(value)


def _listed(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)]


_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": str,
    "decimalEnclosedCircle": _enclosed("①", 20),
    "decimalEnclosedCircleChinese": _enclosed("①", 20),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _chinese,
    "japaneseDigitalTenThousand": _chinese,
    "chineseLegalSimplified": lambda value: _chinese(value, _FORMAL, "拾佰仟"),
    "ideographLegalTraditional": lambda value: _chinese(value, _FORMAL, "拾佰仟"),
    "ideographTraditional": _listed("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _listed("子丑寅卯辰巳午未申酉戌亥"),
}


def number_text(value: int, number_format: str) -> str:
    """Return a counted number as a format prints it; unknown formats as decimal figures."""
    if number_format in ("bullet", "none"):
        return ""
    if not 0 < value <= _HIGHEST:
        return str(value)
    return _FORMATS.get(number_format, str)(value)


@dataclass
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False  # upper levels in decimal figures, whatever their format
    restart: int | None = None  # the level after which this one begins anew; 0 never
    suffix: str = "tab"
    style: str = ""  # whose paragraphs stand on this level


@dataclass
class _List:
    abstract: str
    levels: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)  # that this list begins anew with


class Numbering:
    """Counts the numbered paragraphs of one document, in their order."""

    def __init__(self, root: "_Element | None") -> None:
        """Read ``numbering.xml``, if there is one."""
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        if root is not None:
            self._read(root)

    def level_of(self, list_id: str, style: str) -> int:
        """Return the level on which the paragraphs of a style stand, the highest without one."""
        found = self._lists.get(list_id)
        if found is not None and style:
            for at, level in found.levels.items():
                if level.style == style:
                    return at
        return 0

    def label(self, list_id: str, level: int) -> str:
        """Count a paragraph and return the label before it, its space included."""
        found = self._lists.get(list_id)
        if found is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(found.abstract, [None] * _LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for at, start in found.starts.items():
                counts[at] = start - 1
        own = found.levels.get(level, _Level())
        before = counts[level]
        counts[level] = own.start if before is None else before + 1
        for upper in range(level):
            if counts[upper] is None:
                counts[upper] = found.levels.get(upper, _Level()).start
        for lower in range(level + 1, _LEVELS):
            after = found.levels.get(lower, _Level()).restart
            if after is None or level < after:
                counts[lower] = None
        text = _PLACEHOLDER.sub(lambda match: self._count(found, own, match[1], counts), own.text)
        if not text or own.format == "bullet":
            return ""
        return text if own.suffix == "nothing" else f"{text} "

    @staticmethod
    def _count(found: _List, own: _Level, place: str, counts: list[int | None]) -> str:
        at = int(place) - 1
        value = counts[at]
        if value is None:
            return ""
        number_format = found.levels.get(at, _Level()).format
        return number_text(value, "decimal" if own.legal else number_format)

    def _read(self, root: "_Element") -> None:
        abstracts: dict[str, dict[int, _Level]] = {}
        styles: dict[str, dict[int, _Level]] = {}  # the levels that the style of a list names
        links: dict[str, str] = {}
        for element in root.iterchildren(w("abstractNum")):
            identifier = element.get(w("abstractNumId"), "")
            abstracts[identifier] = levels = _levels(element)
            kept, used = element.find(w("styleLink")), element.find(w("numStyleLink"))
            if kept is not None:
                styles[kept.get(VAL, "")] = levels
            elif used is not None:
                links[identifier] = used.get(VAL, "")
        for identifier, style in links.items():
            abstracts[identifier] = abstracts[identifier] or styles.get(style, {})
        for element in root.iterchildren(w("num")):
            target = element.find(w("abstractNumId"))
            abstract = "" if target is None else target.get(VAL, "")
            found = _List(abstract, dict(abstracts.get(abstract, {})))
            for override in element.iterchildren(w("lvlOverride")):
                at = _number(override.get(w("ilvl")), 0)
                start = override.find(w("startOverride"))
                if start is not None:
                    found.starts[at] = _number(start.get(VAL), 1)
                found.levels.update(_levels(override))
            self._lists[element.get(w("numId"), "")] = found


def _levels(parent: "_Element") -> dict[int, _Level]:
    return dict(_each_level(parent))


def _each_level(parent: "_Element") -> Iterator[tuple[int, _Level]]:
    for element in parent.iterchildren(w("lvl")):
        level = _Level()
        for child in element:
            value = child.get(VAL)
            if child.tag == w("start"):
                level.start = _number(value, 1)
            elif child.tag == w("numFmt"):
                level.format = value or "decimal"
            elif child.tag == w("lvlText"):
                level.text = value or ""
            elif child.tag == w("isLgl"):
                level.legal = value not in ("0", "false")
            elif child.tag == w("lvlRestart"):
                level.restart = _number(value, 0)
            elif child.tag == w("pStyle"):
                level.style = value or ""
            elif child.tag == w("suff"):
                level.suffix = value or "tab"
        yield _number(element.get(w("ilvl")), 0), level


def _number(value: str | None, default: int) -> int:
    found = counted(value)
    return default if found is None else found
