"""The verdicts worked out by hand, against what the checks say of the real reports."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from faults.campaign import lines_of
from faults.corpus import Sample, samples, seeds

from jixiao.pipeline import CheckedDocument, check_bytes

# Another code may say the same of the same place, for the reason given.
ALTERNATIVES = {
    "IND01": ("IND02",),  # a capped rate is a matter of the cap convention
    "IND02": ("IND01",),  # an uncapped row of a report that caps others
    "CNT05": ("CNT04",),  # 一是 二是 are ordinals as well
    "CNT04": ("CNT05", "CNT01"),  # reasons numbered 1. 2. 3.
    "FND12": ("FND15", "CNT01", "XR01"),  # a repeated rate is FND15
    "FND20": ("FND23", "FND12"),  # income = expenditure, printed as one figure twice
    "FND10": ("CNT03", "FND21"),  # part ≤ whole
    "FND21": ("FND10", "CNT03"),
    "FND14": ("FND07",),  # the rate with no operands
    "FND11": ("FND05", "FND07"),  # share of project expenditure that was evaluated
    "CNT03": ("FND10", "PR03"),
    "PR03": ("CNT03",),
    "CNT02": ("CNT03",),
    "IND05": ("FND07", "FND16"),  # 高于指标值 of an execution rate
    "DT06": ("DT07",),
    "DT08": ("FND08", "FND16"),
    "IND04": ("SC12", "IND06"),  # a target missed, without figures
    "TX02": ("SC12", "SC07", "TX04"),  # a contradiction with points lost
    "SC11": ("TX01",),  # a deduction that no problem answers
    "TX01": ("SC11",),
    "SC12": ("TX02",),
    "ST11": ("ST02",),  # heading marks left over
    "ST06": ("ST11", "ST02"),  # a number split by blanks
    "IND03": ("IND02",),
    "TX08": ("CNT02", "ST06"),  # a wrong measure word in a list that adds up
}
# Findings on the whole document: the gold names one place of many, the check may name another.
WHOLE = {
    "ST01", "ST02", "ST04", "ST05", "ST06", "ST08", "ST10", "ST11",
    "IND06", "IND03", "IND02", "SC08", "SC04", "TX01", "TX07", "CNT04", "CNT05",
}  # fmt: skip
# Hold, but only for who knows more than the text says.
OUTSIDE = {
    ("000", "AS06", 111): "three unit costs stand in three paragraphs; whether they may be added "
    "to one another is a matter of accounting",
    ("001", "TX04", 226): "supposes a full mark of 50 for each half, which the text does not print",
    ("001", "CNT01", 158): "the two things listed are announced without a count",
    ("001", "CNT01", 181): "the two things listed are announced without a count",
    ("001", "CNT01", 191): "the two things listed are announced without a count",
    ("001", "CNT01", 203): "the two things listed are announced without a count",
    ("003", "CNT04", 33): "three reasons counted by hand; the text names no number of them",
}
# Findings beyond the gold file that any reader can follow: (code, seed, line) and why.
DEFENSIBLE = {
    ("ST04", "002", 109): "the report ends without the name of the unit and without a date; the "
    "gold row ST01 of this report says so as well",
    ("ST04", "004", 71): "as above: neither signature nor date anywhere in the text",
}
HARD_SHARE = 1.0  # of the rows that fail, in the families FND … CNT
SOFT_SHARE = 0.70  # of those in ST and TX and of SC04 … SC12
PASSED_SHARE = 0.95  # of the rows that hold
HARD = ("FND", "SG", "PR", "AS", "IND", "SC", "DT", "CNT")
SOFT_SCORES = tuple(f"SC{n:02d}" for n in range(4, 13))


@dataclass(frozen=True)
class Said:
    """One outcome on a document."""

    code: str
    status: str
    severity: str
    lines: frozenset[int]
    first: int
    message: str


@dataclass(frozen=True)
class Judged:
    """A gold row and whether it comes out; ``instead`` are the outcomes of its codes nearby."""

    seed: str
    row: dict
    group: str  # hard, soft, passed, rounding, open
    right: bool
    instead: tuple[Said, ...]

    @property
    def name(self) -> str:
        """Return seed, code and line."""
        return f"{self.seed} {self.row['code']} 第{self.row['line']}行"


@cache
def checked(sample: Sample, *, report: bool = False) -> CheckedDocument:
    """Check a document once: the clean text, or the report with slips."""
    return check_bytes(sample.report if report else sample.data, sample.path)


def said(document: CheckedDocument) -> list[Said]:
    """Return all outcomes with their lines."""
    assert document.understanding is not None, document.error
    source = document.understanding.document
    return [
        Said(
            outcome.code,
            outcome.status.value,
            outcome.severity.value if outcome.severity else "",
            lines_of(document, outcome),
            source.anchor(*outcome.span).line,
            outcome.message,
        )
        for outcome in document.outcomes
    ]


def rows_of(about: dict) -> Iterator[dict]:
    """Return the recomputed checks and the findings of reading."""
    yield from about["checks"]
    for row in about["text_findings"]:
        yield {**row, "holds": False, "rounding_explainable": False}


def judged(seed: Sample) -> Iterator[Judged]:
    """Judge every gold row of a report. One relation that holds stands for one row only."""
    outcomes = said(checked(seed))
    rows = list(rows_of(seed.about))
    near = [[o for o in outcomes if _speaks_of(o, row)] for row in rows]
    groups = [group_of(row) for row in rows]
    told = paired(
        [
            [o for o in some if _agrees(o, row, group)]
            for row, some, group in zip(rows, near, groups, strict=True)
        ]
    )
    for number, (row, some, group) in enumerate(zip(rows, near, groups, strict=True)):
        right = number in told
        if group == "open":
            right = not any(o.status == "finding" and o.severity == "error" for o in some)
        elif group not in ("passed", "rounding"):
            right = any(_agrees(o, row, group) for o in some)
        yield Judged(seed.name, row, group, right, tuple(some))


def lines_of_row(row: dict) -> set[int]:
    """Return the lines of a gold row or fact."""
    return set(range(row["line"], row.get("line_end", row["line"]) + 1))


def _speaks_of(outcome: Said, row: dict) -> bool:
    codes = (row["code"], *ALTERNATIVES.get(row["code"], ()))
    return outcome.code in codes and bool(outcome.lines & lines_of_row(row) or _whole(outcome, row))


def paired(choices: Sequence[Sequence[object]]) -> dict[int, object]:
    """Give as many rows as possible a choice of their own (augmenting paths)."""
    taken: dict[int, int] = {}

    def place(row: int, seen: set[int]) -> bool:
        for choice in choices[row]:
            key = id(choice)
            if key not in seen:
                seen.add(key)
                if key not in taken or place(taken[key], seen):
                    taken[key] = row
                    return True
        return False

    for row in range(len(choices)):
        place(row, set())
    by_id = {id(choice): choice for some in choices for choice in some}
    return {row: by_id[key] for key, row in taken.items()}


def _whole(outcome: Said, row: dict) -> bool:
    return outcome.code == row["code"] and outcome.code in WHOLE


def group_of(row: dict) -> str:
    """Tell what must become of a row."""
    if row["holds"] is None:
        return "open"
    if row["holds"]:
        return "passed"
    if row.get("rounding_explainable"):
        return "rounding"
    code = row["code"]
    hard = code.startswith(HARD) and code not in SOFT_SCORES
    return "hard" if hard else "soft"


def _agrees(outcome: Said, row: dict, group: str) -> bool:
    if group in ("passed", "rounding"):
        return outcome.status == group
    return outcome.status == "finding" and outcome.severity == row["severity"]


# --- the planted slips ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Slip:
    """A planted slip and the outcomes on its lines."""

    sample: str
    slip: dict
    found: bool
    nearby: tuple[Said, ...]

    @property
    def name(self) -> str:
        """Return sample, code and line."""
        return f"{self.sample} {self.slip['code']} 第{self.slip['line']}行"


def report_text(sample: Sample) -> str:
    """Return the text of the report with slips."""
    encoding = (sample.about.get("encoding") or {}).get("file", "utf-8")
    return sample.report.decode(encoding).removeprefix("\ufeff")


def slips(sample: Sample) -> Iterator[Slip]:
    """Judge every planted slip: named by one of its codes on one of its lines."""
    outcomes = said(checked(sample, report=True))
    lines = re.split(r"\r\n|\n|\r", report_text(sample))
    for slip in sample.about["slips"]:
        codes = {slip["code"], *slip.get("also", ())}
        extent = quote_lines(lines, slip["quote"], slip["line"])
        named = any(
            o.code in codes and o.status in ("finding", "rounding") and o.lines & extent
            for o in outcomes
        )
        near = [o for o in outcomes if o.lines & extent and o.status != "passed"]
        yield Slip(sample.name, slip, named, tuple(near))


def quote_lines(lines: Sequence[str], quote: str, line: int) -> set[int]:
    """Return the lines that a quote beginning on ``line`` reaches."""
    wanted = re.sub(r"\s", "", quote)
    text, last = "", line - 1
    while last < len(lines) and last < line + 6:
        text += re.sub(r"\s", "", lines[last])
        last += 1
        if wanted in text:
            break
    else:
        return {line}
    return set(range(line, last + 1))


def extras(sample: Sample) -> Iterator[Said]:
    """Return the warnings and errors on a real report that no gold row speaks of."""
    rows = list(rows_of(sample.about))
    for outcome in said(checked(sample)):
        if outcome.status != "finding" or outcome.severity == "hint":
            continue
        known = any(
            outcome.code in (row["code"], *ALTERNATIVES.get(row["code"], ()))
            and not row["holds"]
            and (outcome.lines & lines_of_row(row) or _whole(outcome, row))
            for row in rows
        )
        if not known:
            yield outcome


__all__ = ["extras", "judged", "samples", "seeds", "slips"]
