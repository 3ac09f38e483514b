"""The outline: every heading of a document, nested, with what it means.

Wordings are data (``sections.yaml``). A heading is first looked up as a whole, then by the longest
keyword that it contains; below some sections (管理效率, 存在的主要问题 …) only certain meanings are
allowed, so that “绩效目标设置水平有待提高” among the problems is no section of goals.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from jixiao.extraction.understanding import Section
from jixiao.model.document import Block, BlockKind, Document
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import SectionKey

_FILE = Path(__file__).with_name("sections.yaml")
_UNNUMBERED = 9  # an unnumbered heading stands below everything that is numbered
_LONGEST = 30  # characters of a heading; what is longer is a sentence
_TOP = 1
_SHORT = frozenset({BlockKind.PARAGRAPH, BlockKind.TITLE})
_IN_TITLE = frozenset({SectionKey.EVALUATION, SectionKey.CONCLUSION, SectionKey.OTHER})
_RUN_IN = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH})
_TOP_KEYS = frozenset(
    {
        SectionKey.OVERVIEW,
        SectionKey.EVALUATION,
        SectionKey.PROBLEMS,
        SectionKey.MEASURES,
        SectionKey.LAST_YEAR,
    }
)
_KEYS: Mapping[str, SectionKey] = {key.value: key for key in SectionKey}
_OTHER = (SectionKey.OTHER,)
_TOGETHER = (
    (SectionKey.EXPERIENCE, SectionKey.PROBLEMS, SectionKey.MEASURES),
    (SectionKey.PLAN, SectionKey.GOAL),
)

_YEAR = pattern(r"^(?:20\d\d年度?|本年度?|关于|就)")
_ANNUAL = pattern(r"^(?:全年|年度)")
_NOISE = pattern(r"[\s“”\"'‘’*#]+")
_END = pattern(r"[。.:;,、]+$")
_BRACKET = pattern(r"\([^()]*\)$")
_TAIL = pattern(r"(?:情况)?的?(?:说明|分析|综述|总结)?(?:情况)?$")
_PAGE = pattern(r"[.…·\t ]{2,}\d+$")
_NUMBER = pattern(r"[一二三四五六七八九十]{1,3}、")
_STYLES: tuple[tuple[re.Pattern[str], int], ...] = (
    (pattern(r"第.{0,3}(?:部分|章|篇)"), 0),
    (pattern(r"[(（]一[)）]"), 2),
    (pattern(r"[(（]1[)）]"), 4),
    (pattern(r"一[、.．,，]?$"), 1),
    (pattern(r"1[)）]"), 5),
    (pattern(r"1[、.．,，]?$"), 3),
    (pattern(r"[①⑴]"), 5),
    (pattern(r"[一第].*(?:是|[,，])$"), 6),
)


class _Keyword(NamedTuple):
    weight: int
    key: SectionKey
    parts: tuple[str, ...]


class _Open(NamedTuple):
    level: int
    first: int  # its first entry
    last: int  # behind its last one: a heading can open several sections
    inside: frozenset[SectionKey] | None  # what its sub-headings may be; None: anything


class _Rules(NamedTuple):
    titles: Mapping[str, tuple[SectionKey, ...]]
    top: Mapping[str, tuple[SectionKey, ...]]
    keywords: tuple[_Keyword, ...]  # heaviest first
    inside: Mapping[SectionKey, frozenset[SectionKey]]


def sections(document: Document) -> tuple[Section, ...]:
    """Return the sections of a document in reading order.

    A heading that opens two sections at once (存在问题及改进措施) gives two entries with one span.
    """
    found: list[tuple[SectionKey, Span, int, int]] = []  # sections, but for their ends
    ends: list[int] = []
    open_: list[_Open] = []
    for index, heading, level in _headings(document):
        while open_ and open_[-1].level >= level:
            closed = open_.pop()
            stop = document.blocks[index].start
            ends[closed.first : closed.last] = [stop] * (closed.last - closed.first)
        inherited = open_[-1].inside if open_ else None
        printed = document.text[heading.start : heading.end]
        keys = _meaning(printed, top=level <= _TOP, inside=inherited)
        last = len(found) + len(keys)
        open_.append(_Open(level, len(found), last, _allowed(keys, inherited)))
        found += [(key, heading, level, index) for key in keys]
        ends += [len(document.text)] * len(keys)
    return tuple(
        Section(key, heading, level, end, index)
        for (key, heading, level, index), end in zip(found, ends, strict=True)
    )


def _allowed(
    keys: tuple[SectionKey, ...], inherited: frozenset[SectionKey] | None
) -> frozenset[SectionKey] | None:
    """Return what may stand below a heading: what its own sections allow, else as above it."""
    inside = _rules().inside
    own = [inside[key] for key in keys if key in inside]
    return frozenset().union(*own) if own else inherited


def _headings(document: Document) -> Iterator[tuple[int, Span, int]]:
    """Yield index of block, span of the heading words and level of every heading."""
    text = document.text
    level = 0  # of the last numbered heading
    for index, block in enumerate(document.blocks):
        heading = _heading_words(text, block)
        if heading is None:
            continue
        printed = text[heading.start : heading.end]
        depth = _level(block)
        if depth is not None:
            if _PAGE.search(printed):
                continue  # a line of the table of contents
            level = depth
        elif block.kind is not BlockKind.HEADING:
            keys = _rules().titles[_plain(printed)]
            depth = _TOP if level == 0 or not _TOP_KEYS.isdisjoint(keys) else level + 1
        else:
            keys = _meaning(printed, top=True, inside=None)
            on_top = level == 0 or not _TOP_KEYS.isdisjoint(keys)
            depth = _TOP if on_top else _UNNUMBERED
        yield index, heading, depth


def _heading_words(text: str, block: Block) -> Span | None:
    """Return the span of the words of a heading, without its number and its closing mark.

    A paragraph, or a line below the title, that is nothing but a known title is a heading too.
    """
    sure = True
    if block.title_end > block.start and block.kind in _RUN_IN:
        end = block.title_end
    elif block.kind is BlockKind.HEADING:
        end = block.end
    elif block.kind in _SHORT and block.end - block.start <= _LONGEST:
        end = block.end
        sure = False
    else:
        return None
    if block.ordinal is not None:
        start = block.ordinal.span.end
    else:
        number = _NUMBER.match(text, block.start, end)
        start = number.end() if number is not None else block.start
    while start < end and text[start] in " \t.、#*":
        start += 1
    while end > start and text[end - 1] in " \t。.:;,*":
        end -= 1
    if start == end:
        return None
    if not sure:
        keys = _rules().titles.get(_plain(text[start:end]))
        if keys is None or (block.kind is BlockKind.TITLE and not _IN_TITLE.isdisjoint(keys)):
            return None
    return Span(start, end)


def _level(block: Block) -> int | None:
    """Return the depth of a numbered heading, None where nothing printed tells it."""
    if block.ordinal is not None:
        level = _style_level(block.ordinal.style.strip())
        if level is not None:
            return level
    if block.kind is BlockKind.HEADING and block.level:
        return block.level
    return _UNNUMBERED if block.ordinal is not None else None


@cache
def _style_level(style: str) -> int | None:
    """Return the depth of a style of numbers, None where the style does not tell it."""
    if style.startswith("#"):
        return None
    dots = style.count(".") if not style.endswith(".") else style.count(".") - 1
    if dots > 0 and style[0].isascii() and style[0].isdigit():
        return 3 + dots
    for form, level in _STYLES:
        if form.match(style):
            return level
    return None


@lru_cache(maxsize=4096)
def _meaning(
    printed: str, *, top: bool, inside: frozenset[SectionKey] | None
) -> tuple[SectionKey, ...]:
    """Return what a heading means where only the sections ``inside`` may stand."""
    rules = _rules()
    plain = _plain(printed)
    keys = (rules.top.get(plain) if top else None) or rules.titles.get(plain)
    if keys is None:
        words = _words(printed)
        keys = _by_keyword(words, rules) if len(words) <= _LONGEST else _OTHER
    if inside is None:
        return keys
    return tuple(key for key in keys if key in inside) or _OTHER


def _by_keyword(words: str, rules: _Rules) -> tuple[SectionKey, ...]:
    """Return the section of the longest keyword; of equals the one furthest to the end.

    Of sections that often share a heading (经验、问题及措施) all with a keyword are returned.
    """
    best, last, key = 0, -1, SectionKey.OTHER
    present: set[SectionKey] = set()
    for word in rules.keywords:
        end = _find(words, word.parts)
        if end < 0:
            continue
        present.add(word.key)
        if word.weight >= best and end > last:
            best, last, key = word.weight, end, word.key
    for group in _TOGETHER:
        if key in group:
            return tuple(key for key in group if key in present)
    return (key,)


def _find(plain: str, parts: tuple[str, ...]) -> int:
    """Return where the last of ``parts``, found one after the other, ends, else -1."""
    at = 0
    for part in parts:
        at = plain.find(part, at)
        if at < 0:
            return -1
        at += len(part)
    return at


def _words(printed: str) -> str:
    """Return a heading without year, spaces, closing mark and brackets at its end."""
    words = _BRACKET.sub("", _END.sub("", _NOISE.sub("", printed)))
    return _YEAR.sub("", words)


def _plain(printed: str) -> str:
    """Return a heading without its year and its closing 情况, 分析, 说明 as well."""
    words = _words(printed)
    short = _TAIL.sub("", _ANNUAL.sub("", words))
    return short if len(short) >= 2 else words


@cache
def _rules() -> _Rules:
    """Read ``sections.yaml``."""
    with _FILE.open("rb") as file:
        data: dict[str, dict[str, Any]] = yaml.load(file, Loader=yaml.CSafeLoader)
    titles: dict[str, tuple[SectionKey, ...]] = {}
    top: dict[str, tuple[SectionKey, ...]] = {}
    words: list[_Keyword] = []
    inside: dict[SectionKey, frozenset[SectionKey]] = {}
    for name, entry in data.items():
        key = _KEYS[name]
        for place, field in ((titles, "titles"), (top, "top")):
            for title in entry.get(field, ()):
                plain = _plain(title)
                known = place.get(plain, ())
                place[plain] = known if key in known else (*known, key)
        for word in entry.get("keywords", ()):
            parts = tuple(part for part in word.split("*") if part)
            words.append(_Keyword(sum(map(len, parts)), key, parts))
        if "inside" in entry:
            inside[key] = frozenset(_KEYS[name] for name in entry["inside"])
    words.sort(key=lambda word: -word.weight)
    return _Rules(titles, top, tuple(words), inside)
