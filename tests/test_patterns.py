"""Patterns that are compiled at first use."""

import re

import pytest

from jixiao import patterns
from jixiao.patterns import pattern

TEXT = "预算100万元，执行80万元"


@pytest.fixture
def compiled(monkeypatch):
    """The sources compiled, in order."""
    sources = []
    monkeypatch.setattr(
        patterns.re,
        "compile",
        lambda source, flags=0: sources.append(source) or _real(source, flags),
    )
    return sources


_real = re.compile


def test_nothing_is_compiled_before_the_first_use(compiled):
    number = pattern(r"[0-9]+")
    assert compiled == []
    assert number.pattern == r"[0-9]+"
    assert compiled == []


def test_it_is_compiled_once(compiled):
    number = pattern(r"[0-9]+")
    assert number.search(TEXT) is not None
    assert number.findall(TEXT) == ["100", "80"]
    assert number.match(TEXT) is None
    assert compiled == [r"[0-9]+"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda each: each.search(TEXT, 3, 9).span(),
        lambda each: each.match("12a").group("number"),
        lambda each: each.fullmatch("12a"),
        lambda each: [found.span() for found in each.finditer(TEXT)],
        lambda each: each.sub("N", TEXT),
        lambda each: each.subn("N", TEXT),
        lambda each: each.split(TEXT),
        lambda each: (each.flags, each.groups, dict(each.groupindex), each.pattern),
    ],
)
def test_it_answers_as_a_compiled_pattern_does(ask):
    source = r"(?P<number>[0-9]+)"
    assert ask(pattern(source, re.IGNORECASE)) == ask(re.compile(source, re.IGNORECASE))


def test_a_malformed_pattern_is_refused_at_its_first_use():
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.search(TEXT)


def test_what_a_pattern_does_not_have_it_does_not_have_either():
    with pytest.raises(AttributeError):
        _ = pattern("a").nothing
    with pytest.raises(AttributeError):
        _ = pattern("a").__deepcopy__


@pytest.mark.parametrize("written", [r"[\u4e00-\u9fff]", "[\u4e00-\u9fff]"])
def test_the_set_of_chinese_characters_takes_no_numbers_marks_or_latin_letters(written):
    assert pattern(written + "+").findall("预算A1，①执〇行Ⅰ²·“三”㎡_") == ["预算", "执〇行", "三"]
    assert pattern(rf"{written}{{2}}(?=\d)").search("执行80").group() == "执行"
