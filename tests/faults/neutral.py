"""Whether a report that is printed otherwise is understood and judged as before."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from faults.campaign import lines_of
from faults.corpus import Sample
from faults.rewrites import REWRITES, SPECIAL, in_yuan, wrapped

from jixiao.model.fact import Fact
from jixiao.model.quantity import Dimension
from jixiao.pipeline import CheckedDocument, check_text

# What these codes speak of is the form itself, which has changed.
WRAPPED = 60  # columns: a text with hardly a longer line has been wrapped
FORM = {"ST02", "ST05", "ST06", "ST07", "ST11"}
ROUNDED = {"unit_cost", "product", "mean"}
AMOUNT = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)(亿元|万元|元)?")
FACTORS = {"亿元": Decimal(10**8), "万元": Decimal(10**4)}


@dataclass(frozen=True)
class Difference:
    """What a rewrite changed: facts and findings that went and that came."""

    sample: str
    rewrite: str
    facts_gone: Counter[tuple[str, ...]]
    facts_new: Counter[tuple[str, ...]]
    findings_gone: Counter[tuple[str, ...]]
    findings_new: Counter[tuple[str, ...]]
    errors: tuple[str, ...]
    facts: int = 0

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return not (self.facts_gone or self.facts_new or self.findings_gone or self.findings_new)


@cache
def as_printed(sample: Sample) -> CheckedDocument:
    """Check a report as it is, once."""
    return check_text(sample.text, sample.path)


def rewritten(sample: Sample, rewrite: str) -> str:
    """Apply a rewrite by name."""
    if rewrite in ("unwrapped", "wrapped"):
        return unwrapped(sample) if rewrite == "unwrapped" else wrapped(paragraphs(sample))
    if rewrite == "in 元":
        checked = as_printed(sample)
        near = {
            line
            for outcome in checked.outcomes
            if outcome.status.value == "rounding"
            for line in lines_of(checked, outcome)
        }
        # A quotient was rounded where it was printed: in 元 it would claim more digits.
        near.update(line for s in sample.stated if s.kind in ROUNDED for line in (s.line, *s.lines))
        return in_yuan(sample.text, near)
    return REWRITES[rewrite](sample.text)


def unwrapped(sample: Sample) -> str:
    """Return one line for each paragraph: the reading text."""
    understanding = as_printed(sample).understanding
    assert understanding is not None
    return understanding.document.text


def paragraphs(sample: Sample) -> str:
    """Return a text whose lines are paragraphs; one that is wrapped already is unwrapped first."""
    lengths = sorted(len(line) for line in sample.text.splitlines() if line.strip())
    return unwrapped(sample) if lengths[len(lengths) * 9 // 10] <= WRAPPED else sample.text


def compare(sample: Sample, rewrite: str) -> Difference | None:
    """Understand and check a report before and after; None where there is nothing to rewrite."""
    text = rewritten(sample, rewrite)
    if text == sample.text:
        return None
    plain = rewrite == "unwrapped" or text.startswith(unwrapped(sample)[:20])
    ending = ".txt" if plain and rewrite in SPECIAL[1:] else sample.ending
    before, after = as_printed(sample), check_text(text, f"{sample.name}{ending}")
    known, now = facts_of(before), facts_of(after)
    said, says = findings_of(before), findings_of(after)
    errors = tuple(
        f"{o.code} {o.message}"
        for o in after.outcomes
        if o.status.value == "finding" and o.severity is not None and o.severity.value == "error"
    )
    return Difference(
        sample.name,
        rewrite,
        known - now,
        now - known,
        said - says,
        says - said,
        errors,
        sum(known.values()),
    )


def facts_of(checked: CheckedDocument) -> Counter[tuple[str, ...]]:
    """Return the facts by what they say, whatever unit and digits they are printed in."""
    assert checked.understanding is not None, checked.error
    return Counter((fact.concept, worth(fact)) for fact in checked.understanding.facts)


def worth(fact: Fact) -> str:
    """Return the value of a fact in base units, as text."""
    if fact.quantity is not None:
        unit = fact.quantity.unit
        value = fact.quantity.base.normalize()
        name = "" if unit.dimension is Dimension.MONEY else unit.name
        return f"{value:f}{name}"
    if fact.instant is not None:
        return fact.instant.iso()
    return fact.word or ""


def findings_of(checked: CheckedDocument) -> Counter[tuple[str, ...]]:
    """Return the findings by code, weight and quote; a rounding verdict is no finding."""
    assert checked.understanding is not None, checked.error
    document = checked.understanding.document
    return Counter(
        (
            outcome.code,
            outcome.status.value,
            outcome.severity.value if outcome.severity else "",
            squeezed(document.quote(*outcome.span)),
        )
        for outcome in checked.outcomes
        if outcome.status.value in ("finding", "crashed") and outcome.code not in FORM
    )


def squeezed(quote: str) -> str:
    """Return a quote as every rewrite leaves it: no blanks, half width, amounts in 元."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", quote)).translate(
        str.maketrans("，：；（）！？", ",:;()!?")
    )
    return AMOUNT.sub(_amount, re.sub(r"[|#*]", "", text))


def _amount(match: re.Match[str]) -> str:
    digits = match[1].rstrip(",")
    tail = match[1][len(digits) :]
    try:
        value = Decimal(digits.replace(",", "")) * FACTORS.get(match[2] or "", Decimal(1))
    except ArithmeticError:
        return match[0]
    return f"{value.normalize():f}{'元' if match[2] else ''}{tail}"


ALL = (*REWRITES, *SPECIAL)
