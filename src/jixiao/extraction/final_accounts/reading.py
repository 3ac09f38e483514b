"""Reads the tables of final accounts off a document: panels, columns, rows, numbers."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from jixiao.extraction.final_accounts.heads import (
    CODE,
    CODE_AND_NAME,
    DASH,
    Layout,
    Line,
    body_from,
    is_number,
    is_order,
    layouts,
)
from jixiao.extraction.final_accounts.names import SPACES, AccountNames, Named, names
from jixiao.extraction.final_accounts.overleaf import join_overleaf, mark_divided
from jixiao.extraction.final_accounts.segments import Segment, Segmenter
from jixiao.extraction.grammar.base import Collector
from jixiao.extraction.grammar.table_headers import unit_in
from jixiao.extraction.understanding import Metadata
from jixiao.extraction.vocabulary import Concept
from jixiao.model.accounts import AccountPanel, AccountRow, AccountTable, FinalAccounts
from jixiao.model.document import UNCALCULATED, Document
from jixiao.model.fact import Basis, Entity, Fact, Scope
from jixiao.model.period import Period
from jixiao.model.quantity import Dimension, Quantity, Unit
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import AccountKind, Fund, ReportKind

ITEM: Final = Concept("account_item", "决算表项目", "other")
BARE: Final = Unit("", Dimension.MONEY)  # an amount of a table that does not say its unit
_LIKELY: Final = pattern(r"决算[^。\n]{0,24}表|收支总体情况表|收支总表")
_GAP: Final = pattern(r"[ \u3000]{2,}")
_CENTS: Final = 2  # decimals
_UNCOUNTED: Final = pattern(r"[数次辆个人批]$|数\(|\((?:个|人|辆|批|次|人次|批次)\)")
_NOTE: Final = pattern(r"^(?:\(?(?:备?注|说明|填表说明)[::、0-9]|\*)")
_FUNDS: Final = {
    AccountKind.FISCAL_OVERALL: Fund.FISCAL_APPROPRIATION,
    AccountKind.GENERAL_BUDGET: Fund.GENERAL_PUBLIC_BUDGET,
    AccountKind.BASIC: Fund.GENERAL_PUBLIC_BUDGET,
    AccountKind.THREE_PUBLIC: Fund.FISCAL_APPROPRIATION,
    AccountKind.GOVERNMENT_FUNDS: Fund.GOVERNMENT_FUNDS_BUDGET,
    AccountKind.STATE_CAPITAL: Fund.STATE_CAPITAL_BUDGET,
}


def read_accounts(document: Document, about: Metadata, out: Collector) -> FinalAccounts:
    """Return the tables of final accounts in a document, none where it holds none."""
    if not document.tables or _LIKELY.search(document.text) is None:
        return FinalAccounts()
    known = names()
    segmenter = Segmenter(document, known)
    segmenter.run()
    titled = {segment.kind for segment in segmenter.segments if segment.kind is not None}
    if len(titled) < 2 and not (titled and about.report_kind is ReportKind.FINAL_ACCOUNTS):
        return FinalAccounts()
    reader = _Reader(document, known, about, out)
    units = {segment.unit for segment in segmenter.segments if segment.unit is not None}
    reader.unit = units.pop() if len(units) == 1 else None
    segments = join_overleaf(segmenter.segments, document.text)
    read = [(segment, reader.table(segment)) for segment in segments]
    mark_divided(read)
    kept = [
        (segment, table)
        for segment, table in read
        if table is not None and _is_all_shown(document, segment)
    ]
    for (_, above), (_, below) in pairwise(kept):
        if below.title is None and below.kind is above.kind:
            above.doubtful = below.doubtful = True  # one table, its rows overleaf read otherwise
    return FinalAccounts(
        tuple(table for _, table in kept),
        tuple(segmenter.listed),
        frozenset(number for segment, _ in kept for number in segment.tables),
        frozenset(segmenter.named),
    )


def _is_all_shown(document: Document, segment: Segment) -> bool:
    """Whether no row or column is hidden and no formula without value, so that sums are whole."""
    if any(document.tables[number].partial for number in segment.tables):
        return False
    return UNCALCULATED not in document.text or not any(
        document.text.startswith(UNCALCULATED, span.start) for row in segment.rows for span in row
    )


class _Reader:
    """Reads the rows of segments."""

    def __init__(
        self, document: Document, known: AccountNames, about: Metadata, out: Collector
    ) -> None:
        self.document = document
        self.text = document.text
        self.names = known
        self.about = about
        self.out = out
        self.unit: Unit | None = None  # of tables that do not say theirs

    def table(self, segment: Segment) -> AccountTable | None:
        """Return the table of a segment, None where it is none of final accounts."""
        lines = [
            Line(row, tuple(SPACES.sub("", self.text[s.start : s.end]) for s in row))
            for row in segment.rows
        ]
        first = body_from(lines)
        head, body = lines[:first], self._body(lines[:first], lines[first:], segment)
        found = layouts(head, body, self.names)
        kind = segment.kind or _kind_by_heads(found, head, body)
        if kind is None:
            return None
        spans = [span for line in lines for span in line.spans]
        place = Span(spans[0].start, spans[-1].end) if spans else segment.title
        if place is None:
            return None
        table = AccountTable(
            kind=kind,
            name=segment.name or kind.label,
            title=segment.title,
            place=place,
            unit=segment.unit
            or unit_in("".join(w for line in head for w in line.words))
            or self.unit,
            notes=segment.notes,
            captions=segment.captions,
            doubtful=segment.stray
            or (bool(segment.rows) and not found)
            or self._is_cut_at_gaps(segment),
            year=segment.year,
        )
        table.panels = [AccountPanel(layout.columns, [], layout.side) for layout in found]
        scope = Scope(Entity.OTHER, table.name, _FUNDS.get(kind, Fund.ALL), Basis.FINAL)
        codes = [["", ""] for _ in found]
        for line in body:
            self._row(line, found, table, codes, scope)
        table.doubtful = table.doubtful or self._is_run_together(table)
        return table

    def _is_cut_at_gaps(self, segment: Segment) -> bool:
        """Whether white space alone parts the cells of rows of which some are left open.

        Nothing then tells the column of what stands behind an open cell.
        """
        most = max((len(row) for row in segment.rows), default=0)
        for row in segment.rows:
            filled = [span for span in row if span.end > span.start]
            if len(filled) == most:
                continue
            for one, other in pairwise(filled):
                end = self.document.source_span(one.start, one.end)[1]
                start = self.document.source_span(other.start, other.end)[0]
                if _GAP.fullmatch(self.document.source[end:start]):
                    return True
        return False

    def _is_run_together(self, table: AccountTable) -> bool:
        """Whether numbers of two cells were read as one: 40.69 30216."""
        facts = list(table.facts)
        fine = sum(fact.amount.decimals <= _CENTS for fact in facts)
        return any(" " in self.text[fact.start : fact.end] for fact in facts) or (
            0 < len(facts) - fine < fine
        )

    def _body(self, head: Sequence[Line], lines: Sequence[Line], segment: Segment) -> list[Line]:
        """Return the rows of data; heads printed again and notes are left out."""
        printed = {line.words for line in head}
        body = []
        for line in lines:
            filled = [i for i, word in enumerate(line.words) if word]
            if not filled or line.words in printed or is_order(line):
                continue
            if len(filled) == 1 and _NOTE.match(line.words[filled[0]]):
                segment.notes.append(line.spans[filled[0]])
                continue
            body.append(line)
        return body

    def _row(
        self,
        line: Line,
        found: Sequence[Layout],
        table: AccountTable,
        codes: list[list[str]],
        scope: Scope,
    ) -> None:
        carried: AccountRow | None = None
        for number, (layout, panel) in enumerate(zip(found, table.panels, strict=True)):
            code, label = _label(line, layout, codes[number])
            facts, places = self._facts(line, layout, table, label, scope)
            if label or code:
                carried = _made(self.names.item(label), label, code, facts, places)
                panel.rows.append(carried)
            elif carried is not None and facts and not carried.facts:
                # 公用经费合计 stands over the names of two panels, its amount in the last
                carried.facts.update(facts)
            elif facts and not layout.names:
                panel.rows.append(_made(Named("", "total"), "", "", facts, places))

    def _facts(
        self, line: Line, layout: Layout, table: AccountTable, label: str, scope: Scope
    ) -> tuple[dict[int, Fact], dict[int, Span]]:
        facts: dict[int, Fact] = {}
        places: dict[int, Span] = {}
        counted = _UNCOUNTED.search(label) is not None
        for column in layout.columns:
            if column.index >= len(line.words):
                continue
            span, words = line.spans[column.index], line.words[column.index]
            places[column.index] = span
            if not is_number(words) or counted or not column.counted:
                continue
            quantity = _quantity(words, table.unit or BARE)
            fact = Fact(
                concept=ITEM.name,
                label=_fact_label(label, column.label, many=len(layout.columns) > 1),
                start=span.start,
                end=span.end,
                scope=scope,
                period=self._period(table),
                subject_start=span.start,
                sentence=0,
                clause=span.start,
                quantity=quantity,
            )
            facts[column.index] = fact
            self.out.facts[span.start] = fact
        return facts, places

    def _period(self, table: AccountTable) -> Period | None:
        year = table.year or self.about.fiscal_year
        return None if year is None else Period.of_year(year)


def _made(
    named: Named, label: str, code: str, facts: dict[int, Fact], places: dict[int, Span]
) -> AccountRow:
    return AccountRow(
        label=label,
        name=named.name,
        key=named.key,
        code=code,
        numbered=named.numbered,
        inner=named.inner,
        span=_span(places),
        facts=facts,
        places=places,
    )


def _fact_label(label: str, head: str, *, many: bool) -> str:
    if not label:
        return head
    return f"{label}·{head}" if many and head else label


def _span(places: dict[int, Span]) -> Span:
    if not places:
        return Span(0, 0)
    return Span(min(s.start for s in places.values()), max(s.end for s in places.values()))


def _quantity(words: str, unit: Unit) -> Quantity:
    bare = words.replace(",", "").strip("()")
    value = Decimal(bare)
    if words.startswith("("):
        value = -value
    decimals = len(bare.partition(".")[2])
    return Quantity(value, unit, decimals)


def _label(line: Line, layout: Layout, before: list[str]) -> tuple[str, str]:
    """Return code and name of a row; ``before`` holds 类 and 款 of the row above."""
    words = line.words
    parts = [words[i] for i in layout.codes if i < len(words)]
    named = [words[i] for i in layout.names if i < len(words) and words[i]]
    label = named[-1] if named else ""
    code = _code(parts, before)
    if not code and not label:
        label = next((part for part in parts if part and not DASH.fullmatch(part)), "")
    joined = CODE_AND_NAME.match(label)
    if joined is not None:
        code, label = joined[1], label[joined.end() :]
    elif CODE.fullmatch(label) and not code:
        code, label = label, ""
    if len(named) > 1 and CODE.fullmatch(named[0]) and not code:
        code = named[0]
    return code, label


def _code(parts: Sequence[str], before: list[str]) -> str:
    digits = [part if part.isdecimal() else "" for part in parts]
    whole = next((part for part in digits if CODE.fullmatch(part) and len(part) > 3), "")
    if not whole and len(digits) == 1:
        whole = digits[0] if CODE.fullmatch(digits[0]) else ""
    if not whole and len(digits) > 1 and any(digits):
        first, second, *rest = (*digits, "")
        third = rest[0]
        first = first or before[0]
        second = second or (before[1] if third else "")
        whole = first + second + third if len(first) == 3 else ""
        whole = whole if CODE.fullmatch(whole) else ""
    if whole:
        before[0], before[1] = whole[:3], whole[3:5]
    return whole


def _kind_by_heads(
    found: Sequence[Layout], head: Sequence[Line], body: Sequence[Line]
) -> AccountKind | None:
    """Return which table it is where no title is printed."""
    keys = {key for layout in found for column in layout.columns for key in column.keys}
    labels = "\n".join(word for line in body for word in line.words if word)
    words = "".join(word for line in head for word in line.words)
    signs = (
        (AccountKind.THREE_PUBLIC, {"abroad", "reception"} <= keys),
        (AccountKind.INCOME, {"fiscal", "superior"} <= keys),
        (AccountKind.EXPENDITURE, {"basic", "project", "paid_superior"} <= keys),
        (AccountKind.FISCAL_OVERALL, "年初财政拨款结转" in labels),
        (AccountKind.OVERALL, "本年收入合计" in labels and "收入" in words),
        (AccountKind.BASIC, "人员经费合计" in labels),
    )
    return next((kind for kind, fits in signs if fits), None)
