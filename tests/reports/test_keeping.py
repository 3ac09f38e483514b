"""Which rows stay on one page."""

import pytest

from jixiao.reports.composition import Cell, Table, head, words
from jixiao.reports.flow import columns
from jixiao.reports.keeping import chains, heights, kept, tall
from jixiao.reports.typography import PORTRAIT, Role


def rows_of(count, *first):
    return (head("名称", "说明"), *first, *[(words("甲"), words("乙"))] * count)


def staying(table, **notes):
    high = heights(table, Role.CELL, columns(table, PORTRAIT.measure))
    return kept(table, high, PORTRAIT, **notes)


def test_a_small_table_stays_whole():
    assert staying(Table(widths=(1, 1), rows=rows_of(3))) == {0, 1, 2}


def test_of_a_long_table_two_rows_stay_with_the_head_and_with_the_total():
    assert staying(Table(widths=(1, 1), rows=rows_of(60))) == {0, 1, 59}


def test_notes_stay_with_the_last_row():
    assert staying(Table(widths=(1, 1), rows=rows_of(60)), notes=True) == {0, 1, 59, 60}


@pytest.mark.parametrize(("rows", "stays"), [(5, {20, 21, 22, 23}), (30, set())])
def test_rows_under_one_label_stay_together_unless_they_are_many(rows, stays):
    plain = rows_of(19)
    group = ((Cell(text="类", down=rows), words("乙")), *[(words("乙"),)] * (rows - 1))
    table = Table(widths=(1, 1), rows=(*plain, *group, *rows_of(20)[1:]))
    assert staying(table) - {0, 1, len(table.rows) - 2} == stays


def test_a_row_of_half_a_page_may_break_and_holds_nothing():
    table = Table(
        widths=(1, 1), rows=rows_of(40, (words("甲"), words("长" * 1000)), (words("乙"),) * 2)
    )
    high = heights(table, Role.CELL, columns(table, PORTRAIT.measure))
    assert tall(high, PORTRAIT) == {1}
    assert 0 not in kept(table, high, PORTRAIT)


def test_heights_are_told_from_the_lines_that_words_take():
    table = Table(
        widths=(1, 1),
        rows=((words("字" * 18), words("甲\n乙\n丙")), (words("一"), words("二"))),
        head=0,
    )
    assert heights(table, Role.CELL, [100, 100]) == [3 * 15 + 4, 19]


def test_stretches_of_rows_that_stay():
    assert list(chains({0, 1, 5, 7, 8})) == [(0, 2), (5, 6), (7, 9)]
