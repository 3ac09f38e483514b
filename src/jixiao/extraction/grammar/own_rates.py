"""The own execution rate beside that of others: 全县平均执行率94.2%，本乡高2.59个百分点."""

from jixiao.extraction.grammar.base import Collector
from jixiao.extraction.grammar.change_words import derived_fact
from jixiao.model.fact import Basis, Entity, Fact
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Change, Ratio, RatioKind
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import Direction, Fund

_LEVEL = pattern(r"(?:平均|均值)[^,;。0-9]{0,4}(?:执行率|支出率|支出进度|执行进度)(?:为|是|达)?$")
_GAP = pattern(
    r"[,(](?P<own>[^,;。0-9比较]{0,12}?)(?:(?P<up>高|快)|(?P<down>低|慢))(?:出|于其|了)?(?:约)?"
)


def read_own_rates(out: Collector) -> None:
    """Bind how far the own rate is off the mean of others, where the report has one own rate."""
    text = out.text
    if "平均" not in text or "个百分点" not in text:
        return
    for paragraph in out.paragraphs:
        for level, gap in zip(paragraph.mentions, paragraph.mentions[1:], strict=False):
            if gap.dimension is not Dimension.PERCENTAGE_POINT or gap.role:
                continue
            match = _GAP.fullmatch(text, level.end, gap.start)
            if match is None or _LEVEL.search(text, level.lead_from, level.start) is None:
                continue
            own = _own_rate(out)
            if own is None or own.end > level.start:
                continue
            gap.role = "difference"
            out.add(
                Change(
                    start=own.start,
                    end=gap.end,
                    this=own,
                    last=out.fact(level),
                    difference=derived_fact(gap, "difference", out),
                    rate=None,
                    direction=Direction.UP if match["up"] else Direction.DOWN,
                    direction_span=Span(*match.span("up" if match["up"] else "down")),
                    sure=False,
                    yearly=False,
                )
            )


def _own_rate(out: Collector) -> Fact | None:
    """Return the execution rate of the whole budget, where all so called are the same."""
    found = [
        ratio.rate
        for ratio in out.relations[Ratio]
        if isinstance(ratio, Ratio)
        and ratio.kind is RatioKind.EXECUTION
        and ratio.sure
        and "预算执行率" in ratio.rate.label
        and ratio.denominator is not None
        and ratio.denominator.concept == "budget_total"
        and ratio.denominator.scope.basis is Basis.ADJUSTED_BUDGET
        and ratio.denominator.scope.entity is Entity.DEPARTMENT
        and ratio.denominator.scope.fund is Fund.ALL
    ]
    return found[0] if len({rate.value for rate in found}) == 1 else None
