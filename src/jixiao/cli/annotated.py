"""Copies of the documents with a note at each finding: Word comments, PDF highlights."""

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.cli.parser import UsageError
from jixiao.errors import JixiaoError, reason_of
from jixiao.saving import NotSaved, file_name, save

if TYPE_CHECKING:  # the imports take longer than the rest of this module
    from jixiao.model.document import Document
    from jixiao.model.outcome import Outcome
    from jixiao.pipeline import CheckedDocument

_KINDS = {"docx": " Word 文件（.docx）", "pdf": " PDF 文件"}


def write(documents: "list[CheckedDocument]", given: Namespace) -> None:
    """Write a copy of each document of the format asked for; of the others it is told."""
    wanted: str = given.format
    if not given.output:
        problem = f"--format {wanted} 没有写明存到哪里"
        raise UsageError(problem, "请用 -o 写明文件；材料不止一份时，写明文件夹。")
    target = Path(given.output)
    taken: set[str] = set()
    several = len(documents) > 1 or target.suffix.lower() != f".{wanted}"
    for checked in documents:
        if checked.error is not None or checked.understanding is None:
            continue
        document = checked.understanding.document
        if document.format != wanted:
            _say(f"“{checked.path}”不是{_KINDS[wanted]}，没有写批注。请另存为 .{wanted} 后再试。")
            continue
        file = target / _name(checked.path, taken) if several else target
        _write_one(checked, file, _annotator(wanted))


def _name(path: str, taken: set[str]) -> str:
    given = Path(path)
    return file_name(f"{given.stem}（核对批注）", taken) + given.suffix


def _annotator(wanted: str) -> "Callable[[bytes, Document, Sequence[Outcome]], bytes]":
    if wanted == "docx":
        from jixiao.diagnostics.word_comments import commented

        return commented
    from jixiao.diagnostics.pdf_notes import annotated

    return annotated


def _write_one(
    checked: "CheckedDocument",
    file: Path,
    annotate: "Callable[[bytes, Document, Sequence[Outcome]], bytes]",
) -> None:
    from jixiao.diagnostics.notes import worth_saying
    from jixiao.reading import load

    assert checked.understanding is not None  # noqa: S101 - only what was read comes here
    try:
        data = load(checked.path)
    except JixiaoError:
        _say(f"“{checked.path}”在压缩包里或者来自标准输入，请单独取出后再写批注。")
        return
    made = annotate(data, checked.understanding.document, checked.outcomes)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and file.samefile(checked.path):
            problem = f"“{file}”就是材料本身"
            raise UsageError(problem, "请用 -o 写明另一个文件，原件保持不变。")
    except OSError as error:
        raise NotSaved(str(file), reason_of(error)) from error
    save(file, made)
    count = len(worth_saying(checked.outcomes))
    sys.stdout.write(f"{file}：{count} 处批注\n")


def _say(words: str) -> None:
    print(f"jixiao：{words}", file=sys.stderr)
