"""The results of a batch in a folder: a journal to go on from, tables, the workbook.

The journal has a line of JSON for each finished file, with what tells whether it is still the
same: its size and time of change, the engine and the options. It is only ever appended to, so that
a batch that was broken off goes on where it was.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypedDict, cast

from jixiao.corpus.records import DocumentRecord
from jixiao.errors import JixiaoError, reason_of
from jixiao.saving import NotSaved

JOURNAL: Final = "journal.jsonl"
DOCUMENTS: Final = "documents.parquet"
OUTCOMES: Final = "outcomes.parquet"
_LISTS: Final = frozenset({"outcomes", "uses"})  # of a document: no columns of its row


class NeedsArrow(JixiaoError):
    """Parquet is written by a library that is not installed."""

    code = "needs_pyarrow"
    message_form = "没有安装 pyarrow，没有写 Parquet 表；复核汇总表不受影响。"
    hint_form = (
        "需要时请运行 pip install 'jixiao[batch]'，再运行一次同样的命令（已完成的不会重做）。"
    )


class Finished(TypedDict):
    """A finished file: what told it apart, and the records of its documents."""

    path: str
    stamp: str
    documents: list[DocumentRecord]


class Dataset:
    """A folder of results."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, or make it."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._journal = folder / JOURNAL

    def finished(self) -> dict[str, Finished]:
        """Return the finished files by path; a last line that was broken off is left out."""
        known: dict[str, Finished] = {}
        if self._journal.exists():
            with self._journal.open(encoding="utf-8") as lines:
                for line in lines:
                    try:
                        one = cast("Finished", json.loads(line))
                        known[one["path"]] = one
                    except (ValueError, KeyError, TypeError):
                        continue
        return known

    def add(self, finished: Finished) -> None:
        """Note a finished file.

        Raises:
            NotSaved: it cannot be written; what was noted before stays.
        """
        line = json.dumps(finished, ensure_ascii=False) + "\n"
        try:
            with self._journal.open("a", encoding="utf-8") as journal:
                journal.write(line)
        except OSError as error:
            raise NotSaved(str(self._journal), reason_of(error)) from error

    def write_tables(self, documents: Sequence[DocumentRecord]) -> None:
        """Write the documents and their outcomes as Parquet.

        Raises:
            NeedsArrow: the library for it is not installed.
        """
        try:
            import pyarrow as pa  # noqa: PLC0415 - large, and an extra
            import pyarrow.parquet as pq  # noqa: PLC0415
        except ImportError as error:
            raise NeedsArrow from error
        rows = [{k: v for k, v in one.items() if k not in _LISTS} for one in documents]
        outcomes = [outcome for one in documents for outcome in one["outcomes"]]
        text, count = pa.string(), pa.int32()
        counted = ("fiscal_year", "errors", "warnings", "hints", "passed", "rounding",
                   "cannot_tell", "crashed", "waived", "line", "column", "page")  # fmt: skip

        def schema(names: Iterable[str]) -> object:
            return pa.schema([(name, count if name in counted else text) for name in names])

        names = [name for name in DocumentRecord.__annotations__ if name not in _LISTS]
        pq.write_table(pa.Table.from_pylist(rows, schema=schema(names)), self.folder / DOCUMENTS)
        said = ("path", "code", "status", "severity", "message", "line", "column", "page",
                "place", "quote", "waiver_reason", "waiver_person", "waiver_expires")  # fmt: skip
        pq.write_table(pa.Table.from_pylist(outcomes, schema=schema(said)), self.folder / OUTCOMES)


def stamp_of(path: str, manner: Mapping[str, object]) -> str:
    """Return what tells whether a file was checked as it is now, in the manner asked for."""
    try:
        status = Path(path).stat()
    except (OSError, ValueError):
        return ""
    return json.dumps([status.st_size, status.st_mtime_ns, manner], sort_keys=True, default=str)
