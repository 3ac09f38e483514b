"""ST02: how headings are numbered and how the text is punctuated."""

from collections import Counter
from collections.abc import Iterator, Mapping

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.st._places import reading_place
from jixiao.model.document import Block, BlockKind
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_LEVELS: Mapping[str, int] = {"一": 1, "（一）": 2, "(一)": 2, "1": 3, "（1）": 4, "(1)": 4}
_SHOWN = ("", "一、", "（一）", "1.", "（1）")
_NARROW = pattern(r",(?=[\u4e00-\u9fff“《])")
_ENOUGH = 3  # half-width marks that are no slip of one finger
_SHARE = 10  # where full-width marks are used as well, one in so many


@check(
    code="ST02",
    name="numbering-and-punctuation",
    severity=Severity.HINT,
    since="0.1",
    clean="序号层级、括号和标点的写法前后一致。",
)
def numbering_and_punctuation(ctx: Context) -> Iterator[Outcome]:
    """序号层级应逐级使用，括号和标点的全角、半角应前后一致。

    为什么：公文序号依次为“一、”“（一）”“1.”“（1）”，中文用全角标点；写法混杂影响阅读，也妨碍按章节汇总。
    公式：比较同级序号的括号、相邻序号的级差、中文之间的半角逗号和引号、同级标题的 # 个数。
    不报的情形：全文都不用的层级视为有意省去；数字、英文之间的半角标点；Markdown 中一致的标题标记。
    已知漏报：只出现一两处的半角标点；没有编号的标题。
    依据：GB/T 9704—2012。
    """
    ordered = [
        (block, _LEVELS.get(block.ordinal.style.rstrip("、.") or block.ordinal.style, 0))
        for block in ctx.document.blocks
        if block.ordinal is not None
    ]
    yield from _brackets(ctx, [block for block, level in ordered if level == 2])
    yield from _jumps(ctx, [(block, level) for block, level in ordered if level])
    yield from _punctuation(ctx)
    yield from _hashes(ctx, [(block, level) for block, level in ordered if level])


def _brackets(ctx: Context, blocks: list[Block]) -> Iterator[Outcome]:
    half = [block for block in blocks if block.ordinal and block.ordinal.style[0] == "("]
    if not half or len(half) == len(blocks):
        return
    full = [block for block in blocks if block not in half]
    fewer, more = sorted((half, full), key=len)
    if len(half) == len(full):
        fewer, more = half, full
    yield ctx.finding(
        _number(fewer[0]),
        f"同级标题的序号括号全角、半角混用（全角{len(full)}处，半角{len(half)}处），请统一用全角",
        related=[(_number(block), "相同写法") for block in fewer[1:4]]
        + [(_number(more[0]), "另一种写法")],
    )


def _jumps(ctx: Context, blocks: list[tuple[Block, int]]) -> Iterator[Outcome]:
    """Report a level that is skipped here and used elsewhere."""
    used = {level for _, level in blocks}
    jumps: list[tuple[Block, int, int]] = []
    last = 0
    for block, level in blocks:
        first = block.ordinal is not None and block.ordinal.value == 1
        if first and last and level == last + 2 and last + 1 in used:
            jumps.append((block, last, level))
        last = level
    if not jumps:
        return
    block, above, level = jumps[0]
    yield ctx.finding(
        _number(block),
        f"“{_SHOWN[above]}”之下直接用“{_SHOWN[level]}”，"
        f"跳过了别处使用的“{_SHOWN[above + 1]}”一级，请逐级编号",
        related=[(_number(other), "同样跳级") for other, _, _ in jumps[1:4]],
    )


def _punctuation(ctx: Context) -> Iterator[Outcome]:
    source = ctx.document.source
    half = len(_NARROW.findall(source)) if "," in source else 0
    full = source.count("，")
    if half < _ENOUGH or half * _SHARE < full:
        return
    first = _NARROW.search(source)
    at = first.start() if first is not None else 0
    also = "，并有半角引号" if source.count('"') > 1 else ""
    manner = f"与全角逗号（{full}处）混用" if full else "通篇如此"
    yield ctx.finding(
        reading_place(ctx.document, at, at + 1),
        f"中文语句中用了半角逗号（{half}处）{also}，{manner}，请统一改用全角标点",
    )


def _hashes(ctx: Context, blocks: list[tuple[Block, int]]) -> Iterator[Outcome]:
    """Report headings of one level that carry different numbers of #."""
    document = ctx.document
    marks = [span for span in document.dropped if document.source[span.start] == "#"]
    if not marks:
        return
    hashes = {
        reading_place(document, span.end, span.end + 1).start: span.end - span.start
        for span in marks
    }
    kinds: dict[int, Counter[int]] = {}
    for block, level in blocks:
        if block.kind is BlockKind.HEADING and level <= 2:
            kinds.setdefault(level, Counter())[hashes.get(block.start, 0)] += 1
    mixed = [level for level, counts in kinds.items() if len(counts) > 1]
    if mixed:
        shown = "；".join(
            f"“{_SHOWN[level]}”有{'、'.join(_mark(count) for count in sorted(kinds[level]))}"
            for level in sorted(mixed)
        )
        first = min(hashes)
        yield ctx.finding(
            Span(first, document.blocks[document.block_at(first)].end),
            f"同级标题的 Markdown 标记不一：{shown}，请统一",
        )


def _mark(count: int) -> str:
    return "#" * count if count else "无标记"


def _number(block: Block) -> Span:
    return block.ordinal.span if block.ordinal is not None else Span(block.start, block.end)
