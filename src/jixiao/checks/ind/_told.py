"""Completion rates told in prose of indicators whose target and actual value stand in a form.

农产品监测批次为指标值的135.75%: the row of the form that bears this very name has 800 and 1086.
"""

from bisect import bisect_left
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter

from jixiao.checks.ind._measure import Measured, measured
from jixiao.extraction.understanding import Understanding
from jixiao.model.fact import Fact
from jixiao.model.relation import Attainment
from jixiao.patterns import pattern

_START = attrgetter("start")
_BARE = pattern(r"[,(](?:年度|全年|目标|任务|指标|计划)*完成率?[为达是]?到?")
_OTHER_TIME = pattern(
    r"上年|去年|上一年|往年|累计|上半年|[一二三]季度|[0-9]-?[0-9]*月|截至|\d{4}年|力争|预计|预期"
)
_LEAST = 4  # characters of a name that tells an indicator from others


@lru_cache(maxsize=1)
def told_of_forms(understanding: Understanding) -> tuple[Measured, ...]:
    """Return the rows of forms with the rate that the prose tells of them."""
    rows: dict[str, list[Measured]] = {}
    for one in measured(understanding):
        if one.attainment.tabular and len(one.attainment.name) >= _LEAST:
            rows.setdefault(one.attainment.name, []).append(one)
    if not rows:
        return ()
    found = []
    for each in understanding.all(Attainment):
        rate = each.rate
        if rate is None or each.tabular or each.target is not None:
            continue
        row = _row_of(understanding, each, rate, rows)
        if row is not None:
            found.append(replace(row, attainment=replace(row.attainment, rate=rate)))
    return tuple(found)


def _row_of(
    understanding: Understanding, told: Attainment, rate: Fact, rows: dict[str, list[Measured]]
) -> Measured | None:
    """Return the only row whose name stands right before a rate, or before its value."""
    text = understanding.document.text
    if _OTHER_TIME.search(text, understanding.sentences[rate.sentence].start, rate.start):
        return None
    same = rows.get(told.name, [])
    if told.actual is not None or not same:
        value = told.actual or _value_before(understanding, rate)
        if value is None:
            return None
        lead = text[value.clause : value.start].rstrip("为达到是共:")
        same = [row for name, found in rows.items() if lead.endswith(name) for row in found]
        same = [row for row in same if row.actual.compatible(value.amount)]
    return same[0] if len(same) == 1 else None


def _value_before(understanding: Understanding, rate: Fact) -> Fact | None:
    """Return the value right before a rate that has no name: 亩均增收326元,完成率108.67%."""
    facts = understanding.facts
    at = bisect_left(facts, rate.start, key=_START) - 1
    if at < 0 or facts[at].quantity is None or facts[at].sentence != rate.sentence:
        return None
    between = understanding.document.text[facts[at].end : rate.start]
    return facts[at] if _BARE.fullmatch(between) else None
