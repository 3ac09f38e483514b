"""ST11: what conversion and printing left behind in the text."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.st._places import reading_place
from jixiao.model.document import Block, BlockKind, Document
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.terms import Severity

_CLOSING = frozenset("。;!?:")
_MARKUP = frozenset("*#_`<&")
_WRAPPED = 3  # more than one broken paragraph in so many: the lines were set that way


@check(
    code="ST11",
    name="residue-of-conversion",
    severity=Severity.HINT,
    since="0.1",
    clean="未发现页码、标记符号、断句、断数等转换残留。",
)
def residue_of_conversion(ctx: Context) -> Iterator[Outcome]:
    """正文中不应留有页码、标记符号和因分页断开的句子、数字。

    为什么：这些是文件转换的残留，不是单位填报的错误，但会妨碍阅读和取数。
    公式：列出读取时略去的页码和标记；查找中间有空行的句子，以及小数点后有空格的数字。
    不报的情形：Markdown 文件中的标记；逐行排版的全文换行，PDF、OFD 的换行；条目序号后的空格。
    已知漏报：被空格拆开的词语；与正文连在一起的页眉、页脚。
    """
    document = ctx.document
    pages, marks = [], []
    for span in document.dropped:
        first = document.source[span.start]
        if first in _MARKUP:
            marks.append(span)
        elif any(map(str.isdecimal, document.source[span.start : span.end])):
            pages.append(span)
    if pages:
        yield ctx.finding(
            _around(document, pages[0]),
            f"页码留在正文中（共{len(pages)}处，如“{_shown(document, pages[0])}”），请删去",
        )
    if marks and not document.path.lower().endswith((".md", ".markdown")):
        yield _marks(ctx, marks)
    if not document.pages:  # pages break their lines themselves
        yield from _broken(ctx)
    yield from _parted(ctx)


def _shown(document: Document, span: Span) -> str:
    return document.source[span.start : span.end]


def _around(document: Document, span: Span) -> Span:
    """Return the two characters between which something was left out."""
    after = reading_place(document, span.end, span.end + 1)
    return Span(max(0, after.start - 1), after.end)


def _marks(ctx: Context, marks: Sequence[Span]) -> Outcome:
    """Point at the line that holds most of the marks."""
    document = ctx.document
    lines = Counter(bisect_right(document.line_starts, span.start) for span in marks)
    line, _ = max(lines.items(), key=lambda item: (item[1], -item[0]))
    first = next(s for s in marks if bisect_right(document.line_starts, s.start) == line)
    signs = "、".join(sorted({_shown(document, span)[0] for span in marks}))
    return ctx.finding(
        reading_place(document, first.end, first.end + 1),
        f"正文残留 Markdown 标记“{signs}”（共{len(marks)}处），请删去",
    )


def _broken(ctx: Context) -> Iterator[Outcome]:
    """Report paragraphs broken within a sentence, where the others stand on one line each."""
    document = ctx.document
    source = document.source
    broken: list[Span] = []
    count = 0
    for block in document.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        count += 1
        first, last = document.source_span(block.start, block.end)
        at = source.find("\n", first, last)
        if at >= 0:
            broken += _break(document, block, at)
    if broken and len(broken) * _WRAPPED < count:
        yield ctx.finding(
            broken[0],
            f"句子被换行或分页断开（共{len(broken)}处），请接成一段",
            related=[(span, "同样断开") for span in broken[1:8]],
        )


def _break(document: Document, block: Block, at: int) -> list[Span]:
    """Return the last words before a line break within a sentence."""
    after = min(max(document.reading_offset(at), block.start), block.end)
    if not block.start < after < block.end or document.text[after - 1] in _CLOSING:
        return []
    return [Span(max(block.start, after - 8), after)]


def _parted(ctx: Context) -> Iterator[Outcome]:
    """Report numbers with a space behind the decimal point: 2157. 27."""
    document = ctx.document
    source = document.source
    found: list[Span] = []
    at = source.find(". ")
    while at > 0:
        if source[at - 1].isdecimal() and source[at + 2 : at + 3].isdecimal():
            place = reading_place(document, at - 1, at + 3)
            if " " not in document.text[place.start : place.end]:
                found.append(place)
        at = source.find(". ", at + 1)
    if found:
        yield ctx.finding(
            found[0],
            f"数字被空格拆开（共{len(found)}处，如“{ctx.quote(found[0])}”），请删去空格",
            related=[(span, "同样拆开") for span in found[1:]],
        )
