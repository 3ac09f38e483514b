"""The parts of a Word file, found as the format asks: by their relations, not by their names.

Most programs call the main part ``word/document.xml``; Word on the web calls it ``document2.xml``.
"""

import posixpath
from typing import TYPE_CHECKING, Final

from jixiao.reading.archive import Archive, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_USUAL: Final = "word/document.xml"


class Parts:
    """Finds and parses the parts of one Word file."""

    def __init__(self, archive: Archive, path: str) -> None:
        self._archive = archive
        self._path = path
        found = self._related("").get("officeDocument", _USUAL)
        self.main = found if found in archive else _USUAL
        self._others = self._related(self.main)

    def root(self) -> "_Element | None":
        """Return the root of the main part, in the transitional namespace."""
        return self._parsed(self.main)

    def other(self, kind: str) -> "_Element | None":
        """Return the root of the part of a kind (``styles``, ``footnotes``), None without one."""
        return self._parsed(self.name(kind))

    def name(self, kind: str) -> str:
        """Return the member that holds, or would hold, the part of a kind."""
        return self._others.get(kind, posixpath.join(posixpath.dirname(self.main), f"{kind}.xml"))

    @property
    def relations(self) -> str:
        """The member that holds the relations of the main part."""
        return relations_of(self.main)

    def _parsed(self, name: str) -> "_Element | None":
        if name not in self._archive:
            return None
        data = self._archive.read(name).replace(STRICT, TRANSITIONAL)
        return parse_xml(data, name, self._path)

    def _related(self, source: str) -> dict[str, str]:
        """Return the members that a part, or the whole package, relates to, by kind."""
        name = relations_of(source)
        if name not in self._archive:
            return {}
        folder = posixpath.dirname(source)
        related: dict[str, str] = {}
        for one in self._archive.xml(name):
            target = one.get("Target", "")
            if target and one.get("TargetMode") != "External":
                kind = one.get("Type", "").rpartition("/")[2]
                place = target.lstrip("/") if target[0] == "/" else posixpath.join(folder, target)
                related.setdefault(kind, posixpath.normpath(place))
        return related


def relations_of(part: str) -> str:
    """Return the member that holds the relations of a part, or of the package."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
