"""Targets and results as forms print them: ≥95%, 3—5天, 128份, 长期坚持."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from jixiao.model.folding import fold
from jixiao.patterns import pattern
from jixiao.terms import Attainment, Sign
from jixiao.workbook.values import Shown, tidy

_NUMBER: Final = r"(-?[0-9][0-9,]*(?:\.[0-9]+)?)"
_REST: Final = r"([^0-9]*)"
_SIGNS: Final[dict[str, Sign]] = {
    "≥": Sign.AT_LEAST,
    "≧": Sign.AT_LEAST,
    ">=": Sign.AT_LEAST,
    "不少于": Sign.AT_LEAST,
    "不低于": Sign.AT_LEAST,
    "大于等于": Sign.AT_LEAST,
    "大于或等于": Sign.AT_LEAST,
    ">": Sign.MORE_THAN,
    "大于": Sign.MORE_THAN,
    "≤": Sign.AT_MOST,
    "≦": Sign.AT_MOST,
    "<=": Sign.AT_MOST,
    "不超过": Sign.AT_MOST,
    "不高于": Sign.AT_MOST,
    "不多于": Sign.AT_MOST,
    "小于等于": Sign.AT_MOST,
    "小于或等于": Sign.AT_MOST,
    "<": Sign.LESS_THAN,
    "小于": Sign.LESS_THAN,
    "=": Sign.EQUAL,
    "等于": Sign.EQUAL,
}
_WORDS: Final = "|".join(sorted(_SIGNS, key=len, reverse=True))
_TARGET: Final = pattern(rf"({_WORDS}|)\s*{_NUMBER}\s*{_REST}")
_INTERVAL: Final = pattern(rf"{_NUMBER}\s*{_REST}?\s*(?:[-—–~至]+)\s*{_NUMBER}\s*{_REST}")
_BEHIND: Final = {"及以上": Sign.AT_LEAST, "及以下": Sign.AT_MOST}
_OPEN: Final = pattern(r"[左右约近余多前后底内外上下日月期±+*×/=<>≤≥、,;。(]")
_UNITS: Final = frozenset({"个月", "日", "年", "工作日", "个工作日", "元/平方米", "万元/人"})
_FIGURE: Final = pattern("[0-9]|[一二三四五六七八九十两]+(?:个|次|家|份|人|项|场|天|月|年|台|套)")
_TIME: Final = pattern("[0-9]{1,2}月(?![份个])|月(?:底|末|[0-9])|年[底末]|季度末|[0-9]日[前内]")
_LONGEST: Final = 8


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached; ``sign`` is None where the form prints none."""

    sign: Sign | None = None
    value: Decimal | None = None
    high: Decimal | None = None
    text: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """What was reached: a number with the unit printed behind it, or words."""

    value: Decimal | None = None
    unit: str = ""
    attainment: Attainment | None = None
    text: str = ""


def target_of(shown: Shown) -> Target | None:
    """Return the target that a cell prints, or None where it cannot be told."""
    text = fold(shown.text).strip()
    found = _TARGET.fullmatch(text)
    if found is not None:
        sign, rest = _SIGNS.get(found[1]), found[3].strip()
        for words, meant in _BEHIND.items():
            if sign is None and rest.endswith(words):
                sign, rest = meant, rest.removesuffix(words).strip()
        return Target(sign, _value(found[2], shown), unit=rest) if _is_unit(rest) else None
    found = _INTERVAL.fullmatch(text)
    if found is not None:
        low, unit, high, rest = found[1], (found[2] or "").strip(), found[3], found[4].strip()
        if not _is_unit(rest) or unit not in ("", rest):
            return None
        lower, upper = _value(low, None), _value(high, None)
        return Target(Sign.INTERVAL, lower, upper, unit=rest) if lower < upper else None
    if _FIGURE.search(text) or text.startswith(tuple(_SIGNS)):
        return None
    return Target(Sign.QUALITATIVE, text=shown.text.strip())


def sign_of(text: str) -> Sign | None:
    """Return the sign that a cell of its own prints, or None."""
    words = fold(text).strip()
    named = next((each for each in Sign if words in (fold(each.label), fold(each.value))), None)
    return named or _SIGNS.get(words) or (Sign.QUALITATIVE if words == "定性指标" else None)


def day_meant(text: str) -> bool:
    """Whether a target is a time by which something is done: 12月20日前, 年底前."""
    return _TIME.search(fold(text)) is not None


def reached_of(shown: Shown) -> Reached:
    """Return what a cell says was reached; what is no plain number stays words."""
    text = fold(shown.text).strip()
    found = _TARGET.fullmatch(text)
    if found is not None and not found[1] and _is_unit(found[3].strip()):
        unit = found[3].strip()
        return Reached(_value(found[2], shown), unit)
    first, _, rest = text.partition(":")
    band = next((each for each in Attainment if fold(each.label) == first.strip()), None)
    if band is not None:
        return Reached(attainment=band, text=rest.strip())
    return Reached(text=shown.text.strip())


def _is_unit(text: str) -> bool:
    if text in _UNITS:
        return True
    return len(text) <= _LONGEST and _OPEN.search(text) is None


def _value(printed: str, shown: Shown | None) -> Decimal:
    """Return the number that is meant: the stored one where the cell shows it rounded."""
    if shown is not None and shown.stored is not None:
        return tidy(shown.stored)
    return Decimal(printed.replace(",", ""))
