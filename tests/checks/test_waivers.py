"""Waivers: which findings they reach, on which day, and what is told of the others."""

from datetime import date

import pytest

from jixiao.checks.waivers import Waivers
from jixiao.model.outcome import Outcome
from jixiao.model.source import Span
from jixiao.model.waiver import Waiver
from jixiao.terms import Severity, Status

TEXT = "报告\n执行率89.00%。\n其他情况。\n执行率89.00%。\n"
TODAY = date(2024, 6, 1)


def waiver(**fields):
    usual = {
        "code": "FND07",
        "document": "报告.txt",
        "quote": "89.00%",
        "reason": "含上年结转",
        "person": "王敏",
        "granted": date(2024, 5, 1),
        "expires": date(2024, 12, 31),
    }
    return Waiver(**(usual | fields))


def finding(words, code="FND07", number=1, message="不符", status=Status.FINDING):
    start = -1
    for _ in range(number):
        start = TEXT.index(words, start + 1)
    severity = Severity.ERROR if status is Status.FINDING else None
    return Outcome(code, status, message, Span(start, start + len(words)), severity)


@pytest.fixture
def settle(understand):
    """Apply waivers to findings; return which are waived, and what is told."""

    def apply(waivers, outcomes, today=TODAY):
        book = Waivers(tuple(waivers), today)
        settled, uses = book.applied(understand(TEXT).document, outcomes)
        return [outcome.waiver is not None for outcome in settled], book.notices(uses)

    return apply


BOTH = (finding("89.00%"), finding("89.00%", number=2))


def test_a_waiver_reaches_all_findings_on_its_words(settle):
    assert settle([waiver()], BOTH) == ([True, True], [])


def test_spaces_and_widths_of_the_quote_do_not_matter(settle):
    assert settle([waiver(quote=" 89．00 ％")], BOTH[:1]) == ([True], [])


def test_other_words_and_other_checks_stay(settle):
    others = (finding("其他情况"), finding("89.00%", code="FND14"), finding("89.00%"))
    assert settle([waiver()], others)[0] == [False, False, True]


@pytest.mark.parametrize(("line", "waived"), [(2, [True, False]), (7, [False, True])])
def test_the_line_chooses_between_equal_words(settle, line, waived):
    assert settle([waiver(line=line)], BOTH)[0] == waived


def test_a_line_that_has_moved_does_no_harm(settle):
    assert settle([waiver(line=40)], BOTH[:1])[0] == [True]


def test_words_of_the_message_choose_between_findings_at_one_place(settle):
    told = (finding("报告", message="没有署名"), finding("报告", message="没有日期"))
    assert settle([waiver(quote="报告", message="署名")], told)[0] == [True, False]


def test_the_beginning_of_a_long_quote_is_enough(settle):
    assert settle([waiver(quote="其他…")], [finding("其他情况")])[0] == [True]
    assert settle([waiver(quote="其他")], [finding("其他情况")])[0] == [False]


def test_a_place_without_words_is_known_by_its_line(settle):
    blank = finding("其他情况")._replace(span=Span(TEXT.index("其他"), TEXT.index("其他")))
    assert settle([waiver(quote="其他情况。")], [blank])[0] == [True]


@pytest.mark.parametrize(
    ("document", "reached"),
    [
        ("报告.txt", True),
        ("*.txt", True),
        ("0" * 64, True),
        ("sha256:" + "0" * 64, True),
        ("1" * 64, False),
        ("甲/报告.txt", False),
        ("告.txt", False),
    ],
)
def test_a_document_is_named_by_the_end_of_its_path_or_its_hash(settle, document, reached):
    assert settle([waiver(document=document)], BOTH[:1])[0] == [reached]


@pytest.mark.parametrize(
    ("today", "waived", "words"),
    [
        (date(2024, 12, 31), True, None),
        (date(2025, 1, 1), False, "已于 2024-12-31 到期，不再适用，相应的 1 处照常列出"),
        (date(2024, 5, 1), True, None),
        (date(2024, 4, 30), False, "自 2024-05-01 起才生效"),
    ],
)
def test_a_waiver_holds_from_its_grant_to_its_expiry_and_says_so_else(settle, today, waived, words):
    reached, notices = settle([waiver()], BOTH[:1], today)
    assert reached == [waived]
    assert words is None or words in notices[0]
    assert len(notices) == (words is not None)


def test_an_expired_waiver_does_not_count_what_a_new_one_covers(settle):
    old = waiver(expires=date(2024, 5, 30))
    reached, notices = settle([old, waiver()], BOTH)
    assert reached == [True, True]
    assert len(notices) == 1
    assert "也没有相应的问题" in notices[0]


def test_a_waiver_that_meets_nothing_is_stale(settle):
    _, notices = settle([waiver(quote="90.00%")], BOTH)
    assert notices == [
        "豁免（FND07，报告.txt，“90.00%”）没有对上任何问题：可能已经改正或原文有改动，请核实后删去。"
    ]


def test_waivers_of_what_was_not_checked_are_only_counted(settle):
    _, notices = settle([waiver(document="别的.txt"), waiver(code="DT01")], BOTH)
    assert notices == ["有 2 条豁免所指的材料或核对不在这次范围之内，没有用到。"]


@pytest.mark.parametrize(
    "status", [Status.CRASHED, Status.ROUNDING, Status.CANNOT_TELL, Status.PASSED]
)
def test_only_findings_can_be_waived(settle, status):
    assert settle([waiver()], [finding("89.00%", status=status)])[0] == [False]
