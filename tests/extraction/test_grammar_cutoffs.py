"""Cut-off days with their period and round; every text is invented."""

import pytest

from jixiao.extraction import understand
from jixiao.model.period import Instant
from jixiao.model.relation import Cutoff
from jixiao.reading import read, read_bytes


def cutoffs(text):
    """The cut-offs of a text: day as printed, label as printed, round."""
    return _printed(understand(read_bytes(text.encode(), "报告.txt")))


def _printed(understood):
    text = understood.document.text
    return [
        (
            text[cutoff.start : cutoff.end],
            text[cutoff.label.start : cutoff.label.end] if cutoff.label is not None else None,
            cutoff.round,
        )
        for cutoff in understood.all(Cutoff)
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("截至2023年6月30日,支出进度为60%。", "2023年6月30日"),
        ("截止到2023年6月30日,支出进度为60%。", "2023年6月30日"),
        ("统计自年初起,至2023年12月31日止,共支出100万元。", "2023年12月31日"),
        ("数据截止9月30日,支出80万元。", "9月30日"),
    ],
)
def test_a_cutoff_without_a_period(text, day):
    assert cutoffs(text) == [(day, None, 1)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("对1-9月预算执行情况开展绩效监控。截至2023年9月30日,支出进度80%。", "1-9月"),
        ("我局对上半年预算执行开展“双监控”,截至2023年7月31日支出进度55%。", "上半年"),
        ("1-6月(截至6月30日)支出50万元。", "1-6月"),
        ("第二轮监控,数据截至2023年10月31日,监控期1-10月。", "1-10月"),
        ("对前三季度执行情况进行监控,主要包括:1、项目监控:截至9月30日,进度70%。", "前三季度"),
    ],
)
def test_the_period_that_was_monitored_is_the_label(text, label):
    ((_, found, _),) = cutoffs(text)
    assert found == label


@pytest.mark.parametrize(
    "text",
    [
        "上半年完成招标,截至9月30日已完工80%。",
        "对上半年和前三季度情况开展监控。截至9月30日,支出80万元。",
        "2023年开展监控工作,截至9月30日,支出80万元。",
    ],
)
def test_a_period_that_the_text_does_not_bind_is_no_label(text):
    ((_, label, _),) = cutoffs(text)
    assert label is None


def test_two_days_of_one_round_even_where_one_is_impossible():
    text = "对1-6月预算执行开展运行监控。项目监控:截至2023年6月31日,进度62%。整体监控:截至2023年6月30日,进度60%。"
    assert cutoffs(text) == [("2023年6月31日", "1-6月", 1), ("2023年6月30日", "1-6月", 1)]


def test_each_round_in_its_own_part_of_the_sentence():
    text = "对1-6月开展监控,截至6月30日支出50%;对1-9月开展监控,截至9月30日支出75%。"
    (first, second) = cutoffs(text)
    assert (first[1], second[1]) == ("1-6月", "1-9月")
    assert first[2] != second[2]


def test_days_within_a_month_may_count_different_things():
    text = "截至2023年12月10日完成采购30项,截至2023年12月31日支出98万元。"
    assert len({number for _, _, number in cutoffs(text)}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "截止报名时间2023年6月30日,共20人。",
        "申报截止2023年6月30日,共收到20份。",
        "截至2023年6月30日前完成整改2项。",
        "截至2023年6月,支出50万元。",
        "2023年6月30日召开会议,参会20人。",
    ],
)
def test_a_deadline_or_a_plain_date_is_no_cutoff(text):
    assert cutoffs(text) == []


def test_the_day_is_a_fact_of_its_own():
    document = read_bytes("截至2023年6月31日,支出50万元。".encode(), "报告.txt")
    (found,) = understand(document).all(Cutoff)
    assert found.day.instant == Instant(2023, 6, 31)


def test_the_round_of_a_real_report(seeds):
    found = _printed(understand(read(str(seeds["004"]))))
    assert [label for _, label, _ in found] == ["1-6月", "1-6月"]
    assert len({number for _, _, number in found}) == 1
    assert len({day for day, _, _ in found}) == 2


def test_a_round_is_known_by_its_name():
    text = (
        "第一次在7月上旬,对1-6月情况进行监控,数据截至2022年6月30日,支出50%。"
        "第二次在10月中旬,对1-9月情况进行监控,数据截至2022年9月30日,支出75%。\n"
        "第一次监控发现的事项,按截至2022年7月31日的工程量重新测算了工期。"
    )
    (first, second, again) = (number for _, _, number in cutoffs(text))
    assert first == again
    assert first != second
