"""Satisfaction and pass rates with their samples; every figure is invented."""

import pytest

from jixiao.extraction import understand
from jixiao.model.relation import Sampling
from jixiao.reading import read_bytes


def samplings(text):
    """The rates of a text with sample and positive answers, as printed."""
    document = read_bytes(text.encode(), "报告.txt")
    return [
        tuple(
            document.text[fact.start : fact.end] if fact is not None else None
            for fact in (found.rate, found.sample, found.positive)
        )
        for found in understand(document).all(Sampling)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "发放问卷210份,回收有效问卷200份,其中满意193份,满意度96.5%。",
            ("96.5%", "200份", "193份"),
        ),
        ("共发放调查问卷100份,收回100份,群众满意度为98%。", ("98%", "100份", None)),
        (
            "发放问卷330份,收回有效问卷320份;其中评价为满意和基本满意的300份,满意度93.75%。",
            ("93.75%", "320份", "300份"),
        ),
        (
            "发放问卷210份,收回有效问卷200份;问卷设满意、基本满意、不满意三档,满意度为96.5%。",
            ("96.5%", "200份", None),
        ),
        ("对9名服务对象开展调查,有效问卷9份。服务对象满意度为95%。", ("95%", "9份", None)),
        (
            "服务对象满意度目标95%,实际93.13%,发放问卷350份,收回有效问卷320份,其中满意298份。",
            ("93.13%", "320份", "298份"),
        ),
        ("采用入户问卷方式调查服务对象360份,满意度91.67%。", ("91.67%", "360份", None)),
        ("随机调查群众200人,表示满意的190人,满意度95%。", ("95%", "200人", "190人")),
        ("电话回访60户,58户表示满意,满意率96.67%。", ("96.67%", "60户", "58户")),
        ("抽检食品120批次,合格118批次,合格率98.33%。", ("98.33%", "120批次", "118批次")),
        ("参加考试150人,合格147人,合格率为98%。", ("98%", "150人", "147人")),
        ("毕业生400人,就业380人,就业率95%。", ("95%", "400人", "380人")),
        (
            "检测样品1200批次,合格1190批次,不合格10批次,合格率99.17%。",
            ("99.17%", "1200批次", "1190批次"),
        ),
    ],
)
def test_a_rate_with_its_sample(text, expected):
    assert samplings(text) == [expected]


def test_what_stands_before_another_rate_is_not_its_sample():
    text = "培训学员500人,490人通过考核,通过率98%,学员满意度99%。"
    assert samplings(text) == [("98%", "500人", "490人")]


@pytest.mark.parametrize(
    "text",
    [
        "发放问卷100份,满意度95%。",
        "随机走访群众200人,满意度95%。",
        "回收有效问卷50份,经加权计算满意度92.3%。",
        "回收有效问卷50份,平均得分92.3分,满意度92.3%。",
        "发放问卷300份,回收280份,其中非常满意200份、满意50份、基本满意20份,满意度96.4%。",
        "抽检食品120批次、药品80批次,合格率分别为98.3%、97.5%。",
        "收到网民留言42条,答复率100%,满意度100%。",
        "回收有效问卷200份,回收率95.24%。",
        "回收有效问卷200份,满意度达95%以上。",
        "群众满意度95%,比上年提高2个百分点。",
    ],
)
def test_what_is_no_plain_share_of_a_sample(text):
    assert samplings(text) == []
