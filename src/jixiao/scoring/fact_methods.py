"""Methods that score answers, counts, ranks and judgements."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from jixiao.model.measures import PREFIX
from jixiao.model.score import Input
from jixiao.scoring.casework import (
    Asked,
    Case,
    Earned,
    Method,
    OfFigures,
    method,
    number_of,
    within_points,
)
from jixiao.scoring.working import ZERO, Result, divide, lacking, plain, shown
from jixiao.standards.scoring import Line

_YES = "是"


class _Listed(NamedTuple):
    fact: str
    label: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Checklist(OfFigures):
    """Points for every statement that holds; each must have been answered.

    ``items`` are in the order of ``inputs``, which name them by their questions.
    """

    items: tuple[_Listed, ...]

    def earned(self, case: Case, asked: Asked) -> Earned:
        """Return the sum over the statements."""
        parts = [
            case.scaled(each.points) if asked.value(each.fact) else ZERO for each in self.items
        ]
        return Earned(sum(parts, ZERO), " + ".join(map(plain, parts)))

    def formula(self, case: Case) -> str:
        """Return the sum as a workbook reckons it."""
        return "+".join(
            f'IF({{{number}}}="{_YES}",{case.reckoned(each.points)},0)'
            for number, each in enumerate(self.items, 1)
        )

    def stated(self, asked: Asked) -> tuple[Input, ...]:
        """Return the answers as 是 and 否, under the words of the list."""
        known = ((each, asked.figures.get(each.fact)) for each in self.items)
        return tuple(
            Input(each.label, _YES if one.value else "否", "", one.origin)
            for each, one in known
            if one is not None
        )


@method("checklist", (), ("items",))
def _checklist(line: Line) -> Method:
    if "items" not in line.options:
        line.at.refuse("计分方法“checklist”缺少选项“items”")
    items: list[_Listed] = []
    for item in line.options["items"].items():
        fields = item.fields(frozenset({"fact", "label", "points"}), frozenset())
        within_points(line, fields["points"])
        items.append(
            _Listed(fields["fact"].text(), fields["label"].text(), fields["points"].number())
        )
    total = sum((each.points for each in items), ZERO)
    for since, points in line.points:
        if points is not None and points != total:
            line.at.refuse(f"各要点分值合计 {total:f}，{since.year}年度起的分值是 {points:f}")
    inputs = {each.fact: PREFIX + each.fact for each in items}
    if len(inputs) < len(items):
        line.options["items"].refuse("同一事项列了两次")
    return Checklist(inputs, line.rule or "每符合一项得相应分值", tuple(items))


@dataclass(frozen=True, slots=True)
class PerOccurrence(OfFigures):
    """The full mark less ``deduct`` points for every occurrence, not below nothing."""

    deduct: Decimal

    def doubt(self, asked: Asked) -> str:
        """Say that there cannot be fewer than none."""
        count = asked.figures["count"]
        return f"{count.label}为{plain(count.value)}，不应小于0" if count.value < 0 else ""

    def earned(self, case: Case, asked: Asked) -> Earned:
        """Return the points less what the occurrences cost."""
        count, unit = asked.value("count"), case.scaled(self.deduct)
        steps = f"{plain(case.points)} - {shown(count)} × {shown(unit)}"
        value = case.points - count * unit
        if value < 0:
            return Earned(ZERO, told=f"{steps} 小于 0，扣完为止")
        return Earned(value, steps)

    def formula(self, case: Case) -> str:
        """Return the rule as a workbook reckons it."""
        left = f"MAX(0,{{points}}-{{1}}*{case.reckoned(self.deduct)})"
        return f"IF({{1}}<0,NA(),{left})"


@method("per_occurrence", ("count",), ("deduct",))
def _per_occurrence(line: Line) -> Method:
    deduct = number_of(line, "deduct", "1")
    if deduct <= 0:
        line.at.refuse("deduct 应大于 0")
    rule = line.rule or f"每发生一次扣{plain(deduct)}分，扣完为止"
    return PerOccurrence(line.inputs, rule, deduct)


@dataclass(frozen=True, slots=True)
class PeerPercentile(OfFigures):
    """Full mark up to one percentile, nothing from another on, in proportion between them."""

    full_until: Decimal
    zero_from: Decimal

    def earned(self, case: Case, asked: Asked) -> Earned:
        """Return the points by the rank among peers."""
        value, width = asked.value("value"), self.zero_from - self.full_until
        if value <= self.full_until:
            return Earned(case.points)
        if value >= self.zero_from:
            return Earned(ZERO)
        left = f"({plain(self.zero_from)} - {shown(value)})"
        steps = f"{left} ÷ {plain(width)} × {plain(case.points)}"
        return Earned(divide((self.zero_from - value) * case.points, width), steps)

    def formula(self, case: Case) -> str:  # noqa: ARG002 - the same for all points
        """Return the rule as a workbook reckons it."""
        full, zero = plain(self.full_until), plain(self.zero_from)
        between = f"({zero}-{{1}})*{{points}}/{plain(self.zero_from - self.full_until)}"
        return f"IF({{1}}<={full},{{points}},IF({{1}}>={zero},0,{between}))"


@method("peer_percentile", ("value",), ("full_until", "zero_from"))
def _peer_percentile(line: Line) -> Method:
    full_until = number_of(line, "full_until", "50")
    zero_from = number_of(line, "zero_from", "100")
    if not full_until < zero_from:
        line.at.refuse("full_until 应小于 zero_from")
    rule = line.rule or "按在同类单位中的位次计分"
    return PeerPercentile(line.inputs, rule, full_until, zero_from)


@dataclass(frozen=True, slots=True)
class Judged:
    """A score that a person gives, with a reason."""

    line: str
    rule: str

    def score(self, case: Case) -> Result:
        """Return the judgement that was filled in for this line."""
        rows = [one for one in case.subject.evaluation.judgements if one.line == self.line]
        if len({(one.score, one.not_applicable) for one in rows}) > 1:
            return lacking(self.rule, ["评定得分填了不止一次，内容不同，请核对"])
        found = rows[0] if rows else None
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
