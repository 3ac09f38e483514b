"""XR01: the money of the workbook in the written report."""

from collections.abc import Iterator
from typing import Final

from jixiao.checks.records import bare
from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.checks.xr._figures import (
    RATE,
    Figure,
    agrees,
    derived,
    figures,
    printed,
    staged,
    told,
)
from jixiao.checks.xr._owners import Owners
from jixiao.checks.xr._same import is_that_report, spoken_otherwise
from jixiao.extraction.understanding import Understanding
from jixiao.model.evaluation import Evaluation
from jixiao.model.fact import Fact
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Fund, Severity

_CERTAIN: Final = frozenset({"年初预算数", "全年预算数", "全年执行数"})
_OF_FUND = pattern(r"财政拨款|一般公共预算|政府性基金|国有资本|财政专户|单位资金|自有资金|其他资金")
_OF_CONTRACTS: Final = "采购合同金额"


@source_check(
    code="XR01",
    name="figures-of-the-workbook",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时给出工作簿和写有部门收支总数的文字。",
)
def figures_of_the_workbook(ctx: SourcesContext) -> Iterator[SourcesOutcome]:
    """报告中部门的预算、收支、结转、三公经费、采购、资产和人数，应与工作簿一致。

    为什么：报告和表格报同一个数而各不相同，是退回重报最常见的原因。
    公式：换算单位后，工作簿的数落在报告印出的数的舍入范围之内；报告多处写到的，逐处核对。
    同一部门、同一年度的自评报告里写明的年初预算数、全年预算数、全年执行数，一处也对不上的，是错误；
    其余不相符的只问口径；与工作簿另一个数相同的，指出可能用了哪个口径。
    不报的情形：报告没有写到的；约数、上年数、年中数、项目和任务的数；预算阶段、资金性质不同的不比较；
    已有一处相符，而这一句说的是其中一部分、上年或某一时点的。
    已知漏报：换了名称的数。
    """
    found = ctx.evaluation()
    if found is None:
        return
    number, evaluation = found
    for source, text in ctx.texts():
        owners = Owners(evaluation, text)
        for fund in Fund:
            known = list(figures(evaluation, fund))
            if fund is Fund.ALL:
                known += derived(evaluation)
            for figure in known:
                facts = _facts(text, figure, evaluation, owners, fund)
                if facts:
                    spot = figure.spot(number)
                    judging = _Judging(ctx, evaluation, source, text, known)
                    yield from judging.judged(spot, facts, figure, fund)


def _facts(
    text: Understanding, figure: Figure, evaluation: Evaluation, owners: Owners, fund: Fund
) -> list[Fact]:
    year = evaluation.department.year
    facts = [
        fact
        for fact in told(text, figure.concepts, year, owners)
        if fact.scope.fund is fund and (fact.amount.unit.name == RATE) == (figure.unit == RATE)
    ]
    if figure.label.startswith(_OF_CONTRACTS):
        facts = [fact for fact in facts if "合同" in text.document.text[_clause(text, fact)]]
    return staged(facts, figure.bases)


def _clause(text: Understanding, fact: Fact) -> slice:
    sentence = text.sentence_at(fact.start)
    return slice(sentence.start if sentence else fact.subject_start, fact.start)


class _Judging:
    """The figures of one workbook before one text."""

    def __init__(
        self,
        ctx: SourcesContext,
        evaluation: Evaluation,
        source: int,
        text: Understanding,
        known: list[Figure],
    ) -> None:
        self._ctx, self._source, self._text, self._known = ctx, source, text, known
        self._certain = is_that_report(text, evaluation)

    def judged(
        self, ours: Spot, facts: list[Fact], figure: Figure, fund: Fund
    ) -> Iterator[SourcesOutcome]:
        fits = [fact for fact in facts if self._is(figure, fact)]
        unlike = [fact for fact in facts if fact not in fits]
        if fits:
            said = f"{self._said(figure, fits[0])}，相符"
            yield self._ctx.passed((self._spot(fits[0]), ours), said)
            for fact in unlike:
                if not spoken_otherwise(self._text, fact) and self._other(figure, fact) is None:
                    yield self._finding(ours, fact, figure, None)
        else:
            other = self._other(figure, unlike[0])
            sure = other is None and fund is Fund.ALL and self._sure(figure, unlike[0])
            yield self._finding(ours, unlike[0], figure, other, sure=sure)

    def _sure(self, figure: Figure, fact: Fact) -> bool:
        """Whether the text says the very same, of no part, no fund and no other time."""
        same = fact.label == figure.label and figure.label in _CERTAIN
        before = self._text.document.text[_clause(self._text, fact)]
        told = _OF_FUND.search(before) or spoken_otherwise(self._text, fact)
        return self._certain and same and not told

    def _finding(
        self, ours: Spot, fact: Fact, figure: Figure, other: Figure | None, *, sure: bool = False
    ) -> SourcesOutcome:
        basis = f"报告的数与工作簿的“{other.label}”相同，可能用了这一口径" if other else ""
        return self._ctx.finding(
            (self._spot(fact), ours),
            f"{self._said(figure, fact)}；请核对，或说明两处的口径",
            severity=Severity.ERROR if sure else None,
            stated=fact.value,
            expected=figure.value,
            basis=basis,
        )

    def _said(self, figure: Figure, fact: Fact) -> str:
        value = figure.shown
        return f"{figure.label}：工作簿为{bare(value)}{figure.unit}，报告写作{printed(fact)}"

    def _spot(self, fact: Fact) -> Spot:
        return Spot(self._source, span=Span(fact.start, fact.end), label="报告")

    def _other(self, figure: Figure, fact: Fact) -> Figure | None:
        return next(
            (
                one
                for one in self._known
                if one is not figure and one.unit == figure.unit and self._is(one, fact)
            ),
            None,
        )

    def _is(self, figure: Figure, fact: Fact) -> bool:
        return agrees(fact, figure.value, figure.unit, self._text)
