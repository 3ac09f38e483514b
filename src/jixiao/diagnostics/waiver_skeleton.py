"""A file of waivers to be filled in: one table for each finding, without its reason and person.

Every text is written as a JSON string, which is a basic string of TOML too.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from glob import escape
from pathlib import PurePath
from typing import Final

from jixiao.diagnostics.reported import Reported, listed
from jixiao.model.document import Document
from jixiao.model.outcome import Outcome, quote_of
from jixiao.model.waiver import CUT
from jixiao.terms import Severity, Status

_LONGEST_QUOTE: Final = 80
_WORTH_IT: Final = frozenset({Severity.ERROR, Severity.WARNING})
_HEAD: Final = """\
# 豁免：逐条填写理由（reason）、决定的人（person）和到期的日期（expires，如 2024-12-31，最长两年）。
# 应当改正的、不准备豁免的，删去那一条；没有填全的，程序不接受。
"""


def render(documents: Sequence[Reported], today: date) -> str:
    """Return a table for each error and warning that is not waived yet."""
    lines = [_HEAD]
    for reported in documents:
        if reported.understanding is None:
            continue
        document = reported.understanding.document
        found = [one for one in listed(reported.outcomes, everything=False) if _worth_it(one)]
        alike = Counter((one.code, quote_of(document, one)) for one in found)
        for outcome in found:
            several = alike[outcome.code, quote_of(document, outcome)] > 1
            lines.extend(_table(reported.path, document, outcome, today, several=several))
    if len(lines) == 1:
        lines.append("# 没有可以豁免的错误和警告。")
    return "\n".join(lines) + "\n"


def _worth_it(outcome: Outcome) -> bool:
    finding = outcome.status is Status.FINDING and outcome.waiver is None
    return finding and outcome.severity in _WORTH_IT


def _table(
    path: str, document: Document, outcome: Outcome, today: date, *, several: bool
) -> Iterator[str]:
    severity = outcome.severity or Severity.ERROR
    yield f"# {severity.label}：{' '.join(outcome.message.split())}"
    yield "[[waivers]]"
    yield f'code = "{outcome.code}"'
    yield f"document = {_text(_pattern(path))}"
    yield f"quote = {_text(_cut(quote_of(document, outcome)))}"
    yield f"line = {document.anchor(*outcome.span).line}"
    if several:  # the words alone do not tell them apart
        yield f"message = {_text(outcome.message)}"
    yield 'reason = ""'
    yield 'person = ""'
    yield f"granted = {today.isoformat()}"
    yield 'expires = ""'
    yield ""


def _pattern(path: str) -> str:
    """Return the path as a pattern for itself; of an absolute one, folder and name."""
    pure = PurePath(path)
    parts = pure.parts[-2:] if pure.is_absolute() else pure.parts
    return escape(PurePath(*parts).as_posix())


def _cut(quote: str) -> str:
    return quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE] + CUT


def _text(words: str) -> str:
    text = json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
    return text.encode("utf-8", "replace").decode()
