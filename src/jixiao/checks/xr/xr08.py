"""XR08: the scores of the report beside those that the workbook gives."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from jixiao.checks.records import bare
from jixiao.checks.registry import source_check
from jixiao.checks.sources import SourcesContext
from jixiao.checks.xr._figures import of_year
from jixiao.checks.xr._names import plain
from jixiao.checks.xr._owners import DEPARTMENT, Owner, Owners
from jixiao.checks.xr._same import is_that_report, spoken_otherwise, within_the_year
from jixiao.extraction.understanding import Understanding
from jixiao.model.evaluation import Evaluation
from jixiao.model.fact import Fact
from jixiao.model.outcome import SourcesOutcome, Spot
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Deduction, Scored
from jixiao.model.score import ScoreLine, ScoreSheet
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_NAME = pattern(r"^[、,;:其中（(]+|(?:得分|分值|自评|指标)+$|\d+分$")
_NO_SCORE: Final = frozenset({"full_mark", "deducted_points", "total_score"})
_OURS: Final = "按工作簿计分"


@source_check(
    code="XR08",
    name="scores-of-the-workbook",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有同时给出能计分的工作簿和写有得分的文字。",
)
def scores_of_the_workbook(ctx: SourcesContext) -> Iterator[SourcesOutcome]:
    """报告、自评表、汇总表中的总分和各评分项得分，应与工作簿按标准计得的一致。

    为什么：得分由数据算出；报告写的与算出的不同，不是抄错，就是改过数据没有改报告。
    公式：部门和项目的总分、名称相同的评分项得分和扣分，与计分结果相等（印出位数的舍入之内）。
    不报的情形：报告所用的满分与标准不同的（用的是另一套标准）；工作簿没有填齐、算不出总分的；
    同一张表里同名的评分项不止一项的；监控报告等年中材料。
    已知漏报：报告换了名称的评分项。
    """
    found = ctx.evaluation()
    if found is None or not ctx.sources[found[0]].sheets:
        return
    number, evaluation = found
    sheets = {each.project: each for each in ctx.sources[number].sheets}
    for source, text in ctx.texts():
        if not within_the_year(text):
            one = _Scores(ctx, (number, source), text, Owners(evaluation, text))
            yield from one.totals(sheets, evaluation)
            yield from one.lines(sheets)
            yield from one.deductions(sheets)


class _Scores:
    """The scores that one text tells of."""

    def __init__(
        self,
        ctx: SourcesContext,
        sources: tuple[int, int],
        text: Understanding,
        owners: Owners,
    ) -> None:
        self._ctx, self._sources, self._text, self._owners = ctx, sources, text, owners

    def totals(
        self, sheets: dict[str, ScoreSheet], evaluation: Evaluation
    ) -> Iterator[SourcesOutcome]:
        """Judge total scores: where the report says 总分, and the rows of lists of projects."""
        rows: list[tuple[Fact, Owner]] = [
            (fact, self._owners.of(fact)) for fact in self._text.facts_of("total_score")
        ]
        for fact in self._text.facts_of("part_score"):
            owner = self._owners.of_row(fact.start)
            if owner is not None and owner.project and fact.label.endswith("得分"):
                rows.append((fact, owner))
        certain = is_that_report(self._text, evaluation)
        for fact, owner in rows:
            sheet = None if owner.task else sheets.get(owner.project)
            if sheet is None or sheet.total is None or not fact.amount.is_plain:
                continue
            if not of_year(self._text, fact, sheet.year) or spoken_otherwise(self._text, fact):
                continue
            name = "自评得分" if owner == DEPARTMENT else f"项目{owner.project}的自评得分"
            named = certain and owner == DEPARTMENT and len(rows) == 1
            yield self._judged(fact, (name, sheet.total), sure=named and _standing(sheet))

    def lines(self, sheets: dict[str, ScoreSheet]) -> Iterator[SourcesOutcome]:
        """Judge the scores of lines that bear the name of one line of the owner's sheet."""
        for told in self._text.all(Scored):
            line = self._line(told.name, told.start, sheets)
            if line is None or line.score is None or not told.score.amount.is_plain:
                continue
            if told.full_mark is not None and told.full_mark.value != line.points:
                if told.score.value == line.score:  # else it is another standard
                    said = f"评分项“{line.label}”满分", line.points
                    yield self._judged(told.full_mark, said)
                continue
            yield self._judged(told.score, (f"评分项“{line.label}”得分", line.score))

        taken = {each.score.start for each in self._text.all(Scored)}
        for fact in self._text.facts:
            if fact.start in taken or fact.quantity is None or fact.concept in _NO_SCORE:
                continue
            if fact.amount.unit.dimension is not Dimension.SCORE or not fact.amount.is_plain:
                continue
            line = self._line(fact.label, fact.start, sheets)
            if line is not None and line.score is not None and fact.value != line.points:
                yield self._judged(fact, (f"评分项“{line.label}”得分", line.score))

    def deductions(self, sheets: dict[str, ScoreSheet]) -> Iterator[SourcesOutcome]:
        """Judge points lost on lines that bear the name of one line of the owner's sheet."""
        for told in self._text.all(Deduction):
            name = told.name or self._scored_before(told)
            line = self._line(name, told.start, sheets) if name else None
            if line is None or line.score is None or told.points is None:
                continue
            lost = line.points - line.score
            if told.points.amount.is_plain:
                yield self._judged(told.points, (f"评分项“{line.label}”扣分", lost))

    def _scored_before(self, told: Deduction) -> str:
        """Return the line whose score the sentence tells before the points lost."""
        sentence = self._text.sentence_at(told.start)
        if sentence is None:
            return ""
        names = [
            each.name
            for each in self._text.all(Scored)
            if sentence.start <= each.start < told.start
        ]
        return names[-1] if len(names) == 1 else ""

    def _line(self, name: str, offset: int, sheets: dict[str, ScoreSheet]) -> ScoreLine | None:
        owner = self._owners.at(offset)
        sheet = sheets.get(owner.project)
        if sheet is None:
            return None
        wanted = _bare(name)
        found = [each for each in sheet.walk() if _bare(each.label) == wanted]
        return found[0] if len(found) == 1 else None

    def _judged(
        self, fact: Fact, said: tuple[str, Decimal], *, sure: bool = False
    ) -> SourcesOutcome:
        name, value = said
        number, source = self._sources
        spots = (
            Spot(source, span=Span(fact.start, fact.end), label="报告"),
            Spot(number, label=_OURS),
        )
        told = f"{name}：{_OURS}为{bare(value)}分，报告写作{fact.value:f}分"
        half = fact.amount.half_unit()
        if abs(fact.value - value) <= half:
            return self._ctx.passed(spots, f"{told}，相符")
        return self._ctx.finding(
            spots,
            f"{told}；请核对是否改过数据，或用的是另一套标准",
            severity=Severity.ERROR if sure else None,
            stated=fact.value,
            expected=value,
        )


def _standing(sheet: ScoreSheet) -> bool:
    """Whether every line of a sheet was scored."""
    return all(each.score is not None for each in sheet.leaves)


def _bare(name: str) -> str:
    return plain(_NAME.sub("", _NAME.sub("", name)))
