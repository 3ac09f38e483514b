"""What all planters share: the slip, what they work on, and how numbers are misprinted."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

# The codes that may name a slip: the same contradiction shows in several relations, and outside of
# the family the general checks of sums, balances and repeated facts may see it as well.
GENERAL = {"FND01", "FND03", "FND04", "FND12", "FND22", "FND23", "CNT02", "CNT03", "SG01"}
SUMS = frozenset({"FA01", "FA02", "FA03", "FA04", "FA05", "FA06", *GENERAL})
PROSE = frozenset({"FA05", "FA06", "FA07", "FND05", "FND07", *GENERAL})
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
LEAST = {"万元": Decimal("0.5"), "元": Decimal(100)}
# What a narrative gives amounts of that no table holds.
UNTABLED = ("office", "purchases", "evaluated")


@dataclass(frozen=True)
class Slip:
    """A planted slip: what kind, which codes may name it, where, what stands there and should."""

    kind: str
    codes: frozenset
    place: str
    right: str
    wrong: str


@dataclass(frozen=True)
class Scene:
    """What a planter works on; ``nothing`` are the paragraphs saying that a fund has no figures."""

    publication: object
    layout: object
    department: object
    random: object
    nothing: Callable

    def sheets(self, *keys):
        """The tables present among those of the keys."""
        tables = self.publication.sheets()
        return [tables[key] for key in keys if key in tables]

    def cells(self, sheets, keep):
        """The cells with a figure other than zero whose row and column are kept."""
        return [
            (sheet, cell)
            for sheet in sheets
            for row in sheet.rows
            for cell in row
            if cell is not None and cell.key and is_figure(cell) and keep(cell.key[1], cell.key[2])
        ]


def is_figure(cell):
    """Whether a cell holds an amount other than zero."""
    return (
        cell.key[2] not in {"name", "code", "count"}
        and not cell.key[2].startswith("code")
        and NUMBER.fullmatch(cell.text) is not None
        and value(cell.text) != 0
    )


def value(text):
    """The number in a text."""
    return Decimal(NUMBER.search(text)[0].replace(",", ""))


def misprint(text, random, least):
    """A misprinted number: two digits swapped, one dropped or one replaced; ``None`` if too small."""
    found = NUMBER.search(text)
    number = found[0].replace(",", "")
    ends = number.index(".") if "." in number else len(number)
    wrong = set()
    for at in range(ends):
        if at + 1 < ends:
            wrong.add(number[:at] + number[at + 1] + number[at] + number[at + 2 :])
            wrong.add(number[:at] + number[at + 1 :])
        wrong |= {number[:at] + digit + number[at + 1 :] for digit in "123456789"}
    fitting = sorted(
        one
        for one in wrong
        if abs(Decimal(one) - Decimal(number)) >= least
        and not re.match(r"0\d", one)
        and Decimal(one)
    )
    if not fitting:
        return None
    # Swapped and dropped digits are fewer than replaced ones: choose the way first.
    swapped = [one for one in fitting if sorted(one) == sorted(number)]
    dropped = [one for one in fitting if len(one) < len(number)]
    replaced = [one for one in fitting if len(one) == len(number) and one not in swapped]
    chosen = random.choice(random.choice([way for way in (swapped, dropped, replaced) if way]))
    return text[: found.start()] + styled(Decimal(chosen), found[0]) + text[found.end() :]


def styled(number, like):
    """A number printed as another is: with as many decimals and separators or not."""
    places = len(like.partition(".")[2])
    return (
        f"{number:,.{places}f}"
        if "," in like or ("," not in like and number >= 10**9)
        else f"{number:.{places}f}"
    )
