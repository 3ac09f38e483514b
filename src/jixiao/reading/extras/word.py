"""What a Word file holds beside its text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from jixiao.model.extra import Extra
from jixiao.reading.archive import Archive
from jixiao.reading.extras.parts import (
    attachments,
    attribute,
    local,
    named,
    parts,
    properties,
    words,
)
from jixiao.reading.word_parts import Parts
from jixiao.terms import ExtraKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHANGES: Final = {
    "ins": ExtraKind.INSERTION,
    "moveTo": ExtraKind.INSERTION,
    "del": ExtraKind.DELETION,
    "moveFrom": ExtraKind.DELETION,
}
_OFF: Final = frozenset({"0", "false", "off"})
_STYLES: Final = "word/styles.xml"
_PRINTED: Final = ("word/header", "word/footer", "word/footnotes", "word/endnotes")
_ASIDE: Final = (
    ("word/header", "hdr", ExtraKind.HEADER),
    ("word/footer", "ftr", ExtraKind.FOOTER),
)


def extras_of_word(data: bytes, path: str) -> Iterator[Extra]:
    """Yield what stands beside the body: margins, comments, changes, what is hidden, properties.

    Raises:
        JixiaoError: a part is damaged or hostile.
    """
    archive = Archive(data, path)
    hidden_styles = _hidden_styles(archive)
    yield from _beside(archive)
    yield from _comments(archive)
    printed = [name for start in _PRINTED for name in parts(archive, start)]
    for name in [Parts(archive, path).main, *printed]:
        if name in archive:
            root = archive.xml(name)
            yield from _changes(root)
            yield from _hidden(root, hidden_styles)
    yield from attachments(archive, "word")
    yield from properties(archive)


def _beside(archive: Archive) -> Iterator[Extra]:
    seen: set[Extra] = set()
    for start, element, kind in _ASIDE:
        for name in parts(archive, start):
            for one in named(archive.xml(name), element):
                for paragraph in named(one, "p"):
                    extra = Extra(kind, words(paragraph, "t"))
                    if extra.text and extra not in seen:  # sections repeat their headers
                        seen.add(extra)
                        yield extra


def _comments(archive: Archive) -> Iterator[Extra]:
    for name in parts(archive, "word/comments"):
        for comment in named(archive.xml(name), "comment"):
            author = attribute(comment, "author")
            place = f"作者“{author}”" if author else ""
            yield Extra(ExtraKind.COMMENT, words(comment, "t"), place)


def _changes(root: "_Element") -> Iterator[Extra]:
    for change in named(root, *_CHANGES):
        text = words(change, "t", "delText")
        within = any(local(above) in _CHANGES for above in change.iterancestors())
        if text and not within:
            author = attribute(change, "author")
            yield Extra(_CHANGES[local(change)], text, f"修订者“{author}”" if author else "")


def _hidden_styles(archive: Archive) -> frozenset[str]:
    """Return the styles whose text is not shown."""
    if _STYLES not in archive:
        return frozenset()
    return frozenset(
        attribute(style, "styleId")
        for style in named(archive.xml(_STYLES), "style")
        if any(_vanishes(one) for one in style if local(one) == "rPr")
    )


def _hidden(root: "_Element", styles: frozenset[str]) -> Iterator[Extra]:
    """Yield the hidden text, one for each paragraph; codes of fields hold no text."""
    for paragraph in named(root, "p"):
        pieces = [
            "".join(t.text or "" for t in run if local(t) == "t")
            for run in named(paragraph, "r")
            if _is_hidden(run, styles)
        ]
        text = " ".join("".join(pieces).split())
        if text:
            yield Extra(ExtraKind.HIDDEN_TEXT, text)


def _is_hidden(run: "_Element", styles: frozenset[str]) -> bool:
    for own in run:
        if local(own) == "rPr":
            if any(local(one) == "vanish" for one in own):
                return _vanishes(own)
            return any(local(one) == "rStyle" and attribute(one, "val") in styles for one in own)
    return False


def _vanishes(properties_of_run: "_Element") -> bool:
    return any(
        local(one) == "vanish" and attribute(one, "val") not in _OFF for one in properties_of_run
    )
