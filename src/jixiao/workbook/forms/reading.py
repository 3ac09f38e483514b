"""From the cells of a file to the forms in it: whose they are, and what stands under which heading.

Nothing is interpreted here: a form holds the cells as they are, by the field that their heading
means. What no heading explains is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from jixiao.patterns import pattern
from jixiao.workbook.forms.grids import Box, Grid, Line, plain
from jixiao.workbook.forms.words import (
    UNIT,
    FormKind,
    Headings,
    bare,
    month_of,
    period_of,
    usual_words,
)

_YEAR: Final = pattern(r"(20[0-9]{2})年(?!\s*[0-9]{1,2}\s*月)")
_UNIT: Final = pattern(r"单位:(?:人民币)?(万元|元)|\((万元|元)\)")
_AMOUNT: Final = pattern(r"-?[0-9]")
_LABELLED: Final = pattern(r"\s*([^:：]{2,12})[:：]\s*(\S.*)", 16)  # re.DOTALL
_MIDDLE: Final = pattern("中期|实施期|长期|总体")
_GOALS: Final = frozenset({"总体目标", "年度总体目标"})
_TICKED: Final = frozenset({"指标监控.偏差原因类别", "指标监控.完成目标可能性"})
_LONGEST_HEADING: Final = 30
_SEARCHED: Final = 60  # rows in which headings are looked for that tell the kind of a form
_NUMBER: Final = pattern(r"-?[0-9][0-9,.]*%?")
# What stands beside or below a title: 金额单位：万元, 编制单位：甲局, 填报日期：…
_ASIDE: Final = pattern(r"\(?[一-龥]{0,4}(?:单位(?:名称)?|日期|时间):")
_WHOLE: Final = pattern("整体支出|部门整体|单位整体|整体绩效")
_TITLES: Final = (
    ("申报", FormKind.GOALS),
    ("批复表", FormKind.GOALS),
    ("绩效目标表", FormKind.GOALS),
    ("监控", FormKind.MONITORING),
    ("自评", FormKind.SELF_EVALUATION),
)
_BLOCKS: Final = ("list", "indicators", "funds", "goals")
_NEEDED: Final[Mapping[str, tuple[frozenset[str], ...]]] = {
    "list": (
        frozenset({"项目.项目编号", "项目.项目名称"}),
        frozenset(
            {
                "项目资金.年初预算数",
                "项目资金.全年预算数",
                "项目资金.全年执行数",
                "项目监控.累计执行数",
            }
        ),
    ),
    "indicators": (
        frozenset({"指标.三级指标"}),
        frozenset({"指标.指标值", "指标.完成值", "指标监控.累计完成值"}),
    ),
    "funds": (frozenset({"项目资金.年初预算数", "项目资金.全年预算数", "项目资金.全年执行数"}),),
    "goals": (frozenset({"项目.年度总体目标", "项目.目标实际完成情况"}),),
}
"""What a row of headings of a block has to have: one of each set."""


class Unread(NamedTuple):
    """Something in a form that was not taken over, and why."""

    place: str
    text: str

    def __str__(self) -> str:
        """Return it in one sentence."""
        return f"{self.place}：{self.text}。"


class Entry(NamedTuple):
    """The cell under or beside a heading; ``heading`` is as printed."""

    place: str
    heading: str
    box: Box


@dataclass(slots=True)
class Entries:
    """A row of a block: its cells by field; several where several headings mean one field."""

    place: str
    cells: dict[str, list[Entry]] = field(default_factory=dict)
    name: str = ""  # of a row of money: 其中：当年财政拨款

    def first(self, target: str) -> Entry | None:
        """Return the first cell of a field, or None."""
        return next(iter(self.cells.get(target, ())), None)

    def text(self, target: str) -> str:
        """Return what the first cell of a field says, or an empty text."""
        found = self.first(target)
        return "" if found is None else found.box.text.strip()


@dataclass(slots=True)
class Form:
    """One form: of which kind and year, in which unit of money (empty if not told), its cells.

    ``whole`` forms are of the department, others of a project; ``declared`` ones are not approved.
    """

    kind: FormKind
    name: str
    year: int | None
    unit: str
    month: int | None = None
    whole: bool = False
    declared: bool = False
    labels: Entries = field(default_factory=lambda: Entries(""))
    funds: list[Entries] = field(default_factory=list)
    indicators: list[Entries] = field(default_factory=list)
    rows: list[Entries] = field(default_factory=list)


def forms_of(grid: Grid, headings: Headings) -> tuple[list[Form], list[Unread]]:
    """Return the forms on a sheet or in a table, and what of them could not be told."""
    unread: list[Unread] = []
    forms: list[Form] = []
    for lines in _parted(grid.lines):
        kind = _kind_of(grid, lines, headings)
        if kind is None:
            unread.append(_unknown(grid, lines, headings))
            continue
        reader = _Reader(grid, lines, kind, headings)
        forms += _by_project(reader.form())
        unread += reader.unread
    return forms, unread


def _unknown(grid: Grid, lines: Sequence[Line], headings: Headings) -> Unread:
    """Note the headings of a table that nothing explains, so that somebody can explain them."""
    widest = max((len(line.boxes) for line in lines), default=0)
    for line in lines[:_SEARCHED]:
        words = [box.text for box in line.boxes if len(box.text) <= _LONGEST_HEADING]
        if len(words) > max(2, widest // 2) and not any(map(_NUMBER.fullmatch, map(plain, words))):
            for each in words:
                headings.note(FormKind.OWN, each, None)
            said = (
                f"认不出是哪一种表，没有读取；第{line.number}行的表头记在对照文件的“{FormKind.OWN}”"
                "下面，请写明各栏对着工作簿的哪一栏，再读一次"
            )
            return Unread(grid.name, said)
    return Unread(grid.name, "认不出是哪一种表，没有读取")


def _by_project(form: Form) -> list[Form]:
    """Return a form of each project, where the rows of indicators name the project they are of.

    Merged cells hold their project in the first of their rows.
    """
    named = ("项目.项目编号", "项目.项目名称")
    if not any(row.first(each) for row in form.indicators for each in named):
        return [form]
    found: dict[tuple[str, str], Form] = {}
    money = replace(form, kind=FormKind.EXPORT, indicators=[], funds=[], rows=list(form.rows))
    key = ("", "")
    for row in form.indicators:
        given = (row.text(named[0]), row.text(named[1]))
        own = key if given == ("", "") else given
        fresh = own not in found
        if fresh:
            labels = Entries(form.name)
            found[own] = replace(form, labels=labels, indicators=[], funds=[], rows=[])
        key = own
        for target, entries in row.cells.items():
            if target.startswith("项目."):
                found[key].labels.cells.setdefault(target, []).extend(entries)
        amounts = {each: one for each, one in row.cells.items() if each.startswith("项目资金.")}
        if amounts and fresh:
            whose = {each: row.cells[each] for each in named if each in row.cells}
            money.rows.append(Entries(row.place, {**whose, **amounts}))
        found[key].indicators.append(row)
    return [*found.values(), *([money] if money.rows else [])]


def _parted(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Yield the forms that stand below each other: each begins with the name of its project."""
    starts = [
        place
        for place, line in enumerate(lines)
        if bare(line.boxes[0].text) == "项目名称" and len(line.boxes) <= 4  # no row of headings
    ]
    if len(starts) < 2:
        yield lines
        return
    # A title right above a name belongs to it.
    cuts = [at - 1 if len(lines[at - 1].boxes) == 1 else at for at in starts[1:]]
    for first, last in zip([0, *cuts], [*cuts, len(lines)], strict=True):
        yield lines[first:last]


