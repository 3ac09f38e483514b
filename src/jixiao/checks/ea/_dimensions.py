"""The scores of an ex-ante appraisal by dimension, its bands and its conclusion."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from jixiao.model.source import Span
from jixiao.patterns import pattern

NAMES = ("立项必要性", "投入经济性", "绩效目标合理性", "实施方案可行性", "筹资合规性")
_DIMENSION = pattern(
    r"(?P<name>(?:立项|项目)?必要性|(?:项目)?投入(?:产出)?经济性|经济性|(?:绩效)?目标合理性"
    r"|(?:实施)?方案可行性|(?:筹资|资金筹措|资金来源)合规性|可持续性)"
    r"(?:\([^()]*\d分[^()]*\))?(?:方面|指标|维度)?(?:平均)?(?:得分|评分|得|为|:)*"
    r"(?P<score>\d{1,3}(?:\.\d+)?)分"
)
_TOTAL = pattern(
    r"(?:总得分|总分|总评分|合计|共计|综合得分|综合评分|评估得分|最终得分|平均得分)(?:为|得|:|是|共)?"
    r"(?P<score>\d{1,3}(?:\.\d+)?)分"
)
_WITHIN = pattern(r"\((?P<bracket>[^()]*\d分[^()]*)\)|[,:]?其中[,:]?(?P<clause>[^;。()]*)")
_POINT = pattern(
    r"(?:^|[、,;和及])(?P<name>[^\d、,;]{2,16}?)(?:得|为|:)*(?P<score>\d{1,3}(?:\.\d+)?)分"
)
_NO_POINTS = pattern(r"满分|扣|权重|分值|占|平均|总|上年|原|专家|评委|初评|复评|最高|最低")
_CONCLUSION = pattern(
    r"(?P<lead>结论|评估意见|建议|评定|结果)(?:[为是:]|等级|类型|均|“){0,4}"
    r"(?P<words>(?:调整|完善|修改|优化)(?:完善)?后(?:予以)?支持|部分支持|不予支持|不支持|予以支持|建议支持)"
)
_SUPPORT = pattern(
    r"(\d{2})分?(?:\(含\))?(?:及|或|\(含\))?以上(?:\(含\))?[^,;。]{0,8}?(?<!不)予以支持"
)
_REFUSE = pattern(
    r"(?:低于|不足|不满|不到)?(\d{2})分?(?:\(不含\))?(?:及|\(含\))?(?:以下)?[^,;。\d]{0,8}?不予?支持"
)
_CANONICAL = (
    ("必要性", "立项必要性"), ("经济性", "投入经济性"), ("合理性", "绩效目标合理性"),
    ("可行性", "实施方案可行性"), ("合规性", "筹资合规性"), ("可持续性", "可持续性"),
)  # fmt: skip


class Scored(NamedTuple):
    """One dimension with its score, and the scores of its points where they are told."""

    name: str
    score: Decimal
    span: Span
    points: tuple[Decimal, ...] = ()


class Appraisal(NamedTuple):
    """The dimensions scored in one sentence, with the total where it stands there."""

    dimensions: tuple[Scored, ...]
    total: Decimal | None
    total_span: Span | None
    end: int


class Bands(NamedTuple):
    """From how many points a project is supported, below how many it is not."""

    support: Decimal
    refuse: Decimal


def read_appraisal(text: str, start: int, end: int) -> Appraisal | None:
    """Return the scores of a sentence that scores three dimensions or more."""
    dimensions: dict[str, Scored] = {}
    for match in _DIMENSION.finditer(text, start, end):
        name = canonical(match["name"])
        if name in dimensions:
            return None  # two projects in one sentence
        dimensions[name] = Scored(
            name,
            Decimal(match["score"]),
            Span(match.start(), match.end()),
            _points_of(match, text, end),
        )
    if len(dimensions) < 3:
        return None
    last = max(scored.span.end for scored in dimensions.values())
    total = _TOTAL.search(text, last, end) or _TOTAL.search(text, start, end)
    return Appraisal(
        tuple(dimensions.values()),
        Decimal(total["score"]) if total else None,
        Span(*total.span()) if total else None,
        end,
    )


def _points_of(match: re.Match[str], text: str, end: int) -> tuple[Decimal, ...]:
    """Return the scores of the points that make up a dimension: 18.5分(政策依据9.5分、需求9分).

    A list that also tells of full marks or deductions, or that leaves some point without a score,
    is none.
    """
    before = _WITHIN.search(match.group())
    within = before or _WITHIN.match(text, match.end(), end)
    if within is None:
        return ()
    words = within["bracket"] if within["bracket"] is not None else within["clause"]
    following = _DIMENSION.search(words)
    if (
        following is not None
    ):  # 其中…、投入经济性16分: the list ends where the next dimension begins
        words = words[: following.start()]
    words = words.strip("、,;和及")
    points = list(_POINT.finditer(words))
    if len(points) < 2 or _NO_POINTS.search(words):
        return ()
    if "".join(point.group() for point in points) != words:
        return ()
    return tuple(Decimal(point["score"]) for point in points)


def canonical(name: str) -> str:
    """Return the standard name of a dimension."""
    return next((full for ending, full in _CANONICAL if name.endswith(ending)), name)


def conclusion_after(text: str, start: int, end: int) -> tuple[str, Span] | None:
    """Return the conclusion stated in a stretch: support, adjust or refuse, with its place."""
    match = _CONCLUSION.search(text, start, end)
    if match is None:
        return None
    words = match["words"]
    if words.startswith("不"):
        kind = "不予支持"
    elif "后" in words or words.startswith("部分"):
        kind = "调整后支持"
    else:
        kind = "予以支持"
    return kind, Span(*match.span())


def read_bands(text: str, starts: Sequence[int]) -> Bands | None:
    """Return the bands that the text states, None where it states none."""
    for start in starts:
        end = text.find("。", start)
        end = end if end >= 0 else len(text)
        begin = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1
        support = _SUPPORT.search(text, begin, end)
        refuse = _REFUSE.search(text, begin, end)
        if support and refuse:
            return Bands(Decimal(support[1]), Decimal(refuse[1]))
    return None
