"""Placeholders that nobody filled in: XX, ×××, 待填, ____."""

from collections.abc import Iterator

from jixiao.checks.tx._cues import cue_places, watch
from jixiao.extraction.understanding import Understanding
from jixiao.model.source import Span
from jixiao.patterns import pattern

_BLANK = watch(
    *("XX", "xx", "××", "待填", "【】", "___", "□□", "请填写", "此处填", "某年某月", "【待", "(待")
)
_TO_FILL = pattern(r"[(【]待(?:填|补|核|定|确认|更新|完善)[^()【】]{0,8}[)】]")
_LATIN = pattern(r"[A-Za-z0-9]")


def unfilled(understanding: Understanding) -> Iterator[tuple[Span, str]]:
    """Yield the placeholders of a text, each with what it is told as: its words in their place."""
    text = understanding.document.text
    last = 0
    for start, word in cue_places(understanding, _BLANK):
        end = _blank(text, start, word) if start >= last else 0
        if end:
            last = end
            words, around = text[start:end], _around(text, start, end)
            yield Span(start, end), f"占位符“{words}”未填写（“{around}”），请补上实际内容"


def _blank(text: str, start: int, word: str) -> int:
    """Return the end of the blank that begins with a watched word, 0 if it is none."""
    before, size = text[start - 1 : start], len(text)
    if word[0] in "Xx×":
        end = start
        while end < size and text[end] in "Xx×":
            end += 1
        masks = before.isdecimal() and (text[end : end + 1].isdecimal() or end - start >= 4)
        latin = _LATIN.match(before) or _LATIN.match(text, end)
        return 0 if masks or (latin and word[0] != "×") else end
    if word[0] in "_□":
        end = start
        while end < size and text[end] == word[0]:
            end += 1
        return end
    if word in ("【待", "(待"):
        match = _TO_FILL.match(text, start)
        return match.end() if match else 0
    return start + len(word)


def _around(text: str, start: int, end: int) -> str:
    first = max(text.rfind(mark, max(0, start - 10), start) for mark in ",。;:、\n") + 1
    return text[max(first, start - 10) : end + 4].partition("\n")[0]
