"""Every figure that people read in the five real reports is found by the lexer."""

import json
import os
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.extraction.numbers import scan
from jixiao.extraction.tokens import Kind
from jixiao.reading import read

SHARED = Path(os.environ.get("JIXIAO_SHARED", Path(__file__).parents[3] / "shared"))
GOLD = SHARED / "gold" / "seeds.json"
REPORTS = json.loads(GOLD.read_text(encoding="utf-8"))["seeds"] if GOLD.exists() else []

# The gold gives the unit that is meant where the report prints none, or another.
MEANT = {
    ("指标目标·接待涉港澳、涉外事团组人次", "人次"): "",
    ("产出指标个数", "个"): "项",
    ("综保区全省排名", "位"): "ORDINAL",
    ("广博会届次", "届"): "ORDINAL",
}


@pytest.mark.skipif(
    not REPORTS and os.environ.get("JIXIAO_REQUIRE_SEEDS") != "1", reason="seeds are not there"
)
def test_the_seeds_are_there():
    assert REPORTS


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report["id"])
def test_every_gold_fact_is_found(report):
    document = read(str(SHARED / "seeds" / report["file"]))
    on_line = defaultdict(list)
    for token in scan(document.text):
        first = document.anchor(token.start, token.end)
        on_line[first.line].append(token)
        if first.end_line != first.line:
            on_line[first.end_line].append(token)
    missing = [
        fact["name"]
        for fact in report["facts"]
        if fact["unit"] or isinstance(fact["value"], int | float)
        if not any(
            found(fact, token)
            for line in range(fact["line"], fact.get("line_end", fact["line"]) + 2)
            for token in on_line[line]
        )
    ]
    assert missing == []


def found(fact, token):
    unit = MEANT.get((fact["name"], fact["unit"]), fact["unit"])
    if unit == "date":
        return token.kind is Kind.INSTANT and token.value.iso() == fact["value"]
    if unit == "ORDINAL":
        return token.kind is Kind.ORDINAL and token.value == fact["value"]
    if token.kind is not Kind.QUANTITY:
        return False
    quantity = token.value
    return (
        quantity.value == Decimal(str(fact["value"]))
        and quantity.unit.name == unit
        and (quantity.approximation != "exact") == fact.get("approx", False)
    )
