"""What is near: patterns where a word stands that they hold, names with words in common."""

import re

from jixiao.model.document import BlockKind, Document

_FEWEST_ROWS = 5
_LONG = 60  # characters; a form may have a note or two as long, a report has many
_MOST_LONG = 2


def is_form(document: Document) -> bool:
    """Whether a document is a form to be filled in, without a report around it."""
    kinds = [block.kind for block in document.blocks]
    long = sum(
        block.end - block.start > _LONG
        for block in document.blocks
        if block.kind is BlockKind.PARAGRAPH
    )
    return long <= _MOST_LONG and kinds.count(BlockKind.ROW) >= _FEWEST_ROWS


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


def share_stretch(first: str, second: str, length: int) -> bool:
    """Whether two names have so many characters in a row in common, none of them blank."""
    if len(first) > len(second):
        first, second = second, first
    return any(
        " " not in first[at : at + length] and first[at : at + length] in second
        for at in range(len(first) - length + 1)
    )


def longest_common(first: str, second: str) -> str:
    """Return the longest stretch that two names have in common."""
    best = ""
    for start in range(len(first)):
        end = start + len(best) + 1
        while end <= len(first) and first[start:end] in second:
            best = first[start:end]
            end += 1
    return best
