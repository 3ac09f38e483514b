"""The tolerance algebra, on printed numbers."""

import re
from decimal import Decimal

import pytest

from jixiao.model.arithmetic import (
    Verdict,
    verify_at_most,
    verify_change_amount,
    verify_change_rate,
    verify_change_rate_from_difference,
    verify_equal,
    verify_quotient,
    verify_ratio,
    verify_sum,
)
from jixiao.model.intervals import interval
from jixiao.model.quantity import Approximation, Comparator, Dimension, Quantity, Unit
from jixiao.terms import Direction

UNITS = {
    "元": Unit("元", Dimension.MONEY),
    "万元": Unit("万元", Dimension.MONEY, Decimal(10_000)),
    "亿元": Unit("亿元", Dimension.MONEY, Decimal(100_000_000)),
    "%": Unit("%", Dimension.PERCENT),
    "‰": Unit("‰", Dimension.PERCENT, Decimal("0.1")),
    "成": Unit("成", Dimension.PERCENT, Decimal(10)),
    "点": Unit("个百分点", Dimension.PERCENTAGE_POINT),
    "倍": Unit("倍", Dimension.MULTIPLE),
    "分": Unit("分", Dimension.SCORE),
    "场": Unit("场", Dimension.COUNT, Decimal(1), "场"),
    "人": Unit("人", Dimension.COUNT, Decimal(1), "人"),
    "万人": Unit("万人", Dimension.COUNT, Decimal(10_000), "人"),
    "㎡": Unit("㎡", Dimension.AREA),
    "元/㎡": Unit("元/㎡", Dimension.UNIT_COST, Decimal(1), "area"),
    "万元/人": Unit("万元/人", Dimension.UNIT_COST, Decimal(10_000), "人"),
    "": Unit("", Dimension.NONE),
}
MARKS = {
    "约": {"approximation": Approximation.ABOUT},
    "超": {"approximation": Approximation.OVER},
    "近": {"approximation": Approximation.UNDER},
    "≥": {"comparator": Comparator.AT_LEAST},
    "≤": {"comparator": Comparator.AT_MOST},
    "=": {"comparator": Comparator.EQUAL},
}
PRINTED = re.compile(r"([约超近≥≤=]?)(-?[0-9.]+)(?:~([0-9.]+))?(.*)")


def q(printed):
    """“约12.30万元” as a quantity."""
    mark, digits, last, unit = PRINTED.fullmatch(printed).groups()
    upper = Decimal(last) if last else None
    decimals = len(digits.partition(".")[2])
    return Quantity(Decimal(digits), UNITS[unit], decimals, upper=upper, **MARKS.get(mark, {}))


def parts(printed):
    return [q(part) for part in printed.split()]


def sums(printed, whole, verdict, expected=None, signs=None):
    return pytest.param(printed, whole, signs, verdict, expected, id=f"{printed} = {whole}")


@pytest.mark.parametrize(
    ("printed", "whole", "signs", "verdict", "expected"),
    [
        sums("3949.68万元 923.17万元", "4872.85万元", "exact", "4872.85"),
        sums("30.3万元 10.62万元 63.51万元", "104.43万元", "exact", "104.43"),
        # Four numbers of two decimals, one of them with its zero trimmed: ±0.02.
        sums("100.2万元 5541.39万元 4872.85万元", "768.73万元", "rounding", "768.74", (1, 1, -1)),
        sums("100.2万元 5541.39万元 4872.85万元", "768.71万元", "fail", "768.74", (1, 1, -1)),
        # Whole and one part rounded to 万元, another part not: ±1. Scores are never rounded so.
        sums("49376万元 279285.70万元", "328661万元", "rounding", "328662"),
        sums("49376万元 279285.70万元", "328660万元", "fail", "328662"),
        sums("1234.56万元 2385.94万元", "3620万元", "fail", "3620.50"),
        sums("49分 47.5分", "97分", "fail", "96.5"),
        # Another unit has its own decimals.
        sums("5000.26万元 5500.00万元", "1.05亿元", "exact", "1.05"),
        sums("5000.26万元 5600.00万元", "1.05亿元", "fail", "1.06"),
        sums("33场 74场 350场", "457场", "exact", "457"),
        sums("33场 74场 351场", "457场", "fail", "458"),
        sums("49.99分 48分", "97.99分", "exact", "97.99"),
        sums("81.05% 18.95%", "100%", "exact", "100.00"),
        sums("33.33% 33.33% 33.33%", "100%", "rounding", "99.99"),
        # Open parts decide only what they cannot reach.
        sums("超60场 50场", "100场", "fail", "110"),
        sums("超40场 50场", "100场", "undecided", "90"),
        sums("约40场 50场", "100场", "undecided", "90"),
        sums("40场 50场", "约100场", "undecided", "90"),
        sums("40场 60场", "=100场", "exact", "100"),
        sums("40~45场 50场", "92场", "undecided", "90"),
        sums("40~45场 50场", "99场", "fail", "90"),
        sums("40场 50人", "90场", "undecided"),
        sums("1万元 1㎡", "2万元", "undecided"),
    ],
)
def test_sums(printed, whole, signs, verdict, expected):
    result = verify_sum(parts(printed), q(whole), signs)
    assert (result.verdict, result.expected) == (verdict, expected and Decimal(expected))


