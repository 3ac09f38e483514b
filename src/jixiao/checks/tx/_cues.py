"""Words that the checks of form and wording look for: found in one pass over a reading text."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any
from weakref import WeakKeyDictionary

import ahocorasick

from jixiao.extraction.understanding import Section, Sentence, Understanding
from jixiao.model.document import Block

Places = Mapping[str, Sequence[int]]

_START = attrgetter("start")
_NONE: Sequence[int] = ()
_words: set[str] = set()
_found: "WeakKeyDictionary[Understanding, Places]" = WeakKeyDictionary()


def watch(*words: str) -> tuple[str, ...]:
    """Have these words looked for; called where a check is defined."""
    if not _words.issuperset(words):
        _words.update(words)
        _automaton.cache_clear()
        _found.clear()
    return words


def cues(understanding: Understanding) -> Places:
    """Return where each watched word of a document begins; words that do not occur are absent."""
    places = _found.get(understanding)
    if places is None:
        places = _found[understanding] = _scan(understanding.document.text)
    return places


def cue_places(understanding: Understanding, words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the places of some watched words with the word, in reading order."""
    found = cues(understanding)
    places = [(start, word) for word in words for start in found.get(word, _NONE)]
    places.sort()
    yield from places


def sentence_of(understanding: Understanding, offset: int) -> Sentence | None:
    """Return the sentence that holds an offset."""
    sentences = understanding.sentences
    index = bisect_right(sentences, offset, key=_START) - 1
    if index < 0 or sentences[index].end <= offset:
        return None
    return sentences[index]


def block_of(understanding: Understanding, offset: int) -> Block:
    """Return the block that holds an offset."""
    document = understanding.document
    return document.blocks[document.block_at(offset)]


def sections_at(understanding: Understanding, offset: int) -> Iterator[Section]:
    """Yield the sections that hold an offset, from the outermost in."""
    for section in understanding.sections:
        if section.heading.start > offset:
            return
        if offset < section.end:
            yield section


def clause_at(text: str, start: int, end: int, sentence: Sentence) -> tuple[int, int]:
    """Return the clause around a place: from comma to comma within its sentence."""
    first = max(text.rfind(mark, sentence.start, start) for mark in ",;:") + 1
    ends = (text.find(mark, end, sentence.end) for mark in ",;:。!?")
    return max(first, sentence.start), min((at for at in ends if at >= 0), default=sentence.end)


def _scan(text: str) -> Places:
    found: dict[str, list[int]] = {}
    for last, word in _automaton().iter(text):
        found.setdefault(word, []).append(last - len(word) + 1)
    return found


@cache
def _automaton() -> Any:  # noqa: ANN401 - a compiled class without stubs
    automaton = ahocorasick.Automaton()
    for word in _words:
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton
