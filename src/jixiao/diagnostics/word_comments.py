"""A copy of a Word file with a comment at each finding; all else in it is left as it was.

Comments are a part of their own (ECMA-376 part 1, 17.13.4). In the text only marks are set: where
a comment begins, where it ends, and its sign. A run of text is split where a mark falls inside.
"""

import io
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from jixiao.diagnostics.notes import note_lines, worth_saying
from jixiao.model.document import Document
from jixiao.model.outcome import Outcome
from jixiao.reading.archive import Archive
from jixiao.reading.word import MATHS, trace_word
from jixiao.reading.word_names import w
from jixiao.reading.word_parts import STRICT, TRANSITIONAL, Parts

if TYPE_CHECKING:
    from lxml.etree import _Element

_AUTHOR: Final = "绩效核对"
_INITIALS: Final = "核"
_TYPES_PART: Final = "[Content_Types].xml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
)
_COMMENTS_RELATION: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
)
_STRICT_RELATION: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class _Comment(NamedTuple):
    """What is said of the places from ``start`` to ``end`` of the source."""

    start: int
    end: int
    lines: tuple[str, ...]


def commented(data: bytes, document: Document, outcomes: Sequence[Outcome]) -> bytes:
    """Return a .docx file with a comment at each finding, heaviest first at one place.

    ``data`` is the file that ``document`` was read from.
    """
    archive = Archive(data, document.path)
    traced = trace_word(archive, document.path)
    comments = [_comment(document, outcome) for outcome in worth_saying(outcomes)]
    parts = traced.parts
    name = parts.name("comments")
    root = _root_of_comments(parts)
    number = 1 + max((_number(one.get(w("id"))) for one in root.iter(w("comment"))), default=-1)
    cuts = sorted({place for one in comments for place in (one.start, one.end)})
    stretches = list(_stretches(traced.trace, cuts))
    for comment in sorted(comments, key=lambda one: (one.start, one.end)):
        if stretches:
            _mark(stretches, comment, number)
            root.append(_element_of(comment, number))
            number += 1
    strict = STRICT in archive.read(parts.main)
    changed = {
        parts.main: _bytes(traced.root, strict=strict),
        name: _bytes(root, strict=strict),
        parts.relations: _with_relation(archive, parts, strict=strict),
        _TYPES_PART: _with_type(archive, name),
    }
    return _repacked(data, changed)


def _comment(document: Document, outcome: Outcome) -> _Comment:
    start, end = document.source_span(*outcome.span)
    return _Comment(start, max(end, start + 1), tuple(note_lines(document, outcome)))


# --- marks in the text ----------------------------------------------------------------------------


class _Stretch(NamedTuple):
    """An element that holds the characters of the source from ``start`` to ``end``."""

    start: int
    end: int
    element: "_Element"


def _stretches(trace: "Iterable[tuple[int, _Element]]", cuts: Sequence[int]) -> Iterator[_Stretch]:
    """Yield the elements with text, split so that every cut falls between two of them."""
    for start, element in trace:
        text = element.text or ""
        end = start + len(text)
        for cut in cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]:
            if element.tag != w("t"):
                break  # a formula is not split
            half = _split(element, cut - start)
            yield _Stretch(start, cut, element)
            start, element = cut, half  # noqa: PLW2901 - what is left of it
        if start < end:
            yield _Stretch(start, end, element)


def _split(element: "_Element", at: int) -> "_Element":
    """Split a text and its run; return the second half, which stands in a run of its own."""
    run = next(element.iterancestors())
    text = element.text or ""
    second, half = _new("r"), _new("t")
    properties = run.find(w("rPr"))
    if properties is not None:
        second.append(deepcopy(properties))
    second.append(half)
    for sibling in list(element.itersiblings()):
        second.append(sibling)
    element.text, half.text = text[:at], text[at:]
    for one in (element, half):
        one.set(_SPACE, "preserve")
    run.addnext(second)
    return half


