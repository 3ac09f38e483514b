"""Writes an evaluation as a workbook for people: one sheet a topic."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from jixiao.model.evaluation import Evaluation, Judgement, ManagementFact
from jixiao.model.record import Column, Record, blank
from jixiao.standards.scoring import AnswerKind, Question
from jixiao.terms import Term
from jixiao.workbook.layout import TOPICS, Reckoned, Role, Topic

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

ASKED_HEAD: Final = "要求填报的内容"
UPRIGHT_HEADS: Final = ("项目", "填写内容")
VERSION: Final = "1"
"""Version of the layout, printed on the first sheet."""

FRONT: Final = "填写说明"
HEAD_ROW: Final = 2  # 0-based; above it the title and a line of advice
FIRST_ROW: Final = 3
SPARE_ROWS: Final = 60  # blank rows ready to be filled in
YES, NO = "是", "否"
TAB_COLOURS: Final = {Role.FINANCE: "#2E75B6", Role.SECTION: "#548235", Role.OFFICE: "#BF8F00"}
HEAD_COLOURS: Final = {Role.FINANCE: "#DDEBF7", Role.SECTION: "#E2EFDA", Role.OFFICE: "#FFF2CC"}
_A4: Final = 9
_ASKED_COLUMN: Final = 1
_IDENTIFIER_WIDTH: Final = 26
_HEAD_HEIGHT: Final = 30  # points: two lines, as most heads with their unit need
_WIDEST, _NARROWEST = 42, 10
_ALLOWED: Final = dict.fromkeys(
    ("format_columns", "format_rows", "sort", "autofilter", "insert_rows", "delete_rows"), True
)
_EXCEL_LIST: Final = 255  # characters that Excel takes in a list written into the cell


@dataclass(frozen=True, slots=True)
class Asked:
    """What the chosen standard asks for: its name, its questions, and the lines to be judged.

    ``judged`` are identifier, label and full mark; ``section`` is named on a sheet for a section.
    """

    pack: str = ""
    title: str = ""
    questions: tuple[Question, ...] = ()
    judged: tuple[tuple[str, str, Decimal], ...] = ()
    section: str = ""


Unread = Mapping[tuple[str, str], tuple[str, str]]
"""What stands in cells that could not be used, and why; by origin of the record and field."""

Notes = Mapping[tuple[str, int, str], str]
"""Notes on cells: by field of the evaluation, number of the row from 0, field of the record."""


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
        formats = _Formats(book)
        _front(book, formats, evaluation, asked, topics)
        for topic in topics:
            sheet = _Sheet(book, formats, topic, asked, unread)
            sheet.write(_records(evaluation, topic, asked))
            sheet.note({key[1:]: words for key, words in notes.items() if key[0] == topic.field})
    return buffer.getvalue()


def _records(evaluation: Evaluation, topic: Topic, asked: Asked) -> Sequence[Record]:
    """Return the rows of a sheet; a row for every question and every line to be judged."""
    value = getattr(evaluation, topic.field)
    if isinstance(value, Record):
        return (value,)
    rows: Sequence[Record] = value
    if topic.kind is ManagementFact:
        known = {each.fact: each for each in evaluation.management}
        wanted = [each.id for each in asked.questions]
        extra = [each for each in evaluation.management if each.fact not in wanted]
        return (*(known.get(each) or ManagementFact(fact=each) for each in wanted), *extra)
    if topic.kind is Judgement:
        given = {each.line: each for each in evaluation.judgements}
        lines = [identifier for identifier, _, _ in asked.judged]
        more = [each for each in evaluation.judgements if each.line not in lines]
        return (*(given.get(each) or Judgement(line=each) for each in lines), *more)
    return rows


class _Formats:
    """The looks of cells, made once for a book."""

    def __init__(self, book: "Workbook") -> None:
        self._book = book
        self._known: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **looks: object) -> "Format":
        """Return the format of these looks."""
        key = tuple(sorted(looks.items()))
        if key not in self._known:
            base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
            self._known[key] = self._book.add_format({**base, **looks})
        return self._known[key]

    def cell(self, column: Column) -> "Format":
        """Return the format of a cell that people fill in."""
        looks: dict[str, object] = {
            "locked": False,
            "border": 1,
            "border_color": "#BFBFBF",
            "text_wrap": True,
        }
        if date in column.kinds and Decimal not in column.kinds:
            looks |= {"num_format": "yyyy-mm-dd", "align": "center"}
        elif column.unit == "万元":
            looks |= {"num_format": "#,##0.00", "align": "right"}
        elif Decimal in column.kinds or int in column.kinds:
            looks |= {"num_format": "General", "align": "right"}
        else:
            looks |= {"num_format": "@"}
        return self.of(**looks)


class _Sheet:
    """Writes one topic."""

    def __init__(
        self, book: "Workbook", formats: _Formats, topic: Topic, asked: Asked, unread: Unread
    ) -> None:
        self._sheet: Worksheet = book.add_worksheet(topic.sheet)
        self._formats = formats
        self._topic = topic
        self._words = _words_of(topic, asked)
        self._unread = unread

    def write(self, records: Sequence[Record]) -> None:
        """Write title, advice, head and rows, and set the sheet up for screen and paper."""
        topic, sheet = self._topic, self._sheet
        sheet.set_tab_color(TAB_COLOURS[topic.role])
        sheet.write_string(0, 0, topic.sheet, self._formats.of(bold=True, font_size=14))
        advice = f"由{topic.role}填写。{topic.advice}带 * 的必填。"
        sheet.write_string(1, 0, advice, self._formats.of(font_color="#595959"))
        if topic.upright:
            self._upright(records[0])
        else:
            self._rows(records)
        sheet.protect("", _ALLOWED)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
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
        for at, column in enumerate(self._topic.columns, FIRST_ROW):
            sheet.write_string(at, 0, headed(column), head)
            self._value(at, 1, column, getattr(record, column.name))
            self._left(at, 1, column, record)
            self._dropdown(at, at, 1, column)
            if column.note:
                sheet.write_comment(at, 0, column.note, {"x_scale": 1.6})
        sheet.freeze_panes(FIRST_ROW, 1)

    def _rows(self, records: Sequence[Record]) -> None:
        sheet, topic = self._sheet, self._topic
        last = FIRST_ROW + len(records) + SPARE_ROWS - 1
        head = self._head_format()
        given = topic.columns
        sheet.set_row(HEAD_ROW, _HEAD_HEIGHT)
        for at, column in self._placed():
            sheet.write_string(HEAD_ROW, at, headed(column), head)
            sheet.set_column(at, at, _width(column))
            self._dropdown(FIRST_ROW, last, at, column)
            if column.note:
                sheet.write_comment(HEAD_ROW, at, column.note, {"x_scale": 1.6})
            for row in range(FIRST_ROW + len(records), last + 1):
                sheet.write_blank(row, at, None, self._formats.cell(column))
        for row, record in enumerate(records, FIRST_ROW):
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

    def _value(self, row: int, at: int, column: Column, value: object) -> None:
        look = self._formats.cell(column)
        if blank(value):
            self._sheet.write_blank(row, at, None, look)
        elif isinstance(value, bool):
            self._sheet.write_string(row, at, YES if value else NO, look)
        elif isinstance(value, date):
            day = self._formats.of(num_format="yyyy-mm-dd", align="center", locked=False, border=1,
                                   border_color="#BFBFBF")  # fmt: skip
            self._sheet.write_datetime(row, at, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001 - a day of the calendar
        elif isinstance(value, Decimal | int):
            self._sheet.write_number(row, at, value, look)
        elif isinstance(value, Term):
            self._sheet.write_string(row, at, value.label, look)
        elif isinstance(value, tuple):
            self._sheet.write_string(row, at, "、".join(value), look)
        else:
            self._sheet.write_string(row, at, str(value), look)

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

    def _dropdown(self, first: int, last: int, at: int, column: Column) -> None:
        options = choices(column)
        if not options or len(",".join(options)) > _EXCEL_LIST:
            return
        self._sheet.data_validation(
            first,
            at,
            last,
            at,
            {
                "validate": "list",
                "source": list(options),
                "error_title": "请从列表中选择",
                "error_message": "可填：" + "、".join(options)[:200],
            },
        )

    def _reckoned(self, at: int, reckoned: Reckoned, last: int) -> None:
        sheet = self._sheet
        sheet.write_string(HEAD_ROW, at, reckoned.label, self._head_format())
        sheet.set_column(at, at, 12)
        look = self._formats.of(
            num_format="0.00%" if reckoned.percent else "#,##0.00",
            bg_color="#F2F2F2",
            border=1,
            border_color="#BFBFBF",
            align="right",
        )
        letters = {
            column.name: _letter(number) for number, column in enumerate(self._topic.columns)
        }
        for row in range(FIRST_ROW, last + 1):
            cells = {name: f"{letter}{row + 1}" for name, letter in letters.items()}
            sheet.write_formula(row, at, reckoned.formula.format(**cells), look, "")

    def _asked_words(self, at: int, records: Sequence[Record], last: int) -> None:
        """Write what an identifier asks for beside the row that answers it."""
        assert self._words is not None  # noqa: S101 - asked for by the caller
        self._sheet.write_string(HEAD_ROW, at, ASKED_HEAD, self._head_format())
        self._sheet.set_column(at, at, 60)
        look = self._formats.of(
            text_wrap=True, bg_color="#F2F2F2", border=1, border_color="#BFBFBF"
        )
        for row, record in enumerate(records, FIRST_ROW):
            identifier = getattr(record, self._topic.columns[0].name)
            self._sheet.write_string(row, at, self._words.get(identifier, ""), look)
        for row in range(FIRST_ROW + len(records), last + 1):
            self._sheet.write_blank(row, at, None, look)


def headed(column: Column) -> str:
    """Return the head of a column: its label with unit, * where it must be filled in."""
    unit = f"（{column.unit}）" if column.unit else ""
    return f"{column.label}{unit}{'*' if column.required else ''}"


def choices(column: Column) -> tuple[str, ...]:
    """Return what may be chosen in a column; nothing where any value may stand."""
    if column.kinds == (bool,):
        return (YES, NO)
    kind = column.kinds[0]
    if len(column.kinds) == 1 and issubclass(kind, Term):
        return tuple(member.label for member in kind)
    return ()


def _words_of(topic: Topic, asked: Asked) -> Mapping[str, str] | None:
    if topic.kind is ManagementFact:
        return {each.id: _question(each) for each in asked.questions}
    if topic.kind is Judgement:
        return {name: f"{label}（{points} 分）" for name, label, points in asked.judged}
    return None


_ANSWERS: Final = {
    AnswerKind.NUMBER: "填数",
    AnswerKind.DAY: "填日期",
    AnswerKind.YES_NO: "填是、否",
}


def _question(question: Question) -> str:
    unit = f"，单位：{question.unit}" if question.unit else ""
    return f"{question.label}（{_ANSWERS[question.kind]}{unit}）"


def _width(column: Column) -> int:
    if column.kinds in ((Decimal,), (int,), (date,), (bool,)):
        return max(_NARROWEST, 2 * len(column.label) // 2 + 4)
    longest = max((2 * len(choice) for choice in choices(column)), default=0)
    if longest:
        return min(max(longest + 4, _NARROWEST), _WIDEST)
    return _WIDEST if column.name in _LONG else 16


_LONG: Final = frozenset(
    {"content", "goal", "result", "text", "cause", "measure", "reason", "problem", "finding",
     "action", "note", "actual_text", "target_text", "name", "value"}
)  # fmt: skip


def _letter(number: int) -> str:
    """Return the letters of a column, counted from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _front(
    book: "Workbook",
    formats: _Formats,
    evaluation: Evaluation,
    asked: Asked,
    topics: Sequence[Topic],
) -> None:
    """Write the first sheet: what this is, how to fill it in, the sheets and who does which."""
    sheet = book.add_worksheet(FRONT)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 12)
    sheet.set_column(2, 2, 90)
    title = f"科室填报单：{asked.section}" if asked.section else "绩效自评工作簿"
    sheet.write_string(0, 0, title, formats.of(bold=True, font_size=16))
    text = formats.of(text_wrap=True)
    row = 2
    for name, value in _particulars(evaluation, asked):
        sheet.write_string(row, 0, name, formats.of(bold=True))
        sheet.write_string(row, 1, value, formats.of())
        row += 1
    row += 1
    for line in (*_HELP[:-1], _RETURN if asked.section else _HELP[-1]):
        sheet.merge_range(row, 0, row, 2, line, text)
        row += 1
    row += 1
    head = formats.of(bold=True, bottom=1)
    for at, word in enumerate(("工作表", "由谁填写", "说明")):
        sheet.write_string(row, at, word, head)
    for topic in topics:
        row += 1
        sheet.write_url(
            row, 0, f"internal:'{topic.sheet}'!A1", formats.of(font_color="#0563C1"), topic.sheet
        )
        sheet.write_string(row, 1, topic.role, formats.of(bg_color=HEAD_COLOURS[topic.role]))
        sheet.write_string(row, 2, topic.advice, text)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def _particulars(evaluation: Evaluation, asked: Asked) -> Iterator[tuple[str, str]]:
    department = evaluation.department
    yield "部门（单位）", department.name
    yield "评价年度", "" if department.year is None else str(department.year)
    if not asked.section:
        yield "采用标准", f"{asked.title}（{asked.pack}）" if asked.pack else "未选定"
    yield "表样版本", VERSION


_HELP: Final = """\
1. 各表第三行是表头，从第四行起填写；一行一条记录，不要合并单元格，不要改表头和工作表的名称。
2. 金额一律以万元为单位，保留两位小数；没有发生的填 0，不知道的空着。空着不等于 0。
3. 灰色的栏由公式计算，不必填写；有下拉箭头的从列表中选。
4. 编号自定，同一张表里不能重复；别的表用编号引用，写错了程序会指出来。
5. 填好后运行 jixiao evaluate 本工作簿，即可得到得分、底稿、各种表格和报告；不必等全部填完。\
""".splitlines()
_RETURN: Final = "5. 只填本科室的行，填好后交回财务，由财务并入单位的工作簿。"
