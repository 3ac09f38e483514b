"""SC13: the total score told twice."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.checks.context import Context
from jixiao.checks.ind._forms import forms
from jixiao.checks.registry import check
from jixiao.checks.sc._score import HUNDRED, SELF_EVALUATIONS, last_year, monitoring
from jixiao.model.document import BlockKind
from jixiao.model.fact import Entity, Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import ReportKind, Severity

# Scores of somebody else, of a part, or of another evaluation than this one.
_OTHER = pattern(
    r"复核|复评|复审|抽[查评]|财政|第三方|审核|核定前|调整前|最终|平均|均分|最高|最低|所属|下属|直属|二级|本级|各[单部处科]|"
    r"等次|分数段|以上|以下|考核|测评|排名|上报|满分|标准分|往年|历年|扣|模拟|预计|力争|目标值|"
    r"分别|分[单县市区部地]|家|同类"
)
_PROJECT = pattern(r"项目|专项|工程|任务|指标|得分率")
_OF_ALL = pattern(r"部门整体|整体支出")
_YEAR = pattern(r"20[0-9]{2}(?=年)")
_NAMED = pattern(r"(?:自评|评价|综合|绩效|总|最终|项目)(?:总?得|总|评)?分")
_OF_PROJECTS = (
    ReportKind.PROJECT_SELF_EVALUATION,
    ReportKind.PROJECT_EVALUATION,
    ReportKind.TRANSFER_PAYMENT_SELF_EVALUATION,
)


class _Told(NamedTuple):
    score: Decimal
    span: Span


@check(
    code="SC13",
    name="total-score-told-twice",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有两处以上写出本次自评的总分，无从相互核对。",
)
def total_score_told_twice(ctx: Context) -> Iterator[Outcome]:
    """本次自评的总分在开头、正文、结论和评分表中应当一致。

    为什么：总分是自评的结论，改过评分表而没有改正文，读者不知以哪个为准。
    公式：各处写出的总分相等；评分表只有一张、满分 100 分的，取其合计行的得分。
    不报的情形：上年的、监控的、复核或者财政评价的、所属单位或者单个项目的得分；平均分、分数段；
        两个数相等而写法不同的（98.2 与 98.20）。
    已知漏报：总分没有“得分”“总分”字样的。
    """
    told = sorted(_told(ctx), key=lambda each: each.span.start)
    if len(told) < 2:
        return
    times = {each.score: sum(other.score == each.score for other in told) for each in told}
    main = max(told, key=lambda each: times[each.score])
    for each in told:
        if each.score == main.score:
            continue
        yield ctx.finding(
            each.span,
            f"总分此处写作 {each.score}分，另一处写作 {main.score}分，请核对；"
            "如不是同一次评价的得分，请写明",
            stated=each.score,
            expected=main.score,
            related=((main.span, "另一处总分"),),
        )
    if times[main.score] == len(told):
        rest = [(each.span, "总分") for each in told[:-1]]
        yield ctx.passed(
            told[-1].span, f"总分 {main.score}分，在文中 {len(told)} 处写出，一致", rest
        )


def _told(ctx: Context) -> Iterator[_Told]:
    """Yield the places that state the total score of this evaluation."""
    kind = ctx.metadata.report_kind
    if kind not in SELF_EVALUATIONS:
        return
    for fact in ctx.facts_of("total_score", "other"):
        if _states(ctx, fact, of_project=kind in _OF_PROJECTS):
            yield _Told(fact.value, Span(fact.start, fact.end))
    whole = [form for form in forms(ctx.understanding) if "score" in form.columns]
    total = whole[0].total if len(whole) == 1 else None
    if total is not None and total.points == HUNDRED and total.score is not None:
        yield _Told(total.score, total.score_at)


def _states(ctx: Context, fact: Fact, *, of_project: bool) -> bool:
    """Whether a number is the total score of the department, or of the one project reported."""
    amount = fact.quantity
    if amount is None or not amount.is_point or amount.unit.dimension is not Dimension.SCORE:
        return False
    if fact.concept == "other":
        named = of_project and fact.label == "项目得分"
    else:
        named = fact.scope.entity is Entity.DEPARTMENT and not fact.scope.name
    document = ctx.document
    return (
        named
        and document.blocks[document.block_at(fact.start)].kind is not BlockKind.ROW
        and _NAMED.search(document.text, fact.clause, fact.start) is not None
        and _of_this(ctx, fact, of_project=of_project)
        and not last_year(ctx.understanding, fact.start)
        and not monitoring(ctx.understanding, fact.start)
    )


def _of_this(ctx: Context, fact: Fact, *, of_project: bool) -> bool:
    """Whether neither the sentence nor the heading speaks of another evaluation."""
    sentence = ctx.understanding.sentence_at(fact.start)
    if sentence is None:
        return False
    text = ctx.document.text
    before = max(sentence.start, text.rfind(",", sentence.start, max(0, fact.clause - 1)) + 1)
    said = text[before : fact.start]  # its clause and the one before
    if any(int(year) != ctx.metadata.fiscal_year for year in _YEAR.findall(said)):
        return False
    if _OTHER.search(said.rpartition(";")[2]):
        return False
    return of_project or not (
        (_PROJECT.search(said) and not _OF_ALL.search(said))
        or any("项目" in words for words in _headings(ctx, fact))
    )


def _headings(ctx: Context, fact: Fact) -> Iterator[str]:
    """Yield the headings of the sections that a fact stands in."""
    for section in ctx.understanding.sections:
        if section.heading.start <= fact.start < section.end:
            yield ctx.text(section.heading)
