"""Writes a composition as one HTML page that needs nothing but itself, to be read and printed."""

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lxml.html import Element, tostring

from jixiao import __version__
from jixiao.reports.composition import Composition, PageBreak, Run, Source, Table, Voice
from jixiao.reports.flow import Grid, Line, flow, placed, printable
from jixiao.reports.typography import HEADINGS, Role

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TAGS: Final = {Role.TITLE: "h1"} | {role: f"h{n}" for n, role in enumerate(HEADINGS, 2)}
_SEVERAL, _MANY = 5, 7
"""Tables of so many columns are moved sideways on narrow screens, and set smaller on paper."""
_KEPT_TOGETHER: Final = 8
"""Rows under one label stay on one page up to so many."""


def write_html(composition: Composition) -> str:
    """Return a page, closed by a line break; facts that words rest on are shown on pointing."""
    rules: list[str] = []
    body = _element("body", *_sections(composition, rules))
    style = _style() + "".join(rules)
    page = _element("html", _head(composition.title, style), body, lang="zh-CN")
    return f"{tostring(page, encoding='unicode', doctype='<!DOCTYPE html>')}\n"


def _element(name: str, /, *content: "HtmlElement | str", **attributes: str) -> "HtmlElement":
    """Return an element; ``class_`` stands for ``class``, attributes without a value are left out.

    Text goes in as text and can never become markup.
    """
    made: HtmlElement = Element(name)
    for key, value in attributes.items():
        if value:
            made.set(key.rstrip("_"), printable(value))
    for piece in content:
        if not isinstance(piece, str):
            made.append(piece)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + piece
        else:
            made.text = (made.text or "") + piece
    return made


def _head(title: str, style: str) -> "HtmlElement":
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = _element(
        "meta", content=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'"
    )
    policy.set("http-equiv", "Content-Security-Policy")
    return _element(
        "head",
        _element("meta", charset="utf-8"),
        policy,
        _element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _element("meta", name="generator", content=f"jixiao {__version__}"),
        _element("title", printable(title)),
        _element("style", style),
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


# --- the text -------------------------------------------------------------------------------------


def _sections(composition: Composition, rules: list[str]) -> Iterator["HtmlElement"]:
    """Yield the stretches whose pages lie the same way.

    What is measured goes to ``rules``: under the policy no element may hold a style of its own.
    """
    lies = composition.landscape
    section = _section(landscape=lies)
    for number, piece in enumerate(flow(composition), 1):
        identifier = f"b{number}"
        match piece:
            case Line():
                section.append(_line(piece))
                if piece.role is Role.SIGNATURE:
                    section[-1].set("id", identifier)
                    rules.append(f"#{identifier} {{ padding-right: {piece.look.right:g}em; }}\n")
            case Grid(table, notes):
                section.append(_table(table, identifier))
                section.extend(_line(note) for note in notes)
                rules.extend(_widths(table, identifier))
            case PageBreak(landscape) if landscape != lies:
                if len(section):
                    yield section
                lies, section = landscape, _section(landscape=landscape)
            case PageBreak() if len(section) and section[-1].tag != "hr":
                section.append(_element("hr"))
    yield section


def _section(*, landscape: bool) -> "HtmlElement":
    return _element("section", class_="wide" if landscape else "")


def _line(line: Line) -> "HtmlElement":
    name = _TAGS.get(line.role)
    if name:
        return _element(name, *(_run(run) for run in line.runs))
    # “附件：” begins further out than the lines below it.
    kind = "attachments" if line.role is Role.ATTACHMENT and line.look.before else line.role
    return _element(
        "p",
        *(_run(run) for run in line.runs),
        class_="" if line.role is Role.BODY else kind,
    )


def _run(run: Run) -> "HtmlElement | str":
    content: list[HtmlElement | str] = []
    for number, words in enumerate(run.text.split("\n")):
        content.extend([_element("br")] if number else [])
        content.append(printable(words))
    if run.voice is Voice.PROMPT:
        return _element("mark", *content)
    name = "strong" if run.strong else "span"
    if run.sources:
        shown = "\n".join(map(_shown, run.sources))
        return _element(name, *content, class_="fact", title=shown)
    return _element(name, *content) if run.strong or len(content) > 1 else str(content[0])


def _shown(source: Source) -> str:
    origin = f"（{source.origin}）" if source.origin else ""
    return f"{source.label}：{source.shown}{origin}"


# --- tables ---------------------------------------------------------------------------------------


def _table(table: Table, identifier: str) -> "HtmlElement":
    head, body = _element("thead"), _element("tbody")
    rows = [_element("tr") for _ in table.rows]
    head.extend(rows[: table.head])
    body.extend(rows[table.head :])
    for row, _, cell in placed(table):
        if cell.down > _KEPT_TOGETHER:
            rows[row].set("class", "tall")
        looks = [str(cell.align)]
        if cell.strong:
            looks.append("strong")
        if cell.voice is Voice.PROMPT:
            looks.append("blank")
        rows[row].append(
            _element(
                "th" if row < table.head else "td",
                "\n".join(printable(line) for line in cell.text.split("\n")),
                class_=" ".join(looks),
                colspan=str(cell.across) if cell.across > 1 else "",
                rowspan=str(cell.down) if cell.down > 1 else "",
            )
        )
    columns = len(table.widths)
    made = _element(
        "table",
        *_caption(table),
        _element("colgroup", *(_element("col") for _ in table.widths)),
        *(part for part in (head, body) if len(part)),
        id=identifier,
        class_="many" if columns >= _MANY else "several" if columns >= _SEVERAL else "",
    )
    return _element("figure", made)


def _caption(table: Table) -> Iterator["HtmlElement"]:
    if table.caption or table.unit:
        unit = [_element("span", printable(table.unit), class_="unit")] if table.unit else []
        yield _element("caption", printable(table.caption), *unit)


def _widths(table: Table, identifier: str) -> Iterator[str]:
    """Yield the rules for the columns of a table."""
    total = sum(table.widths)
    for number, width in enumerate(table.widths, 1):
        yield f"#{identifier} col:nth-child({number}) {{ width: {width / total:.2%}; }}\n"
