"""HTML elements: text goes in as text and can never become markup."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from jixiao.diagnostics.display import safe
from jixiao.patterns import pattern

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NO_CHARACTERS = pattern("[\ufffe\uffff]")


def clean(text: str) -> str:
    """Return a text without what steers how others are shown, or is no character at all."""
    return _NO_CHARACTERS.sub(" ", safe(text))


def element(
    tag: str,
    *content: "str | HtmlElement | None",
    attributes: Mapping[str, str] | None = None,
    **named: str,
) -> "HtmlElement":
    """Return an element; ``class_`` stands for ``class``, None among the content is left out.

    ``attributes`` are those whose names are no Python names.
    """
    from lxml.html import Element  # noqa: PLC0415 - other forms of output need no lxml

    made: HtmlElement = Element(tag)
    for name, value in {**named, **(attributes or {})}.items():
        made.set(name.rstrip("_"), clean(value))
    append(made, *content)
    return made


def append(parent: "HtmlElement", *content: "str | HtmlElement | None") -> None:
    """Add texts and elements behind what is in an element."""
    for piece in content:
        if piece is None:
            continue
        if not isinstance(piece, str):
            parent.append(piece)
            continue
        # Not parent[-1] if len(parent): lxml would count all children every time.
        last = next(parent.iterchildren(reversed=True), None)
        if last is None:
            parent.text = (parent.text or "") + clean(piece)
        else:
            last.tail = (last.tail or "") + clean(piece)


def link(
    target: str,
    *content: "str | HtmlElement | None",
    attributes: Mapping[str, str] | None = None,
    **named: str,
) -> "HtmlElement":
    """Return a link to a place of the same paper."""
    return element("a", *content, attributes=attributes, href=f"#{target}", **named)
