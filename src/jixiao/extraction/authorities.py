"""Whose report it is: the department, from title, cover or first sentences, and its region."""

import re
from collections.abc import Sequence

from jixiao.extraction import regions
from jixiao.extraction.places import ORGAN_END, Named, is_authority, words_of
from jixiao.extraction.titles import Title
from jixiao.extraction.understanding import Section
from jixiao.model.document import Block, Document
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import SectionKey

_STEM = pattern(
    r"^(?:关于)?(?:20\d\d年?度?(?:至|-|—)?)?(.{3,40}?)(?:关于)?(?:20\d\d年?度?)?(?:省级|市级|区级|县级|本级)?的?"
    r"(?:(?:预算)?(?:部门|单位)?(?:预算)?(?:整体|财政)(?:支出|绩效|预算)|(?:部门|单位|财政)?预算(?:支出)?绩效|(?:部门|单位)决算"
    r"|(?:部门|单位)?(?:预算)?绩效(?:自评|评价|运行|报告|监控)|决算)"
)
_PROJECT_STEM = pattern(r"^(?:关于)?(?:20\d\d年?度?)?(.{3,30}?)(?:关于)?20\d\d年")
_COVER = pattern(
    r"^((?:被?评价|填报|预算|主管|项目|实施|申报|自评)?(?:部门|单位)(?:\(单位\)|\(部门\)|(?:或|和|、|/)单位)?(?:名称|全称)?"
    r"|项目(?:承担|实施|主管|责任)(?:单位|部门))"
    r"(?:\([^()]{1,6}\))?\s*:\s*([^\n\t:]{3,40}?)\s*(?:\([^()]*章\))?\s*(?=$|\n|\t|填报|联系|日期|负责)",
    re.MULTILINE,
)
_COVER_ORDER = (
    "部门名称",
    "预算部门",
    "单位名称",
    "预算单位",
    "填报单位",
    "自评单位",
    "部门",
    "单位",
    "主管部门",
    "项目单位",
)
_DEFINED = pattern(r"([^,。;:\n()]{4,40}?)\((?:以下|下)?[简统]称")
_DESCRIBED = pattern(
    r"([\u4e00-\u9fff]{4,40}?)(?:\([^()]*\))?(?:是[^,。]{0,20}(?:部门|机构|单位)|为[^,。]{2,24}(?:部门|机构|单位)"
    r"|的?主要(?:职责|职能|承担|负责))"
)
_LEADING_YEAR = pattern(r"20\d\d\s*年?度?")


def department_of(
    document: Document,
    title: Title,
    head: Sequence[Block],
    sections: Sequence[Section],
    *,
    whole: bool,
) -> Named | None:
    """Return the department; ``whole``: the report is about its whole expenditure."""
    return (
        _from_title(title, whole=whole)
        or _from_cover(document, head)
        or _from_prose(document, sections)
    )


def _from_title(title: Title, *, whole: bool) -> Named | None:
    """Return the department between the year and 部门整体支出, 绩效自评 … in the title."""
    patterns = (_STEM,) if whole else (_PROJECT_STEM, _STEM)
    for form in patterns:
        match = form.search(title.words)
        if match is None:
            continue
        name = match.group(1)
        if not is_authority(name):
            continue
        first = title.places[match.start(1)]
        return Named(name, Span(first, title.places[match.start(1) + len(name) - 1] + 1))
    return None


def _from_cover(document: Document, head: Sequence[Block]) -> Named | None:
    if not head:
        return None
    found: dict[str, Named] = {}
    start, end = head[0].start, head[-1].end
    for match in _COVER.finditer(document.text, start, end):
        span = Span(*match.span(2))
        name = words_of(document, span)
        if ORGAN_END.search(name):
            found.setdefault(match.group(1), Named(name, span))
    for field in _COVER_ORDER:
        if field in found:
            return found[field]
    return next(iter(found.values()), None)


def _from_prose(document: Document, sections: Sequence[Section]) -> Named | None:
    """Return X of “X(以下简称…)” or of “X是…部门” in the first sentences."""
    text = document.text
    end = min(len(text), 3000)
    for match in _DEFINED.finditer(text, 0, end):
        name = re.sub(r"^(?:根据|按照|依据|为|对|由)", "", match.group(1).strip())
        if is_authority(name) and regions.region_of(name):
            return Named(name, Span(match.end(1) - len(name), match.end(1)))
    for section in sections:
        if section.key is SectionKey.FUNCTIONS:
            found = _DESCRIBED.search(text, section.heading.end, min(section.end, end))
            if found and is_authority(found.group(1)) and regions.region_of(found.group(1)):
                return Named(found.group(1), Span(*found.span(1)))
    return None


def region_of(document: Document, department: str | None, title: Title) -> str | None:
    """Return the administrative path of the department."""
    for name in (department, _LEADING_YEAR.sub("", title.words, count=1).removeprefix("关于")):
        if name and (region := regions.region_of(name)):
            return region
    head = document.text[:6000]
    return regions.region_in(head) or (regions.county_in(department, head) if department else None)
