"""What a workbook holds beside the cells that are shown."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

from jixiao.model.document import Document
from jixiao.model.extra import Extra
from jixiao.reading.archive import Archive, counted
from jixiao.reading.extras.parts import (
    attachments,
    attribute,
    local,
    named,
    parts,
    properties,
    words,
)
from jixiao.terms import ExtraKind

if TYPE_CHECKING:
    from lxml.etree import _Element

_ON: Final = frozenset({"1", "true"})
_EDGES: Final = {
    "oddHeader": ExtraKind.HEADER, "evenHeader": ExtraKind.HEADER, "firstHeader": ExtraKind.HEADER,
    "oddFooter": ExtraKind.FOOTER, "evenFooter": ExtraKind.FOOTER, "firstFooter": ExtraKind.FOOTER,
}  # fmt: skip
_LETTERS: Final = 26
_MOST_SHOWN: Final = 20_000  # characters of one hidden sheet; enough to look for numbers in


def extras_of_workbook(data: bytes, document: Document) -> Iterator[Extra]:
    """Yield hidden sheets, rows and columns, comments, text boxes, margins and properties.

    Raises:
        JixiaoError: a part is damaged or hostile.
    """
    archive = Archive(data, document.path)
    strings = _strings(archive)
    for name, member, hidden in _sheets(archive):
        sheet = archive.xml(member)
        if hidden:
            text = " ".join(_cell_texts(sheet, strings))[:_MOST_SHOWN]
            if text:
                yield Extra(ExtraKind.HIDDEN_SHEET, text, f"“{name}”")
            continue
        yield from _hidden_parts(sheet, strings, name)
        for edge in named(sheet, *_EDGES):
            if edge.text and edge.text.strip():
                yield Extra(_EDGES[local(edge)], edge.text.strip(), f"工作表“{name}”")
    yield from _comments(archive)
    for part in parts(archive, "xl/drawings/drawing"):
        for box in named(archive.xml(part), "txBody"):
            text = words(box, "t")
            if text:
                yield Extra(ExtraKind.TEXT_BOX, text)
    yield from attachments(archive, "xl")
    yield from properties(archive)


def _sheets(archive: Archive) -> Iterator[tuple[str, str, bool]]:
    """Yield the sheets: their names, their members, and whether they are hidden."""
    relations = "xl/_rels/workbook.xml.rels"
    targets = {}
    if relations in archive:
        for one in archive.xml(relations):
            targets[one.get("Id", "")] = one.get("Target", "")
    for sheet in named(archive.xml("xl/workbook.xml"), "sheet"):
        target = targets.get(attribute(sheet, "id"), "")
        member = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        # Charts have sheets of their own, without cells.
        if target and member in archive and "worksheets/" in member:
            yield sheet.get("name", ""), member, sheet.get("state", "visible") != "visible"


def _strings(archive: Archive) -> Sequence[str]:
    part = "xl/sharedStrings.xml"
    if part not in archive:
        return ()
    return [words(item, "t") for item in archive.xml(part) if local(item) == "si"]


def _cell_texts(parent: "_Element", strings: Sequence[str]) -> Iterator[str]:
    for cell in named(parent, "c"):
        text = _cell_text(cell, strings)
        if text:
            yield text


def _cell_text(cell: "_Element", strings: Sequence[str]) -> str:
    """Return what is stored in a cell."""
    if cell.get("t") == "inlineStr":
        return words(cell, "t")
    stored = next((one.text or "" for one in cell if local(one) == "v"), "")
    if cell.get("t") == "s":
        at = counted(stored)
        return strings[at] if at is not None and at < len(strings) else ""
    return stored


def _hidden_parts(sheet: "_Element", strings: Sequence[str], name: str) -> Iterator[Extra]:
    """Yield the hidden rows and columns of a sheet that hold something."""
    rows: dict[str, str] = {}
    columns = _hidden_columns(sheet)
    in_columns: dict[str, list[str]] = {}
    for row in named(sheet, "row"):
        if row.get("hidden") in _ON or row.get("ht") == "0":
            text = " ".join(_cell_texts(row, strings))
            if text:
                rows[row.get("r", "")] = text
        for cell in row if columns else ():
            letters = cell.get("r", "").rstrip("0123456789")
            if letters and any(first <= _column(letters) <= last for first, last in columns):
                text = _cell_text(cell, strings)
                if text:
                    in_columns.setdefault(letters, []).append(text)
    if rows:
        place = f"工作表“{name}”第{'、'.join(list(rows)[:5])}行" + "等" * (len(rows) > 5)
        yield Extra(ExtraKind.HIDDEN_ROWS, " ".join(rows.values())[:_MOST_SHOWN], place)
    if in_columns:
        place = f"工作表“{name}”{'、'.join(list(in_columns)[:5])}列" + "等" * (len(in_columns) > 5)
        text = " ".join(chain.from_iterable(in_columns.values()))[:_MOST_SHOWN]
        yield Extra(ExtraKind.HIDDEN_COLUMNS, text, place)


def _hidden_columns(sheet: "_Element") -> list[tuple[int, int]]:
    shut = (
        one for one in named(sheet, "col") if one.get("hidden") in _ON or one.get("width") == "0"
    )
    ends = ((counted(one.get("min")), counted(one.get("max"))) for one in shut)
    return [(first, last) for first, last in ends if first is not None and last is not None]


def _column(letters: str) -> int:
    column = 0
    for letter in letters[:3]:
        column = _LETTERS * column + ord(letter) - ord("A") + 1
    return column


def _comments(archive: Archive) -> Iterator[Extra]:
    for part in (*parts(archive, "xl/comments"), *parts(archive, "xl/threadedComments/")):
        for comment in named(archive.xml(part), "comment", "threadedComment"):
            cell = comment.get("ref", "")
            text = words(comment, "t", "text")
            yield Extra(ExtraKind.COMMENT, text, f"单元格{cell}" if cell else "")
