"""Gathers everything that becomes a page, with the menu, in a folder for Sphinx.

The pages of ``docs`` keep their places. The papers of the project itself lie elsewhere in the
repository and go to ``project``; links are led to where each page now is. A linked file that is no
page, such as LICENSE, goes along and can be downloaded.
"""

import os
import posixpath
import re
import shutil
from functools import partial
from pathlib import Path

import reference
from sitegen import checks, commands, failures, packs
from sitegen.markdown import links, with_links

ROOT = reference.ROOT
INDEX = "index.md"
PROJECT = "project"
FILES = "files"
PAPERS = ("CHANGELOG.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "benchmarks/*.md")
GENERATED = (checks.pages, commands.pages, failures.pages, packs.pages)
# The menu: a folder and its heading. A page in any other folder is refused by Sphinx.
MENU = (
    ("tutorial", "入门"),
    ("how-to", "操作指南"),
    ("reference", "参考"),
    ("explanation", "原理"),
    (PROJECT, "项目"),
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#|//")


class BrokenLinkError(Exception):
    """A page links to a file that is not in the repository."""


def sources() -> dict[str, Path]:
    """Return the pages of the repository, by their paths in the site."""
    docs = ROOT / "docs"
    found = {page.relative_to(docs).as_posix(): page for page in sorted(docs.rglob("*.md"))}
    for pattern in PAPERS:
        for paper in sorted(ROOT.glob(pattern)):
            found[f"{PROJECT}/{paper.relative_to(ROOT).as_posix().lower()}"] = paper
    return found


def pages() -> dict[str, str]:
    """Return every page of the site, by path; what is generated replaces what is committed."""
    placed = sources()
    places = {source: path for path, source in placed.items()}
    places[ROOT / "README.md"] = INDEX
    found = {
        path: with_links(
            source.read_text(encoding="utf-8"),
            partial(_led, source=source, path=path, places=places),
        )
        for path, source in placed.items()
    }
    for generate in GENERATED:
        found.update(generate())
    found[INDEX] += menu(found)
    return found


def menu(found: dict[str, str]) -> str:
    """Return the menu of all pages but those that stand aside.

    Within a folder the pages come in the order in which the first page links to them; those that
    it does not name follow by name. So a new page needs no entry anywhere.
    """
    named = [target.partition("#")[0] for target in links(found[INDEX])]
    blocks = []
    for folder, heading in MENU:
        paths = [
            path
            for path in found
            if path.startswith(f"{folder}/") and not found[path].startswith("---\norphan: true")
        ]
        paths.sort(key=lambda path: (named.index(path) if path in named else len(named), path))
        entries = "\n".join(path.removesuffix(".md") for path in paths)
        blocks.append(f"\n```{{toctree}}\n:hidden:\n:caption: {heading}\n\n{entries}\n```\n")
    return "".join(blocks)


def stage(folder: Path) -> None:
    """Write all pages, and the files that they show or offer, to a fresh folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in pages().items():
        _write(folder / path, text)
    docs = ROOT / "docs"
    for file in docs.rglob("*"):
        if file.is_file() and file.suffix != ".md" and "_theme" not in file.parts:
            _copy(file, folder / file.relative_to(docs))
    for source in sources().values():
        for target in links(source.read_text(encoding="utf-8")):
            linked = _file(target, source)
            if linked and linked.suffix != ".md" and not linked.is_relative_to(docs):
                _copy(linked, folder / FILES / linked.relative_to(ROOT))


def _led(target: str, source: Path, path: str, places: dict[Path, str]) -> str:
    """Return where a link leads from the page's place in the site."""
    file = _file(target, source)
    if file is None:
        return target
    if file in places:
        place = places[file]
    elif file.is_relative_to(ROOT / "docs"):
        place = file.relative_to(ROOT / "docs").as_posix()
    else:
        place = f"{FILES}/{file.relative_to(ROOT).as_posix()}"
    _, mark, anchor = target.partition("#")
    return posixpath.relpath(place, posixpath.dirname(path) or ".") + mark + anchor


def _file(target: str, source: Path) -> Path | None:
    """Return the file of the repository that a link means; None where it leads elsewhere."""
    if _ELSEWHERE.match(target):
        return None
    file = Path(os.path.normpath(source.parent / target.partition("#")[0]))
    if not file.is_file() or not file.is_relative_to(ROOT):
        message = f"{source.relative_to(ROOT)}: {target} is no file of the repository"
        raise BrokenLinkError(message)
    return file


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _copy(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, to)
