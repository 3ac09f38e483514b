"""No cell leaves a single character on its last line."""

import pytest

from jixiao.reports.balancing import spare
from jixiao.reports.composition import Cell
from jixiao.reports.flow import CELL_MARGIN, POINTS_PER_MM

SIZE = 10.5


def width_of(characters):
    return [characters * SIZE / POINTS_PER_MM + 2 * CELL_MARGIN]


@pytest.mark.parametrize(
    ("text", "room", "left"),
    [
        ("新签约产业项目数", 7.5, 6.5),  # 新签约产业项|目数, not 新签约产业项目|数
        ("≥3000万元", 4.5, 3.5),  # ≥3000|万元
        ("满意度指标", 4.2, 3.2),
    ],
)
def test_a_last_character_draws_others_to_it(text, room, left):
    free = spare(Cell(text=text), width_of(room), SIZE)
    assert room - free == pytest.approx(left, abs=0.51)
    assert free > 0


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("新签约产业项目数", 8.2),  # fits on a line
        ("新签约产业项目数", 6.2),  # two characters on the last line
        ("任务", 1.2),  # no room for two
        ("这一格写的是一段完整的文字而不是名称，不论怎样断行都随它自己去。", 9.2),
        ("第一行\n第二行", 2.2),  # broken by whoever wrote it
    ],
)
def test_other_cells_are_left_as_they_are(text, room):
    assert spare(Cell(text=text), width_of(room), SIZE) == 0
