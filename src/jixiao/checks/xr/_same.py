"""Whether a text and a workbook speak of the same thing, and where a text turns to another."""

from typing import Final

from jixiao.extraction.understanding import Understanding
from jixiao.model.evaluation import Evaluation
from jixiao.model.fact import Fact
from jixiao.model.folding import fold
from jixiao.patterns import pattern
from jixiao.terms import ReportKind

_OTHER_TIME = pattern(
    r"上年|去年|往年|以前年度|截至|上半年|[一二三]季度|前\S{1,2}个?月|1[-—至]\d+月|\d月末|中期|监控|调整前"
)
_OTHER_PART = pattern(r"其中|同比|[较比]|节约|剩余|结余|增[加长]|减少|下降")
_CHANGE = pattern(r"预计|计划|拟|压减|追加|调[增减整](?!为|至|到|后)|控制在|力争|争取")
_BREAK = pattern(r"[,;:。]")
_NUMBER = pattern(r"\d[\d,.]*")
_OTHER_KINDS: Final = frozenset(
    {ReportKind.PERFORMANCE_MONITORING, ReportKind.EX_ANTE_APPRAISAL, ReportKind.FINAL_ACCOUNTS}
)
_SELF_EVALUATIONS: Final = frozenset(
    {ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION, ReportKind.PROJECT_SELF_EVALUATION}
)


def is_that_report(text: Understanding, evaluation: Evaluation) -> bool:
    """Whether a text is beyond doubt the self-evaluation of that department and year."""
    told, department = text.metadata, evaluation.department
    names = {fold(each) for each in (department.name, department.former_name) if each}
    return (
        told.report_kind in _SELF_EVALUATIONS
        and told.department is not None
        and fold(told.department) in names
        and told.fiscal_year is not None
        and told.fiscal_year == department.year
    )


def within_the_year(text: Understanding) -> bool:
    """Whether a text is of a time before the end of the year: what it tells is not final."""
    return text.metadata.report_kind in _OTHER_KINDS


def spoken_otherwise(
    text: Understanding, fact: Fact, start: int | None = None, until: int | None = None
) -> bool:
    """Whether the words before a number speak of another time, of a part, a change or a plan.

    Another time holds for the whole of a sentence, a part from one number to the next, a plan or
    a change up to the next comma. ``start`` and ``until`` leave out a name that may hold such
    words itself.
    """
    sentence = text.sentence_at(fact.start)
    words, end = text.document.text, fact.start if until is None else until
    first = sentence.start if sentence else fact.subject_start
    if _OTHER_TIME.search(words, first, end):
        return True
    first = first if start is None else start
    last = max((found.end() for found in _NUMBER.finditer(words, first, end)), default=first)
    if _OTHER_PART.search(words, last, end):
        return True
    clause = max((found.end() for found in _BREAK.finditer(words, last, end)), default=last)
    return _CHANGE.search(words, clause, end) is not None
