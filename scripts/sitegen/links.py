"""Checks a built site: every link leads somewhere, and no page asks anything of the network.

Links to other sites are not opened. They are counted, and must be written as links are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What a browser fetches by itself when it opens a page.
_FETCHED = {
    "script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src",
    "audio": "src", "embed": "src", "object": "data", "link": "href",
}  # fmt: skip
_IN_STYLES = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"'])\s*((?:https?:)?//[^\"')\s]+)")
_IN_SCRIPTS = re.compile(r"(?:fetch|import|importScripts|open)\(\s*[\"'`]((?:https?:)?//[^\"'`]+)")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
_WEB = ("http", "https")


@dataclass
class Page(HTMLParser):
    """What a page names, links to and fetches."""

    names: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the names, links and fetched files of one element."""
        given = {name: value or "" for name, value in attrs}
        self.names.update(given[name] for name in ("id", "name") if name in given)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        wanted = _FETCHED.get(tag)
        if wanted in given:
            self.fetched.append(given[wanted])
        self.fetched += _IN_STYLES.findall(given.get("style", ""))

    def handle_data(self, data: str) -> None:
        """Note what styles and scripts within the page fetch."""
        if self.cdata_elem is not None:
            self.fetched += _IN_STYLES.findall(data) + _IN_SCRIPTS.findall(data)


@dataclass
class Report:
    """What is wrong with a site, and the links that lead out of it."""

    problems: list[str] = field(default_factory=list)
    outside: dict[str, list[str]] = field(default_factory=dict)  # address → pages


def check(site: Path) -> Report:
    """Check every page, style and script below a folder."""
    report = Report()
    pages = {file: _parsed(file) for file in sorted(site.rglob("*.html"))}
    if not pages:
        report.problems.append(f"{site}: no pages")
    for file, page in pages.items():
        name = file.relative_to(site).as_posix()
        for target in page.fetched:
            report.problems += (f"{name}: {why}" for why in _not_here(target, file))
        for target in page.links:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                report.outside.setdefault(target, []).append(name)
                report.problems += (f"{name}: {why}" for why in _malformed(target))
            else:
                report.problems += (f"{name}: {why}" for why in _astray(target, file, pages))
    for file in sorted([*site.rglob("*.css"), *site.rglob("*.js")]):
        text = file.read_text(encoding="utf-8")
        name = file.relative_to(site).as_posix()
        found = (_IN_STYLES if file.suffix == ".css" else _IN_SCRIPTS).findall(text)
        report.problems += (f"{name}: fetches {target}" for target in found)
    return report


def _parsed(file: Path) -> Page:
    page = Page()
    page.feed(file.read_text(encoding="utf-8"))
    return page


def _not_here(target: str, file: Path) -> Iterator[str]:
    """Yield what is wrong with a file that the browser fetches."""
    parts = urlsplit(target)
    if parts.scheme == "data":
        return
    if parts.scheme or parts.netloc:
        yield f"fetches {target}"
    elif parts.path and not (file.parent / unquote(parts.path)).is_file():
        yield f"{target} is missing"


def _malformed(target: str) -> Iterator[str]:
    """Yield what is wrong with the form of a link to another site."""
    parts = urlsplit(target)
    if parts.scheme == "mailto":
        if not re.fullmatch(r"[^@\s]+@[^@\s]+", parts.path):
            yield f"{target} is no address"
    elif parts.scheme not in _WEB or not _HOST.fullmatch(parts.hostname or ""):
        yield f"{target} is not a link of the web"


def _astray(target: str, file: Path, pages: dict[Path, Page]) -> Iterator[str]:
    """Yield what is wrong with a link within the site."""
    parts = urlsplit(target)
    to = Path(file.parent / unquote(parts.path)).resolve() if parts.path else file.resolve()
    page = pages.get(to)
    if not to.is_file():
        yield f"{target} leads nowhere"
    elif parts.fragment and page and unquote(parts.fragment) not in page.names:
        yield f"{target}: the page has no such place"
