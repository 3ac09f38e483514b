"""Folding: one printed character, one form.

The same comma is printed as ``，`` in one report and as ``,`` in the next. Folding maps every
character to the form in which the reading text is written, one to one, so that offsets into a
folded text are offsets into the text it was made from.

Tabs stay: whether a tab separates two cells only the reader of a line can tell. Characters that
take no room stay as well, because leaving them out would shift what follows.
"""

import re
import unicodedata
from typing import Final

from jixiao.patterns import pattern

_DASHES = "—–―─\u2010\u2011\u2012\u2212\ufe63\ufe58"
_TILDES = "〜\u223c"
_SPACES = "\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"  # white space that ends no physical line
_SINGLE = {"≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "∶": ":", "\ufe30": ":", "￥": "¥", "・": "·"}

# Radicals and compatibility forms that look like, and stand for, a usual character.
_COMPATIBLE = (
    (0x2E80, 0x2FDF),  # radicals
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0xFE10, 0xFE19),  # punctuation turned for vertical text
    (0xFE50, 0xFE6B),  # small punctuation
    (0xFF01, 0xFF64),  # full-width ASCII, half-width 。「」、
    (0xFFE0, 0xFFE6),  # full-width signs
)


def _make_table() -> dict[str, str]:
    table = {}
    for first, last in _COMPATIBLE:
        for code in range(first, last + 1):
            normal = unicodedata.normalize("NFKC", chr(code))
            if len(normal) == 1 and normal != chr(code):
                table[chr(code)] = normal
    table.update(dict.fromkeys(_DASHES, "-"))
    table.update(dict.fromkeys(_TILDES, "~"))
    table.update(dict.fromkeys(_SPACES + _BREAKS, " "))
    table.update(_SINGLE)
    return table


_TABLE: Final = _make_table()
_FOLDABLE: Final = pattern(f"[{re.escape(''.join(_TABLE))}]")


def fold(text: str) -> str:
    """Return ``text`` with every character in its canonical form; the length stays the same."""
    # A report uses few different foldable characters, many times each: replacing them one by one
    # is several times faster than str.translate, which looks at every character on its own.
    for character in set(_FOLDABLE.findall(text)):
        text = text.replace(character, _TABLE[character])
    return text
