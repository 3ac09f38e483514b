"""Reading: bytes → Document. One file per format; the format is told by content, not by name."""

import hashlib
import stat
from pathlib import Path
from typing import Final

from jixiao.errors import FileTooLarge, NoSuchFile, NotAFile, UnreadableFile
from jixiao.model.document import Document
from jixiao.reading.formats import reader_of

__all__ = ["MAX_SIZE", "read", "read_bytes"]

MAX_SIZE: Final = 50 * 1024 * 1024


def read(path: str) -> Document:
    """Read the file at ``path``.

    Raises:
        JixiaoError: the file cannot be read; the subclasses say why and what to do.
    """
    file = Path(path)
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NotAFile(path)
        if status.st_size > MAX_SIZE:
            raise FileTooLarge(path, status.st_size, MAX_SIZE)
        data = file.read_bytes()
    except FileNotFoundError as error:
        raise NoSuchFile(path) from error
    except OSError as error:
        raise UnreadableFile(path, error.strerror or str(error)) from error
    except ValueError as error:  # a NUL in the path
        raise NoSuchFile(path) from error
    return read_bytes(data, path)


def read_bytes(data: bytes, path: str) -> Document:
    """Read the contents of a file; ``path`` is only its name in the result and in errors.

    Raises:
        JixiaoError: the contents cannot be read; the subclasses say why and what to do.
    """
    if len(data) > MAX_SIZE:
        raise FileTooLarge(path, len(data), MAX_SIZE)
    reader = reader_of(data, path)
    return reader(data, path, hashlib.sha256(data).hexdigest())