def year_of(title: str) -> int | None:
    """Return the first year that a title names, or None."""
    found = _YEAR.search(title)
    return None if found is None else int(found[1])


def unit_of(grid: Grid, lines: Sequence[Line]) -> str:
    """Return the unit of money that a form prints without contradiction, else an empty text."""
    texts = [*grid.above, *(box.text for line in lines[:12] for box in line.boxes)]
    units = {one or other for text in texts for one, other in _UNIT.findall(plain(text))}
    return units.pop() if len(units) == 1 else ""


def title_of(grid: Grid, lines: Sequence[Line]) -> str:
    """Return the words that may name a form: above it, and the rows of one cell at its top."""
    words = list(grid.above)
    for line in lines[:4]:
        texts = [box.text for box in line.boxes if not _ASIDE.match(plain(box.text))]
        if len(texts) > 1:
            break
        words += texts
    return plain(" ".join(words))


def _kind_of(grid: Grid, lines: Sequence[Line], headings: Headings) -> FormKind | None:
    if _lists_projects(lines, headings):
        return FormKind.EXPORT  # whatever it is called: 绩效自评查询 of the budget system
    title = title_of(grid, lines)
    named = next((kind for word, kind in _TITLES if word in title), None)
    return named or _kind_of_heads(lines, headings)


