"""Searching for a pattern only where a word stands that it must hold."""

import re


def holds(
    form: re.Pattern[str],
    text: str,
    words: tuple[str, ...],
    before: int,
    behind: int,
) -> bool:
    """Whether a text holds a pattern, every match of which holds one of some words.

    ``before`` and ``behind`` are how far a match can reach before and behind the first character
    of the word. A plain search for words is a tenth of the price of most patterns.
    """
    for word in words:
        at = text.find(word)
        while at >= 0:
            if form.search(text, max(0, at - before), at + behind):
                return True
            at = text.find(word, at + 1)
    return False