def _mark(stretches: Sequence[_Stretch], comment: _Comment, number: int) -> None:
    """Set the marks of a comment around the stretches that it speaks of, or next to its place."""
    covered = [one for one in stretches if one.end > comment.start and one.start < comment.end]
    if not covered:  # a label, which Word prints itself
        behind = [one for one in stretches if one.start >= comment.start]
        covered = [behind[0] if behind else stretches[-1]]
    begin, end = _new("commentRangeStart", number), _new("commentRangeEnd", number)
    sign = _new("r")
    sign.append(_new("commentReference", number))
    _run_of(covered[0].element).addprevious(begin)
    _run_of(covered[-1].element).addnext(end)
    end.addnext(sign)


def _run_of(element: "_Element") -> "_Element":
    """Return the run that holds a text, or the whole formula."""
    run = element
    for above in element.iterancestors():
        if run is not element and not str(above.tag).startswith(MATHS):
            break
        run = above
    return run


def _new(name: str, number: int | None = None) -> "_Element":
    element = etree.Element(w(name))
    if number is not None:
        element.set(w("id"), str(number))
    return element


# --- parts ----------------------------------------------------------------------------------------


def _root_of_comments(parts: Parts) -> "_Element":
    """Return the root of the comments that the file has, or a new one."""
    namespace = w("comments")[1:].partition("}")[0]
    root = parts.other("comments")
    return etree.Element(w("comments"), nsmap={"w": namespace}) if root is None else root


def _element_of(comment: _Comment, number: int) -> "_Element":
    element = _new("comment", number)
    element.set(w("author"), _AUTHOR)
    element.set(w("initials"), _INITIALS)
    for line in comment.lines:
        paragraph = etree.SubElement(element, w("p"))
        text = etree.SubElement(etree.SubElement(paragraph, w("r")), w("t"))
        text.text = "".join(_printable(line))
        text.set(_SPACE, "preserve")
    return element


def _printable(text: str) -> Iterator[str]:
    """Yield the characters that XML allows."""
    for char in text:
        if char >= " " and char not in "\ufffe\uffff" and not "\ud800" <= char <= "\udfff":
            yield char


def _with_relation(archive: Archive, parts: Parts, *, strict: bool) -> bytes:
    """Return the relations of the main part, that to the comments among them."""
    tag = f"{{{_RELATIONS}}}Relationship"
    if parts.relations in archive:
        root = archive.xml(parts.relations)
    else:
        root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
    if not any(one.get("Type") in (_COMMENTS_RELATION, _STRICT_RELATION) for one in root):
        known = {one.get("Id") for one in root}
        name = next(f"rId{n}" for n in range(1, len(known) + 2) if f"rId{n}" not in known)
        kind = _STRICT_RELATION if strict else _COMMENTS_RELATION
        etree.SubElement(root, tag, Id=name, Type=kind, Target="comments.xml")
    return _bytes(root)


def _with_type(archive: Archive, part: str) -> bytes:
    """Return the types of the parts, that of the comments among them."""
    if _TYPES_PART in archive:
        root = archive.xml(_TYPES_PART)
    else:
        root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    name = f"/{part}"
    if not any(one.get("PartName") == name for one in root):
        tag = f"{{{_TYPES}}}Override"
        etree.SubElement(root, tag, PartName=name, ContentType=_COMMENTS_TYPE)
    return _bytes(root)


def _bytes(root: "_Element", *, strict: bool = False) -> bytes:
    """Return a part as it is written; ``strict`` in the namespace of strict files."""
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data.replace(TRANSITIONAL, STRICT) if strict else data


def _repacked(data: bytes, changed: dict[str, bytes]) -> bytes:
    """Return the archive with some members changed or added, the others as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        rest = dict(changed)
        for member in old.infolist():
            content = rest.pop(member.filename, None)
            new.writestr(
                member,
                old.read(member) if content is None else content,
                compress_type=member.compress_type,
            )
        for name, content in rest.items():
            # A fixed moment: the same findings make the same file.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            new.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _number(value: str | None) -> int:
    return int(value) if value is not None and value.isdecimal() else -1
