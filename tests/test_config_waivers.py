"""The file of waivers: what it must hold, and how each slip is told."""

from datetime import date

import pytest

from jixiao.config import ConfigError
from jixiao.config.waivers import find, load
from jixiao.model.waiver import Waiver

WHOLE = {
    "code": '"fnd07"',
    "document": '"某某局/自评.txt"',
    "quote": '"89.00%"',
    "reason": '"含上年结转"',
    "person": '"王敏"',
    "granted": "2024-05-01",
    "expires": "2024-12-31",
}


@pytest.fixture
def written(tmp_path):
    def load_text(text):
        file = tmp_path / "豁免.toml"
        file.write_text(text, encoding="utf-8")
        return load(file)

    return load_text


def table(**changed):
    """A whole waiver with some values changed, or left out where they are None."""
    values = {key: value for key, value in (WHOLE | changed).items() if value is not None}
    return "[[waivers]]\n" + "".join(f"{key} = {value}\n" for key, value in values.items())


def test_a_whole_waiver(written):
    (one,) = written(table(line="4", message='"全年"', expires='"2024-12-31"'))
    assert one == Waiver(
        "FND07", "某某局/自评.txt", "89.00%", "含上年结转", "王敏",
        date(2024, 5, 1), date(2024, 12, 31), 4, "全年",
    )  # fmt: skip


def test_a_file_saved_by_an_editor_of_windows_is_read(tmp_path):
    file = tmp_path / "豁免.toml"
    file.write_text(table(), encoding="utf-8-sig")
    assert len(load(file)) == 1


def test_an_empty_file_holds_no_waivers(written):
    assert written("# 还没有\n") == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"code": None}, "第 1 条：没有写核对的编号（code）。请补上"),
        ({"document": None}, "没有写哪份材料（document）"),
        ({"quote": '""'}, "没有写问题所在的原文（quote）"),
        ({"quote": '"…"'}, "quote 写作“…”，没有指明是哪一处"),
        ({"reason": None}, "没有写理由（reason）"),
        ({"reason": '" "'}, "没有写理由（reason）"),
        ({"person": None}, "没有写决定的人（person）"),
        ({"granted": None}, "第 1 条（fnd07）：没有写决定的日期（granted）"),
        ({"expires": None}, "没有写到期的日期（expires）。请补上，例如 expires = 2024-12-31。"),
        ({"expires": '""'}, "没有写到期的日期（expires）"),
        ({"expires": "2024"}, "到期的日期（expires）应是日期"),
        ({"expires": "2024-12-31T00:00:00"}, "到期的日期（expires）应是日期"),
        ({"expires": '"2024-06-31"'}, "到期的日期（expires）不是存在的日期"),
        ({"expires": "2024-04-30"}, "到期的日期 2024-04-30 早于决定的日期 2024-05-01"),
        ({"expires": "2026-05-03"}, "有效期自 2024-05-01 至 2026-05-03，超过两年"),
        ({"code": '"FND7"'}, "没有“FND7”这项核对。是否要写 FND07"),
        ({"code": '"FND"'}, "没有“FND”这项核对"),
        ({"person": "1"}, "决定的人（person）应是文字。请加上引号"),
        ({"line": "0"}, "line 应是从 1 数起的整数"),
        ({"line": '"4"'}, "line 应是从 1 数起的整数"),
        ({"message": "1"}, "message 应是文字"),
        ({"document": '"*"'}, "没有指明是哪份材料"),
        ({"expire": "2024-12-31"}, "不认识的键 expire。是否要写 expires？"),
    ],
)
def test_each_slip_is_told_with_file_and_place(written, changed, words):
    with pytest.raises(ConfigError) as caught:
        written(table(**changed))
    assert "豁免.toml”第 1 条" in str(caught.value)
    assert words in str(caught.value)


def test_the_place_is_counted(written):
    with pytest.raises(ConfigError, match="第 2 条"):
        written(table() + table(reason=None))


@pytest.mark.parametrize("text", ["[waiver]\n", "waivers = 1\n", "[[waivers]\n"])
def test_what_is_no_list_of_waivers_is_told(written, text):
    with pytest.raises(ConfigError, match=r"豁免\.toml"):
        written(text)


def test_two_years_are_allowed(written):
    assert written(table(granted="2024-01-01", expires="2026-01-01"))


def test_the_nearest_file_counts(tmp_path):
    (tmp_path / "甲").mkdir()
    assert find(tmp_path / "甲") is None
    (tmp_path / "豁免.toml").touch()
    assert find(tmp_path / "甲") == tmp_path / "豁免.toml"
