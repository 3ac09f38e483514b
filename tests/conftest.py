"""Documents understood by hand, for tests of what stands around reading and extraction."""

import os
import re
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.extraction.tokens import Kind, Token
from jixiao.extraction.understanding import Metadata, Understanding
from jixiao.model.document import Block, BlockKind, Document
from jixiao.model.fact import Fact, Scope
from jixiao.model.period import Instant
from jixiao.model.quantity import Dimension, Quantity, Unit
from jixiao.model.source import Span

UNITS = {
    "万元": Unit("万元", Dimension.MONEY, Decimal(10000)),
    "%": Unit("%", Dimension.PERCENT),
}
PRINTED = re.compile(r"([0-9]+(?:\.([0-9]+))?)(万元|%)")
DAY = re.compile(r"([0-9]{4})年([0-9]+)月([0-9]+)日")


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden", action="store_true", help="keep what is made now as what is expected"
    )


def facts_in(text):
    """Every amount and percentage of a text, in order; the concept is ``other``."""
    return [
        Fact(
            concept="other",
            label=f"第{i}数",
            start=m.start(),
            end=m.end(),
            scope=Scope(),
            period=None,
            subject_start=m.start(),
            sentence=0,
            clause=0,
            quantity=Quantity(Decimal(m[1]), UNITS[m[3]], len(m[2] or "")),
        )
        for i, m in enumerate(PRINTED.finditer(text), 1)
    ]


def understood(text, relations=()):
    """An understanding of plain lines with the given relations."""
    blocks, start = [], 0
    for line in text.splitlines():
        kind = BlockKind.PARAGRAPH if blocks else BlockKind.TITLE
        blocks.append(Block(kind, start, start + len(line)))
        start += len(line) + 1
    document = Document(
        path="报告.txt",
        sha256="0" * 64,
        source=text,
        text=text,
        origin=range(len(text) + 1),
        blocks=tuple(blocks),
        line_starts=tuple(block.start for block in blocks) or (0,),
    )
    tokens = [
        Token(Kind.INSTANT, m.start(), m.end(), Instant(int(m[1]), int(m[2]), int(m[3])))
        for m in DAY.finditer(text)
    ]
    by_kind = {}
    for relation in relations:
        by_kind.setdefault(type(relation), []).append(relation)
    title = text.partition("\n")[0]
    return Understanding(
        document=document,
        metadata=Metadata(title=title, title_span=Span(0, len(title))),
        tokens=tokens,
        sentences=(),
        sections=(),
        facts=facts_in(text),
        relations=by_kind,
    )


@pytest.fixture
def understand():
    return understood


@pytest.fixture
def facts():
    return facts_in


@pytest.fixture(scope="session")
def seeds():
    """The real reports, by the number at the start of their names; not part of the repository."""
    beside = Path(__file__).resolve().parents[2] / "shared"
    folder = Path(os.environ.get("JIXIAO_SHARED") or beside) / "seeds"
    files = {file.name[:3]: file for file in sorted(folder.glob("*.txt"))}
    if not files:
        message = f"没有找到真实报告：{folder}；可用环境变量 JIXIAO_SHARED 指明其上级文件夹"
        if os.environ.get("JIXIAO_REQUIRE_SEEDS") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return files
