"""Files written so that nothing is lost.

A file is written whole or not at all: beside its place first, then moved there, so that a full disk
or an interruption leaves what was there before. A folder that is written again remembers what the
program put there; a file that people changed since then is kept under another name.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from jixiao.errors import FileError, reason_of

RECORD: Final = ".写出记录.json"
"""What was written into a folder: names and hashes. It is hidden, and is the lock as well."""
_UNFIT: Final = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))
_DEVICES: Final = frozenset(
    {
        "CON",
        "PRN",
        "AUX",
        "NUL",
        *(f"{kind}{number}" for kind in ("COM", "LPT") for number in range(10)),
    }
)
_LONGEST_NAME: Final = 180  # bytes in UTF-8; a system takes 255, with what is added to it
_KEPT: Final = "{stem}（原有{number}）{suffix}"


@dataclass(eq=False)
class NotSaved(FileError):
    """The operating system does not let a file be written."""

    code = "not_saved"
    message_form = "无法写入“{path}”：{reason}。"
    hint_form = "原有的文件没有改动；请排除原因，或者换一个位置后重试。"
    reason: str


@dataclass(eq=False)
class OpenElsewhere(FileError):
    """A file that is to be written is open in Word, WPS or Excel."""

    code = "open_elsewhere"
    message_form = "“{path}”正在别的程序中打开，没有写入。"
    hint_form = "请先保存并关闭它；其实没有打开的，请删去同一文件夹里的锁文件“{lock}”。"
    lock: str


class BeingWritten(FileError):
    """Another run of the program is writing into the same folder."""

    code = "being_written"
    message_form = "另一次运行正在写入“{path}”。"
    hint_form = "请等它结束，或者用 -o 写明另一个文件夹。"


def file_name(text: str, taken: set[str]) -> str:
    """Return a name without ending that every system takes for a file, and add it to ``taken``.

    What Windows refuses is refused everywhere, for folders are sent from one system to another;
    letters of both cases are the same to it. A name that is taken is followed by a low line.
    """
    printed = "".join(each for each in text if each.isprintable())
    name = printed.translate(_UNFIT).encode()[:_LONGEST_NAME].decode(errors="ignore").strip(" .")
    if not name or name.partition(".")[0].rstrip().upper() in _DEVICES:
        name = f"_{name}"
    while name.casefold() in taken:
        name += "_"
    taken.add(name.casefold())
    return name


def lock_of(path: Path) -> Path | None:
    """Return the lock that an office program has put beside a file it has open, if there is one."""
    name = path.name
    # Word leaves out up to two letters of the name; Excel, WPS and LibreOffice keep it.
    locks = (f"~${name}", f"~${name[1:]}", f"~${name[2:]}", f".~{name}", f".~lock.{name}#")
    return next((found for lock in locks if (found := path.with_name(lock)).exists()), None)


def save(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        OpenElsewhere: an office program has the file open.
        NotSaved: it cannot be written; what was there before is unchanged.
    """
    lock = lock_of(path)
    if lock is not None:
        raise OpenElsewhere(str(path), lock.name)
    beside = path.with_name(f".jixiao-{os.getpid()}.tmp")
    try:
        if path.exists() and not path.is_file():  # /dev/stdout is written to as it is
            path.write_bytes(data)
            return
        try:
            beside.write_bytes(data)
            beside.replace(path.resolve())
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise NotSaved(str(path), reason_of(error)) from error


class Folder:
    """A folder of written files that may be written again, by one run at a time."""

    def __init__(self, path: Path, stream: IO[bytes]) -> None:
        self.path = path
        self._stream = stream
        stream.seek(0)
        try:
            read = json.loads(stream.read() or b"{}")
        except ValueError:
            read = {}
        self._hashes: dict[str, str] = read if isinstance(read, dict) else {}

    def save(self, name: str, data: bytes) -> Path | None:
        """Write one file; return under which name a file was kept that people had changed.

        A name may lead into a folder below, which is made.
        """
        file, kept = self.path / name, None
        try:
            file.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise NotSaved(str(file.parent), reason_of(error)) from error
        digest = hashlib.sha256(data).hexdigest()
        before = self._digest(file)
        if before is not None and before not in (digest, self._hashes.get(name)):
            kept = self._aside(file)
        if before != digest:
            save(file, data)
        self._hashes[name] = digest
        self._remember()
        return kept

    def refuse_open(self, names: Iterable[str]) -> None:
        """Raise ``OpenElsewhere`` before anything is written if one of the files is open."""
        for name in names:
            lock = lock_of(self.path / name)
            if lock is not None:
                raise OpenElsewhere(str(self.path / name), lock.name)

    @staticmethod
    def _digest(file: Path) -> str | None:
        try:
            return hashlib.sha256(file.read_bytes()).hexdigest()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise NotSaved(str(file), reason_of(error)) from error

    @staticmethod
    def _aside(file: Path) -> Path:
        """Move a file to the first free name that tells what it is."""
        number = 1
        while True:
            name = _KEPT.format(stem=file.stem, number=number, suffix=file.suffix)
            kept = file.with_name(name)
            if not kept.exists():
                break
            number += 1
        try:
            return file.rename(kept)
        except OSError as error:
            raise NotSaved(str(file), reason_of(error)) from error

    def _remember(self) -> None:
        """Note what was written; where there is no room the next run keeps files it need not."""
        with suppress(OSError):
            self._stream.seek(0)
            self._stream.truncate()
            self._stream.write(json.dumps(self._hashes, ensure_ascii=False, indent=1).encode())
            self._stream.flush()


@contextmanager
def folder_of(path: Path) -> Iterator[Folder]:
    """Open a folder for writing, and keep other runs of the program out of it.

    Raises:
        NotSaved: the folder is a file, or cannot be made or written to.
        BeingWritten: another run is writing into it.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        stream = (path / RECORD).open("a+b")
    except FileExistsError as error:
        raise NotSaved(str(path), "同名的是文件，不是文件夹") from error
    except OSError as error:
        raise NotSaved(str(path), reason_of(error)) from error
    with stream:
        if not _locked(stream):
            raise BeingWritten(str(path))
        yield Folder(path, stream)


def _locked(stream: IO[bytes]) -> bool:
    """Lock a file until it is closed; False where another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - only there

            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - only there

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # a file system without locks: better written than refused
        return True
    return True
