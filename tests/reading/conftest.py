"""Short ways to read a text and to look at what was read."""

import pytest

from jixiao.reading import read_bytes


def document_of(text):
    return read_bytes(text.encode(), "报告.txt")


def texts_of(document, kind=None):
    return [
        document.text[block.start : block.end]
        for block in document.blocks
        if kind is None or block.kind == kind
    ]


@pytest.fixture
def read_text():
    return document_of


@pytest.fixture
def blocks():
    """The texts of all blocks, or of those of one kind."""

    def _blocks(text, kind=None):
        return texts_of(document_of(text), kind)

    return _blocks


@pytest.fixture
def outline():
    """The headings as (level, style, value, text)."""

    def _outline(text):
        document = document_of(text)
        return [
            (
                block.level,
                block.ordinal and block.ordinal.style,
                block.ordinal and block.ordinal.value,
                document.text[block.start : block.end],
            )
            for block in document.blocks
            if block.kind == "heading"
        ]

    return _outline


@pytest.fixture
def cells():
    """The tables, each a list of rows, each a list of cells."""

    def _cells(text):
        document = document_of(text)
        return [
            [[document.text[cell.start : cell.end] for cell in row] for row in table.rows]
            for table in document.tables
        ]

    return _cells
