"""Numbers as a spreadsheet shows them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.reading.number_formats import shower


def shown_as(stored, code, **options):
    return shower(code, **options)(stored)[0]


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("0.98529999999999995", "0.00%", "98.53%"),
        ("0.98529999999999995", "General", "0.9853"),
        ("0.33333333333333331", "General", "0.333333333"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("1200.5", "0", "1201"),
        ("-12.345", "0.00", "-12.35"),
        ("-12.345", "#,##0.00_);(#,##0.00)", "(12.35)"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("12.3", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.30"),
        ("35", '0.00"万元"', "35.00万元"),
        ("97.54", '0.00"%"', "97.54%"),  # a literal sign: the number is one of percent already
        ("97.54", "0.00\\%", "97.54%"),
        ("2958465.999999", "yyyy/m/d", "2958466"),
        ("35", "[$¥-804]#,##0.00", "¥35.00"),
        ("123456", "#,##0.0,", "123.5"),
        ("7", "000", "007"),
        ("7.5", "#.##", "7.5"),
        ("0.5", "#.00", ".50"),
        ("45000", 'yyyy"年"m"月"d"日"', "2023年3月15日"),
        ("45000", "yyyy-mm-dd", "2023-03-15"),
        ("45000", "yyyy/m", "2023/3"),
        ("45000.75", "yyyy/m/d h:mm", "2023/3/15 18:00"),
        ("45000.75", "h:mm AM/PM", "6:00 PM"),
        ("5", "[Red]0.0", "5.0"),
        ("95", "[>=90]0;0.0", "95"),
        ("89.5", "[>=90]0;0.0", "89.5"),
        ("2.5", "# ?/?", "2.5"),
        ("123456789012", "0.00E+00", "123456789012"),
        ("-3", "General", "-3"),
        ("-0.001", "0.00", "0.00"),
        ("-1234567.5", "#,##0.0", "-1,234,567.5"),
        ("12345678901234", "#,##0.00", "12,345,678,901,234.00"),
        ("999.995", "#,##0.00", "1,000.00"),
        ("1234567", '0!.0,"万"', "123.5万"),
        ("500", '0!.0,"万"', "0.1万"),
        ("123456", "0!.0000", "12.3456"),
        ("123456", '[>=100000]0!.0,"万";0"元"', "12.3万"),
        ("99999", '[>=100000]0!.0,"万";0"元"', "99999元"),
        ("45000", "[$-804]yyyy年m月d日;@", "2023年3月15日"),
        ("-35", "0.00_);[Red](0.00)", "(35.00)"),
        ("5", ";;;", ""),
        ("1e9999999", "0.00", "1e9999999"),
        ("3", "0.0000000000000000000000000000", "3"),
        ("文字", "0.00", "文字"),
        ("nan", "0.00", "nan"),
        ("99999999", "yyyy-mm-dd", "99999999"),
    ],
)
def test_what_a_cell_shows(stored, code, shown):
    assert shown_as(stored, code) == shown


@pytest.mark.parametrize(
    ("stored", "code", "number"),
    [
        ("97.4", "0", "97.4"),
        ("0.97453", "0.0%", "97.453"),
        ("-1234.567", "#,##0.00_);(#,##0.00)", "1234.567"),
        ("1234567", '0!.0,"万"', "123.4567"),
        ("0.12345678912", "General", "0.12345678912"),
        ("0.98529999999999995", "0.00%", None),
        ("1200.50", "#,##0.00", None),
        ("45000.5", "yyyy-mm-dd", None),
        ("13800001111", "000-0000-0000", None),
    ],
)
def test_the_stored_number_is_kept_where_digits_of_it_are_not_shown(stored, code, number):
    assert shower(code)(stored)[1] == (None if number is None else Decimal(number))


@pytest.mark.parametrize("code", ["0", "0.00", "#,##0", "#,##0.00", "0.000000"])
@given(value=st.decimals(allow_nan=False, allow_infinity=False, places=7, min_value=-(10**15)))
def test_the_quick_way_shows_what_the_parts_of_a_format_show(code, value):
    by_parts = shower(code + '""')
    assert shower(code)(str(value)) == by_parts(str(value))


def test_the_calendar_that_begins_in_1904():
    assert shown_as("43538", "yyyy-mm-dd", from_1904=True) == "2023-03-15"


def test_days_behind_the_end_of_a_calendar_that_begins_in_1904():
    assert shown_as("2958000", "yyyy/m/d", from_1904=True) == "2958000"
