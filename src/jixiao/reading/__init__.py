"""Reading: bytes → Document. One file per format; the format is told by content, not by name."""

import gc
import hashlib
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jixiao.errors import FileTooLarge, NoSuchFile, NotAFile, UnreadableFile, reason_of
from jixiao.model.document import Document
from jixiao.reading.extras import with_extras
from jixiao.reading.formats import reader_of
from jixiao.reading.limits import MAX_SIZE

__all__ = ["MAX_SIZE", "load", "read", "read_bytes"]


def read(path: str, *, extras: bool = False) -> Document:
    """Read the file at ``path``; ``extras``: also what it holds beside its text.

    Raises:
        JixiaoError: the file cannot be read; the subclasses say why and what to do.
    """
    return read_bytes(load(path), path, extras=extras)


def load(path: str, limit: int = MAX_SIZE) -> bytes:
    """Return the contents of the file at ``path``, of at most so many bytes.

    Raises:
        JixiaoError: there is no such file, or it is too large or refused by the system.
    """
    file = Path(path)
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NotAFile(path)
        if status.st_size > limit:
            raise FileTooLarge(path, status.st_size, limit)
        return file.read_bytes()
    except FileNotFoundError as error:
        raise NoSuchFile(path) from error
    except OSError as error:
        raise UnreadableFile(path, reason_of(error)) from error
    except ValueError as error:  # a NUL in the path
        raise NoSuchFile(path) from error


def read_bytes(data: bytes, path: str, *, extras: bool = False) -> Document:
    """Read the contents of a file; ``path`` is only its name in the result and in errors.

    Raises:
        JixiaoError: the contents cannot be read; the subclasses say why and what to do.
    """
    if len(data) > MAX_SIZE:
        raise FileTooLarge(path, len(data), MAX_SIZE)
    reader = reader_of(data, path)
    digest = hashlib.sha256(data).hexdigest()
    with _no_search_for_cycles():
        document = reader(data, path, digest)
    return with_extras(document, data) if extras else document


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Reading makes many small objects that stay, and no cycles: looking for some is in vain."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
