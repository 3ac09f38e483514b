"""The working paper: one HTML page of all documents, their text, marks and findings.

It needs nothing but itself: no other file, no network, no script to be read or printed. The
script that goes with it only filters.
"""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from jixiao import __version__
from jixiao.diagnostics.reported import Reported
from jixiao.diagnostics.rules import Rules
from jixiao.diagnostics.working_paper.elements import element
from jixiao.diagnostics.working_paper.paper import body

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["render"]

TITLE: Final = "绩效材料审核底稿"


def render(documents: Sequence[Reported], rules: Rules) -> str:
    """Return the working paper as a page of its own, closed by a line break."""
    from lxml.html import tostring  # noqa: PLC0415 - other forms of output need no lxml

    page = element("html", _head(_title(documents)), body(documents, rules, TITLE), lang="zh-CN")
    script = element("script")
    script.text = _asset("paper.js")
    page[-1].append(script)
    text = tostring(page, encoding="unicode", doctype="<!DOCTYPE html>")
    return f"{text}\n"


def _title(documents: Sequence[Reported]) -> str:
    """Return the title of the window: of one document its own."""
    if len(documents) != 1:
        return TITLE
    (one,) = documents
    own = one.understanding.metadata.title if one.understanding else ""
    return f"{TITLE}：{own or one.path}"


def _head(title: str) -> "HtmlElement":
    style = element("style")
    style.text = _asset("paper.css")
    return element(
        "head",
        element("meta", charset="utf-8"),
        _meta("Content-Security-Policy", _policy(), "http-equiv"),
        _meta("viewport", "width=device-width, initial-scale=1"),
        _meta("generator", f"jixiao {__version__}"),
        _meta("referrer", "no-referrer"),
        element("title", title),
        style,
    )


def _meta(name: str, content: str, kind: str = "name") -> "HtmlElement":
    return element("meta", attributes={kind: name, "content": content})


def _policy() -> str:
    """Return what browsers may do with the page: apply its style, run its script, nothing else."""
    style, script = _digest("paper.css"), _digest("paper.js")
    return (
        f"default-src 'none'; style-src '{style}'; script-src '{script}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(name: str) -> str:
    digest = hashlib.sha256(_asset(name).encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


@cache
def _asset(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
