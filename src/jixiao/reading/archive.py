"""Office files are ZIP archives of XML. Both are opened with limits: anyone may have made them.

Nothing is ever unpacked to disk, so names of members that point out of the archive do no harm.
"""

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from jixiao.errors import DamagedFile, EncryptedFile, HostileFile

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_MEMBERS: Final = 10_000
MAX_UNPACKED: Final = 512 * 1024 * 1024  # bytes of all members together
MAX_PART: Final = 256 * 1024 * 1024  # bytes of one member that is read
MAX_RATIO: Final = 400  # unpacked ÷ packed bytes; office XML packs at 10 to 50
# What the standard library raises of broken archives: more than it documents.
BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError,
    OverflowError,
)  # fmt: skip
_SMALL: Final = 4 * 1024 * 1024  # bytes; whatever its ratio, a member so small does no harm
_DIGITS: Final = 9  # of a number that counts rows, columns, strings, styles
_ENCRYPTED_FLAG: Final = 0x1


class Archive:
    """The members of an office file, by name."""

    def __init__(self, data: bytes, path: str) -> None:
        """Open the archive.

        Raises:
            DamagedFile: it is cut off or broken.
            EncryptedFile: its members are locked.
            HostileFile: it would unpack to more than any document needs.
        """
        self._path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise DamagedFile(path, "压缩包的目录读不出来") from error
        members = self._zip.infolist()
        if len(members) > MAX_MEMBERS:
            raise HostileFile(path, f"压缩包里有 {len(members)} 个文件")
        if sum(member.file_size for member in members) > MAX_UNPACKED:
            raise HostileFile(path, "解压后过大")
        self._members = {member.filename: member for member in members}

    def __contains__(self, name: str) -> bool:
        """Whether there is a member of that name."""
        return name in self._members

    def names(self) -> list[str]:
        """Return the names of all members."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """Return the contents of a member."""
        member = self._members[name]
        if member.flag_bits & _ENCRYPTED_FLAG:
            raise EncryptedFile(self._path)
        size, packed = member.file_size, max(member.compress_size, 1)
        if size > MAX_PART or (size > _SMALL and size > MAX_RATIO * packed):
            raise HostileFile(self._path, f"“{name}”解压后过大")
        try:
            with self._zip.open(member) as stream:
                data = stream.read(size + 1)  # a member may be longer than the directory says
        except BROKEN as error:
            raise DamagedFile(self._path, f"“{name}”解压不出来") from error
        if len(data) > size:
            raise HostileFile(self._path, f"“{name}”比目录所写的大")
        return data

    def xml(self, name: str) -> "_Element":
        """Return the root element of an XML member."""
        return parse_xml(self.read(name), name, self._path)


def counted(text: str | None) -> int | None:
    """Return the number that an attribute or a cell counts with; None where it is no such number.

    Nothing in an office file is counted beyond nine digits, and very long ones cannot be read.
    """
    if text is None or len(text) > _DIGITS or not text.isdecimal():
        return None
    return int(text)


def parse_xml(data: bytes, name: str, path: str) -> "_Element":
    """Parse XML without entities, network and document type.

    Raises:
        DamagedFile: it is not well-formed, or nested deeper than libxml2 allows (256).
        HostileFile: it declares a document type, which office files never do.
    """
    from lxml import etree  # noqa: PLC0415 - texts need no lxml, and it starts slowly

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile(path, f"“{name}”不是完整的 XML") from error
    if root is None:
        raise DamagedFile(path, f"“{name}”是空的")
    if root.getroottree().docinfo.doctype:
        raise HostileFile(path, f"“{name}”带有文档类型声明")
    return root
