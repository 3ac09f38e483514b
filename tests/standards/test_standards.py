"""Packs: strict to read, plain to ask."""

from datetime import date
from decimal import Decimal

import pytest

from jixiao import standards
from jixiao.standards import PackError, load, load_folder
from jixiao.terms import ReportKind, SectionKey

SELF = ReportKind.DEPARTMENT_WIDE_SELF_EVALUATION
PACK = """id: cn/example
title: 示例
region: 全国
scope: [department_wide_self_evaluation]
published: 2020-02-25
basis: {document: 示例文件, note: 示例}
verified: false
grades:
  "2020-01-01":
    - {label: 优, at_least: "90"}
    - {label: 差, at_least: "0"}
  "2022-01-01":
    - {label: 优, at_least: "85"}
    - {label: 差, at_least: "0"}
"""
OUTLINE = """outlines:
  - family: cn/example
    title: 示例
    sections:
      - {key: problems, required: true, titles: [存在的主要问题]}
"""


def folder_with(tmp_path, text, name="example.yaml"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def error_of(tmp_path, text):
    with pytest.raises(PackError) as caught:
        load_folder(folder_with(tmp_path, text))
    return caught.value


# --- what is shipped -----------------------------------------------------------------------------


def test_national_module_and_provincial_tables_apply_in_guangzhou():
    packs = [table.pack for table in load().grade_tables("广东省/广州市", SELF, 2023)]
    assert {"cn/national-grades", "cn/module-grades", "cn-gd/five-grades"} <= set(packs)


def test_table_of_another_province_does_not_apply():
    packs = [table.pack for table in load().grade_tables("湖南省/岳阳市", SELF, 2023)]
    assert "cn/national-grades" in packs
    assert "cn-gd/five-grades" not in packs


def test_unknown_region_excludes_no_table():
    packs = [table.pack for table in load().grade_tables(None, SELF, None)]
    assert "cn-gd/five-grades" in packs


def test_year_before_every_table_has_none():
    assert load().grade_tables("广东省", SELF, 2010) == []


def test_eighty_is_good_by_one_table_and_excellent_by_another():
    tables = {table.pack: table for table in load().grade_tables(None, SELF, 2023)}
    assert tables["cn/national-grades"].grade_of(Decimal(80)) == "良"
    assert tables["cn/module-grades"].grade_of(Decimal(80)) == "优"


def test_score_out_of_another_total_is_scaled():
    table = load().grade_tables(None, SELF, 2023)[0]
    assert table.grade_of(Decimal(108), out_of=Decimal(120)) == table.grade_of(Decimal(90))


@pytest.mark.parametrize(
    "family",
    [
        "cn-gd/province",
        "cn-gd/city",
        "cn-gd/city-legacy",
        "cn/department-2013",
        "cn/project-self-evaluation",
        "cn/project-evaluation",
        "cn/final-accounts",
        "cn/performance-monitoring",
        "cn/ex-ante",
    ],
)
def test_family_has_its_outline(family):
    outline = load().outline(family)
    assert outline is not None
    assert outline.sections


def test_unknown_family_has_no_outline():
    assert load().outline("cn/none") is None


def test_province_and_city_have_their_own_outlines():
    province = [outline.family for outline in load().outlines_for("广东省", SELF)]
    city = [outline.family for outline in load().outlines_for("广东省/广州市", SELF)]
    assert province == ["cn-gd/province", "cn/department-2013"]
    assert city == ["cn-gd/city", "cn-gd/city-legacy", "cn/department-2013"]


def keys_of(family, *without):
    outline = load().outline(family)
    assert outline is not None
    return {section.key for section in outline.sections} - set(without)


@pytest.mark.parametrize(
    ("family", "region"),
    [
        ("cn-gd/province", "广东省"),
        ("cn-gd/city", "广东省/广州市"),
        ("cn-gd/city-legacy", "广东省/广州市"),
        ("cn/department-2013", "湖南省"),
        ("cn-gd/city", None),
    ],
)
def test_report_belongs_to_the_family_whose_sections_it_has(family, region):
    assert load().family_of(SELF, region, keys_of(family)) == family


def test_report_that_lacks_one_section_keeps_its_family():
    keys = keys_of("cn-gd/city", SectionKey.MANAGEMENT_EFFICIENCY)
    assert load().family_of(SELF, "广东省/广州市", keys) == "cn-gd/city"


def test_regional_family_needs_the_region_or_all_its_sections():
    keys = keys_of("cn-gd/city", SectionKey.MANAGEMENT_EFFICIENCY, SectionKey.FUNCTIONS)
    assert load().family_of(SELF, None, keys) == "cn/department-2013"


def test_unknown_kind_has_no_family():
    assert load().family_of(ReportKind.UNKNOWN, "广东省", keys_of("cn-gd/province")) is None


def test_deadline_is_the_end_of_august_where_nothing_else_is_said():
    (deadline,) = load().deadlines_for("广东省", SELF)
    assert (deadline.month, deadline.day, deadline.verified) == (8, 31, False)


def test_packs_published_later_are_left_out():
    known = {pack.id for pack in load(date(2019, 12, 31)).packs}
    assert "cn/performance-monitoring" in known
    assert "cn/national-grades" not in known


def test_everything_that_applies_says_what_it_rests_on():
    assert all(pack.basis.document and pack.basis.note for pack in load().packs)


def test_packs_are_read_once():
    assert load() is load()
    assert standards.load is load


# --- strict reading ------------------------------------------------------------------------------


def test_latest_table_of_the_year_is_in_force(tmp_path):
    packs = load_folder(folder_with(tmp_path, PACK))
    assert [str(t.grades[0].at_least) for t in packs.grade_tables(None, SELF, 2021)] == ["90"]
    assert [str(t.grades[0].at_least) for t in packs.grade_tables(None, SELF, 2022)] == ["85"]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ('at_least: "90"', "at_least: 90", 10, "数字须加引号"),
        ('at_least: "90"', 'at_least: "九十"', 10, "不是数字"),
        ('at_least: "90"', 'at_least: "NaN"', 10, "不是数字"),
        ('{label: 优, at_least: "90"}', '{label: 优, at_least: "0"}', 11, "由高到低"),
        ('{label: 差, at_least: "0"}', '{label: 差, at_least: "1"}', 10, "自 0 分起"),
        ('{label: 差, at_least: "0"}', '{label: 优, at_least: "0"}', 11, "重复"),
        ("title: 示例", "title: 示例\ntitle: 示例", 3, "重复的键“title”"),
        ("title: 示例", "name: 示例", 2, "不认识的键“name”"),
        ("title: 示例\n", "", 1, "缺少“title”"),
        ("title: 示例", "title: 2020", 2, "应为文字"),
        ("title: 示例", "title: [示例]", 2, "应为单个值"),
        ("id: cn/example", "id: 示例", 1, "不是编号"),
        ("region: 全国", "region: /广东省", 3, "不是地区"),
        ("scope: [department_wide_self_evaluation]", "scope: all", 4, "应为列表"),
        (
            "scope: [department_wide_self_evaluation]",
            "scope: [all]",
            4,
            "没有“all”这个选择，可用：",
        ),
        ("published: 2020-02-25", "published: 2020-02-30", 5, "不是日期"),
        ("published: 2020-02-25", "published: true", 5, "应为日期"),
        ("basis: {document: 示例文件, note: 示例}", "basis: 示例文件", 6, "键: 值"),
        ("verified: false", "verified: 'false'", 7, "true 或 false"),
        ("title: 示例", "title: “示例", 2, ""),
        ("verified: false", 'verified: false\ntotal: "100', 0, "不是有效的 YAML"),
    ],
)
def test_error_names_file_line_and_reason(tmp_path, old, new, line, reason):
    text = PACK.replace(old, new, 1)
    if not reason:  # a stray quotation mark of Chinese is a text like any other
        assert load_folder(folder_with(tmp_path, text)).packs
        return
    error = error_of(tmp_path, text)
    assert error.file == "example.yaml"
    assert line in {0, error.line}
    assert reason in error.reason
    assert "example.yaml 第" in str(error)


