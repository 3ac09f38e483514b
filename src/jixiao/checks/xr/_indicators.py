"""The indicators of a workbook beside what a text tells of indicators of those names."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.checks.sources import SourcesContext
from jixiao.checks.xr._names import plain
from jixiao.checks.xr._owners import DEPARTMENT, Owners
from jixiao.extraction.understanding import Understanding
from jixiao.model.evaluation import Evaluation, Indicator
from jixiao.model.relation import Attainment
from jixiao.patterns import pattern

_LEAST = 4
_BEFORE = pattern(r"(?:[是为的其中]|年度目标|目标|年度|全年|本年|实际|全市|全区|全县|全省)+")


class Twin(NamedTuple):
    """What a text tells of an indicator, and the indicators of the workbook it can be."""

    told: Attainment
    indicators: tuple[Indicator, ...]


class Pairs:
    """What one text tells of the indicators of one workbook, by their names."""

    def __init__(self, evaluation: Evaluation, text: Understanding, owners: Owners) -> None:
        self._text, self._owners = text, owners
        self._named: dict[str, list[Indicator]] = {}
        for each in evaluation.indicators:
            name = plain(each.name)
            if len(name) >= _LEAST:
                self._named.setdefault(name, []).append(each)

    def __iter__(self) -> Iterator[Twin]:
        """Yield each telling whose name is that of an indicator."""
        for told in self._text.all(Attainment):
            found = self.of(told.name, told.start)
            if found:
                yield Twin(told, found)

    def of(self, name: str, offset: int) -> tuple[Indicator, ...]:
        """Return the indicators of a name, those of the owner of the place where it has some."""
        bare = plain(name)
        found = self._named.get(bare)
        if found is None:
            start = _BEFORE.match(bare)
            found = self._named.get(bare[start.end() :], []) if start else []
        if len(found) < 2:
            return tuple(found)
        owner = self._owners.at(offset)
        own = [
            each
            for each in found
            if each.project == owner.project and (not owner.task or each.task == owner.task)
        ]
        return tuple(own if owner != DEPARTMENT and own else found)


def reached_before(ctx: SourcesContext, evaluation: Evaluation) -> dict[str, Decimal]:
    """Return what each indicator reached last year, by its code."""
    year = evaluation.department.year
    known = {
        row.indicator: row.actual
        for row in evaluation.past_results
        if row.actual is not None and year is not None and row.year == year - 1
    }
    earlier = ctx.evaluation(last=True)
    if earlier is not None:
        named = {(each.code, each.name): each.actual for each in earlier[1].indicators}
        for each in evaluation.indicators:
            actual = named.get((each.code, each.name))
            if actual is not None:
                known.setdefault(each.code, actual)
    return known
