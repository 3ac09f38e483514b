"""Printed units: the table of ``units.yaml``, their multiples, compounds and longest match."""

from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

from jixiao.extraction.lexing.data import FOLDER, by_first, load
from jixiao.model.folding import fold
from jixiao.model.quantity import Dimension, Unit

ONE = Decimal(1)
PATH: Final[Path] = FOLDER.parent / "units.yaml"

BARE = Unit("", Dimension.NONE)
PERCENT = Unit("%", Dimension.PERCENT)

MULTIPLES: Final = {
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "十万": Decimal(100_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
    "十亿": Decimal(1_000_000_000),
    "百亿": Decimal(10_000_000_000),
    "千亿": Decimal(100_000_000_000),
    "万亿": Decimal(1_000_000_000_000),
}
_MULTIPLE_NAMES: Final = by_first(frozenset(MULTIPLES))

_ASCII_WORD: Final = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Entry(NamedTuple):
    """One printed name of the unit table."""

    printed: str
    unit: Unit
    not_before: tuple[str, ...]
    digits_only: bool  # weak: only after Arabic digits
    one: bool  # also after a lone 一 at the end of a clause
    over: bool  # the name itself holds 多 or 余
    multiples: bool  # 百, 千, 万, 亿 … may stand before it
    latin: bool  # ends in an ASCII letter or digit, so none may follow


class Match(NamedTuple):
    """A unit found in the text; ``over``: 余 or 多 stands between the number and the unit."""

    unit: Unit
    end: int
    over: bool
    entry: Entry | None


def _entry(printed: str, raw: dict[str, Any], dimension: Dimension, multiples: bool) -> Entry:  # noqa: FBT001
    name = str(raw.get("as", printed))
    kind = raw.get("kind", name if dimension in (Dimension.COUNT, Dimension.OTHER) else "")
    factor = Decimal(raw.get("factor", "1"))
    return Entry(
        printed=printed,
        unit=Unit(name, dimension, factor, str(kind)),
        not_before=tuple(str(raw.get("not_before", "")).split()),
        digits_only=bool(raw.get("digits_only")),
        one=bool(raw.get("one")),
        over=bool(raw.get("over")),
        multiples=multiples,
        latin=printed[-1] in _ASCII_WORD,
    )


def _make_table(raw: dict[str, Any]) -> dict[str, tuple[Entry, ...]]:
    """Return the printed names by first character, longest first."""
    with_multiples = frozenset(str(raw["multiples"]).split())
    known = {dimension.value for dimension in Dimension}
    entries: list[Entry] = []
    for group, names in raw.items():
        if group in ("multiples", "denominators"):
            continue
        dimension = Dimension(group) if group in known else Dimension.OTHER
        entries.extend(
            _entry(
                fold(printed), _of_group(group, options, known), dimension, group in with_multiples
            )
            for printed, options in names.items()
        )
    entries.sort(key=lambda entry: -len(entry.printed))
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        grouped.setdefault(entry.printed[0], []).append(entry)
    return {first: tuple(found) for first, found in grouped.items()}


def _of_group(group: str, options: dict[str, Any], known: set[str]) -> dict[str, Any]:
    """Give the units of a group without a dimension of its own (volume, energy) one kind."""
    if group in known or "kind" in options:
        return options
    return {**options, "kind": group}


_RAW: Final[dict[str, Any]] = load(PATH)
_TABLE: Final = _make_table(_RAW)
_DENOMINATORS: Final = by_first(frozenset(str(_RAW["denominators"]).split()))
_MORE: Final = frozenset("余多")
MOST_DENOMINATORS: Final = 3  # 元/人·次·年
_DIVIDERS: Final = frozenset("/·.")
FIRST_SIGNS: Final = frozenset({*_TABLE, *_MULTIPLE_NAMES, *_MORE})
"""What a unit, or 余 or 多 before it, may begin with."""
_FIRST: Final = FIRST_SIGNS | {" "}


def find(text: str, pos: int) -> Entry | None:
    """Return the longest name of the table that stands at ``pos``."""
    for entry in _TABLE.get(text[pos : pos + 1], ()):
        if not text.startswith(entry.printed, pos):
            continue
        end = pos + len(entry.printed)
        if entry.latin and text[end : end + 1] in _ASCII_WORD and end < len(text):
            continue
        if entry.not_before and text.startswith(entry.not_before, end):
            continue
        return entry
    return None


def multiple_at(text: str, pos: int) -> str:
    """Return the multiple (万, 亿, 百万 …) that stands at ``pos``, or an empty string."""
    for name in _MULTIPLE_NAMES.get(text[pos : pos + 1], ()):
        if text.startswith(name, pos):
            return name
    return ""


_composites: dict[tuple[str, str], Unit] = {}


def multiplied(multiple: str, unit: Unit) -> Unit:
    """Return ``unit`` with a multiple in front: 万 + 元 = 万元."""
    return Unit(multiple + unit.name, unit.dimension, unit.factor * MULTIPLES[multiple], unit.kind)


def _composite(multiple: str, entry: Entry | None) -> Unit:
    """Return the unit of a multiple and a name behind it, made once.

    Where nothing follows, 360亿 is money, and 3千 is a number.
    """
    key = (multiple, entry.printed if entry else "")
    unit = _composites.get(key)
    if unit is None:
        dimension = Dimension.MONEY if multiple[-1] in "万亿" else Dimension.NONE
        plain = entry.unit if entry else Unit("", dimension)
        unit = _composites[key] = multiplied(multiple, plain)
    return unit


def read(text: str, pos: int) -> Match | None:
    """Return the unit after a number that ends at ``pos``, with what 余 or 多 says before it.

    ``10余万元`` and ``10万余元`` both give 万元; a unit may be divided by another (元/平方米).
    """
    sign = text[pos : pos + 1]
    if sign not in _FIRST:
        return None
    if sign == " ":  # one space may have stayed between a number and letters
        return read(text, pos + 1) if text[pos + 1 : pos + 2] != " " else None
    over = sign in _MORE
    start = pos + 1 if over else pos
    plain = find(text, start)
    multiple = multiple_at(text, start)
    if multiple:
        composite = _read_multiplied(text, start, multiple, over=over)
        if plain is None or composite.end > start + len(plain.printed):
            return composite
    if plain is None:
        return None
    end = start + len(plain.printed)
    match = Match(plain.unit, end, over or plain.over, plain)
    return _with_denominator(text, match) if text[end : end + 1] == "/" else match


def _read_multiplied(text: str, start: int, multiple: str, *, over: bool) -> Match:
    """Read the name behind a multiple, with 余 or 多 between them."""
    end = start + len(multiple)
    if text[end : end + 1] in _MORE:
        more = text[end]
        end += 1
    else:
        more = ""
    after = end + 1 if text[end : end + 1] == " " else end
    entry = find(text, after)
    if entry is None or not entry.multiples:
        if more == "多":  # without a unit behind it, 多 begins another word
            return Match(_composite(multiple, None), end - 1, over, None)
        return Match(_composite(multiple, None), end, over or bool(more), None)
    end = after + len(entry.printed)
    match = Match(_composite(multiple, entry), end, over or entry.over or bool(more), entry)
    return _with_denominator(text, match) if text[end : end + 1] == "/" else match


_quotients: dict[tuple[str, str], Unit] = {}


def _with_denominator(text: str, match: Match) -> Match:
    """Extend 元 to 元/平方米 or 元/人·年, and 次 to 次/年, where a denominator follows."""
    end = match.end
    for _ in range(MOST_DENOMINATORS):
        length = _denominator_length(text, end + 1) if text[end : end + 1] in _DIVIDERS else 0
        if not length:
            break
        end += 1 + length
    if end == match.end:
        return match
    below = text[match.end + 1 : end]
    key = (match.unit.name, below)
    unit = _quotients.get(key)
    if unit is None:
        unit = _quotients[key] = _quotient(match.unit, below)
    return Match(unit, end, match.over, match.entry)


def _denominator_length(text: str, pos: int) -> int:
    entry = find(text, pos)
    longest = len(entry.printed) if entry else 0
    for name in _DENOMINATORS.get(text[pos : pos + 1], ()):
        if len(name) > longest and text.startswith(name, pos):
            return len(name)
    return longest


def _quotient(unit: Unit, below: str) -> Unit:
    name = f"{unit.name}/{below}"
    entry = find(below, 0)
    convertible = (Dimension.AREA, Dimension.LENGTH, Dimension.MASS, Dimension.COUNT)
    whole = entry is not None and len(entry.printed) == len(below)
    if entry is not None and whole and entry.unit.dimension in convertible:
        base = entry.unit
        kind = base.kind or base.dimension.value
        factor = unit.factor / base.factor
        if factor * base.factor != unit.factor:  # 元/斤 and the like: no exact conversion
            kind, factor = below, unit.factor
    else:
        kind, factor = below, unit.factor
    if unit.dimension is Dimension.MONEY:
        currency = f"{unit.kind}/" if unit.kind else ""
        return Unit(name, Dimension.UNIT_COST, factor, currency + kind)
    return Unit(name, Dimension.OTHER, unit.factor, f"{unit.kind or unit.name}/{below}")
