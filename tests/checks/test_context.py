"""What a check can say, and how numbers look in it."""

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import pytest

from jixiao.checks.context import Context, comparable, plain
from jixiao.extraction.understanding import Section
from jixiao.model.arithmetic import Result, Verdict
from jixiao.model.extra import Extra
from jixiao.model.outcome import Related
from jixiao.model.period import Instant
from jixiao.model.source import Span
from jixiao.terms import ExtraKind, SectionKey, Severity, Status

TEXT = "报告\n基本支出600.00万元，占总支出1000.00万元的65.00%"


class Subject(NamedTuple):
    code: str = "XX01"
    severity: Severity = Severity.ERROR


@pytest.fixture
def context(understand):
    return Context(Subject(), understand(TEXT), {}, None, {})


@pytest.fixture
def share(facts):
    return facts(TEXT)[2]


def judged(context, share, verdict, expected):
    value = None if expected is None else Decimal(expected)
    return context.judge(Result(verdict, value), share, "占比写作 {stated}，应为 {expected}")


def test_a_failed_result_is_a_finding(context, share):
    outcome = judged(context, share, Verdict.FAIL, "60")
    assert outcome.status is Status.FINDING
    assert outcome.severity is Severity.ERROR
    assert outcome.message == "占比写作 65.00%，应为 60.00%，不符"
    assert (outcome.stated, outcome.expected) == ("65.00", "60.00")
    assert context.document.quote(*outcome.span) == "65.00%"


def test_rounding_is_always_a_hint(context, share):
    outcome = judged(context, share, Verdict.ROUNDING, "65.0049")
    assert (outcome.status, outcome.severity) == (Status.ROUNDING, Severity.HINT)
    assert outcome.expected == "65.005"


def test_an_exact_result_passes_without_severity(context, share):
    outcome = judged(context, share, Verdict.EXACT, "65.0000001")
    assert (outcome.status, outcome.severity) == (Status.PASSED, None)
    assert outcome.message == "占比写作 65.00%，应为 65.00%，相符"


def test_an_undecided_result_is_not_a_violation(context, share):
    outcome = judged(context, share, Verdict.UNDECIDED, None)
    assert (outcome.status, outcome.severity) == (Status.CANNOT_TELL, None)
    assert outcome.message == "占比写作 65.00%；数字为约数或不完整，无法判断"


def test_an_undecided_result_may_have_a_likely_value(context, share):
    outcome = judged(context, share, Verdict.UNDECIDED, "60")
    assert outcome.status is Status.CANNOT_TELL
    assert outcome.message.startswith("占比写作 65.00%，应为 约60.00%；")


def test_braces_in_a_message_are_no_fields(context, share):
    outcome = context.judge(Result(Verdict.EXACT, Decimal(65)), share, "“{甲}”写作 {stated}")
    assert outcome.message == "“{甲}”写作 65.00%，相符"


def test_related_places_have_labels(context, facts):
    part, whole, share = facts(TEXT)
    outcome = context.finding(share, "不符", related=(part, (whole, "总额"), Span(0, 2)))
    assert outcome.related == (
        Related(Span(part.start, part.end), "第1数"),
        Related(Span(whole.start, whole.end), "总额"),
        Related(Span(0, 2), "相关处"),
    )


def test_a_finding_may_weigh_less_than_its_check(context):
    outcome = context.finding(context.title, "请说明", severity=Severity.WARNING)
    assert outcome.severity is Severity.WARNING


def test_the_place_of_a_section_is_its_heading(context):
    section = Section(SectionKey.GOAL, Span(3, 7), 1, 30, 1)
    assert context.passed(section, "有").span == (3, 7)
    assert context.quote(section) == "基本支出"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1E+2"), "100"),
        (Decimal("0.50"), "0.50"),
        (7, "7"),
        ("优", "优"),
        (Instant(2023, 6, 31), "2023-06-31"),
    ],
)
def test_values_are_plain_text(value, text):
    assert plain(value) == text


def test_numbers_keep_their_printed_decimals(context, share):
    assert context.number(share) == "65.00%"
    assert context.number(Decimal("12.50"), "万元") == "12.50万元"


def test_a_difference_is_not_rounded_away():
    assert comparable(Decimal("59.996"), "60.00", agree=False) == "59.996"
    assert comparable(Decimal("59.996"), "60.00", agree=True) == "60.00"
    assert comparable(Decimal("768.735"), "768.73", agree=False) == "768.74"


# --- text that was recognised in a picture ------------------------------------------------------


@pytest.fixture
def recognised(understand):
    """Two lines on two pages, the second of which is a scan."""
    text = "预算100.00万元\n支出98.00万元,执行率89.00%"
    understanding = understand(text)
    document = replace(understanding.document, pages=(1, 2), recognised=frozenset({2}))
    return Context(Subject(), replace(understanding, document=document), {}, None, {})


def test_no_error_rests_on_recognised_text(recognised):
    budget, spent, rate = recognised.understanding.facts
    for at, others in ((rate, [budget]), (budget, [spent]), (budget, [(spent, "支出")])):
        outcome = recognised.finding(at, "不符", related=others)
        assert outcome.severity is Severity.WARNING
        assert outcome.message == "不符（文字识别得来，请对照原件）"
    failed = recognised.judge(Result(Verdict.FAIL, Decimal(98)), rate, "应为 {expected}")
    assert failed.severity is Severity.WARNING
    assert failed.message == "应为 98.00%，不符（文字识别得来，请对照原件）"


def test_what_names_no_other_place_may_rest_on_any_page(recognised):
    budget = recognised.understanding.facts[0]
    assert recognised.finding(budget, "不符").severity is Severity.WARNING


def test_an_error_on_pages_with_text_stays_one(recognised):
    budget = recognised.understanding.facts[0]
    outcome = recognised.finding(budget, "不符", related=[budget])
    assert (outcome.severity, outcome.message) == (Severity.ERROR, "不符")


def test_what_stands_beside_recognised_text_is_told_by_the_file_itself(recognised):
    outcome = recognised.beside_finding(Extra(ExtraKind.COMMENT, "批注"), "还有批注")
    assert (outcome.severity, outcome.message) == (Severity.ERROR, "还有批注")


def test_hints_and_what_is_no_finding_keep_their_words(recognised):
    rate = recognised.understanding.facts[2]
    assert recognised.finding(rate, "提示", severity=Severity.HINT).severity is Severity.HINT
    assert recognised.passed(rate, "相符").message == "相符"
    assert recognised.cannot_tell(rate, "无法判断").message == "无法判断"
