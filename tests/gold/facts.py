"""The facts of the gold file against the facts that are read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

import yaml
from faults.corpus import Sample
from gold.verdicts import checked, lines_of_row, paired

from jixiao.model.fact import Basis, Fact
from jixiao.terms import Fund

FOUND_SHARE = 0.97
RIGHT_SHARE = 0.98  # of the facts that the program gives a name
NAMED_SHARE = 0.95  # of the facts that the vocabulary holds
OTHER = "other"


@dataclass(frozen=True)
class Read:
    """A gold fact, the fact read for it if any, and what its name may be."""

    seed: str
    gold: dict
    fact: Fact | None
    meaning: dict

    @property
    def name(self) -> str:
        """Return seed, line, name and value."""
        gold = self.gold
        return f"{self.seed} 第{gold['line']}行 {gold['name']} {gold['value']}{gold['unit']}"

    @property
    def named(self) -> bool:
        """Whether the program gives the fact a name."""
        return self.fact is not None and self.fact.concept != OTHER

    @property
    def wrong(self) -> str:
        """Return what is wrong with the name, scope or period; empty where nothing is."""
        fact, meaning = self.fact, self.meaning
        if fact is None or fact.concept == OTHER:
            return ""
        if fact.concept not in meaning["is"]:
            return f"concept {fact.concept}"
        if meaning.get("fund") and fact.scope.fund not in (Fund(meaning["fund"]), Fund.ALL):
            return f"fund {fact.scope.fund}"
        if meaning.get("basis") and fact.scope.basis not in (
            Basis(meaning["basis"]),
            Basis.UNKNOWN,
        ):
            return f"basis {fact.scope.basis}"
        if meaning.get("period") and fact.period and fact.period.iso() != meaning["period"]:
            return f"period {fact.period.iso()}"
        return ""


@cache
def meanings() -> list[dict]:
    """Return the table of names."""
    file = Path(__file__).with_name("concepts.yaml")
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def meaning_of(name: str) -> dict:
    """Return the first row of the table whose pattern matches a name."""
    return next(row for row in meanings() if re.search(row["name"], name))


def read(seed: Sample) -> Iterator[Read]:
    """Pair the gold facts of a report with facts that are read, each with one of its own."""
    understanding = checked(seed).understanding
    assert understanding is not None
    document = understanding.document
    lines = [
        (fact, range(anchor.line, anchor.end_line + 1))
        for fact in understanding.facts
        for anchor in (document.anchor(fact.start, fact.end),)
    ]
    rows = seed.about["facts"]
    near = [
        [fact for fact, at in lines if lines_of_row(gold) & set(at) and says(fact, gold)]
        for gold in rows
    ]
    pairs: dict[int, Fact] = {}
    # The facts with the right name first, then those without name, then whatever is left.
    for fits in (_means, _unnamed, _any):
        taken = {id(fact) for fact in pairs.values()}
        choices = [
            [f for f in some if id(f) not in taken and fits(Read("", gold, f, _meaning(gold)))]
            if number not in pairs
            else []
            for number, (gold, some) in enumerate(zip(rows, near, strict=True))
        ]
        pairs.update(paired(choices))  # type: ignore[arg-type]
    for number, gold in enumerate(rows):
        yield Read(seed.name, gold, pairs.get(number), _meaning(gold))


def _meaning(gold: dict) -> dict:
    return meaning_of(gold["name"])


def _means(row: Read) -> bool:
    return row.named and not row.wrong


def _unnamed(row: Read) -> bool:
    return not row.named


def _any(row: Read) -> bool:
    return row.fact is not None


def says(fact: Fact, gold: dict) -> bool:
    """Whether a fact prints the value and the unit of a gold fact."""
    if fact.instant is not None:
        return fact.instant.iso() == gold["value"]
    if fact.quantity is None:
        return fact.word == gold["value"]
    try:
        value = Decimal(str(gold["value"]))
    except InvalidOperation:
        return False
    if fact.quantity.value != value:
        return False
    unit, name = gold["unit"], fact.quantity.unit.name
    behind = re.search(r"[0-9][0-9.,\s]*余?\s*" + re.escape(unit), gold["quote"])
    return name == unit or (behind is None and name in ("", "位", "名"))
