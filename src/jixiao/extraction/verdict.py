"""The result that a report states for itself as a whole: total score and grade.

Not the score of a part, not a full mark, not the score of the mid-year monitoring. Where the text
names several results and none of them stands out, there is none: precision first.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from jixiao.extraction.understanding import Section
from jixiao.model.document import BlockKind, Document
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import SectionKey

_NUMBER_BEFORE = pattern(r"(?<![\d.,])(\d{1,3}(?:\.\d+)?) ?$")
_NUMBER_BEHIND = pattern(r"[:为 ]{1,2}(\d{1,3}(?:\.\d+)?)(?=$|[,;。\n(])", re.MULTILINE)
_NO_POINTS = frozenset("值项别析数钟之")
_STOP = pattern(r"[。;!?\n\t]")
_BRACKETS = pattern(r"\([^()]*\)")
# Behind a sum of parts: the grade that makes it the total (共得93分,扣7分,等级评定为优).
_GRADED = pattern(
    r"[^。;\n]{0,24}?(?:等级|等次|档次|结果|结论|评定|评价|评为|为)[^。;,\n]{0,6}[“\"]?(?:优|良|中|差|合格)"
)
# The same with nothing between: 该资金得分为88.6分,等级为良.
_GRADED_NEXT = pattern(
    r"[,(]?[^。;,\n0-9]{0,12}?(?:等级|等次|档次|结果|结论|评定|评价|评为|为)[^。;,\n0-9]{0,6}[“\"]?(?:优|良|中|差|合格)"
)
_ADDED = pattern(r"(?:合计|共计|总计|共得)(?:得)?$")
_ALL_PARTS = pattern(
    r"(?:[两二三四五六七八九十\d]|各|上述|以上)(?:大?[个项类]|大)?(?:一级|二级)?(?:指标|部分|方面|项目|内容)?(?:得分)?$"
)
_NAMED_TOTAL = pattern(r"总分|总得分|综合得分|综合评分|最终得分")
# What must stand right before the points of a total.
_CUE = pattern(
    r"(?:总?得分|总?评分|总分|总分值|自评分值|分数|合计|共计|总计|评价分|综合分|最终分|自评分?|评价|评估|评定|[自评]得|共得|总计得|得)"
    r"(?:情况|结果)?(?:共计|总计|合计)?(?:[为是达到:“约有]|\s)*$"
)
_SERIES = pattern(r"分、[0-9]")  # 实得14分、24分、33分: of the parts
_FULL_MARK = pattern(r"^总分")
_GENERAL = pattern(
    r"(?:的|自我|自评|评价|评估|绩效|综合|总体|整体|最终|最后|实际|情况|结果|总|平均|考核|工作|最|部门|单位|我)+$"
)
_STRONG = pattern(r"自评|自我评价|综合|总|最终|最后|整体|评价|评估|绩效")
_PART = pattern(
    r"(?:效率|效能|效益|产出|过程|投入|决策|管理|执行|编制|公开|采购|资产|成本|满意度|数量|质量|时效|指标"
    r"|[^效]率|制度|效果|内控|监督|性|履职|完成|建设|任务|[该此])(?:方面|部分|项|类|维度|环节|层面|指标)*$"
)
# 权重20分,得18分 · 项目管理25分得24分: the full mark of a part stands before its score.
_OUT_OF = pattern(
    r"(?:满分|权重|分值|标准分|总分值?)(?:[为是占]|:)?([0-9]{1,3}(?:\.[0-9]+)?)(?!%|\.?[0-9])"
)
_OUT_OF_BARE = pattern(r"[\u4e00-\u9fff(]([0-9]{1,2}(?:\.[0-9]+)?)分[)]?(?:,|的)?$")
_NOT_OURS = pattern(r"满分|分值|权重|扣|标准分|上年|去年|上一年|平均|全市|全省|全区|其他|扶贫")
_YEAR = pattern(r"(20\d\d)年")
# behind the score of another year: 83.70分,2023年比2021年提高2.72分; 94.30分、复核得分92.00分
_COMPARED = pattern(r"分?[^。;\n]{0,12}?(?:[比较][上去前2]|提高|上升|下降|降低|复核)")
_MONITORING = pattern(r"监控|上半年|年中")
_PROJECT = pattern(r"项目")
_WHOLE = pattern(r"整体|综合|总")

_GRADE = pattern(
    r"(优秀|良好|不合格|合格|一般|较差|优|良|中|低|差)[”\"」’]?"
    r"(?=[\s,。;:、)(!]|等级|等次|档|级|$)"
)
_BRACKETED_GRADE = pattern(
    r"分?\([“\"]?(优秀|良好|不合格|合格|一般|较差|优|良|中|低|差)[”\"]?(?:等次|等级|等|档|级)?\)"
)  # 91.6分(优)
# What must stand right before a grade.
_GRADE_CUE = pattern(
    r"(?:等级|等次|登记|档次|级别|结果|结论|评级|评价|自评|评估)(?:结果|等级|等次|档次|级别|结论)?"
    r"(?:[为是属达于到:]|评定|评为|确定|认定|\s)*[“\"「‘]?$"
)
_QUOTED_CUE = pattern(r"(?:评定?|[为达属])[为是于到]?[“\"‘]$")
_BANDS = pattern(
    r"\d ?分?(?:以[上下]|及以上|[-—~～])|[≥<≤] ?\d|[-—~～] ?\d|不足 ?\d|(?<![得评总])分为[“\"]?优"
)
_LIST = pattern(r"[”\"’]?(?:\([^()]*\))?(?:[、,和或]|至)[“\"‘]?(?:良|中|差|合格|一般)")
_NEVER = frozenset(
    {
        SectionKey.PERFORMANCE_MANAGEMENT,
        SectionKey.LAST_YEAR,
        SectionKey.GOAL,
        SectionKey.PLAN,
        SectionKey.FUNCTIONS,
    }
)
_HUNDRED = Decimal(100)
_HUNDRED_PRINTED = frozenset({"100", "100分", "100.0", "100.00"})
_TOTAL_ROW = pattern(r"总分|总得分|合计|总计|合计得分|总分合计")
_SCORE_HEAD = pattern(r"(?:自评|评价|实际|最终|综合)?得分(?:值)?")
_MARK_HEAD = pattern(r"(?:指标)?(?:分值|权重|满分|标准分)(?:值)?")
_POINTS_CELL = pattern(r"[0-9]{1,3}(?:\.[0-9]+)?")
_SLIP = 8  # the least sure of all ranks
_BEFORE = 60  # characters before a result that are looked at


class About(NamedTuple):
    """What the report is about; ``whole``: a department's whole expenditure, no single projects."""

    whole: bool
    year: int | None
    evaluated: bool = False  # by others: what the unit gave itself is another result

    def other_year(self, words: str) -> bool:
        """Return whether words name a year, but not that of the report."""
        years = _YEAR.findall(words) if self.year is not None else []
        return bool(years) and str(self.year) not in years


