"""AS05: ranks among peers with direction and population."""

from collections.abc import Iterator

from jixiao.checks.context import Context
from jixiao.checks.registry import check
from jixiao.extraction.understanding import Sentence
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome
from jixiao.model.quantity import Dimension
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Severity

_RANK = pattern(
    r"(?:排名|排序|位列|位居|列第?(?![入支示报出])|居第?(?![民住家]))[^,，。;；]{0,6}?(?:第?[0-9一二三四五六七八九十]+[位名]?|[前后][0-9]+名?|中间|靠[前后])"
)
_COST = pattern(
    r"元/|万元/|能耗|物业管理费|行政支出|业务活动支出|外勤支出|公用经费|单位成本|人均(?![^,。;]{0,6}(?:收入|增收|产值|面积))"
)
_DIRECTION = pattern(
    r"由[低高][到至][高低]|从[低高][到至][高低]|[升降]序|低于平均|高于平均|[较最][低高]|成本[低高]|节约程度|由[少多][到至][多少]"
)
_POPULATION = pattern(
    r"[0-9](?<![0-9]{2})[0-9]*(?:家|个?[^,，。;；]{0,8}(?:单位|部门|局|委办))|共[0-9]+个|/[0-9]+"
)
_REACH = 6  # sentences before, for a lead such as 以下各项均由低到高排序


@check(
    code="AS05",
    name="peer-rank",
    severity=Severity.WARNING,
    since="0.1",
    absent="文中没有写单位成本在同类单位中的排名，无从核对。",
)
def peer_rank(ctx: Context) -> Iterator[Outcome]:
    """单位成本的排名应写明排序方向和参加排名的单位总数。

    为什么：“后20名”既可能是成本低，也可能是成本高，不写方向和总数无法评分。
    公式：排名的同一句或前文应有“由低到高”等方向和单位总数。
    不报的情形：前面统一写明方向和总数的；不是成本、费用的排名；多项排名合并为一条提示。
    已知漏报：方向和总数写在附表的会被提示。
    """
    text = ctx.document.text
    bad: list[Span] = []
    good: list[Span] = []
    lacking: set[str] = set()
    sentences = ctx.understanding.sentences
    costs = dict.fromkeys(f.sentence for f in ctx.understanding.facts if _is_cost(f))
    for number in costs:
        sentence = sentences[number]
        match = _rank(text, sentence)
        if match is None:
            continue
        lead = text[sentences[max(0, number - _REACH)].start : sentence.end]
        missing = _missing(lead)
        (bad if missing else good).append(match)
        lacking.update(missing)
    if bad:
        yield ctx.finding(
            bad[0],
            f"写了单位成本的排名，没有写明{'和'.join(sorted(lacking))}，请补充",
            related=[(span, "同样的排名") for span in bad[1:]],
        )
    elif good:
        yield ctx.passed(good[0], "单位成本的排名写明了排序方向和单位总数")


def _is_cost(fact: Fact) -> bool:
    """Whether a fact is a cost per head, per square metre and the like."""
    amount = fact.quantity
    if amount is None:
        return False
    dimension = amount.unit.dimension
    return dimension is Dimension.UNIT_COST or (dimension is Dimension.MONEY and "均" in fact.label)


def _rank(text: str, sentence: Sentence) -> Span | None:
    match = _RANK.search(text, sentence.start, sentence.end)
    if match is None or not _COST.search(text, sentence.start, match.start()):
        return None
    return Span(match.start(), match.end())


def _missing(lead: str) -> list[str]:
    missing = [] if _DIRECTION.search(lead) else ["排序方向（由低到高或由高到低）"]
    return missing if _POPULATION.search(lead) else [*missing, "参加排名的单位总数"]
