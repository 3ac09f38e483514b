"""ZIP archives of documents: each member is a document of its own.

Nothing is unpacked to disk. Archives within an archive are opened once more, no deeper.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from jixiao.errors import DamagedFile, EncryptedFile, FileTooLarge, HostileFile, JixiaoError
from jixiao.reading.archive import BROKEN
from jixiao.reading.limits import MAX_SIZE, SUFFIXES

MAX_MEMBERS: Final = 5_000
MAX_TOTAL: Final = 1024 * 1024 * 1024  # bytes of all documents of an archive, unpacked
_MAX_RATIO: Final = 400  # unpacked ÷ packed bytes
_SMALL: Final = 4 * 1024 * 1024  # bytes; whatever its ratio, a member so small does no harm
_DEEPEST: Final = 2
_UTF8_FLAG, _LOCKED_FLAG = 0x800, 0x1
_OFFICE: Final = frozenset(
    {"[Content_Types].xml", "word/document.xml", "xl/workbook.xml", "OFD.xml", "mimetype"}
)
_LEFTOVERS: Final = ("__MACOSX", ".", "~$")  # how names begin that no person gave


class Member(NamedTuple):
    """A document in an archive: its path there, and its bytes or why there are none."""

    path: str
    data: bytes = b""
    error: JixiaoError | None = None


def is_bundle(data: bytes) -> bool:
    """Whether a file is an archive of documents, and not one document of an office program."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except BROKEN:
        return True  # opening it will tell what is the matter
    return _OFFICE.isdisjoint(names)


def members(data: bytes, path: str, depth: int = 1) -> Iterator[Member]:
    """Yield the documents of an archive, by name; one that cannot be read costs only itself."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = [one for one in archive.infolist() if not one.is_dir()]
    except BROKEN:
        yield Member(path, error=DamagedFile(path, "压缩包的目录读不出来"))
        return
    if len(entries) > MAX_MEMBERS:
        yield Member(path, error=HostileFile(path, f"压缩包里有 {len(entries)} 个文件"))
        return
    total = 0
    for name, entry in sorted((_name(entry), entry) for entry in entries if _wanted(_name(entry))):
        total += entry.file_size
        if total > MAX_TOTAL:
            yield Member(path, error=HostileFile(path, "解压后过大"))
            return
        member = _read(archive, entry, f"{path}/{name}")
        if member.error is None and name.lower().endswith(".zip") and is_bundle(member.data):
            if depth < _DEEPEST:
                yield from members(member.data, member.path, depth + 1)
            else:
                yield Member(member.path, error=HostileFile(member.path, "压缩包里又套了压缩包"))
        else:
            yield member


def _name(entry: zipfile.ZipInfo) -> str:
    """Return the path of an entry; Windows writes it in GBK without saying so."""
    if entry.flag_bits & _UTF8_FLAG:
        return entry.filename
    raw = entry.filename.encode("cp437", "replace")
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _wanted(name: str) -> bool:
    path = PurePosixPath(name)
    if any(part.startswith(_LEFTOVERS) for part in path.parts):
        return False
    return path.suffix.lower() in SUFFIXES


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str) -> Member:
    if entry.flag_bits & _LOCKED_FLAG:
        return Member(path, error=EncryptedFile(path))
    if entry.file_size > MAX_SIZE:
        return Member(path, error=FileTooLarge(path, entry.file_size, MAX_SIZE))
    if entry.file_size > _SMALL and entry.file_size > _MAX_RATIO * max(1, entry.compress_size):
        return Member(path, error=HostileFile(path, "解压后过大"))
    try:
        with archive.open(entry) as stream:
            data = stream.read(entry.file_size + 1)
    except BROKEN:
        return Member(path, error=DamagedFile(path, "解压不出来"))
    if len(data) > entry.file_size:
        return Member(path, error=HostileFile(path, "比目录所写的大"))
    return Member(path, data)
