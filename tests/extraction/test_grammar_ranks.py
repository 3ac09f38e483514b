"""Ranks with population, rise and fall; every text is invented."""

import pytest

from jixiao.extraction import understand
from jixiao.model.relation import Rank
from jixiao.reading import read, read_bytes


def ranks(text):
    """The ranks of a text: rank, population, rise, fall, as printed."""
    document = read_bytes(text.encode(), "报告.txt")
    return _printed(understand(document))


def _printed(understood):
    text = understood.document.text
    return [
        tuple(
            text[fact.start : fact.end] if fact is not None else None
            for fact in (rank.rank, rank.population, rank.rise, rank.fall)
        )
        for rank in understood.all(Rank)
    ]


# A number of another sort in the sentence, as reports have it.
TAIL = "投入资金5万元。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("综合评价位居全省第5(21个地市),较上年上升3位,", ("第5", "21个", "3位", None)),
        ("我县在全市12个县区中排名第3,比上年前移2位,", ("第3", "12个", "2位", None)),
        ("在全省121个县(市、区)中位列第18位,较上年下降4位,", ("第18位", "121个", None, "4位")),
        ("经济总量居全省第8位(共21个市),", ("第8位", "21个", None, None)),
        ("群众安全感排名全省第12名,前移8个位次,", ("第12名", None, "8个", None)),
        ("列全市第4,较去年进3位,", ("第4", None, "3位", None)),
        ("考核成绩在10个乡镇中名列第2名,", ("第2名", "10个", None, None)),
        ("综合考核名次下降2位,列第9位,", ("第9位", None, None, "2位")),
        ("排名较上年提升12位,跃居全省第6位,", ("第6位", None, "12位", None)),
        ("执行率在全省排名第15位(共20家省直单位),", ("第15位", "20家", None, None)),
        ("增速列全省16个市第5位,较上年前移3位,", ("第5位", "16个", "3位", None)),
        ("位列全国56位(137个),", ("56位", "137个", None, None)),
    ],
)
def test_a_rank_with_what_its_clause_binds_to_it(text, expected):
    assert ranks(text + TAIL) == [expected]


def test_the_population_may_be_told_above_for_all_ranks_below():
    text = "在职118人,与省内92个省直预算单位比较,以下各项均由低到高排序。\n能耗支出61万元,列第41位。\n物业费143万元,列全国第58位。"
    assert ranks(text) == [("第41位", "92个", None, None), ("第58位", None, None, None)]


def test_a_rise_binds_only_to_the_rank_of_its_own_clause():
    text = "全国排名上升9位,位列全国40位(137个)、全省第四(12个),投入5万元。"
    assert ranks(text) == [("40位", "137个", "9位", None), ("第四", "12个", None, None)]


def test_a_rise_of_another_scope_is_not_bound():
    text = "全省排名上升2位,位列全国第34位,投入5万元。"
    assert ranks(text) == [("第34位", None, None, None)]


def test_rises_told_together_are_nobodys():
    text = "全省排名第6、全国排名第45位,较上年分别上升2位、10位,投入5万元。"
    assert ranks(text) == [("第6", None, None, None), ("第45位", None, None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "能耗支出50元/平方米,在省直单位中排名约为后20名。",
        "能耗支出50元/平方米,在省直单位中排名前10位。",
        "行政支出0.6万元/人,在省直单位中排名约为中间。",
    ],
)
def test_a_bound_or_a_vague_place_is_a_rank_without_number(text):
    assert ranks(text) == [(None, None, None, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # How many there are, not how many take part.
        ("高新技术企业数量居全市第5(3家)," + TAIL, [("第5", None, None, None)]),
        # Others than those that are ranked.
        ("全国5个试点中唯一排名全省第8位," + TAIL, [("第8位", None, None, None)]),
        ("全市12个镇中有3个镇排名全省第20位," + TAIL, [("第20位", None, None, None)]),
        ("排名第8(得分92.5分)," + TAIL, [("第8", None, None, None)]),
    ],
)
def test_a_number_nearby_is_not_the_population(text, expected):
    assert ranks(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "位列全市第一方阵,",
        "列入第三批试点名单,",
        "列支经费34万元,",
        "居住老人20名,",
        "名列前茅的选手20名获奖,",
        "位居前列,表彰先进20名,",
        "列席代表20名参加会议,",
        "排查隐患34处,",
        "将第3条列为重点,",
        "获全市技能竞赛第三名,",
        "第三季度培训20名,",
        "居委会5个,",
    ],
)
def test_what_is_no_rank(text):
    assert ranks(text + TAIL) == []


def test_the_ranks_of_a_real_report(seeds):
    found = _printed(understand(read(str(seeds["002"]))))
    assert found.count(("34位", "137个", "21位", None)) == 2
    assert found.count(("第三", "12个", None, None)) == 2


def test_the_vague_ranks_of_a_real_report(seeds):
    found = _printed(understand(read(str(seeds["000"]))))
    assert found == [(None, None, None, None)] * 6
