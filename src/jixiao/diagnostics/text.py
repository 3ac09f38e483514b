"""The terminal form: every outcome with its place, the line it stands on and a caret."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jixiao.diagnostics import display
from jixiao.diagnostics.display import BLUE, BOLD, DIM, GREEN, PLAIN, RED, YELLOW, Style
from jixiao.diagnostics.places import WORKBOOKS, spoken
from jixiao.diagnostics.reported import (
    WAIVED_LABEL,
    Reported,
    Summary,
    listed,
    summarise,
    told_of,
)
from jixiao.extraction.understanding import Metadata
from jixiao.model.document import Document
from jixiao.model.outcome import Outcome
from jixiao.model.source import Anchor, Span
from jixiao.terms import Severity, Status

_LOUD = (Severity.ERROR, Severity.WARNING, Severity.HINT)
_ROUNDINGS = 3  # of one check shown in full; tables in 万元 have dozens of last digits that are off
_MARGIN = 8  # columns left for what stands around a group of places
_COLOURS = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.HINT: BLUE}


@dataclass(frozen=True, slots=True)
class Manner:
    """How to write: width in columns, colours, and the basis of each check by code."""

    width: int = 100
    style: Style = PLAIN
    show_passed: bool = False
    basis: Mapping[str, str] | None = None


def render(documents: Sequence[Reported], manner: Manner) -> str:
    """Return the whole report as text, closed by a line break."""
    lines: list[str] = []
    for document in documents:
        lines.extend(_document(document, manner))
        lines.append("")
    lines.append(_sum(summarise(documents), sum(d.error is not None for d in documents)))
    return "\n".join(lines) + "\n"


def _document(reported: Reported, manner: Manner) -> Iterator[str]:
    style = manner.style
    yield style(display.safe(reported.path), BOLD)
    if reported.error is not None or reported.understanding is None:
        yield style("  未能读取", RED) + (f"：{reported.error}" if reported.error else "")
        return
    subject = _subject(reported.understanding.metadata)
    if subject:
        yield f"  {display.safe(subject)}"
    document = reported.understanding.document
    outcomes = listed(reported.outcomes, everything=manner.show_passed)
    rounded: Counter[str] = Counter()
    for outcome in sorted(outcomes, key=_weight):
        if outcome.status in (Status.PASSED, Status.CANNOT_TELL):
            continue
        if outcome.status is Status.ROUNDING and not manner.show_passed:
            rounded[outcome.code] += 1
            if rounded[outcome.code] > _ROUNDINGS:
                continue
        yield ""
        yield from _outcome(outcome, document, reported.path, manner)
    yield from _more_rounded(rounded, style)
    quiet = [o for o in outcomes if o.status in (Status.PASSED, Status.CANNOT_TELL)]
    if quiet:
        yield ""
    for outcome in sorted(quiet, key=lambda o: o.status is Status.CANNOT_TELL):
        yield _row(outcome, document, style)


def _more_rounded(rounded: Counter[str], style: Style) -> Iterator[str]:
    """Say of how many matters of rounding only the first were shown."""
    for code, times in rounded.items():
        if times > _ROUNDINGS:
            yield ""
            yield (
                f"{style(code, BOLD)} {style(Status.ROUNDING.label, DIM)} "
                f"还有{times - _ROUNDINGS}处相差在四舍五入范围内，加 --show-passed 全部列出"
            )


def _subject(metadata: Metadata) -> str:
    parts = []
    if metadata.department:
        parts.append(metadata.department)
    if metadata.fiscal_year:
        parts.append(f"{metadata.fiscal_year}年度")
    if metadata.total_score is not None:
        grade = f"（{metadata.grade}）" if metadata.grade else ""
        parts.append(f"自评{metadata.total_score:f}分{grade}")
    elif metadata.grade:
        parts.append(f"等级：{metadata.grade}")
    return "，".join(parts)


def _weight(outcome: Outcome) -> int:
    if outcome.waiver is not None:
        return len(_LOUD) + 2
    if outcome.status is Status.FINDING:
        return _LOUD.index(outcome.severity or Severity.ERROR)
    return len(_LOUD) + (outcome.status is Status.CRASHED)


def _outcome(outcome: Outcome, document: Document, path: str, manner: Manner) -> Iterator[str]:
    style = manner.style
    severity = outcome.severity or Severity.ERROR
    finding = outcome.status is Status.FINDING
    colour = _COLOURS[severity]
    words = severity.label if finding else outcome.status.label
    if outcome.waiver is not None:
        words, colour = f"{WAIVED_LABEL}（{words}）", DIM
    label = style(words, colour, BOLD)
    yield f"{style(outcome.code, BOLD)} {label} {display.safe(outcome.message)}"
    anchor = document.anchor(*outcome.span)
    if outcome.extra is None:
        yield f"  --> {place(path, document, anchor)}"
        yield from _excerpts(outcome, document, manner, colour)
    else:
        yield f"  --> {display.safe(path)} {display.safe(outcome.extra.where)}"
        text = display.safe(" ".join(outcome.extra.text.split()))
        if text:
            yield f"  {style('|', DIM)} {display.clip(text, manner.width - 4)}"
    if outcome.waiver is not None:
        yield f"  豁免 {display.safe(told_of(outcome.waiver))}"
    basis = (manner.basis or {}).get(outcome.code)
    more = f"说明 jixiao explain {outcome.code}"
    yield style(f"  依据 {basis}   {more}" if basis else f"  {more}", DIM)


def _excerpts(outcome: Outcome, document: Document, manner: Manner, colour: str) -> Iterator[str]:
    anchor = document.anchor(*outcome.span)
    marks = [_Mark(document.line_at(outcome.span.start), anchor, "^", colour)]
    seen = {anchor}
    for mention in outcome.related:
        at = document.anchor(*mention.span)
        if at not in seen:
            seen.add(at)
            line = document.line_at(mention.span.start)
            marks.append(_Mark(line, at, "-", DIM, mention.label))
    yield from _Excerpts(document, manner, marks).lines()


def place(path: str, document: Document, anchor: Anchor) -> str:
    """Return a place as people and editors write it: ``path:line:column``."""
    where = f"{display.safe(path)}:{anchor.line}:{anchor.column}"
    if anchor.page is not None:
        where += f" 第{anchor.page}页"
    if anchor.cell is not None and document.format in WORKBOOKS:
        where += f" {display.safe(spoken(document, anchor))}"
    elif anchor.cell is not None:
        where += f" 表{anchor.cell.table} 第{anchor.cell.row}行第{anchor.cell.column}列"
    return where


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place to underline, with the sign to do it and a label for places of their own.

    ``line`` is the line of the source that is shown; ``anchor`` says what it is called.
    """

    line: int
    anchor: Anchor
    sign: str
    colour: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Excerpts:
    """Lines of the source with marks under them; the first mark is the place of the outcome."""

    document: Document
    manner: Manner
    marks: Sequence[_Mark]

    def lines(self) -> Iterator[str]:
        """Return the excerpts: places of one line that fit side by side share one excerpt."""
        gutter = len(str(max(mark.anchor.line for mark in self.marks)))
        room = max(20, self.manner.width - gutter - 5)
        by_line: dict[int, list[_Mark]] = {}
        for mark in self.marks:
            by_line.setdefault(mark.line, []).append(mark)
        for number, marks in by_line.items():
            if number > len(self.document.lines):
                continue
            line = display.safe(self.document.lines[number - 1])
            groups = _side_by_side(line, marks, room)
            for group in sorted(groups, key=lambda g: self.marks[0] not in g):
                yield from self._excerpt(line, group, room, gutter)

    def _excerpt(self, line: str, group: Sequence[_Mark], room: int, gutter: int) -> Iterator[str]:
        style = self.manner.style
        bar = style("|", DIM)
        first = group[0].anchor.column - 1
        last = max(_end(mark.anchor, line) for mark in group)
        text, column, shown = display.window(line, first, last, room)
        yield f"  {style(str(group[0].anchor.line).rjust(gutter), DIM)} {bar} {text}"
        under = " " * column
        at = 0
        for mark in group:
            start = display.width(line[first : mark.anchor.column - 1])
            width = display.width(line[mark.anchor.column - 1 : _end(mark.anchor, line)])
            width = max(1, min(width, shown - start))
            under += " " * (start - at) + style(mark.sign * width, mark.colour)
            at = max(at, start) + width
        alone = len(group) == 1 and group[0].label
        words = f" {display.clip(display.safe(group[0].label), 24)}" if alone else ""
        yield f"  {' ' * gutter} {bar} {under}{words}"


