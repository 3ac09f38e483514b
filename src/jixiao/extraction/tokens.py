"""Tokens: what the lexer makes of the reading text, in order, not overlapping."""

from enum import IntEnum
from typing import NamedTuple

from jixiao.model.period import Instant, Period
from jixiao.model.quantity import Quantity


class Kind(IntEnum):
    """Kinds of token."""

    QUANTITY = 1  # value: Quantity
    INSTANT = 2  # a printed date or month; value: Instant
    PERIOD = 3  # a year, 1-6月, 上半年, 2021年至2023年; value: Period
    ORDINAL = 4  # 第30届, 第三, 一是, （3） inside text; value: int
    CODE = 5  # document number, telephone, project code: no quantity; value: None


class Token(NamedTuple):
    """One token; ``start``/``end`` are offsets into ``Document.text``."""

    kind: Kind
    start: int
    end: int
    value: Quantity | Instant | Period | int | None
