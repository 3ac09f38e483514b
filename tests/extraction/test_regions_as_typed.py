"""Regions as people type them on forms and on the command line."""

import pytest

from jixiao.extraction.regions import region_as_typed


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("湖北", "湖北省"),
        ("湖北省云岭县", "湖北省/云岭县"),
        ("湖北/黄冈/云岭县", "湖北省/黄冈市/云岭县"),
        ("湖北省/黄冈市/云岭县", "湖北省/黄冈市/云岭县"),
        ("广东省 广州市", "广东省/广州市"),
        ("广州市", "广东省/广州市"),
        ("广东省广州市云屏区", "广东省/广州市/云屏区"),
        ("恩施州", "湖北省/恩施土家族苗族自治州"),
        ("吉林", "吉林省"),
        ("吉林市", "吉林省/吉林市"),
        ("重庆市云屏区", "重庆市/云屏区"),
        ("全国", "全国"),
        ("云岭县", None),
        ("", None),
    ],
)
def test_a_region_is_known_however_it_is_typed(typed, path):
    assert region_as_typed(typed) == path
