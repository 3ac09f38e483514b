"""What holds of the lexer for any text."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jixiao.extraction import numbers
from jixiao.extraction.numbers import scan
from jixiao.extraction.tokens import Kind

# Signs that mean something to the lexer, in any order.
SIGNS = (
    "0123456789.,、-~()[]〔〕:;。%‰/+·≥≤<>=“”\"'\t\n ①⑳"
    "一二三十百千万亿〇两零元年月日号度底季上下前第其半至到约近余多超过不少于以上内左右是分成倍之个项次人批"
    "平方米m²㎡kgGBAT@O电话附件"
)
texts = st.one_of(st.text(alphabet=SIGNS, max_size=60), st.text(max_size=60))
amounts = st.integers(0, 10**11)


@given(texts)
def test_nothing_makes_the_lexer_fail_and_tokens_never_overlap(text):
    tokens = scan(text)
    end = 0
    for token in tokens:
        assert end <= token.start < token.end <= len(text)
        end = token.end


@given(texts)
def test_the_same_text_gives_the_same_tokens(text):
    assert scan(text) == scan(text)


@given(texts)
def test_values_have_the_type_of_their_kind(text):
    for token in scan(text):
        if token.kind is Kind.QUANTITY:
            quantity = token.value
            assert quantity.value.is_finite()
            assert quantity.upper is None or quantity.upper > quantity.value
        elif token.kind is Kind.ORDINAL:
            assert token.value >= 0
        elif token.kind is Kind.CODE:
            assert token.value is None
        else:
            assert token.value.iso()


def read_amount(printed):
    (token,) = scan(f"支出{printed}万元")
    assert token.kind is Kind.QUANTITY
    assert (token.start, token.end) == (2, 4 + len(printed))
    return token.value


@given(amounts, st.integers(0, 3))
def test_trailing_zeros_and_separators_change_no_value(cents, zeros):
    value = Decimal(cents).scaleb(-2)
    plain = read_amount(f"{value:.2f}")
    assert plain.value == value
    assert read_amount(f"{value:,.2f}").value == value
    longer = read_amount(f"{value:.2f}" + "0" * zeros)
    assert longer.value == value
    assert longer.significant_decimals == plain.significant_decimals == 2


class Counting:
    """Stands in for the one regular expression and counts how often it is asked."""

    def __init__(self, pattern):
        self.pattern, self.asked = pattern, 0

    def search(self, text, position):
        self.asked += 1
        return self.pattern.search(text, position)


def test_a_text_twice_as_long_is_looked_at_twice_as_often(monkeypatch):
    report = "总支出4872.85万元,占81.05%。一是开展3次;电话83135538,第三名,2023年1-6月完成两项。\n"
    asked = []
    for times in (50, 100, 200):
        counting = Counting(numbers._CANDIDATE)
        monkeypatch.setattr(numbers, "_CANDIDATE", counting)
        scan(report * times)
        monkeypatch.undo()
        asked.append((counting.asked - 1) / times)
    assert asked[0] == asked[1] == asked[2]


def test_long_runs_of_one_sign_are_read_in_one_go(monkeypatch):
    for run in ("1" * 5000, "一" * 5000, "a" * 5000, "1-" * 2500, "a1@" * 1500):
        counting = Counting(numbers._CANDIDATE)
        monkeypatch.setattr(numbers, "_CANDIDATE", counting)
        scan(run)
        monkeypatch.undo()
        assert counting.asked <= 5, run[:4]
