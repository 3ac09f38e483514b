"""What stands around a number: ≥, 不少于, 约, 近, 超过 before it; 左右, 以上, 以内 after it."""

from typing import Any, Final, NamedTuple

from jixiao.extraction.lexing.data import words
from jixiao.model.quantity import Approximation, Comparator, Dimension

_APPROXIMATIONS: Final = {
    "about": Approximation.ABOUT,
    "over": Approximation.OVER,
    "under": Approximation.UNDER,
}
_COMPARATORS: Final = {
    "at_least": Comparator.AT_LEAST,
    "more_than": Comparator.MORE_THAN,
    "equal": Comparator.EQUAL,
    "less_than": Comparator.LESS_THAN,
    "at_most": Comparator.AT_MOST,
}


class Mark(NamedTuple):
    """What the words around a number say; ``end`` is where trailing words end."""

    approximation: Approximation
    comparator: Comparator | None
    end: int = 0


class _Before(NamedTuple):
    word: str
    mark: Mark
    not_after: tuple[str, ...]
    recent: bool  # 近: before a duration it means “the last …”


PLAIN: Final = Mark(Approximation.EXACT, None)


def _load_before() -> dict[str, tuple[_Before, ...]]:
    raw: dict[str, dict[str, dict[str, Any]]] = words()["before"]
    entries = [
        _Before(
            word,
            Mark(
                _APPROXIMATIONS.get(meaning, Approximation.EXACT),
                _COMPARATORS.get(meaning),
            ),
            tuple(str(options.get("not_after", "")).split()),
            word == "近",
        )
        for meaning, listed in raw.items()
        for word, options in listed.items()
    ]
    entries.sort(key=lambda entry: -len(entry.word))
    grouped: dict[str, list[_Before]] = {}
    for entry in entries:
        grouped.setdefault(entry.word[-1], []).append(entry)
    return {last: tuple(found) for last, found in grouped.items()}


def _load_after() -> dict[str, tuple[tuple[str, Mark], ...]]:
    raw: dict[str, str] = words()["after"]
    marks = {
        "about": Mark(Approximation.ABOUT, None),
        "at_least": Mark(Approximation.OVER, Comparator.AT_LEAST),
        "at_most": Mark(Approximation.UNDER, Comparator.AT_MOST),
    }
    pairs = [(word, marks[meaning]) for meaning, listed in raw.items() for word in listed.split()]
    pairs.sort(key=lambda pair: -len(pair[0]))
    grouped: dict[str, list[tuple[str, Mark]]] = {}
    for pair in pairs:
        grouped.setdefault(pair[0][0], []).append(pair)
    return {first: tuple(found) for first, found in grouped.items()}


_BEFORE: Final = _load_before()
_AFTER: Final = _load_after()
BEFORE_SIGNS: Final = frozenset({*_BEFORE, " ", "的"})
"""What the words in front of a number may end in."""
AFTER_SIGNS: Final = frozenset({*_AFTER, "内", "多"})
"""What the words behind a number may begin with."""

_CLAUSE: Final = 40
"""How far back 约占…的 is looked for."""


def before(text: str, start: int, dimension: Dimension) -> Mark:
    """Return what the words right before ``start`` say of the number there."""
    if start and text[start - 1] == " ":
        start -= 1
    if not start:
        return PLAIN
    last = text[start - 1]
    if last == "的" and dimension is Dimension.PERCENT:
        return _about_share(text, start)
    for entry in _BEFORE.get(last, ()):
        if not text.endswith(entry.word, 0, start):
            continue
        if entry.not_after and text.endswith(entry.not_after, 0, start - len(entry.word)):
            return PLAIN
        if entry.recent and dimension is Dimension.DURATION:
            return PLAIN
        return entry.mark
    return PLAIN


def _about_share(text: str, start: int) -> Mark:
    """约占总量的41.5%: the word stands before the whole, not before the number."""
    at = text.rfind("约占", max(0, start - _CLAUSE), start)
    if at < 0 or any(sign in ",。;\n\t" for sign in text[at:start]):
        return PLAIN
    return Mark(Approximation.ABOUT, None)


def after(text: str, end: int, dimension: Dimension) -> Mark | None:
    """Return what the words right after ``end`` say, or None where there are none."""
    first = text[end : end + 1]
    for word, mark in _AFTER.get(first, ()):
        if text.startswith(word, end):
            return mark._replace(end=end + len(word))
    if dimension is Dimension.DURATION:
        if first == "内":
            return Mark(Approximation.UNDER, Comparator.AT_MOST, end + 1)
        if first == "多" and text[end + 1 : end + 2] in ",。;、)来的以时":
            return Mark(Approximation.OVER, None, end + 1)
    return None
