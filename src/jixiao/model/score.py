"""A score sheet: every line with what went in, the rule, the arithmetic and the rounding."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jixiao.model.evaluation import Indicator
from jixiao.terms import Scope, ScoreStatus


class Input(NamedTuple):
    """A number or a statement that went into a score, and where it was filled in.

    ``number`` is the exact value behind ``shown`` where it is one number.
    """

    label: str
    shown: str  # as the arithmetic prints it, without unit
    unit: str = ""
    origin: str = ""
    number: Decimal | None = None


class ScoreLine(NamedTuple):
    """One line of a score sheet; a tuple, because there are very many.

    ``points`` is its full mark after points of lines that do not apply were moved, ``own_points``
    that of the pack. ``score`` is rounded as the pack says, None where nothing could be scored
    (``needs`` says what is missing) or where the line does not apply. ``arithmetic`` is the way
    from the inputs to ``score`` in numbers that a pocket calculator can follow; ``formula`` is the
    same as a workbook reckons it, rounding included: ``{1}``, ``{2}`` … stand for its inputs,
    ``{points}`` for its full mark, ``{scores}`` and ``{weights}`` for those of the lines below.
    ``remarks`` are what a reader must know besides: a missing piece of evidence, an overshoot
    that wants a reason. ``indicator`` is set on the line of one indicator: its ``id`` is the code
    that people gave it, which may be missing or read like that of a line of the pack.
    """

    id: str
    label: str
    own_points: Decimal
    points: Decimal
    status: ScoreStatus
    score: Decimal | None
    inputs: tuple[Input, ...] = ()
    rule: str = ""
    arithmetic: str = ""
    formula: str = ""
    basis: str = ""
    verified: bool = False
    needs: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    children: tuple["ScoreLine", ...] = ()
    origin: str = ""
    indicator: Indicator | None = None

    def walk(self) -> Iterator["ScoreLine"]:
        """Yield this line and all below it, depth first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSheet:
    """The score of a department or project by one pack, as of a day.

    ``project`` is the code of the project, empty for the department itself. ``total`` is None
    while a line is not scored; ``scored`` is what the scored lines add up to and ``scorable``
    their full marks. ``questions`` are the words of what the standard asks the department, by
    identifier; ``notices`` are what who looks over the whole must know besides.
    """

    subject: str
    project: str = ""
    scope: Scope
    year: int
    pack: str
    pack_title: str
    pack_hash: str
    engine: str
    as_of: date | None
    full_mark: Decimal
    scored: Decimal
    scorable: Decimal
    total: Decimal | None
    grade: str | None
    grade_table: str
    lines: tuple[ScoreLine, ...]
    questions: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    def walk(self) -> Iterator[ScoreLine]:
        """Yield every line, depth first."""
        for line in self.lines:
            yield from line.walk()

    def line(self, identifier: str) -> ScoreLine:
        """Return the line of that identifier, that of the pack before that of an indicator.

        Raises:
            KeyError: there is none.
        """
        found = [each for each in self.walk() if each.id == identifier]
        if not found:
            raise KeyError(identifier)
        return min(found, key=lambda each: each.indicator is not None)

    @property
    def leaves(self) -> tuple[ScoreLine, ...]:
        """The lines that are scored themselves, not as the sum of others."""
        return tuple(each for each in self.walk() if not each.children)

    @property
    def needs(self) -> tuple[str, ...]:
        """What is missing before everything can be scored."""
        return tuple(need for line in self.leaves for need in line.needs)
