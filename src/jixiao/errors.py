"""What can go wrong for the user of the program: one class per failure, its message inside.

``code`` is for programs, ``message`` says what is wrong and ``hint`` the way out; both are
Chinese, for people. The arguments of every class are plain values, so that errors survive the way
between processes.
"""

import errno
from dataclasses import dataclass, fields
from typing import ClassVar

MEGABYTE = 1024 * 1024

_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的磁盘是只读的",
    errno.ENOSPC: "磁盘空间不够",
    errno.EDQUOT: "超出了磁盘配额",
    errno.ENOENT: "文件夹不存在",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EISDIR: "同名的是文件夹",
    errno.ENAMETOOLONG: "名称太长",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被别的程序占用",
    errno.EMFILE: "打开的文件太多",
    errno.ELOOP: "链接绕成了圈",
}


def is_refusal(error: Exception) -> bool:
    """Whether the operating system refuses for a reason that people can mend."""
    return isinstance(error, OSError) and error.errno in _REASONS


def reason_of(error: OSError) -> str:
    """Return in Chinese why the operating system refuses, or in its own words."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


@dataclass(eq=False)
class JixiaoError(Exception):
    """The root of all failures that are reported to the user.

    A class says its words in forms, into which the values of its fields are put: ``{path}``. One
    whose words depend on its values has properties instead.
    """

    code: ClassVar[str] = "error"
    message_form: ClassVar[str] = "程序出错。"
    hint_form: ClassVar[str] = ""

    def __post_init__(self) -> None:
        """Keep the values as arguments, from which a copy is made in another process."""
        self.args = tuple(getattr(self, each.name) for each in fields(self))

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return self.message_form.format_map(vars(self))

    @property
    def hint(self) -> str:
        """How to mend it."""
        return self.hint_form.format_map(vars(self))

    def __str__(self) -> str:
        """Return the message, with the way out."""
        return self.message + self.hint


@dataclass(eq=False)
class FileError(JixiaoError):
    """A failure that belongs to one file."""

    path: str


class NoSuchFile(FileError):
    """The path leads nowhere."""

    code = "no_such_file"
    message_form = "找不到文件“{path}”。"
    hint_form = "请检查路径和文件名；文件名中有空格时，请给路径加上引号。"


class NotAFile(FileError):
    """The path leads to a folder or a device."""

    code = "not_a_file"
    message_form = "“{path}”不是文件。"
    hint_form = "请指明其中的一个文件。"


@dataclass(eq=False)
class UnreadableFile(FileError):
    """The operating system refuses to hand out the file."""

    code = "unreadable_file"
    message_form = "无法读取文件“{path}”：{reason}。"
    hint_form = "请检查文件的读取权限，以及它是否正被其他程序占用。"
    reason: str


@dataclass(eq=False)
class FileTooLarge(FileError):
    """The file is larger than any report."""

    code = "file_too_large"
    hint_form = "请确认选对了文件；确需检查时，请拆分后分别检查。"
    size: int
    limit: int

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        size = -(-self.size // MEGABYTE)
        return f"文件“{self.path}”有 {size} MB，超过 {self.limit // MEGABYTE} MB 的上限。"


class NotASpreadsheet(FileError):
    """A workbook is wanted, and the file is none."""

    code = "not_a_spreadsheet"
    message_form = "文件“{path}”不是 Excel 工作簿。"
    hint_form = "请写 .xlsx 或 .xls 文件；其他格式请用 Excel 或 WPS 另存为 .xlsx。"


class EmptyFile(FileError):
    """There is nothing to read in the file."""

    code = "empty_file"
    message_form = "文件“{path}”没有任何文字。"
    hint_form = "请确认文件已保存、已完整下载。"


@dataclass(eq=False)
class NotText(FileError):
    """The file is of a type that cannot be read as text."""

    code = "not_text"
    message_form = "文件“{path}”不是文本文件，它看起来是{kind}。"
    hint_form = "{way_out}"
    kind: str
    way_out: str


@dataclass(eq=False)
class UndecodableText(FileError):
    """The file is text, but its bytes are damaged or of an unknown encoding."""

    code = "undecodable_text"
    hint_form = "请用原来的软件打开，另存为 UTF-8 编码的文本文件后重试。"
    encoding: str
    line: int

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        if self.encoding:
            return f"文件“{self.path}”的第 {self.line} 行不合 {self.encoding} 编码，可能已损坏。"
        return f"文件“{self.path}”第 {self.line} 行起的文字编码无法识别。"


@dataclass(eq=False)
class TruncatedText(FileError):
    """The file ends in the middle of a character."""

    code = "truncated_text"
    message_form = "文件“{path}”在第 {line} 行的一个字中间断开，内容不完整。"
    hint_form = "请重新下载或重新导出这个文件。"
    line: int


@dataclass(eq=False)
class DamagedFile(FileError):
    """The file is cut off, or its parts do not fit together."""

    code = "damaged_file"
    message_form = "文件“{path}”已损坏或者不完整：{reason}。"
    hint_form = "请重新下载，或者用原来的软件打开、另存一份后重试。"
    reason: str


class EncryptedFile(FileError):
    """The file is locked by a password."""

    code = "encrypted_file"
    message_form = "文件“{path}”设有打开密码，无法读取。"
    hint_form = "请用原来的软件打开，取消密码、另存一份后重试。"


@dataclass(eq=False)
class HostileFile(FileError):
    """The file is built so as to do harm, or as no office program would build it."""

    code = "hostile_file"
    message_form = "文件“{path}”的结构异常（{reason}），为安全起见没有读取。"
    hint_form = "请确认文件的来源；确属正常文件的，请用办公软件打开、另存一份后重试。"
    reason: str


class GarbledFile(FileError):
    """The fonts of the file do not say, or say wrongly, which characters they print."""

    code = "garbled_file"
    message_form = "文件“{path}”的字体没有带上文字编码，或者编码不对，看得见的字读不出来。"
    hint_form = "请从 Word、WPS 等重新导出 PDF，或者做文字识别（OCR）后再核对。"


class ScannedFile(FileError):
    """The pages are pictures without text."""

    code = "scanned_file"
    message_form = "文件“{path}”是扫描件，页面上只有图片，没有可以读取的文字。"
    hint_form = (
        "请另存为 PDF 后核对（读扫描的 PDF 要另装文字识别），或者改用由 Word 等直接导出的文件。"
    )


@dataclass(eq=False)
class NeedsOcr(FileError):
    """There are pictures instead of text, and what recognises text in them cannot be used.

    ``reason`` says why not; it is empty where it is simply not installed.
    """

    code = "needs_ocr"
    reason: str

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        missing = f"本机用不了（{self.reason}）" if self.reason else "本机没有安装"
        return f"文件“{self.path}”是扫描件或图片，读它要做文字识别（OCR），{missing}。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        again = "重新" if self.reason else ""
        return (
            f'请{again}安装：pip install "jixiao[ocr]"（在源码目录中：make install-ocr）；'
            "或者改用由 Word 等直接导出的文件。"
        )


@dataclass(eq=False)
class TooManyScans(FileError):
    """There are more pages without text than are recognised at once."""

    code = "too_many_scans"
    message_form = "文件“{path}”要做文字识别的页超过 {limit} 页。"
    hint_form = "请拆分后分别核对，或者改用由 Word 等直接导出的文件。"
    limit: int


@dataclass(eq=False)
class NeedsLibreOffice(FileError):
    """The format is read through LibreOffice, which is not on this machine."""

    code = "needs_libreoffice"
    message_form = "读取“{path}”这类文件（{ending}）要用 LibreOffice，本机没有安装。"
    hint_form = (
        "请用 Word 或 WPS 打开，另存为 .docx 或 .xlsx 后重试；"
        "或者安装 LibreOffice（Debian、Ubuntu、统信、麒麟：apt-get install libreoffice；"
        "Windows、macOS：从 libreoffice.org 下载）。"
    )
    ending: str


@dataclass(eq=False)
class ConversionFailed(FileError):
    """LibreOffice could not convert the file."""

    code = "conversion_failed"
    message_form = "没有能够转换文件“{path}”：{reason}。"
    hint_form = "请用 Word 或 WPS 打开，另存为 .docx 或 .xlsx 后重试。"
    reason: str
