"""What styles of a Word document say of numbering, outline level, contents lines, hidden text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from jixiao.reading.archive import counted
from jixiao.reading.word_names import VAL, w

if TYPE_CHECKING:
    from lxml.etree import _Element

_BODY_LEVEL: Final = 9  # w:outlineLvl of plain text
_DEEPEST: Final = 20  # styles that a style may be based on, one upon the other
_CONTENTS: Final = ("toc ", "目录")
_FIRST_LEVEL: Final = "0"


class Manner(NamedTuple):
    """How a paragraph is set, as far as its text depends on it; None where nothing is said."""

    list_id: str | None = None
    level: int | None = None
    outline: int | None = None  # 0 for the highest headings
    contents: bool = False
    style: str = ""
    hidden: bool = False  # all the words of the paragraph

    def over(self, below: "Manner") -> "Manner":
        """Return this manner with what it leaves open taken from the one below."""
        return Manner(
            below.list_id if self.list_id is None else self.list_id,
            below.level if self.level is None else self.level,
            below.outline if self.outline is None else self.outline,
            self.contents or below.contents,
            self.style or below.style,
            self.hidden or below.hidden,
        )


_PLAIN: Final = Manner()


class Styles:
    """The paragraph styles of a document."""

    def __init__(self, root: "_Element | None") -> None:
        self._own: dict[str, tuple[Manner, str | None]] = {}
        self._known: dict[str, Manner] = {}
        self._default = ""
        self._hiding: set[str] = set()  # character styles
        if root is not None:
            for element in root.iterchildren(w("style")):
                kind = element.get(w("type"), "paragraph")
                if kind == "paragraph":
                    self._add(element)
                elif kind == "character" and _hides(element.find(w("rPr"))):
                    self._hiding.add(element.get(w("styleId"), ""))

    def manner(self, properties: "_Element | None") -> Manner:
        """Return how a paragraph is set: by its own ``w:pPr`` and by its style."""
        if properties is None:
            return self._of_style(self._default)
        style = properties.find(w("pStyle"))
        name = self._default if style is None else style.get(VAL, "")
        return _said(properties).over(self._of_style(name))

    def hides(self, properties: "_Element") -> bool:
        """Whether a run with this ``w:rPr`` is hidden."""
        said = _hides(properties)
        if said is not None or not self._hiding:
            return said is True
        style = properties.find(w("rStyle"))
        return style is not None and style.get(VAL) in self._hiding

    def _add(self, element: "_Element") -> None:
        identifier = element.get(w("styleId"), "")
        name, based = element.find(w("name")), element.find(w("basedOn"))
        printed = "" if name is None else (name.get(VAL) or "").lower()
        own = _said(element.find(w("pPr")))._replace(
            style=identifier, hidden=_hides(element.find(w("rPr"))) is True
        )
        if printed.startswith(_CONTENTS):
            own = own._replace(contents=True)
        elif own.outline is None and (level := _heading_level(printed)) is not None:
            own = own._replace(outline=level)
        self._own[identifier] = own, None if based is None else based.get(VAL)
        if element.get(w("default")) in ("1", "true"):
            self._default = identifier

    def _of_style(self, identifier: str) -> Manner:
        known = self._known.get(identifier)
        if known is None:
            known = _PLAIN
            for own in self._upwards(identifier):
                known = known.over(own)
            self._known[identifier] = known
        return known

    def _upwards(self, identifier: str | None) -> Iterator[Manner]:
        for _ in range(_DEEPEST):
            if identifier is None or identifier not in self._own:
                return
            own, identifier = self._own[identifier]
            yield own


def _heading_level(name: str) -> int | None:
    """Return the level of a heading by the name of its style: heading 1, 标题 1."""
    words, _, last = name.rpartition(" ")
    if words in ("heading", "标题") and last.isdecimal() and 0 < int(last) <= _BODY_LEVEL:
        return int(last) - 1
    return None


def _said(properties: "_Element | None") -> Manner:
    """Return what ``w:pPr`` itself says."""
    if properties is None:
        return _PLAIN
    list_id = level = None
    numbering = properties.find(w("numPr"))
    if numbering is not None:
        named, depth = numbering.find(w("numId")), numbering.find(w("ilvl"))
        list_id = None if named is None else named.get(VAL)
        level = None if depth is None else counted(depth.get(VAL))
    outline = properties.find(w("outlineLvl"))
    return Manner(list_id, level, None if outline is None else counted(outline.get(VAL)))


def _hides(properties: "_Element | None") -> bool | None:
    """Whether ``w:rPr`` hides a run; None where it says nothing of it."""
    mark = None if properties is None else properties.find(w("vanish"))
    return None if mark is None else mark.get(VAL) not in ("0", "false", "off")
