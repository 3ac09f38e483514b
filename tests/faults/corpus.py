"""The documents of the acceptance tests: invented samples, real reports, and what they state."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import yaml
from faults.oracle import Operand, Stated, holds, numbers_of, resolve
from faults.printed import Printed, Source, printed_at

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
SHARED = Path(os.environ.get("JIXIAO_SHARED") or ROOT.parent / "shared")


@dataclass(frozen=True, eq=False, repr=False)
class Sample:
    """One document: the clean text, the text with slips, and the oracle."""

    name: str
    ending: str
    text: str
    data: bytes
    about: dict
    report: bytes = b""
    stated: list[Stated] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    @cached_property
    def source(self) -> Source:
        """The clean text with its lines."""
        return Source(self.text)

    @property
    def path(self) -> str:
        """A path whose ending tells the format."""
        return f"{self.name}{self.ending}"


def decode(data: bytes, encoding: str = "utf-8") -> str:
    """Return the text of a file without its byte order mark."""
    return data.decode(encoding).removeprefix("\ufeff")


@cache
def samples() -> tuple[Sample, ...]:
    """All invented samples with the relations of their clean twins."""
    return tuple(_sample(file) for file in sorted(SAMPLES.glob("*/sample.yaml")))


def _sample(file: Path) -> Sample:
    about = yaml.safe_load(file.read_text(encoding="utf-8"))
    clean = file.parent / about["clean"]
    encodings = about.get("encoding") or {}
    data = clean.read_bytes()
    sample = Sample(
        file.parent.name,
        clean.suffix,
        decode(data, encodings.get("clean", "utf-8")),
        data,
        about,
        (file.parent / about["file"]).read_bytes(),
    )
    base = column_base(sample.source, about["relations"])
    for number, row in enumerate(about["relations"]):
        stated = _read(sample, row, base, number)
        if stated is None:
            sample.unread.append(f"{row['code']} {row['kind']} {row['line']}")
        else:
            sample.stated.append(stated)
    return sample


def column_base(source: Source, rows: Sequence[dict]) -> int:
    """Return 0 or 1: what most columns of a sample count from."""
    votes = {0: 0, 1: 0}
    for row in rows:
        for words, line, column in _operands(row):
            for base in votes:
                at = source.extent(line)[0] + column - base
                votes[base] += source.text.startswith(words, max(at, 0))
    return max(votes, key=lambda base: votes[base])


def _operands(row: dict) -> Iterator[tuple[str, int, int]]:
    words = [str(word) for word in row["operands"]]
    lines = row.get("lines") or [row["line"]] * len(words)
    yield from zip(words, lines, row["columns"], strict=True)


def _read(sample: Sample, row: dict, base: int, number: int) -> Stated | None:
    source, places = sample.source, []
    for words, line, column in _operands(row):
        place = resolve(source, words, line, column - base)
        if place is None:
            return None
        places.append(place)
    return stated_at(
        sample,
        (row["code"], row["kind"], row["line"], tuple(row.get("also", ()))),
        places,
        signs=tuple(-1 if sign in ("-", "−") else 1 for sign in row.get("signs", ())),
        is_open=bool(row.get("open")),
        number=number,
    )


def stated_at(
    sample: Sample,
    what: tuple[str, str, int, tuple[str, ...]],
    places: Sequence[tuple[int, int]],
    *,
    signs: tuple[int, ...] = (),
    is_open: bool = False,
    number: int = 0,
) -> Stated:
    """Build a relation from the places of its operands."""
    code, kind, line, also = what
    source = sample.source
    operands: list[Operand] = []
    for index, (start, end) in enumerate(places):
        last = len(places) - 1
        word = (
            kind in ("date", "period", "dates", "date_order", "same_date", "ordinals", "same_text")
            or (kind in ("direction", "wording", "attainment", "grade") and index == last)
            or (kind == "count" and index != last)
        )
        number_here = None if word else printed_at(source, (start, end))
        operands.append(number_here or source.text[start:end])
    lines = {source.line_of(p) for span in places for p in (span[0], span[1] - 1)}
    return Stated(
        code,
        kind,
        sample.name,
        line,
        tuple(operands),
        tuple(places),
        tuple(sorted(lines)),
        also,
        signs,
        is_open,
        number,
    )


def disagreeing(sample: Sample) -> list[Stated]:
    """Relations that the oracle recomputes otherwise than stated: mistakes of the oracle."""
    return [s for s in sample.stated if holds(s, numbers_of(s)) is False]


# --- the real reports -----------------------------------------------------------------------------

SIGN = re.compile(r"\s*([+−])\s*")
NUMBER = r"[0-9][0-9.,]*[^\s0-9/+−=≤<>×]*"
TERM = re.compile(NUMBER)


def gold() -> dict | None:
    """The verdicts worked out by hand, or None where the real reports are absent."""
    file = SHARED / "gold" / "seeds.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


@cache
def seeds() -> tuple[Sample, ...]:
    """The real reports with the relations that their gold rows spell out; empty where absent."""
    answers = gold()
    return tuple(_seed(seed) for seed in answers["seeds"]) if answers else ()


def _seed(about: dict) -> Sample:
    file = SHARED / "seeds" / about["file"]
    data = file.read_bytes()
    sample = Sample(about["id"], file.suffix, decode(data), data, about)
    for number, row in enumerate(about["checks"]):
        if not (row["holds"] or row.get("rounding_explainable")):
            continue
        stated = _gold_row(sample, row, number)
        if stated is None:
            sample.unread.append(f"{row['code']} {row['line']} {row['formula'][:40]}")
        else:
            sample.stated.append(stated)
    return sample


def _gold_row(sample: Sample, row: dict, number: int) -> Stated | None:
    """Turn the formula of a gold row into a relation with places."""
    if row["code"] == "CNT01":
        return _gold_count(sample, row, number)
    formula, printed = row["formula"], row["printed"]
    left = re.split(r"[=≤<>；]|× ?100%", formula)[0]
    words: list[str] = [m[0].rstrip(",.") for m in TERM.finditer(left)]
    if row["code"] == "DT01":
        kind, words = "date", []
    elif "/" in formula and re.fullmatch(r"[0-9.]+%", printed) and len(words) == 2:
        kind = "completion" if row["code"].startswith("IND") else "ratio"
        words = [*(words[::-1] if kind == "completion" else words), printed]
    elif ("+" in left or "−" in left) and re.fullmatch(r"[0-9.]+\D*", printed) and len(words) > 1:
        kind, words = "balance", [*words, printed]
    elif "≤" in formula and len(words) == 1 and re.search(r"≤ [0-9.]+\S*$", formula):
        kind, words = "at_most", [words[0], formula.split("≤")[1].strip()]
    else:
        return None
    signs = tuple(-1 if s == "−" else 1 for s in ["+", *SIGN.findall(left)])
    lines = range(row["line"], row.get("line_end", row["line"]) + 1)
    if kind == "date":
        match = re.compile(r"[0-9]{4}\s*年\s*[0-9]+\s*月\s*[0-9]+\s*日")
        hit = match.search(sample.text, sample.source.extent(row["line"])[0])
        places: list[tuple[int, int]] = [hit.span()] if hit else []
    else:
        places = []
        for word in words:
            place = _nearby(sample.source, word, lines, places)
            if place is None:
                return None
            places.append(place)
    what = (row["code"], kind, row["line"], ())
    return stated_at(sample, what, places, signs=signs, number=number) if places else None


def _nearby(
    source: Source, word: str, lines: range, taken: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """Find a number of a formula in the text, with the unit that is printed behind it."""
    bare = re.match(r"[0-9.]+", word)
    if bare is None:
        return None
    plain = bare[0]
    whole, _, tail = plain.partition(".")
    grouped = f"{int(whole):,}" + ("." + tail if tail else "")
    for around in (0, 2, 6):
        for line in range(max(1, lines.start - around), lines.stop + around):
            for form in (plain, grouped, plain + "0" if tail else plain):
                place = source.find(form, line) if line <= len(source.starts) else None
                if place is None or any(place[0] == t[0] for t in taken):
                    continue
                if source.text[place[1] : place[1] + 1] in ("余", "多"):
                    return None  # open: what exceeds it cannot be told
                return place[0], _unit_end(source.text, place[1])
    return None


def _unit_end(text: str, start: int) -> int:
    """Cut what follows a number down to a unit."""
    match = re.compile(r"\s*(?:[%％]|[万亿]?元|万|人次|批次|[个项次条场家篇份批名位分处期])").match(
        text, start
    )
    return match.end() if match else start


def _gold_count(sample: Sample, row: dict, number: int) -> Stated | None:
    """A list of N: its items where they are printed to the letter, else the count alone."""
    source, start = sample.source, sample.source.extent(row["line"])[0]
    if not re.fullmatch(r"[0-9]+\D+", row["printed"]):
        return None
    count = source.find(row["printed"], row["line"])
    if count is None:
        return None
    items = re.split(r"[、/]", row["formula"])
    places = [source.find(item, row["line"]) for item in items]
    whole = [place for place in places if place is not None and place[0] >= start]
    what = (row["code"], "count", row["line"], ())
    return stated_at(
        sample,
        what,
        [*(whole if len(whole) == len(items) else []), count],
        is_open=False,
        number=number,
    )


def value_of(operand: Operand) -> str:
    """Return an operand as it is listed."""
    return operand.digits + operand.unit if isinstance(operand, Printed) else operand
