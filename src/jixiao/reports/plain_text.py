"""Compositions as plain text: for reading back, and with the facts behind every sentence."""

from collections.abc import Iterator

from jixiao.reports.composition import (
    Block,
    Composition,
    Heading,
    Paragraph,
    Table,
    Title,
    Voice,
)

_VOICES = {Voice.WRITTEN: "填报人原文", Voice.PROMPT: "待填写"}


def render(composition: Composition, *, trace: bool = False) -> str:
    """Return a document as text, a line for each paragraph and row of a table.

    With ``trace``, the lines below a paragraph tell what each of its sentences rests on.
    """
    lines = [line for block in composition.blocks for line in _block(block, trace=trace)]
    return "\n".join([*lines, *composition.footnotes]) + "\n"


def _block(block: Block, *, trace: bool) -> Iterator[str]:
    if isinstance(block, Title):
        yield from block.lines
        yield ""
    elif isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Paragraph):
        yield block.text
        if trace:
            yield from _traced(block)
    elif isinstance(block, Table):
        yield from _table(block)


def _traced(paragraph: Paragraph) -> Iterator[str]:
    for run in paragraph.runs:
        voice = _VOICES.get(run.voice)
        if voice is not None:
            yield f"    ［{voice}］{run.text}"
        for source in run.sources:
            origin = f"（{source.origin}）" if source.origin else ""
            yield f"    ［{source.label}］{source.shown}{origin}"


def _table(table: Table) -> Iterator[str]:
    if table.caption:
        yield table.caption
    if table.unit:
        yield f"单位：{table.unit}"
    for row in table.rows:
        yield "| " + " | ".join(cell.text for cell in row) + " |"
