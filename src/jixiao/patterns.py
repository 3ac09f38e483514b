"""Regular expressions that are compiled when they are first used.

Some six hundred patterns take two tenths of a second to compile, and one report needs but a part
of them: at start-up that time is better saved.
"""

import re
from typing import cast


class _Pattern:
    """Stands for a compiled pattern until one of its methods is asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        """Compile, and keep the methods in use: the second look-up finds them in place."""
        compiled = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        self.pattern = compiled.pattern
        self.groupindex = compiled.groupindex
        return getattr(compiled, name)


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that behaves as ``re.compile(source, flags)`` and costs nothing yet."""
    return cast("re.Pattern[str]", _Pattern(source, flags))
