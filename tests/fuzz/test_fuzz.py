"""Whatever comes in, an answer comes out: outcomes or an error of ours, never a traceback."""

from random import Random

import pytest
from faults.corpus import samples
from fuzz.synthetic import FRAGMENTS, damaged
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao.errors import JixiaoError
from jixiao.pipeline import check_bytes, check_text

ENDINGS = ("txt", "md", "docx", "xlsx", "pdf", "csv", "")
QUICK = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
reports = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=3), max_size=80).map("".join)
wild = st.text(st.characters(codec="utf-8"), max_size=400)


def answered(checked):
    """The document has an answer, and no check of it broke down."""
    if checked.error is not None:
        assert isinstance(checked.error, JixiaoError)
        assert checked.error.message
        return
    broken = [o.message for o in checked.outcomes if o.status.value == "crashed"]
    assert not broken
    document = checked.understanding.document
    for outcome in checked.outcomes:
        anchor = document.anchor(*outcome.span)
        assert 1 <= anchor.line <= anchor.end_line <= len(document.line_starts)
        assert outcome.message


@QUICK
@given(reports)
def test_text_like_a_report_is_answered(text):
    answered(check_text(text))


@QUICK
@given(reports)
def test_markdown_like_a_report_is_answered(text):
    answered(check_text(text, "报告.md"))


@QUICK
@given(wild)
def test_any_text_is_answered(text):
    answered(check_text(text))


@QUICK
@given(st.binary(max_size=600), st.sampled_from(ENDINGS))
def test_any_bytes_are_answered(data, ending):
    answered(check_bytes(data, f"报告.{ending}" if ending else "报告"))


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_a_damaged_report_is_answered(sample):
    random = Random(sample.name)  # noqa: S311  # reproducible
    for _ in range(12):
        answered(check_text(damaged(sample.text, random), sample.path))


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_a_report_cut_off_anywhere_is_answered(sample):
    for share in range(1, 8):
        answered(check_bytes(sample.data[: len(sample.data) * share // 8], sample.path))
