"""What the commands that read documents share: which files, and where the answer goes."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.cli.parser import Parser
from jixiao.errors import JixiaoError
from jixiao.reading.limits import SUFFIXES

if TYPE_CHECKING:  # these imports take longer than the rest of this module
    from jixiao.corpus.records import DocumentRecord
    from jixiao.diagnostics.text import Manner
    from jixiao.pipeline import CheckedDocument

STDIN = "-"


@dataclass(eq=False)
class NoDocuments(JixiaoError):
    """A folder or archive without a document that can be read."""

    code = "no_documents"
    message_form = "“{folder}”里没有可读的材料。"
    folder: str

    @property
    def hint(self) -> str:
        """How to mend it."""
        return f"能读的文件：{'、'.join(SUFFIXES)}；其他格式请先另存为其中一种。"


def configure(parser: Parser) -> None:
    """Declare the documents and the output file."""
    parser.arguments.add_argument(
        "paths",
        metavar="材料",
        nargs="+",
        help="文件、文件夹或压缩包（.zip），可写多个；- 表示标准输入",
    )
    parser.settings.add_argument(
        "-o", "--output", metavar="文件", help="把结果写入文件，不显示在屏幕上"
    )


def documents(
    paths: list[str],
    from_file: Callable[[str], "CheckedDocument"],
    from_bytes: Callable[[bytes, str], "CheckedDocument"],
) -> "list[CheckedDocument]":
    """Read all documents; of those that cannot be read the standard error tells."""
    from jixiao.pipeline import CheckedDocument
    from jixiao.reading.notices import listener

    listener.set(_say)
    found: list[CheckedDocument] = []
    for path in _expanded(paths):
        if isinstance(path, NoDocuments):
            made: Iterable[CheckedDocument] = [CheckedDocument(path.folder, error=path)]
        elif path == STDIN:
            made = [from_bytes(sys.stdin.buffer.read(), path)]
        elif path.lower().endswith(".zip"):
            made = _of_archive(path, from_bytes)
        else:
            made = [from_file(path)]
        for document in made:
            if document.error is not None:
                _say(str(document.error))
            found.append(document)
    return found


def _say(notice: str) -> None:
    print(f"jixiao：{notice}", file=sys.stderr)


def _of_archive(
    path: str, from_bytes: "Callable[[bytes, str], CheckedDocument]"
) -> "Iterator[CheckedDocument]":
    """Yield the documents of a ZIP archive, which may itself be one of an office program."""
    from jixiao.pipeline import CheckedDocument
    from jixiao.reading import load
    from jixiao.reading.bundle import is_bundle, members
    from jixiao.reading.limits import MAX_BUNDLE

    try:
        data = load(path, MAX_BUNDLE)
    except JixiaoError as error:
        yield CheckedDocument(path, error=error)
        return
    if not is_bundle(data):
        yield from_bytes(data, path)
        return
    empty = True
    for member in members(data, path):
        empty = False
        if member.error is None:
            yield from_bytes(member.data, member.path)
        else:
            yield CheckedDocument(member.path, error=member.error)
    if empty:
        yield CheckedDocument(path, error=NoDocuments(path))


def manner(
    given: Namespace, *, show_passed: bool = False, basis: Mapping[str, str] | None = None
) -> "Manner":
    """Return how to write for the terminal, or for the file asked for."""
    from shutil import get_terminal_size

    from jixiao.diagnostics.display import Style, wants_colour
    from jixiao.diagnostics.text import Manner

    colour = not given.output and wants_colour(sys.stdout)
    columns = max(40, get_terminal_size((100, 24)).columns)
    return Manner(columns, Style(on=colour), show_passed, basis)


def _expanded(paths: list[str]) -> Iterator[str | NoDocuments]:
    for path in paths:
        if path == STDIN or not os.path.isdir(path):  # noqa: PTH112 - paths stay as they were given
            yield path
            continue
        inside = (
            (file, file.relative_to(path).parts)
            for file in Path(path).rglob("*")
            if file.suffix.lower() in SUFFIXES and file.is_file()
        )
        # Hidden files and folders are left alone.
        names = sorted(parts for _, parts in inside if not any(map(_is_left_over, parts)))
        yield from (os.path.join(path, *parts) for parts in names)  # noqa: PTH118 - as above
        if not names:
            yield NoDocuments(path)


def expanded(paths: list[str]) -> "tuple[list[str], list[DocumentRecord]]":
    """Return the files meant by paths, each once, and records of folders that hold none."""
    from jixiao.corpus.records import unread

    files: dict[str, None] = {}
    empty = []
    for path in _expanded(paths):
        if isinstance(path, NoDocuments):
            empty.append(unread(path.folder, path.code, str(path)))
        else:
            files[path] = None
    return list(files), empty


def _is_left_over(name: str) -> bool:
    """Whether a name is hidden, or that of the lock of an open file."""
    return name.startswith((".", "~$"))


def write(text: str, given: Namespace, *, utf8: bool = False) -> None:
    """Write the answer to the file asked for or to the standard output.

    ``utf8``: whatever the encoding of the terminal, because programs read it.
    """
    if given.output:
        from jixiao.saving import save

        save(Path(given.output), text.encode())
        return
    buffer = getattr(sys.stdout, "buffer", None)
    if utf8 and buffer is not None:
        sys.stdout.flush()
        buffer.write(text.encode())
        buffer.flush()
    else:
        sys.stdout.write(text)
