"""What methods of scoring have in common: the case, how they register, how they ask for figures."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, Protocol

from jixiao.model.measures import Measured, Missing, Subject, measure
from jixiao.model.score import Input
from jixiao.scoring.working import ZERO, Result, divide, lacking, plain, shown
from jixiao.standards.nodes import Item
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

    def value(self, name: str) -> Decimal:
        """Return the figure of an input."""
        return self.figures[name].value

    def inputs(self) -> tuple[Input, ...]:
        """Return the figures as inputs of a line, in order."""
        figures = self.figures.values()
        return tuple(
            [  # a generator would take longer
                Input(label, shown(value), unit, origin, value)
                for value, unit, label, origin in figures
            ]
        )


class Earned(NamedTuple):
    """Points before rounding, and the steps or the sentence that lead there, as in ``Result``."""

    value: Decimal
    steps: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class OfFigures(ABC):
    """A method that reckons with figures: here it is seen to that none is missing.

    ``inputs`` are the identifiers of the figures by the names that the method gives them.
    """

    inputs: Mapping[str, str]
    rule: str
    _formulas: dict[Decimal | None, str] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def score(self, case: Case) -> Result:
        """Return what the case earns, or which figures are missing or cannot be."""
        return self.reckoned(case, self.ask(case))

    def reckoned(self, case: Case, asked: Asked) -> Result:
        """Return what figures earn, or which are missing or cannot be."""
        doubt = "" if asked.needs else self.doubt(asked)
        if asked.needs or doubt:
            return lacking(self.rule, asked.needs or (doubt,), self.stated(asked))
        value, steps, told = self.earned(case, asked)
        formula = self._known_formula(case)
        return Result(value, self.rule, steps, told, formula, self.stated(asked))

    def ask(self, case: Case) -> Asked:
        """Return the figures of a case by input, or what is missing."""
        figures: dict[str, Measured] = {}
        needs: dict[str, None] = {}  # one figure may lack what another does
        for name, identifier in self.inputs.items():
            found = measure(identifier, case.subject)
            if isinstance(found, Missing):
                needs[found.need] = None
            else:
                figures[name] = found
        return Asked(figures, tuple(needs))

    def _known_formula(self, case: Case) -> str:
        """Return the formula, made once for the points of the pack and once for moved ones."""
        own = None if case.points == case.own_points else case.own_points
        if own not in self._formulas:
            self._formulas[own] = self.formula(case)
        return self._formulas[own]

    def doubt(self, asked: Asked) -> str:  # noqa: ARG002 - most methods take any figures
        """Say why nothing can be reckoned from the figures; empty where it can."""
        return ""

    @abstractmethod
    def earned(self, case: Case, asked: Asked) -> Earned:
        """Return what figures without doubt earn."""

    @abstractmethod
    def formula(self, case: Case) -> str:
        """Return the rule as a workbook reckons it, as in ``Result``."""

    def stated(self, asked: Asked) -> tuple[Input, ...]:
        """Return the figures as the line shows them."""
        return asked.inputs()

    def cell(self, name: str) -> str:
        """Return what stands for a figure in a formula."""
        return f"{{{list(self.inputs).index(name) + 1}}}"


def no_base(figure: Measured) -> str:
    """Say that there is no ratio to a figure that is not above zero."""
    return f"{figure.label}为{plain(figure.value)}，比率无从计算"


def number_of(line: Line, name: str, default: str) -> Decimal:
    """Return an option of a line that is a number."""
    return line.options[name].number() if name in line.options else Decimal(default)


def within_points(line: Line, amount: Item) -> None:
    """Refuse an amount of points that is less than nothing or more than the line is worth."""
    most = max((points for _, points in line.points if points is not None), default=ZERO)
    if not 0 <= amount.number() <= most:
        amount.refuse(f"{amount.number():f} 分不在 0 至 {most:f} 分之内")
