"""Placeholders that nobody filled in: XX, ×××, 待填, ____."""

from collections.abc import Iterator

from jixiao.checks.tx._cues import cue_places, watch
from jixiao.extraction.understanding import Understanding
from jixiao.model.source import Span
from jixiao.patterns import pattern

_BLANK = watch(
    *("XX", "xx", "××", "待填", "【】", "___", "□□", "请填写", "此处填", "某年某月", "【待", "(待")
)
_TO_FILL = pattern(r"[(【]待(?:填|补|核|定|确认|更新|完善)[^()【】]{0,60}[)】]")
_OPEN = ("【", "(", "（")
_LONGEST = 24
_LATIN = pattern(r"[A-Za-z0-9]")


def unfilled(understanding: Understanding) -> Iterator[tuple[Span, str]]:
    """Yield the placeholders of a text, each with what it is told as: its words in their place."""
    text = understanding.document.text
    last = 0
    for start, word in cue_places(understanding, _BLANK):
        end = _blank(text, start, word) if start >= last else 0
        if end:
            last = end
            yield Span(start, end), f"占位符{_told(understanding, start, end)}，请补上实际内容"


def _told(understanding: Understanding, start: int, end: int) -> str:
    """Return the printed words of a blank; of one that says little, with what is around it."""
    document = understanding.document
    words = document.quote(start, end)
    if words[:1] in _OPEN:
        inside = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 2]}…{words[-1]}"
        return f"“{inside}”未填写"
    first, last = _around(document.text, start, end)
    return f"“{words}”未填写（“{document.quote(first, last)}”）"


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


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return from where to where the words around a blank are shown."""
    first = max(text.rfind(mark, max(0, start - 10), start) for mark in ",。;:、\n") + 1
    first = max(first, start - 10)
    return first, first + len(text[first : end + 4].partition("\n")[0])
