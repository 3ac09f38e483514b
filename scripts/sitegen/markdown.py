"""Markdown: text that must not be read as markup, tables, the names of headings, links."""

import re
from collections.abc import Callable, Iterable, Iterator

_SPECIAL = re.compile(r"([\\`*_\[\]<>|$#{}~])")
_NO_SLUG = re.compile(r"[^\w\- ]")
_FENCE = re.compile(r" *(```|~~~)")
_HEADING = re.compile(r"#{1,6} +(.+?) *#*$")
_LINK = re.compile(r"(?P<text>\[[^\]\n]*\])\((?P<target>[^)\s]+)\)")
_MARKUP = re.compile(r"[`*]|\]\([^)]*\)|\[")


def plain(text: str) -> str:
    """Return text that Markdown shows letter by letter, on one line and in one cell."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def code(text: str) -> str:
    """Return text as code; a bar would end the cell of a table."""
    return f"`{text}`".replace("|", "\\|")


def fenced(text: str, language: str = "text") -> str:
    """Return a block of text; the fence is longer than any inside."""
    ticks = "```"
    while ticks in text:
        ticks += "`"
    return f"{ticks}{language}\n{text.rstrip()}\n{ticks}"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; the cells are Markdown already."""
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *(list(row) for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def slug(heading: str) -> str:
    """Return the anchor of a heading, as the forges and the site make it."""
    shown = _MARKUP.sub("", heading)
    return _NO_SLUG.sub("", shown.strip().lower()).replace(" ", "-")


def anchors(text: str) -> set[str]:
    """Return the anchors of a page; of equal headings all but the first are numbered."""
    found: set[str] = set()
    for line in _prose(text):
        heading = _HEADING.match(line)
        if heading:
            name, number = slug(heading[1]), 0
            while (name if number == 0 else f"{name}-{number}") in found:
                number += 1
            found.add(name if number == 0 else f"{name}-{number}")
    return found


def links(text: str) -> list[str]:
    """Return the targets of all links of a page, those in blocks of code apart."""
    return [link["target"] for line in _prose(text) for link in _LINK.finditer(line)]


def with_links(text: str, replace: Callable[[str], str]) -> str:
    """Return a page in which each target of a link is replaced."""
    return "\n".join(
        _LINK.sub(lambda link: f"{link['text']}({replace(link['target'])})", line)
        if prose
        else line
        for line, prose in _lines(text)
    )


def _prose(text: str) -> Iterator[str]:
    return (line for line, prose in _lines(text) if prose)


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each line, and whether it stands outside of blocks of code."""
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            yield line, False
            if mark and mark[1] == fence:
                fence = ""
        else:
            yield line, mark is None
            fence = mark[1] if mark else ""
