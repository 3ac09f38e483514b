"""What is read at all: how large, and under which names in folders and archives."""

from typing import Final

MAX_SIZE: Final = 50 * 1024 * 1024
MAX_SCANS: Final = 100  # pages whose text is recognised; each takes seconds
MAX_BUNDLE: Final = 1024 * 1024 * 1024  # of an archive of documents
SUFFIXES: Final = (
    ".txt", ".md", ".docx", ".doc", ".wps", ".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".pdf",
    ".ofd", ".rtf", ".odt", ".ods", ".zip",
)  # fmt: skip
