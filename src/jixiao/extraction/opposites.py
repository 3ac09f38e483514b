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
    ("主管", "干管", "支管", "入户管"),
    ("主线", "干线", "支线"),
    ("幼儿园", "小学", "初中", "初级中学", "高中", "普通高中", "高级中学", "中职", "中等职业"),
    ("专科", "高职", "本科", "硕士", "博士"),
    ("必修", "选修"),
    ("纵向", "横向"),
    ("纯电动", "混合动力", "柴油", "汽油", "燃油", "天然气"),
    ("大型", "中型", "小型"),
    ("重度", "中度", "轻度"),
    ("专职", "兼职"),
    ("全日制", "非全日制"),
    ("户籍", "非户籍"),
    ("国产", "进口"),
    ("省内", "省外"),
    ("市内", "市外"),
    ("县内", "县外"),
    ("区内", "区外"),
    ("境内", "境外"),
    ("室内", "室外"),
    ("地上", "地下"),
    ("电子", "纸质"),
    ("法人", "自然人"),
    ("乔木", "灌木"),
    ("水田", "旱地"),
    ("一季度", "二季度", "三季度", "四季度"),
    ("第一季度", "第二季度", "第三季度", "第四季度"),
    ("脱贫户", "监测户", "一般户", "一般农户"),
)
# 本科以上 holds 硕士 as well: such a name excludes nothing.
OPEN_ENDED: Final = ("以上", "以下", "及其")


def opposed(names: Sequence[str]) -> bool:
    """Whether names begin with marks of one group, each with another one."""
    return any(_each_with_its_own(names, marks) for marks in OPPOSITES)


def _each_with_its_own(names: Sequence[str], marks: Sequence[str]) -> bool:
    if any(end in name for name in names for end in OPEN_ENDED):
        return False
    own = [next((mark for mark in marks if name.startswith(mark)), "") for name in names]
    return all(own) and len(set(own)) == len(own) > 1
