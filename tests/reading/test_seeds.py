"""The real reports: what is known to be printed there is read."""

import pytest

from jixiao.model.folding import fold
from jixiao.reading import read


@pytest.fixture
def seed(seeds):
    return lambda number: read(str(seeds[number]))


def holds(document, fragment):
    return any(fragment in document.text[b.start : b.end] for b in document.blocks)


@pytest.mark.parametrize(
    ("number", "fragment"),
    [
        ("000", "2022年初结转结余100.2万元"),
        ("001", "2122.43万元,全年实际支出2115.30万元,年度执行率为99.66%"),
        ("001", "通行证、签注、出境证明的办理工作"),
        ("001", "计100分,自评得分99.97分"),
        ("001", "完成率100%;;二是"),
        ("002", "58亿,同比增428.9%"),
        ("003", "占部门总支出1.85%"),
        ("003", "自评绩效得分为97.21分"),
        ("003", "235,963.33万元"),
        ("004", "457批2095人次,其中省部级领导33批80人次"),
        ("004", "预算2157.27万元,其中项目支出预算340.15万元"),
        ("004", "部门整体绩效监控:截至2023年6月30日"),
        ("004", "管理效率自评得分48分"),
    ],
)
def test_a_sentence_is_whole(seed, number, fragment):
    assert holds(seed(number), fragment)


@pytest.mark.parametrize(
    ("number", "count"), [("000", 3), ("001", 4), ("002", 4), ("003", 4), ("004", 4)]
)
def test_chapters_are_counted(seed, number, count):
    values = [b.ordinal.value for b in seed(number).blocks if b.kind == "heading" and b.level == 1]
    assert values == list(range(1, count + 1))


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_there_is_one_title_and_it_names_the_report(seed, number):
    document = seed(number)
    titles = [document.text[b.start : b.end] for b in document.blocks if b.kind == "title"]
    assert len(titles) == 1
    assert titles[0].endswith("部门整体支出绩效自评报告") or titles[0].endswith(
        "整体支出绩效自评报告"
    )


def test_the_anchor_is_where_it_is_printed(seed):
    document = seed("004")
    start = document.text.index("2023年6月31日")
    anchor = document.anchor(start, start + 10)
    assert (anchor.line, anchor.end_line) == (43, 43)
    assert document.lines[42][anchor.column - 1 : anchor.end_column - 1] == "2023年6月31日"


def test_a_quote_spans_the_page_break(seed):
    document = seed("001")
    start = document.text.index("2115.30万元")
    assert document.anchor(start, start + 7)[:2] == (82, 1)


def test_the_cover_has_its_fields(seed):
    document = seed("000")
    fields = [document.text[b.start : b.end] for b in document.blocks if b.kind == "field"]
    assert [field.partition(":")[0] for field in fields] == [
        "部门名称",
        "预算单位数量",
        "填报人",
        "联系电话",
        "填报日期",
    ]


def test_the_signature_stands_alone(seed):
    document = seed("003")
    assert document.text.endswith("\n广州市协作办公室\n2023年10月12日")


def test_styles_are_told_apart_by_the_printed_brackets(seed):
    assert {b.ordinal.style for b in seed("002").blocks if b.level == 2} == {"(一)", "（一）"}
    assert {b.ordinal.style for b in seed("004").blocks if b.level == 2} == {"(一)"}


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_nothing_is_lost_but_spaces_page_numbers_and_markup(seed, number):
    document = seed(number)
    kept = set(document.origin)
    left_out = {at for a, b in document.dropped for at in range(a, b)}
    for at, character in enumerate(document.source):
        if at not in kept and at not in left_out:
            assert fold(character).isspace()
