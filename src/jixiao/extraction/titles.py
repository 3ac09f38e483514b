"""The title of a document and the kind of report that it names."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from jixiao.extraction.places import words_of
from jixiao.extraction.understanding import Section
from jixiao.model.document import Block, BlockKind, Document
from jixiao.model.source import Span
from jixiao.patterns import pattern
from jixiao.terms import ReportKind

_TITLE = pattern(
    r"(?:报告书?|自评|自我评价|评价|决算|监控|评估|绩效|情况(?:说明|汇报)|总结)(?:\([^()]*\))?$"
)
_NO_TITLE = pattern(r"^(?:附件|附表|附:|目录|[\[\(〔]?\d|.{0,12}〔20\d\d〕)|[。;:]$")
_TITLE_LINES = 3
_STARTS_WITH_YEAR = pattern(r"20\d\d年?")

_LETTER = pattern(r"关于(?:报送|报请|呈报|上报|印发|转发).*(?:的(?:函|通知|请示|报告)|呈批表)$")
_KINDS: tuple[tuple[re.Pattern[str], ReportKind], ...] = (
    (pattern(r"监控"), ReportKind.PERFORMANCE_MONITORING),
    (pattern(r"事前.{0,4}评估|事前绩效"), ReportKind.EX_ANTE_APPRAISAL),
    (
        pattern(
            r"(?:转移支付|中央对地方|省对[市下]|中央(?:财政)?[\u4e00-\u9fff]{2,16}(?:资金|补助)).*(?:自评|自我评价)|区域绩效自评"
        ),
        ReportKind.TRANSFER_PAYMENT_SELF_EVALUATION,
    ),
    (
        pattern(r"整体.*(?:自评|自我评价|绩效报告)|^(?:20\d\d年?度?)?部门.{0,6}自评"),
        ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION,
    ),
    (pattern(r"整体.*(?:评价|绩效)"), ReportKind.DEPARTMENT_WIDE_EVALUATION),
    (pattern(r"(?:项目|专项|资金|经费).*(?:自评|自我评价)"), ReportKind.PROJECT_SELF_EVALUATION),
    (pattern(r"(?:项目|专项|资金|经费).*评价"), ReportKind.PROJECT_EVALUATION),
    (pattern(r"决算"), ReportKind.FINAL_ACCOUNTS),
)
_WHOLE_HEADING = pattern(r"整体支出|整体绩效|履职效能|部门职能|部门职责|部门概况|单位职能")
_PROJECT_HEADING = pattern(r"项目(?:概况|基本情况|立项|背景|决策|绩效|资金)")


class Title(NamedTuple):
    """The words of a title without spaces, and where each of their characters is printed."""

    words: str
    span: Span
    places: Sequence[int]


def title_of(document: Document, head: Sequence[Block]) -> Title:
    """Return the title; one that is printed in two or three lines is one."""
    lines = _title_lines(document, head)
    if not lines:
        return Title("", Span(0, 0), ())
    text = document.text
    places = [
        at
        for line in lines
        for at in range(line.start, line.end)
        if text[at] not in " \t\n#*\u3000"
    ]
    words = "".join(text[at] for at in places)
    return Title(words, Span(places[0], places[-1] + 1), places)


def _title_lines(document: Document, head: Sequence[Block]) -> list[Block]:
    """Return the lines of the title: up to the one that names the kind of document."""
    lines: list[Block] = []
    marked = any(block.kind is BlockKind.TITLE for block in head)
    for block in head:
        words = words_of(document, block).strip("#*")
        if not words or (marked and block.kind is not BlockKind.TITLE):
            if lines and words:
                break
            continue
        if block.kind is BlockKind.FIELD or _NO_TITLE.search(words) or len(words) > 60:
            if lines and _TITLE.search(words_of(document, lines[-1])):
                break
            if not _STARTS_WITH_YEAR.match(words):
                lines.clear()
                continue
        lines.append(block)
        if _TITLE.search(words):
            return lines[-_TITLE_LINES:]
    return lines[:_TITLE_LINES] if marked else []


def kind_of(document: Document, title: str, sections: Sequence[Section]) -> ReportKind:
    """Return the kind of report by its title, else by its headings; a letter is no report."""
    if _LETTER.search(title):
        return ReportKind.UNKNOWN
    for form, kind in _KINDS:
        if form.search(title):
            return kind
    if not re.search(r"自评|自我评价|评价", title):
        return ReportKind.UNKNOWN
    headings = "\n".join(document.text[s.heading.start : s.heading.end] for s in sections)
    own = re.search(r"自评|自我评价", title) is not None
    if _WHOLE_HEADING.search(headings):
        return (
            ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION
            if own
            else ReportKind.DEPARTMENT_WIDE_EVALUATION
        )
    if _PROJECT_HEADING.search(headings):
        return ReportKind.PROJECT_SELF_EVALUATION if own else ReportKind.PROJECT_EVALUATION
    return ReportKind.UNKNOWN
