"""A file of waivers to be filled in: one table for each finding, without its reason and person.

Every text is written as a JSON string, which is a basic string of TOML too.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from glob import escape
from pathlib import PurePath
from typing import Final, NamedTuple

from jixiao.diagnostics.reported import Reported, listed
from jixiao.model.outcome import Outcome, RecordOutcome, SourcesOutcome, quote_of
from jixiao.model.waiver import CUT
from jixiao.terms import Severity, Status

_LONGEST_QUOTE: Final = 80
_WORTH_IT: Final = frozenset({Severity.ERROR, Severity.WARNING})
_HEAD: Final = """\
# 豁免：逐条填写理由（reason）、决定的人（person）和到期的日期（expires，如 2024-12-31，最长两年）。
# 应当改正的、不准备豁免的，删去那一条；没有填全的，程序不接受。
"""


class Entry(NamedTuple):
    """A finding to be waived or not: where it stands, by the names that waivers know."""

    path: str
    quote: str
    line: int
    code: str
    message: str
    severity: Severity


def render(documents: Sequence[Reported], today: date) -> str:
    """Return a table for each error and warning of documents that is not waived yet."""
    entries = []
    for reported in documents:
        if reported.understanding is None:
            continue
        document = reported.understanding.document
        entries += [
            Entry(
                reported.path,
                quote_of(document, one),
                document.anchor(*one.span).line,
                one.code,
                one.message,
                one.severity or Severity.ERROR,
            )
            for one in listed(reported.outcomes, everything=False)
            if worth_waiving(one)
        ]
    return skeleton(entries, today)


def skeleton(entries: Sequence[Entry], today: date) -> str:
    """Return a table for each of the entries."""
    lines = [_HEAD]
    alike = Counter((one.path, one.code, one.quote) for one in entries)
    for one in entries:
        several = alike[one.path, one.code, one.quote] > 1
        lines.extend(_table(one, today, several=several))
    if len(lines) == 1:
        lines.append("# 没有可以豁免的错误和警告。")
    return "\n".join(lines) + "\n"


def worth_waiving(outcome: Outcome | RecordOutcome | SourcesOutcome) -> bool:
    """Whether a finding is an error or warning that is not waived yet."""
    finding = outcome.status is Status.FINDING and outcome.waiver is None
    return finding and outcome.severity in _WORTH_IT


def _table(entry: Entry, today: date, *, several: bool) -> Iterator[str]:
    yield f"# {entry.severity.label}：{' '.join(entry.message.split())}"
    yield "[[waivers]]"
    yield f'code = "{entry.code}"'
    yield f"document = {_text(_pattern(entry.path))}"
    yield f"quote = {_text(_cut(entry.quote))}"
    if entry.line:
        yield f"line = {entry.line}"
    if several:  # the words alone do not tell them apart
        yield f"message = {_text(entry.message)}"
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
