"""Evaluations as plain values and back."""

from datetime import date
from decimal import Decimal

import pytest

from jixiao.model.evaluation import Department, Evaluation, Indicator, ManagementFact
from jixiao.terms import IndicatorGroup, Sign
from jixiao.workbook.plain import BadValue, evaluation_of, plain_of

EVALUATION = Evaluation(
    department=Department(name="云屏区投资服务局", year=2023, filled_on=date(2024, 3, 15)),
    indicators=(
        Indicator(
            code="Z1",
            group=IndicatorGroup.OUTPUT,
            sign=Sign.AT_LEAST,
            target=Decimal("95.50"),
            evidence=("P1", "P2"),
        ),
    ),
    management=(ManagementFact(fact="goals_published", value=False),),
)


def test_there_and_back_is_the_same():
    assert evaluation_of(plain_of(EVALUATION)) == EVALUATION


def test_what_was_not_filled_in_is_left_out_but_no_is_kept():
    plain = plain_of(EVALUATION)
    assert plain["management"] == [{"fact": "goals_published", "value": False}]
    assert "projects" not in plain


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"nothing": []}, "nothing：没有这一类记录。"),
        ({"projects": {}}, "projects：应是一组记录。"),
        ({"projects": [{"colour": "红"}]}, "projects第1条：没有“colour”这一项。"),
        ({"indicators": [{"sign": "约"}]}, "indicators第1条的sign：“约”不在可选的各项之内。"),
        ({"indicators": [{"target": "九十"}]}, "indicators第1条的target：“九十”不是数。"),
        ({"indicators": [{"target": "NaN"}]}, "indicators第1条的target：“NaN”不是数。"),
        ({"indicators": [{"target": 9.5}]}, "“9.5”不合要求；数要写在引号里"),
        ({"indicators": [{"evidence": "P1"}]}, "indicators第1条的evidence：应是一组文字。"),
    ],
)
def test_a_value_without_a_place_is_told_with_its_place(content, said):
    with pytest.raises(BadValue) as caught:
        evaluation_of(content)
    assert said in caught.value.message
