"""Reads a workbook that people filled in: all that can be used, and all that cannot, at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from difflib import get_close_matches
from typing import Final, NamedTuple

from jixiao.errors import FileError
from jixiao.model.document import UNCALCULATED
from jixiao.model.evaluation import Department, Evaluation
from jixiao.model.folding import fold
from jixiao.model.record import Column, Record, Value, blank, column_of
from jixiao.patterns import pattern
from jixiao.reading.sheet_cells import letters_of
from jixiao.reading.sheet_layout import Sheet
from jixiao.reading.sheets import open_sheets
from jixiao.terms import Severity
from jixiao.workbook.asked import ASKED_HEAD
from jixiao.workbook.layout import FRONT, TOPICS, UPRIGHT_HEADS, Topic
from jixiao.workbook.references import check_references
from jixiao.workbook.values import Shown, Unusable, value_of

_BLANKS: Final = pattern(r"\s+")
_DECORATION: Final = pattern(r"\([^()]*\)$|\*+$")
_UNIT: Final = pattern(
    r"\(((?:[十百千万亿]*元|美元|[万千]?人次?|个|平方(?:千|公)?[米里]|亩|分|%))\)"
)
_LONGEST_HEADING: Final = 200
_TOTALS: Final = frozenset({"合计", "总计", "小计", "共计", "合计:", "总计:"})
_SEARCHED: Final = 15  # rows from the top in which the head is looked for
_MOST: Final = 200  # problems of one sheet that are told one by one


class Place(NamedTuple):
    """A place in a workbook; ``row`` is 0 and ``column`` empty where they are not known."""

    sheet: str
    row: int
    column: str
    heading: str

    def __str__(self) -> str:
        """Return the place in words."""
        where = f"工作表“{self.sheet}”"
        if self.row:
            where += f"{self.column}{self.row}" if self.column else f"第{self.row}行"
        return where + (f"（{self.heading}）" if self.heading else "")


class Problem(NamedTuple):
    """Something in the workbook that cannot be used as it stands.

    ``column`` is the letter of the column, empty where the whole row or sheet is meant; ``row`` is
    0 where the whole sheet is.
    """

    severity: Severity
    sheet: str
    row: int
    column: str
    heading: str
    found: str
    message: str
    expected: str = ""

    @property
    def place(self) -> str:
        """Where it is, in words."""
        return str(Place(self.sheet, self.row, self.column, self.heading))

    def __str__(self) -> str:
        """Return the problem in one sentence: where, what stands there, what was expected."""
        found = f"“{_clipped(self.found)}”" if self.found else ""
        expected = f"，应填{self.expected}" if self.expected else ""
        return f"{self.place}：{found}{self.message}{expected}。"


@dataclass(frozen=True, slots=True)
class Imported:
    """What a workbook holds, and what of it could not be used.

    ``cells`` tell of each kind of record where its fields were read: the letter of the column,
    with the row where the sheet is upright, else 0.
    """

    evaluation: Evaluation
    problems: tuple[Problem, ...]
    cells: Mapping[type[Record], Mapping[str, tuple[str, int]]] = field(default_factory=dict)

    @property
    def unread(self) -> "Mapping[tuple[str, str], Problem]":
        """Cells that say something that could not be used, by origin of the record and field."""
        fields_at = {
            (kind, place): name
            for kind, places in self.cells.items()
            for name, place in places.items()
        }
        found: dict[tuple[str, str], Problem] = {}
        for topic in TOPICS:
            for each in self.problems:
                if each.severity is not Severity.ERROR or _plain(each.sheet) != _plain(topic.sheet):
                    continue
                row = each.row if topic.upright else 0
                name = fields_at.get((topic.kind, (each.column, row)))
                if name is not None and each.found:
                    origin = f"工作表“{each.sheet}”" + ("" if topic.upright else f"第{each.row}行")
                    found[origin, name] = each
        return found

    def place(self, record: Record, name: str = "") -> Place:
        """Return where a field of a record stands, or the record where none is named."""
        kind = type(record)
        topic = next(one for one in TOPICS if one.kind is kind)
        letter, row = self.cells.get(kind, {}).get(name, ("", 0))
        heading = column_of(kind, name).label if name else ""
        return Place(topic.sheet, row or row_of(record), letter, heading)

    def names(self, record: Record, name: str = "") -> tuple[str, ...]:
        """Return what a place is called: by the key of its row, which stays, and by its cell."""
        place = self.place(record, name)
        topic = next(one for one in TOPICS if one.kind is type(record))
        key = " ".join(
            str(getattr(part, "label", part))
            for part in (getattr(record, each) for each in topic.key)
            if part not in ("", None)
        )
        stable = "·".join(each for each in (place.sheet, key, place.heading) if each)
        cell = f"{place.sheet}!{place.column}{place.row}" if place.column and place.row else ""
        return (stable, cell) if cell else (stable,)


@dataclass(eq=False)
class NotAWorkbook(FileError):
    """A workbook without any sheet of ours."""

    code = "not_a_workbook"
    hint_form = "请用 jixiao workbook new -o 工作簿.xlsx 生成空白工作簿，把数据填进去。"
    sheets: Sequence[str]

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        listed = "、".join(self.sheets[:8]) or "无"
        return f"“{self.path}”里没有绩效自评工作簿的工作表（现有：{listed}）。"


def import_workbook(data: bytes, path: str) -> Imported:
    """Read the bytes of a workbook.

    A cell that cannot be used is left blank and named; the rest is read.

    Raises:
        JixiaoError: it is locked, damaged, hostile, or holds none of our sheets.
    """
    sheets = open_sheets(data, path)
    problems: list[Problem] = []
    by_name: dict[str, tuple[str, Sheet]] = {}
    for name, sheet in sheets.items():
        first = by_name.setdefault(_plain(name), (name, sheet))[0]
        if first != name:
            said = f"与“{first}”是同一张表，只读了“{first}”"
            problems.append(Problem(Severity.ERROR, name, 0, "", "", "", said))
    found: dict[str, object] = {}
    cells: dict[type[Record], Mapping[str, tuple[str, int]]] = {}
    for topic in TOPICS:
        if _plain(topic.sheet) not in by_name:
            problems.append(_no_sheet(topic, sheets))
            continue
        name, sheet = by_name[_plain(topic.sheet)]
        reader = _Reader(topic, name, sheet)
        records = reader.records()
        found[topic.field] = (records or [Department()])[0] if topic.upright else tuple(records)
        cells[topic.kind] = reader.cells
        problems += _limited(reader.problems, name)
    if not found:
        raise NotAWorkbook(path, list(sheets))
    ours = {_plain(topic.sheet) for topic in TOPICS} | {_plain(FRONT)}
    problems += [
        Problem(Severity.HINT, name, 0, "", "", "", "不是本工作簿的工作表，没有读取")
        for name in sheets
        if _plain(name) not in ours
    ]
    found.setdefault("department", Department())
    evaluation = Evaluation(**found)  # type: ignore[arg-type]  # by the kinds of the topics
    problems += [_reference(each) for each in check_references(evaluation)]
    return Imported(evaluation, tuple(problems), cells)


def without_origins(evaluation: Evaluation) -> Evaluation:
    """Return an evaluation whose records do not say where they were read."""
    bare: dict[str, object] = {}
    for each in fields(evaluation):
        value = getattr(evaluation, each.name)
        if isinstance(value, Record):
            bare[each.name] = replace(value, origin="")
        else:
            bare[each.name] = tuple(replace(row, origin="") for row in value)
    return Evaluation(**bare)  # type: ignore[arg-type]  # as it was


class _At(NamedTuple):
    """A place on a sheet: row, letter of the column, heading; blank where it is wider."""

    row: int = 0
    column: str = ""
    heading: str = ""


class _Reader:
    """Reads one sheet and collects what cannot be used."""

    def __init__(self, topic: Topic, name: str, sheet: Sheet) -> None:
        self.problems: list[Problem] = []
        self.cells: dict[str, tuple[str, int]] = {}
        self._topic = topic
        self._name = name
        self._sheet = sheet

    def records(self) -> list[Record]:
        """Return the records of the sheet in their order."""
        if not self._sheet.grid:
            return []
        if self._topic.upright:
            return [self._upright()]
        head = self._head()
        if head is None:
            labels = "、".join(each.label for each in self._topic.columns[:4])
            self._note(Severity.ERROR, _At(), "", "没有找到表头", f"一行表头，其中有{labels}等")
            return []
        at, places = head
        self.cells = {column.name: (letters_of(each), 0) for each, column in places.items()}
        return list(self._rows(at, places))

    def _upright(self) -> Record:
        known = {_heading(each.label): each for each in self._topic.columns}
        values: dict[str, Value] = {}
        seen: set[str] = set()
        at = self._labels_at(known)
        letter = letters_of(at)
        for row, cells in sorted(self._sheet.grid.items()):
            label = cells.get(at, "")
            column = known.get(_heading(label))
            if column is None:
                if (
                    at + 1 in cells
                    and label
                    and _heading(label) not in map(_heading, UPRIGHT_HEADS)
                ):
                    said = "不是本表的项目，没有读取"
                    self._note(Severity.WARNING, _At(row, letter), label, said)
                continue
            if column.name in seen:
                self._note(Severity.ERROR, _At(row, letter), label, "重复出现，只用了前面的一行")
                continue
            if self._other_unit(row, at, label, column):
                continue
            seen.add(column.name)
            self.cells[column.name] = (letters_of(at + 1), row)
            self._take(values, column, row, at + 1)
            self._beside(row, at + 1)
        for column in self._topic.columns:
            if column.required and column.name not in seen:
                self._note(Severity.ERROR, _At(), "", f"缺少“{column.label}”一行")
        origin = f"工作表“{self._name}”"
        return self._topic.kind(origin=origin, **values)

    def _labels_at(self, known: Mapping[str, Column]) -> int:
        """Return the column in which the names of the fields stand, usually the first."""
        counts: dict[int, int] = {}
        for cells in self._sheet.grid.values():
            for at, text in cells.items():
                if _heading(text) in known:
                    counts[at] = counts.get(at, 0) + 1
        return max(counts, key=lambda at: (counts[at], -at), default=1)

    def _beside(self, row: int, at: int) -> None:
        """Name what stands right of the column that is to be filled in."""
        for other, text in self._sheet.grid[row].items():
            if other > at and text.strip():
                said = f"写在了填写内容的右边，没有读取，请写在{letters_of(at)}列"
                self._note(Severity.WARNING, _At(row, letters_of(other)), text, said)

    def _other_unit(self, row: int, at: int, text: str, column: Column) -> bool:
        """Whether a heading gives another unit than its column has; it is named then."""
        given = _UNIT.search(_plain(text))
        if not column.unit or given is None or given[1] == column.unit:
            return False
        said = f"表头的单位是“{given[1]}”，本栏的单位是“{column.unit}”，整栏没有读取"
        self._note(Severity.ERROR, _At(row, letters_of(at)), text, said)
        return True

    def _head(self) -> tuple[int, dict[int, Column]] | None:
        """Return the row of the head and its columns: the row that has most of our headings."""
        known = {_heading(each.label): each for each in self._topic.columns}
        best: tuple[int, dict[int, Column]] | None = None
        for row in sorted(self._sheet.grid)[:_SEARCHED]:
            places: dict[int, Column] = {}
            for at, text in self._sheet.grid[row].items():
                column = known.get(_heading(text))
                if column is not None and column not in places.values():
                    places[at] = column
            if places and (best is None or len(places) > len(best[1])):
                best = (row, places)
        if best is None or len(best[1]) < min(2, len(known)):
            return None
        self._look_at_head(*best, known)
        row, places = best
        grid = self._sheet.grid
        kept = {
            at: column
            for at, column in places.items()
            if not self._other_unit(row, at, grid[row][at], column)
        }
        self._without_head(row, set(grid[row]))
        return row, kept

    def _without_head(self, head: int, headed: set[int]) -> None:
        """Name the columns that hold something below a blank in the head."""
        found: dict[int, int] = {}
        for row, cells in self._sheet.grid.items():
            if row > head:
                for at in cells.keys() - headed:
                    if cells[at].strip():
                        found[at] = min(row, found.get(at, row))
        for at, row in sorted(found.items()):
            letter = letters_of(at)
            said = f"所在的{letter}列没有表头，整列没有读取"
            text = self._sheet.grid[row][at]
            self._note(Severity.WARNING, _At(row, letter), text, said)

    def _look_at_head(
        self, row: int, places: Mapping[int, Column], known: Mapping[str, Column]
    ) -> None:
        reckoned = {_heading(each.label) for each in self._topic.reckoned} | {_heading(ASKED_HEAD)}
        for at, text in self._sheet.grid[row].items():
            if at in places or _heading(text) in reckoned or not text.strip():
                continue
            place = _At(row, letters_of(at))
            if _heading(text) in known:
                self._note(Severity.ERROR, place, text, "表头重复，只用了前面的一栏")
                continue
            near = get_close_matches(_heading(text), known, n=1, cutoff=0.6)
            hint = f"“{known[near[0]].label}”" if near else ""
            self._note(Severity.WARNING, place, text, "不是本表的栏目，没有读取", hint)
        for column in self._topic.columns:
            if column not in places.values():
                weight = Severity.ERROR if column.required else Severity.WARNING
                self._note(weight, _At(row), "", f"缺少“{column.label}”一栏")

    def _rows(self, head: int, places: Mapping[int, Column]) -> Iterator[Record]:
        for row in sorted(self._sheet.grid):
            if row <= head:
                continue
            cells = self._sheet.grid[row]
            if all(not cells.get(at, "").strip() for at in places):
                continue
            if self._topic.only_asked(
                {column.name: cells.get(at, "").strip() for at, column in places.items()}
            ):
                continue
            if self._no_record(row, head, places):
                continue
            values: dict[str, Value] = {}
            unit = next((at for at, column in places.items() if column.name == "unit"), 0)
            for at, column in places.items():
                self._take(values, column, row, at, cells.get(unit, ""))
            for at in places:
                if len(self._sheet.merged.get((row, at), ())) > 1:
                    self._note(
                        Severity.ERROR,
                        _At(row, letters_of(at)),
                        cells.get(at, ""),
                        "是合并单元格，其余各格读不到内容，请取消合并，逐格填写",
                    )
            origin = f"工作表“{self._name}”第{row}行"
            yield self._topic.kind(origin=origin, **values)

    def _no_record(self, row: int, head: int, places: Mapping[int, Column]) -> bool:
        """Whether a row is a sum or the head once more; it is named then."""
        cells, heads = self._sheet.grid[row], self._sheet.grid[head]
        texts = {at: _heading(cells[at]) for at in places if at in cells}
        first = next((at for at in sorted(texts) if texts[at]), None)
        if first is not None and texts[first] in _TOTALS:
            said = "是合计行，没有读取：程序自己合计，可以删去这一行"
            self._note(Severity.HINT, _At(row), cells[first], said)
            return True
        if len(texts) > 1 and all(text == _heading(heads[at]) for at, text in texts.items()):
            self._note(Severity.HINT, _At(row), "", "又是一行表头，没有读取")
            return True
        return False

    def _take(
        self, values: dict[str, Value], column: Column, row: int, at: int, unit: str = ""
    ) -> None:
        text = self._sheet.grid[row].get(at, "")
        stored = self._sheet.stored.get(row, {}).get(at)
        value = value_of(Shown(text, stored, unit), column)
        if isinstance(value, Unusable):
            place = _At(row, letters_of(at), column.label)
            found = "" if text == UNCALCULATED else text
            self._note(Severity.ERROR, place, found, value.problem, value.expected)
        elif not blank(value):
            values[column.name] = value
            if isinstance(value, Decimal) and value < 0 and column.unit:
                place = _At(row, letters_of(at), column.label)
                self._note(Severity.WARNING, place, text, "是负数，已照此读取，请核对")

    def _note(self, severity: Severity, at: _At, found: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem(severity, self._name, *at, found, message, hint))


def _limited(problems: list[Problem], sheet: str) -> list[Problem]:
    """Return the problems of a sheet; of very many the first ones and how many there are."""
    if len(problems) <= _MOST:
        return problems
    rest = f"还有{len(problems) - _MOST}处同样需要改正，没有逐一列出"
    return [*problems[:_MOST], Problem(Severity.ERROR, sheet, 0, "", "", "", rest)]


def _no_sheet(topic: Topic, sheets: Mapping[str, Sheet]) -> Problem:
    ours = {_plain(each.sheet) for each in TOPICS}
    foreign = [name for name in sheets if _plain(name) not in ours]
    near = get_close_matches(topic.sheet, foreign, n=1, cutoff=0.5)
    hint = f"，是否改名成了“{near[0]}”？是的话请改回“{topic.sheet}”" if near else ""
    return Problem(Severity.WARNING, topic.sheet, 0, "", "", "", f"工作簿里没有这张表{hint}")


def _reference(problem: tuple[str, Record, str, str, str]) -> Problem:
    sheet, record, heading, found, message = problem
    return Problem(Severity.WARNING, sheet, row_of(record), "", heading, found, message)


def row_of(record: Record) -> int:
    """Return the row that a record was read from; 0 where it is not known."""
    row = record.origin.rpartition("第")[2].removesuffix("行")
    return int(row) if row.isdecimal() else 0


def _plain(name: str) -> str:
    return _BLANKS.sub("", fold(name))


def _heading(text: str) -> str:
    """Return the words of a heading without unit, mark and blanks."""
    if len(text) > _LONGEST_HEADING:
        return text  # no heading, and long to look through
    words = _plain(text)
    while True:
        bare = _DECORATION.sub("", words)
        if bare == words:
            return words
        words = bare


def _clipped(text: str) -> str:
    line = _BLANKS.sub(" ", text)
    return line if len(line) <= 30 else line[:29] + "…"
