"""Long documents: they work, and twice the length is about twice the work."""

import sys
import time

from fuzz.synthetic import long_report

from jixiao.pipeline import check_text

PAGES = 200
PARAGRAPHS_A_PAGE = 14


def calls(text):
    """The number of Python functions entered while a text is checked."""
    count = 0

    def profile(_frame, event, _argument):
        nonlocal count
        count += event == "call"

    sys.setprofile(profile)
    try:
        check_text(text)
    finally:
        sys.setprofile(None)
    return count


def fastest(text, times=3):
    """The shortest of several runs, in seconds."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        check_text(text)
        best = min(best, time.perf_counter() - start)
    return best


def test_two_hundred_pages_are_checked():
    text = long_report(PAGES * PARAGRAPHS_A_PAGE)
    assert len(text) > PAGES * 500
    checked = check_text(text)
    assert checked.error is None
    assert not [o for o in checked.outcomes if o.status.value == "crashed"]
    assert len(checked.understanding.facts) > PAGES * PARAGRAPHS_A_PAGE


def test_the_work_grows_with_the_length():
    check_text(long_report(20))  # what is loaded once
    some, twice = (calls(long_report(n)) for n in (300, 600))
    assert twice <= 2.5 * some


def test_the_time_grows_with_the_length():
    """A smoke test with a wide margin: searching in text is no call that could be counted."""
    some, twice = (fastest(long_report(n)) for n in (500, 1000))
    assert twice <= 3.5 * some
