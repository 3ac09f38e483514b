"""What files hold beside their text, for those who publish them. One module per format.

Ordinary checks never come here: what stands beside the text must not enter what is understood.
"""

from dataclasses import replace

from jixiao.errors import JixiaoError
from jixiao.model.document import Document
from jixiao.model.extra import Extra

# As with the readers: texts need none of their libraries.
# ruff: noqa: PLC0415


def with_extras(document: Document, data: bytes) -> Document:
    """Return the document with what the file holds beside its text.

    ``Document.extras`` is None for formats that are not looked into, and where the parts beside
    the text are damaged, though the text can be read.
    """
    try:
        extras = _extras(document, data)
    except JixiaoError:
        extras = None
    return replace(document, extras=extras)


def _extras(document: Document, data: bytes) -> tuple[Extra, ...] | None:
    if document.format == "text":
        return ()
    if document.format == "docx":
        from jixiao.reading.extras.word import extras_of_word

        return tuple(extras_of_word(data, document.path))
    if document.format == "xlsx":
        from jixiao.reading.extras.workbook import extras_of_workbook

        return tuple(extras_of_workbook(data, document))
    if document.format == "pdf":
        from jixiao.reading.extras.pdf import extras_of_pdf

        return tuple(extras_of_pdf(data, document))
    return None
