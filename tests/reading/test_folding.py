"""Folding: one printed character, one form, and never a change of length."""

# ruff: noqa: RUF001  # the forms that are folded

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.model.folding import fold


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("，（）：；！？％", ",():;!?%"),
        ("２０２３年ＡＢｃ", "2023年ABc"),
        ("１２．５", "12.5"),
        ("a\u3000b\u00a0c", "a b c"),
        ("—–－―─‐‑", "-------"),
        ("～〜∼", "~~~"),
        ("﹪≧≦﹥﹤", "%≥≤><"),
        ("⼀⾦\uf907", "一金龜"),
        ("５∶３", "5:3"),
    ],
)
def test_forms_of_one_character_become_one(printed, folded):
    assert fold(printed) == folded


@pytest.mark.parametrize("kept", ["。、“”‘’《》〔〕【】·", "㎡m²Ⅰ①⑴≥≤", "\t", "\u200b", "\n\r\n"])
def test_what_is_canonical_stays(kept):
    assert fold(kept) == kept


@given(st.text())
def test_length_never_changes_and_folding_twice_changes_nothing(text):
    once = fold(text)
    assert len(once) == len(text)
    assert fold(once) == once
