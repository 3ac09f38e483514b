"""How much of its full mark a score is: 权重25分,得19.6分,得分率78.4%; 得分率分别为90%、85%."""

from collections.abc import Sequence
from itertools import pairwise

from jixiao.extraction.grammar.base import Collector, Paragraph, is_percent
from jixiao.extraction.grammar.ratio_operands import run_of_percents
from jixiao.extraction.mentions import Mention
from jixiao.model.quantity import Dimension
from jixiao.model.relation import Ratio, RatioKind
from jixiao.patterns import pattern

Scored = tuple[str, Mention, Mention | None]  # name, score, full mark

_BEHIND = pattern(r"[,;(]?(?:平均|整体|总体|该?项|指标)?得分率(?:约?为|是|达到?|:)?")
_EACH = pattern(r"得分率(?:依次|分别|各)(?:为|是|达到?|:)?$")
_MARKS = pattern(r"(?:满分|分值|权重|标准分)(?:依次|分别|各)(?:为|是|:)?$")
_SCORES = pattern(r"得分?(?:依次|分别|各)(?:为|是|:)?$")
_BESIDE = pattern(r"分?(?:[、,和及与]|以及)")
_FEWEST = 2


def read_score_rates(paragraph: Paragraph, pairs: Sequence[Scored], out: Collector) -> None:
    """Read the rates told behind scores with full marks, one by one or all in a row."""
    if "得分率" not in out.text[paragraph.start : paragraph.end]:
        return
    whole = [(score, full) for _, score, full in pairs if full is not None]
    for position, rate in enumerate(paragraph.mentions):
        if not is_percent(rate) or rate.role or not rate.quantity.is_plain:
            continue
        if _EACH.search(out.text, rate.lead_from, rate.start):
            run = run_of_percents(paragraph.mentions, position)
            before = [pair for pair in whole if pair[0].end < rate.start]
            told = _in_rows(paragraph, rate, len(run), out.text) or before
            if len(told) == len(run) >= _FEWEST:
                for one, (score, full) in zip(run, told, strict=True):
                    _add(one, score, full, out)
            continue
        for score, full in whole:
            if score.end < rate.start and _BEHIND.fullmatch(
                out.text, score.tail_end if score.tail_end < rate.start else score.end, rate.start
            ):
                _add(rate, score, full, out)


def _in_rows(
    paragraph: Paragraph, rate: Mention, size: int, text: str
) -> list[tuple[Mention, Mention]]:
    """Return scores with full marks of 满分分别为20分、30分,得分分别为18分、27分."""
    points = [
        m
        for m in paragraph.mentions
        if m.dimension is Dimension.SCORE and m.end < rate.start and m.sentence == rate.sentence
    ]
    rows = []
    for head in (_MARKS, _SCORES):
        first = [n for n, m in enumerate(points) if head.search(text, m.lead_from, m.start)]
        if len(first) != 1:
            return []
        row = points[first[0] : first[0] + size]
        if len(row) < size or not all(
            _BESIDE.fullmatch(text, one.end, other.start) for one, other in pairwise(row)
        ):
            return []
        rows.append(row)
    return list(zip(rows[1], rows[0], strict=True))


def _add(rate: Mention, score: Mention, full: Mention, out: Collector) -> None:
    rate.role = "rate"
    out.add(
        Ratio(
            start=min(score.start, full.start),
            end=rate.end,
            topic="score_rate",
            kind=RatioKind.RATIO,
            rate=out.fact(rate, label="得分率"),
            numerator=out.fact(score),
            denominator=out.fact(full),
        )
    )
