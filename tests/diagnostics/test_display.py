"""Widths, cuts and colours."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.diagnostics import display
from jixiao.diagnostics.display import Style, clip, pad, safe, wants_colour, width, window


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("预算", 4), ("“优”", 6), ("\uff11", 2), ("e\u0301", 1), ("", 0), ("a\u200bb", 2)],
)
def test_width(text, columns):
    assert width(text) == columns


def test_clip_leaves_what_fits():
    assert clip("预算执行", 8) == "预算执行"
    assert clip("预算执行率", 8) == "预算执…"


def test_pad_counts_columns():
    assert pad("预算", 6) == "预算  "
    assert pad("12", 4, right=True) == "  12"


def test_what_steers_a_terminal_is_taken_out():
    assert safe("a\x1b[31m\u202e预\t算") == "a [31m 预 算"


def test_the_window_shows_the_place():
    line = "前" * 60 + "此处" + "后" * 60
    text, column, marked = window(line, 60, 62, 40)
    assert text.startswith("…")
    assert text.endswith("…")
    assert "此处" in text
    assert width(text[: text.index("此处")]) == column
    assert marked == 4
    assert width(text) <= 40


def test_a_short_line_is_shown_whole():
    assert window("预算执行率", 2, 4, 40) == ("预算执行率", 4, 4)


@given(
    st.text("ab预算“”…0", max_size=120),
    st.integers(0, 130),
    st.integers(0, 130),
    st.integers(10, 90),
)
def test_a_window_is_never_too_wide(line, start, end, room):
    text, column, marked = window(line, start, end, room)
    assert width(text) <= max(room, width(line) if width(line) <= room else 0)
    assert column + marked <= width(text)


def test_colour_is_for_terminals(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    assert wants_colour(Terminal())
    assert not wants_colour(io.StringIO())
    monkeypatch.setenv("TERM", "dumb")
    assert not wants_colour(Terminal())
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert wants_colour(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_colour(Terminal())


def test_style_is_off_without_colour():
    assert Style(on=False)("错误", display.RED) == "错误"
    assert Style(on=True)("错误", display.RED) == "\033[31m错误\033[0m"
