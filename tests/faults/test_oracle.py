"""The oracle itself: it reads what the samples state, and its faults are faults."""

from decimal import Decimal
from random import Random

import pytest
from faults.campaign import Campaign
from faults.corpus import disagreeing, samples
from faults.mutators import faults_of, reformat
from faults.oracle import holds, numbers_of
from faults.printed import Printed, Source, hanzi, hanzi_value, plain_digits, printed_at
from faults.rewrites import (
    in_yi,
    in_yuan,
    separators_added,
    split_numbers,
    zeros_added,
    zeros_dropped,
)


def printed(text):
    number = printed_at(Source(text), (0, len(text)))
    assert number is not None
    return number


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_every_relation_of_a_sample_is_read_and_holds(sample):
    assert not sample.unread
    assert not [stated.name for stated in disagreeing(sample)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,058.90万元", "1058.90", "万元"),
        ("3538. 76 万元", "3538.76", "万元"),
        ("\uff11\uff12\uff10\uff10次", "1200", "次"),
        ("三百五十份", "350", "份"),
        ("一百零五万元", "105", "万元"),
        ("百分之九十五", "95", "百分之"),
        ("-7.69%", "-7.69", "%"),
        ("≥3.5万亩", "3.5", "万亩"),
        ("第6位", "6", "位"),
    ],
)
def test_printed_numbers_are_read(text, value, unit):
    number = printed(text)
    assert (number.value, number.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("value", [2, 10, 12, 20, 34, 100, 105, 110, 350, 1000, 1001, 1020, 9999])
def test_chinese_numerals_are_read_as_they_are_written(value):
    assert hanzi_value(hanzi(value)) == value


@pytest.mark.parametrize(
    ("old", "plain", "new"),
    [
        ("1,058.90", "1085.90", "1,085.90"),
        ("3538. 76", "3583.76", "3583. 76"),
        ("\uff11\uff12\uff10\uff10", "2100", "\uff12\uff11\uff10\uff10"),
        ("12.5", "012.5", None),
    ],
)
def test_a_number_is_reprinted_in_its_own_form(old, plain, new):
    number = Printed(0, len(old), len(old), old, "", Decimal(plain_digits(old)), 0)
    assert reformat(number, plain) == new


def test_the_same_seed_gives_the_same_faults_and_another_seed_others():
    stated = [s for sample in samples() for s in sample.stated]
    assert [list(faults_of(s, "a")) for s in stated] == [list(faults_of(s, "a")) for s in stated]
    assert [list(faults_of(s, "a")) for s in stated] != [list(faults_of(s, "b")) for s in stated]


def test_a_fault_of_digits_breaks_its_relation_beyond_rounding():
    campaign = Campaign(samples())
    every = [f for f in campaign.faults() if f.stated.kind in ("sum", "ratio", "at_most")]
    for fault in Random(1).sample(every, 300):  # noqa: S311  # reproducible
        document = campaign.documents[fault.stated.sample]
        source = Source(fault.edit.apply(document.text))
        shift = len(fault.edit.words) - (fault.edit.end - fault.edit.start)
        again = [
            printed_at(
                source,
                (
                    start + (shift if start > fault.edit.start else 0),
                    end + (shift if end >= fault.edit.end else 0),
                ),
            )
            for start, end in fault.stated.places
        ]
        assert holds(fault.stated, numbers_of(fault.stated)) is True
        assert holds(fault.stated, [n for n in again if n is not None]) is False


@pytest.mark.parametrize(
    ("rewrite", "old", "new"),
    [
        (zeros_dropped, "支出450.00万元，占9.50%", "支出450万元，占9.5%"),
        (zeros_added, "支出12.34万元，占9.50%", "支出12.340万元，占9.50%"),
        (separators_added, "支出4872.85万元，2022年", "支出4,872.85万元，2022年"),
        (in_yuan, "支出1,872.85万元，5万元/个", "支出18728500元，5万元/个"),
        (in_yi, "支出4872.85万元", "支出0.487285亿元"),
        (split_numbers, "支出4872.85万元", "支出4872. 85万元"),
    ],
)
def test_rewrites_print_the_same_numbers_otherwise(rewrite, old, new):
    assert rewrite(old) == new
