"""What methods of scoring have in common: the case, how they register, how they ask for figures."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple, Protocol

from jixiao.model.measures import Measured, Missing, Subject, measure
from jixiao.model.score import Input
from jixiao.scoring.working import Result, divide, plain
from jixiao.standards.scoring import Line


class Case(NamedTuple):
    """What a method scores: the subject, the full mark, and that of the pack.

    The two marks differ where points of lines that do not apply were moved here; amounts of
    points in options are then scaled.
    """

    subject: Subject
    points: Decimal
    own_points: Decimal

    def scaled(self, amount: Decimal) -> Decimal:
        """Return an amount of points of the pack in points of this case."""
        if self.points == self.own_points or not self.own_points:
            return amount
        return divide(amount * self.points, self.own_points)

    def reckoned(self, amount: Decimal) -> str:
        """Return how a workbook reckons ``scaled`` of an amount."""
        if self.points == self.own_points or not amount:
            return plain(amount)
        return f"{plain(amount)}*{{points}}/{plain(self.own_points)}"


class Method(Protocol):
    """A method with its options read; ``rule`` says in words how it scores."""

    @property
    def rule(self) -> str:
        """The rule as people read it."""
        ...

    def score(self, case: Case) -> Result:
        """Return what the case earns, before rounding."""
        ...


Reader = Callable[[Line], Method]
readers: dict[str, tuple[Reader, frozenset[str], frozenset[str]]] = {}
"""How each method is read for a line of a pack, with the inputs and options that it knows."""


def method(
    name: str, inputs: tuple[str, ...] = (), options: tuple[str, ...] = ()
) -> Callable[[Reader], Reader]:
    """Register how a method is read under the name that packs use."""

    def register(reader: Reader) -> Reader:
        readers[name] = (reader, frozenset(inputs), frozenset(options))
        return reader

    return register


class Asked(NamedTuple):
    """Measures that were asked for: the figures by input, or what is missing."""

    figures: Mapping[str, Measured]
    needs: tuple[str, ...]

    def inputs(self) -> tuple[Input, ...]:
        """Return the figures as inputs of a line, in order."""
        return tuple(
            Input(one.label, plain(one.value), one.unit, one.origin, one.value)
            for one in self.figures.values()
        )

    def cell(self, name: str) -> str:
        """Return what stands for a figure in a formula."""
        return f"{{{list(self.figures).index(name) + 1}}}"


def ask(case: Case, inputs: Mapping[str, str]) -> Asked:
    """Return the figures of a case by input, or what is missing."""
    figures: dict[str, Measured] = {}
    needs: dict[str, None] = {}  # one figure may lack what another does
    for name, identifier in inputs.items():
        found = measure(identifier, case.subject)
        if isinstance(found, Missing):
            needs[found.need] = None
        else:
            figures[name] = found
    return Asked(figures, tuple(needs))


def number_of(line: Line, name: str, default: str) -> Decimal:
    """Return an option of a line that is a number."""
    return line.options[name].number() if name in line.options else Decimal(default)