def _kind_of_heads(lines: Sequence[Line], headings: Headings) -> FormKind | None:
    """Return what a table without a name is by its headings."""
    for line in lines[:_SEARCHED]:
        found = _head(line, FormKind.EXPORT, headings)
        if found is None:
            continue
        targets = {target for _, target in found[1].values()}
        if "指标.完成值" in targets:
            return FormKind.SELF_EVALUATION
        if any(each.startswith(("指标监控.", "项目监控.")) for each in targets):
            return FormKind.MONITORING
        if found[0] == "list" and "项目.项目编号" in targets:
            return FormKind.EXPORT
        if found[0] == "indicators":
            return FormKind.GOALS
    return None


def _lists_projects(lines: Sequence[Line], headings: Headings) -> bool:
    """Whether there is a head of codes, names and money of projects, without any indicators."""
    for line in lines[:_SEARCHED]:
        found = _head(line, FormKind.EXPORT, headings)
        if found is None or found[0] != "list":
            continue
        targets = {target for _, target in found[1].values()}
        return {"项目.项目编号", "项目.项目名称", "项目资金.全年执行数"} <= targets and not any(
            each.startswith(("指标", "项目监控.")) for each in targets
        )
    return False


_Places = dict[int, tuple[str, str]]
"""By column: the heading as printed, and the field that it means."""


def _head(line: Line, kind: FormKind, headings: Headings) -> tuple[str, _Places] | None:
    """Return which block a row of headings opens, and its columns; None where it is no such row."""
    if any(_NUMBER.fullmatch(plain(box.text)) for box in line.boxes):
        return None
    for block in _BLOCKS:
        places = _columns(line, kind, block, headings)
        targets = {target for _, target in places.values()}
        if all(needed & targets for needed in _NEEDED[block]):
            if block == "funds" and len(targets - {""}) < 2:
                continue
            if block == "goals" and not _all_known(line, kind, places, headings):
                continue  # the goal stands beside its heading
            return block, places
    return None


def _all_known(line: Line, kind: FormKind, places: _Places, headings: Headings) -> bool:
    return all(
        box.at in places
        or box.at < min(places)
        or headings.meaning(kind, "labels", box.text) is not None
        for box in line.boxes
    )


def _columns(line: Line, kind: FormKind, block: str, headings: Headings) -> _Places:
    places: _Places = {}
    for box in line.boxes:
        target = headings.meaning(kind, block, box.text)
        if target is not None:
            places[box.at] = (box.text, target)
    return places


