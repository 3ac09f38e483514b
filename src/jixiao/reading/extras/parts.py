"""What the parts of office files have in common: names without namespaces, properties, files."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from jixiao.model.extra import Extra
from jixiao.reading.archive import Archive
from jixiao.terms import ExtraKind

if TYPE_CHECKING:
    from lxml.etree import _Element

# Properties that tell of people and their offices, by the names of their elements.
_PROPERTIES: Final = {
    "docProps/core.xml": {"creator": "作者", "lastModifiedBy": "最后修改者"},
    "docProps/app.xml": {"Company": "单位", "Manager": "经理"},
}
_CUSTOM: Final = "docProps/custom.xml"


def local(element: "_Element") -> str:
    """Return the name of an element; strict and transitional files differ in namespaces only."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: "_Element", name: str) -> str:
    """Return an attribute by its name, in whatever namespace."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def named(root: "_Element", *names: str) -> "Iterator[_Element]":
    """Yield the elements of some names, in their order."""
    for element in root.iter():
        if local(element) in names:
            yield element


def words(element: "_Element", *tags: str) -> str:
    """Return the text of an element on one line; paragraphs are parted by a space."""
    pieces = []
    for one in element.iter():
        name = local(one)
        if name in tags:
            pieces.append(one.text or "")
        elif name in ("p", "tab", "br", "cr"):
            pieces.append(" ")
    return " ".join("".join(pieces).split())


def parts(archive: Archive, start: str, end: str = ".xml") -> Iterator[str]:
    """Yield the names of the members that begin and end so, in their order."""
    yield from sorted(
        (name for name in archive.names() if name.startswith(start) and name.endswith(end)),
        key=lambda name: (len(name), name),
    )


def properties(archive: Archive) -> Iterator[Extra]:
    """Yield the properties that tell of people and offices, and those that users have added."""
    for part, names in _PROPERTIES.items():
        if part in archive:
            for element in archive.xml(part):
                text = (element.text or "").strip()
                if local(element) in names and text:
                    yield Extra(ExtraKind.PROPERTY, text, names[local(element)])
    if _CUSTOM in archive:
        for element in archive.xml(_CUSTOM):
            text = " ".join("".join(str(piece) for piece in element.itertext()).split())
            if text:
                yield Extra(ExtraKind.PROPERTY, text, f"自定义属性“{attribute(element, 'name')}”")


def attachments(archive: Archive, folder: str) -> Iterator[Extra]:
    """Yield the files that are embedded."""
    for name in parts(archive, f"{folder}/embeddings/", ""):
        yield Extra(ExtraKind.ATTACHMENT, name.rpartition("/")[2], "嵌入的文件")
