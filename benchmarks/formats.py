"""Measures the reading of Word, Excel and PDF files and of a scan, and a batch, in one run.

    .venv/bin/python benchmarks/formats.py           prints the table
    .venv/bin/python benchmarks/formats.py --write   also puts it into benchmarks/formats.md

Each time is the best of several, as a ratio to a floor measured beside it: what every reader of
the format has to do at least. The files are made here, from the samples, by the same small writers
as the tests use (which is why this needs the packages of ``make test``).
"""

import argparse
import io
import os
import platform
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import numpy as np
import pypdfium2
import xlsxwriter
from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]

from officefiles import cell, p, row, word
from pdffiles import Paper
from scans import PICTURE, scanned

from jixiao import __version__
from jixiao.corpus.local import check_paths
from jixiao.model.document import Document
from jixiao.pipeline import Options, check_bytes
from jixiao.reading import read_bytes
from jixiao.reading.recognition import engine

RESULTS = ROOT / "benchmarks" / "formats.md"
SAMPLE = "markdown-bureau"  # the one with most tables
PAGES = 32
ROWS, COLUMNS = 5_000, 20
REPORTS = 1_000
SEEDS = Path(os.environ.get("JIXIAO_SHARED", ROOT.parent / "shared")) / "seeds"
AMOUNT = re.compile(r"([0-9]{2,})\.[0-9]{2}(?=万元)")
REPEAT = 7
LINES_OF_A_PAGE = 30
EM_OF_A_LINE = 36
INTRODUCTION = (
    "由 `.venv/bin/python benchmarks/formats.py --write` 生成；材料在测量时现做。"
    "毫秒数因机器而异，与底线的比值可以互相比较。"
)


class Measure(NamedTuple):
    """What was measured: its name, its seconds, the floor's, and how many units it had."""

    name: str
    floor: str
    seconds: float
    least: float | None
    units: str


def best(work: Callable[[], object], repeat: int = REPEAT) -> float:
    """Return the shortest of several times."""
    times = []
    for _ in range(repeat):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def sample() -> Document:
    """Return the sample that the files are made of."""
    file = next((ROOT / "samples" / SAMPLE).glob("clean.*"))
    return read_bytes(file.read_bytes(), file.name)


def blocks(document: Document) -> Iterator[str | list[str]]:
    """Yield paragraphs and rows of tables."""
    for number, block in enumerate(document.blocks):
        if block.table is None:
            yield document.quote(block.start, block.end)
        else:
            table = document.tables[block.table]
            cells = table.rows[number - table.block]
            yield [document.text[span.start : span.end] for span in cells]


def word_file(document: Document, times: int) -> bytes:
    """Return a Word file that holds the document several times."""
    body, rows = "", []
    for one in [*blocks(document), ""] * times:
        if isinstance(one, list):
            rows.append(row(*(cell(words) if words else cell() for words in one)))
            continue
        if rows:
            body += f"<w:tbl>{''.join(rows)}</w:tbl>"
            rows = []
        body += p(one)
    return word(body)


