"""Sentences about indicators: what was to be reached, what was reached, how far that is."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from jixiao.model.evaluation import Evidence, Indicator, with_unit
from jixiao.model.score import ScoreLine, ScoreSheet
from jixiao.reports.composition import Block, Heading, Run, Source, body, chinese, prompt
from jixiao.reports.forms import quoted
from jixiao.reports.self_evaluation.material import Material
from jixiao.reports.wording import (
    Part,
    compared,
    count,
    filled,
    full_mark,
    listed,
    own,
    phrase,
    points,
    rate,
    said,
)
from jixiao.terms import Attainment, IndicatorClass, IndicatorGroup, ReportContent, Sign

_TOP: Final = 1
_GROUPS: Final = (
    IndicatorGroup.OUTPUT,
    IndicatorGroup.COST,
    IndicatorGroup.BENEFIT,
    IndicatorGroup.SATISFACTION,
)
_GROWING: Final = (Sign.AT_LEAST, Sign.MORE_THAN, Sign.EQUAL)
_FALLING: Final = (Sign.AT_MOST, Sign.LESS_THAN)
# A target that is met to the dot and yet not reached.
_STRICT: Final = {Sign.MORE_THAN: "，没有超过指标值", Sign.LESS_THAN: "，没有低于指标值"}
# Three ways to say the same, taken in turn so that a long report does not drone.
_ASKED: Final = ("指标值", "年度指标值", "目标值")
_REACHED: Final = ("实际完成", "全年完成", "实际完成")


def groups(indicators: Sequence[Indicator]) -> Iterator[tuple[IndicatorGroup, list[Indicator]]]:
    """Yield the groups that have indicators, in their official order."""
    for group in _GROUPS:
        own_ones = [one for one in indicators if one.group is group]
        if own_ones:
            yield group, own_ones


def counted(indicators: Sequence[Indicator]) -> list[Part]:
    """Return how many indicators there are, and how many in each group."""
    named: list[list[Part]] = [
        [group.label, count(f"{group.label}个数", len(some), "个", "指标表")]
        for group, some in groups(indicators)
    ]
    return [
        "绩效指标",
        count("绩效指标个数", len(indicators), "个", "指标表"),
        "，其中",
        *listed(named),
    ]


def target(indicator: Indicator) -> Source | None:
    """Return what was to be reached, as printed; None where it was not filled in."""
    label, origin = f"{indicator.name}指标值", indicator.origin
    if indicator.sign is Sign.QUALITATIVE:
        words = phrase(indicator.target_text)
        return Source(label, words, origin) if words else None
    if indicator.target is None:
        return None
    if indicator.sign is Sign.INTERVAL:
        if indicator.target_high is None:
            return None
        low, high = (
            with_unit(f"{each:f}", indicator.unit)
            for each in (indicator.target, indicator.target_high)
        )
        return Source(label, f"{low}至{high}", origin)
    sign = compared(indicator.sign) if indicator.sign is not None else ""
    return Source(label, with_unit(f"{sign}{indicator.target:f}", indicator.unit), origin)


def actual(indicator: Indicator) -> Source | None:
    """Return what was reached, as printed; None where it was not filled in."""
    label, origin = f"{indicator.name}完成值", indicator.origin
    if indicator.sign is Sign.QUALITATIVE:
        if indicator.attainment is None:
            return None
        return Source(label, indicator.attainment.label, origin)
    if indicator.actual is None:
        return None
    return Source(label, with_unit(f"{indicator.actual:f}", indicator.unit), origin)


def completion(indicator: Indicator) -> Source | None:
    """Return 完成值÷指标值 of an indicator of which more is better; None elsewhere."""
    if indicator.sign not in _GROWING or indicator.actual is None or indicator.actual < 0:
        return None
    if indicator.target is None or indicator.target <= 0:
        return None
    way = f"完成值{indicator.actual:f}÷指标值{indicator.target:f}"
    return rate(f"{indicator.name}完成率", indicator.actual, indicator.target, way)


def attained(indicator: Indicator) -> bool | None:
    """Whether the actual value reaches the target; None where that cannot be told."""
    wanted, found, sign = indicator.target, indicator.actual, indicator.sign
    if wanted is None or found is None or sign is None:
        return None
    if sign is Sign.INTERVAL:
        high = indicator.target_high
        return None if high is None else wanted <= found <= high
    tests = {
        Sign.AT_LEAST: found >= wanted,
        Sign.MORE_THAN: found > wanted,
        Sign.EQUAL: found == wanted,
        Sign.LESS_THAN: found < wanted,
        Sign.AT_MOST: found <= wanted,
    }
    return tests.get(sign)


def told(
    material: Material,
    indicators: Sequence[Indicator],
    *,
    reasons: bool = True,
    lead: str = "对应",
) -> Iterator[Block]:
    """Yield a paragraph for each group of indicators, and what deviated with its reason.

    Why targets were missed is left out where the report has a place of its own for that.
    """
    for group, some in groups(indicators):
        number = count(f"{group.label}个数", len(some), "个", "指标表")
        runs = [said(lead, group.label, number, "：")]
        for index, one in enumerate(some):
            ordinal = f"{chinese(index + 1)}是" if len(some) > 1 else ""
            runs += _one(material, one, ordinal, index)
            runs.append(Run("。" if index == len(some) - 1 else "；"))
        yield body(*runs)
    apart = material.framework.holds(ReportContent.MISSED)
    for one in indicators if reasons else ():
        if not (apart and _short(one)):
            yield from _deviation(one, material.sheet)


def by_group(material: Material) -> Iterator[Block]:
    """Tell the indicators of the whole department, each group under a heading."""
    for group, some in groups(_own(material)):
        yield Heading(_TOP, f"{group.label}完成情况")
        yield from told(material, some, lead="")


def reached(material: Material) -> Iterator[Block]:
    """Name the indicators that reached their targets."""
    found = [one for one in _own(material) if _met(one)]
    if found:
        yield body(_named("达到指标值", found))


def missed(material: Material) -> Iterator[Block]:
    """Name the indicators that did not reach their targets, with the reasons."""
    found = [one for one in _own(material) if _short(one)]
    if found:
        yield body(_named("未达到指标值", found))
        for one in found:
            yield from _deviation(one, material.sheet)


def _named(words: str, found: Sequence[Indicator]) -> Run:
    """Return a sentence for each group, which names its indicators."""
    parts: list[Part] = []
    for group, some in groups(found):
        lead = f"{group.label}中{words}"
        parts += [f"{lead}的", count(f"{lead}个数", len(some), "个", "指标表"), "："]
        parts += [*listed([_beside(one) for one in some]), "。"]
    return said(*parts)


def _own(material: Material) -> list[Indicator]:
    return [one for one in material.evaluation.indicators if not one.project]


def _met(one: Indicator) -> bool:
    return attained(one) is True or one.attainment is Attainment.ATTAINED


def _short(one: Indicator) -> bool:
    return attained(one) is False or one.attainment in (Attainment.PARTLY, Attainment.MISSED)


def _beside(one: Indicator) -> list[Part]:
    """Return an indicator with what was reached, and beside it what was to be."""
    name, found, wanted = phrase(one.name) or one.code, actual(one), target(one)
    if found is None or wanted is None:
        return [name]
    if one.sign is Sign.QUALITATIVE:
        return [name, "（", found, "）"]
    return [name, found, "（指标值", wanted, "）"]


def _one(material: Material, one: Indicator, lead: str, index: int) -> list[Run]:
    """Return the words on one indicator, without the mark at their end."""
    wanted, found = target(one), actual(one)
    name = f"{lead}{quoted(phrase(one.name) or one.code)}"
    if wanted is None or found is None:
        blanks = [label for label, each in (("指标值", wanted), ("完成值", found)) if each is None]
        return [said(name), prompt(f"工作簿指标表未填{'、'.join(blanks)}，填写后重新生成")]
    if one.sign is Sign.QUALITATIVE:
        return _qualitative(one, name, wanted, found)
    asked = _ASKED[index % len(_ASKED)] + ("为" if one.sign is Sign.INTERVAL else "")
    parts: list[Part] = [name, asked, wanted, "，"]
    parts += [_done(one, index), found]
    share = completion(one)
    if share is not None:
        parts += ["，完成率", share]
    parts.append(_verdict(one))
    parts += _sampled(material, one)
    return [said(*parts)]


def _done(one: Indicator, index: int) -> str:
    if one.sign in _FALLING or one.sign is Sign.INTERVAL:
        return "实际为"
    return "实际达到" if one.unit == "%" else _REACHED[index % len(_REACHED)]


def _verdict(one: Indicator) -> str:
    good = attained(one)
    if good is None:
        return ""
    if not good and one.actual == one.target and one.sign in _STRICT:
        return _STRICT[one.sign]
    if one.sign is Sign.INTERVAL:
        return "，在指标值区间之内" if good else "，不在指标值区间之内"
    if not good:
        return "，未达到指标值"
    return "，未超过指标值" if one.sign in _FALLING else ""


def _qualitative(one: Indicator, name: str, wanted: Source, found: Source) -> list[Run]:
    runs = [said(name, "的目标是", wanted, "，完成情况为“", found, "”")]
    if one.actual_text.strip():
        runs += [Run("，"), own(one.actual_text)]
    return runs


def _sampled(material: Material, one: Indicator) -> list[Part]:
    """Return how many were asked for a satisfaction, and who reports it."""
    if one.kind is not IndicatorClass.SERVICE_SATISFACTION or not one.sample:
        return []
    parts: list[Part] = ["（有效样本", count(f"{one.name}有效样本数", one.sample, "份", one.origin)]
    paper = _paper(material, one)
    if paper is not None:
        parts += ["，依据", Source("佐证材料", f"{paper.issuer}出具的{paper.kind}", paper.origin)]
    return [*parts, "）"]


def _paper(material: Material, one: Indicator) -> Evidence | None:
    papers = (each for each in material.evaluation.evidence if each.code in one.evidence)
    return next((each for each in papers if filled(each.issuer, each.kind)), None)


def _deviation(one: Indicator, sheet: ScoreSheet) -> Iterator[Block]:
    """Yield why an indicator deviated, as the user wrote it, or a blank where it must be told."""
    if not needs_reason(one, sheet) and not one.reason.strip():
        return
    name = quoted(phrase(one.name) or one.code)
    line = _line(one, sheet)
    lost = Decimal(0) if line is None else _lost(line)
    runs: list[Run] = []
    if one.reason.strip():
        runs += [said(f"{name}偏差原因是"), own(one.reason), Run("。")]
    else:
        runs.append(said(name))
        runs.append(prompt("偏差原因；写明完成值与指标值相差的客观情况，可引用监控记录"))
    if one.measure.strip():
        runs += [Run("改进措施是"), own(one.measure), Run("。")]
    elif lost > 0:
        runs.append(prompt("改进措施；写明由谁、何时、怎样改进"))
    if line is not None and line.score is not None and lost > 0:
        parts: list[Part] = ["该指标满分", full_mark(line.points), "，得"]
        parts += [points(f"{one.name}得分", line.score, line.arithmetic)]
        parts += ["，扣", points(f"{one.name}扣分", lost, "分值－得分"), "。"]
        runs.append(said(*parts))
    yield body(*runs)


def needs_reason(one: Indicator, sheet: ScoreSheet) -> bool:
    """Whether the score of an indicator asks for a reason: points were lost, or it overshot."""
    line = _line(one, sheet)
    return line is not None and (_lost(line) > 0 or bool(line.remarks))


def _line(one: Indicator, sheet: ScoreSheet) -> ScoreLine | None:
    found = (each for each in sheet.leaves if each.id == one.code and each.indicator == one)
    return next(found, None)


def _lost(line: ScoreLine) -> Decimal:
    return Decimal(0) if line.score is None else line.points - line.score
