"""The named methods of scoring. A pack names one and gives its inputs and options.

Each method is read once for a pack (``read``), which refuses wrong options with file and line,
and then scores any number of subjects.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jixiao.model.measures import PREFIX, Measured, Missing, measure
from jixiao.model.score import Input
from jixiao.scoring.casework import Asked, Case, Method, ask, method, number_of, readers
from jixiao.scoring.working import HUNDRED, ONE, ZERO, Result, divide, lacking, plain, shown
from jixiao.standards.scoring import Line


def method_names() -> tuple[str, ...]:
    """Return the names that packs may use."""
    return tuple(sorted(readers))


def read_method(line: Line) -> Method:
    """Return the method of a line with its options, or refuse it with file and line."""
    if line.method not in readers:
        line.at.refuse(f"没有名为“{line.method}”的计分方法，可用：{'、'.join(method_names())}")
    reader, inputs, options = readers[line.method]
    for name in inputs - line.inputs.keys():
        line.at.refuse(f"计分方法“{line.method}”缺少输入“{name}”")
    for name in line.inputs.keys() - inputs:
        known = "、".join(sorted(inputs)) or "无"
        line.at.refuse(f"计分方法“{line.method}”没有输入“{name}”，可用：{known}")
    for name, item in line.options.items():
        if name not in options:
            known = "、".join(sorted(options)) or "无"
            item.refuse(f"计分方法“{line.method}”没有选项“{name}”，可用：{known}")
    return reader(line)


# --- ratios -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CappedRatio:
    """分值×分子÷分母, never more than the full mark.

    From ``full_at`` on the full mark is given; below ``zero_below`` nothing is. ``of_a_whole``:
    the numerator is a part of the denominator, so that a larger one is a slip.
    """

    inputs: Mapping[str, str]
    full_at: Decimal
    zero_below: Decimal
    rule: str
    of_a_whole: bool = False

    def score(self, case: Case) -> Result:
        """Return the share of the points that the ratio earns."""
        asked = ask(case, self.inputs)
        if asked.needs:
            return lacking(self.rule, asked.needs, asked.inputs())
        top, bottom = asked.figures["numerator"], asked.figures["denominator"]
        if bottom.value <= 0:
            need = f"{bottom.label}为{plain(bottom.value)}，比率无从计算"
            return lacking(self.rule, [need], asked.inputs())
        if self.of_a_whole and not 0 <= top.value <= bottom.value:
            told = f"{top.label}为{plain(top.value)}，{bottom.label}为{plain(bottom.value)}"
            return lacking(self.rule, [f"{told}，请核对"], asked.inputs())
        ratio = divide(top.value, bottom.value)
        formula = self._formula(asked.cell("numerator"), asked.cell("denominator"))
        plainly = Result(value=ZERO, rule=self.rule, inputs=asked.inputs(), formula=formula)
        if ratio >= self.full_at:
            return plainly._replace(value=case.points)
        if ratio < self.zero_below or ratio <= 0:
            return plainly
        return plainly._replace(
            value=divide(top.value * case.points, bottom.value),
            steps=f"{plain(top.value)} ÷ {plain(bottom.value)} × {plain(case.points)}",
        )

    def _formula(self, top: str, bottom: str) -> str:
        full = f"{top}/{bottom}>={plain(self.full_at)}"
        none = f"OR({top}/{bottom}<{plain(self.zero_below)},{top}<=0)"
        earned = f"IF({none},0,{top}*{{points}}/{bottom})"
        odd = f"OR({bottom}<=0,{top}<0,{top}>{bottom})" if self.of_a_whole else f"{bottom}<=0"
        return f"IF({odd},NA(),IF({full},{{points}},{earned}))"


_RATIO = ("numerator", "denominator")


@method("capped_ratio", _RATIO, ("full_at", "zero_below"))
def _capped_ratio(line: Line) -> Method:
    rule = line.rule or "按比率计分，不超过满分"
    full_at, zero_below = number_of(line, "full_at", "1"), number_of(line, "zero_below", "0")
    return CappedRatio(line.inputs, full_at, zero_below, rule)


@method("pro_rata", ("done", "due"), ())
def _pro_rata(line: Line) -> Method:
    inputs = {"numerator": line.inputs["done"], "denominator": line.inputs["due"]}
    rule = line.rule or "按完成的项数占应完成项数的比例计分"
    return CappedRatio(inputs, ONE, ZERO, rule, of_a_whole=True)


class _Band(NamedTuple):
    at_most: Decimal | None
    at_least: Decimal | None
    points: Decimal

    def holds(self, value: Decimal) -> bool:
        if self.at_most is not None and value > self.at_most:
            return False
        return self.at_least is None or value >= self.at_least


@dataclass(frozen=True, slots=True)
class Tiers:
    """Points by the first band that a figure or a percentage falls into."""

    inputs: Mapping[str, str]
    bands: tuple[_Band, ...]
    rule: str

    def score(self, case: Case) -> Result:
        """Return the points of the band."""
        asked = ask(case, self.inputs)
        if asked.needs:
            return lacking(self.rule, asked.needs, asked.inputs())
        if "value" in asked.figures:
            figure = asked.figures["value"]
            value, said = figure.value, f"{plain(figure.value)}{figure.unit}"
            formula = asked.cell("value")
        else:
            top, bottom = asked.figures["numerator"], asked.figures["denominator"]
            if bottom.value <= 0:
                need = f"{bottom.label}为{plain(bottom.value)}，比率无从计算"
                return lacking(self.rule, [need], asked.inputs())
            value = divide(top.value, bottom.value) * HUNDRED
            said = f"{plain(top.value)} ÷ {plain(bottom.value)} = {shown(value)}%"
            formula = f"{asked.cell('numerator')}/{asked.cell('denominator')}*100"
        for band in self.bands:
            if band.holds(value):
                points = case.scaled(band.points)
                return Result(
                    value=points,
                    rule=self.rule,
                    told=f"{said}，{_said(band)}",
                    inputs=asked.inputs(),
                    formula=self._formula(formula, case),
                )
        need = f"{said}不在标准所列的任何一档之内"
        return lacking(self.rule, [need], asked.inputs())

    def _formula(self, value: str, case: Case) -> str:
        formula = "NA()"
        for band in reversed(self.bands):
            limits = []
            if band.at_least is not None:
                limits.append(f"{value}>={plain(band.at_least)}")
            if band.at_most is not None:
                limits.append(f"{value}<={plain(band.at_most)}")
            points = case.reckoned(band.points)
            formula = f"IF(AND({','.join(limits)}),{points},{formula})" if limits else points
        return formula


def _said(band: _Band) -> str:
    parts = []
    if band.at_least is not None:
        parts.append(f"不低于 {plain(band.at_least)}")
    if band.at_most is not None:
        parts.append(f"不高于 {plain(band.at_most)}")
    return "且".join(parts) or "其他情形"


def _bands(line: Line) -> tuple[_Band, ...]:
    if "bands" not in line.options:
        line.at.refuse("计分方法“tiers”缺少选项“bands”")
    bands: list[_Band] = []
    for item in line.options["bands"].items():
        fields = item.fields(frozenset({"points"}), frozenset({"at_most", "at_least"}))
        bands.append(
            _Band(
                fields["at_most"].number() if "at_most" in fields else None,
                fields["at_least"].number() if "at_least" in fields else None,
                fields["points"].number(),
            )
        )
    return tuple(bands)


@method("tiers", ("value",), ("bands",))
@method("ratio_tiers", _RATIO, ("bands",))
def _tiers(line: Line) -> Method:
    return Tiers(line.inputs, _bands(line), line.rule or "按所在档次计分")


@dataclass(frozen=True, slots=True)
class Excess:
    """The full mark up to a limit, in percent; beyond it ``deduct`` points for every ``step``."""

    inputs: Mapping[str, str]
    limit: Decimal
    step: Decimal
    deduct: Decimal
    rule: str

    def score(self, case: Case) -> Result:
        """Return the points less what the excess costs."""
        asked = ask(case, self.inputs)
        if asked.needs:
            return lacking(self.rule, asked.needs, asked.inputs())
        top, bottom = asked.figures["numerator"], asked.figures["denominator"]
        if bottom.value <= 0:
            value = case.points if top.value <= 0 else None
            if value is None:
                need = f"{bottom.label}为{plain(bottom.value)}，比率无从计算"
                return lacking(self.rule, [need], asked.inputs())
            return Result(
                value=value,
                rule=self.rule,
                inputs=asked.inputs(),
                formula=self._formula(case, asked),
            )
        rate = divide(top.value, bottom.value) * HUNDRED
        said = f"{plain(top.value)} ÷ {plain(bottom.value)} = {shown(rate)}%"
        if rate <= self.limit:
            return Result(
                value=case.points,
                rule=self.rule,
                told=f"{said}，不超过 {plain(self.limit)}%",
                inputs=asked.inputs(),
                formula=self._formula(case, asked),
            )
        unit = case.scaled(self.deduct)
        lost = divide(rate - self.limit, self.step) * unit
        if lost >= case.points:
            return Result(
                value=ZERO,
                rule=self.rule,
                told=f"{said}，扣完为止",
                inputs=asked.inputs(),
                formula=self._formula(case, asked),
            )
        steps = (
            f"{plain(case.points)} - ({plain(top.value)} ÷ {plain(bottom.value)} × 100"
            f" - {plain(self.limit)}) ÷ {plain(self.step)} × {plain(unit)}"
        )
        return Result(
            value=case.points - lost,
            rule=self.rule,
            steps=steps,
            inputs=asked.inputs(),
            formula=self._formula(case, asked),
        )

    def _formula(self, case: Case, asked: Asked) -> str:
        top, bottom = asked.cell("numerator"), asked.cell("denominator")
        beyond = f"MAX(0,{top}/{bottom}*100-{plain(self.limit)})"
        lost = f"{beyond}/{plain(self.step)}*{case.reckoned(self.deduct)}"
        idle = f"IF({top}<=0,{{points}},NA())"
        return f"IF({bottom}<=0,{idle},MAX(0,{{points}}-{lost}))"


@method("excess", _RATIO, ("limit", "step", "deduct"))
def _excess(line: Line) -> Method:
    limit, step = number_of(line, "limit", "100"), number_of(line, "step", "1")
    deduct = number_of(line, "deduct", "0.5")
    if step <= 0 or deduct <= 0:
        line.at.refuse("step 和 deduct 应大于 0")
    default = f"不超过{plain(limit)}%得满分，每超{plain(step)}个百分点扣{plain(deduct)}分，扣完为止"
    return Excess(line.inputs, limit, step, deduct, line.rule or default)


@dataclass(frozen=True, slots=True)
class AgainstTarget:
    """The full mark from a target on, below it in proportion."""

    inputs: Mapping[str, str]
    target: Decimal
    rule: str

    def score(self, case: Case) -> Result:
        """Return the share of the points that the figure earns."""
        asked = ask(case, self.inputs)
        if asked.needs:
            return lacking(self.rule, asked.needs, asked.inputs())
        value = asked.figures["value"].value
        inputs = (asked.inputs()[0]._replace(shown=shown(value)),)
        target = plain(self.target)
        formula = f"IF({{1}}>={target},{{points}},MAX({{1}},0)*{{points}}/{target})"
        if value >= self.target:
            return Result(value=case.points, rule=self.rule, inputs=inputs, formula=formula)
        earned = divide(max(value, ZERO) * case.points, self.target)
        steps = f"{shown(value)} ÷ {target} × {plain(case.points)}"
        return Result(value=earned, rule=self.rule, steps=steps, inputs=inputs, formula=formula)


@method("against_target", ("value",), ("target",))
def _against_target(line: Line) -> Method:
    target = number_of(line, "target", "100")
    if target <= 0:
        line.at.refuse("target 应大于 0")
    rule = line.rule or f"达到{plain(target)}%得满分，未达到的按比例计分"
    return AgainstTarget(line.inputs, target, rule)


# --- facts --------------------------------------------------------------------------------------


_YES = "是"


class _Listed(NamedTuple):
    fact: str
    label: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Checklist:
    """Points for every statement that holds."""

    items: tuple[_Listed, ...]
    rule: str

    def score(self, case: Case) -> Result:
        """Return the sum over the statements; each of them must have been answered."""
        asked = {each: measure(PREFIX + each.fact, case.subject) for each in self.items}
        needs = [f"“{each.label}”未填报" for each, one in asked.items() if isinstance(one, Missing)]
        held = {each: one for each, one in asked.items() if isinstance(one, Measured)}
        inputs = tuple(
            Input(each.label, _YES if one.value else "否", "", one.origin)
            for each, one in held.items()
        )
        if needs:
            return lacking(self.rule, needs, inputs)
        earned = [case.scaled(each.points) if one.value else ZERO for each, one in held.items()]
        return Result(
            value=sum(earned, ZERO),
            rule=self.rule,
            steps=" + ".join(plain(each) for each in earned),
            inputs=inputs,
            formula="+".join(
                f'IF({{{number}}}="{_YES}",{case.reckoned(each.points)},0)'
                for number, each in enumerate(held, 1)
            ),
        )


@method("checklist", (), ("items",))
def _checklist(line: Line) -> Method:
    if "items" not in line.options:
        line.at.refuse("计分方法“checklist”缺少选项“items”")
    items: list[_Listed] = []
    for item in line.options["items"].items():
        fields = item.fields(frozenset({"fact", "label", "points"}), frozenset())
        items.append(
            _Listed(fields["fact"].text(), fields["label"].text(), fields["points"].number())
        )
    total = sum((each.points for each in items), ZERO)
    for since, points in line.points:
        if points is not None and points != total:
            line.at.refuse(f"各要点分值合计 {total}，{since.year}年度起的分值是 {points}")
    return Checklist(tuple(items), line.rule or "每符合一项得相应分值")


@dataclass(frozen=True, slots=True)
class PerOccurrence:
    """The full mark less ``deduct`` points for every occurrence, not below nothing."""

    inputs: Mapping[str, str]
    deduct: Decimal
    rule: str

    def score(self, case: Case) -> Result:
        """Return the points less what the occurrences cost."""
        asked = ask(case, self.inputs)
        if asked.needs:
            return lacking(self.rule, asked.needs, asked.inputs())
        count = asked.figures["count"].value
        if count < 0:
            need = f"{asked.figures['count'].label}为{plain(count)}，不应小于0"
            return lacking(self.rule, [need], asked.inputs())
        unit = case.scaled(self.deduct)
        steps = f"{plain(case.points)} - {plain(count)} × {plain(unit)}"
        value = case.points - count * unit
        left = f"MAX(0,{{points}}-{{1}}*{case.reckoned(self.deduct)})"
        result = Result(
            value=value, rule=self.rule, inputs=asked.inputs(), formula=f"IF({{1}}<0,NA(),{left})"
        )
        if value < 0:
            return result._replace(value=ZERO, told=f"{steps} 小于 0，扣完为止")
        return result._replace(steps=steps)


@method("per_occurrence", ("count",), ("deduct",))
def _per_occurrence(line: Line) -> Method:
    deduct = number_of(line, "deduct", "1")
    rule = line.rule or f"每发生一次扣{plain(deduct)}分，扣完为止"
    return PerOccurrence(line.inputs, deduct, rule)


@dataclass(frozen=True, slots=True)
class WithinDays:
    """The full mark where the second day is at most so many days after the first."""

    first: str
    second: str
    days: int
    rule: str

    def score(self, case: Case) -> Result:
        """Return all or nothing."""
        first, second = (self._day(case, name) for name in (self.first, self.second))
        needs = [
            f"管理情况表中“{case.subject.asked(name)}”未填报日期"
            for name, day in ((self.first, first), (self.second, second))
            if day is None
        ]
        if first is None or second is None:
            return lacking(self.rule, needs)
        gap = (second.value - first.value).days
        inputs = (first.input, second.input)
        if gap < 0:
            need = f"{second.input.label}早于{first.input.label}，请核对"
            return lacking(self.rule, [need], inputs)
        held = gap <= self.days
        days = "DATEVALUE({2})-DATEVALUE({1})"
        return Result(
            value=case.points if held else ZERO,
            rule=self.rule,
            told=f"相隔 {gap} 日，{'不超过' if held else '超过'} {self.days} 日",
            inputs=inputs,
            formula=f"IF({days}<0,NA(),IF({days}<={self.days},{{points}},0))",
        )

    @staticmethod
    def _day(case: Case, fact: str) -> "_Day | None":
        answer = case.subject.evaluation.fact(fact.removeprefix(PREFIX))
        if answer is None or not isinstance(answer.value, date):
            return None
        label = case.subject.asked(fact)
        return _Day(answer.value, Input(label, answer.value.isoformat(), "", answer.origin))


class _Day(NamedTuple):
    """A day that was filled in, and how the line shows it."""

    value: date
    input: Input


@method("within_days", ("first", "second"), ("days",))
def _within_days(line: Line) -> Method:
    days = number_of(line, "days", "20")
    for name, fact in line.inputs.items():
        if not fact.startswith(PREFIX):
            line.at.refuse(f"输入“{name}”应是管理情况表中的日期，写作 fact:标识")
    rule = line.rule or f"在{plain(days)}日之内得满分，否则不得分"
    return WithinDays(line.inputs["first"], line.inputs["second"], int(days), rule)


@dataclass(frozen=True, slots=True)
class PeerPercentile:
    """Full mark up to one percentile, nothing from another on, in proportion between them."""

    inputs: Mapping[str, str]
    full_until: Decimal
    zero_from: Decimal
    rule: str

    def score(self, case: Case) -> Result:
        """Return the points by the rank among peers."""
        asked = ask(case, self.inputs)
        if asked.needs:
            return lacking(self.rule, asked.needs, asked.inputs())
        value = asked.figures["value"].value
        inputs = (asked.inputs()[0]._replace(shown=shown(value)),)
        width = self.zero_from - self.full_until
        between = f"({plain(self.zero_from)}-{{1}})*{{points}}/{plain(width)}"
        formula = (
            f"IF({{1}}<={plain(self.full_until)},{{points}},"
            f"IF({{1}}>={plain(self.zero_from)},0,{between}))"
        )
        if value <= self.full_until:
            return Result(value=case.points, rule=self.rule, inputs=inputs, formula=formula)
        if value >= self.zero_from:
            return Result(value=ZERO, rule=self.rule, inputs=inputs, formula=formula)
        steps = (
            f"({plain(self.zero_from)} - {shown(value)}) ÷ {plain(width)} × {plain(case.points)}"
        )
        earned = divide((self.zero_from - value) * case.points, width)
        return Result(value=earned, rule=self.rule, steps=steps, inputs=inputs, formula=formula)


@method("peer_percentile", ("value",), ("full_until", "zero_from"))
def _peer_percentile(line: Line) -> Method:
    full_until = number_of(line, "full_until", "50")
    zero_from = number_of(line, "zero_from", "100")
    if not full_until < zero_from:
        line.at.refuse("full_until 应小于 zero_from")
    return PeerPercentile(
        line.inputs, full_until, zero_from, line.rule or "按在同类单位中的位次计分"
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """A score that a person gives, with a reason."""

    line: str
    rule: str

    def score(self, case: Case) -> Result:
        """Return the judgement that was filled in for this line."""
        found = next(
            (one for one in case.subject.evaluation.judgements if one.line == self.line), None
        )
        if found is None or found.score is None:
            if found is not None and found.not_applicable:
                return lacking(self.rule, ["填了不适用，而标准没有规定本项可以不适用，请评定得分"])
            return lacking(self.rule, ["评定得分未填"])
        inputs = (Input("评定得分", plain(found.score), "分", found.origin, found.score),)
        if not 0 <= found.score <= case.points:
            need = f"评定得分 {plain(found.score)} 不在 0 至 {plain(case.points)} 分之内"
            return lacking(self.rule, [need], inputs)
        if not found.reason:
            return lacking(self.rule, ["评定得分没有写明理由"], inputs)
        return Result(
            value=found.score,
            rule=self.rule,
            inputs=inputs,
            remarks=(f"理由：{found.reason}",),
            judged=True,
            formula="IF(AND({1}>=0,{1}<={points}),{1},NA())",
        )


@method("judgement")
def _judgement(line: Line) -> Method:
    return Judged(line.id, line.rule or "由评定人对照要求评定")
