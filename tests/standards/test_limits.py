"""Limits of packs: the nearest region's, in the year, with their source."""

from datetime import date
from decimal import Decimal

import pytest

from jixiao.standards import LimitName, PackError, Standards, load, load_folder

OWN = """id: cn-gd-gz-own/limits
title: 广州市提醒线
region: 广东省/广州市
scope: [department_wide_self_evaluation]
published: 2023-06-01
basis: {document: 示例文件, note: 示例}
verified: true
limits:
  december_share: {"2023-01-01": "25", "2024-01-01": "20"}
"""
NAME = LimitName.DECEMBER_SHARE


@pytest.fixture
def known(tmp_path):
    file = tmp_path / "本市.yaml"
    file.write_text(OWN, encoding="utf-8")
    return Standards((*load_folder(file).packs, *load().packs))


@pytest.mark.parametrize(
    ("region", "year", "value"),
    [
        ("广东省/广州市", 2023, 25),
        ("广东省/广州市/南沙区", 2024, 20),
        ("广东省/广州市", None, 20),
        ("广东省/广州市", 2022, 30),  # not in force yet: that of the whole country
        ("广东省", 2024, 30),
        (None, 2024, 30),
    ],
)
def test_the_limit_of_the_nearest_region_in_force_counts(known, region, year, value):
    limit = known.limit(NAME, region, year)
    assert limit is not None
    assert limit.value == value


def test_a_limit_names_its_source_and_whether_it_was_verified(known):
    own = known.limit(NAME, "广东省/广州市", 2023)
    assert (own.since, own.told) == (date(2023, 1, 1), "25%（依据：示例文件）")
    assert load().limit(NAME, None, 2023).told == "30%（依据：通行做法，未与正式文件核对）"


def test_there_is_none_where_no_pack_sets_one():
    assert Standards(()).limit(NAME, "广东省", 2023) is None


def test_an_heir_has_the_limits_of_its_parent(tmp_path):
    text = "id: cn-gd-gz-own/heir\nextends: cn/limits\ntitle: 甲\nregion: 广东省\npublished: 2024-01-01\n"
    file = tmp_path / "甲.yaml"
    file.write_text(text, encoding="utf-8")
    assert load_folder(file, load().packs).packs[0].limits[0].value == Decimal(30)


@pytest.mark.parametrize("value", ["0", "100", "-5", "1e2"])
def test_a_share_that_is_none_is_refused(tmp_path, value):
    file = tmp_path / "本市.yaml"
    file.write_text(OWN.replace('"25"', f'"{value}"'), encoding="utf-8")
    with pytest.raises(PackError, match=r"本市\.yaml 第 9 行"):
        load_folder(file)
