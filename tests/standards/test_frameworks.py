"""Layouts of reports in packs: strict to read, inherited by heirs, nearest region first."""

import pytest

from jixiao.reports.self_evaluation.department import _DRAFTS as DEPARTMENT_DRAFTS
from jixiao.reports.self_evaluation.project import _DRAFTS as PROJECT_DRAFTS
from jixiao.standards import PackError, load, load_folder
from jixiao.standards.framework import OF_DEPARTMENTS, OF_PROJECTS
from jixiao.terms import ReportContent, ReportKind

DEPARTMENT = ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION
PACK = """id: cn/example-report
title: 示例
region: 全国
scope: [department_wide_self_evaluation]
published: 2020-02-25
basis: {document: 示例文件, note: 示例}
verified: false
framework:
  title: 绩效自评报告
  covered: false
  signed: true
  headings:
    - {title: 部门概况, holds: [functions]}
    - title: 自评情况
      parts:
        - {title: 自评结论, holds: [conclusion]}
        - {title: 结果应用, prompt: 结果怎样应用}
"""
HEIR = """id: cn-xx/example-report
extends: cn/example-report
title: 某省示例
region: 某省
published: 2024-01-01
"""
# Written for only: the department itself says how its report begins.
NEVER_DRAFTED = {ReportContent.OVERVIEW, ReportContent.EVALUATION}


def loaded(tmp_path, *texts):
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    return {pack.id: pack for pack in load_folder(tmp_path).packs}


def test_headings_come_as_they_are_listed(tmp_path):
    framework = loaded(tmp_path, PACK)["cn/example-report"].framework
    assert framework is not None
    assert [one.title for top in framework.headings for one in top.walk()] == [
        "部门概况",
        "自评情况",
        "自评结论",
        "结果应用",
    ]
    assert framework.holds(ReportContent.CONCLUSION)
    assert not framework.holds(ReportContent.TASKS)


def test_an_heir_takes_over_what_it_does_not_say(tmp_path):
    packs = loaded(tmp_path, PACK, HEIR + "framework: {signed: false}\n")
    parent, heir = packs["cn/example-report"].framework, packs["cn-xx/example-report"].framework
    assert parent is not None
    assert heir is not None
    assert heir.headings == parent.headings
    assert (heir.title, heir.signed, heir.region) == ("绩效自评报告", False, "某省")


def test_an_heir_that_says_nothing_has_the_layout_under_its_own_name(tmp_path):
    framework = loaded(tmp_path, PACK, HEIR)["cn-xx/example-report"].framework
    assert framework is not None
    assert framework.pack == "cn-xx/example-report"


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("holds: [functions]", "holds: [function]", 13, "没有“function”这个选择，可用："),
        ("holds: [functions]", "holds: [carrying_out]", 13, "这类报告没有“carrying_out”"),
        (", holds: [functions]", "", 13, "“部门概况”下没有内容"),
        (
            "holds: [conclusion]",
            "holds: [functions]",
            13,
            "“functions”（职能、机构和人员）列了两次",
        ),
        ("prompt: 结果怎样应用", "hint: 结果怎样应用", 17, "不认识的键“hint”"),
        ("signed: true", "signed: 是", 11, "应为 true 或 false"),
        ("  signed: true\n", "", 9, "缺少“signed”"),
        ("  signed: true\n", "  signed: true\n  level: county\n", 12, "应为 province 或 city"),
    ],
)
def test_a_faulty_layout_is_refused_with_its_place(tmp_path, old, new, line, reason):
    assert old in PACK
    with pytest.raises(PackError, match=reason) as caught:
        loaded(tmp_path, PACK.replace(old, new))
    assert caught.value.line == line


def test_headings_go_three_deep_at_most(tmp_path):
    deep = (
        "holds: [conclusion], parts: [{title: 甲, holds: [goal], parts: [{title: 乙, prompt: 丙}]}]"
    )
    with pytest.raises(PackError, match="标题最多3级"):
        loaded(tmp_path, PACK.replace("holds: [conclusion]", deep))


@pytest.mark.parametrize(
    ("region", "pack"),
    [
        ("广东省", "cn-gd/province-report"),
        ("广东省/广州市/云屏区", "cn-gd/city-report"),
        ("湖北省/武汉市", "cn-hb/department-report"),
        ("广西壮族自治区", "cn-gx/department-report"),
        ("四川省/成都市", "cn/department-report"),
    ],
)
def test_the_layout_of_the_nearest_region_comes_first(region, pack):
    assert load().frameworks_for(region, DEPARTMENT)[0].pack == pack


def test_whatever_a_pack_may_name_is_drafted():
    assert set(DEPARTMENT_DRAFTS) == OF_DEPARTMENTS - NEVER_DRAFTED
    assert set(PROJECT_DRAFTS) == OF_PROJECTS - {ReportContent.EVALUATION}
