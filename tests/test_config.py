"""Settings: where they are found, and how wrong ones are told."""

from decimal import Decimal

import pytest

from jixiao import config
from jixiao.checks.registry import Registry, check
from jixiao.config import Config, ConfigError, find, load
from jixiao.terms import Severity

PAGE = "应当如此。\n为什么：。公式：。不报的情形：。已知漏报：。"


@pytest.fixture
def checks(monkeypatch):
    """Two checks, one with an option of each kind."""
    known = Registry()
    for code, options in (
        ("DT04", {"deadline": "08-31", "days": 3, "strict": False, "limit": Decimal("0.3")}),
        ("FND05", {}),
    ):

        def function(_ctx):
            yield from ()

        function.__doc__ = PAGE
        check(
            code=code,
            name="n",
            severity=Severity.HINT,
            since="0.1",
            absent="无。",
            options=options,
            into=known,
        )(function)
    monkeypatch.setattr(config, "registry", lambda: known)
    return known


@pytest.fixture
def written(tmp_path, checks):  # noqa: ARG001 - settings name these checks
    def load_text(text):
        file = tmp_path / "jixiao.toml"
        file.write_text(text, encoding="utf-8")
        return load(file)

    return load_text


def test_everything_that_can_be_set(written):
    settings = written(
        'select = ["dt", "FND05"]\nignore = ["FND05"]\nstandard = "cn-gd/province"\n'
        '[checks.DT04]\ndeadline = "07-31"\ndays = 5\nstrict = true\nlimit = 0.25\n'
    )
    assert settings == Config(
        ("DT", "FND05"),
        ("FND05",),
        "cn-gd/province",
        {"DT04": {"deadline": "07-31", "days": 5, "strict": True, "limit": Decimal("0.25")}},
    )


def test_a_whole_number_is_a_number(written):
    limit = written("[checks.DT04]\nlimit = 1\n").checks["DT04"]["limit"]
    assert isinstance(limit, Decimal)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('selct = ["DT"]', "不认识的键 selct。是否要写 select？"),
        ('select = "DT"', 'select 应是一组文字。例如 select = ["FND", "DT01"]。'),
        ("select = [1]", "select 应是一组文字。"),
        ('ignore = ["DT4"]', "的 ignore：没有“DT4”这项核对或这一类核对。是否要写 DT04"),
        ("standard = 1", "standard 应是文字。"),
        ("checks = 1", "checks 应是一组表。"),
        ('[checks.DT4]\ndeadline = "07-31"', "[checks.DT4]：没有“DT4”这项核对。是否要写 DT04？"),
        ("[checks]\nDT04 = 1", "[checks.DT04]：应是一个表。"),
        ('[checks.DT04]\ndedline = "07-31"', "不认识的键 dedline。是否要写 deadline？"),
        ('[checks.FND05]\nlimit = "1"', "不认识的键 limit。这项核对没有可设的键"),
        ("[checks.DT04]\ndeadline = 731", 'deadline 应是文字。例如 deadline = "08-31"。'),
        ("[checks.DT04]\ndays = true", "days 应是整数。例如 days = 3。"),
        ("[checks.DT04]\nstrict = 1", "strict 应是true 或 false。例如 strict = false。"),
        ('[checks.DT04]\nlimit = "0.3"', "limit 应是数。例如 limit = 0.3。"),
        ("select = [", "格式有误"),
    ],
)
def test_a_wrong_setting_is_told_with_file_and_key(written, text, words):
    with pytest.raises(ConfigError) as caught:
        written(text)
    assert "jixiao.toml”" in str(caught.value)
    assert words in str(caught.value)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ConfigError, match="无法读取"):
        load(tmp_path / "没有.toml")


def test_the_nearest_file_counts(tmp_path):
    inner = tmp_path / "甲" / "乙"
    inner.mkdir(parents=True)
    outermost = tmp_path / "jixiao.toml"
    outermost.touch()
    assert find(inner) == outermost
    nearest = tmp_path / "甲" / "jixiao.toml"
    nearest.touch()
    assert find(inner) == nearest


def test_the_command_line_is_stronger():
    settings = Config(("DT",), ("FND",), "cn")
    assert settings.overridden() == settings
    assert settings.overridden(("SC",), (), "gd") == Config(("SC",), (), "gd")
