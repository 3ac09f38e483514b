"""Bytes to characters: UTF-8, UTF-16 with a byte order mark, else GB18030.

Text in the wrong encoding still decodes to something, and wrong characters would be checked as if
a department had written them. So what is damaged is refused rather than repaired.
"""

import codecs
import re
from typing import Final

from jixiao.errors import (
    DamagedFile,
    EmptyFile,
    JixiaoError,
    NotText,
    TruncatedText,
    UndecodableText,
)

_SAVE_AS = "请用原来的软件打开，另存为纯文本（.txt，UTF-8 编码）后重试。"
_OTHER_PICTURE = "请另存为 PNG、JPEG 或 PDF 后重试。"
_UNPACK = "请解压后检查其中的文件。"

# How a file begins, what it then is, and the way out.
_MAGIC: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"{\\rtf", "RTF 文档", _SAVE_AS),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 或 WPS 文档（.doc、.xls、.wps）", _SAVE_AS),
    (b"GIF8", "图片（GIF）", _OTHER_PICTURE),
    (b"Rar!\x1a\x07", "压缩文件（RAR）", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "压缩文件（7z）", _UNPACK),
    (b"\x1f\x8b", "压缩文件（gzip）", _UNPACK),
)
# What a ZIP archive is, by the name of one of its members.
_ARCHIVES: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"ppt/", "PowerPoint 演示文稿（.pptx）", _SAVE_AS),
    (b"mimetypeapplication/vnd.oasis", "OpenDocument 文档", _SAVE_AS),
)
_DOCUMENTS: Final = frozenset(
    {".docx", ".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".doc", ".wps", ".pdf", ".ofd"}
)
_ZIP: Final = b"PK\x03\x04"
_EMPTY_ZIP: Final = b"PK\x05\x06"
_WEB_PAGE: Final = re.compile(rb"\s*(?:<!doctype html|<html)\b", re.IGNORECASE)
_MARKED: Final[tuple[tuple[bytes, str, str], ...]] = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    # Before UTF-16: the mark of UTF-32 begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_MAX_CONTROL_SHARE: Final = 20  # one in so many characters: more is no text
_LONGEST_CHARACTER: Final = 4  # bytes, in UTF-8 and in GB18030


def decode(data: bytes, path: str) -> str:
    """Return the characters of a text file, without its byte order mark.

    Raises:
        EmptyFile: there are no bytes but a byte order mark.
        NotText: the file is of a type that holds no plain text.
        UndecodableText: the bytes are damaged or of an unknown encoding.
    """
    for mark, codec, name in _MARKED:
        if data.startswith(mark):
            text = _decode_marked(data[len(mark) :], codec, name, path)
            break
    else:
        refuse_other_types(data, path)
        text = _decode_unmarked(data, path)
    if not text:
        raise EmptyFile(path)
    return text


def refuse_other_types(data: bytes, path: str) -> None:
    """Raise NotText, naming what the file seems to be, unless it may be plain text."""
    for magic, kind, way_out in _MAGIC:
        if data.startswith(magic):
            raise NotText(path, kind, way_out)
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        for member, kind, way_out in _ARCHIVES:
            if member in data:
                raise NotText(path, kind, way_out)
        raise NotText(path, "压缩文件（ZIP）", _UNPACK)
    if _WEB_PAGE.match(data, 0, 200):
        raise NotText(path, "网页", "请在浏览器中打开，复制正文，另存为纯文本后重试。")
    if b"\0" in data:
        raise _no_text(path)


def _no_text(path: str) -> JixiaoError:
    """Return what is the matter with bytes of no known type: a damaged document, or anything."""
    ending = path[path.rfind(".") :].lower()
    if ending in _DOCUMENTS:
        return DamagedFile(path, f"里面不是 {ending} 文件的内容")
    return NotText(path, "二进制文件", _SAVE_AS)


def _decode_marked(data: bytes, codec: str, name: str, path: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise _broken(data, error, codec, name, path) from error


def _decode_unmarked(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(data, error):
            raise _broken(data, error, "utf-8", "UTF-8", path) from error
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        name = "GB18030" if _at_end(data, error) else ""
        raise _broken(data, error, "gb18030", name, path) from error
    if len(_CONTROL.findall(text)) * _MAX_CONTROL_SHARE > len(text):
        raise _no_text(path)
    return text


def _is_mostly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Tell damaged UTF-8 from other encodings, whose bytes hardly ever form UTF-8 sequences."""
    if _at_end(data, error):
        return not data[: error.start].isascii()
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sound = sum(character > "\u07ff" for character in text) - damaged
    return sound > 2 * damaged


def _at_end(data: bytes, error: UnicodeDecodeError) -> bool:
    return error.start > len(data) - _LONGEST_CHARACTER


def _broken(
    data: bytes, error: UnicodeDecodeError, codec: str, name: str, path: str
) -> TruncatedText | UndecodableText:
    line = data[: error.start].decode(codec, "replace").count("\n") + 1
    if _at_end(data, error) and name:
        return TruncatedText(path, line)
    return UndecodableText(path, name, line)