class _Found(NamedTuple):
    rank: int  # the lower, the surer
    value: str
    span: Span


def total_score(
    document: Document, sections: Sequence[Section], about: About
) -> tuple[Decimal, Span] | None:
    """Return the total score of the (self-)evaluation and its place."""
    told = list(_scores(document, sections, about))
    found = _surest(told or _tabled(document, about))
    return None if found is None else (Decimal(found.value), found.span)


def grade(
    document: Document, sections: Sequence[Section], score: Span | None, about: About
) -> tuple[str, Span] | None:
    """Return the grade stated for the total, as printed, and its place."""
    found = _surest(_grades(document, sections, score, about))
    return None if found is None else (found.value, found.span)


def _surest(candidates: Iterable[_Found]) -> _Found | None:
    """Return the first of the surest candidates, or None where they disagree."""
    found = sorted(candidates, key=lambda one: (one.rank, one.span.start))
    if not found:
        return None
    same_rank = [one for one in found if one.rank == found[0].rank]
    return same_rank[0] if len({one.value for one in same_rank}) == 1 else None


def _scores(document: Document, sections: Sequence[Section], about: About) -> Iterator[_Found]:
    text = document.text
    for place in _points(text):
        own, before = _clause(text, place.start)
        cue = _CUE.search(own)
        if cue is None or _SERIES.match(text, place.end):
            continue
        value = text[place.start : place.end]
        rank = _rank(document, sections, place.start)
        if rank is None or _refused(own, before, cue, value, about):
            continue
        if about.other_year(own):  # last year's, or a slip in the conclusion itself
            if rank > 0 or _COMPARED.match(text, place.end):
                continue
            rank = _SLIP
        if about.evaluated and "自评" in own:
            rank += 1
        if _ADDED.search(own):
            handicap = 0 if rank == 0 or _GRADED.match(text, place.end) else None
        else:
            handicap = _handicap(own, before, rank)
            if handicap not in (-1, 0) and _GRADED_NEXT.match(text, place.end):
                handicap = 0
        if handicap is not None:
            yield _Found(rank + handicap, value, place)


def _tabled(document: Document, about: About) -> Iterator[_Found]:
    """Yield what the rows 合计 and 总分 of scored tables say, for reports whose prose is silent.

    In the report of a whole department a table may be that of a single project.
    """
    text = document.text
    for table in document.tables:
        above = text[max(0, table.rows[0][0].start - _BEFORE) : table.rows[0][0].start]
        if about.whole and _PROJECT.search(above) is not None:
            continue
        points = scores = -1
        for row in table.rows:
            cells = [text[cell.start : cell.end].strip() for cell in row]
            heads = [_BRACKETS.sub("", cell) for cell in cells]
            if _TOTAL_ROW.fullmatch(heads[0]) is None:
                found = _only(heads, _MARK_HEAD), _only(heads, _SCORE_HEAD)
                if min(found) >= 0:
                    points, scores = found
                continue
            if 0 <= max(points, scores) < len(cells) and cells[points] in _HUNDRED_PRINTED:
                value = _POINTS_CELL.fullmatch(cells[scores])
                if value is not None and Decimal(value.group()) <= _HUNDRED:
                    at = text.index(value.group(), row[scores].start)
                    yield _Found(0, value.group(), Span(at, at + len(value.group())))


