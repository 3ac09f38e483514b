"""XR12: numbers told in passing, bound to the workbook by name."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from jixiao.checks.fm._indicators import measured
from jixiao.checks.records import bare
from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.checks.xr._figures import equals, of_year, printed
from jixiao.checks.xr._indicators import Pairs, reached_before
from jixiao.checks.xr._names import alone, plain
from jixiao.checks.xr._numbers import Number, numbers
from jixiao.checks.xr._owners import Owners
from jixiao.checks.xr._same import spoken_otherwise, within_the_year
from jixiao.extraction.understanding import Understanding
from jixiao.model.evaluation import Evaluation, Indicator
from jixiao.model.fact import Fact
from jixiao.model.intervals import half_up
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.record import Record
from jixiao.model.relation import Change
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import IndicatorGroup, Severity, ThreePublicItem

_LINK = pattern(
    r"(?:数量|个数|次数|人数|场次|人次|数)?[”\"』」]?(?:实际|全年|累计|本年|当年|共|约|均)*"
    r"(?:达到了?|达|完成了?|为|是|实现|共计|合计|有|:)?[≥≤><=]?"
)
_LEAST: Final = 4
_REACH: Final = 12
_RATES: Final = frozenset({"%", "元", "亿元", "千元"})
_LEADING = pattern(r"^(?:其中|全年|已|:)+")
_ITEMS: Final = {
    "overseas_trips": ThreePublicItem.OVERSEAS_TRIPS,
    "vehicles_purchase": ThreePublicItem.VEHICLE_PURCHASE,
    "vehicles_operation": ThreePublicItem.VEHICLE_OPERATION,
    "official_receptions": ThreePublicItem.OFFICIAL_RECEPTIONS,
}
_GROUP = pattern("|".join(f"(?:{each.label})$" for each in IndicatorGroup))
_GROUPS: Final = {each.label: each for each in IndicatorGroup}


@source_check(
    code="XR12",
    name="numbers-in-passing",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时给出工作簿和顺带写到指标、运行成本等数的文字。",
)
def numbers_in_passing(ctx: SourcesContext) -> Iterator[SourcesOutcome]:
    """文字里顺带写到的数，应与工作簿中同名的一致。

    为什么：总结、成效、运行成本各段反复写到同一些数，改了表格，最容易漏改的就是这些地方。
    公式：指标名称后面紧跟的数、样本份数，成本项目的金额、基数、单位成本、名次，出国团组、接待批次
    和人次，与管理情况的问题同名的数，单位相同的，在印出位数的舍入范围内相等。
    不报的情形：名称与数之间隔着别的话的；约数；上年、目标、计划、增减额；同名的指标有一项相符的；
    监控报告等年中材料。
    已知漏报：换了说法的；名称不足四个字的。
    """
    found = ctx.evaluation()
    if found is None:
        return
    number, evaluation = found
    sheets = ctx.sources[number].sheets
    told = list(numbers(evaluation, sheets[0] if sheets else None))
    for source, text in ctx.texts():
        if not within_the_year(text):
            one = _Text(ctx, (number, source), text, (evaluation, told))
            yield from one.indicators()
            yield from one.samples()
            yield from one.counts()
            yield from one.last_year()
            for each in told:
                yield from one.numbers(each)


class _Ours(NamedTuple):
    """A number of the workbook: what it is called, how it is shown and where it stands."""

    label: str
    value: Decimal
    shown: str
    record: Record
    field: str


class _Year(NamedTuple):
    """An expense of this year and the last."""

    label: str
    value: Decimal
    last: Decimal
    record: Record
    field: str


class _Text:
    """One text before the numbers of a workbook."""

    def __init__(
        self,
        ctx: SourcesContext,
        sources: tuple[int, int],
        text: Understanding,
        known: tuple[Evaluation, list[Number]],
    ) -> None:
        self._ctx, self._sources, self._text = ctx, sources, text
        evaluation, told = known
        self._evaluation = evaluation
        self._before = reached_before(ctx, evaluation)
        self._names = {each.name for each in told if not each.exact}
        self._owners = Owners(evaluation, text)
        self._pairs = Pairs(evaluation, text, self._owners)
        taken = {
            fact.start
            for twin in self._pairs
            for fact in (twin.told.target, twin.told.actual)
            if fact is not None
        }
        self._facts = [
            fact
            for fact in text.facts
            if fact.quantity is not None
            and replace(fact.quantity, comparator=None).is_plain
            and fact.start not in taken
            and of_year(text, fact, evaluation.department.year)
        ]

    def indicators(self) -> Iterator[SourcesOutcome]:
        """Judge numbers right behind the name of an indicator, in its unit."""
        names = {plain(each.name): each.name for each in self._evaluation.indicators}
        for bare_name, name in names.items():
            for fact in self._behind(bare_name):
                same = [
                    each
                    for each in self._pairs.of(name, fact.start)
                    if each.unit == fact.amount.unit.name and each.target_high is None
                ]
                if any(self._before.get(each.code) == fact.value for each in same):
                    continue  # last year's, which XR04 speaks of
                ours = list(self._reached(same, aimed=fact.amount.comparator is not None))
                if ours:
                    yield self._judged(fact, *ours)

    def samples(self) -> Iterator[SourcesOutcome]:
        """Judge the sample that is told in the sentence of a satisfaction."""
        ours = [
            (each, plain(each.name), each.sample)
            for each in self._evaluation.indicators
            if each.sample is not None
        ]
        for fact in self._facts:
            if "样本" not in fact.label:
                continue
            named = [
                _Ours(f"“{each.name}”的有效样本数", Decimal(sample), str(sample), each, "sample")
                for each, name, sample in ours
                if self._sentence_names(fact, name)
            ]
            if named:
                yield self._judged(fact, *named)

    def numbers(self, known: Number) -> Iterator[SourcesOutcome]:
        """Judge the numbers of a sentence that are called so, in that unit."""
        ours = _Ours(
            known.label, known.value, f"{bare(known.value)}{known.unit}", known.record, known.field
        )
        for fact in self._facts:
            unit = fact.amount.unit
            if known.exact:
                label = plain(_LEADING.sub("", fact.label))
                named = label == known.name and unit.name not in _RATES
            else:
                near = not known.near or known.near in fact.label
                named = unit.name == known.unit and near and self._sentence_names(fact, known.name)
            if named:
                yield self._judged(fact, ours)

    def counts(self) -> Iterator[SourcesOutcome]:
        """Judge how many indicators of a kind are told, of whom the text speaks of."""
        for fact in self._facts:
            found = _GROUP.search(fact.label)
            if found is None or fact.amount.unit.name != "个":
                continue
            owner = self._owners.of(fact)
            group = _GROUPS[found[0]]
            every = [
                each
                for each in self._evaluation.indicators
                if each.group is group
                and each.project == owner.project
                and (not owner.task or each.task == owner.task)
            ]
            if every:
                own = [each for each in every if not each.task or owner.task]
                yield self._judged(
                    fact,
                    *(
                        _Ours(f"{group.label}的个数", Decimal(n), f"{n}个", every[0], "group")
                        for n in dict.fromkeys((len(every), len(own)))
                    ),
                )

    def last_year(self) -> Iterator[SourcesOutcome]:
        """Judge what is told of 三公 last year, and of the change since."""
        for change in self._text.all(Change):
            this = change.this
            row = None if this is None else self._three_public(this)
            if row is None or not change.yearly:
                continue
            label, now, last = row.label, row.value, row.last
            for fact, name, value in (
                (change.last, "上年支出数", last),
                (change.difference, "增减额", abs(now - last)),
                (change.rate, "增减率", abs(now - last) * 100 / last if last else None),
            ):
                if fact is not None and value is not None and fact.amount.is_plain:
                    unit = fact.amount.unit.name
                    shown = f"{bare(half_up(value, 2))}{unit}"
                    if unit in ("万元", "%"):
                        said = f"{label}的{name}"
                        yield self._judged(fact, _Ours(said, value, shown, row.record, row.field))

    def _three_public(self, this: Fact) -> "_Year | None":
        rows = self._evaluation.three_public
        if this.concept == "three_public_total":
            money = [(row.executed, row.last_year) for row in rows]
            if len(rows) < len(ThreePublicItem):
                return None
            now = sum((each for each, _ in money if each is not None), Decimal(0))
            last = sum((each for _, each in money if each is not None), Decimal(0))
            whole = all(None not in each for each in money)
            return _Year("“三公”经费", now, last, rows[0], "last_year") if whole else None
        item = _ITEMS.get(this.concept)
        row = next((each for each in rows if each.item is item), None) if item else None
        if row is None or row.executed is None or row.last_year is None or item is None:
            return None
        return _Year(item.label, row.executed, row.last_year, row, "last_year")

    @staticmethod
    def _reached(indicators: list[Indicator], *, aimed: bool) -> Iterator[_Ours]:
        """Yield what indicators of one name reached, then what they were to reach.

        ``aimed``: a sign goes before the number, so that it can only be what was to be reached.
        """
        fields = [("target", "指标值")] if aimed else [("actual", "完成值"), ("target", "指标值")]
        for field, label in fields:
            for each in indicators:
                value = getattr(each, field)
                if value is not None:
                    said = f"“{each.name}”的{label}"
                    yield _Ours(said, value, measured(value, each), each, field)

    def _behind(self, name: str) -> Iterator[Fact]:
        """Yield the numbers that follow a name, with nothing but a link between."""
        if len(name) < _LEAST:
            return
        words = self._text.document.text
        for fact in self._facts:
            before = words[max(0, fact.start - len(name) - _REACH) : fact.start]
            at = before.rfind(name)
            if at < 0 or not _LINK.fullmatch(before, at + len(name)):
                continue
            start = fact.start - len(before) + at
            if alone(words, start) and not spoken_otherwise(self._text, fact, until=start):
                yield fact

    def _sentence_names(self, fact: Fact, name: str) -> bool:
        """Whether the sentence up to a number names something."""
        sentence = self._text.sentence_at(fact.start)
        if sentence is None or len(name) < _LEAST:
            return False
        said = self._text.document.text[sentence.start : fact.start]
        at = said.rfind(name)
        if at < 0 or not alone(said, at):
            return False
        end = sentence.start + at + len(name)
        later = any(said.find(other, at + 1) > at for other in self._names if other != name)
        return not later and not spoken_otherwise(self._text, fact, end)

    def _judged(self, fact: Fact, *ours: _Ours) -> SourcesOutcome:
        """Judge a number against those it may be; the first is the one it most likely is."""
        pick = next((each for each in ours if equals(fact, each.value)), None)
        at = pick or ours[0]
        spots = (
            Spot(self._sources[1], span=Span(fact.start, fact.end), label="文字"),
            Spot(self._sources[0], at.record, at.field, label="工作簿"),
        )
        said = f"{at.label}：工作簿为{at.shown}，文字写作{printed(fact)}"
        if pick is not None:
            return self._ctx.passed(spots, f"{said}，相符")
        return self._ctx.finding(
            spots, f"{said}；请核对是否漏改", stated=fact.value, expected=at.value
        )