def _end(anchor: Anchor, line: str) -> int:
    return anchor.end_column - 1 if anchor.end_line == anchor.line else len(line)


def _side_by_side(line: str, marks: Sequence[_Mark], room: int) -> list[list[_Mark]]:
    """Group the marks of one line, from left to right, as far as they fit into one excerpt."""
    groups: list[list[_Mark]] = []
    for mark in sorted(marks, key=lambda m: (m.anchor.column, _end(m.anchor, line))):
        start, end = mark.anchor.column - 1, _end(mark.anchor, line)
        if groups:
            group = groups[-1]
            first = group[0].anchor.column - 1
            clear = start >= max(_end(m.anchor, line) for m in group)
            if clear and display.width(line[first:end]) <= room - _MARGIN:
                group.append(mark)
                continue
        groups.append([mark])
    return groups


def _row(outcome: Outcome, document: Document, style: Style) -> str:
    anchor = document.anchor(*outcome.span)
    where = (
        f"第{anchor.line}行"
        if document.format == "text"
        else display.safe(spoken(document, anchor))
    )
    passed = outcome.status is Status.PASSED
    label = style(display.pad(outcome.status.label, 8), GREEN if passed else DIM)
    return f"{label} {outcome.code:<6} {where} {display.safe(outcome.message)}"


def _sum(counts: Summary, unread: int) -> str:
    text = (
        f"{counts.documents} 份文件：{counts.errors} 个错误，{counts.warnings} 个警告，"
        f"{counts.hints} 个提示；核对成立 {counts.passed} 处，舍入差 {counts.rounding} 处，"
        f"无法判断 {counts.cannot_tell} 处"
    )
    if counts.waived:
        text += f"，{WAIVED_LABEL} {counts.waived} 处"
    if counts.crashed:
        text += f"，检查出错 {counts.crashed} 项"
    if unread:
        text += f"；{unread} 份未能读取"
    return text + "。"


def span_text(document: Document, span: Span) -> str:
    """Return the words at a place, on one line."""
    return display.safe(" ".join(document.quote(*span).split()))
