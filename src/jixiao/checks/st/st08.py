"""ST08: passages that stand in a document twice."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, partial
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.checks.tx._cues import block_of, sections_at
from jixiao.model.document import BlockKind
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import SectionKey, Severity

_MARKS = ",。;:!?\n\t"
_NUMBER = pattern(r"[0-9]{1,2}[.、]|\([0-9一二三四五六七八九十]{1,2}\)")
_NUMBERED = frozenset("0123456789(")
_SEED = 8  # characters of a clause that is no set phrase
_PASSAGE = 80
_OVERLAP = 30
_OVERLAP_SEED = 10
_ALIKE = 90
_CLAUSE_ALIKE = 70
_STEPS = ((1, 1), (2, 2), (1, 2), (2, 1))


class _Clauses(NamedTuple):
    """The clauses of a text with the places where they begin."""

    words: Sequence[str]
    starts: Sequence[int]

    def span(self, first: int, last: int) -> Span:
        return Span(self.starts[first], self.starts[last] + len(self.words[last]))


class _Run(NamedTuple):
    """A passage and its copy, as numbers of their first and last clauses."""

    first: int
    last: int
    copy_first: int
    copy_last: int


@check(
    code="ST08",
    name="repeated-passages",
    severity=Severity.WARNING,
    since="0.1",
    clean="未发现成段重复的文字。",
)
def repeated_passages(ctx: Context) -> Iterator[Outcome]:
    """同一份材料中不应有成段重复的文字。

    为什么：成段重复多是复制粘贴的残留，同一成绩写两遍也会虚增篇幅。
    公式：按标点切分，查找先后两处连续相同的分句；合计不少于80字且相似度不低于0.9的为警告，
    同一节内条目重合不少于30字且占其一半的为提示。
    不报的情形：表格；结论部分复述的数据；职能、目标、总结之间的简短照应；相隔各节的零星相同语句。
    已知漏报：语序或用词改动较大的重复。
    """
    words = _words(ctx.document.text)
    long = [word for word in words if len(word) >= _SEED]
    if sum(map(len, long)) - sum(map(len, set(long))) < _OVERLAP // 2:
        return  # an item whose first clause stands behind a number counts by its other clauses
    split = _split(words)
    pairs = _repeats(split.words)
    runs = [run for run in _runs(split, pairs) if _is_copy(ctx, split, run)]
    if runs:
        copies = [split.span(run.copy_first, run.copy_last) for run in runs]
        size = sum(span.end - span.start for span in copies)
        yield ctx.finding(
            copies[0],
            f"这段文字与前文重复（共{len(runs)}段，约{size}字），请删去或合并",
            related=[
                *((split.span(run.first, run.last), "前文") for run in runs),
                *((span, "同样重复") for span in copies[1:]),
            ],
        )
    yield from _overlaps(ctx, split, pairs, runs)


def _likeness(one: str, other: str) -> float:
    """Return how much two passages are alike, 100 where they are the same."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - few reports repeat themselves, and it starts slowly

    return fuzz.ratio(one, other)


def _words(text: str) -> list[str]:
    """Return what stands between marks; plain replacements are cheaper than a pattern."""
    for mark in _MARKS[1:]:
        text = text.replace(mark, _MARKS[0])
    return text.split(_MARKS[0])


def _split(words: Sequence[str]) -> _Clauses:
    kept: list[str] = []
    starts: list[int] = []
    start = 0
    for word in words:
        if word:
            number = _NUMBER.match(word) if word[0] in _NUMBERED else None
            if number is None:
                kept.append(word)
                starts.append(start)
            else:
                kept.append(word[number.end() :])
                starts.append(start + number.end())
        start += len(word) + 1
    return _Clauses(kept, starts)


