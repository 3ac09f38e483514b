"""Indicators as the checks of forms look at them: by whom they belong to, and what was reached."""

import operator
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from jixiao.checks.records import bare
from jixiao.model.evaluation import Evaluation, Indicator, Project, ProjectFunds, with_unit
from jixiao.model.record import Record
from jixiao.patterns import pattern
from jixiao.terms import Sign

RISING = frozenset({Sign.AT_LEAST, Sign.MORE_THAN})
FALLING = frozenset({Sign.AT_MOST, Sign.LESS_THAN})
_HELD: Final = {
    Sign.AT_LEAST: operator.ge,
    Sign.MORE_THAN: operator.gt,
    Sign.EQUAL: operator.eq,
    Sign.AT_MOST: operator.le,
    Sign.LESS_THAN: operator.lt,
}
DEMAND = pattern(
    r"受理|办件|诉求|来电|报警|求助|投诉|门诊|诊疗|住院|急诊|救助|咨询件|核减|查处|纠正|退回"
)
"""Indicators that others decide on: how much is asked for, how much is found wrong."""


@dataclass(frozen=True, slots=True)
class Owner:
    """The department or a project, with its indicators; ``record`` is where it is filled in."""

    name: str
    record: Record
    indicators: tuple[Indicator, ...]
    project: Project | None = None


def owners(evaluation: Evaluation) -> Iterator[Owner]:
    """Yield who has indicators: the department, with those of its tasks, and each project."""
    own = tuple(each for each in evaluation.indicators if not each.project)
    if own:
        yield Owner("部门整体", evaluation.department, own)
    yield from projects(evaluation)


def projects(evaluation: Evaluation) -> Iterator[Owner]:
    """Yield the projects that have indicators; classified ones have none to show."""
    for project in evaluation.projects:
        found = tuple(each for each in evaluation.indicators if each.project == project.code)
        if found and project.code and not project.classified:
            yield Owner(f"项目{project.code}“{project.name}”", project, found, project)


def named(indicator: Indicator) -> str:
    """Return what messages call an indicator."""
    return f"指标{indicator.code}“{indicator.name}”"


def measured(value: Decimal, indicator: Indicator) -> str:
    """Return a value of an indicator with its unit."""
    return with_unit(bare(value), indicator.unit)


def reached(indicator: Indicator) -> bool | None:
    """Whether the target was reached; None where that cannot be told.

    So where target or actual is blank or qualitative, or an interval ends before it begins.
    """
    target, actual, high = indicator.target, indicator.actual, indicator.target_high
    if target is None or actual is None:
        return None
    if indicator.sign is Sign.INTERVAL:
        return None if high is None or high < target else target <= actual <= high
    held = _HELD.get(indicator.sign) if indicator.sign else None
    return None if held is None else bool(held(actual, target))


def total(rows: tuple[ProjectFunds, ...], field: str) -> Decimal | None:
    """Return the sum of a field over the rows of funds; None where one of them is blank."""
    values = [getattr(each, field) for each in rows]
    if not values or None in values:
        return None
    return sum(values, Decimal(0))
