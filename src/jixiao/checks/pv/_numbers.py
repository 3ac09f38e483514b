"""Long numbers of a text: telephones, identity cards, bank cards."""

from collections.abc import Iterator, Sequence
from weakref import WeakKeyDictionary

from jixiao.extraction.understanding import Understanding
from jixiao.model.source import Span
from jixiao.patterns import pattern

_LONG = pattern(r"[0-9](?:[ -]?[0-9]){10,23}[Xx]?")
_CORE = pattern(r"[0-9][0-9]{3}[ -]?[0-9]{4}")  # what each of them holds, and few other numbers
_SHAPE = bytes(
    48 if 48 <= code <= 57 else 45 if code in b" -" else 46 for code in range(256)
)  # digits to 0, what may part them to -, all else to a point
_SHAPES = (b"00000000", b"0000-0000")
_BACK = 16  # characters between the beginning of a number and its first core
_found: "WeakKeyDictionary[Understanding, Sequence[Span]]" = WeakKeyDictionary()


def long_numbers(understanding: Understanding) -> Sequence[Span]:
    """Return the runs of eleven digits and more that are no part of a longer code."""
    known = _found.get(understanding)
    if known is None:
        known = _found[understanding] = tuple(long_numbers_in(understanding.document.text))
    return known


def long_numbers_in(text: str) -> Iterator[Span]:
    """Yield the runs of eleven digits and more of a text that are no part of a longer code."""
    shape = text.encode("ascii", "replace").translate(_SHAPE)
    if not any(core in shape for core in _SHAPES):
        return
    last = 0
    for core in _CORE.finditer(text):
        if core.start() < last:
            continue
        first = core.start()
        floor = max(last, first - _BACK)
        while first > floor and (text[first - 1].isdecimal() or text[first - 1] in " -"):
            first -= 1
        match = _LONG.search(text, first, core.end() + _BACK)
        if match is None or match.start() > core.start():
            continue
        last = match.end()
        before, after = text[match.start() - 1 : match.start()], text[last : last + 1]
        if not _goes_on(before) and not _goes_on(after):
            yield Span(match.start(), last)


def _goes_on(character: str) -> bool:
    return bool(character) and character.isascii() and (character.isalnum() or character in ".-_/")


def luhn(digits: str) -> bool:
    """Tell whether the check digit of a card number is right."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
