"""Runs of ordinals; every text is invented."""

import pytest

from jixiao.extraction import understand
from jixiao.model.relation import Numbering
from jixiao.reading import read, read_bytes


def runs(text):
    """The runs of a text: style and values."""
    document = read_bytes(text.encode(), "报告.txt")
    return [
        (run.style, [value for value, _ in run.ordinals])
        for run in understand(document).all(Numbering)
    ]


def test_the_ordinals_of_an_outline():
    text = "一、基本情况\n(一)部门职能\n1.拟订政策。\n2.指导工作。\n(二)收支情况\n1.收入情况。\n2.支出情况。\n二、绩效情况\n(一)自评结论\n(二)主要成效"
    assert runs(text) == [
        ("一、", [1, 2]),
        ("(一)", [1, 2]),
        ("1.", [1, 2]),
        ("1.", [1, 2]),
        ("(一)", [1, 2]),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("存在问题:一是编制不准。二是执行偏慢。三是意识不强。", [1, 2, 3]),
        ("存在问题:一是编制不准。二是执行偏慢。四是意识不强。", [1, 2, 4]),
        ("一是编制不准。\n二是执行偏慢。\n三是意识不强。", [1, 2, 3]),
        ("工作如下:1.修路2公里。2.架桥3座。3.植树。", [1, 2, 3]),
        ("工作如下:(1)修路;(2)架桥;(3)植树。", [1, 2, 3]),
        ("①编制不细;②执行偏慢;④监管不严。", [1, 2, 4]),
        ("其一,人手不足;其二,经费不足;其三,经验不足。", [1, 2, 3]),
        ("(一)甲事。\n(二)乙事。\n(二)丙事。\n(三)丁事。", [1, 2, 2, 3]),
        ("1.2023年投资1.2亿元。\n2.2022年投资1.1亿元。\n4.2021年投资1亿元。", [1, 2, 4]),
        ("首先,加强领导;二是完善制度;三是强化监督。", [2, 3]),
    ],
)
def test_one_run(text, values):
    ((_, found),) = runs(text)
    assert found == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "一是甲事。\n二是乙事。\n一是丙事。\n二是丁事。",
            [[1, 2], [1, 2]],
        ),
        (
            "一是改革:(1)机构;(2)医药;二是增长:(1)工业;(2)农业;(3)服务业;三是民生。",
            [[1, 2, 3], [1, 2], [1, 2, 3]],
        ),
        (
            "(1)第一项工作:1.甲事;2.乙事。\n(2)第二项工作:1.丙事;2.丁事。\n(3)第三项工作。",
            [[1, 2, 3], [1, 2], [1, 2]],
        ),
        (
            "1.甲工作:1.子;2.丑;3.寅。\n2.乙工作。\n3.丙工作。\n4.丁工作。",
            [[1, 2, 3, 4], [1, 2, 3]],
        ),
        (
            "1.甲事\n2.乙事\n(1)子\n(2)丑\n3.丙事",
            [[1, 2, 3], [1, 2]],
        ),
    ],
)
def test_a_new_list_begins_at_one_and_leaves_the_outer_one_open(text, expected):
    assert [values for _, values in runs(text)] == expected


def test_numbers_may_go_on_across_headings():
    text = "(一)预算编制\n1.年初预算100万元。\n2.调整预算20万元。\n(二)预算执行\n3.支出110万元。\n4.结余10万元。"
    assert ("1.", [1, 2, 3, 4]) in runs(text)


@pytest.mark.parametrize(
    "text",
    [
        "根据第(2)条和附件(3)的规定,完成3项。",
        "下一步:1、加强培训,2、完善制度,3、强化考核。",
        "第一,加强领导。第二,完善制度。",
        "三、四季度加快支出,执行率95%。",
        "一方面加强宣传,另一方面强化培训。",
        "支出\n2115.30万元,执行率99.66%。",
    ],
)
def test_what_is_no_run(text):
    assert runs(text) == []


def test_an_ordinal_printed_in_another_way_is_not_missing():
    text = "一是加强领导;二是完善制度;三要强化督导;四是严格考核。"
    assert [values for _, values in runs(text)] == [[1, 2, 3, 4]]


def test_a_reference_to_an_item_does_not_go_on_with_the_headings():
    text = "(一)制度建设。\n(二)资产管理。按照办法第(三)项执行。\n(三)绩效管理。"
    assert runs(text) == [("(一)", [1, 2, 3])]


@pytest.mark.parametrize(
    ("seed", "expected"),
    [
        ("000", [("一是", 4), ("一是", 6)]),
        ("001", [("1.", 6)]),
        ("002", [("1.", 9), ("1.", 7), ("1.", 6)]),
        ("003", [("1.", 3)]),
    ],
)
def test_the_runs_of_the_real_reports_are_continuous(seeds, seed, expected):
    found = understand(read(str(seeds[seed]))).all(Numbering)
    for run in found:
        assert [value for value, _ in run.ordinals] == list(range(1, len(run.ordinals) + 1))
    sizes = [(run.style, len(run.ordinals)) for run in found]
    for run in expected:
        assert run in sizes
