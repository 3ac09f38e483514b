"""Methods that score a ratio or a figure: capped, by bands, by excess, against a target."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from jixiao.scoring.casework import Asked, Case, Method, ask, method, number_of
from jixiao.scoring.working import HUNDRED, ONE, ZERO, Result, divide, lacking, plain, shown
from jixiao.standards.scoring import Line


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
