"""What a check is given: the understood document and the ways to say what it found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol, TypeVar, cast

from jixiao.checks.as_shown import unless_stored
from jixiao.checks.recognised import unless_recognised
from jixiao.extraction.understanding import Metadata, Section, Understanding
from jixiao.model.arithmetic import Result, Verdict
from jixiao.model.document import Document
from jixiao.model.extra import Extra
from jixiao.model.fact import Fact
from jixiao.model.outcome import Outcome, Related
from jixiao.model.period import Instant
from jixiao.model.quantity import Quantity
from jixiao.model.relation import Relation
from jixiao.model.slips import one_slip_apart
from jixiao.model.source import Span
from jixiao.standards import Standards
from jixiao.terms import ExtraKind, Severity, Status

R = TypeVar("R", bound=Relation)
V = TypeVar("V", str, int, bool, Decimal)


class Placed(Protocol):
    """Anything that stands somewhere: a fact, relation, sentence, token, block or span."""

    @property
    def start(self) -> int:
        """Where it begins in the reading text."""

    @property
    def end(self) -> int:
        """Where it ends in the reading text."""


Place = Placed | Section
Mention = Place | tuple[Place, str]  # a related place, with or without its label
Value = Quantity | Fact | Instant | Decimal | int | str


class Subject(Protocol):
    """What the runner tells a context of its check."""

    @property
    def code(self) -> str:
        """The code of the check."""

    @property
    def severity(self) -> Severity:
        """How much its findings weigh unless they say otherwise."""


_JUDGED = {
    Verdict.EXACT: (Status.PASSED, "，相符"),
    Verdict.ROUNDING: (Status.ROUNDING, "，相差在四舍五入范围内"),
    Verdict.FAIL: (Status.FINDING, "，不符"),
    Verdict.UNDECIDED: (Status.CANNOT_TELL, "；数字为约数或不完整，无法判断"),
}

_ANOTHER_MATTER = (Status.CANNOT_TELL, "；相差悬殊，可能说的不是同一事项，请人工核对")

_EXPECTED = "{expected}"


class Context:
    """One document before one check."""

    __slots__ = (
        "_check",
        "_options",
        "_relations",
        "document",
        "publish",
        "standards",
        "understanding",
    )

    def __init__(  # noqa: PLR0913 - one argument for each thing that a check is given
        self,
        check: Subject,
        understanding: Understanding,
        relations: Mapping[type[Relation], Sequence[Relation]],
        standards: Standards,
        options: Mapping[str, object],
        *,
        publish: bool = False,
    ) -> None:
        self._check = check
        self.publish = publish
        self._relations = relations
        self._options = options
        self.understanding = understanding
        self.document: Document = understanding.document
        self.standards = standards

    # --- what there is ----------------------------------------------------------------------

    @property
    def metadata(self) -> Metadata:
        """Who reports what, when, with which result."""
        return self.understanding.metadata

    @property
    def title(self) -> Span:
        """The place of the title, for statements on the whole document."""
        return title_of(self.understanding)

    def facts_of(self, *concepts: str) -> list[Fact]:
        """Return the facts of the given concepts, in reading order."""
        return self.understanding.facts_of(*concepts)

    def relations(self, kind: type[R]) -> Sequence[R]:
        """Return the relations of one type that this check is the one to judge."""
        return cast("Sequence[R]", self._relations.get(kind, ()))

    def all(self, kind: type[R]) -> Sequence[R]:
        """Return every relation of one type, whoever judges it."""
        return self.understanding.all(kind)

    def option(self, name: str, kind: type[V]) -> V:
        """Return an option of this check: the declared default or what jixiao.toml says."""
        value = self._options[name]
        if not isinstance(value, kind):
            message = f"option {name!r} of {self._check.code} is no {kind.__name__}"
            raise TypeError(message)
        return value

    def quote(self, place: Place) -> str:
        """Return what is printed on disk at a place, to the letter."""
        span = span_of(place)
        return self.document.quote(span.start, span.end)

    def text(self, place: Place) -> str:
        """Return the reading text of a place: widths folded, broken lines joined."""
        span = span_of(place)
        return self.document.text[span.start : span.end]

    def number(self, value: Value, unit: str = "") -> str:
        """Return a number as it is printed in messages, with its unit."""
        if isinstance(value, Fact):
            value = value.quantity or value.instant or value.word or ""
        if isinstance(value, Quantity):
            unit = unit or value.unit.name
        return plain(value) + unit

    # --- what a check can say ---------------------------------------------------------------

    def passed(self, at: Place, message: str, related: Iterable[Mention] = ()) -> Outcome:
        """Say that what is stated at a place holds."""
        return self._outcome(Status.PASSED, at, message, related=related)

    def cannot_tell(self, at: Place, message: str, related: Iterable[Mention] = ()) -> Outcome:
        """Say that the text does not decide whether what is stated at a place holds."""
        return self._outcome(Status.CANNOT_TELL, at, message, related=related)

    def rounding(
        self,
        at: Place,
        message: str,
        *,
        stated: Value | None = None,
        expected: Value | None = None,
        related: Iterable[Mention] = (),
    ) -> Outcome:
        """Say that what is stated holds within the rounding of the printed numbers."""
        return self._outcome(
            Status.ROUNDING, at, message, Severity.HINT, (stated, expected), related=related
        )

    def finding(  # noqa: PLR0913 - one argument for each part of a finding
        self,
        at: Place,
        message: str,
        *,
        stated: Value | None = None,
        expected: Value | None = None,
        related: Iterable[Mention] = (),
        severity: Severity | None = None,
    ) -> Outcome:
        """Say that what is stated does not hold; the severity is the check's own by default."""
        return self._outcome(
            Status.FINDING,
            at,
            message,
            severity or self._check.severity,
            (stated, expected),
            related=related,
        )

    def beside(self) -> Iterator[Extra]:
        """Yield what the file holds beside its text; nothing unless it is to be published."""
        for extra in self.document.extras or ():
            if extra.kind is not ExtraKind.INSERTION:  # which is read as text all the same
                yield extra

    def beside_finding(
        self, extra: Extra, message: str, severity: Severity | None = None
    ) -> Outcome:
        """Say that something beside the text must not be published as it is."""
        level = severity or self._check.severity
        return self._outcome(Status.FINDING, self.title, message, level, extra=extra)

    def judge(  # noqa: PLR0913 - as finding
        self,
        result: Result,
        at: Fact,
        message: str,
        *,
        stated: Value | None = None,
        related: Iterable[Mention] = (),
        severity: Severity | None = None,
        farthest: int | None = None,
    ) -> Outcome:
        """Turn a verdict of arithmetic into an outcome.

        ``message`` has no full stop; ``{stated}`` and ``{expected}`` in it become the two numbers
        with the unit of ``at``, and the verdict is added in words. Where no value can be expected,
        the clause (from ， on) that tells it is left out. A mismatch of more than ``farthest``
        times is no finding: operands of another matter are the likelier reason.
        """
        status, words = _JUDGED[result.verdict]
        said = at.amount if stated is None else stated
        if status is Status.FINDING and worlds_apart(said, result.expected, farthest):
            status, words = _ANOTHER_MATTER
        expected = None
        if result.expected is None:
            text = _without_expected(message)
        else:
            expected = comparable(result.expected, plain(said), agree=status is Status.PASSED)
            about = "约" if status is Status.CANNOT_TELL else ""
            unit = at.quantity.unit.name if at.quantity else ""
            text = message.replace(_EXPECTED, f"{about}{expected}{unit}")
        text = text.replace("{stated}", self.number(said))
        level = None
        if status is Status.FINDING:
            level = severity or self._check.severity
        elif status is Status.ROUNDING:
            level = Severity.HINT
        return self._outcome(status, at, text + words, level, (said, expected), related=related)

    def _outcome(  # noqa: PLR0913 - the parts of an outcome
        self,
        status: Status,
        at: Place,
        message: str,
        severity: Severity | None = None,
        values: tuple[Value | None, Value | None] = (None, None),
        *,
        related: Iterable[Mention] = (),
        extra: Extra | None = None,
    ) -> Outcome:
        stated, expected = values
        made = Outcome(
            self._check.code,
            status,
            message,
            span_of(at),
            severity,
            None if stated is None else plain(stated),
            None if expected is None else plain(expected),
            tuple(_related(mention) for mention in related) if related else (),
            extra=extra,
        )
        if status is not Status.FINDING:
            return made
        return unless_recognised(self.document, unless_stored(self.understanding, made))


