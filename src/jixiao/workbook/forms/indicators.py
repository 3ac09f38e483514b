"""The rows of indicators of a form: targets, results, and how far monitoring found them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple, TypeVar

from jixiao.model.evaluation import Evaluation, Indicator, MonitoredIndicator
from jixiao.model.record import Column, Record, Value, blank
from jixiao.patterns import pattern
from jixiao.terms import (
    IndicatorClass,
    IndicatorGroup,
    Likelihood,
    Sign,
    Term,
    VarianceCause,
)
from jixiao.workbook.forms.figures import Target, day_meant, reached_of, sign_of, target_of
from jixiao.workbook.forms.grids import plain
from jixiao.workbook.forms.matching import column_of
from jixiao.workbook.forms.reading import Entries, Entry, Form, Unread
from jixiao.workbook.forms.words import FormKind, bare, item_named
from jixiao.workbook.values import Unusable, value_of

T = TypeVar("T", bound=Term)

_BRACKETED: Final = "("
_NUMBERED: Final = pattern(r"^指标\s*[0-9]*\s*[:：]")
_DOTS: Final = "…. \n"
_TICKS: Final = frozenset({"√", "✓", "✔", "☑", "是"})
_NOTHING_SAID: Final = frozenset({"无", "无偏差", "不适用"})
_OF_THE_DEPARTMENT: Final = "BM"
_ONE: Final = Decimal(1)
_UPWARD: Final = frozenset({Sign.AT_LEAST, Sign.MORE_THAN, Sign.EQUAL})
_GROUPS: Final[Mapping[IndicatorClass, IndicatorGroup]] = {
    IndicatorClass.QUANTITY: IndicatorGroup.OUTPUT,
    IndicatorClass.QUALITY: IndicatorGroup.OUTPUT,
    IndicatorClass.TIMELINESS: IndicatorGroup.OUTPUT,
    IndicatorClass.ECONOMIC_COST: IndicatorGroup.COST,
    IndicatorClass.SOCIAL_COST: IndicatorGroup.COST,
    IndicatorClass.ECOLOGICAL_COST: IndicatorGroup.COST,
    IndicatorClass.ECONOMIC_BENEFIT: IndicatorGroup.BENEFIT,
    IndicatorClass.SOCIAL_BENEFIT: IndicatorGroup.BENEFIT,
    IndicatorClass.ECOLOGICAL_BENEFIT: IndicatorGroup.BENEFIT,
    IndicatorClass.SUSTAINABLE_IMPACT: IndicatorGroup.BENEFIT,
    IndicatorClass.SERVICE_SATISFACTION: IndicatorGroup.SATISFACTION,
}
"""The group of a class; 成本指标 stands below output or for itself, by the year of the taxonomy."""


class _Classes(NamedTuple):
    """First and second level of a row, None where they were not told."""

    group: IndicatorGroup | None
    kind: IndicatorClass | None


class _Measure(NamedTuple):
    """What results are held against: sign and unit, the target, and whether a column has units."""

    sign: Sign | None
    unit: str
    target: Decimal | None = None
    united: bool = False


@dataclass(slots=True)
class Taken:
    """The records of a form, each with its field of the evaluation, and what was not read."""

    records: list[tuple[str, Record]] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


class Indicators:
    """Reads the indicators of forms against those of a workbook."""

    def __init__(self, base: Evaluation) -> None:
        self._base = base
        self._codes = {each.code for each in base.indicators}
        self._taken = Taken()

    def read(self, form: Form, project: str, turn: str | None) -> Taken:
        """Return the indicators of a form, and their state in a round of monitoring.

        ``project`` is empty where they are the department's, or of whatever project their name
        tells.
        """
        self._taken = Taken()
        seen: set[str] = set()
        for row, classes in self._classed(form.indicators):
            name = name_of(row)
            if plain(name) in seen:
                self._leave(row.place, f"三级指标“{name}”前面已有一行，没有读取")
                continue
            seen.add(plain(name))
            self._row(form, row, classes, project, turn)
        return self._taken

    def _leave(self, place: str, text: str) -> None:
        self._taken.unread.append(Unread(place, text))

    def _row(
        self, form: Form, row: Entries, classes: _Classes, project: str, turn: str | None
    ) -> None:
        name = name_of(row)
        monitoring = form.kind is FormKind.MONITORING
        same = self._same(name, project, row.text("指标.指标编号"), whole=form.whole)
        old = same[0] if same else None
        if len(same) > 1:
            self._leave(row.place, f"工作簿里有{len(same)}个“{name}”，不知道是哪一个，没有读取")
            return
        listed = any(each.project == project for each in self._base.indicators)
        if old is None and (not (project or form.whole) or (monitoring and listed)):
            self._leave(row.place, f"工作簿里没有指标“{name}”，没有读取")
            return
        if old is None or not monitoring:
            made = self._indicator(row, old, project, classes)
            self._taken.records.append(("indicators", made))
            old = old or made
        if monitoring and turn is not None:
            self._monitored(row, old, turn)

    def _classed(self, rows: list[Entries]) -> Iterator[tuple[Entries, _Classes]]:
        """Yield the rows that name an indicator, with the classes that merged cells share."""
        group: IndicatorGroup | None = None
        kind: IndicatorClass | None = None
        for row in rows:
            first, second = row.first("指标.一级指标"), row.first("指标.二级指标")
            if first is not None:
                group, kind = self._term(first, IndicatorGroup), None
            if second is not None and name_of(row):
                kind = self._term(second, IndicatorClass)
            if name_of(row):
                yield row, _Classes(group or (_GROUPS.get(kind) if kind else None), kind)

    def _same(self, name: str, project: str, code: str, *, whole: bool) -> list[Indicator]:
        """Return the indicators of the workbook that a row may mean."""
        own = [
            each
            for each in self._base.indicators
            if (each.project == project if project or whole else True)
        ]
        coded = [each for each in own if code and each.code == code]
        return coded or [each for each in own if plain(each.name) == plain(name)]

    def _new_code(self, row: Entries, project: str) -> str:
        code = row.text("指标.指标编号")
        number = 0
        while not code or code in self._codes:
            number += 1
            code = f"{project or _OF_THE_DEPARTMENT}-{number}"
        self._codes.add(code)
        return code

    def _term(self, entry: Entry, kind: type[T]) -> T | None:
        words = plain(entry.box.text).partition(_BRACKETED)[0]
        target = "指标.一级指标" if kind is IndicatorGroup else "指标.二级指标"
        words = plain(item_named(target, words))
        for each in kind:
            if words in (plain(each.label), plain(each.label).removesuffix("指标")):
                return each
        self._leave(entry.place, f"“{words}”不在可选的各项之内，没有读取")
        return None

    # --- what is aimed at and what was reached -----------------------------------

    def _indicator(
        self, row: Entries, old: Indicator | None, project: str, classes: _Classes
    ) -> Indicator:
        """Return the target, the result and the marks of a row."""
        values, measure = self._aim(row, old)
        result = row.first("指标.完成值")
        if result is not None:
            values |= self._result(result, measure)
        for label in ("分值", "指标值依据", "偏差原因分析", "定性指标自评得分"):
            entry = row.first(f"指标.{label}")
            if entry is None or plain(entry.box.text) in _NOTHING_SAID:
                continue
            if label == "定性指标自评得分" and measure.sign is not Sign.QUALITATIVE:
                continue  # the score of a number is reckoned anew
            self._value(values, entry, column_of("指标", label))
        return Indicator(
            code=self._new_code(row, project) if old is None else old.code,
            project=project or ("" if old is None else old.project),
            name=name_of(row) if old is None else old.name,
            group=classes.group,
            kind=classes.kind,
            origin=row.place,
            **values,  # type: ignore[arg-type]  # by column
        )

    def _aim(self, row: Entries, old: Indicator | None) -> tuple[dict[str, Value], _Measure]:
        """Return what a row says is to be reached, and what its results are held against."""
        known = _Measure(None, "") if old is None else _Measure(old.sign, old.unit, old.target)
        printed = row.text("指标.计量单位")
        aim, given = row.first("指标.指标值"), row.first("指标.指标符号")
        before = row.first("指标.调整前指标值")
        if aim is None:  # this one was not adjusted
            aim, before = before, None
        if aim is None:
            return ({"unit": printed} if printed else {}), known._replace(united=bool(printed))
        found = target_of(aim.box.shown)
        sign = None if given is None else sign_of(given.box.text)
        if given is not None and sign is None:
            self._leave(given.place, f"看不懂指标符号“{given.box.text}”，没有读取，请补填")
        if sign is Sign.QUALITATIVE:
            found = Target(Sign.QUALITATIVE, text=aim.box.text.strip())
        if found is None:
            return self._untold(aim), known._replace(united=bool(printed))
        problem = _contradiction(found, sign, printed)
        if problem:
            self._leave(aim.place, f"指标值“{aim.box.text}”{problem}，没有读取")
            return {}, known
        found = Target(
            found.sign or sign, found.value, found.high, found.text, found.unit or printed
        )
        values: dict[str, Value] = {
            "sign": found.sign,
            "target": found.value,
            "target_high": found.high,
            "target_text": found.text,
            "unit": found.unit,
        }
        earlier = None if before is None else target_of(before.box.shown)
        if (
            earlier is not None
            and earlier.unit in ("", found.unit)
            and earlier.value != found.value
        ):
            values["original_target"] = earlier.value
        sign = found.sign or known.sign
        if sign is None and given is None:
            self._leave(aim.place, f"指标值“{aim.box.text}”没有写指标符号，请补填")
        measure = _Measure(sign, found.unit or known.unit, found.value, united=bool(printed))
        return values, measure

    def _untold(self, aim: Entry) -> dict[str, Value]:
        """Return what is kept of a target that is no number: a time by which things are done."""
        if day_meant(aim.box.text):
            said = f"“{aim.box.text}”是完成时间，放在“定性目标”里，请补填指标符号"
            self._leave(aim.place, said)
            return {"target_text": aim.box.text.strip()}
        self._leave(aim.place, f"看不懂指标值“{aim.box.text}”，没有读取")
        return {}

    def _result(self, entry: Entry, measure: _Measure) -> dict[str, Value]:
        day = value_of(entry.box.shown, column_of("指标", "完成日期"))
        if isinstance(day, date) and measure.sign in (None, Sign.QUALITATIVE):
            return {"done_on": day, "actual_text": entry.box.text.strip()}
        if measure == _Measure(None, ""):  # no target: the cell itself tells the unit
            found = reached_of(entry.box.shown)
            if found.value is not None:
                return {"actual": found.value, "unit": found.unit}
        return self._reached(entry, measure, ("actual", "attainment", "actual_text"))

    def _value(self, values: dict[str, Value], entry: Entry, column: Column) -> None:
        found = value_of(entry.box.shown, column)
        if isinstance(found, Unusable):
            self._leave(entry.place, f"“{entry.box.text}”{found.problem}，没有读取")
        elif not blank(found):
            values[column.name] = found

    def _reached(
        self, entry: Entry, measure: _Measure, names: tuple[str, str, str]
    ) -> dict[str, Value]:
        """Return what a cell says was reached, by the names of the fields for it."""
        value, attainment, words = names
        found = reached_of(entry.box.shown)
        if measure.sign is Sign.QUALITATIVE:
            if found.attainment is None and found.value is not None:
                return {words: entry.box.text.strip()} if words else {}
            return {attainment: found.attainment, **({words: found.text} if words else {})}
        if found.value is None:
            self._leave(entry.place, f"“{entry.box.text}”不是一个数，没有读作完成值")
            return {words: entry.box.text.strip()} if words else {}
        if found.unit != measure.unit and (
            found.unit or (measure.unit == "%" and not measure.united)
        ):
            unit = measure.unit or "（无）"
            said = f"“{entry.box.text}”的单位与指标值的单位“{unit}”不同，没有读取"
            self._leave(entry.place, said)
            return {}
        if not found.unit and _is_share(found.value, measure):
            said = f"“{entry.box.text}”不知道是{found.value:f}%还是{found.value:%}，没有读取"
            self._leave(entry.place, said)
            return {}
        return {value: found.value}

    # --- monitoring --------------------------------------------------------------

    def _monitored(self, row: Entries, indicator: Indicator, turn: str) -> None:
        values: dict[str, Value] = {}
        measure = _Measure(
            indicator.sign, indicator.unit, indicator.target, united=bool(row.text("指标.计量单位"))
        )
        progress = row.first("指标监控.累计完成值")
        if progress is not None:
            values |= self._reached(progress, measure, ("progress", "attainment", ""))
        forecast = row.first("指标监控.全年预计完成值")
        if forecast is not None and indicator.sign is not Sign.QUALITATIVE:
            values |= self._reached(forecast, measure, ("forecast", "attainment", ""))
        kinds: tuple[tuple[str, str, type[Term]], ...] = (
            ("完成目标可能性", "likelihood", Likelihood),
            ("偏差原因类别", "cause", VarianceCause),
        )
        for label, name, kind in kinds:
            ticked = [*self._ticked(row, f"指标监控.{label}", kind)]
            if len(ticked) > 1:
                self._leave(row.place, f"“{label}”勾了几项，没有读取")
            elif ticked:
                values[name] = ticked[0]
        reason = row.text("指标监控.偏差原因")
        record = MonitoredIndicator(
            round=turn, indicator=indicator.code, origin=row.place,
            reason="" if plain(reason) in _NOTHING_SAID else reason,
            **{name: value for name, value in values.items() if not blank(value)},  # type: ignore[arg-type]  # by column
        )  # fmt: skip
        self._taken.records.append(("monitored_indicators", record))

    def _ticked(self, row: Entries, target: str, kind: type[T]) -> Iterator[T]:
        """Yield the items that are ticked, or written out in a column of their own."""
        for entry in row.cells.get(target, ()):
            text = plain(entry.box.text)
            words = bare(entry.heading) if text in _TICKS else text
            found = next((each for each in kind if plain(each.label) == words), None)
            if found is not None:
                yield found
            else:
                self._leave(entry.place, f"“{entry.box.text}”不是“√”，没有读取")


def name_of(row: Entries) -> str:
    """Return what an indicator is called; 指标1： before it is of the form, and alone a blank."""
    return _NUMBERED.sub("", row.text("指标.三级指标")).strip(_DOTS)


def _contradiction(target: Target, sign: Sign | None, unit: str) -> str:
    """Return what does not go together in the cells of a target, empty where all does."""
    if sign is not None and target.sign not in (None, sign):
        return f"与“{sign.label}”的指标符号不同"
    if unit and target.unit not in ("", unit):
        return f"的单位与计量单位“{unit}”不同"
    upward = (target.sign or sign) in _UPWARD
    if unit == "%" and not target.unit and upward and target.value and 0 < target.value < 1:
        return f"不知道是{target.value:f}%还是{target.value:%}"
    return ""


def _is_share(value: Decimal, measure: _Measure) -> bool:
    """Whether a number below a heading in percent may be a share of one: 0.96 for 96%."""
    aimed = measure.target is not None and measure.target > _ONE
    return measure.unit == "%" and aimed and measure.sign in _UPWARD and 0 < value <= _ONE