class _Reader:
    """Goes through the rows of one form."""

    def __init__(
        self, grid: Grid, lines: Sequence[Line], kind: FormKind, headings: Headings
    ) -> None:
        self.unread: list[Unread] = []
        self._grid, self._lines = grid, lines
        self._kind, self._headings = kind, headings
        title = title_of(grid, lines)
        self._form = Form(kind, grid.name, year_of(title), self._unit())
        self._form.whole = _WHOLE.search(title) is not None
        self._form.declared = "申报" in title
        self._form.month = period_of(title)
        self._form.labels.place = grid.name
        self._annual = 0  # the column where what belongs to the year begins, 0 if not told
        self._months: set[int] = set()

    def form(self) -> Form:
        """Return the form with all its cells."""
        block, places, body = "", _Places(), False
        for line in self._lines:
            found = _head(line, self._kind, self._headings)
            if found is not None and block == "list" and body:
                if found[0] == "list":
                    continue  # the head once more, on a new page
                found = None
            if found is not None:
                block, places, body = *found, False
                self._met(line, block, places)
                places = self._single(line, block, places)
                continue
            if block and not body and self._goes_on(line, block, places):
                continue
            if block not in ("", "list") and self._ends(line, block, places):
                block = ""
            if not block:
                self._labels(line)
                self._lacking(line)
                continue
            body = True
            self._row(line, block, places)
            if block == "goals":
                block = ""
        return self._form

    def _unit(self) -> str:
        """Return the unit of all amounts: agreed, or as printed."""
        agreed = self._headings.agreed(self._kind, UNIT)
        return agreed or unit_of(self._grid, self._lines)

    def _met(self, line: Line, block: str, places: _Places) -> None:
        """Remember the headings of a row; those that nothing explains are named."""
        for box in line.boxes:
            known = places.get(box.at)
            if known is None and block != "list":
                if self._headings.meaning(self._kind, "labels", box.text) is not None:
                    continue
                if box.at < min(places):  # names the block: 项目资金（万元）
                    continue
            self._headings.note(self._kind, box.text, None if known is None else known[1])
            if known is None:
                place = self._grid.place(line.number, box.at)
                self.unread.append(Unread(place, f"表头“{_clipped(box.text)}”没有认出来，没有读取"))
            month = month_of(box.text)
            if month is not None:
                self._months.add(month)
        if self._months:
            self._form.month = next(iter(self._months)) if len(self._months) == 1 else None

    def _single(self, line: Line, block: str, places: _Places) -> _Places:
        """Return the columns with no field twice: of two sets of indicators the annual one."""
        if block == "goals":
            middle = any(_MIDDLE.match(bare(heading)) for heading, _ in places.values())
            years = [at for at, (_, target) in places.items() if target == "项目.年度总体目标"]
            self._annual = max(years) if middle and years else 0
            return _with_goal(places)
        places = _with_adjusted(places)
        twice = _repeated(places)
        kept = {
            at: one
            for at, one in places.items()
            if one[1] not in twice or (self._annual and at >= self._annual)
        }
        for target in sorted(twice - ({one[1] for one in kept.values()} - _repeated(kept))):
            heading = next(words for words, each in places.values() if each == target)
            said = f"有几栏都是“{_clipped(heading)}”一类，分不清用哪一栏，没有读取"
            self.unread.append(Unread(self._grid.place(line.number), said))
            kept = {at: one for at, one in kept.items() if one[1] != target}
        return kept

    def _ends(self, line: Line, block: str, places: _Places) -> bool:
        """Whether a row belongs to the block above it no more."""
        first = line.boxes[0]
        if block == "funds" and bare(first.text) in usual_words("sources"):
            return not any(box.at in places for box in line.boxes[1:])
        if self._is_label(first):
            return True
        beside = block == "indicators" and first.at < min(places, default=0)
        return beside and "指标" not in plain(first.text)

    def _goes_on(self, line: Line, block: str, places: _Places) -> bool:
        """Take a second row of headings into the first; whether it is one."""
        more = _columns(line, self._kind, block, self._headings)
        if len(more) < 2 or len(more) < len(line.boxes):
            return False
        places.update(more)
        self._met(line, block, more)
        return True

    def _lacking(self, line: Line) -> None:
        """Name a head of indicators in which the columns that matter were not recognised."""
        places = _columns(line, self._kind, "indicators", self._headings)
        targets = {target for _, target in places.values()}
        if "指标.三级指标" in targets and len(targets - {""}) > 1:
            said = "这一行是指标的表头，没有认出指标值和完成值是哪一栏，下面的指标没有读取"
            for box in line.boxes:
                known = places.get(box.at)
                self._headings.note(self._kind, box.text, None if known is None else known[1])
            self.unread.append(Unread(self._grid.place(line.number), said))

    def _is_label(self, box: Box) -> bool:
        return bare(box.text) in usual_words("labels")

    def _row(self, line: Line, block: str, places: _Places) -> None:
        entries = Entries(self._grid.place(line.number))
        for box in line.boxes:
            heading, target = places.get(box.at, ("", ""))
            if target:
                entry = Entry(self._grid.place(line.number, box.at), heading, box)
                entries.cells.setdefault(target, []).append(entry)
        if block == "funds":
            money = [at for at, (_, target) in places.items() if target]
            left = [box for box in line.boxes if box.at < min(money, default=0)]
            entries.name = left[-1].text if left else ""
            self._form.funds.append(entries)
        elif block == "goals":
            for target, found in entries.cells.items():
                self._form.labels.cells.setdefault(target, []).extend(found)
        elif entries.cells:
            (self._form.rows if block == "list" else self._form.indicators).append(entries)

    def _money(self, line: Line, box: Box, value: Box) -> bool:
        """Take the money of one source, which forms of goals print without a head."""
        words = bare(box.text).removeprefix("其中:")
        if words not in usual_words("sources") or not _AMOUNT.match(plain(value.text)):
            return False
        place = self._grid.place(line.number, value.at)
        entry = Entry(place, words, value)
        row = Entries(self._grid.place(line.number), {"项目资金.年初预算数": [entry]}, words)
        self._form.funds.append(row)
        return True

    def _labels(self, line: Line) -> None:
        for box in line.boxes:
            label, value = box.text, line.at(box.at + box.width)
            if value is not None and self._kind is FormKind.GOALS and self._money(line, box, value):
                continue
            target = self._headings.meaning(self._kind, "labels", label)
            if target is None and (inline := _LABELLED.fullmatch(label)) is not None:
                label = inline[1]
                target = self._headings.meaning(self._kind, "labels", label)
                value = box._replace(shown=box.shown._replace(text=inline[2]))
            if not target:
                continue
            self._headings.note(self._kind, label, target)
            if value is not None and not self._is_label(value):
                entry = Entry(self._grid.place(line.number, value.at), label, value)
                self._form.labels.cells.setdefault(target, []).append(entry)


def _with_goal(places: _Places) -> _Places:
    """Take 总体目标 for the goal where no heading says more plainly which is the year's."""
    if any(target == "项目.年度总体目标" for _, target in places.values()):
        return places
    plainly = [at for at, (heading, _) in places.items() if bare(heading) in _GOALS]
    if len(plainly) != 1:
        return places
    return {**places, plainly[0]: (places[plainly[0]][0], "项目.年度总体目标")}


def _with_adjusted(places: _Places) -> _Places:
    """Of targets before and after an adjustment the later one is that of the indicator."""
    aims = {at for at, (_, target) in places.items() if target == "指标.指标值"}
    later = {at for at in aims if "调整后" in places[at][0]}
    if len(aims) != 2 or len(later) != 1:
        return places
    (before,) = aims - later
    return {**places, before: (places[before][0], "指标.调整前指标值")}


def _repeated(places: _Places) -> set[str]:
    """Return the fields that several headings mean, but for those that are ticked."""
    targets = [target for _, target in places.values() if target and target not in _TICKED]
    return {each for each in targets if targets.count(each) > 1}


def _clipped(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 20 else words[:19] + "…"
