"""The facts of a document as a table for the terminal."""

from collections.abc import Iterator, Sequence

from jixiao.diagnostics import display
from jixiao.diagnostics.json_report import value_of
from jixiao.diagnostics.reported import Reported
from jixiao.diagnostics.text import Manner, span_text
from jixiao.model.document import Document
from jixiao.model.fact import Entity, Fact
from jixiao.model.quantity import Approximation
from jixiao.model.source import Span

_HEADINGS = ("行", "名称", "数值", "单位", "期间", "范围", "概念", "原文")
_LIMITS = (6, 28, 16, 12, 16, 20, 28, 30)
_TO_THE_RIGHT = frozenset({0, 2})
_ENTITIES = {
    Entity.DEPARTMENT: "部门",
    Entity.UNIT: "单位",
    Entity.PROJECT: "项目",
    Entity.OTHER: "其他",
}


def render(documents: Sequence[Reported], manner: Manner) -> str:
    """Return the facts of all documents as tables, closed by a line break."""
    lines: list[str] = []
    for reported in documents:
        lines.append(manner.style(display.safe(reported.path), display.BOLD))
        understanding = reported.understanding
        if understanding is None:
            lines.append(f"  未能读取：{reported.error}")
        elif not understanding.facts:
            lines.append("  没有读到数字、日期、得分、等级或名次。")
        else:
            rows = [_row(fact, understanding.document) for fact in understanding.facts]
            lines.extend(_table(rows, manner))
            lines.append(f"共 {len(rows)} 个事实。")
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def _row(fact: Fact, document: Document) -> tuple[str, ...]:
    quantity = fact.quantity
    about = quantity is not None and quantity.approximation is not Approximation.EXACT
    doubt = "存疑 " if document.is_uncertain(fact.start, fact.end) else ""
    cells = (
        str(document.anchor(fact.start, fact.end).line),
        fact.label,
        doubt + ("约 " if about else "") + value_of(fact),
        quantity.unit.name if quantity else "",
        fact.period.iso() if fact.period else "",
        fact.scope.name or _ENTITIES[fact.scope.entity],
        fact.concept,
        span_text(document, Span(fact.start, fact.end)),
    )
    return tuple(
        display.clip(display.safe(cell), limit) for cell, limit in zip(cells, _LIMITS, strict=True)
    )


def _table(rows: Sequence[tuple[str, ...]], manner: Manner) -> Iterator[str]:
    table = [_HEADINGS, *rows]
    widths = [max(display.width(row[i]) for row in table) for i in range(len(_HEADINGS))]
    for number, row in enumerate(table):
        cells = [
            display.pad(cell, widths[i], right=i in _TO_THE_RIGHT) for i, cell in enumerate(row)
        ]
        line = "  ".join(cells).rstrip()
        yield manner.style(line, display.DIM) if number == 0 else line