def test_nothing_adds_up_to_nothing():
    assert verify_sum([], q("0万元")).verdict is Verdict.UNDECIDED


def ratios(a, b, rate, verdict, expected=None, scale=100):
    return pytest.param(a, b, rate, scale, verdict, expected, id=f"{a} ÷ {b} = {rate}")


@pytest.mark.parametrize(
    ("a", "b", "rate", "scale", "verdict", "expected"),
    [
        ratios("2154.34万元", "2157.27万元", "99.86%", "exact", "99.86"),
        ratios("104.14万元", "104.43万元", "99.7%", "exact", "99.7"),
        ratios("29.99万元", "115.11万元", "26.06%", "rounding", "26.05"),
        ratios("29.99万元", "115.11万元", "26.07%", "fail", "26.05"),
        ratios("16场", "12场", "133%", "exact", "133"),
        ratios("16场", "12场", "134%", "fail", "133"),
        ratios("16场", "12场", "1.3倍", "exact", "1.3"),
        ratios("80万元", "1亿元", "8‰", "exact", "8"),
        ratios("80万元", "100万元", "8成", "exact", "8"),
        ratios("80万元", "100万元", "80", "exact", "80"),
        ratios("80万元", "100万元", "0.8", "exact", "0.8", 1),
        ratios("100%", "80%", "125%", "exact", "125"),
        ratios("1万元", "0万元", "0%", "undecided"),
        ratios("1万元", "0.00万元", "100%", "undecided"),
        ratios("16场", "12人", "133%", "undecided"),
        ratios("16场", "12场", "133分", "undecided"),
        ratios("约16场", "12场", "500%", "undecided", "133"),
        ratios("超16场", "12场", "100%", "fail", "133"),
        ratios("16场", "超12场", "150%", "fail", "133"),
        ratios("近16场", "12场", "100%", "undecided", "133"),
        ratios("16场", "12场", "≥100%", "undecided", "133"),
        ratios("16场", "12场", "≥150%", "fail", "133"),
    ],
)
def test_ratios(a, b, rate, scale, verdict, expected):
    result = verify_ratio(q(a), q(b), q(rate), scale)
    assert (result.verdict, result.expected) == (verdict, expected and Decimal(expected))


def test_a_ratio_tells_its_bounds():
    result = verify_ratio(q("29.99万元"), q("115.11万元"), q("26.06%"))
    assert result.low is not None
    assert result.high is not None
    assert Decimal("26.047") < result.low < Decimal("26.048")
    assert Decimal("26.058") < result.high < Decimal("26.059")


@pytest.mark.parametrize(
    ("part", "whole", "verdict"),
    [
        ("946.19万元", "1924.46万元", "exact"),
        ("22场", "超70场", "exact"),
        ("6.05亿元", "231586.58万元", "exact"),
        ("100.01万元", "100万元", "rounding"),
        ("100.02万元", "100万元", "fail"),
        ("13场", "12场", "fail"),
        ("超13场", "12场", "fail"),
        ("超11场", "12场", "undecided"),
        ("近11场", "12场", "exact"),
        ("22场", "近70场", "undecided"),
        ("1人", "2场", "undecided"),
    ],
)
def test_a_part_is_at_most_its_whole(part, whole, verdict):
    assert verify_at_most(q(part), q(whole)).verdict == verdict


@pytest.mark.parametrize(
    ("this", "last", "difference", "verdict"),
    [
        ("29.99万元", "44.45万元", "14.46万元", "exact"),
        ("29.99万元", "44.45万元", "-14.46万元", "exact"),
        ("44.45万元", "29.99万元", "-14.46万元", "fail"),
        ("29.99万元", "44.45万元", "14.47万元", "rounding"),
        ("29.99万元", "44.45万元", "14.48万元", "fail"),
        ("95%", "92.5%", "2.5点", "exact"),
        ("约30万元", "44万元", "14万元", "undecided"),
        ("超50万元", "44万元", "2万元", "fail"),
        ("3场", "2人", "1场", "undecided"),
    ],
)
def test_the_amount_of_a_change(this, last, difference, verdict):
    assert verify_change_amount(q(this), q(last), q(difference)).verdict == verdict


