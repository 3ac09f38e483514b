"""What can go wrong for the user of the program: one class per failure, its message inside.

``code`` is for programs, ``message`` says what is wrong and ``hint`` the way out; both are
Chinese, for people. The arguments of every class are plain values, so that errors survive the way
between processes.
"""

from typing import ClassVar

MEGABYTE = 1024 * 1024


class JixiaoError(Exception):
    """The root of all failures that are reported to the user."""

    code: ClassVar[str] = "error"

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return " ".join(str(argument) for argument in self.args) or "程序出错。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return ""

    def __str__(self) -> str:
        """Return the message, with the way out."""
        return self.message + self.hint


class _FileError(JixiaoError):
    """A failure that belongs to one file."""

    def __init__(self, path: str, *details: object) -> None:
        super().__init__(path, *details)
        self.path = path


class NoSuchFile(_FileError):  # noqa: N818  # named after what is the matter
    """The path leads nowhere."""

    code = "no_such_file"

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"找不到文件“{self.path}”。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return "请检查路径和文件名；文件名中有空格时，请给路径加上引号。"


class NotAFile(_FileError):  # noqa: N818  # named after what is the matter
    """The path leads to a folder or a device."""

    code = "not_a_file"

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"“{self.path}”不是文件。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return "请指明其中的一个文件。"


class UnreadableFile(_FileError):  # noqa: N818  # named after what is the matter
    """The operating system refuses to hand out the file."""

    code = "unreadable_file"

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.reason = reason

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"无法读取文件“{self.path}”：{self.reason}。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return "请检查文件的读取权限，以及它是否正被其他程序占用。"


class FileTooLarge(_FileError):  # noqa: N818  # named after what is the matter
    """The file is larger than any report."""

    code = "file_too_large"

    def __init__(self, path: str, size: int, limit: int) -> None:
        super().__init__(path, size, limit)
        self.size = size
        self.limit = limit

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        size = -(-self.size // MEGABYTE)
        return f"文件“{self.path}”有 {size} MB，超过 {self.limit // MEGABYTE} MB 的上限。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return "请确认选对了文件；确需检查时，请拆分后分别检查。"


class NotASpreadsheet(_FileError):  # noqa: N818  # named after what is the matter
    """A workbook is wanted, and the file is none."""

    code = "not_a_spreadsheet"

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"文件“{self.path}”不是 Excel 工作簿。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return "请写 .xlsx 或 .xls 文件；其他格式请用 Excel 或 WPS 另存为 .xlsx。"


class EmptyFile(_FileError):  # noqa: N818  # named after what is the matter
    """There is nothing to read in the file."""

    code = "empty_file"

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"文件“{self.path}”没有任何文字。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return "请确认文件已保存、已完整下载。"


class NotText(_FileError):  # noqa: N818  # named after what is the matter
    """The file is of a type that cannot be read as text."""

    code = "not_text"

    def __init__(self, path: str, kind: str, way_out: str) -> None:
        super().__init__(path, kind, way_out)
        self.kind = kind
        self.way_out = way_out

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"文件“{self.path}”不是文本文件，它看起来是{self.kind}。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return self.way_out


class UndecodableText(_FileError):  # noqa: N818  # named after what is the matter
    """The file is text, but its bytes are damaged or of an unknown encoding."""

    code = "undecodable_text"

    def __init__(self, path: str, encoding: str, line: int) -> None:
        super().__init__(path, encoding, line)
        self.encoding = encoding
        self.line = line

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        if self.encoding:
            return f"文件“{self.path}”的第 {self.line} 行不合 {self.encoding} 编码，可能已损坏。"
        return f"文件“{self.path}”第 {self.line} 行起的文字编码无法识别。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return "请用原来的软件打开，另存为 UTF-8 编码的文本文件后重试。"


class TruncatedText(UndecodableText):
    """The file ends in the middle of a character."""

    code = "truncated_text"

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"文件“{self.path}”在第 {self.line} 行的一个字中间断开，内容不完整。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return "请重新下载或重新导出这个文件。"


class DamagedFile(_FileError):  # noqa: N818  # named after what is the matter
    """The file is cut off, or its parts do not fit together."""

    code = "damaged_file"

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.reason = reason

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"文件“{self.path}”已损坏或者不完整：{self.reason}。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return "请重新下载，或者用原来的软件打开、另存一份后重试。"


class EncryptedFile(_FileError):  # noqa: N818  # named after what is the matter
    """The file is locked by a password."""

    code = "encrypted_file"

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"文件“{self.path}”设有打开密码，无法读取。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return "请用原来的软件打开，取消密码、另存一份后重试。"


class HostileFile(_FileError):  # noqa: N818  # named after what is the matter
    """The file is built so as to do harm, or as no office program would build it."""

    code = "hostile_file"

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.reason = reason

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"文件“{self.path}”的结构异常（{self.reason}），为安全起见没有读取。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return "请确认文件的来源；确属正常文件的，请用办公软件打开、另存一份后重试。"


class GarbledFile(_FileError):  # noqa: N818  # named after what is the matter
    """The fonts of the file do not say which characters they print."""

    code = "garbled_file"

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"文件“{self.path}”的字体没有带上文字编码，看得见的字读不出来。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return "请从 Word、WPS 等重新导出 PDF，或者做文字识别（OCR）后再核对。"


class ScannedFile(_FileError):  # noqa: N818  # named after what is the matter
    """The pages are pictures without text."""

    code = "scanned_file"

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"文件“{self.path}”是扫描件，页面上只有图片，没有可以读取的文字。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return (
            "请另存为 PDF 后核对（读扫描的 PDF 要另装文字识别），或者改用由 Word 等直接导出的文件。"
        )


class NeedsOcr(_FileError):  # noqa: N818  # named after what is the matter
    """There are pictures instead of text, and what recognises text in them cannot be used.

    ``reason`` says why not; it is empty where it is simply not installed.
    """

    code = "needs_ocr"

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.reason = reason

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


class TooManyScans(_FileError):  # noqa: N818  # named after what is the matter
    """There are more pages without text than are recognised at once."""

    code = "too_many_scans"

    def __init__(self, path: str, limit: int) -> None:
        super().__init__(path, limit)
        self.limit = limit

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"文件“{self.path}”要做文字识别的页超过 {self.limit} 页。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return "请拆分后分别核对，或者改用由 Word 等直接导出的文件。"


class NeedsLibreOffice(_FileError):  # noqa: N818  # named after what is the matter
    """The format is read through LibreOffice, which is not on this machine."""

    code = "needs_libreoffice"

    def __init__(self, path: str, ending: str) -> None:
        super().__init__(path, ending)
        self.ending = ending

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"读取“{self.path}”这类文件（{self.ending}）要用 LibreOffice，本机没有安装。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return (
            "请用 Word 或 WPS 打开，另存为 .docx 或 .xlsx 后重试；"
            "或者安装 LibreOffice（Debian、Ubuntu、统信、麒麟：apt-get install libreoffice；"
            "Windows、macOS：从 libreoffice.org 下载）。"
        )


class ConversionFailed(_FileError):  # noqa: N818  # named after what is the matter
    """LibreOffice could not convert the file."""

    code = "conversion_failed"

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(path, reason)
        self.reason = reason

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return f"没有能够转换文件“{self.path}”：{self.reason}。"

    @property
    def hint(self) -> str:
        """How to mend it."""
        return "请用 Word 或 WPS 打开，另存为 .docx 或 .xlsx 后重试。"
