"""Tables of contents: they repeat the headings with page numbers and state nothing of their own.

Were they read, every heading would be told twice: sections would seem to be there that are not,
and the page behind “五、自评得分” would be a score.
"""

from collections.abc import Sequence
from itertools import islice
from typing import Final

from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.reading.lines import Line, Role

_HEADS: Final = frozenset({"目录", "目次"})
_TOP: Final = 80  # lines in which the head of a table of contents stands
_FURTHER: Final = 5_000  # lines in which the headings that it repeats stand
_LEAST: Final = 3  # entries that are one without a head
_LONGEST: Final = 100  # characters of an entry
_PAGE: Final = r"[(\[-]? ?(?:[0-9]{1,3}|[ivxIVX]{1,5}) ?[)\]-]?"
_PAGE_ENDS: Final = frozenset("0123456789ivxIVX)]-")
_LEADER_SIGNS: Final = ("....", "……", "····", "----", "____", ". . .")
_LEADERS: Final = r"(?:(?:[.·] ?){4,}|…{2,}[.…]*|[-_]{4,})"
# 一、基本情况……3, 一、基本情况 .... 3
_LED: Final = pattern(rf".*?[^\s.·…_-].*?{_LEADERS} *{_PAGE}")
# 一、基本情况    3
_PARTED: Final = pattern(rf"(?P<words>.*?\S)(?:\t\s*|\s{{2,}}){_PAGE}")


def drop_contents(folded: str, lines: list[Line], contents: list[Span]) -> list[Line]:
    """Return the lines without those of a table of contents, which are recorded in ``contents``.

    They stand below a head of their own and lead to a page or repeat a line further down, or
    several of them have leaders. Lines that the file itself calls so (``Role.CONTENTS``) go too.
    """
    found = {index for index, line in enumerate(lines) if line.role is Role.CONTENTS}
    head = _head(lines)
    if head is not None:
        entries = _entries(lines, head + 1)
        if entries:
            found.update((head, *entries))
    if any(sign in folded for sign in _LEADER_SIGNS):
        led = [index for index, line in enumerate(lines) if _is_led(line)]
        found.update(index for run in _runs(led) if len(run) >= _LEAST for index in run)
    if not found:
        return lines
    contents.extend(Span(lines[i].start, lines[i].start + len(lines[i].raw)) for i in sorted(found))
    return [line for index, line in enumerate(lines) if index not in found]


def _head(lines: Sequence[Line]) -> int | None:
    for index, line in enumerate(lines[:_TOP]):
        if line.raw[0] == "目" and _squeezed(line.raw).rstrip(":") in _HEADS:
            return index
    return None


def _entries(lines: Sequence[Line], first: int) -> list[int]:
    """Return the lines from ``first`` on that are entries, one after the other."""
    further = [_squeezed(line.raw) for line in lines[first : first + _FURTHER]]
    found: list[int] = []
    for index, line in enumerate(lines[first : first + _FURTHER]):
        # A long heading takes two lines: the page stands on the second.
        below = lines[first + index + 1 : first + index + 2]
        broken = line.role is Role.PROSE and bool(below) and _is_led(below[0])
        if line.role is not Role.CONTENTS and not broken and not _is_entry(line, index, further):
            break
        found.append(first + index)
    return found


def _is_entry(line: Line, index: int, further: Sequence[str]) -> bool:
    """Tell whether a line has leaders, or a page behind words that stand further down again."""
    if line.role is not Role.PROSE or len(line.raw) > _LONGEST:
        return False
    if _is_led(line):
        return True
    parted = _PARTED.fullmatch(line.raw)
    words = further[index] if parted is None else _squeezed(parted["words"])
    below = islice(further, index + 1, None)
    if parted is None:
        return words in below
    return any(one.startswith(words) for one in below)


def _is_led(line: Line) -> bool:
    raw = line.raw
    return (
        line.role is Role.PROSE
        and raw[-1] in _PAGE_ENDS
        and len(raw) <= _LONGEST
        and any(sign in raw for sign in _LEADER_SIGNS)
        and _LED.fullmatch(raw) is not None
    )


def _runs(indices: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in indices:
        if not runs or runs[-1][-1] != index - 1:
            runs.append([])
        runs[-1].append(index)
    return runs


def _squeezed(raw: str) -> str:
    return "".join(raw.split())
