"""What holds for every document, whatever is in it."""

import time

from hypothesis import example, given, settings
from hypothesis import strategies as st

from jixiao.errors import JixiaoError
from jixiao.model.folding import fold
from jixiao.reading import read_bytes

PIECES = [
    "一、", "（一）", "1.", "1. 2023年", "（1）", "一是", "①", "第一部分", "附件", "报告", "单位：万元", "填报人：",
    "2157. 27万元", "12 %", "，", "。", "：", "“", "”", " ", "  ", "　", "\t", "\n", "\n\n", "\r\n", "\r", "\x0c",
    "— 2 —", "3", "2/10", "|", "|---|", "---", "│", "**", "__", "#", "## ", "> ", "- ", "`", "<br>", "&nbsp;",
    "\u200b", "\ufeff", "绩效", "完成较好", "Word", "5", "2023年7月28日", "2115.30", "…………3",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=60).map("".join)


def read_or_none(data):
    try:
        return read_bytes(data, "报告.txt")
    except JixiaoError:
        return None


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example("一\t\n\t\t二\t三\n四\t五\t六")
@example("## \t5")
def test_every_character_knows_where_it_was_read(text):
    document = read_or_none(text.encode("utf-8", "ignore"))
    if document is None:
        return
    origin = list(document.origin)
    assert len(origin) == len(document.text) + 1
    assert origin == [document.origin[index] for index in range(len(origin))]
    assert origin == sorted(origin)
    assert origin[-1] <= len(document.source)
    for character, offset in zip(document.text, origin, strict=False):
        printed = document.source[offset]
        if character == "\n":
            assert printed.isspace()  # several fields on one line are parted by white space
        elif character not in "\t ":  # between cells, and between words on two lines
            assert fold(printed) == character


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_blocks_and_tables_cover_the_text(text):
    document = read_or_none(text.encode("utf-8", "ignore"))
    if document is None:
        return
    assert "\n".join(document.text[b.start : b.end] for b in document.blocks) == document.text
    for block in document.blocks:
        assert block.start <= block.title_end <= block.end
        assert document.text[block.start : block.end].strip() or block.kind == "row"
        if block.ordinal is not None:
            assert block.start == block.ordinal.span.start < block.ordinal.span.end <= block.end
    rows = [row for table in document.tables for row in table.rows]
    row_blocks = [block for block in document.blocks if block.kind == "row"]
    assert len(rows) == len(row_blocks)
    for row, block in zip(rows, row_blocks, strict=True):
        words = "\t".join(document.text[cell.start : cell.end] for cell in row)
        assert words == document.text[block.start : block.end]
    for a, b in document.dropped:
        assert 0 <= a < b <= len(document.source)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | TEXTS.map(lambda text: text.encode("gb18030", "ignore")))
def test_whatever_the_bytes_only_our_own_errors_are_raised(data):
    read_or_none(data)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_reading_is_deterministic(text):
    data = text.encode("utf-8", "ignore")
    first, second = read_or_none(data), read_or_none(data)
    if first is not None:
        assert (first.text, list(first.origin), first.blocks, first.tables, first.dropped) == (
            second.text,
            list(second.origin),
            second.blocks,
            second.tables,
            second.dropped,
        )


def test_long_documents_and_long_lines_are_read_in_linear_time():
    for text in (
        "2023年 支出 2157. 27 万元，完成较好。" * 40_000,
        "完成较好，\n" * 200_000,
        "工作完成" * 250_000,
        " " * 1_000_000 + "完",
        "# 完成" + " " * 1_000_000 + "#",
        "*" * 1_000_000,
        "<" * 1_000_000,
        ">" * 1_000_000,
        ". " * 500_000,
        "1 " * 500_000,
        "甲  乙\n" * 100_000,
        "|" * 1_000_000,
        "一、" * 300_000,
    ):
        start = time.process_time()
        read_or_none(text.encode())
        # Quadratic growth would take minutes; this is no measurement.
        assert time.process_time() - start < 30