def _only(cells: Sequence[str], head: re.Pattern[str]) -> int:
    """Return the place of the one cell that a head fits, -1 where none or several do."""
    found = [at for at, cell in enumerate(cells) if head.fullmatch(cell)]
    return found[0] if len(found) == 1 else -1


def _handicap(own: str, before: str, rank: int) -> int | None:
    """Return how much less sure a score is by the words before it; None where it is no total."""
    if _NAMED_TOTAL.search(own):
        return -1
    if _STRONG.search(own):
        return 0
    return None if rank > 1 or _PART.search(_GENERAL.sub("", before.rstrip(","))) else 4


def _points(text: str) -> Iterator[Span]:
    """Yield the numbers that stand before 分 (97.5分) or, in fields, behind it (得分:97.5)."""
    at = text.find("分")
    while at >= 0:
        before = _NUMBER_BEFORE.search(text, max(0, at - 8), at)
        if before is None:
            behind = _NUMBER_BEHIND.match(text, at + 1)
            if behind is not None:
                yield Span(*behind.span(1))
        elif text[at + 1 : at + 2] not in _NO_POINTS:
            yield Span(*before.span(1))
        at = text.find("分", at + 1)


def _refused(own: str, before: str, cue: re.Match[str], value: str, about: About) -> bool:
    """Return whether the words before a score make it something else than the total."""
    if _FULL_MARK.match(cue.group()) and Decimal(value) == 100:
        return True  # 总分100分
    if (_NOT_OURS.search(own) and "自评分值" not in own) or _MONITORING.search(before + own):
        return True
    stem = own[: cue.start()].rstrip(":")
    if _ADDED.search(own) and (not stem or _ALL_PARTS.search(stem)):
        return False
    if _out_of_less(before + own[: cue.start()], stem, Decimal(value)):
        return True
    if _PART.search(_GENERAL.sub("", stem)):
        return True
    return about.whole and _PROJECT.search(stem) is not None and _WHOLE.search(own) is None


def _out_of_less(words: str, stem: str, value: Decimal) -> bool:
    """Return whether the words before a score name a full mark of a part that can hold it."""
    marks = _OUT_OF.findall(words)
    bare = _OUT_OF_BARE.search(stem)
    if bare is not None:
        marks.append(bare.group(1))
    return bool(marks) and value <= Decimal(marks[-1]) < _HUNDRED


def _grades(
    document: Document, sections: Sequence[Section], score: Span | None, about: About
) -> Iterator[_Found]:
    text = document.text
    bracketed = None if score is None else _BRACKETED_GRADE.match(text, score.end)
    if bracketed is not None:
        yield _Found(-8, bracketed.group(1), Span(*bracketed.span(1)))
        return
    for match in _GRADE.finditer(text):
        start = match.start()
        own, before = _clause(text, start)
        cue = _GRADE_CUE.search(own)
        if cue is None and not (match.end(1) < match.end() and _QUOTED_CUE.search(own)):
            continue
        rank = _rank(document, sections, start)
        if rank is None or _MONITORING.search(before) or _defined(text, own, match.end(1)):
            continue
        if score is not None and _beside(text, match, text[score.start : score.end]):
            rank -= 4
        elif (
            cue is None
            or about.other_year(before + own)
            or (about.whole and _PROJECT.search(before + own) and not _WHOLE.search(own))
            or _PART.search(_GENERAL.sub("", own[: cue.start()]))
            or _NOT_OURS.search(own)
        ):
            continue
        yield _Found(rank, match.group(1), Span(*match.span(1)))


def _defined(text: str, own: str, end: int) -> bool:
    """Return whether a grade stands in a list of bands: 90分以上为优、80分以上为良."""
    return _BANDS.search(own) is not None or _LIST.match(text, end) is not None


def _beside(text: str, match: re.Match[str], score: str) -> bool:
    """Return whether the total score stands near a grade in the same sentence."""
    before = _STOP.split(text[max(0, match.start() - _BEFORE) : match.start()])[-1]
    after = _STOP.split(text[match.end() : match.end() + _BEFORE], maxsplit=1)[0]
    return re.search(rf"(?<![\d.]){re.escape(score)}(?![\d.])", before + "\t" + after) is not None


def _rank(document: Document, sections: Sequence[Section], start: int) -> int | None:
    """Return how sure a result is by its place; None where none may stand."""
    kind = document.blocks[document.block_at(start)].kind
    if kind is BlockKind.ROW:
        return None
    keys = {section.key for section in sections if section.heading.start <= start < section.end}
    if not keys.isdisjoint(_NEVER):
        return None
    if SectionKey.CONCLUSION in keys:
        return 0
    if not sections or start < sections[0].heading.start or kind is BlockKind.FIELD:
        return 1
    return 2


def _clause(text: str, start: int) -> tuple[str, str]:
    """Return the clause before ``start`` and what stands before that clause in its sentence."""
    head = _BRACKETS.sub("", _STOP.split(text[max(0, start - _BEFORE) : start])[-1])
    at = max(head.rfind(","), head.rfind("("), head.rfind("、")) + 1
    return head[at:], head[:at]
