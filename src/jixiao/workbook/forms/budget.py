"""Lists of projects: what the budget system puts out, and the money of monitoring forms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, NamedTuple

from jixiao.model.evaluation import (
    Evaluation,
    MonitoredProject,
    MonthlySpending,
    Project,
    ProjectFunds,
)
from jixiao.model.record import Record, Value
from jixiao.terms import ProjectFunding
from jixiao.workbook.forms.grids import plain
from jixiao.workbook.forms.matching import amount, code_of, column_of, round_of
from jixiao.workbook.forms.reading import Entries, Form, Unread
from jixiao.workbook.forms.words import MEASURE, SEVERAL, FormKind, Headings, month_of
from jixiao.workbook.values import Unusable, value_of

_AMOUNTS: Final = {"initial": "年初预算数", "adjusted": "全年预算数", "executed": "全年执行数"}
_TOTALS: Final = ("合计", "小计", "总计")
_MONTHS: Final = 12


class _Row(NamedTuple):
    """A row of a list: whose, from which source, of which month (None where not told)."""

    place: str
    code: str
    name: str
    source: ProjectFunding | None
    month: int | None
    amounts: dict[str, Decimal]
    section: str
    manager: str


@dataclass(slots=True)
class Listed:
    """The records that a list gives, each with its field of the evaluation."""

    records: list[tuple[str, Record]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def budget_rows(form: Form, base: Evaluation, headings: Headings) -> Listed:
    """Return the projects, their funds and what was spent month by month."""
    return _Lists(form, base, headings).listed()


class _Lists:
    def __init__(self, form: Form, base: Evaluation, headings: Headings) -> None:
        self._form, self._base = form, base
        self._measure = headings.agreed(form.kind, MEASURE) or _measure(form)
        self._add_up = bool(headings.agreed(form.kind, SEVERAL))
        self._listed = Listed()

    def listed(self) -> Listed:
        """Return everything that the list gives."""
        self._monitored()
        if self._form.kind is not FormKind.EXPORT:
            return self._listed  # budgets stand in the workbook by their sources
        rows = [row for each in self._form.rows if (row := self._row(each)) is not None]
        self._projects(rows)
        grouped: dict[tuple[str, ProjectFunding | None], list[_Row]] = {}
        for row in rows:
            grouped.setdefault((row.code, row.source), []).append(row)
        for (code, source), own in grouped.items():
            self._funds(code, source, own)
        self._months(rows)
        return self._listed

    def _leave(self, place: str, text: str) -> None:
        self._listed.unread.append(Unread(place, text))

    def _row(self, entries: Entries) -> _Row | None:
        code = self._code(entries)
        if code is None or not self._of_the_year(entries):
            return None
        source: Value = None
        given = entries.first("项目资金.资金来源")
        if given is not None:
            found = value_of(given.box.shown, column_of("项目资金", "资金来源"))
            if isinstance(found, Unusable):
                self._leave(given.place, f"“{given.box.text}”{found.problem}，这一行没有读取")
                return None
            source = found
        month: Value = None
        shown = entries.first("月度支出.月份")
        if shown is not None:
            box = shown.box.shown._replace(text=shown.box.text.strip().removesuffix("月"))
            found = value_of(box, column_of("月度支出", "月份"))
            if isinstance(found, Unusable) or not 1 <= int(str(found)) <= _MONTHS:
                self._leave(shown.place, f"“{shown.box.text}”不是月份，这一行没有读取")
                return None
            month = found
        return _Row(
            entries.place,
            code,
            entries.text("项目.项目名称"),
            source if isinstance(source, ProjectFunding) else None,
            month if isinstance(month, int) else None,
            self._amounts(entries),
            entries.text("项目.实施科室"),
            entries.text("项目.项目负责人"),
        )

    def _code(self, entries: Entries) -> str | None:
        code, name = entries.text("项目.项目编号"), entries.text("项目.项目名称")
        if any(plain(each).startswith(_TOTALS) for each in (code, name)):
            return None  # reckoned anew
        if code:
            return code
        found = code_of(name, self._base) if name else None
        if found is None and name:
            self._leave(
                entries.place, f"没有项目代码，不能确定“{name}”是工作簿里的哪个项目，没有读取"
            )
        return found

    def _of_the_year(self, entries: Entries) -> bool:
        given, year = entries.text("单位情况.评价年度"), self._base.department.year
        if not given or year is None or given.removesuffix("年").strip() == str(year):
            return True
        self._leave(entries.place, f"是{given}的数，工作簿是{year}年度，没有读取")
        return False

    def _amounts(self, entries: Entries) -> dict[str, Decimal]:
        values: dict[str, Decimal] = {}
        for name, label in _AMOUNTS.items():
            entry = entries.first(f"项目资金.{label}")
            if entry is not None:
                found = amount(entry, column_of("项目资金", label), self._form.unit)
                if isinstance(found, Unread):
                    self._listed.unread.append(found)
                elif found is not None:
                    values[name] = found
        return values

    def _projects(self, rows: Iterable[_Row]) -> None:
        for row in {each.code: each for each in rows}.values():
            record = Project(
                code=row.code,
                name=row.name,
                section=row.section,
                manager=row.manager,
                origin=row.place,
            )
            self._listed.records.append(("projects", record))

    def _funds(self, code: str, source: ProjectFunding | None, rows: Sequence[_Row]) -> None:
        values: dict[str, Decimal] = {}
        for name in _AMOUNTS:
            found = self._settled(name, [row for row in rows if name in row.amounts])
            if found is not None:
                values[name] = found
        if not values:
            return
        split = [each for each in self._base.funds_of(code) if each.source is not None]
        if source is None and split:
            said = f"项目{code}在工作簿里按资金来源填列，这里没有写资金来源，没有读取"
            self._leave(rows[0].place, said)
            return
        record = ProjectFunds(project=code, source=source, origin=rows[0].place, **values)
        self._listed.records.append(("project_funds", record))

    def _settled(self, name: str, rows: Sequence[_Row]) -> Decimal | None:
        """Return the year's amount of a project that several rows tell, None if they do not."""
        if not rows:
            return None
        label, place = _AMOUNTS[name], rows[0].place
        months = [row.month for row in rows if row.month is not None]
        amounts = [row.amounts[name] for row in rows]
        if len(months) not in (0, len(rows)) or len(set(months)) != len(months):
            said = f"同一月份有几行，“{label}”没有读取"
        elif name == "executed":
            return self._executed(rows, months)
        elif not months and len(rows) > 1:
            if self._add_up:
                return sum(amounts, Decimal(0))
            said = _several(rows, label)
        elif len(set(amounts)) > 1:
            said = f"各月的“{label}”不同，没有读取"
        else:
            return amounts[0]
        self._leave(place, f"项目{rows[0].code}{said}")
        return None

    def _executed(self, rows: Sequence[_Row], months: Sequence[int]) -> Decimal | None:
        by_month = {row.month: row.amounts["executed"] for row in rows}
        whole = sum((row.amounts["executed"] for row in rows), Decimal(0))
        if not months and len(rows) > 1 and not self._add_up:
            said = _several(rows, "支出数")
        elif not self._measure:
            said = "的支出数没有写明是全年数、累计数还是本月数，没有读取；"
            said += f"请在对照文件里写 {MEASURE}"
        elif not months and self._measure == "全年":
            return whole
        elif months and self._measure == "累计" and _MONTHS in by_month:
            return by_month[_MONTHS]
        elif self._measure == "本月" and len(by_month) == _MONTHS:
            return whole
        else:
            held = f"只有{len(months)}个月" if months else "没有月份"
            said = f"的支出数是{self._measure}数，{held}，凑不成全年执行数，没有读取"
        self._leave(rows[0].place, f"项目{rows[0].code}{said}")
        return None

    def _months(self, rows: Sequence[_Row]) -> None:
        """Add what all projects spent in each month, where every project tells it."""
        told = [row for row in rows if row.month is not None and "executed" in row.amounts]
        if self._measure != "本月" or not told:
            return
        wanted = {each.code for each in self._base.projects} | {row.code for row in rows}
        for month in sorted({row.month for row in told if row.month is not None}):
            own = [row for row in told if row.month == month]
            lacking = sorted(wanted - {row.code for row in own})
            if lacking:
                said = f"{month}月没有项目{'、'.join(lacking[:5])}的数，月度支出没有合计"
                self._leave(self._form.name, said)
                continue
            spent = sum((row.amounts["executed"] for row in own), Decimal(0))
            record = MonthlySpending(month=month, project=spent, origin=self._form.name)
            self._listed.records.append(("monthly", record))

    def _monitored(self) -> None:
        """Add the money of a round of monitoring, a project a row."""
        rows = [each for each in self._form.rows if each.first("项目监控.累计执行数") is not None]
        if not rows:
            return
        turn = round_of(self._form, self._base)
        if turn is None:
            said = f"截至{self._form.month}月" if self._form.month else "没有写截至哪个月"
            self._leave(self._form.name, f"{said}，在“监控轮次”里找不到唯一的一轮，没有读取")
            return
        for entries in rows:
            code = self._code(entries)
            if code is None:
                continue
            values: dict[str, Decimal] = {}
            for name, label in (("executed", "累计执行数"), ("forecast", "全年预计执行数")):
                entry = entries.first(f"项目监控.{label}")
                found = entry and amount(entry, column_of("项目监控", label), self._form.unit)
                if isinstance(found, Unread):
                    self._listed.unread.append(found)
                elif found is not None:
                    values[name] = found
            record = MonitoredProject(round=turn, project=code, origin=entries.place, **values)
            self._listed.records.append(("monitored_projects", record))


def _several(rows: Sequence[_Row], label: str) -> str:
    said = f"有{len(rows)}行，没有写明“{label}”是否相加，没有读取"
    return f'{said}；要相加的，在对照文件里写 {SEVERAL} = "相加"'


def _measure(form: Form) -> str:
    """Return what the heading of the spending says of it, or the title of the whole table."""
    for row in form.rows:
        entry = row.first("项目资金.全年执行数")
        if entry is not None:
            words = plain(entry.heading)
            for start, measure in (
                ("累计", "累计"),
                ("本月", "本月"),
                ("当月", "本月"),
                ("全年", "全年"),
            ):
                if words.startswith(start):
                    return measure
            told = month_of(words) or form.month
            by_month = any(one.first("月度支出.月份") is not None for one in form.rows)
            return "全年" if told == _MONTHS and not by_month else ""
    return ""
