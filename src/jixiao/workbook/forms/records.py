"""From the cells of a form to records of the workbook.

A form is joined to a project by its code, or by a name that the workbook has exactly once. What
cannot be told is named and left out.
"""

from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Final, TypeVar

from jixiao.model.evaluation import (
    Department,
    Evaluation,
    Indicator,
    MonitoredIndicator,
    MonitoredProject,
    Project,
    ProjectFunds,
)
from jixiao.model.record import Column, Record, Value, blank
from jixiao.patterns import pattern
from jixiao.terms import (
    IndicatorClass,
    IndicatorGroup,
    Likelihood,
    ProjectFunding,
    Sign,
    Term,
    VarianceCause,
)
from jixiao.workbook.forms.budget import budget_rows
from jixiao.workbook.forms.figures import reached_of, target_of
from jixiao.workbook.forms.grids import plain
from jixiao.workbook.forms.matching import amount, code_of, column_of, columns_of, round_of
from jixiao.workbook.forms.reading import Entries, Entry, Form, Unread
from jixiao.workbook.forms.words import FormKind, Headings, bare, usual_words
from jixiao.workbook.values import Unusable, value_of

T = TypeVar("T", bound=Term)

_BRACKETED: Final = "("
_NUMBERED: Final = pattern(r"^指标\s*[0-9]*\s*[:：]")
_DOTS: Final = "…. \n"
_STAGES: Final = ("initial", "adjusted", "executed")
_TICKS: Final = frozenset({"√", "✓", "✔", "☑", "是"})