def _repeats(words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the clauses that stand twice: number of the first and of a later one."""
    seen: dict[str, int] = {}
    return [
        (first, index)
        for index, word in enumerate(words)
        if len(word) >= _SEED and (first := seen.setdefault(word, index)) != index
    ]


def _runs(split: _Clauses, pairs: Sequence[tuple[int, int]]) -> Iterator[_Run]:
    """Yield the passages of clauses that follow each other in both places."""
    words = split.words
    done = -1
    for first, copy in pairs:
        if copy <= done:
            continue
        at, there = first, copy
        while (step := _step(words, at, there, copy)) is not None:
            at, there = at + step[0], there + step[1]
        if there > copy:
            done = there
            yield _Run(first, at, copy, there)
        elif len(words[copy]) >= _PASSAGE:
            yield _Run(first, at, copy, there)


def _step(words: Sequence[str], at: int, there: int, limit: int) -> tuple[int, int] | None:
    """Return how far on both passages agree again, with at most one changed clause between."""
    for near, far in _STEPS:
        if at + near >= limit or there + far >= len(words):
            continue
        word = words[at + near]
        if word != words[there + far]:
            continue
        if near == far == 1:
            return near, far
        between, other = "".join(words[at + 1 : at + near]), "".join(words[there + 1 : there + far])
        if len(word) >= _SEED and (near != far or _likeness(between, other) >= _CLAUSE_ALIKE):
            return near, far
    return None


def _is_copy(ctx: Context, split: _Clauses, run: _Run) -> bool:
    original = split.span(run.first, run.last)
    copy = split.span(run.copy_first, run.copy_last)
    if copy.end - copy.start < _PASSAGE or _is_tabular(ctx, copy):
        return False
    text = ctx.document.text
    if _likeness(text[original.start : original.end], text[copy.start : copy.end]) < _ALIKE:
        return False
    return not (_retells(ctx, original) or _retells(ctx, copy))


def _is_tabular(ctx: Context, span: Span) -> bool:
    """Tell whether a passage begins in a table, or is a title with heads printed again overleaf."""
    if block_of(ctx.understanding, span.start).kind is BlockKind.ROW:
        return True
    document = ctx.document
    blocks = document.blocks[document.block_at(span.start) : document.block_at(span.end - 1) + 1]
    rows = sum(block.end - block.start for block in blocks if block.kind is BlockKind.ROW)
    return rows > 0 and span.end - span.start - rows < _PASSAGE


def _retells(ctx: Context, span: Span) -> bool:
    """Tell whether a passage of the conclusion retells figures."""
    keys = {section.key for section in sections_at(ctx.understanding, span.start)}
    if keys and SectionKey.CONCLUSION not in keys:
        return False
    clauses = _words(ctx.document.text[span.start : span.end])
    return 2 * sum(any(map(str.isdecimal, clause)) for clause in clauses) >= len(clauses)


def _overlaps(
    ctx: Context, split: _Clauses, pairs: Sequence[tuple[int, int]], runs: Sequence[_Run]
) -> Iterator[Outcome]:
    """Report items of one section that share much of their words with earlier ones."""
    shared: dict[int, list[tuple[int, int]]] = {}
    document = ctx.document
    for first, copy in pairs:
        if len(split.words[copy]) < _OVERLAP_SEED:
            continue
        if any(run.copy_first <= copy <= run.copy_last for run in runs):
            continue
        number = document.block_at(split.starts[copy])
        if document.block_at(split.starts[first]) != number:
            shared.setdefault(number, []).append((first, copy))
    found = []
    inner = cache(partial(_inner, ctx))
    for number, parts in shared.items():
        block = document.blocks[number]
        if 2 * sum(len(split.words[copy]) for _, copy in parts) < block.end - block.start:
            continue
        own = inner(block.start)
        some = [pair for pair in parts if inner(split.starts[pair[0]]) == own]
        size = sum(len(split.words[copy]) for _, copy in some)
        half = 2 * size >= block.end - block.start
        if size >= _OVERLAP and half and block.kind is BlockKind.PARAGRAPH:
            found.append(some)
    if found:
        first, copy = found[0][0]
        yield ctx.finding(
            split.span(copy, copy),
            f"本条与同一节前面的条目内容重叠（“{split.words[copy][:16]}”等），请合并或改写",
            related=[
                (split.span(near, near), "前面的条目") for some in found for near, _ in some[:3]
            ],
            severity=Severity.HINT,
        )


def _inner(ctx: Context, offset: int) -> int:
    """Return where the heading of the innermost section around an offset begins."""
    sections = ctx.understanding.sections
    at = bisect_right(sections, offset, key=lambda section: section.heading.start)
    around = (sections[n] for n in range(at - 1, -1, -1) if offset < sections[n].end)
    innermost = next(around, None)
    return -1 if innermost is None else innermost.heading.start