def worlds_apart(said: Value, expected: Decimal | None, farthest: int | None) -> bool:
    """Whether two numbers differ so much that no slip made one of the other.

    A point out of place or a wrong unit leaves a power of ten.
    """
    if expected is None or farthest is None or not isinstance(said, Quantity):
        return False
    small, large = sorted((abs(said.value), abs(expected)))
    if not 0 < small * farthest < large or one_slip_apart(said.value, expected):
        return False
    tens = int((large / small).log10().to_integral_value())
    last_digit = Decimal(1).scaleb(int(small.as_tuple().exponent))
    slack = max(large / 100, last_digit.scaleb(tens))
    return abs(small.scaleb(tens) - large) > slack


def span_of(place: Place) -> Span:
    """Return the span of a place; of a section, its heading."""
    if type(place) is Span:
        return place
    if isinstance(place, Section):
        return place.heading
    return Span(place.start, place.end)


def title_of(understanding: Understanding) -> Span:
    """Return the place of the title, else of the first block, else the very start."""
    span = understanding.metadata.title_span
    if span.end > span.start:
        return span
    for block in understanding.document.blocks:
        if block.end > block.start:
            return Span(block.start, block.end)
    return Span(0, 0)


def plain(value: Value) -> str:
    """Return a value as plain text: decimals as printed, without exponent; dates in ISO form."""
    if isinstance(value, Fact):
        value = value.quantity or value.instant or value.word or ""
    if isinstance(value, Quantity):
        first = value.printed
        return first if value.upper is None else f"{first}–{value.upper:.{value.decimals}f}"
    if isinstance(value, Instant):
        return value.iso()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


def comparable(value: Decimal, stated: str, *, agree: bool) -> str:
    """Round a value half-up to the decimals of what is stated; more where that would hide it.

    ``agree``: the two are known to be equal, so that equal digits are no disguise.
    """
    places = len(stated.rpartition(".")[2]) if "." in stated else 0
    text = ""
    for more in range(places, places + 5):
        text = f"{value.quantize(Decimal(1).scaleb(-more), ROUND_HALF_UP):f}"
        if agree or Decimal(text) != _decimal(stated):
            break
    return text


def _without_expected(message: str) -> str:
    """Return a template without the clause that tells the expected value."""
    before, found, after = message.partition(_EXPECTED)
    return before.rpartition("，")[0] if found else before + after


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except ArithmeticError:
        return None


def _related(mention: Mention) -> Related:
    if type(mention) is tuple:  # not a named tuple such as Span or Token
        placed, label = cast("tuple[Place, str]", mention)
        return Related(span_of(placed), label)
    place = cast("Place", mention)
    return Related(span_of(place), place.label if isinstance(place, Fact) else "相关处")