@pytest.mark.parametrize(
    ("this", "last", "rate", "verdict", "expected"),
    [
        ("29.99万元", "44.45万元", "32.53%", "exact", "32.53"),
        ("29.99万元", "44.45万元", "-32.53%", "exact", "-32.53"),
        ("44.45万元", "29.99万元", "-48.22%", "fail", "48.22"),
        ("29.99万元", "44.45万元", "32.55%", "rounding", "32.53"),
        ("29.99万元", "44.45万元", "33.53%", "fail", "32.53"),
        ("120万元", "100万元", "0.2倍", "exact", "0.2"),
        ("120万元", "0万元", "100%", "undecided", None),
        ("约120万元", "100万元", "50%", "undecided", "20"),
    ],
)
def test_the_rate_of_a_change(this, last, rate, verdict, expected):
    result = verify_change_rate(q(this), q(last), q(rate))
    assert result.verdict == verdict
    if expected is not None:
        assert result.expected in (Decimal(expected), -Decimal(expected))


@pytest.mark.parametrize(
    ("known", "difference", "rate", "options", "verdict"),
    [
        ("44.45万元", "14.46万元", "32.53%", {}, "exact"),
        ("44.45万元", "14.46万元", "33.53%", {}, "fail"),
        ("29.99万元", "14.46万元", "32.53%", {"known_is_last": False}, "exact"),
        ("120万元", "20万元", "20%", {"known_is_last": False, "direction": Direction.UP}, "exact"),
        ("120万元", "20万元", "20%", {"known_is_last": False, "direction": Direction.DOWN}, "fail"),
        (
            "20万元",
            "20万元",
            "100%",
            {"known_is_last": False, "direction": Direction.UP},
            "undecided",
        ),
        ("120万元", "约20万元", "20%", {"known_is_last": False}, "undecided"),
        ("0万元", "20万元", "20%", {}, "undecided"),
    ],
)
def test_the_rate_of_a_change_from_its_amount(known, difference, rate, options, verdict):
    result = verify_change_rate_from_difference(q(known), q(difference), q(rate), **options)
    assert result.verdict == verdict


@pytest.mark.parametrize(
    ("cost", "base", "unit_cost", "verdict"),
    [
        ("74.05万元", "10000㎡", "74.05元/㎡", "exact"),
        ("74.05万元", "10000㎡", "74.06元/㎡", "rounding"),
        ("74.05万元", "10000㎡", "74.08元/㎡", "fail"),
        ("55万元", "100人", "0.55万元/人", "exact"),
        ("55万元", "100人", "0.55万元", "exact"),
        ("55万元", "100㎡", "0.55万元/人", "undecided"),
        ("55万元", "0人", "0.55万元/人", "undecided"),
        ("约55万元", "100人", "0.65万元/人", "undecided"),
    ],
)
def test_the_cost_of_one_unit(cost, base, unit_cost, verdict):
    assert verify_quotient(q(cost), q(base), q(unit_cost)).verdict == verdict


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("2157.27万元", "2157.27万元", "exact"),
        ("2157.27万元", "2157.270万元", "exact"),
        ("60500万元", "6.05亿元", "exact"),
        ("60512.34万元", "6.05亿元", "exact"),
        ("60550万元", "6.05亿元", "rounding"),
        ("60560万元", "6.05亿元", "fail"),
        ("13场", "14场", "fail"),
        ("1.2万人", "12034人", "exact"),
        ("约13场", "14场", "undecided"),
        ("超13场", "12场", "fail"),
        ("13场", "13人", "undecided"),
    ],
)
def test_two_prints_of_one_number(a, b, verdict):
    assert verify_equal(q(a), q(b)).verdict == verdict
    assert verify_equal(q(b), q(a)).verdict == verdict


def test_ties_are_rounded_away_from_zero():
    assert verify_ratio(q("1场"), q("8场"), q("12.5%")).expected == Decimal("12.5")
    assert verify_ratio(q("1场"), q("8场"), q("13%")).verdict is Verdict.EXACT
    assert verify_ratio(q("1场"), q("8场"), q("12%")).verdict is Verdict.ROUNDING


def test_an_interval_is_as_wide_as_the_rounding():
    assert interval(q("1.20万元")) == (Decimal(11_950), Decimal(12_050))
    assert interval(q("12场")) == (12, 12)
    assert interval(q("超12场")).low == 12
    assert interval(q("近12场")).low == 0
    assert interval(q("约12场")) == (0, Decimal("Infinity"))


def test_numbers_that_nobody_prints_are_left_alone():
    huge = Quantity(Decimal("1E+400"), UNITS["万元"])
    assert verify_sum([huge], huge).verdict is Verdict.UNDECIDED
    assert verify_equal(huge, huge).verdict is Verdict.UNDECIDED
