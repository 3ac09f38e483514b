"""Search in Chinese: every two neighbouring characters are a word, in the index and in a query.

A query finds the pages that hold all its pairs, so 执行率 is found inside 预算执行率 without a
dictionary of words. The browser splits the query by the same rule, in chinese.js.
"""

import re
from pathlib import Path

from sphinx.search import SearchLanguage

_WORD = re.compile(r"[a-z0-9][a-z0-9_.-]*[a-z0-9]|[a-z0-9]|[\u3400-\u9fff]+", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")


class Chinese(SearchLanguage):
    """Words of letters and digits as they are, runs of Chinese characters in pairs."""

    lang = "zh"
    language_name = "Chinese"
    js_splitter_code = (Path(__file__).parent / "chinese.js").read_text(encoding="utf-8")

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name is Sphinx's
        """Return the words of a text."""
        words = []
        for word in _WORD.findall(input):
            if _HAN.match(word) and len(word) > 1:
                words += [word[at : at + 2] for at in range(len(word) - 1)]
            else:
                words.append(word)
        return words

    def stem(self, word: str) -> str:
        """Return the word as the browser looks it up."""
        return word.lower()
