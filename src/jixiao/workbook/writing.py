"""Writes an evaluation as a workbook for people: one sheet a topic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from jixiao.errors import JixiaoError
from jixiao.model.evaluation import Evaluation
from jixiao.model.record import Column, Record, blank
from jixiao.terms import Term
from jixiao.workbook.asked import ASKED_HEAD, Asked, rows_of, words_of
from jixiao.workbook.front import write_front
from jixiao.workbook.layout import (
    FIRST_ROW,
    HEAD_ROW,
    LAST_CODE,
    TOPICS,
    UPRIGHT_HEADS,
    Reckoned,
    Topic,
)
from jixiao.workbook.looks import (
    A4,
    GREY,
    HEAD_COLOURS,
    HEAD_HEIGHT,
    NO,
    TAB_COLOURS,
    YES,
    Formats,
    choices,
    headed,
    height_of,
    letter_of,
    width_of,
)
from jixiao.workbook.references import REFERENCES
from jixiao.workbook.values import LONGEST

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet


_ASKED_COLUMN: Final = 1
_IDENTIFIER_WIDTH: Final = 26
_ALLOWED: Final = dict.fromkeys(
    ("format_columns", "format_rows", "sort", "autofilter", "insert_rows", "delete_rows"), True
)
_SPARE: Final = {
    "sections": 20, "duties": 20, "tasks": 30, "funds": 20, "income": 12, "three_public": 8,
    "assets": 20, "unit_costs": 15, "rounds": 8, "management": 10, "judgements": 20, "problems": 20,
    "last_year": 20, "approvals": 10, "narratives": 20,
}  # fmt: skip
"""Blank rows ready to be filled in, by field of the evaluation; others have more."""
_LONGEST_LIST: Final = 255  # characters that Excel takes in a list written into the cell
_CENTS: Final = -2  # places that amounts usually have
_MUCH_SPARE: Final = 60
_MONTHS: Final = 12
_PROSE: Final = frozenset({"functions", "institutions", "work", "goal", "goal_result"})
_TALL: Final = 46  # points: three lines for prose
_PAGE: Final = 150  # digits that fit across a page and can still be read


Unread = Mapping[tuple[str, str], tuple[str, str]]
"""What stands in cells that could not be used, and why; by origin of the record and field."""

Notes = Mapping[tuple[str, int, str], str]
"""Notes on cells: by field of the evaluation, number of the row from 0, field of the record."""


@dataclass(eq=False)
class TextTooLong(JixiaoError):
    """A text that no cell of a workbook takes."""

    sheet: str
    row: int
    heading: str

    code = "text_too_long"
    message_form = (
        f"工作表“{{sheet}}”第{{row}}行的“{{heading}}”超过{LONGEST}个字，Excel 的一个单元格放不下。"
    )
    hint_form = "请把它分成几段，或者缩短。"


def write_workbook(
    evaluation: Evaluation,
    asked: Asked,
    topics: Sequence[Topic] = TOPICS,
    notes: Notes = MappingProxyType({}),
    unread: Unread = MappingProxyType({}),
) -> bytes:
    """Return the workbook of an evaluation; a blank one for an empty evaluation.

    ``topics`` are the sheets to write: all of them, or those that one section fills in. ``notes``
    become comments on cells: where a value was read. ``unread`` is put into cells that would be
    blank, in red, so that nothing people typed is lost.

    Raises:
        TextTooLong: no cell takes a text.
    """
    import xlsxwriter  # noqa: PLC0415 - only where it is needed

    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        # Fixed, so that the same evaluation gives the same bytes.
        book.set_properties({"title": "绩效自评工作簿", "created": datetime(2020, 1, 1)})  # noqa: DTZ001
        book.set_calc_mode("auto")
        formats = Formats(book)
        write_front(book, formats, evaluation, asked, topics)
        for topic in topics:
            sheet = _Sheet(book, formats, topic, asked, unread)
            sheet.beside(topics)
            sheet.write(rows_of(evaluation, topic, asked))
            sheet.note({key[1:]: words for key, words in notes.items() if key[0] == topic.field})
    return buffer.getvalue()


class _Sheet:
    """Writes one topic of a book that has several."""

    def __init__(
        self, book: "Workbook", formats: Formats, topic: Topic, asked: Asked, unread: Unread
    ) -> None:
        self._sheet: Worksheet = book.add_worksheet(topic.sheet)
        self._formats = formats
        self._topic = topic
        self._words = words_of(topic, asked)
        self._unread = unread
        self._topics: Sequence[Topic] = ()

    def beside(self, topics: Sequence[Topic]) -> None:
        """Tell which other sheets there are, whose codes may be offered."""
        self._topics = topics

    def write(self, records: Sequence[Record]) -> None:
        """Write title, advice, head and rows, and set the sheet up for screen and paper."""
        topic, sheet = self._topic, self._sheet
        sheet.set_tab_color(TAB_COLOURS[topic.role])
        sheet.write_string(0, 0, topic.sheet, self._formats.of(bold=True, font_size=14))
        advice = f"由{topic.role}填写。{topic.advice}带 * 的必填。"
        sheet.write_string(1, 0, advice, self._formats.of(font_color="#595959"))
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        if topic.upright:
            self._upright(records[0])
        else:
            self._rows(records)
        sheet.protect("", _ALLOWED)
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.set_footer("&C第 &P 页，共 &N 页")

    def note(self, notes: Mapping[tuple[int, str], str]) -> None:
        """Comment on cells, by number of the row from 0 and field."""
        places = {column.name: at for at, column in self._placed()}
        for (row, name), words in notes.items():
            at = (
                (FIRST_ROW + places[name], 1)
                if self._topic.upright
                else (FIRST_ROW + row, places[name])
            )
            self._sheet.write_comment(*at, words, {"x_scale": 2})

    def _upright(self, record: Record) -> None:
        sheet = self._sheet
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 80)
        head = self._head_format()
        for at, words in enumerate(UPRIGHT_HEADS):
            sheet.write_string(HEAD_ROW, at, words, head)
        sheet.set_row(HEAD_ROW, HEAD_HEIGHT)
        for at, column in enumerate(self._topic.columns, FIRST_ROW):
            value = getattr(record, column.name)
            least = _TALL if column.name in _PROSE else None
            sheet.set_row(at, height_of([(shown_text(value), 80)]) or least)
            sheet.write_string(at, 0, headed(column), head)
            self._value(at, 1, column, value, left=True)
            self._left(at, 1, column, record)
            self._checked(at, at, 1, column)
            if column.note:
                sheet.write_comment(at, 0, column.note, {"x_scale": 1.6})
        sheet.freeze_panes(FIRST_ROW, 1)

    def _rows(self, records: Sequence[Record]) -> None:
        sheet, topic = self._sheet, self._topic
        last = last_row(topic, len(records))
        head = self._head_format()
        given = topic.columns
        sheet.set_row(HEAD_ROW, HEAD_HEIGHT)
        for at, column in self._placed():
            sheet.write_string(HEAD_ROW, at, headed(column), head)
            sheet.set_column(at, at, width_of(column))
            self._checked(FIRST_ROW, last, at, column)
            if column.note:
                sheet.write_comment(HEAD_ROW, at, column.note, {"x_scale": 1.6})
            for row in range(FIRST_ROW + len(records), last + 1):
                sheet.write_blank(row, at, None, self._formats.cell(column))
        for row, record in enumerate(records, FIRST_ROW):
            texts = [
                (shown_text(getattr(record, column.name)), width_of(column)) for column in given
            ]
            sheet.set_row(row, height_of(texts))
            for at, column in self._placed():
                self._value(row, at, column, getattr(record, column.name))
                self._left(row, at, column, record)
        for at, reckoned in enumerate(topic.reckoned, len(given)):
            self._reckoned(at, reckoned, last)
        if self._words is not None:
            sheet.set_column(0, 0, _IDENTIFIER_WIDTH)
            self._asked_words(_ASKED_COLUMN, records, last)
        sheet.freeze_panes(FIRST_ROW, min(2, len(given)))
        sheet.autofilter(HEAD_ROW, 0, last, self._placed()[-1][0])
        sheet.repeat_rows(HEAD_ROW)
        whole = sum(width_of(column) for column in given)
        across = max(1, round(whole / _PAGE))
        sheet.fit_to_pages(across, 0)
        if across > 1:
            sheet.repeat_columns(0, 1)

    def _placed(self) -> list[tuple[int, Column]]:
        """Return where the columns stand: what is asked for has its place beside the identifier."""
        apart = self._words is not None
        return [
            (at + (apart and at >= _ASKED_COLUMN), column)
            for at, column in enumerate(self._topic.columns)
        ]

    def _head_format(self) -> "Format":
        return self._formats.of(
            bold=True,
            bg_color=HEAD_COLOURS[self._topic.role],
            border=1,
            border_color="#BFBFBF",
            align="center",
            text_wrap=True,
            valign="vcenter",
        )

    def _value(
        self, row: int, at: int, column: Column, value: object, *, left: bool = False
    ) -> None:
        look = self._formats.cell(column, left=left)
        if blank(value):
            self._sheet.write_blank(row, at, None, look)
        elif isinstance(value, bool):
            self._sheet.write_string(row, at, YES if value else NO, look)
        elif isinstance(value, date):
            day = self._formats.of(
                num_format="yyyy-mm-dd", align="left" if left else "center", locked=False, border=1,
                border_color="#BFBFBF",
            )  # fmt: skip
            self._sheet.write_datetime(row, at, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 - a day of the calendar
        elif isinstance(value, Decimal | int):
            if isinstance(value, Decimal) and int(value.as_tuple().exponent) < _CENTS:
                look = self._formats.cell(column, left=left, exact=True)  # no digit is hidden
            self._sheet.write_number(row, at, value, look)
        elif isinstance(value, Term):
            self._sheet.write_string(row, at, value.label, look)
        elif isinstance(value, tuple):
            self._sheet.write_string(row, at, "、".join(value), look)
        else:
            text = str(value)
            if len(text) > LONGEST:
                raise TextTooLong(self._topic.sheet, row + 1, column.label)
            self._sheet.write_string(row, at, text, look)

    def _left(self, row: int, at: int, column: Column, record: Record) -> None:
        """Put what could not be used where it stood, for people to correct."""
        left = self._unread.get((record.origin, column.name))
        if left is None or not blank(getattr(record, column.name)):
            return
        text, why = left
        look = self._formats.of(
            num_format="@", font_color="#C00000", bg_color="#FFC7CE", locked=False, border=1,
            border_color="#BFBFBF", text_wrap=True,
        )  # fmt: skip
        self._sheet.write_string(row, at, text, look)
        self._sheet.write_comment(row, at, why, {"x_scale": 2})

    def _checked(self, first: int, last: int, at: int, column: Column) -> None:
        """Have the program that people fill it in with offer and check what may stand in cells."""
        rule = self._offered(column) or _rule(column)
        if rule:
            self._sheet.data_validation(first, at, last, at, rule)

    def _offered(self, column: Column) -> dict[str, object]:
        """Return the list of a column: what may be chosen, or the codes that another sheet has."""
        options = choices(column)
        if options and len(",".join(options)) <= _LONGEST_LIST:
            return {
                "validate": "list",
                "source": list(options),
                "error_title": "请从列表中选择",
                "error_message": ("可填：" + "、".join(options))[:200],
            }
        target = REFERENCES.get(column.name)
        topic = next((one for one in self._topics if one.field == target), None)
        if topic is None or column.kinds != (str,) or column.several or topic is self._topic:
            return {}
        return {
            "validate": "list",
            "source": f"='{topic.sheet}'!$A${FIRST_ROW + 1}:$A${LAST_CODE}",
            "error_type": "warning",
            "error_title": f"“{topic.sheet}”表里没有",
            "error_message": f"请先在“{topic.sheet}”表登记，或者从列表中选择。",
        }

    def _reckoned(self, at: int, reckoned: Reckoned, last: int) -> None:
        sheet = self._sheet
        sheet.write_string(HEAD_ROW, at, reckoned.label, self._head_format())
        sheet.set_column(at, at, 12)
        look = self._formats.of(
            num_format="0.00%" if reckoned.percent else "#,##0.00",
            bg_color=GREY,
            border=1,
            border_color="#BFBFBF",
            align="right",
        )
        letters = {
            column.name: letter_of(number) for number, column in enumerate(self._topic.columns)
        }
        for row in range(FIRST_ROW, last + 1):
            cells = {name: f"{letter}{row + 1}" for name, letter in letters.items()}
            sheet.write_formula(row, at, reckoned.formula.format(**cells), look, "")

    def _asked_words(self, at: int, records: Sequence[Record], last: int) -> None:
        """Write what an identifier asks for beside the row that answers it."""
        assert self._words is not None  # noqa: S101 - asked for by the caller
        self._sheet.write_string(HEAD_ROW, at, ASKED_HEAD, self._head_format())
        self._sheet.set_column(at, at, 60)
        look = self._formats.of(text_wrap=True, bg_color=GREY, border=1, border_color="#BFBFBF")
        for row, record in enumerate(records, FIRST_ROW):
            identifier = getattr(record, self._topic.columns[0].name)
            self._sheet.write_string(row, at, self._words.get(identifier, ""), look)
        for row in range(FIRST_ROW + len(records), last + 1):
            self._sheet.write_blank(row, at, None, look)


def last_row(topic: Topic, records: int) -> int:
    """Return the last row that is ready to be filled in, counted from 0."""
    if topic.field == "monthly":
        return FIRST_ROW + max(_MONTHS, records) - 1
    return FIRST_ROW + records + _SPARE.get(topic.field, _MUCH_SPARE) - 1


def shown_text(value: object) -> str:
    """Return a value as the text that takes the most room of its row."""
    return "、".join(value) if isinstance(value, tuple) else value if isinstance(value, str) else ""


def _rule(column: Column) -> dict[str, object]:
    """Return what is checked while somebody types a number or a day; nothing for others."""
    if column.kinds == (date,):
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": date(1949, 1, 1),
            "maximum": date(2100, 12, 31),
            "error_title": "请填日期",
            "error_message": "写成 2024-03-15 这样完整的日期；不知道的空着。",
        }
    if column.kinds == (int,):
        return {
            "validate": "integer",
            "criteria": ">=",
            "value": 0,
            "error_title": "请填整数",
            "error_message": "填不小于 0 的整数，不写单位；不知道的空着。",
        }
    if column.kinds == (Decimal,):
        unit = f"，以{column.unit}为单位" if column.unit else ""
        return {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -(10**12),
            "maximum": 10**12,
            "error_title": "请填数",
            "error_message": f"只填数{unit}，不写单位和文字；没有发生的填 0，不知道的空着。",
        }
    return {}