class Reader:
    """Reads forms one after the other against a workbook; what it cannot tell is in ``unread``."""

    def __init__(self, base: Evaluation, headings: Headings) -> None:
        self.unread: list[Unread] = []
        self._base = base
        self._headings = headings
        self._found: dict[str, list[Record]] = {}
        self._numbers: dict[str, int] = {}

    def part(self) -> Evaluation:
        """Return what was read so far, for ``comparing.merge``."""
        known = {each.name for each in fields(Evaluation)}
        rows = {name: tuple(found) for name, found in self._found.items() if name in known}
        return Evaluation(department=Department(), **rows)  # type: ignore[arg-type]  # by topic

    def read(self, form: Form) -> None:
        """Take the records of a form."""
        year = self._base.department.year
        if form.year is not None and year is not None and form.year != year:
            self._leave(form.name, f"是{form.year}年度的表，工作簿是{year}年度，没有读取")
            return
        if form.rows:
            rows = budget_rows(form, self._base, self._headings)
            self.unread += rows.unread
            for topic, record in rows.records:
                self._add(topic, record)
        if form.kind is FormKind.EXPORT:
            return
        code = self._project(form)
        if code is None:
            return
        if code:
            self._take_project(form, code)
            self._take_funds(form, code)
        self._take_indicators(form, code)

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
        values: dict[str, Value] = {"code": code}
        for target in ("项目名称", "项目负责人", "年度总体目标", "目标实际完成情况"):
            found = form.labels.cells.get(f"项目.{target}", [])
            texts = {plain(each.box.text) for each in found}
            if len(texts) > 1:
                self._leave(found[0].place, f"“{target}”写了几种，没有读取")
            elif found:
                column = column_of("项目", target)
                values[column.name] = found[0].box.text.strip()
        self._add("projects", Project(**values, origin=form.name))  # type: ignore[arg-type]  # texts

    # --- money ---------------------------------------------------------------------------------

    def _take_funds(self, form: Form, code: str) -> None:
        if form.kind is FormKind.GOALS:
            said = "申报的金额没有读取：申报数不是批复的预算数"
            self._leave(form.name, said)
            return
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

    # --- indicators ----------------------------------------------------------------------------

    def _take_indicators(self, form: Form, project: str) -> None:
        turn = self._round(form) if form.kind is FormKind.MONITORING and form.indicators else None
        seen: set[str] = set()
        for row, group, kind in self._classed(form.indicators):
            name = name_of(row)
            if plain(name) in seen:
                self._leave(row.place, f"三级指标“{name}”前面已有一行，没有读取")
                continue
            seen.add(plain(name))
            same = self._same(name, project, row.text("指标.指标编号"))
            old = same[0] if same else None
            if len(same) > 1:
                self._leave(row.place, f"工作簿里有{len(same)}个“{name}”，不知道是哪一个，没有读取")
            elif old is None and (not project or form.kind is FormKind.MONITORING):
                self._leave(row.place, f"工作簿里没有指标“{name}”，没有读取")
            elif form.kind is FormKind.MONITORING:
                if old is not None and turn is not None:
                    self._monitored(row, old, turn)
            else:
                self._add("indicators", self._indicator(row, old, project, (group, kind)))

    def _classed(
        self, rows: list[Entries]
    ) -> Iterator[tuple[Entries, IndicatorGroup | None, IndicatorClass | None]]:
        """Yield the rows that name an indicator, with the classes that merged cells share."""
        group: IndicatorGroup | None = None
        kind: IndicatorClass | None = None
        for row in rows:
            first, second = row.first("指标.一级指标"), row.first("指标.二级指标")
            if first is not None:
                group, kind = self._term(first, IndicatorGroup), None
            if name_of(row):
                if second is not None:
                    kind = self._term(second, IndicatorClass)
                yield row, group, kind

    def _same(self, name: str, project: str, code: str) -> list[Indicator]:
        """Return the indicators of the workbook that a row may mean."""
        own = [each for each in self._base.indicators if not project or each.project == project]
        if code:
            return [each for each in own if each.code == code]
        return [each for each in own if plain(each.name) == plain(name)]

    def _new_code(self, row: Entries, project: str) -> str:
        given = row.text("指标.指标编号")
        if given:
            return given
        taken = {each.code for each in self._base.indicators}
        number = self._numbers.get(project, 0) + 1
        while f"{project}-{number}" in taken:
            number += 1
        self._numbers[project] = number
        return f"{project}-{number}"

    def _term(self, entry: Entry, kind: type[T]) -> T | None:
        words = plain(entry.box.text).partition(_BRACKETED)[0]
        for each in kind:
            if words in (plain(each.label), plain(each.label).removesuffix("指标")):
                return each
        self._leave(entry.place, f"“{words}”不在可选的各项之内，没有读取")
        return None

    def _indicator(
        self,
        row: Entries,
        old: Indicator | None,
        project: str,
        classes: tuple[IndicatorGroup | None, IndicatorClass | None],
    ) -> Indicator:
        """Return the target, the result and the marks of a row."""
        values: dict[str, Value] = {}
        sign, unit = (None, "") if old is None else (old.sign, old.unit)
        aim = row.first("指标.指标值")
        if aim is not None:
            found = target_of(aim.box.shown)
            if found is None:
                self._leave(aim.place, f"看不懂指标值“{aim.box.text}”，没有读取")
            else:
                sign, unit = found.sign or sign, found.unit or unit
                values |= {
                    "sign": found.sign,
                    "target": found.value,
                    "target_high": found.high,
                    "target_text": found.text,
                    "unit": found.unit,
                }
                if sign is None:
                    self._leave(aim.place, f"指标值“{aim.box.text}”没有写指标符号，请补填")
        if (result := row.first("指标.完成值")) is not None:
            values |= self._reached(result, sign, unit, ("actual", "attainment", "actual_text"))
        for label in ("分值", "指标值依据", "偏差原因分析", "定性指标自评得分"):
            entry = row.first(f"指标.{label}")
            if entry is None or (label == "定性指标自评得分" and sign is not Sign.QUALITATIVE):
                continue  # the score of a number is reckoned anew
            self._value(values, entry, column_of("指标", label))
        return Indicator(
            code=self._new_code(row, project) if old is None else old.code,
            project=project or ("" if old is None else old.project),
            name=name_of(row) if old is None else old.name,
            group=classes[0],
            kind=classes[1],
            origin=row.place,
            **values,  # type: ignore[arg-type]  # by column
        )

    def _value(self, values: dict[str, Value], entry: Entry, column: Column) -> None:
        found = value_of(entry.box.shown, column)
        if isinstance(found, Unusable):
            self._leave(entry.place, f"“{entry.box.text}”{found.problem}，没有读取")
        elif not blank(found):
            values[column.name] = found

    def _reached(
        self, entry: Entry, sign: Sign | None, unit: str, names: tuple[str, str, str]
    ) -> dict[str, Value]:
        """Return what a cell says was reached, by the names of the fields for it."""
        value, attainment, words = names
        found = reached_of(entry.box.shown)
        if sign is Sign.QUALITATIVE:
            if found.attainment is None and found.value is not None:
                return {words: entry.box.text.strip()} if words else {}
            return {attainment: found.attainment, **({words: found.text} if words else {})}
        if found.value is None:
            self._leave(entry.place, f"“{entry.box.text}”不是一个数，没有读作完成值")
            return {words: entry.box.text.strip()} if words else {}
        if found.unit != unit and (found.unit or unit == "%"):
            said = f"“{entry.box.text}”的单位与指标值的单位“{unit or '（无）'}”不同，没有读取"
            self._leave(entry.place, said)
            return {}
        return {value: found.value}

    def _monitored(self, row: Entries, indicator: Indicator, turn: str) -> None:
        values: dict[str, Value] = {}
        progress = row.first("指标监控.累计完成值")
        if progress is not None:
            names = ("progress", "attainment", "")
            values |= self._reached(progress, indicator.sign, indicator.unit, names)
        forecast = row.first("指标监控.全年预计完成值")
        if forecast is not None and indicator.sign is not Sign.QUALITATIVE:
            values |= self._reached(
                forecast, indicator.sign, indicator.unit, ("forecast", "attainment", "")
            )
        for label, name in (("完成目标可能性", "likelihood"), ("偏差原因类别", "cause")):
            ticked = [*self._ticked(row, f"指标监控.{label}")]
            if len(ticked) > 1:
                self._leave(row.place, f"“{label}”勾了几项，没有读取")
            elif ticked:
                kind = Likelihood if name == "likelihood" else VarianceCause
                values[name] = next(each for each in kind if each.label == ticked[0])
        reason = row.text("指标监控.偏差原因")
        record = MonitoredIndicator(
            round=turn, indicator=indicator.code, reason=reason, origin=row.place,
            **{name: value for name, value in values.items() if not blank(value)},  # type: ignore[arg-type]  # by column
        )  # fmt: skip
        self._add("monitored_indicators", record)

    def _ticked(self, row: Entries, target: str) -> Iterator[str]:
        for entry in row.cells.get(target, ()):
            text = plain(entry.box.text)
            if text in _TICKS:
                yield bare(entry.heading)
            else:
                self._leave(entry.place, f"“{entry.box.text}”不是“√”，没有读取")


def name_of(row: Entries) -> str:
    """Return what an indicator is called; 指标1： before it is of the form, and alone a blank."""
    return _NUMBERED.sub("", row.text("指标.三级指标")).strip(_DOTS)
