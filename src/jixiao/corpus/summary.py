"""复核汇总表: one row a report for the reviewer, and all findings on a second sheet."""

import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jixiao.corpus.records import DocumentRecord, OutcomeRecord
from jixiao.saving import save
from jixiao.terms import ReportKind, Severity, Status

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

NAME: Final = "复核汇总表.xlsx"
_REASONS: Final = 3
_REASON_WIDTH, _MESSAGE_WIDTH, _WAIVER_WIDTH = (
    60,
    70,
    36,
)  # columns, as wide as a narrow character each
_LINE_HEIGHT: Final = 14.0  # points
_HEADS: Final = (
    ("序号", 6), ("单位", 28), ("年度", 7), ("文种", 16), ("自评得分", 9), ("等次", 7),
    ("错误", 6), ("警告", 6), ("提示", 6), ("已豁免", 7), ("核对成立", 9), ("无法判断", 9),
    ("主要问题", _REASON_WIDTH), ("文件", 40),
)  # fmt: skip
_FINDING_HEADS: Final = (
    ("序号", 6), ("单位", 28), ("程度", 7), ("编号", 8), ("问题", _MESSAGE_WIDTH), ("位置", 14),
    ("原文", 36), ("豁免", _WAIVER_WIDTH), ("文件", 40),
)  # fmt: skip
_COLOURS: Final = {"error": "#F8CBAD", "warning": "#FFE699", "hint": "#DDEBF7"}
_KINDS: Final = {kind.value: kind.label for kind in ReportKind}
_WEIGHTS: Final = {severity.value: severity.label for severity in Severity}
_A4: Final = 9


def write_summary(documents: Sequence[DocumentRecord], file: Path) -> None:
    """Write the workbook; texts are texts, whatever sign they begin with."""
    import xlsxwriter  # noqa: PLC0415 - only where it is needed

    made = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, options) as book:
        ordered = sorted(documents, key=lambda one: (-one["errors"], -one["warnings"], one["path"]))
        _units(book, ordered)
        _findings(book, ordered)
    save(file, made.getvalue())


def _formats(book: "Workbook") -> "dict[str, Format]":
    base = {"valign": "top", "border": 1, "border_color": "#BFBFBF", "font_size": 10}
    formats = {
        "head": book.add_format(
            {**base, "bold": True, "bg_color": "#D9E1F2", "align": "center", "text_wrap": True}
        ),
        "text": book.add_format({**base, "text_wrap": True}),
        "count": book.add_format({**base, "align": "center"}),
        "": book.add_format({**base, "text_wrap": True}),
    }
    for weight, colour in _COLOURS.items():
        formats[weight] = book.add_format({**base, "align": "center", "bg_color": colour})
    return formats


def _sheet(
    book: "Workbook", name: str, heads: Sequence[tuple[str, int]], formats: "dict[str, Format]"
) -> "Worksheet":
    """Add a sheet with its head row, set up for the screen and for paper."""
    sheet = book.add_worksheet(name)
    for column, (words, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, words, formats["head"])
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    return sheet


def _units(book: "Workbook", documents: Sequence[DocumentRecord]) -> None:
    formats = _formats(book)
    sheet = _sheet(book, "单位汇总", _HEADS, formats)
    for row, one in enumerate(documents, 1):
        text, count = formats["text"], formats["count"]
        sheet.write_number(row, 0, row, count)
        sheet.write_string(row, 1, one["department"] or "", text)
        if one["fiscal_year"] is not None:
            sheet.write_number(row, 2, one["fiscal_year"], count)
        else:
            sheet.write_blank(row, 2, None, count)
        sheet.write_string(row, 3, _kind(one), text)
        sheet.write_string(row, 4, one["total_score"] or "", count)
        sheet.write_string(row, 5, one["grade"] or "", count)
        weighed = ((one["errors"], "error"), (one["warnings"], "warning"), (one["hints"], "hint"))
        for column, (number, weight) in enumerate(weighed, 6):
            sheet.write_number(row, column, number, formats[weight] if number else count)
        sheet.write_number(row, 9, one["waived"], count)
        sheet.write_number(row, 10, one["passed"] + one["rounding"], count)
        sheet.write_number(row, 11, one["cannot_tell"], count)
        reasons = _reasons(one) or [one["error"] or ""]
        sheet.write_string(row, 12, "\n".join(reasons), text)
        sheet.set_row(row, _height(reasons, _REASON_WIDTH))
        sheet.write_string(row, 13, one["path"], text)
    if documents:
        sheet.autofilter(0, 0, len(documents), len(_HEADS) - 1)


def _height(texts: Sequence[str], width: int) -> float:
    """Return the height of a row: programs differ in whether they fit it to wrapped text."""
    lines = sum(1 + (2 * len(text) - 1) // width for text in texts)
    return _LINE_HEIGHT * max(1, lines)


def _kind(one: DocumentRecord) -> str:
    kind = one["report_kind"]
    return _KINDS.get(kind or "", "")


def _reasons(one: DocumentRecord) -> list[str]:
    """Return the heaviest findings of a document that are not waived, one of each check."""
    found = [outcome for outcome in sorted(_found(one), key=_weight) if not _waiver(outcome)]
    first: dict[str, OutcomeRecord] = {}
    for outcome in found:
        first.setdefault(outcome["code"], outcome)
    counts = Counter(outcome["code"] for outcome in found)
    reasons = []
    for number, (code, outcome) in enumerate(list(first.items())[:_REASONS], 1):
        more = f"（共{counts[code]}处）" if counts[code] > 1 else ""
        reasons.append(f"{number}. {outcome['message']}{more}")
    return reasons


def _found(one: DocumentRecord) -> list[OutcomeRecord]:
    return [outcome for outcome in one["outcomes"] if outcome["status"] == Status.FINDING.value]


def _waiver(outcome: OutcomeRecord) -> str:
    """Return why, by whom and how long a finding is waived, or nothing."""
    reason = outcome["waiver_reason"]
    if reason is None:
        return ""
    return f"已豁免：{reason}（{outcome['waiver_person']}，至 {outcome['waiver_expires']}）"


def _weight(outcome: OutcomeRecord) -> int:
    order = [severity.value for severity in Severity]
    severity = outcome["severity"]
    return order.index(severity) if severity in order else len(order)


def _findings(book: "Workbook", documents: Sequence[DocumentRecord]) -> None:
    formats = _formats(book)
    sheet = _sheet(book, "问题明细", _FINDING_HEADS, formats)
    row = 0
    for one in documents:
        for outcome in sorted(
            _found(one), key=lambda found: (bool(_waiver(found)), _weight(found))
        ):
            row += 1
            text, count = formats["text"], formats["count"]
            weight = outcome["severity"] or ""
            sheet.write_number(row, 0, row, count)
            sheet.write_string(row, 1, one["department"] or "", text)
            waiver = _waiver(outcome)
            label = _WEIGHTS.get(weight, "")
            sheet.write_string(row, 2, label, count if waiver else formats[weight])
            sheet.write_string(row, 3, outcome["code"], count)
            sheet.write_string(row, 4, outcome["message"], text)
            lines = max(
                _height([outcome["message"]], _MESSAGE_WIDTH), _height([waiver], _WAIVER_WIDTH)
            )
            sheet.set_row(row, lines)
            sheet.write_string(row, 5, outcome["place"], count)
            sheet.write_string(row, 6, outcome["quote"], text)
            sheet.write_string(row, 7, waiver, text)
            sheet.write_string(row, 8, outcome["path"], text)
    if row:
        sheet.autofilter(0, 0, row, len(_FINDING_HEADS) - 1)
