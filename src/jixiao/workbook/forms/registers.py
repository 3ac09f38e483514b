"""Tables of one record a row: contracts, 三公经费, months, what last year's problems led to.

They are told by their headings alone, wherever they stand: on a sheet of their own, or among the
tables of a document.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from jixiao.model.evaluation import MONEY, Department, Evaluation
from jixiao.model.record import Column, Record, Value, blank
from jixiao.patterns import pattern
from jixiao.terms import Term, ThreePublicItem
from jixiao.workbook.forms.grids import Box, Grid, Line, plain
from jixiao.workbook.forms.matching import amount
from jixiao.workbook.forms.reading import Entry, Unread, title_of, unit_of, year_of
from jixiao.workbook.forms.words import UNIT, FormKind, Headings, item_named
from jixiao.workbook.layout import TOPICS, Topic
from jixiao.workbook.values import Unusable, value_of

_ORDINAL: Final = pattern(
    r"(?:其中:)?(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|[0-9]{1,2}[.、])?"
)
_SUMS: Final = pattern("合计|小计|总计|公务用车购置(?:费)?(?:及|和)")
_NOTE: Final = pattern("注[:：]|备注[:：]|说明[:：]|填表说明")
_NUMBER: Final = pattern(r"-?[0-9][0-9,.]*%?")
_SEARCHED: Final = 60  # rows in which a head is looked for


class _Register(NamedTuple):
    """A kind of register: the section of its headings, and what its head has to have."""

    kind: FormKind
    needed: tuple[frozenset[str], ...]


_REGISTERS: Final[Mapping[str, _Register]] = {
    "contracts": _Register(
        FormKind.CONTRACTS,
        (
            frozenset({"合同台账.合同编号"}),
            frozenset({"合同台账.合同金额", "合同台账.采购预算", "合同台账.合同签订日期"}),
        ),
    ),
    "last_year": _Register(
        FormKind.LAST_YEAR,
        (
            frozenset({"上年整改.上年度问题"}),
            frozenset({"上年整改.整改措施"}),
            frozenset({"上年整改.整改状态", "上年整改.整改情况"}),
        ),
    ),
    "three_public": _Register(
        FormKind.THREE_PUBLIC,
        (
            frozenset({"三公经费.项目"}),
            frozenset({"三公经费.全年支出数", "三公经费.年初预算数", "三公经费.上年支出数"}),
        ),
    ),
    "monthly": _Register(
        FormKind.MONTHLY,
        (
            frozenset({"月度支出.月份"}),
            frozenset({"月度支出.基本支出", "月度支出.项目支出"}),
        ),
    ),
}

_Places = dict[int, tuple[str, str]]
"""By column: the heading as printed, and the field that it means; no field where it has none."""


@dataclass(slots=True)
class Register:
    """What a register adds to an evaluation, and what was not read."""

    part: Evaluation
    unread: list[Unread] = field(default_factory=list)


class _Head(NamedTuple):
    """A head that was found: of which register, how many rows it takes, its columns."""

    field: str
    rows: int
    places: _Places


def read_register(grid: Grid, base: Evaluation, headings: Headings) -> Register | None:
    """Return what the registers on a sheet or in a table hold, None where there is none."""
    for at, line in enumerate(grid.lines[:_SEARCHED]):
        head = _head(grid.lines, at, headings)
        if head is not None and (head.field != "three_public" or _has_items(grid, at, head)):
            return _Reader(grid, line.number, head, base, headings).register(at)
    return None


def _head(lines: Sequence[Line], at: int, headings: Headings) -> _Head | None:
    """Return the head that begins with a row: of one row, or of two."""
    line = lines[at]
    if any(_NUMBER.fullmatch(plain(box.text)) for box in line.boxes):
        return None
    for rows, boxes in ((1, _single(line)), (2, _double(lines, at))):
        for name, register in _REGISTERS.items():
            places: _Places = {}
            for box, words in boxes:
                target = headings.meaning(register.kind, name, words)
                if target is not None:
                    places[box.at] = (words, target)
            targets = {target for _, target in places.values()}
            if all(needed & targets for needed in register.needed):
                told = {box.at for box, _ in boxes}
                unknown = {box.at: (words, "") for box, words in boxes if box.at not in places}
                for box, words in boxes:
                    known = places.get(box.at)
                    headings.note(register.kind, words, None if known is None else known[1])
                return _Head(
                    name, rows, {**places, **{at: unknown[at] for at in told & unknown.keys()}}
                )
    return None


def _single(line: Line) -> list[tuple[Box, str]]:
    return [(box, box.text) for box in line.boxes]


def _double(lines: Sequence[Line], at: int) -> list[tuple[Box, str]]:
    """Return the headings of two rows: where one spans several, its words come before theirs."""
    if at + 1 >= len(lines) or len(lines[at + 1].boxes) < 2:
        return []
    below = lines[at + 1]
    if any(_NUMBER.fullmatch(plain(box.text)) for box in below.boxes):
        return []
    found: list[tuple[Box, str]] = []
    for box in lines[at].boxes:
        under = [one for one in below.boxes if box.at <= one.at < box.at + box.width]
        found += [(one, f"{box.text}{one.text}") for one in under] or [(box, box.text)]
    return found


def _has_items(grid: Grid, at: int, head: _Head) -> bool:
    """Whether below a head stand items of 三公经费: other tables have 项目 and 决算数 too."""
    column = next(one for one, (_, target) in head.places.items() if target == "三公经费.项目")
    labels = {plain(each.label) for each in ThreePublicItem}
    boxes = (line.at(column) for line in grid.lines[at + head.rows :])
    return any(
        box is not None and plain(_item("三公经费.项目", box.text)) in labels for box in boxes
    )


def _item(target: str, text: str) -> str:
    words = plain(text)
    return item_named(target, _ORDINAL.sub("", words, count=1))


class _Reader:
    """Goes through the rows of a register."""

    def __init__(
        self, grid: Grid, number: int, head: _Head, base: Evaluation, headings: Headings
    ) -> None:
        self._unread: list[Unread] = []
        self._grid, self._number, self._head = grid, number, head
        self._base = base
        kind = _REGISTERS[head.field].kind
        self._unit = headings.agreed(kind, UNIT) or unit_of(grid, grid.lines)
        self._topic: Topic = next(one for one in TOPICS if one.field == head.field)

    def register(self, at: int) -> Register:
        """Return the records of the rows below a head."""
        title = title_of(self._grid, self._grid.lines)
        year, own = year_of(title), self._base.department.year
        usual = {own, own and own - 1} if self._head.field == "last_year" else {own}
        if year is not None and own is not None and year not in usual:
            self._leave(self._grid.name, f"是{year}年度的表，工作簿是{own}年度，没有读取")
            return Register(Evaluation(department=Department()), self._unread)
        if self._head.field == "monthly" and "累计" in title:
            self._leave(self._grid.name, "标题写的是累计数，“月度支出”填当月数，没有读取")
            return Register(Evaluation(department=Department()), self._unread)
        self._unknown()
        rows = tuple(self._records(at + self._head.rows))
        part = Evaluation(department=Department(), **{self._head.field: rows})  # type: ignore[arg-type]  # by topic
        return Register(part, self._unread)

    def _leave(self, place: str, text: str) -> None:
        self._unread.append(Unread(place, text))

    def _unknown(self) -> None:
        for at, (words, target) in self._head.places.items():
            if not target and not self._known(words):
                place = self._grid.place(self._number, at)
                self._leave(place, f"表头“{_clipped(words)}”没有认出来，没有读取")

    def _known(self, words: str) -> bool:
        kind = _REGISTERS[self._head.field].kind
        usual = Headings(year=self._base.department.year)
        return usual.meaning(kind, self._head.field, words) == ""

    def _records(self, start: int) -> Iterator[Record]:
        seen: set[tuple[object, ...]] = set()
        for line in self._grid.lines[start:]:
            first = plain(line.boxes[0].text)
            if _NOTE.match(first) or len(line.boxes) < 2:
                continue
            record = self._record(line)
            if record is None:
                continue
            key = tuple(getattr(record, name) for name in self._topic.key)
            if key in seen:
                self._leave(self._grid.place(line.number), "与前面一行是同一条，没有读取")
                continue
            seen.add(key)
            yield record

    def _record(self, line: Line) -> Record | None:
        """Return the record of a row, None where it is a sum or cannot be told from others."""
        values: dict[str, Value] = {}
        texts = [plain(box.text) for box in line.boxes[:3]]
        if any(_SUMS.match(_ORDINAL.sub("", each, count=1)) for each in texts):
            return None
        broken = False
        for box in line.boxes:
            heading, target = self._head.places.get(box.at, ("", ""))
            column = self._column(target)
            if column is None:
                continue
            entry = Entry(self._grid.place(line.number, box.at), heading, box)
            found = self._value(entry, column, target)
            if isinstance(found, Unread):
                self._unread.append(found)
                broken = broken or column.name in self._topic.key
            elif not blank(found):
                values[column.name] = found
        if any(name not in values for name in self._topic.key):
            if values and not broken:
                labels = "、".join(
                    one.label for one in self._topic.columns if one.name in self._topic.key
                )
                self._leave(self._grid.place(line.number), f"没有写{labels}，这一行没有读取")
            return None
        return self._topic.kind(origin=self._grid.place(line.number), **values)

    def _column(self, target: str) -> Column | None:
        sheet, _, label = target.partition(".")
        if sheet != self._topic.sheet:
            return None
        return next((one for one in self._topic.columns if one.label == label), None)

    def _value(self, entry: Entry, column: Column, target: str) -> Value | Unread:
        if column.kinds == (Decimal,) and column.unit == MONEY:
            return amount(entry, column, self._unit)
        shown = entry.box.shown
        if issubclass(column.kinds[0], Term):
            shown = shown._replace(text=_item(target, shown.text))
        elif column.kinds == (int,):
            shown = shown._replace(text=shown.text.strip().removesuffix("月"))
        found = value_of(shown, column)
        if isinstance(found, Unusable):
            return Unread(entry.place, f"“{entry.box.text}”{found.problem}，没有读取")
        return found


def _clipped(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 20 else words[:19] + "…"