def pdf_file(document: Document, pages: int) -> bytes:
    """Return a PDF file of so many pages with text and ruled tables in turn."""
    paper = Paper()
    paragraphs = [one for one in blocks(document) if isinstance(one, str)]
    tables = [one for one in blocks(document) if isinstance(one, list)]
    text = "".join(paragraphs)
    for page in range(pages):
        for line in range(LINES_OF_A_PAGE // 2):
            at = (page * LINES_OF_A_PAGE + line) * EM_OF_A_LINE % (len(text) - EM_OF_A_LINE)
            paper.line(text[at : at + EM_OF_A_LINE].replace("\n", ""))
        shown = [[words[:6] for words in one[:5]] for one in tables[: LINES_OF_A_PAGE // 3]]
        columns = max(map(len, shown))
        paper.table([one + [""] * (columns - len(one)) for one in shown], [84] * columns)
        paper.turn()
    return paper.bytes()


def workbook_file() -> bytes:
    """Return a workbook of many formatted numbers."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet, money = book.add_worksheet("数据"), book.add_format({"num_format": "#,##0.00"})
    for line in range(ROWS):
        sheet.write_string(line, 0, f"单位{line}")
        for column in range(1, COLUMNS):
            sheet.write_number(line, column, line * 1.37 + column, money)
    book.close()
    return out.getvalue()


def walk(data: bytes, member: str) -> int:
    """Unpack a part and go over its XML: what any reader of office files must do."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(1 for _ in etree.fromstring(archive.read(member)).iter())


def raw_text(data: bytes) -> int:
    """Take the text off all pages, without places."""
    file = pypdfium2.PdfDocument(data)
    size = 0
    for number in range(len(file)):
        page = file[number]
        text = page.get_textpage()
        size += len(text.get_text_range())
        text.close()
        page.close()
    file.close()
    return size


def measures() -> Iterator[Measure]:
    """Yield what is measured."""
    document = sample()
    data = word_file(document, 5)
    yield Measure(
        "Word：约 32 页，含表格", "解压并遍历 XML",
        best(lambda: read_bytes(data, "a.docx")), best(lambda: walk(data, "word/document.xml")),
        f"{len(read_bytes(data, 'a.docx').text)} 字",
    )  # fmt: skip
    pages = pdf_file(document, PAGES)
    yield Measure(
        f"PDF：{PAGES} 页，含有框线的表格", "取出各页文字，不要位置",
        best(lambda: read_bytes(pages, "a.pdf")), best(lambda: raw_text(pages)), f"{PAGES} 页",
    )  # fmt: skip
    cells = workbook_file()
    yield Measure(
        f"Excel：{ROWS * COLUMNS} 个单元格", "解压并遍历 XML",
        best(lambda: read_bytes(cells, "a.xlsx"), 3),
        best(lambda: walk(cells, "xl/worksheets/sheet1.xml"), 3), f"{ROWS * COLUMNS} 格",
    )  # fmt: skip
    scan, picture = PICTURE.read_bytes(), np.array(scanned())
    yield Measure(
        "扫描件：一页，两张表", "识别模型本身（一个线程）",
        best(lambda: read_bytes(scan, "a.png"), 3),
        best(lambda: engine()(picture, use_det=True, use_cls=False, use_rec=True), 3), "1 页",
    )  # fmt: skip
    yield batch("样例，数字密集", sorted((ROOT / "samples").glob("*/clean.*")))
    seeds = sorted(SEEDS.glob("*.txt"))
    if seeds:
        yield batch("真实报告，各改一个数", seeds)


def batch(kind: str, files: list[Path]) -> Measure:
    """Measure many reports on all cores, beside the same work in one process without any way."""
    jobs = os.cpu_count() or 1
    texts = [file.read_text(encoding="utf-8") for file in files]
    reports = [varied(texts[number % len(texts)], number).encode() for number in range(REPORTS)]
    few = reports[: 5 * len(texts)]
    check_bytes(few[0], "a.txt")  # what is read once and for all is read here
    least = best(lambda: [check_bytes(one, "a.txt") for one in few], 2)
    with tempfile.TemporaryDirectory() as folder:
        paths = [str(Path(folder) / f"{number:04}.txt") for number in range(REPORTS)]
        for path, data in zip(paths, reports, strict=True):
            Path(path).write_bytes(data)
        seconds = best(lambda: list(check_paths(paths, Options(), jobs)), 1)
    return Measure(
        f"批量：{REPORTS} 份文本（{kind}）", "一个进程里逐份核对，除以核心数", seconds,
        least * REPORTS / len(few) / jobs, f"{sum(map(len, reports)) / REPORTS / 1000:.1f} KB 一份",
    )  # fmt: skip


def varied(text: str, number: int) -> str:
    """Return a text with one of its amounts changed, so that no two are the same."""
    return AMOUNT.sub(lambda match: f"{match[1]}.{number % 100:02}", text, count=1)


def table(found: list[Measure]) -> str:
    """Return the table of results."""
    lines = [
        "# 读入各种格式的速度", "",
        INTRODUCTION, "",
        f"绩效 {__version__}，CPython {platform.python_version()}，{os.cpu_count()} 个核心。", "",
        "| 材料 | 毫秒 | 数量 | 底线 | ÷ 底线 |", "| --- | ---: | ---: | --- | ---: |",
    ]  # fmt: skip
    for one in found:
        ratio = "" if one.least is None else f"{one.seconds / one.least:.1f}"
        lines.append(
            f"| {one.name} | {1000 * one.seconds:.0f} | {one.units} | {one.floor} | {ratio} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="also write benchmarks/formats.md")
    written = table(list(measures()))
    sys.stdout.write(written)
    if parser.parse_args().write:
        RESULTS.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
