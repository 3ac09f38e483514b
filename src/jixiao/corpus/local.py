"""Checks many files by several processes: one that dies or hangs costs only its file.

Processes and not threads: the work is Python's, and pdfium must not be shared by threads.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from jixiao import pipeline
from jixiao.corpus.records import DocumentRecord, record_of, unread
from jixiao.errors import JixiaoError
from jixiao.pipeline import CheckedDocument, Options
from jixiao.reading import load
from jixiao.reading.bundle import is_bundle, members
from jixiao.reading.limits import MAX_BUNDLE

TIME_LIMIT: Final = 300  # seconds for one file; scans and conversions take the longest
_RARELY: Final = 50_000  # new objects between two searches for cycles
_TOGETHER: Final = 16  # files handed to a process at once, at most
_TURNS: Final = 4  # how often each process is handed some, at least: so all end at one time
_TASKS_OF_A_PROCESS: Final = 200  # then a fresh one takes over, with its memory

Checked = tuple[str, list[DocumentRecord]]


def check_paths(
    paths: Sequence[str], options: Options, jobs: int, time_limit: float = TIME_LIMIT
) -> Iterator[Checked]:
    """Yield each file with the records of its documents, as they are done.

    Of an archive there are several documents. Files that end their process are tried alone, so
    that no other one suffers.
    """
    from pebble import ProcessExpired, ProcessPool  # noqa: PLC0415 - only where it is needed

    size = max(1, min(_TOGETHER, len(paths) // (jobs * _TURNS)))
    groups = [list(paths[at : at + size]) for at in range(0, len(paths), size)]
    with ProcessPool(jobs, _TASKS_OF_A_PROCESS, initializer=_settle) as pool:

        def submit(group: list[str]) -> tuple[list[str], Callable[[], list[Checked]]]:
            future = pool.schedule(
                _check_group, args=(group, options), timeout=time_limit * len(group)
            )
            return group, future.result

        waiting = [submit(group) for group in groups]
        while waiting:
            again: list[str] = []
            for group, result in waiting:
                try:
                    yield from result()
                except (ProcessExpired, TimeoutError) as error:
                    if len(group) > 1:
                        again += group
                    else:
                        yield group[0], [_lost(group[0], error)]
            waiting = [submit([path]) for path in again]


def _settle() -> None:
    """What is loaded is there to stay: searches for cycles need not go over it again and again."""
    gc.freeze()
    gc.set_threshold(_RARELY)


def _check_group(paths: Sequence[str], options: Options) -> list[Checked]:
    return [(path, list(_check(path, options))) for path in paths]


def _check(path: str, options: Options) -> Iterator[DocumentRecord]:
    if not path.lower().endswith(".zip"):
        yield record_of(pipeline.check_file(path, options))
        return
    try:
        data = load(path, MAX_BUNDLE)
    except JixiaoError as error:
        yield record_of(CheckedDocument(path, error=error))
        return
    if not is_bundle(data):
        yield record_of(pipeline.check_bytes(data, path, options))
        return
    for member in members(data, path):
        if member.error is not None:
            yield record_of(CheckedDocument(member.path, error=member.error))
        else:
            yield record_of(pipeline.check_bytes(member.data, member.path, options))


def _lost(path: str, error: Exception) -> DocumentRecord:
    if isinstance(error, TimeoutError):
        return unread(
            path, "timed_out", f"文件“{path}”处理超时，已跳过。请单独检查，或拆分后重试。"
        )
    return unread(path, "process_died", f"文件“{path}”使处理进程意外结束，已跳过。请单独检查。")
