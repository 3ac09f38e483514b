"""Whether a file says what its pages print, told by how often characters stand in it.

Fonts without a table of their characters, or with a wrong one, give text that nobody has written:
signs of no meaning, or rare characters in the place of common ones.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from jixiao.reading.drawn import UNKNOWN

_MOST_UNKNOWN: Final = 0.02  # of the characters
_MOST_PRIVATE: Final = 0.1  # of the characters: bullets are such
_MOST_SIGNS: Final = 0.15  # of the characters, where there is next to no Chinese
_LEAST_CHINESE: Final = 0.02  # of the characters
_FEWEST: Final = 100  # characters that tell
_LEAST_COMMON: Final = 0.5  # of the Chinese characters; of any text, nine in ten are common
_COMMON: Final = range(0xB0, 0xD8)  # first bytes of the 3,755 common characters in GB 2312


def is_garbled(chars: Mapping[str, int]) -> bool:
    """Tell from how often each character stands whether the fonts say what they print."""
    total = sum(chars.values())
    if chars.get(UNKNOWN, 0) > _MOST_UNKNOWN * total:
        return True
    kinds: Counter[str] = Counter()
    for char, count in chars.items():
        kinds[_kind(char)] += count
    if total >= _FEWEST and kinds["private"] > _MOST_PRIVATE * total:
        return True
    chinese = kinds["chinese"] + kinds["common"]
    if chinese >= _FEWEST:
        return kinds["common"] < _LEAST_COMMON * chinese
    scarce = total >= _FEWEST and chinese < _LEAST_CHINESE * total
    return scarce and kinds["sign"] > _MOST_SIGNS * total


def _kind(char: str) -> str:
    if "\u3400" <= char <= "\u9fff":
        return "common" if char.encode("gb2312", "replace")[0] in _COMMON else "chinese"
    if "\ue000" <= char <= "\uf8ff":
        return "private"
    return "other" if char.isalnum() or char.isspace() else "sign"
