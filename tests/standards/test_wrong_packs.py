"""Packs that people get wrong: each is refused with file, line and a reason in Chinese."""

import re

import pytest

from jixiao.scoring import plan
from jixiao.standards import PackError, load, load_folder

CITY = """id: cn-gd-fs/department-scoring
extends: cn-gd/department-scoring
title: 佛山市部门整体支出绩效自评
region: 广东省/佛山市
published: 2024-01-01
"""
ALONE = """id: cn-gd-fs/alone
title: 佛山市某项评分
region: 广东省/佛山市
scope: [department_wide_self_evaluation]
published: 2024-01-01
basis: {document: 示例, note: 示例}
verified: false
scoring:
  of: department_wide_expenditure
  questions:
    - {id: asked, label: 事项, kind: yes_no}
    - {id: day, label: 日期, kind: day}
  lines:
    - id: line
      label: 某项
      points: {"2024-01-01": "100"}
"""


def line_of(*how):
    return ALONE + "".join(f"      {each}\n" for each in how)


WRONG = {
    "括号没有成对": (CITY + "scoring: {changes: [\n", 7, "括号没有成对"),
    "引号没有成对": (CITY + 'basis: "甲\n', 7, "引号没有成对"),
    "用制表符缩进": (CITY + "scoring:\n\tchanges:\n", 7, "缩进要用空格，不能用制表符"),
    "缩进没有对齐": (CITY + "scoring:\n    changes: {}\n  more: {}\n", 8, "缩进"),
    "控制字符": (CITY + "basis: \x07\n", 6, "控制字符"),
    "两份文档": (CITY + "---\n" + CITY, 6, "只能写一套标准"),
    "空文件": ("", 1, "文件为空"),
    "不是键和值": ("- 甲\n", 1, "应为“键: 值”"),
    "不认识的键": (CITY + "colour: 红\n", 6, "不认识的键“colour”"),
    "重复的键": (CITY + "title: 又一个\n", 6, "重复的键“title”"),
    "没有编号": (CITY.replace("id: cn-gd-fs/department-scoring\n", ""), 1, "缺少“id”"),
    "编号写成地名": (
        CITY.replace("cn-gd-fs/department-scoring", "佛山"),
        1,
        "“佛山”不是编号",
    ),
    "没有标题": (CITY.replace("title: 佛山市部门整体支出绩效自评", "title:"), 3, "应为文字"),
    "日期不存在": (CITY.replace("2024-01-01", "2024-13-01"), 5, "不是日期"),
    "继承不存在的": (
        CITY.replace("cn-gd/department-scoring\n", "cn-gd/nothing\n"),
        2,
        "没有编号为“cn-gd/nothing”的标准",
    ),
    "继承自己": (
        CITY.replace("extends: cn-gd/", "extends: cn-gd-fs/"),
        2,
        "不能继承自己",
    ),
    "合计不是上级分值": (
        CITY + 'scoring:\n  changes:\n    output: {points: {"2022-01-01": "25"}}\n',
        7,
        "2022年度“履职效能”分值 50，下级合计 55",
    ),
    "去掉一项没有补上": (
        CITY + "scoring:\n  without: [inventory]\n",
        7,
        "“资产管理”分值 10，下级合计 9",
    ),
    "满分不是100": (
        line_of("method: judgement").replace('"100"', '"90"'),
        9,
        "2024年度各项分值合计 90，应为满分 100",
    ),
    "数字大得没有意义": (line_of("method: judgement").replace('"100"', '"1e308"'), 16, "不是数字"),
    "不是数": (line_of("method: judgement").replace('"100"', '"NaN"'), 16, "不是数字"),
    "数字没有引号": (line_of("method: judgement").replace('"100"', "100"), 16, "数字须加引号"),
    "分值小于零": (line_of("method: judgement").replace('"100"', '"-5"'), 16, "小于 0"),
    "引用别处": ("id: &a 甲\ntitle: *a\n", 2, "不能用“*”引用别处"),
    "引用自己": (CITY + "scoring: &s {changes: *s}\n", 6, "不能用“*”引用别处"),
    "层次过深": (CITY + "scoring: " + "[" * 100_000 + "]" * 100_000, 6, "层次过深"),
    "没有这种方法": (line_of("method: magic"), 14, "没有名为“magic”的计分方法"),
    "上级另写方法": (
        CITY + "scoring:\n  changes:\n    assets: {method: judgement}\n",
        8,
        "得分是下级之和",
    ),
    "档次的分值超过本项": (
        line_of(
            "method: tiers",
            "inputs: {value: contracts}",
            'options: {bands: [{points: "200"}]}',
        ),
        19,
        "200 分不在 0 至 100 分之内",
    ),
    "永远用不上的档次": (
        line_of(
            "method: tiers",
            "inputs: {value: contracts}",
            "options:",
            "  bands:",
            '    - {at_most: "10", points: "50"}',
            '    - {at_most: "5", points: "100"}',
        ),
        22,
        "永远用不上",
    ),
    "没有档次": (
        line_of("method: tiers", "inputs: {value: contracts}", "options: {bands: []}"),
        19,
        "至少要有一档",
    ),
    "扣分小于零": (
        line_of("method: per_occurrence", "inputs: {count: contracts}", 'options: {deduct: "-1"}'),
        14,
        "deduct 应大于 0",
    ),
    "是否问题当数用": (
        line_of("method: per_occurrence", 'inputs: {count: "fact:asked"}'),
        14,
        "在 questions 中应为 number",
    ),
    "没有这个日期": (
        line_of("method: contracts_within", "options: {first: signed, second: filed_on}"),
        18,
        "合同台账没有这一日期，可用：intention_on、",
    ),
    "工作日写成别的": (
        line_of(
            "method: contracts_within",
            "options: {first: signed_on, second: filed_on, kind: work}",
        ),
        18,
        "没有“work”这个选择，可用：calendar、working",
    ),
    "指标没有分类": (
        line_of("method: indicators", "options: {groups: []}"),
        18,
        "至少要有一类指标",
    ),
    "一类指标用了两次": (
        line_of("method: indicators", "options: {groups: [output]}")
        + '    - {id: b, label: 乙, points: {"2024-01-01": "0"}, method: indicators,'
        + " options: {groups: [output]}}\n",
        19,
        "产出指标已属于评分项“某项”",
    ),
    "满意度上下界颠倒": (
        CITY + 'scoring:\n  indicator_rules: {satisfaction_floor: "95"}\n',
        7,
        "satisfaction_floor",
    ),
    "超得越多扣得越少": (
        CITY
        + "scoring:\n  indicator_rules:\n    overshoot:\n"
        + '      - {over: "1.5", deduct: "0.3"}\n      - {over: "2", deduct: "0.1"}\n',
        9,
        "超得越多扣得应越多",
    ),
    "没有这种指标规则": (
        CITY + 'scoring:\n  indicator_rules: {bonus: "1"}\n',
        7,
        "不认识的指标计分规则“bonus”，可用：bands、",
    ),
    "一档的上下限颠倒": (
        CITY + 'scoring:\n  indicator_rules: {bands: {attained: ["1", "0.8"]}}\n',
        7,
        "应为下限、上限两个占分值的比例",
    ),
    "三档没有写全": (
        CITY + 'scoring:\n  indicator_rules: {bands: {attained: ["0.8", "1"]}}\n',
        7,
        "三档都要写明",
    ),
    "方法没有这项输入": (
        line_of(
            "method: capped_ratio",
            "inputs: {numerator: contracts, denominator: contracts, third: contracts}",
        ),
        14,
        "没有输入“third”，可用：",
    ),
    "要点分值合计不是分值": (
        line_of(
            "method: checklist",
            'options: {items: [{fact: asked, label: 甲, points: "60"}]}',
        ),
        14,
        "各要点分值合计 60，2024年度起的分值是 100",
    ),
    "同一要点列了两次": (
        line_of(
            "method: checklist",
            "options:",
            "  items:",
            '    - {fact: asked, label: 甲, points: "60"}',
            '    - {fact: asked, label: 乙, points: "40"}',
        ),
        20,
        "同一事项列了两次",
    ),
    "分值移往不存在的评分项": (
        line_of("method: judgement", "not_applicable: {when_zero: contracts, move_to: [nothing]}"),
        18,
        "分值移往的“nothing”不是另一评分项",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_pack_is_refused_with_file_line_and_reason(name, tmp_path):
    text, line, reason = WRONG[name]
    file = tmp_path / "本市.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        plan(load_folder(file, load().packs).packs[0], 2024)
    assert caught.value.message.startswith(f"标准包 本市.yaml 第 {line} 行：")
    assert reason in caught.value.message
    assert not re.search(r"[a-z]+ [a-z]+ [a-z]+", caught.value.message)  # no English sentence


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_a_pack_in_another_encoding_is_refused(encoding, tmp_path):
    file = tmp_path / "本市.yaml"
    file.write_bytes(CITY.encode(encoding))
    with pytest.raises(PackError, match=r"本市\.yaml 第 1 行：不是 UTF-8 编码"):
        load_folder(file, load().packs)


def test_a_pack_saved_by_windows_is_read(tmp_path):
    file = tmp_path / "本市.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + CITY.replace("\n", "\r\n").encode())
    assert load_folder(file, load().packs).packs[0].id == "cn-gd-fs/department-scoring"
