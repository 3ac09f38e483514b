"""Marks of which a thing bears one only, whatever the nouns are: 线上 and 线下, 男 and 女."""

from collections.abc import Sequence
from typing import Final

OPPOSITES: Final = (
    ("Ⅰ级", "Ⅱ级", "Ⅲ级", "Ⅳ级"),
    ("线上", "线下"),
    ("现场", "网络", "网上", "电话"),
    ("门诊", "急诊", "住院"),
    ("出口", "进口"),
    ("男", "女"),
    ("本地", "外地", "异地", "外埠"),
    ("公办", "民办"),
    ("国有", "民营", "外资"),
    ("原创", "引进"),
    ("自流", "提水"),
    ("即办", "承诺"),
    ("大畜", "小畜"),
    ("正高", "副高"),
    ("升学", "就业", "直接就业", "协议就业"),
    ("公开招标", "邀请招标", "竞争性", "单一来源", "询价"),
    ("集中采购", "分散采购"),
    ("行政单位", "事业单位", "公益一类事业单位", "公益二类事业单位"),
    ("局机关", "机关", "二层机构", "二级机构", "下属单位", "所属单位", "直属单位", "基层单位"),
    ("年内新", "当年新", "本年新", "上年遗留", "往年遗留", "历史遗留"),
    ("东", "西", "南", "北"),
    ("干渠", "支渠", "斗渠", "毛渠"),
)


def opposed(names: Sequence[str]) -> bool:
    """Whether names begin with marks of one group, each with another one."""
    return any(_each_with_its_own(names, marks) for marks in OPPOSITES)


def _each_with_its_own(names: Sequence[str], marks: Sequence[str]) -> bool:
    own = [next((mark for mark in marks if name.startswith(mark)), "") for name in names]
    return all(own) and len(set(own)) == len(own) > 1
