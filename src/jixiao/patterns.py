"""Regular expressions that are compiled when they are first used.

Some six hundred patterns take two tenths of a second to compile, and one report needs but a part
of them: at start-up that time is better saved.
"""

import re
from typing import cast

# Python takes a millisecond to compile a set as wide as that of the Chinese characters, for it
# looks at each of them. Letters that are no Latin ones, nor numbers in a circle, are as good in a
# Chinese text, and are told by their category.
_HAN = ("[\u4e00-\u9fff]", r"[\u4e00-\u9fff]")
_LETTER = r"[^\W\x00-\xff\u2150-\u24ff]"

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _Pattern:
    """Stands for a compiled pattern until one of its methods is asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern = source
        self._given = flags

    def __getattr__(self, name: str) -> object:
        """Compile, and keep the methods: the second look-up finds them in place."""
        if name.startswith("__"):  # asked for by copy, pickle and the like
            raise AttributeError(name)
        compiled = re.compile(_cheaper(self.pattern), self._given)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        for value in ("flags", "groups", "groupindex"):
            setattr(self, value, getattr(compiled, value))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"pattern({self.pattern!r})"


def _cheaper(source: str) -> str:
    for han in _HAN:
        source = source.replace(han, _LETTER)
    return source


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that behaves as ``re.compile(source, flags)`` and costs nothing yet."""
    return cast("re.Pattern[str]", _Pattern(source, flags))


def any_of(words: str) -> str:
    """Return the source of an alternation of words that spaces divide."""
    return "(?:" + "|".join(words.split()) + ")"
