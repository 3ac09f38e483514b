"""Regular expressions that are compiled when they are first used.

Some six hundred patterns take two tenths of a second to compile, and one report needs but a part
of them: at start-up that time is better saved.
"""

import re
from typing import cast

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
        compiled = re.compile(self.pattern, self._given)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        for value in ("flags", "groups", "groupindex"):
            setattr(self, value, getattr(compiled, value))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"pattern({self.pattern!r})"


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that behaves as ``re.compile(source, flags)`` and costs nothing yet."""
    return cast("re.Pattern[str]", _Pattern(source, flags))
