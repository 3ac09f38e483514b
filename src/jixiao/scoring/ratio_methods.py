"""Methods that score a ratio or a figure: capped, by bands, by excess, against a target."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from jixiao.scoring.casework import (
    Asked,
    Case,
    Earned,
    Method,
    OfFigures,
    method,
    no_base,
    number_of,
    within_points,
)
from jixiao.scoring.working import HUNDRED, ONE, ZERO, divide, plain, shown
from jixiao.standards.scoring import Line

TOP, BOTTOM = _RATIO = ("numerator", "denominator")


@dataclass(frozen=True, slots=True)
class CappedRatio(OfFigures):
    """分值×分子÷分母, never more than the full mark.

    From ``full_at`` on the full mark is given; below ``zero_below`` nothing is. ``of_a_whole``:
    the numerator is a part of the denominator, so that a larger one is a slip.
    """

    full_at: Decimal
    zero_below: Decimal
    of_a_whole: bool = False

    def doubt(self, asked: Asked) -> str:
        """Say that there is nothing to compare with, or more than all of it."""
        part, whole = asked.figures[TOP], asked.figures[BOTTOM]
        if whole.value <= 0:
            return no_base(whole)
        if self.of_a_whole and not 0 <= part.value <= whole.value:
            told = f"{part.label}为{plain(part.value)}，{whole.label}为{plain(whole.value)}"
            return f"{told}，请核对"
        return ""

    def earned(self, case: Case, asked: Asked) -> Earned:
        """Return the share of the points that the ratio earns."""
        top, bottom = asked.value(TOP), asked.value(BOTTOM)
        ratio = divide(top, bottom)
        if ratio >= self.full_at:
            return Earned(case.points)
        if ratio < self.zero_below or ratio <= 0:
            return Earned(ZERO)
        steps = f"{shown(top)} ÷ {shown(bottom)} × {plain(case.points)}"
        return Earned(divide(top * case.points, bottom), steps)

    def formula(self, case: Case) -> str:  # noqa: ARG002 - the same for all points
        """Return the rule as a workbook reckons it."""
        top, bottom = self.cell(TOP), self.cell(BOTTOM)
        full = f"{top}/{bottom}>={plain(self.full_at)}"
        none = f"OR({top}/{bottom}<{plain(self.zero_below)},{top}<=0)"
        earned = f"IF({none},0,{top}*{{points}}/{bottom})"
        odd = f"OR({bottom}<=0,{top}<0,{top}>{bottom})" if self.of_a_whole else f"{bottom}<=0"
        return f"IF({odd},NA(),IF({full},{{points}},{earned}))"


@method("capped_ratio", _RATIO, ("full_at", "zero_below"))
def _capped_ratio(line: Line) -> Method:
    rule = line.rule or "按比率计分，不超过满分"
    full_at, zero_below = number_of(line, "full_at", "1"), number_of(line, "zero_below", "0")
    if not 0 <= zero_below <= full_at or full_at <= 0:
        line.at.refuse("full_at 应大于 0，zero_below 应不小于 0、不大于 full_at")
    return CappedRatio(line.inputs, rule, full_at, zero_below)


@method("pro_rata", ("done", "due"), ())
def _pro_rata(line: Line) -> Method:
    inputs = {TOP: line.inputs["done"], BOTTOM: line.inputs["due"]}
    rule = line.rule or "按完成的项数占应完成项数的比例计分"
    return CappedRatio(inputs, rule, ONE, ZERO, of_a_whole=True)


class _Band(NamedTuple):
    at_most: Decimal | None
    at_least: Decimal | None
    points: Decimal

    def holds(self, value: Decimal) -> bool:
        if self.at_most is not None and value > self.at_most:
            return False
        return self.at_least is None or value >= self.at_least


@dataclass(frozen=True, slots=True)
class Tiers(OfFigures):
    """Points by the first band that a figure or a percentage falls into."""

    bands: tuple[_Band, ...]

    def doubt(self, asked: Asked) -> str:
        """Say that there is no percentage, or no band for it."""
        if BOTTOM in asked.figures and asked.value(BOTTOM) <= 0:
            return no_base(asked.figures[BOTTOM])
        value, said = self._figure(asked)
        if any(band.holds(value) for band in self.bands):
            return ""
        return f"{said}不在标准所列的任何一档之内"

    def earned(self, case: Case, asked: Asked) -> Earned:
        """Return the points of the band."""
        value, said = self._figure(asked)
        band = next(each for each in self.bands if each.holds(value))
        return Earned(case.scaled(band.points), told=f"{said}，{_said(band)}")

    def formula(self, case: Case) -> str:
        """Return the bands one within the other, as a workbook reckons them."""
        if BOTTOM in self.inputs:
            value = f"{self.cell(TOP)}*100/{self.cell(BOTTOM)}"
        else:
            value = self.cell("value")
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

    @staticmethod
    def _figure(asked: Asked) -> tuple[Decimal, str]:
        """Return the figure or the percentage, and how it is told."""
        if "value" in asked.figures:
            figure = asked.figures["value"]
            return figure.value, f"{shown(figure.value)}{figure.unit}"
        top, bottom = asked.value(TOP), asked.value(BOTTOM)
        rate = divide(top, bottom) * HUNDRED
        return rate, f"{shown(top)} ÷ {shown(bottom)} = {shown(rate)}%"


def _said(band: _Band) -> str:
    parts = []
    if band.at_least is not None:
        parts.append(f"不低于 {plain(band.at_least)}")
    if band.at_most is not None:
        parts.append(f"不高于 {plain(band.at_most)}")
    return "且".join(parts) or "其他情形"


def _bands(line: Line) -> tuple[_Band, ...]:
    if "bands" not in line.options:
        line.at.refuse(f"计分方法“{line.method}”缺少选项“bands”")
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
        within_points(line, fields["points"])
        if len(bands) > 1 and not _comes_after(bands[-2], bands[-1]):
            item.refuse("这一档在前面的档次之内，永远用不上：上限应由小到大，下限应由大到小")
    if not bands:
        line.options["bands"].refuse("bands 至少要有一档")
    return tuple(bands)


def _comes_after(before: _Band, band: _Band) -> bool:
    """Whether a band can still be reached after the one before it."""
    if before.at_most is None and before.at_least is None:
        return False
    if before.at_most is not None and before.at_least is None:
        return band.at_most is None or band.at_most > before.at_most
    if before.at_least is not None and before.at_most is None:
        return band.at_least is None or band.at_least < before.at_least
    return True


@method("tiers", ("value",), ("bands",))
@method("ratio_tiers", _RATIO, ("bands",))
def _tiers(line: Line) -> Method:
    return Tiers(line.inputs, line.rule or "按所在档次计分", _bands(line))


@dataclass(frozen=True, slots=True)
class Excess(OfFigures):
    """The full mark up to a limit, in percent; beyond it ``deduct`` points for every ``step``.

    Where nothing was allowed and nothing was used, the full mark is given.
    """

    limit: Decimal
    step: Decimal
    deduct: Decimal

    def doubt(self, asked: Asked) -> str:
        """Say that there is no percentage of nothing."""
        base = asked.figures[BOTTOM]
        nothing = base.value == 0 and asked.value(TOP) <= 0
        return "" if base.value > 0 or nothing else no_base(base)

    def earned(self, case: Case, asked: Asked) -> Earned:
        """Return the points less what the excess costs."""
        top, bottom = asked.value(TOP), asked.value(BOTTOM)
        if bottom == 0:
            return Earned(case.points, told=f"{asked.figures[BOTTOM].label}为0，没有超出")
        rate = divide(top, bottom) * HUNDRED
        said = f"{shown(top)} ÷ {shown(bottom)} = {shown(rate)}%"
        if rate <= self.limit:
            return Earned(case.points, told=f"{said}，不超过 {plain(self.limit)}%")
        unit = case.scaled(self.deduct)
        lost = divide(rate - self.limit, self.step) * unit
        if lost >= case.points:
            return Earned(ZERO, told=f"{said}，扣完为止")
        steps = (
            f"{plain(case.points)} - ({shown(top)} ÷ {shown(bottom)} × 100"
            f" - {plain(self.limit)}) ÷ {plain(self.step)} × {shown(unit)}"
        )
        return Earned(case.points - lost, steps)

    def formula(self, case: Case) -> str:
        """Return the rule as a workbook reckons it."""
        top, bottom = self.cell(TOP), self.cell(BOTTOM)
        beyond = f"MAX(0,{top}*100/{bottom}-{plain(self.limit)})"
        lost = f"{beyond}/{plain(self.step)}*{case.reckoned(self.deduct)}"
        idle = f"IF(AND({bottom}=0,{top}<=0),{{points}},NA())"
        return f"IF({bottom}<=0,{idle},MAX(0,{{points}}-{lost}))"


@method("excess", _RATIO, ("limit", "step", "deduct"))
def _excess(line: Line) -> Method:
    limit, step = number_of(line, "limit", "100"), number_of(line, "step", "1")
    deduct = number_of(line, "deduct", "0.5")
    if step <= 0 or deduct <= 0:
        line.at.refuse("step 和 deduct 应大于 0")
    default = f"不超过{plain(limit)}%得满分，每超{plain(step)}个百分点扣{plain(deduct)}分，扣完为止"
    return Excess(line.inputs, line.rule or default, limit, step, deduct)


@dataclass(frozen=True, slots=True)
class AgainstTarget(OfFigures):
    """The full mark from a target on, below it in proportion."""

    target: Decimal

    def earned(self, case: Case, asked: Asked) -> Earned:
        """Return the share of the points that the figure earns."""
        value = asked.value("value")
        if value >= self.target:
            return Earned(case.points)
        steps = f"{shown(value)} ÷ {plain(self.target)} × {plain(case.points)}"
        return Earned(divide(max(value, ZERO) * case.points, self.target), steps)

    def formula(self, case: Case) -> str:  # noqa: ARG002 - the same for all points
        """Return the rule as a workbook reckons it."""
        target = plain(self.target)
        return f"IF({{1}}>={target},{{points}},MAX({{1}},0)*{{points}}/{target})"


@method("against_target", ("value",), ("target",))
def _against_target(line: Line) -> Method:
    target = number_of(line, "target", "100")
    if target <= 0:
        line.at.refuse("target 应大于 0")
    rule = line.rule or f"达到{plain(target)}%得满分，未达到的按比例计分"
    return AgainstTarget(line.inputs, rule, target)