def test_empty_pack_is_refused(tmp_path):
    assert "文件为空" in error_of(tmp_path, "").reason


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("key: problems", "key: puzzles", "没有“puzzles”这个选择，可用："),
        ("required: true", "required: yes", "true 或 false"),
        ("    title: 示例\n", "    title: 示例\n    level: village\n", "province 或 city"),
        (
            OUTLINE.splitlines()[-1],
            OUTLINE.splitlines()[-1] + "\n" + OUTLINE.splitlines()[-1],
            "列了两次",
        ),
    ],
)
def test_faulty_outline_is_refused(tmp_path, old, new, reason):
    assert reason in error_of(tmp_path, PACK + OUTLINE.replace(old, new, 1)).reason


def test_deadline_is_a_month_and_a_day(tmp_path):
    assert "不是月日" in error_of(tmp_path, PACK + 'deadlines: ["13-01"]\n').reason


def test_two_packs_of_one_id_are_refused(tmp_path):
    folder_with(tmp_path, PACK, "another.yaml")
    error = error_of(tmp_path, PACK)
    assert "已用于 another.yaml" in error.reason


def test_two_outlines_of_one_family_are_refused(tmp_path):
    folder_with(
        tmp_path, PACK.replace("id: cn/example", "id: cn/another") + OUTLINE, "another.yaml"
    )
    assert "已见于 another.yaml" in error_of(tmp_path, PACK + OUTLINE).reason
