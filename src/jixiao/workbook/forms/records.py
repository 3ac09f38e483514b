"""From the cells of a form to records of the workbook.

A form is joined to a project by its code, or by a name that the workbook has exactly once. What
cannot be told is named and left out.
"""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Final

from jixiao.model.evaluation import (
    Department,
    Evaluation,
    MonitoredProject,
    Project,
    ProjectFunds,
)
from jixiao.model.record import Record, Value
from jixiao.terms import ProjectFunding
from jixiao.workbook.forms.budget import budget_rows
from jixiao.workbook.forms.department import department_money
from jixiao.workbook.forms.grids import plain
from jixiao.workbook.forms.indicators import Indicators
from jixiao.workbook.forms.matching import amount, code_of, column_of, columns_of, round_of
from jixiao.workbook.forms.reading import Entries, Form, Unread
from jixiao.workbook.forms.words import FormKind, Headings, bare, usual_words
from jixiao.workbook.values import Unusable, value_of

_STAGES: Final = ("initial", "adjusted", "executed")
_OF_A_PROJECT: Final = ("项目名称", "项目负责人", "年度总体目标", "目标实际完成情况")


class Reader:
    """Reads forms one after the other against a workbook; what it cannot tell is in ``unread``."""

    def __init__(self, base: Evaluation, headings: Headings) -> None:
        self.unread: list[Unread] = []
        self._base = base
        self._headings = headings
        self._found: dict[str, list[Record]] = {}
        self._indicators = Indicators(base)
        self._department = Department()

    def part(self) -> Evaluation:
        """Return what was read so far, for ``comparing.merge``."""
        known = {each.name for each in fields(Evaluation)}
        rows = {name: tuple(found) for name, found in self._found.items() if name in known}
        return Evaluation(department=self._department, **rows)  # type: ignore[arg-type]  # by topic

    def read(self, form: Form) -> None:
        """Take the records of a form."""
        year = self._base.department.year
        if form.year is not None and year is not None and form.year != year:
            self._leave(form.name, f"是{form.year}年度的表，工作簿是{year}年度，没有读取")
            return
        if form.whole and not self._of_the_department(form):
            return
        if form.rows:
            rows = budget_rows(form, self._base, self._headings)
            self.unread += rows.unread
            for topic, record in rows.records:
                self._add(topic, record)
        if form.kind is FormKind.EXPORT:
            return
        code = "" if form.whole else self._project(form)
        if code is None:
            return
        if form.whole:
            self._take_department(form)
        elif code:
            self._take_project(form, code)
            self._take_funds(form, code)
        turn = self._round(form) if form.kind is FormKind.MONITORING and form.indicators else None
        taken = self._indicators.read(form, code, turn)
        self.unread += taken.unread
        for topic, record in taken.records:
            self._add(topic, record)

    def _of_the_department(self, form: Form) -> bool:
        """Whether a form of a whole department is of this one, so far as it says."""
        given, own = form.labels.text("单位情况.部门（单位）名称"), self._base.department.name
        if not given or not own or plain(given) == plain(own):
            return True
        self._leave(form.name, f"是“{given}”的表，工作簿是“{own}”的，没有读取")
        return False

    def _take_department(self, form: Form) -> None:
        goals = self._texts(form, {"年度总体目标": "goal", "目标实际完成情况": "goal_result"})
        self._department = Department(**goals)  # type: ignore[arg-type]  # texts
        found = department_money(form, self._base)
        self.unread += found.unread
        for record in found.records:
            self._add("funds", record)

    def _leave(self, place: str, text: str) -> None:
        self.unread.append(Unread(place, text))

    def _add(self, topic: str, record: Record) -> None:
        self._found.setdefault(topic, []).append(record)

    # --- the project ---------------------------------------------------------------------------

    def _project(self, form: Form) -> str | None:
        """Return the code of the form's project, empty where it is of none; None: cannot tell."""
        code = form.labels.text("项目.项目编号")
        if code:
            return code
        name = form.labels.text("项目.项目名称")
        if not name:
            if form.kind is FormKind.MONITORING:
                return ""  # the list of all indicators, each by its name
            self._leave(form.name, "没有写项目名称，不知道是哪个项目的，没有读取")
            return None
        found = code_of(name, self._base)
        if found is None:
            said = (
                f"不能确定“{name}”是工作簿里的哪个项目，没有读取；请先在“项目”表登记它的编号和名称"
            )
            self._leave(form.name, said)
        return found

    def _take_project(self, form: Form, code: str) -> None:
        names = {
            each.label: each.name for each in columns_of("项目") if each.label in _OF_A_PROJECT
        }
        values: dict[str, Value] = {"code": code, **self._texts(form, names)}
        nature = form.labels.first("项目.项目属性")
        if nature is not None:
            found = value_of(nature.box.shown, column_of("项目", "项目属性"))
            if isinstance(found, Unusable):
                self._leave(nature.place, f"“{nature.box.text}”{found.problem}，没有读取")
            else:
                values["nature"] = found
        self._add("projects", Project(**values, origin=form.name))  # type: ignore[arg-type]  # by column

    def _texts(self, form: Form, names: Mapping[str, str]) -> dict[str, Value]:
        """Return what a form says beside its labels, by the names of the fields for it."""
        values: dict[str, Value] = {}
        for target, name in names.items():
            found = form.labels.cells.get(f"项目.{target}", [])
            if len({plain(each.box.text) for each in found}) > 1:
                self._leave(found[0].place, f"“{target}”写了几种，没有读取")
            elif found:
                values[name] = found[0].box.text.strip()
        return values

    # --- money ---------------------------------------------------------------------------------

    def _take_funds(self, form: Form, code: str) -> None:
        total: dict[str, Decimal] = {}
        parts: dict[str, list[Decimal]] = {}
        whole = True  # every source was read
        for row in form.funds:
            source = self._source(row)
            if source is None:
                whole = whole and not row.cells
                continue
            values = self._amounts(form, row)
            if source:
                member = next(each for each in ProjectFunding if each.label == source)
                own = {name: values[name] for name in _STAGES if name in values}
                if form.kind is FormKind.MONITORING:
                    own.pop("executed", None)  # up to the day of the form, not of the year
                for name, value in own.items():
                    parts.setdefault(name, []).append(value)
                listed = any(each.source is member for each in self._base.funds_of(code))
                if listed or any(own.values()):  # forms print 0 where a source is not there
                    self._add(
                        "project_funds",
                        ProjectFunds(project=code, source=member, origin=row.place, **own),
                    )
            else:
                total = values
                self._monitored_money(form, code, row)
        if whole and form.kind is FormKind.SELF_EVALUATION:
            self._total(form, total, parts)
        if form.kind is FormKind.GOALS and total and not parts:
            said = "只有年度资金总额，没有分资金来源，金额没有读取"
            self._leave(form.name, said)
        if form.declared and parts:
            said = "申报的金额读作年初预算数，请与批复的预算核对；批复数不同的，改为批复数"
            self._leave(form.name, said)

    def _total(
        self, form: Form, total: dict[str, Decimal], parts: dict[str, list[Decimal]]
    ) -> None:
        """Name the totals that are not what their sources add up to."""
        for column in columns_of("项目资金"):
            value = total.get(column.name)
            if value is not None and value != sum(parts.get(column.name, [])):
                said = f"“{column.label}”的总额{value:f}万元与各资金来源之和不等，请核对"
                self._leave(form.name, said)

    def _source(self, row: Entries) -> str | None:
        """Return the source that a row of money names, empty for the total; None: another row."""
        words = bare(row.name).removeprefix("其中:").removeprefix("其中")
        found = usual_words("sources").get(words)
        if found is None and row.cells:
            self._leave(
                row.place, f"资金来源“{row.name or '（空）'}”不在工作簿的三项之内，没有读取"
            )
        return found

    def _amounts(self, form: Form, row: Entries) -> dict[str, Decimal]:
        values: dict[str, Decimal] = {}
        for column in columns_of("项目资金"):
            entry = row.first(f"项目资金.{column.label}")
            if entry is None or Decimal not in column.kinds:
                continue
            found = amount(entry, column, form.unit)
            if isinstance(found, Unread):
                self.unread.append(found)
            elif found is not None:
                values[column.name] = found
        return values

    def _monitored_money(self, form: Form, code: str, row: Entries) -> None:
        if form.kind is not FormKind.MONITORING:
            return
        values: dict[str, Value] = {}
        for label in ("累计执行数", "全年预计执行数"):
            entry = row.first(f"项目监控.{label}")
            if entry is None and label == "累计执行数" and form.month:
                entry = row.first("项目资金.全年执行数")  # under a title that names the period
            if entry is None:
                continue
            found = amount(entry, column_of("项目监控", label), form.unit)
            if isinstance(found, Unread):
                self.unread.append(found)
            elif found is not None:
                values[column_of("项目监控", label).name] = found
        turn = self._round(form) if values else None
        if turn is not None:
            record = MonitoredProject(project=code, round=turn, origin=row.place, **values)  # type: ignore[arg-type]  # amounts
            self._add("monitored_projects", record)

    def _round(self, form: Form) -> str | None:
        found = round_of(form, self._base)
        if found is None:
            said = f"截至{form.month}月" if form.month else "没有写截至哪个月"
            self._leave(form.name, f"{said}，在“监控轮次”里找不到唯一的一轮，监控情况没有读取")
        return found
