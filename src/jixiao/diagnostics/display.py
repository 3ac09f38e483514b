"""Text in a terminal: display width, cutting, padding and colour."""

import os
import unicodedata
from functools import lru_cache
from typing import IO

ELLIPSIS = "…"
_WIDE = frozenset("WFA")  # A: quotes and dashes, two columns wide in the fonts of Chinese text
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_UNSAFE = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs"})

RED, YELLOW, BLUE, GREEN, BOLD, DIM = "31", "33", "36", "32", "1", "2"


@lru_cache(maxsize=8192)
def columns(character: str) -> int:
    """Return how many columns a character takes."""
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def width(text: str) -> int:
    """Return how many columns a text takes."""
    return len(text) if text.isascii() else sum(map(columns, text))


def safe(text: str) -> str:
    """Return a text without what would steer a terminal: one space for each such character."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if unicodedata.category(c) in _UNSAFE else c for c in text)


def pad(text: str, to: int, *, right: bool = False) -> str:
    """Fill a text up to a width; ``right``: keep it to the right."""
    blank = " " * max(0, to - width(text))
    return blank + text if right else text + blank


def clip(text: str, to: int) -> str:
    """Cut a text to a width, with an ellipsis where something was cut."""
    if width(text) <= to:
        return text
    room = to - width(ELLIPSIS)
    return _head(text, room) + ELLIPSIS if room >= 0 else _head(text, to)


def window(text: str, start: int, end: int, to: int) -> tuple[str, int, int]:
    """Cut a line around ``text[start:end]``; return it with the column and width of the place."""
    start = max(0, min(start, len(text)))
    end = max(start, min(end, len(text)))
    before, inside, after = text[:start], text[start:end], text[end:]
    if width(text) > to:
        inside = clip(inside, to)
        room = to - width(inside)
        left = min(width(before), max(room // 3, room - width(after)))
        before = _tail(before, left)
        after = clip(after, max(0, to - width(before) - width(inside)))
    return before + inside + after, width(before), width(inside)


class Style:
    """Colours, or none."""

    __slots__ = ("on",)

    def __init__(self, *, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, *codes: str) -> str:
        """Return the text in the given colours."""
        return f"\033[{';'.join(codes)}m{text}\033[0m" if self.on and text else text


PLAIN = Style(on=False)


def wants_colour(stream: IO[str]) -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR; FORCE_COLOR colours everywhere."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return os.environ.get("TERM") != "dumb" and stream.isatty()


def _head(text: str, to: int) -> str:
    used = 0
    for i, character in enumerate(text):
        used += columns(character)
        if used > to:
            return text[:i]
    return text


def _tail(text: str, to: int) -> str:
    if width(text) <= to:
        return text
    used = width(ELLIPSIS)
    for i in range(len(text) - 1, -1, -1):
        used += columns(text[i])
        if used > to:
            return (ELLIPSIS + text[i + 1 :]) if to >= width(ELLIPSIS) else ""
    return text
